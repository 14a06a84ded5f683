"""Two texts as a unified diff. Pure."""

import re
from collections.abc import Callable
from difflib import unified_diff
from io import StringIO

# Lines around a change that are compared too: what repeats itself may be told apart only beyond.
_MARGIN = 200
_PLACE = re.compile(r"^@@ -(\d++)([^+]*) \+(\d++)(.*) @@$", re.MULTILINE)


def difference(before: str, after: str, name: str) -> str:
    """Return what became of a text, as `diff -u` writes it; empty where nothing did.

    Args:
        before: the old text.
        after: the new text.
        name: what both are called.

    """
    start, end = _same(before, after)
    skipped = before.count("\n", 0, start)
    # Lines end at line feeds alone, as everywhere; splitlines() knows seven more ends.
    old, new = (list(StringIO(text[start : len(text) - end])) for text in (before, after))
    missing = "\n\\ No newline at end of file\n"
    lines = (line if line.endswith("\n") else line + missing for line in unified_diff(old, new, name, name))
    return "".join(_moved(line, skipped) if line.startswith("@@ ") else line for line in lines)


def _same(before: str, after: str) -> tuple[int, int]:
    """Return how much of both texts need not be compared at their beginning, and at their end.

    A change of one line in a million is found without a look at the others' words.
    """
    least = min(len(before), len(after))
    start = _most(lambda count: before[:count] == after[:count], least)
    for _ in range(_MARGIN):
        start = max(before.rfind("\n", 0, start), 0)
    start += bool(start)
    end = _most(lambda count: before[len(before) - count :] == after[len(after) - count :], least - start)
    position = len(before) - end
    for _ in range(_MARGIN):
        found = before.find("\n", position)
        position = found + 1 if found >= 0 else len(before)
    return start, len(before) - position


def _most(holds: Callable[[int], bool], limit: int) -> int:
    """Return the greatest count up to a limit for which something holds that holds for all smaller ones."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _moved(line: str, skipped: int) -> str:
    """Return the line that tells a hunk's place, with the lines counted that were not compared."""
    match = _PLACE.match(line)
    assert match is not None  # noqa: S101
    return f"@@ -{int(match[1]) + skipped}{match[2]} +{int(match[3]) + skipped}{match[4]} @@\n"
