"""Two heads, or two venues, share a name or an alias.

Nobody could tell which of them a paper means. Case, accents, hyphens and a final "head" do not
count. Give the name to one of them, or make them one term.

Bad:

    heads:
      - name: Induction Head
      - name: Copy Head
        aliases: [induction heads]
    papers: []

Good:

    heads:
      - name: Induction Head
      - name: Copy Head
        aliases: [Copying Head]
    papers: []
"""

from collections.abc import Callable, Iterator, Sequence

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Head, Venue
from headcat.rules.inspection import Inspection
from headcat.vocabulary import fold_head
from headcat.words.folding import compact


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the names that another term has already."""
    yield from _repeats(inspection.reading.heads, fold_head)
    yield from _repeats(inspection.reading.venues, compact)


def _repeats(records: Sequence[Record[Head | Venue]], fold: Callable[[str], str]) -> Iterator[Problem]:
    owners: dict[str, int] = {}
    for entry, record in enumerate(records):
        for number, name in enumerate((record.value.name, *record.value.aliases)):
            owner = owners.setdefault(fold(name), entry)
            if fold(name) and owner != entry:
                offset = record.at("aliases", number - 1) if number else record.at("name")
                message = f"{name!r} is also a name of {records[owner].value.name!r}"
                yield Problem("HC303", offset, message)
