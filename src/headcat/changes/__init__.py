"""How a catalogue's bytes change: from drafts to proved new bytes, every step before the disk.

Pure. `headcat.catalogue` reads and writes the file; what it writes is made here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from headcat.changes.drafts import Mistake, keyed, settle
from headcat.changes.excerpts import Excerpt
from headcat.document import Edit, Lines, decode, encode
from headcat.document.edits import insertions, prove
from headcat.document.layout import entry_fields
from headcat.document.records import Reading, decode_text, read
from headcat.errors import Diagnostic, RefusedError, Severity
from headcat.model import Draft, Paper, Place
from headcat.rules import report
from headcat.vocabulary import Vocabulary
from headcat.words.difference import difference

_KEY: Final = re.compile(rb"- key: (['\"]?)([^\s'\"]+)\1\s")


@dataclass(frozen=True)
class Change:
    """What a write did, or would do: the papers with their lines, and the text before and after.

    `old` and `new` are texts, or a file's bytes, which are not decoded until somebody asks.
    """

    path: Path
    papers: tuple[tuple[Paper, int], ...]
    old: str | bytes
    new: str | bytes

    @cached_property
    def before(self) -> str:
        """The text before the change."""
        return _text(self.old)

    @cached_property
    def after(self) -> str:
        """The text after it."""
        return _text(self.new)

    def diff(self) -> str:
        """Return the change as a unified diff."""
        return difference(self.before, self.after, self.path.as_posix())


def additions(path: Path, data: bytes, drafts: Sequence[Draft]) -> tuple[bytes, Change]:
    """Return a catalogue's bytes with papers added, and the change.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes.
        drafts: the papers to add.

    Raises:
        RefusedError: catalogue or drafts are not as they must be.

    """
    text, bom = decode_text(str(path), data)
    papers, _, new = _added(path, text, drafts)
    return encode(new, bom=bom), Change(path, _located(papers, new), text, new)


def additions_by_excerpt(
    path: Path, data: bytes, part: Excerpt, drafts: Sequence[Draft]
) -> tuple[bytes, Change]:
    """Return what `additions` returns, having looked at an excerpt of the catalogue only.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes.
        part: the excerpt.
        drafts: the papers to add.

    Raises:
        RefusedError: the papers may not be added; the lines that it names are the excerpt's.

    """
    text, bom = decode_text(str(path), part.data)
    papers, edits, _ = _added(path, text, drafts)
    pieces: list[bytes] = []
    position = 0
    for edit in sorted(edits):
        place = part.place(len(encode(text[: edit.start], bom=bom)))
        pieces += [data[position:place], edit.new.encode("utf-8")]
        position = place
    new = b"".join([*pieces, data[position:]])
    begun = len(pieces[0])
    lines = (1 + new.count(b"\n", 0, _begin_of(paper.key, new, begun)) for paper in papers)
    located = tuple(zip(papers, lines, strict=True))
    return new, Change(path, located, data, new)


def _begin_of(key: str, data: bytes, start: int) -> int:
    """Return where the entry with a key begins, quoted or not, in bytes from `start` on."""
    wanted = key.encode("utf-8")
    return next(found.start() for found in _KEY.finditer(data, start) if found[2] == wanted)


def _added(path: Path, text: str, drafts: Sequence[Draft]) -> tuple[list[Paper], list[Edit], str]:
    """Return the papers that drafts become, the edits that add them, and the text with them."""
    reading = valid(path, text)
    papers = keyed(_settled(drafts, reading.vocabulary()), reading, str(path))
    edits, expected = insertions(reading.document, "papers", map(entry_fields, papers))
    return papers, edits, prove(reading.document, edits, expected)


def valid(path: Path, text: str) -> Reading:
    """Read a catalogue text that is to be changed.

    Raises:
        RefusedError: it has errors; whoever writes to it must mend them first.

    """
    reading = read(text)
    errors = report(str(path), reading)
    if errors:
        count = f"{len(errors)} errors" if len(errors) > 1 else "an error"
        message = f"{path} has {count}; mend the file, then try again"
        raise RefusedError(message, errors)
    return reading


def _settled(drafts: Sequence[Draft], vocabulary: Vocabulary) -> list[Draft]:
    settled: list[Draft] = []
    found: list[Diagnostic] = []
    for draft in drafts:
        done, mistakes = settle(draft, vocabulary)
        settled.append(done)
        found += diagnostics(draft, mistakes)
    if found:
        message = "the paper was not added" if len(drafts) == 1 else "no paper was added"
        raise RefusedError(message, tuple(found))
    return settled


def diagnostics(draft: Draft, mistakes: Iterable[Mistake]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a draft, where it was read."""
    for field, code, message in mistakes:
        place = draft.places.get(field) or draft.places.get("") or Place(_name(draft), 0, 0)
        yield Diagnostic(code, Severity.ERROR, *place, message)


def _name(draft: Draft) -> str:
    return f"the paper {draft.title!r}" if draft.title else "the paper"


def _located(papers: list[Paper], text: str) -> tuple[tuple[Paper, int], ...]:
    reading, lines = read(text), Lines(text)
    places = {record.value.key: lines.place(record.entry.start)[0] for record in reading.papers}
    return tuple((paper, places[paper.key]) for paper in papers)


def _text(content: str | bytes) -> str:
    return content if isinstance(content, str) else decode(content)[0]
