"""Answers to links, kept for some days, so that nobody is asked twice for the same.

A cache: what cannot be read or written is asked for again. What may be otherwise in a minute, a
time-out or a server's own trouble, is never kept.
"""

import json
import sqlite3
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from headcat import store
from headcat.upkeep.linking import Answer, is_well

_DAY: Final = 24 * 60 * 60
_WEEK: Final = 7 * _DAY
_PASSING: Final = frozenset({408, 425, 429})
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS answer"
    " (url TEXT, page INT, asked REAL, json TEXT, PRIMARY KEY (url, page)) WITHOUT ROWID"
)


class Answers:
    """The answers that are kept in a file; where none can be written, nothing is."""

    def __init__(self, path: Path) -> None:
        """Use a file; it is made when the first answer comes."""
        self._path = path

    def of(self, urls: Collection[str], *, page: bool) -> dict[str, Answer]:
        """Return those of the answers to links that are fresh.

        Args:
            urls: the links.
            page: whether they are wanted with what their pages say.

        """
        found: dict[str, Answer] = {}
        with suppress(sqlite3.Error, OSError, ValueError, TypeError, KeyError), self._opened() as connection:
            for url in urls:
                row = connection.execute(
                    "SELECT asked, json FROM answer WHERE url = ? AND page >= ? ORDER BY asked DESC",
                    (url, page),
                ).fetchone()
                answer = _read(row[1]) if row else None
                if answer and 0 <= time.time() - row[0] < _lasts(answer):
                    found[url] = answer
        return found

    def keep(self, url: str, answer: Answer, *, page: bool) -> None:
        """Keep an answer as long as it may be believed."""
        if not _lasts(answer):
            return
        row = (url, page, time.time(), json.dumps(asdict(answer)))
        with suppress(sqlite3.Error, OSError, ValueError), self._opened() as connection, connection:
            connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", row)
            connection.execute("DELETE FROM answer WHERE asked < ?", (time.time() - _WEEK,))

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not store.is_ours(self._path.parent):
            raise PermissionError(f"others can write to {self._path.parent}")
        with closing(sqlite3.connect(self._path, timeout=1)) as connection:
            try:
                connection.execute(_TABLE)
            except sqlite3.OperationalError:  # somebody else is writing
                raise
            except sqlite3.DatabaseError:  # it is no database (any more)
                self._path.unlink()
                raise
            yield connection


def _lasts(answer: Answer) -> int:
    """Return for how many seconds an answer is kept."""
    if answer.problem or answer.status in _PASSING or answer.status >= 500:  # noqa: PLR2004 - RFC 9110, 15.6
        return 0
    return _WEEK if is_well(answer.status) and not answer.challenge else _DAY


def _read(text: str) -> Answer:
    said = json.loads(text)
    return Answer(**said | {"titles": tuple(said["titles"])})
