"""A key holds a character that a key may not hold.

Keys are the names of papers in BibTeX, in addresses and in commands: ASCII letters, digits and .+-_
only, a letter or digit first.

Bad:

    papers:
      - key: müller 2022
        title: Heads
        authors: [Ada Müller]
        date: 2022

Good:

    papers:
      - key: muller2022heads
        title: Heads
        authors: [Ada Müller]
        date: 2022
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection
from headcat.words.names import is_key


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the keys that are none."""
    for record in inspection.reading.papers:
        key = record.value.key
        if not is_key(key):
            message = f"the key {key!r} must be ASCII letters, digits and .+-_ only"
            yield Problem("HC110", record.at("key"), message)
