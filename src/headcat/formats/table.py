"""Tables for a terminal, drawn by rich; text from the catalogue never becomes markup.

A wide terminal gets a column each for date, key, title, heads and venue; a narrow one gets the title
over key and heads, so that nothing is squeezed into columns of a few letters.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import TYPE_CHECKING

from headcat.formats import Context
from headcat.formats.columns import Cell, Column, Look, Part, drawn
from headcat.formats.plain import fields
from headcat.model import Head, Paper
from headcat.outline import outline
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from headcat.words.identifiers import is_web_address

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from headcat.formats.terms import Profile
    from headcat.upkeep.suggestions import Suggestion

_WIDE_FROM = 110
_WIDE = (
    Column("Date", most=10),
    Column("Key", most=28),
    Column("Title", share=5, least=30),
    Column("Heads", share=3, least=20),
    Column("Venue", most=18),
)
_NARROW = (Column("Date", most=10), Column("Paper"), Column("Venue", most=14))
_PLACES = {"stage": "bold", "group": "italic"}
_COLORS = r"\x1b\[[0-9;]*m"
_HYPERLINKS = r"\x1b\]8;[^\x1b]*\x1b\\"


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield a table of papers, and a last line that counts them."""
    papers = list(papers)
    if papers:
        columns, row = (_WIDE, _wide_row) if context.width >= _WIDE_FROM else (_NARROW, _narrow_row)
        look = Look(context.color, context.hyperlinks)
        yield from drawn(columns, map(row, papers), context.width, look)
    yield f"{len(papers)} paper{'' if len(papers) == 1 else 's'}\n"


def _wide_row(paper: Paper) -> list[Cell]:
    return [
        [[Part(paper.date)]],
        [[Part(paper.key, "dim")]],
        [[_title(paper)]],
        [[Part(", ".join(paper.heads), "cyan")]],
        [[Part(paper.venue or "")]],
    ]


def _narrow_row(paper: Paper) -> list[Cell]:
    about = [Part(paper.key, "dim"), Part("  "), Part(", ".join(paper.heads), "cyan")]
    return [[[Part(paper.date)]], [[_title(paper)], about], [[Part(paper.venue or "")]]]


def _title(paper: Paper) -> Part:
    url = paper.main_url()
    return Part(paper.title, "", url if url and is_web_address(url) else None)


def write_one(paper: Paper, context: Context) -> Iterator[str]:
    """Yield a whole paper, a field a row."""
    styles = {"title": "bold", "head": "cyan"}
    rows = ((name, _text(value, styles.get(name, ""), value)) for name, value in fields(paper) if value)
    yield _rendered(_fields_table(rows), context)


def write_head(profile: "Profile", context: Context) -> Iterator[str]:
    """Yield a whole head, a field a row; each paper with its date, key and title."""
    styles = {"name": "bold", "broader": "cyan", "narrower": "cyan", "occurs with": "cyan"}
    rows: list[tuple[str, RenderableType]] = []
    rows += [(name, _text(value, styles.get(name, ""))) for name, value in profile.fields()]
    rows += [("", _dated(profile.papers))] if profile.papers else []
    rows += [(name, _text(value, styles[name])) for name, value in profile.neighbours()]
    yield _rendered(_fields_table(rows), context)


def _dated(papers: Iterable[Paper]) -> "Table":
    """Return a table of dates and papers, so that long titles go on under their beginning."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for paper in papers:
        about = Text.assemble(_text(paper.key, "dim"), "  ", _text(paper.title, "", paper.main_url()))
        table.add_row(_text(paper.date), about)
    return table


def write_suggestions(found: Iterable["Suggestion"], context: Context) -> Iterator[str]:
    """Yield a table of heads that a paper may be on, with the words that speak for them."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Head", style="cyan", overflow="fold")
    table.add_column("Words", overflow="fold")
    for each in found:
        table.add_row(_text(f"{each.score:.2f}"), _text(each.head), _text(", ".join(each.words)))
    yield _rendered(table, context)


def write_heads(heads: Iterable[Head], counts: Mapping[str, int], context: Context) -> Iterator[str]:
    """Yield the vocabulary as a tree: stages, groups, heads with the number of their papers."""
    from rich.console import Group
    from rich.tree import Tree

    heads = list(heads)
    named = {head.name: head for head in heads}
    trees: list[Tree] = []
    branches: list[Tree] = []  # from the stage to what was added last
    for item in outline(Vocabulary(tuple(heads))):
        label = (
            _head(named[item.name], counts) if item.kind == "head" else _text(item.name, _PLACES[item.kind])
        )
        if item.depth:
            branches[item.depth :] = [branches[item.depth - 1].add(label)]
        else:
            branches = [Tree(label, guide_style="dim")]
            trees += branches
    yield _rendered(Group(*trees), context)
    counted = "1 head" if len(heads) == 1 else f"{len(heads)} heads"
    yield f"{counted}; the number is that of the papers that name the head or a narrower one\n"


def _head(head: Head, counts: Mapping[str, int]) -> "Text":
    label = _text(head.name, "cyan").append(f" {counts.get(head.name, 0)}", style="bold")
    if head.aliases:
        label.append(f"  {visible(', '.join(head.aliases))}", style="dim")
    return label


def _fields_table(rows: Iterable[tuple[str, "RenderableType"]]) -> "Table":
    """Return a table of names and values; a name that comes again is left out."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    previous = ""
    for name, value in rows:
        table.add_row(_text("" if name == previous else name), value)
        previous = name
    return table


def _text(text: str, style: str = "", url: str | None = None) -> "Text":
    """Return text that is shown as it is, and is a link where `url` is an address of the web."""
    from rich.style import Style
    from rich.text import Text

    link = Style(link=url) if url and is_web_address(url) else Style()
    return Text.assemble((visible(text), Style.parse(style) + link))


def _rendered(renderable: "RenderableType", context: Context) -> str:
    """Return what rich prints, without the spaces that it fills lines with.

    Rich has no links without colours and no colours without links: what is not wanted is taken out.
    """
    from rich.console import Console

    file = StringIO()
    console = Console(
        file=file,
        width=context.width,
        height=25,  # without it rich takes a dumb terminal's size for that of any text
        force_terminal=True,
        color_system="standard",
        no_color=False,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
    console.print(renderable)
    text = file.getvalue()
    if not context.color:
        text = re.sub(_COLORS, "", text)
    if not context.hyperlinks:
        text = re.sub(_HYPERLINKS, "", text)
    return "".join(line.rstrip() + "\n" for line in text.splitlines())
