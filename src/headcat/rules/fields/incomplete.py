"""A paper lacks what every paper of a finished list has.

That is a venue, heads, links and the three parts of the summary. A paper is listed without them; add
them when they are known. A paper that names no head of the vocabulary may be silenced by a comment.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022

Good:

    heads:
      - name: Induction Head
    venues:
      - name: NeurIPS
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        venue: NeurIPS 2022
        heads: [Induction Head]
        links:
          paper: https://example.org/heads.pdf
        summary:
          innovation: It names heads.
          tasks: Small tasks.
          result: It works.
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.model import SUMMARY_PARTS, Paper
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the papers with something still to be written."""
    for record in inspection.reading.papers:
        missing = _missing(record.value)
        if missing:
            yield Problem("HC111", record.at(), f"still missing: {', '.join(missing)}")


def _missing(paper: Paper) -> list[str]:
    fields = {"venue": paper.venue, "heads": paper.heads, "links": paper.links}
    missing = [name for name, value in fields.items() if not value]
    return missing + [f"summary {part}" for part in SUMMARY_PARTS if not getattr(paper.summary, part, "")]
