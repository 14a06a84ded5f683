"""Crossref: nearly every field may be missing, of another type, or marked up."""

from typing import Any

import pytest

from headcat.errors import NetworkError
from headcat.fetch import Found, crossref
from headcat.fetch.client import Client, NotThereError, StatusError
from headcat.model import Draft
from services import Services

DOI = "10.1145/0000000.0000001"


def test_a_paper_with_everything(services: Services, client: Client) -> None:
    assert crossref.find(client, DOI) == Found(
        source="Crossref",
        draft=Draft(
            title="Toy Heads & Friends: A Study",
            authors=("Ada Beispiel", "Martin King Jr.", "Jürgen van der Müller", "{The Toy Team}"),
            date="2024-07-09",
            venue="Proceedings of the Toy Conference 2024",
            ids={"doi": DOI},
        ),
        abstract="We study toy heads.",
        details={"type": "proceedings-article", "publisher": "ACM"},
    )
    assert services.paths() == ["/crossref/works/10.1145%2F0000000.0000001"]


def test_a_paper_with_nothing(client: Client) -> None:
    assert crossref.find(client, "10.1145/Empty") == Found("Crossref", Draft(ids={"doi": "10.1145/Empty"}))


def test_a_retracted_paper(client: Client) -> None:
    assert crossref.find(client, "10.1145/retracted") == Found(
        source="Crossref",
        draft=Draft(
            title="Heads of H2O for <mask>: A Retraction",
            authors=("Plato", "Ada"),
            date="2023",
            venue="Toys 2023",
            ids={"doi": "10.1145/retracted"},
        ),
        doubts=("Crossref knows of a retraction: https://doi.org/10.1000/c",),
        details={"type": "journal-article"},
    )


def test_a_preprint(client: Client) -> None:
    assert crossref.find(client, "10.1101/preprint") == Found(
        source="Crossref",
        draft=Draft(
            title="Heads Before Print", date="2024", venue="bioRxiv", ids={"doi": "10.1101/preprint"}
        ),
        doubts=("Crossref calls it a preprint",),
        details={"type": "posted-content", "preprint_of": "10.1000/xyz"},
    )


@pytest.mark.parametrize(
    ("doi", "kind", "message"),
    [
        ("10.1145/unknown", NotThereError, "Crossref has nothing at http"),
        ("10.1145/refused", StatusError, r"Crossref refused to answer \(HTTP 400\)"),
    ],
)
def test_what_crossref_does_not_answer(
    client: Client, doi: str, kind: type[NetworkError], message: str
) -> None:
    with pytest.raises(kind, match=f"^{message}"):
        crossref.find(client, doi)


@pytest.mark.parametrize(
    ("work", "date"),
    [
        ({"issued": {"date-parts": [[2024]]}, "published": {"date-parts": [[2024, 7]]}}, "2024-07"),
        ({"issued": {"date-parts": [[2024, 7]]}, "published-print": {"date-parts": [[2023]]}}, "2023"),
        ({"issued": {"date-parts": [[2024, 13, 1]]}}, "2024"),
        ({"issued": {"date-parts": [["2024"]]}}, ""),
        ({"issued": {"date-parts": [[]]}}, ""),
        ({"issued": {"date-parts": []}}, ""),
        ({"issued": {"date-parts": None}}, ""),
        ({"issued": [2024]}, ""),
        ({"issued": {"date-parts": [[-5]]}}, ""),
        ({}, ""),
    ],
)
def test_dates_of_all_kinds(work: dict[str, Any], date: str) -> None:
    assert crossref._date(work) == date


@pytest.mark.parametrize(
    ("work", "venue"),
    [
        ({"container-title": "Toys"}, "Toys"),
        ({"container-title": ["Toys"], "issued": {"date-parts": [[2024]]}}, "Toys 2024"),
        ({"container-title": ["Toys 2024"], "issued": {"date-parts": [[2024]]}}, "Toys 2024"),
        ({"container-title": ["Toys"], "published-print": {"date-parts": [[2025, 1]]}}, "Toys 2025"),
        ({"container-title": [7]}, ""),
    ],
)
def test_venues_with_their_year(work: dict[str, Any], venue: str) -> None:
    assert crossref._venue(work, crossref._date({"issued": work.get("issued")})) == venue


def test_a_search_by_title_and_author(services: Services, client: Client) -> None:
    found = crossref.search(client, "Toy heads: a study?", "Müller")
    assert [(each.draft.title, each.draft.ids) for each in found] == [
        ("Toy Heads & Friends: A Study", {"doi": DOI}),
        ("", {"doi": "10.1145/EMPTY"}),
        ("", {}),
    ]
    words = (
        "/crossref/works?query.bibliographic=Toy+heads%3A+a+study%3F&query.author=M%C3%BCller&rows=3"
        "&select=DOI%2Ctitle%2Cauthor%2Cissued%2Ctype%2Ccontainer-title"
    )
    assert services.paths() == [words]


def test_a_search_without_author_or_success(services: Services, client: Client) -> None:
    assert crossref.search(client, "Nothing", "") == []
    assert "author=" not in services.paths()[0]
