"""A relational SQLite file with full-text search, as Datasette and sqlite-utils open it.

Tidy: every name, head and venue once, papers joined to them by tables that keep the order. `papers` has
authors and heads once more as text, to be read and searched. What could not be seen is written out.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

from headcat.errors import RefusedError
from headcat.formats import Context
from headcat.model import SUMMARY_PARTS, Head, Paper, Published, Summary, Venue
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import json_visible, visible_lines
from headcat.words.names import split_name

# Quotation marks as Datasette and sqlite-utils look for them to find the full-text index.
_SCHEMA: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE venues (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    full_name TEXT,
    kind TEXT NOT NULL
);
CREATE TABLE heads (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    stage TEXT,
    subgroup TEXT,
    broader_id INTEGER REFERENCES heads(id),
    definition TEXT,
    aliases TEXT NOT NULL
);
CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE papers (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    authors TEXT NOT NULL,
    date TEXT NOT NULL,
    year INTEGER,
    venue TEXT,
    venue_id INTEGER REFERENCES venues(id),
    heads TEXT NOT NULL,
    url TEXT,
    innovation TEXT,
    tasks TEXT,
    result TEXT,
    note TEXT,
    published_title TEXT,
    extra TEXT
);
CREATE TABLE paper_authors (
    paper_id INTEGER NOT NULL REFERENCES papers(id),
    position INTEGER NOT NULL,
    author_id INTEGER NOT NULL REFERENCES authors(id),
    PRIMARY KEY (paper_id, position)
);
CREATE TABLE published_authors (
    paper_id INTEGER NOT NULL REFERENCES papers(id),
    position INTEGER NOT NULL,
    author_id INTEGER NOT NULL REFERENCES authors(id),
    PRIMARY KEY (paper_id, position)
);
CREATE TABLE paper_heads (
    paper_id INTEGER NOT NULL REFERENCES papers(id),
    position INTEGER NOT NULL,
    head_id INTEGER NOT NULL REFERENCES heads(id),
    PRIMARY KEY (paper_id, position)
);
CREATE TABLE identifiers (
    paper_id INTEGER NOT NULL REFERENCES papers(id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (paper_id, kind)
);
CREATE TABLE links (
    paper_id INTEGER NOT NULL REFERENCES papers(id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    PRIMARY KEY (paper_id, position)
);
CREATE VIRTUAL TABLE papers_fts USING fts5 (
    title, authors, heads, venue, innovation, tasks, result, note, published_title,
    tokenize = "unicode61 remove_diacritics 2",
    content="papers", content_rowid="id"
);
"""
_FINISH: Final = """
CREATE INDEX paper_authors_author ON paper_authors(author_id);
CREATE INDEX published_authors_author ON published_authors(author_id);
CREATE INDEX paper_heads_head ON paper_heads(head_id);
CREATE INDEX papers_venue ON papers(venue_id);
INSERT INTO papers_fts(papers_fts) VALUES ('rebuild');
INSERT INTO papers_fts(papers_fts) VALUES ('optimize');
ANALYZE;
"""
_BATCH: Final = 1000
Row = tuple[Any, ...]


def write(papers: Iterable[Paper], context: Context, path: Path) -> None:
    """Write the file.

    Args:
        papers: the papers; they are numbered in their order.
        context: has the vocabulary, which is written whole.
        path: the file, which is empty or not there.

    Raises:
        RefusedError: it cannot be written.

    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN")
            file = _File(connection, context.vocabulary)
            numbered = zip(count(1), papers)
            while batch := list(islice(numbered, _BATCH)):
                file.insert(batch)
            connection.execute("COMMIT")
            connection.executescript(_FINISH)
    except sqlite3.Error as error:
        raise RefusedError(f"the SQLite file cannot be written: {error}") from error


class _File:
    """The tables as they grow; remembers the numbers of names, which come again and again."""

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
        self._connection = connection
        self._vocabulary = vocabulary
        self._authors: dict[str, int] = {}
        self._heads = {head.name: number for number, head in enumerate(vocabulary.heads, 1)}
        self._venues = {venue.name: number for number, venue in enumerate(vocabulary.venues, 1)}
        self._write("heads", map(self._head, vocabulary.heads))
        self._write("venues", map(self._venue, vocabulary.venues))

    def insert(self, papers: Iterable[tuple[int, Paper]]) -> None:
        """Write papers under their numbers."""
        authors, heads = len(self._authors), len(self._heads)
        rows: dict[str, list[Row]] = {}
        for number, paper in papers:
            for table, row in self._rows(number, paper):
                rows.setdefault(table, []).append(row)
        self._write("authors", ((at, name) for name, at in islice(self._authors.items(), authors, None)))
        unknown = islice(self._heads, heads, None)
        self._write("heads", map(self._head, map(Head, unknown)))
        for table, found in rows.items():
            self._write(table, found)

    def _write(self, table: str, rows: Iterable[Row]) -> None:
        shown = [tuple(map(_shown, row)) for row in rows]
        if shown:
            marks = ", ".join("?" * len(shown[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", shown)  # noqa: S608

    def _head(self, head: Head) -> Row:
        aliases = json_visible(json.dumps(head.aliases, ensure_ascii=False))
        broader = self._heads.get(head.broader or "")
        return self._heads[head.name], head.name, head.stage, head.group, broader, head.definition, aliases

    def _venue(self, venue: Venue) -> Row:
        return self._venues[venue.name], venue.name, venue.full, venue.kind

    def _rows(self, number: int, paper: Paper) -> Iterator[tuple[str, Row]]:
        """Yield the rows of a paper, each with its table."""
        published = paper.published or Published()
        names = [split_name(name).display() for name in paper.authors]
        yield "papers", self._paper(number, paper, "; ".join(names))
        others = [split_name(name).display() for name in published.authors]
        for table, people in (("paper_authors", names), ("published_authors", others)):
            for position, name in enumerate(people, 1):
                yield table, (number, position, _number(self._authors, name))
        for position, name in enumerate(paper.heads, 1):
            yield "paper_heads", (number, position, _number(self._heads, name))
        for kind, value in paper.ids.items():
            yield "identifiers", (number, kind, value)
        for position, link in enumerate(paper.links, 1):
            yield "links", (number, position, link.kind, link.url)

    def _paper(self, number: int, paper: Paper, authors: str) -> Row:
        summary, published = paper.summary or Summary(), paper.published or Published()
        found = self._vocabulary.find_venue(paper.venue) if paper.venue else None
        return (
            number,
            paper.key,
            paper.title,
            authors,
            paper.date,
            int(paper.year) if re.fullmatch("[0-9]{4}", paper.year) else None,
            paper.venue,
            self._venues[found[0].name] if found else None,
            "; ".join(paper.heads),
            paper.main_url(),
            *(getattr(summary, part) or None for part in SUMMARY_PARTS),
            paper.note,
            published.title,
            json_visible(json.dumps(paper.extra, ensure_ascii=False)) if paper.extra else None,
        )


def _number(numbers: dict[str, int], name: str) -> int:
    return numbers.setdefault(name, len(numbers) + 1)


def _shown(cell: Any) -> Any:
    return visible_lines(cell) if isinstance(cell, str) else cell
