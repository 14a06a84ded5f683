"""One paper whole, as text that wraps; its links are numbered, for the keys that open them."""

from collections.abc import Iterator

from textual.content import Content

from headcat.formats.plain import fields
from headcat.index.searching import Term
from headcat.model import LINK_KINDS, Link, Paper
from headcat.tui.text import Piece, joined, marked, plain

_KEYS = 9  # the digits that open a link
_LOOKS = {"authors": "", "heads": "ansi_cyan", "venue": "", "summary": ""}


def numbered_links(paper: Paper) -> list[Link]:
    """Return a paper's links in the order of the keys that open them, the paper's own first."""
    main = paper.main_url()
    return sorted(paper.links, key=lambda link: link.url != main)[:_KEYS]


def described(paper: Paper, terms: tuple[Term, ...]) -> Content:
    """Return all that a paper says, with what was looked for marked."""
    return Content("\n").join(_paragraphs(paper, terms))


def _paragraphs(paper: Paper, terms: tuple[Term, ...]) -> Iterator[Content]:
    said = list(fields(paper))
    yield joined(*marked(paper.title, "title", terms, "bold"))
    yield _listed([text for name, text in said if name == "author"], "authors", terms)
    yield joined(
        (f"{paper.date}  ", ""), *marked(paper.venue or "", "venue", terms), (f"  {paper.key}", "dim")
    )
    if paper.heads:
        yield _listed(paper.heads, "heads", terms)
    if paper.summary:
        yield plain("")
        for name, text in paper.summary.parts():
            yield joined((f"{name}: ", "dim"), *marked(text, "summary", terms))
    if paper.links:
        yield plain("")
        numbers = {link: str(number) for number, link in enumerate(numbered_links(paper), 1)}
        for link in (*numbers, *(link for link in paper.links if link not in numbers)):
            yield joined((f"{numbers.get(link, ' ')} ", "bold"), (f"{link.kind}: ", "dim"), (link.url, ""))
    yield from _rest(paper, said, terms)


def _listed(names: "list[str] | tuple[str, ...]", column: str, terms: tuple[Term, ...]) -> Content:
    return joined(*marked(", ".join(names), column, terms, _LOOKS[column]))


def _rest(paper: Paper, said: list[tuple[str, str]], terms: tuple[Term, ...]) -> Iterator[Content]:
    """Yield what has no place of its own: identifiers, the version of record, notes, other fields."""
    shown = {"key", "title", "author", "date", "venue", "head", *LINK_KINDS}
    if paper.summary:
        shown |= {name for name, _ in paper.summary.parts()}
    rest = [(name, text) for name, text in said if name not in shown]
    if rest:
        yield plain("")
    for name, text in rest:
        column = {"published as": "title"}.get(name, "")
        value: list[Piece] = list(marked(text, column, terms)) if column else [(text, "")]
        yield joined((f"{name}: ", "dim"), *value)
