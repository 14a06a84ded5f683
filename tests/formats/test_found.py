"""What services say, as text, JSON and BibTeX."""

import json

import pytest

from headcat.fetch import Failure, Found, Offer
from headcat.formats.found import write_bibtex, write_json, write_text
from headcat.model import Draft, Link
from headcat.vocabulary import Vocabulary

DRAFT = Draft(
    title="Heads \x1b[31m of Toys",
    authors=("Ada Adams", "{Toy Team}"),
    date="2024-05",
    venue="arXiv",
    ids={"arxiv": "2405.00001"},
    links=(Link("code", "https://example.org/c"),),
)
FOUND = Found(
    "arXiv", DRAFT, "An abstract of seven words in all.", (), {"journal_ref": "Toys 7", "date": "?"}
)
OFFERS = (
    Offer("2405.00001", DRAFT, FOUND, doubts=("It is doubtful.",)),
    Offer("2405.00002", Draft(), failure=Failure("arXiv has no paper 2405.00002", answered=True)),
    Offer("https://example.org/x", Draft(links=(Link("paper", "https://example.org/x"),))),
)
LINES = """\
2405.00001, says arXiv
  title       Heads \\x1b[31m of Toys
  authors     Ada Adams, {Toy Team}
  date        2024-05
  venue       arXiv
  arxiv       2405.00001
  code        https://example.org/c
  journal ref Toys 7
  also date   ?
  abstract    An abstract of seven words in all.
  doubt       It is doubtful.

https://example.org/x
  paper       https://example.org/x
"""


@pytest.mark.parametrize("width", [None, 80])
def test_text(width: int | None) -> None:
    assert "".join(write_text(OFFERS, width)) == LINES
    assert "".join(write_text((), width)) == ""


def test_text_is_broken_where_the_terminal_ends() -> None:
    (text,) = write_text([Offer("x", Draft(title="word " * 20))], 10)
    assert max(map(len, text.splitlines())) <= 56
    assert text.splitlines()[2].startswith(" " * 14 + "word")


def test_json() -> None:
    first, second, third = json.loads("".join(write_json(OFFERS)))
    assert first == {
        "asked": "2405.00001",
        "source": "arXiv",
        "title": "Heads \x1b[31m of Toys",
        "authors": ["Ada Adams", "{Toy Team}"],
        "date": "2024-05",
        "venue": "arXiv",
        "ids": {"arxiv": "2405.00001"},
        "links": [{"kind": "code", "url": "https://example.org/c"}],
        "abstract": "An abstract of seven words in all.",
        "doubts": ["It is doubtful."],
        "details": {"journal_ref": "Toys 7", "date": "?"},
    }
    assert second == {"asked": "2405.00002", "error": "arXiv has no paper 2405.00002"}
    assert (third["source"], third["venue"], third["title"]) == ("", None, "")


def test_bibtex() -> None:
    anonymous = Offer("x", Draft(title="Heads"))
    text = "".join(write_bibtex((*OFFERS[:2], OFFERS[0], anonymous), Vocabulary()))
    first, second, third = text.split("\n\n")
    assert first == (
        "@misc{adams2024heads,\n  title = {Heads \\textbackslash{}x1b[31m of Toys},\n"
        "  author = {Adams, Ada and {Toy Team}},\n  howpublished = {arXiv},\n  year = {2024},\n"
        "  month = may,\n  eprint = {2405.00001},\n  archivePrefix = {arXiv},\n"
        "  url = {https://example.org/c},\n}"
    )
    assert second == first.replace("2024heads,", "2024headsa,")
    assert third == "@misc{anonymous0000heads,\n  title = {Heads},\n}\n"
