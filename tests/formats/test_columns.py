"""Columns on a terminal: as wide as they need to be, each line within the width, no letter lost."""

import re
import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from headcat.formats.columns import Cell, Column, Look, Part, drawn
from headcat.words.escaping import visible

PLAIN = Look(color=False, hyperlinks=False)
CODES = re.compile(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\")
A, B, C = Column("A", most=4), Column("B", share=2), Column("C", least=6)
URL = "https://example.org/"


def cell(*paragraphs: str) -> Cell:
    return [[Part(text)] for text in paragraphs]


def lines(columns: list[Column], *rows: Sequence[Cell], width: int, look: Look = PLAIN) -> list[str]:
    """Return the lines under the headline."""
    text = "".join(drawn(columns, rows, width, look))
    assert text.endswith("\n")
    return text[:-1].split("\n")[1:]


@pytest.mark.parametrize(
    ("width", "headline"),
    [
        (80, "A   B          C"),  # B has its nine letters, C the six that it has at least
        (20, "A   B          C"),
        (15, "A   B       C"),
        (9, "A   B   C"),
        (1, "A   B  C"),
    ],
)
def test_who_needs_less_leaves_it_to_the_others(width: int, headline: str) -> None:
    row = [cell("xx"), cell("123456789"), cell("1234")]
    assert next(drawn([A, B, C], [row], width, PLAIN)) == f"{headline}\n"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", []),
        ("   ", []),
        ("one", ["one"]),
        ("one two", ["one two"]),
        ("one two three", ["one two", "three"]),
        ("one     two three", ["one", "two", "three"]),
        ("one two       ", ["one two"]),
        ("  one two three", ["  one", "two", "three"]),
        ("extraordinary", ["extraord", "inary"]),
        ("an extraordinary word", ["an", "extraord", "inary", "word"]),
        ("extraordinary or not", ["extraord", "inary or", "not"]),
        ("extraordinaries it is", ["extraord", "inaries", "it is"]),
        ("12345678 12345678", ["12345678", "12345678"]),
        ("1234567812345678", ["12345678", "12345678"]),
        ("1234567812345678 9", ["12345678", "12345678", "9"]),
        ("頭頭頭頭頭", ["頭頭頭頭", "頭"]),
        ("a頭頭頭頭頭", ["a頭頭頭", "頭頭"]),
        (
            "e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301e\u0301",
            ["e\u0301e\u0301 e\u0301e\u0301e\u0301e\u0301e\u0301"],
        ),
        ("a\tb\nc", ["a b c"]),
        ("a\x1bb\u202ec", ["a\\x1bb\\u", "202ec"]),
        ("[b]x[/b]", ["[b]x[/b]"]),
    ],
)
def test_lines_break_between_words_and_inside_long_ones(text: str, shown: list[str]) -> None:
    assert [line for line in lines([Column("")], [cell(text)], width=8) if line] == shown


def test_paragraphs_begin_on_lines_of_their_own_and_cells_at_the_top() -> None:
    rows = [[cell("a", "b b"), cell("1 2 3")], [cell("c"), cell("4")]]
    assert lines([Column("", share=1), Column("", share=1)], *rows, width=6) == [
        "a   1",
        "b   2",
        "b   3",
        "c   4",
    ]


def test_no_rows_make_a_headline() -> None:
    assert list(drawn([A, B, C], [], 80, PLAIN)) == ["A  B  C\n"]


@pytest.mark.parametrize(
    ("look", "first", "second"),
    [
        (PLAIN, "ab cd", "ef"),
        (Look(color=True, hyperlinks=False), "\x1b[2mab\x1b[0m cd", "\x1b[36mef\x1b[0m"),
        (Look(color=False, hyperlinks=True), f"ab<{URL}> cd</>", "ef"),
        (Look(color=True, hyperlinks=True), f"\x1b[2mab\x1b[0m<{URL}> cd</>", "\x1b[36mef\x1b[0m"),
    ],
)
def test_each_stretch_has_its_own_look_on_each_line(look: Look, first: str, second: str) -> None:
    row = [[[Part("ab", "dim"), Part(" cd ", link=URL), Part("ef", "cyan")]]]
    found = [
        re.sub(r"\x1b\]8;id=\d+;([^\x1b]+)\x1b\\", r"<\1>", line)
        for line in lines([Column("")], row, width=5, look=look)
    ]
    assert [line.replace("\x1b]8;;\x1b\\", "</>") for line in found] == [first, second]


def test_a_link_over_two_lines_is_one_link() -> None:
    found = lines(
        [Column("")], [[[Part("one two", link=URL)]]], width=4, look=Look(color=False, hyperlinks=True)
    )
    ids = [re.findall(r"id=(\d+)", line) for line in found]
    assert [CODES.sub("", line) for line in found] == ["one", "two"]
    assert len(ids[0]) == 1
    assert ids[0] == ids[1]


@given(
    st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40)), max_size=4),
    st.integers(18, 90),
)
def test_no_letter_is_lost_and_no_line_too_long(rows: list[tuple[str, str, str]], width: int) -> None:
    table = [[cell(first), cell(second), cell(third)] for first, second, third in rows]
    found = lines([A, B, C], *table, width=width)
    assert all(cell_len(line) <= width for line in found)
    letters = sorted(re.sub(r"\s", "", visible("".join(map("".join, rows)))))
    assert sorted(re.sub(r"\s", "", "".join(found))) == letters
    colored = lines([A, B, C], *table, width=width, look=Look(color=True, hyperlinks=True))
    assert colored == found


def test_of_rich_only_cells_and_styles_are_loaded() -> None:
    """The whole of rich takes longer to load than the shipped catalogue to be read and drawn."""
    code = """
import sys
from headcat.formats.columns import Column, Look, Part, drawn
text = "".join(drawn([Column("A")], [[[[Part("b", "dim", "https://x.y")]]]], 9, Look(True, True)))
parts = {"rich.cells", "rich.console", "rich.style", "rich.table", "rich.text"}
print(len(text), *sorted(parts & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert (done.stdout.split()[1:], done.stderr) == (["rich.cells", "rich.style"], "")
