"""The kind of a venue is unknown.

It may be proceedings, journal, workshop, preprint or web, and decides how bibliographies print the
venue. A venue without a kind is taken for proceedings.

Bad:

    venues:
      - name: NeurIPS
        kind: conference
    papers: []

Good:

    venues:
      - name: NeurIPS
        kind: proceedings
    papers: []
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.model import VENUE_KINDS
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the kinds of venues that there are not."""
    for record in inspection.reading.venues:
        kind = record.value.kind
        if kind not in VENUE_KINDS:
            message = f"no kind is called {kind!r}; it may be {', '.join(VENUE_KINDS)}"
            yield Problem("HC308", record.at("kind"), message)
