"""Cells of tables and items of lists, from HTML and Markdown: what they say, link to and show.

Knows what shields.io's badges say by their addresses; nothing of papers.
"""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from headcat.words.folding import squeeze
from headcat.words.wording import parseable

_BADGE: Final = re.compile(r"/badge/(?P<text>[^/?#]+?)(?:\.svg)?$")
_COLUMNS: Final = re.compile(r"[0-9]{1,4}")  # browsers take no more than 1000
# Nothing on a line is longer; what may end anywhere is not looked for from everywhere.
_INLINE: Final = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|!\[(?P<alt>[^\]]{0,500}+)\]\((?P<source>[^)\s]{1,2000}+)[^)]{0,500}+\)"
    r"|\[(?P<text>(?:[^\[\]]|!?\[[^\]]{0,500}+\](?:\([^()\[\]]{0,2000}+\))?){0,1000}+)\]"
    r"\((?P<url>(?:[^()\s]|\([^()\s]{0,500}+\)){1,2000}+)(?:\s[^)]{0,500}+)?\)"
    r"|<(?P<bare>https?://[^<>\s]+)>"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<inner>.{1,1000}?)(?<=\S)(?P=strong)"
    r"|(?<![\w*])(?P<mark>[*_])(?=\S)(?P<emphasis>[^*_]{1,1000}?)(?<=\S)(?P=mark)(?![\w*])"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
)


class Anchor(NamedTuple):
    """A link: what it says, or what the image in it says, and where it leads."""

    text: str
    url: str


@dataclass(slots=True)
class Cell:
    """A table's cell, or a list's item: its lines, and what stands out in them.

    `columns` is how many columns it takes, `badges` are what images outside of links say, `small` is
    what stands in small letters.
    """

    line: int
    columns: int = 1
    heading: bool = False
    text: str = ""
    strong: str = ""
    emphasis: list[str] = field(default_factory=list)
    small: str = ""
    links: list[Anchor] = field(default_factory=list)
    badges: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Return the lines that say something."""
        return list(filter(None, map(squeeze, self.text.split("\n"))))


Row = list[Cell]


class Table(NamedTuple):
    """An HTML table's rows, and the lines of the text that it begins and ends in."""

    first: int
    last: int
    rows: list[Row]


def badge_text(source: str, alt: str) -> str:
    """Return what a shields.io badge says, of any other image its alternative text.

    Source: shields.io, "Static Badge": `_` is a space, `__` an underscore, `--` a dash; the colour
    stands behind the last dash.
    """
    match = _BADGE.search(_path(source)) if "shields.io" in source else None
    if match is None:
        return squeeze(alt)
    parts = unquote(match["text"]).replace("--", "\0").replace("__", "\1").split("-")
    said = " ".join(parts[:-1] or parts)
    return squeeze(said.replace("_", " ").replace("\0", "-").replace("\1", "_"))


def _path(source: str) -> str:
    try:
        return urlsplit(source).path
    except ValueError:  # it is no address
        return ""


def tables(text: str) -> list[Table]:
    """Return the HTML tables of a text, whatever stands around them."""
    parser = _Parser()
    parser.feed(parseable(text))
    parser.close()
    parser.end_table()
    return parser.tables


def item(text: str, line: int) -> Cell:
    """Return what a piece of Markdown says, HTML in it included."""
    parser = _Parser()
    parser.begin_cell(Cell(line))
    parser.feed(parseable(_as_html(text)))
    parser.close()
    return parser.end_cell()


def _as_html(text: str) -> str:
    """Return Markdown's links, images and emphasis as HTML, which one parser reads."""
    return _INLINE.sub(_element, text)


def _element(match: re.Match[str]) -> str:
    said = {name: value for name, value in match.groupdict().items() if value}
    if "source" in said:
        return f'<img src="{_attribute(said["source"])}" alt="{_attribute(match["alt"])}">'
    if "url" in said or "bare" in said:
        inner = _as_html(said.get("text", ""))
        return f'<a href="{_attribute(said.get("url") or said["bare"])}">{inner}</a>'
    if "strong" in said:
        return f"<strong>{_as_html(said['inner'])}</strong>"
    if "mark" in said:
        return f"<em>{said['emphasis']}</em>"
    return escape(said.get("code") or said["escaped"])


def _attribute(text: str) -> str:
    return escape(unescape(text))


class _Parser(HTMLParser):
    """Takes tables, or a piece of text, apart into cells."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self._rows: list[Row] | None = None
        self._cell: Cell | None = None
        self._first = 0
        self._link: str | None = None
        self._said = ""
        self._inside: list[str] = []

    def set_cdata_mode(self, *_: object, **__: object) -> None:
        """Read on behind <script>, <title> and the like: a title may speak of them, and GitHub runs none."""

    def begin_cell(self, cell: Cell) -> None:
        """Let what follows be in a cell."""
        self._cell, self._inside, self._link = cell, [], None

    def end_cell(self) -> Cell:
        """End the cell and return it."""
        self._end_link()
        cell, self._cell = self._cell or Cell(0), None
        cell.strong, cell.small = squeeze(cell.strong), squeeze(cell.small)
        cell.emphasis = list(filter(None, map(squeeze, cell.emphasis)))
        return cell

    def end_table(self) -> None:
        """End the table, if one has begun."""
        self._end_of_cell()
        if self._rows is not None:
            self.tables.append(Table(self._first, self.getpos()[0], [row for row in self._rows if row]))
        self._rows = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin what a tag begins."""
        values = {name: value or "" for name, value in attrs}
        if tag == "table":
            self.end_table()
            self._rows, self._first = [], self.getpos()[0]
        elif tag == "tr" and self._rows is not None:
            self._end_of_cell()
            self._rows.append([])
        elif tag in ("td", "th") and self._rows is not None:
            self._end_of_cell()
            columns = values.get("colspan", "")
            self.begin_cell(
                Cell(
                    self.getpos()[0], int(columns) if _COLUMNS.fullmatch(columns) else 1, heading=tag == "th"
                )
            )
        elif self._cell is not None:
            self._begin_inside(self._cell, tag, values)

    def _begin_inside(self, cell: Cell, tag: str, values: dict[str, str]) -> None:
        if tag == "br":
            cell.text += "\n"
        elif tag == "img":
            said = badge_text(values.get("src", ""), values.get("alt", ""))
            if self._link is not None:
                self._said += f" {said}"
            elif said:
                cell.badges.append(said)
        elif tag == "a":
            self._end_link()
            self._link, self._said = values.get("href", ""), ""
        elif tag in ("strong", "b", "em", "i", "sub", "small"):
            self._inside.append(tag)
            if tag in ("em", "i"):
                cell.emphasis.append("")

    def handle_endtag(self, tag: str) -> None:
        """End what a tag ends."""
        if tag == "table":
            self.end_table()
        elif tag in ("td", "th", "tr"):
            self._end_of_cell()
        elif tag == "a":
            self._end_link()
        elif tag in self._inside:
            del self._inside[self._inside.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Put text where it belongs."""
        cell = self._cell
        if cell is None:
            return
        flat = data.replace("\n", " ").replace("\r", " ")
        cell.text += flat
        if self._link is not None:
            self._said += flat
        if {"strong", "b"} & set(self._inside):
            cell.strong += flat
        if {"em", "i"} & set(self._inside):
            cell.emphasis[-1] += flat
        if {"sub", "small"} & set(self._inside):
            cell.small += flat

    def _end_link(self) -> None:
        if self._cell is not None and self._link:
            self._cell.links.append(Anchor(squeeze(self._said), self._link.strip()))
        self._link = None

    def _end_of_cell(self) -> None:
        if self._cell is None or self._rows is None:
            return
        if not self._rows:
            self._rows.append([])
        self._rows[-1].append(self.end_cell())
