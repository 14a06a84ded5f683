"""JSON as headcat writes it comes back whole; what is wrong is told at its place, and its neighbours stay."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from headcat.changes.drafts import as_paper
from headcat.document.records import read
from headcat.model import Draft, Link, Paper, Place, Published, Summary
from headcat.readers.jsontext import gather

PAPERS = [record.value for record in read((ROOT / "data" / "papers.yaml").read_text("utf-8")).papers]
FULL = Paper(
    key="k",
    title="T",
    authors=("A B", "{C}"),
    date="2024",
    venue="NeurIPS 2024",
    ids={"arxiv": "2401.00001"},
    heads=("Induction Head",),
    links=(Link("code", "https://a.org"), Link("code", "https://b.org")),
    summary=Summary("a", "", "c"),
    note="N.",
    published=Published("Other", ("A. B.",)),
    extra={"tags": ["a", "b"], "of": {"c": "d"}},
)


def said(text: str) -> tuple[list[str], list[str]]:
    drafts, problems = gather(text, "x.json")
    return [draft.title for draft in drafts], [str(problem) for problem in problems]


@pytest.mark.parametrize("separator", ["\n", ",\n"])
def test_what_headcat_writes_comes_back(separator: str) -> None:
    papers = [*PAPERS, FULL, replace(FULL, published=Published(authors=("A B",)))]
    text = separator.join(json.dumps(paper.to_json()) for paper in papers)
    drafts, problems = gather(f"[\n{text}\n]\n" if "," in separator else text, "x.json")
    assert problems == []
    assert [as_paper(draft, draft.key) for draft in drafts] == papers
    assert [draft.places[""].line for draft in drafts] == [
        number + ("," in separator) for number in range(1, len(papers) + 1)
    ]


def test_one_object_is_one_paper() -> None:
    text = json.dumps(FULL.to_json(), indent=2)
    assert [as_paper(each, each.key) for each in gather(text, "x.json").drafts] == [FULL]


def test_fields_that_are_not_known_are_kept_as_text() -> None:
    text = (
        '"title": "T", "date": 2024, "cited": 3, "open": true, "no": null, "of": {"a": [1, null], "b": null}'
    )
    assert gather("{" + text + "}", "x.json").drafts == [
        Draft(
            title="T",
            date="2024",
            extra={"cited": "3", "open": "true", "of": {"a": ["1"]}},
            places={"": Place("x.json", 1, 1)},
        )
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("title", 3, "title must be text"),
        ("date", True, "date must be text"),
        ("date", 20.5, "date must be text"),
        ("authors", "A B", "authors must be a list of texts"),
        ("authors", [3], "authors must be a list of texts"),
        ("ids", [], "ids must be an object"),
        ("ids", {"arxiv": 2401.1}, "ids.arxiv must be text"),
        ("links", {}, "links must be a list of objects with kind and url"),
        ("links", ["https://a.org"], "links must be a list of objects with kind and url"),
        ("links", [{"kind": "code"}], "links must be a list of objects with kind and url"),
        ("links", [{"kind": "code", "url": 1}], "links.url must be text"),
        ("summary", "a", "summary must be an object"),
        ("summary", {"other": "a"}, "summary may have innovation, tasks, result only"),
        ("published", {"venue": "a"}, "published may have title and authors only"),
        ("extra", "a", "extra must be an object"),
    ],
)
def test_a_value_of_another_type_is_told_and_the_neighbours_stay(
    field: str, value: Any, message: str
) -> None:
    text = "\n".join(map(json.dumps, [{"title": "A"}, {"title": "B", field: value}, {"title": "C"}]))
    assert said(text) == (["A", "C"], [f"x.json:2:1: HC009 JSON: {message}"])


@pytest.mark.parametrize(
    ("text", "titles", "problems"),
    [
        ("", [], ["1:1: HC009 JSON: there is no object here"]),
        ("[]", [], ["1:1: HC009 JSON: there is no object here"]),
        ('[{"title": "A"}, 3]', ["A"], ["1:18: HC009 JSON: a paper is an object in {braces}, not 3"]),
        (
            '{"title": "A"}\n{"title": \n{"title": "C"}\n',
            ["A", "C"],
            ["4:1: HC009 JSON: expecting ',' delimiter"],
        ),
        (
            '[\n{"title": "A"},\n{"title": B},\n  {"title": "C"}\n]',
            ["A", "C"],
            ["3:11: HC009 JSON: expecting value"],
        ),
        ('{"title": "A", "title": "B"}', [], ["1:1: HC009 JSON: 'title' is there twice"]),
        ('{"title": "A"', [], ["1:14: HC009 JSON: expecting ',' delimiter"]),
        ("Nothing", [], ["1:1: HC009 JSON: expecting value"]),
    ],
)
def test_what_is_no_json_is_told_at_its_place(text: str, titles: list[str], problems: list[str]) -> None:
    found, wrong = said(text)
    assert (found, wrong) == (titles, [f"x.json:{problem}" for problem in problems])


@pytest.mark.parametrize(("depth", "message"), [(49, ""), (50, "50 levels deep"), (900, "50 levels deep")])
def test_nesting_has_a_limit(depth: int, message: str) -> None:
    """Far below the interpreter's own, which is met at another place each time."""
    titles, problems = said(f'{{"title": "a", "x": {"[" * depth}1{"]" * depth}}}\n{{"title": "b"}}')
    assert titles == (["b"] if message else ["a", "b"])
    assert problems == ([f"x.json:1:1: HC009 JSON: nested more than {message}"] if message else [])


def test_what_is_nested_without_end_is_told() -> None:
    titles, problems = said('{"a":' * 100_000)
    assert titles == []
    assert len(problems) == 1


@given(st.text(st.sampled_from('{}[]",:\n ae1\\')))
@settings(max_examples=300)
def test_any_text_is_papers_or_problems(text: str) -> None:
    drafts, problems = gather(text, "x.json")
    assert drafts or problems


@pytest.mark.parametrize(
    "name",
    ["key", "title", "authors", "date", "venue", "ids", "heads", "links", "summary", "published", "note"],
)
def test_nothing_is_said_by_null(name: str) -> None:
    (draft,), problems = gather(f'{{"{name}": null, "extra": null}}', "x.json")
    assert (draft, problems) == (Draft(places={"": Place("x.json", 1, 1)}), [])
