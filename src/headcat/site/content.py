"""What a site shows of a catalogue: entries, terms, groups and years, ready for templates.

Pure. Knows how papers and heads relate and what their pages are called; nothing of HTML or of files.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from headcat.formats import Context, writer
from headcat.model import STAGES, Head, Paper
from headcat.site.citation import cited
from headcat.site.slugs import slugs
from headcat.statistics.occurrence import Occurrence, ranked
from headcat.vocabulary import Vocabulary, split_year
from headcat.words.escaping import json_visible
from headcat.words.folding import fold
from headcat.words.identifiers import ID_KINDS, Identifier, is_web_address
from headcat.words.names import split_name

WITHOUT_STAGE: Final = "Other heads"
_COMPANIONS: Final = 20
_NAMED: Final = 3  # so many authors are named where a list is short
_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_ID_NAMES: Final = {"arxiv": "arXiv", "doi": "DOI", "acl": "ACL Anthology", "openreview": "OpenReview"}
# How the orders that a query may ask for are called on the page; only by date is there a heading a year.
_ORDERS: Final = {
    "date": "Newest first",
    "key": "By key",
    "title": "By title",
    "author": "By author",
    "venue": "By venue",
    "relevance": "Best match first",
}


class Order(NamedTuple):
    """The order that papers come in: its name on the page, and whether each year has a heading."""

    name: str
    by_year: bool

    @classmethod
    def of(cls, sort: str, *, reverse: bool) -> "Order":
        """Return the order of a query."""
        if sort == "date":
            return cls("Oldest first" if reverse else "Newest first", by_year=True)
        return cls(_ORDERS[sort] + (", reversed" if reverse else ""), by_year=False)


class Shown(NamedTuple):
    """A link as it is shown; one that leads to no web address is text, and has no `url`."""

    label: str
    url: str
    text: str = ""


class Term(NamedTuple):
    """A head with its page; `stage` is that of a broader head where it has none of its own.

    `number` is that of its stage from 1, or 0; `wider` are its own name and those of all broader heads.
    """

    head: Head
    slug: str
    stage: str | None
    number: int
    wider: tuple[str, ...]

    @property
    def name(self) -> str:
        """The head's name."""
        return self.head.name

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"heads/{self.slug}.html"


@dataclass(frozen=True)
class Entry:
    """A paper with its page; `number` is its place in the order, `text` its JSON object."""

    paper: Paper
    number: int
    slug: str
    text: str
    heads: tuple[Term, ...]

    @property
    def anchor(self) -> str:
        """The part of an address that leads to it in a list."""
        return self.paper.key

    @property
    def page(self) -> str:
        """The path of its page."""
        return f"papers/{self.slug}.html"

    @cached_property
    def people(self) -> str:
        """Its authors, as names are read."""
        return people_of(self.paper.authors)

    @property
    def some_people(self) -> str:
        """Its first authors, where there are many."""
        named, others = self.paper.authors[:_NAMED], len(self.paper.authors) - _NAMED
        return f"{people_of(named)} and {others} more" if others > 1 else self.people

    @property
    def family(self) -> str:
        """What papers are sorted by where they are sorted by author."""
        return fold(split_name(self.paper.authors[0]).sorted_form()) if self.paper.authors else ""

    @cached_property
    def day(self) -> str:
        """Its date, as far as it is known, for people."""
        year, month, day = (*self.paper.date.split("-"), "", "")[:3]
        named = [_MONTHS[int(month) - 1]] if month else []
        return " ".join([*([str(int(day))] if day else []), *named, year])

    @property
    def series(self) -> str:
        """Its venue without the year."""
        return split_year(self.paper.venue)[0] if self.paper.venue else ""

    @cached_property
    def links(self) -> list[Shown]:
        """Its links."""
        return [
            Shown(link.kind.capitalize(), link.url)
            if is_web_address(link.url)
            else Shown(link.kind.capitalize(), "", link.url)
            for link in self.paper.links
        ]

    @cached_property
    def ids(self) -> list[Shown]:
        """Its identifiers."""
        return [
            Shown(_ID_NAMES[kind], Identifier(kind, value).url(), value)
            for kind, value in self.paper.ids.items()
            if kind in ID_KINDS
        ]

    @property
    def remark(self) -> str:
        """What else a list says of it: another title that it was published under, and its note."""
        published = self.paper.published
        title = f"Published as: {published.title}" if published and published.title else ""
        return " · ".join(filter(None, (title, self.paper.note)))

    @property
    def has_code(self) -> bool:
        """Whether there is a link to code."""
        return any(link.kind == "code" for link in self.paper.links)


class Group(NamedTuple):
    """The terms of a stage, most papers first."""

    name: str
    number: int
    terms: list[Term]


@dataclass(frozen=True)
class Content:
    """All that a site shows; `order` is that of `entries`."""

    title: str
    url: str
    order: Order
    vocabulary: Vocabulary
    entries: tuple[Entry, ...]
    terms: Mapping[str, Term]

    @cached_property
    def bibtex(self) -> list[str]:
        """Return the BibTeX of each paper."""
        write, context = writer("bibtex"), Context(self.vocabulary)
        return ["".join(write([entry.paper], context)) for entry in self.entries]

    @cached_property
    def citations(self) -> list[str]:
        """Return the reference of each paper as plain text."""
        return [cited(entry.paper, self.vocabulary) for entry in self.entries]

    @cached_property
    def years(self) -> list[tuple[str, list[Entry]]]:
        """Return the papers of each year, the newest year first, in their order."""
        by_year = sorted(self.entries, key=lambda entry: entry.paper.year, reverse=True)
        return [(year, list(group)) for year, group in groupby(by_year, key=lambda entry: entry.paper.year)]

    @cached_property
    def listed(self) -> list[tuple[str, list[Entry]]]:
        """Return the papers of each year in their order, for one that goes by date."""
        return [
            (year, list(group)) for year, group in groupby(self.entries, key=lambda entry: entry.paper.year)
        ]

    @cached_property
    def by_term(self) -> dict[str, list[Entry]]:
        """Return the papers on each head, narrower heads included, in their order."""
        found: dict[str, list[Entry]] = {name: [] for name in self.terms}
        for entry in self.entries:
            for name in meant(entry):
                found[name].append(entry)
        return found

    @cached_property
    def groups(self) -> list[Group]:
        """Return the heads that have papers, by stage."""
        found = []
        for number, name in (*enumerate(STAGES, start=1), (0, WITHOUT_STAGE)):
            terms = [term for term in self.terms.values() if term.number == number]
            counts = {term.name: len(self.by_term[term.name]) for term in terms}
            found += [Group(name, number, [self.terms[each] for each, _ in ranked(counts)])] if terms else []
        return found

    @cached_property
    def series(self) -> list[tuple[str, int]]:
        """Return the venues with their numbers of papers, most first."""
        counts = Counter(entry.series for entry in self.entries if entry.series)
        return ranked(counts)

    @cached_property
    def occurrence(self) -> Occurrence:
        """Return which heads occur together, and when."""
        return Occurrence.of((entry.paper for entry in self.entries), self.vocabulary)

    @cached_property
    def _companions(self) -> dict[str, Counter[str]]:
        found: dict[str, Counter[str]] = {name: Counter() for name in self.terms}
        for (one, other), count in self.occurrence.pairs().items():
            found[one][other] = found[other][one] = count
        return found

    def companions(self, name: str) -> list[tuple[Term, int]]:
        """Return the heads that most papers on a head are on as well, with how many."""
        return [(self.terms[other], count) for other, count in ranked(self._companions[name])[:_COMPANIONS]]

    def narrower(self, name: str) -> list[Term]:
        """Return the heads right below a head."""
        return [term for term in self.terms.values() if term.head.broader == name]


def people_of(authors: Iterable[str]) -> str:
    """Return names as they are read, parted by commas."""
    return ", ".join(map(_display, authors))


@lru_cache(maxsize=65_536)  # people write more than one paper
def _display(author: str) -> str:
    return split_name(author).display()


def meant(entry: Entry) -> set[str]:
    """Return the names of the heads that a paper counts for: its own, and all that are broader."""
    return {name for term in entry.heads for name in term.wider}


def content(
    papers: Iterable[tuple[Paper, str]], vocabulary: Vocabulary, *, title: str, url: str, order: Order
) -> Content:
    """Return what a site shows.

    Args:
        papers: papers with their JSON objects as text.
        vocabulary: the heads and venues.
        title: the site's.
        url: the address that it will have, ending in a slash, or nothing.
        order: the order that the papers come in.

    """
    listed = [(vocabulary.settled(paper), text) for paper, text in papers]
    terms = _terms({name for paper, _ in listed for name in paper.heads}, vocabulary)
    names = slugs([paper.key for paper, _ in listed], reserved=["index"])
    entries = tuple(
        Entry(paper, number, names[paper.key], json_visible(text), tuple(terms[name] for name in paper.heads))
        for number, (paper, text) in enumerate(listed)
    )
    return Content(title, url, order, vocabulary, entries, terms)


def _terms(named: set[str], vocabulary: Vocabulary) -> dict[str, Term]:
    """Return the heads that papers name, and those that are broader."""
    wider = {head.name: _wider(head, vocabulary.heads) for head in vocabulary.heads}
    wanted = {name for each in named for name in wider[each]}
    heads = [head for head in vocabulary.heads if head.name in wanted]
    names = slugs([head.name for head in heads], reserved=["index"])
    found = {}
    for head in heads:
        stage = vocabulary.placement(head)[0]
        number = STAGES.index(stage) + 1 if stage in STAGES else 0
        found[head.name] = Term(head, names[head.name], stage, number, wider[head.name])
    return found


def _wider(head: Head, heads: Sequence[Head]) -> tuple[str, ...]:
    by_name = {each.name: each for each in heads}
    found = [head.name]
    while (broader := by_name[found[-1]].broader) in by_name and broader not in found:
        found.append(broader)
    return tuple(found)
