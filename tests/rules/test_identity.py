"""HC2xx: what makes two entries the same paper, and what does not."""

import pytest

from conftest import SMALL
from headcat.document.records import read
from headcat.model import Draft, Link
from headcat.rules import chosen, report
from headcat.rules.identity import identifiers, titles
from headcat.words.identifiers import Identifier

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


def found(text: str, *words: str) -> list[str]:
    """Return what some rules find; without any, all of the family but that on the form of keys."""
    codes = chosen(words) if words else chosen(["identity"], ["HC205"])
    diagnostics = report("p.yaml", read(text), codes)
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in diagnostics]


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


def test_a_draft_has_one_title_or_none() -> None:
    assert titles(Draft(title="One: Title")) == {"onetitle": ("title",)}
    assert titles(Draft(title="?")) == {}


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
    assert titles(read(text).papers[0].value) == {
        "laterbetter": ("published", "title"),
        "first": ("title",),
    }


def entries(*titles: str) -> str:
    """Return a catalogue of papers by Ada Adams with the given titles; another author stands before a |."""
    lines = []
    for number, each in enumerate(titles):
        author, _, title = each.rpartition("|")
        authors = f"[{author or 'Ada Adams'}]" if author != "-" else "[]"
        lines.append(f"  - {{key: k{number}, title: '{title}', authors: {authors}, date: 2020}}\n")
    return "papers:\n" + "".join(lines)


NAMES = "Heads That Move Names"
LONG = "A Mechanistic Study of Attention Heads That Move the Names of Persons"


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ([NAMES, "Heads That Moved Names"], ["3:22 k0 2"]),
        ([NAMES, "A. Adams|Heads That Move Name"], ["3:22 k0 2"]),
        ([NAMES, "'Adams, Ada'|HEADS, that move the names"], ["3:22 k0 2"]),
        ([NAMES, "Heads That Move Nmaes"], ["3:22 k0 2"]),
        ([NAMES, "Heads That Move Namse", "Heads That Moves Names"], ["3:22 k0 2", "4:22 k0 2"]),
        ([NAMES, "Zoe Zorn|Something Else", "Heads Which Move Names"], []),
        ([NAMES, "Something Else", "Heads That Mowe Names"], ["4:22 k0 2"]),
        ([LONG, LONG.replace("Persons", "Places")], ["3:22 k0 2"]),
        (["Attention Heads II, a Study", "Attention Heads II, the Study"], ["3:22 k0 2"]),
        (["Deduplication", "Deduplicatoin"], ["3:22 k0 2"]),
        ([NAMES, NAMES], []),
        ([NAMES, "heads that-move names!"], []),
        ([NAMES, "Heads That Move Na Mes"], []),
        ([NAMES, "Zoe Zorn|Heads That Moved Names"], []),
        ([f"{NAMES} 1", f"{NAMES} 2"], []),
        ([f"{NAMES} I", f"{NAMES} II"], []),
        ([f"{NAMES} in 2020", f"{NAMES} in 2021"], []),
        ([NAMES, "Names That Move Heads"], []),
        ([NAMES, "Heads That Forget"], []),
        (["Heads", "Head of All Things"], []),
        (["-|" + NAMES, "-|Heads That Moved Names"], []),
        (["?", "!"], []),
    ],
)
def test_titles_that_are_nearly_the_same(titles: list[str], expected: list[str]) -> None:
    places = [line.split() for line in expected]
    assert found(entries(*titles), "HC204") == [
        f"{place} HC204 the title is nearly that of {key} (line {line}); is it one paper?"
        for place, key, line in places
    ]


@pytest.mark.parametrize(
    ("key", "title", "author", "date", "canonical"),
    [
        ("adams2022heads", "The Heads", "Ada Adams", "2022-03", None),
        ("adams2022headsa", "The Heads", "Ada Adams", "2022", None),
        ("adams2022headsab", "Heads of All", "Adams, Ada", "2022-03-08", None),
        ("muller2022uber", "Über Köpfe", "Jörg Müller", "2022", None),
        ("adams2022other", "Other Heads", "Ada Adams", "2022", None),
        ("adams2022", "???", "Ada Adams", "2022", None),
        ("adams2022headsabc", "Heads", "Ada Adams", "2022", "adams2022heads"),
        ("adams2022heads2", "Heads", "Ada Adams", "2022", "adams2022heads"),
        ("adams2022headsA", "Heads", "Ada Adams", "2022", "adams2022heads"),
        ("Adams2022heads", "Heads", "Ada Adams", "2022", "adams2022heads"),
        ("adams2023heads", "Heads", "Ada Adams", "2022", "adams2022heads"),
        ("adams2022the", "The Heads", "Ada Adams", "2022", "adams2022heads"),
        ("zorn2022heads", "Heads", "Ada Adams", "2022", "adams2022heads"),
        ("paper1", "Heads", "Ada Adams", "2022", "adams2022heads"),
        ("paper1", "Heads", "Ada Adams", "2022-13", None),
    ],
)
def test_keys_made_from_the_paper(
    key: str, title: str, author: str, date: str, canonical: str | None
) -> None:
    text = f"papers:\n  - key: {key}\n    title: '{title}'\n    authors: ['{author}']\n    date: {date}\n"
    message = f"2:10 HC205 the key made from author, year and title is {canonical}"
    assert found(text, "HC205") == ([message] if canonical else [])


def test_no_key_is_made_without_an_author() -> None:
    text = "papers:\n  - {key: x, title: T, authors: [], date: 2020}\n"
    assert found(text, "HC205") == []


WRONG = "; one of them is wrong"
ARXIV = '{arxiv: "2401.00001"}'


@pytest.mark.parametrize(
    ("ids", "links", "expected"),
    [
        (
            ARXIV,
            "{paper: 'https://arxiv.org/abs/2401.00002'}",
            ["7:20 HC206 leads to arxiv 2401.00002, but the ids say 2401.00001" + WRONG],
        ),
        (
            ARXIV,
            "{blog: 'https://arxiv.org/abs/2401.00002'}",
            ["7:19 HC206 leads to arxiv 2401.00002, but the ids say 2401.00001" + WRONG],
        ),
        (
            ARXIV,
            "{paper: ['https://arxiv.org/abs/2401.00001', 'https://arxiv.org/abs/2401.00002']}",
            ["7:57 HC206 leads to arxiv 2401.00002, but the ids say 2401.00001" + WRONG],
        ),
        (
            "{doi: 10.48550/arXiv.2401.00001}",
            "{paper: 'https://arxiv.org/abs/2401.00002'}",
            ["7:20 HC206 leads to arxiv 2401.00002, but the ids say 2401.00001" + WRONG],
        ),
        (
            "{doi: 10.1000/a}",
            "{paper: 'https://doi.org/10.1000/b'}",
            ["7:20 HC206 leads to doi 10.1000/b, but the ids say 10.1000/a" + WRONG],
        ),
        (
            "{acl: P18-1001}",
            "{video: 'https://aclanthology.org/P18-1002/'}",
            ["7:20 HC206 leads to acl p18-1002, but the ids say p18-1001" + WRONG],
        ),
        (ARXIV, "{paper: 'https://arxiv.org/pdf/2401.00001v3'}", []),
        ("{doi: 10.1000/AbC}", "{paper: 'https://doi.org/10.1000/aBc'}", []),
        ("{doi: 10.1000/a}", "{data: 'https://doi.org/10.1000/b'}", []),
        ("{doi: 10.1000/a}", "{paper: 'https://arxiv.org/abs/2401.00002'}", []),
        ("{doi: 10.48550/arXiv.2401.00001}", "{paper: 'https://arxiv.org/abs/2401.00001'}", []),
        (ARXIV, "{paper: 'https://a.org'}", []),
        ("{}", "{paper: 'https://arxiv.org/abs/2401.00002'}", []),
    ],
)
def test_links_and_identifiers_name_one_paper(ids: str, links: str, expected: list[str]) -> None:
    assert found(pair(FIRST=ids, FIRST_LINKS=links), "HC206") == expected


DECLINED = """\
declined:
  - {id: "2401.00001", date: 2025-01-06, reason: Not on heads}
  - {id: "{ID}", date: 2025-01-06, reason: Not on heads}
"""


@pytest.mark.parametrize(
    ("declined", "expected"),
    [
        ("2401.00002", []),
        ("2401.00001", ["16:10 HC207 2401.00001 is declined already (line 15)"]),
        ("no identifier", []),
        ("10.1000/ABC", ["16:10 HC208 10.1000/ABC is listed as first (line 2)"]),
        ("2401.00003", ["16:10 HC208 2401.00003 is listed as second (line 8)"]),
    ],
)
def test_declined_papers(declined: str, expected: list[str]) -> None:
    text = pair(
        FIRST="{doi: 10.1000/abc, openreview: h0Ak8A5yqw}",
        SECOND_LINKS="{paper: https://arxiv.org/abs/2401.00003, code: https://arxiv.org/abs/2401.00001}",
    )
    assert found(text + DECLINED.replace("{ID}", declined)) == expected
    assert found(text) == []
