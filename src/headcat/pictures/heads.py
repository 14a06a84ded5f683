"""The heads ranked by their papers, each with the sign of its stage."""

from typing import Final

from headcat.pictures.lettering import SMALL, cut, width
from headcat.pictures.marks import (
    NO_STAGE,
    Mark,
    bars,
    in_order,
    legend,
    legend_marks,
    nothing,
    sign_fields,
    signs,
    stage_of,
    table,
    text,
)
from headcat.pictures.planning import Plan, Room
from headcat.pictures.ranking import HEADS, first_of, more
from headcat.pictures.wording import counted, listed
from headcat.statistics.occurrence import Occurrence, ranked
from headcat.words.escaping import visible

_TITLE: Final = "Heads by number of papers"
_COLUMNS: Final = ("Head", "Stage", "Papers")
_ROW: Final = 20
_BAR: Final = 12
_SIGN_ROOM: Final = 16
_NAMED: Final = 3  # in the description
_NOTE: Final = 20


def plan(occurrence: Occurrence, room: Room) -> Plan:
    """Lay out the heads, most papers first."""
    found = ranked(occurrence.heads())
    if not found:
        return nothing(_TITLE, "There are no papers with heads.", _COLUMNS, room)
    shown = first_of(found, room.top, HEADS)
    height, group = _drawn(shown, more(found, shown, "head"), occurrence, room.width)
    rows = tuple((visible(head), stage_of(occurrence, head) or NO_STAGE, str(count)) for head, count in found)
    return Plan(_TITLE, _description(found), _COLUMNS, rows, room.width, height, group)


def _description(found: list[tuple[str, int]]) -> str:
    first = [f"{visible(head)} ({count:,})" for head, count in found[:_NAMED]]
    once = sum(count == 1 for _, count in found)
    text = f"{counted(len(found), 'head')}; on most papers: {listed(first)}."
    return f"{text} {once:,} of them on one paper only." if once else text


def _drawn(shown: list[tuple[str, int]], others: str, occurrence: Occurrence, wide: int) -> tuple[int, Mark]:
    """Return the height of the drawing, and its group."""
    stages = [stage_of(occurrence, head) for head, _ in shown]
    keys, top = legend(in_order(stages), wide)
    names = [cut(head, wide * 0.5 - _SIGN_ROOM) for head, _ in shown]
    left = _SIGN_ROOM + max(map(width, names)) + 8
    figures = width(f"{shown[0][1]:,}", SMALL) + 8
    rows = [
        {"y": top + 8 + _ROW * (number + 0.5), "papers": count, "text": name, **sign_fields(stage)}
        for number, (name, stage, (_, count)) in enumerate(zip(names, stages, shown, strict=True))
    ]
    ends = [{"y": row["y"], "papers": row["papers"], "text": f"{row['papers']:,}"} for row in rows]
    bottom = top + 8 + _ROW * len(rows)
    note = [{"x": 0, "y": bottom + _NOTE / 2, "text": others}] if others else []
    scale = {"name": "x", "type": "linear", "domain": [0, shown[0][1]], "range": [left, wide - figures]}
    end = {"scale": "x", "field": "papers"}
    marks = [
        *legend_marks("legend"),
        signs("rows", x={"value": 5}),
        text("rows", x={"value": _SIGN_ROOM}),
        bars(
            "rows",
            x={"scale": "x", "value": 0},
            x2=end,
            y={"field": "y", "offset": -_BAR / 2},
            height={"value": _BAR},
        ),
        text("ends", size=SMALL, tone="quiet", x=end, dx={"value": 5}),
        text("note", size=SMALL, tone="quiet"),
    ]
    data = [table("legend", keys), table("rows", rows), table("ends", ends), table("note", note)]
    height = int(bottom + (_NOTE if note else 0))
    return height, {"data": data, "scales": [scale], "marks": marks}
