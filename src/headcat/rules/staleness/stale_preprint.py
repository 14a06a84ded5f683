"""A paper is a preprint still, more than 18 months after its date.

Most papers are published within that time. Look whether it was, and name the venue where it appeared;
`published` holds the title and the authors of that version where they differ. A paper without a venue
but with an arXiv number is a preprint too. A paper that stays one may be silenced by a comment.

Bad:

    venues:
      - name: arXiv
        kind: preprint
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022-03
        venue: arXiv

Good:

    venues:
      - name: arXiv
        kind: preprint
      - name: NeurIPS
    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022-03
        venue: NeurIPS 2022
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.model import Paper
from headcat.rules.inspection import Inspection
from headcat.words.dates import span

_MONTHS = 18


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the old preprints, where the day is known."""
    if not inspection.today:
        return
    limit = _months_before(inspection.today, _MONTHS)
    for record in inspection.reading.papers:
        paper = record.value
        if not inspection.is_date(paper.date) or span(paper.date)[1] >= limit:
            continue
        if _is_preprint(paper, inspection):
            message = f"a preprint since {paper.date}; look whether it was published meanwhile"
            yield Problem("HC501", record.at("venue"), message)


def _is_preprint(paper: Paper, inspection: Inspection) -> bool:
    if paper.published is not None:
        return False
    if paper.venue is None:
        return "arxiv" in paper.ids
    found = inspection.find_venue(paper.venue)
    return found is not None and found[0].kind == "preprint"


def _months_before(day: str, count: int) -> str:
    """Return the day of the same number some months earlier, for comparison as text."""
    months = int(day[:4]) * 12 + int(day[5:7]) - 1 - count
    return f"{months // 12:04}-{months % 12 + 1:02}{day[7:]}"
