"""Heads on papers, counted from papers in hand and from the index: the same."""

import pytest

from conftest import ROOT
from headcat.catalogue import Catalogue
from headcat.model import Head, Paper, Query
from headcat.statistics.counting import Counting
from headcat.statistics.occurrence import HeadSet, Occurrence, ranked
from headcat.vocabulary import Vocabulary

SHIPPED = Catalogue(ROOT / "data" / "papers.yaml")
VOCABULARY = Vocabulary(
    (
        Head("Mover Head", aliases=("Moving Head",), stage="In-Context Identification"),
        Head("Name Mover Head", broader="Mover Head"),
        Head("Induction Head", stage="Latent Reasoning"),
    )
)
PAPERS = (
    Paper("a", "A", (), "2024-05-31", heads=("name mover", "Induction Head")),
    Paper("b", "B", (), "2024-05", heads=("Name Mover Head", "induction")),
    Paper("c", "C", (), "2023", heads=("moving head",)),
    Paper("d", "D", (), "٢٠٢٣-٠١"),
    Paper("e", "E", (), "", heads=("Unknown Head",)),
)


def test_papers_with_the_same_heads_in_a_month_are_one_number() -> None:
    seen = Occurrence.of(iter(PAPERS), VOCABULARY)
    assert seen.sets == (
        HeadSet("", (), 1),
        HeadSet("", ("Unknown Head",), 1),
        HeadSet("2023", ("Mover Head",), 1),
        HeadSet("2024-05", ("Name Mover Head", "Induction Head"), 2),
    )
    assert seen.papers == 5


def test_narrower_heads_count_for_broader_ones_but_where_names_are_meant_exactly() -> None:
    seen, exact = (Occurrence.of(PAPERS, VOCABULARY, exact=exact) for exact in (False, True))
    names = {"Name Mover Head": 2, "Induction Head": 2, "Unknown Head": 1}
    assert seen.heads() == {"Mover Head": 3, **names}
    assert exact.heads() == {"Mover Head": 1, **names}
    pairs = {("Induction Head", "Name Mover Head"): 2}
    assert seen.pairs() == {("Induction Head", "Mover Head"): 2, **pairs}
    assert exact.pairs() == pairs
    assert seen.by_month("Mover Head") == {"2023": 1, "2024-05": 2}
    assert exact.by_month("Mover Head") == {"2023": 1}
    assert seen.by_month("No such Head") == {}
    assert seen.by_year()["Mover Head"] == {"2023": 1, "2024": 2}
    assert "Unknown Head" not in seen.by_year()
    assert seen.stages_of(("Name Mover Head", "Unknown Head")) == {"In-Context Identification"}


@pytest.mark.parametrize("exact", [False, True])
def test_the_index_and_the_papers_say_the_same(*, exact: bool) -> None:
    for query in (Query(exact=exact), Query(exact=exact, stages=("Latent Reasoning",), since="2024")):
        indexed = Counting(SHIPPED.rows, SHIPPED.vocabulary, query).occurrence()
        read = Occurrence.of(SHIPPED.find(query), SHIPPED.vocabulary, exact=exact)
        assert sorted((date, sorted(heads), count) for date, heads, count in indexed.sets) == sorted(
            (date, sorted(heads), count) for date, heads, count in read.sets
        )
        assert (indexed.heads(), indexed.pairs()) == (read.heads(), read.pairs())


def test_ranked() -> None:
    assert ranked({"b": 1, "B": 1, "a": 1, "c": 2}) == [("c", 2), ("a", 1), ("B", 1), ("b", 1)]
    assert ranked({("a", "c"): 1, ("a", "B"): 1}) == [(("a", "B"), 1), (("a", "c"), 1)]
