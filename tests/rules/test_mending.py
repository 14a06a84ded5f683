"""How a value is replaced: in the manner in which it was written, where it was written."""

import pytest

from conftest import SMALL
from headcat.document import Edit, Scalar
from headcat.document.edits import apply
from headcat.document.records import read
from headcat.rules.mending import replacement, respelt


@pytest.mark.parametrize(
    ("path", "old"),
    [
        (("key",), "zorn2023names"),
        (("title",), '"Names: Moved"'),
        (("authors", 0), "Zoe Zorn"),
        (("ids", "arxiv"), '"2311.00002"'),
        (("links", "paper"), "https://arxiv.org/abs/2311.00002"),
        (("summary", "tasks"), "Names."),
    ],
)
def test_a_value_is_replaced_in_its_place(path: tuple[str | int, ...], old: str) -> None:
    edits = replacement(read(SMALL).papers[1], path, "New")
    quote = '"' if old.startswith('"') else ""
    assert [SMALL[edit.start : edit.end] for edit in edits] == [old]
    assert edits[0].new == f"{quote}New{quote}"
    assert apply(SMALL, edits) == f"{quote}New{quote}".join(SMALL.rsplit(old, 1))


@pytest.mark.parametrize("path", [("note",), ("ids", "doi"), ("authors",), ("summary",), ()])
def test_what_is_no_value_is_not_replaced(path: tuple[str | int, ...]) -> None:
    assert replacement(read(SMALL).papers[1], path, "New") == ()


@pytest.mark.parametrize(
    ("style", "new", "flow", "expected"),
    [
        (None, "a b", False, "a b"),
        (None, "a, b", False, "a, b"),
        (None, "a, b", True, '"a, b"'),
        (None, "a b", True, "a b"),
        (None, "a: b", False, '"a: b"'),
        (None, "no", False, '"no"'),
        ('"', "a b", False, '"a b"'),
        ("'", "a b", True, "'a b'"),
        ("'", "it's", False, "'it''s'"),
        ('"', 'say "a"', False, "'say \"a\"'"),
    ],
)
def test_a_value_keeps_its_quotes(style: str | None, new: str, flow: bool, expected: str) -> None:  # noqa: FBT001
    assert respelt(Scalar("old", 0, 3, style), new, flow=flow) == expected


def test_a_list_in_brackets_inside_a_list_of_lines_is_one_in_brackets() -> None:
    text = "heads:\n  - name: A\n    aliases: [b]\npapers: []\n"
    start = text.index("b]")
    assert replacement(read(text).heads[0], ("aliases", 0), "c, d") == (Edit(start, start + 1, '"c, d"'),)
