"""No paper names a head, nor one narrower than it.

The vocabulary holds what the papers need. Delete the head, or look for the paper that it is for.

Bad:

    heads:
      - name: Induction Head
      - name: Copy Head
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        heads: [Induction Head]

Good:

    heads:
      - name: Induction Head
        broader: Copy Head
      - name: Copy Head
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


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the heads without papers."""
    used = _used(inspection)
    for record in inspection.reading.heads:
        if record.value.name not in used:
            message = "no paper names this head or one narrower than it; delete it, or add the paper"
            yield Problem("HC310", record.at("name"), message)


def _used(inspection: Inspection) -> set[str]:
    """Return the names of the heads that papers name, and of those broader than them."""
    broader = {record.value.name: record.value.broader for record in inspection.reading.heads}
    used: set[str] = set()
    for name in {name for record in inspection.reading.papers for name in record.value.heads}:
        head = inspection.find_head(name)
        each = head.name if head else None
        while each is not None and each not in used:
            used.add(each)
            each = broader.get(each)
    return used
