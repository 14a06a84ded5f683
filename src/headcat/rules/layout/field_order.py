"""The fields of an entry are not in the usual order.

A paper has key, title, authors, date, venue, ids, heads, links, summary, published and note; a head
name, aliases, stage, group, broader and definition; a venue name, aliases, full and kind; a declined
paper id, title, date and reason; a summary innovation, tasks and result. Unknown fields come last.
`headcat fmt` mends it.

Bad:

    papers:
      - title: Heads
        key: adams2022heads
        authors: [Ada Adams]
        date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
"""

from collections.abc import Iterator

from headcat.document import Entry, Mapping, Problem, Scalar
from headcat.document.records import DECLINED_FIELDS, HEAD_FIELDS, PAPER_FIELDS, VENUE_FIELDS
from headcat.model import SUMMARY_PARTS
from headcat.rules.inspection import Inspection

_ORDERS = {
    "papers": PAPER_FIELDS,
    "heads": HEAD_FIELDS,
    "venues": VENUE_FIELDS,
    "declined": DECLINED_FIELDS,
}


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield for each entry the first field that stands behind one that it belongs before."""
    for section, entry in inspection.unusual:
        found = _in_entry(section, entry)
        if found is not None:
            key, before = found
            message = f"{key.value} belongs before {before.value}; `headcat fmt` mends it"
            yield Problem("HC405", key.start, message)


def _in_entry(section: str, entry: Entry) -> tuple[Scalar, Scalar] | None:
    if not isinstance(entry.node, Mapping):
        return None
    found = _out_of_order(entry.node, _ORDERS[section])
    summary = entry.node.get("summary") if section == "papers" else None
    if found is None and isinstance(summary, Mapping):
        return _out_of_order(summary, SUMMARY_PARTS)
    return found


def _out_of_order(node: Mapping, order: tuple[str, ...]) -> tuple[Scalar, Scalar] | None:
    """Return the first field that belongs before the one before it, and the one it belongs before."""
    ranks = [order.index(key.value) if key.value in order else len(order) for key, _ in node.pairs]
    if ranks == sorted(ranks):
        return None
    place = next(number for number in range(1, len(ranks)) if ranks[number] < ranks[number - 1])
    first = next(number for number, rank in enumerate(ranks) if rank > ranks[place])
    return node.pairs[place][0], node.pairs[first][0]
