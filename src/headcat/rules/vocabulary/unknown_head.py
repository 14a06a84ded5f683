"""A paper names a head that is not in the vocabulary.

It is a slip of the pen, or a new head, which goes into the section `heads:` with a definition first.

Bad:

    heads:
      - name: Induction Head
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        heads: [Indcution Head]

Good:

    heads:
      - name: Induction Head
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        heads: [Induction Head]
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection
from headcat.vocabulary import unknown


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the heads of papers that nobody knows."""
    for record in inspection.reading.papers:
        for number, name in enumerate(record.value.heads):
            if inspection.find_head(name) is None:
                near = inspection.vocabulary.nearest_heads(name)
                message = unknown("head", name, near, "headcat heads")
                yield Problem("HC301", record.at("heads", number), message)
