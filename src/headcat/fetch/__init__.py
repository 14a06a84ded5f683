"""The services that know papers: one module each, and one polite client for all.

`SOURCES` is the registry. A source is a module with `NAME`, what people call the service, and
`find(client, value)`, which returns the paper of an identifier of its kind; arXiv's has `find_many`.
What a service says is a `Found`, never yet a paper: it is somebody else's data, and a person looks at it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from headcat.model import Draft

SOURCES: Final = {
    "arxiv": "headcat.fetch.arxiv",
    "doi": "headcat.fetch.crossref",
    "acl": "headcat.fetch.acl",
    "openreview": "headcat.fetch.openreview",
    "pmlr": "headcat.fetch.pmlr",
    "dblp": "headcat.fetch.dblp",
}


class Wanted(NamedTuple):
    """What somebody asks for: `kind` is one of `SOURCES`, `value` canonical, `text` as it was typed."""

    kind: str
    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a service says of a paper.

    `source` is the service's name as people know it, `abstract` the paper's own text, which no
    summary may copy. `doubts` are sentences that a person should read before a yes. `details` are what
    only some services know, by their names for it: `comment`, `journal_ref`, `doi`, `venueid`, …
    """

    source: str
    draft: Draft
    abstract: str = ""
    doubts: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)


class Failure(NamedTuple):
    """Why nothing was found; `answered` is whether the service said so itself."""

    message: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A paper that somebody named: `name` as it was typed, what its service says or why it does not.

    A web address of no service that headcat knows has neither. `draft` is what all together say, the
    person first; `doubts` are those of the service and of the comparison.
    """

    name: str
    draft: Draft
    found: Found | None = None
    failure: Failure | None = None
    doubts: tuple[str, ...] = ()
