"""The canonical layout of a catalogue: one way to write what a file says, its comments kept.

Owns the order of papers, the empty lines and the comments between entries; `writing` spells the
entries, `comments` finds the comments. Pure. Every entry is written anew from what it says, and the
new text is proved to say the same with the same comments.

A mix of line breaks becomes CRLF. An empty section is its name alone.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from headcat import collector
from headcat.canonical.comments import Comment, Comments, blank_above, column_of, comments_of
from headcat.canonical.writing import Writer, beside_last, is_empty, said
from headcat.changes import Change
from headcat.document import Document, Entry, Lines, Problem, Scalar, Section, encode, parse
from headcat.document import Sequence as SequenceNode
from headcat.document.layout import scalar
from headcat.document.records import decode_text
from headcat.errors import Diagnostic, RefusedError, Severity

_INDENT: Final = "  "
_MARKER: Final = re.compile(r"^(?:---|\.\.\.|%\w+)", re.MULTILINE)
_BRACKET: Final = re.compile(r"^[^#\n]*?\{", re.MULTILINE)


class _Block(NamedTuple):
    """An entry as it is written: `gap` is whether an empty line parts it from what is above it.

    `free` are the comments above it that an empty line parts from it; those right above are in `lines`.
    """

    gap: bool
    free: list[Comment]
    lines: list[str]


def formatted(path: Path, data: bytes) -> tuple[bytes, Change]:
    """Return a catalogue's bytes in the canonical layout, and the change.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes.

    Raises:
        RefusedError: it cannot be read whole, or not be written anew without a loss.

    """
    text, bom = decode_text(str(path), data)
    new = canonical(text, str(path))
    return encode(new, bom=bom), Change(path, (), text, new)


def canonical(text: str, name: str) -> str:
    """Return a catalogue text in the canonical layout.

    Args:
        text: without byte order mark.
        name: what messages call it.

    Raises:
        RefusedError: it cannot be read whole, or not be written anew without a loss.

    """
    with collector.paused():
        new, comments, contents = _written(text, name)
        if new != text and not _proved(new, comments, contents):
            message = f"the new layout of {name} could not be proved to be right, so it was not made"
            raise RefusedError(message)
    return new


def _written(text: str, name: str) -> tuple[str, list[Comment], dict[str, list[Any]]]:
    """Return the new text, and the comments and contents of the old one."""
    document = parse(text)
    _refuse(document, name)
    newline = "\r\n" if "\r\n" in text else "\n"
    comments, contents = comments_of(document), _contents(document)
    lines = _Page(document, comments).lines(contents)
    return "".join(line + newline for line in lines), comments, contents


def _refuse(document: Document, name: str) -> None:
    problems = document.problems or sorted(_obstacles(document), key=lambda problem: problem.offset)
    if not problems:
        return
    lines = Lines(document.text)
    found = tuple(
        Diagnostic(code, Severity.ERROR, name, *lines.place(offset), message)
        for code, offset, message, _ in problems
    )
    raise RefusedError(f"{name} cannot be formatted; mend it, then try again", found)


def _obstacles(document: Document) -> Iterator[Problem]:
    """Yield what stands in a text that can be read, and cannot be written in the canonical layout."""
    text, sections = document.text, _in_order(document)
    first = sections[0].key.start if sections else len(text)
    last = _end(sections[-1]) if sections else len(text)
    for found in (*_MARKER.finditer(text, 0, first), *_MARKER.finditer(text, last)):
        yield Problem("HC009", found.start(), f"a document marker ({found[0]}); delete it")
    if bracket := _BRACKET.search(text, 0, first):
        message = "the whole catalogue is written in {brackets}; begin each section on a line of its own"
        yield Problem("HC009", bracket.end() - 1, message)
    for section in sections:
        if not isinstance(section.value, SequenceNode) and not is_empty(section.value):
            message = f"{section.name}: must be a list, each item begun by a dash"
            yield Problem("HC102", section.key.start, message)


def _contents(document: Document) -> dict[str, list[Any]]:
    """Return all that a document says, what is empty told from what is an empty text."""
    return {
        section.name: [entry.says() if entry.canonical else said(entry.node) for entry in section.entries]
        for section in document.sections.values()
    }


def _proved(new: str, comments: list[Comment], contents: dict[str, list[Any]]) -> bool:
    document = parse(new)
    if document.problems:
        return False
    expected = {**contents, "papers": sorted(contents.get("papers", ()), key=_key)}
    kept = Counter(comment.text for comment in comments_of(document))
    return {"papers": [], **_contents(document)} == expected and kept == Counter(
        comment.text for comment in comments
    )


class _Page:
    """Writes a document line by line; what it holds is how far it has come."""

    def __init__(self, document: Document, comments: list[Comment]) -> None:
        self._document = document
        self._comments = Comments(comments)
        self._writer = Writer(document.text, self._comments)
        self._lines: list[str] = []

    def lines(self, contents: dict[str, list[Any]]) -> list[str]:
        """Return the lines of the canonical layout.

        Args:
            contents: what each section's entries say.

        """
        text, sections = self._document.text, _in_order(self._document)
        ends = [*(section.key.start for section in sections[1:]), len(text)]
        before = -1
        for section, until in zip(sections, ends, strict=False):
            self._free(self._comments.take(section.key.start), "")
            if blank_above(text, section.key.start, before):
                self._blank()
            self._section(section, until, contents[section.name])
            before = _end(section)
        self._free(self._comments.take(len(text)), "")
        return self._lines

    def _section(self, section: Section, until: int, contents: list[Any]) -> None:
        comments, value = self._comments, section.value
        flow = isinstance(value, SequenceNode) and value.flow
        beside = comments.beside(value.start)
        if flow or isinstance(value, Scalar):
            beside += comments.beside(section.entries[0].start if section.entries else until)
        blocks = list(self._blocks(section, until))
        tail = []
        if flow:
            tail = comments.take(value.end)
            beside += comments.beside(until)
        tail += comments.deeper(column_of(self._document.text, section.key.start), until)
        self._lines += beside_last([], f"{scalar(section.name)}:", beside)
        self._entries(blocks, contents if section.name == "papers" else [])
        self._free(tail, _INDENT)

    def _entries(self, blocks: list[_Block], keyed: list[Any]) -> None:
        """Write entries, sorted where it is said what they say."""
        if not blocks:
            return
        top = blocks[0]
        self._paragraphs(top.free)  # they stay above whatever becomes the first
        order = list(range(len(blocks)))
        if keyed:
            order.sort(key=lambda place: _key(keyed[place]))
        first = order[0]
        blocks[0] = _Block(blocks[first].gap, [], top.lines)  # an empty line for the one that it loses
        for place in order:
            gap, free, lines = blocks[place]
            if gap and place != first:
                self._blank()
            self._paragraphs(free)
            self._lines += [_INDENT + line if line else line for line in lines]

    def _blocks(self, section: Section, until: int) -> Iterator[_Block]:
        """Yield the entries of a section as they are written, in the order of the text."""
        text, entries = self._document.text, section.entries
        before = section.key.end
        ends = [entry.start for entry in entries[1:]]
        ends.append(until if section.column is not None else section.value.end)
        for entry, end in zip(entries, ends, strict=False):
            found, dash = self._comments.take(entry.start), 0
            if section.column is not None:
                dash = text.rfind("\n" + " " * section.column + "-", before, entry.start) + 1
            gap = blank_above(text, dash, before)
            count = _free_count(found, dash, gap=gap)
            lines = [comment.text for comment in found[count:]]
            lines += self._written(entry, end, section)
            above = found and found[0].offset < dash
            yield _Block(found[0].gap if above else gap, found[:count], lines)
            before = entry.end

    def _written(self, entry: Entry, until: int, section: Section) -> list[str]:
        """Return the lines of an entry, not indented."""
        if not entry.canonical:
            return self._writer.item(entry.node, until, section.value, (section.name,))
        source = self._document.text[entry.start - len(_INDENT) : entry.end].split("\n")
        lines = [source[0], *(line.removeprefix(_INDENT) for line in source[1:])]
        below = self._comments.deeper(section.column or 0, until)
        return [*lines, *(_INDENT + comment.text for comment in below)]

    def _paragraphs(self, comments: list[Comment]) -> None:
        """Write comments that stand free above an entry, and the empty line that parts them from it."""
        if comments:
            self._free([comments[0]._replace(gap=False), *comments[1:]], _INDENT)
            self._blank()

    def _free(self, comments: list[Comment], indent: str) -> None:
        """Write comments on lines of their own, with the empty lines above them."""
        for comment in comments:
            if comment.gap:
                self._blank()
            self._lines.append(indent + comment.text)

    def _blank(self) -> None:
        """Write an empty line; none behind another, or one that belongs to the value above it."""
        if self._lines and self._lines[-1]:
            self._lines.append("")


def _free_count(comments: list[Comment], dash: int, *, gap: bool) -> int:
    """Return how many of the comments above an entry an empty line parts from it."""
    above = sum(comment.offset < dash for comment in comments)
    if gap:
        return above
    return max((place for place in range(above) if comments[place].gap), default=0)


def _in_order(document: Document) -> list[Section]:
    return sorted(document.sections.values(), key=lambda section: section.key.start)


def _end(section: Section) -> int:
    """Return where the last thing of a section ends."""
    if section.entries and section.column is not None:
        return section.entries[-1].end
    return section.value.end


def _key(fields: Any) -> str:
    """Return what a paper's place depends on; one without a key comes first."""
    key = fields.get("key") if isinstance(fields, dict) else None
    return key if isinstance(key, str) else ""
