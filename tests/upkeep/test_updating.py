"""What has become of papers: what counts as the same paper published, and what never does."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcat.model import Paper, Published, Venue
from headcat.upkeep.updating import Proposal, Publication, is_preprint, proposed, renamed
from headcat.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    (),
    (
        Venue("ICLR"),
        Venue("TMLR", kind="journal"),
        Venue("BlackboxNLP", ("BlackboxNLP@EMNLP",), kind="workshop"),
        Venue("EMNLP"),
        Venue("arXiv", ("CoRR",), kind="preprint"),
    ),
)
PAPER = Paper(
    "adams2024heads",
    "Heads of Models",
    ("Ada Adams", "Zoe Zorn"),
    "2024-05",
    "arXiv",
    {"arxiv": "2405.00001"},
)
ICLR = Publication(
    "DBLP", "Heads of Models", ("Ada Adams", "Zoe Zorn"), "2025", "ICLR 2025", {"doi": "10.1000/1"}
)
AGREE = "title, first author and year agree"


def found(*publications: Publication, paper: Paper = PAPER, notices: tuple[str, ...] = ()) -> Proposal | None:
    return proposed(paper, publications, notices, VOCABULARY)


def test_a_publication_gives_venue_and_identifiers() -> None:
    proposal = found(ICLR)
    assert proposal is not None
    assert proposal.amendment.values == {"venue": "ICLR 2025", "ids.doi": "10.1000/1"}
    assert proposal.amendment.published_authors == ()
    assert (proposal.evidence, proposal.notices) == ((f"DBLP has it in ICLR 2025; {AGREE}",), ())


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Heads of  models!"},
        {"title": "Head of Models"},
        {"authors": ("A. Adams", "Zoe Zorn")},
        {"year": "2023"},
        {"year": "2026"},
        {"title": "Heads of Models: All of Them, Everywhere", "why": "an identifier says so"},
        {"authors": ("Nobody Else",), "year": "2030", "why": "an identifier says so"},
    ],
)
def test_it_is_the_same_paper(change: dict[str, Any]) -> None:
    proposal = found(ICLR._replace(**change))
    assert proposal is not None
    assert proposal.amendment.values["venue"] == "ICLR 2025"


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Tails of Models"},
        {"title": "Heads of Models: Part Two of the Story"},
        {"title": ""},
        {"authors": ("Bob Adamson", "Ada Adams")},
        {"authors": ()},
        {"year": "2022"},
        {"year": "2027"},
        {"year": ""},
        {"venue": ""},
        {"venue": "CoRR 2024"},
    ],
)
def test_it_is_another_paper_or_none(change: dict[str, Any]) -> None:
    assert found(ICLR._replace(**change)) is None


@pytest.mark.parametrize(
    "venue", ["ICLR Workshop 2025", "EMNLP, Findings 2025", "ICLR (Workshop) 2025", "Toys"]
)
def test_a_venue_that_nobody_knows_is_told_and_not_written(venue: str) -> None:
    proposal = found(ICLR._replace(venue=venue))
    assert proposal is not None
    assert (proposal.amendment.values, proposal.evidence) == ({}, ())
    assert proposal.notices == (f"DBLP has it in {venue!r}, which the vocabulary does not know",)


def test_the_main_conference_comes_before_a_workshop_and_the_workshop_is_not_it() -> None:
    workshop = ICLR._replace(venue="BlackboxNLP@EMNLP 2024", ids={})
    alone, both = found(workshop), found(workshop, ICLR)
    assert alone is not None
    assert alone.amendment.values == {"venue": "BlackboxNLP 2024"}
    assert both is not None
    assert both.amendment.values["venue"] == "ICLR 2025"


def test_an_identifier_of_another_paper_is_told() -> None:
    proposal = found(ICLR._replace(title="Snails", why="arXiv names its DOI 10.1000/1"))
    assert proposal is not None
    assert proposal.evidence == ()
    assert proposal.notices == ("DBLP has 'Snails' there, though arXiv names its DOI 10.1000/1",)


def test_what_the_entry_says_stays() -> None:
    paper = replace(PAPER, ids={"arxiv": "2405.00001", "doi": "10.1000/2"})
    proposal = found(ICLR, paper=paper)
    assert proposal is not None
    assert proposal.amendment.values == {"venue": "ICLR 2025"}
    assert proposal.notices == ("DBLP has the doi identifier 10.1000/1, the entry 10.1000/2",)
    same = found(ICLR, paper=replace(PAPER, ids={"doi": "10.1000/1"}))
    assert same is not None
    assert (same.amendment.values, same.notices) == ({"venue": "ICLR 2025"}, ())


def test_title_and_authors_of_the_version_of_record() -> None:
    record = ICLR._replace(title="Head of Models", authors=("Ada Adams", "Bob Bell"))
    proposal = found(record)
    assert proposal is not None
    assert proposal.amendment.values["published.title"] == "Head of Models"
    assert proposal.amendment.published_authors == ("Ada Adams", "Bob Bell")
    assert proposal.to_json()["changes"]["published.authors"] == ["Ada Adams", "Bob Bell"]


def test_a_venue_without_a_year_of_its_own_gets_that_of_the_publication() -> None:
    proposal = found(ICLR._replace(venue="TMLR"))
    assert proposal is not None
    assert proposal.amendment.values["venue"] == "TMLR 2025"


def test_notices_alone_are_a_proposal_without_a_change() -> None:
    proposal = found(notices=("Look.", "Look."))
    assert proposal == Proposal(PAPER, notices=("Look.",))
    assert found() is None


@pytest.mark.parametrize(
    ("change", "preprint"),
    [
        ({}, True),
        ({"venue": None}, True),
        ({"venue": None, "ids": {}}, False),
        ({"venue": "ICLR 2025"}, False),
        ({"venue": "Toys 2025"}, False),
        ({"published": Published("X")}, False),
    ],
)
def test_what_is_a_preprint(change: dict[str, Any], *, preprint: bool) -> None:
    assert is_preprint(replace(PAPER, **change), VOCABULARY) == preprint


@pytest.mark.parametrize(
    ("title", "authors", "published", "said"),
    [
        ("heads of models", ("A. Adams", "Zorn, Zoe"), None, []),
        ("", (), None, []),
        ("Tails", (), None, ["arXiv calls it 'Tails' now"]),
        ("Tails", (), Published("Tails"), []),
        ("Tails", (), Published(None, ("X Y",)), ["arXiv calls it 'Tails' now"]),
        (
            "Heads of Models",
            ("Zoe Zorn", "Ada Adams"),
            None,
            ["arXiv names other authors now: Zoe Zorn, Ada Adams"],
        ),
        ("Heads of Models", ("Zoe Zorn",), Published("X", ("Z. Zorn",)), []),
    ],
)
def test_new_names(
    title: str, authors: tuple[str, ...], published: Published | None, said: list[str]
) -> None:
    assert list(renamed(replace(PAPER, published=published), "arXiv", title, authors)) == said


TEXTS = st.sampled_from(["Heads of Models", "Head of Models", "ICLR 2025", "arXiv", "Toys", "", "x"])
PUBLICATIONS = st.builds(
    Publication,
    TEXTS,
    TEXTS,
    st.lists(st.sampled_from(["Ada Adams", "Zoe Zorn", "{Team}"])).map(tuple),
    st.sampled_from(["2023", "2025", "", "x"]),
    TEXTS,
    st.dictionaries(st.sampled_from(["arxiv", "doi", "acl", "openreview", "x"]), TEXTS),
    st.sampled_from(["", "it says so"]),
)


@given(st.lists(PUBLICATIONS, max_size=4), st.lists(TEXTS, max_size=2))
def test_nothing_but_the_publication_is_ever_changed(
    publications: list[Publication], notices: list[str]
) -> None:
    proposal = proposed(PAPER, publications, notices, VOCABULARY)
    if proposal is not None:
        ids = {"ids.doi", "ids.acl", "ids.openreview"}
        assert set(proposal.amendment.values) <= {"venue", "published.title", *ids}
        assert bool(proposal.amendment.values) == bool(proposal.evidence)
