"""What YAML forbids is found at its place, and a text that is full of it is told in few words."""

import pytest

from headcat.document import Problem, parse
from headcat.document.controls import MAX_CONTROLS, blanked, is_suspect


@pytest.mark.parametrize("text", ["", "papers:\n", "tab\tand", "é \U0001f9e0\n", "a\ufeffb"])
def test_what_may_stand_there_stays(text: str) -> None:
    assert (is_suspect(text), blanked(text)) == (False, (text, []))


def test_line_ends_of_windows_stay_though_they_are_looked_at() -> None:
    assert (is_suspect("a\r\nb"), blanked("a\r\nb")) == (True, ("a\r\nb", []))


@pytest.mark.parametrize(
    ("text", "clean", "found"),
    [
        ("a\x00b", "a b", [(1, "U+0000")]),
        ("\ufeffa\ufeffb", " a\ufeffb", [(0, "U+FEFF")]),
        ("a\rb", "a b", [(1, "U+000D")]),
        ("\x1b\x07[m\u2028\udc80", "  [m  ", [(0, "U+001B"), (4, "U+2028")]),
    ],
)
def test_what_may_not_is_blanked(text: str, clean: str, found: list[tuple[int, str]]) -> None:
    expected = [Problem("HC006", offset, f"control character {name}; delete it") for offset, name in found]
    assert (is_suspect(text), blanked(text)) == (True, (clean, expected))


@pytest.mark.parametrize(
    ("more", "end"), [(0, ""), (1, ", and 1 more behind it"), (9999, ", and 9999 more behind it")]
)
def test_the_last_of_many_stands_for_the_rest(more: int, end: str) -> None:
    text = "# " + "\x1b[0m" * (MAX_CONTROLS + more) + "\npapers:\n  - key: k\n"
    problems = parse(text).problems
    assert [each.offset for each in problems] == [2 + 4 * number for number in range(MAX_CONTROLS)]
    assert {each.message for each in problems[:-1]} == {"control character U+001B; delete it"}
    assert problems[-1].message == f"control character U+001B; delete it{end}"
    assert [entry.says()["key"] for entry in parse(text).entries("papers")] == ["k"]
