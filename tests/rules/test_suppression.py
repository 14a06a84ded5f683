"""Comments that silence findings: on their line only, and only comments."""

import pytest

from conftest import SMALL
from headcat.document.records import read
from headcat.rules import chosen, report

ALIAS = "50 HC302"


def found(old: str, new: str) -> list[str]:
    """Return the lines and codes of what is found in the small catalogue with one change."""
    assert SMALL.count(old) == 1
    codes = chosen(ignore=["layout", "unused-head"])
    return [f"{each.line} {each.code}" for each in report("p.yaml", read(SMALL.replace(old, new)), codes)]


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ("# headcat: ignore[HC302]", []),
        ("# headcat:ignore[hc302]", []),
        ("# headcat: ignore[ HC302 ]", []),
        ("# headcat: ignore[HC301, HC302]", []),
        ("# headcat: ignore[HC301,HC302,]", []),
        ("# headcat: ignore[HC3]", []),
        ("# headcat: ignore[HC3xx]", []),
        ("# headcat: ignore[vocabulary]", []),
        ("# headcat: ignore[head-alias]", []),
        ("# as the paper says; headcat: ignore[HC302]", []),
        ("# as the # paper says headcat: ignore[HC302], so", []),
        ("# headcat: ignore[HC301] headcat: ignore[HC302]", []),
        ("# headcat: ignore[nothing, HC302]", []),
        ("#headcat: ignore[HC302]", []),
        ("# headcat: ignore[HC301]", [ALIAS]),
        ("# headcat: ignore[HC303, HC2, identity]", [ALIAS]),
        ("# headcat: ignore[alias]", [ALIAS]),
        ("# headcat: ignore[HC999]", [ALIAS]),
        ("# headcat: ignore[]", [ALIAS]),
        ("# headcat: ignore", [ALIAS]),
        ("# headcat: ignore HC302", [ALIAS]),
        ("# headcat: ignore[HC302", [ALIAS]),
        ("# ignore[HC302]", [ALIAS]),
        ("# myheadcat: ignore[HC302]", [ALIAS]),
        ("# Headcat: ignore[HC302]", [ALIAS]),
    ],
)
def test_what_a_comment_silences(comment: str, expected: list[str]) -> None:
    assert found("- Name Mover Head", f"- name mover  {comment}") == expected


def test_a_comment_silences_on_its_line_only() -> None:
    comment = "# headcat: ignore[HC302]"
    old = "      - Name Mover Head\n"
    assert found(old, f"      {comment}\n      - name mover\n") == ["51 HC302"]
    assert found(old, f"      - name mover\n      {comment}\n") == [ALIAS]
    assert found(old, f"      - name mover  {comment}\n      - mover\n") == ["51 HC302"]
    assert found(old, f"      - Name Mover Head  {comment}\n      - mover\n") == ["51 HC302"]


def test_a_comment_silences_all_of_its_line() -> None:
    old = "    heads:\n      - Name Mover Head\n      - Induction Head\n"
    new = "    heads: [name mover, inductive, Qqq]  # headcat: ignore[{}]\n"
    assert found(old, new.format("HC302")) == ["49 HC301"]
    assert found(old, new.format("HC3")) == []
    assert found(old, new.format("HC301")) == ["49 HC302", "49 HC302"]


def test_the_last_line_has_comments_too() -> None:
    text = SMALL.rstrip("\n").replace("They move.", "They move , all.")
    codes = chosen(["HC112"])
    assert [each.code for each in report("p.yaml", read(text), codes)] == ["HC112"]
    assert report("p.yaml", read(f"{text}  # headcat: ignore[HC112]"), codes) == ()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- Name Mover Head", "- 'name mover  # headcat: ignore[HC301]'", ["50 HC301"]),
        ("- Name Mover Head", '- "name mover  # headcat: ignore[HC301]"', ["50 HC301"]),
        ("- Name Mover Head", "- 'Qqq # mover'  # headcat: ignore[HC301]", []),
        ("- Name Mover Head", "- 'name # headcat: ignore[HC301]'  # so", ["50 HC301"]),
        ("- Name Mover Head", "- name#headcat:ignore[HC301]", ["50 HC301"]),
        (
            "They move.",
            "|\n        They move , all.  # headcat: ignore[HC112]",
            ["57 HC112"],
        ),
        (
            "They move.",
            "|  # headcat: ignore[HC112]\n        They move , all.",
            [],
        ),
        (
            "They move.",
            "'They move , all.\n        # headcat: ignore[HC112]'",
            ["57 HC112"],
        ),
    ],
)
def test_text_that_looks_like_a_comment_is_none(old: str, new: str, expected: list[str]) -> None:
    assert found(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("date: 2023-11", "date: &a 2023-11  # headcat: ignore[HC004, HC]", ["45 HC004"]),
        ("date: 2023-11", "date: 2023\n    date: 2023  # headcat: ignore[HC003, syntax]", ["46 HC003"]),
        ("      - Zoe Zorn", "      Zoe Zorn  # headcat: ignore[HC102]", ["44 HC102"]),
        ("venues:\n", "venue:  # headcat: ignore[HC009]\n", ["11 HC009", "27 HC306", "46 HC306"]),
    ],
)
def test_what_was_found_while_reading_is_never_silenced(old: str, new: str, expected: list[str]) -> None:
    assert found(old, new) == expected


def test_an_entry_that_lacks_a_field_is_never_silenced() -> None:
    new = "  - key: zorn2023names  # headcat: ignore[HC101]\n    titles: "
    assert found("  - key: zorn2023names\n    title: ", new) == ["41 HC101"]


def test_a_block_of_lines_is_silenced_at_its_head() -> None:
    words = "word " * 61
    old = "innovation: It moves names."
    assert found(old, f"innovation: >-  # headcat: ignore[HC107]\n        {words.strip()}") == []
    assert found(old, f"innovation: >-\n        {words}# headcat: ignore[HC107]") == ["55 HC107"]


def test_an_empty_list_of_authors_is_silenced() -> None:
    old, new = "    authors:\n      - Zoe Zorn\n", "    authors: []  # headcat: ignore[HC101]\n"
    assert found(old, new) == []
