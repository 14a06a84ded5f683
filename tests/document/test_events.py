import gc
from collections.abc import Iterator
from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.document import Document, Lines, Problem, Scalar, parse, plain
from headcat.document.events import MAX_DEPTH, MAX_RECOVERIES, MAX_SCALAR
from headcat.document.records import decode_text, read
from headcat.errors import RefusedError

QUICK = settings(max_examples=100)
UNCLOSED = "a quote or bracket that begins here is not closed"


@pytest.fixture(params=["C", "Python"])
def _loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse with libyaml, then with the parser that PyYAML has where libyaml is missing."""
    if request.param == "Python":
        monkeypatch.delattr(yaml, "CSafeLoader")


def places(document: Document) -> list[str]:
    lines = Lines(document.text)
    return ["{} {}:{}".format(code, *lines.place(offset)) for code, offset, *_ in document.problems]


def keys(document: Document, section: str = "papers") -> list[Any]:
    nodes = [plain(entry.node) for entry in document.entries(section)]
    return [node["key"] if isinstance(node, dict) else node for node in nodes]


# What stands in the second of three entries, from its line 5 on; the places of the problems; whether
# the entry survives.
IN_AN_ENTRY = {
    "plain": ("    title: B", [], True),
    "colon": ("    title: B: C", ["HC001 5:13"], False),
    "colon behind non-BMP": ("    title: 𝕏𝕏: C: D", ["HC001 5:14"], False),
    "quoted colon": ("    title: 'B: C'", [], True),
    "double quote open": ('    title: "B', ["HC001 5:12"], False),
    "single quote open": ("    title: 'B", ["HC001 5:12"], False),
    "quote open behind another": ("    title: 'B'\n    note: 'C", ["HC001 6:11"], False),
    "text behind quote": ("    title: 'B' C", ["HC001 5:16"], False),
    "bracket open": ("    title: [B", ["HC001 5:12"], False),
    "brace open": ("    title: {B: C,", ["HC001 5:12"], False),
    "inner bracket open": ("    title: [B, [C, [D]]", ["HC001 5:12"], False),
    "bracket open at the end": ("    title: [", ["HC001 5:12"], False),
    "quote open in bracket": ("    title: [a, 'B", ["HC001 5:16"], False),
    "wrong bracket": ("    title: [B}", ["HC001 5:14"], False),
    "bracket closed twice": ("    title: [B]]", ["HC001 5:15"], False),
    "brackets": ("    title: [B, {c: [d]}]", [], True),
    "no colon": ("    title B", ["HC001 5:5"], False),
    "no colon, then a field": ("    title B\n    note: C", ["HC001 5:5"], False),
    "percent": ("    title: %B", ["HC001 5:12"], False),
    "backtick": ("    title: `B`", ["HC001 5:12"], False),
    "too far left": ("   title: B", ["HC001 5:4"], False),
    "too far right": ("     title: B", ["HC001 5:11"], False),
    "left of the dash": (" title: B", ["HC001 5:2"], False),
    "tab": ("\ttitle: B", ["HC002 5:1"], False),
    "tab behind spaces": ("    title: B\n  \t- C", ["HC002 6:3"], False),
    "field twice": ("    title: B\n    title: B", ["HC003 6:5"], False),
    "field twice, inside": ("    ids: {a: 1, a: 2}", ["HC003 5:17"], False),
    "field thrice": ("    n: B\n    n: C\n    'n': D", ["HC003 6:5", "HC003 7:5"], False),
    "same field at two levels": ("    ids: {key: 1}", [], True),
    "alias": ("    title: *B", ["HC004 5:12"], False),
    "alias as field": ("    *B : C", ["HC004 5:5"], False),
    "anchor": ("    title: &B C", ["HC004 5:12"], False),
    "anchor of a list": ("    title: &B [C]", ["HC004 5:12"], False),
    "anchor of a field": ("    &B title: C", ["HC004 5:5"], False),
    "anchor without value": ("    title: &B", ["HC004 5:12"], False),
    "tag": ("    title: !!str B", ["HC004 5:12"], False),
    "tag of its own": ("    title: !B C", ["HC004 5:12"], False),
    "tag of a mapping": ("    title: !!map {B: C}", ["HC004 5:12"], False),
    "anchor and tag": ("    title: &B !C D", ["HC004 5:12", "HC004 5:12"], False),
    "ampersand in the text": ("    title: B & C * D ! E", [], True),
    "merge key": ("    <<: {a: b}", [], True),
    "list as field": ("    [B, C]: D", ["HC009 5:5"], False),
    "mapping as field": ("    ? {B: C}\n    : D", ["HC009 5:7"], False),
    "as deep as may be": (f"    title: {'[' * (MAX_DEPTH - 3)}{']' * (MAX_DEPTH - 3)}", [], True),
    "too deep": (f"    title: {'[' * (MAX_DEPTH - 2)}{']' * (MAX_DEPTH - 2)}", ["HC005 5:21"], False),
    "10 000 brackets": (f"    title: {'[' * 10_000}", ["HC005 5:21"], False),
    "10 000 brackets behind a list": (f"    title: [[], {'[' * 10_000}", ["HC005 5:25"], False),
    "10 000 braces": (f"    title: {'{a: ' * 10_000}", ["HC005 5:48"], False),
    "10 000 dashes": (f"    title:\n    {'- ' * 10_000}", ["HC005 6:23"], False),
    "as long as may be": (f"    title: {'B' * MAX_SCALAR}", [], True),
    "giant": (f"    title: {'B' * (MAX_SCALAR + 1)}", ["HC007 5:12"], False),
    "giant field": (f"    ? {'B' * (MAX_SCALAR + 1)}\n    : C", ["HC007 5:7"], False),
    "control character": ("    title: B\x01C", ["HC006 5:13"], False),
    "control characters": ("    title: \x00\x1f\x7fB\x9f", ["HC006 5:12", "HC006 5:16"], False),
    "line separators": ("    title: B\x85C\u2028D\u2029E", ["HC006 5:13", "HC006 5:15", "HC006 5:17"], False),
    "half a surrogate": ("    title: B\ud800C", ["HC006 5:13"], False),
    "no characters": ("    title: B\ufffeC\uffff", ["HC006 5:13", "HC006 5:15"], False),
    "control character in a comment": ("    # \x01\n    title: B", ["HC006 5:7"], False),
    "odd but allowed": ("    title: B\u00a0\u200b\ufeff\U000e0001C", [], True),
    "document mark in a quote": ("    title: 'B\n---\n    C'", ["HC001 5:12"], False),
    "comment": ("    # [ ' \" *\n    title: B # &c", [], True),
    "dash alone behind": ("    title: [B\n  -\n    key: b2", ["HC001 5:12"], False),
}


@pytest.mark.usefixtures("_loader")
def test_nesting_without_measure_in_every_entry_is_told_of_each() -> None:
    """Python's parser, which could tell the places too, took 13 s for this."""
    entry = "- " + "[" * 1100 + "\n"
    problems = parse("papers:\n" + entry * 99).problems
    assert [(each.code, each.offset) for each in problems] == [
        ("HC005", 8 + len(entry) * number + 12) for number in range(99)
    ]


def test_nesting_without_measure_in_a_catalogue_in_braces_is_told_of() -> None:
    """Where, libyaml and Python's parser do not agree."""
    assert [each.code for each in parse(f"{{papers: {'[' * 10_000}").problems] == ["HC005"]


def test_an_entry_ends_with_the_text() -> None:
    """libyaml's mark behind a pair in brackets that nobody closed stands beyond it."""
    (entry,) = parse("h: [h: a").entries("h")
    assert (entry.start, entry.end) == (4, 8)


def test_lines_that_cut_lists_in_two_lead_nowhere_back() -> None:
    """A section of their name that stands before them was read again and again."""
    problems = parse("x:\n" * 100 + "x: x\n" * 50 + "papers:\n- [").problems
    assert [each.code for each in problems] == ["HC003"] * 149 + ["HC001"]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("fault", "expected", "survives"), IN_AN_ENTRY.values(), ids=IN_AN_ENTRY)
def test_a_fault_is_told_at_its_place_and_costs_its_entry_only(
    fault: str, expected: list[str], newline: str, *, survives: bool
) -> None:
    lines = f"papers:\n  - key: a\n    title: A\n  - key: b\n{fault}\n  - key: c\nheads:\n- key: h\n"
    document = parse(lines.replace("\n", newline))
    others = ["b2"] if "b2" in fault else []
    assert (places(document), keys(document), keys(document, "heads")) == (
        expected,
        ["a", *(["b"] if survives else []), *others, "c"],
        ["h"],
    )


# Texts that are wrong as a whole; the places of the problems, the papers and the heads that are read.
IN_A_CATALOGUE = {
    "empty": ("", [], [], []),
    "white space": (" \n\n", [], [], []),
    "comment": ("# nothing", [], [], []),
    "no value": ("papers:", [], [], []),
    "empty list": ("papers: []", [], [], []),
    "in brackets": ("{papers: [{key: a}, b], heads: [h]}", [], ["a", "b"], ["h"]),
    "without indentation": ("papers:\n- key: a\nheads:\n- h\n", [], ["a"], ["h"]),
    "document marks": ("%YAML 1.1\n---\npapers:\n- a\n...\n", [], ["a"], []),
    "quoted section": ("'papers':\n- a\n", [], ["a"], []),
    "only a mark": ("---\n", ["HC009 2:1"], [], []),
    "list": ("- papers\n- heads\n", ["HC009 1:1"], [], []),
    "word": ("papers", ["HC009 1:1"], [], []),
    "alias": ("*papers\n", ["HC009 1:1"], [], []),
    "second document": ("papers:\n- a\n---\npapers:\n- b\n", ["HC009 3:1"], ["a"], []),
    "second document behind the end": ("papers:\n- a\n...\n# c\n---\nb\n", ["HC009 5:1"], ["a"], []),
    "section twice": ("papers:\n  - a\nheads:\n- h\npapers:\n- b\n", ["HC003 5:1"], ["a", "b"], ["h"]),
    "section twice, broken": (
        "papers:\n  - a\npapers:\n- key: [\n- b\n- *c\n",
        ["HC003 3:1", "HC001 4:8", "HC004 6:3"],
        ["a", "b"],
        [],
    ),
    "section that is no word": ("[a, b]:\n- c\npapers:\n- a\n", ["HC009 1:1"], ["a"], []),
    "sections that are no words": ("? {a: b}\n: c\n? [d]\n", ["HC009 1:3", "HC009 3:3", "HC003 3:3"], [], []),
    "anchor of all": ("--- &x\npapers:\n- a\n", ["HC004 1:5"], ["a"], []),
    "tag of all": ("!!map\npapers:\n- a\n", ["HC004 1:1"], ["a"], []),
    "anchor of a section": ("papers: &x\n- a\n", ["HC004 1:9"], ["a"], []),
    "anchor of a section's name": ("&x papers:\n- a\n", ["HC004 1:1"], ["a"], []),
    "tag of an entry": ("papers:\n- !x\n  key: a\n- b\n", ["HC004 2:3"], ["b"], []),
    "alias as section": ("papers: *x\nheads:\n- h\n", ["HC004 1:9"], [], ["h"]),
    "too deep in a section": (
        f"papers: {'{a: ' * MAX_DEPTH}\nheads:\n- h\n",
        ["HC005 1:53"],
        [],
        ["h"],
    ),
    "too deep in the last section": (f"heads: [h]\npapers: {'{a: ' * MAX_DEPTH}", ["HC005 2:53"], [], ["h"]),
    "too deep in a section's name": (f"? {'[' * MAX_DEPTH}\nheads:\n- h\n", ["HC005 1:14"], [], ["h"]),
    "10 000 brackets in a section": (
        f"papers: {'[' * 10_000}\nheads:\n- h\n",
        ["HC005 1:20"],
        [],
        ["h"],
    ),
    "stray lines of one name": (
        "papers:\n- a\na: b\n- c\na: d\n- e\n",
        ["HC001 3:1", "HC001 5:1"],
        ["a", "c", "e"],
        [],
    ),
    "a section that is there twice, and no list": (
        "papers:\n- a\nx:\n- b\nx: c\n- d\n",
        ["HC003 5:1", "HC001 6:1"],
        ["a"],
        [],
    ),
    "unknown version": ("%YAML 9.1\n---\npapers:\n- a\n", ["HC001 1:1"], ["a"], []),
    "unknown tag handle": ("papers:\n- !x!y a\n- b\nheads:\n- h\n", ["HC001 2:3"], ["b"], ["h"]),
    "byte order mark": ("\ufeffpapers:\n- a\n- *b\n", ["HC006 1:1", "HC004 3:3"], ["a"], []),
    "byte order mark inside": ("papers:\n- a\ufeff\n", [], ["a\ufeff"], []),
    "zeros": ("papers:\n- a\n" + "\0" * 1000, ["HC006 3:1"], ["a"], []),
    "Mac line breaks": ("papers:\r- a\r", ["HC006 1:8", "HC001 1:9", "HC006 1:12"], [], []),
    "doubled carriage returns": ("papers:\r\r\n- a\r\r\n", ["HC006 1:8", "HC006 2:4"], [], []),
    "first entry broken": ("papers:\n- @\n- b\nheads:\n- h\n", ["HC001 2:3"], ["b"], ["h"]),
    "first line of an entry broken": ("papers:\n  - a\n  - @\n  - c\n", ["HC001 3:5"], ["a", "c"], []),
    "both first lines broken": ("papers:\n- @\n- '\n", ["HC001 2:3", "HC001 3:3"], [], []),
    "last entry broken": ("papers:\n- a\n- [", ["HC001 3:3"], ["a"], []),
    "last entry broken before a section": ("papers:\n- a\n- [\nheads:\n- h\n", ["HC001 3:3"], ["a"], ["h"]),
    "every entry broken": ("papers:\n- [\n- {\n- '\n", ["HC001 2:3", "HC001 3:3", "HC001 4:3"], [], []),
    "two sections broken": (
        "heads:\n- [\n- h\npapers:\n- a\n- {\n",
        ["HC001 2:3", "HC001 6:3"],
        ["a"],
        ["h"],
    ),
    "no list": ("papers:\n  - a\n  b: c\n  - d\nheads:\n- h\n", ["HC001 3:3"], ["d"], ["h"]),
    "list without a dash": ("papers:\n  - a\n b\n  - d\nheads:\n- h\n", ["HC001 3:2"], ["d"], ["h"]),
    "word between sections": (
        "papers:\n- a\nheads\nvenues:\n- v\nheads:\n- h\n",
        ["HC001 3:1"],
        ["a"],
        ["h"],
    ),
    "word at the end": ("papers:\n- a\nheads\n", ["HC001 3:1"], ["a"], []),
    "value broken": ("papers: a: b\nheads:\n- h\n", ["HC001 1:10"], [], ["h"]),
    "brackets broken": ("{papers: [{key: a}, {key: b]}\n", ["HC001 1:28"], ["a"], []),
    "section's name broken": ("@papers:\n- a\nheads:\n- h\n", ["HC001 1:1"], [], ["h"]),
    "quote open in a section's name": ("'papers:\n- a\nheads:\n- h\n", ["HC001 1:1"], [], ["h"]),
    "dash behind a section": ("papers: - a\nheads:\n- h\n", ["HC001 1:9"], [], ["h"]),
    "odd name of a section": (
        '"a: [\\n":\n  - [\n  - *b\n  - c\npapers:\n- a\n',
        ["HC001 2:5", "HC004 3:5"],
        ["a"],
        [],
    ),
    **{
        f"stray {name}": (
            f"papers:\n  - key: a\n{stray}\n  - key: b\n  - key: c\nheads:\n- h\n",
            places,
            papers,
            ["h"],
        )
        for name, stray, places, papers in (
            ("field", "oops: x", ["HC001 3:1"], ["a", "b", "c"]),
            ("quoted field", "'oops': x", ["HC001 3:1"], ["a", "b", "c"]),
            ("fields", "x: y\nz: w", ["HC001 4:1"], ["a", "b", "c"]),
            ("field, then an item", "x: y\n- z", ["HC001 3:1"], ["a", "b", "c"]),
            ("item", "- x", ["HC001 3:1"], ["a", "b", "c"]),
            ("comment", "# oops: x", [], ["a", "b", "c"]),
            ("section", "oops:", [], ["a"]),
        )
    },
    "stray fields between lists without indentation": (
        "papers:\n- a\nx: y\n- b\nz: w\n- c\nheads:\n- h\n",
        ["HC001 3:1", "HC001 5:1"],
        ["a", "b", "c"],
        ["h"],
    ),
    "stray field behind the last entry": ("papers:\n  - a\noops: x\nheads:\n- h\n", [], ["a"], ["h"]),
    "stray field before a broken section": (
        "papers:\n  - a\noops: x\nheads:\n- [\n- h\n",
        ["HC001 5:3"],
        ["a"],
        ["h"],
    ),
    "stray field, and no entry behind it": (
        "papers:\n  - a\noops: x\n   b: c\nheads:\n- h\n",
        ["HC001 3:1"],
        ["a"],
        ["h"],
    ),
    "stray field, and nothing behind it": ("papers:\n  - a\noops: x\n   b: c\n", ["HC001 3:1"], ["a"], []),
    "stray field twice": (
        "papers:\n  - key: a\nx: y\n  - key: b\nx: y\n  - key: c\n",
        ["HC001 3:1", "HC001 5:1"],
        ["a", "b", "c"],
        [],
    ),
    "explicit section": ("? papers\n: - @\n  - b\nheads:\n- h\n", ["HC001 2:5"], ["b"], ["h"]),
}


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize(("text", "expected", "papers", "heads"), IN_A_CATALOGUE.values(), ids=IN_A_CATALOGUE)
def test_a_fault_of_the_whole_is_told_at_its_place(
    text: str, expected: list[str], papers: list[Any], heads: list[Any]
) -> None:
    document = parse(text)
    assert (places(document), keys(document), keys(document, "heads")) == (expected, papers, heads)


@pytest.mark.parametrize(
    ("fault", "expected", "survivors"),
    [
        ('    title: "\\q"', ["HC001 5:13"], ["a", "c"]),
        ("    title: B\tC", [], ["a", "b", "c"]),
        ("    title: B\tC: D", ["HC001 5:15"], ["a", "c"]),
        ("    title:\tB", [], ["a", "b", "c"]),
        ("  -\tkey: D", ["HC002 5:4"], ["a", "b", "c"]),
    ],
)
def test_tabs_are_refused_in_the_indentation_only(
    fault: str, expected: list[str], survivors: list[str]
) -> None:
    document = parse(f"papers:\n  - key: a\n  - key: b\n    n: x\n{fault}\n  - key: c\n")
    assert (places(document), keys(document)) == (expected, survivors)


# What stands behind the broken entry is read by a parser that was not given what stands before it.
BEHIND = """\
  - key: c  # c
    note: |
      one

    list:
      - two
      - {three: 'four', five: [six]}
    map:
      seven: eight
  - *i
  - [&a b, !c d]
  - &e {f: g, f: h}
  - ? [i]
    : j
  - key: k
heads: [l, {key: n}]
heads:
  - key: o
---
p
"""


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("fault", "place"),
    [
        ("[B", "HC001 4:12"),
        ("{B", "HC001 4:12"),
        ("'B", "HC001 4:12"),
        ('"B', "HC001 4:12"),
        ("@B", "HC001 4:12"),
        ("B:", "HC001 4:13"),
        ("[[[[[[[[[[[[[[[[", "HC005 4:21"),
    ],
)
def test_what_stands_behind_a_broken_entry_is_read_as_ever(fault: str, place: str, newline: str) -> None:
    text = f"papers:\n  - key: 𝕏\n  - key: b\n    title: {fault} C: D\n{BEHIND}".replace("\n", newline)
    broken, whole = parse(text), parse(text.replace(f"{fault} C:", "x" * (len(fault) + 3)))
    first, _, *others = whole.entries("papers")
    assert broken.entries("papers") == [first, *others]
    assert broken.sections["heads"] == whole.sections["heads"]
    assert (broken.problems[1:], places(broken)) == (
        whole.problems,
        [
            *(place, "HC004 14:5", "HC004 15:6", "HC004 15:12", "HC004 16:5", "HC003 16:15", "HC009 17:7"),
            *("HC003 21:1", "HC009 23:1"),
        ],
    )
    assert [keys(broken), keys(broken, "heads")] == [["𝕏", "c", "k"], ["l", "n", "o"]]


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize("quote", ["'", '"'])
def test_an_open_quote_is_told_where_it_opens_though_a_later_one_closes_it(quote: str) -> None:
    text = f"papers:\n- key: a\n  n: {quote}x\n- key: b\n  n: {quote}y{quote}\n- key: c\n"
    document = parse(text)
    assert document.problems == [Problem("HC001", text.index(quote), UNCLOSED)]
    assert keys(document) == ["b", "c"]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "papers:\n- a: b: c\n",
            [("HC001", "not valid YAML: mapping values are not allowed in this context")],
        ),
        (
            "papers:\n- a\n  b: c\n",
            [("HC001", "not valid YAML: mapping values are not allowed in this context")],
        ),
        ("papers:\n- a: b\n  c\n", [("HC001", "not valid YAML: could not find expected ':'")]),
        ("papers:\n- [\n", [("HC001", UNCLOSED)]),
        ("papers:\n- '\n", [("HC001", UNCLOSED)]),
        ("papers:\n\t- a\n", [("HC002", "tab in the indentation; use spaces")]),
        ("papers:\n- a: 1\n  a: 1\n", [("HC003", "the field 'a' is here twice")]),
        ("papers:\npapers:\n", [("HC003", "the section 'papers' is here twice; put all its entries in one")]),
        ("papers:\n- *a\n", [("HC004", "an alias (*name); write the value out")]),
        ("papers:\n- &a b\n", [("HC004", "an anchor (&a); delete it")]),
        ("papers:\n- !!str b\n", [("HC004", "a YAML tag (tag:yaml.org,2002:str); delete it")]),
        (f"papers:\n- {'[' * 99}\n", [("HC005", "nested more than 12 levels deep")]),
        ("papers:\n- a\x00\x01b\n", [("HC006", "control character U+0000; delete it")]),
        ("papers:\n- a\ud800b\n", [("HC006", "control character U+D800; delete it")]),
        (
            f"papers:\n- {'a' * 100_001}",
            [("HC007", "a value of 100001 characters; at most 100000 are taken")],
        ),
        ("[]", [("HC009", "a catalogue is a mapping with the keys heads, venues and papers")]),
        ("papers:\n---\na: b", [("HC009", "a second YAML document; a catalogue is one")]),
        ("[a]:\n", [("HC009", "a section's name must be a word")]),
        ("papers:\n- [a]: b\n", [("HC009", "a field's name must be a word")]),
    ],
)
def test_a_problem_says_what_is_wrong(text: str, problems: list[tuple[str, str]]) -> None:
    assert [(each.code, each.message) for each in parse(text).problems] == problems


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize("unit", ["[", "a: b: c", "@"])
def test_reading_ends_behind_many_syntax_errors(unit: str) -> None:
    text = "papers:\n- key: good\n" + f"- {unit}\n" * (MAX_RECOVERIES + 20) + "heads:\n- h\n"
    document = parse(text)
    places = [Lines(text).place(offset)[0] for _, offset, *_ in document.problems]
    assert places == list(range(3, MAX_RECOVERIES + 4))
    assert document.problems[-1].message == "100 syntax errors; what follows was not read"
    assert (keys(document), keys(document, "heads")) == (["good"], [])


def test_fewer_syntax_errors_let_the_rest_be_read() -> None:
    text = "papers:\n" + "- [\n" * (MAX_RECOVERIES - 1) + "- key: good\n"
    document = parse(text)
    assert (len(document.problems), keys(document)) == (MAX_RECOVERIES - 1, ["good"])


def test_a_value_of_60_megabytes_is_cut_off() -> None:
    text = f"papers:\n- key: a\n- key: b\n  note: {'x' * 60_000_000}\n- key: c\n"
    document = parse(text)
    message = "a value of 60000000 characters; at most 100000 are taken"
    assert document.problems == [Problem("HC007", text.index("x"), message)]
    assert keys(document) == ["a", "c"]


# A last field, what its value is, and what belongs to the entry.
BLOCKS = {
    "kept break": ("|\n    x\n    y\n", "x\ny\n", "|\n    x\n    y"),
    "kept break, blank lines": ("|\n    x\n\n    y\n\n\n", "x\n\ny\n", "|\n    x\n\n    y"),
    "kept break, comment": ("|  # c++\n    x\n\n  # c\n\n", "x\n", "|  # c++\n    x"),
    "number sign in the text": ("|\n    x\n    # y\n", "x\n# y\n", "|\n    x\n    # y"),
    "stripped": ("|-\n    x\n\n", "x", "|-\n    x"),
    "folded": (">\n    x\n    y\n\n    z\n\n", "x y\nz\n", ">\n    x\n    y\n\n    z"),
    "folded, stripped": (">-\n    x\n    y\n", "x y", ">-\n    x\n    y"),
    "indented": ("|2\n      x\n", "  x\n", "|2\n      x"),
    "kept lines, none": ("|+\n    x\n", "x\n", "|+\n    x"),
    "kept lines": ("|+\n    x\n\n\n", "x\n\n\n", "|+\n    x\n\n"),
    "kept lines, comment": ("|+\n    x\n\n  # c\n\n", "x\n\n", "|+\n    x\n"),
    "folded, kept lines": (">+\n    x\n\n", "x\n\n", ">+\n    x\n"),
    "white line in the text": ("|\n    x\n      \n", "x\n  \n", "|\n    x\n      "),
    "white line behind": ("|\n    x\n  \n", "x\n", "|\n    x"),
    "empty": ("|\n", "", "|"),
    "empty, blank line": ("|\n\n", "", "|\n"),
    "empty, kept lines": ("|+\n\n\n", "\n\n", "|+\n\n"),
}


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("rest", ["- key: b\n", "# end\n", "heads:\n", ""])
@pytest.mark.parametrize(("field", "value", "source"), BLOCKS.values(), ids=BLOCKS)
def test_a_block_scalar_ends_with_its_last_line(
    field: str, value: str, source: str, rest: str, newline: str
) -> None:
    text = f"papers:\n- key: a\n  note: {field}{rest}".replace("\n", newline)
    document = parse(text)
    entry = document.entries("papers")[0]
    assert document.problems == []
    assert plain(entry.node) == {"key": "a", "note": value}
    assert text[entry.start : entry.end] == f"key: a\n  note: {source}".replace("\n", newline)


@pytest.mark.usefixtures("_loader")
@pytest.mark.parametrize(
    ("header", "value"), [("|", "x\n"), ("|-", "x"), ("|+", "x\n"), (">", "x\n"), (">-", "x"), (">+", "x\n")]
)
def test_a_block_scalar_means_the_same_without_the_last_line_break(header: str, value: str) -> None:
    text = f"papers: {header}\n  x"
    assert parse(text).sections["papers"].value == Scalar(value, 8, len(text), header[0])


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("text", ["papers:\n- a\n", "papers: [", "papers:\n- [[[[[[[[[[[[[[[\n"])
def test_the_garbage_collector_is_left_as_it_was(text: str, *, enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        parse(text)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()


PIECES = (
    *"[]{}:-?,&*!|>'\"#%@ \n\t\r\\ab0~=<.+",
    *("\n  - ", "\n    ", "\r\n", "papers:", "\nheads:\n", "\n---\n", "\n...\n", "- key: b\n", "<<: *a"),
    *(
        "\x00",
        "\ufeff",
        "\u2028",
        "\x85",
        "\ud800",
        "𝕏",
        "!!str ",
        "|+\n",
        "papers:\n  - key: a\n    title: A\n",
    ),
)


@QUICK
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=9), max_size=30).map("".join))
def test_any_text_is_read_and_every_place_is_in_it(text: str) -> None:
    reading = read(text)
    document = reading.document
    offsets = [problem.offset for problem in reading.problems]
    spans = [*document.broken, *((entry.start, entry.end) for entry in _entries(document))]
    assert offsets == sorted(offsets)
    assert [offset for offset in offsets if not 0 <= offset <= len(text)] == []
    assert [span for span in spans if not 0 <= span[0] <= span[1] <= len(text)] == []


def _entries(document: Document) -> Iterator[Any]:
    for section in document.sections.values():
        yield from section.entries


@QUICK
@given(st.binary() | st.lists(st.sampled_from(PIECES[:-6])).map("".join).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    refused = []
    try:
        text, _ = decode_text("papers.yaml", data)
    except RefusedError as error:
        refused, text = [found.code for found in error.diagnostics], ""
    assert refused in ([], ["HC009"], ["HC010"])
    assert read(text).document.text == text


@QUICK
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_what_the_yaml_parser_refuses_is_never_taken(text: str) -> None:
    try:
        documents = [
            event
            for event in yaml.parse(text, Loader=yaml.CSafeLoader)
            if event.__class__ is yaml.DocumentStartEvent
        ]
    except (yaml.YAMLError, UnicodeEncodeError):
        assert parse(text).problems != []
    else:
        assert len(documents) < 2 or parse(text).problems != []


@pytest.mark.parametrize("before", ["papers:\n- a\n- ", ""])
@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "{",
        "? ",
        "- ",
        "a: ",
        "\n- ",
        "\n- [",
        "\n- '",
        "\n- &a",
        "\na:",
        "\n- {a: a, a: a}",
        "\x00",
        "\t",
        "'",
    ],
)
def test_any_long_text_is_read_in_bounded_time(unit: str, before: str) -> None:
    started = process_time()
    document = parse(before + unit * (200_000 // len(unit)))
    assert process_time() - started < 5
    assert keys(document)[:1] in ([], ["a"])
