"""JSON and JSON Lines as headcat writes them, read back: an object a paper, as `Paper.to_json` makes it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from headcat.errors import Diagnostic, Severity
from headcat.model import SUMMARY_PARTS, Draft, Link, Place, Published, Summary
from headcat.readers import Gathered
from headcat.readers.json_objects import objects


class WrongError(Exception):
    """A value is not of its field's type."""


def gather(text: str, path: str) -> Gathered:
    """Return the papers of a JSON text; fields that headcat does not know go into `extra`.

    Args:
        text: an array of objects, one object, or one on each line.
        path: the text's name, for messages.

    """
    found, problems = objects(text, path)
    drafts = []
    for place, record in found:
        try:
            drafts.append(_draft(record, place))
        except WrongError as error:
            problems.append(Diagnostic("HC009", Severity.ERROR, *place, f"JSON: {error}"))
    return Gathered(drafts, sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _draft(record: Mapping[str, Any], place: Place) -> Draft:
    known = {name: value for name, value in record.items() if name in _FIELDS}
    more = {name: value for name, value in record.items() if name not in {*_FIELDS, "extra"}}
    extra = {**_names("extra", record.get("extra")), **more}
    return Draft(**fields({**known, "extra": extra}), places={"": place})


def fields(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a draft that a paper's JSON object has.

    Raises:
        WrongError: a value is not of its field's type.

    """
    known = {name: read(name, record[name]) for name, read in _FIELDS.items() if name in record}
    if "extra" in record:
        extra = _names("extra", record["extra"])
        known["extra"] = {name: as_text(value) for name, value in extra.items() if value is not None}
    return known


def as_text(value: Any) -> Any:
    """Return a JSON value as the catalogue keeps what it does not know: text, lists and mappings."""
    if isinstance(value, Mapping):
        return {name: as_text(each) for name, each in value.items() if each is not None}
    if isinstance(value, list):
        return [as_text(each) for each in value if each is not None]
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def _text(name: str, value: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    raise WrongError(f"{name} must be text")


def _date(name: str, value: Any) -> str:
    return str(value) if type(value) is int else _text(name, value)


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return tuple(value)
    raise WrongError(f"{name} must be a list of texts")


def _names(name: str, value: Any) -> dict[str, Any]:
    if value is None or isinstance(value, dict):
        return value or {}
    raise WrongError(f"{name} must be an object")


def _ids(name: str, value: Any) -> dict[str, str]:
    return {kind: _text(f"{name}.{kind}", each) for kind, each in _names(name, value).items()}


def _links(name: str, value: Any) -> tuple[Link, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise WrongError(f"{name} must be a list of objects with kind and url")
    links = []
    for each in value:
        if not isinstance(each, dict) or set(each) != {"kind", "url"}:
            raise WrongError(f"{name} must be a list of objects with kind and url")
        links.append(Link(_text(f"{name}.kind", each["kind"]), _text(f"{name}.url", each["url"])))
    return tuple(links)


def _summary(name: str, value: Any) -> Summary:
    parts = {part: _text(f"{name}.{part}", each) for part, each in _names(name, value).items()}
    if not parts.keys() <= set(SUMMARY_PARTS):
        raise WrongError(f"{name} may have {', '.join(SUMMARY_PARTS)} only")
    return Summary(**parts)


def _published(name: str, value: Any) -> Published | None:
    record = _names(name, value)
    if not record.keys() <= {"title", "authors"}:
        raise WrongError(f"{name} may have title and authors only")
    title, authors = _text(f"{name}.title", record.get("title")), _texts(name, record.get("authors"))
    return Published(title or None, authors) if record else None


_FIELDS: Final[dict[str, Callable[[str, Any], Any]]] = {
    "key": _text,
    "title": _text,
    "authors": _texts,
    "date": _date,
    "venue": _text,
    "ids": _ids,
    "heads": _texts,
    "links": _links,
    "summary": _summary,
    "published": _published,
    "note": _text,
}
