"""Parquet as pyarrow and DuckDB read it."""

import json
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet
import pytest

from headcat.errors import RefusedError
from headcat.formats import Context, parquet
from headcat.formats.parquet import write
from headcat.model import Link, Paper, Published, Summary
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible_lines
from hostile import HOSTILE, PAPERS, hostile

FILE = Path("papers.parquet")


def paper(**fields: object) -> Paper:
    given = {"key": "adams2022title", "title": "A Title", "authors": ("Ada Adams",), "date": "2022", **fields}
    return Paper(**given)  # type: ignore[arg-type]


def written(*papers: Paper) -> list[dict[str, Any]]:
    write(papers, Context(Vocabulary()), FILE)
    rows: list[dict[str, Any]] = pyarrow.parquet.read_table(FILE).to_pylist()
    return rows


def test_whole_rows() -> None:
    empty = {
        "key": "adams2022title",
        "title": "A Title",
        "authors": ["Ada Adams"],
        "date": "soon",
        "year": None,
        "venue": None,
        **dict.fromkeys(("arxiv", "doi", "acl", "openreview")),
        "heads": [],
        "links": [],
        **dict.fromkeys(("innovation", "tasks", "result", "note", "published_title", "published_authors")),
        "extra": None,
    }
    full = paper(
        date="2022-03",
        venue="NeurIPS 2022",
        ids={"arxiv": "2203.00001"},
        heads=("A", "B"),
        links=(Link("paper", "https://p.example"), Link("code", "https://c.example")),
        summary=Summary("New."),
        note="N.",
        published=Published("P", ("A B", "C D")),
        extra={"x": ["é"]},
    )
    assert written(paper(date="soon"), full) == [
        empty,
        {
            **empty,
            "date": "2022-03",
            "year": 2022,
            "venue": "NeurIPS 2022",
            "arxiv": "2203.00001",
            "heads": ["A", "B"],
            "links": [
                {"kind": "paper", "url": "https://p.example"},
                {"kind": "code", "url": "https://c.example"},
            ],
            "innovation": "New.",
            "note": "N.",
            "published_title": "P",
            "published_authors": ["A B", "C D"],
            "extra": '{"x": ["é"]}',
        },
    ]


def test_no_papers_have_columns() -> None:
    assert written() == []
    assert pyarrow.parquet.read_schema(FILE).names[:3] == ["key", "title", "authors"]


def test_the_same_papers_are_the_same_bytes() -> None:
    written(*PAPERS)
    once = FILE.read_bytes()
    written(*PAPERS)
    assert FILE.read_bytes() == once


def test_batches_follow_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_BATCH", 10)
    assert [row["key"] for row in written(*PAPERS)] == [each.key for each in PAPERS]


def test_duckdb_reads_the_whole_catalogue() -> None:
    written(*PAPERS)
    ask = duckdb.connect().execute
    found = ask(f"SELECT key, title, authors, heads, len(links) FROM '{FILE}'").fetchall()  # noqa: S608
    assert found == [
        (each.key, each.title, list(each.authors), list(each.heads), len(each.links)) for each in PAPERS
    ]
    named = f"SELECT count(*) FROM (SELECT unnest(heads) AS h FROM '{FILE}') WHERE h = 'Induction Head'"  # noqa: S608
    assert ask(named).fetchone() == (sum("Induction Head" in each.heads for each in PAPERS),)


def test_hostile_text_is_data() -> None:
    rows = written(*(hostile(text, f"k{at}") for at, text in enumerate(HOSTILE)))
    assert [row["title"] for row in rows] == [visible_lines(text) for text in HOSTILE]
    assert [json.loads(row["extra"])["volume"] for row in rows] == HOSTILE


def test_without_pyarrow_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(RefusedError) as caught:
        written()
    assert str(caught.value) == ("this needs pyarrow, which is not installed: pip install 'headcat[parquet]'")
    assert not FILE.exists()
