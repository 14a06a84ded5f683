"""Crossref, which knows the papers behind most DOIs: one by its DOI, or several by title and author."""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, urlencode

from headcat.fetch import Found
from headcat.fetch.agent import base
from headcat.fetch.client import Client
from headcat.fetch.shapes import items, mapping, parsed_json, text
from headcat.model import Draft
from headcat.words.dates import is_date, span
from headcat.words.wording import from_html, organisation, parted, seen

NAME: Final = "Crossref"
_SELECTED: Final = "DOI,title,author,issued,type,container-title"
_DATES: Final = ("published-online", "published-print", "posted", "published", "issued")
_PREPRINT: Final = "posted-content"
_WARNINGS: Final = ("retraction", "withdrawal", "removal", "expression_of_concern", "correction", "erratum")


def find(client: Client, value: str) -> Found:
    """Return the paper behind a DOI.

    Raises:
        NotThereError: Crossref does not know it.
        NetworkError: it does not answer, or not as it does.

    """
    url = f"{base('crossref', 'https://api.crossref.org')}/works/{quote(value, safe='')}"
    return client.get(NAME, url, lambda body: _found(mapping(parsed_json(NAME, body).get("message")), value))


def search(client: Client, title: str, author: str) -> list[Found]:
    """Return the papers that look most like one of a title and author, best first.

    Args:
        client: the client.
        title: its title.
        author: a family name, or nothing.

    Raises:
        NetworkError: Crossref does not answer, or not as it does.

    """
    query = {"query.bibliographic": title, "query.author": author, "rows": "3", "select": _SELECTED}
    parameters = urlencode({name: words for name, words in query.items() if words})
    url = f"{base('crossref', 'https://api.crossref.org')}/works?{parameters}"
    return client.get(NAME, url, _listed)


def _listed(body: bytes) -> list[Found]:
    message = mapping(parsed_json(NAME, body).get("message"))
    return [_found(mapping(item), "") for item in items(message.get("items"))]


def _found(work: Mapping[str, Any], asked: str) -> Found:
    doi = seen(text(work.get("DOI"))) or asked
    date = _date(work)
    kind = from_html(text(work.get("type")))
    details = {
        "type": kind,
        "publisher": from_html(text(work.get("publisher"))),
        "preprint_of": _related(work, "is-preprint-of"),
    }
    draft = Draft(
        title=_title(work),
        authors=tuple(filter(None, map(_author, items(work.get("author"))))),
        date=date,
        venue=_venue(work, date),
        # Its letters' case means nothing: the form that was asked for is as good.
        ids={"doi": asked if doi.lower() == asked.lower() else doi} if doi else {},
    )
    return Found(
        source=NAME,
        draft=draft,
        abstract=from_html(text(work.get("abstract"))),
        doubts=tuple(_doubts(work, preprint=kind == _PREPRINT)),
        details={name: words for name, words in details.items() if words},
    )


def _title(work: Mapping[str, Any]) -> str:
    title, subtitle = (from_html(text(work.get(name))) for name in ("title", "subtitle"))
    return f"{title}: {subtitle}" if title and subtitle and subtitle not in title else title


def _author(author: Any) -> str:
    parts = mapping(author)
    given, family, suffix = (from_html(text(parts.get(name))) for name in ("given", "family", "suffix"))
    return parted(given, family, suffix) or organisation(from_html(text(parts.get("name"))))


def _date(work: Mapping[str, Any]) -> str:
    """Return the earliest of all dates, and of those that may mean the same day, the most precise."""
    dates = [date for date in (_parts(work.get(name)) for name in _DATES) if date]
    return min(dates, key=lambda date: span(date)[1], default="")


def _parts(value: Any) -> str:
    parts = next((items(part) for part in items(mapping(value).get("date-parts"))), [])
    numbers = [part for part in parts[:3] if isinstance(part, int)]
    date = "-".join(f"{number:0{4 if index == 0 else 2}}" for index, number in enumerate(numbers))
    return date if is_date(date) else date[:4] if is_date(date[:4]) else ""


def _venue(work: Mapping[str, Any], date: str) -> str:
    if text(work.get("type")) == _PREPRINT:
        return from_html(text([text(mapping(each).get("name")) for each in items(work.get("institution"))]))
    name = from_html(text(work.get("container-title")))
    # A volume is named after the year of its print, which may be later than the paper's first day.
    year = (_parts(work.get("published-print")) or date)[:4]
    return f"{name} {year}".strip() if name and not name.endswith(year or " ") else name


def _related(work: Mapping[str, Any], name: str) -> str:
    related = map(mapping, items(mapping(work.get("relation")).get(name)))
    return next((from_html(text(each.get("id"))) for each in related if each.get("id-type") == "doi"), "")


def _doubts(work: Mapping[str, Any], *, preprint: bool) -> Iterator[str]:
    for update in map(mapping, items(work.get("updated-by"))):
        if update.get("type") in _WARNINGS:
            kind = from_html(text(update.get("label")) or text(update.get("type"))).lower()
            yield f"Crossref knows of a {kind}: https://doi.org/{from_html(text(update.get('DOI')))}"
    if preprint:
        yield "Crossref calls it a preprint"
