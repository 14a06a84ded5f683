"""A catalogue text cut into blocks: each entry with the comments and empty lines that go with it.

Pure. The blocks of a text, put one behind another, are the text again. Knows where things stand, and not
what is to become of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from headcat.document import Document, Entry, Section, parse
from headcat.document import Sequence as SequenceNode
from headcat.document.edits import first_line, keeps_blank_lines, last_line, line_end
from headcat.errors import RefusedError
from headcat.pairing import NAME_FIELDS, named


class Block(NamedTuple):
    """Some lines: `gap` are the empty lines and free comments above, `body` is what they stand above.

    `entry` is the entry whose lines `body` are, with the comments right above, beside and in it; `column`
    is that of its dash.
    """

    gap: str
    body: str
    entry: Entry | None = None
    column: int = 0

    def says(self) -> dict[str, Any]:
        """Return what the entry says."""
        says: dict[str, Any] = self.entry.says() if self.entry else {}
        return says

    def greedy(self) -> bool:
        """Tell whether an empty line below would become a part of what the entry says."""
        return self.entry is not None and self.body.count("+") > 0 and keeps_blank_lines(*self._alone())

    def _alone(self) -> tuple[str, Any]:
        text = f"x:\n{self.body}"
        return text, parse(text).entries("x")[0].node


@dataclass(slots=True)
class Part:
    """A section: the block of its first line, and those of its entries by name."""

    head: Block
    blocks: dict[str, Block] = field(default_factory=dict)
    opaque: bool = False

    def says(self) -> dict[str, dict[str, Any]]:
        """Return what its entries say, by name."""
        return {name: block.says() for name, block in self.blocks.items()}


@dataclass(slots=True)
class Parts:
    """A whole text: its sections in their order, and what stands behind the last."""

    sections: dict[str, Part] = field(default_factory=dict)
    tail: str = ""

    def part(self, section: str) -> Part:
        """Return a section, an empty one where it is not there."""
        return self.sections.get(section) or Part(Block("", ""))


def cut(document: Document) -> Parts:
    """Cut a document into its blocks.

    Raises:
        RefusedError: it has errors of syntax, is written in brackets, or has entries without a name.

    """
    if document.problems:
        raise RefusedError(document.problems[0].message)
    parts, position = Parts(), 0
    for section in sorted(document.sections.values(), key=lambda section: section.key.start):
        part, position = _part(document, section, position)
        parts.sections[section.name] = part
    parts.tail = document.text[position:]
    return parts


def _part(document: Document, section: Section, position: int) -> tuple[Part, int]:
    text, key = document.text, section.key
    start = text.rfind("\n", 0, key.start) + 1
    opaque = section.column is None or section.name not in NAME_FIELDS
    end = section.value.end if section.column is None else section.entries[-1].end
    stop = _next_line(text, max(key.end, end) if opaque else key.end)
    if start < position or (text[start : key.start] or "\ufeff") != "\ufeff":
        raise RefusedError(f"{section.name}: does not begin on a line of its own")
    if section.entries and opaque and section.name in NAME_FIELDS:
        raise RefusedError(f"{section.name}: is written in [brackets]")
    filled = (
        opaque and not isinstance(section.value, SequenceNode) and section.value.start < section.value.end
    )
    part = Part(
        Block(text[position:start], text[start:stop]), opaque=filled or section.name not in NAME_FIELDS
    )
    if opaque:
        return part, stop
    position = stop
    for name, entry in named(document, section.name).items():
        block, position = _block(text, section, entry, position)
        part.blocks[name] = block
    return part, position


def _block(text: str, section: Section, entry: Entry, position: int) -> tuple[Block, int]:
    column = section.column or 0
    start = max(first_line(text, section, entry), position)
    stop = _next_line(text, last_line(text, entry.end, column))
    return Block(text[position:start], text[start:stop], entry, column), stop


def _next_line(text: str, offset: int) -> int:
    end = text.find("\n", line_end(text, offset))
    return end + 1 if end >= 0 else len(text)


def lines(text: str) -> Iterator[str]:
    """Yield the lines of a text with their ends; only a line feed ends a line."""
    position = 0
    while position < len(text):
        stop = text.find("\n", position) + 1 or len(text)
        yield text[position:stop]
        position = stop


def shifted(block: Block, column: int) -> str:
    """Return the body of a block with its dash in another column."""
    if column == block.column:
        return block.body
    by = column - block.column
    if by > 0:
        return "".join(" " * by + line if line.strip() else line for line in lines(block.body))
    return "".join(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines(block.body))
