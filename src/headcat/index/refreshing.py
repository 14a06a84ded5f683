"""How an index follows its catalogue: what changed is read, and nothing else.

A comparison tells which papers are gone and which are new, by the digests of their lines; it proves
at the same time that the catalogue says just that, for every other piece was read before and stands
between the same neighbours as far as YAML can see. What stands around the papers may be new too, if
only the vocabulary is the same. Where it cannot tell, the index is filled anew.
"""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from typing import Final, NamedTuple

from headcat.document.pieces import DIGEST_BYTES, PIECE_BYTES, Cut, cut_up, unpacked
from headcat.index.indexing import frame_digest, sound_papers
from headcat.index.tables import GAP, Tables, dump
from headcat.model import Paper
from headcat.rules.identity import identifiers
from headcat.store import Snapshot
from headcat.vocabulary import Vocabulary

_WAIT_MS: Final = 200
_MOST: Final = 0.5
_UPDATE: Final = """
UPDATE meta SET size = ?, mtime = ?, ctime = ?, inode = ?, digest = ?, seen = ?, ordered = ?,
    frame = ?, head_size = ?, head_lines = ?
"""


class Comparison(NamedTuple):
    """What became of a catalogue: which papers, by number, are gone, and which are new, by place.

    `pieces` are those of all papers, packed, the new ones' empty; `ordered` is whether the others stand
    by key as they did before, and `digest` the one of the bytes before.
    """

    digest: str
    cut: Cut
    gone: tuple[int, ...]
    new: dict[int, Paper]
    pieces: list[bytes]
    ordered: bool

    def says(self, papers: Iterable[Paper]) -> bool:
        """Tell whether just these papers are new."""
        return sorted(self.new.values(), key=_key) == sorted(papers, key=_key)


def compare(connection: sqlite3.Connection, data: bytes, vocabulary: Vocabulary) -> Comparison | None:
    """Compare an index with the bytes that its catalogue has now.

    Args:
        connection: the index's database.
        data: the catalogue's bytes.
        vocabulary: the index's.

    Returns:
        The comparison, or None where only reading all of it can tell.

    """
    sql = "SELECT digest, sound, ordered, frame, data FROM meta, pieces"
    digest, sound, ordered, frame, packed = connection.execute(sql).fetchone()
    cut = cut_up(data) if sound else None
    if cut is None:
        return None
    old = [packed[start : start + PIECE_BYTES] for start in range(0, len(packed), PIECE_BYTES)]
    known = {piece[:DIGEST_BYTES]: piece for piece in old}
    pieces = [known.get(digest, b"") for digest in cut.digests]
    kept = set(pieces)
    changed = [place for place, piece in enumerate(pieces) if not piece]
    if len(kept) + len(changed) - bool(changed) < len(pieces) or len(changed) > _MOST * len(pieces) + 1:
        return None  # a paper is there twice, or almost everything is new
    new = _read(cut, changed, vocabulary, reframed=frame_digest(cut.frame) != frame)
    if new is None:
        return None
    left = [piece for piece in old if piece in kept]
    ordered = bool(ordered) and left == [piece for piece in pieces if piece]
    gone = tuple(number for _, number, _, _ in unpacked(b"".join(each for each in old if each not in kept)))
    return Comparison(digest, cut, gone, new, pieces, ordered)


def _read(
    cut: Cut, changed: Sequence[int], vocabulary: Vocabulary, *, reframed: bool
) -> dict[int, Paper] | None:
    """Return the papers of some places, if nothing in them or around them is an error.

    What is new around the papers is read with the first and the last of them beside it, which proves
    that no paper becomes another by it, and must have the same vocabulary.
    """
    places = sorted({0, *changed, len(cut) - 1}) if reframed else changed
    found = sound_papers(cut.frame, map(cut.piece, places), None if reframed else vocabulary)
    if found is None or found.vocabulary != vocabulary:
        return None
    papers = dict(zip(places, found.papers, strict=True))
    return {place: papers[place] for place in changed}


def follow(
    connection: sqlite3.Connection,
    snapshot: Snapshot,
    vocabulary: Vocabulary,
    compared: Comparison | None = None,
) -> sqlite3.Connection | None:
    """Bring an index up to its catalogue.

    Where somebody reads the index for so long that it cannot be written, or the disk is full, a copy of
    it in memory is brought up instead.

    Args:
        connection: the index's database.
        snapshot: the catalogue.
        vocabulary: the index's.
        compared: their comparison, where it was made already.

    Returns:
        The connection to go on with, or None where the index must be filled anew.

    """
    compared = compared or compare(connection, snapshot.data, vocabulary)
    if compared is None:
        return None
    seen = time.time_ns()
    try:
        with _alone(connection, compared.digest):
            return connection if _apply(connection, compared, snapshot, vocabulary, seen) else None
    except sqlite3.OperationalError:
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.backup(copy)
        if copy.execute("SELECT digest FROM meta").fetchone() != (compared.digest,):
            return None  # somebody else has changed it, or it was changed here and could not be closed
        return copy if _apply(copy, compared, snapshot, vocabulary, seen) else None


@contextmanager
def _alone(connection: sqlite3.Connection, digest: str) -> Iterator[None]:
    """Keep everybody else out of a database, and let it be nobody's index while it is written.

    There is no journal beside the file, which would be taken for that of whatever is put in its
    place: who is killed while writing leaves an index of no version, which is filled anew.

    Raises:
        sqlite3.OperationalError: it is in use, or was changed meanwhile.

    """
    connection.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
    for pragma in ("journal_mode = MEMORY", "synchronous = NORMAL", "locking_mode = EXCLUSIVE"):
        connection.execute(f"PRAGMA {pragma}")
    try:
        with connection:
            connection.execute("BEGIN EXCLUSIVE")
            version, found = connection.execute("SELECT version, digest FROM meta").fetchone()
            if found != digest or not version:
                raise sqlite3.OperationalError("the index was changed meanwhile")
            connection.execute("UPDATE meta SET version = ''")
        try:
            yield
        finally:
            with connection:
                connection.execute("UPDATE meta SET version = ?", (version,))
    finally:
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA locking_mode = NORMAL")
            connection.execute("SELECT version FROM meta").fetchone()  # the lock goes with the next reading


def _apply(
    connection: sqlite3.Connection,
    compared: Comparison,
    snapshot: Snapshot,
    vocabulary: Vocabulary,
    seen: int,
) -> bool:
    """Write a comparison into the tables; where it brings an error into the catalogue, write nothing."""
    try:
        with connection:
            _replace_papers(connection, compared, vocabulary)
            _refuse_twins(connection, compared.new.values())
            frame = compared.cut.frame
            around = (frame_digest(frame), len(frame.head), frame.head.count(b"\n"))
            values = (*snapshot.stamp, snapshot.digest, seen, _is_ordered(connection, compared), *around)
            connection.execute("UPDATE pieces SET data = ?", (b"".join(compared.pieces),))
            connection.execute(_UPDATE, values)
    except sqlite3.IntegrityError:
        return False
    return True


def _replace_papers(connection: sqlite3.Connection, compared: Comparison, vocabulary: Vocabulary) -> None:
    tables = Tables(connection, vocabulary)
    for number in compared.gone:
        (text,) = connection.execute("SELECT json FROM record WHERE id = ?", (number,)).fetchone()
        tables.delete([(number, text)])
    for place, paper in sorted(compared.new.items(), key=lambda each: _key(each[1])):
        number = _number_of(connection, paper)
        compared.pieces[place] = compared.cut.known(place, number).packed()
        tables.insert([(number, dump(paper.to_json()))])


def _number_of(connection: sqlite3.Connection, paper: Paper) -> int:
    """Return the number that puts a paper between those that it is listed between.

    Raises:
        sqlite3.IntegrityError: there is none left.

    """
    day = (paper.date, paper.key)
    below = _first(connection, "date = ? AND key > ? ORDER BY key", day)
    if below is None:
        below = _first(connection, "date < ? ORDER BY date DESC, key", day[:1])
    above = _first(connection, "date = ? AND key < ? ORDER BY key DESC", day)
    if above is None:
        above = _first(connection, "date > ? ORDER BY date, key DESC", day[:1])
    if below is None:
        return GAP if above is None else above - GAP
    if above is None:
        return below + GAP
    if above - below < 2:  # noqa: PLR2004
        raise sqlite3.IntegrityError("no number is left between two papers")
    return (below + above) // 2


def _first(connection: sqlite3.Connection, where: str, parameters: Sequence[str]) -> int | None:
    row = connection.execute(f"SELECT id FROM paper WHERE {where} LIMIT 1", parameters).fetchone()  # noqa: S608
    return row[0] if row else None


def _refuse_twins(connection: sqlite3.Connection, papers: Iterable[Paper]) -> None:
    """Raise an IntegrityError where another paper has an identifier of one of these."""
    sql = "SELECT count(*) FROM identity WHERE kind = ? AND value = ?"
    for identifier in chain.from_iterable(map(identifiers, papers)):
        if connection.execute(sql, identifier).fetchone()[0] > 1:
            raise sqlite3.IntegrityError(f"two papers have the {identifier.kind} {identifier.value}")


def _is_ordered(connection: sqlite3.Connection, compared: Comparison) -> bool:
    """Tell whether papers, in the order of the file, stand by key."""
    return compared.ordered and all(_is_between(connection, compared, place) for place in compared.new)


def _is_between(connection: sqlite3.Connection, compared: Comparison, place: int) -> bool:
    """Tell whether a paper's key is not smaller than that before it, nor greater than that behind it."""
    near = unpacked(b"".join(compared.pieces[max(place - 1, 0) : place + 2]))
    sql = "SELECT key FROM paper WHERE id = ?"
    keys = [connection.execute(sql, (number,)).fetchone()[0] for _, number, _, _ in near]
    return keys == sorted(keys)


def _key(paper: Paper) -> str:
    return paper.key
