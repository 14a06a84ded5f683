"""What has become of papers, as text and JSON."""

import json

from headcat.changes.amendments import Amendment
from headcat.formats.proposals import write_json, write_text
from headcat.model import Paper
from headcat.upkeep.updating import Proposal

PAPER = Paper("a", "T\x1b[31m", ("A B",), "2024")
PROPOSALS = (
    Proposal(PAPER, Amendment({"venue": "ICLR 2025"}, published_authors=("A B",)), ("It is.",), ("Look.",)),
    Proposal(PAPER, notices=("Only \x07 look.",)),
)


def test_text() -> None:
    assert "".join(write_text(PROPOSALS)) == (
        "a: T\\x1b[31m\n  It is.\n  Look.\na: T\\x1b[31m\n  Only \\x07 look.\n"
    )


def test_json() -> None:
    first, second = json.loads("".join(write_json(PROPOSALS)))
    assert first == {
        "key": "a",
        "title": "T\x1b[31m",
        "changes": {"venue": "ICLR 2025", "published.authors": ["A B"]},
        "evidence": ["It is."],
        "notices": ["Look."],
    }
    assert (second["changes"], second["evidence"]) == ({}, [])
    assert "".join(write_json(())) == "[]\n"
