"""Changes of a catalogue text: as small as they can be, and proved before anything is written.

An `Edit` replaces one span; what lies outside the edits of a change stays as it is, byte for byte.
Pure. Knows where an entry begins and ends with its comments; how an entry is spelt is the business
of `headcat.layout`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, NamedTuple

from headcat.document import Document, Mapping, Node, Scalar, Section, parse, plain
from headcat.document import Sequence as SequenceNode
from headcat.errors import RefusedError
from headcat.layout import Layout, entry_fields, entry_text
from headcat.model import Paper

_NO_DASHES = "papers: is written in [brackets]; write it as a list with dashes to add to it"
_EMPTY = ("", "~", "null")


class Edit(NamedTuple):
    """Replace the text from `start` to `end` by `new`."""

    start: int
    end: int
    new: str


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with `edits` made; they must not overlap."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits):
        if edit.start < position:
            message = f"edits overlap at {edit.start}"
            raise ValueError(message)
        parts += [text[position : edit.start], edit.new]
        position = edit.end
    return "".join([*parts, text[position:]])


def insertions(document: Document, papers: Iterable[Paper]) -> tuple[list[Edit], dict[str, Any]]:
    """Put papers into their places, each behind the last smaller key.

    Returns:
        The edits, and the `contents` that the text has when they are made.

    Raises:
        RefusedError: the section papers: is written in a way that nothing can be added to.

    """
    section = document.sections["papers"]
    layout = Layout.of(document)
    if section.entries and section.column is None:
        raise RefusedError(_NO_DASHES)
    keys = [_key(entry.node) for entry in section.entries]
    ordered = keys == sorted(keys)
    groups: dict[int, list[dict[str, Any]]] = {}
    for paper in sorted(papers, key=lambda paper: paper.key):
        place = bisect_left(keys, paper.key) if ordered else _place(keys, paper.key)
        groups.setdefault(place, []).append(entry_fields(paper))
    expected = contents(document)
    edits = []
    for place, group in sorted(groups.items(), reverse=True):
        expected["papers"][place:place] = group
        texts = [entry_text(fields, layout) for fields in group]
        edits.append(_insertion(document, place, texts, layout))
    return edits, expected


def contents(document: Document) -> dict[str, Any]:
    """Return all that a document says, without how it says it."""
    return {
        section.name: [plain(entry.node) for entry in section.entries]
        for section in document.sections.values()
    }


def prove(old: Document, edits: list[Edit], expected: dict[str, Any]) -> str:
    """Make the edits, prove them and return the new text.

    Args:
        old: the document to change.
        edits: the change.
        expected: the `contents` that the new text must have.

    Raises:
        RefusedError: the new text says something else, or differs outside the edits. That is a
            fault of headcat; the catalogue is as it was.

    """
    new = apply(old.text, edits)
    document = parse(new)
    if document.problems or contents(document) != expected or not _untouched(old.text, new, edits):
        message = "the change could not be proved to be right, so it was not made"
        raise RefusedError(message)
    return new


def _untouched(old: str, new: str, edits: list[Edit]) -> bool:
    position, shift = 0, 0
    for edit in sorted(edits):
        if old[position : edit.start] != new[position + shift : edit.start + shift]:
            return False
        position = edit.end
        shift += len(edit.new) - (edit.end - edit.start)
    return old[position:] == new[position + shift :]


def _insertion(document: Document, place: int, texts: list[str], layout: Layout) -> Edit:
    section, text = document.sections["papers"], document.text
    newline = layout.newline
    separator = newline * 2 if layout.blank else newline
    new = separator.join(texts)
    if not section.entries:
        return _first(text, section, new, layout)
    if place == 0:
        start = _first_line(text, section)
        return Edit(start, start, new + separator)
    before = section.entries[place - 1]
    end = _last_line(text, before.end, section.column or 0)
    return Edit(end, end, (newline if _keeps_blank_lines(text, before.node) else separator) + new)


def _keeps_blank_lines(text: str, node: Node) -> bool:
    """Tell whether an empty line behind a node would be its own: it ends in a `|+` or `>+`."""
    while not isinstance(node, Scalar):
        if node.flow:
            return False
        node = node.items[-1] if isinstance(node, SequenceNode) else node.pairs[-1][1]
    return node.style in ("|", ">") and "+" in text[node.start : node.start + 3]


def _first(text: str, section: Section, new: str, layout: Layout) -> Edit:
    """Return the edit that puts the first entry under the section's name."""
    value = section.value  # nothing, null or []
    if re.sub(r"[\s[\]]", "", text[value.start : value.end]) not in _EMPTY:
        raise RefusedError(_NO_DASHES)
    start = len(text[: value.start].rstrip(" "))
    end = _line_end(text, value.end)
    return Edit(start, end, text[value.end : end] + layout.newline + new)


def _first_line(text: str, section: Section) -> int:
    """Return where the first entry's lines begin, with the comments that stand right above it."""
    column = section.column or 0
    dash = text.rfind("\n" + " " * column + "-", 0, section.entries[0].start) + 1
    start = dash
    while True:
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        if above <= section.key.start or not text[above:start].lstrip().startswith("#"):
            return start
        start = above


def _last_line(text: str, end: int, column: int) -> int:
    """Return where an entry's last line ends, with the indented comments right below it."""
    end = _line_end(text, end)
    while end < len(text):
        start = text.find("\n", end) + 1
        line = text[start : _line_end(text, start)]
        if not start or not line.lstrip().startswith("#") or line.index("#") <= column:
            break
        end = start + len(line)
    return end


def _line_end(text: str, offset: int) -> int:
    """Return the offset of the line break behind `offset`, of its CR where it has one."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1] == "\r" and end > offset else end


def _place(keys: list[str], key: str) -> int:
    return next((place for place in range(len(keys), 0, -1) if keys[place - 1] < key), 0)


def _key(node: Node) -> str:
    key = node.get("key") if isinstance(node, Mapping) else None
    return key.value if isinstance(key, Scalar) else ""
