"""The derived index: everything a query needs, in SQLite, beside the user's other caches.

Never the truth: it is thrown away and built anew on any doubt, and where no folder can be written it
is built in memory. `Index` answers; nothing here changes a catalogue.
"""

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from headcat import __version__, store
from headcat.errors import Diagnostic, Severity
from headcat.model import Head, Paper, Query, Venue
from headcat.selection import select
from headcat.vocabulary import Vocabulary

# A file may change again within one tick of its file system's clock; 2 s is FAT's, the coarsest.
_YOUNG = 2_000_000_000
# Counts the layouts that the tables have had; an index of another layout is built anew.
SCHEMA = 1


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
        self._connection = connection
        self._path = path

    @classmethod
    def of(cls, path: Path) -> "Index":
        """Return the index of a catalogue file, building it where it is not fresh.

        Raises:
            RefusedError: the file cannot be read, or is no text.

        """
        stamp = store.stamp(path)
        try:
            place = _place(path)
            connection = _fresh(place, path, stamp) or _build_on_disk(place, path)
        except (OSError, sqlite3.Error):
            connection = sqlite3.connect(":memory:")
            _fill(connection, path)
        return cls(connection, path)

    def json(self, query: Query) -> Iterator[str]:
        """Yield the JSON objects of the papers that a query asks for, as text, in its order."""
        sql, parameters = select(query, self.vocabulary(), "p.json")
        for (text,) in self._connection.execute(sql, parameters):
            yield text

    def find(self, query: Query) -> Iterator[Paper]:
        """Yield the papers that a query asks for, in its order."""
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
        rows = self._connection.execute(sql, parameters)
        return [Located(Paper.from_json(json.loads(text)), line) for text, line in rows]

    def vocabulary(self) -> Vocabulary:
        """Return the heads and venues, in the file's order."""
        rows = self._connection.execute("SELECT kind, json FROM term ORDER BY rowid").fetchall()
        heads = (json.loads(text) for kind, text in rows if kind == "head")
        venues = (json.loads(text) for kind, text in rows if kind == "venue")
        return Vocabulary(
            tuple(Head(**{**record, "aliases": tuple(record["aliases"])}) for record in heads),
            tuple(Venue(**{**record, "aliases": tuple(record["aliases"])}) for record in venues),
        )

    def head_counts(self) -> dict[str, int]:
        """Return for each head the number of papers that name it or a narrower one."""
        vocabulary = self.vocabulary()
        own = dict(self._connection.execute("SELECT name, count(*) FROM head GROUP BY name"))
        return {head.name: self._count(vocabulary.with_narrower(head.name), own) for head in vocabulary.heads}

    def _count(self, names: tuple[str, ...], own: dict[str, int]) -> int:
        if len(names) == 1:
            return own.get(names[0], 0)
        marks = ", ".join("?" * len(names))
        sql = f"SELECT count(DISTINCT paper) FROM head WHERE name IN ({marks})"  # noqa: S608
        count: int = self._connection.execute(sql, names).fetchone()[0]
        return count

    def problems(self) -> tuple[Diagnostic, ...]:
        """Return what is wrong in the catalogue, in the text's order."""
        columns = "code, severity, line, column, message, key"
        rows = self._connection.execute(f"SELECT {columns} FROM problem ORDER BY rowid")  # noqa: S608
        path = str(self._path)
        return tuple(Diagnostic(code, Severity(severity), path, *rest) for code, severity, *rest in rows)


def _place(path: Path) -> Path:
    folder = cache_folder() / "index"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder / f"{store.digest(os.fsencode(path.resolve()))}.sqlite"


def _fresh(place: Path, path: Path, stamp: store.Stamp) -> sqlite3.Connection | None:
    """Open the index on disk if it is that of the file as it is now."""
    if not place.exists():
        return None
    connection = sqlite3.connect(place)
    try:
        meta = connection.execute("SELECT version, size, mtime, inode, digest, seen FROM meta").fetchone()
        version, *known, digest, seen = meta
        if version == _version() and store.Stamp(*known) == stamp and seen - stamp.mtime > _YOUNG:
            return connection
        if version == _version() and stamp.size == known[0] and store.read(path).digest == digest:
            with suppress(sqlite3.Error), connection:
                values = (*stamp, time.time_ns())
                connection.execute("UPDATE meta SET size = ?, mtime = ?, inode = ?, seen = ?", values)
            return connection
    except (sqlite3.Error, TypeError, ValueError):
        pass
    connection.close()
    return None


def _version() -> str:
    return f"{SCHEMA} {__version__}"


def _build_on_disk(place: Path, path: Path) -> sqlite3.Connection:
    """Build the index under another name, then give it its own: who reads sees a whole one."""
    temporary = place.with_suffix(f".{os.getpid()}.tmp")
    try:
        with suppress(FileNotFoundError):
            temporary.unlink()
        with closing(sqlite3.connect(temporary)) as connection:
            connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            _fill(connection, path)
        temporary.replace(place)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return sqlite3.connect(place)


def _fill(connection: sqlite3.Connection, path: Path) -> None:
    from headcat.indexing import fill

    fill(connection, path, _version())
