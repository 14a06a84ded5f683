"""What a catalogue holds: papers, heads, venues, what was declined, and the questions asked of it.

Frozen data without I/O. A `Paper` is what the file says, a `Draft` what somebody wants it to say, a
`Query` what somebody wants to know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Self

STAGES = (
    "Knowledge Recalling",
    "In-Context Identification",
    "Latent Reasoning",
    "Expression Preparation",
)
LINK_KINDS = ("paper", "code", "project", "data", "demo", "blog", "video", "slides")
VENUE_KINDS = ("proceedings", "journal", "workshop", "preprint", "web")
SUMMARY_PARTS = ("innovation", "tasks", "result")
SUMMARY_WORDS = 60
RELEVANCE = "relevance"
SORT_FIELDS = ("date", "key", "title", "author", "venue", RELEVANCE)


class Link(NamedTuple):
    """A link: `kind` is one of `LINK_KINDS`."""

    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The three points of a paper, in plain English, together `SUMMARY_WORDS` words at most."""

    innovation: str = ""
    tasks: str = ""
    result: str = ""

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return the parts that are there, with their names, in their order."""
        named = ((name, getattr(self, name)) for name in SUMMARY_PARTS)
        return tuple((name, text) for name, text in named if text)

    def word_count(self) -> int:
        """Return the number of words of all parts; a word is what stands between white space."""
        return sum(len(text.split()) for _, text in self.parts())


@dataclass(frozen=True, slots=True)
class Published:
    """What the version of record says where that differs from the first version."""

    title: str | None = None
    authors: tuple[str, ...] = ()


class Place(NamedTuple):
    """Where something was read: a file's name, line and column, both from 1 (0: the whole)."""

    path: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper that is not yet in the catalogue; what is unknown is empty.

    `authors` are names as `headcat.words.names.split_name` takes them, `date` is YYYY-MM-DD, YYYY-MM or
    YYYY (the first public version), `heads` are names of the vocabulary in any spelling. `key` is
    wished for and given where it is free. `places` tells for each field where it was read, and under
    "" where the draft begins.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    venue: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    summary: Summary = Summary()
    note: str = ""
    published: Published | None = None
    key: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the catalogue.

    `extra` holds the fields that headcat does not know, as text, lists and mappings.
    """

    key: str
    title: str
    authors: tuple[str, ...]
    date: str
    venue: str | None = None
    ids: Mapping[str, str] = field(default_factory=dict)
    heads: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    summary: Summary | None = None
    note: str | None = None
    published: Published | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def year(self) -> str:
        """The year of the first public version."""
        return self.date[:4]

    def main_url(self) -> str | None:
        """Return the address that the title stands for: the paper's link, else its first link."""
        urls = {link.kind: link.url for link in reversed(self.links)}
        return urls.get("paper") or next((link.url for link in self.links), None)

    def to_json(self) -> dict[str, Any]:
        """Return the paper as the JSON object that every command prints."""
        record: dict[str, Any] = {
            "key": self.key,
            "title": self.title,
            "authors": list(self.authors),
            "date": self.date,
            "venue": self.venue,
            "ids": dict(self.ids),
            "heads": list(self.heads),
            "links": [{"kind": link.kind, "url": link.url} for link in self.links],
            "summary": None,
            "note": self.note,
        }
        if self.summary is not None:
            record["summary"] = {name: getattr(self.summary, name) for name in SUMMARY_PARTS}
        if self.published is not None:
            published = {"title": self.published.title, "authors": list(self.published.authors)}
            record["published"] = {name: value for name, value in published.items() if value}
        if self.extra:
            record["extra"] = dict(self.extra)
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Make the paper that `to_json` gave the object of."""
        summary, published = record["summary"], record.get("published")
        return cls(
            key=record["key"],
            title=record["title"],
            authors=tuple(record["authors"]),
            date=record["date"],
            venue=record["venue"],
            ids=record["ids"],
            heads=tuple(record["heads"]),
            links=tuple(Link(link["kind"], link["url"]) for link in record["links"]),
            summary=None if summary is None else Summary(**summary),
            note=record["note"],
            published=None if published is None else _published(published),
            extra=record.get("extra", {}),
        )


def _published(record: Mapping[str, Any]) -> Published:
    return Published(record.get("title"), tuple(record.get("authors", ())))


@dataclass(frozen=True, slots=True)
class Head:
    """A term of the vocabulary; `aliases` and `broader` are SKOS's altLabel and broader."""

    name: str
    aliases: tuple[str, ...] = ()
    stage: str | None = None
    group: str | None = None
    broader: str | None = None
    definition: str | None = None


@dataclass(frozen=True, slots=True)
class Venue:
    """A publication series; papers name it with the year behind it ("NeurIPS 2024").

    `full` is the name that bibliographies print, `kind` one of `VENUE_KINDS`.
    """

    name: str
    aliases: tuple[str, ...] = ()
    full: str | None = None
    kind: str = "proceedings"


@dataclass(frozen=True, slots=True)
class Declined:
    """A paper that a maintainer has looked at and does not list.

    `id` is an identifier of arXiv, the ACL Anthology or a DOI in its canonical form, `date` the day of
    the decision.
    """

    id: str
    date: str
    reason: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the catalogue; what is empty does not restrict the answer.

    A paper is in the answer when it meets every field that is set. Of several heads, stages or
    authors it needs one, or all with `match="all"`; of several venues or years one; of several
    `has` all; of `not_heads` none. `years` are pairs of first and last year; `since` and `until`
    are dates in any precision, both inclusive; a paper dated less precisely is in the answer
    when it may be. `has` names link kinds, id kinds, or `summary`, `note`, `venue`, `heads`.
    """

    heads: tuple[str, ...] = ()
    not_heads: tuple[str, ...] = ()
    exact: bool = False
    stages: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    venues: tuple[str, ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    since: str | None = None
    until: str | None = None
    has: tuple[str, ...] = ()
    search: str | None = None
    match: Literal["any", "all"] = "any"
    sort: str = "date"
    reverse: bool = False
    limit: int | None = None


HAS_VALUES = (
    *LINK_KINDS,
    "arxiv",
    "doi",
    "acl",
    "openreview",
    "summary",
    "note",
    "venue",
    "heads",
    "published",
)
