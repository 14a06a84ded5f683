"""What was probably meant."""

import pytest

from headcat.words.corrections import are_alike, are_nearly_equal, corrected, likeness

KNOWN = {"induction": 40, "inductions": 1, "circuit": 20, "circuits": 3, "head": 80, "muller": 1, "of": 80}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("inducton", "induction"),
        ("Inducton circiut", "induction circuit"),
        ('"inducton circuit" -hed', '"induction circuit" -head'),
        ("title:inducton", "title:induction"),
        ("titel:induction", None),
        ("Möller", "muller"),
        ("induction circuit", None),
        ("xyzzy", None),
        ("of fo", None),
        ("year:2042", None),
        ("", None),
    ],
)
def test_words_that_nobody_has(text: str, expected: str | None) -> None:
    assert corrected(text, KNOWN, lambda _: True) == expected


def test_what_finds_nothing_is_not_proposed() -> None:
    asked: list[str] = []

    def finds(text: str) -> bool:
        asked.append(text)
        return False

    assert corrected("inducton", KNOWN, finds) is None
    assert asked == ["induction"]


@pytest.mark.parametrize(
    ("title", "other", "least", "most"),
    [
        ("Names: Moved", "names moved", 100, 100),
        ("Names", "Names: Moved", 100, 100),
        ("In-context Häuser", 'Incontext H{\\"a}user', 100, 100),
        ("Heads of a Small Catalogue", "Quantum Fields on Graphs", 0, 50),
        ("", "Names", 0, 0),
    ],
)
def test_how_alike_titles_are(title: str, other: str, least: int, most: int) -> None:
    assert least <= likeness(title, other) <= most
    assert likeness(title, other) == likeness(other, title)


@pytest.mark.parametrize(
    ("title", "other", "alike", "nearly"),
    [
        ("Retrieval Head", "retrieval-head", True, True),
        ("Retrieval Heads in Models", "Retrieval Head in Models", True, True),
        ("Retrieval Head", "Retrieval Head Explains Long-Context Factuality", True, False),
        ("Copy Suppression", "Name Mover Heads Everywhere", False, False),
        ("", "", True, True),
    ],
)
def test_titles_of_one_paper(title: str, other: str, *, alike: bool, nearly: bool) -> None:
    assert (are_alike(title, other), are_nearly_equal(title, other)) == (alike, nearly)
