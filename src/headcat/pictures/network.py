"""The heads that occur together: a list of heads by stage, and arcs between those on the same papers.

An arc diagram (Wattenberg, "Arc Diagrams", InfoVis 2002), for in a list every name has a line of its own:
none covers another, on a phone neither, and the place tells the stage.
"""

from math import sqrt
from typing import Final, NamedTuple, TypeAlias

from headcat.pictures.colours import colour
from headcat.pictures.lettering import SMALL, cut, width
from headcat.pictures.marks import (
    NO_STAGE,
    SIGN,
    Mark,
    in_order,
    nothing,
    paths,
    sign_fields,
    signs,
    stage_of,
    table,
    text,
)
from headcat.pictures.planning import Plan, Room
from headcat.pictures.ranking import PAIRS, first_of, more
from headcat.pictures.wording import counted, listed
from headcat.statistics.occurrence import Occurrence, ranked
from headcat.words.escaping import visible

_TITLE: Final = "Heads that occur together"
_COLUMNS: Final = ("Head", "Other head", "Papers")
_ROW: Final = 18
_HEADING: Final = 28  # of a stage
_FLATTEST: Final = 1.9  # an arc's reach to half its span
_THIN, _THICK = 1.25, 5.0
_SMALLEST, _LARGEST = 6.0, 15.0  # pixels of a head's sign
_NAMED: Final = 3  # in the description
_ROUNDS: Final = 12
_NOTE: Final = 20

Pairs: TypeAlias = list[tuple[tuple[str, str], int]]


class Lines(NamedTuple):
    """Where each head and each stage has its line, and where the last one ends."""

    heads: dict[str, float]
    stages: dict[str | None, float]
    end: int


def plan(occurrence: Occurrence, room: Room) -> Plan:
    """Lay out the heads of the pairs that most papers are on."""
    found = ranked(occurrence.pairs())
    if not found:
        return nothing(_TITLE, "There are no papers with heads that occur together.", _COLUMNS, room)
    shown = first_of(found, room.top, PAIRS)
    height, group = _drawn(shown, more(found, shown, "pair"), occurrence, room.width)
    rows = tuple((visible(one), visible(other), str(count)) for (one, other), count in found)
    return Plan(_TITLE, _description(found), _COLUMNS, rows, room.width, height, group)


def _description(found: Pairs) -> str:
    heads = {name for pair, _ in found for name in pair}
    most = [f"{visible(one)} with {visible(other)} ({count:,})" for (one, other), count in found[:_NAMED]]
    return f"{len(heads):,} heads in {counted(len(found), 'pair')}; on most papers: {listed(most)}."


def _drawn(pairs: Pairs, others: str, occurrence: Occurrence, wide: int) -> tuple[int, Mark]:
    """Return the height of the drawing, and its group."""
    lines = _lines(pairs, occurrence)
    papers = occurrence.heads()
    names = {head: cut(head, wide * 0.5) for head in lines.heads}
    left = max(map(width, names.values())) + 8 + _LARGEST / 2
    largest = max(papers[head] for head in lines.heads)
    thickest = pairs[0][1]
    said = [others] if others else []
    if thickest > pairs[-1][1]:
        said.insert(0, f"the thickest arc stands for {counted(thickest, 'paper')}")
    data = {
        "arcs": _arcs(pairs, lines, (left, wide - 4 - _THICK)),
        "heads": [
            {
                "x": left,
                "y": y,
                "text": names[head],
                "size": (_SMALLEST + (_LARGEST - _SMALLEST) * sqrt(papers[head] / largest)) ** 2,
                **sign_fields(stage_of(occurrence, head)),
            }
            for head, y in lines.heads.items()
        ],
        "stages": [
            {"x": SIGN / 2, "y": y, "text": stage or NO_STAGE, **sign_fields(stage)}
            for stage, y in lines.stages.items()
        ],
        "notes": [
            {"x": 0, "y": lines.end + 6 + _NOTE * (number + 0.5), "text": note}
            for number, note in enumerate(said)
        ],
    }
    marks = [
        paths("arcs", stroke={"value": colour("mark")}, strokeWidth={"field": "thick"}),
        signs("heads", size={"field": "size"}),
        text("heads", align="right", dx={"value": -5 - _LARGEST / 2}),
        signs("stages"),
        text("stages", size=SMALL, tone="quiet", dx={"value": SIGN / 2 + 5}),
        text("notes", size=SMALL, tone="quiet"),
    ]
    height = lines.end + 6 + _NOTE * len(said)
    return height, {"data": [table(*each) for each in data.items()], "marks": marks}


def _lines(pairs: Pairs, occurrence: Occurrence) -> Lines:
    """Give each head of pairs a line, by stage, and within a stage so that arcs are short."""
    beside: dict[str, dict[str, int]] = {}
    for (one, other), count in pairs:
        beside.setdefault(one, {})[other] = count
        beside.setdefault(other, {})[one] = count
    stages = {head: stage_of(occurrence, head) for head in sorted(beside)}
    groups = {
        stage: [head for head in stages if stages[head] == stage] for stage in in_order(stages.values())
    }
    shortest = lines = _numbered(groups)
    for _ in range(_ROUNDS):
        for heads in groups.values():
            heads.sort(key=lambda head: _middle(beside[head], lines))
        lines = _numbered(groups)
        shortest = min(shortest, lines, key=lambda each: _length(pairs, each))
    return shortest


def _numbered(groups: dict[str | None, list[str]]) -> Lines:
    heads: dict[str, float] = {}
    stages: dict[str | None, float] = {}
    below = 0
    for stage, names in groups.items():
        stages[stage] = below + _HEADING * 0.6
        below += _HEADING
        heads |= {name: below + _ROW * (number + 0.5) for number, name in enumerate(names)}
        below += _ROW * len(names)
    return Lines(heads, stages, below)


def _middle(beside: dict[str, int], lines: Lines) -> float:
    """Return the mean place of the heads that one occurs with."""
    return sum(lines.heads[head] * count for head, count in beside.items()) / sum(beside.values())


def _length(pairs: Pairs, lines: Lines) -> float:
    return sum(abs(lines.heads[one] - lines.heads[other]) * count for (one, other), count in pairs)


def _arcs(pairs: Pairs, lines: Lines, across: tuple[float, float]) -> list[Mark]:
    """Return an elliptic arc for each pair, the longest of them as wide as there is room."""
    left, right = across
    spans = [sorted((lines.heads[one], lines.heads[other])) for (one, other), _ in pairs]
    flat = min(_FLATTEST, (right - left) / (max(below - above for above, below in spans) / 2))
    fewest, most = pairs[-1][1], pairs[0][1]
    found = []
    for (above, below), (_, count) in zip(spans, pairs, strict=True):
        high = (below - above) / 2
        share = (count - fewest) / (most - fewest) if most > fewest else 0
        path = f"M{left:g},{above:g}A{high * flat:.2f},{high:g},0,0,1,{left:g},{below:g}"
        found.append({"path": path, "thick": _THIN + (_THICK - _THIN) * share})
    return found[::-1]  # the thickest on top
