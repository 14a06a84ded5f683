"""Sheets: an entry's lines in an editor, and back in the file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SMALL
from headcat.changes.sheets import Finding, Sheet, UnfitError, put_back, sheet
from headcat.errors import NotFoundError, RefusedError

PATH = Path("p.yaml")
KEY = "zorn2023names"
HEAD, ENTRY = SMALL.split("\n  # the second\n")
ENTRY = "  # the second\n" + ENTRY
HELP = (
    "#! Change this paper, save it and leave the editor; the catalogue takes it over then.\n"
    "#! Lines that begin with '#!' are taken out again. Saved as it was, nothing is changed.\n"
)


def of(text: str, key: str = KEY, line: int = 41) -> Sheet:
    return sheet(PATH, text.encode(), key, line)


def test_a_sheet_holds_the_lines_of_the_entry_and_the_comments_above() -> None:
    assert of(SMALL) == Sheet(KEY, 41, ENTRY)
    assert of(SMALL).shown(ENTRY) == HELP + ENTRY
    first = of(SMALL, "adams2022heads", 21)
    assert first.text == HEAD[HEAD.index("  # the first") :]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_line_breaks_of_the_file_are_kept(newline: str, *, last: bool) -> None:
    text = SMALL.replace("\n", newline)
    text = text if last else text.removesuffix(newline)
    opened = of(text)
    assert opened.text == ENTRY
    new, change = put_back(PATH, text.encode(), opened, ENTRY.replace("They move", "They moved"))
    assert new == text.replace("They move", "They moved").encode()
    assert [(paper.key, line) for paper, line in change.papers] == [(KEY, 41)]


@pytest.mark.parametrize(
    "entry",
    [
        "  - {key: z, title: T, authors: [A B], date: 2024, x: [1, 'two']}",
        "  # above\n  - key: z\n    title: T\n    authors:\n      - A B\n    date: 2024\n    # the last",
        "  - key: z\n    title: T\n    authors: [A B]\n    date: 2024\n    note: |+\n      x\n\n",
        "  -\n    key: z\n    title: T\n    authors: [A B]\n    date: 2024\n#! its own",
    ],
)
@pytest.mark.parametrize(
    "behind", ["", "\n", "\n  - key: zz\n    title: U\n    authors: [A B]\n    date: 2024\n"]
)
def test_every_kind_of_entry_goes_out_and_in(entry: str, behind: str) -> None:
    text = f"papers:\n{entry}{behind}"
    opened = of(text, "z", 2)
    assert opened.text.startswith(entry.removesuffix("\n#! its own"))
    assert opened.written(opened.shown(opened.text)) == opened.text
    new, _ = put_back(PATH, text.encode(), opened, opened.text.replace("T", "New title"))
    assert new.decode() == text.replace("title: T", "title: New title")


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        (HELP + ENTRY, ENTRY),
        (ENTRY, ENTRY),
        ("\ufeff" + (HELP + ENTRY).replace("\n", "\r\n"), ENTRY),
        (ENTRY.removesuffix("\n"), ENTRY),
        (f"{HELP}#! changed\n#!! mine\n{ENTRY}#! x\n", f"#!! mine\n{ENTRY}"),
        (HELP, "\n"),
        ("", "\n"),
    ],
)
def test_what_headcat_said_is_taken_out(shown: str, text: str) -> None:
    assert of(SMALL).written(shown) == text


@given(st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"])))
def test_what_was_written_comes_back_as_it_was(text: str) -> None:
    wanted = "\n".join(line for line in text.split("\n") if not line.startswith("#! "))
    opened = Sheet("k", 1, "x\n")
    assert opened.written(opened.shown(text + "\n")) == wanted + "\n"


def test_an_own_comment_in_the_entry_is_kept() -> None:
    text = "papers:\n#! own\n- key: a\n  title: T\n  authors: [A]\n  date: 2024\n"
    opened = of(text, "a", 3)
    assert opened.written(opened.shown(opened.text)) == opened.text == text.removeprefix("papers:\n")


def test_findings_stand_above_with_the_lines_that_the_person_sees() -> None:
    findings = [Finding(2, "wrong\x1b"), Finding(0, "p.yaml:3:1: elsewhere")]
    shown = of(SMALL).shown("one\ntwo\n", findings)
    assert shown == (
        "#! This cannot be put into the catalogue. Mend it, or save it unchanged to give up:\n"
        "#! line 5: wrong\\x1b\n#! p.yaml:3:1: elsewhere\none\ntwo\n"
    )
    assert shown.split("\n")[5 - 1] == "two"


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("  # only a comment\n", [(0, "these lines must be one entry, begun by a dash, and nothing else")]),
        (ENTRY + ENTRY.replace(KEY, "other"),
         [(0, "these lines are 2 entries; an entry is replaced by one, `headcat add` adds papers")]),
        (ENTRY + "more:\n  - x\n", [(0, "these lines must be one entry, begun by a dash, and nothing else")]),
        ("  - text\n", [(1, "HC102 an entry of papers: must be fields and values")]),
        (ENTRY.replace('"Names', '"""Names'), [(3, "HC001 not valid YAML: did not find expected key")]),
        (ENTRY.replace('Moved"', "Moved"), [(9, "HC001 not valid YAML: did not find expected key")]),
        (ENTRY.replace("- Zoe", "- [Zoe"), [(6, "HC001 not valid YAML: did not find expected ',' or ']'")]),
        (ENTRY.replace("    date: 2023-11\n", "    date: 2023-13\n"),
         [(6, "HC103 there is no date '2023-13'; write YYYY-MM-DD, YYYY-MM or YYYY")]),
        (ENTRY.replace("    date: 2023-11\n", ""), [(2, "HC101 the entry has no date")]),
        (ENTRY.replace("  - Zoe", "\t- Zoe"), [(5, "HC002 tab in the indentation; use spaces")]),
        (ENTRY.replace("2311.00002", "2203.00001"),
         [(9, "HC202 arxiv 2203.00001 is also that of adams2022heads (line 21)")]),
        (ENTRY + "venues:\n  - name: x\n",
         [(19, "HC003 the section 'venues' is here twice; put all its entries in one")]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_line(text: str, findings: list[tuple[int, str]]) -> None:
    with pytest.raises(UnfitError) as caught:
        put_back(PATH, SMALL.encode(), of(SMALL), text)
    assert [tuple(found) for found in caught.value.findings] == findings
    assert str(caught.value) == "the text cannot be put into the catalogue"


def test_lines_must_not_change_the_entry_before() -> None:
    text = "papers:\n- key: a\n  note: |+\n    x\n- key: b\n"
    with pytest.raises(UnfitError) as caught:
        put_back(PATH, text.encode(), of(text, "b", 5), "\n- key: b\n")
    message = "these lines must be one entry, begun by a dash, and nothing else"
    assert [tuple(found) for found in caught.value.findings] == [(0, message)]


def test_an_error_elsewhere_is_told_with_its_place_in_the_file() -> None:
    opened = of(SMALL, "adams2022heads", 21)
    with pytest.raises(UnfitError) as caught:
        put_back(PATH, SMALL.encode(), opened, opened.text.replace("2203.00001", "2311.00002"))
    assert [tuple(found) for found in caught.value.findings] == [
        (0, "p.yaml:48:14: HC202 arxiv 2311.00002 is also that of adams2022heads (line 21)"),
    ]


def test_the_entry_must_be_what_was_opened() -> None:
    opened = of(SMALL)
    moved = SMALL.replace("papers:\n", "papers:\n  # moved\n")
    assert put_back(PATH, moved.encode(), opened, opened.text.replace("They", "We"))[1].papers[0][1] == 42
    with pytest.raises(RefusedError) as caught:
        put_back(PATH, SMALL.replace("They", "You").encode(), opened, opened.text.replace("They", "We"))
    assert str(caught.value) == f"somebody else changed {KEY} while it was in the editor; nothing was changed"
    with pytest.raises(NotFoundError):
        put_back(PATH, SMALL.replace(KEY, "x").encode(), opened, opened.text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("papers: [{key: zorn2023names}]\n",
         "papers: is written in [brackets]; write it as a list with dashes to change it"),
        (SMALL + "<<<<<<< x\n", "p.yaml cannot be read whole; mend it, then try again"),
    ],
)  # fmt: skip
def test_what_has_no_lines_of_its_own_makes_no_sheet(text: str, message: str) -> None:
    with pytest.raises(RefusedError) as caught:
        of(text)
    assert str(caught.value) == message
