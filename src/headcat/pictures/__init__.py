"""Pictures of a catalogue, as accessible SVG and as PNG: one module each.

`PICTURES` is the registry; a picture is loaded when it is drawn. What it shows is counted beforehand
(`headcat.statistics.occurrence`), so that a picture costs the same for a hundred papers and for a hundred
thousand. Its function `plan(occurrence, room)` lays out a drawing; Vega draws all that are asked for at once.
Nothing here knows of files, pages or terminals.

    seen = Occurrence.of(papers, vocabulary)
    months, heads = draw_all([Wanted("months"), Wanted("heads")], seen)
    page.write(months.svg)
"""

from collections.abc import Iterable
from importlib import import_module
from typing import Final, NamedTuple, Protocol

from headcat.pictures.colours import stylesheet
from headcat.pictures.drawing import Picture, finished, png, standalone
from headcat.pictures.planning import Plan, Room
from headcat.statistics.occurrence import Occurrence

PICTURES: Final = {
    "months": "headcat.pictures.months:plan",
    "heads": "headcat.pictures.heads:plan",
    "heatmap": "headcat.pictures.heatmap:plan",
    "network": "headcat.pictures.network:plan",
    "timeline": "headcat.pictures.timeline:plan",
}
# In pixels of CSS: one for phones, and one for all else.
NARROW: Final = 350
WIDE: Final = 720


class Wanted(NamedTuple):
    """What shall be drawn.

    `name` is one of `PICTURES`, `head` the head of a timeline, `top` how many heads are shown at most (or
    pairs, in the network; None leaves it to the picture), `width` the width that the drawing is laid out for.
    """

    name: str
    head: str = ""
    top: int | None = None
    width: int = WIDE


class Lay(Protocol):
    """Lays out a picture."""

    def __call__(self, occurrence: Occurrence, room: Room) -> Plan:
        """Return what there is to draw, and what it says in words and numbers."""


def draw(
    name: str, occurrence: Occurrence, *, head: str = "", top: int | None = None, width: int = WIDE
) -> Picture:
    """Draw one picture; `Wanted` says what its words mean.

    Raises:
        RefusedError: the library that draws is not installed.

    """
    return draw_all([Wanted(name, head, top, width)], occurrence)[0]


def draw_all(wanted: Iterable[Wanted], occurrence: Occurrence) -> list[Picture]:
    """Draw pictures in one go: to begin costs half a second, each of them some milliseconds.

    Raises:
        RefusedError: the library that draws is not installed.

    """
    return finished([(each.name, _plan(each, occurrence)) for each in wanted])


def _plan(wanted: Wanted, occurrence: Occurrence) -> Plan:
    module, function = PICTURES[wanted.name].split(":")
    lay: Lay = getattr(import_module(module), function)
    return lay(occurrence, Room(wanted.width, wanted.top, wanted.head))


__all__ = [
    "NARROW",
    "PICTURES",
    "WIDE",
    "Picture",
    "Wanted",
    "draw",
    "draw_all",
    "png",
    "standalone",
    "stylesheet",
]
