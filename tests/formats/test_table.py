"""Tables and trees as a terminal gets them: whole outputs, nothing acted on, nothing cut."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SMALL
from headcat.document.records import read
from headcat.formats import Context
from headcat.formats.table import write, write_heads, write_one
from headcat.model import Head, Link, Paper, Published, Summary
from headcat.vocabulary import Vocabulary

READING = read(SMALL)
FIRST, SECOND = (record.value for record in READING.papers)
HEADS = READING.vocabulary().heads
LINK = re.compile(r"\x1b\]8;id=\d+;([^\x1b]*)\x1b\\(.*?)\x1b\]8;;\x1b\\")
SGR = re.compile(r"\x1b\[[\d;]*m")
HOSTILE = [
    ("[/b]", "[/b]"),
    ("[b]x[/b]", "[b]x[/b]"),
    (":brain:", ":brain:"),
    ("=1+1", "=1+1"),
    ("a | b", "a | b"),
    ("</td><script>", "</td><script>"),
    ("\\input{x}", "\\input{x}"),
    ("50% of {B}", "50% of {B}"),
    ("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"),
    ("\x1b]8;;https://evil.example\x07x", "\\x1b]8;;https://evil.example\\x07x"),
    ("abc\u202edcba", "abc\\u202edcba"),
    ("[link=https://evil.example]x", "[link=https://evil.example]x"),
    ("a\nb\tc", "a b c"),
]


def context(width: int = 80, *, color: bool = False, hyperlinks: bool = False) -> Context:
    return Context(Vocabulary(), width=width, color=color, hyperlinks=hyperlinks)


def table(*papers: Paper, width: int = 80, color: bool = False, hyperlinks: bool = False) -> str:
    return "".join(write(papers, context(width, color=color, hyperlinks=hyperlinks)))


def paper(title: str = "T", key: str = "k", url: str = "", venue: str | None = None) -> Paper:
    links = (Link("paper", url),) if url else ()
    return Paper(key, title, ("Ada Adams",), "2022", links=links, heads=("A Head",), venue=venue)


def visible_parts(text: str) -> str:
    """Return the cells of the first paper of a wide table without white space, unfolded."""
    lines = text.splitlines()[1:-1]
    starts = [text.index(name) for name in ("Key", "Title", "Heads", "Venue")]
    columns = zip(starts, [*starts[1:], None], strict=True)
    return re.sub(r"\s", "", "".join(line[start:end] for start, end in columns for line in lines))


def test_wide() -> None:
    assert table(SECOND, FIRST, width=140) == (
        "Date        Key             Title                           Heads                            Venue\n"
        "2023-11     zorn2023names   Names: Moved                    Name Mover Head, Induction Head  arXiv\n"
        "2022-03-08  adams2022heads  Heads of a Small Catalogue      Induction Head"
        "                   NeurIPS 2022\n"
        "2 papers\n"
    )


def test_narrow() -> None:
    assert table(SECOND, FIRST) == (
        "Date        Paper                                           Venue\n"
        "2023-11     Names: Moved                                    arXiv\n"
        "            zorn2023names  Name Mover Head, Induction Head\n"
        "2022-03-08  Heads of a Small Catalogue                      NeurIPS 2022\n"
        "            adams2022heads  Induction Head\n"
        "2 papers\n"
    )


@pytest.mark.parametrize(("width", "columns"), [(109, 3), (110, 5)])
def test_where_wide_begins(width: int, columns: int) -> None:
    assert len(table(FIRST, width=width).splitlines()[0].split()) == columns


def test_one_paper() -> None:
    assert table(paper()) == "Date  Paper      Venue\n2022  T\n      k  A Head\n1 paper\n"


def test_no_papers() -> None:
    assert table() == "0 papers\n"


@pytest.mark.parametrize("term", ["xterm-256color", "dumb", "unknown", ""])
def test_the_environment_changes_nothing(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = table(SECOND, FIRST, width=140), table(FIRST, color=True)
    for name, value in (("TERM", term), ("NO_COLOR", "1"), ("FORCE_COLOR", "1"), ("COLUMNS", "30")):
        monkeypatch.setenv(name, value)
    assert (table(SECOND, FIRST, width=140), table(FIRST, color=True)) == expected


@pytest.mark.parametrize("width", [40, 80, 140])
def test_long_words_are_folded_not_cut(width: int) -> None:
    text = table(paper("z" * 150, "q" * 60, venue="w" * 40), width=width)
    assert [text.count(letter) for letter in ("z", "q", "w", "…")] == [150, 60, 40, 0]
    assert max(map(len, text.splitlines())) <= width


@pytest.mark.parametrize(("title", "shown"), HOSTILE)
@pytest.mark.parametrize("width", [80, 140])
def test_hostile_titles_are_shown_as_they_are(title: str, shown: str, width: int) -> None:
    line = table(paper(title), width=width).splitlines()[1]
    start = "2022  " if width == 80 else "2022  k    "
    assert line.removesuffix("A Head").rstrip() == start + shown
    lines = "".join(write_one(paper(title), context(width))).splitlines()
    assert lines[1] == f"title   {shown}"


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_hostile_keys_heads_and_venues_too(text: str, shown: str) -> None:
    hostile = Paper(text, "T", (), "2022", venue=text, heads=(text,))
    cells = table(hostile, width=200)
    parts = visible_parts(cells)
    assert parts.count(re.sub(r"\s", "", shown)) == 3


@settings(max_examples=60)
@given(st.text(max_size=30), st.text(max_size=15), st.booleans(), st.booleans())
def test_nothing_from_data_acts(title: str, venue: str, color: bool, hyperlinks: bool) -> None:  # noqa: FBT001
    text = table(paper(title, venue=venue, url=title), color=color, hyperlinks=hyperlinks)
    bare = LINK.sub(r"\2", SGR.sub("", text))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", bare)


def test_colours() -> None:
    assert table(FIRST, color=True) == (
        "\x1b[1mDate\x1b[0m        \x1b[1mPaper\x1b[0m                           \x1b[1mVenue\x1b[0m\n"
        "2022-03-08  Heads of a Small Catalogue      NeurIPS 2022\n"
        "            \x1b[2madams2022heads\x1b[0m  \x1b[36mInduction Head\x1b[0m\n"
        "1 paper\n"
    )


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("hyperlinks", [False, True])
def test_no_codes_without_colour(width: int, hyperlinks: bool) -> None:  # noqa: FBT001
    texts = (
        table(FIRST, SECOND, width=width, hyperlinks=hyperlinks),
        "".join(write_one(FIRST, context(width, hyperlinks=hyperlinks))),
        "".join(write_heads(HEADS, {}, context(width, hyperlinks=hyperlinks))),
    )
    assert [SGR.findall(text) for text in texts] == [[], [], []]
    assert ("\x1b" in texts[0]) == hyperlinks


@pytest.mark.parametrize("color", [False, True])
@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize(
    "url", ["https://arxiv.org/abs/2203.00001", "HTTP://example.org/a?b=c&d;e#f", "https://x.y/é"]
)
def test_titles_are_links(url: str, width: int, color: bool) -> None:  # noqa: FBT001
    text = table(paper("The Title", url=url), width=width, color=color, hyperlinks=True)
    assert LINK.findall(text) == [(url, "The Title")]
    assert table(paper("The Title", url=url), width=width, color=color) == LINK.sub(r"\2", text)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://example.org/",
        "data:text/html,x",
        "https:",
        "https://user@example.org/",
        "https://example.org/\x1b\\\x1b[31m",
        "https://example.org/\x07",
        "https://example.org/a b",
        "https://example.org/\u202e",
    ],
)
def test_other_addresses_are_no_links(url: str) -> None:
    text = table(paper(url=url), color=True, hyperlinks=True)
    assert "\x1b]8" not in text
    whole = "".join(write_one(paper(url=url), context(hyperlinks=True)))
    assert "\x1b" not in whole


def test_a_whole_paper() -> None:
    full = Paper(
        key="adams2022heads",
        title="Heads",
        authors=("Ada Adams", "{The Team}"),
        date="2022-03",
        ids={"arxiv": "2203.00001"},
        heads=("Induction Head", "Mover Head"),
        links=(Link("paper", "https://arxiv.org/abs/2203.00001"), Link("code", "javascript:x")),
        summary=Summary("It names heads, " * 6, "", "It works."),
        published=Published("Heads, Again", ("Ada Adams", "Bob Brown")),
        extra={"[b]award[/b]": ["best"]},
    )
    assert "".join(write_one(full, context())) == (
        "key           adams2022heads\n"
        "title         Heads\n"
        "author        Ada Adams\n"
        "              The Team\n"
        "date          2022-03\n"
        "published as  Heads, Again\n"
        "published by  Ada Adams\n"
        "              Bob Brown\n"
        "arxiv         2203.00001\n"
        "head          Induction Head\n"
        "              Mover Head\n"
        "paper         https://arxiv.org/abs/2203.00001\n"
        "code          javascript:x\n"
        "innovation    It names heads, It names heads, It names heads, It names heads, It\n"
        "              names heads, It names heads,\n"
        "result        It works.\n"
        '[b]award[/b]  ["best"]\n'
    )
    colored = "".join(write_one(full, context(color=True, hyperlinks=True)))
    assert LINK.findall(colored) == [("https://arxiv.org/abs/2203.00001",) * 2]
    assert "\x1b[1mHeads\x1b[0m" in colored
    assert "\x1b[36mInduction Head\x1b[0m" in colored


def test_the_small_vocabulary_as_a_tree() -> None:
    counts = {"Induction Head": 2, "Mover Head": 1, "Name Mover Head": 1}
    assert "".join(write_heads(HEADS, counts, context())) == (
        "In-Context Identification\n"
        "└── Mover Head 1\n"
        "    └── Name Mover Head 1\n"
        "Latent Reasoning\n"
        "└── In-context Learning\n"
        "    └── Induction Head 2  Inductive Head\n"
        "3 heads; the number is that of the papers that name the head or a narrower one\n"
    )


def test_stages_in_their_order_then_groups_by_name_then_what_has_no_group() -> None:
    heads = [
        Head("E", stage="Expression Preparation"),
        Head("K2", ("K Two", "[b]"), "Knowledge Recalling", "B group"),
        Head("K0", stage="Knowledge Recalling"),
        Head("K1", stage="Knowledge Recalling", group="A group"),
        Head("N"),
    ]
    assert "".join(write_heads(heads, {"K0": 12}, context())) == (
        "Knowledge Recalling\n"
        "├── A group\n"
        "│   └── K1 0\n"
        "├── B group\n"
        "│   └── K2 0  K Two, [b]\n"
        "└── K0 12\n"
        "Expression Preparation\n"
        "└── E 0\n"
        "Not placed\n"
        "└── N 0\n"
        "5 heads; the number is that of the papers that name the head or a narrower one\n"
    )


def test_a_narrower_head_of_another_stage_stands_for_itself() -> None:
    heads = [Head("A", stage="Knowledge Recalling"), Head("B", stage="Latent Reasoning", broader="A")]
    assert "".join(write_heads(heads, {}, context())) == (
        "Knowledge Recalling\n└── A 0\nLatent Reasoning\n└── B 0\n"
        "2 heads; the number is that of the papers that name the head or a narrower one\n"
    )


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ([], "0 heads"),
        ([Head("A")], "Not placed\n└── A 0\n1 head"),
        ([Head("A", stage="No Stage")], "Not placed\n└── A 0\n1 head"),
        ([Head("A", broader="A")], "Not placed\n└── A 0\n1 head"),
        (
            [Head("A", broader="B"), Head("B", broader="A"), Head("C"), Head("D", broader="B")],
            "Not placed\n├── C 0\n└── A 0\n    └── B 0\n        └── D 0\n4 heads",
        ),
        (
            [Head("A"), Head("A"), Head("B", broader="A")],
            "Not placed\n├── A 0\n│   └── B 0\n└── A 0\n3 heads",
        ),
    ],
)
def test_no_head_is_left_out_whatever_the_vocabulary(heads: list[Head], expected: str) -> None:
    end = "; the number is that of the papers that name the head or a narrower one\n"
    assert "".join(write_heads(heads, {}, context())) == expected + end


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_hostile_heads(text: str, shown: str) -> None:
    heads = [Head(text, (text,), "Latent Reasoning", text)]
    assert "".join(write_heads(heads, {text: 3}, context(width=200))) == (
        f"Latent Reasoning\n└── {shown}\n    └── {shown} 3  {shown}\n"
        "1 head; the number is that of the papers that name the head or a narrower one\n"
    )


def test_a_tree_in_colour() -> None:
    assert "".join(write_heads([Head("A", ("B",))], {}, context(color=True))) == (
        "\x1b[1mNot placed\x1b[0m\n"
        "\x1b[2m└── \x1b[0m\x1b[36mA\x1b[0m\x1b[1m 0\x1b[0m\x1b[2m  B\x1b[0m\n"
        "1 head; the number is that of the papers that name the head or a narrower one\n"
    )


def test_a_head_without_stage_stands_under_its_broader_one() -> None:
    heads = [
        Head("Induction Head", stage="Latent Reasoning", group="In-context Learning"),
        Head("N-gram Head", broader="Induction Head"),
    ]
    assert "".join(write_heads(heads, {"Induction Head": 2, "N-gram Head": 1}, Context(Vocabulary()))) == (
        "Latent Reasoning\n"
        "└── In-context Learning\n"
        "    └── Induction Head 2\n"
        "        └── N-gram Head 1\n"
        "2 heads; the number is that of the papers that name the head or a narrower one\n"
    )
