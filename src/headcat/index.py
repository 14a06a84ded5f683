"""The derived index: everything a query needs, in SQLite, beside the user's other caches.

Never the truth: it is thrown away and built anew on any doubt, and where no folder can be written it
is built in memory. `Index` answers; nothing here changes a catalogue.
"""

import json
import os
import sqlite3
import time
import weakref
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from headcat import __version__, store
from headcat.errors import Diagnostic, Severity
from headcat.model import Head, Paper, Query, Venue
from headcat.selection import select
from headcat.vocabulary import Vocabulary

# A file may change again within one tick of its file system's clock; 2 s is FAT's, the coarsest.
_YOUNG = 2_000_000_000
# Counts the layouts that the tables have had; an index of another layout is built anew.
SCHEMA = 2


class Located(NamedTuple):
    """A paper and the line that its entry begins on."""

    paper: Paper
    line: int


def cache_folder() -> Path:
    """Return the folder of derived files: `HEADCAT_CACHE_DIR`, else the user's cache directory."""
    chosen = os.environ.get("HEADCAT_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("headcat", appauthor=False)


class Index:
    """An index that is known to be that of one catalogue file as it is now."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Wrap an open connection; use `Index.of`."""
        self._path = path
        self._hold(connection)

    def _hold(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        # Not by __del__, which the collector may call after the connection's own, too late.
        weakref.finalize(self, connection.close)

    @classmethod
    def of(cls, path: Path) -> "Index":
        """Return the index of a catalogue file, building it where it is not fresh.

        Raises:
            RefusedError: the file cannot be read, or is no text.

        """
        return cls(_open(path), path)

    def _rows(self, sql: str, parameters: tuple[str | int, ...] = ()) -> Iterator[Any]:
        """Yield the rows of a statement; where the index turns out to be damaged, from a new one."""
        given = 0
        try:
            for row in self._connection.execute(sql, parameters):
                given += 1
                yield row
        except sqlite3.DatabaseError:
            self._build_anew()
            yield from islice(self._connection.execute(sql, parameters), given, None)

    def _build_anew(self) -> None:
        self._connection.close()
        with suppress(OSError):
            _place(self._path).unlink()
        self._hold(_open(self._path))

    def json(self, query: Query) -> Iterator[str]:
        """Return the JSON objects of the papers that a query asks for, as text, in its order.

        Raises:
            UsageError: the query names something that there is not.

        """
        return (text for (text,) in self._rows(*select(query, self.vocabulary(), "p.json")))

    def find(self, query: Query) -> Iterator[Paper]:
        """Return the papers that a query asks for, in its order; raises what `json` raises."""
        return (Paper.from_json(json.loads(text)) for text in self.json(query))

    def by_key(self, prefix: str, *, whole: bool) -> list[Located]:
        """Return the papers with this key, or whose key begins so."""
        test = "key = ?1" if whole else "substr(key, 1, length(?1)) = ?1"
        return self._located(test, (prefix,))

    def by_identity(self, kind: str, value: str) -> list[Located]:
        """Return the papers that an identifier in comparable form belongs to."""
        test = "id IN (SELECT paper FROM identity WHERE kind = ? AND value = ?)"
        return self._located(test, (kind, value))

    def by_url(self, url: str) -> list[Located]:
        """Return the papers that have this link."""
        return self._located("id IN (SELECT paper FROM identity WHERE kind = 'url' AND value = ?)", (url,))

    def _located(self, test: str, parameters: tuple[str, ...]) -> list[Located]:
        sql = f"SELECT json, line FROM paper WHERE {test} ORDER BY key"  # noqa: S608
        rows = self._rows(sql, parameters)
        return [Located(Paper.from_json(json.loads(text)), line) for text, line in rows]

    def vocabulary(self) -> Vocabulary:
        """Return the heads and venues, in the file's order."""
        rows = list(self._rows("SELECT kind, json FROM term ORDER BY rowid"))
        heads = (json.loads(text) for kind, text in rows if kind == "head")
        venues = (json.loads(text) for kind, text in rows if kind == "venue")
        return Vocabulary(
            tuple(Head(**{**record, "aliases": tuple(record["aliases"])}) for record in heads),
            tuple(Venue(**{**record, "aliases": tuple(record["aliases"])}) for record in venues),
        )

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


def _open(path: Path) -> sqlite3.Connection:
    """Open the index of a catalogue file, building it where it is not fresh."""
    stamp = store.stamp(path)
    try:
        place = _place(path)
        return _fresh(place, path, stamp) or _build_on_disk(place, path)
    except (OSError, sqlite3.Error):
        return _build(":memory:", path)


def _place(path: Path) -> Path:
    folder = cache_folder() / "index"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{store.digest(os.fsencode(path.resolve()))}.sqlite"


def _connect(place: Path | str) -> sqlite3.Connection:
    # SQLite takes turns by itself; a catalogue may be handed from one thread to another.
    return sqlite3.connect(place, check_same_thread=False)


def _fresh(place: Path, path: Path, stamp: store.Stamp) -> sqlite3.Connection | None:
    """Open the index on disk if it is that of the file as it is now."""
    if not place.exists():
        return None
    connection = _connect(place)
    fresh = False
    with suppress(sqlite3.Error, TypeError, ValueError):  # an empty, foreign or damaged one
        try:
            fresh = _is_of(connection, path, stamp)
        finally:
            if not fresh:
                connection.close()
    return connection if fresh else None


def _is_of(connection: sqlite3.Connection, path: Path, stamp: store.Stamp) -> bool:
    meta = connection.execute("SELECT version, size, mtime, ctime, inode, digest, seen FROM meta").fetchone()
    version, *known, digest, seen = meta
    if version != _version() or stamp.size != known[0]:
        return False
    if store.Stamp(*known) == stamp and seen - max(stamp.mtime, stamp.ctime) > _YOUNG:
        return True
    now = time.time_ns()
    snapshot = store.read(path)
    if snapshot.digest != digest:
        return False
    with suppress(sqlite3.Error), connection:
        # Without a journal file, which would be taken for that of whatever is put in this place.
        connection.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
        values = (*snapshot.stamp, now)
        connection.execute("UPDATE meta SET size = ?, mtime = ?, ctime = ?, inode = ?, seen = ?", values)
    return True


def _version() -> str:
    return f"{SCHEMA} {__version__}"


def _build_on_disk(place: Path, path: Path) -> sqlite3.Connection:
    """Build the index under another name, then give it its own: who reads sees a whole one.

    It is answered from as it was built, whatever others put in its place meanwhile.
    """
    from tempfile import mkstemp

    handle, name = mkstemp(prefix=f"{place.stem}.", suffix=".tmp", dir=place.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        connection = _build(temporary, path)
        with suppress(OSError):
            temporary.replace(place)
        return connection
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _build(place: Path | str, path: Path) -> sqlite3.Connection:
    from headcat.indexing import fill

    connection = _connect(place)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        fill(connection, path, _version())
    except BaseException:
        connection.close()
        raise
    return connection
