"""Heads by year: how many papers a head was on in each year, as a heat map with its figures."""

from collections import Counter
from math import log
from typing import Final, NamedTuple

from headcat.pictures.colours import HEAT, colour
from headcat.pictures.lettering import SMALL, cut, width
from headcat.pictures.marks import Mark, bars, lines, nothing, table, text
from headcat.pictures.planning import Plan, Room
from headcat.pictures.ranking import HEADS, first_of, more
from headcat.pictures.wording import counted
from headcat.statistics.occurrence import Occurrence, ranked
from headcat.words.escaping import visible

_TITLE: Final = "Heads by year"
_ROW: Final = 20
_HEADER: Final = 22
_CELL: Final = 23  # pixels of width at least
_WIDEST: Final = 56
_NOTE: Final = 20
_PART: Final = 1.5  # pixels between cells


def plan(occurrence: Occurrence, room: Room) -> Plan:
    """Lay out the heads that most papers are on, and the years."""
    found = ranked(occurrence.heads())
    by_year = occurrence.by_year()
    dated = [(head, count) for head, count in found if head in by_year]
    if not dated:
        return nothing(_TITLE, "There are no papers with heads and dates.", ("Head",), room)
    known = sorted({int(year) for years in by_year.values() for year in years})
    shown = first_of(dated, room.top, HEADS)
    height, group = _drawn(
        {head: by_year[head] for head, _ in shown},
        (known[0], known[-1]),
        more(dated, shown, "head"),
        room.width,
    )
    columns = ("Head", *map(str, known))
    rows = tuple((visible(head), *(str(by_year[head][str(year)]) for year in known)) for head, _ in dated)
    return Plan(_TITLE, _description(by_year, known), columns, rows, room.width, height, group)


def _description(by_year: dict[str, Counter[str]], known: list[int]) -> str:
    count, head, year = max(
        (count, head, year) for head, years in sorted(by_year.items()) for year, count in years.items()
    )
    between = f"from {known[0]} to {known[-1]}" if len(known) > 1 else f"in {known[0]}"
    most = f"most on {visible(head)} in {year} ({count:,})"
    return f"The papers on {counted(len(by_year), 'head')} {between}; {most}."


class Grid(NamedTuple):
    """Where the cells are: where they begin, how wide each is, and the first and the last year.

    `early` is the first year that has a column; it stands for all before it, too, which have no room.
    """

    left: float
    cell: float
    first: int
    early: int
    last: int

    @property
    def years(self) -> range:
        """The years that have columns."""
        return range(self.early, self.last + 1)


def _drawn(shown: dict[str, Counter[str]], span: tuple[int, int], others: str, wide: int) -> tuple[int, Mark]:
    """Return the height of the drawing, and its group."""
    names = [cut(head, wide * 0.44) for head in shown]
    left = max(map(width, names)) + 10
    first, last = span
    columns = min(last - first + 1, int((wide - left) // _CELL))
    grid = Grid(left, min((wide - left) / columns, _WIDEST), first, last - columns + 1, last)
    right = left + grid.cell * columns
    bottom = _HEADER + _ROW * len(names)
    rows = [{"x": 0, "y": _HEADER + _ROW * (number + 0.5), "text": name} for number, name in enumerate(names)]
    data = {
        "cells": _cells(list(shown.values()), grid),
        "rows": rows,
        "years": [{"column": year - grid.early, "text": _year(year, grid)} for year in grid.years],
        "guides": [{"x": left, "x2": right, "y": row["y"], "y2": row["y"]} for row in rows],
        "note": [{"x": 0, "y": bottom + _NOTE / 2, "text": others}] if others else [],
    }
    x, y = {"scale": "x", "field": "column"}, {"scale": "y", "field": "row"}
    middle = {**x, "offset": (grid.cell - _PART) / 2}
    on: Mark = {"x": middle, "y": {**y, "offset": _ROW / 2}, "fill": {"field": "on"}}
    marks = [
        lines("guides"),
        text("rows"),
        text("years", size=SMALL, tone="quiet", align="center", x=middle, y={"value": _HEADER / 2}),
        bars("cells", x=x, width={"value": grid.cell - _PART}, y=y, height={"value": _ROW - _PART}),
        text("cells", size=SMALL, align="center", **on),
        text("note", size=SMALL, tone="quiet"),
    ]
    scales = [
        {"name": "x", "type": "linear", "domain": [0, columns], "range": [left, right]},
        {"name": "y", "type": "linear", "domain": [0, len(names)], "range": [_HEADER, bottom]},
    ]
    group = {"data": [table(*each) for each in data.items()], "scales": scales, "marks": marks}
    return bottom + (_NOTE if others else 0), group


def _cells(heads: list[Counter[str]], grid: Grid) -> list[Mark]:
    """Return a row for each head and year that have papers, with its colour and its figure."""
    found: Counter[tuple[int, int]] = Counter()
    for place, years in enumerate(heads):
        for year, count in sorted(years.items()):
            found[place, max(int(year), grid.early)] += count
    most = max(found.values())
    cells: list[Mark] = []
    for (row, column), number in found.items():
        heat, figure = _heat(number, most), f"{number:,}"
        look = {"fill": colour(f"heat-{heat}"), "on": colour(f"on-heat-{heat}")}
        fits = width(figure, SMALL) <= grid.cell
        cells.append({"row": row, "column": column - grid.early, "text": figure if fits else "", **look})
    return cells


def _heat(count: int, most: int) -> int:
    """Return the step of a number on the scale of colours: equal ratios are equal steps."""
    return 1 if most == 1 else min(1 + int((HEAT - 1) * log(count) / log(most) + 1e-9), HEAT)


def _year(year: int, grid: Grid) -> str:
    text = str(year) if grid.cell >= width("2024", SMALL) + 2 else f"’{year % 100:02d}"
    return f"≤{text}" if year == grid.early > grid.first else text
