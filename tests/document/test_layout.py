from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat.document import parse, plain
from headcat.document.layout import Layout, entry_fields, entry_text, literal, quoted, scalar
from headcat.model import Link, Paper, Published, Summary

QUICK = settings(max_examples=100)
# Text of what YAML gives a meaning to, so that it is met more often than by chance.
PIECES = [*"aZ0.:#-+_'\"\\,[]{}&*!|>%@`~?= \t\n\r\x85\u2028\ufeff\U000e0001𝕏é", " #", ": ", "---", "null"]
# Not longer than a mapping's key may be when every character is escaped.
TEXTS = st.text(max_size=99) | st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
PLAIN = (
    "a",
    "7 heads",
    "Names",
    "Names and heads",
    "A:b",
    "https://example.com/a?b=c#d",
    "C# and F#",
    "it's",
    'the "right" one',
    "a\\b",
    "A {b} [1], 50% & more!",
    "x, y",
    "nothing",
    "Nobody",
    "yes!",
    "2024-13",
    "v1.0",
    "10.1000/182",
    "1e5x",
    "注意力头",
    "É",
)
# What a plain word must not be, as a YAML 1.1 or 1.2 reader would not read it as this text.
QUOTED = (
    "",
    " a",
    "a ",
    "a: b",
    "a:",
    "a #b",
    "#a",
    "- a",
    "-a",
    "?",
    "&a",
    "*a",
    "!a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "'a'",
    '"a"',
    "[a]",
    "{Acme}",
    "null",
    "Null",
    "~",
    "true",
    "FALSE",
    "yes",
    "No",
    "on",
    "OFF",
    "y",
    "N",
    "<<",
    "=",
    "1",
    "1_000",
    "0x1F",
    "0o17",
    "0b101",
    "1.5",
    ".5",
    "1e5",
    "1.5e-10",
    ".inf",
    "190:20:30",
    "1:30.5_0",
    "2024-01-01",
    "2024-1-1 10:00:00",
    "2024-01-01T10:00:00Z",
    "---",
    "...",
    "a\nb",
    "a\tb",
    "a\x00b",
    "a\x85b",
    "a\u00a0b",
    "a\u2028b",
    "a\u200bb",
    "\ufeffa",
    "a\U000e0001b",
)
LISTS = frozenset({"aliases", "heads"})


@pytest.mark.parametrize("text", PLAIN)
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_value_that_is_only_text_stays_plain(text: str, quote: str) -> None:
    assert scalar(text, quote) == text


@pytest.mark.parametrize("text", QUOTED)
@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_value_that_could_be_taken_for_another_is_quoted(text: str, quote: str) -> None:
    assert scalar(text, quote) == quoted(text, quote)


@pytest.mark.parametrize(
    ("text", "double", "single"),
    [
        ("", '""', "''"),
        ("a", '"a"', "'a'"),
        ("it's", '"it\'s"', "'it''s'"),
        ('the "one"', "'the \"one\"'", "'the \"one\"'"),
        ("a\\b", "'a\\b'", "'a\\b'"),
        ('it\'s "one" \\', '"it\'s \\"one\\" \\\\"', "'it''s \"one\" \\'"),
        ("a\nb\tc", '"a\\nb\\tc"', '"a\\nb\\tc"'),
        ("\x00\x07\x7f\x85", '"\\u0000\\u0007\\u007f\\u0085"', '"\\u0000\\u0007\\u007f\\u0085"'),
        ("\u00a0\u2028\ufeff", '"\\u00a0\\u2028\\ufeff"', '"\\u00a0\\u2028\\ufeff"'),
        ("\U000e0001", '"\\U000e0001"', '"\\U000e0001"'),
        ("é𝕏", '"é𝕏"', "'é𝕏'"),
    ],
)
def test_quotation_marks_are_those_asked_for_unless_others_are_simpler(
    text: str, double: str, single: str
) -> None:
    assert (quoted(text, '"'), quoted(text, "'")) == (double, single)


@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml.CSafeLoader])
@pytest.mark.parametrize("spell", [scalar, quoted])
@pytest.mark.parametrize("quote", ["'", '"'])
@QUICK
@given(text=TEXTS)
def test_any_text_is_read_back_by_any_reader(text: str, quote: str, spell: Any, loader: Any) -> None:
    spelt = spell(text, quote)
    lines = f"{spelt}: value\nkey: {spelt}  # comment\nlist:\n- {spelt}\n"
    assert spelt.isprintable()
    assert yaml.load(lines, loader)["list"] == [text]  # noqa: S506 - both loaders are safe ones
    assert plain(parse(f"key: {spelt}  # comment\n").sections["key"].value) == text


@pytest.mark.parametrize("text", [*PLAIN, *QUOTED])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_every_example_is_read_back(text: str, quote: str) -> None:
    assert yaml.safe_load(f"[0, {quoted(text, quote)}]") == [0, text]
    assert yaml.safe_load(f"- {scalar(text, quote)}") == [text]


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (SMALL, Layout(blank=True)),
        (SMALL.replace("\n", "\r\n"), Layout(newline="\r\n", blank=True)),
        ("papers:\n", Layout()),
        ("papers: []\r\n", Layout(newline="\r\n")),
        ("papers: [{key: a}]\n", Layout()),
        ("papers:\n- key: a\n", Layout(dash=0, fields=2)),
        ("papers:\n    -   key: a\n", Layout(dash=4, fields=8)),
        ("papers:\n-\n    key: a\n", Layout(dash=0, fields=4)),
        ("papers:\n-\n key: a\n", Layout(dash=0, fields=2)),
        ("papers:\n- {key: a}\n", Layout(dash=0, fields=2)),
        ("papers:\n  - a\n", Layout(dash=2, fields=4)),
        ("papers:\n- heads:\n  - a\n", Layout(dash=0, fields=2, items=0)),
        ("papers:\n- heads:\n     - a\n", Layout(dash=0, fields=2, items=3)),
        ("papers:\n- heads: [a]\n  ids: {a: b}\n", Layout(flow=LISTS, dash=0, fields=2)),
        ("papers:\n- ids:\n      a: b\n", Layout(dash=0, fields=2, nested=4)),
        ("papers:\n- ids:\n   a: b\n- heads:\n  - a\n", Layout(dash=0, fields=2, nested=1, items=0)),
        ("papers:\n- ids:\n   a: b\n- ids:\n     a: b\n", Layout(dash=0, fields=2, nested=3)),
        ("papers:\n- ? a\n  :\n   b: c\n", Layout(dash=0, fields=2, nested=2)),
        ("papers:\n- ?       a\n  : b: c\n", Layout(dash=0, fields=2)),
        ("papers:\n- key: 'a'\n", Layout(dash=0, fields=2, quote="'")),
        ("papers:\n- key: 'a'\n  note: \"b\"\n", Layout(dash=0, fields=2)),
        (
            "papers:\n- ids: {a: 'b'}\n  heads: ['c', \"d\"]\n",
            Layout(flow=LISTS, dash=0, fields=2, quote="'"),
        ),
        ("papers:\n- a: b\n\n- c: d\n", Layout(dash=0, fields=2, blank=True)),
        ("papers:\n- a: b\n\n# c\n- c: d\n", Layout(dash=0, fields=2, blank=True)),
        ("papers:\n- a: b\n# c\n  \n- c: d\n", Layout(dash=0, fields=2, blank=True)),
        ("papers:\n- a: b\n# c\n- c: d\n", Layout(dash=0, fields=2)),
        ("papers:\n- a: b\n\n- c: d\n- e: f\n", Layout(dash=0, fields=2)),
        ("papers:\n- a: |\n   b\n\n- c: d\n", Layout(dash=0, fields=2, blank=True)),
        ("papers:\n\n- a: b\n\n", Layout(dash=0, fields=2)),
        ("papers:\n- a: 'b'\n  ids:\n     a: b\n" + "- a: b\n" * 8, Layout(dash=0, fields=2)),
    ],
)
def test_the_layout_is_that_of_the_last_entries(text: str, layout: Layout) -> None:
    assert Layout.of(parse(text)) == layout


FULL = Paper(
    key="zorn2023names",
    title="Names: Moved",
    authors=("Zoe Zorn", "{Acme}"),
    date="2023-11",
    venue="NeurIPS 2023",
    ids={"arxiv": "2311.00002", "doi": "10.1000/182"},
    heads=("Mover Head",),
    links=(Link("code", "c"), Link("paper", "p"), Link("code", "d")),
    summary=Summary("It moves.", "", "They move."),
    note="yes",
    published=Published(None, ("Zoe Z. Zorn",)),
    extra={"rating": "5", "tags": ["a", ["b", "c"], {"d": "e", "f": {}}, []], "more": {}},
)


@pytest.mark.parametrize(
    ("paper", "fields"),
    [
        (
            Paper("k", "T", ("A",), "2024"),
            {"key": "k", "title": "T", "authors": ["A"], "date": "2024"},
        ),
        (
            Paper("k", "T", (), "", venue="", note="", summary=Summary(), published=Published(), ids={}),
            {"key": "k", "title": "T"},
        ),
        (
            Paper("k", "T", ("A",), "2024", published=Published("U", ("B",))),
            {
                "key": "k",
                "title": "T",
                "authors": ["A"],
                "date": "2024",
                "published": {"title": "U", "authors": ["B"]},
            },
        ),
        (
            FULL,
            {
                "key": "zorn2023names",
                "title": "Names: Moved",
                "authors": ["Zoe Zorn", "{Acme}"],
                "date": "2023-11",
                "venue": "NeurIPS 2023",
                "ids": {"arxiv": "2311.00002", "doi": "10.1000/182"},
                "heads": ["Mover Head"],
                "links": {"code": ["c", "d"], "paper": "p"},
                "summary": {"innovation": "It moves.", "result": "They move."},
                "published": {"authors": ["Zoe Z. Zorn"]},
                "note": "yes",
                "rating": "5",
                "tags": ["a", ["b", "c"], {"d": "e", "f": {}}, []],
            },
        ),
    ],
)
def test_an_entry_says_what_the_paper_has_in_order(paper: Paper, fields: dict[str, Any]) -> None:
    assert list(entry_fields(paper).items()) == list(fields.items())


def test_an_entry_is_written_as_its_neighbours_are() -> None:
    assert (
        entry_text(entry_fields(FULL), Layout()) + "\n"
        == """\
  - key: zorn2023names
    title: "Names: Moved"
    authors:
      - Zoe Zorn
      - "{Acme}"
    date: 2023-11
    venue: NeurIPS 2023
    ids:
      arxiv: "2311.00002"
      doi: "10.1000/182"
    heads:
      - Mover Head
    links:
      code:
        - c
        - d
      paper: p
    summary:
      innovation: It moves.
      result: They move.
    published:
      authors:
        - Zoe Z. Zorn
    note: "yes"
    rating: "5"
    tags:
      - a
      - - b
        - c
      - d: e
        f: {}
      - []
"""
    )


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        (Layout(0, 2, 2, 0), '- k: a\n  l:\n  - b\n  m:\n    c: ""\n  date: 2024-01-01'),
        (Layout(2, 4, 1, 2, "'"), "  - k: a\n    l:\n      - b\n    m:\n     c: ''\n    date: 2024-01-01"),
        (
            Layout(1, 5, 4, 3, '"', "\r\n", blank=True),
            ' -   k: a\r\n     l:\r\n        - b\r\n     m:\r\n         c: ""\r\n     date: 2024-01-01',
        ),
    ],
)
def test_an_entry_keeps_to_the_layout(layout: Layout, text: str) -> None:
    fields = {"k": "a", "l": ["b"], "m": {"c": ""}, "date": "2024-01-01"}
    assert entry_text(fields, layout) == text


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"date": "2024-01-01"}, "  - date: 2024-01-01"),
        ({"date": "2024"}, "  - date: 2024"),
        ({"date": "2024-13-01"}, '  - date: "2024-13-01"'),
        ({"date": "today"}, "  - date: today"),
        ({"note": "2024"}, '  - note: "2024"'),
        ({"note": "today"}, "  - note: today"),
        ({"ids": {"acl": "P19-1001"}}, '  - ids:\n      acl: "P19-1001"'),
        ({"yes": "a: b"}, '  - "yes": "a: b"'),
        ({"a": {}, "b": [], "c": ""}, '  - a: {}\n    b: []\n    c: ""'),
    ],
)
def test_dates_stay_plain_and_identifiers_are_quoted(fields: dict[str, Any], text: str) -> None:
    assert entry_text(fields, Layout()) == text


LAYOUTS = st.builds(
    lambda dash, gap, nested, items, quote, newline: Layout(dash, dash + gap, nested, items, quote, newline),
    st.integers(0, 4),
    st.integers(2, 5),
    st.integers(1, 4),
    st.integers(0, 4),
    st.sampled_from(["'", '"']),
    st.sampled_from(["\n", "\r\n"]),
)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@QUICK
@given(fields=st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4), layout=LAYOUTS)
def test_any_entry_is_read_back(fields: dict[str, Any], layout: Layout) -> None:
    text = "papers:" + layout.newline + entry_text(fields, layout)
    document = parse(text)
    assert document.problems == []
    assert [plain(entry.node) for entry in document.entries("papers")] == [fields]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a\nb", ["|-", "a", "b"]),
        ("a\n", ["|", "a"]),
        ("a\n\n", ["|+", "a", ""]),
        ("\n\n  a b\n", []),
        ("\n\na\n  b \n\nc", ["|-", "", "", "a", "  b ", "", "c"]),
        ("a\n\tb", ["|-", "a", "\tb"]),
        ("\ta\nb", []),
        ("a\n \nb", []),
        ("a\n\x85", []),
        ("a\r\nb", []),
        ("\n", []),
        ("", []),
    ],
)
def test_a_literal_block_says_its_text_or_is_none(text: str, lines: list[str]) -> None:
    assert literal(text) == lines


@QUICK
@given(TEXTS | st.lists(st.sampled_from(["", " ", "a", " a", "a ", "# a", "- a", "\ta"])).map("\n".join))
def test_a_literal_block_is_read_as_its_text(text: str) -> None:
    lines = literal(text)
    assert not lines or yaml.safe_load("\n  ".join(["a: " + lines[0], *lines[1:]]) + "\n") == {"a": text}
