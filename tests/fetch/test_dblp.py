"""DBLP: a record by its key, and what it knows of a title, in the shapes that its answers have."""

import json
from typing import Any

import pytest

from headcat.errors import NetworkError
from headcat.fetch import Found, dblp
from headcat.fetch.client import Client, NotThereError
from headcat.fetch.dblp import Row
from headcat.model import Draft, Link
from services import Services

ROW = Row(
    key="conf/emnlp/BeispielM24",
    title="Toy Heads & Friends: A Study",
    authors=("Ada Beispiel", "Jürgen Müller"),
    venue="EMNLP, Findings",
    year="2024",
    type="Conference and Workshop Papers",
    doi="10.18653/v1/2024.emnlp-main.999",
    url="https://doi.org/10.18653/v1/2024.emnlp-main.999",
)


def test_a_record(services: Services, client: Client) -> None:
    assert dblp.find(client, "conf/emnlp/BeispielM24") == Found(
        source="DBLP",
        draft=Draft(
            title="Toy Heads: A Study",
            authors=("Ada Beispiel", "Jürgen Müller"),
            date="2024",
            venue="Proceedings of the 2024 Conference on Toys",
            ids={"doi": "10.18653/v1/2024.emnlp-main.999", "acl": "2024.emnlp-main.999"},
            links=(Link("paper", "https://doi.org/10.18653/v1/2024.emnlp-main.999"),),
        ),
        details={"key": "conf/emnlp/BeispielM24"},
    )
    assert services.paths() == ["/dblp/rec/conf/emnlp/BeispielM24.bib"]


def test_no_record(client: Client) -> None:
    with pytest.raises(NotThereError, match=r"^DBLP has nothing at http"):
        dblp.find(client, "conf/emnlp/Nobody24")


def test_a_search_passes_preprints_over(services: Services, client: Client) -> None:
    assert dblp.search(client, "Toy Heads & |Friends|$: Étude-like") == [ROW]
    assert services.paths() == [
        "/dblp/search/publ/api?q=toy+heads+friends+etude+like&format=json&h=10&f=0&c=0"
    ]


def test_a_single_hit_may_stand_without_a_list(client: Client) -> None:
    assert dblp.search(client, "a single toy") == [ROW]


def test_no_hit(client: Client) -> None:
    assert dblp.search(client, "nothing") == []


@pytest.mark.parametrize(
    ("info", "authors"),
    [
        ({"authors": {"author": {"text": "Ada Beispiel 0001"}}}, ("Ada Beispiel",)),
        ({"authors": {"author": [{"text": "A &amp; B Team"}]}}, ("{A & B Team}",)),
        ({"authors": {}}, ()),
        ({}, ()),
    ],
)
def test_authors_of_all_kinds(info: dict[str, Any], authors: tuple[str, ...]) -> None:
    body = json.dumps({"result": {"hits": {"hit": [{"info": info}]}}}).encode()
    assert [row.authors for row in dblp._rows(body)] == [authors]


@pytest.mark.parametrize("body", [b"[]", b"<html>", b"\xff", b"[" * 100_000])
def test_what_is_no_answer(body: bytes) -> None:
    with pytest.raises(NetworkError, match=r"^DBLP answered what cannot be understood"):
        dblp._rows(body)
