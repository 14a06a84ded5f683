"""Changes of entries that are there: the smallest edits that make an entry say something else.

Pure. What an entry says is compared with what it shall say, field by field and item by item; only the
lines that differ are touched, in the manner in which they are written. The comments of what stays,
stay.
"""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from headcat.document import Document, Edit, Entry, Mapping, Node, Scalar, Section, plain
from headcat.document import Sequence as SequenceNode
from headcat.document.edits import first_line, keeps_blank_lines, last_line, line_end, no_dashes
from headcat.document.layout import Layout, field_lines, flow, quoted, scalar
from headcat.errors import RefusedError
from headcat.words.dates import is_date

_QUOTES = ("'", '"')
_BLOCK = ("|", ">")
_INDICATORS = ",[]{}"  # what ends a plain value in brackets


def update(document: Document, section: str, entry: Entry, new: dict[str, Any]) -> list[Edit]:
    """Return the edits that make an entry say `new`; `disentangled` makes them fit each other.

    Args:
        document: the text that the entry stands in.
        section: the name of the entry's section.
        entry: the entry.
        new: all that it shall say, as text, lists and dicts; its order is that in which fields that
            are not there yet are put.

    Raises:
        RefusedError: a comment inside would be lost, or the entry is written in a way that the
            change cannot be put into.

    """
    if not isinstance(entry.node, Mapping):
        raise RefusedError("the entry is no set of fields and values; edit the file by hand")
    return list(_Writer(document.text, Layout.of(document, section)).mapping(entry.node, new, ""))


def removals(document: Document, name: str, numbers: Iterable[int]) -> list[Edit]:
    """Return the edits that delete entries of a section, with their comments right above and inside.

    The empty lines that parted them from others go too, where they would part nothing any more.

    Args:
        document: the text.
        name: the section's name.
        numbers: which entries, counted from 0.

    Raises:
        RefusedError: the section is written in brackets.

    """
    section, text = document.sections[name], document.text
    if section.column is None:
        raise no_dashes(section)
    runs: list[tuple[int, int, int, int]] = []  # first and last entry, where their lines begin and end
    for number in sorted(set(numbers)):
        entry = section.entries[number]
        start = first_line(text, section, entry)
        end = _next_line(text, last_line(text, entry.end, section.column))
        if runs and runs[-1][1] == number - 1 and not text[runs[-1][3] : start].strip():
            first, _, start, _ = runs.pop()
            runs.append((first, number, start, end))
        else:
            runs.append((number, number, start, end))
    return [_with_blank_lines(text, section, *run) for run in runs]


def disentangled(document: Document, edits: list[Edit]) -> list[Edit]:
    """Return edits without overlap: lines that are put in among lines that go take their place."""
    text, newline = document.text, "\r\n" if "\r\n" in document.text else "\n"
    put_in: dict[int, str] = {}
    for edit in edits:
        if edit.new and edit.start == edit.end:
            put_in[edit.start] = put_in.get(edit.start, "") + edit.new
    fitted = [edit for edit in edits if edit.new and edit.start < edit.end]
    for start, end in _joined([(edit.start, edit.end) for edit in edits if not edit.new]):
        unended = end == len(text) and text[end - 1] != "\n"
        inside = sorted(place for place in put_in if start < place < end + unended)
        new = "".join(put_in.pop(place) for place in inside)
        above = len(text[:start].removesuffix("\n").removesuffix("\r"))
        if unended and (new or above in put_in):  # the last line has no break, and shall not get one
            fitted.append(Edit(above, end, new))
        else:
            fitted.append(Edit(start, end, new and new.removeprefix(newline) + newline))
    return fitted + [Edit(place, place, new) for place, new in put_in.items()]


class _Slot(NamedTuple):
    """Where a value stands: in which field, within which other, and whether in brackets."""

    name: str
    within: str = ""
    flow: bool = False


class _Writer:
    """Makes the edits of one entry; holds the text and the manner of its section."""

    def __init__(self, text: str, layout: Layout) -> None:
        self.text = text
        self.layout = layout

    def mapping(self, node: Mapping, new: dict[str, Any], within: str) -> Iterator[Edit]:
        """Yield the edits of a mapping: values changed, fields taken out, fields put in."""
        for key, value in node.pairs:
            if key.value not in new:
                if not node.flow:
                    yield self._without_field(key, value)
            elif plain(value) != new[key.value]:
                yield from self._field(key, value, new[key.value], _Slot(key.value, within, node.flow))
        if not node.flow:
            yield from self._put_in(node, new, within)
            return
        spans = [(key.start, max(key.end, value.end)) for key, value in node.pairs]
        places = {key.value: number for number, (key, _) in enumerate(node.pairs)}
        kept = [number for name, number in places.items() if name in new]
        texts = {name: self._flow_pair(name, value, within) for name, value in new.items()}
        behind, plan = -1, {place: list[str]() for place in (-1, *kept)}
        for name, text in texts.items():
            behind = places.get(name, behind)
            if name not in places:
                plan[behind].append(text)
        yield from self._in_brackets(node, spans, plan, within)

    def _put_in(self, node: Mapping, new: dict[str, Any], within: str) -> Iterator[Edit]:
        """Yield the edits that put in fields, each behind the one that precedes it in `new`."""
        ends = {key.value: value for key, value in node.pairs if key.value in new}
        column = _column(self.text, node.pairs[0][0].start)
        behind: Node = next(iter(ends.values()), node.pairs[0][1])
        for name, value in new.items():
            if name in ends:
                behind = ends[name]
                continue
            place = last_line(self.text, behind.end, column)
            lines = field_lines({name: value}, self.layout, within)
            yield Edit(place, place, "".join(self.layout.newline + " " * column + line for line in lines))

    def _without_field(self, key: Scalar, value: Node) -> Edit:
        start = _line_start(self.text, key.start)
        if self.text[start : key.start].strip():
            raise RefusedError(f"the field {key.value!r} begins its entry and cannot be taken out")
        end = last_line(self.text, max(key.end, value.end), key.start - start)
        return Edit(start, _next_line(self.text, end), "")

    def _field(self, key: Scalar, value: Node, new: Any, slot: _Slot) -> Iterator[Edit]:
        """Yield the edits that give a field another value, which may be of another kind."""
        inside = self._value(value, new, slot)
        if inside is not None:
            yield from inside
            return
        self._refuse_comments(slot.name, value, key.end, value.end)
        if slot.flow:
            text = flow(new, self.layout)
            yield Edit(value.start, value.end, self._lead(value) + text)
            return
        lines = field_lines({slot.name: new}, self.layout, slot.within)
        lines[0] = lines[0][len(scalar(slot.name, self.layout.quote)) :]  # the name stays as it is
        indent = self.layout.newline + " " * _column(self.text, key.start)
        yield Edit(key.end, value.end, indent.join(lines))

    def _value(self, old: Node, new: Any, slot: _Slot) -> Iterable[Edit] | None:
        """Return the edits of a value that stays of its kind, or None."""
        if isinstance(old, Scalar) and isinstance(new, str):
            return [self._scalar(old, new, slot)]
        if isinstance(old, Mapping) and isinstance(new, dict) and old.pairs and new:
            return self.mapping(old, new, slot.name)
        if isinstance(old, SequenceNode) and isinstance(new, list) and old.items and new:
            return self._items(old, new, slot)
        return None

    def _scalar(self, old: Scalar, new: str, slot: _Slot) -> Edit:
        """Return the edit of one value, in its own quotes where it has some."""
        quote = old.style if old.style in _QUOTES else self.layout.quote
        if old.style in _QUOTES or slot.within == "ids":
            text = quoted(new, quote)
        elif slot.name == "date" and is_date(new):
            text = new
        else:
            text = scalar(new, quote, always=slot.flow and any(mark in new for mark in _INDICATORS))
        if old.style in _BLOCK:
            text += _beside_header(self.text, old)
        return Edit(old.start, old.end, self._lead(old) + text)

    def _lead(self, old: Node) -> str:
        """Return what must stand before a value where there was none."""
        if old.start < old.end or self.text[old.start - 1] == " ":
            return ""
        return " " if self.text[old.start - 1] in ":-" else ": "

    def _items(self, node: SequenceNode, new: list[Any], slot: _Slot) -> Iterator[Edit]:
        """Yield the edits of a list, item by item."""
        old = [repr(plain(item)) for item in node.items]
        matcher = SequenceMatcher(None, old, [repr(item) for item in new], autojunk=False)
        inner = _Slot("", slot.name, slot.flow or node.flow)
        plan: dict[int, list[Any]] = {-1: []}
        for _, start, end, first, last in matcher.get_opcodes():
            pairs = min(end - start, last - first)
            for item, value in zip(node.items[start:end], new[first:last], strict=False):
                if plain(item) != value:
                    yield from self._item(item, value, inner)
            plan.update((number, []) for number in range(start, start + pairs))
            plan[max(plan)] += new[first + pairs : last]
        if node.flow:
            spans = [(item.start, item.end) for item in node.items]
            texts = {place: [flow(value, self.layout) for value in more] for place, more in plan.items()}
            yield from self._in_brackets(node, spans, texts, slot.name)
            return
        for number in set(range(len(node.items))) - set(plan):
            line = self._line_of_item(node, number)
            yield Edit(line, _next_line(self.text, line_end(self.text, node.items[number].end)), "")
        yield from (self._more_items(node, place, more) for place, more in plan.items() if more)

    def _item(self, old: Node, new: Any, slot: _Slot) -> Iterable[Edit]:
        inside = self._value(old, new, slot)
        if inside is not None:
            return inside
        if not slot.flow:
            message = f"{slot.within}: an item cannot become another kind of value; edit the file by hand"
            raise RefusedError(message)
        self._refuse_comments(slot.within, old, old.start, old.end)
        return [Edit(old.start, old.end, flow(new, self.layout))]

    def _line_of_item(self, node: SequenceNode, number: int) -> int:
        """Return where the line begins that holds an item's dash."""
        column, dash = _column(self.text, node.start), node.start
        if number:
            before = node.items[number - 1].end
            dash = self.text.rfind("\n" + " " * column + "-", before, node.items[number].start + 1)
            dash += 1 + column
        line = _line_start(self.text, dash)
        if self.text[line:dash].strip():
            raise RefusedError("a list begins on the line of another; edit the file by hand")
        return line

    def _more_items(self, node: SequenceNode, place: int, new: list[Any]) -> Edit:
        """Return the edit that puts items behind another, or before the first."""
        column, newline = _column(self.text, node.start), self.layout.newline
        lines = [" " * column + line for line in field_lines(new, self.layout)]
        if place < 0:
            start = self._line_of_item(node, 0)
            return Edit(start, start, "".join(line + newline for line in lines))
        end = last_line(self.text, node.items[place].end, column)
        return Edit(end, end, "".join(newline + line for line in lines))

    def _in_brackets(
        self, node: Node, spans: list[tuple[int, int]], plan: dict[int, list[str]], name: str
    ) -> Iterator[Edit]:
        """Yield the edits that take items out of brackets and put others in.

        Args:
            node: what the brackets hold.
            spans: where its items, or its names with their values, stand.
            plan: for each item that stays what is put behind it, and under -1 what is put first.
            name: what the brackets are the value of.

        """
        kept = sorted(set(plan) - {-1})
        if not kept:
            self._refuse_comments(name, node, node.start, node.end)
            yield Edit(node.start + 1, node.end - 1, ", ".join(plan[-1]))
            return
        for number in kept:
            end = spans[number][1]
            if plan[number]:
                yield Edit(end, end, "".join(f", {text}" for text in plan[number]))
        first = spans[kept[0]][0]
        if plan[-1]:
            yield Edit(first, first, "".join(f"{text}, " for text in plan[-1]))
        gone = [(spans[number][0], spans[following][0]) for number, following in _gaps(kept)]
        if kept[-1] + 1 < len(spans):
            gone.append((spans[kept[-1]][1], spans[-1][1]))
        for start, end in gone:
            self._refuse_comments(name, node, start, end)
            yield Edit(start, end, "")

    def _flow_pair(self, name: str, value: Any, within: str) -> str:
        text = flow({name: value}, self.layout)[1:-1]
        if within == "ids" and isinstance(value, str):
            return text[: len(flow(name, self.layout))] + ": " + quoted(value, self.layout.quote)
        return text

    def _refuse_comments(self, name: str, node: Node, start: int, end: int) -> None:
        """Refuse to write anew what holds a comment: what stands between the values of a node."""
        position, gaps = start, []
        for leaf in _leaves(node):
            if start <= leaf.start and leaf.end <= end:
                gaps.append(self.text[position : leaf.start] + _beside_header(self.text, leaf))
                position = leaf.end
        if not any("#" in gap for gap in (*gaps, self.text[position:end])):
            return
        label = f"{name}: " if name else ""
        raise RefusedError(f"{label}a comment inside would be lost; edit the file by hand")


def _with_blank_lines(text: str, section: Section, first: int, last: int, start: int, end: int) -> Edit:
    """Return the edit that deletes entries' lines and the empty lines that part nothing without them."""
    limit = section.entries[first - 1].end if first else section.key.end
    above = start
    while (line := text.rfind("\n", 0, above - 1) + 1) > limit and not text[line:above].strip():
        above = line
    below = end
    while (line := _next_line(text, below)) > below and not text[below:line].strip():
        below = line
    if first and keeps_blank_lines(text, section.entries[first - 1].node):
        return Edit(start, below, "")  # they would become that entry's own
    if above < start and (below > end or end == len(text)):
        return Edit(above, end, "")
    return Edit(start, end if first or last + 1 == len(section.entries) else below, "")


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield spans with those that touch made one."""
    spans = sorted(spans)
    while spans:
        start, end = spans.pop(0)
        while spans and spans[0][0] <= end:
            end = max(end, spans.pop(0)[1])
        yield start, end


def _gaps(kept: list[int]) -> Iterator[tuple[int, int]]:
    """Yield for each gap before an item that stays the first of its items, and the one that stays."""
    position = 0
    for number in kept:
        if position < number:
            yield position, number
        position = number + 1


def _leaves(node: Node) -> Iterator[Scalar]:
    """Yield the names and values in a node, in the order of the text."""
    if isinstance(node, Scalar):
        yield node
        return
    inner = node.items if isinstance(node, SequenceNode) else [each for pair in node.pairs for each in pair]
    for child in inner:
        yield from _leaves(child)


def _beside_header(text: str, value: Scalar) -> str:
    """Return the comment beside the header of a block of lines, with the space before it."""
    if value.style not in _BLOCK:
        return ""
    header = text[value.start : line_end(text, value.start)]
    comment = header.find(" #")
    return header[len(header[:comment].rstrip()) :] if comment >= 0 else ""


def _line_start(text: str, offset: int) -> int:
    return text.rfind("\n", 0, offset) + 1


def _next_line(text: str, offset: int) -> int:
    """Return where the line behind that of an offset begins, or where the text ends."""
    return text.find("\n", offset) + 1 or len(text)


def _column(text: str, offset: int) -> int:
    return offset - _line_start(text, offset)
