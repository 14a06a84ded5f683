"""CSL-JSON, which reference managers and pandoc read: an item a paper, as an array, streamed.

Source: CSL-JSON 1.0.2, csl-data.json. The version of record is cited; what else the catalogue knows
travels in the variable `custom`.
"""

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from headcat.formats import Context
from headcat.formats.carried import NAME, carried
from headcat.formats.cited import Cited, version_of_record
from headcat.model import Paper
from headcat.vocabulary import Vocabulary
from headcat.words.dates import is_date
from headcat.words.escaping import json_visible
from headcat.words.names import split_name
from headcat.words.wording import from_html, organisation, parted

_TYPES: Final = {
    "proceedings": "paper-conference",
    "workshop": "paper-conference",
    "journal": "article-journal",
    "web": "webpage",
}
# What a catalogue may keep of a reference, as BibTeX and CSL call it, and the variable.
_KEPT: Final = {
    "volume": "volume",
    "issue": "issue",
    "page": "page",
    "pages": "page",
    "publisher": "publisher",
    "publisher-place": "publisher-place",
    "address": "publisher-place",
    "isbn": "ISBN",
    "ISBN": "ISBN",
    "issn": "ISSN",
    "ISSN": "ISSN",
}


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield an array of items, one on each line."""
    separator = "["
    for paper in papers:
        record = item(paper, context.vocabulary)
        yield f"{separator}\n{json_visible(json.dumps(record, ensure_ascii=False))}"
        separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def item(paper: Paper, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return a paper's item.

    Args:
        paper: the paper.
        vocabulary: where its venue is looked up.

    """
    record = version_of_record(paper, vocabulary)
    names = [name for author in record.authors if (name := _name(author))]
    said = {"key"}
    if from_html(record.title) == paper.title:
        said.add("title")
    if tuple(map(_read, record.authors)) == paper.authors:
        said.add("authors")
    variables = {
        "id": paper.key,
        "type": _TYPES.get(record.venue.kind, "article") if record.venue else "article",
        "title": record.title,
        "author": names,
        "issued": _issued(record.year or paper.date),
        **_container(paper, record),
        **{name: paper.extra[known] for known, name in _KEPT.items() if _is_text(paper.extra.get(known))},
        "DOI": paper.ids.get("doi"),
        "URL": paper.main_url(),
        "keyword": ", ".join(paper.heads),
        "custom": {NAME: carried(paper, said)},
    }
    return {name: value for name, value in variables.items() if value}


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _container(paper: Paper, record: Cited) -> dict[str, str]:
    """Return the variables that name where a paper appeared."""
    if record.venue is None or record.venue.kind != "preprint":
        named = record.venue and (record.venue.full or record.venue.name)
        return {"container-title": named or paper.venue or ""}
    arxiv = paper.ids.get("arxiv")
    number = {"number": f"arXiv:{arxiv}"} if arxiv else {}
    return {"publisher": record.venue.full or record.venue.name, **number}


def _issued(date: str) -> dict[str, Any]:
    if not is_date(date):
        return {"literal": date}
    return {"date-parts": [list(map(int, date.split("-")))]}


@lru_cache(maxsize=16_384)  # people come again and again
def _name(text: str) -> dict[str, str]:
    name = split_name(text)
    parts = (
        {"literal": name.family}
        if name.literal
        else {
            "family": name.family,
            "given": name.given,
            "non-dropping-particle": name.von,
            "suffix": name.suffix,
        }
    )
    return {part: said for part, said in parts.items() if said.strip()}


@lru_cache(maxsize=16_384)
def _read(author: str) -> str:
    """Return what is made of a name where it is read again."""
    name = _name(author)
    if "literal" in name:
        return organisation(name["literal"])
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    return parted(name.get("given", ""), family, name.get("suffix", ""))
