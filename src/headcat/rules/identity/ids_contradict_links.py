"""A link leads to another paper than the identifiers name.

One of the two is wrong; look at both. All links to arXiv, the ACL Anthology and OpenReview are
compared. Of the links to doi.org only a paper link is, for code and data have DOIs of their own.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        ids:
          arxiv: "2203.00001"
        links:
          paper: https://arxiv.org/abs/2203.00010

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        ids:
          arxiv: "2203.00001"
        links:
          paper: https://arxiv.org/pdf/2203.00001v3
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection
from headcat.words.identifiers import identities

_OF_PAPERS = frozenset({"arxiv", "acl", "openreview"})


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the links that lead to another identifier than the paper's."""
    for record in inspection.reading.papers:
        numbers: dict[str, int] = {}
        for link in record.value.links if record.value.ids else ():
            numbers[link.kind] = numbers.get(link.kind, -1) + 1
            leads = inspection.linked(link.url)
            if leads is None or (link.kind != "paper" and leads.kind not in _OF_PAPERS):
                continue
            own = sorted(each.value for each in identities(record.value.ids) if each.kind == leads.kind)
            if own and leads.value not in own:
                message = f"leads to {leads.kind} {leads.value}, but the ids say {', '.join(own)}"
                offset = record.at("links", link.kind, numbers[link.kind])
                yield Problem("HC206", offset, f"{message}; one of them is wrong")
