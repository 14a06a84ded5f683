"""The catalogue as text: YAML parsed into nodes that know where they stand.

Owns what a text is made of; `headcat.document.events` and, for what headcat wrote itself,
`headcat.document.canonical_entries` do the parsing. Pure: no files, and no idea what the
fields mean. Every scalar is text, whatever YAML would make of it.

Positions are offsets in characters of the text without its byte order mark.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from headcat.document.conflicts import Hunk


class Scalar(NamedTuple):
    """A value; `style` is None when plain, else one of ' " | >."""

    value: str
    start: int
    end: int
    style: str | None


class Mapping(NamedTuple):
    """Keys with values, in the order of the text."""

    pairs: tuple[tuple[Scalar, "Node"], ...]
    start: int
    end: int
    flow: bool

    def get(self, name: str) -> "Node | None":
        """Return the value of a key, or None."""
        return next((node for key, node in self.pairs if key.value == name), None)


class Sequence(NamedTuple):
    """Items, in the order of the text."""

    items: tuple["Node", ...]
    start: int
    end: int
    flow: bool


Node = Scalar | Mapping | Sequence


class Edit(NamedTuple):
    """Replace the text from `start` to `end` by `new`."""

    start: int
    end: int
    new: str


class Problem(NamedTuple):
    """What is wrong at one offset; `code` is a rule's, `fix` what mends it without judgement."""

    code: str
    offset: int
    message: str
    fix: tuple[Edit, ...] = ()


class Entry:
    """One item of a section; `start` is where its node begins, `end` where its last leaf ends.

    A paper that stands in headcat's own layout is read without nodes: they are made of `text`, the
    whole catalogue's, when they are asked for. `canonical` is whether it is such a paper.
    """

    __slots__ = ("_node", "_says", "_text", "end", "start")

    def __init__(
        self, start: int, end: int, node: Node | None = None, *, text: str = "", says: Any = None
    ) -> None:
        self.start = start
        self.end = end
        self._node = node
        self._text = text
        self._says = says

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Entry):
            return NotImplemented
        return (self.start, self.end, self.node) == (other.start, other.end, other.node)

    def __hash__(self) -> int:
        return hash((self.start, self.end))

    @property
    def canonical(self) -> bool:
        """Whether the entry is written exactly as headcat would write it."""
        return self._says is not None

    @property
    def node(self) -> Node:
        """What the entry is made of."""
        if self._node is None:
            from headcat.document.events import node_at

            self._node = node_at(self._text, self.start, self.end)
        return self._node

    def says(self) -> Any:
        """Return what the entry says as text, lists and dicts; not to be changed."""
        return plain(self.node) if self._says is None else self._says


@dataclass(slots=True)
class Section:
    """A top-level list: `column` is that of its dashes, or None where there are none."""

    name: str
    key: Scalar
    value: Node
    column: int | None = None
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """A parsed catalogue text.

    `problems` are those of syntax, in the order of the text; an entry that holds one is in no section's
    `entries` but in `broken`, as the span of text that it takes.
    """

    text: str
    sections: dict[str, Section] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: list[tuple[int, int]] = field(default_factory=list)

    def entries(self, section: str) -> list[Entry]:
        """Return the entries of a section; none where there is no such section."""
        found = self.sections.get(section)
        return found.entries if found else []


class Lines:
    """Where an offset stands: line and column, both from 1."""

    def __init__(self, text: str) -> None:
        """Remember where the lines of `text` begin; only a line feed ends a line."""
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def places(text: str, offsets: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield line and column of offsets that are in their order; quicker than `Lines` where they are few."""
    line, behind = 1, 0
    for offset in offsets:
        line += text.count("\n", behind, offset)
        behind = offset
        yield line, offset - text.rfind("\n", 0, offset)


def decode(data: bytes) -> tuple[str, bool]:
    """Decode a catalogue's bytes; return the text and whether a byte order mark stood before it.

    Raises:
        UnicodeDecodeError: they are not UTF-8.

    """
    bom = data.startswith(b"\xef\xbb\xbf")
    return (data[3:] if bom else data).decode("utf-8"), bom


def encode(text: str, *, bom: bool) -> bytes:
    """Return the bytes that `decode` would give `text` for."""
    return (b"\xef\xbb\xbf" if bom else b"") + text.encode("utf-8")


def plain(node: Node) -> Any:
    """Return a node as text, lists and dicts, for comparison and for unknown fields."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key.value: plain(value) for key, value in node.pairs}


def parse(text: str) -> Document:
    """Parse a catalogue text (YAML 1.1, without anchors, aliases and tags).

    Args:
        text: without byte order mark; its newlines as they are in the file.

    """
    document = Document(text)
    from headcat.document import canonical_entries, conflicts, events

    if conflicts.is_suspect(text):
        document.problems += _conflicts(text, *conflicts.find(text))
        if document.problems:
            return document
    if not canonical_entries.fill(document):
        events.fill(document)
    document.problems.sort(key=lambda problem: problem.offset)
    _set_aside_broken(document)
    return document


def _conflicts(text: str, hunks: Iterable["Hunk"], strays: Iterable[int]) -> Iterator[Problem]:
    """Yield what is wrong where a merge left its markers."""
    lines = Lines(text)
    for hunk in hunks:
        first, last = (lines.place(offset)[0] for offset in (hunk.start, max(hunk.end - 1, 0)))
        message = f"conflict of a merge, lines {first} to {last}; `headcat resolve` mends it"
        yield Problem("HC008", hunk.start, message)
    for offset in sorted(strays):
        message = "conflict marker without its counterpart; choose one side and delete the marker"
        yield Problem("HC008", offset, message)


def _set_aside_broken(document: Document) -> None:
    syntax = ("HC001", "HC002", "HC005")  # their entries were never finished
    offsets = [problem.offset for problem in document.problems if problem.code not in syntax]
    if not offsets:
        return
    for section in document.sections.values():
        kept = []
        for entry in section.entries:
            first = bisect_left(offsets, entry.start)
            if first < len(offsets) and offsets[first] <= entry.end:
                document.broken.append((entry.start, entry.end))
            else:
                kept.append(entry)
        section.entries = kept
