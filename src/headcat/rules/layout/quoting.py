"""A value has quotes that it needs not, or lacks those that it needs.

Without quotes a YAML reader takes `no` for false and 2401.10020 for a number that ends in 2. Identifiers
therefore always stand in double quotes; everything else only where it would be misread, and dates
never. Values of several lines are not looked at.

Bad:

    papers:
      - key: adams2022heads
        title: 'Heads'
        authors: [Ada Adams]
        date: "2022-03-08"
        ids:
          arxiv: 2203.00010

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022-03-08
        ids:
          arxiv: "2203.00010"
"""

from collections.abc import Iterator
from typing import NamedTuple

from headcat.document import Edit, Mapping, Problem, Scalar, Sequence
from headcat.document.layout import quoted, scalar
from headcat.rules.inspection import Inspection, is_block
from headcat.words.dates import is_date

_IN_BRACKETS = ",[]{}"  # what ends a plain value there
_NOTHING = ("", "~", "null")  # what YAML takes for nothing, when it is plain
_LONG = 5  # letters: no longer word is taken for something else than text


class _Doubt(NamedTuple):
    """A value that may be misspelt; `name` is that of its field, or "ids" within them."""

    node: Scalar
    name: str
    flow: bool


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the values that are spelt otherwise than headcat spells them."""
    text = inspection.text
    for _, entry in inspection.unusual:
        doubts: list[_Doubt] = []
        if not isinstance(entry.node, Scalar):
            _look(entry.node, "", entry.node.flow, doubts)
        for doubt in doubts:
            node, spelling = doubt.node, _spelling(doubt)
            source = text[node.start : node.end]
            if source != spelling and "\n" not in source:
                fix = Edit(node.start, node.end, spelling)
                yield Problem("HC403", node.start, _advice(node, spelling), (fix,))


def _look(node: Mapping | Sequence, within: str, flow: bool, doubts: list[_Doubt]) -> None:  # noqa: FBT001
    """Collect the values in a node that are not spelt as they should be at the first glance."""
    if isinstance(node, Sequence):
        for item in node.items:
            if not isinstance(item, Scalar):
                _look(item, "", flow or item.flow, doubts)
            elif not _is_sure(item):
                doubts.append(_Doubt(item, "", flow))
        return
    for key, value in node.pairs:
        if key.style is not None:
            doubts.append(_Doubt(key, "", flow))
        if not isinstance(value, Scalar):
            _look(value, key.value, flow or value.flow, doubts)
        elif within == "ids" or not _is_sure(value):
            doubts.append(_Doubt(value, within if within == "ids" else key.value, flow))


def _is_sure(node: Scalar) -> bool:
    """Tell of most values, at no cost, that they are spelt as they should be."""
    value, _, _, style = node
    if style is not None:
        return is_block(node)
    return (len(value) > _LONG and value[0].isalpha() and value.isprintable()) or value in _NOTHING


def _is_plain(value: str) -> bool:
    return scalar(value) == value


def _advice(node: Scalar, spelling: str) -> str:
    if node.style is None:
        return f"needs quotes; write {spelling}"
    if spelling.startswith(("'", '"')):
        return f"needs other quotes; write {spelling}"
    return f"needs no quotes; write {spelling}"


def _spelling(doubt: _Doubt) -> str:
    value = doubt.node.value
    if doubt.name == "ids":
        return quoted(value)
    if doubt.name == "date" and (doubt.node.style is None or is_date(value)):
        return value  # no quotes make a date of what is none
    if doubt.node.style is None and _is_plain(" ".join(value.split())):
        return value  # white space inside is no reason for quotes
    return scalar(value, always=doubt.flow and any(mark in value for mark in _IN_BRACKETS))
