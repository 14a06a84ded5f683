"""What somebody wants a paper to say instead: from named fields and values to the fields of its entry.

Pure. Settles names and identifiers as `headcat.changes.drafts` does for a new paper, and works on what the
entry says now, as text, lists and dicts; how that becomes edits is the business of `headcat.changes.updates`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from headcat.changes.revisions import Revision
from headcat.document import parse
from headcat.document.edits import contents
from headcat.document.records import PAPER_FIELDS
from headcat.errors import NotFoundError, UsageError
from headcat.model import LINK_KINDS, SUMMARY_PARTS, Link
from headcat.vocabulary import Vocabulary, unknown
from headcat.words.folding import squeeze
from headcat.words.identifiers import ID_KINDS, canonical

_PARTS: Final = {
    "ids": ID_KINDS,
    "links": LINK_KINDS,
    "summary": SUMMARY_PARTS,
    "published": ("title", "authors"),
}
_INSTEAD: Final = {
    "authors": "a list; give --author for each",
    "heads": "a list; use --add-head and --remove-head",
    "published.authors": "a list; headcat edit KEY, without options, opens an editor",
}
_NAME: Final = re.compile(r"[^\W\d][\w-]*")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What is to change in a paper; what is empty stays.

    `values` are the new values by field (dotted: `summary.result`), `unset` the fields to take out,
    `remove_links` pairs of kind and URL, or None for all of the kind.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    authors: tuple[str, ...] = ()
    published_authors: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()
    add_heads: tuple[str, ...] = ()
    remove_heads: tuple[str, ...] = ()
    add_links: tuple[Link, ...] = ()
    remove_links: tuple[tuple[str, str | None], ...] = ()


def amended(fields: dict[str, Any], amendment: Amendment, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return what an entry shall say.

    Args:
        fields: what it says, as text, lists and dicts.
        amendment: what is to change.
        vocabulary: the heads and venues.

    Raises:
        UsageError: a field, head or venue is unknown, or what is to be taken out is not there.

    """
    new = dict(fields)
    for name in amendment.unset:
        if name in amendment.values:
            raise UsageError(f"{name} cannot be set and unset at once")
        new = _unset(new, name)
    for name, value in amendment.values.items():
        new = _with_value(new, name, value, vocabulary)
    if amendment.authors:
        authors = [name for name in map(squeeze, amendment.authors) if name]
        if not authors:
            raise UsageError("the new value of authors is empty; an author has a name")
        new = _put(new, "authors", authors, PAPER_FIELDS)
    new = _with_published_authors(new, amendment.published_authors)
    if amendment.add_heads or amendment.remove_heads:
        heads = _heads(new, amendment, vocabulary)
        if heads != _listed(new.get("heads")):
            new = _put(new, "heads", heads, PAPER_FIELDS)
    for kind, url in amendment.remove_links:
        new = _without_link(new, kind, url)
    for link in amendment.add_links:
        new = _with_link(new, link)
    return new


def located(revision: Revision, key: str, line: int) -> int:
    """Return the number of the paper that was found under a key; of several, the one in a line.

    Raises:
        NotFoundError: it is not there any more.

    """
    says = revision.says("papers")
    found = [number for number, each in enumerate(says) if isinstance(each, dict) and each.get("key") == key]
    if len(found) > 1:
        found = [number for number in found if revision.line("papers", number) == line]
    if not found:
        raise NotFoundError(f"there is no paper {key!r} any more; somebody else changed the file")
    return found[0]


def refuse_same_keys(revision: Revision, keys: Iterable[str]) -> None:
    """Refuse keys that are those of several papers: which of them is meant, nobody can tell.

    Raises:
        UsageError: one of them is.

    """
    lines: dict[Any, list[str]] = {key: [] for key in keys}
    for number, says in enumerate(revision.says("papers")):
        key = says.get("key") if isinstance(says, dict) else None
        if isinstance(key, str) and key in lines:
            lines[key].append(str(revision.line("papers", number)))
    for key, found in lines.items():
        if len(found) > 1:
            message = f"{len(found)} papers have the key {key!r} (lines {', '.join(found)})"
            raise UsageError(f"{message}; give the first another: headcat edit {key} --set key=NEW")


def unknown_fields(amendment: Amendment) -> list[str]:
    """Return the fields that an amendment sets and headcat does not know."""
    return [name for name in amendment.values if "." not in name and name not in PAPER_FIELDS]


def in_order(text: str) -> bool:
    """Tell whether the papers of a catalogue text stand in the order of their keys."""
    keys = [str(says.get("key", "")) for says in contents(parse(text))["papers"] if isinstance(says, dict)]
    return keys == sorted(keys)


def _with_value(fields: dict[str, Any], name: str, value: str, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return fields with one set, settled as the catalogue keeps it."""
    outer, _, inner = name.partition(".")
    if name in _INSTEAD:
        raise UsageError(f"{name} is {_INSTEAD[name]}")
    if outer in _PARTS and inner not in _PARTS[outer]:
        names = ", ".join(f"{outer}.{part}" for part in _PARTS[outer])
        raise UsageError(f"no field is called {name!r}; it may be {names}")
    if (inner and outer not in _PARTS) or not _NAME.fullmatch(outer):
        raise UsageError(f"no field is called {name!r}; it may be {', '.join(PAPER_FIELDS)}")
    text = squeeze(value)
    if not text:
        raise UsageError(f"the new value of {name} is empty; take the field out with --unset {name}")
    if name == "venue":
        text = _venue(text, vocabulary)
    elif outer == "ids":
        text = canonical(inner, text) or text  # the rules say what is wrong with it
    if not inner:
        return _put(fields, name, text, PAPER_FIELDS)
    parts = _put(_named(fields.get(outer)), inner, text, _PARTS[outer])
    return _put(fields, outer, parts, PAPER_FIELDS)


def _venue(text: str, vocabulary: Vocabulary) -> str:
    found = vocabulary.venue_name(text)
    if found is None:
        message = unknown("venue", text, vocabulary.nearest_venues(text), None)
        raise UsageError(f"{message}; new ones go into the section venues: of the catalogue")
    return found


def _with_published_authors(fields: dict[str, Any], authors: Sequence[str]) -> dict[str, Any]:
    if not authors:
        return fields
    published = {**_named(fields.get("published")), "authors": list(authors)}
    return _put(fields, "published", published, PAPER_FIELDS)


def _unset(fields: dict[str, Any], name: str) -> dict[str, Any]:
    outer, _, inner = name.partition(".")
    if name in fields:
        return {each: value for each, value in fields.items() if each != name}
    parts = _named(fields.get(outer))
    if inner not in parts:
        raise UsageError(f"the paper has no {name}")
    rest = {each: value for each, value in parts.items() if each != inner}
    return _put(fields, outer, rest, PAPER_FIELDS)


def _heads(fields: dict[str, Any], amendment: Amendment, vocabulary: Vocabulary) -> list[str]:
    heads = _listed(fields.get("heads"))
    for text in amendment.remove_heads:
        if text in heads:  # as it is written there, which may be a name that the vocabulary lacks
            heads = [each for each in heads if each != text]
            continue
        head = vocabulary.head(text)
        rest = [each for each in heads if vocabulary.find_head(each) != head]
        if rest == heads:
            raise UsageError(f"the paper has no head {head.name!r}; it has: {', '.join(heads) or 'none'}")
        heads = rest
    for text in amendment.add_heads:
        head = vocabulary.head(text)
        if head not in map(vocabulary.find_head, heads):
            heads = [*heads, head.name]
    return heads


def _with_link(fields: dict[str, Any], link: Link) -> dict[str, Any]:
    links = _named(fields.get("links"))
    urls = _listed(links.get(link.kind))
    if link.url in urls:
        return fields
    return _put_links(fields, links, link.kind, [*urls, link.url])


def _without_link(fields: dict[str, Any], kind: str, url: str | None) -> dict[str, Any]:
    links = _named(fields.get("links"))
    urls = _listed(links.get(kind))
    rest = [] if url is None else [each for each in urls if each != url]
    if rest == urls:
        raise UsageError(f"the paper has no link {kind}" + (f"={url}" if url else ""))
    return _put_links(fields, links, kind, rest)


def _put_links(fields: dict[str, Any], links: dict[str, Any], kind: str, urls: list[str]) -> dict[str, Any]:
    links = _put(links, kind, urls[0] if len(urls) == 1 else urls, LINK_KINDS)
    return _put(fields, "links", links, PAPER_FIELDS)


def _put(fields: dict[str, Any], name: str, value: Any, order: Sequence[str]) -> dict[str, Any]:
    """Return fields with one in its place in an order, or without it where its value is empty."""
    if not value:
        return {each: old for each, old in fields.items() if each != name}
    if name in fields:
        return {**fields, name: value}
    before = order[: order.index(name)] if name in order else tuple(fields)
    place = max((number for number, each in enumerate(fields, 1) if each in before), default=0)
    pairs = list(fields.items())
    return dict([*pairs[:place], (name, value), *pairs[place:]])


def _listed(value: Any) -> list[str]:
    """Return a field's values as a list: of one that is empty, none."""
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) and value not in ("", "~", "null") else []


def _named(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
