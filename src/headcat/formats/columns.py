"""Text in columns on a terminal: how wide each is, where lines break, and how letters look.

Rich says how many cells letters take and which codes make a style. Its own tables measure and wrap
each cell several times over, which took most of the time of a list; nothing here looks at a cell
twice, and rows leave as they are made. Knows nothing of papers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from headcat.words.escaping import visible

if TYPE_CHECKING:
    from rich.style import Style

_GAP = "  "
_WORD = re.compile(r"(?:(?<!\s)\s*+)?\S++\s*+")


class Column(NamedTuple):
    """A column: its headline, and how wide it is.

    One with `most` is as wide as its text, up to that. The others share what these leave, in the
    ratio of `share`, and none takes more than its text needs, or than `least`.
    """

    headline: str
    most: int = 0
    share: int = 1
    least: int = 0


class Part(NamedTuple):
    """Text of one look; `link` is the address that it leads to."""

    text: str
    look: str = ""
    link: str | None = None


class Look(NamedTuple):
    """What a terminal can show."""

    color: bool
    hyperlinks: bool


# The paragraphs of a cell; each begins on a line of its own.
Cell = Sequence[Sequence[Part]]


def drawn(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], width: int, look: Look) -> Iterator[str]:
    """Yield the lines of a table, a headline first.

    Args:
        columns: the columns.
        rows: the cells of each row, one for each column; of any text.
        width: how many cells of the terminal a line may take.
        look: what is shown of looks and links.

    """
    headlines = [[[Part(column.headline, "bold")]] for column in columns]
    table = [[_shown(cell) for cell in row] for row in (headlines, *rows)]
    natural = [max(map(_natural, cells)) for cells in zip(*table, strict=True)]
    widths = _widths(columns, natural, width - len(_GAP) * (len(columns) - 1))
    for row in table:
        cells = [_lines(cell, size, look) for cell, size in zip(row, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=("", 0)):
            padded = (text + " " * (size - used) for (text, used), size in zip(line, widths, strict=True))
            yield _GAP.join(padded).rstrip() + "\n"


def _shown(cell: Cell) -> Cell:
    return [[part._replace(text=visible(part.text)) for part in paragraph] for paragraph in cell]


def _natural(cell: Cell) -> int:
    """Return how wide a cell is where no line has to break."""
    from rich.cells import cell_len

    return max(sum(cell_len(part.text) for part in paragraph) for paragraph in cell)


def _widths(columns: Sequence[Column], natural: Sequence[int], room: int) -> list[int]:
    """Return how wide each column is."""
    widths = [min(wanted, column.most) for wanted, column in zip(natural, columns, strict=True)]
    room -= sum(widths)
    sharing = {at: max(natural[at], column.least) for at, column in enumerate(columns) if not column.most}
    shares = sum(columns[at].share for at in sharing)
    # Who needs least comes first: what it leaves of its share is there for the others.
    for at in sorted(sharing, key=lambda at: sharing[at] / columns[at].share):
        widths[at] = max(1, min(sharing[at], room * columns[at].share // shares))
        room -= widths[at]
        shares -= columns[at].share
    return widths


def _lines(cell: Cell, width: int, look: Look) -> Iterator[tuple[str, int]]:
    """Yield the lines of a cell with their codes, and how many cells of the terminal each takes."""
    from rich.cells import cell_len

    for paragraph in cell:
        text = "".join(part.text for part in paragraph)
        styles = [_style(part, look) for part in paragraph]
        used = cell_len(text)
        if used <= width:
            yield _styled(paragraph, styles, 0, len(text)), used
            continue
        for start, end in _broken(text, width):
            yield _styled(paragraph, styles, start, end), cell_len(text[start:end])


def _broken(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield where each line of a text begins and ends: between words, inside one only if it is too long."""
    from rich.cells import cell_len, chop_cells

    start, used = 0, 0
    for match in _WORD.finditer(text):
        word, at = match[0], match.start()
        size = cell_len(word.rstrip())
        if size > width - used and at > start:
            yield start, start + len(text[start:at].rstrip())
            start, used = at, 0
        if size > width:
            *full, last = chop_cells(word.rstrip(), width)
            for piece in full:
                yield start, start + len(piece)
                start += len(piece)
            word = last + word[len(word.rstrip()) :]
        used += cell_len(word)
    yield start, start + len(text[start:].rstrip())


def _styled(parts: Sequence[Part], styles: Sequence["Style | None"], start: int, end: int) -> str:
    """Return a stretch of a paragraph with the codes of its parts."""
    pieces = []
    for part, style in zip(parts, styles, strict=True):
        piece = part.text[max(start, 0) : max(end, 0)]
        pieces.append(style.render(piece) if style else piece)
        start, end = start - len(part.text), end - len(part.text)
    return "".join(pieces)


def _style(part: Part, look: Look) -> "Style | None":
    """Return what rich makes a part's codes from; nothing where it has none."""
    name = part.look if look.color else ""
    link = part.link if look.hyperlinks else None
    if not name and not link:
        return None
    from rich.style import Style

    style = Style.parse(name)
    return style + Style(link=link) if link else style
