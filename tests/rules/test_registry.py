"""The codes, which never change; how findings are put in order; and the codes of syntax and types."""

import pytest

from conftest import SMALL
from headcat import rules
from headcat.errors import Diagnostic, Severity
from headcat.records import read
from headcat.rules import CODES, check, family, report

ERRORS = """
    HC001 yaml-syntax
    HC002 tab-indentation
    HC003 field-twice
    HC004 anchor-alias-or-tag
    HC005 nested-too-deep
    HC006 control-character
    HC007 giant-value
    HC008 conflict-marker
    HC009 structure
    HC010 encoding
    HC101 missing-field
    HC102 wrong-type
    HC103 impossible-date
    HC104 bad-link
    HC105 bad-identifier
    HC106 name-form
    HC107 long-summary
    HC109 invisible-character
    HC110 key-form
    HC201 same-key
    HC202 same-identifier
    HC301 unknown-head
    HC303 same-term
    HC304 unknown-broader
    HC305 unknown-stage
    HC306 unknown-venue
    HC308 unknown-venue-kind
"""
WARNINGS = """
    HC108 unknown-field
    HC111 incomplete
    HC203 same-title
    HC302 head-alias
    HC307 venue-alias
"""


def found(old: str, new: str) -> list[str]:
    """Return what is found in the small catalogue with one change."""
    assert SMALL.count(old) == 1
    diagnostics = report("p.yaml", read(SMALL.replace(old, new)))
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in diagnostics]


def test_codes_keep_their_names_and_severities() -> None:
    assert {code: each.name for code, each in CODES.items() if each.severity is Severity.ERROR} == dict(
        line.split() for line in ERRORS.split("\n") if line
    )
    assert {code: each.name for code, each in CODES.items() if each.severity is Severity.WARNING} == dict(
        line.split() for line in WARNINGS.split("\n") if line
    )
    assert list(CODES) == sorted(CODES)
    assert len({each.name for each in CODES.values()}) == len(CODES)


def test_every_family_is_there_and_finds_nothing_in_a_good_catalogue() -> None:
    assert {name: list(family(name)(read(SMALL))) for name in rules._FAMILIES} == {
        "fields": [],
        "identity": [],
        "vocabulary": [],
    }
    assert report("p.yaml", read(SMALL)) == ()


def test_findings_come_in_the_order_of_the_text() -> None:
    text = SMALL.replace("date: 2023-11", "date: 2023-13").replace("stage: Latent", "stage: Late")
    text = text.replace("adams2022heads", "a/b").replace("venue: arXiv", "venue: arXif")
    problems = check(read(text))
    assert [problem.code for problem in problems] == ["HC305", "HC110", "HC103", "HC306"]
    assert [problem.offset for problem in problems] == sorted(problem.offset for problem in problems)


def test_findings_at_one_place_come_by_code() -> None:
    codes = [
        line.split()[:2] for line in found("- key: zorn2023names\n", "- key: adams2022heads\n    x: 1\n")
    ]
    assert codes == [["41:10", "HC201"], ["42:8", "HC108"]]


def test_a_report_names_the_paper_of_each_finding() -> None:
    text = SMALL.replace("name: arXiv", "name: arXiv\n    kind: x").replace("    kind: preprint\n", "")
    text = text.replace("2022-03-08", "2022-13").replace('title: "Names', 'authors: []\n    title: "Names')
    text = text.replace("It works.", "It\u200b works.").replace("kind: proceedings", "kind: process")
    assert [(each.code, each.key) for each in report("p.yaml", read(text))] == [
        ("HC308", None),
        ("HC308", None),
        ("HC103", "adams2022heads"),
        ("HC109", "adams2022heads"),
        ("HC003", None),
    ]


def test_a_report_is_made_of_whole_diagnostics() -> None:
    message = "there is no date '2023-13'; write YYYY-MM-DD, YYYY-MM or YYYY"
    expected = Diagnostic("HC103", Severity.ERROR, "d/p.yaml", 45, 11, message, key="zorn2023names")
    assert report("d/p.yaml", read(SMALL.replace("2023-11", "2023-13"))) == (expected,)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"Names: Moved"',
            "Names: Moved",
            ["42:17 HC001 not valid YAML: mapping values are not allowed in this context"],
        ),
        (
            "They move.",
            '"They move.',
            ["57:15 HC001 a quote or bracket that begins here is not closed"],
        ),
        ('"Names: Moved"', "'Names: Moved'", []),
        ("    date: 2023-11", "\tdate: 2023-11", ["45:1 HC002 tab in the indentation; use spaces"]),
        ("date: 2023-11", "date:\t2023-11", []),
        (
            "    date: 2023-11",
            "    date: 2023-11\n    date: 2023",
            ["46:5 HC003 the field 'date' is here twice"],
        ),
        (
            "venues:\n",
            "heads: []\nvenues:\n",
            ["11:1 HC003 the section 'heads' is here twice; put all its entries in one"],
        ),
        ("It moves names.", "It dates dates.", []),
        ("title: Heads", "title: &t Heads", ["22:12 HC004 an anchor (&t); delete it"]),
        (
            "title: Heads of a Small Catalogue",
            "title: *t",
            ["22:12 HC004 an alias (*name); write the value out"],
        ),
        ("title: Heads", "title: !!str Heads", ["22:12 HC004 a YAML tag (tag:yaml.org,2002:str); delete it"]),
        ("title: Heads", "title: R&D and C*-heads!", []),
        ("  # the second\n", f"  - {'[' * 12}{']' * 12}\n", ["40:15 HC005 nested more than 12 levels deep"]),
        (
            "    date: 2023-11",
            f"    date: 2023-11\n    x: {'[' * 8}{']' * 8}",
            ["46:8 HC108 no field is called 'x'; it is kept, and printed under 'extra'"],
        ),
        ("title: Heads", "title: \x07Heads", ["22:12 HC006 control character U+0007; delete it"]),
        ("title: Heads", "title: \u00a0Heads", []),
        ("It works.", "x" * 100_001, ["38:15 HC007 a value of 100001 characters; at most 100000 are taken"]),
        ("It works.", "x" * 100_000, []),
        (
            "  # the second\n",
            "<<<<<<< ours\n=======\n>>>>>>> theirs\n",
            [
                f"{line}:1 HC008 conflict marker of an unfinished merge;"
                " choose one side and delete the marker"
                for line in (40, 41, 42)
            ],
        ),
        ("  # the second\n", "  # =======\n  # <<<<<<< x\n", []),
        (
            "venues:\n",
            "venue:\n",
            [
                "11:1 HC009 no section is called 'venue'; it may be heads, venues, papers",
                "27:12 HC306 no venue is called 'NeurIPS 2022'; new ones go into the section venues:",
                "46:12 HC306 no venue is called 'arXiv'; new ones go into the section venues:",
            ],
        ),
        ("    date: 2023-11\n", "", ["41:5 HC101 the entry has no date"]),
        ("    date: 2023-11\n", "    date: ~\n", ["41:5 HC101 the entry has no date"]),
        (
            "  - name: arXiv\n",
            "  - full: arXiv\n",
            [
                "16:5 HC101 the entry has no name",
                "46:12 HC306 no venue is called 'arXiv'; new ones go into the section venues:",
            ],
        ),
        ("    venue: arXiv\n", "    venue: [arXiv]\n", ["46:12 HC102 venue: must be one value, not a list"]),
        ("      - Zoe Zorn", "      Zoe Zorn", ["44:7 HC102 authors: must be a list, not one value"]),
        ("      - Zoe Zorn", "      - [Zoe Zorn]", ["44:9 HC102 authors: must be one value, not a list"]),
        (
            "      paper: https://arxiv.org/abs/2311.00002",
            "      - https://arxiv.org/abs/2311.00002",
            ["53:7 HC102 links: must be names and values, not a list"],
        ),
        (
            "date: 2023-11",
            "date: 0x7E7",
            ["45:11 HC103 there is no date '0x7E7'; write YYYY-MM-DD, YYYY-MM or YYYY"],
        ),
        ("date: 2023-11", "date: 2023", []),
    ],
)
def test_syntax_structure_and_types(old: str, new: str, expected: list[str]) -> None:
    assert found(old, new) == expected
