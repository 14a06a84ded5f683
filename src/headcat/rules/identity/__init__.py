"""HC2xx: no paper is in the catalogue twice, and each is known by the right names."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Declined, Draft, Paper
from headcat.rules.inspection import Inspection, linked
from headcat.words.folding import compact
from headcat.words.identifiers import ID_KINDS, Identifier, identify

Mark = TypeVar("Mark", str, Identifier)


def titles(paper: Paper | Draft) -> dict[str, tuple[str, ...]]:
    """Return the folded titles of a paper, the version of record's too, with the field of each."""
    found: dict[str, tuple[str, ...]] = {}
    if paper.published:
        found[compact(paper.published.title or "")] = ("published", "title")
    found[compact(paper.title)] = ("title",)
    found.pop("", None)
    return found


def identifiers(
    paper: Paper | Draft, leads_to: Callable[[str], Identifier | None] = linked
) -> dict[Identifier, tuple[str, ...]]:
    """Return what a paper is known by elsewhere, in comparable form, with the field that says so.

    Beside its ids that is what its paper links lead to.

    Args:
        paper: the paper.
        leads_to: tells of a link which identifier it leads to.

    """
    found: dict[Identifier, tuple[str, ...]] = {}
    for link in paper.links:
        identifier = leads_to(link.url) if link.kind == "paper" else None
        if identifier is not None:
            found[identifier] = ("links", "paper")
    for kind, value in paper.ids.items():
        if kind in ID_KINDS:
            found[Identifier(kind, value).same()] = ("ids", kind)
    return found


def declined_by(inspection: Inspection) -> Iterator[tuple[Identifier, Record[Declined]]]:
    """Yield the declined papers, each with its identifier in comparable form."""
    for record in inspection.reading.declined:
        identifier = identify(record.value.id)
        if identifier is not None:
            yield identifier.same(), record


def repeats(
    inspection: Inspection,
    code: str,
    marked: Iterable[tuple[Mark, Record[Paper], tuple[str, ...]]],
    spoken: Callable[[Mark], str],
) -> Iterator[Problem]:
    """Yield the papers that have a mark which an earlier one has.

    Args:
        inspection: the catalogue.
        code: the code of the rule.
        marked: what only one paper may have, with the paper and the way to the field that says so.
        spoken: how a mark is called in a sentence.

    """
    owners: dict[Mark, Record[Paper]] = {}
    for mark, record, path in marked:
        other = owners.setdefault(mark, record)
        if other is not record:
            line = inspection.line(other.entry.start)
            message = f"{spoken(mark)} is also that of {other.value.key} (line {line})"
            yield Problem(code, record.at(*path), message)
