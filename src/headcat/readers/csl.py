"""CSL-JSON, as Zotero, pandoc and Crossref write it: an object an item.

Source: CSL-JSON 1.0.2, csl-data.json. What a catalogue has no field for is kept under its name there.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from headcat.errors import Diagnostic, Severity
from headcat.model import Draft, Link, Place
from headcat.readers import Gathered
from headcat.readers.carried import NAME, restored
from headcat.readers.json_objects import objects
from headcat.readers.jsontext import WrongError, as_text
from headcat.readers.references import (
    abstracts_passed_over,
    arxiv_in,
    first_date,
    identified,
    is_arxiv,
    venue,
)
from headcat.words.dates import is_date
from headcat.words.wording import from_html, organisation, parted

_CONTAINERS: Final = ("container-title", "event-title", "event", "collection-title", "publisher")
_READ: Final = frozenset("title author issued DOI URL note id citation-key abstract".split())
_EPRINTS: Final = ("number", "archive_location", "note")
_ORDINARY: Final = frozenset({"article", "article-journal", "paper-conference", "webpage"})


def gather(text: str, path: str) -> Gathered:
    """Return the items of a CSL-JSON text, in its order.

    Args:
        text: an array of items, one item, or one on each line.
        path: the text's name, for messages.

    """
    found, problems = objects(text, path)
    drafts = []
    for place, record in found:
        try:
            drafts.append(_restored(_draft(record, place), record))
        except WrongError as error:
            problems.append(_problem(place, str(error)))
    abstracts = sum(bool(record.get("abstract")) for _, record in found)
    if abstracts:
        warning = _problem(Place(path, 1, 1), abstracts_passed_over(abstracts))
        problems.append(warning._replace(severity=Severity.WARNING))
    return Gathered(drafts, sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _problem(place: Place, message: str) -> Diagnostic:
    return Diagnostic("HC009", Severity.ERROR, *place, f"CSL-JSON: {message}")


def _draft(record: Mapping[str, Any], place: Place) -> Draft:
    container = next((name for name in _CONTAINERS if _is_container(record, name)), "")
    eprint = next(filter(None, (arxiv_in(_text(record, name)) for name in _EPRINTS)), "")
    url = _text(record, "URL")
    named = from_html(_text(record, container)) if container else ""
    ids = identified(eprint, _text(record, "DOI"), url, [named])
    date, rest = _date(record.get("issued"))
    return Draft(
        title=from_html(_text(record, "title")),
        authors=tuple(_authors(record.get("author"))),
        date=first_date(ids, date),
        venue=venue(named, date[:4], ids),
        ids=ids,
        links=(Link("paper", url),) if url else (),
        note=_note(_text(record, "note")),
        key=_text(record, "citation-key") or _text(record, "id"),
        extra={**dict(_extra(record, container)), **rest},
        places={"": place},
    )


def _restored(draft: Draft, record: Mapping[str, Any]) -> Draft:
    """Return a draft with what headcat wrote into the variable that is left to programs."""
    custom = record.get("custom")
    own = custom.get(NAME) if isinstance(custom, dict) else None
    return restored(draft, own) if isinstance(own, dict) else draft


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if value is None or isinstance(value, str | int | float):
        return "" if value is None else str(value).strip()
    raise WrongError(f"{name} must be text")


def _is_container(record: Mapping[str, Any], name: str) -> bool:
    """Tell whether an item appeared in what a variable names; in a publisher only where that is arXiv."""
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        return False
    return name != "publisher" or "arxiv" in value.lower()


def _authors(value: Any) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise WrongError("author must be a list of names")
    for each in value:
        name = {part: _text(each, part) for part in each if isinstance(each[part], str)}
        literal = name.get("literal", "")
        parts = ("dropping-particle", "non-dropping-particle", "family")
        family = " ".join(filter(None, (name.get(part, "") for part in parts)))
        if not (literal or family or name.get("given")):
            raise WrongError("an author has no name")
        yield (
            organisation(literal)
            if literal
            else parted(name.get("given", ""), family, name.get("suffix", ""))
        )


def _date(value: Any) -> tuple[str, dict[str, str]]:
    """Return the day or month or year of a date variable; and what is no such date, by its name."""
    if value is None:
        return "", {}
    if not isinstance(value, dict):
        raise WrongError("issued must be an object with date-parts")
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list) and any(parts[0]):
        numbers = [str(each) for each in parts[0][:3] if each]
        text = "-".join(
            number.zfill(2 if place else 4) if number.isdecimal() else number
            for place, number in enumerate(numbers)
        )
    else:
        text = next((str(value[name]).strip() for name in ("raw", "literal") if value.get(name)), "")
    if is_date(text):
        return text, {}
    year = re.search(r"(?a)\b(?:19|20)\d{2}\b", text)
    return (year[0] if year else ""), ({"issued": text} if text else {})


def _note(text: str) -> str:
    """Return a note without the lines that only name identifiers, which Zotero puts there."""
    lines = (line.strip() for line in text.splitlines())
    return " ".join(line for line in lines if line and not is_arxiv(line))


def _extra(record: Mapping[str, Any], container: str) -> Iterator[tuple[str, Any]]:
    """Yield what an item says beside what a draft has fields for."""
    for name, value in record.items():
        if name in {*_READ, container} or value in (None, "", [], {}):
            continue
        if name == "type" and isinstance(value, str) and value in _ORDINARY:
            continue
        if name in ("number", "archive_location") and is_arxiv(str(value)):
            continue
        kept = "keywords" if name == "keyword" else name
        yield kept, from_html(value) if isinstance(value, str) else as_text(value)
