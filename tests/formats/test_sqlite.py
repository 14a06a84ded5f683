"""The SQLite file: tidy, found by sqlite-utils and Datasette, and the same bytes each time."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlite_utils
from datasette.app import Datasette

from conftest import SMALL
from headcat.document.records import read
from headcat.errors import RefusedError
from headcat.formats import Context
from headcat.formats.sqlite import write
from headcat.model import Head, Paper, Published, Venue
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible_lines
from hostile import HOSTILE, PAPERS, SHIPPED, hostile
from loops import ended

FILE = Path("papers.sqlite")
READING = read(SMALL)


def written(*papers: Paper, vocabulary: Vocabulary | None = None) -> Path:
    FILE.unlink(missing_ok=True)
    write(papers, Context(vocabulary or READING.vocabulary()), FILE)
    return FILE


def rows(sql: str) -> list[Any]:
    with closing(sqlite3.connect(FILE)) as connection:
        return connection.execute(sql).fetchall()


def paper(**fields: object) -> Paper:
    given = {"key": "adams2022title", "title": "A Title", "authors": ("Ada Adams",), "date": "2022", **fields}
    return Paper(**given)  # type: ignore[arg-type]


@pytest.fixture
def _whole() -> Iterator[None]:
    written(*PAPERS, vocabulary=SHIPPED.vocabulary())
    yield
    assert rows("PRAGMA integrity_check") == [("ok",)]
    assert rows("PRAGMA foreign_key_check") == []


def test_every_row_of_a_paper() -> None:
    first = replace(
        READING.papers[0].value,
        heads=("Induction Head", "Unheard-of Head"),
        published=Published("Other Title", ("Ludwig van der Berg", "{Team}")),
        ids={"arxiv": "2203.00001", "doi": "10.1/a"},
        extra={"volume": "7"},
        note="A note.",
    )
    written(first, paper(date="soon", venue="NeurIPS"))
    assert rows("SELECT * FROM papers") == [
        (
            1,
            "adams2022heads",
            "Heads of a Small Catalogue",
            "Ada Adams; Ludwig van der Berg",
            "2022-03-08",
            2022,
            "NeurIPS 2022",
            1,
            "Induction Head; Unheard-of Head",
            "https://arxiv.org/abs/2203.00001",
            "It names heads.",
            "Small tasks.",
            "It works.",
            "A note.",
            "Other Title",
            '{"volume": "7"}',
        ),
        (
            2, "adams2022title", "A Title", "Ada Adams", "soon", None, "NeurIPS", 1, "",
            *(None,) * 7,
        ),
    ]  # fmt: skip
    assert rows("SELECT * FROM authors") == [(1, "Ada Adams"), (2, "Ludwig van der Berg"), (3, "Team")]
    assert rows("SELECT * FROM paper_authors") == [(1, 1, 1), (1, 2, 2), (2, 1, 1)]
    assert rows("SELECT * FROM published_authors") == [(1, 1, 2), (1, 2, 3)]
    assert rows("SELECT * FROM paper_heads") == [(1, 1, 1), (1, 2, 4)]
    assert rows("SELECT * FROM identifiers") == [(1, "arxiv", "2203.00001"), (1, "doi", "10.1/a")]
    assert rows("SELECT * FROM links") == [
        (1, 1, "paper", "https://arxiv.org/abs/2203.00001"),
        (1, 2, "code", "https://github.com/example/heads"),
    ]
    assert rows("SELECT * FROM heads") == [
        (1, "Induction Head", "Latent Reasoning", "In-context Learning", None, None, '["Inductive Head"]'),
        (2, "Mover Head", "In-Context Identification", None, None, None, "[]"),
        (3, "Name Mover Head", "In-Context Identification", None, 2, None, "[]"),
        (4, "Unheard-of Head", None, None, None, None, "[]"),
    ]
    assert rows("SELECT * FROM venues") == [
        (1, "NeurIPS", "Advances in Neural Information Processing Systems", "proceedings"),
        (2, "arXiv", None, "preprint"),
    ]


def test_no_papers() -> None:
    written(vocabulary=Vocabulary())
    assert rows("SELECT count(*) FROM papers") == [(0,)]
    assert rows("SELECT * FROM papers_fts WHERE papers_fts MATCH 'a'") == []


def test_the_same_papers_are_the_same_bytes() -> None:
    once = written(*PAPERS, vocabulary=SHIPPED.vocabulary()).read_bytes()
    assert written(*PAPERS, vocabulary=SHIPPED.vocabulary()).read_bytes() == once


@pytest.mark.usefixtures("_whole")
def test_the_whole_catalogue_is_joined_again() -> None:
    sql = """SELECT key, title, date,
        (SELECT group_concat(name, '|') FROM (
            SELECT name FROM authors JOIN paper_authors ON author_id = authors.id
            WHERE paper_id = p.id ORDER BY position)),
        (SELECT group_concat(name, '|') FROM (
            SELECT name FROM heads JOIN paper_heads ON head_id = heads.id
            WHERE paper_id = p.id ORDER BY position))
        FROM papers p"""
    found = rows(sql)
    assert [row[:3] for row in found] == [(each.key, each.title, each.date) for each in PAPERS]
    assert [(row[4] or "").split("|") for row in found] == [list(each.heads) or [""] for each in PAPERS]
    assert [len(row[3].split("|")) for row in found] == [len(each.authors) for each in PAPERS]
    assert rows("SELECT name, stage FROM heads") == [
        (head.name, head.stage) for head in SHIPPED.vocabulary().heads
    ]


@pytest.mark.usefixtures("_whole")
def test_sqlite_utils_finds_the_full_text_index() -> None:
    database = sqlite_utils.Database(FILE)
    papers = sqlite_utils.db.Table(database, "papers")
    assert papers.detect_fts() == "papers_fts"
    wanted = [each.key for each in PAPERS if "copy suppression" in each.title.lower()]
    assert wanted
    assert {row["key"] for row in papers.search('"copy suppression"', columns=["key"])} >= set(wanted)
    assert {row["key"] for row in papers.search("zsamboki")} == {
        each.key for each in PAPERS if any("Zsámboki" in name for name in each.authors)
    }
    assert {(each.table, each.column, each.other_table) for each in papers.foreign_keys} == {
        ("papers", "venue_id", "venues")
    }
    database.close()


@pytest.mark.usefixtures("_whole")
def test_datasette_serves_tables_and_search() -> None:
    async def ask() -> tuple[Any, Any, Any]:
        datasette = Datasette([str(FILE)])
        await datasette.invoke_startup()
        get = datasette.client.get
        answers = (
            await get("/papers/papers.json?_shape=array&_size=max"),
            await get("/papers/papers.json?_search=induction&_shape=array&_size=max"),
            await get("/papers/paper_heads?_facet=head_id"),
        )
        for database in datasette.databases.values():
            database.close()
        return answers

    every, found, page = ended(ask())
    assert [row["key"] for row in every.json()] == [each.key for each in PAPERS]
    named = {each.key for each in PAPERS if "Induction Head" in each.heads}
    assert {row["key"] for row in found.json()} >= named
    assert (page.status_code, "Induction Head" in page.text) == (200, True)


def test_hostile_text_is_data() -> None:
    heads = tuple(Head(text) for text in dict.fromkeys(map(visible_lines, HOSTILE)))
    venues = tuple(Venue(f"V{at}", (), text) for at, text in enumerate(HOSTILE))
    papers = [hostile(text, f"k{at}") for at, text in enumerate(HOSTILE)]
    written(*papers, vocabulary=Vocabulary(heads[:5], venues))
    shown = [visible_lines(text) for text in HOSTILE]
    assert [row for (row,) in rows("SELECT title FROM papers")] == shown
    assert [row for (row,) in rows("SELECT note FROM papers")] == shown
    assert [json.loads(row)["volume"] for (row,) in rows("SELECT extra FROM papers")] == HOSTILE
    assert rows("PRAGMA integrity_check") == [("ok",)]
    assert rows("PRAGMA foreign_key_check") == []


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        write([], Context(Vocabulary()), Path("none", "x"))
    assert str(caught.value) == "the SQLite file cannot be written: unable to open database file"
