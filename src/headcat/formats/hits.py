"""Papers that a search found, for a terminal: the words that were looked for, and where they stand."""

from collections.abc import Iterable, Iterator

from headcat.formats import Context
from headcat.formats.columns import Cell, Column, Look, Part, drawn
from headcat.index.searching import Term, marks, parse
from headcat.model import Paper
from headcat.words.identifiers import is_web_address
from headcat.words.names import split_name

_MARKED = "bold yellow"
_COLUMNS = (Column("Date", most=10), Column("Paper"), Column("Venue", most=14))
_AROUND = 70  # letters of a snippet before and behind what was found


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield a table of papers with the words of `context.search` marked, and a last line that counts."""
    terms = parse(context.search).sought()
    papers = list(papers)
    if papers:
        rows = (_row(paper, terms) for paper in papers)
        look = Look(context.color, context.hyperlinks)
        yield from drawn(_COLUMNS, rows, context.width, look)
    yield f"{len(papers)} paper{'' if len(papers) == 1 else 's'}\n"


def _row(paper: Paper, terms: tuple[Term, ...]) -> list[Cell]:
    url = paper.main_url()
    link = url if url and is_web_address(url) else None
    about = [Part(f"{paper.key}  ", "dim"), *_marked(", ".join(paper.heads), "heads", terms, "cyan")]
    title = list(_marked(paper.title, "title", terms, link=link))
    found = [title, about, *([snippet] if (snippet := _snippet(paper, terms)) else [])]
    return [[[Part(paper.date)]], found, [list(_marked(paper.venue or "", "venue", terms))]]


def _marked(
    text: str, column: str, terms: tuple[Term, ...], look: str = "", link: str | None = None
) -> Iterator[Part]:
    """Yield a text in parts, those that were looked for in a look of their own."""
    position = 0
    for start, end in marks(text, column, terms):
        if start > position:
            yield Part(text[position:start], look, link)
        yield Part(text[start:end], _MARKED, link)
        position = end
    if position < len(text):
        yield Part(text[position:], look, link)


def _snippet(paper: Paper, terms: tuple[Term, ...]) -> list[Part]:
    """Return where words stand that neither title, heads nor venue show; empty where they show all."""
    texts = [("summary", text) for _, text in (paper.summary.parts() if paper.summary else ())]
    texts += [("authors", split_name(name).display()) for name in paper.authors]
    texts += [("title", (paper.published and paper.published.title) or "")]
    column, text = max(texts, key=lambda each: len(list(marks(each[1], each[0], terms))))
    found = next(marks(text, column, terms), None)
    if found is None:
        return []
    start = text.find(" ", found[0] - _AROUND, found[0]) + 1 if found[0] > _AROUND else 0
    end = text.find(" ", found[1] + _AROUND)
    before, behind = "… " if start else "", "" if end < 0 else " …"
    shown = " ".join(text[start : end if end >= 0 else len(text)].split())
    return [Part(before, "dim"), *_marked(shown, column, terms, "dim"), Part(behind, "dim")]
