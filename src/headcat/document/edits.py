"""Changes of a catalogue text: as small as they can be, and proved before anything is written.

An `Edit` replaces one span; what lies outside the edits of a change stays as it is, byte for byte.
Pure. Knows where an entry begins and ends with its comments; how an entry is spelt is the business
of `headcat.document.layout`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from headcat.document import Document, Edit, Entry, Node, Scalar, Section, parse
from headcat.document import Sequence as SequenceNode
from headcat.document.layout import Layout, entry_text
from headcat.errors import RefusedError

_EMPTY = ("", "~", "null")


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


def insertions(
    document: Document, name: str, entries: Iterable[dict[str, Any]]
) -> tuple[list[Edit], dict[str, Any]]:
    """Put entries into their places in a section, each behind the last smaller key, name or id.

    Args:
        document: the text.
        name: the section's name.
        entries: what each new entry says, as text, lists and dicts by field.

    Returns:
        The edits, and the `contents` that the text has when they are made.

    Raises:
        RefusedError: there is no such section, or it is written in a way that nothing can be added to.

    """
    section = document.sections.get(name)
    if section is None:
        raise RefusedError(f"there is no section {name!r} to add to; write the line '{name}:' and try again")
    layout = Layout.of(document, name)
    if section.entries and section.column is None:
        raise no_dashes(section)
    keys = [_order(entry.says()) for entry in section.entries]
    ordered = keys == sorted(keys)
    groups: dict[int, list[dict[str, Any]]] = {}
    for fields in sorted(entries, key=_order):
        key = _order(fields)
        place = bisect_left(keys, key) if ordered else _place(keys, key)
        groups.setdefault(place, []).append(fields)
    expected = contents(document)
    edits = []
    for place, group in sorted(groups.items(), reverse=True):
        expected[name][place:place] = group
        texts = [entry_text(fields, layout) for fields in group]
        edits.append(_insertion(document, section, place, texts, layout))
    return edits, expected


def with_section(document: Document, name: str) -> str:
    """Return a text that has a section, which is put at its end where there is none yet.

    Raises:
        RefusedError: nothing can stand there.

    """
    if name in document.sections:
        return document.text
    text = document.text
    newline = "\r\n" if "\r\n" in text else "\n"
    last = max((entry for each in document.sections.values() for entry in each.entries),
               key=lambda entry: entry.end, default=None)  # fmt: skip
    parted = last is None or not keeps_blank_lines(text, last.node)
    new = (newline if text and not text.endswith("\n") else "") + newline * parted + f"{name}:{newline}"
    try:
        return prove(document, [Edit(len(text), len(text), new)], {**contents(document), name: []})
    except RefusedError:
        message = f"there is no section {name!r}, and none can be put at the end of this file"
        raise RefusedError(message) from None


def contents(document: Document) -> dict[str, Any]:
    """Return all that a document says, without how it says it."""
    return {
        section.name: [entry.says() for entry in section.entries] for section in document.sections.values()
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


def _insertion(document: Document, section: Section, place: int, texts: list[str], layout: Layout) -> Edit:
    text = document.text
    newline = layout.newline
    separator = newline * 2 if layout.blank else newline
    new = separator.join(texts)
    if not section.entries:
        return _first(text, section, new, layout)
    if place == 0:
        start = first_line(text, section, section.entries[0])
        return Edit(start, start, new + separator)
    before = section.entries[place - 1]
    end = last_line(text, before.end, section.column or 0)
    return Edit(end, end, (newline if keeps_blank_lines(text, before.node) else separator) + new)


def keeps_blank_lines(text: str, node: Node) -> bool:
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
        raise no_dashes(section)
    start = len(text[: value.start].rstrip(" "))
    end = line_end(text, value.end)
    return Edit(start, end, text[value.end : end] + layout.newline + new)


def first_line(text: str, section: Section, entry: Entry) -> int:
    """Return where an entry's lines begin, with the comments that stand right above it."""
    column = section.column or 0
    dash = text.rfind("\n" + " " * column + "-", 0, entry.start) + 1
    start = dash
    while True:
        above = text.rfind("\n", 0, max(start - 1, 0)) + 1
        line = text[above:start]
        own = line.lstrip().startswith("#") and line.index("#") <= column
        if above <= section.key.start or not own:
            return start
        start = above


def last_line(text: str, end: int, column: int) -> int:
    """Return where an entry's last line ends, with the indented comments right below it."""
    end = line_end(text, end)
    while end < len(text):
        start = text.find("\n", end) + 1
        line = text[start : line_end(text, start)]
        if not start or not line.lstrip().startswith("#") or line.index("#") <= column:
            break
        end = start + len(line)
    return end


def line_end(text: str, offset: int) -> int:
    """Return the offset of the line break behind `offset`, of its CR where it has one."""
    end = text.find("\n", offset)
    if end < 0:
        return len(text)
    return end - 1 if text[end - 1] == "\r" and end > offset else end


def _place(keys: list[str], key: str) -> int:
    return next((place for place in range(len(keys), 0, -1) if keys[place - 1] < key), 0)


def _order(fields: Any) -> str:
    """Return what an entry's place depends on: a paper's key, a term's name, a declined paper's id."""
    if not isinstance(fields, dict):
        return ""
    name = fields.get("key") or str(fields.get("name") or fields.get("id") or "").casefold()
    return name if isinstance(name, str) else ""


def no_dashes(section: Section) -> RefusedError:
    """Return the refusal to change the entries of a section that is written in brackets."""
    return RefusedError(
        f"{section.name}: is written in [brackets]; write it as a list with dashes to change it"
    )
