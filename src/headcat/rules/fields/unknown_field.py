"""A paper has a field that headcat does not know.

It is kept, and printed under `extra`, but nothing is done with it: often it is a known field with a
slip of the pen.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        vennue: NeurIPS 2022

Good:

    venues:
      - name: NeurIPS
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        venue: NeurIPS 2022
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the fields that nobody knows."""
    for record in inspection.reading.papers:
        for name in record.value.extra:
            message = f"no field is called {name!r}; it is kept, and printed under 'extra'"
            yield Problem("HC108", record.at(name), message)
