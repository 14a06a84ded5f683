"""An entry is indented otherwise than the rest.

The dash of an entry stands behind two spaces, its fields behind four; lists and mappings inside stand
two further in than the name of their field, and what a dash begins stands one space behind it. Lists and
mappings in brackets are not looked at. `headcat fmt` mends it.

Bad:

    papers:
    - key: adams2022heads
      title: Heads
      authors:
      - Ada Adams
      date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors:
          - Ada Adams
        date: 2022
"""

from collections.abc import Iterator

from headcat.document import Mapping, Node, Problem, Scalar
from headcat.document.layout import Layout
from headcat.rules.inspection import Inspection

_STEP = 2


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield for each entry the first place that is not where it belongs."""
    text, layout = inspection.text, Layout()
    columns = {name: section.column for name, section in inspection.reading.document.sections.items()}
    for section, entry in inspection.unusual:
        if columns[section] is None:
            continue
        offset = _misplaced(text, entry.node, layout.fields, "\n" + " " * layout.dash + "- ")
        if offset is not None:
            message = "is indented otherwise than `headcat fmt` writes it, which mends it"
            yield Problem("HC402", offset, message)


def _misplaced(text: str, node: Node, column: int, lead: str) -> int | None:
    """Return the offset of the first thing in a node that does not stand where it belongs.

    Args:
        text: the catalogue.
        node: an item, or the value of a field, that begins on a line of its own.
        column: where it belongs.
        lead: what must stand before it on its line, with the line break.

    """
    if not text.startswith(lead, node.start - len(lead)):
        # A dash with nothing behind it has no place that could be wrong.
        return None if node.start == node.end else node.start
    if isinstance(node, Scalar) or node.flow:
        return None
    if isinstance(node, Mapping):
        return _misplaced_field(text, node, column)
    before = "\n" + " " * column + "- "
    for number, item in enumerate(node.items):
        offset = _misplaced(text, item, column + _STEP, before if number else lead + "- ")
        if offset is not None:
            return offset
    return None


def _misplaced_field(text: str, node: Mapping, column: int) -> int | None:
    before = "\n" + " " * column
    inside = before + " " * _STEP
    for number, (key, value) in enumerate(node.pairs):
        start = key.start
        if number and not text.startswith(before, start - column - 1):
            return start
        if isinstance(value, Scalar) or value.flow:
            continue
        offset = _misplaced(text, value, column + _STEP, inside)
        if offset is not None:
            return offset
    return None
