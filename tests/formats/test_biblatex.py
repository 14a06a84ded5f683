"""BibLaTeX as written, as biber and two parsers read it, and whatever the catalogue says."""

import re
import subprocess
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_string as split_string
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from conftest import SMALL
from headcat.document.records import read
from headcat.formats import Context
from headcat.formats.biblatex import write
from headcat.model import Link, Paper, Published, Venue
from headcat.vocabulary import Vocabulary
from hostile import HOSTILE, PAPERS, SHIPPED, TEXT, hostile
from programs import program

VOCABULARY = Vocabulary(
    venues=(
        Venue("NeurIPS", (), "Advances in Neural Information Processing Systems"),
        Venue("TACL", (), "Transactions of the ACL", "journal"),
        Venue("R&D Workshop", (), None, "workshop"),
        Venue("arXiv", (), None, "preprint"),
        Venue("Distill", (), "Distill_Pub", "web"),
    )
)
LINK = (Link("paper", "https://example.org/a_b"),)


def paper(**fields: object) -> Paper:
    given = {"key": "adams2022title", "title": "A Title", "authors": ("Ada Adams",), "date": "2022", **fields}
    return Paper(**given)  # type: ignore[arg-type]


def written(*papers: Paper, ascii_only: bool = False) -> str:
    return "".join(write(papers, Context(VOCABULARY, ascii=ascii_only)))


def test_the_small_papers() -> None:
    reading = read(SMALL)
    papers = [record.value for record in reading.papers]
    assert "".join(write(papers, Context(reading.vocabulary()))) == (
        "@inproceedings{adams2022heads,\n"
        "  title = {Heads of a Small Catalogue},\n"
        "  author = {Adams, Ada and van der Berg, Ludwig},\n"
        "  booktitle = {Advances in Neural Information Processing Systems},\n"
        "  date = {2022},\n"
        "  eprint = {2203.00001},\n"
        "  eprinttype = {arxiv},\n"
        "  url = {https://arxiv.org/abs/2203.00001},\n"
        "  keywords = {Induction Head},\n"
        "}\n"
        "\n"
        "@online{zorn2023names,\n"
        "  title = {Names: Moved},\n"
        "  author = {Zorn, Zoe},\n"
        "  date = {2023-11},\n"
        "  eprint = {2311.00002},\n"
        "  eprinttype = {arxiv},\n"
        "  url = {https://arxiv.org/abs/2311.00002},\n"
        "  keywords = {Name Mover Head, Induction Head},\n"
        "}\n"
    )


def test_no_papers() -> None:
    assert written() == ""


@pytest.mark.parametrize(
    ("fields", "kind", "lines"),
    [
        ({}, "misc", []),
        ({"links": LINK}, "online", ["url = {https://example.org/a_b}"]),
        ({"ids": {"doi": "10.1/a"}}, "online", ["doi = {10.1/a}"]),
        ({"venue": "Some Place", "links": LINK}, "misc", ["howpublished = {Some Place}"]),
        (
            {"venue": "NeurIPS 2023"},
            "inproceedings",
            ["booktitle = {Advances in Neural Information Processing Systems}", "date = {2023}"],
        ),
        ({"venue": "R&D Workshop"}, "inproceedings", [r"booktitle = {R\&D Workshop}", "date = {2022}"]),
        ({"venue": "TACL 2024"}, "article", ["journaltitle = {Transactions of the ACL}", "date = {2024}"]),
        (
            {"venue": "arXiv", "ids": {"arxiv": "2203.00001"}},
            "online",
            ["eprint = {2203.00001}", "eprinttype = {arxiv}"],
        ),
        ({"venue": "arXiv"}, "misc", ["organization = {arXiv}"]),
        ({"venue": "Distill", "links": LINK}, "online", [r"organization = {Distill\_Pub}"]),
        ({"date": "2022-03-08"}, "misc", ["date = {2022-03-08}"]),
        ({"date": "2022-13"}, "misc", ["date = {2022-13}"]),
        ({"date": "{2022_"}, "misc", [r"date = {\textbraceleft{}2022\_}"]),
        (
            {"published": Published("New Title", ("Bob Brown",))},
            "misc",
            ["title = {New Title}", "author = {Brown, Bob}"],
        ),
        (
            {
                "venue": "R&D Workshop",
                "ids": {"arxiv": "2203.00001"},
                "extra": {"primaryclass": "cs.CL", "pages": "1–12", "address": "A & B", "volume": ["7"]},
            },
            "inproceedings",
            ["eprintclass = {cs.CL}", "pages = {1--12}", r"location = {A \& B}"],
        ),
    ],
)
def test_types_and_fields(fields: dict[str, object], kind: str, lines: list[str]) -> None:
    text = written(paper(**fields))
    assert text.startswith(f"@{kind}{{adams2022title,\n")
    assert [line for line in lines if f"\n  {line},\n" not in text] == []
    assert "volume" not in text


def test_ascii_is_the_contexts() -> None:
    assert "  author = {{\\'E}luard, Paul}," in written(paper(authors=("Paul Éluard",)), ascii_only=True)


def check_harmless(text: str, *, ascii_only: bool) -> None:
    source = written(hostile(text), ascii_only=ascii_only)
    assert source.isascii() or not ascii_only
    library = split_string(source)
    assert library.failed_blocks == []
    (found,) = library.entries
    names = "title author howpublished date eprint eprinttype url keywords".split()
    assert [each.key for each in found.fields] == [name for name in names if f"  {name} = " in source]
    assert len(source.splitlines()) == len(found.fields) + 2


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_field(text: str, *, ascii_only: bool) -> None:
    check_harmless(text, ascii_only=ascii_only)


@settings(max_examples=100)
@given(TEXT, st.booleans())
def test_any_text_stays_in_its_field(text: str, ascii_only: bool) -> None:  # noqa: FBT001
    check_harmless(text, ascii_only=ascii_only)


def test_pybtex_reads_the_whole_catalogue() -> None:
    source = "".join(write(PAPERS, Context(SHIPPED.vocabulary())))
    entries = parse_string(source, "bibtex").entries
    assert list(entries) == [each.key for each in PAPERS]
    assert [len(each.persons["author"]) for each in entries.values()] == [
        len((each.published and each.published.authors) or each.authors) for each in PAPERS
    ]


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("papers", [PAPERS, [hostile(text, f"k{at}") for at, text in enumerate(HOSTILE)]])
def test_biber_finds_nothing_wrong(papers: list[Paper], tmp_path: Path, *, ascii_only: bool) -> None:
    """Each entry has the fields that its type must have, and no other; each field is of its type."""
    source = "".join(write(papers, Context(SHIPPED.vocabulary(), ascii=ascii_only)))
    (tmp_path / "all.bib").write_text(source, encoding="utf-8")
    command = [program("biber"), "--tool", "--validate-datamodel", "--output-file", "out.bib", "all.bib"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    said = done.stdout + done.stderr
    assert [line for line in said.splitlines() if not line.startswith("INFO")] == []
    assert done.returncode == 0
    out = (tmp_path / "out.bib").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^@\w+\{(.*),$", out) == [each.key for each in papers]
