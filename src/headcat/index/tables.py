"""The tables of the derived index, and a paper as their rows.

Pure but for the statements that it gives to a connection. Papers are numbered as they are listed,
the oldest first, so that the newest of any set are found without sorting it; the gaps between the
numbers let papers come between.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any, Final

from headcat.model import Head, Paper, Venue
from headcat.rules.identity import identifiers, titles
from headcat.vocabulary import Vocabulary
from headcat.words.dates import span
from headcat.words.folding import fold, words
from headcat.words.names import split_name

GAP: Final = 1 << 16
SCHEMA: Final = """
CREATE TABLE meta (version TEXT, path TEXT, size INT, mtime INT, ctime INT, inode INT, digest TEXT,
    seen INT, sound INT, ordered INT, frame BLOB, head_size INT, head_lines INT);
CREATE TABLE pieces (data BLOB);
CREATE TABLE paper (id INTEGER PRIMARY KEY, key TEXT, title TEXT, author TEXT, date TEXT,
    first_day TEXT, last_day TEXT, venue TEXT, series TEXT);
CREATE TABLE record (id INTEGER PRIMARY KEY, json TEXT);
CREATE TABLE head (name TEXT, paper INT, PRIMARY KEY (name, paper)) WITHOUT ROWID;
CREATE TABLE author (name TEXT, paper INT, spelling TEXT, PRIMARY KEY (name, paper)) WITHOUT ROWID;
CREATE TABLE has (what TEXT, paper INT, PRIMARY KEY (what, paper)) WITHOUT ROWID;
CREATE TABLE identity (value TEXT, kind TEXT, paper INT, PRIMARY KEY (value, kind, paper)) WITHOUT ROWID;
CREATE TABLE term (kind TEXT, json TEXT);
CREATE TABLE problem (code TEXT, severity TEXT, line INT, column INT, message TEXT, key TEXT);
CREATE VIRTUAL TABLE text USING fts5(title, heads, authors, venue, summary, content='', tokenize='ascii');
"""
KEYS: Final = """
CREATE UNIQUE INDEX paper_key ON paper (key);
CREATE INDEX paper_date ON paper (date, key);
CREATE INDEX paper_series ON paper (series, venue);
"""
_INSERT: Final = {
    "paper": "INSERT INTO paper VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "record": "INSERT INTO record VALUES (?, ?)",
    "head": "INSERT INTO head VALUES (?, ?)",
    "author": "INSERT OR IGNORE INTO author VALUES (?, ?, ?)",
    "has": "INSERT INTO has VALUES (?, ?)",
    "identity": "INSERT INTO identity VALUES (?, ?, ?)",
    "text": "INSERT INTO text(rowid, title, heads, authors, venue, summary) VALUES (?, ?, ?, ?, ?, ?)",
}
# A full-text index without the texts must be told what it forgets (FTS5, section 4.4.3).
_DELETE: Final = {
    "paper": "DELETE FROM paper WHERE id = ?1",
    "record": "DELETE FROM record WHERE id = ?1",
    "head": "DELETE FROM head WHERE name = ?1 AND paper = ?2",
    "author": "DELETE FROM author WHERE name = ?1 AND paper = ?2",
    "has": "DELETE FROM has WHERE what = ?1 AND paper = ?2",
    "identity": "DELETE FROM identity WHERE value = ?1 AND kind = ?2 AND paper = ?3",
    "text": "INSERT INTO text(text, rowid, title, heads, authors, venue, summary)"
    " VALUES ('delete', ?, ?, ?, ?, ?, ?)",
}
Row = tuple[Any, ...]


class Tables:
    """Writes papers into the tables; remembers what names and venues come to, which come again and again.

    Args:
        connection: the database.
        vocabulary: the catalogue's.

    """

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary) -> None:
        self._connection = connection
        self._vocabulary = vocabulary

    def insert(self, papers: Iterable[tuple[int, str]]) -> None:
        """Write papers, each as its JSON text, under their numbers, which ascend."""
        self._execute(_INSERT, papers)

    def delete(self, papers: Iterable[tuple[int, str]]) -> None:
        """Take out papers, which are given as they were written."""
        self._execute(_DELETE, papers)

    def _execute(self, statements: dict[str, str], papers: Iterable[tuple[int, str]]) -> None:
        rows: dict[str, list[Row]] = {table: [] for table in statements}
        for number, text in papers:
            self._add_rows(rows, number, text)
        for table, statement in statements.items():
            count = statement.count("?")
            self._connection.executemany(statement, [row[:count] for row in sorted(rows[table])])

    def _add_rows(self, rows: dict[str, list[Row]], number: int, text: str) -> None:
        paper = Paper.from_json(json.loads(text))
        series, full = self._series(paper.venue)
        authors = [self._author(author) for author in paper.authors]
        about = (paper.key, fold(paper.title), self._sorted_form(paper.authors[:1]), paper.date)
        rows["paper"].append((number, *about, *span(paper.date), paper.venue, series))
        rows["record"].append((number, text))
        rows["head"] += [(name, number) for name in paper.heads]
        rows["author"] += [(folded, number, spelling) for folded, spelling in authors]
        rows["has"] += [(what, number) for what in _features(paper)]
        rows["identity"] += [(value, kind, number) for kind, value in _identities(paper)]
        heads = " ".join(map(self._words, paper.heads))
        names = " ".join(folded for folded, _ in authors)
        rows["text"].append((number, _title(paper), heads, names, full, _summary(paper)))

    @cached_property
    def _words(self) -> Any:
        return cache(_searchable)

    @cached_property
    def _author(self) -> Any:
        return cache(lambda name: (_searchable(name), split_name(name).display()))

    @cached_property
    def _sorted_form(self) -> Any:
        return cache(lambda names: "".join(fold(split_name(name).sorted_form()) for name in names))

    @cached_property
    def _series(self) -> Any:
        return cache(self._find_series)

    def _find_series(self, venue: str | None) -> tuple[str | None, str]:
        """Return the name of a venue's series, and the folded words that the venue is found by."""
        found = self._vocabulary.find_venue(venue) if venue else None
        full = (found[0].full if found else "") or ""
        return found[0].name if found else None, _searchable(f"{venue or ''} {full}")


def dump(record: dict[str, Any]) -> str:
    """Return a record as JSON text."""
    return json.dumps(record, ensure_ascii=False, separators=(", ", ": "))


def term(each: Head | Venue) -> str:
    """Return a head or venue as JSON text."""
    return dump({name: getattr(each, name) for name in each.__dataclass_fields__})


def _title(paper: Paper) -> str:
    published = paper.published
    return _searchable(f"{paper.title} {(published and published.title) or ''}")


def _summary(paper: Paper) -> str:
    return _searchable(" ".join(text for _, text in paper.summary.parts())) if paper.summary else ""


def _searchable(text: str) -> str:
    """Return text whose words, as SQLite's tokenizer `ascii` finds them, are its folded words."""
    if text.isascii() and "\\" not in text:  # most are: what parts words is the same for both then
        return text.lower().replace("'", "")
    return " ".join(words(text))


def _identities(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield what a paper can be asked for by: identifiers, folded titles, links."""
    yield from identifiers(paper)
    for title in titles(paper):
        yield "title", title
    for url in {link.url for link in paper.links}:
        yield "url", url


def _features(paper: Paper) -> set[str]:
    fields = ("summary", "note", "venue", "heads", "published")
    return {link.kind for link in paper.links} | set(paper.ids) | {f for f in fields if getattr(paper, f)}
