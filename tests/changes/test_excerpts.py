"""What an excerpt decides is what the whole catalogue decides."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat import store
from headcat.catalogue import Catalogue
from headcat.changes import additions, additions_by_excerpt
from headcat.changes.excerpts import Excerpt, Stretch, excerpt
from headcat.errors import RefusedError
from headcat.index import Index
from headcat.model import Draft, Link

HEAD, *_ = SMALL.partition("  # the first of all\n")
NAMES = [f"{letter}{end}" for letter in "abcdefghijklmnopqrst" for end in ("ab", "ob")]
WORDS = ("Heads", "Names", "Tokens", "Rules")


def entry(name: str, number: int) -> str:
    word = WORDS[number % 4]
    return (
        f"  - key: {name}2022{word.lower()}\n    title: {word} of {name} {number}\n    authors:\n"
        f'      - Ada {name.title()}\n    date: 2022-03\n    ids:\n      arxiv: "2203.{number:05}"\n'
    )


TEXT = HEAD + "".join(entry(name, number) for number, name in enumerate(NAMES))


def part_of(path: Path, drafts: Sequence[Draft]) -> Excerpt | None:
    return excerpt(Index.of(path), store.read(path), drafts)


def outcome(path: Path, drafts: Sequence[Draft], *, by_excerpt: bool) -> Any:
    """Return the new bytes and where the papers stand, or what was refused."""
    data = path.read_bytes()
    part = part_of(path, drafts) if by_excerpt else None
    try:
        if part is None:
            new, change = additions(path, data, drafts)
        else:
            new, change = additions_by_excerpt(path, data, part, drafts)
    except RefusedError:
        return "refused"
    return new, change.papers, change.before, change.after, change.diff()


def drafts() -> st.SearchStrategy[Draft]:
    return st.builds(
        lambda name, title, arxiv, links: Draft(
            title=title,
            authors=(f"Ada {name.title()}",),
            date="2022-03",
            ids={"arxiv": arxiv} if arxiv else {},
            links=links,
            heads=("mover",),
        ),
        st.sampled_from([*NAMES, "aa", "zz", "é", "B. van der Berg"]),
        st.one_of(
            st.builds(
                "{} of {} {}".format, st.sampled_from(WORDS), st.sampled_from(NAMES), st.integers(0, 50)
            ),
            st.sampled_from(["Heads", "The Names", "Über Rules: a note", "- key: aab2022heads"]),
        ),
        st.sampled_from(["", "2203.00001", "2203.00077", "2203.00078v2"]),
        st.sampled_from([(), (Link("paper", "https://arxiv.org/abs/2203.00003"),)]),
    )


DECLINED = 'declined:\n  - id: "2203.00077"\n    date: 2025-01-06\n    reason: Not on heads\n'
VARIANTS = {
    "declined behind": f"{TEXT}\n{DECLINED}".encode(),
    "declined before": (HEAD.replace("papers:", f"{DECLINED}papers:") + TEXT.removeprefix(HEAD)).encode(),
    "as it is": TEXT.encode(),
    "CRLF": TEXT.replace("\n", "\r\n").encode(),
    "byte order mark": b"\xef\xbb\xbf" + TEXT.encode(),
    "blank lines": TEXT.replace("  - key", "\n  - key").encode(),
    "comments": TEXT.replace("  - key: a", "  # é\n  - key: a").encode(),
    "no last line break": TEXT.rstrip("\n").encode(),
    "two papers": (HEAD + entry("m", 0) + entry("n", 1)).encode(),
    "a literal last": f"{TEXT}    note: |+\n      é\n\n".encode(),
    "venues behind": (HEAD.replace("venues:", "papers:\n").split("papers:\n")[0]
                      + TEXT[TEXT.index("papers:") :] + "\nvenues:\n  - name: ICLR\n").encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(VARIANTS))
@given(st.lists(drafts(), min_size=1, max_size=3))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_an_excerpt_decides_the_whole_decides(
    catalogue_file: Path, name: str, drafts: list[Draft]
) -> None:
    catalogue_file.write_bytes(VARIANTS[name])
    expected = outcome(catalogue_file, drafts, by_excerpt=False)
    assert part_of(catalogue_file, drafts) is not None
    assert outcome(catalogue_file, drafts, by_excerpt=True) == expected
    opened = Catalogue.open(catalogue_file)
    if expected == "refused":
        with pytest.raises(RefusedError):
            opened.add(*drafts)
        assert catalogue_file.read_bytes() == VARIANTS[name]
    else:
        assert opened.add(*drafts).papers == expected[1]
        assert catalogue_file.read_bytes() == expected[0]


DRAFT = Draft(title="Heads of kab", authors=("Ada Kab",), date="2022-03")


def test_an_excerpt_holds_what_is_near_and_the_last_entries(catalogue_file: Path) -> None:
    catalogue_file.write_text(TEXT, encoding="utf-8")
    part = part_of(catalogue_file, [DRAFT])
    assert part is not None
    entries = [entry(name, number) for number, name in enumerate(NAMES)]
    near = entries[19:21]  # the one before it and the one of its key
    assert part.data.decode() == HEAD + "".join([*near, *entries[21:22], *entries[-8:]])
    assert part.stretches[:2] == (Stretch(0, 0), Stretch(len(HEAD), TEXT.index(entries[19])))
    assert TEXT.encode()[part.place(len(HEAD) + 5) :].startswith(entries[19].encode()[5:])


@pytest.mark.parametrize(
    ("text", "drafts"),
    [
        (TEXT, []),
        (TEXT, [Draft(title="No Author", date="2022")]),
        (TEXT + entry("aaa", 90), [DRAFT]),  # not in the order of its keys
        (TEXT + entry("zz", 0), [DRAFT]),  # an identifier twice
        (TEXT.replace("  - key: cab", "  # a word\r\n  - key: cab"), [DRAFT]),  # one line break is another
    ],
)
def test_where_only_the_whole_can_tell(catalogue_file: Path, text: str, drafts: list[Draft]) -> None:
    catalogue_file.write_text(text, encoding="utf-8", newline="")
    assert part_of(catalogue_file, drafts) is None


def test_an_index_of_other_bytes_gives_no_excerpt(catalogue_file: Path) -> None:
    catalogue_file.write_text(TEXT, encoding="utf-8")
    found = Index.of(catalogue_file)
    catalogue_file.write_text(TEXT + entry("zz", 90), encoding="utf-8")
    assert excerpt(found, store.read(catalogue_file), [DRAFT]) is None


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_key_that_must_be_quoted_is_found(catalogue_file: Path, quote: str) -> None:
    text = TEXT.replace('"', quote)
    catalogue_file.write_text(text, encoding="utf-8")
    draft = Draft(title="0", authors=("0",), date="2024")
    expected = outcome(catalogue_file, [draft], by_excerpt=False)
    assert part_of(catalogue_file, [draft]) is not None
    assert outcome(catalogue_file, [draft], by_excerpt=True) == expected
    assert f"- key: {quote}020240{quote}" in expected[3]
    assert [paper.key for paper, _ in Catalogue.open(catalogue_file).add(draft).papers] == ["020240"]
