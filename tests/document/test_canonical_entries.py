"""Papers read without a YAML parser: the same as with it, and no slower way taken where it need not be."""

import re
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT, SMALL
from headcat.document import Document, canonical_entries, events, parse
from headcat.document.layout import Layout, entry_fields, entry_text
from headcat.document.records import read
from headcat.model import Link, Paper, Summary

PAPER = Paper(
    key="k1",
    title="A Title: of 'Words'",
    authors=("Ada Adams", "Ludwig van der Berg"),
    date="2024-01",
    venue="ICLR 2024",
    ids={"arxiv": "2401.00001", "doi": "10.1/x"},
    heads=("Induction Head",),
    links=(Link("paper", "https://a.example/x?y=z#w"), Link("code", "https://b.example")),
    summary=Summary("What is new.", "", "yes"),
    note="null",
)
ENTRY = entry_text(entry_fields(PAPER), Layout()) + "\n"
LEAST = entry_text(entry_fields(Paper("k2", "T", ("A",), "2024")), Layout()) + "\n"


def slowly(text: str) -> Document:
    """Parse with libyaml alone."""
    with patch("headcat.document.canonical_entries.fill", return_value=False):
        return parse(text)


def seen(document: Document) -> Any:
    """Return all that others look at."""
    sections = document.sections.values()
    shown = [
        (section.name, section.key, section.column, section.value.start, section.entries)
        for section in sections
    ]
    return shown, document.problems, document.broken


def canonical(text: str) -> list[bool]:
    """Tell of each paper whether it was read without a parser, and hold what was read to the parser's."""
    document = parse(text)
    assert seen(document) == seen(slowly(text))
    entries = document.entries("papers")
    assert [entry.says() for entry in entries] == [entry.says() for entry in slowly(text).entries("papers")]
    return [entry.canonical for entry in entries]


def test_what_headcat_wrote_is_read_without_a_parser() -> None:
    assert canonical(f"papers:\n{ENTRY}{LEAST}") == [True, True]
    assert [record.value for record in read(f"papers:\n{ENTRY}").papers] == [PAPER]


def test_of_the_shipped_catalogue_a_parser_reads_what_has_a_comment_or_a_version_of_record() -> None:
    text = (ROOT / "data" / "papers.yaml").read_text(encoding="utf-8")
    odd = [
        "published" in entry.says() or "  # " in text[entry.start : entry.end]
        for entry in parse(text).entries("papers")
    ]
    assert canonical(text) == [not each for each in odd]


# What is changed in the first of three entries, so that a parser must read it.
ODD = {
    "comment beside": ("date: 2024-01\n", "date: 2024-01  # c\n"),
    "comment inside": ("    date:", "    # c\n    date:"),
    "empty line": ("    date:", "\n    date:"),
    "empty line before the last field": ("    note:", "\n    note:"),
    "comment of the entries before the last field": ("    note:", "  # c\n    note:"),
    "other quotes": ('arxiv: "2401.00001"', "arxiv: '2401.00001'"),
    "needless quotes": ("ICLR 2024", '"ICLR 2024"'),
    "no quotes": ('"null"', "null"),
    "escape in quotes": ('"null"', '"n\\x75ll"'),
    "other order": ("    date: 2024-01\n    venue: ICLR 2024\n", "    venue: ICLR 2024\n    date: 2024-01\n"),
    "unknown field": ("    note:", "    more: x\n    note:"),
    "unknown field at the end": ('"null"\n', '"null"\n    more: x\n'),
    "brackets": ("heads:\n      - Induction Head", "heads: [Induction Head]"),
    "other order of identifiers": ("arxiv:", "openreview:"),
    "unknown identifier": ("arxiv:", "isbn:"),
    "no indent of the list": ("    heads:\n      - Induction", "    heads:\n    - Induction"),
    "two addresses": ("paper: https://a.example/x?y=z#w", "paper:\n        - https://a.example"),
    "folded": ('"null"', "null and\n      more"),
    "block": ('"null"', "|\n      null"),
    "block with the lines behind it": ('"null"', "|+\n      null\n"),
    "space at the end": ("ICLR 2024", "ICLR 2024 "),
    "no date": ("2024-01\n", "2024-13\n"),
    "quoted date": ("2024-01\n", '"2024-01"\n'),
    "list of an author": ("- Ada Adams", "- [Ada Adams]"),
    "author alone with a colon": ("- Ada Adams", "- 'Ada: Adams'"),
    "summary without text": ('      innovation: What is new.\n      result: "yes"\n', ""),
    "quote inside quotes": ("ICLR 2024", '"ICLR "" 2024"'),
    "only a quote": ("ICLR 2024", '"'),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), ODD.values(), ids=ODD)
def test_what_is_written_otherwise_is_read_by_the_parser(old: str, new: str) -> None:
    assert ENTRY.count(old) == 1
    text = f"papers:\n{ENTRY.replace(old, new)}{LEAST}{LEAST.replace('k2', 'k3')}"
    whole = slowly(text)
    assert canonical(text) == (
        [False] * len(whole.entries("papers")) if whole.problems else [False, True, True]
    )


# Where a parser finds something wrong, or something else than a list of papers, it reads the whole.
WHOLE = {
    "identifier twice": ENTRY.replace("doi:", "arxiv:"),
    "link twice": ENTRY.replace("code:", "paper:"),
    "link without quotes": ENTRY.replace("https://b.example", "a: b"),
    "quote that is open": ENTRY.replace("ICLR 2024", "'ICLR"),
    "stray line": f"{ENTRY}x: y\n{LEAST}",
    "stray item": f"{ENTRY}- x\n{LEAST}",
    "second document": f"{ENTRY}---\npapers:\n{LEAST}",
    "end of the document": f"{ENTRY}...\n",
    "papers twice": f"{ENTRY}papers:\n{LEAST}",
    "carriage returns": ENTRY.replace("\n", "\r\n"),
    "control character": ENTRY.replace("ICLR", "\x07ICLR"),
    "control character in a comment": f"{ENTRY}# \x07\n",
    "alias": ENTRY.replace("ICLR 2024", "*x"),
    "other dashes": re.sub("^  ", "", ENTRY, flags=re.MULTILINE),
    "nothing": "",
    "giant": ENTRY.replace("ICLR", "I" * events.MAX_SCALAR),
    "deep": ENTRY.replace("ICLR 2024", "[" * 20 + "]" * 20),
}


@pytest.mark.parametrize("entries", WHOLE.values(), ids=WHOLE)
def test_what_may_be_wrong_is_read_by_the_parser_alone(entries: str) -> None:
    assert not any(canonical(f"heads:\n  - name: A\npapers:\n{entries}"))


def test_a_word_that_only_begins_like_the_section_is_none() -> None:
    assert canonical(f"papers:#\n{ENTRY}") == []
    assert canonical(f"papers:#:\n{ENTRY}") == []
    assert canonical(f"papers: # c\n{ENTRY}") == [True]


def test_a_fault_before_the_papers_is_the_parsers() -> None:
    assert canonical(f"heads:\n  - name: 'A\npapers:\n{ENTRY}\n  - '") == [False]
    assert canonical(f"heads:\n  - name: &a A\npapers:\n{ENTRY}") == [False]


def test_another_layout_is_read_as_a_whole() -> None:
    odd = ENTRY.replace("    date:", "    # c\n    date:")
    assert canonical("papers:\n" + odd * 60) == [False] * 60
    assert canonical("papers:\n" + ENTRY * 120 + odd * 60).count(True) == 120


def test_an_entry_that_ends_the_text_without_a_line_break_is_the_parsers() -> None:
    assert canonical(f"papers:\n{ENTRY}{LEAST}".rstrip("\n")) == [True, False]


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12)
TEXTS = st.one_of(WORDS, st.sampled_from(["yes", "2401.1", "a: b", "a #b", "x y", "'", '"', "- a", "é", "~"]))
PAPERS = st.builds(
    Paper,
    key=TEXTS,
    title=TEXTS,
    authors=st.lists(TEXTS, min_size=1, max_size=3).map(tuple),
    date=st.sampled_from(["2024", "2024-02", "2024-02-29", "2023-02-29", "soon"]),
    venue=st.none() | TEXTS,
    ids=st.dictionaries(st.sampled_from(["arxiv", "doi"]), TEXTS),
    heads=st.lists(TEXTS, max_size=2).map(tuple),
    links=st.lists(st.builds(Link, st.sampled_from(["paper", "code"]), TEXTS), max_size=3).map(tuple),
    summary=st.none() | st.builds(Summary, TEXTS, TEXTS, TEXTS),
    note=st.none() | TEXTS,
)


@settings(max_examples=200)
@given(st.lists(PAPERS, max_size=4), st.sampled_from(["", "  # c\n", "\n", "# c\n\n"]))
def test_the_parser_would_have_read_the_same(papers: list[Paper], between: str) -> None:
    entries = (between + entry_text(entry_fields(paper), Layout()) + "\n" for paper in papers)
    canonical(SMALL[: SMALL.index("  # the first")] + "".join(entries))


@settings(max_examples=200)
@given(st.lists(PAPERS, min_size=1, max_size=3), st.data())
def test_the_parser_would_have_read_the_same_of_a_text_that_somebody_touched(
    papers: list[Paper], data: st.DataObject
) -> None:
    lines = ["papers:"]
    for paper in papers:
        lines += entry_text(entry_fields(paper), Layout()).split("\n")
    place = data.draw(st.integers(1, len(lines) - 1))
    lines[place] = data.draw(
        st.sampled_from([
            lines[place] + " ", lines[place] + " # c", " " + lines[place], lines[place][1:], "", "  # c",
            lines[place].replace(":", ": :"), lines[place] + "\n    x: y", "x:", "  - ", "    'x", "\t",
        ])
    )  # fmt: skip
    text = "\n".join(lines) + data.draw(st.sampled_from(["", "\n"]))
    assert seen(parse(text)) == seen(slowly(text)) or slowly(text).problems != []


def test_a_text_is_left_alone_where_it_is_not_understood() -> None:
    document = Document("papers:\n  - x\n  - '\n")
    assert canonical_entries.fill(document) is False
    assert document == Document(document.text)
