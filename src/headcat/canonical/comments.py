"""The comments of a catalogue text: where they are, and which is next.

Pure. A comment is what stands behind a # outside of every value, so the values must be known first.
"""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from headcat.document import Document, Entry, Node, Scalar
from headcat.document import Sequence as SequenceNode

_COMMENT: Final = re.compile(r"#[^\n]*")
_DASH: Final = re.compile("[-?]")
_LEAD: Final = " \t-?"  # what may stand before a comment that belongs to what is below it


class Comment(NamedTuple):
    """A comment: `alone` is whether nothing that has a value stands before it on its line.

    `column` is where it stands, or the dash of what it belongs to; `gap` whether an empty line is right
    above it.
    """

    offset: int
    text: str
    alone: bool
    column: int
    gap: bool


def comments_of(document: Document) -> list[Comment]:
    """Return the comments of a document that has no problems, in the order of the text."""
    text, end, found = document.text, -1, list[Comment]()
    for section in sorted(document.sections.values(), key=lambda section: section.key.start):
        name = Entry(section.key.start, section.key.end, section.key)
        for entry in (name, *section.entries):
            found += _between(text, end, entry.start)
            if not entry.canonical and text.find("#", entry.start, entry.end) >= 0:
                found += _inside(text, entry.node, entry.start, entry.end)
            end = entry.end
    return found + list(_between(text, end, len(text)))


def column_of(text: str, offset: int) -> int:
    """Return how far an offset stands to the right of its line's beginning."""
    return offset - (text.rfind("\n", 0, offset) + 1)


def blank_above(text: str, offset: int, before: int) -> bool:
    """Tell whether the line above that of `offset` is empty, and begins behind `before`."""
    start = text.rfind("\n", 0, offset) + 1
    above = text.rfind("\n", 0, max(start - 1, 0)) + 1
    return before < above < start and not text[above:start].strip()


class Comments:
    """A document's comments, handed out one after the other; each is handed out once."""

    def __init__(self, comments: list[Comment]) -> None:
        self._comments = comments
        self._place = 0
        self.next = comments[0].offset if comments else sys.maxsize

    def take(self, until: int) -> list[Comment]:
        """Return the comments that stand before an offset."""
        if self.next >= until:
            return []
        return self._while(lambda comment: comment.offset < until)

    def above(self, until: int) -> list[str]:
        """Return the texts of the comments that stand before an offset."""
        return [comment.text for comment in self.take(until)]

    def beside(self, until: int) -> list[str]:
        """Return the texts of the comments before an offset, up to the first that is alone on its line."""
        if self.next >= until:
            return []
        return [
            comment.text
            for comment in self._while(lambda comment: comment.offset < until and not comment.alone)
        ]

    def deeper(self, column: int, until: int) -> list[Comment]:
        """Return the comments before an offset, up to the first that is not indented deeper than a column."""
        return self._while(
            lambda comment: comment.offset < until and comment.alone and comment.column > column
        )

    def _while(self, wanted: Callable[[Comment], bool]) -> list[Comment]:
        start = self._place
        while self._place < len(self._comments) and wanted(self._comments[self._place]):
            self._place += 1
        self.next = self._comments[self._place].offset if self._place < len(self._comments) else sys.maxsize
        return self._comments[start : self._place]


def _inside(text: str, node: Node, start: int, stop: int) -> Iterator[Comment]:
    """Yield the comments between the values of a node, and those of its block scalars' first lines."""
    end = start
    for leaf in _leaves(node):
        yield from _between(text, end, leaf.start)
        end = leaf.end
        if leaf.style in ("|", ">"):
            line_end = text.find("\n", leaf.start, end)
            yield from _between(text, leaf.start, line_end if line_end >= 0 else end)
    yield from _between(text, end, stop)


def _leaves(node: Node) -> Iterator[Scalar]:
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, SequenceNode):
        for item in node.items:
            yield from _leaves(item)
    else:
        for key, value in node.pairs:
            yield key
            yield from _leaves(value)


def _between(text: str, start: int, stop: int) -> Iterator[Comment]:
    """Yield the comments of a stretch of text without values."""
    position, deepest = max(start, 0), sys.maxsize
    for found in _COMMENT.finditer(text, position, stop):
        offset = found.start()
        line = text.rfind("\n", 0, offset) + 1
        if dash := _DASH.search(text, position, offset):
            deepest = min(deepest, column_of(text, dash.start()))
        alone = line > start and not text[line:offset].strip(_LEAD)
        column = min(offset - line, deepest)
        yield Comment(offset, found[0].rstrip(), alone, column, blank_above(text, offset, start))
        position = found.end()
