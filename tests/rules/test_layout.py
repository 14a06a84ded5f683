"""HC4xx: the manner in which the file is written, and how `check --fix` mends it."""

import pytest

from conftest import ROOT, SMALL
from headcat.document.edits import apply
from headcat.document.records import read
from headcat.rules import all_named, inspect, report

FMT = "is indented otherwise than `headcat fmt` writes it, which mends it"
SPACE = "HC404 space at the end of the line; delete it"
SUMMARY = "    summary:\n      innovation: It moves names.\n      tasks: Names.\n      result: They move.\n"


def said(text: str, *words: str) -> list[str]:
    """Return what some rules find in a text that may be wrong otherwise."""
    diagnostics = report("p.yaml", read(text), all_named(words))
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in diagnostics]


def found(old: str, new: str) -> list[str]:
    """Return what is found in the layout of the small catalogue with one change."""
    assert SMALL.count(old) == 1
    return said(SMALL.replace(old, new), "layout")


def mended(text: str) -> str:
    """Return a text with the fixes of the family applied."""
    return apply(text, [edit for each in inspect(read(text), all_named(["layout"])) for edit in each.fix])


def test_what_headcat_writes_is_well_laid_out() -> None:
    assert said(SMALL, "layout") == []
    assert said((ROOT / "data" / "papers.yaml").read_text(encoding="utf-8"), "layout") == []


# HC401

LINE = "  - {{key: {0}, title: T, authors: [A B], date: 2020}}\n"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("b a", ["3:11 HC401 a belongs before b; `headcat fmt` sorts the papers"]),
        (
            "c b d a",
            [
                "3:11 HC401 b belongs before c; `headcat fmt` sorts the papers",
                "5:11 HC401 a belongs before d; `headcat fmt` sorts the papers",
            ],
        ),
        ("a B", ["3:11 HC401 B belongs before a; `headcat fmt` sorts the papers"]),
        ("a b c", []),
        ("a a", []),
        ("B a", []),
        ("", []),
    ],
)
def test_papers_are_sorted(keys: str, expected: list[str]) -> None:
    assert said("papers:\n" + "".join(map(LINE.format, keys.split())), "HC401") == expected


# HC402

ENTRY = "papers:\n  - key: a\n    title: T\n    authors:\n      - A B\n    date: 2020\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("papers:\n- key: a\n  title: T\n  authors:\n    - A B\n  date: 2020\n", ["2:3"]),
        ("papers:\n    - key: a\n      title: T\n      authors:\n        - A B\n      date: 2020\n", ["2:7"]),
        ("papers:\n  -   key: a\n      title: T\n      authors:\n        - A B\n      date: 2020\n", ["2:7"]),
        ("papers:\n  -\n    key: a\n    title: T\n    authors:\n      - A B\n    date: 2020\n", ["3:5"]),
        ("papers:\n  - key: a\n    title: T\n    authors:\n    - A B\n    date: 2020\n", ["5:5"]),
        ("papers:\n  - key: a\n    title: T\n    authors:\n      -  A B\n    date: 2020\n", ["5:10"]),
        (
            f"{ENTRY}    ids:\n        doi: 10.1000/x\n        acl: P18-1001\n",
            ["8:9"],
        ),
        (
            f"{ENTRY}    x:\n      - - b\n        - c\n      -   d: e\n",
            ["10:11"],
        ),
        (
            f"{ENTRY}    x:\n      - - b\n        - c\n      - d: e\n        f:\n          - g\n      -\n",
            [],
        ),
        (
            ENTRY + "    ids: {acl: P18-1001,\n  doi: 10.1000/x}\n",
            [],
        ),
        ("papers:\n  - {key: a,\n  title: T, authors: [A B],\n  date: 2020}\n", []),
        ("papers: [{key: a, title: T, authors: [A B], date: 2020}]\n", []),
        (
            ENTRY.replace("    title", "\n# b\n    title").replace("      -", "   # c\n      -"),
            [],
        ),
        (ENTRY.replace("    title: T", "    ? title\n    : T"), ["3:7"]),
        ("papers:\n  - x\n", []),
        ("papers:\n  -   x\n", ["2:7"]),
    ],
)
def test_indentation(text: str, expected: list[str]) -> None:
    assert said(text, "HC402") == [f"{place} HC402 {FMT}" for place in expected]


# HC403


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("title: Heads of a Small Catalogue", "title: 'Heads'", "22:12 HC403 needs no quotes; write Heads"),
        ("date: 2023-11", 'date: "2023-11"', "45:11 HC403 needs no quotes; write 2023-11"),
        (
            '"2311.00002"',
            "2311.00002",
            '48:14 HC403 needs quotes; write "2311.00002"',
        ),
        (
            '"2311.00002"',
            "'2311.00002'",
            '48:14 HC403 needs other quotes; write "2311.00002"',
        ),
        ('"Names: Moved"', "'Names: Moved'", '42:12 HC403 needs other quotes; write "Names: Moved"'),
        ("title: Heads of a Small Catalogue", "title: no", '22:12 HC403 needs quotes; write "no"'),
        ("title: Heads of a Small Catalogue", "title: 1e3", '22:12 HC403 needs quotes; write "1e3"'),
        ("- Zoe Zorn", "- 'Zoe Zorn'", "44:9 HC403 needs no quotes; write Zoe Zorn"),
        ("[CoRR]", "['CoRR']", "17:15 HC403 needs no quotes; write CoRR"),
        ("[CoRR]", "['Co, RR']", '17:15 HC403 needs other quotes; write "Co, RR"'),
        ("    date: 2023-11", '    "date": 2023-11', "45:5 HC403 needs no quotes; write date"),
        ("They move.", "They move.\n    x: [['abc']]", "58:10 HC403 needs no quotes; write abc"),
    ],
)
def test_quotes_that_are_wrong(old: str, new: str, finding: str) -> None:
    assert found(old, new) == [finding]
    spelling = finding.partition("; write ")[2]
    assert spelling in mended(SMALL.replace(old, new))
    assert said(mended(SMALL.replace(old, new)), "layout") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"2311.00002"', "2311.00002"),
        ('"2311.00002"', "'2311.00002'"),
        ('"Names: Moved"', "'Names: Moved'"),
        ("date: 2023-11", '"date": "2023-11"'),
        ("title: Heads of a", "title: Heads of a"),
        ("- Ada Adams", "- 'Ada Adams'"),
        ("[CoRR]", "['CoRR']"),
    ],
)
def test_the_right_quotes_are_written(old: str, new: str) -> None:
    assert mended(SMALL.replace(old, new)) == SMALL


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("date: 2023-11", "date: 2023-13"),
        ("title: Heads of a Small Catalogue", "title: 'Heads\n      of all'"),
        ("title: Heads of a Small Catalogue", 'title: "yes"'),
        ("It works.", "|-\n        'It' works"),
        ("It works.", ">-\n        2311.00002"),
        ("They move.", "They move.\n    note: ~"),
        ("They move.", "They move.\n    note:"),
        ("They move.", "They move.\n    note: a\tb"),
        ("They move.", "They move.\n    note: It's"),
        ("They move.", "They move.\n    note: 'The \"heads\": all'"),
        ("[CoRR]", '["Co, RR"]'),
    ],
)
def test_quotes_that_are_right(old: str, new: str) -> None:
    assert found(old, new) == []


def test_an_entry_that_is_one_value_has_no_quotes_to_mend() -> None:
    assert said("heads:\n  - 'x'\npapers: []\n", "HC403") == []


# HC404


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("date: 2023-11\n", "date: 2023-11  \n", "45:18"),
        ("date: 2023-11\n", "date: 2023-11\t\n", "45:18"),
        ("date: 2023-11\n", "date: 2023-11 \t\n", "45:18"),
        ("date: 2023-11\n", "date: 2023-11 \r\n", "45:18"),
        ("date: 2023-11\n", "date: 2023-11\n  \n", "46:1"),
        ("  # the second\n", "  # the second \n", "40:15"),
        ("venues:\n", "venues: \n", "11:8"),
        ("They move.\n", "They move.\n  ", "58:1"),
        ("They move.\n", "They move. ", "57:25"),
    ],
)
def test_space_at_the_end_of_a_line(old: str, new: str, place: str) -> None:
    text = SMALL.replace(old, new)
    assert said(text, "HC404") == [f"{place} {SPACE}"]
    assert mended(text).replace("\r", "") in {SMALL, SMALL.rstrip("\n"), SMALL.replace(old, f"{old}\n")}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It works.", "|\n        It works.  \n        So."),
        ("It works.", ">\n        It works. \t\n        So."),
        ("Heads of a Small Catalogue", "'Heads  \n      of all'"),
        ("date: 2023-11", "date: 2023-11\n    date: 2023  "),
        ("date: 2023-11\n", "date: 2023-11\r\n"),
    ],
)
def test_space_that_is_left_alone(old: str, new: str) -> None:
    assert said(SMALL.replace(old, new), "HC404") == []


def test_space_is_deleted_at_the_ends_of_lines_only() -> None:
    text = SMALL.replace("\n", " \n")
    assert mended(text) == SMALL
    assert len(said(text, "HC404")) == SMALL.count("\n")


# HC405


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    date: 2023-11\n    venue: arXiv\n",
            "    venue: arXiv\n    date: 2023-11\n",
            ["46:5 HC405 date belongs before venue; `headcat fmt` mends it"],
        ),
        (
            "- key: zorn2023names\n    title",
            "- note: x\n    key: zorn2023names\n    title",
            ["42:5 HC405 key belongs before note; `headcat fmt` mends it"],
        ),
        (
            "    date: 2023-11\n",
            "    x: y\n    date: 2023-11\n",
            ["46:5 HC405 date belongs before x; `headcat fmt` mends it"],
        ),
        (
            "      tasks: Names.\n      result: They move.\n",
            "      result: They move.\n      tasks: Names.\n",
            ["57:7 HC405 tasks belongs before result; `headcat fmt` mends it"],
        ),
        (
            "  - name: NeurIPS\n    aliases: [NIPS]\n",
            "  - aliases: [NIPS]\n    name: NeurIPS\n",
            ["13:5 HC405 name belongs before aliases; `headcat fmt` mends it"],
        ),
        (
            "    stage: Latent Reasoning\n    group: In-context Learning\n",
            "    group: In-context Learning\n    stage: Latent Reasoning\n",
            ["5:5 HC405 stage belongs before group; `headcat fmt` mends it"],
        ),
        (
            SUMMARY,
            f"{SUMMARY}declined:\n  - reason: x\n    id: '1'\n",
            ["60:5 HC405 id belongs before reason; `headcat fmt` mends it"],
        ),
        (SUMMARY, f"{SUMMARY}declined:\n  - id: '1'\n    title: T\n    date: 2020\n    reason: x\n", []),
        (SUMMARY, SUMMARY + "    y: 1\n    x: 2\n", []),
        (SUMMARY, SUMMARY.replace("result:", "more:"), []),
        (SUMMARY, "    summary: short\n", []),
    ],
)
def test_the_order_of_fields(old: str, new: str, expected: list[str]) -> None:
    text = SMALL.replace(old, new)
    assert said(text, "HC405") == expected


def test_an_entry_that_is_no_mapping_has_no_order() -> None:
    assert said("heads:\n  - x\n  - [abc]\npapers: []\n", "layout") == []
