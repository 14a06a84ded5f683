"""OpenReview: where a submission ended, told by words that venues choose, from either service."""

from typing import Any

import pytest

from headcat.errors import NetworkError
from headcat.fetch import Found, openreview
from headcat.fetch.client import Client, NotThereError, StatusError
from headcat.model import Draft
from services import Services


def test_a_published_submission(services: Services, client: Client) -> None:
    assert openreview.find(client, "AbC12dEfGh") == Found(
        source="OpenReview",
        draft=Draft(
            title="Toy Heads",
            authors=("Ada Beispiel", "Jürgen Müller"),
            date="2024-01-16",
            venue="ICLR 2024",
            ids={"openreview": "AbC12dEfGh"},
        ),
        abstract="We study toy heads.",
        details={"venue": "ICLR 2024 poster", "venueid": "ICLR.cc/2024/Conference"},
    )
    assert services.paths() == ["/openreview/notes?id=AbC12dEfGh"]


def test_an_older_submission_is_at_the_older_service(services: Services, client: Client) -> None:
    draft = openreview.find(client, "oldOldOld1").draft
    assert (draft.title, draft.venue, draft.date) == ("Old Toys", "ICLR 2021", "2024-01-16")
    assert services.paths() == ["/openreview/notes?id=oldOldOld1", "/openreview1/notes?id=oldOldOld1"]


@pytest.mark.parametrize("value", ["nobody1234", "emptyEmpty"])
def test_what_neither_service_has(services: Services, client: Client, value: str) -> None:
    with pytest.raises(NotThereError, match=r"^OpenReview has no"):
        openreview.find(client, value)
    assert len(services.log) == 2


@pytest.mark.parametrize(
    ("value", "venue", "date", "doubts"),
    [
        ("notable123", "NeurIPS 2023", "2024-01-15", ()),
        (
            "rejected12",
            "",
            "2024-01-16",
            ("OpenReview says of it: Submitted to ICLR 2024; it was not published there",),
        ),
        (
            "withdrawn1",
            "",
            "2024-01-16",
            (
                "OpenReview says of it: ICLR.cc/2024/Withdrawn_Submission; it was not published there",
                "it was taken off OpenReview",
            ),
        ),
        ("journal123", "TMLR 2024", "2024-01-16", ()),
        ("anonymous1", "", "", ("OpenReview does not say who wrote it",)),
        ("reply12345", "", "2024-01-16", ("it is a reply to the submission AbC12dEfGh",)),
    ],
)
def test_what_became_of_it(
    client: Client, value: str, venue: str, date: str, doubts: tuple[str, ...]
) -> None:
    found = openreview.find(client, value)
    assert (found.draft.venue, found.draft.date, found.doubts) == (venue, date, doubts)
    assert found.draft.authors == (() if value == "anonymous1" else ("Ada Beispiel", "Jürgen Müller"))


def test_a_browser_check_is_said_and_not_argued_with(services: Services, client: Client) -> None:
    with pytest.raises(NetworkError) as raised:
        openreview.find(client, "challenge1")
    assert str(raised.value) == (
        "OpenReview asks for a browser check; paste the BibTeX from its page: headcat add --bibtex -"
    )
    assert len(services.log) == 1


def test_another_refusal_stays_one(services: Services, client: Client) -> None:
    with pytest.raises(StatusError, match=r"^OpenReview refused to answer \(HTTP 403\)"):
        openreview.find(client, "forbidden1")
    assert len(services.log) == 1


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("", ""), ("ICLR 2024", "ICLR 2024"), ("ICLR 2024 (Oral)", "ICLR 2024"),
        ("ICLR 2023 notable-top-5%", "ICLR 2023"), ("EMNLP 2023 Main", "EMNLP 2023"),
        ("EMNLP 2023 Findings", "EMNLP 2023 Findings"), ("COLM - spotlight", "COLM 2024"),
        ("NeurIPS 2023 Workshop ATTRIB Poster", "NeurIPS 2023 Workshop ATTRIB"),
        ("Domain 2024", "Domain 2024"), ("Accepted at MI Workshop", "MI Workshop 2024"),
    ],
)  # fmt: skip
def test_a_venue_without_how_it_was_presented(text: str, venue: str) -> None:
    assert openreview._venue(text, "2024-01-16") == venue


@pytest.mark.parametrize(
    "note", [{}, {"content": None}, {"content": {"title": 7, "authors": "Ada", "venue": {}}}]
)
def test_notes_of_any_shape(note: dict[str, Any]) -> None:
    found = openreview._found(note, "AbC12dEfGh")
    assert (found.draft.title, found.draft.venue, found.draft.date) == ("", "", "")
    assert found.draft.ids == {"openreview": "AbC12dEfGh"}
