"""CSV as written, as Python's reader takes it, and as spreadsheets must not."""

import csv
import re
from io import StringIO

import pytest
from hypothesis import given, settings

from headcat.formats import Context
from headcat.formats.csvtext import COLUMNS, write
from headcat.model import Link, Paper, Published, Summary
from headcat.readers import read
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import unguarded, visible_lines
from hostile import HOSTILE, PAPERS, TEXT, hostile

# What a spreadsheet takes for the begin of a formula, where it may part cells.
FORMULA = re.compile(r"(?:^|[;\n\r])\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def paper(**fields: object) -> Paper:
    given = {"key": "adams2022title", "title": "A Title", "authors": ("Ada Adams",), "date": "2022", **fields}
    return Paper(**given)  # type: ignore[arg-type]


def written(*papers: Paper, raw: bool = False) -> str:
    return "".join(write(papers, Context(Vocabulary(), raw=raw)))


def rows(text: str) -> list[dict[str, str]]:
    reader = csv.DictReader(StringIO(text, newline=""), strict=True)
    found = list(reader)
    assert reader.fieldnames == list(COLUMNS)
    return found


def test_whole_rows() -> None:
    first = paper(
        authors=("Ada Adams", "Berg, Ludwig"),
        venue='The "X", 2023',
        ids={"arxiv": "2203.00001", "doi": "10.1/a"},
        heads=("Induction Head", "Mover Head"),
        links=(Link("code", "https://c.example"), Link("paper", "https://p.example"), Link("code", "x:y")),
        summary=Summary("New", "", "=1"),
        published=Published("New Title", ("Berg, Ludwig",)),
        extra={"pages": "1–2"},
        note="a\nb",
    )
    assert written(first, paper(key="b", authors=("{A and B}", "C"))) == (
        "key,title,authors,date,venue,arxiv,doi,acl,openreview,heads,"
        "paper,code,project,data,demo,blog,video,slides,innovation,tasks,result,"
        "note,published title,published authors,extra\r\n"
        'adams2022title,A Title,"Ada Adams; Berg, Ludwig",2022,"The ""X"", 2023",2203.00001,10.1/a,,,'
        "Induction Head; Mover Head,https://p.example,https://c.example x:y,,,,,,,New,,'=1,"
        '"a\nb",New Title,"Berg, Ludwig;","{""pages"": ""1–2""}"\r\n'
        "b,A Title,{A and B}; C,2022,,,,,,,,,,,,,,,,,,,,,\r\n"
    )


def test_no_papers_have_a_header() -> None:
    assert written() == ",".join(COLUMNS) + "\r\n"


def test_the_whole_catalogue() -> None:
    found = rows(written(*PAPERS))
    assert [row["key"] for row in found] == [each.key for each in PAPERS]
    assert [row["title"] for row in found] == [each.title for each in PAPERS]
    assert [tuple(row["heads"].split("; ")) if row["heads"] else () for row in found] == [
        each.heads for each in PAPERS
    ]


def check(text: str) -> None:
    paper = hostile(text)
    (raw,), (row,) = rows(written(paper, raw=True)), rows(written(paper))
    shown = visible_lines(text).replace("\r\n", "\n")
    for name in ("title", "venue", "innovation", "tasks", "result", "note", "published title"):
        assert raw[name] == shown
        assert unguarded(row[name]) == raw[name]
    assert not any(FORMULA.search(cell) for cell in row.values())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_formula_and_stays_in_its_cell(text: str) -> None:
    check(text)


@settings(max_examples=200)
@given(TEXT)
def test_any_text_is_no_formula_and_stays_in_its_cell(text: str) -> None:
    check(text)


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize("text", ["Plain", "a, b and c", "say \"x\" and 'y'", "& so on", "x; y"])
def test_lists_are_read_back(text: str, *, raw: bool) -> None:
    organisation = "{" + text + "}"
    head = text.replace(";", "")
    for names in ((organisation,), (organisation, "Berg, Ludwig"), ("Berg, Ludwig",)):
        cited = paper(authors=names, heads=(head,), published=Published(None, names))
        (draft,) = read("csv", written(cited, raw=raw), "x")
        assert (draft.authors, draft.heads, draft.published) == (names, (head,), cited.published)
