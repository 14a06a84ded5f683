"""BibLaTeX for biber: what BibTeX has no fields for, dates to the day and pages of the web.

Source: Kime, Wemheuer, Lehman, "The biblatex Package", sections 2.1 and 2.2. What is escaped, and how
titles and names are written, is BibTeX's.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from headcat.formats import Context
from headcat.formats.bibtex import composed, escape, kept, located, people, title
from headcat.formats.cited import Cited, version_of_record
from headcat.model import Paper
from headcat.words.dates import is_date

# Fields that an entry brought into the catalogue, as BibTeX calls them and as BibLaTeX does, by the
# types that have them: biber warns of a field that a type has not.
_EDITED: Final = {"editor": "editor", "volume": "volume", "number": "number", "series": "series"}
_KEPT: Final[dict[str, dict[str, str]]] = {
    "article": {**_EDITED, "pages": "pages", "issn": "issn"},
    "inproceedings": {
        **_EDITED,
        "pages": "pages",
        "publisher": "publisher",
        "address": "location",
        "isbn": "isbn",
    },
    "misc": {"editor": "editor", "address": "location"},
    "online": {"editor": "editor"},
}


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield an entry for each paper, parted by empty lines."""
    separator = ""
    for paper in papers:
        record = version_of_record(paper, context.vocabulary)
        kind, container = _container(paper, record)
        date = record.year or (paper.date if is_date(paper.date) else escape(paper.date))
        fields = [
            ("title", title(record.title)),
            ("author", people(record.authors)),
            *container,
            *kept(paper, _KEPT[kind]),
            ("date", date),
            *_eprint(paper),
            *located(paper),
        ]
        yield separator + composed(paper.key, kind, fields, ascii_only=context.ascii)
        separator = "\n"


def _eprint(paper: Paper) -> list[tuple[str, str]]:
    if "arxiv" not in paper.ids:
        return []
    names = {"primaryclass": "eprintclass"}
    return [("eprint", paper.ids["arxiv"]), ("eprinttype", "arxiv"), *kept(paper, names)]


def _container(paper: Paper, record: Cited) -> tuple[str, list[tuple[str, str]]]:
    """Return the entry type and the field that names where the paper appeared."""
    venue = record.venue
    online = "online" if paper.ids.keys() & {"arxiv", "doi"} or paper.main_url() else "misc"
    if venue is None:
        return ("misc", [("howpublished", escape(paper.venue))]) if paper.venue else (online, [])
    full = escape(venue.full or venue.name)
    if venue.kind in ("proceedings", "workshop"):
        return "inproceedings", [("booktitle", full)]
    if venue.kind == "journal":
        return "article", [("journaltitle", full)]
    if venue.kind == "preprint" and "arxiv" in paper.ids:
        return online, []
    return online, [("organization", full)]
