"""What is exported and imported again is the same, in every format that can carry it."""

from dataclasses import replace
from pathlib import Path

import pytest

from conftest import ROOT
from headcat import Catalogue, Paper
from headcat.cli import main
from headcat.model import LINK_KINDS

SHIPPED = (ROOT / "data" / "papers.yaml").read_text(encoding="utf-8")
CATALOGUE = Path("data", "papers.yaml")
# Each with all that a catalogue may say of a paper, or as little as it may.
WHOLE = r"""
  - key: adams2021all
    title: "=1+1: \\textbf{All} <i>of</i> {It}, 50% &amp; 'so'"
    authors:
      - Ada Adams
      - Berg, Jr., Ludwig van der
      - "{The Heads & Tails, and Others}"
      - Plato
      - "Tan, Kim Li"
      - Jane von Doe
    date: 2021-02-03
    venue: NeurIPS 2022
    ids:
      arxiv: "2101.00001"
      doi: 10.1000/a_b;c(1)
      acl: 2021.acl-long.1
      openreview: aB-c_1
    heads:
      - Induction Head
      - Name Mover Head
    links:
      paper:
        - https://example.org/a_b%20c?x=1;2&y=~z
        - https://example.org/second
      code: https://github.com/example/heads
      slides: https://example.org/slides
    summary:
      innovation: "-1 is what it begins with; =so does this."
      result: "@home, it works."
    published:
      title: "Another: Title — of “It”"
      authors:
        - Ada B. Adams
        - "{Team}"
    note: "one; -two, 'three' \"four\""
    pages: 1–12
    volume: "7"
    entrytype: phdthesis
    x-own: [a, {b: c}]
    keywords: own words
  - key: berg1999little
    title: Little
    authors:
      - "Berg, Ludwig"
    date: 1999
    links:
      code: https://github.com/example/only-code
  - key: clark2023middle
    title: A Paper that arXiv has, and no Venue
    authors:
      - Cy Clark
      - Dee Dent
    date: 2023-04
    ids:
      arxiv: "2304.00009"
    heads:
      - Mover Head
    links:
      paper: https://arxiv.org/abs/2304.00009
    published:
      title: 'A Paper: that arXiv has'
"""


@pytest.fixture
def _shipped() -> None:
    CATALOGUE.parent.mkdir()
    CATALOGUE.write_text(SHIPPED, encoding="utf-8")


@pytest.fixture
def _whole(catalogue_file: Path) -> None:
    with catalogue_file.open("a", encoding="utf-8") as file:
        file.write(WHOLE)


def papers() -> dict[str, Paper]:
    return {paper.key: paper for paper in Catalogue.open().find()}


def in_columns(found: dict[str, Paper]) -> dict[str, Paper]:
    """Return papers as a table can have them: their links by kind."""
    order = LINK_KINDS.index
    return {
        key: replace(paper, links=tuple(sorted(paper.links, key=lambda link: order(link.kind))))
        for key, paper in found.items()
    }


def brought_back(format_name: str, *options: str) -> None:
    """Export all papers, empty the catalogue of them, and import them again."""
    name = "x.md" if format_name == "markdown" else "x.txt"  # what it is must be told by its content
    assert main(["export", format_name, "--output", name, *options]) == 0
    above = CATALOGUE.read_text(encoding="utf-8").partition("\npapers:\n")[0]
    CATALOGUE.write_text(f"{above}\npapers: []\n", encoding="utf-8")
    assert main(["import", name]) == 0


EXACT = [["json"], ["jsonl"], ["csl-json"], ["ris"]]
TABLES = [["csv"], ["csv", "--raw"]]


@pytest.mark.usefixtures("_shipped")
@pytest.mark.parametrize("words", EXACT)
def test_all_of_the_catalogue_comes_back(words: list[str]) -> None:
    before = papers()
    brought_back(*words)
    assert papers() == before
    assert main(["check"]) == 0


@pytest.mark.usefixtures("_whole")
@pytest.mark.parametrize("words", EXACT)
def test_all_that_a_paper_may_have_comes_back(words: list[str]) -> None:
    before = papers()
    assert len(before) == 5
    brought_back(*words)
    assert papers() == before


@pytest.mark.usefixtures("_shipped")
@pytest.mark.parametrize("words", TABLES)
def test_all_of_the_catalogue_comes_back_from_a_table(words: list[str]) -> None:
    before = papers()
    brought_back(*words)
    assert papers() == in_columns(before)
    assert main(["check"]) == 0


@pytest.mark.usefixtures("_whole")
@pytest.mark.parametrize("words", TABLES)
def test_all_that_a_paper_may_have_comes_back_from_a_table(words: list[str]) -> None:
    before = papers()
    brought_back(*words)
    assert papers() == in_columns(before)


@pytest.mark.usefixtures("_shipped")
@pytest.mark.parametrize("words", [["bibtex"], ["bibtex", "--ascii"], ["biblatex"], ["biblatex", "--ascii"]])
def test_bibtex_says_what_is_cited(words: list[str]) -> None:
    before = papers()
    brought_back(*words)
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
