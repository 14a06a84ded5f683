"""The contribution form and the body of an issue: whole drafts, and a finding for whatever is lost."""

import re
import time
from dataclasses import replace

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from headcat.errors import Diagnostic, RefusedError, Severity
from headcat.model import LINK_KINDS, Draft, Link, Place, Summary
from headcat.readers import read as read_strictly
from headcat.readers.form import FIELDS, split_list, split_people
from headcat.words.folding import compact
from headcat.words.identifiers import ID_KINDS


def read(text: str, path: str) -> list[Draft]:
    return read_strictly("form", text, path)


FORM = """\
Title: Some Paper
Head: Induction Head, Previous Token Head
Published: ICLR 2025
Summary:
  - Innovation: What is new.
  - Tasks: What was done.
  - Significant Result: What came out, 6.7%.
"""
WHOLE = """\
Title: Some Paper: a Study
Authors: Ada Lovelace, Ludwig van der Berg and {The Team}
Date: 2025-03-01
Published: ICLR 2025
Head: Induction Head, Previous Token Head
Links: paper: https://arxiv.org/abs/2503.00001, code: https://github.com/example/code
Summary:
  - Innovation: What is new.
  - Tasks: What was done.
  - Significant Result: What came out.
arXiv: 2503.00001
DOI: 10.1000/x
Note: Seen at a workshop.
"""
ISSUE = """\
### Title

Some Paper

### Authors

Ada Lovelace,
Charles Babbage

### Date (first version)

2025-03-01

### Published

_No response_

### Heads

Induction Head, Previous Token Head

### Links

paper: https://arxiv.org/abs/2503.00001
code: https://github.com/example/code

### Innovation

What is new,
and more.

### Tasks

_No response_

### Significant Result

What came out.

### Checklist

- [x] I have read it
- [ ] I have not
"""
UNKNOWN = "a form has Title, Authors, Date, Published, Heads, Links, Innovation, Tasks, Significant Result"

LABEL = re.compile("(?P<name>Title|Head|Published|Summary|Innovation|Tasks|Significant Result):")
FILLED = ("title", "authors", "date", "venue", "heads", "links")


def at(line: int, column: int = 1) -> Place:
    return Place("form.txt", line, column)


def drafts(text: str) -> list[Draft]:
    return read(text, "form.txt")


def bare(text: str) -> Draft:
    """Read a form and return its draft without the places."""
    (draft,) = drafts(text)
    return replace(draft, places={})


def refused(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(RefusedError, match=r"^form\.txt cannot be read$") as caught:
        drafts(text)
    found = caught.value.diagnostics
    assert {(each.code, each.severity, each.path) for each in found} == {
        ("HC009", Severity.ERROR, "form.txt")
    }
    return [(each.line, each.column, each.message) for each in found]


PLAIN = Draft(
    title="Some Paper",
    venue="ICLR 2025",
    heads=("Induction Head", "Previous Token Head"),
    summary=Summary("What is new.", "What was done.", "What came out, 6.7%."),
)


def test_the_form() -> None:
    assert drafts(FORM) == [
        replace(
            PLAIN,
            places={
                "": at(1),
                "title": at(1, 8),
                "heads": at(2, 7),
                "venue": at(3, 12),
                "summary": at(4, 9),
                "innovation": at(5, 17),
                "tasks": at(6, 12),
                "result": at(7, 25),
            },
        )
    ]


def test_the_form_with_all_its_fields() -> None:
    assert drafts(WHOLE) == [
        Draft(
            title="Some Paper: a Study",
            authors=("Ada Lovelace", "Ludwig van der Berg", "{The Team}"),
            date="2025-03-01",
            venue="ICLR 2025",
            ids={"arxiv": "2503.00001", "doi": "10.1000/x"},
            heads=("Induction Head", "Previous Token Head"),
            links=(
                Link("paper", "https://arxiv.org/abs/2503.00001"),
                Link("code", "https://github.com/example/code"),
            ),
            summary=Summary("What is new.", "What was done.", "What came out."),
            note="Seen at a workshop.",
            places={
                "": at(1),
                "title": at(1, 8),
                "authors": at(2, 10),
                "date": at(3, 7),
                "venue": at(4, 12),
                "heads": at(5, 7),
                "links": at(6, 8),
                "summary": at(7, 9),
                "innovation": at(8, 17),
                "tasks": at(9, 12),
                "result": at(10, 25),
                "ids": at(11, 8),
                "arxiv": at(11, 8),
                "doi": at(12, 6),
                "note": at(13, 7),
            },
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + FORM,
        FORM.replace("\n", "\r\n"),
        FORM.replace("\n", "\r"),
        "\n\n" + FORM.replace("\n", "\n\n") + "\n",
        LABEL.sub(lambda match: match[0].upper(), FORM),
        LABEL.sub(lambda match: match[0].lower(), FORM),
        FORM.replace(": ", ":"),
        FORM.replace(": ", " :   ").replace("Title", "  Title"),
        FORM.replace(": ", ":\t"),
        FORM.replace("  - ", ""),
        FORM.replace("  - ", "* "),
        FORM.replace("  - ", "\t• "),
        FORM.replace("  - ", "+  "),
        LABEL.sub(r"**\g<name>:**", FORM),
        LABEL.sub(r"__\g<name>__:", FORM),
        re.sub(r"(?m)^(?=[A-Z])", "- ", FORM),
        FORM.replace("Published", "Published in").replace("Head:", "HEADS:").replace("Significant ", ""),
        FORM.replace("Published", "Venue").replace("Result", "Results").replace("Tasks", "Task"),
        FORM.replace("Summary:\n", ""),
        FORM.replace("Some Paper", "Some\n  Paper"),
        FORM.replace("Induction Head,", "\n  - Induction Head\n  -"),
        FORM.replace("Head, Previous", "Head;\nPrevious"),
        FORM.replace("What is new.", "What\nis\n\n  new."),
        FORM + "Authors:\nDate: -\nLinks: none\nNote: N/A\nDOI:\n",
        "<!-- Fill this in: -->\n" + FORM.replace("\nHead", " <!-- a\nNote: b\n--> \nHead"),
        "---\n" + FORM + "-----\n\n---\n",
    ],
    ids="""
    BOM CRLF CR spread upper lower tight wide tabs flat stars dots plus bold strong list synonyms more
    no-summary-line continued bulleted semicolons folded empty comments rules
    """.split(),
)  # fmt: skip
def test_the_same_form_in_other_words(text: str) -> None:
    assert bare(text) == PLAIN


def test_a_comment_moves_nothing() -> None:
    (draft,) = drafts("<!--\r\nTitle: x\r\n--> Title: <!-- y --> X <!-- z\n-->\nDate: 2024\n")
    assert draft == Draft(title="X", date="2024", places={"": at(3), "title": at(3, 23), "date": at(5, 7)})


@pytest.mark.parametrize("text", ["a <!-- b", "a --> b <!-- c", "a <!- b -> c", "<!-->"])
def test_what_is_no_comment_stays(text: str) -> None:
    assert bare(f"Title: {text}").title == text


def test_several_forms() -> None:
    text = "Title: A\nTasks: a\n---\nTitle: B\n\n   ----\n\n- Result: c\n"
    assert drafts(text) == [
        Draft(
            title="A",
            summary=Summary(tasks="a"),
            places={"": at(1), "title": at(1, 8), "tasks": at(2, 8), "summary": at(2, 8)},
        ),
        Draft(title="B", places={"": at(4), "title": at(4, 8)}),
        Draft(summary=Summary(result="c"), places={"": at(8), "result": at(8, 11), "summary": at(8, 11)}),
    ]


def test_a_dash_or_two_part_nothing() -> None:
    assert bare("Title: A\n--\nB --- C\n").title == "A -- B --- C"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(1, 1, "there is no form here; it begins with 'Title: …'")]),
        ("\n \n---\n", [(1, 1, "there is no form here; it begins with 'Title: …'")]),
        ("<!-- Title: X -->", [(1, 1, "there is no form here; it begins with 'Title: …'")]),
        ("\nHello.\n", [(2, 1, "this line belongs to no field; begin with 'Title: …'")]),
        ("https://arxiv.org/abs/1", [(1, 1, "this line belongs to no field; begin with 'Title: …'")]),
        ("Title: X\nColour: red\n", [(2, 1, f"no field is called 'Colour'; {UNKNOWN}")]),
        ("Title: X\nColour:\n", [(2, 1, f"no field is called 'Colour'; {UNKNOWN}")]),
        ("Title: X\nDate: 2024\nTITLE: Y\n", [(3, 1, "title was given before, in line 1")]),
        ("Head: A\nHeads: B\n", [(2, 1, "heads was given before, in line 1")]),
        (
            "A\nTitle: X\nColour: red\nTitle: Y\n---\nB\nTitle: Z\n",
            [
                (1, 1, "this line belongs to no field; begin with 'Title: …'"),
                (3, 1, f"no field is called 'Colour'; {UNKNOWN}"),
                (4, 1, "title was given before, in line 2"),
                (6, 1, "this line belongs to no field; begin with 'Title: …'"),
            ],
        ),
        (
            "Title: X\nSummary: It names heads.\n",
            [
                (
                    2,
                    10,
                    "the summary's text must stand behind 'Innovation:', 'Tasks:' and 'Significant Result:'",
                )
            ],
        ),
        (
            "Title: X\nSummary:\n- It names heads.\n- Tasks: T\n",
            [
                (
                    2,
                    9,
                    "the summary's text must stand behind 'Innovation:', 'Tasks:' and 'Significant Result:'",
                )
            ],
        ),
        ("Title: X\nLinks: see below\n", [(2, 8, "no link: 'see below'; write 'code: https://…'")]),
        (
            "Title: X\nLinks: https://a.b,\n  code = here\n",
            [(2, 8, "no link: 'code = here'; write 'code: https://…'")],
        ),
        (
            "Title: X\nLinks: arXiv: https://a.b\n",
            [(2, 8, "no link: 'arXiv: https://a.b'; write 'code: https://…'")],
        ),
        ("### Title\n\nX\n\n### Title\n\nY\n", [(5, 1, "title was given before, in line 3")]),
    ],
)
def test_whatever_cannot_be_read_is_reported(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert refused(text) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Title: Names: Moved", "Names: Moved"),
        ("Title: A\nhttps://example.org/x is part of it", "A https://example.org/x is part of it"),
        ("Title: A\n  B: c", "A B: c"),
        ("Title: A\n- B: c", "A - B: c"),
        ("Title: A\nB:c", "A B:c"),
        ("Title: A\nB 2: c", "A B 2: c"),
        ("Title: *A* _b_ [c](d) | e", "*A* _b_ [c](d) | e"),
        ("Title: =1+1 [b]x[/b] </td><script>", "=1+1 [b]x[/b] </td><script>"),
        ("Title: \x1b[31m\u202e", "\x1b[31m\u202e"),  # the rules name it, the terminal is not sent it
        ("Title: a\u2028b\x0bc", "a b c"),
        ("Title: e\u0301", "é"),
        ("Title:", ""),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert bare(text).title == title


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("", ()),
        ("none", ()),
        ("Ada Adams", ("Ada Adams",)),
        ("Ada Adams, Bob Brown", ("Ada Adams", "Bob Brown")),
        ("Ada Adams, Bob Brown, and Cy Clark", ("Ada Adams", "Bob Brown", "Cy Clark")),
        ("Ada Adams and Bob Brown & Cy Clark", ("Ada Adams", "Bob Brown", "Cy Clark")),
        ("Adams, Ada; Brown, Bob; and Clark, Jr., Cy", ("Adams, Ada", "Brown, Bob", "Clark, Jr., Cy")),
        ("{Simon and Schuster}, {R, D; E & F}", ("{Simon and Schuster}", "{R, D; E & F}")),
        ("Ada Adams,\n  Bob Brown", ("Ada Adams", "Bob Brown")),
        ("Ada\n  Adams, Bob Brown", ("Ada Adams", "Bob Brown")),
        ("\nAda Adams\nBob Brown", ("Ada Adams", "Bob Brown")),
        ("\n- Ada Adams\n- Bob Brown", ("Ada Adams", "Bob Brown")),
        ("\n  * Adams, Ada\n  * Brown, Bob", ("Adams, Ada", "Brown, Bob")),
        ("\n- Ada Adams, Bob Brown", ("Ada Adams", "Bob Brown")),
        ("Ada Adams et al.", ("Ada Adams et al.",)),  # the rules refuse it
        ("Andrew Anders", ("Andrew Anders",)),
        (",, Ada Adams,", ("Ada Adams",)),
    ],
)
def test_authors(text: str, authors: tuple[str, ...]) -> None:
    assert bare(f"Title: X\nAuthors: {text}\n").authors == authors
    assert bare(f"### Title\n\nX\n\n### Authors\n\n{text}\n\n### Date\n").authors == authors


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("", []),
        (" ", []),
        ("Ada", ["Ada"]),
        (" A B , C and D ", ["A B", "C", "D"]),
        ("A; B", ["A", "B"]),
        ("{A, B} and C", ["{A, B}", "C"]),
        ("A} and {B", ["A}", "{B"]),
    ],
)
def test_people(text: str, people: list[str]) -> None:
    assert list(split_people(text)) == people


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        ([], []),
        (["A, B;C"], ["A", "B", "C"]),
        (["", "- A", "  * B  b", "• C, D"], ["A", "B b", "C", "D"]),
        (["none"], []),
        (["_No response_"], []),
        (["-"], []),
        (["N/A, -, A"], ["A"]),
        (["S-Inhibition Head"], ["S-Inhibition Head"]),
    ],
)
def test_lists(lines: list[str], items: list[str]) -> None:
    assert list(split_list(lines)) == items


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", []),
        ("none", []),
        ("https://a.b/c", [("paper", "https://a.b/c")]),
        (
            "paper: https://a.b, CODE=http://c.d; data : https://e.f",
            [("paper", "https://a.b"), ("code", "http://c.d"), ("data", "https://e.f")],
        ),
        ("code:https://a.b/c?d=e:f", [("code", "https://a.b/c?d=e:f")]),
        (
            "[Code](https://a.b) · [demo](https://c.d) | [blog](https://e.f)",
            [("code", "https://a.b"), ("demo", "https://c.d"), ("blog", "https://e.f")],
        ),
        ("\n- code: https://a.b\n- video: https://c.d", [("code", "https://a.b"), ("video", "https://c.d")]),
        ("\n- [paper](https://a.b)\n- https://c.d", [("paper", "https://a.b"), ("paper", "https://c.d")]),
        ("<https://a.b/c>", [("paper", "https://a.b/c")]),
        ("https://a.b/c_(d), https://e.f/(g)h", [("paper", "https://a.b/c_(d)"), ("paper", "https://e.f/(g)h")]),
        ("paper: javascript:alert(1)", [("paper", "javascript:alert(1)")]),  # the rules refuse it
        ("ftp://a.b", [("paper", "ftp://a.b")]),
    ],
)  # fmt: skip
def test_links(text: str, links: list[tuple[str, str]]) -> None:
    expected = tuple(Link(kind, url) for kind, url in links)
    assert bare(f"Title: X\nLinks: {text}\n").links == expected
    assert bare(f"### Title\n\nX\n\n### Links\n{text}\n").links == expected


@pytest.mark.parametrize("kind", LINK_KINDS)
def test_a_link_as_a_field(kind: str) -> None:
    (draft,) = drafts(f"Title: X\n{kind.capitalize()}: https://a.b\n")
    place = at(2, len(kind) + 3)
    assert draft == Draft(
        title="X",
        links=(Link(kind, "https://a.b"),),
        places={"": at(1), "title": at(1, 8), kind: place, "links": place},
    )


@pytest.mark.parametrize("kind", ID_KINDS)
def test_an_identifier_as_a_field(kind: str) -> None:
    (draft,) = drafts(f"Title: X\n{kind}: some/thing\n")
    place = at(2, len(kind) + 3)
    assert draft == Draft(
        title="X",
        ids={kind: "some/thing"},
        places={"": at(1), "title": at(1, 8), kind: place, "ids": place},
    )


def test_the_place_of_links_is_that_of_their_own_field_before_all() -> None:
    (draft,) = drafts("Code: https://a.b\nLinks: https://c.d\nDemo: https://e.f\n")
    assert draft.links == (
        Link("paper", "https://c.d"),
        Link("code", "https://a.b"),
        Link("demo", "https://e.f"),
    )
    assert draft.places["links"] == at(2, 8)


def test_an_issue() -> None:
    assert drafts(ISSUE) == [
        Draft(
            title="Some Paper",
            authors=("Ada Lovelace", "Charles Babbage"),
            date="2025-03-01",
            heads=("Induction Head", "Previous Token Head"),
            links=(
                Link("paper", "https://arxiv.org/abs/2503.00001"),
                Link("code", "https://github.com/example/code"),
            ),
            summary=Summary("What is new, and more.", "", "What came out."),
            places={
                "": at(3),
                "title": at(3),
                "authors": at(7),
                "date": at(12),
                "venue": at(16),
                "heads": at(20),
                "links": at(24),
                "innovation": at(29),
                "tasks": at(34),
                "result": at(38),
                "summary": at(29),
            },
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + ISSUE,
        ISSUE.replace("\n", "\r\n"),
        ISSUE.replace("### ", "## "),
        ISSUE.replace("### ", "  #### ").replace("Title\n", "TITLE ##\n"),
        ISSUE.replace("\n\n", "\n"),
        ISSUE.replace("\n\n", "\n\n\n \n"),
        ISSUE.replace("### Checklist", "### How did you find it?\n\nTitle: by chance\n---\n"),
        "Thanks!\n\n" + ISSUE.replace("Some Paper\n", "<!-- the title -->\nSome Paper\n"),
    ],
    ids="BOM CRLF two-marks four-marks tight spread unknown-heading comments".split(),
)
def test_the_same_issue_in_other_words(text: str) -> None:
    (expected,) = drafts(ISSUE)
    assert bare(text) == replace(expected, places={})


@pytest.mark.parametrize("text", ["Title: X\n## Paper\n", "## New paper\nTitle: X\n"])
def test_a_heading_alone_makes_no_issue(text: str) -> None:
    if text.startswith("#"):
        assert refused(text) == [(1, 1, "this line belongs to no field; begin with 'Title: …'")]
    else:
        assert bare(text).title == "X ## Paper"


def test_the_form_of_the_guide() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (form,) = re.findall(r"^```\n(Title: .*?)^```$", guide, re.MULTILINE | re.DOTALL)
    (draft,) = drafts(form)
    assert [name for name in FILLED if not getattr(draft, name)] == []
    assert len(draft.summary.parts()) == 3


def test_the_form_of_the_issues() -> None:
    path = ROOT / ".github" / "ISSUE_TEMPLATE" / "add-paper.yml"
    template = yaml.safe_load(path.read_text(encoding="utf-8"))
    labels = [
        each["attributes"]["label"] for each in template["body"] if each["type"] in ("input", "textarea")
    ]
    assert [FIELDS[compact(label)] for label in labels] == [
        *("title", "authors", "date", "venue", "heads", "links", "innovation", "tasks", "result")
    ]


LINES = st.sampled_from(
    ("Title: a|### Title|Date: b|---|- Tasks: c|Summary:|Links: https://a.b|x||Foo: x|<!--|-->").split("|")
)


@settings(max_examples=100)
@given(st.lists(LINES | st.text(max_size=10), max_size=8).map("\n".join) | st.text())
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    try:
        found = [place for draft in drafts(text) for place in draft.places.values()]
    except RefusedError as error:
        assert error.diagnostics  # noqa: PT017 - either end is right
        found = [Place(*each[2:5]) for each in error.diagnostics]
    lines = text.splitlines()
    assert all(1 <= place.line <= max(len(lines), 1) and place.column >= 1 for place in found)


@settings(max_examples=100)
@given(st.lists(st.text("abcdefABÉ é-'.", min_size=1, max_size=12).map(" ".join), min_size=6, max_size=6))
def test_what_is_written_is_read(texts: list[str]) -> None:
    names = ["Title", "Published", "Innovation", "Tasks", "Significant Result", "Note"]
    values = [" ".join(f"x{text}".split()) for text in texts]
    draft = bare("".join(f"{name}: {value}\n" for name, value in zip(names, values, strict=True)))
    assert draft == Draft(title=values[0], venue=values[1], summary=Summary(*values[2:5]), note=values[5])


@pytest.mark.parametrize(
    "part", ["<!--", "[", "(", "### (", "Links: [", "## " + " " * 100, "- ", "{,", "a: "]
)
def test_reading_takes_time_by_length(part: str) -> None:
    text = "### Title\n" + part * (30_000 // len(part))
    began = time.process_time()
    for whole in (text, text.removeprefix("### Title\n"), f"Title: X\nAuthors: {text}\nLinks: {text}"):
        try:
            drafts(whole)
        except RefusedError as error:
            assert isinstance(error.diagnostics[0], Diagnostic)  # noqa: PT017 - either end is right
    assert time.process_time() - began < 10


def test_a_dash_within_an_item_is_no_bullet() -> None:
    assert list(split_list(["- induction - copying", "a * b, + c"])) == [
        "induction - copying",
        "a * b",
        "+ c",
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A, B and C & D", ["A", "B", "C", "D"]),
        ("A , and B,, C", ["A", "B", "C"]),
        ("{A, B}, C; {D; E}; and F", ["{A, B}, C", "{D; E}", "F"]),
        ("{A and B} and {}, {C}", ["{A and B}", "{}", "{C}"]),
        (" A  and  B ", ["A", "B"]),
        ("", []),
    ],
)
def test_people_are_parted_outside_of_braces(text: str, names: list[str]) -> None:
    assert list(split_people(text)) == names
