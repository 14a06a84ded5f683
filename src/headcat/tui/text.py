"""Text of the catalogue as Textual's `Content`: nothing in it is markup, nothing unseen stays unseen."""

from collections.abc import Iterator

from textual.content import Content

from headcat.index.searching import Term, marks
from headcat.words.escaping import visible

Piece = tuple[str, str]
FOUND = "bold underline ansi_yellow"


def plain(text: str, look: str = "") -> Content:
    """Return a text in a look."""
    return Content.assemble((visible(text), look))


def joined(*pieces: Piece) -> Content:
    """Return texts, each in its look, side by side."""
    return Content.assemble(*((visible(text), look) for text, look in pieces))


def marked(text: str, column: str, terms: tuple[Term, ...], look: str = "") -> Iterator[Piece]:
    """Yield a text in pieces, those that were looked for in a look of their own.

    Args:
        text: the text.
        column: the column of the full-text index that it is in.
        terms: what was looked for.
        look: that of the rest.

    """
    position = 0
    for start, end in marks(text, column, terms):
        yield text[position:start], look
        yield text[start:end], FOUND
        position = end
    yield text[position:], look


def cell(content: Content, width: int) -> Content:
    """Return a content that is just so wide, cut or filled with spaces."""
    return content.truncate(width, ellipsis=True, pad=True)
