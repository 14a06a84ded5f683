"""The list of formats: for a terminal, for a pipe, for a script."""

import json

import pytest

from headcat.formats import Context, Format, listing
from headcat.vocabulary import Vocabulary


@pytest.fixture(autouse=True)
def _two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let there be two formats."""
    one = Format("x:y", "A format of one's own", (".one", ".o"), ("badges", "feed_url"), "one")
    monkeypatch.setattr(listing, "WRITERS", {"one": one, "two": Format("x:y", "Another", ())})


def test_a_table() -> None:
    assert "".join(listing.write_table(Context(Vocabulary(), width=100))) == (
        "Format  Suffix   What it is             Options              Needs\n"
        "one     .one .o  A format of one's own  --badges --feed-url  headcat[one]\n"
        "two              Another\n"
    )


def test_lines() -> None:
    assert "".join(listing.write_plain()) == (
        "one\t.one .o\tA format of one's own\t--badges --feed-url\theadcat[one]\ntwo\t\tAnother\t\t\n"
    )


def test_json() -> None:
    text = "".join(listing.write_json())
    assert len(text.splitlines()) == 4
    assert json.loads(text) == [
        {
            "name": "one",
            "suffixes": [".one", ".o"],
            "about": "A format of one's own",
            "options": ["--badges", "--feed-url"],
            "extra": "one",
        },
        {"name": "two", "suffixes": [], "about": "Another", "options": [], "extra": None},
    ]
