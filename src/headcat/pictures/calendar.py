"""Months in a row: which are shown, where they stand, and what dates without a month are called."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from headcat.pictures.marks import Mark
from headcat.pictures.wording import counted
from headcat.statistics.occurrence import MONTH, YEAR

NAMES: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
AXIS: Final = 22  # pixels of height that the years need
YEAR_MONTHS: Final = len(NAMES)
_YEAR_ROOM: Final = 24  # pixels that a year has at least
_LABEL_ROOM: Final = 36  # pixels from one year's label to the next
_RIGHT: Final = 26  # where the label of the last year may end


class Calendar(NamedTuple):
    """The months from `first` to `last`, numbered from the year 0 on, in so many pixels of width."""

    first: int
    last: int
    width: int

    @property
    def step(self) -> float:
        """How many pixels a month has."""
        return self.end / (self.last + 1 - self.first)

    @property
    def end(self) -> int:
        """Where the last month ends, in pixels."""
        return self.width - _RIGHT

    def scale(self) -> Mark:
        """Return the scale `x` from months to pixels."""
        return {
            "name": "x",
            "type": "linear",
            "domain": [self.first, self.last + 1],
            "range": [0, self.end],
            "nice": False,
            "zero": False,
        }

    def shows(self, month: int) -> bool:
        """Tell whether a month is among those shown."""
        return self.first <= month <= self.last

    def years(self) -> list[Mark]:
        """Return a row for each year whose label has room, and always for the last one."""
        last = self.last // YEAR_MONTHS
        every = -int(-_LABEL_ROOM // (self.step * YEAR_MONTHS))
        return [
            {"month": year * YEAR_MONTHS, "text": str(year)}
            for year in range(last, self.first // YEAR_MONTHS - 1, -every)
        ]


def month_number(date: str) -> int | None:
    """Return the number of a month, or None for a year alone and what is no month."""
    number = date[YEAR + 1 :]
    if len(date) != MONTH or not number.isdecimal() or not 1 <= int(number) <= YEAR_MONTHS:
        return None
    return int(date[:YEAR]) * YEAR_MONTHS + int(number) - 1


def calendar_of(dates: Iterable[str], width: int) -> Calendar | None:
    """Return the months from the first year's January to the last month, as many years as there is room for.

    Args:
        dates: months and years; a year alone needs all its months.
        width: pixels.

    """
    numbers = []
    for date in filter(None, dates):
        month = month_number(date)
        january = int(date[:YEAR]) * YEAR_MONTHS
        numbers += [january, january + YEAR_MONTHS - 1] if month is None else [january, month]
    if not numbers:
        return None
    last = max(numbers)
    oldest = (last // YEAR_MONTHS - width // _YEAR_ROOM + 1) * YEAR_MONTHS
    return Calendar(max(min(numbers), oldest), last, width)


def named(date: str) -> str:
    """Return a date as a sentence says it: May 2024, 2024."""
    month = month_number(date)
    return date[:YEAR] if month is None else f"{NAMES[month % YEAR_MONTHS]} {date[:YEAR]}"


def in_table(date: str) -> str:
    """Return a date as a table says it: 2024-05, 2024-??, or that there is none."""
    if not date:
        return "no date"
    return f"{date[:YEAR]}-??" if month_number(date) is None else date


def span(dates: Iterable[str]) -> str:
    """Return from when to when dates are, one at least, to be put behind a number of papers."""
    known = sorted(filter(None, dates))
    first, last = named(known[0]), named(known[-1])
    return f" of {first}" if first == last else f" from {first} to {last}"


def left_out(calendar: Calendar, months: Mapping[str, int]) -> list[str]:
    """Return sentences on the papers that are not drawn."""
    early = sum(
        count
        for date, count in months.items()
        if date and not calendar.shows(month_number(date) or int(date[:YEAR]) * YEAR_MONTHS)
    )
    found = (early, f"before {calendar.first // YEAR_MONTHS}"), (months.get("", 0), "without a date")
    return [f"Not drawn: {counted(number, 'paper')} {what}." for number, what in found if number]
