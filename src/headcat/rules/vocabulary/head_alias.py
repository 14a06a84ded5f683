"""An alias, or another spelling, is written instead of the head's name.

It is understood, but whoever reads the file finds one head under several names. Write the name that
the vocabulary gives; where the paper names the head under its right name too, delete the other.

Bad:

    heads:
      - name: Induction Head
        aliases: [Inductive Head]
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        heads:
          - inductive heads

Good:

    heads:
      - name: Induction Head
        aliases: [Inductive Head]
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        heads:
          - Induction Head
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Paper
from headcat.rules.inspection import Inspection
from headcat.rules.mending import replacement


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the heads of papers that are not called by their names."""
    for record in inspection.reading.papers:
        for name in record.value.heads:
            head = inspection.find_head(name)
            if head is not None and head.name != name:
                yield from _otherwise_called(record, inspection)
                break


def _otherwise_called(record: Record[Paper], inspection: Inspection) -> Iterator[Problem]:
    named = set(record.value.heads)
    for number, name in enumerate(record.value.heads):
        head = inspection.find_head(name)
        if head is None or head.name == name:
            continue
        message = f"write {head.name!r}; {name!r} is another name of it"
        path = ("heads", number)
        # Mended, a second name of one head would make the list hold it twice.
        fix = () if head.name in named else replacement(record, path, head.name)
        named.add(head.name)
        yield Problem("HC302", record.at(*path), message, fix)
