import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.model import (
    HAS_VALUES,
    LINK_KINDS,
    STAGES,
    SUMMARY_PARTS,
    VENUE_KINDS,
    Draft,
    Link,
    Paper,
    Published,
    Query,
    Summary,
)

QUICK = settings(max_examples=100)
BARE = Paper("adams2022heads", "Heads", ("Ada Adams",), "2022-03-08")
FULL = Paper(
    key="zorn2023names",
    title="Names",
    authors=("Zoe Zorn", "{Acme}"),
    date="2023-11",
    venue="NeurIPS 2023",
    ids={"arxiv": "2311.00002", "doi": "10.1000/182"},
    heads=("Mover Head", "Induction Head"),
    links=(Link("code", "https://example.com/code"), Link("paper", "https://example.com/paper")),
    summary=Summary("It moves.", "", "They move."),
    note="A note.",
    published=Published("Names, Again", ("Zoe Zorn",)),
    extra={"rating": "5", "tags": ["a", "b"]},
)


@pytest.mark.parametrize(
    ("summary", "parts", "count"),
    [
        (Summary(), (), 0),
        (Summary("One two.", "", "Three."), (("innovation", "One two."), ("result", "Three.")), 3),
        (Summary(" a\tb\n c ", "d-e", ""), (("innovation", " a\tb\n c "), ("tasks", "d-e")), 4),
    ],
)
def test_a_summary_has_the_parts_that_are_there(
    summary: Summary, parts: tuple[tuple[str, str], ...], count: int
) -> None:
    assert (summary.parts(), summary.word_count()) == (parts, count)


@pytest.mark.parametrize(("date", "year"), [("2022-03-08", "2022"), ("2022-03", "2022"), ("2022", "2022")])
def test_the_year_is_that_of_the_date(date: str, year: str) -> None:
    assert Paper("k", "T", (), date).year == year


@pytest.mark.parametrize(
    ("links", "url"),
    [
        ((), None),
        ((Link("code", "c"),), "c"),
        ((Link("code", "c"), Link("data", "d")), "c"),
        ((Link("code", "c"), Link("paper", "p")), "p"),
        ((Link("paper", "p"), Link("paper", "q")), "p"),
    ],
)
def test_the_main_address_is_the_papers_else_the_first(links: tuple[Link, ...], url: str | None) -> None:
    assert Paper("k", "T", (), "2022", links=links).main_url() == url


@pytest.mark.parametrize(
    ("paper", "record"),
    [
        (
            BARE,
            {
                "key": "adams2022heads",
                "title": "Heads",
                "authors": ["Ada Adams"],
                "date": "2022-03-08",
                "venue": None,
                "ids": {},
                "heads": [],
                "links": [],
                "summary": None,
                "note": None,
            },
        ),
        (
            FULL,
            {
                "key": "zorn2023names",
                "title": "Names",
                "authors": ["Zoe Zorn", "{Acme}"],
                "date": "2023-11",
                "venue": "NeurIPS 2023",
                "ids": {"arxiv": "2311.00002", "doi": "10.1000/182"},
                "heads": ["Mover Head", "Induction Head"],
                "links": [
                    {"kind": "code", "url": "https://example.com/code"},
                    {"kind": "paper", "url": "https://example.com/paper"},
                ],
                "summary": {"innovation": "It moves.", "tasks": "", "result": "They move."},
                "note": "A note.",
                "published": {"title": "Names, Again", "authors": ["Zoe Zorn"]},
                "extra": {"rating": "5", "tags": ["a", "b"]},
            },
        ),
    ],
)
def test_a_paper_and_its_json_object_stand_for_each_other(paper: Paper, record: dict[str, Any]) -> None:
    assert list(paper.to_json().items()) == list(record.items())
    assert Paper.from_json(record) == paper


PAPERS = st.builds(
    Paper,
    key=st.text(),
    title=st.text(),
    authors=st.lists(st.text()).map(tuple),
    date=st.text(),
    venue=st.none() | st.text(),
    ids=st.dictionaries(st.text(), st.text()),
    heads=st.lists(st.text()).map(tuple),
    links=st.lists(st.builds(Link, st.text(), st.text())).map(tuple),
    summary=st.none() | st.builds(Summary, st.text(), st.text(), st.text()),
    note=st.none() | st.text(),
    published=st.none()
    | st.builds(Published, st.none() | st.text(min_size=1), st.lists(st.text()).map(tuple)),
    extra=st.dictionaries(st.text(), st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.text())),
)


@QUICK
@given(PAPERS)
def test_every_paper_comes_back_from_json_text(paper: Paper) -> None:
    assert Paper.from_json(json.loads(json.dumps(paper.to_json()))) == paper


@pytest.mark.parametrize(
    ("published", "record"),
    [
        (Published(), {}),
        (Published("T"), {"title": "T"}),
        (Published(authors=("A",)), {"authors": ["A"]}),
    ],
)
def test_what_is_not_published_otherwise_is_left_out(published: Published, record: dict[str, Any]) -> None:
    paper = Paper("k", "T", (), "2022", published=published)
    assert (paper.to_json()["published"], Paper.from_json(paper.to_json())) == (record, paper)


@pytest.mark.parametrize(
    ("value", "name"),
    [(BARE, "title"), (Draft(), "title"), (Query(), "heads"), (Summary(), "tasks"), (Published(), "title")],
)
def test_models_cannot_be_changed(value: object, name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(value, name, "other")


def test_what_is_not_said_is_empty() -> None:
    assert Draft() == Draft("", (), "", "", {}, (), (), Summary("", "", ""), "", None, "", {}, {})
    assert Query() == Query((), (), False, (), (), (), (), None, None, (), None, "any", "date", False, None)


def test_the_words_that_fields_are_made_of_are_parted() -> None:
    assert {
        len(set(words)) - len(words) for words in (HAS_VALUES, LINK_KINDS, STAGES, SUMMARY_PARTS, VENUE_KINDS)
    } == {0}
