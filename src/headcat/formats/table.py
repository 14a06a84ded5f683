"""Tables for a terminal, drawn by rich; text from the catalogue never becomes markup.

A wide terminal gets a column each for date, key, title, heads and venue; a narrow one gets the title
over key and heads, so that nothing is squeezed into columns of a few letters.
"""

from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import TYPE_CHECKING, Any

from headcat.escaping import visible
from headcat.formats import Context
from headcat.formats.plain import fields
from headcat.model import STAGES, Head, Paper

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text
    from rich.tree import Tree

_WIDE = 110
_UNPLACED = "Not placed"


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield a table of papers, and a last line that counts them."""
    from rich.table import Table

    papers = list(papers)
    if papers:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=False, header_style="bold")
        fill = _fill_wide if context.width >= _WIDE else _fill_narrow
        fill(table, papers)
        yield _rendered(table, context)
    yield f"{len(papers)} paper{'' if len(papers) == 1 else 's'}\n"


def write_one(paper: Paper, context: Context) -> Iterator[str]:
    """Yield a whole paper, a field a row."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    previous = ""
    for name, value in fields(paper):
        url = value if value.startswith(("https://", "http://")) else None
        style = "bold" if name == "title" else "cyan" if name == "head" else ""
        if value:
            table.add_row("" if name == previous else visible(name), _text(value, style, url))
        previous = name
    yield _rendered(table, context)


def write_heads(heads: Iterable[Head], counts: Mapping[str, int], context: Context) -> Iterator[str]:
    """Yield the vocabulary as a tree: stages, groups, heads with the number of their papers."""
    from rich.console import Group
    from rich.tree import Tree

    heads = list(heads)
    trees = []
    for stage in (*STAGES, None):
        members = [head for head in heads if head.stage == stage]
        if not members:
            continue
        tree = Tree(_text(stage or _UNPLACED, "bold"), guide_style="dim")
        for group in dict.fromkeys(head.group for head in sorted(members, key=_group_order)):
            branch = tree.add(_text(group, "italic")) if group else tree
            _add_heads(branch, [head for head in members if head.group == group], counts)
        trees.append(tree)
    yield _rendered(Group(*trees), context)
    yield f"{len(heads)} heads; the number is that of the papers that name the head\n"


def _group_order(head: Head) -> tuple[bool, str]:
    return head.group is None, head.group or ""


def _add_heads(branch: "Tree", heads: list[Head], counts: Mapping[str, int]) -> None:
    """Add heads to a branch, narrower ones under the head that is broader."""
    names = {head.name for head in heads}

    def grow(parent: "Tree", head: Head) -> None:
        label = _text(head.name, "cyan").append(f" {counts.get(head.name, 0)}", style="bold")
        if head.aliases:
            label.append(f"  {visible(', '.join(head.aliases))}", style="dim")
        node = parent.add(label)
        for narrower in heads:
            if narrower.broader == head.name:
                grow(node, narrower)

    for head in heads:
        if head.broader not in names:
            grow(branch, head)


def _fill_wide(table: Any, papers: list[Paper]) -> None:
    table.add_column("Date", no_wrap=True)
    table.add_column("Key", style="dim", no_wrap=True, max_width=26)
    table.add_column("Title", ratio=5, min_width=30)
    table.add_column("Heads", style="cyan", ratio=3, min_width=20)
    table.add_column("Venue", max_width=18)
    for paper in papers:
        title = _text(paper.title, "", paper.main_url())
        heads = _text(", ".join(paper.heads))
        table.add_row(_text(paper.date), _text(paper.key), title, heads, _text(paper.venue or ""))


def _fill_narrow(table: Any, papers: list[Paper]) -> None:
    from rich.text import Text

    table.add_column("Date", no_wrap=True)
    table.add_column("Paper", ratio=1)
    table.add_column("Venue", max_width=14)
    for paper in papers:
        about = _text(", ".join(paper.heads), "cyan")
        key = _text(paper.key, "dim")
        lines = [_text(paper.title, "", paper.main_url()), key.append("  ").append_text(about)]
        table.add_row(_text(paper.date), Text("\n").join(lines), _text(paper.venue or ""))


def _text(text: str, style: str = "", url: str | None = None) -> "Text":
    """Return text that is shown as it is, and is a link where there is an address."""
    from rich.style import Style
    from rich.text import Text

    return Text(visible(text), style=Style.parse(style) + Style(link=url) if url else style)


def _rendered(renderable: "RenderableType", context: Context) -> str:
    """Return what rich prints, without the spaces that it fills lines with."""
    console = _console(context)
    console.print(renderable)
    file = console.file
    text = file.getvalue() if isinstance(file, StringIO) else ""
    return "".join(line.rstrip() + "\n" for line in text.splitlines())


def _console(context: Context) -> "Console":
    from rich.console import Console

    return Console(
        file=StringIO(),
        width=context.width,
        force_terminal=context.color or context.hyperlinks,
        color_system="standard" if context.color else None,
        no_color=not context.color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
