"""How the index is filled: from a catalogue's bytes to rows.

Kept apart from `headcat.index` so that a query of a fresh index loads none of this. A catalogue
without errors is read some thousand papers at a time; one with errors whole, for its errors may be
anywhere.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise, repeat
from pathlib import Path
from typing import Any, Final, NamedTuple

from headcat import collector, store
from headcat.document import Lines
from headcat.document.pieces import Cut, Frame, Piece, cut_up
from headcat.document.records import Record, decode_text, read
from headcat.index.tables import GAP, KEYS, SCHEMA, Tables, dump, term
from headcat.model import Paper
from headcat.rules import inspect, report
from headcat.vocabulary import Vocabulary

Progress = Callable[[int, int], None]
_AT_ONCE: Final = 4096


def fill(connection: sqlite3.Connection, path: Path, version: str, progress: Progress | None = None) -> None:
    """Fill an empty database from a catalogue file.

    Args:
        connection: the database.
        path: the catalogue.
        version: what the index's layout is known by.
        progress: is told how much is done, and of how much.

    Raises:
        RefusedError: the file cannot be read, or is no text.

    """
    seen = time.time_ns()
    snapshot = store.read(path)
    connection.executescript(SCHEMA)
    with connection, collector.paused():
        filled = _fill_soundly(connection, snapshot.data, progress or _silently)
        if filled is None:
            filled = _fill_whole(connection, path, snapshot.data)
        known = (
            version,
            os.fsencode(path.resolve()).decode("utf-8", "backslashreplace"),
            *snapshot.stamp,
            snapshot.digest,
            seen,
            *filled,
        )
        _insert(connection, "meta", known)


class Sound(NamedTuple):
    """Papers as they are listed, and the vocabulary that they use."""

    papers: list[Paper]
    vocabulary: Vocabulary


def sound_papers(frame: Frame, pieces: Iterable[bytes], vocabulary: Vocabulary | None = None) -> Sound | None:
    """Read pieces, if each is one paper and nothing in them is an error.

    Args:
        frame: what stands around them.
        pieces: the papers' lines.
        vocabulary: that of the frame, where it is known.

    """
    try:
        texts = [piece.decode("utf-8") for piece in pieces]
        head, tail = frame.head.decode("utf-8").removeprefix("\ufeff"), frame.tail.decode("utf-8")
    except UnicodeDecodeError:
        return None
    with collector.paused():
        reading = read(f"{head}{''.join(texts)}{tail}")
        begun = accumulate(map(len, texts), initial=len(head))
        starts = [
            start + len(text) - len(text.lstrip(" -")) for start, text in zip(begun, texts, strict=False)
        ]
        if [record.entry.start for record in reading.papers] != starts or inspect(reading):
            return None
        vocabulary = vocabulary or reading.vocabulary()
        return Sound([vocabulary.settled(record.value) for record in reading.papers], vocabulary)


def frame_digest(frame: Frame) -> bytes:
    """Return by what it is told that what stands around the papers is unchanged."""
    return bytes.fromhex(store.digest(b"%d %b%b" % (len(frame.head), *frame)))


class _Filled(NamedTuple):
    """What the table `meta` says of how an index was filled."""

    sound: bool
    ordered: bool
    frame: bytes
    head_size: int
    head_lines: int


def _silently(done: int, count: int) -> None:
    del done, count


def _fill_soundly(connection: sqlite3.Connection, data: bytes, progress: Progress) -> _Filled | None:
    """Fill the tables from a catalogue without errors; leave them empty where it is none."""
    cut = cut_up(data)
    found = cut and _staged(cut, progress)
    if not cut or not found:
        return None
    staged, vocabulary = found
    keys = [key for _, key, _, _ in staged]
    if len(set(keys)) < len(keys):
        return None
    numbers = [0] * len(staged)
    _insert_terms(connection, vocabulary)
    tables = Tables(connection, vocabulary)
    ordered = iter(_oldest_first(staged))
    number = 0
    while chunk := list(islice(ordered, _AT_ONCE)):
        rows = []
        for _, _, text, place in chunk:
            number += GAP
            numbers[place] = number
            rows.append((number, text.decode("utf-8")))
        tables.insert(rows)
        progress(len(cut) + number // GAP, 2 * len(cut))
    if _has_twins(connection):
        _empty(connection)
        return None
    connection.executescript(KEYS)
    pieces = (cut.known(place, number).packed() for place, number in enumerate(numbers))
    _insert(connection, "pieces", (b"".join(pieces),))
    head = cut.frame.head
    return _Filled(True, keys == sorted(keys), frame_digest(cut.frame), len(head), head.count(b"\n"))


_Staged = tuple[str, str, bytes, int]


def _staged(cut: Cut, progress: Progress) -> tuple[list[_Staged], Vocabulary] | None:
    """Return of each paper its date, its key, its JSON and its place; None where something is wrong."""
    vocabulary = None
    staged: list[_Staged] = []
    frame = cut.frame
    for first in range(0, len(cut), _AT_ONCE):
        last = min(first + _AT_ONCE, len(cut))
        sound = sound_papers(frame, map(cut.piece, range(first, last)), vocabulary)
        if sound is None:
            return None
        vocabulary = sound.vocabulary
        for place, paper in enumerate(sound.papers, first):
            staged.append((paper.date, paper.key, dump(paper.to_json()).encode("utf-8"), place))
        progress(last, 2 * len(cut))
    return staged, vocabulary or Vocabulary()


def _oldest_first(staged: list[Any]) -> list[Any]:
    """Return papers in the order of their dates, those of one date by key from Z to A."""
    by_key = sorted(staged, key=lambda each: each[1], reverse=True)
    return sorted(by_key, key=lambda each: each[0])


def _has_twins(connection: sqlite3.Connection) -> bool:
    """Tell whether two papers have one identifier."""
    sql = "SELECT 1 FROM identity WHERE kind NOT IN ('url', 'title') GROUP BY value, kind HAVING count(*) > 1"
    return connection.execute(f"{sql} LIMIT 1").fetchone() is not None


def _empty(connection: sqlite3.Connection) -> None:
    for table in ("paper", "record", "head", "author", "has", "identity", "term"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608
    connection.execute("INSERT INTO text(text) VALUES ('delete-all')")


def _fill_whole(connection: sqlite3.Connection, path: Path, data: bytes) -> _Filled:
    """Fill the tables from a catalogue that has errors, or stands in an unusual form."""
    reading = read(decode_text(str(path), data)[0])
    vocabulary = reading.vocabulary()
    _insert_terms(connection, vocabulary)
    lines = Lines(reading.document.text)
    records = list(_first_of_each_key(reading.papers))
    staged = [(record.value.date, record.value.key, place) for place, record in enumerate(records)]
    numbers = [0] * len(records)
    for number, (_, _, place) in enumerate(_oldest_first(staged), 1):
        numbers[place] = number * GAP
    texts = [dump(vocabulary.settled(record.value).to_json()) for record in records]
    Tables(connection, vocabulary).insert(sorted(zip(numbers, texts, strict=True)))
    for problem in report(str(path), reading):
        _insert(connection, "problem", (*problem[:2], *problem[3:]))
    connection.executescript(KEYS)
    begun = [lines.place(record.entry.start)[0] for record in records]
    # Without digests, for nothing of it is to be found again: only the papers' lines are.
    heights = [behind - line for line, behind in pairwise([*begun, *begun[-1:]])]
    pieces = (Piece(b"", *each).packed() for each in zip(numbers, repeat(0), heights, strict=False))
    _insert(connection, "pieces", (b"".join(pieces),))
    return _Filled(False, False, b"", 0, begun[0] - 1 if begun else 0)


def _first_of_each_key(records: Sequence[Record[Paper]]) -> Iterator[Record[Paper]]:
    seen = set()
    for record in records:
        if record.value.key not in seen:
            seen.add(record.value.key)
            yield record


def _insert_terms(connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
    for kind, terms in (("head", vocabulary.heads), ("venue", vocabulary.venues)):
        for each in terms:
            _insert(connection, "term", (kind, term(each)))


def _insert(connection: sqlite3.Connection, table: str, row: tuple[Any, ...]) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608
