"""RIS, which nearly every reference manager reads: a line a tag, each ended by CRLF.

Source: Research Information Systems, "RIS Format Specifications", 2011. The version of record is
cited; what else the catalogue knows travels in C8, one of the tags that are left to programs.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from headcat.formats import Context
from headcat.formats.carried import NAME, carried
from headcat.formats.cited import Cited, version_of_record
from headcat.model import Paper
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import json_visible, visible
from headcat.words.folding import squeeze
from headcat.words.names import split_name
from headcat.words.wording import parted, person

_TYPES: Final = {
    "proceedings": "CPAPER",
    "workshop": "CPAPER",
    "journal": "JOUR",
    "preprint": "UNPB",
    "web": "ELEC",
}
# What a catalogue may keep of a reference, and the tag.
_KEPT: Final = {
    "volume": "VL",
    "number": "IS",
    "publisher": "PB",
    "address": "CY",
    "edition": "ET",
    "issn": "SN",
    "isbn": "SN",
    "language": "LA",
}


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield a record for each paper, parted by empty lines."""
    separator = ""
    for paper in papers:
        lines = (f"{tag}  - {text}\r\n" for tag, text in _tags(paper, context.vocabulary) if text)
        yield separator + "".join(lines) + "ER  - \r\n"
        separator = "\r\n"


def _tags(paper: Paper, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    record = version_of_record(paper, vocabulary)
    venue = record.venue
    yield "TY", _TYPES[venue.kind] if venue else "GEN"
    yield "ID", visible(paper.key)
    yield "TI", visible(record.title)
    yield from (("AU", _name(author)) for author in record.authors)
    yield "PY", visible(record.year or paper.year)
    yield "DA", "" if record.year else visible(paper.date.replace("-", "/"))
    yield "T2", visible((venue and (venue.full or venue.name)) or paper.venue or "")
    pages = paper.extra.get("pages")
    first, _, last = pages.replace("–", "-").partition("-") if isinstance(pages, str) else ("", "", "")
    yield from (("SP", visible(first.strip())), ("EP", visible(last.strip("- "))))
    for name, tag in _KEPT.items():
        said = paper.extra.get(name)
        yield tag, visible(said) if isinstance(said, str) else ""
    yield "AN", f"arXiv:{visible(paper.ids['arxiv'])}" if "arxiv" in paper.ids else ""
    yield "DO", visible(paper.ids.get("doi", ""))
    yield "UR", visible(paper.main_url() or "")
    yield from (("KW", visible(head)) for head in paper.heads)
    yield "C8", f"{NAME} {_own(paper, record)}"


def _own(paper: Paper, record: Cited) -> str:
    """Return what the record itself does not say, as JSON that keeps when white space is squeezed."""
    said = {"key"}
    if squeeze(visible(record.title)) == paper.title:
        said.add("title")
    if tuple(map(_read, record.authors)) == paper.authors:
        said.add("authors")
    text = json_visible(json.dumps(carried(paper, said)))
    return text.replace("  ", " \\u0020")


@lru_cache(maxsize=16_384)  # people come again and again
def _name(author: str) -> str:
    return visible(split_name(author).sorted_form())


@lru_cache(maxsize=16_384)
def _read(author: str) -> str:
    """Return what is made of a name where it is read again."""
    family, comma, rest = _name(author).partition(",")
    if not comma:
        return person(family)
    given, _, suffix = rest.partition(",")
    return parted(given.strip(), family.strip(), suffix.strip())
