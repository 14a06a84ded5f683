"""Two papers have one key.

The key is what a paper is called in commands and in BibTeX; the second paper cannot be reached. If it
is another paper, put a letter behind its key; if it is the same, keep one entry.

Bad:

    papers:
      - {key: adams2022heads, title: Heads, authors: [Ada Adams], date: 2022}
      - {key: adams2022heads, title: Heads in Vision, authors: [Ada Adams], date: 2022}

Good:

    papers:
      - {key: adams2022heads, title: Heads, authors: [Ada Adams], date: 2022}
      - {key: adams2022headsa, title: Heads in Vision, authors: [Ada Adams], date: 2022}
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.identity import repeats
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Return the keys that an earlier paper has."""
    marked = ((record.value.key, record, ("key",)) for record in inspection.reading.papers)
    return repeats(inspection, "HC201", marked, "the key {}".format)
