"""The derived index: everything a query needs, in SQLite, beside the user's other caches.

Never the truth: it is thrown away and built anew on any doubt, and where no folder can be written it
is built in memory. `Index` answers; nothing here changes a catalogue.
"""

import json
import os
import sqlite3
import time
import weakref
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from headcat import __version__, store
from headcat.errors import Diagnostic, RefusedError, Severity
from headcat.index.selection import select
from headcat.model import Head, Paper, Query, Venue
from headcat.vocabulary import Vocabulary

if TYPE_CHECKING:
    from headcat.index.indexing import Progress
    from headcat.index.refreshing import Comparison

# A file may change again within one tick of its file system's clock; 2 s is FAT's, the coarsest.
_YOUNG = 2_000_000_000
# How long somebody else may take to build the index before it is built in memory as well.
_WHILE_BUILT = store.Patience(60.0)
# Counts the layouts that the tables have had; an index of another layout is built anew.
SCHEMA = 4
_TERMS = "SELECT kind, json FROM term ORDER BY rowid"


class Numbered(NamedTuple):
    """A paper and the number that the index gives it."""

    number: int
    paper: Paper


class Plan(NamedTuple):
    """How a catalogue's file is laid out.

    `digest` is that of its bytes, `sound` whether it has no error, `ordered` whether its papers stand
    by key, `head_size` how many bytes stand before the first, `pieces` what is known of each, packed.
    """

    digest: str
    sound: bool
    ordered: bool
    head_size: int
    pieces: bytes


class Index:
    """An index that is known to be that of one catalogue file as it is now."""

    def __init__(
        self, connection: sqlite3.Connection, path: Path, progress: "Progress | None" = None
    ) -> None:
        """Wrap an open connection; use `Index.of`."""
        self._path = path
        self._progress = progress
        self._hold(connection)

    def _hold(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # Not by __del__, which the collector may call after the connection's own, too late.
        weakref.finalize(self, connection.close)

    @classmethod
    def of(cls, path: Path, progress: "Progress | None" = None) -> "Index":
        """Return the index of a catalogue file as it is now.

        Args:
            path: the catalogue.
            progress: is told, while a new index is filled, how much is done, and of how much.

        Raises:
            RefusedError: the file cannot be read, or is no text.

        """
        return cls(_open(path, progress), path, progress)

    def _rows(self, sql: str, parameters: tuple[str | int, ...] = ()) -> Iterator[Any]:
        """Yield the rows of a statement; where the index turns out to be damaged, from a new one."""
        given = 0
        parameters = tuple(map(_storable, parameters))
        try:
            for row in self._connection.execute(sql, parameters):
                given += 1
                yield row
        except sqlite3.DatabaseError:
            self._build_anew()
            yield from islice(self._connection.execute(sql, parameters), given, None)

    def rows(self, sql: str, parameters: tuple[str | int, ...] = ()) -> Iterator[Any]:
        """Return the rows of a question in SQL; it must not change anything."""
        return self._rows(sql, parameters)

    def _build_anew(self) -> None:
        self._connection.close()
        with suppress(OSError):
            _place(self._path).unlink()
        self._hold(_open(self._path, self._progress))

    def json(self, query: Query) -> Iterator[str]:
        """Return the JSON objects of the papers that a query asks for, as text, in its order.

        Raises:
            UsageError: the query names something that there is not.

        """
        sql, parameters = select(query, self.vocabulary(), "(SELECT json FROM record WHERE id = p.id)")
        return (text for (text,) in self._rows(sql, parameters))

    def find(self, query: Query) -> Iterator[Paper]:
        """Return the papers that a query asks for, in its order; raises what `json` raises."""
        return (Paper.from_json(json.loads(text)) for text in self.json(query))

    def by_key(self, prefix: str, *, whole: bool) -> list[Numbered]:
        """Return the papers with this key, or whose key begins so."""
        test = "key = ?1" if whole else "key >= ?1 AND key < ?1 || char(0x10FFFF)"
        return self._numbered(test, (prefix,))

    def by_identity(self, kind: str, value: str) -> list[Numbered]:
        """Return the papers that an identifier in comparable form belongs to."""
        test = "id IN (SELECT paper FROM identity WHERE kind = ? AND value = ?)"
        return self._numbered(test, (kind, value))

    def by_url(self, url: str) -> list[Numbered]:
        """Return the papers that have this link."""
        return self.by_identity("url", url)

    def _numbered(self, test: str, parameters: tuple[str | int, ...]) -> list[Numbered]:
        sql = f"SELECT id, json FROM paper JOIN record USING (id) WHERE {test} ORDER BY key"  # noqa: S608
        rows = self._rows(sql, parameters)
        return [Numbered(number, Paper.from_json(json.loads(text))) for number, text in rows]

    def papers(self, numbers: Iterable[int]) -> list[Paper]:
        """Return the papers that have some numbers."""
        return [found.paper for number in numbers for found in self._numbered("id = ?", (number,))]

    def around(self, stem: str) -> list[int]:
        """Return the papers whose keys begin so, with the one before them and the one behind."""
        end = f"{stem}\U0010ffff"
        sql = (
            "SELECT id FROM (SELECT id FROM paper WHERE key < ?1 ORDER BY key DESC LIMIT 1)"
            " UNION ALL SELECT id FROM paper WHERE key >= ?1 AND key < ?2"
            " UNION ALL SELECT id FROM (SELECT id FROM paper WHERE key >= ?2 ORDER BY key LIMIT 1)"
        )
        return [number for (number,) in self._rows(sql, (stem, end))]

    def plan(self) -> Plan:
        """Return how the catalogue's file is laid out."""
        return Plan._make(
            next(self._rows("SELECT digest, sound, ordered, head_size, data FROM meta, pieces"))
        )

    def compare(self, data: bytes) -> "Comparison | None":
        """Return what became of the catalogue, if it has these bytes now; None where it cannot be told."""
        from headcat.index.refreshing import compare

        with suppress(sqlite3.Error):
            vocabulary = self.vocabulary()  # first, for it may bring another connection
            return compare(self._connection, data, vocabulary)
        return None

    def follow(self, data: bytes, compared: "Comparison | None" = None) -> None:
        """Take over a change of the catalogue that was just written, as far as it can be.

        Args:
            data: the catalogue's bytes.
            compared: what `compare` returned of them.

        """
        from headcat.index.refreshing import follow

        # Of no known time: whoever asks next makes sure that these are still the bytes.
        snapshot = store.Snapshot(data, store.digest(data), store.Stamp(len(data), 0, 0, 0))
        with suppress(sqlite3.Error):
            vocabulary = self.vocabulary()
            follow(self._connection, snapshot, vocabulary, compared)

    def line(self, number: int) -> int:
        """Return the line that a paper's entry begins on."""
        from headcat.document.pieces import unpacked

        head_lines, data = next(self._rows("SELECT head_lines, data FROM meta, pieces"))
        line: int = 1 + head_lines
        before = takewhile(lambda piece: piece[1] != number, unpacked(data))
        return line + sum(lines for _, _, _, lines in before)

    def vocabulary(self) -> Vocabulary:
        """Return the heads and venues, in the file's order."""
        return _vocabulary(self._rows(_TERMS))

    def words(self) -> dict[str, int]:
        """Return the words that papers are searched by, each with the number of papers that have it."""
        with suppress(sqlite3.OperationalError):  # it is there already
            self._connection.execute("CREATE VIRTUAL TABLE temp.word USING fts5vocab(main, text, row)")
        return dict(self._rows("SELECT term, doc FROM temp.word"))

    def head_counts(self) -> dict[str, int]:
        """Return for each head the number of papers that name it or a narrower one."""
        vocabulary = self.vocabulary()
        own = dict(self._rows("SELECT name, count(*) FROM head GROUP BY name"))
        return {head.name: self._count(vocabulary.with_narrower(head.name), own) for head in vocabulary.heads}

    def _count(self, names: tuple[str, ...], own: dict[str, int]) -> int:
        if len(names) == 1:
            return own.get(names[0], 0)
        marks = ", ".join("?" * len(names))
        sql = f"SELECT count(DISTINCT paper) FROM head WHERE name IN ({marks})"  # noqa: S608
        count: int = next(self._rows(sql, names))[0]
        return count

    def problems(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong in the catalogue, in the text's order."""
        columns = "code, severity, line, column, message, key"
        rows = self._rows(f"SELECT {columns} FROM problem ORDER BY rowid")  # noqa: S608
        path = str(self._path)
        return tuple(Diagnostic(code, Severity(severity), path, *rest) for code, severity, *rest in rows)


def _storable(value: str | int) -> str | int:
    """Return a value that can be asked for: of bytes that are no text, as words of a command may be, a sign.

    Nothing that was read from a file has half a surrogate, and SQLite refuses them.
    """
    if isinstance(value, int) or value.isascii():
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _vocabulary(rows: Iterable[Any]) -> Vocabulary:
    terms = [(kind, json.loads(text)) for kind, text in rows]
    heads = (
        Head(**{**record, "aliases": tuple(record["aliases"])}) for kind, record in terms if kind == "head"
    )
    venues = (
        Venue(**{**record, "aliases": tuple(record["aliases"])}) for kind, record in terms if kind == "venue"
    )
    return Vocabulary(tuple(heads), tuple(venues))


def _open(path: Path, progress: "Progress | None") -> sqlite3.Connection:
    """Open the index of a catalogue file, building it where it cannot be brought up to it."""
    store.stamp(path)
    try:
        place = _place(path)
        before = _own(place)
        return _opened(place, path) or _build_on_disk(place, path, progress, before)
    except (OSError, sqlite3.Error, RefusedError):  # where the catalogue is at fault, it says so again
        return _build(":memory:", path, progress)


def at_hand(path: Path) -> sqlite3.Connection:
    """Open for reading the index of a catalogue file that lies on the disk, fresh or not.

    Raises:
        sqlite3.Error: there is none.

    """
    if not _own(_place(path)):
        raise sqlite3.OperationalError("there is no index")
    return sqlite3.connect(f"{_place(path).absolute().as_uri()}?mode=ro", uri=True)


def _place(path: Path) -> Path:
    """Return where the index of a catalogue lies: under the catalogue's own path, mirrored."""
    return store.cache_folder() / "index" / f"{str(path.resolve()).lstrip('/')}.sqlite"


def _connect(place: Path | str) -> sqlite3.Connection:
    # SQLite takes turns by itself; a catalogue may be handed from one thread to another.
    return sqlite3.connect(place, check_same_thread=False)


def _own(place: Path) -> int:
    """Return the inode of an index that nobody but its user can have written; 0 where there is none.

    Nor can anybody else have put a file beside it that SQLite would take for its journal.
    """
    if not (store.is_ours(store.cache_folder() / "index") and store.is_ours(place)):
        return 0
    return place.stat().st_ino


def _opened(place: Path, path: Path) -> sqlite3.Connection | None:
    """Open the index on disk, and bring it up to the file as it is now; None where that cannot be done."""
    stamp = store.stamp(path)
    if not _own(place):
        return None
    connection = _connect(place)
    found = None
    with suppress(sqlite3.Error, TypeError, ValueError):  # an empty, foreign or damaged one
        try:
            found = _current(connection, path, stamp)
        finally:
            if found is not connection:
                connection.close()
    return found


def _current(connection: sqlite3.Connection, path: Path, stamp: store.Stamp) -> sqlite3.Connection | None:
    meta = connection.execute("SELECT version, size, mtime, ctime, inode, digest, seen FROM meta").fetchone()
    version, *known, digest, seen = meta
    if version != _version():
        return None
    if store.Stamp(*known) == stamp and seen - max(stamp.mtime, stamp.ctime) > _YOUNG:
        return connection
    now = time.time_ns()
    snapshot = store.read(path)
    if snapshot.digest != digest:
        from headcat.index.refreshing import follow

        return follow(connection, snapshot, _vocabulary(connection.execute(_TERMS)))
    with suppress(sqlite3.Error), connection:
        # Without a journal file, which would be taken for that of whatever is put in this place.
        connection.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
        values = (*snapshot.stamp, now)
        connection.execute("UPDATE meta SET size = ?, mtime = ?, ctime = ?, inode = ?, seen = ?", values)
    return connection


def _version() -> str:
    return f"{SCHEMA} {__version__}"


def _build_on_disk(place: Path, path: Path, progress: "Progress | None", before: int) -> sqlite3.Connection:
    """Build the index under another name, then give it its own: who reads sees a whole one.

    One process at a time does so; who waited for it takes what it made. It is answered from as it was
    built, whatever others put in its place meanwhile.
    """
    from headcat.store import leftovers

    (store.cache_folder() / "index").mkdir(mode=0o700, parents=True, exist_ok=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    with store.lock(place, _WHILE_BUILT):
        if _own(place) != before and (found := _opened(place, path)):
            return found
        temporary = leftovers.unfinished(place)
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            connection = _build(temporary, path, progress)
            with suppress(OSError):
                _settle(temporary, place)
            return connection
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _settle(temporary: Path, place: Path) -> None:
    """Give a finished index its name; not before it is on the disk, for a name without it would deceive."""
    handle = os.open(temporary, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    temporary.replace(place)


def _build(place: Path | str, path: Path, progress: "Progress | None") -> sqlite3.Connection:
    from headcat.index.indexing import fill

    connection = _connect(place)
    try:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;"
        )
        fill(connection, path, _version(), progress)
    except BaseException:
        connection.close()
        raise
    return connection
