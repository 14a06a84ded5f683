"""The broader head of a head is not in the vocabulary.

`broader` names another head, by its name as it is written there. Whoever looks for the broader head
finds the papers of the narrower one too.

Bad:

    heads:
      - name: Mover Head
      - name: Name Mover Head
        broader: mover
    papers: []

Good:

    heads:
      - name: Mover Head
      - name: Name Mover Head
        broader: Mover Head
    papers: []
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the broader heads that are no other heads."""
    names = {record.value.name for record in inspection.reading.heads}
    for record in inspection.reading.heads:
        head = record.value
        if head.broader is not None and (head.broader not in names or head.broader == head.name):
            message = f"broader: {head.broader!r} is no other head of the vocabulary"
            yield Problem("HC304", record.at("broader"), message)
