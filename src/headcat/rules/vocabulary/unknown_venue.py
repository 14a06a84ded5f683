"""A paper appeared at a venue that is not in the vocabulary.

It is a slip of the pen, or a new venue, which goes into the section `venues:` with its kind first. The
year stands behind the venue's name.

Bad:

    venues:
      - name: NeurIPS
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        venue: NeurISP 2022

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
from headcat.vocabulary import unknown


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the venues of papers that nobody knows."""
    for record in inspection.reading.papers:
        name = record.value.venue
        if name is not None and inspection.venue_name(name) is None:
            near = inspection.vocabulary.nearest_venues(name)
            message = unknown("venue", name, near, None) + "; new ones go into the section venues:"
            yield Problem("HC306", record.at("venue"), message)
