"""Rows of bars, one bar a month, all rows on one calendar and one scale, so that heights compare."""

from collections import Counter
from typing import Final, NamedTuple

from headcat.pictures.calendar import AXIS, YEAR_MONTHS, Calendar, left_out, month_number, named
from headcat.pictures.lettering import SMALL, width
from headcat.pictures.marks import SIGN, Mark, bars, lines, signs, table, text
from headcat.pictures.wording import counted
from headcat.statistics.occurrence import YEAR

_CAPTION: Final = 34  # pixels above a row's bars, for its name and its largest number
_GAP: Final = 12
_TALLEST: Final = 96
_UNIT: Final = 12  # pixels of a paper, at most
_LINE: Final = 18
_TABLES: Final = ("bars", "yearly", "bases", "ticks", "names", "signs", "peaks", "years", "notes")


class Row(NamedTuple):
    """A row: its caption, the shape before it or none, its colour, and its papers by month or year."""

    caption: str
    shape: str
    fill: str
    months: Counter[str]


def peak(months: Counter[str]) -> tuple[str, int]:
    """Return the month with most papers, the newest of several, and their number; "" where none is known."""
    known = [(count, date) for date, count in months.items() if month_number(date) is not None]
    count, date = max(known, default=(0, ""))
    return date, count


def notes(months: Counter[str], calendar: Calendar) -> list[str]:
    """Return sentences on the papers that no bar of a month shows."""
    yearly = sum(count for date, count in months.items() if date and month_number(date) is None)
    dashed = [f"Dashed: {counted(yearly, 'paper')} of no known month."] if yearly else []
    return [*dashed, *left_out(calendar, months)]


def drawn(rows: list[Row], calendar: Calendar) -> tuple[int, Mark]:
    """Return the height of rows above each other, and their group.

    Args:
        rows: the rows; the first has all that the others have.
        calendar: the months.

    """
    unit = min(_UNIT, _TALLEST / max(_highest(rows[0]), 1))
    data: dict[str, list[Mark]] = {name: [] for name in _TABLES}
    below = 0
    for row in rows:
        base = round(below + _CAPTION + max(_highest(row) * unit, 4))
        _place(data, row, calendar, (below, base, unit))
        below = base + _GAP
    axis = below - _GAP
    data["years"] = [{**year, "y": axis + AXIS / 2} for year in calendar.years()]
    said = notes(rows[0].months, calendar)
    foot = axis + AXIS
    data["notes"] = [
        {"x": 0, "y": foot + _LINE * (number + 0.5), "text": note} for number, note in enumerate(said)
    ]
    x, x2 = ({"scale": "x", "field": field} for field in ("month", "end"))
    high = {"y": {"field": "y"}, "y2": {"field": "y2"}}
    marks = [
        text("years", size=SMALL, tone="quiet", x=x),
        lines("ticks", "quiet", x=x, x2=x),
        bars("yearly", x=x, x2=x2, **high, fill=None, stroke={"field": "fill"}, strokeDash={"value": [3, 2]}),
        bars("bars", x=x, width={"value": _bar(calendar)}, **high),
        lines("bases", "quiet"),
        signs("signs"),
        text("names"),
        text("peaks", size=SMALL, tone="quiet", align="center"),
        text("notes", size=SMALL, tone="quiet"),
    ]
    group = {"data": [table(*each) for each in data.items()], "scales": [calendar.scale()], "marks": marks}
    return foot + _LINE * len(said), group


def _highest(row: Row) -> int:
    return max((count for date, count in row.months.items() if date), default=0)


def _place(data: dict[str, list[Mark]], row: Row, calendar: Calendar, at: tuple[int, int, float]) -> None:
    """Add what a row draws: its top, its base line and the pixels of a paper are given."""
    top, base, unit = at
    for date, count in sorted(row.months.items()):
        month = month_number(date)
        bar = {"y": base - max(count * unit, 1), "y2": base, "fill": row.fill}
        if month is not None and calendar.shows(month):
            data["bars"].append({"month": month, **bar})
        january = int(date[:YEAR]) * YEAR_MONTHS if date else 0
        if month is None and calendar.shows(january):
            data["yearly"].append({"month": january, "end": january + YEAR_MONTHS, **bar})
    data["bases"].append({"x": 0, "x2": calendar.end, "y": base, "y2": base})
    data["ticks"] += [{"month": year["month"], "y": base, "y2": base + 4} for year in calendar.years()]
    if row.shape:
        data["signs"].append({"x": SIGN / 2, "y": top + 9, "shape": row.shape, "fill": row.fill})
    data["names"].append({"x": SIGN + 6 if row.shape else 0, "y": top + 9, "text": row.caption})
    date, count = peak(row.months)
    month = month_number(date)
    if month is not None and calendar.shows(month):
        label = f"{count:,} in {named(date)}"
        half = width(label, SMALL) / 2
        middle = (month + 0.5 - calendar.first) * calendar.step
        x = min(max(middle, half), calendar.width - half)
        data["peaks"].append({"x": x, "y": base - count * unit - 7, "text": label})


def _bar(calendar: Calendar) -> float:
    """Return the width of a bar: a gap parts it from the next where there is room for one."""
    return max(calendar.step - (1 if calendar.step > 3 else 0.25), 0.8)  # noqa: PLR2004 - pixels
