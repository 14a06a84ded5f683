"""Merged entries put into one text again: their order, the empty lines and free comments between them.

Pure. Free comments are lines; each is once where both sides have it once.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from headcat.merge.blocks import lines


class Piece(NamedTuple):
    """Lines of the new text: the gap above, and the lines of both sides, which differ in a conflict.

    `greedy` is whether an empty line below would become a part of them, `first` whether they were the
    first of their section.
    """

    gap: str
    ours: str
    theirs: str
    greedy: bool = False
    first: bool = False


def order(
    base: Sequence[int], ours: Sequence[int], theirs: Sequence[int], key: Callable[[int], str]
) -> list[int]:
    """Return the order of entries by that of three versions.

    It is ours, but theirs where only they changed it. What the other side added goes to its place by key
    where the entries are sorted, else behind what it follows there.

    Args:
        base: numbers of the entries in the order of the base.
        ours: in ours.
        theirs: in theirs.
        key: what each is sorted by.

    """
    stays = set(base) & set(ours) & set(theirs)
    old, mine, yours = ([number for number in each if number in stays] for each in (base, ours, theirs))
    frame, other = (theirs, ours) if mine == old != yours else (ours, theirs)
    keys = [key(number) for number in frame]
    known = set(frame)
    if keys == sorted(keys):
        result = list(frame)
        for number in other:
            if number not in known:
                place = bisect_left(keys, key(number))
                keys.insert(place, key(number))
                result.insert(place, number)
        return result
    behind: defaultdict[int, list[int]] = defaultdict(list)
    before = -1
    for number in other:
        if number in known:
            before = number
        else:
            behind[before].append(number)
    return [*behind[-1], *(each for number in frame for each in (number, *behind[number]))]


def gap_of(base: str | None, ours: str | None, theirs: str | None) -> str:
    """Return the lines above something, of three versions; None is where it is not."""
    if ours is None or theirs is None:
        return ours or theirs or ""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    old, mine, yours = (_comments(text) for text in (base or "", ours, theirs))
    gone, new = old - yours, yours - old - (mine - old)
    kept = []
    for line in lines(ours):
        if gone[line.strip()]:
            gone[line.strip()] -= 1
        else:
            kept.append(line)
    for line in lines(theirs):
        if new[line.strip()]:
            new[line.strip()] -= 1
            kept.append(line)
    return "".join(kept)


def new_comments(base: str, gap: str) -> str:
    """Return the lines of comments that a gap has and the base has not."""
    old = _comments(base)
    return "".join(line for line in lines(gap) if line.lstrip().startswith("#") and line.strip() not in old)


def _comments(text: str) -> Counter[str]:
    return Counter(line.strip() for line in lines(text) if line.lstrip().startswith("#"))


def allowed(ours: Iterable[str], theirs: Iterable[str]) -> Counter[str]:
    """Return how often each free comment may be there: as often as the side has it that has it more often."""
    mine, yours = (
        sum((_comments(gap) for gap in gaps if "#" in gap), Counter[str]()) for gaps in (ours, theirs)
    )
    return mine | yours


class Page:
    """Writes pieces one behind another; what it holds is what may follow."""

    def __init__(self, free: Counter[str], newline: str, marks: tuple[str, str, str]) -> None:
        self.text: list[str] = []
        self.line = 1
        self._free = free
        self._newline = newline
        self._marks = tuple(mark + newline for mark in marks)
        self._greedy = False
        self._owed = ""

    def owe(self, comments: str) -> None:
        """Put comments above whatever comes next: what they stood above is gone."""
        self._owed += comments

    def write(self, piece: Piece) -> int:
        """Write a piece; return the line that its own lines begin in."""
        gap, self._owed = self._owed + piece.gap, ""
        gap = self._without_repeats(gap) if "#" in gap else gap
        if self._greedy:
            gap = without_blanks(gap)
        self._add(gap)
        place = self.line
        if piece.ours == piece.theirs:
            self._add(piece.ours)
        else:
            first, parting, last = self._marks
            for text in (first, piece.ours, parting, piece.theirs, last):
                self._add(text)
        if piece.ours or piece.theirs:
            self._greedy = piece.greedy
        return place

    def _add(self, text: str) -> None:
        if not text:
            return
        if self.text and not self.text[-1].endswith("\n"):
            self.text.append(self._newline)
            self.line += 1
        self.text.append(text)
        self.line += text.count("\n")

    def _without_repeats(self, gap: str) -> str:
        kept = []
        for line in lines(gap):
            comment = line.strip()
            if comment.startswith("#"):
                if not self._free[comment]:
                    continue
                self._free[comment] -= 1
            kept.append(line)
        return "".join(kept)


def without_blanks(gap: str) -> str:
    """Return lines without the empty ones at their beginning."""
    kept = list(lines(gap))
    while kept and not kept[0].strip():
        del kept[0]
    return "".join(kept)
