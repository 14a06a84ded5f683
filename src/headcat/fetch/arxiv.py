"""arXiv's query API: many papers in one answer, and the newest that match a query.

An answer names its papers in any order and leaves out what it does not have: each is known by its
own identifier. What a paper is dated by is its first version.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from headcat.errors import NetworkError
from headcat.fetch import Found, answers
from headcat.fetch.agent import base
from headcat.fetch.client import Client, StatusError
from headcat.fetch.shapes import parsed_xml, strange
from headcat.model import Draft
from headcat.words.identifiers import canonical
from headcat.words.wording import person, plain

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME: Final = "arXiv"
BATCH: Final = 100
_ATOM: Final = "{http://www.w3.org/2005/Atom}"
_ARXIV: Final = "{http://arxiv.org/schemas/atom}"
_ERROR: Final = "/api/errors#"
_MALFORMED: Final = 400
_DETAILS: Final = ("comment", "journal_ref", "doi")
_WITHDRAWN: Final = r"(?i)\b(?:withdrawn|retracted)\b"


def kept(client: Client, values: Sequence[str]) -> dict[str, Found]:
    """Return the papers, of those asked for, that need no asking, by their identifiers."""
    bodies = ((value, client.kept(NAME, value)) for value in values)
    return {value: _found(parsed_xml(NAME, body), value) for value, body in bodies if body is not None}


def find_many(client: Client, values: Sequence[str]) -> dict[str, Found]:
    """Return the papers that arXiv has, by their identifiers; one request for all.

    Args:
        client: the client.
        values: canonical identifiers, up to `BATCH`; without any, nothing is asked.

    Raises:
        NetworkError: arXiv does not answer, or not as it does.

    """
    if not values:
        return {}
    entries = _entries(client, values)
    if not entries:  # now and then an answer is empty that should not be
        entries = _entries(client, values)
    refused = _refusal(entries)
    if refused is not None:
        wrong = next((value for value in values if refused.endswith(f" {value}")), None)
        if wrong is None:
            raise NetworkError(f"{NAME} refused to answer: {refused}")
        return find_many(client, [value for value in values if value != wrong])
    asked = {value.lower(): value for value in values}
    found: dict[str, Found] = {}
    for entry in entries:
        value = asked.get(_identifier(entry)[0].lower())
        if value is not None:
            found[value] = _found(entry, value)
            _keep(value, entry)
    return found


def search(client: Client, query: str, since: str, limit: int) -> list[Found]:
    """Return the papers that match a query, the newest first.

    Args:
        client: the client.
        query: a query in arXiv's own words, as `cat:cs.CL AND all:"attention head"`.
        since: the day before which none is wanted, YYYY-MM-DD.
        limit: how many are wanted at most.

    Raises:
        NetworkError: arXiv does not answer, or not as it does.

    """
    found: list[Found] = []
    for entry in _newest(client, query, limit):
        if _text(entry, "published")[:10] < since:
            break
        found.append(_found(entry, _identifier(entry)[0]))
    return found


def _newest(client: Client, query: str, limit: int) -> Iterator["Element"]:
    for start in range(0, limit, BATCH):
        size = min(BATCH, limit - start)
        order = {"sortBy": "submittedDate", "sortOrder": "descending"}
        parameters = {"search_query": query, "start": str(start), "max_results": str(size), **order}
        entries = client.get(NAME, _address(parameters), _answered)
        yield from entries
        if len(entries) < size:
            return


def _answered(body: bytes) -> list["Element"]:
    entries = _parsed(body)
    refused = _refusal(entries)
    if refused is not None:
        raise NetworkError(f"{NAME} refused to answer: {refused}")
    return entries


def _entries(client: Client, values: Sequence[str]) -> list["Element"]:
    """Return the entries of the answer for identifiers, that of an error among them."""
    parameters = {"id_list": ",".join(values), "start": "0", "max_results": str(len(values))}
    try:
        return _parsed(client.ask(NAME, _address(parameters)))
    except StatusError as error:
        if error.status != _MALFORMED:
            raise
        return _parsed(error.body)


def _address(parameters: Mapping[str, str]) -> str:
    return f"{base('arxiv', 'https://export.arxiv.org')}/api/query?{urlencode(parameters, safe=',')}"


def _parsed(body: bytes) -> list["Element"]:
    feed = parsed_xml(NAME, body)
    if feed.tag != f"{_ATOM}feed":
        raise strange(NAME)
    return feed.findall(f"{_ATOM}entry")


def _refusal(entries: Sequence["Element"]) -> str | None:
    """Return what arXiv found wrong with the question, if it did."""
    wrong = (entry for entry in entries if _ERROR in _text(entry, "id"))
    return next((_text(entry, "summary") or _text(entry, "id") for entry in wrong), None)


def _identifier(entry: "Element") -> tuple[str, str]:
    """Return an entry's canonical identifier and its version."""
    number, mark, version = _text(entry, "id").rpartition("/abs/")[2].rpartition("v")
    number = number if mark and version.isdecimal() else number + mark + version
    return canonical("arxiv", number) or number, version if version.isdecimal() else ""


def _keep(value: str, entry: "Element") -> None:
    from xml.etree.ElementTree import tostring

    answers.keep(NAME, value, tostring(entry, encoding="utf-8"))


def _found(entry: "Element", value: str) -> Found:
    names = (author.findtext(f"{_ATOM}name") or "" for author in entry.findall(f"{_ATOM}author"))
    details = {name: plain(entry.findtext(f"{_ARXIV}{name}") or "") for name in _DETAILS}
    details |= {"updated": _text(entry, "updated")[:10], "version": _identifier(entry)[1]}
    comment = details["comment"]
    draft = Draft(
        title=_text(entry, "title"),
        authors=tuple(filter(None, map(person, names))),
        date=_text(entry, "published")[:10],
        venue=NAME,
        ids={"arxiv": value},
    )
    return Found(
        source=NAME,
        draft=draft,
        abstract=_text(entry, "summary"),
        doubts=(f"arXiv says of it: {comment}",) if re.search(_WITHDRAWN, comment) else (),
        details={name: text for name, text in details.items() if text},
    )


def _text(entry: "Element", name: str) -> str:
    return plain(entry.findtext(f"{_ATOM}{name}") or "")
