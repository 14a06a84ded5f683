"""A catalogue in parts that tests change, and what an index says of it."""

from pathlib import Path
from typing import Any

from conftest import SMALL
from headcat.index import Index

HEAD, *_ = SMALL.partition("  # the first of all\n")
ENTRY = """\
  - key: {key}
    title: {title}
    authors:
      - {author}
    date: {date}
    venue: {venue}
    ids:
      arxiv: "{arxiv}"
    heads:
      - {head}
    summary:
      innovation: {title} again.
"""
TABLES = {
    "paper": "SELECT key, title, author, date, first_day, last_day, venue, series FROM paper ORDER BY id",
    "record": "SELECT json FROM record ORDER BY id",
    "head": "SELECT name, key FROM head JOIN paper ON id = paper ORDER BY 1, id",
    "author": "SELECT name, spelling, key FROM author JOIN paper ON id = paper ORDER BY 1, id",
    "has": "SELECT what, key FROM has JOIN paper ON id = paper ORDER BY 1, id",
    "identity": "SELECT kind, value, key FROM identity JOIN paper ON id = paper ORDER BY 1, 2, id",
    "term": "SELECT * FROM term ORDER BY rowid",
    "problem": "SELECT * FROM problem ORDER BY rowid",
    "meta": "SELECT version, path, size, mtime, ctime, inode, digest, sound, frame, head_size FROM meta",
}


def says(path: Path) -> dict[str, list[Any]]:
    """Return all that an index says, but for the numbers of its papers."""
    found = Index.of(path)
    connection = found._connection
    rows = {table: connection.execute(sql).fetchall() for table, sql in TABLES.items()}
    numbers = dict(connection.execute("SELECT key, id FROM paper"))
    rows["line"] = [(key, found.line(number)) for key, number in sorted(numbers.items())]
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, text, instance)")
    words = "SELECT term, key, col, offset FROM temp.words JOIN paper ON id = doc ORDER BY 1, 2, 3, 4"
    rows["text"] = connection.execute(words).fetchall()
    connection.close()
    return rows


def entry(number: int, **fields: str) -> str:
    said = {
        "key": f"k{number:02}",
        "title": f"Title {number}",
        "author": f"Ada Adams{'abcdefghij'[number % 10]}",
        "date": f"2022-{number % 12 + 1:02}",
        "venue": "NeurIPS 2022",
        "arxiv": f"2201.{number:05}",
        "head": "Induction Head",
    }
    return ENTRY.format(**{**said, **fields})


ENTRIES = [entry(number) for number in range(12)]
