"""What the index answers to a view."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL
from headcat.catalogue import Catalogue
from headcat.errors import RefusedError, UsageError
from headcat.model import SORT_FIELDS, Query
from headcat.outline import Item
from headcat.tui import reading
from headcat.tui.asking import View
from headcat.tui.reading import Answer, Reader
from screens import START, many

ADAMS, ZORN = "adams2022heads", "zorn2023names"
INDUCTION, LATENT = Item("head", "Induction Head", 2), Item("stage", "Latent Reasoning", 0)
MOVER, NAME_MOVER = Item("head", "Mover Head", 1), Item("head", "Name Mover Head", 2)


@pytest.fixture
def reader(catalogue_file: Path) -> Reader:
    return Reader(Catalogue.open(catalogue_file), START)


def asked(reader: Reader, keep: str = "", **fields: Any) -> Answer:
    answer = reader.ask(replace(reader.first_view(), **fields), keep)
    assert answer is not None
    return answer


def keys(reader: Reader, answer: Answer) -> list[str]:
    return [paper.key for paper in reader.papers(answer.numbers)]


def test_a_catalogue_is_told(reader: Reader) -> None:
    assert (reader.contents.papers, reader.contents.errors) == (2, 0)
    assert [item.name for item in reader.contents.items] == [
        "In-Context Identification", "Mover Head", "Name Mover Head",
        "Latent Reasoning", "In-context Learning", "Induction Head",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, [ZORN, ADAMS]),
        ({"reverse": True}, [ADAMS, ZORN]),
        ({"sort": "title"}, [ADAMS, ZORN]),
        ({"typed": "mov"}, [ZORN]),
        ({"typed": "small cat"}, [ADAMS]),
        ({"typed": "nothing"}, []),
        ({"typed": ADAMS}, [ADAMS]),
        ({"heads": frozenset({"Mover Head"})}, [ZORN]),
        ({"stages": frozenset({"Latent Reasoning"}), "typed": "heads"}, [ADAMS]),
        ({"heads": frozenset({"Mover Head", "Induction Head"}), "match": "all"}, [ZORN]),
    ],
)
def test_views_are_answered(reader: Reader, fields: dict[str, Any], found: list[str]) -> None:
    answer = asked(reader, **fields)
    assert keys(reader, answer) == found
    assert [paper.key for paper in answer.near[0]] == found
    assert reader.keys(answer.view) == sorted(found, reverse=not fields.get("reverse"))
    assert answer.ranked == ("typed" in fields)


@pytest.mark.parametrize("sort", SORT_FIELDS)
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("typed", ["", "words"])
def test_the_order_is_that_of_the_other_commands(sort: str, *, reverse: bool, typed: str) -> None:
    many(Path("many.yaml"), 300)
    catalogue = Catalogue.open("many.yaml")
    reader = Reader(catalogue, START)
    answer = asked(reader, sort=sort, reverse=reverse, typed=typed)
    wanted = [paper.key for paper in catalogue.find(answer.view.query())]
    assert (len(wanted), keys(reader, answer)) == (300, wanted)


def test_of_very_many_papers_the_newest_come_first(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_RANKED_AT_MOST", 1)
    answer = asked(reader, typed="names")
    assert (keys(reader, answer), answer.ranked) == ([ZORN, ADAMS], False)
    assert asked(reader, typed="small").ranked


def test_nobody_is_answered_who_does_not_want_it(reader: Reader) -> None:
    assert reader.ask(reader.first_view(), is_stale=lambda: True) is None


def test_the_cursor_stays_on_its_paper_where_that_is_still_there() -> None:
    many(Path("many.yaml"), 300)
    reader = Reader(Catalogue.open("many.yaml"), START)
    answer = asked(reader, keep="k0200")
    assert (answer.place, keys(reader, answer)[answer.place]) == (200, "k0200")
    assert sorted(answer.near) == [3]
    assert [paper.key for paper in answer.near[3]] == [f"k{place:04}" for place in range(192, 256)]
    assert sorted(asked(reader, keep="k0160").near) == [2, 3]
    assert asked(reader, keep="k9999").place == 0
    assert asked(reader, keep="k0200", typed="nothing").place == 0


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, (2, 2, 1, 1)),
        ({"typed": "small"}, (1, 1, 0, 0)),
        ({"heads": frozenset({"Mover Head"})}, (2, 2, 1, 1)),
        ({"heads": frozenset({"Mover Head"}), "match": "all"}, (1, 1, 1, 1)),
        ({"stages": frozenset({"Latent Reasoning"}), "typed": "names"}, (2, 2, 1, 1)),
    ],
)
def test_heads_are_counted_as_they_would_be_found(
    reader: Reader, fields: dict[str, Any], counts: tuple[int, ...]
) -> None:
    found = reader.counts(asked(reader, **fields))
    assert tuple(found[item] for item in (LATENT, INDUCTION, MOVER, NAME_MOVER)) == counts


def test_narrower_heads_do_not_count_where_they_shall_not(catalogue_file: Path) -> None:
    reader = Reader(Catalogue.open(catalogue_file), replace(START, exact=True))
    found = reader.counts(asked(reader))
    assert (found[MOVER], found[NAME_MOVER]) == (0, 1)


def test_a_start_restricts_all(catalogue_file: Path) -> None:
    reader = Reader(Catalogue.open(catalogue_file), Query(authors=("ada",), search="moved"))
    assert (reader.contents.papers, reader.first_view().typed) == (1, "moved")
    assert keys(reader, asked(reader)) == []
    assert keys(reader, asked(reader, typed="")) == [ADAMS]


def test_a_start_that_makes_no_sense_is_refused(catalogue_file: Path) -> None:
    with pytest.raises(UsageError, match=r"^no head is called 'nothing'"):
        Reader(Catalogue.open(catalogue_file), Query(heads=("nothing",)))


def test_texts_come_in_the_order_of_their_view_or_newest_first(reader: Reader) -> None:
    by_key = [f'{{"key":"{key}"' for key in (ADAMS, ZORN)]
    texts = reader.texts(replace(reader.first_view(), sort="key"))
    assert [
        text.replace(": ", ":", 1)[: len(begun)] for text, begun in zip(texts, by_key, strict=True)
    ] == by_key
    assert reader.texts(frozenset({ADAMS, ZORN, "gone"})) == texts[::-1]


@pytest.mark.parametrize(
    ("typed", "meant"), [("inductoin", "induction"), ("zorn small inductoin", None), ("qqqqq", None)]
)
def test_what_was_meant_is_told(reader: Reader, typed: str, meant: str | None) -> None:
    view = replace(reader.first_view(), typed=typed)
    assert [reader.meant(view), reader.meant(view)] == [meant, meant]


def test_a_change_is_noticed_and_read(reader: Reader, catalogue_file: Path) -> None:
    assert not reader.has_changed()
    catalogue_file.write_text(SMALL.replace("Names: Moved", "Names: Gone"), encoding="utf-8")
    assert reader.has_changed()
    assert keys(reader, asked(reader, typed="moved")) == [ZORN]
    reader.read_anew()
    assert not reader.has_changed()
    assert keys(reader, asked(reader, typed="gone")) == [ZORN]


def test_what_cannot_be_read_anew_stays_as_it_was(reader: Reader, catalogue_file: Path) -> None:
    catalogue_file.unlink()
    with pytest.raises(RefusedError):
        reader.read_anew()
    assert keys(reader, asked(reader)) == [ZORN, ADAMS]


def test_errors_are_counted(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace("    date: 2023-11\n", ""), encoding="utf-8")
    assert Reader(Catalogue.open(catalogue_file), START).contents.errors == 1


def test_faults_are_those_of_files_and_indexes() -> None:
    assert issubclass(RefusedError, reading.FAULTS)
    assert issubclass(sqlite3.OperationalError, reading.FAULTS)
    assert not issubclass(ZeroDivisionError, reading.FAULTS)


def test_the_first_view_has_what_was_asked_for(catalogue_file: Path) -> None:
    query = replace(START, heads=("inductive",), search="heads")
    assert Reader(Catalogue.open(catalogue_file), query).first_view() == View(
        Query(), "heads", frozenset({"Induction Head"})
    )
