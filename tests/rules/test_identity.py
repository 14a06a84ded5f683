"""HC2xx: what makes two entries the same paper, and what does not."""

import pytest

from conftest import SMALL
from headcat.identifiers import Identifier
from headcat.model import Draft, Link
from headcat.records import read
from headcat.rules import report
from headcat.rules.identity import identifiers

BASE = """\
papers:
  - key: first
    title: One Title
    authors: [A B]
    date: 2020
    ids: {FIRST}
    links: {FIRST_LINKS}
  - key: second
    title: Another Title
    authors: [A B]
    date: 2021
    ids: {SECOND}
    links: {SECOND_LINKS}
"""
EMPTY = {"FIRST": "{}", "FIRST_LINKS": "{}", "SECOND": "{}", "SECOND_LINKS": "{}"}


def found(text: str) -> list[str]:
    diagnostics = report("p.yaml", read(text))
    return [
        f"{each.line}:{each.column} {each.code} {each.message}"
        for each in diagnostics
        if each.code != "HC111"
    ]


def pair(**parts: str) -> str:
    text = BASE
    for name, value in {**EMPTY, **parts}.items():
        text = text.replace(f"{{{name}}}", value)
    return text


def test_two_papers_are_two() -> None:
    assert found(pair()) == []
    assert found(SMALL) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("key: second", "key: first", ["8:10 HC201 the key first is also that of first (line 2)"]),
        ("key: second", "key: First", []),
        ("Another Title", "One Title", ["9:12 HC203 the title is also that of first (line 2)"]),
        ("Another Title", "'One:  TITLE!'", ["9:12 HC203 the title is also that of first (line 2)"]),
        ("Another Title", "Öné Tıtle", ["9:12 HC203 the title is also that of first (line 2)"]),
        ("Another Title", "One Title, Again", []),
    ],
)
def test_keys_and_titles(old: str, new: str, expected: list[str]) -> None:
    assert found(pair().replace(old, new)) == expected


def test_titles_without_letters_are_not_compared() -> None:
    assert found(pair().replace("One Title", '"???"').replace("Another Title", '"!!!"')) == []


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            {"FIRST": '{arxiv: "2401.00001"}', "SECOND": '{arxiv: "2401.00001"}'},
            ["12:18 HC202 arxiv 2401.00001 is also that of first (line 2)"],
        ),
        (
            {"FIRST": '{arxiv: "2401.00001"}', "SECOND": "{doi: 10.48550/arXiv.2401.00001}"},
            ["12:16 HC202 arxiv 2401.00001 is also that of first (line 2)"],
        ),
        (
            {"FIRST": "{doi: 10.18653/v1/P18-1001}", "SECOND": "{acl: P18-1001}"},
            ["12:16 HC202 acl p18-1001 is also that of first (line 2)"],
        ),
        (
            {"FIRST": "{doi: 10.1000/AbC}", "SECOND": "{doi: 10.1000/aBc}"},
            ["12:16 HC202 doi 10.1000/abc is also that of first (line 2)"],
        ),
        (
            {"FIRST": "{openreview: AbCdEf12}", "SECOND": "{openreview: AbCdEf12}"},
            ["12:23 HC202 openreview AbCdEf12 is also that of first (line 2)"],
        ),
        (
            {
                "FIRST": '{arxiv: "2401.00001", doi: 10.1000/x}',
                "SECOND": '{arxiv: "2401.00001", doi: 10.1000/x}',
            },
            [
                "12:18 HC202 arxiv 2401.00001 is also that of first (line 2)",
                "12:37 HC202 doi 10.1000/x is also that of first (line 2)",
            ],
        ),
        (
            {
                "FIRST_LINKS": "{paper: 'https://arxiv.org/pdf/2401.00001v2'}",
                "SECOND": '{arxiv: "2401.00001"}',
            },
            ["12:18 HC202 arxiv 2401.00001 is also that of first (line 2)"],
        ),
        (
            {
                "FIRST": '{arxiv: "2401.00001"}',
                "SECOND_LINKS": "{paper: ['https://a.org', 'https://arxiv.org/abs/2401.00001']}",
            },
            ["13:20 HC202 arxiv 2401.00001 is also that of first (line 2)"],
        ),
        (
            {
                "FIRST": '{arxiv: "2401.00001"}',
                "SECOND": '{arxiv: "2401.00001"}',
                "SECOND_LINKS": "{paper: 'https://arxiv.org/abs/2401.00001'}",
            },
            ["12:18 HC202 arxiv 2401.00001 is also that of first (line 2)"],
        ),
        ({"FIRST": '{arxiv: "2401.00001"}', "SECOND": '{arxiv: "2401.00002"}'}, []),
        ({"FIRST": "{openreview: AbCdEf12}", "SECOND": "{openreview: abcdef12}"}, []),
        ({"FIRST": "{doi: 10.1000/1}", "SECOND": "{doi: 10.1001/1}"}, []),
        (
            {
                "FIRST": '{arxiv: "2401.00001"}',
                "SECOND_LINKS": "{blog: 'https://arxiv.org/abs/2401.00001'}",
            },
            [],
        ),
        (
            {
                "FIRST": '{arxiv: "2401.00001", doi: 10.48550/arXiv.2401.00001}',
                "FIRST_LINKS": "{paper: 'https://arxiv.org/abs/2401.00001'}",
            },
            [],
        ),
        (
            {
                "FIRST_LINKS": "{paper: 'https://a.org/x.pdf'}",
                "SECOND_LINKS": "{paper: 'https://a.org/x.pdf'}",
            },
            [],
        ),
    ],
)
def test_identifiers_are_compared_in_one_form(parts: dict[str, str], expected: list[str]) -> None:
    assert found(pair(**parts)) == expected


def test_a_third_repeat_names_the_first() -> None:
    entry = "  - {{key: {0}, title: T, authors: [A B], date: 2020}}\n"
    text = "papers:\n" + "".join(map(entry.format, "abc"))
    assert found(text) == [
        "3:21 HC203 the title is also that of a (line 2)",
        "4:21 HC203 the title is also that of a (line 2)",
    ]


def test_each_identifier_comes_with_the_field_that_says_so() -> None:
    draft = Draft(
        ids={"doi": "10.18653/v1/P18-1001", "openreview": "AbCdEf12", "pmid": "1"},
        links=(
            Link("paper", "https://aclanthology.org/P18-1001/"),
            Link("paper", "https://arxiv.org/abs/2401.00001"),
            Link("code", "https://arxiv.org/abs/2401.00002"),
        ),
    )
    assert identifiers(draft) == {
        Identifier("acl", "p18-1001"): ("ids", "doi"),
        Identifier("openreview", "AbCdEf12"): ("ids", "openreview"),
        Identifier("arxiv", "2401.00001"): ("links", "paper"),
    }


def test_the_title_of_the_version_of_record_is_a_title_too() -> None:
    text = """\
papers:
  - {key: a, title: First, authors: [A B], date: 2020, published: {title: 'Later, Better'}}
  - {key: b, title: later better, authors: [A B], date: 2020}
  - {key: c, title: Other, authors: [A B], date: 2020, published: {title: first}}
  - {key: d, title: Same, authors: [A B], date: 2020, published: {title: Same}}
  - {key: e, title: None Other, authors: [A B], date: 2020, published: {authors: [C D]}}
"""
    assert found(text) == [
        "3:21 HC203 the title is also that of a (line 2)",
        "4:75 HC203 the title is also that of a (line 2)",
    ]
