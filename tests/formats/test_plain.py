"""Plain text: a line a paper, a tab between fields, whatever the papers say."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat.document.records import read
from headcat.formats import Context
from headcat.formats.plain import fields, write, write_one
from headcat.model import Link, Paper, Published, Summary
from headcat.vocabulary import Vocabulary

CONTEXT = Context(Vocabulary())
FIRST, SECOND = (record.value for record in read(SMALL).papers)
BARE = Paper("k", "T", ("A B",), "2022")
FULL = Paper(
    key="adams2022heads",
    title="Heads",
    authors=("Ada Adams", "{The Team}"),
    date="2022-03",
    venue="NeurIPS 2022",
    ids={"arxiv": "2203.00001", "doi": "10.1000/a"},
    heads=("Induction Head", "Mover Head"),
    links=(Link("paper", "https://arxiv.org/abs/2203.00001"), Link("code", "https://example.org/a?b=c#d")),
    summary=Summary("It names.", "", "It works."),
    note="A note.",
    published=Published("Heads, Again", ("Ada Adams", "Bob Brown")),
    extra={"award": "best", "tags": ["a", {"b": "ü"}]},
)


def test_the_small_papers() -> None:
    assert "".join(write([SECOND, FIRST], CONTEXT)) == (
        "2023-11\tzorn2023names\tNames: Moved\tName Mover Head, Induction Head\tarXiv\n"
        "2022-03-08\tadams2022heads\tHeads of a Small Catalogue\tInduction Head\tNeurIPS 2022\n"
    )


def test_what_is_missing_is_an_empty_cell() -> None:
    assert "".join(write([BARE], CONTEXT)) == "2022\tk\tT\t\t\n"


def test_nothing_is_cut() -> None:
    paper = Paper("k" * 300, "T" * 3000, ("A",), "2022", venue="V" * 300)
    assert "".join(write([paper], CONTEXT)) == f"2022\t{'k' * 300}\t{'T' * 3000}\t\t{'V' * 300}\n"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("=1+1 [b]x[/b] :brain: a | b <br> \\input{x}", "=1+1 [b]x[/b] :brain: a | b <br> \\input{x}"),
        ("a\tb\nc\r\nd", "a b c d"),
        ("\x1b[31m\u202e\x9b\u2028\x85", "\\x1b[31m\\u202e\\x9b\\u2028\\x85"),
    ],
)
def test_hostile_titles(title: str, shown: str) -> None:
    assert "".join(write([Paper("k", title, ("A",), "2022")], CONTEXT)) == f"2022\tk\t{shown}\t\t\n"


@settings(max_examples=100)
@given(st.lists(st.tuples(st.text(), st.text(), st.lists(st.text(), max_size=2)), max_size=4))
def test_a_line_a_paper_whatever_the_text(texts: list[tuple[str, str, list[str]]]) -> None:
    papers = [Paper("k", title, (), "2022", venue=venue, heads=tuple(heads)) for title, venue, heads in texts]
    lines = "".join(write(papers, CONTEXT)).splitlines()
    assert [line.count("\t") for line in lines] == [4] * len(papers)


def test_a_whole_paper() -> None:
    assert "".join(write_one(FULL)) == (
        "key\tadams2022heads\n"
        "title\tHeads\n"
        "author\tAda Adams\n"
        "author\tThe Team\n"
        "date\t2022-03\n"
        "venue\tNeurIPS 2022\n"
        "published as\tHeads, Again\n"
        "published by\tAda Adams\n"
        "published by\tBob Brown\n"
        "arxiv\t2203.00001\n"
        "doi\t10.1000/a\n"
        "head\tInduction Head\n"
        "head\tMover Head\n"
        "paper\thttps://arxiv.org/abs/2203.00001\n"
        "code\thttps://example.org/a?b=c#d\n"
        "innovation\tIt names.\n"
        "result\tIt works.\n"
        "note\tA note.\n"
        "award\tbest\n"
        'tags\t["a", {"b": "ü"}]\n'
    )


def test_a_bare_paper() -> None:
    assert "".join(write_one(BARE)) == "key\tk\ntitle\tT\nauthor\tA B\ndate\t2022\nvenue\t\n"


def test_published_authors_without_a_title() -> None:
    paper = Paper("k", "T", ("A B",), "2022", published=Published(None, ("C D",)))
    assert list(fields(paper))[-1] == ("published by", "C D")


@pytest.mark.parametrize("value", [[], {}, ["x"], {"a": ["b", "c\td"]}])
def test_extra_fields_are_json(value: object) -> None:
    (*_, (name, text)) = fields(Paper("k", "T", (), "2022", extra={"x": value}))
    assert (name, json.loads(text)) == ("x", value)


@settings(max_examples=100)
@given(st.text(), st.text(), st.text())
def test_a_line_a_field_whatever_the_text(title: str, name: str, value: str) -> None:
    lines = "".join(write_one(Paper("k", title, (), "2022", extra={name: value}))).splitlines()
    assert len(lines) == 5
    assert [line.count("\t") for line in lines] == [1] * 5
