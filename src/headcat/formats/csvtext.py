"""CSV (RFC 4180): a row a paper, under a header, as `headcat.readers.csvtext` reads it back.

Lists are parted by semicolons, for names have commas. A cell that a spreadsheet would take for a
formula is guarded by an apostrophe, unless `raw` says that nobody will open it with one.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final

from headcat.formats import Context
from headcat.model import LINK_KINDS, SUMMARY_PARTS, Paper, Published, Summary
from headcat.words.escaping import guarded, json_visible, visible_lines
from headcat.words.identifiers import ID_KINDS

COLUMNS: Final = (
    *("key", "title", "authors", "date", "venue"),
    *ID_KINDS,
    "heads",
    *LINK_KINDS,
    *SUMMARY_PARTS,
    *("note", "published title", "published authors", "extra"),
)


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield the header and a line for each paper, each ended by CRLF."""
    made = StringIO()
    writer = csv.writer(made)
    writer.writerow(COLUMNS)
    for paper in papers:
        cells = map(visible_lines, _cells(paper))
        writer.writerow(cells if context.raw else map(guarded, cells))
        yield made.getvalue()
        made.seek(0)
        made.truncate()
    yield made.getvalue()


def _cells(paper: Paper) -> Iterator[str]:
    published = paper.published or Published()
    summary = paper.summary or Summary()
    yield from (paper.key, paper.title, _joined(paper.authors), paper.date, paper.venue or "")
    yield from (paper.ids.get(kind, "") for kind in ID_KINDS)
    yield _joined(paper.heads)
    yield from (" ".join(link.url for link in paper.links if link.kind == kind) for kind in LINK_KINDS)
    yield from (getattr(summary, part) for part in SUMMARY_PARTS)
    yield from (paper.note or "", published.title or "", _joined(published.authors))
    yield json_visible(json.dumps(paper.extra, ensure_ascii=False)) if paper.extra else ""


def _joined(names: Sequence[str]) -> str:
    """Return a list as a cell; one name that may be taken for several ends with a semicolon."""
    text = "; ".join(names)
    return f"{text};" if len(names) == 1 and ("," in text or " and " in text or " & " in text) else text
