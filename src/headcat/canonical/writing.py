"""How an entry is written anew, each of its comments with what it stands above, beside or in.

Pure. What stands above something comes first among its lines: a line of an entry that begins with a #
before any other is a comment above it.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, NamedTuple

from headcat.canonical.comments import Comments, column_of
from headcat.document import Mapping, Node, Scalar, plain
from headcat.document import Sequence as SequenceNode
from headcat.document.layout import Layout, flow, literal, quoted, scalar
from headcat.document.records import DECLINED_FIELDS, HEAD_FIELDS, PAPER_FIELDS, VENUE_FIELDS
from headcat.model import SUMMARY_PARTS
from headcat.words.dates import is_date
from headcat.words.identifiers import ID_KINDS

_LAYOUT: Final = Layout()
_EMPTY: Final = ("", "~", "null")  # what YAML takes for nothing, when it is plain
# The order of the fields of an entry, and of what is in its fields.
# Links have none: theirs is what `headcat.model.Paper.links` says.
_ORDERS: Final[dict[tuple[str, ...], dict[str, int]]] = {
    path: {name: place for place, name in enumerate(names)}
    for path, names in {
        ("papers",): PAPER_FIELDS,
        ("heads",): HEAD_FIELDS,
        ("venues",): VENUE_FIELDS,
        ("declined",): DECLINED_FIELDS,
        ("papers", "ids"): ID_KINDS,
        ("papers", "summary"): SUMMARY_PARTS,
        ("papers", "published"): ("title", "authors"),
    }.items()
}


class _Written(NamedTuple):
    """A value as it is written: what follows its name, and what stands in lines below.

    `beside` are the comments for the name's line, `above` those for the lines above.
    """

    inline: str
    lines: list[str]
    beside: list[str]
    above: list[str]


def is_empty(node: Node) -> bool:
    """Tell whether a node is nothing, which an empty text in quotes is not."""
    return isinstance(node, Scalar) and node.style is None and node.value in _EMPTY


def said(node: Node) -> Any:
    """Return a node as `headcat.document.plain` does, but a value that is nothing as a tuple."""
    if isinstance(node, Scalar):
        return (node.value,) if is_empty(node) else node.value
    if isinstance(node, SequenceNode):
        return [said(item) for item in node.items]
    return {key.value: said(value) for key, value in node.pairs}


def beside_last(above: Iterable[str], line: str, beside: list[str]) -> list[str]:
    """Return a line with the last comment beside it, and the others above."""
    if not beside:
        return [*above, line]
    return [*above, *beside[:-1], f"{line}  {beside[-1]}"]


class Writer:
    """Writes entries; takes their comments from those of the text, so must be asked in its order.

    `until` is everywhere the offset of what comes next in the text, `parent` the node around.
    """

    def __init__(self, text: str, comments: Comments) -> None:
        self._text = text
        self._comments = comments

    def item(self, node: Node, until: int, parent: Node, path: tuple[str, ...] = ()) -> list[str]:
        """Return the lines of a list's item with its dash, not indented.

        Args:
            node: the item.
            until: where what comes next in the text begins.
            parent: the list.
            path: the names of what it stands in, from the section's on, as far as no list parts them.

        """
        inline, lines, beside, above = self._value("", node, until, parent, path)
        if isinstance(node, Scalar) or not lines:
            return [*beside_last(above, f"- {inline}" if inline else "-", beside), *_indented(lines)]
        first = next(place for place, line in enumerate(lines) if not line.startswith("#"))
        return [*above, *beside, *lines[:first], f"- {lines[first]}", *_indented(lines[first + 1 :])]

    def _value(self, name: str, node: Node, until: int, parent: Node, path: tuple[str, ...]) -> _Written:
        """Return the value of a field, or of an item, whose name is empty."""
        if isinstance(node, Scalar):
            inline, lines = _scalar(name, node, path)
            return _Written(inline, lines, self._comments.beside(until), [])
        end = node.end if node.flow else until
        beside = self._opening(node)
        before = self._comments.next
        is_list = isinstance(node, SequenceNode)
        lines = self._items(node, end) if isinstance(node, SequenceNode) else self._fields(node, end, path)
        last = self._comments.above(end) if node.flow else self._below(parent, end)
        on_one_line = is_list and name in _LAYOUT.flow and not _holds_empty(node)
        if on_one_line and self._comments.next == before:
            return _Written(flow(plain(node), _LAYOUT), [], beside + self._closing(node, until), [])
        if lines:
            return _Written("", lines + last, beside + self._closing(node, until), [])
        return _Written("[]" if is_list else "{}", [], self._closing(node, until), beside + last)

    def _items(self, node: SequenceNode, until: int) -> list[str]:
        ends = [*(item.start for item in node.items[1:]), until]
        lines = []
        for item, end in zip(node.items, ends, strict=False):
            lines += self._comments.above(item.start)
            lines += self.item(item, end, node)
        return lines

    def _fields(self, node: Mapping, until: int, path: tuple[str, ...]) -> list[str]:
        ends = [*(key.start for key, _ in node.pairs[1:]), until]
        fields = [
            (key.value, self._field(key, value, end, node, path))
            for (key, value), end in zip(node.pairs, ends, strict=False)
        ]
        order = _ORDERS.get(path)
        if order is not None:
            fields.sort(key=lambda field: order.get(field[0], len(order)))
        return [line for _, lines in fields for line in lines]

    def _field(self, key: Scalar, value: Node, until: int, parent: Node, path: tuple[str, ...]) -> list[str]:
        name, comments = key.value, self._comments
        inner = (*path, name)
        if isinstance(value, Scalar) and comments.next >= until:  # most are so, and quickly done
            inline, lines = _scalar(name, value, inner)
            return [_named(name, inline), *(_indented(lines) if lines else ())]
        above = comments.above(key.start)
        beside = comments.beside(value.start)
        if isinstance(value, Scalar) or value.flow:
            above += comments.above(value.start)
        written = self._value(name, value, until, parent, inner)
        first = beside_last(above + written.above, _named(name, written.inline), beside + written.beside)
        return first + _indented(written.lines)

    def _opening(self, node: Mapping | SequenceNode) -> list[str]:
        """Return the comments beside an opening bracket."""
        if not node.flow:
            return []
        first = node.end
        if isinstance(node, SequenceNode) and node.items:
            first = node.items[0].start
        elif isinstance(node, Mapping) and node.pairs:
            first = node.pairs[0][0].start
        return self._comments.beside(first)

    def _closing(self, node: Mapping | SequenceNode, until: int) -> list[str]:
        """Return the comments beside a closing bracket."""
        return self._comments.beside(until) if node.flow else []

    def _below(self, parent: Node, until: int) -> list[str]:
        """Return the comments at the end of a block: those that are deeper than what it stands in."""
        if self._comments.next >= until:
            return []
        column = column_of(self._text, parent.start)
        return [comment.text for comment in self._comments.deeper(column, until)]


def _named(name: str, inline: str) -> str:
    return f"{_label(name)}: {inline}" if inline else f"{_label(name)}:"


@lru_cache
def _label(name: str) -> str:
    return scalar(name)


def _scalar(name: str, node: Scalar, path: tuple[str, ...]) -> tuple[str, list[str]]:
    """Return a value as it is written behind its name, and its lines below."""
    value = node.value
    if is_empty(node):
        return value, []
    if path[-2:-1] == ("ids",):
        return quoted(value), []
    if name == "date" and is_date(value):
        return value, []
    lines = literal(value) if "\n" in value else []
    return (lines[0], lines[1:]) if lines else (scalar(value), [])


def _holds_empty(node: Node) -> bool:
    """Tell whether something in a node is nothing, which has no way to be written in brackets."""
    if isinstance(node, Scalar):
        return is_empty(node)
    inner = node.items if isinstance(node, SequenceNode) else [value for _, value in node.pairs]
    return any(map(_holds_empty, inner))


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" if line else line for line in lines]
