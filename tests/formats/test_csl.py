"""CSL-JSON: what its schema allows, what citeproc-py makes of it, and whatever the catalogue says."""

import json
import warnings
from typing import Any

import pytest
from hypothesis import example, given, settings

from headcat.formats import Context
from headcat.formats.csl import item, write
from headcat.model import Link, Paper, Published, Venue
from headcat.readers import read
from headcat.vocabulary import Vocabulary
from hostile import HOSTILE, PAPERS, SHIPPED, TEXT, hostile

VOCABULARY = Vocabulary(
    venues=(
        Venue("NeurIPS", (), "Advances in Neural Information Processing Systems"),
        Venue("TACL", (), "Transactions of the ACL", "journal"),
        Venue("arXiv", (), None, "preprint"),
        Venue("Distill", (), None, "web"),
    )
)
# The variables that are written, by what csl-data.json (1.0.2) says that they hold.
TYPES = {"article", "article-journal", "paper-conference", "webpage"}
TEXTS = (
    {"title", "container-title", "publisher", "publisher-place", "DOI", "URL", "keyword", "ISBN", "ISSN"}
    | {"number", "volume", "issue", "page"}  # these may be numbers too
)
NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix"}


def paper(**fields: object) -> Paper:
    given = {"key": "adams2022title", "title": "A Title", "authors": ("Ada Adams",), "date": "2022", **fields}
    return Paper(**given)  # type: ignore[arg-type]


def check_valid(record: dict[str, Any]) -> None:
    """Hold an item to the schema."""
    assert record["type"] in TYPES
    assert isinstance(record["id"], str)
    assert set(record) <= {"type", "id", "author", "issued", "custom", *TEXTS}
    assert all(isinstance(record[name], str) for name in TEXTS & set(record))
    for name in record.get("author", []):
        assert set(name) == {"literal"} or set(name) <= NAME_PARTS
        assert all(isinstance(part, str) for part in name.values())
    (form,) = record["issued"]
    if form == "date-parts":
        (parts,) = record["issued"][form]
        assert 1 <= len(parts) <= 3
        assert all(isinstance(part, int) for part in parts)
    else:
        assert (form, type(record["issued"][form])) == ("literal", str)
    assert isinstance(record["custom"], dict)


def written(*papers: Paper) -> str:
    return "".join(write(papers, Context(VOCABULARY)))


def test_a_whole_item() -> None:
    published = paper(
        authors=("Ada Adams", "Ludwig van der Berg, Jr."),
        date="2022-03-08",
        venue="NeurIPS 2023",
        ids={"arxiv": "2203.00001", "doi": "10.1/a"},
        heads=("Induction Head", "Mover Head"),
        links=(Link("code", "https://c.example"), Link("paper", "https://p.example")),
        published=Published("New Title", ("Ada Adams", "{The Team}")),
        extra={"pages": "1–2", "volume": "7", "x": ["y"]},
        note="A note.",
    )
    assert item(published, VOCABULARY) == {
        "id": "adams2022title",
        "type": "paper-conference",
        "title": "New Title",
        "author": [{"family": "Adams", "given": "Ada"}, {"literal": "The Team"}],
        "issued": {"date-parts": [[2023]]},
        "container-title": "Advances in Neural Information Processing Systems",
        "volume": "7",
        "page": "1–2",
        "DOI": "10.1/a",
        "URL": "https://p.example",
        "keyword": "Induction Head, Mover Head",
        "custom": {
            "headcat": {
                "title": "A Title",
                "authors": ["Ada Adams", "Ludwig van der Berg, Jr."],
                "date": "2022-03-08",
                "venue": "NeurIPS 2023",
                "ids": {"arxiv": "2203.00001", "doi": "10.1/a"},
                "heads": ["Induction Head", "Mover Head"],
                "links": [
                    {"kind": "code", "url": "https://c.example"},
                    {"kind": "paper", "url": "https://p.example"},
                ],
                "note": "A note.",
                "published": {"title": "New Title", "authors": ["Ada Adams", "{The Team}"]},
                "extra": {"pages": "1–2", "volume": "7", "x": ["y"]},
            }
        },
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"type": "article", "issued": {"date-parts": [[2022]]}}),
        ({"date": "2022-03"}, {"issued": {"date-parts": [[2022, 3]]}}),
        ({"date": "2022-03-08"}, {"issued": {"date-parts": [[2022, 3, 8]]}}),
        ({"date": "soon"}, {"issued": {"literal": "soon"}}),
        ({"venue": "Some Place"}, {"type": "article", "container-title": "Some Place"}),
        ({"venue": "TACL 2024"}, {"type": "article-journal", "container-title": "Transactions of the ACL"}),
        ({"venue": "Distill"}, {"type": "webpage", "container-title": "Distill"}),
        ({"venue": "arXiv"}, {"type": "article", "publisher": "arXiv"}),
        (
            {"venue": "arXiv", "ids": {"arxiv": "2203.00001"}},
            {"publisher": "arXiv", "number": "arXiv:2203.00001"},
        ),
        (
            {"authors": ("Berg, Jr., Ludwig van der", "Plato")},
            {
                "author": [
                    {"family": "Berg", "given": "Ludwig van der", "suffix": "Jr."},
                    {"family": "Plato"},
                ]
            },
        ),
        (
            {"authors": ("Ludwig van der Berg",)},
            {"author": [{"family": "Berg", "given": "Ludwig", "non-dropping-particle": "van der"}]},
        ),
    ],
)
def test_variables(fields: dict[str, object], expected: dict[str, Any]) -> None:
    record = item(paper(**fields), VOCABULARY)
    assert {name: record[name] for name in expected} == expected
    check_valid(record)


@pytest.mark.parametrize("name", ["{}", ",", "{ }", " , "])
def test_who_has_no_name_is_not_named(name: str) -> None:
    assert item(paper(authors=(name, "Ada Adams")), VOCABULARY)["author"] == [
        {"family": "Adams", "given": "Ada"}
    ]


def test_the_text_is_an_array_an_item_a_line() -> None:
    assert written() == "[]\n"
    text = written(paper(), paper(key="b", title="é\x1b\u202e"))
    lines = text.splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("[", "]", 4)
    assert '"title": "é\\u001b\\u202e"' in lines[2]
    assert [record["id"] for record in json.loads(text)] == ["adams2022title", "b"]


def rendered(records: list[dict[str, Any]]) -> list[str]:
    """Return the references that citeproc-py makes of items."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

    with warnings.catch_warnings():
        # It does not know the variable `custom`, and says so.
        warnings.filterwarnings("ignore", "The following arguments for Reference are unsupported: custom")
        source = CiteProcJSON(records)
    style = CitationStylesStyle("apa", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for record in records:
        bibliography.register(Citation([CitationItem(record["id"])]))
    return [str(reference) for reference in bibliography.bibliography()]


def test_citeproc_renders_the_whole_catalogue() -> None:
    records = json.loads("".join(write(PAPERS, Context(SHIPPED.vocabulary()))))
    for record in records:
        check_valid(record)
    references = rendered(records)
    assert len(references) == len(PAPERS)
    for record, reference in zip(records, references, strict=True):
        assert record["title"] in reference
        assert record["author"][0].get("family", record["author"][0].get("literal")) in reference


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_data(text: str) -> None:
    paper = hostile(text)
    source = written(paper)
    assert {letter for letter in source if not letter.isprintable()} <= {"\n", "\u00a0", "\u3000"}
    (record,) = json.loads(source)
    check_valid(record)
    assert record["title"] == record["container-title"] == record["volume"] == text
    assert len(rendered([record])) == 1


@settings(max_examples=100)
@given(TEXT.filter(bool))
@example("\u00a0")
@example("{}")
@example("e\u0301  x")
def test_any_text_is_read_back(text: str) -> None:
    (draft,) = read("csl-json", written(hostile(text)), "x")
    paper = hostile(text)
    assert (draft.title, draft.authors, draft.venue) == (text, paper.authors, text)
    assert (draft.heads, draft.links, draft.summary) == (paper.heads, paper.links, paper.summary)
    assert (draft.note, draft.published, draft.extra) == (text, paper.published, paper.extra)
    assert (draft.key, draft.date, draft.ids) == (paper.key, paper.date, paper.ids)
