"""Papers counted in the index, held against papers counted one by one."""

from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT, SMALL
from headcat.catalogue import Catalogue
from headcat.model import Query
from headcat.statistics.counting import BY, Counting, Rise, Tally, Totals, Trend
from headcat.words.names import split_name

PAPER = (
    "  - key: {key}\n    title: T {key}\n    authors: [{author}]\n    date: {date}\n    heads: [{heads}]\n"
)
TERMS = (
    "heads:\n  - name: A Head\n  - name: B Head\n    broader: A Head\n  - name: C Head\n    broader: D Head\n"
)
SHIPPED = Catalogue(ROOT / "data" / "papers.yaml")


def counting(catalogue: Catalogue, query: Query | None = None) -> Counting:
    return Counting(catalogue.rows, catalogue.vocabulary, query or Query())


def written(text: str) -> Catalogue:
    Path("papers.yaml").write_text(text, encoding="utf-8")
    return Catalogue(Path("papers.yaml"))


def one_by_one(catalogue: Catalogue, query: Query, by: str) -> Tally:
    """Count by reading every paper."""
    vocabulary = catalogue.vocabulary
    found: Counter[tuple[str, ...]] = Counter()
    without = 0
    for paper in catalogue.find(query):
        heads = set(paper.heads)
        if not query.exact:
            wide = {
                each.name for each in vocabulary.heads if heads & set(vocabulary.with_narrower(each.name))
            }
            heads |= wide
        placed = (vocabulary.placement(head) for head in vocabulary.heads if head.name in paper.heads)
        venue = vocabulary.find_venue(paper.venue) if paper.venue else None
        below = {name: set(vocabulary.with_narrower(name)) for name in heads}
        if query.exact:
            below = {name: set() for name in heads}
        month = paper.date[:7] if len(paper.date) > 4 else f"{paper.date}-??"
        every: dict[str, set[Any]] = {
            "year": {(paper.year,)},
            "month": {(month,)},
            "head": {(name,) for name in heads},
            "stage": {(stage,) for stage, _ in placed if stage},
            "venue": {(venue[0].name if venue else paper.venue,)} if paper.venue else set(),
            "author": {(split_name(author).display(),) for author in paper.authors},
            "pairs": {
                (a, b)
                for a, b in combinations(sorted(heads), 2)
                if b not in below[a] | {a} and a not in below[b]
            },
        }
        names = every[by]
        found.update(names)
        without += not names and by != "pairs"
    return Tally(by, tuple(found.items()), len(found), without)


def unordered(tally: Tally) -> tuple[str, dict[tuple[str, ...], int], int, int]:
    return tally.by, dict(tally.rows), tally.total, tally.without


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(exact=True),
        Query(sort="title", reverse=True),
        Query(heads=("induction",)),
        Query(heads=("mover",), exact=True),
        Query(since="2024", limit=7),
        Query(search="zzzzzz"),
    ],
)
def test_the_shipped_catalogue_counts_as_its_papers_do(by: str, query: Query) -> None:
    found = counting(SHIPPED, query).by(by)
    assert unordered(found) == unordered(one_by_one(SHIPPED, query, by))
    assert unordered(counting(SHIPPED, query).by(by, 3)) == (
        by,
        dict(found.rows[:3]),
        found.total,
        found.without,
    )


def test_the_number_of_two_heads_is_what_a_filter_for_both_finds() -> None:
    for pair, count in counting(SHIPPED).by("pairs").rows:
        assert len(list(SHIPPED.find(heads=pair, match="all"))) == count
    for (head,), count in counting(SHIPPED).by("head").rows:
        assert SHIPPED.head_counts()[head] == count


def test_the_order() -> None:
    small = counting(written(SMALL))
    assert small.by("year").rows == ((("2023",), 1), (("2022",), 1))
    assert small.by("head").rows == (
        (("Induction Head",), 2), (("Mover Head",), 1), (("Name Mover Head",), 1),
    )  # fmt: skip
    assert small.by("stage").rows == ((("In-Context Identification",), 1), (("Latent Reasoning",), 2))
    assert small.by("pairs").rows == (
        (("Induction Head", "Mover Head"), 1), (("Induction Head", "Name Mover Head"), 1),
    )  # fmt: skip


def test_the_totals() -> None:
    assert counting(written(SMALL)).totals() == Totals(2, "2022-03-08", "2023-11", 2, 2, 3)
    assert counting(written("papers:\n")).totals() == Totals(0, "", "", 0, 0, 0)


def test_a_month_that_is_not_known_is_a_row_of_its_own() -> None:
    dates = ("2023", "2023-11", "2023-11-02", "2022-12-31")
    text = "papers:\n" + "".join(
        PAPER.format(key=f"k{i}", author="A", date=date, heads="") for i, date in enumerate(dates)
    )
    assert counting(written(text)).by("month").rows == (
        (("2023-??",), 1), (("2023-11",), 2), (("2022-12",), 1),
    )  # fmt: skip


def test_what_has_none_is_counted_apart() -> None:
    found = counting(written("papers:\n" + PAPER.format(key="k", author="A", date="2023", heads="")))
    assert [found.by(by).without for by in BY] == [0, 0, 1, 1, 1, 0, 0]


def test_a_date_that_is_none_has_no_year() -> None:
    entries = "".join(PAPER.format(key=date, author="A", date=date, heads="X") for date in ("soon", "2023"))
    found = counting(written("papers:\n" + entries))
    assert (found.by("year").rows, found.trend(1)) == (((("2023",), 1),), None)


def test_an_author_has_the_usual_spelling() -> None:
    names = ("Jorg Muller", "Jörg Müller", "Jörg Müller")
    text = "papers:\n" + "".join(
        PAPER.format(key=f"k{i}", author=name, date="2023", heads="") for i, name in enumerate(names)
    )
    assert counting(written(text)).by("author") == Tally("author", ((("Jörg Müller",), 3),), 1)


def test_a_circle_of_broader_heads_ends() -> None:
    terms = "heads:\n  - name: A\n    broader: B\n  - name: B\n    broader: A\n"
    found = counting(written(terms + "papers:\n" + PAPER.format(key="k", author="N", date="2023", heads="A")))
    assert found.by("head").rows == ((("A",), 1), (("B",), 1))
    assert found.by("pairs").rows == ()


def rising(old: int, new: int, others: int) -> str:
    """Return papers on B Head, so many in 2020 and in 2023, and others without heads in both years."""
    years = ["2020"] * old + ["2023"] * new + ["2020", "2023"] * others
    heads = ["B Head"] * (old + new) + [""] * 2 * others
    return (
        TERMS
        + "papers:\n"
        + "".join(
            PAPER.format(key=f"k{i}", author="A", date=year, heads=head)
            for i, (year, head) in enumerate(zip(years, heads, strict=True))
        )
    )


def test_a_head_rises_by_the_formula_and_narrower_ones_count() -> None:
    rise = (3 + 5 * 4 / 8) / (5 + 5) - (1 + 5 * 4 / 8) / (3 + 5)
    expected = (Rise("A Head", 1, 3, rise, (1, 0, 0, 3)), Rise("B Head", 1, 3, rise, (1, 0, 0, 3)))
    catalogue = written(rising(1, 3, 2))
    found = counting(catalogue).trend(1)
    assert found == Trend(2020, 2023, (3, 0, 0, 5), expected, 0)
    assert (found.before, found.recent) == (3, 5)
    exact = counting(catalogue, Query(exact=True)).trend(3)
    assert exact == Trend(2020, 2021, (3, 0, 0, 5), expected[1:], 0)


def test_heads_of_few_papers_are_left_out() -> None:
    found = counting(written(rising(1, 1, 2))).trend(1)
    assert found is not None
    assert (found.heads, found.left_out) == ((), 2)


@pytest.mark.parametrize("query", [Query(years=((2023, 2023),)), Query(search="nothing")])
def test_without_a_time_before_there_is_no_trend(query: Query) -> None:
    assert counting(written(rising(1, 3, 2)), query).trend(1) is None
    assert counting(written(rising(1, 3, 2))).trend(4) is None


@given(st.lists(st.tuples(st.sampled_from(["2019", "2021-05", "2022"]), st.booleans()), min_size=1))
def test_a_share_that_stays_the_same_is_no_rise(rows: list[tuple[str, bool]]) -> None:
    """Every paper is on the head, so its share is one before and after."""
    years = Counter(int(date[:4]) for date, _ in rows)
    text = [{"year": year, "count": count} for year, count in years.items()]

    def answer(sql: str, _: object) -> list[tuple[object, ...]]:
        if "AS day" in sql:
            return [(str(row["year"]), row["count"]) for row in text]
        return [(str(row["year"]), '["A"]', row["count"]) for row in text]

    found = Counting(answer, SHIPPED.vocabulary, Query()).trend(1)
    assert found is None or all(abs(each.rise) < 1e-9 for each in found.heads)
