"""RIS as written, as rispy reads it, and whatever the catalogue says."""

import json

import pytest
import rispy
from hypothesis import example, given, settings

from headcat.formats import Context
from headcat.formats.ris import write
from headcat.model import Link, Paper, Published, Venue
from headcat.readers import read
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from hostile import HOSTILE, PAPERS, SHIPPED, TEXT, hostile

VOCABULARY = Vocabulary(
    venues=(
        Venue("NeurIPS", (), "Advances in Neural Information Processing Systems"),
        Venue("TACL", (), "Transactions of the ACL", "journal"),
        Venue("arXiv", (), None, "preprint"),
        Venue("Distill", (), None, "web"),
    )
)


def paper(**fields: object) -> Paper:
    given = {"key": "adams2022title", "title": "A Title", "authors": ("Ada Adams",), "date": "2022", **fields}
    return Paper(**given)  # type: ignore[arg-type]


def written(*papers: Paper) -> str:
    return "".join(write(papers, Context(VOCABULARY)))


def test_whole_records() -> None:
    first = paper(
        authors=("Ludwig van der Berg, Jr.", "{The Team}"),
        date="2022-03-08",
        venue="NeurIPS 2023",
        ids={"arxiv": "2203.00001", "doi": "10.1/a"},
        heads=("Induction Head", "Mover Head"),
        links=(Link("paper", "https://p.example"),),
        published=Published("New Title"),
        extra={"pages": "1–12", "volume": "7"},
        note="two  spaces",
    )
    assert written(first, paper(key="b", date="2022-03-08", venue="arXiv")) == (
        "TY  - CPAPER\r\n"
        "ID  - adams2022title\r\n"
        "TI  - New Title\r\n"
        "AU  - van der Berg, Jr., Ludwig\r\n"
        "AU  - The Team\r\n"
        "PY  - 2023\r\n"
        "T2  - Advances in Neural Information Processing Systems\r\n"
        "SP  - 1\r\n"
        "EP  - 12\r\n"
        "VL  - 7\r\n"
        "AN  - arXiv:2203.00001\r\n"
        "DO  - 10.1/a\r\n"
        "UR  - https://p.example\r\n"
        "KW  - Induction Head\r\n"
        "KW  - Mover Head\r\n"
        'C8  - headcat {"title": "A Title", "authors": ["Ludwig van der Berg, Jr.", "{The Team}"],'
        ' "date": "2022-03-08", "venue": "NeurIPS 2023",'
        ' "ids": {"arxiv": "2203.00001", "doi": "10.1/a"}, "heads": ["Induction Head", "Mover Head"],'
        ' "links": [{"kind": "paper", "url": "https://p.example"}], "note": "two \\u0020spaces",'
        ' "published": {"title": "New Title"}, "extra": {"pages": "1\\u201312", "volume": "7"}}\r\n'
        "ER  - \r\n"
        "\r\n"
        "TY  - UNPB\r\n"
        "ID  - b\r\n"
        "TI  - A Title\r\n"
        "AU  - Adams, Ada\r\n"
        "PY  - 2022\r\n"
        "DA  - 2022/03/08\r\n"
        "T2  - arXiv\r\n"
        'C8  - headcat {"date": "2022-03-08", "venue": "arXiv", "ids": {}}\r\n'
        "ER  - \r\n"
    )


def test_no_papers() -> None:
    assert written() == ""


@pytest.mark.parametrize(
    ("venue", "kind"),
    [(None, "GEN"), ("Some Place", "GEN"), ("TACL 2024", "JOUR"), ("Distill", "ELEC"), ("arXiv", "UNPB")],
)
def test_types(venue: str | None, kind: str) -> None:
    assert written(paper(venue=venue)).startswith(f"TY  - {kind}\r\n")


@pytest.mark.parametrize(
    ("pages", "lines"),
    [("1-12", ["SP  - 1", "EP  - 12"]), ("e7", ["SP  - e7"]), (["1"], []), ("3--4", ["SP  - 3", "EP  - 4"])],
)
def test_pages(pages: object, lines: list[str]) -> None:
    text = written(paper(extra={"pages": pages}))
    assert [line for line in text.splitlines() if line[:2] in ("SP", "EP")] == lines


def test_rispy_reads_the_whole_catalogue() -> None:
    records = rispy.loads("".join(write(PAPERS, Context(SHIPPED.vocabulary()))))
    cited = [each.published or Published() for each in PAPERS]
    assert [record["id"] for record in records] == [each.key for each in PAPERS]
    assert [record["title"] for record in records] == [
        record.title or each.title for each, record in zip(PAPERS, cited, strict=True)
    ]
    assert [len(record["authors"]) for record in records] == [
        len(record.authors or each.authors) for each, record in zip(PAPERS, cited, strict=True)
    ]
    assert [tuple(record.get("keywords", ())) for record in records] == [each.heads for each in PAPERS]
    assert [record.get("urls", [None])[0] for record in records] == [each.main_url() for each in PAPERS]


def check_harmless(text: str) -> None:
    source = written(hostile(text))
    (record,) = rispy.loads(source)
    assert record["title"] == visible(text).strip() or not visible(text).strip()
    assert record["type_of_reference"] == "GEN"
    own = json.loads(record["custom8"].removeprefix("headcat "))
    assert (own["note"], own["published"]) == (
        text,
        {"title": text, "authors": [text]},
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_in_its_tag(text: str) -> None:
    check_harmless(text)


@settings(max_examples=100)
@given(TEXT.filter(bool))
@example("\u00a0")
@example("{}")
@example("e\u0301  x")
def test_any_text_is_read_back(text: str) -> None:
    paper = hostile(text)
    (draft,) = read("ris", written(paper), "x")
    assert (draft.title, draft.authors, draft.venue) == (text, paper.authors, text)
    assert (draft.heads, draft.links, draft.summary) == (paper.heads, paper.links, paper.summary)
    assert (draft.note, draft.published, draft.extra) == (text, paper.published, paper.extra)
    assert (draft.key, draft.date, draft.ids) == (paper.key, paper.date, paper.ids)
