"""A paper is listed, and declined.

Somebody has thought better of it, or two people disagree. Whoever decides deletes one of the entries.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        ids:
          arxiv: "2203.00001"
    declined:
      - id: "2203.00001"
        date: 2025-01-06
        reason: Not on heads

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        ids:
          arxiv: "2203.00001"
    declined:
      - id: "2203.00002"
        date: 2025-01-06
        reason: Not on heads
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.identity import declined_by, identifiers
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the declined papers that are listed."""
    declined = dict(declined_by(inspection))
    for paper in inspection.reading.papers if declined else ():
        for identifier in declined.keys() & identifiers(paper.value, inspection.linked).keys():
            record, line = declined[identifier], inspection.line(paper.entry.start)
            message = f"{record.value.id} is listed as {paper.value.key} (line {line})"
            yield Problem("HC208", record.at("id"), message)
