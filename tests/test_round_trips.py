"""What is exported and imported again is the same, in every format that can carry it."""

from pathlib import Path

import pytest

from conftest import ROOT
from headcat import Catalogue, Paper
from headcat.cli import main

SHIPPED = (ROOT / "data" / "papers.yaml").read_text(encoding="utf-8")
CATALOGUE = Path("data", "papers.yaml")


@pytest.fixture
def _shipped() -> None:
    CATALOGUE.parent.mkdir()
    CATALOGUE.write_text(SHIPPED, encoding="utf-8")


def papers() -> dict[str, Paper]:
    return {paper.key: paper for paper in Catalogue.open().find()}


def brought_back(format_name: str, *options: str) -> None:
    """Export all papers, empty the catalogue of them, and import them again."""
    name = {"json": "x.json", "jsonl": "x.jsonl", "bibtex": "x.bib", "markdown": "x.md"}[format_name]
    assert main(["export", format_name, "--output", name, *options]) == 0
    above = SHIPPED.partition("\npapers:\n")[0]
    CATALOGUE.write_text(f"{above}\npapers: []\n", encoding="utf-8")
    assert main(["import", name]) == 0


@pytest.mark.usefixtures("_shipped")
@pytest.mark.parametrize("format_name", ["json", "jsonl"])
def test_json_says_everything(format_name: str) -> None:
    before = papers()
    brought_back(format_name)
    assert papers() == before
    assert main(["check"]) == 0


@pytest.mark.usefixtures("_shipped")
@pytest.mark.parametrize("options", [[], ["--ascii"]])
def test_bibtex_says_what_is_cited(options: list[str]) -> None:
    before = papers()
    brought_back("bibtex", *options)
    after = papers()
    assert set(after) == set(before)
    for key, paper in before.items():
        read, record = after[key], paper.published
        title = (record and record.title) or paper.title
        authors = (record and record.authors) or paper.authors
        assert (read.title, read.authors) == (title, authors)
        assert (read.heads, read.venue) == (paper.heads, paper.venue)
        assert {**paper.ids, **read.ids} == paper.ids
        assert read.ids.get("arxiv") == paper.ids.get("arxiv")
        assert read.main_url() == paper.main_url()
        arxiv = paper.ids.get("arxiv", "/")
        assert "/" in arxiv or read.date == f"20{arxiv[:2]}-{arxiv[2:4]}"
        assert read.extra == {}
