"""What arXiv is asked for, what is new in its answers, and how strongly they speak of heads."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import SMALL
from headcat.document.records import read
from headcat.model import Head
from headcat.upkeep.discovery import LEAST, Candidate, Preprint, fresh, queries, ranked
from headcat.vocabulary import Vocabulary
from headcat.words.folding import compact

VOCABULARY = read(SMALL).vocabulary()
WITHIN = " AND (cat:cs.CL OR cat:cs.LG OR cat:cs.AI)"
ASKED = (
    '(all:"attention head" OR all:"attention heads" OR all:"induction head" OR all:"induction heads"'
    ' OR all:"inductive head" OR all:"inductive heads" OR all:"mover head" OR all:"mover heads"'
    ' OR all:"name mover head" OR all:"name mover heads")'
)
QUERY = re.compile(
    r'\((all:"[^\W_]+(?: [^\W_]+)+"(?: OR (?!\)))?)+\) AND \((cat:[A-Za-z.-]+(?: OR (?!\)))?)+\)'
)


def preprint(
    title: str = "T", abstract: str = "", number: str = "2501.00001", date: str = "2025-01-06"
) -> Preprint:
    return Preprint(number, title, ("Ada Adams",), date, abstract)


def test_heads_are_asked_for_by_all_their_names() -> None:
    assert queries(VOCABULARY) == (ASKED + WITHIN,)
    assert queries(VOCABULARY, ["cs.CL"]) == (f"{ASKED} AND (cat:cs.CL)",)


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("S-Inhibition Head", "s inhibition head"),
        ('"Quoted" (x) AND: head*', "quoted x and head"),
        ("Numbers Heads", "numbers head"),
        ("Müller's Head", "mullers head"),
        ("Associative Memory", ""),
        ("Head", ""),
        ("Forehead", ""),
        ("attention head", ""),
        ("x" * 1500 + " head", ""),
        ("", ""),
    ],
)
def test_names_are_asked_for_without_signs(name: str, phrase: str) -> None:
    asked = 'all:"attention head" OR all:"attention heads"'
    more = f' OR all:"{phrase}" OR all:"{phrase}s"' if phrase else ""
    assert queries(Vocabulary((Head(name),))) == (f"({asked}{more}){WITHIN}",)


@given(st.lists(st.text(max_size=30).map(lambda text: Head(f"{text} head")), max_size=120))
def test_queries_are_short_and_lose_nothing(heads: list[Head]) -> None:
    found = queries(Vocabulary(tuple(heads)))
    assert all(QUERY.fullmatch(query) and len(query) <= 1500 for query in found)
    once = queries(Vocabulary(tuple(reversed(heads))))
    asked = [sorted(re.findall('"([^"]+)"', " ".join(each))) for each in (found, once)]
    assert asked[0] == asked[1]
    assert len(set(asked[0])) == len(asked[0])


def listed(kind: str, value: str) -> bool:
    return (kind, value) in {("arxiv", "2203.00001"), ("title", compact("Names: Moved"))}


def test_what_was_decided_on_does_not_come_again() -> None:
    found = [
        preprint("Heads", number="2203.00001"),
        preprint("names moved!", number="2501.00001"),
        preprint("Another", number="2501.00002"),
        preprint("Declined", number="2501.00003"),
        preprint("Another", number="2501.00002"),
        preprint("Declined by its DOI", number="2501.00004"),
        preprint("Last", number="hep-th/9901001"),
    ]
    declined = ["2501.00003", "10.48550/arXiv.2501.00004", "no identifier", "10.1000/182"]
    assert [paper.title for paper in fresh(found, listed, declined)] == ["Another", "Last"]
    assert [paper.title for paper in fresh(found, listed, [])][:2] == ["Another", "Declined"]


@pytest.mark.parametrize(
    ("title", "abstract", "score", "reasons"),
    [
        ("T", "", 0, ()),
        ("Forehead", "Multihead attentiveness.", 0, ()),
        ("T", "We study attention heads.", 4, ("attention head (abstract)",)),
        ("Attention-Head", "Attention heads", 8, ("attention head (title)",)),
        ("Induction Heads", "", 6, ("Induction Head (title)",)),
        ("T", "INDUCTION\nheads; an inductive head", 3, ("Induction Head (abstract)",)),
        ("T", "An induction. Head on", 3, ("Induction Head (abstract)",)),
        ("Name Movers", "Name mover heads.", 3, ("Name Mover Head (abstract)",)),
        ("T", "Name mover heads and mover heads.", 6,
         ("Mover Head (abstract)", "Name Mover Head (abstract)")),
        ("T", "Induction heads are attention heads with attention.", 8,
         ("attention head (abstract)", "Induction Head (abstract)", "attention (abstract)")),
        ("Circuits of Language Models", "A head.", 5,
         ("circuit (title)", "language model (title)", "head (abstract)")),
        ("T", "Less pass focuses on mechanistic interpretability.", 1,
         ("mechanistic interpretability (abstract)",)),
        ("T", "Associative memories.", 1, ("Associative Memory (abstract)",)),
        ("Attention head attention head head", "", 10, ("attention head (title)", "head (title)")),
    ],
)  # fmt: skip
def test_how_strongly_papers_speak_of_heads(
    title: str, abstract: str, score: int, reasons: tuple[str, ...]
) -> None:
    more = Vocabulary(
        (*VOCABULARY.heads, Head("Associative Memory", ("Associative Memories", ".")), Head("-"))
    )
    paper = preprint(title, abstract)
    assert ranked([paper], more) == [Candidate(paper, score, reasons)]


def test_the_likeliest_come_first_then_the_newest() -> None:
    papers = [
        preprint("None", number="2501.00001"),
        preprint("Head, old", number="2501.00003", date="2025-01-01"),
        preprint("Head, new", number="2501.00004", date="2025-01-02"),
        preprint("Head, new", number="2501.00002", date="2025-01-02"),
        preprint("Attention Head", number="2501.00005", date="2024-01-02"),
    ]
    order = ["2501.00005", "2501.00002", "2501.00004", "2501.00003", "2501.00001"]
    for found in (papers, papers[::-1]):
        assert [each.paper.id for each in ranked(found, VOCABULARY)] == order


def test_what_names_an_attention_head_is_worth_a_look() -> None:
    papers = [
        preprint(abstract="attention heads"),
        preprint("A retrieval head"),
        preprint(abstract="Mover head"),
    ]
    assert [each.score >= LEAST for each in ranked(papers, VOCABULARY)] == [True, False, False]


def test_a_candidate_as_json() -> None:
    (found,) = ranked([preprint("Attention Heads", "Of.")], VOCABULARY)
    assert found.to_json() == {
        "id": "2501.00001",
        "title": "Attention Heads",
        "authors": ["Ada Adams"],
        "date": "2025-01-06",
        "abstract": "Of.",
        "url": "https://arxiv.org/abs/2501.00001",
        "score": 8,
        "reasons": ["attention head (title)"],
    }
