"""An index that followed its catalogue says what one says that was filled anew."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from following import ENTRIES, HEAD, entry, says
from headcat import index
from headcat.index import Index, indexing, refreshing
from headcat.index.tables import GAP
from headcat.model import Query

DECLINED = """\
declined:
  - id: "2401.10020"
    date: 2025-01-06
    reason: Not on heads
"""
Entries = list[str]


def swapped(entries: Entries) -> Entries:
    return [entries[-1], *entries[1:-1], entries[0]]


EDITS: dict[str, Callable[[Entries], Entries]] = {
    "nothing": lambda entries: entries,
    "title": lambda entries: [entries[0].replace("Title", "Another Müller's"), *entries[1:]],
    "date": lambda entries: [*entries[:-1], entries[-1].replace("2022-", "2021-")],
    "year": lambda entries: [*entries[:-1], entries[-1].replace("date: 2022", "date: 2031")],
    "head": lambda entries: [entries[0].replace("Induction Head", "mover"), *entries[1:]],
    "unknown head": lambda entries: [entries[0].replace("Induction Head", "no such"), *entries[1:]],
    "comment": lambda entries: [f"{entries[0]}  # a word\n\n", *entries[1:]],
    "comment inside": lambda entries: [
        entries[0].replace("    date", "    # a word\n    date"),
        *entries[1:],
    ],
    "removed": lambda entries: entries[1:],
    "added": lambda entries: [*entries, entry(40), entry(41, date="2022-05")],
    "added first": lambda entries: [entry(42, key="a", date="2022-05"), *entries],
    "twice": lambda entries: [*entries, entries[0]],
    "same key": lambda entries: [*entries, entry(43, key="k01")],
    "same identifier": lambda entries: [*entries, entry(44, arxiv="2201.00001")],
    "identifiers exchanged": lambda entries: [
        entries[0].replace("2201.00000", "2201.00001"),
        entries[1].replace("2201.00001", "2201.00000"),
        *entries[2:],
    ],
    "swapped": swapped,
    "open quote": lambda entries: [entries[0].replace("title: ", 'title: "'), *entries[1:]],
    "closed far away": lambda entries: [
        entries[0].replace("title: ", 'title: "'),
        *entries[1:-1],
        f'{entries[-1]}    note: "\n',
    ],
    "literal": lambda entries: [*entries[:-1], f"{entries[-1]}    note: |\n      - key: x\n\n      y\n"],
    "not a paper": lambda entries: [*entries, "  - just words\n"],
    "list in list": lambda entries: [*entries, "  - - key: x\n"],
    "stray": lambda entries: [*entries[:1], "oops: x\n", *entries[1:]],
    "indent": lambda entries: [f" {entries[0]}", *entries[1:]],
    "wide dash": lambda entries: [entries[0].replace("  - key", "  -   key", 1), *entries[1:]],
    "flow": lambda entries: [*entries, "  - {key: z, title: T, authors: [A B], date: 2020}\n"],
    "control character": lambda entries: [entries[0].replace("Title", "Ti\x07tle"), *entries[1:]],
    "conflict": lambda entries: [*entries[:1], "<<<<<<< ours\n", *entries[1:]],
    "all gone": lambda entries: entries[:0],
    "almost all new": lambda entries: [each.replace("Title", "Word") for each in entries],
    "CRLF": lambda entries: [each.replace("\n", "\r\n") for each in entries],
    "no last line break": lambda entries: [*entries[:-1], entries[-1].rstrip("\n")],
    "silenced": lambda entries: [
        entries[0].replace("Induction Head", "no such  # headcat: ignore[HC301]"),
        *entries[1:],
    ],
    "declined behind": lambda entries: [*entries, DECLINED],
    "declined in between": lambda entries: [*entries[:1], DECLINED, *entries[1:]],
    "heads behind": lambda entries: [*entries, "heads:\n  - name: Late Head\n"],
}
FRAMES = [
    HEAD,
    HEAD.replace("Inductive", "Inducing"),
    f"# a word\n{HEAD}",
    f"\ufeff{HEAD}",
    f"{DECLINED}\n{HEAD}",
    f"{DECLINED.replace('date: 2025', 'date: never')}{HEAD}",
    HEAD.replace("papers:", 'declined: "\npapers:'),
    HEAD.replace("papers:", "declined:\n  - id: >\n\n papers:\npapers:"),
]
TAILS = ["", DECLINED, f"\n{DECLINED}# the end", '"\npapers:\n', "venues:\n"]


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[Path], dict[str, list[Any]]]:
    """Return what says what an index says that is filled anew."""

    def asked(path: Path) -> dict[str, list[Any]]:
        with monkeypatch.context() as patch:
            patch.setenv("HEADCAT_CACHE_DIR", str(tmp_path / "another"))
            Path(f"{tmp_path / 'another' / 'index'}{path.resolve()}.sqlite").unlink(missing_ok=True)
            return says(path)

    return asked


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(EDITS)), st.sampled_from(FRAMES), st.sampled_from(TAILS)),
        min_size=2,
        max_size=4,
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_followed_says_what_is_filled_anew(
    catalogue_file: Path,
    anew: Callable[[Path], dict[str, list[Any]]],
    steps: list[tuple[str, str, str]],
) -> None:
    entries = list(ENTRIES)
    for name, frame, tail in steps:
        entries = EDITS[name](entries) if len(entries) > 2 else list(ENTRIES)
        catalogue_file.write_bytes((frame + "".join(entries) + tail).encode("utf-8"))
        assert says(catalogue_file) == anew(catalogue_file)


@pytest.mark.parametrize("name", sorted(EDITS))
def test_every_edit_is_followed(
    catalogue_file: Path, anew: Callable[[Path], dict[str, list[Any]]], name: str
) -> None:
    for entries in (ENTRIES, EDITS[name](ENTRIES), ENTRIES):
        catalogue_file.write_bytes((HEAD + "".join(entries)).encode("utf-8"))
        assert says(catalogue_file) == anew(catalogue_file)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the papers that are read."""
    counts: list[int] = []
    sound_papers = indexing.sound_papers

    def counted(frame: Any, pieces: Any, vocabulary: Any = None) -> Any:
        pieces = list(pieces)
        counts.append(len(pieces))
        return sound_papers(frame, pieces, vocabulary)

    monkeypatch.setattr(refreshing, "sound_papers", counted)
    monkeypatch.setattr(indexing, "sound_papers", counted)
    return counts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nothing", []),
        ("title", [1]),
        ("comment", [1]),
        ("removed", [0]),
        ("swapped", [0]),
        ("added", [2]),
        ("identifiers exchanged", [2]),
        ("no last line break", [1]),
        ("literal", [1]),
        ("silenced", [1]),
        ("open quote", [1, 12]),
        ("same identifier", [1, 13]),
        ("same key", [1, 13]),
        ("twice", [13]),
        ("almost all new", [12]),
        ("heads behind", [2, 12]),
        ("declined behind", [2]),
        ("declined in between", [1, 1]),
    ],
)
def test_only_what_changed_is_read(
    catalogue_file: Path, read: list[int], name: str, expected: list[int]
) -> None:
    for entries in (ENTRIES, EDITS[name](ENTRIES)):
        catalogue_file.write_text(HEAD + "".join(entries), encoding="utf-8")
        del read[:]
        Index.of(catalogue_file)
    assert read == expected


@pytest.mark.parametrize(
    ("before", "behind", "expected"),
    [
        (f"# a word\n{HEAD}", "", [2]),
        (HEAD.replace("stage: Latent", "# new\n    stage: Latent"), "", [2]),
        (HEAD.replace("Latent Reasoning", "Expression Preparation"), "", [2, 12]),
        (HEAD, DECLINED, [2]),
        (HEAD, DECLINED.replace("date: 2025", "date: never"), [2, 12]),
        (HEAD, "declined: [", [2, 12]),
        (f"\ufeff{DECLINED}{HEAD}", "", [2]),
    ],
)
def test_what_is_new_around_the_papers_is_read_with_two_of_them(
    catalogue_file: Path,
    read: list[int],
    anew: Callable[[Path], dict[str, list[Any]]],
    before: str,
    behind: str,
    expected: list[int],
) -> None:
    for head, tail in ((HEAD, ""), (before, behind)):
        catalogue_file.write_text(head + "".join(ENTRIES) + tail, encoding="utf-8")
        del read[:]
        Index.of(catalogue_file)
    assert read == expected
    assert says(catalogue_file) == anew(catalogue_file)


def test_where_no_number_is_left_between_two_papers_all_are_numbered_anew(
    catalogue_file: Path, read: list[int]
) -> None:
    letters = "bzyxwvutsrqponmlkjihg"  # each comes between the first and the one before it
    for count in range(2, len(letters) + 1):
        entries = [entry(ord(letter), key=letter, date="2020") for letter in letters[:count]]
        catalogue_file.write_text(HEAD + "".join(entries), encoding="utf-8")
        keys = [paper.key for paper in Index.of(catalogue_file).find(Query())]
        assert keys == sorted(letters[:count])
    assert GAP == 2**16
    assert read == [2, *[1] * 17, 19, 1, 1]


def test_an_index_that_is_being_read_is_followed_in_memory(catalogue_file: Path) -> None:
    catalogue_file.write_text(HEAD + "".join(ENTRIES), encoding="utf-8")
    reader = Index.of(catalogue_file)
    answer = reader.find(Query())
    first = next(answer)
    catalogue_file.write_text(HEAD + "".join(EDITS["title"](ENTRIES)), encoding="utf-8")
    titles = {paper.title for paper in Index.of(catalogue_file).find(Query())}
    assert "Another Müller's 0" in titles
    assert [first.title, *(paper.title for paper in answer)] == [f"Title {n}" for n in reversed(range(12))]
    assert {paper.title for paper in Index.of(catalogue_file).find(Query())} == titles


def test_a_change_that_cannot_be_closed_is_not_made_twice(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk may be full, or fail, when all is written but that the index is one again."""
    catalogue_file.write_text(HEAD + "".join(ENTRIES), encoding="utf-8")
    Index.of(catalogue_file)
    catalogue_file.write_text(HEAD + "".join(EDITS["title"](ENTRIES)), encoding="utf-8")
    alone = refreshing._alone

    @contextmanager
    def unclosed(connection: sqlite3.Connection, digest: str) -> Iterator[None]:
        with alone(connection, digest):
            yield
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(refreshing, "_alone", unclosed)
    titles = {paper.title for paper in Index.of(catalogue_file).find(Query())}
    assert "Another Müller's 0" in titles
    assert len(titles) == len(ENTRIES)


def test_who_is_killed_while_writing_leaves_nobodys_index(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch, anew: Callable[[Path], dict[str, list[Any]]]
) -> None:
    catalogue_file.write_text(HEAD + "".join(ENTRIES), encoding="utf-8")
    place = index._place(catalogue_file)
    left: list[bytes] = []
    apply = refreshing._apply

    def seen(connection: sqlite3.Connection, *rest: Any) -> bool:
        left.append(place.read_bytes())  # what is on disk in the middle of it
        return apply(connection, *rest)

    Index.of(catalogue_file)
    catalogue_file.write_text(HEAD + "".join(EDITS["title"](ENTRIES)), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(refreshing, "_apply", seen)
        Index.of(catalogue_file)
    place.write_bytes(left[0])
    with sqlite3.connect(place) as connection:
        assert connection.execute("SELECT version FROM meta").fetchone() == ("",)
    connection.close()
    assert says(catalogue_file) == anew(catalogue_file)


def test_an_index_that_somebody_else_brought_up_meanwhile_is_left_alone(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue_file.write_text(HEAD + "".join(ENTRIES), encoding="utf-8")
    Index.of(catalogue_file)
    compare = refreshing.compare

    def overtaken(*arguments: Any) -> Any:
        found = compare(*arguments)
        monkeypatch.setattr(refreshing, "compare", compare)
        Index.of(catalogue_file)
        return found

    catalogue_file.write_text(HEAD + "".join(EDITS["title"](ENTRIES)), encoding="utf-8")
    monkeypatch.setattr(refreshing, "compare", overtaken)
    for _ in range(2):
        titles = [paper.title for paper in Index.of(catalogue_file).find(Query())]
        assert titles.count("Another Müller's 0") == 1
