"""The parts that drawings are made of, as marks of Vega: text, bars, lines, and the sign of each stage.

Data come from tables of a drawing's own, in fields of fixed names: what a catalogue says never becomes part
of an expression.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from headcat.model import STAGES
from headcat.pictures.colours import colour, stage_colour
from headcat.pictures.lettering import SMALL, TEXT, width
from headcat.pictures.planning import Plan, Room
from headcat.statistics.occurrence import Occurrence

Mark: TypeAlias = dict[str, Any]
SIGN: Final = 9  # pixels
# A stage is told by the shape of its sign as well as by its colour.
_SIGNS: Final = dict(zip(STAGES, ("circle", "square", "triangle-up", "diamond"), strict=True))
_NO_SIGN: Final = "cross"
NO_STAGE: Final = "No stage"
_LEGEND_LINE: Final = 20


def sign(stage: str | None) -> str:
    """Return the shape of a stage's sign, as Vega calls it."""
    return _SIGNS.get(stage or "", _NO_SIGN)


def stage_of(occurrence: Occurrence, head: str) -> str | None:
    """Return a head's stage, or None where it has none that the survey knows."""
    stage = occurrence.stages.get(head)
    return stage if stage in STAGES else None


def in_order(stages: Iterable[str | None]) -> list[str | None]:
    """Return stages once each, in their order; none comes last."""
    found = set(stages)
    return [stage for stage in (*STAGES, None) if stage in found]


def table(name: str, rows: Iterable[Mark]) -> Mark:
    """Return a table of a drawing."""
    return {"name": name, "values": list(rows)}


def text(data: str, *, size: int = TEXT, tone: str = "ink", align: str = "left", **encoded: Any) -> Mark:
    """Return a mark for each row: its field `text`, in the middle of its `x` and `y`."""
    enter = {
        "x": {"field": "x"},
        "y": {"field": "y"},
        "text": {"field": "text"},
        "fontSize": {"value": size},
        "fill": {"value": colour(tone)},
        "align": {"value": align},
        "baseline": {"value": "middle"},
        **encoded,
    }
    return {"type": "text", "from": {"data": data}, "encode": {"enter": enter}}


def bars(data: str, **encoded: Any) -> Mark:
    """Return a rectangle for each row, in the row's field `fill`."""
    enter = {name: value for name, value in ({"fill": {"field": "fill"}} | encoded).items() if value}
    return {"type": "rect", "from": {"data": data}, "encode": {"enter": enter}}


def lines(data: str, tone: str = "line", **encoded: Any) -> Mark:
    """Return a line for each row, from `x`, `y` to `x2`, `y2`."""
    enter = {
        **{name: {"field": name} for name in ("x", "y", "x2", "y2")},
        "stroke": {"value": colour(tone)},
        "strokeWidth": {"value": 1},
        **encoded,
    }
    return {"type": "rule", "from": {"data": data}, "encode": {"enter": enter}}


def paths(data: str, **encoded: Any) -> Mark:
    """Return a path for each row, its field `path` in the language of SVG."""
    return {
        "type": "path",
        "from": {"data": data},
        "encode": {"enter": {"path": {"field": "path"}, **encoded}},
    }


def signs(data: str, **encoded: Any) -> Mark:
    """Return a stage's sign for each row, at `x` and `y`, as `sign_fields` says it."""
    enter = {
        "x": {"field": "x"},
        "y": {"field": "y"},
        "shape": {"field": "shape"},
        "fill": {"field": "fill"},
        "size": {"value": SIGN * SIGN},
        **encoded,
    }
    return {"type": "symbol", "from": {"data": data}, "encode": {"enter": enter}}


def sign_fields(stage: str | None) -> dict[str, str]:
    """Return the fields that a row needs for its sign."""
    return {"shape": sign(stage), "fill": stage_colour(stage)}


def legend(stages: Sequence[str | None], room: int) -> tuple[list[Mark], int]:
    """Return a row for each sign and its stage's name, and the height that they take in a width."""
    rows: list[Mark] = []
    x, y = 0.0, _LEGEND_LINE / 2
    for stage in stages:
        name = stage or NO_STAGE
        wide = SIGN + 8 + width(name, SMALL)
        if x and x + wide > room:
            x, y = 0.0, y + _LEGEND_LINE
        rows.append({"x": x + SIGN / 2, "y": y, "text": name, **sign_fields(stage)})
        x += wide + 16
    return rows, int(y + _LEGEND_LINE / 2) if rows else 0


def legend_marks(data: str) -> list[Mark]:
    """Return the marks of a legend whose rows are in a table."""
    return [signs(data), text(data, size=SMALL, tone="quiet", dx={"value": SIGN / 2 + 5})]


def nothing(title: str, why: str, columns: tuple[str, ...], room: Room) -> Plan:
    """Return a picture that says that there is nothing to draw, and why."""
    rows = [{"x": 0, "y": 20, "text": why}]
    group = {"data": [table("words", rows)], "marks": [text("words", tone="quiet")]}
    return Plan(title, why, columns, (), room.width, 40, group)
