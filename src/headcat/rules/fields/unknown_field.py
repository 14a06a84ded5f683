"""A paper has a field that headcat does not know.

It is kept, and that of a listed paper is printed under `extra`, but nothing is done with it: often it
is a known field with a slip of the pen.

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

from headcat.document import Mapping, Problem
from headcat.document.records import DECLINED_FIELDS
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the fields that nobody knows."""
    for record in inspection.reading.papers:
        for name in record.value.extra:
            message = f"no field is called {name!r}; it is kept, and printed under 'extra'"
            yield Problem("HC108", record.at(name), message)
    for declined in inspection.reading.declined:
        node = declined.entry.node
        for key, _ in node.pairs if isinstance(node, Mapping) else ():
            if key.value not in DECLINED_FIELDS:
                message = f"a declined paper has no field {key.value!r}; it is kept"
                yield Problem("HC108", key.start, message)
