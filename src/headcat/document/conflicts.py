"""Conflict markers in a text: where a merge left two versions, and the text with one of them.

Pure. Knows lines, and nothing of what is written in them.

Source: git-merge-file(1) and gitattributes(5), `conflict-marker-size`. A line of `=` alone is no marker:
it is one only between the other two.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, NamedTuple

Side = Literal["ours", "theirs"]
SIZE: Final = 7
_MARKER: Final = re.compile(rf"^(?:([<|>])\1{{{SIZE - 1},}}(?: [^\n]*)?|={{{SIZE},}}\r?)$", re.MULTILINE)


class Hunk(NamedTuple):
    """One conflict: where it begins and ends with its markers, and where its two versions do."""

    start: int
    ours: tuple[int, int]
    theirs: tuple[int, int]
    end: int

    def span(self, side: Side) -> tuple[int, int]:
        """Return where the version of a side begins and ends."""
        return self.ours if side == "ours" else self.theirs


def is_suspect(text: str) -> bool:
    """Tell whether a text may hold markers; to look for words is ten times as fast as for lines."""
    return "<" * SIZE in text or ">" * SIZE in text


def find(text: str) -> tuple[list[Hunk], list[int]]:
    """Return the conflicts of a text, and the offsets of markers that belong to none."""
    hunks: list[Hunk] = []
    strays: list[int] = []
    seen: dict[str, re.Match[str]] = {}  # of the conflict that is open: its markers by their character
    for match in _MARKER.finditer(text) if is_suspect(text) else ():
        mark = match[0][0]
        opened = seen.get("<")
        if mark == "<":
            strays += [opened.start()] if opened else []
            seen = {mark: match}
        elif opened and _size(match) == _size(opened) and mark not in seen:
            seen[mark] = match
        elif mark == ">":
            strays.append(match.start())
        if mark == ">" and "=" in seen and mark in seen:
            hunks.append(_hunk(text, seen))
            seen = {}
    return hunks, [*strays, *(seen[mark].start() for mark in "<>" if mark in seen)]


def _size(marker: re.Match[str]) -> int:
    text = marker[0].rstrip("\r").partition(" ")[0]
    return len(text)


def _hunk(text: str, seen: dict[str, re.Match[str]]) -> Hunk:
    first, parting, last = seen["<"], seen["="], seen[">"]
    ours = seen["|"] if "|" in seen and seen["|"].start() < parting.start() else parting
    return Hunk(
        first.start(),
        (_next_line(text, first), ours.start()),
        (_next_line(text, parting), last.start()),
        _next_line(text, last),
    )


def _next_line(text: str, marker: re.Match[str]) -> int:
    return min(marker.end() + 1, len(text))


def without(text: str, hunks: Iterable[Hunk], side: Side) -> str:
    """Return a text with the version of one side in the place of each of some conflicts."""
    return "".join(_pieces(text, hunks, side))


def _pieces(text: str, hunks: Iterable[Hunk], side: Side) -> Iterator[str]:
    position = 0
    for hunk in sorted(hunks):
        yield text[position : hunk.start]
        start, end = hunk.span(side)
        yield text[start:end]
        position = hunk.end
    yield text[position:]
