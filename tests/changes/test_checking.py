"""Findings of bytes, and bytes with all mended that needs no judgement."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SMALL
from headcat.changes import Change, checking
from headcat.changes.checking import findings, mended
from headcat.document import Edit, Problem
from headcat.errors import RefusedError
from headcat.rules import RULES

PATH = Path("papers.yaml")
ALL = frozenset(RULES)
TODAY = "2024-01-01"
FAULTS = {
    "key: adams2022heads": "key: adams2022heads \t",
    "- Induction Head  # as": "- 'inductive heads'  # as",
    "venue: NeurIPS 2022": "venue: NIPS 2022  ",
    '"2203.00001"': "arXiv:2203.00001v2",
    "title: Heads of": "'title': Heads of",
    "It works.": "It  works , by 12 % .  # much",
}


def spoilt(*names: str) -> str:
    """Return the small catalogue with some of the faults."""
    text = SMALL
    for name in names:
        text = text.replace(name, FAULTS[name], 1)
    return text


def mend(text: str, codes: frozenset[str] = ALL) -> str:
    """Return a text with what can be mended mended."""
    return mended(PATH, text.encode(), codes, TODAY)[0].decode()


def test_findings_are_those_of_the_codes_in_the_order_of_lines() -> None:
    found = findings("x.yaml", spoilt(*FAULTS).encode(), ALL - {"HC206"}, TODAY)
    assert [(each.code, each.path, each.line) for each in found] == [
        ("HC404", "x.yaml", 21),
        ("HC403", "x.yaml", 22),
        ("HC307", "x.yaml", 27),
        ("HC404", "x.yaml", 27),
        ("HC105", "x.yaml", 29),
        ("HC403", "x.yaml", 29),
        ("HC302", "x.yaml", 31),
        ("HC403", "x.yaml", 31),
        ("HC112", "x.yaml", 38),
    ]
    assert [each.code for each in findings("x", spoilt(*FAULTS).encode(), {"HC307"}, TODAY)] == ["HC307"]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", "x: HC009 the file is empty; a catalogue has at least the line 'papers:'"),
        (b"papers:\n  \xff", "x:2:3: HC010 byte 0xFF is not UTF-8; save the file in UTF-8"),
    ],
)
def test_what_is_no_text_is_a_finding_and_is_not_mended(data: bytes, line: str) -> None:
    assert [str(each) for each in findings("x", data, ALL, TODAY)] == [line]
    with pytest.raises(RefusedError, match=f"^{re.escape(line)}$"):
        mended(Path("x"), data, ALL, TODAY)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_everything_is_mended_and_the_rest_stays_as_it_is(mark: bytes, newline: str) -> None:
    text = spoilt(*FAULTS).replace("\n", newline)
    expected = SMALL.replace("It works.", "It works, by 12%.  # much", 1).replace("\n", newline)
    new, change = mended(PATH, mark + text.encode(), ALL, TODAY)
    assert new == mark + expected.encode()
    assert change == Change(PATH, (), text, expected)


@given(st.sets(st.sampled_from(list(FAULTS))), st.sets(st.sampled_from(sorted(ALL))))
def test_mending_twice_changes_nothing_more(names: set[str], codes: set[str]) -> None:
    once = mend(spoilt(*sorted(names)), frozenset(codes))
    assert mend(once, frozenset(codes)) == once
    assert all(not RULES[each.code].fixable for each in findings("x", once.encode(), codes, TODAY))


def test_only_the_wanted_codes_are_mended() -> None:
    text = spoilt("venue: NeurIPS 2022", "- Induction Head  # as")
    assert mend(text, frozenset({"HC404"})) == text.replace("NIPS 2022  ", "NIPS 2022")


def test_what_a_comment_silences_is_not_mended() -> None:
    text = SMALL.replace("- Induction Head  # as", "- inductive head  # headcat: ignore[HC302] as")
    assert mend(text) == text


def test_what_cannot_be_mended_stays() -> None:
    text = SMALL.replace("- Name Mover Head\n      - Ind", "- inductive head\n      - Ind")
    assert [each.code for each in findings("x", text.encode(), {"HC302"}, TODAY)] == ["HC302"]
    assert mend(text) == text


def _compatible(*fixes: tuple[Edit, ...]) -> list[Edit]:
    return checking._compatible(Problem("HC403", 0, "", fix) for fix in fixes)


def _fix(*spans: tuple[int, int]) -> tuple[Edit, ...]:
    return tuple(Edit(start, end, "new") for start, end in spans)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (_fix((1, 3)), _fix((1, 3))),
        (_fix((1, 3)), _fix((1, 2))),
        (_fix((1, 3)), _fix((2, 4))),
        (_fix((2, 4)), _fix((1, 3))),
        (_fix((2, 3)), _fix((1, 4))),
        (_fix((1, 4)), _fix((2, 3))),
        (_fix((2, 2)), _fix((2, 2))),
        (_fix((2, 2)), _fix((2, 3))),
        (_fix((2, 3)), _fix((2, 2))),
        (_fix((1, 3)), _fix((2, 2))),
        (_fix((2, 2)), _fix((1, 3))),
        (_fix((1, 2), (8, 9)), _fix((4, 5), (8, 10))),
        (_fix((8, 9), (1, 2)), _fix((0, 2))),
    ],
)
def test_of_fixes_that_meet_the_first_is_taken(first: tuple[Edit, ...], second: tuple[Edit, ...]) -> None:
    assert _compatible(first, second) == sorted(first)


@pytest.mark.parametrize(
    "fixes",
    [
        [],
        [()],
        [_fix((1, 2)), _fix((2, 3))],
        [_fix((2, 3)), _fix((1, 2))],
        [_fix((1, 2)), _fix((2, 2))],
        [_fix((1, 1)), _fix((2, 3))],
        [_fix((1, 2), (8, 9)), _fix((4, 5)), _fix((9, 10), (3, 4))],
    ],
)
def test_fixes_that_do_not_meet_are_all_taken(fixes: list[tuple[Edit, ...]]) -> None:
    assert _compatible(*fixes) == sorted(edit for fix in fixes for edit in fix)


@given(st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), min_size=1, max_size=1)))
def test_all_that_is_left_out_meets_what_is_taken(spans: list[list[tuple[int, int]]]) -> None:
    fixes = [_fix(*((start, start + length) for start, length in fix)) for fix in spans]
    taken = _compatible(*fixes)
    meeting = [(a, b) for a in taken for b in taken if a < b and (a.start == b.start or a.end > b.start)]
    assert meeting == []
    for (edit,) in fixes:
        assert any(
            edit.start == other.start or (edit.start < other.end and other.start < edit.end)
            for other in taken
        )


@pytest.mark.parametrize(
    "edit",
    [
        Edit(SMALL.index("key: adams"), SMALL.index("key: adams"), "[ "),
        Edit(SMALL.index("key: adams"), SMALL.index("key: adams") + 3, "kay"),
        Edit(SMALL.index("  - key: zorn"), len(SMALL), ""),
        Edit(SMALL.index("Heads of a"), SMALL.index("Heads of a"), "\t- "),
        Edit(SMALL.index("- Ada"), SMALL.index("- Ludwig"), ""),
        Edit(SMALL.index("- Ada") + 2, SMALL.index("\n      - Ludwig"), "[Ada]"),
    ],
)
def test_a_fix_that_cannot_be_proved_is_not_made(edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*_: Any) -> list[Problem]:
        return [Problem("HC403", edit.start, "", (edit,))]

    monkeypatch.setattr(checking, "inspect", found)
    message = "^what --fix would write could not be proved to be right, so nothing was changed$"
    with pytest.raises(RefusedError, match=message):
        mend(SMALL)


def test_fixes_that_never_end_are_made_a_few_times(monkeypatch: pytest.MonkeyPatch) -> None:
    place = SMALL.index("Heads of a")

    def found(*_: Any) -> list[Problem]:
        return [Problem("HC403", place, "", (Edit(place, place, "x"),))]

    monkeypatch.setattr(checking, "inspect", found)
    assert mend(SMALL) == f"{SMALL[:place]}{'x' * 10}{SMALL[place:]}"
