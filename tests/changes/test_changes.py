"""From drafts to new bytes: only new lines, everything else as it was."""

from collections.abc import Sequence
from difflib import ndiff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat.changes import Change, additions, valid
from headcat.document.records import read
from headcat.errors import Diagnostic, RefusedError, Severity
from headcat.model import Draft, Link, Paper, Place, Summary

PATH = Path("data", "papers.yaml")
MILLER = Draft(
    title='It\'s "new": yes',
    authors=("Bo Miller", "{The Heads}"),
    date="2022-05",
    venue="nips 2024",
    ids={"arxiv": "2405.00001v2"},
    heads=("induction", "mover"),
    links=(Link("code", "https://a.org/#x"), Link("code", "https://b.org")),
    summary=Summary("New.", "", "yes"),
    note="no",
)
MILLER_TEXT = """\
  - key: miller2022new
    title: "It's \\"new\\": yes"
    authors:
      - Bo Miller
      - "{The Heads}"
    date: 2022-05
    venue: NeurIPS 2024
    ids:
      arxiv: "2405.00001"
    heads:
      - Induction Head
      - Mover Head
    links:
      paper: https://arxiv.org/abs/2405.00001
      code:
        - https://a.org/#x
        - https://b.org
    summary:
      innovation: New.
      result: "yes"
    note: "no"
"""
FIRST = Draft(title="First", authors=("Al Aaron",), date="2020")
FIRST_TEXT = "  - key: aaron2020first\n    title: First\n    authors:\n      - Al Aaron\n    date: 2020\n"
LAST = Draft(title="Last", authors=("Zed Zz",), date="2020-01-02")
LAST_TEXT = "  - key: zz2020last\n    title: Last\n    authors:\n      - Zed Zz\n    date: 2020-01-02\n"
BEFORE_FIRST, BEFORE_SECOND = "  # the first of all\n", "  # the second\n"


def changed(text: str, *drafts: Draft) -> str:
    """Return a catalogue's text with papers added; the change says the same as the bytes."""
    new, change = additions(PATH, text.encode(), drafts)
    assert (change.path, change.before, change.after.encode()) == (PATH, text, new)
    return change.after


def refusal(data: bytes, drafts: Sequence[Draft]) -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        additions(PATH, data, drafts)
    return refused.value


# where a paper goes


@pytest.mark.parametrize(
    ("drafts", "expected"),
    [
        ((), SMALL),
        ((MILLER,), SMALL.replace(BEFORE_SECOND, f"{MILLER_TEXT}\n{BEFORE_SECOND}")),
        ((FIRST,), SMALL.replace(BEFORE_FIRST, f"{FIRST_TEXT}\n{BEFORE_FIRST}")),
        ((LAST,), f"{SMALL}\n{LAST_TEXT}"),
        (
            (LAST, MILLER, FIRST),
            SMALL.replace(BEFORE_FIRST, f"{FIRST_TEXT}\n{BEFORE_FIRST}").replace(
                BEFORE_SECOND, f"{MILLER_TEXT}\n{BEFORE_SECOND}"
            )
            + f"\n{LAST_TEXT}",
        ),
    ],
)
def test_papers_go_where_their_keys_belong(drafts: tuple[Draft, ...], expected: str) -> None:
    assert changed(SMALL, *drafts) == expected


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n# the end\n"])
def test_byte_order_mark_newlines_and_end_are_kept(newline: str, bom: bytes, end: str) -> None:
    before = SMALL.rstrip("\n") + end
    after = before.replace(BEFORE_SECOND, f"{MILLER_TEXT}\n{BEFORE_SECOND}")
    old, new = (bom + text.replace("\n", newline).encode() for text in (before, after))
    assert additions(PATH, old, [MILLER])[0] == new


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("papers:\n", "papers:\n" + FIRST_TEXT),
        ("papers:", "papers:\n" + FIRST_TEXT.rstrip()),
        ("papers: []\n", "papers:\n" + FIRST_TEXT),
        ("papers:  # none yet\nheads: []\n", f"papers:  # none yet\n{FIRST_TEXT}heads: []\n"),
        (
            "papers:\n- {key: b, title: X, authors: [B], date: 2020}\nheads: []\n",
            "papers:\n"
            + FIRST_TEXT.replace("\n  ", "\n")[2:]
            + "- {key: b, title: X, authors: [B], date: 2020}\nheads: []\n",
        ),
    ],
)
def test_a_catalogue_without_examples_is_no_obstacle(before: str, after: str) -> None:
    assert changed(before, FIRST) == after


def test_papers_in_brackets_are_refused() -> None:
    text = "papers: [{key: b, title: X, authors: [B], date: 2020}]\n"
    message = "papers: is written in [brackets]; write it as a list with dashes to change it"
    assert str(refusal(text.encode(), [FIRST])) == message


NAMES = st.sampled_from(["Al Aaron", "Zed Zz", "Bo Miller", "Ada Adams", "Zoe Zorn", "Ian Ng"])
DRAFTS = st.builds(Draft, title=st.text(min_size=1), authors=st.tuples(NAMES), date=st.just("2022"))


@settings(max_examples=60)
@given(st.lists(DRAFTS, max_size=4), st.sampled_from(["\n", "\r\n"]))
def test_lines_are_only_added_and_mean_what_was_asked_for(drafts: list[Draft], newline: str) -> None:
    old = SMALL.replace("\n", newline).encode()
    try:
        new, change = additions(PATH, old, drafts)
    except RefusedError:
        return
    marks = {line[0] for line in ndiff(old.decode().split("\n"), new.decode().split("\n"))}
    assert marks <= ({" ", "+"} if drafts else {" "})
    records = {record.value.key: record for record in read(new.decode()).papers}
    assert list(records) == sorted(records)
    assert [records[paper.key].value for paper, _ in change.papers] == [paper for paper, _ in change.papers]
    old_papers = [record.value for record in read(SMALL).papers]
    assert [records[paper.key].value for paper in old_papers] == old_papers
    assert len(records) == len(old_papers) + len(drafts)


# what the change says


def test_a_change_names_papers_with_their_lines() -> None:
    _, change = additions(PATH, SMALL.encode(), [LAST, FIRST])
    first = Paper("aaron2020first", "First", ("Al Aaron",), "2020")
    last = Paper("zz2020last", "Last", ("Zed Zz",), "2020-01-02")
    lines = change.after.split("\n")
    assert change.papers == ((last, 65), (first, 20))
    assert [lines[line - 1] for _, line in change.papers] == [
        "  - key: zz2020last",
        "  - key: aaron2020first",
    ]


def test_a_diff_is_one_that_tools_understand() -> None:
    _, change = additions(PATH, SMALL.encode(), [FIRST])
    added = "".join(f"+{line}\n" for line in FIRST_TEXT.splitlines())
    assert change.diff() == (
        "--- data/papers.yaml\n+++ data/papers.yaml\n@@ -17,6 +17,12 @@\n"
        "     aliases: [CoRR]\n     kind: preprint\n papers:\n"
        f"{added}+\n   # the first of all\n   - key: adams2022heads\n     title: Heads of a Small Catalogue\n"
    )


@pytest.mark.parametrize(
    ("before", "after", "diff"),
    [
        ("a\n", "a\n", ""),
        (
            "a",
            "a\nb",
            "@@ -1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n",
        ),
        ("a\r\n", "a\r\nb\r\n", "@@ -1 +1,2 @@\n a\r\n+b\r\n"),
        ("a\u2028b\x0cc\x85d\n", "a\u2028b\x0cc\x85d\ne\n", "@@ -1 +1,2 @@\n a\u2028b\x0cc\x85d\n+e\n"),
    ],
)
def test_a_diff_has_the_lines_that_the_file_has(before: str, after: str, diff: str) -> None:
    header = "--- p.yaml\n+++ p.yaml\n" if diff else ""
    assert Change(Path("p.yaml"), (), before, after).diff() == header + diff


# refusals


def test_every_mistake_of_every_draft_is_told_at_its_place() -> None:
    places = {"": Place("form.txt", 1, 1), "heads": Place("form.txt", 7, 3)}
    drafts = [
        FIRST,
        Draft(title="Two", date="2020", heads=("qqq",), places=places),
        Draft(authors=("A B",), date="2020"),
        Draft(title="Four", authors=("A B",), date="20201"),
    ]
    error = refusal(SMALL.encode(), drafts)
    assert str(error) == "no paper was added"
    assert [str(diagnostic) for diagnostic in error.diagnostics] == [
        "form.txt:1:1: HC101 the paper has no authors",
        "form.txt:7:3: HC301 no head is called 'qqq' (all: headcat heads)",
        "the paper: HC101 the paper has no title",
        "the paper 'Four': HC103 there is no date '20201'; write YYYY-MM-DD, YYYY-MM or YYYY",
    ]
    assert {diagnostic.severity for diagnostic in error.diagnostics} == {Severity.ERROR}


def test_the_only_paper_is_spoken_of_as_one() -> None:
    error = refusal(SMALL.encode(), [Draft(title="Two", authors=("A B",))])
    found = Diagnostic("HC101", Severity.ERROR, "the paper 'Two'", 0, 0, "the paper has no date")
    assert (str(error), error.diagnostics) == ("the paper was not added", (found,))


@pytest.mark.parametrize(
    ("text", "message", "places"),
    [
        (SMALL.replace("2023-11", "2023-13"), "has an error", [("HC103", 45, 11)]),
        (
            SMALL.replace("2023-11", "2023-13").replace("code: https", "code: ftp"),
            "has 2 errors",
            [("HC104", 34, 13), ("HC103", 45, 11)],
        ),
    ],
)
def test_a_catalogue_with_errors_is_not_written_to(
    text: str, message: str, places: list[tuple[str, int, int]]
) -> None:
    error = refusal(text.encode(), [FIRST])
    assert str(error) == f"data/papers.yaml {message}; mend the file, then try again"
    assert [(each.code, each.line, each.column) for each in error.diagnostics] == places


def test_warnings_are_no_errors() -> None:
    text = SMALL.replace("venue: NeurIPS 2022", "venue: NIPS 2022").replace(
        "title: Heads", "color: red\n    title: Heads"
    )
    assert [record.value.key for record in valid(PATH, text).papers] == ["adams2022heads", "zorn2023names"]
    assert changed(text, FIRST) == text.replace(BEFORE_FIRST, f"{FIRST_TEXT}\n{BEFORE_FIRST}")
