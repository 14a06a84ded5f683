"""One paper whole."""

from headcat.index.searching import parse
from headcat.model import Link, Paper, Published, Summary
from headcat.tui.detail import described, numbered_links

PAPER = Paper(
    key="k2024t",
    title="A [b]Title[/b]\x1b[2J",
    authors=("Ada Lovelace", "Berg, Ludwig van der"),
    date="2024-05",
    venue="ICLR 2025",
    ids={"arxiv": "2405.00001"},
    heads=("Induction Head", "Mover Head"),
    links=(Link("code", "https://example.org/c"), Link("paper", "https://example.org/p")),
    summary=Summary("New.", "", "It \u202eworks."),
    note="read twice",
    published=Published("Another Title", ("Ada L.",)),
    extra={"odd": ["a", "b"]},
)
WHOLE = r"""A [b]Title[/b]\x1b[2J
Ada Lovelace, Ludwig van der Berg
2024-05  ICLR 2025  k2024t
Induction Head, Mover Head

innovation: New.
result: It \u202eworks.

1 paper: https://example.org/p
2 code: https://example.org/c

published as: Another Title
published by: Ada L.
arxiv: 2405.00001
note: read twice
odd: ["a", "b"]"""
BARE = Paper(key="k", title="T", authors=("A",), date="2024")


def test_all_that_a_paper_says_is_there_as_text() -> None:
    assert described(PAPER, ()).plain == WHOLE


def test_what_it_does_not_say_takes_no_room() -> None:
    assert described(BARE, ()).plain == "T\nA\n2024    k"


def test_what_was_looked_for_is_marked_where_it_stands() -> None:
    content = described(PAPER, parse("lovelace title:another heads:mover").sought())
    found = [content.plain[span.start : span.end] for span in content.spans if "underline" in str(span.style)]
    assert found == ["Lovelace", "Mover", "Another"]


def test_nine_links_have_keys() -> None:
    links = tuple(Link("code", f"https://example.org/{number}") for number in range(12))
    paper = Paper(key="k", title="T", authors=("A",), date="2024", links=links)
    assert numbered_links(paper) == list(links[:9])
    lines = described(paper, ()).plain.splitlines()[4:]
    assert [line[:8] for line in lines] == [f"{number} code: " for number in range(1, 10)] + ["  code: "] * 3
