"""A paper is dated after today.

The date is that of the first public version, so it lies in the past: often the year or the month is a
slip of the pen, or it is the date of the conference.

Bad:

    papers:
      - key: adams2099heads
        title: Heads
        authors: [Ada Adams]
        date: 2099-03-08

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022-03-08
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection
from headcat.words.dates import span


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the dates to come, where the day is known."""
    today = inspection.today
    for record in inspection.reading.papers if today else ():
        date = record.value.date
        # Most dates are before this year, as texts too.
        if date >= today[:4] and inspection.is_date(date) and span(date)[0] > today:
            message = f"{date} is after today, {today}; write the day of the first public version"
            yield Problem("HC502", record.at("date"), message)
