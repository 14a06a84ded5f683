"""Answers of any shape, taken for what they should be."""

from typing import Any

import pytest

from headcat.errors import NetworkError
from headcat.fetch.shapes import items, mapping, parsed_bibtex, parsed_json, parsed_xml, text, texts
from headcat.model import Draft
from services import BOMB, LOGIN_PAGE


@pytest.mark.parametrize(
    ("value", "listed", "first", "every"),
    [
        (None, [], "", []),
        ("a", ["a"], "a", ["a"]),
        (["a", 1, "b"], ["a", 1, "b"], "a", ["a", "b"]),
        ([None, "b"], [None, "b"], "b", ["b"]),
        ({"a": 1}, [{"a": 1}], "", []),
        (7, [7], "", []),
    ],
)
def test_lists_and_texts(value: Any, listed: list[Any], first: str, every: list[str]) -> None:
    assert (items(value), text(value), texts(value)) == (listed, first, every)


def test_objects() -> None:
    values: list[Any] = [{"a": 1}, None, [], "a"]
    assert list(map(mapping, values)) == [{"a": 1}, {}, {}, {}]


def test_json() -> None:
    assert parsed_json("X", '{"a": "é"}'.encode()) == {"a": "é"}


@pytest.mark.parametrize("body", [b"", b"null", b"[1]", b"{", b"\xff\xfe\xfa", b"[" * 100_000, LOGIN_PAGE])
def test_what_is_no_json(body: bytes) -> None:
    with pytest.raises(NetworkError, match=r"^X answered what cannot be understood"):
        parsed_json("X", body)


def test_xml() -> None:
    assert parsed_xml("X", "<?xml version='1.0' encoding='latin-1'?><a>é</a>".encode("latin-1")).text == "é"


@pytest.mark.parametrize("body", [b"", b"<a>", b"Rate exceeded.", LOGIN_PAGE, BOMB, b"<a>\xff</a>"])
def test_what_is_no_xml(body: bytes) -> None:
    with pytest.raises(NetworkError, match=r"^X answered what cannot be understood"):
        parsed_xml("X", body)


def test_bibtex_without_what_nobody_sees() -> None:
    body = (
        "@misc{a, title={A\u202eB}, author={Ada\u200b Beispiel}, howpublished={C\u2066}, note={n},"
        " doi={10.1000/x\U000cfa47}}".encode()
    )
    assert parsed_bibtex("X", body) == Draft(
        title="AB", authors=("Ada Beispiel",), venue="C", ids={"doi": "10.1000/x"}
    )


@pytest.mark.parametrize("body", [b"", b"@{}", b"@misc{a, title={A}", b"\xff", LOGIN_PAGE])
def test_what_is_no_bibtex(body: bytes) -> None:
    with pytest.raises(NetworkError, match=r"^X answered what cannot be understood"):
        parsed_bibtex("X", body)
