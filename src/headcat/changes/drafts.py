"""From what somebody wants to add to what the catalogue will say.

Pure. Settles a draft (white space, canonical identifiers, names of the vocabulary) and tells what is
wrong with it by the same rules that the whole catalogue is held to. Nothing is guessed: what is
missing is reported.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import accumulate
from typing import Any, NamedTuple

from headcat.document import Lines
from headcat.document.layout import Layout, entry_fields, entry_text
from headcat.document.records import Reading, Record, read
from headcat.errors import RefusedError
from headcat.model import Draft, Link, Paper, Published, Summary
from headcat.rules import ERRORS, chosen, inspect
from headcat.rules.identity import identifiers, titles
from headcat.vocabulary import Vocabulary, unknown
from headcat.words.folding import squeeze
from headcat.words.identifiers import ID_KINDS, Identifier, canonical, identify
from headcat.words.names import is_key, make_key

_REQUIRED = ("title", "authors", "date")


class Mistake(NamedTuple):
    """What is wrong with a draft; `field` is the name of the draft's field."""

    field: str
    code: str
    message: str


def settle(draft: Draft, vocabulary: Vocabulary) -> tuple[Draft, list[Mistake]]:
    """Return a draft in the form in which the catalogue keeps it, and what is wrong with it.

    A link to arXiv, the ACL Anthology, OpenReview or doi.org is an identifier too; without a paper
    link, the first identifier gives one.
    """
    return settle_all([draft], vocabulary)[0]


def settle_all(drafts: Iterable[Draft], vocabulary: Vocabulary) -> list[tuple[Draft, list[Mistake]]]:
    """Return many drafts as `settle` does, held to the rules together, which is much faster."""
    settled = [_settled(draft, vocabulary) for draft in drafts]
    right = [number for number, (_, mistakes) in enumerate(settled) if not mistakes]
    for number, mistakes in zip(right, _broken_rules([settled[each][0] for each in right]), strict=True):
        settled[number][1].extend(mistakes)
    return settled


def laid_over(draft: Draft, over: Draft) -> Draft:
    """Return a draft with what another one says in its place; heads, links, identifiers are added up."""
    return replace(
        draft,
        title=over.title or draft.title,
        authors=over.authors or draft.authors,
        date=over.date or draft.date,
        venue=over.venue or draft.venue,
        ids={**draft.ids, **over.ids},
        heads=(*draft.heads, *over.heads),
        links=(*draft.links, *over.links),
        summary=replace(draft.summary, **dict(over.summary.parts())),
        note=over.note or draft.note,
        published=over.published or draft.published,
        key=over.key or draft.key,
        extra={**draft.extra, **over.extra},
        places={**draft.places, **over.places},
    )


def _settled(draft: Draft, vocabulary: Vocabulary) -> tuple[Draft, list[Mistake]]:
    """Settle a draft without the rules for papers."""
    draft = replace(
        draft,
        title=squeeze(draft.title),
        authors=tuple(filter(None, map(squeeze, draft.authors))),
        date=squeeze(draft.date),
        summary=Summary(*(squeeze(getattr(draft.summary, part)) for part in Summary.__slots__)),
        note=squeeze(draft.note),
        published=_settled_record(draft.published),
    )
    mistakes = list(_missing(draft))
    draft, found = _settle_names(draft, vocabulary)
    mistakes += found
    draft, found = _settle_identifiers(draft)
    mistakes += found
    return draft, mistakes


def _settled_record(published: Published | None) -> Published | None:
    """Return a version of record without white space around, None where it says nothing."""
    if published is None:
        return None
    authors = tuple(filter(None, map(squeeze, published.authors)))
    settled = Published(squeeze(published.title or "") or None, authors)
    return None if settled == Published() else settled


def _missing(draft: Draft) -> Iterator[Mistake]:
    for name in _REQUIRED:
        if not getattr(draft, name):
            yield Mistake(name, "HC101", f"the paper has no {name}")


def _settle_names(draft: Draft, vocabulary: Vocabulary) -> tuple[Draft, list[Mistake]]:
    mistakes, heads = [], []
    for text in filter(None, map(squeeze, draft.heads)):
        head = vocabulary.find_head(text)
        if head is None:
            message = unknown("head", text, vocabulary.nearest_heads(text), "headcat heads")
            mistakes.append(Mistake("heads", "HC301", message))
        heads.append(head.name if head else text)
    venue = squeeze(draft.venue)
    if venue:
        found = vocabulary.venue_name(venue)
        if found is None:
            message = unknown("venue", venue, vocabulary.nearest_venues(venue), None)
            message += "; new ones go into the section venues: of the catalogue"
            mistakes.append(Mistake("venue", "HC306", message))
        venue = found or venue
    return replace(draft, heads=tuple(dict.fromkeys(heads)), venue=venue), mistakes


def _settle_identifiers(draft: Draft) -> tuple[Draft, list[Mistake]]:
    mistakes, ids = [], {}
    for kind, text in draft.ids.items():
        if not text.strip():
            continue
        if kind not in ID_KINDS:
            message = f"no identifier is called {kind!r}; it may be {', '.join(ID_KINDS)}"
            mistakes.append(Mistake("ids", "HC105", message))
            continue
        value = canonical(kind, text)
        if value is None:
            mistakes.append(Mistake("ids", "HC105", f"{text!r} is no {kind} identifier"))
        ids[kind] = value or text
    stripped = (Link(kind, url.strip()) for kind, url in draft.links)
    links = tuple(dict.fromkeys(link for link in stripped if link.url))
    for link in links:
        identifier = identify(link.url) if link.kind == "paper" else None
        if identifier is not None:
            ids.setdefault(*identifier)
    ids = {kind: ids[kind] for kind in ID_KINDS if kind in ids}
    if ids and not mistakes and not any(link.kind == "paper" for link in links):
        links = (Link("paper", Identifier(*next(iter(ids.items()))).url()), *links)
    return replace(draft, ids=ids, links=links), mistakes


def broken_rules(fields: dict[str, Any]) -> list[Mistake]:
    """Return what the rules for single papers say of an entry."""
    return _broken_by_entries([fields])[0]


def _broken_rules(drafts: Sequence[Draft]) -> list[list[Mistake]]:
    """Return what the rules for single papers say of the entries that drafts would become."""
    return _broken_by_entries([entry_fields(as_paper(draft, "draft")) for draft in drafts])


def _broken_by_entries(says: Sequence[dict[str, Any]]) -> list[list[Mistake]]:
    entries = [entry_text(fields, Layout()) + "\n" for fields in says]
    text = "".join(("papers:\n", *entries))
    starts = list(accumulate(map(len, entries), initial=len("papers:\n")))
    reading = read(text)
    if reading.document.problems and len(says) > 1:  # what stands where is not certain then
        return [broken_rules(fields) for fields in says]
    mistakes: list[list[Mistake]] = [[] for _ in says]
    for problem in inspect(reading, ERRORS & chosen(["fields"])):
        number = bisect_right(starts, problem.offset) - 1
        field = _field_of(entries[number], problem.offset - starts[number])
        mistakes[number].append(Mistake(field, problem.code, problem.message))
    return mistakes


def _field_of(entry: str, offset: int) -> str:
    """Return the name of the entry's field that an offset stands in."""
    names = [line[4:].split(":")[0] for line in entry[: offset + 1].split("\n") if line[4:5].isalpha()]
    return names[-1]


def as_paper(draft: Draft, key: str) -> Paper:
    """Return the paper that a settled draft becomes under a key."""
    return Paper(
        key=key,
        title=draft.title,
        authors=draft.authors,
        date=draft.date,
        venue=draft.venue or None,
        ids=draft.ids,
        heads=draft.heads,
        links=draft.links,
        summary=draft.summary if draft.summary.parts() else None,
        note=draft.note or None,
        published=draft.published,
        extra=draft.extra,
    )


def unfinished(paper: Paper) -> list[str]:
    """Return the names of what a paper should have and has not."""
    names = [name for name in ("venue", "heads", "links") if not getattr(paper, name)]
    parts = dict(paper.summary.parts()) if paper.summary else {}
    return names + [part for part in Summary.__slots__ if part not in parts]


def given_key(draft: Draft, taken: AbstractSet[str]) -> str:
    """Return the key that a settled draft gets where some are taken: the one it wishes for, or a made one."""
    if is_key(draft.key) and draft.key not in taken:
        return draft.key
    return make_key(draft.authors[0], draft.date[:4], draft.title, taken)


def keyed(drafts: Iterable[Draft], reading: Reading, path: str) -> list[Paper]:
    """Return the papers that settled drafts become beside those of a catalogue, under new keys.

    Args:
        drafts: the drafts, settled.
        reading: the catalogue.
        path: its name, for messages.

    Raises:
        RefusedError: one is in the catalogue already, or twice among the drafts.

    """
    lines = Lines(reading.document.text)
    known: dict[object, str] = {}
    for record in reading.papers:
        for mark in marks(record.value):
            known.setdefault(mark, _named(record, lines, path))
    taken = {record.value.key for record in reading.papers}
    papers: list[Paper] = []
    for draft in drafts:
        clash = next((mark for mark in marks(draft) if mark in known), None)
        if clash is not None:
            message = f"{known[clash]} has {spoken(clash)} as {draft.title!r}; nothing was added"
            raise RefusedError(message)
        key = given_key(draft, taken)
        taken.add(key)
        papers.append(as_paper(draft, key))
        known.update((mark, f"{key}, to be added with it,") for mark in marks(draft))
    return papers


def _named(record: Record[Paper], lines: Lines, path: str) -> str:
    return f"{path}:{lines.place(record.entry.start)[0]}: {record.value.key}"


def marks(paper: Paper | Draft) -> list[Identifier | str]:
    """Return what no other paper may have: identifiers, and the title folded."""
    return [*sorted(identifiers(paper)), *titles(paper)]


def spoken(mark: object) -> str:
    """Return what is said of a paper that has a mark of `marks`."""
    if isinstance(mark, Identifier):
        return f"the same {mark.kind} identifier {mark.value}"
    return "the same title"
