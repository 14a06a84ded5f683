"""RIS: records of Zotero, EndNote and publishers as drafts; what is wrong, with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headcat.errors import Severity
from headcat.model import Draft, Link, Place
from headcat.readers.ris import gather

ZOTERO = """\
TY  - CONF
TI  - Toys:
  a study
T1  - Other
AU  - Adams, Ada
AU  - van der Berg, Ludwig
A1  - King, Martin, Jr.
AU  - Toy Team
T2  - Proceedings of Toys
JO  - Toys
PY  - 2024
DA  - 2024/05/03/
DO  - 10.1000/x
UR  - https://example.org/x; https://example.org/y
UR  - file.pdf
N1  - arXiv:2312.00001 [cs]
N1  - Read it.
AB  - Long.
KW  - mover
KW  - induction
SP  - 1
EP  - 12
VL  - 7
A2  - Doe, Jane
M1  - 5
ID  - toy2024
L1  -
ER  -

TY  - PREP
AU  - Ada Adams
TI  - Preprint
AN  - arXiv:2405.00002
ER  -
"""
NO_RECORD = "RIS: this belongs to no tag of a record; one begins with 'TY  - ', not"


def problems_of(text: str) -> list[str]:
    return [f"{each.severity} {each}" for each in gather(text, "x.ris").problems]


@pytest.mark.parametrize(
    "text", [ZOTERO, "\ufeff" + ZOTERO.replace("\n", "\r\n"), ZOTERO.replace("  - ", " - ")]
)
def test_records_are_drafts(text: str) -> None:
    drafts, problems = gather(text, "x.ris")
    first, second = drafts
    column = 6 if "TY - " in text else 7
    assert first.places["title"] == Place("x.ris", 2, column)
    assert first.places["authors"] == Place("x.ris", 5, column)
    assert first.places[""] == Place("x.ris", 1, 1)
    assert sorted(first.places) == ["", "authors", "date", "ids", "links", "note", "title", "venue"]
    assert Draft(**{name: getattr(first, name) for name in Draft.__slots__ if name != "places"}) == Draft(
        title="Toys: a study",
        authors=("Ada Adams", "Ludwig van der Berg", "{Toy Team}", "Martin King Jr."),
        date="2023-12",
        venue="Proceedings of Toys 2024",
        ids={"doi": "10.1000/x", "arxiv": "2312.00001"},
        links=(Link("paper", "https://example.org/x"), Link("paper", "https://example.org/y")),
        note="Read it.",
        key="toy2024",
        extra={
            "pages": "1-12",
            "keywords": "mover, induction",
            "url": "file.pdf",
            "jo": "Toys",
            "volume": "7",
            "editor": "Doe, Jane",
            "m1": "5",
        },
    )
    assert (second.ids, second.date, second.venue, second.extra) == (
        {"arxiv": "2405.00002"},
        "2024-05",
        "arXiv",
        {},
    )
    assert [(each.severity, each.message) for each in problems] == [
        (Severity.WARNING, "RIS: passed over: an abstract, for their authors have the rights")
    ]


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        ("PY  - 2024", "2024"),
        ("PY  - 2024///", "2024"),
        ("PY  - 2024/5//spring", "2024-05"),
        ("Y1  - 2024/05/03/", "2024-05-03"),
        ("DA  - 2024-05-03", "2024-05-03"),
        ("DA  - 2024\nPY  - 2024/05", "2024-05"),
        ("DA  - ", ""),
    ],
)
def test_dates(lines: str, date: str) -> None:
    (draft,), problems = gather(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n", "x.ris")
    assert (draft.date, problems) == (date, [])


def test_other_types_and_second_titles_are_kept() -> None:
    (draft,), _ = gather("TY  - BOOK\nTI  - A\nTI  - B\nID  - a\nID  - b\nXX-\nER  -", "x.ris")
    assert (draft.title, draft.key, draft.extra) == ("A", "a", {"type": "BOOK", "ti": "B", "id": "b"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["error x.ris:1:1: HC009 RIS: there is no record here; it begins with 'TY  - '"]),
        (
            "TI  - A\n",
            [f"error x.ris:1:7: HC009 {NO_RECORD} 'A'"],
        ),
        (
            "Hello\nTY  - JOUR\nstray\nER  - \nmore",
            [
                (f"error x.ris:1:1: HC009 {NO_RECORD} 'Hello'"),
                (f"error x.ris:3:1: HC009 {NO_RECORD} 'stray'"),
                (f"error x.ris:5:1: HC009 {NO_RECORD} 'more'"),
            ],
        ),
        (
            "TY  - JOUR\nTI  - A\nTY  - JOUR\nTI  - B",
            [
                "warning x.ris:1:1: HC009 RIS: the record's end, 'ER  - ', lacks",
                "warning x.ris:3:1: HC009 RIS: the record's end, 'ER  - ', lacks",
            ],
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(text: str, found: list[str]) -> None:
    assert problems_of(text) == found


@given(st.text(alphabet="TYERAUIDO -\n\r:x1é/,;", max_size=80))
def test_any_text_is_drafts_or_problems(text: str) -> None:
    drafts, problems = gather(text, "x.ris")
    assert drafts or problems


WORDS = st.text(alphabet="abcXYZé", min_size=1, max_size=8)


@given(st.lists(st.tuples(WORDS, WORDS, st.integers(1900, 2100)), min_size=1, max_size=4))
def test_what_is_written_is_read(papers: list[tuple[str, str, int]]) -> None:
    text = "".join(
        f"TY  - JOUR\nTI  - {title}\nJO  - {name}\nPY  - {year}\nER  - \n\n" for title, name, year in papers
    )
    drafts, problems = gather(text, "x.ris")
    assert problems == []
    assert [(draft.title, draft.venue, draft.date) for draft in drafts] == [
        (title, f"{name} {year}", str(year)) for title, name, year in papers
    ]


def test_what_headcat_wrote_beside_a_record_is_taken_back() -> None:
    own = 'headcat {"date": "2022-03-08", "heads": ["A"], "extra": {}}'
    (draft,), problems = gather(f"TY  - JOUR\nID  - k\nKW  - b\nC8  - x\nC8  - {own}\nER  - \n", "x.ris")
    assert (draft.date, draft.heads, draft.extra, problems) == ("2022-03-08", ("A",), {}, [])


@pytest.mark.parametrize("text", ["x", "headcat", "headcat 7", "headcats {}"])
def test_what_others_wrote_beside_a_record_is_kept(text: str) -> None:
    (draft,), problems = gather(f"TY  - JOUR\nC8  - {text}\nER  - \n", "x.ris")
    assert (draft.extra, problems) == ({"c8": text}, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('headcat {"heads": "A"}', "heads must be a list of texts"),
        ('headcat {"heads":', "Expecting value: line 1 column 11 (char 10)"),
    ],
)
def test_what_is_wrong_beside_a_record_is_told(text: str, message: str) -> None:
    drafts, problems = gather(f"TY  - JOUR\nC8  - {text}\nER  - \n", "x.ris")
    assert drafts == []
    assert [str(problem) for problem in problems] == [f"x.ris:2:7: HC009 RIS: C8: {message}"]
