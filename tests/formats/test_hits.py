"""What a search found, on a terminal."""

import re

import pytest

from headcat.formats import Context
from headcat.formats.hits import write
from headcat.model import Link, Paper, Published, Summary
from headcat.vocabulary import Vocabulary

LONG = "It is said of heads that they attend " * 6
PAPER = Paper(
    key="adams2022heads",
    title="Heads [b]of\x1b[31m Names",
    authors=("Ada Adams", "Berg, Ludwig van der"),
    date="2022-03",
    venue="NeurIPS 2022",
    heads=("Induction Head",),
    links=(Link("paper", "https://example.org/a"),),
    summary=Summary("", f"{LONG}to rare tokens {LONG}", "They move."),
    published=Published("Names of Record"),
)
BARE = Paper(key="k", title="T", authors=("A B",), date="2020", links=(Link("paper", "javascript:alert(1)"),))


def shown(search: str, *papers: Paper, color: bool = False, width: int = 100) -> str:
    context = Context(Vocabulary(), width=width, color=color, hyperlinks=color, search=search)
    return "".join(write(papers, context))


def body(search: str, *papers: Paper) -> list[str]:
    return [" ".join(line.split()) for line in shown(search, *papers).splitlines()[1:-1]]


ABOUT = ["2022-03 Heads [b]of\\x1b[31m Names NeurIPS 2022", "adams2022heads Induction Head"]


@pytest.mark.parametrize(
    ("search", "snippet"),
    [
        ("heads", None),
        ("rare", "… of heads that they attend It is said of heads that they attend to rare tokens"),
        ("berg", "Ludwig van der Berg"),
        ("record", "Names of Record"),
        ("move", "They move."),
        ("author:move", None),
        ("-rare", None),
        ("year:2022", None),
    ],
)  # fmt: skip
def test_a_snippet_shows_where_it_was_found(search: str, snippet: str | None) -> None:
    lines = body(search, PAPER)
    assert lines[:2] == ABOUT
    if search == "heads":  # the summary says it too
        assert lines[2].startswith("It is said of heads")
    else:
        assert " ".join(lines[2:]).startswith(snippet or "")
        assert bool(lines[2:]) == (snippet is not None)


def test_words_are_marked_and_nothing_is_markup() -> None:
    text = shown("names record", PAPER, color=True)
    assert re.findall(r"\x1b\[1;33m([^\x1b]*)\x1b\[0m", text) == ["Names", "Names", "Record"]
    assert "[b]of\\x1b[31m" in text
    assert text.count("\x1b]8;id=") == 2  # the title's two parts lead to the paper


def test_only_addresses_of_the_web_are_links() -> None:
    text = shown("t", BARE, BARE, color=True)
    assert ("\x1b]8" in text, text.endswith("2 papers\n")) == (False, True)


def test_nothing() -> None:
    assert shown("x") == "0 papers\n"
