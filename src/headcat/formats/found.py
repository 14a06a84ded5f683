"""What services say of papers: for a person who decides on it, for a script, or as BibTeX."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from headcat.changes.drafts import as_paper
from headcat.fetch import Failure, Found, Offer
from headcat.formats.bibtex import entry
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import json_visible, visible
from headcat.words.names import make_key

_INDENT = 14


def write_text(offers: Iterable[Offer], width: int | None) -> Iterator[str]:
    """Yield for each paper that was found a line for each thing that is known of it.

    Args:
        offers: the papers.
        width: where lines are broken, in columns; None: nowhere.

    """
    separator = ""
    for offer in offers:
        if offer.failure is not None:
            continue
        source = f", says {offer.found.source}" if offer.found else ""
        lines = [visible(f"{offer.name}{source}")]
        for name, text in _said(offer):
            lines += _broken(f"  {name} ".ljust(_INDENT), visible(text), width)
        yield separator + "\n".join(lines) + "\n"
        separator = "\n"


def _said(offer: Offer) -> Iterator[tuple[str, str]]:
    draft, found = offer.draft, offer.found
    told = [("title", draft.title), ("authors", ", ".join(draft.authors)), ("date", draft.date)]
    told += [("venue", draft.venue), *draft.ids.items(), *((link.kind, link.url) for link in draft.links)]
    if found is not None:
        names = {name for name, text in told if text}
        for name, text in found.details.items():
            told.append((f"also {name}" if name in names else name.replace("_", " "), text))
        told.append(("abstract", found.abstract))
    told += [("doubt", doubt) for doubt in offer.doubts]
    return ((name, text) for name, text in told if text)


def _broken(label: str, text: str, width: int | None) -> list[str]:
    if width is None:
        return [label + text]
    return textwrap.wrap(text, max(width, 4 * _INDENT), initial_indent=label, subsequent_indent=" " * _INDENT)


def write_json(offers: Iterable[Offer]) -> Iterator[str]:
    """Yield an array of objects, a line each; one of what was not found says why."""
    separator = "[\n"
    for offer in offers:
        yield separator + json_visible(json.dumps(_record(offer), ensure_ascii=False))
        separator = ",\n"
    yield "\n]\n"


def _record(offer: Offer) -> dict[str, Any]:
    record: dict[str, Any] = {"asked": offer.name}
    if isinstance(offer.failure, Failure):
        return record | {"error": offer.failure.message}
    draft, found = offer.draft, offer.found or Found("", offer.draft)
    return record | {
        "source": found.source,
        "title": draft.title,
        "authors": list(draft.authors),
        "date": draft.date,
        "venue": draft.venue or None,
        "ids": dict(draft.ids),
        "links": [{"kind": link.kind, "url": link.url} for link in draft.links],
        "abstract": found.abstract,
        "doubts": list(offer.doubts),
        "details": dict(found.details),
    }


def write_bibtex(offers: Iterable[Offer], vocabulary: Vocabulary) -> Iterator[str]:
    """Yield an entry for each paper that was found, under keys as headcat makes them."""
    taken: set[str] = set()
    for offer in offers:
        if offer.failure is not None:
            continue
        draft = offer.draft
        key = make_key(next(iter(draft.authors), "Anonymous"), draft.date[:4] or "0000", draft.title, taken)
        separator = "\n" if taken else ""
        taken.add(key)
        yield separator + entry(as_paper(draft, key), vocabulary)
