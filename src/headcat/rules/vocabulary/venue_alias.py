"""An alias, or another spelling, is written instead of the venue's name.

It is understood, but whoever reads the file finds one venue under several names. Write the name that
the vocabulary gives, with a space and the year behind it.

Bad:

    venues:
      - name: NeurIPS
        aliases: [NIPS]
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        venue: NIPS, 2022

Good:

    venues:
      - name: NeurIPS
        aliases: [NIPS]
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
from headcat.rules.mending import replacement


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the venues of papers that are not called by their names."""
    for record in inspection.reading.papers:
        name = record.value.venue
        correct = inspection.venue_name(name) if name is not None else None
        if correct is not None and correct != name:
            fix = replacement(record, ("venue",), correct)
            yield Problem("HC307", record.at("venue"), f"write {correct!r} for {name!r}", fix)
