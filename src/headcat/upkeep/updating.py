"""What has become of listed papers: which were published since, renamed, withdrawn or retracted.

Pure. Judges what services say; knows nothing of how they were asked. To call a paper published that was
not is the worst mistake: a publication counts where an identifier says so, or where title, first author
and year agree; it is written only where the vocabulary knows the venue; and nothing that a person wrote
is changed but the name of a preprint server.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from headcat.changes.amendments import Amendment
from headcat.model import Paper, Venue
from headcat.vocabulary import Vocabulary
from headcat.words.corrections import are_alike, are_nearly_equal
from headcat.words.folding import words
from headcat.words.identifiers import ID_KINDS, Identifier
from headcat.words.names import split_name

_EARLIER: Final = 1  # the years that a publication may be before the preprint,
_LATER: Final = 2  # and after
_RANK: Final = ("proceedings", "journal", "web", "workshop")


class Publication(NamedTuple):
    """Where a service says that a paper appeared.

    `venue` is the service's own words with the year behind. `why` says which identifier makes it the
    paper that was asked for; it is empty where only a title was searched.
    """

    source: str
    title: str
    authors: tuple[str, ...]
    year: str
    venue: str
    ids: Mapping[str, str]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a person should look at in a paper.

    `amendment` is what may be written after a yes, `evidence` the sentences that speak for it; `notices`
    are what only a person can decide on.
    """

    paper: Paper
    amendment: Amendment = field(default_factory=Amendment)
    evidence: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the proposal as the JSON object that is printed."""
        changes: dict[str, Any] = dict(self.amendment.values)
        if self.amendment.published_authors:
            changes["published.authors"] = list(self.amendment.published_authors)
        return {
            "key": self.paper.key,
            "title": self.paper.title,
            "changes": changes,
            "evidence": list(self.evidence),
            "notices": list(self.notices),
        }


def is_preprint(paper: Paper, vocabulary: Vocabulary) -> bool:
    """Tell whether a paper is listed as one that was not published yet."""
    if paper.published is not None:
        return False
    if not paper.venue:
        return "arxiv" in paper.ids
    found = vocabulary.find_venue(paper.venue)
    return found is not None and found[0].kind == "preprint"


def renamed(paper: Paper, source: str, title: str, authors: Sequence[str]) -> Iterator[str]:
    """Yield what a service's newest version of a paper is called and signed otherwise than the entry says."""
    published = paper.published
    titles = [paper.title, *([published.title] if published and published.title else [])]
    if title and _folded(title) not in map(_folded, titles):
        yield f"{source} calls it {title!r} now"
    lists = [paper.authors, *([published.authors] if published and published.authors else [])]
    if authors and _families(authors) not in map(_families, lists):
        yield f"{source} names other authors now: {', '.join(authors)}"


def proposed(
    paper: Paper, publications: Iterable[Publication], notices: Iterable[str], vocabulary: Vocabulary
) -> Proposal | None:
    """Return what is to be looked at in a paper, or None.

    Args:
        paper: the paper.
        publications: what services found; those of other papers among them are passed over.
        notices: what a person should know beside.
        vocabulary: where venues are looked up.

    """
    told = list(notices)
    known: list[tuple[int, Publication, str, str]] = []
    for each in publications:
        why = _reason(paper, each)
        if why is None:
            if each.why:
                told.append(f"{each.source} has {each.title!r} there, though {each.why}")
            continue
        found = vocabulary.find_venue(each.venue)
        if found is None or found[0].kind == "preprint":
            if found is None and each.venue:
                told.append(f"{each.source} has it in {each.venue!r}, which the vocabulary does not know")
            continue
        known.append((_RANK.index(found[0].kind), each, _name(found, each.year), why))
    if not known:
        return Proposal(paper, notices=tuple(dict.fromkeys(told))) if told else None
    _, best, venue, why = min(known, key=lambda each: each[0])
    values, conflicts = _values(paper, best, venue)
    amendment = Amendment(values=values, published_authors=_other_authors(paper, best))
    evidence = f"{best.source} has it in {venue}; {why}"
    return Proposal(paper, amendment, (evidence,), tuple(dict.fromkeys((*told, *conflicts))))


def _name(found: tuple[Venue, str | None], year: str) -> str:
    venue, said = found
    return f"{venue.name} {said or year}".strip()


def _reason(paper: Paper, publication: Publication) -> str | None:
    """Return why a publication is that of a paper, or None: it is another's."""
    if publication.why:
        return publication.why if are_alike(paper.title, publication.title) else None
    if not publication.authors or not publication.year.isdecimal():
        return None
    same_author = _families(paper.authors[:1]) == _families(publication.authors[:1])
    near = -_EARLIER <= int(publication.year) - int(paper.year) <= _LATER
    if same_author and near and are_nearly_equal(paper.title, publication.title):
        return "title, first author and year agree"
    return None


def _values(paper: Paper, publication: Publication, venue: str) -> tuple[dict[str, str], list[str]]:
    """Return the values that a publication gives to fields, and what contradicts the entry."""
    values, conflicts = {"venue": venue}, []
    for kind in ID_KINDS:
        value = publication.ids.get(kind)
        if not value:
            continue
        said = paper.ids.get(kind)
        if said is None:
            values[f"ids.{kind}"] = value
        elif Identifier(kind, said).same() != Identifier(kind, value).same():
            conflicts.append(f"{publication.source} has the {kind} identifier {value}, the entry {said}")
    if publication.title and _folded(publication.title) != _folded(paper.title):
        values["published.title"] = publication.title
    return values, conflicts


def _other_authors(paper: Paper, publication: Publication) -> tuple[str, ...]:
    same = _families(publication.authors) == _families(paper.authors)
    return () if same else publication.authors


def _families(authors: Sequence[str]) -> list[str]:
    return [_folded(split_name(author).family) for author in authors]


def _folded(text: str) -> str:
    return "".join(words(text))
