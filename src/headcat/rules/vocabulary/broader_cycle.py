"""The broader heads of a head lead back to it.

Of two heads one is broader, or neither. Delete the `broader` that is wrong.

Bad:

    heads:
      - name: Mover Head
        broader: Name Mover Head
      - name: Name Mover Head
        broader: Mover Head
    papers: []

Good:

    heads:
      - name: Mover Head
      - name: Name Mover Head
        broader: Mover Head
    papers: []
"""

from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield each circle once, at its first head; a head broader than itself is another rule's."""
    records = {record.value.name: record for record in inspection.reading.heads}
    broader = {name: record.value.broader for name, record in records.items()}
    places = {name: number for number, name in enumerate(records)}
    passed: set[str] = set()
    for name in records:
        way = _way(name, broader, passed)
        passed.update(way)
        circle = way[way.index(end) :] if way and (end := broader[way[-1]]) in way else []
        if len(circle) > 1:
            first = min(circle, key=places.__getitem__)
            message = f"broader goes in a circle: {', '.join(circle)}; delete one broader of these"
            yield Problem("HC311", records[first].at("broader"), message)


def _way(name: str, broader: dict[str, str | None], passed: set[str]) -> list[str]:
    """Return the heads from one upwards, as far as they were not passed before."""
    way: list[str] = []
    each: str | None = name
    while each in broader and each not in passed and each not in way:
        way.append(each)
        each = broader[each]
    return way
