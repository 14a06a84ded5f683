"""How the index is filled: from a catalogue's bytes to rows.

Kept apart from `headcat.index` so that a query of a fresh index loads none of this.
"""

import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from headcat import store
from headcat.dates import span
from headcat.document import Lines
from headcat.folding import fold, words
from headcat.model import Head, Paper, Venue
from headcat.names import split_name
from headcat.records import Record, decode_text, read
from headcat.rules import report
from headcat.rules.identity import identifiers
from headcat.vocabulary import Vocabulary

_SCHEMA = """
CREATE TABLE meta (version TEXT, size INT, mtime INT, ctime INT, inode INT, digest TEXT, seen INT);
CREATE TABLE paper (id INTEGER PRIMARY KEY, key TEXT, line INT, title TEXT, author TEXT, date TEXT,
    first_day TEXT, last_day TEXT, venue TEXT, series TEXT, json TEXT);
CREATE TABLE head (paper INT, name TEXT);
CREATE TABLE author (paper INT, name TEXT);
CREATE TABLE has (paper INT, what TEXT);
CREATE TABLE identity (kind TEXT, value TEXT, paper INT);
CREATE TABLE term (kind TEXT, json TEXT);
CREATE TABLE problem (code TEXT, severity TEXT, line INT, column INT, message TEXT, key TEXT);
CREATE VIRTUAL TABLE text USING fts5(title, heads, authors, venue, summary, content='', tokenize='ascii');
"""
_KEYS = """
CREATE INDEX paper_key ON paper (key);
CREATE INDEX head_name ON head (name, paper);
CREATE INDEX has_what ON has (what, paper);
CREATE INDEX identity_value ON identity (value, kind);
"""


def fill(connection: sqlite3.Connection, path: Path, version: str) -> None:
    """Fill an empty database from a catalogue file.

    Args:
        connection: the database.
        path: the catalogue.
        version: what the index's layout is known by.

    Raises:
        RefusedError: the file cannot be read, or is no text.

    """
    seen = time.time_ns()
    snapshot = store.read(path)
    reading = read(decode_text(str(path), snapshot.data)[0])
    connection.executescript(_SCHEMA)
    with connection:
        _insert(connection, "meta", (version, *snapshot.stamp, snapshot.digest, seen))
        vocabulary = reading.vocabulary()
        for kind, terms in (("head", vocabulary.heads), ("venue", vocabulary.venues)):
            for term in terms:
                _insert(connection, "term", (kind, _dump(_term(term))))
        lines = Lines(reading.document.text)
        for number, record in enumerate(_first_of_each_key(reading.papers)):
            paper = vocabulary.settled(record.value)
            _insert_paper(connection, number, paper, lines.place(record.entry.start)[0], vocabulary)
        for problem in report(str(path), reading):
            _insert(connection, "problem", (*problem[:2], *problem[3:]))
    connection.executescript(_KEYS)


def _first_of_each_key(records: list[Record[Paper]]) -> Iterator[Record[Paper]]:
    seen = set()
    for record in records:
        if record.value.key not in seen:
            seen.add(record.value.key)
            yield record


def _insert_paper(
    connection: sqlite3.Connection, number: int, paper: Paper, line: int, vocabulary: Vocabulary
) -> None:
    series = vocabulary.find_venue(paper.venue) if paper.venue else None
    first_author = "".join(split_name(name).sorted_form() for name in paper.authors[:1])
    names = (paper.key, line, fold(paper.title), fold(first_author), paper.date, *span(paper.date))
    venue = (paper.venue, series[0].name if series else None)
    _insert(connection, "paper", (number, *names, *venue, _dump(paper.to_json())))
    for table, values in (
        ("head", paper.heads),
        ("author", [" ".join(words(name)) for name in paper.authors]),
        ("has", sorted(_features(paper))),
    ):
        for value in values:
            _insert(connection, table, (number, value))
    for identifier in identifiers(paper):
        _insert(connection, "identity", (*identifier, number))
    for link in paper.links:
        _insert(connection, "identity", ("url", link.url, number))
    _insert(
        connection, "text(rowid, title, heads, authors, venue, summary)", _text_row(number, paper, series)
    )


def _text_row(number: int, paper: Paper, series: Any) -> tuple[int | str, ...]:
    published = paper.published
    titles = [paper.title, (published and published.title) or ""]
    venue = [paper.venue or "", (series[0].full if series else "") or ""]
    summary = [text for _, text in paper.summary.parts()] if paper.summary else []
    parts = (titles, paper.heads, paper.authors, venue, summary)
    return number, *(" ".join(words(" ".join(part))) for part in parts)


def _features(paper: Paper) -> set[str]:
    fields = ("summary", "note", "venue", "heads", "published")
    return {link.kind for link in paper.links} | set(paper.ids) | {f for f in fields if getattr(paper, f)}


def _term(term: Head | Venue) -> dict[str, Any]:
    return {name: getattr(term, name) for name in term.__dataclass_fields__}


def _dump(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "))


def _insert(connection: sqlite3.Connection, table: str, row: tuple[Any, ...]) -> None:
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} VALUES ({marks})", row)  # noqa: S608
