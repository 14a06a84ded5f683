"""Identifiers of papers, and which links may be followed.

Turns what a person pastes (a number, a DOI, a link to any of the usual sites) into a kind and one
canonical value, so that the same paper is recognised whatever its form. Pure; no I/O.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

ID_KINDS = ("arxiv", "doi", "acl", "openreview")

_ARXIV_NEW = r"(?P<new>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5})"
_ARXIV_OLD = r"(?P<archive>[a-z-]+)(?:\.[a-z]{2})?/(?P<number>\d{7})"
_ARXIV = rf"(?ia)(?:arxiv:\s*)?(?:{_ARXIV_NEW}|{_ARXIV_OLD})(?:v\d+)?"
# Of an address pasted from a text the scheme often lacks.
_ARXIV_LINK = (
    r"(?ia)(?:https?://)?(?:(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html|src|e-print)|huggingface\.co/papers"
    r"|(?:www\.)?alphaxiv\.org/abs)/(?P<id>[^?#]+?)(?:\.pdf)?/?(?:[?#].*)?"
)
_DOI = r"(?ia)(?:doi:\s*)?(?P<doi>10\.\d{4,9}/\S+)"
_DOI_LINK = r"(?ia)(?:https?://)?(?:dx\.|www\.)?doi\.org/(?P<doi>10\.\d{4,9}(?:/|%2f)[^?#]+)(?:[?#].*)?"
_ACL_LINK = (
    r"(?ia)(?:https?://)?(?:(?:www\.)?aclanthology\.org|(?:www\.)?aclweb\.org/anthology)/(?P<id>[^/?#]+?)"
    r"(?:\.pdf|\.bib)?/?(?:[?#].*)?"
)
_ACL_OLD = r"(?ia)[a-z]\d{2}-\d{4,5}"
_ACL_NEW = r"(?ia)(?:19|20)\d{2}\.[a-z0-9_]+-[a-z0-9_]+\.\d+"
_OPENREVIEW_LINK = r"(?ia)(?:https?://)?openreview\.net/(?:forum|pdf|attachment)\?(?P<query>[^#]+)(?:#.*)?"
_OPENREVIEW = r"[A-Za-z0-9_-]{6,40}"
_DOI_FORM = r'(?a)10\.\d{4,9}/[^\s<>"{}\\^`|]+'
_ARXIV_DOI = "10.48550/arxiv."
_ACL_DOI = ("10.18653/v1/", "10.3115/v1/")
_FIVE_DIGITS_SINCE = 1501

_URL = r"(?i)https?://[^\s/?#@<>\"`\\^{|}]+(?:[/?#][^\s<>\"`\\^{|}]*)?"


class Identifier(NamedTuple):
    """A paper's identifier: `kind` is one of `ID_KINDS`, `value` its canonical form."""

    kind: str
    value: str

    def url(self) -> str:
        """Return the address that the identifier stands for."""
        value = re.sub("[%?#]", lambda match: f"%{ord(match[0]):02X}", self.value)
        return _ADDRESS[self.kind].format(value)

    def same(self) -> "Identifier":
        """Return the form to compare by: arXiv's and ACL's DOIs become arXiv and ACL ids."""
        if self.kind == "openreview":
            return self
        for kind in ("arxiv", "acl") if self.kind == "doi" else ():
            value = _CANONICAL[kind](self.value)
            if value is not None:
                return Identifier(kind, value.lower())
        return Identifier(self.kind, self.value.lower())


_ADDRESS = {
    "arxiv": "https://arxiv.org/abs/{}",
    "doi": "https://doi.org/{}",
    "acl": "https://aclanthology.org/{}/",
    "openreview": "https://openreview.net/forum?id={}",
}


def canonical(kind: str, text: str) -> str | None:
    """Return the canonical value of an identifier whose kind is known, or None if it is not one.

    Args:
        kind: one of `ID_KINDS`.
        text: the identifier, bare or as a link to its site; arXiv in any version.

    """
    text = text.strip()
    return _CANONICAL[kind](text)


def identify(text: str) -> Identifier | None:
    """Tell which identifier `text` is, or None: a number, a DOI, or a link to a known site."""
    text = text.strip()
    if _match(_OPENREVIEW_LINK, text):
        value = _openreview(text)
        return Identifier("openreview", value) if value else None
    for kind in ("arxiv", "acl", "doi"):
        value = _CANONICAL[kind](text)
        if value is not None:
            return Identifier(kind, value)
    return None


def identities(ids: Mapping[str, str], links: Iterable[str] = ()) -> set[Identifier]:
    """Return every identity of a paper, in comparable form, from its ids and its own links."""
    found = {Identifier(kind, value).same() for kind, value in ids.items() if kind in ID_KINDS}
    linked = (identify(link) for link in links)
    return found | {identifier.same() for identifier in linked if identifier is not None}


def is_web_address(text: str) -> bool:
    """Tell whether `text` is a plain http or https address, without user name or white space."""
    return _match(_URL, text) is not None and text.isprintable()


def _match(form: str, text: str) -> "re.Match[str] | None":
    return _compiled(form).fullmatch(text)


@cache
def _compiled(form: str) -> "re.Pattern[str]":
    """Compile a form when it is first looked for: most commands look for none."""
    return re.compile(form)


def _arxiv(text: str) -> str | None:
    if (link := _match(_ARXIV_LINK, text)) is not None:
        text = link["id"]
    if (doi := _doi_in(text)) is not None and doi.lower().startswith(_ARXIV_DOI):
        text = doi[len(_ARXIV_DOI) :]
    match = _match(_ARXIV, text)
    if match is None:
        return None
    if match["new"] is None:
        return f"{match['archive'].lower()}/{match['number']}"
    month, number = match["new"].split(".")
    digits = 5 if int(month) >= _FIVE_DIGITS_SINCE else 4
    return match["new"] if len(number) == digits else None


def _doi_in(text: str) -> str | None:
    """Return the DOI that a text is or links to, with whatever stands behind it."""
    if (link := _match(_DOI_LINK, text)) is not None:
        from urllib.parse import unquote

        return unquote(link["doi"])
    match = _match(_DOI, text)
    return match["doi"] if match else None


def _doi(text: str) -> str | None:
    value = _doi_in(text)
    if value is None:
        return None
    unopened = value.count(")") - value.count("(")
    while value[-1] in ".,;" or (value[-1] == ")" and unopened > 0):
        unopened -= value[-1] == ")"
        value = value[:-1]
    return value if value.isprintable() and _match(_DOI_FORM, value) else None


def _acl(text: str) -> str | None:
    if (link := _match(_ACL_LINK, text)) is not None:
        text = link["id"]
    if (doi := _doi_in(text)) is not None:
        prefix = next((prefix for prefix in _ACL_DOI if doi.lower().startswith(prefix)), None)
        text = doi[len(prefix) :] if prefix else ""
    if _match(_ACL_OLD, text):
        return text.upper()
    return text.lower() if _match(_ACL_NEW, text) else None


def _openreview(text: str) -> str | None:
    if (link := _match(_OPENREVIEW_LINK, text)) is not None:
        from urllib.parse import parse_qs

        text = parse_qs(link["query"]).get("id", [""])[0]
    return text if _match(_OPENREVIEW, text) else None


_CANONICAL = {"arxiv": _arxiv, "doi": _doi, "acl": _acl, "openreview": _openreview}
