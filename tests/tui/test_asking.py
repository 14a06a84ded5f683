"""What the screen asks for, as a query."""

from dataclasses import replace

import pytest

from headcat.errors import UsageError
from headcat.model import RELEVANCE, Head, Query
from headcat.tui.asking import ORDERS, View, live, order_told
from headcat.vocabulary import Vocabulary

VOCABULARY = Vocabulary((Head("Induction Head", aliases=("Copy Head",)), Head("Mover Head")))
VIEW = View(Query())


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("", None),
        ("   ", None),
        ("-", None),
        ('"', None),
        ("!?", None),
        ("induc", "induc OR induc*"),
        ("Über", "Über OR Über*"),
        ("two wor", "two wor OR wor*"),
        ("two ", "two "),
        ("head:induc", "head:induc OR head:induc*"),
        ("head:", None),
        ("2203.0", "2203.0 OR 2203.0*"),
        ("wor*", "wor*"),
        ("one -tw", "one -tw"),
        ('"two wor', '"two wor'),
        ('"two words" mo', '"two words" mo OR mo*'),
        ("one OR", "one OR"),
        ("one OR tw", "one OR tw OR tw*"),
        ("year:", None),
        ("year:20", None),
        ("year:2023", "year:2023"),
        ("year:2023-", None),
        ("year:2023-20", None),
        ("year:2023..2025", "year:2023..2025"),
        ("one year:2023–2", "one OR one*"),
        ("one -year:202", "one OR one*"),
        ("one -author:", "one OR one*"),
    ],
)
def test_what_is_being_typed_may_go_on(typed: str, asked: str | None) -> None:
    assert live(typed) == asked


def test_a_view_begins_with_what_the_command_was_given() -> None:
    query = Query(
        heads=("copy",), stages=("latent",), authors=("Ada",), search="two words", match="all", sort="title",
        reverse=True, limit=3,
    )  # fmt: skip
    view = View.of(query, VOCABULARY)
    assert view == View(
        start=Query(authors=("Ada",), match="all", limit=3),
        typed="two words",
        heads=frozenset({"Induction Head"}),
        stages=frozenset({"Latent Reasoning"}),
        match="all",
        sort="title",
        reverse=True,
    )
    asked = replace(
        query, heads=("Induction Head",), stages=("Latent Reasoning",), search="two words OR words*"
    )
    assert view.query() == asked


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (Query(heads=("nothing",)), "no head is called 'nothing'"),
        (Query(stages=("nothing",)), "no stage is called 'nothing'"),
        (Query(sort="size"), "no sort field is called 'size'; there are: date, key, title"),
    ],
)
def test_what_there_is_not_is_refused(query: Query, message: str) -> None:
    with pytest.raises(UsageError, match=f"^{message}"):
        View.of(query, VOCABULARY)


def test_heads_and_stages_are_chosen_and_no_longer() -> None:
    view = VIEW.ticked("head", "Mover Head").ticked("stage", "Latent Reasoning")
    assert (list(view.heads), list(view.stages)) == (["Mover Head"], ["Latent Reasoning"])
    assert view.ticked("head", "Mover Head").ticked("stage", "Latent Reasoning") == VIEW
    assert view.without_ticks() == VIEW
    assert view.known_to(VOCABULARY) == view
    assert view.known_to(Vocabulary()) == VIEW.ticked("stage", "Latent Reasoning")


def test_orders_come_in_turns() -> None:
    view = VIEW
    for order in (*ORDERS[1:], RELEVANCE):
        view = view.next_order()
        assert view.sort == order
    assert view == VIEW


@pytest.mark.parametrize(
    ("sort", "ranked", "told"),
    [
        (RELEVANCE, True, ("best match first", "worst match first")),
        (RELEVANCE, False, ("newest first", "oldest first")),
        ("date", False, ("newest first", "oldest first")),
        ("title", False, ("by title, from a to z", "by title, from z to a")),
    ],
)
def test_the_order_is_told(sort: str, *, ranked: bool, told: tuple[str, str]) -> None:
    view = replace(VIEW, sort=sort)
    assert (order_told(view, ranked=ranked), order_told(replace(view, reverse=True), ranked=ranked)) == told


def test_terms_are_those_that_are_looked_for() -> None:
    assert [(term.words, term.prefix) for term in replace(VIEW, typed="one tw -no").terms()] == [
        (("one",), False), (("tw",), False),
    ]  # fmt: skip
    assert VIEW.terms() == ()
