"""Answers taken apart without trust: JSON, XML and BibTeX of any shape, asked for what should be there.

Pure. What is missing or of another type is empty; what cannot be read at all is a `NetworkError`.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from headcat.errors import NetworkError, RefusedError
from headcat.model import Draft
from headcat.readers import read
from headcat.words.wording import seen

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def strange(service: str) -> NetworkError:
    """Return the error that an answer is none of the service's."""
    return NetworkError(
        f"{service} answered what cannot be understood; a network with a login page does that, else try later"
    )


def parsed_json(service: str, body: bytes) -> Mapping[str, Any]:
    """Return a JSON object.

    Raises:
        NetworkError: the answer is none.

    """
    import json

    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise strange(service) from error
    if not isinstance(value, dict):
        raise strange(service)
    return value


def parsed_xml(service: str, body: bytes) -> "Element":
    """Return the root of an XML document that defines no entities.

    Raises:
        NetworkError: the answer is none.

    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, ValueError) as error:
        raise strange(service) from error
    return root


def parsed_bibtex(service: str, body: bytes) -> Draft:
    """Return the first paper of a BibTeX text.

    Raises:
        NetworkError: there is none, or it cannot be read.

    """
    try:
        drafts = read("bibtex", body.decode("utf-8", "replace"), service)
    except RefusedError as error:
        raise strange(service) from error
    if not drafts:
        raise strange(service)
    draft = drafts[0]
    return replace(
        draft,
        title=seen(draft.title),
        authors=tuple(map(seen, draft.authors)),
        venue=seen(draft.venue),
        ids={kind: seen(value) for kind, value in draft.ids.items()},
        note="",  # it is the service's, not the catalogue's, and so are these
        key="",
        extra={},
        places={},  # nowhere that a person could look
    )


def mapping(value: Any) -> Mapping[str, Any]:
    """Return an object, empty where the value is none."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """Return a list; a value that should stand in one is one of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def text(value: Any) -> str:
    """Return a text, the first one of a list, or nothing."""
    return next((item for item in items(value) if isinstance(item, str)), "")


def texts(value: Any) -> list[str]:
    """Return all texts of a list."""
    return [item for item in items(value) if isinstance(item, str)]
