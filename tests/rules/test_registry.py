"""The codes, which never change; how rules are chosen and findings put in order; syntax and types."""

from pathlib import Path

import pytest

from conftest import SMALL
from headcat import rules
from headcat.document.records import read
from headcat.errors import Diagnostic, Severity, UsageError
from headcat.rules import ERRORS, FAMILIES, RULES, all_named, chosen, inspect, module, named, report

TABLE = """
    HC001 yaml-syntax error
    HC002 tab-indentation error
    HC003 field-twice error
    HC004 anchor-alias-or-tag error
    HC005 nested-too-deep error
    HC006 control-character error
    HC007 giant-value error
    HC008 conflict-marker error
    HC009 structure error
    HC010 encoding error
    HC101 missing-field error
    HC102 wrong-type error
    HC103 impossible-date error
    HC104 bad-link error
    HC105 bad-identifier error fixable
    HC106 name-form error
    HC107 long-summary error
    HC108 unknown-field warning
    HC109 invisible-character error
    HC110 key-form error
    HC111 incomplete warning
    HC112 figure-spacing warning fixable
    HC201 same-key error
    HC202 same-identifier error
    HC203 same-title warning
    HC204 near-title warning
    HC205 key-not-canonical hint
    HC206 ids-contradict-links warning
    HC207 declined-twice warning
    HC208 declined-and-listed warning
    HC301 unknown-head error
    HC302 head-alias warning fixable
    HC303 same-term error
    HC304 unknown-broader error
    HC305 unknown-stage error
    HC306 unknown-venue error
    HC307 venue-alias warning fixable
    HC308 unknown-venue-kind error
    HC309 near-duplicate-names warning
    HC310 unused-head hint
    HC311 broader-cycle error
    HC312 heads-always-together hint
    HC401 order warning
    HC402 indent hint
    HC403 quoting hint fixable
    HC404 trailing-space hint fixable
    HC405 field-order hint
    HC501 stale-preprint hint
    HC502 future-date warning
"""
SYNTAX = frozenset(f"HC{number:03}" for number in range(1, 11))


def found(old: str, new: str) -> list[str]:
    """Return what is found in the small catalogue with one change."""
    assert SMALL.count(old) == 1
    diagnostics = report("p.yaml", read(SMALL.replace(old, new)), ERRORS | {"HC108"})
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in diagnostics]


def test_codes_keep_their_names_and_severities() -> None:
    lines = [
        f"{code} {rule.name} {rule.severity}{' fixable' if rule.fixable else ''}"
        for code, rule in RULES.items()
    ]
    assert lines == [line.strip() for line in TABLE.split("\n") if line]
    assert list(RULES) == sorted(RULES)


def test_no_word_stands_for_two_things() -> None:
    words = [*RULES, *(rule.name for rule in RULES.values()), *FAMILIES.values()]
    assert len(set(words)) == len(words)
    assert {code[:3] for code in RULES} == set(FAMILIES)


def test_errors_are_the_rules_that_make_a_catalogue_invalid() -> None:
    assert frozenset(code for code in RULES if f"{code} {RULES[code].name} error" in TABLE) == ERRORS
    assert SYNTAX <= ERRORS


def test_every_rule_has_a_module_that_finds_it_and_no_module_is_of_no_rule() -> None:
    folder = Path(rules.__file__).parent
    files = {file.relative_to(folder).as_posix() for file in folder.glob("*/*.py") if file.stem[0] != "_"}
    names = {code: rule.name.replace("-", "_") for code, rule in RULES.items()}
    assert files == {f"{FAMILIES[code[:3]]}/{name}.py" for code, name in names.items()}
    assert {code for code in RULES if not hasattr(module(code), "check")} == SYNTAX | {"HC102"}


def test_the_modules_find_nothing_in_a_good_catalogue() -> None:
    assert report("p.yaml", read(SMALL), RULES, "2024-01-01") == ()
    assert report("p.yaml", read("papers: []\n"), RULES, "2024-01-01") == ()


IDENTITY = {f"HC20{number}" for number in range(1, 9)}
LAYOUT = {"HC401", "HC402", "HC403", "HC404", "HC405"}


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("HC302", {"HC302"}),
        ("hc302", {"HC302"}),
        (" HC302 ", {"HC302"}),
        ("HC2", IDENTITY),
        ("HC2x", IDENTITY),
        ("HC2xx", IDENTITY),
        ("hc2XX", IDENTITY),
        ("HC20", IDENTITY),
        ("HC20x", IDENTITY),
        ("HC01", {"HC010"}),
        ("HC", set(RULES)),
        ("HCxxx", set(RULES)),
        ("identity", IDENTITY),
        ("Layout", LAYOUT),
        ("staleness", {"HC501", "HC502"}),
        ("syntax", SYNTAX),
        ("head-alias", {"HC302"}),
        ("HEAD_ALIAS", {"HC302"}),
        ("HC999", set()),
        ("HC2000", set()),
        ("HCx2", set()),
        ("HC2xxx", set()),
        ("C302", set()),
        ("3", set()),
        ("alias", set()),
        ("ident", set()),
        ("*", set()),
        ("", set()),
        (" ", set()),
    ],
)
def test_what_a_word_stands_for(word: str, codes: set[str]) -> None:
    assert named(word) == codes


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        ([], [], set(RULES)),
        (["HC201"], [], SYNTAX | {"HC201"}),
        (["identity", "HC302"], [], SYNTAX | IDENTITY | {"HC302"}),
        (["HC2xx"], ["same-key"], SYNTAX | IDENTITY - {"HC201"}),
        (["HC201"], ["HC2"], SYNTAX),
        ([], ["layout"], set(RULES) - LAYOUT),
        ([], ["syntax", "HC010"], set(RULES)),
        ([], ["HC"], SYNTAX),
    ],
)
def test_the_rules_that_are_chosen(select: list[str], ignore: list[str], codes: set[str]) -> None:
    assert chosen(select, ignore) == codes


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("HC999", "no rule is called 'HC999'; nearest: HC309, HC109, HC009"),
        ("hed-alias", "no rule is called 'hed-alias'; nearest: head-alias, venue-alias"),
        ("identiy", "no rule is called 'identiy'; nearest: identity, indent"),
        ("qqqqq", "no rule is called 'qqqqq'"),
        ("HC302,qqqqq", "no rule is called 'qqqqq'"),
    ],
)
def test_a_word_that_names_no_rule(word: str, message: str) -> None:
    for select, ignore in (([word], []), (["HC201", word], []), (["HC201"], ["HC2", word])):
        with pytest.raises(UsageError) as refused:
            chosen(select, ignore)
        assert str(refused.value) == message


def test_all_that_several_words_stand_for() -> None:
    assert all_named(["same-key", "HC5", "same-key"]) == {"HC201", "HC501", "HC502"}
    assert all_named([]) == frozenset()


def test_a_report_finds_errors_unless_more_is_wanted() -> None:
    text = SMALL.replace("2023-11", "2023-13").replace("- Name Mover Head", "- name mover")
    assert [each.code for each in report("p.yaml", read(text))] == ["HC103"]
    assert [each.code for each in report("p.yaml", read(text), RULES)] == ["HC103", "HC302"]
    assert [each.code for each in report("p.yaml", read(text), {"HC302"})] == ["HC302"]
    assert report("p.yaml", read(text), frozenset()) == ()


def test_what_was_found_while_reading_is_restricted_too() -> None:
    text = SMALL.replace("      - Zoe Zorn", "      Zoe Zorn").replace("date: 2022-03-08", "date: &a 2022")
    assert [each.code for each in report("p.yaml", read(text))] == ["HC004", "HC102"]
    assert [each.code for each in report("p.yaml", read(text), {"HC102"})] == ["HC102"]


def test_findings_come_in_the_order_of_the_text() -> None:
    text = SMALL.replace("date: 2023-11", "date: 2023-13").replace("stage: Latent", "stage: Late")
    text = text.replace("adams2022heads", "a/b").replace("venue: arXiv", "venue: arXif")
    problems = inspect(read(text))
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
            ["40:1 HC008 conflict of a merge, lines 40 to 42; `headcat resolve` mends it"],
        ),
        ("  # the second\n", "  # =======\n  # <<<<<<< x\n", []),
        (
            "venues:\n",
            "venue:\n",
            [
                "11:1 HC009 no section is called 'venue'; it may be heads, venues, papers, declined",
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
