"""What `stats --plot` draws, and into which file: a picture for what is counted, by the file's suffix."""

from pathlib import Path
from typing import Final, NamedTuple

from headcat import store
from headcat.errors import UsageError
from headcat.statistics.counting import BY, Counting

# The picture of each count, as headcat.pictures names it; a count without one is for the terminal only.
PICTURE_OF: Final = {
    "month": "months",
    "stage": "months",
    "head": "heads",
    "year": "heatmap",
    "pairs": "network",
}
_RANKED: Final = ("heads", "heatmap", "network")
_SUFFIXES: Final = (".svg", ".png")


class Plot(NamedTuple):
    """A file, the picture to be drawn into it, and how many heads or pairs it shows at most."""

    path: Path
    name: str
    top: int | None


def planned(path: Path, by: list[str], top: int | None) -> Plot:
    """Return what to draw for words of a command; without a count, papers by month.

    Raises:
        UsageError: the file's suffix is another, or there is no picture of what is counted.

    """
    if path.suffix.lower() not in _SUFFIXES:
        message = f"--plot draws {' or '.join(_SUFFIXES)}, and {path.name!r} is neither"
        raise UsageError(message)
    counts = list(dict.fromkeys(by or ["month"]))
    if len(counts) > 1:
        raise UsageError("--plot draws one picture: give --by once")
    name = PICTURE_OF.get(counts[0])
    if name is None:
        drawn = ", ".join(what for what in BY if what in PICTURE_OF)
        message = f"there is no picture of papers by {counts[0]}; --plot draws --by {drawn}"
        raise UsageError(message)
    if top is not None and name not in _RANKED:
        message = f"--top is for pictures of heads and pairs; by {counts[0]}, all papers are drawn"
        raise UsageError(message)
    if top == 0:
        raise UsageError("--plot cannot draw the first 0: give --top 1 or more")
    return Plot(path, name, top)


def write(plot: Plot, counting: Counting) -> None:
    """Draw a picture of what is counted, and write its file in one step.

    Raises:
        RefusedError: the library that draws is not installed, or the file cannot be written.

    """
    from headcat import pictures

    picture = pictures.draw(plot.name, counting.occurrence(), top=plot.top)
    if plot.path.suffix.lower() == ".png":
        store.replace(plot.path, pictures.png(picture))
        return
    store.replace(plot.path, pictures.standalone(picture).encode())
