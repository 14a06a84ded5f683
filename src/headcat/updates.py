"""Changes of entries that are there: the smallest edits that make an entry say something else.

Pure. What an entry says is compared with what it shall say, field by field and item by item; only the
lines that differ are touched, in the manner in which they are written. The comments of what stays,
stay.
"""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from headcat.document import Document, Edit, Entry, Mapping, Node, Scalar, Section, plain
from headcat.document import Sequence as SequenceNode
from headcat.edits import first_line, last_line, line_end, no_dashes
from headcat.errors import RefusedError
from headcat.layout import Layout, field_lines, flow, scalar


def update(document: Document, section: str, entry: Entry, new: dict[str, Any]) -> list[Edit]:
    """Return the edits that make an entry say `new`; `disentangled` makes them fit each other.

    Args:
        document: the text that the entry stands in.
        section: the name of the entry's section.
        entry: the entry.
        new: all that it shall say, as text, lists and dicts; its order is that in which fields that
            are not there yet are put.

    Raises:
        RefusedError: a comment inside would be lost.

    """
    writer = _Writer(document.text, Layout.of(document, section))
    if not isinstance(entry.node, Mapping):
        raise RefusedError(f"the entry at {entry.start} has no fields")
    return list(writer.mapping(entry.node, new))


def removal(document: Document, section: Section, entry: Entry) -> Edit:
    """Return the edit that deletes an entry, with the comments right above it and inside.

    Raises:
        RefusedError: the section is written in brackets.

    """
    text = document.text
    if section.column is None:
        raise no_dashes(section)
    start = first_line(text, section, entry)
    end = last_line(text, entry.end, section.column)
    return _lines(text, start, end)


def disentangled(document: Document, edits: list[Edit]) -> list[Edit]:
    """Return edits without overlap: lines that are put in among lines that go take their place."""
    text, newline = document.text, "\r\n" if "\r\n" in document.text else "\n"
    kept = [edit for edit in edits if edit.new]
    for start, end in _joined(sorted((edit.start, edit.end) for edit in edits if not edit.new)):
        inside = sorted(edit for edit in kept if start <= edit.start == edit.end < end)
        kept = [edit for edit in kept if edit not in inside]
        new = "".join(edit.new for edit in inside)
        if new and text[end - 1] == "\n":
            new = new.removeprefix(newline) + newline
        elif text[end - 1] != "\n":  # the text has no last line break, and shall not get one
            kept.append(Edit(len(text[:start].removesuffix("\n").removesuffix("\r")), end, new))
            continue
        kept.append(Edit(start, end, new))
    return kept


class _Writer:
    """Makes the edits of one entry; holds the text and the manner of its section."""

    def __init__(self, text: str, layout: Layout) -> None:
        self.text = text
        self.layout = layout

    def mapping(self, node: Mapping, new: dict[str, Any]) -> Iterator[Edit]:
        """Yield the edits of a mapping: values changed, fields taken out, fields put in."""
        old = {key.value: (key, value) for key, value in node.pairs}
        if node.flow and set(old) != set(new):
            yield self._flow(node, new)
            return
        for name, (key, value) in old.items():
            if name not in new:
                yield self._without_field(key, value)
            elif plain(value) != new[name]:
                yield from self._value(name, key, value, new[name])
        yield from self._put_in(node, new)

    def _put_in(self, node: Mapping, new: dict[str, Any]) -> Iterator[Edit]:
        """Yield the edits that put in fields, each behind the one that precedes it in `new`."""
        ends = {key.value: value for key, value in node.pairs if key.value in new}
        column = _column(self.text, node.pairs[0][0].start)
        behind: Node = next(iter(ends.values()), node.pairs[0][1])
        groups: dict[int, list[str]] = {}
        for name, value in new.items():
            if name in ends:
                behind = ends[name]
                continue
            place = last_line(self.text, behind.end, column)
            lines = field_lines({name: value}, self.layout)
            groups.setdefault(place, []).extend(" " * column + line for line in lines)
        for place, lines in groups.items():
            yield Edit(place, place, "".join(self.layout.newline + line for line in lines))

    def _without_field(self, key: Scalar, value: Node) -> Edit:
        start = self.text.rfind("\n", 0, key.start) + 1
        if self.text[start : key.start].strip():
            raise RefusedError(f"the field {key.value!r} begins its entry and cannot be taken out")
        return _lines(self.text, start, last_line(self.text, value.end, key.start - start))

    def _value(self, name: str, key: Scalar, value: Node, new: Any) -> Iterator[Edit]:
        """Yield the edits that give a field another value."""
        if isinstance(value, Scalar) and isinstance(new, str):
            yield self._scalar(value, new)
        elif isinstance(value, Mapping) and isinstance(new, dict):
            yield from self.mapping(value, new)
        elif isinstance(value, SequenceNode) and isinstance(new, list) and not value.flow:
            yield from self._items(value, new)
        elif not isinstance(value, Scalar) and value.flow and isinstance(new, list | dict):
            yield self._flow(value, new)
        else:
            self._refuse_comments(value)
            column = _column(self.text, key.start)
            lines = field_lines({name: new}, self.layout)
            joined = (self.layout.newline + " " * column).join(lines)
            yield Edit(key.start, value.end, joined)

    def _scalar(self, old: Scalar, new: str) -> Edit:
        """Return the edit of one value, in its own quotes where it has some."""
        quote = old.style if old.style in ("'", '"') else self.layout.quote
        always = old.style in ("'", '"') or any(mark in new for mark in ",[]{}")
        text = scalar(new, quote, always=always)
        if old.style in ("|", ">"):
            header = self.text[old.start : self.text.find("\n", old.start)].rstrip("\r")
            comment = header.find(" #")
            text += header[len(header[:comment].rstrip()) :] if comment >= 0 else ""
        if old.start == old.end and not self.text[: old.start].endswith(" "):
            text = " " + text
        return Edit(old.start, old.end, text)

    def _items(self, node: SequenceNode, new: list[Any]) -> Iterator[Edit]:
        """Yield the edits of a list with dashes, item by item."""
        old = [_comparable(plain(item)) for item in node.items]
        matcher = SequenceMatcher(None, old, [_comparable(item) for item in new], autojunk=False)
        for tag, start, end, first, last in matcher.get_opcodes():
            if tag == "equal":
                continue
            pairs = min(end - start, last - first)
            for offset in range(pairs):
                yield from self._item(node.items[start + offset], new[first + offset])
            for item in node.items[start + pairs : end]:
                line = self.text.rfind("\n", 0, item.start) + 1
                yield _lines(self.text, line, line_end(self.text, item.end))
            if first + pairs < last:
                yield self._more_items(node, start + pairs, new[first + pairs : last])

    def _item(self, old: Node, new: Any) -> Iterator[Edit]:
        if isinstance(old, Scalar) and isinstance(new, str):
            yield self._scalar(old, new)
        elif isinstance(old, Mapping) and isinstance(new, dict):
            yield from self.mapping(old, new)
        else:
            raise RefusedError("a list's item cannot become another kind of value; edit the file by hand")

    def _more_items(self, node: SequenceNode, place: int, new: Sequence[Any]) -> Edit:
        column = _column(self.text, node.start)
        newline = self.layout.newline
        lines = [" " * column + line for line in field_lines(list(new), self.layout)]
        if place == 0:
            start = self.text.rfind("\n", 0, node.start) + 1
            return Edit(start, start, "".join(line + newline for line in lines))
        end = line_end(self.text, node.items[place - 1].end)
        return Edit(end, end, "".join(newline + line for line in lines))

    def _flow(self, node: Node, new: Any) -> Edit:
        self._refuse_comments(node)
        return Edit(node.start, node.end, flow(new, self.layout))

    def _refuse_comments(self, node: Node) -> None:
        if " #" in self.text[node.start : node.end] and not isinstance(node, Scalar):
            raise RefusedError("a comment inside would be lost; edit the file by hand")


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans with those that touch made one."""
    while spans:
        start, end = spans.pop(0)
        while spans and spans[0][0] <= end:
            end = max(end, spans.pop(0)[1])
        yield start, end


def _lines(text: str, start: int, end: int) -> Edit:
    """Return the edit that deletes whole lines, given where the last one's break begins."""
    return Edit(start, text.find("\n", end) + 1 or len(text), "")


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


def _comparable(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)
