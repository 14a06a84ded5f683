"""Two heads are on exactly the same papers, three or more.

They may be one head under two names: make one an alias of the other. If they are two, leave them; a
paper to come will tell them apart.

Bad:

    heads:
      - name: Induction Head
      - name: Pattern Head
    papers:
      - {key: a2020, title: A, authors: [A], date: 2020, heads: [Induction Head, Pattern Head]}
      - {key: b2020, title: B, authors: [B], date: 2020, heads: [Induction Head, Pattern Head]}
      - {key: c2020, title: C, authors: [C], date: 2020, heads: [Pattern Head, Induction Head]}

Good:

    heads:
      - name: Induction Head
      - name: Pattern Head
    papers:
      - {key: a2020, title: A, authors: [A], date: 2020, heads: [Induction Head, Pattern Head]}
      - {key: b2020, title: B, authors: [B], date: 2020, heads: [Induction Head, Pattern Head]}
      - {key: c2020, title: C, authors: [C], date: 2020, heads: [Pattern Head]}
"""

from collections import defaultdict
from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection

_PAPERS = 3  # on fewer it is often chance


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the heads that are where an earlier one is."""
    papers = _papers(inspection)
    owners: dict[tuple[int, ...], str] = {}
    for record in inspection.reading.heads:
        name = record.value.name
        numbers = tuple(papers.pop(name, ()))
        if len(numbers) < _PAPERS:
            continue
        owner = owners.setdefault(numbers, name)
        if owner != name:
            message = f"on the same {len(numbers)} papers as {owner!r}; are they one head?"
            yield Problem("HC312", record.at("name"), message)


def _papers(inspection: Inspection) -> dict[str, dict[int, None]]:
    """Return the numbers of the papers that name each head, in their order."""
    found: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for number, record in enumerate(inspection.reading.papers):
        for name in record.value.heads:
            head = inspection.find_head(name)
            if head is not None:
                found[head.name][number] = None
    return found
