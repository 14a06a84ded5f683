"""DBLP, which knows where computer science was published: a record by its key, or several by title."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple
from urllib.parse import quote, urlencode

from headcat.fetch import Found
from headcat.fetch.agent import base
from headcat.fetch.client import Client
from headcat.fetch.shapes import items, mapping, parsed_bibtex, parsed_json, text, texts
from headcat.words.folding import words
from headcat.words.wording import from_html, person

NAME: Final = "DBLP"
_PREPRINTS: Final = "corr"
# What tells people of one name apart.
_HOMONYM: Final = r"(?<!\s)\s++\d{4}$"


class Row(NamedTuple):
    """A publication that DBLP knows; all is text, what it does not say is empty."""

    key: str
    title: str
    authors: tuple[str, ...]
    venue: str
    year: str
    type: str
    doi: str
    url: str


def find(client: Client, value: str) -> Found:
    """Return the publication of a key, as `conf/emnlp/BeispielM24`.

    Raises:
        NotThereError: there is none.
        NetworkError: DBLP does not answer, or not as it does.

    """
    url = f"{base('dblp', 'https://dblp.org')}/rec/{quote(value, safe='/:')}.bib"
    return client.get(NAME, url, lambda body: _record(body, value))


def search(client: Client, title: str) -> list[Row]:
    """Return the publications that have the words of a title; preprints are passed over.

    Raises:
        NetworkError: DBLP does not answer, or not as it does.

    """
    # Words alone: its query language has signs of its own.
    query = {"q": " ".join(words(title)), "format": "json", "h": "10", "f": "0", "c": "0"}
    url = f"{base('dblp', 'https://dblp.org')}/search/publ/api?{urlencode(query)}"
    return client.get(NAME, url, _rows)


def _record(body: bytes, value: str) -> Found:
    draft = parsed_bibtex(NAME, body)
    draft = replace(
        draft,
        authors=tuple(re.sub(_HOMONYM, "", author) for author in draft.authors),
        ids={kind: name.lower() if kind == "doi" else name for kind, name in draft.ids.items()},
    )
    return Found(NAME, draft, details={"key": value})


def _rows(body: bytes) -> list[Row]:
    hits = mapping(mapping(parsed_json(NAME, body).get("result")).get("hits"))
    rows = (_row(mapping(mapping(hit).get("info"))) for hit in items(hits.get("hit")))
    return [row for row in rows if row.venue.lower() != _PREPRINTS]


def _row(info: Mapping[str, Any]) -> Row:
    authors = items(mapping(info.get("authors")).get("author"))
    names = (from_html(text(mapping(author).get("text"))) for author in authors)
    key, year, kind, doi, url = (
        from_html(text(info.get(name))) for name in ("key", "year", "type", "doi", "ee")
    )
    # Of several names the first may be the main conference of a workshop; "ACL (1)" is a volume.
    venue = re.sub(r" \(\d+\)$", "", ", ".join(map(from_html, texts(info.get("venue")))))
    return Row(
        key=key,
        title=from_html(text(info.get("title"))).removesuffix("."),
        authors=tuple(person(re.sub(_HOMONYM, "", name)) for name in names),
        venue=venue,
        year=year,
        type=kind,
        doi=doi.lower(),
        url=url,
    )
