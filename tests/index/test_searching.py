"""What is typed to find a paper, and what it finds."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from headcat.catalogue import Catalogue
from headcat.index.searching import Clause, Search, Term, marks, parse
from headcat.model import Query
from reference import columns, is_found

REAL = Catalogue.open(ROOT / "data" / "papers.yaml")


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", ()),
        (" \t\n", ()),
        ("Induction", ((Term(("induction",)),),)),
        ("induction circuit", ((Term(("induction",)),), (Term(("circuit",)),))),
        ('"induction circuit"', ((Term(("induction", "circuit")),),)),
        ('"never closed', ((Term(("never", "closed")),),)),
        ("in-context", ((Term(("in", "context")),),)),
        ("-copy", ((Term(("copy",), excluded=True),),)),
        ('-"name mover"', ((Term(("name", "mover"), excluded=True),),)),
        ("induc*", ((Term(("induc",), prefix=True),),)),
        ('"induc*"', ((Term(("induc",)),),)),
        ("title:heads", ((Term(("heads",), "title"),),)),
        ("TITLE:Heads", ((Term(("heads",), "title"),),)),
        ('author:"ada a"', ((Term(("ada", "a"), "authors"),),)),
        ("heads:mover", ((Term(("mover",), "heads"),),)),
        ("venue:iclr summary:code", ((Term(("iclr",), "venue"),), (Term(("code",), "summary"),))),
        ("year:2024", ((Term(years=(2024, 2024)),),)),
        ("-year:2025-2023", ((Term(years=(2023, 2025), excluded=True),),)),
        ("year:soon", ((Term(("year", "soon")),),)),
        ("key:x", ((Term(("key", "x"), name="key:x"),),)),
        ("a OR b c", ((Term(("a",)), Term(("b",))), (Term(("c",)),))),
        ("a OR b OR -c", ((Term(("a",)), Term(("b",)), Term(("c",), excluded=True)),)),
        ("OR a", ((Term(("or",)),), (Term(("a",)),))),
        ("a OR", ((Term(("a",)),),)),
        ("a or b", ((Term(("a",)),), (Term(("or",)),), (Term(("b",)),))),
        ('M{\\"u}ller Müller', ((Term(("muller",)),), (Term(("muller",)),))),
        ("2209.11895", ((Term(("2209", "11895"), name="2209.11895"),),)),
        ('* ( ) ^ : \0 - " ', ()),
        ("NEAR(a b)", ((Term(("near", "a")),), (Term(("b",)),))),
    ],
)  # fmt: skip
def test_what_a_query_is_understood_as(text: str, clauses: tuple[Clause, ...]) -> None:
    assert parse(text) == Search(clauses)


def test_of_a_very_long_query_the_beginning_counts() -> None:
    assert parse("word " * 10_000) == Search((((Term(("word",))),),) * 64)


def answer(text: str) -> list[str]:
    """Return the keys of the papers that a query finds, newest first, by looking at each."""
    return [paper.key for paper in REAL.find(Query()) if is_found(paper, text, REAL.vocabulary)]


def found(text: str, sort: str = "date") -> list[str]:
    return [paper.key for paper in REAL.find(Query(search=text, sort=sort))]


WORDS = sorted(
    {word for paper in REAL.find() for text in columns(paper, REAL.vocabulary).values() for word in text}
)
NAMES = [paper.key for paper in REAL.find()] + [link.url for paper in REAL.find() for link in paper.links]
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(NAMES),
    st.sampled_from(["-", "OR", '"', "*", "title:", "author:", "head:", "venue:", "year:"]),
    st.sampled_from(["(", ")", "\\", "{", "^", "AND", "NEAR", "É", "ß", "\0", "\ud7ff"]),
    st.sampled_from(["2024", "2023-2025", "2209.11895", "arXiv:2209.11895"]),
    st.text(max_size=3),
)  # fmt: skip
QUERIES = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " "])), max_size=8).map(
    lambda pieces: "".join(f"{piece}{space}" for piece, space in pieces)
)


@given(QUERIES)
@settings(max_examples=300)
def test_any_text_is_a_query_and_finds_what_the_oracle_finds(text: str) -> None:
    expected = answer(text)
    assert found(text) == expected
    assert sorted(found(text, "relevance")) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "induction",
        "induction circuit",
        "induc* -circuit",
        "title:induction OR title:retrieval",
        '"previous token"',
        "year:2022",
        "-induction -year:2024",
        "author:olsson",
        "olsson2022context",
        "https://arxiv.org/abs/2209.11895v1",
        "10.48550/arXiv.2209.11895",
        "venue:iclr head:retrieval OR head:induction",
    ],
)
def test_questions_of_a_person(text: str) -> None:
    expected = answer(text)
    assert 0 < len(expected) < 86
    assert found(text) == expected


def test_the_best_match_comes_first_and_equals_newest_first() -> None:
    best = found("induction heads", "relevance")
    assert best[0] in {paper.key for paper in REAL.find(search='title:"induction heads"')}
    everything = Query(search="year:1000-9999", sort="relevance")
    assert [paper.key for paper in REAL.find(everything)] == [paper.key for paper in REAL.find()]
    query = Query(search="induction", sort="relevance")
    backwards = [paper.key for paper in REAL.find(replace(query, reverse=True))]
    assert backwards == found("induction", "relevance")[::-1]
    limited = [paper.key for paper in REAL.find(replace(query, limit=3, heads=("retrieval",)))]
    retrieval = {paper.key for paper in REAL.find(heads=("retrieval",))}
    assert limited == [key for key in found("induction", "relevance") if key in retrieval][:3]


@pytest.mark.parametrize("name", ["muller", "Müller", 'M{\\"u}ller', "MÜLLER", 'M\\"uller', "author:müller"])
def test_accents_in_any_form_meet(catalogue_file: Path, name: str) -> None:
    text = catalogue_file.read_text(encoding="utf-8")
    for number, written in enumerate(["Müller", "'M{\\\"u}ller'", "Muller"]):
        catalogue_file.write_text(text.replace("Ada Adams", f"{written}"), encoding="utf-8")
        keys = [paper.key for paper in Catalogue.open().find(search=name)]
        assert (number, keys) == (number, ["adams2022heads"])


@pytest.mark.parametrize(
    ("query", "column", "text", "expected"),
    [
        ("induction", "title", "Induction, inductive; INDUCTION.", ["Induction", "INDUCTION"]),
        ("induc*", "title", "Induction, inductive", ["Induction", "inductive"]),
        ("-induction", "title", "Induction", []),
        ("author:adams", "title", "Adams", []),
        ("author:adams", "authors", "Ada Adams", ["Adams"]),
        ("year:2022", "title", "2022", []),
        ("muller", "authors", "Müller’s", []),
        ("todays", "summary", "today’s", ["today’s"]),
        ("", "title", "anything", []),
    ],
)
def test_where_words_are_marked(query: str, column: str, text: str, expected: list[str]) -> None:
    found = [text[start:end] for start, end in marks(text, column, parse(query).sought())]
    assert found == expected
