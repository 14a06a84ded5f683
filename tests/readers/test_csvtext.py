"""CSV as people keep lists: any separator, quoted line breaks, columns by the names that forms have."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.model import Draft, Link, Place, Published, Summary
from headcat.readers.csvtext import gather

FULL = Draft(
    title="A, Title",
    authors=("Ada Adams", "Bob Berg"),
    date="2024",
    venue="NeurIPS 2024",
    ids={"arxiv": "2401.00001", "doi": "10.1000/x"},
    heads=("Induction Head", "Mover Head"),
    links=(Link("paper", "https://a.org"), Link("code", "https://c.org"), Link("code", "https://d.org")),
    summary=Summary("New.", "Tasks.", "Good."),
    note="N.",
    key="k",
    extra={"Cited by": "3"},
    places={"": Place("x.csv", 2, 1)},
)
HEADER = (
    "key,Title,Authors,Year,Venue,arXiv,DOI,Heads,URL,Code,Innovation,Tasks,Significant Result,Note,Cited by"
)
ROW = (
    'k,"A, Title",Ada Adams; Bob Berg,2024,NeurIPS 2024,2401.00001,10.1000/x,Induction Head; Mover Head,'
    "https://a.org,https://c.org https://d.org,New.,Tasks.,Good.,N.,3"
)


def problems(text: str) -> list[str]:
    return [str(problem) for problem in gather(text, "x.csv").problems]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_a_row_is_a_paper(begin: str, end: str) -> None:
    assert gather(f"{begin}{HEADER}{end}{ROW}{end}{end}", "x.csv") == ([FULL], [])


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_rows_are_parted_as_the_header_is(separator: str) -> None:
    text = f"Title{separator}Date\nA{separator}2024\nB{separator}\n"
    assert [(draft.title, draft.date) for draft in gather(text, "x.csv").drafts] == [("A", "2024"), ("B", "")]


def test_lines_are_counted_through_quoted_ones() -> None:
    text = 'title,note\n"A","one\ntwo"\nB,x\n,\n'
    drafts, wrong = gather(text, "x.csv")
    assert [(draft.title, draft.note, draft.places[""].line) for draft in drafts] == [
        ("A", "one\ntwo", 2),
        ("B", "x", 4),
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("cell", "title"),
    [("'=1+1", "=1+1"), ("'-x", "-x"), ("'@x", "@x"), ("'+x", "+x"), ("'s heads", "'s heads"), ("=1", "=1")],
)
def test_a_guard_against_formulas_is_taken_off(cell: str, title: str) -> None:
    assert [draft.title for draft in gather(f"title\n{cell}\n", "x.csv").drafts] == [title]


@pytest.mark.parametrize(
    ("text", "count", "found"),
    [
        ("", 0, ["x.csv:1:1: HC009 CSV: no column is called 'title'"]),
        ("date,venue\n2024,x\n", 0, ["x.csv:1:1: HC009 CSV: no column is called 'title'"]),
        ("title,date,Date\nA,1,2\n", 1, ["x.csv:1:1: HC009 CSV: 2 columns are called 'date'"]),
        (
            "title,date\nA\nB,2,3\nC,2024\n",
            1,
            [
                "x.csv:2:1: HC009 CSV: the row has a cell, the header has 2",
                "x.csv:3:1: HC009 CSV: the row has 3 cells, the header has 2",
            ],
        ),
        ('title\n"A" b\nC\n', 1, ["x.csv:2:1: HC009 CSV: ',' expected after '\"'"]),
        ('title\n"A\n', 0, ["x.csv:2:1: HC009 CSV: unexpected end of data"]),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text: str, count: int, found: list[str]) -> None:
    assert len(gather(text, "x.csv").drafts) == count
    assert problems(text) == found


@given(st.text(st.sampled_from('title,;\t\n\r"ab\x00')))
@settings(max_examples=300)
def test_any_text_is_papers_or_problems(text: str) -> None:
    drafts, wrong = gather("title\n" + text, "x.csv")
    assert all(isinstance(draft, Draft) for draft in drafts)
    assert all(problem.line >= 1 for problem in wrong)


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("heads", "A, B", {"heads": ("A", "B")}),
        ("heads", "A, B; C", {"heads": ("A, B", "C")}),
        ("heads", "A, B;", {"heads": ("A, B",)}),
        ("authors", "Berg, Ludwig;", {"authors": ("Berg, Ludwig",)}),
        ("published title", "P", {"published": Published("P")}),
        ("Published_Authors", "A; B", {"published": Published(None, ("A", "B"))}),
        ("paper", "https://a.org/?x;y", {"links": (Link("paper", "https://a.org/?x;y"),)}),
        (
            "paper",
            "https://a.org; https://b.org|http://c.org",
            {
                "links": tuple(
                    Link("paper", each) for each in ("https://a.org", "https://b.org", "http://c.org")
                )
            },
        ),
        ("extra", '{"a": 1, "b": [true, null]}', {"extra": {"a": "1", "b": ["true"]}}),
        ("extra", "none of it", {"extra": {"extra": "none of it"}}),
        ("extra", "[1]", {"extra": {"extra": "[1]"}}),
        ("note", "'=1; '-2", {"note": "=1; -2"}),
        ("note", "''=1 'a' it's", {"note": "'=1 'a' it's"}),
    ],
)
def test_columns_as_headcat_writes_them(column: str, cell: str, expected: dict[str, object]) -> None:
    quoted = cell.replace('"', '""')
    (draft,), found = gather(f'title,{column}\nT,"{quoted}"\n', "x.csv")
    assert (draft, found) == (Draft(title="T", places={"": Place("x.csv", 2, 1)}, **expected), [])  # type: ignore[arg-type]
