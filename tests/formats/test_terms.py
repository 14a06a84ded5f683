"""One head whole: in JSON, for a pipe, for a terminal."""

import re

import pytest

from headcat.formats import Context
from headcat.formats.table import write_head, write_suggestions
from headcat.formats.terms import Profile, write_plain
from headcat.model import Head, Link, Paper
from headcat.upkeep.suggestions import Suggestion
from headcat.vocabulary import Vocabulary

BROADER = Head("Mover Head", stage="In-Context Identification", group="Syntactic Information")
HEAD = Head(
    "Name Mover Head", ("Name Head", "N"), broader="Mover Head", definition="Copies a name into the output."
)
PAPERS = (
    Paper("zorn2023names", "Names: Moved", ("Z",), "2023-11", links=(Link("paper", "https://x.org/z"),)),
    Paper("adams2022heads", "Heads", ("A",), "2022-03-08"),
)
FULL = Profile(HEAD, BROADER, ("Backup Head", "Other Head"), PAPERS, (("B Head", 2), ("A Head", 1)))
BARE = Profile(Head("X"), Head("X"), (), (), ())
FULL_PLAIN = """\
name	Name Mover Head
alias	Name Head
alias	N
stage	In-Context Identification (from Mover Head)
group	Syntactic Information (from Mover Head)
broader	Mover Head
narrower	Backup Head
narrower	Other Head
definition	Copies a name into the output.
papers	2
paper	zorn2023names
paper	adams2022heads
occurs with	B Head (2)
occurs with	A Head (1)
"""
FULL_TABLE = """\
name         Name Mover Head
alias        Name Head
             N
stage        In-Context Identification (from Mover Head)
group        Syntactic Information (from Mover Head)
broader      Mover Head
narrower     Backup Head
             Other Head
definition   Copies a name into the output.
papers       2
             2023-11     zorn2023names  Names: Moved
             2022-03-08  adams2022heads  Heads
occurs with  B Head (2)
             A Head (1)
"""
HOSTILE = "[/b]:brain:\x1b[2J\u202e\ta"
HOSTILE_SHOWN = "[/b]:brain:\\x1b[2J\\u202e a"


def context(*, color: bool = False, width: int = 80) -> Context:
    return Context(Vocabulary(), width=width, color=color, hyperlinks=color)


def test_a_head_in_json_says_whence_its_place_comes() -> None:
    assert FULL.to_json() == {
        "name": "Name Mover Head",
        "aliases": ["Name Head", "N"],
        "stage": "In-Context Identification",
        "group": "Syntactic Information",
        "broader": "Mover Head",
        "narrower": ["Backup Head", "Other Head"],
        "definition": "Copies a name into the output.",
        "papers": ["zorn2023names", "adams2022heads"],
        "occurs_with": [{"head": "B Head", "papers": 2}, {"head": "A Head", "papers": 1}],
        "inherited_from": "Mover Head",
    }
    assert BARE.to_json() == {
        "name": "X",
        "aliases": [],
        "stage": None,
        "group": None,
        "broader": None,
        "narrower": [],
        "definition": None,
        "papers": [],
        "occurs_with": [],
        "inherited_from": None,
    }


@pytest.mark.parametrize(
    ("profile", "plain", "table"),
    [
        (FULL, FULL_PLAIN, FULL_TABLE),
        (BARE, "name\tX\npapers\t0\n", "name    X\npapers  0\n"),
        (
            Profile(Head("X"), Head("Y", group="G"), (), (), ()),
            "name\tX\ngroup\tG (from Y)\npapers\t0\n",
            "name    X\ngroup   G (from Y)\npapers  0\n",
        ),
    ],
)
def test_a_head_for_a_pipe_and_for_a_terminal(profile: Profile, plain: str, table: str) -> None:
    assert "".join(write_plain(profile)) == plain
    assert "".join(write_head(profile, context())) == table


def test_colours_and_links_are_all_that_a_terminal_gets_more() -> None:
    text = "".join(write_head(FULL, context(color=True)))
    assert re.findall(r"\x1b\]8;id=\d+;([^\x1b]+)\x1b", text) == ["https://x.org/z"]
    assert re.sub(r"\x1b\[[\d;]*m|\x1b\]8;[^\x1b]*\x1b\\", "", text) == FULL_TABLE


def test_nothing_acts_on_a_terminal() -> None:
    head = Head(HOSTILE, (HOSTILE,), HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    papers = (Paper(HOSTILE, HOSTILE, ("A",), HOSTILE),)
    profile = Profile(head, head, (HOSTILE,), papers, ((HOSTILE, 1),))
    plain = [line.split("\t") for line in "".join(write_plain(profile)).splitlines()]
    assert [value.removesuffix(" (1)") for name, value in plain if name != "papers"] == [HOSTILE_SHOWN] * 9
    table = "".join(write_head(profile, context(width=200)))
    assert (table.count(HOSTILE_SHOWN), "\x1b" in table, "\u202e" in table) == (11, False, False)
    found = [Suggestion(HOSTILE, 1.0, (HOSTILE, "b"))]
    assert "".join(write_suggestions(found, context(width=200))) == (
        f"Score  {'Head':<{len(HOSTILE_SHOWN)}}  Words\n 1.00  {HOSTILE_SHOWN}  {HOSTILE_SHOWN}, b\n"
    )


def test_a_long_title_goes_on_under_its_beginning() -> None:
    paper = Paper("zorn2023names", "Names that are moved from here to there", ("Z",), "2023-11")
    table = "".join(write_head(Profile(Head("X"), Head("X"), (), (paper,), ()), context(width=50)))
    assert table == (
        "name    X\npapers  1\n"
        "        2023-11  zorn2023names  Names that are\n"
        "                 moved from here to there\n"
    )


def test_suggestions_as_a_table() -> None:
    found = [Suggestion("Safety Head", 12.5, ("safety heads",)), Suggestion("X", 0.1, ("a", "b"))]
    assert "".join(write_suggestions(found, context())) == (
        "Score  Head         Words\n12.50  Safety Head  safety heads\n 0.10  X            a, b\n"
    )
