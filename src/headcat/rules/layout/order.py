"""The papers are not sorted by their keys.

Two people who each add a paper to a sorted list seldom meet on the same lines; at the end of an
unsorted one they always do. `headcat fmt` sorts the papers, with their comments.

Bad:

    papers:
      - {key: zorn2023names, title: Names, authors: [Zoe Zorn], date: 2023}
      - {key: adams2022heads, title: Heads, authors: [Ada Adams], date: 2022}

Good:

    papers:
      - {key: adams2022heads, title: Heads, authors: [Ada Adams], date: 2022}
      - {key: zorn2023names, title: Names, authors: [Zoe Zorn], date: 2023}
"""

from collections.abc import Iterator
from itertools import pairwise

from headcat.document import Problem
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the papers whose key is smaller than that of the paper before."""
    for before, record in pairwise(inspection.reading.papers):
        if record.value.key < before.value.key:
            message = f"{record.value.key} belongs before {before.value.key}; `headcat fmt` sorts the papers"
            yield Problem("HC401", record.at("key"), message)
