r"""A value holds a character that nobody sees.

Characters without width make two equal-looking names differ, and those that turn the direction of
writing make a text look like another. They come with text copied from web pages and PDFs; delete
them. Joiners, which some scripts need, are allowed.

Bad:

    papers:
      - key: adams2022heads
        title: "He\u200bads"
        authors: [Ada Adams]
        date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
"""

import re
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Declined, Head, Paper, Venue
from headcat.rules.inspection import Inspection

# Control characters (written as escapes in a quoted text), marks, embeddings, overrides and isolates
# of the Unicode bidirectional algorithm (UAX 9), line separators, and characters without width that
# make two equal-looking texts differ.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_Text: TypeAlias = tuple[tuple[str | int, ...], str]  # the path of a field, and what it says


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the values with an invisible character in them."""
    for record in inspection.reading.papers:
        # None of these characters is printable, and to ask for that takes no time.
        if not _joined(record.value).isprintable():
            yield from _invisible(record, _paper_texts(record.value))
    terms: list[Record[Head | Venue]] = [*inspection.reading.heads, *inspection.reading.venues]
    for term in terms:
        yield from _invisible(term, _term_texts(term.value))
    for declined in inspection.reading.declined:
        texts = ((("title",), declined.value.title or ""), (("reason",), declined.value.reason))
        yield from _invisible(declined, texts)


def _joined(paper: Paper) -> str:
    texts = [paper.title, *paper.authors, *paper.heads, paper.venue or "", paper.note or ""]
    if paper.summary is not None:
        texts += [paper.summary.innovation, paper.summary.tasks, paper.summary.result]
    if paper.published is not None:
        texts += [paper.published.title or "", *paper.published.authors]
    return "".join(texts)


def _paper_texts(paper: Paper) -> Iterator[_Text]:
    yield ("title",), paper.title
    yield from ((("authors", number), name) for number, name in enumerate(paper.authors))
    yield from ((("heads", number), name) for number, name in enumerate(paper.heads))
    for part, text in paper.summary.parts() if paper.summary else ():
        yield ("summary", part), text
    yield ("venue",), paper.venue or ""
    yield ("note",), paper.note or ""
    if paper.published is not None:
        yield ("published", "title"), paper.published.title or ""
        for number, name in enumerate(paper.published.authors):
            yield ("published", "authors", number), name


def _term_texts(term: Head | Venue) -> Iterator[_Text]:
    yield from ((("aliases", number), alias) for number, alias in enumerate(term.aliases))
    for name in ("name", "group", "definition", "full"):
        yield (name,), getattr(term, name, None) or ""


def _invisible(record: Record[Paper | Head | Venue | Declined], texts: Iterable[_Text]) -> Iterator[Problem]:
    for path, text in texts:
        match = _INVISIBLE.search(text)
        if match:
            message = f"invisible character U+{ord(match[0]):04X}; delete it"
            yield Problem("HC109", record.at(*path), message)
