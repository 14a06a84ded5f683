"""HC3xx: the vocabulary itself, and the names that papers use."""

from collections.abc import Iterable

import pytest

from conftest import SMALL
from headcat.document.edits import apply
from headcat.document.records import read
from headcat.model import STAGES, VENUE_KINDS
from headcat.rules import chosen, inspect, report

NEW_VENUES = "; new ones go into the section venues:"


def said(text: str, codes: Iterable[str]) -> list[str]:
    diagnostics = report("p.yaml", read(text), codes)
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in diagnostics]


def found(old: str, new: str) -> list[str]:
    """Return what is found in the small catalogue with one change, but for unused heads and layout."""
    assert SMALL.count(old) == 1
    return said(SMALL.replace(old, new), chosen(ignore=["unused-head", "layout"]))


def mended(text: str, *words: str) -> str:
    """Return a text with the fixes of some rules applied."""
    return apply(text, [edit for each in inspect(read(text), chosen(words)) for edit in each.fix])


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


def papers(*lines: str) -> str:
    """Return a section of papers that have the same fields but for the given ones."""
    entry = "  - {{key: k{0}, title: T{0}, authors: [A B], date: 2020{1}}}\n"
    return "papers:\n" + "".join(
        entry.format(number, f", {line}" if line else "") for number, line in enumerate(lines)
    )


INDUCTION = "heads:\n  - name: Induction Head\n    aliases: [Inductive Head, 'Match, Copy']\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("heads: [inductive]", "heads: [Induction Head]"),
        ("heads: ['inductive']", "heads: ['Induction Head']"),
        ('heads: ["match copy"]', 'heads: ["Induction Head"]'),
        ("heads: [Induction Head, inductive]", None),
        ("heads: [inductive, induction-heads]", "heads: [Induction Head, induction-heads]"),
        ("heads: [Unknown Head, inductive]", "heads: [Unknown Head, Induction Head]"),
        ("heads: [Induction Head]", None),
    ],
)
def test_the_right_head_is_written_in_its_place(old: str, new: str | None) -> None:
    assert mended(INDUCTION + papers(old), "HC302") == INDUCTION + papers(old if new is None else new)


def test_a_name_with_a_comma_is_quoted_in_brackets_only() -> None:
    text = "heads:\n  - name: Match, Copy\n" + papers("heads: [match copy]")
    assert mended(text, "HC302") == text.replace("[match copy]", '["Match, Copy"]')
    text = SMALL.replace("name: Mover Head", "name: Mover, Head").replace("- Name Mover Head", "- mover head")
    assert mended(text, "HC302") == text.replace("- mover head", "- Mover, Head")


@pytest.mark.parametrize("value", ["|-\n          inductive head", ">-\n          inductive\n          head"])
def test_a_block_of_lines_is_not_mended(value: str) -> None:
    text = SMALL.replace("- Induction Head  # as the paper says", f"- {value}")
    assert [
        each.partition(" ")[2] for each in found("- Induction Head  # as the paper says", f"- {value}")
    ] == ["HC302 write 'Induction Head'; 'inductive head' is another name of it"]
    assert mended(text, "HC302") == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("NIPS 2023", "NeurIPS 2023"),
        ('"NIPS 2023"', '"NeurIPS 2023"'),
        ("'NeurIPS,  2023'  # so", "'NeurIPS 2023'  # so"),
        ("|-\n      NIPS 2023", "|-\n      NIPS 2023"),
        ("NeurIPS 2023", "NeurIPS 2023"),
        ("Qqq 2023", "Qqq 2023"),
    ],
)
def test_the_right_venue_is_written_in_its_place(old: str, new: str) -> None:
    before, after = (SMALL.replace("venue: arXiv", f"venue: {venue}") for venue in (old, new))
    assert mended(before, "HC307") == after


NEAR = "; if they are one, make one an alias of the other"


def terms(section: str, *names: str) -> str:
    """Return a catalogue with one term for each name, its aliases behind it."""
    entries = [name.split("; ") for name in names]
    lines = [f"  - {{name: {name}, aliases: [{', '.join(aliases)}]}}\n" for name, *aliases in entries]
    return f"{section}:\n{''.join(lines)}papers: []\n"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Rare Word Head", "Rare Words Head"], ["3:12 'Rare Words Head' is nearly 'Rare Word Head'"]),
        (["Memory Head", "Memories Head"], ["3:12 'Memories Head' is nearly 'Memory Head'"]),
        (["Induction Head", "Inducton Head"], ["3:12 'Inducton Head' is nearly 'Induction Head'"]),
        (["Inducton Head", "Induction Head"], ["3:12 'Induction Head' is nearly 'Inducton Head'"]),
        (["Induction Head", "Inductjon Head"], ["3:12 'Inductjon Head' is nearly 'Induction Head'"]),
        (["Induction Head", "Indcution Head"], ["3:12 'Indcution Head' is nearly 'Induction Head'"]),
        (["Copy; Induction Head", "X; Y; Inductions"], ["3:28 'Inductions' is nearly 'Induction Head'"]),
        (
            ["Token Head", "Tokens-Head", "To Ken Heads"],
            ["3:12 'Tokens-Head' is nearly 'Token Head'", "4:12 'To Ken Heads' is nearly 'Tokens-Head'"],
        ),
        (["Induction; Inductoin", "Induciton"], ["3:12 'Induciton' is nearly 'Induction'"]),
        (["Mover Head", "Movers; Moverz"], ["3:12 'Movers' is nearly 'Mover Head'"]),
        (["Induction Head", "Deduction Head"], []),
        (["Induction; Inducton"], []),
        (["Induction Head", "induction-head"], []),
        (["Name Head", "Nome Head"], []),
        (["Layer1 Head", "Layer2 Head"], []),
        (["Layers 1 Head", "Layers 12 Head"], []),
        (["Virus Head", "Viru Head"], []),
        (["Class Head", "Clas Head"], []),
        (["Copying Head", "Copy Head"], []),
    ],
)
def test_names_of_heads_that_are_nearly_the_same(names: list[str], expected: list[str]) -> None:
    assert said(terms("heads", *names), {"HC309"}) == [
        f"{line.replace(' ', ' HC309 ', 1)}{NEAR}" for line in expected
    ]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["BlackboxNLP", "BlackboxNPL"], ["3:12 HC309 'BlackboxNPL' is nearly 'BlackboxNLP'" + NEAR]),
        (["AACL", "NAACL"], []),
        (["Big Workshop", "Big Workshops"], ["3:12 HC309 'Big Workshops' is nearly 'Big Workshop'" + NEAR]),
    ],
)
def test_names_of_venues_that_are_nearly_the_same(names: list[str], expected: list[str]) -> None:
    assert said(terms("venues", *names), {"HC309"}) == expected


UNUSED = "HC310 no paper names this head or one narrower than it; delete it, or add the paper"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("- Name Mover Head", "- Name Mover Head", []),
        ("- Name Mover Head", "- name-mover", []),
        ("- Name Mover Head", "- mover", ["8:11"]),
        ("- Name Mover Head", "- Unknown", ["6:11", "8:11"]),
        ("    broader: Mover Head\n", "", ["6:11"]),
        ("broader: Mover Head", "broader: Unknown", ["6:11"]),
        ("broader: Mover Head", "broader: Name Mover Head", ["6:11"]),
    ],
)
def test_heads_that_no_paper_names(old: str, new: str, expected: list[str]) -> None:
    assert said(SMALL.replace(old, new), {"HC310"}) == [f"{place} {UNUSED}" for place in expected]


CIRCLE = "HC311 broader goes in a circle: "


@pytest.mark.parametrize(
    ("broader", "expected"),
    [
        ("a:b b:a", [f"2:24 {CIRCLE}a, b"]),
        ("a:b b:c c:a", [f"2:24 {CIRCLE}a, b, c"]),
        ("a:b b:c c:b", [f"3:24 {CIRCLE}b, c"]),
        ("a:d b:c c:d d:b", [f"3:24 {CIRCLE}d, b, c"]),
        ("a:b b:a c:d d:c", [f"2:24 {CIRCLE}a, b", f"4:24 {CIRCLE}c, d"]),
        ("a:b b:c c:~", []),
        ("a:c b:c c:~", []),
        ("a:b b:b", []),
        ("a:x", []),
        ("", []),
    ],
)
def test_broader_heads_in_a_circle(broader: str, expected: list[str]) -> None:
    pairs = [each.split(":") for each in broader.split()]
    heads = "".join(f"  - {{name: {name}, broader: {other}}}\n" for name, other in pairs)
    assert said(f"heads:\n{heads}papers: []\n", {"HC311"}) == [
        f"{line}; delete one broader of these" for line in expected
    ]


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (["A, B", "B, A", "A, B"], ["3:11 HC312 on the same 3 papers as 'A'; are they one head?"]),
        (["A, b", "B, A", "A, A, B", ""], ["3:11 HC312 on the same 3 papers as 'A'; are they one head?"]),
        (
            ["A, B, C"] * 4,
            [f"{line}:11 HC312 on the same 4 papers as 'A'; are they one head?" for line in (3, 4)],
        ),
        (["A, B", "B, A"], []),
        (["A, B", "B, A", "A, B", "B"], []),
        (["A, B", "A, B", "A, C", "B, C"], []),
        (["A, X", "A, X", "A, X"], []),
        ([], []),
    ],
)
def test_heads_that_are_always_together(heads: list[str], expected: list[str]) -> None:
    section = "heads:\n  - name: A\n  - name: B\n  - name: C\n"
    text = section + papers(*(f"heads: [{names}]" for names in heads))
    assert said(text, {"HC312"}) == expected


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
