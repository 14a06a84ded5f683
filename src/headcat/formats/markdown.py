"""Markdown as GitHub renders it (GFM 0.29), in three layouts.

`awesome` is a section a year with an HTML table, `table` one GFM table, `list` a bulleted list.
Heads are text, so that the browser's search finds them; badges are on request.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from urllib.parse import quote

from headcat.formats import Context
from headcat.model import Paper
from headcat.words.escaping import html, markdown, visible
from headcat.words.names import split_name

LAYOUTS = ("awesome", "table", "list")
_LABELS = {"innovation": "Innovation", "tasks": "Tasks", "result": "Significant Result"}
_NAMED = 2  # as many authors are named; of more only the first
_BADGE = "https://img.shields.io/badge/{}-blue"


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield the papers in the context's layout."""
    layouts: dict[str, Callable[[Iterable[Paper], Context], Iterator[str]]] = {
        "awesome": _awesome,
        "table": _table,
        "list": _list,
    }
    yield from layouts[context.layout](papers, context)


def _awesome(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    row = partial(_row, badges=context.badges)
    blank = ""
    for year, group in groupby(papers, key=lambda paper: paper.year):
        yield f"{blank}## {markdown(year)}\n\n<table>\n<thead>\n<tr>"
        yield "<th>Date</th><th>Paper &amp; Summary</th><th>Heads</th><th>Links</th>"
        yield "</tr>\n</thead>\n<tbody>\n"
        yield from map(row, group)
        yield "</tbody>\n</table>\n"
        blank = "\n"


def _row(paper: Paper, *, badges: bool) -> str:
    """Return a table row; a blank line inside would end the HTML block (GFM, section 4.6)."""
    lines = [f"<strong>{_anchor(paper.title, paper.main_url())}</strong>"]
    lines.append("<sub>" + " · ".join(map(html, filter(None, (_byline(paper), paper.venue)))) + "</sub>")
    parts = paper.summary.parts() if paper.summary else ()
    lines += [f"• <em>{_LABELS[name]}:</em> {html(text)}" for name, text in parts]
    heads = [_badge_html(name) if badges else html(name) for name in paper.heads]
    links = [_anchor(link.kind.capitalize(), link.url) for link in paper.links]
    cells = ("<br>\n".join(lines), "<br>\n".join(heads), "<br>\n".join(links))
    date = f'<td valign="top" nowrap="nowrap">{html(paper.date)}</td>\n'
    return f"<tr>\n{date}" + "".join(f'<td valign="top">{cell}</td>\n' for cell in cells) + "</tr>\n"


def _table(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    yield "| Date | Paper | Heads | Venue | Links |\n| --- | --- | --- | --- | --- |\n"
    for paper in papers:
        heads = [_badge(name) if context.badges else markdown(name) for name in paper.heads]
        cells = (
            markdown(paper.date),
            _link(paper.title, paper.main_url()),
            " ".join(heads) if context.badges else ", ".join(heads),
            markdown(paper.venue or ""),
            " · ".join(_link(link.kind.capitalize(), link.url) for link in paper.links),
        )
        yield f"| {' | '.join(cells)} |\n"


def _list(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    for paper in papers:
        heads = [_badge(name) if context.badges else markdown(name) for name in paper.heads]
        about = filter(None, (markdown(_byline(paper)), markdown(paper.venue or ""), markdown(paper.date)))
        extra = [_link(link.kind.capitalize(), link.url) for link in paper.links if link.kind != "paper"]
        yield f"- **{_link(paper.title, paper.main_url())}** ({', '.join(about)})"
        yield f" {' '.join(extra)}" if extra else ""
        yield f" — {(' ' if context.badges else ', ').join(heads)}\n" if heads else "\n"
        for name, text in paper.summary.parts() if paper.summary else ():
            yield f"  - {_LABELS[name]}: {markdown(text)}\n"


def _byline(paper: Paper) -> str:
    names = [split_name(name).display() for name in paper.authors]
    return f"{names[0]} et al." if len(names) > _NAMED else " and ".join(names)


def _anchor(text: str, url: str | None) -> str:
    return f'<a href="{html(url)}">{html(text)}</a>' if _is_safe(url) and url else html(text)


def _link(text: str, url: str | None) -> str:
    text = visible(text).strip()  # white space inside a mark of emphasis undoes it
    if not url or not _is_safe(url):
        return markdown(text)
    # GFM reads entities in an address too.
    target = quote(visible(url), safe="/:?#@!$&*+,;=%~-._").replace("&", "&amp;")
    return f"[{markdown(text)}]({target})"


def _is_safe(url: str | None) -> bool:
    return url is not None and url.lower().startswith(("https://", "http://"))


def _badge(name: str) -> str:
    return f"![{markdown(name)}]({_badge_url(name)})"


def _badge_html(name: str) -> str:
    return f'<img src="{html(_badge_url(name))}" alt="{html(name)}">'


def _badge_url(name: str) -> str:
    """Return the address of a shields.io badge; hyphens and underscores are written twice there."""
    text = visible(name).replace("-", "--").replace("_", "__")
    return _BADGE.format(quote(text, safe=""))
