"""Two papers have one identifier.

It is the same paper twice, or one of the numbers is wrong. Identifiers are compared in one form: the
DOI that arXiv gives is the arXiv number, and a paper link to arXiv is one too.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        ids:
          arxiv: "2203.00001"
      - key: adams2022names
        title: Names
        authors: [Ada Adams]
        date: 2022
        ids:
          doi: "10.48550/arXiv.2203.00001"

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        ids:
          arxiv: "2203.00001"
          doi: "10.48550/arXiv.2203.00001"
      - key: adams2022names
        title: Names
        authors: [Ada Adams]
        date: 2022
        ids:
          arxiv: "2203.00002"
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Paper
from headcat.rules.identity import identifiers, repeats
from headcat.rules.inspection import Inspection
from headcat.words.identifiers import Identifier


def check(inspection: Inspection) -> Iterator[Problem]:
    """Return the identifiers that an earlier paper has."""
    return repeats(inspection, "HC202", _marked(inspection), lambda mark: f"{mark.kind} {mark.value}")


def _marked(inspection: Inspection) -> Iterator[tuple[Identifier, Record[Paper], tuple[str, ...]]]:
    for record in inspection.reading.papers:
        found = identifiers(record.value, inspection.linked)
        for identifier in sorted(found) if len(found) > 1 else found:
            yield identifier, record, found[identifier]
