"""What was looked at and is not listed: how it gets into a catalogue, and how it is read from a large one.

Pure. Whether a paper is listed is not asked here: the rules find a catalogue that says both.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from headcat.changes import Change
from headcat.changes.revisions import Revision, revised
from headcat.document import encode, parse
from headcat.document.edits import with_section
from headcat.document.pieces import cut_up
from headcat.document.records import DECLINED_FIELDS, Reading, decode_text, read
from headcat.errors import RefusedError
from headcat.model import Declined
from headcat.words.identifiers import Identifier, identify

_SECTION = "declined"


def declined(path: Path, data: bytes, *papers: Declined) -> tuple[bytes, Change]:
    """Return a catalogue's bytes with papers declined, each in its place by its identifier, and the change.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes; the section is put at their end where there is none.
        papers: the papers.

    Raises:
        RefusedError: one is declined already, or the text cannot be changed safely.

    """
    text, bom = decode_text(str(path), data)
    document = parse(text)
    founded = text if document.problems else with_section(document, _SECTION)
    new, change = revised(path, encode(founded, bom=bom), lambda revision: _insert(revision, papers))
    return new, Change(path, (), text, change.after)


def _insert(revision: Revision, papers: tuple[Declined, ...]) -> None:
    taken = dict(_identified(revision.says(_SECTION)))
    for paper in papers:
        identifier = identify(paper.id)
        if identifier and identifier.same() in taken:
            line = revision.line(_SECTION, taken[identifier.same()])
            raise RefusedError(f"{paper.id} is declined already (line {line})")
    revision.insert(_SECTION, map(_fields, papers))


def _identified(entries: Iterable[Any]) -> Iterator[tuple[Identifier, int]]:
    """Yield the identifiers of entries in comparable form, each with the number of its entry."""
    for number, says in enumerate(entries):
        value = says.get("id") if isinstance(says, dict) else None
        identifier = identify(value) if isinstance(value, str) else None
        if identifier is not None:
            yield identifier.same(), number


def _fields(paper: Declined) -> dict[str, str]:
    fields = asdict(paper)
    return {name: fields[name] for name in DECLINED_FIELDS if fields[name]}


def declined_in(path: Path, data: bytes) -> tuple[Declined, ...]:
    """Return the papers that a catalogue declines, as far as they can be read.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes; of papers only the first and the last are read, if these can be told apart.

    Raises:
        RefusedError: it is no text.

    """
    reading = _around(path, data)
    if reading is None or reading.problems:
        reading = read(decode_text(str(path), data)[0])
    return tuple(record.value for record in reading.declined)


def _around(path: Path, data: bytes) -> Reading | None:
    """Read what stands around the papers, with the first and the last of them."""
    cut = cut_up(data)
    if cut is None:
        return None
    places = sorted({0, len(cut) - 1})
    parts = (cut.frame.head, *map(cut.piece, places), cut.frame.tail)
    reading = read(decode_text(str(path), b"".join(parts))[0])
    return reading if len(reading.papers) == len(places) else None
