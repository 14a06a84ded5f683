"""A date does not exist, or is not written like one.

The date is that of the first public version, for a declined paper that of the decision: YYYY-MM-DD, or
YYYY-MM or YYYY where no more is known.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022-02-30

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022-02
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Declined, Paper
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the dates that do not exist."""
    reading = inspection.reading
    dated: list[Record[Paper] | Record[Declined]] = [*reading.papers, *reading.declined]
    for record in dated:
        date = record.value.date
        if not inspection.is_date(date):
            message = f"there is no date {date!r}; write YYYY-MM-DD, YYYY-MM or YYYY"
            yield Problem("HC103", record.at("date"), message)
