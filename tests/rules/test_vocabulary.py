"""HC3xx: the vocabulary itself, and the names that papers use."""

import pytest

from conftest import SMALL
from headcat.model import STAGES, VENUE_KINDS
from headcat.records import read
from headcat.rules import report

NEW_VENUES = "; new ones go into the section venues:"


def found(old: str, new: str) -> list[str]:
    """Return what is found in the small catalogue with one change."""
    assert SMALL.count(old) == 1
    diagnostics = report("p.yaml", read(SMALL.replace(old, new)))
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in diagnostics]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mover Head", []),
        (
            "mover head",
            ["50:9 HC302 write 'Mover Head'; 'mover head' is another name of it"],
        ),
        ("Mover-Heads", ["50:9 HC302 write 'Mover Head'; 'Mover-Heads' is another name of it"]),
        ("Movr Head", ["50:9 HC301 no head is called 'Movr Head'; nearest: Mover Head (all: headcat heads)"]),
        ("Qqq", ["50:9 HC301 no head is called 'Qqq' (all: headcat heads)"]),
        ('""', ["50:9 HC301 no head is called '' (all: headcat heads)"]),
    ],
)
def test_heads_of_papers(name: str, expected: list[str]) -> None:
    assert found("- Name Mover Head", f"- {name}") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("NeurIPS", []),
        ("NeurIPS 2023", []),
        ("arXiv", []),
        ("NIPS 2023", ["46:12 HC307 write 'NeurIPS 2023' for 'NIPS 2023'"]),
        ("NeurIPS, 2023", ["46:12 HC307 write 'NeurIPS 2023' for 'NeurIPS, 2023'"]),
        ("CoRR", ["46:12 HC307 write 'arXiv' for 'CoRR'"]),
        ("NeurISP 2023", [f"46:12 HC306 no venue is called 'NeurISP 2023'; nearest: NeurIPS{NEW_VENUES}"]),
        ("Qqq", [f"46:12 HC306 no venue is called 'Qqq'{NEW_VENUES}"]),
        ('""', ["41:5 HC111 still missing: venue", f"46:12 HC306 no venue is called ''{NEW_VENUES}"]),
    ],
)
def test_venues_of_papers(name: str, expected: list[str]) -> None:
    assert found("    venue: arXiv", f"    venue: {name}") == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "name: Mover Head",
            "name: Mover Heads",
            ["10:14 HC304 broader: 'Mover Head' is no other head of the vocabulary"],
        ),
        (
            "broader: Mover Head",
            "broader: mover head",
            ["10:14 HC304 broader: 'mover head' is no other head of the vocabulary"],
        ),
        (
            "broader: Mover Head",
            "broader: Name Mover Head",
            ["10:14 HC304 broader: 'Name Mover Head' is no other head of the vocabulary"],
        ),
        ("broader: Mover Head", "broader: Induction Head", []),
    ],
)
def test_broader_heads(old: str, new: str, expected: list[str]) -> None:
    assert found(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("aliases: [Inductive Head]", "aliases: [Induction Heads, Inductive Head]", []),
        (
            "[Inductive Head]",
            "[Inductive Head, mover]",
            ["6:11 HC303 'Mover Head' is also a name of 'Induction Head'"],
        ),
        (
            "name: Mover Head",
            "name: Mover Head\n    aliases: [x, INDUCTION-HEAD]",
            ["7:18 HC303 'INDUCTION-HEAD' is also a name of 'Induction Head'"],
        ),
        ("aliases: [NIPS]", "aliases: [NIPS, neurips]", []),
        ("aliases: [CoRR]", "aliases: [CoRR, nips]", ["17:21 HC303 'nips' is also a name of 'NeurIPS'"]),
        (
            "name: arXiv",
            "name: NIPS",
            [
                "16:11 HC303 'NIPS' is also a name of 'NeurIPS'",
                f"46:12 HC306 no venue is called 'arXiv'{NEW_VENUES}",
            ],
        ),
        ("aliases: [CoRR]", "aliases: [Induction Head]", []),
    ],
)
def test_no_two_terms_share_a_name(old: str, new: str, expected: list[str]) -> None:
    assert found(old, new) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("[Inductive Head]", "[Inductive Head, '?']", ["3:31 HC101 the name '?' has no letter and no digit"]),
        (
            "name: Mover Head",
            "name: Mover Head\n    aliases: ['']",
            ["7:15 HC101 the name '' has no letter and no digit"],
        ),
        ("[CoRR]", "[CoRR, '--']", ["17:21 HC101 the name '--' has no letter and no digit"]),
        ("[CoRR]", "[CoRR, '1', ü, 注意]", []),
    ],
)
def test_a_name_has_something_to_be_known_by(old: str, new: str, expected: list[str]) -> None:
    assert found(old, new) == expected


def test_two_names_without_letters_are_not_called_the_same() -> None:
    text = "heads:\n  - name: '?'\n  - name: '!'\npapers: []\n"
    assert [str(each) for each in report("p.yaml", read(text))] == [
        "p.yaml:2:11: HC101 the name '?' has no letter and no digit",
        "p.yaml:3:11: HC101 the name '!' has no letter and no digit",
    ]


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage(stage: str) -> None:
    assert found("stage: Latent Reasoning", f"stage: {stage}") == []


@pytest.mark.parametrize("stage", ["latent reasoning", "Reasoning", '""'])
def test_no_other_stage(stage: str) -> None:
    name = stage.strip('"')
    message = f"no stage is called {name!r}; it may be {', '.join(STAGES)}"
    assert found("stage: Latent Reasoning", f"stage: {stage}") == [f"4:12 HC305 {message}"]


@pytest.mark.parametrize("kind", VENUE_KINDS)
def test_every_kind_of_venue(kind: str) -> None:
    assert found("kind: preprint", f"kind: {kind}") == []


@pytest.mark.parametrize("kind", ["Journal", "conference"])
def test_no_other_kind_of_venue(kind: str) -> None:
    message = f"no kind is called {kind!r}; it may be {', '.join(VENUE_KINDS)}"
    assert found("kind: preprint", f"kind: {kind}") == [f"18:11 HC308 {message}"]
