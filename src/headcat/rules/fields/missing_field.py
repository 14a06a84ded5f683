"""An entry lacks what it cannot do without.

A paper has a key, a title, authors and a date; a head or venue has a name, with a letter or digit in
it; a declined paper has an id, a date and a reason. An entry that lacks one of these fields is not
read. Write it; a date may be the year alone.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: []
        date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
"""

from collections.abc import Callable, Iterator, Sequence

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Head, Venue
from headcat.rules.inspection import Inspection
from headcat.vocabulary import fold_head
from headcat.words.folding import compact


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield papers without a title, authors or a reason, and terms without a name to be known by."""
    for record in inspection.reading.papers:
        if not record.value.authors:
            yield Problem("HC101", record.at("authors"), "the list of authors is empty")
        if not record.value.title.strip():
            yield Problem("HC101", record.at("title"), "the title is empty")
    for declined in inspection.reading.declined:
        if not declined.value.reason.strip():
            yield Problem("HC101", declined.at("reason"), "the reason is empty")
    yield from _nameless(inspection.reading.heads, fold_head)
    yield from _nameless(inspection.reading.venues, compact)


def _nameless(records: Sequence[Record[Head | Venue]], fold: Callable[[str], str]) -> Iterator[Problem]:
    for record in records:
        for number, name in enumerate((record.value.name, *record.value.aliases)):
            if not fold(name):
                offset = record.at("aliases", number - 1) if number else record.at("name")
                yield Problem("HC101", offset, f"the name {name!r} has no letter and no digit")
