"""OpenReview: submissions to conferences, with what became of them, from its newer or older service."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from headcat.errors import NetworkError
from headcat.fetch import Found
from headcat.fetch.agent import base
from headcat.fetch.client import Client, NotThereError, StatusError
from headcat.fetch.shapes import items, mapping, parsed_json, text, texts
from headcat.model import Draft
from headcat.words.wording import day, person, plain

NAME: Final = "OpenReview"
_CHALLENGE: Final = b"ChallengeRequiredError"
_DETAILS: Final = ("venue", "venueid")
_NOBODY: Final = frozenset({"Anonymous", "Anonymous Authors"})
_NOT_PUBLISHED: Final = r"(?i)reject|withdrawn|submitted\s+to|submission|under\s+review"
_DECISION: Final = (
    r"(?i)(?<![\s,(-])[\s,(-]++(?:poster|spotlight|oral|talk|main|notable[\s-]+top[\s-]+\d+\s*%?)\)?$"
)
_ACCEPTED: Final = r"(?i)^accepted\s+(?:by|at|to|for)\s+"


def find(client: Client, value: str) -> Found:
    """Return the submission of an identifier.

    Raises:
        NotThereError: neither service has it.
        NetworkError: OpenReview does not answer, or not as it does, or wants to see a person.

    """
    try:
        return _asked(client, base("openreview", "https://api2.openreview.net"), value)
    except NotThereError:
        return _asked(client, base("openreview1", "https://api.openreview.net"), value)


def _asked(client: Client, address: str, value: str) -> Found:
    def parse(body: bytes) -> Found:
        notes = items(parsed_json(NAME, body).get("notes"))
        if not notes:
            raise NotThereError(f"{NAME} has no submission {value}", 404, body)
        return _found(mapping(notes[0]), value)

    try:
        return client.get(NAME, f"{address}/notes?id={quote(value)}", parse)
    except StatusError as error:
        if _CHALLENGE not in error.body:
            raise
        message = f"{NAME} asks for a browser check; paste the BibTeX from its page: headcat add --bibtex -"
        raise NetworkError(message) from error


def _found(note: Mapping[str, Any], asked: str) -> Found:
    content = {name: _unwrapped(value) for name, value in mapping(note.get("content")).items()}
    details = {name: plain(text(content.get(name))) for name in _DETAILS}
    date = next(filter(None, (day(note.get(name)) for name in ("pdate", "odate", "cdate"))), "")
    names = texts(content.get("authors"))
    number = plain(text(note.get("id"))) or asked
    decision = next((words for words in details.values() if re.search(_NOT_PUBLISHED, words)), "")
    draft = Draft(
        title=plain(text(content.get("title"))),
        authors=tuple(filter(None, (person(name) for name in names if name not in _NOBODY))),
        date=date,
        venue="" if decision else _venue(details["venue"], date),
        ids={"openreview": number},
    )
    return Found(
        source=NAME,
        draft=draft,
        abstract=plain(text(content.get("abstract"))),
        doubts=tuple(_doubts(note, number, names, decision)),
        details={name: words for name, words in details.items() if words},
    )


def _unwrapped(value: Any) -> Any:
    """Return a field's value, which the newer service wraps."""
    return value.get("value") if isinstance(value, dict) else value


def _venue(text: str, date: str) -> str:
    """Return where a submission was published, with the year behind, without how it was presented."""
    name = re.sub(_DECISION, "", re.sub(_ACCEPTED, "", text))
    return name if not name or re.search(r"(?a)\b\d{4}\b", name) else f"{name} {date[:4]}".strip()


def _doubts(note: Mapping[str, Any], number: str, names: list[str], decision: str) -> Iterator[str]:
    if decision:
        yield f"OpenReview says of it: {decision}; it was not published there"
    if _NOBODY & set(names):
        yield "OpenReview does not say who wrote it"
    if note.get("ddate"):
        yield "it was taken off OpenReview"
    forum = plain(text(note.get("forum")))
    if forum and forum != number:
        yield f"it is a reply to the submission {forum}"
