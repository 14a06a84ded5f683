"""How an entry is spelt in YAML: indent, quotes, order of fields.

Pure. Takes the manner of the file that the entry goes into, so that a new entry looks like its
neighbours.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from headcat.document import Document, Entry, Mapping, Node, Scalar
from headcat.document import Sequence as SequenceNode
from headcat.model import Paper, Published
from headcat.words.dates import is_date

# A plain scalar (YAML 1.1, section 9.1.3) that begins like a word, and holds nothing that ends it.
_PLAIN = re.compile(r"[^\W_][^:#\s]*(?:(?::(?=\S)|(?<=\S)#| (?=[^\s#]))[^:#\s]*)*")
# What a YAML 1.1 or 1.2 reader takes for something else than text.
_NOT_TEXT = re.compile(
    r"null|true|false|yes|no|on|off|y|n|[\d_.]+(?:e[-+]?\d+)?|0[xob][\da-f_]+"
    r"|\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?|\d{4}-\d\d?-\d\d?(?:[Tt ].*)?",
    re.IGNORECASE,
)
_SAMPLE = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file writes its entries.

    `dash` and `fields` are columns; `nested` and `items` are how far a mapping and a list stand to
    the right of their field's name; `blank` is whether an empty line parts the entries; lists of the
    fields in `flow` stand in brackets.
    """

    dash: int = 2
    fields: int = 4
    nested: int = 2
    items: int = 2
    quote: str = '"'
    newline: str = "\n"
    blank: bool = False
    flow: frozenset[str] = frozenset({"aliases"})

    @classmethod
    def of(cls, document: Document, name: str = "papers") -> Self:
        """Return the layout of a section's last entries, or the default where it has none."""
        text = document.text
        newline = "\r\n" if "\r\n" in text else "\n"
        section = document.sections[name]
        entries = section.entries[-_SAMPLE:]
        if section.column is None or not entries:
            return cls(newline=newline)
        fields = max(_column(text, entries[-1].start), section.column + 2)
        steps = dict(step for entry in entries for step in _steps(text, entry.node))
        return cls(
            dash=section.column,
            fields=fields,
            nested=steps.get("nested", 2),
            items=steps.get("items", 2),
            quote=_quote(entries),
            newline=newline,
            blank=_blank_between(text, entries),
            flow=_flow_lists(entries),
        )


def entry_fields(paper: Paper) -> dict[str, Any]:
    """Return what a paper's entry says, in the order of its fields: text, lists and dicts."""
    links: dict[str, list[str]] = {}
    for link in paper.links:
        links.setdefault(link.kind, []).append(link.url)
    published = paper.published or Published()
    fields = {
        "key": paper.key,
        "title": paper.title,
        "authors": list(paper.authors),
        "date": paper.date,
        "venue": paper.venue,
        "ids": dict(paper.ids),
        "heads": list(paper.heads),
        "links": {kind: urls if len(urls) > 1 else urls[0] for kind, urls in links.items()},
        "summary": dict(paper.summary.parts()) if paper.summary else {},
        "published": _filled({"title": published.title, "authors": list(published.authors)}),
        "note": paper.note,
    }
    return _filled({**fields, **paper.extra})


def entry_text(fields: dict[str, Any], layout: Layout) -> str:
    """Return the lines of an entry that says `fields`, without the last line break."""
    lines = [" " * layout.fields + line for line in _mapping(fields, layout)]
    dash = " " * layout.dash + "-"
    lines[0] = dash + lines[0][len(dash) :]
    return layout.newline.join(lines)


def field_lines(value: dict[str, Any] | list[Any], layout: Layout, within: str = "") -> list[str]:
    """Return the lines of fields or of a list's items, not indented.

    Args:
        value: fields by name, or items.
        layout: the manner of the file.
        within: the name of the field that they stand in.

    """
    return list(_mapping(value, layout, within) if isinstance(value, dict) else _items(value, layout))


def flow(value: Any, layout: Layout) -> str:
    """Return a value as YAML text in brackets on one line."""
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{flow(name, layout)}: {flow(each, layout)}" for name, each in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(flow(each, layout) for each in value) + "]"
    return scalar(value, layout.quote, always=any(mark in value for mark in ",[]{}"))


def scalar(text: str, quote: str = '"', *, always: bool = False) -> str:
    """Return a value as YAML text on one line, quoted where a reader could take it for another.

    Args:
        text: any text.
        quote: the quotation mark to use where one is needed and either would do.
        always: whether to quote it even where no reader could mistake it.

    """
    if not always and _PLAIN.fullmatch(text) and text.isprintable() and not _NOT_TEXT.fullmatch(text):
        return text
    return quoted(text, quote)


def quoted(text: str, quote: str = '"') -> str:
    """Return a value as quoted YAML text on one line."""
    awkward = '"' in text or "\\" in text
    if text.isprintable() and (awkward if quote == '"' and "'" not in text else quote == "'"):
        return "'" + text.replace("'", "''") + "'"
    body = json.dumps(text, ensure_ascii=False)
    if body.isprintable():
        return body
    return "".join(char if char.isprintable() else _escape(char) for char in body)


def literal(text: str) -> list[str]:
    """Return the lines of a literal block (YAML 1.1, section 9.3.3) that says a text, not indented.

    Args:
        text: any text; one that a literal block cannot say exactly, or not for every reader, has no
            lines.

    """
    lines = text.removesuffix("\n").split("\n")
    first = next(filter(None, lines), " ")
    blank = any(line.isspace() for line in lines)
    if blank or first[0] in " \t" or not all(line.replace("\t", " ").isprintable() for line in lines):
        return []
    if not text.endswith("\n"):
        return ["|-", *lines]
    return ["|+" if text.endswith("\n\n") else "|", *lines]


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"  # noqa: PLR2004


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def _mapping(fields: dict[str, Any], layout: Layout, within: str = "") -> Iterator[str]:
    for name, value in fields.items():
        label = scalar(name, layout.quote)
        if value and isinstance(value, dict):
            yield f"{label}:"
            yield from (" " * layout.nested + line for line in _mapping(value, layout, name))
        elif value and isinstance(value, list):
            yield from _list(label, value, layout, flow_style=name in layout.flow)
        else:
            yield f"{label}: {_value(name, value, layout, within)}"


def _list(label: str, values: list[Any], layout: Layout, *, flow_style: bool) -> Iterator[str]:
    if flow_style:
        yield f"{label}: {flow(values, layout)}"
        return
    yield f"{label}:"
    yield from (" " * layout.items + line for line in _items(values, layout))


def _items(values: list[Any], layout: Layout) -> Iterator[str]:
    for value in values:
        if not value or isinstance(value, str):
            yield f"- {_value('', value, layout, '')}"
            continue
        inner = _mapping(value, layout) if isinstance(value, dict) else _items(value, layout)
        yield from (("  " if number else "- ") + line for number, line in enumerate(inner))


def _value(name: str, value: Any, layout: Layout, within: str) -> str:
    if not isinstance(value, str):
        return "{}" if isinstance(value, dict) else "[]"
    if within == "ids":
        return quoted(value, layout.quote)
    return value if name == "date" and is_date(value) else scalar(value, layout.quote)


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


def _steps(text: str, node: Node) -> Iterator[tuple[str, int]]:
    """Yield how far the block lists and mappings of an entry stand to the right of their names."""
    if not isinstance(node, Mapping):
        return
    for key, value in node.pairs:
        if isinstance(value, Scalar) or value.flow:
            continue
        step = _column(text, value.start) - _column(text, key.start)
        kind = "items" if isinstance(value, SequenceNode) else "nested"
        if kind == "items" or step > 0:
            yield kind, max(step, 0)


def _flow_lists(entries: list[Entry]) -> frozenset[str]:
    """Return the names of the fields whose lists stand in brackets, where the entries show it."""
    found = {
        key.value: value.flow
        for entry in entries
        if isinstance(entry.node, Mapping) and not entry.node.flow
        for key, value in entry.node.pairs
        if isinstance(value, SequenceNode) and value.items
    }
    return frozenset(name for name, inside in {"aliases": True, **found}.items() if inside)


def _quote(entries: list[Entry]) -> str:
    """Return the quotation mark that the entries use most."""
    styles = Counter(style for entry in entries for style in _styles(entry.node))
    return "'" if styles["'"] > styles['"'] else '"'


def _styles(node: Node) -> Iterator[str]:
    if isinstance(node, Scalar):
        yield node.style or ""
        return
    inner = node.items if isinstance(node, SequenceNode) else [value for _, value in node.pairs]
    for child in inner:
        yield from _styles(child)


def _blank_between(text: str, entries: list[Entry]) -> bool:
    """Tell whether an empty line parts the last two entries."""
    if len(entries) < 2:  # noqa: PLR2004
        return False
    between = text[entries[-2].end : entries[-1].start].splitlines()
    return any(not line.strip() for line in between[1:])
