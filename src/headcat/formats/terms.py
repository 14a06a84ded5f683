"""One head whole, for reading: what the vocabulary says of it and what the papers show.

Owns what is told of a head and how it is told in JSON and to a pipe.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from headcat.model import Head, Paper
from headcat.words.escaping import visible


@dataclass(frozen=True, slots=True)
class Profile:
    """A head with what a catalogue holds of it.

    `placed` is the head that says its stage and group, itself or a broader one; `narrower` are the
    heads right below it; `papers` those on it or on a narrower head, newest first; `occurs_with` the
    other heads that these papers name, with their numbers.
    """

    head: Head
    placed: Head
    narrower: tuple[str, ...]
    papers: tuple[Paper, ...]
    occurs_with: tuple[tuple[str, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object that `headcat heads show` prints."""
        head = self.head
        return {
            "name": head.name,
            "aliases": list(head.aliases),
            "stage": self.placed.stage,
            "group": self.placed.group,
            "broader": head.broader,
            "narrower": list(self.narrower),
            "definition": head.definition,
            "papers": [paper.key for paper in self.papers],
            "occurs_with": [{"head": name, "papers": count} for name, count in self.occurs_with],
            "inherited_from": None if self.placed.name == head.name else self.placed.name,
        }

    def fields(self) -> Iterator[tuple[str, str]]:
        """Yield what is told of the head itself as pairs of name and text, in the order for reading."""
        head, placed = self.head, self.placed
        source = "" if placed.name == head.name else f" (from {placed.name})"
        yield "name", head.name
        yield from (("alias", alias) for alias in head.aliases)
        yield from (("stage", placed.stage + source),) if placed.stage else ()
        yield from (("group", placed.group + source),) if placed.group else ()
        yield from (("broader", head.broader),) if head.broader else ()
        yield from (("narrower", name) for name in self.narrower)
        yield from (("definition", head.definition),) if head.definition else ()
        yield "papers", str(len(self.papers))

    def neighbours(self) -> Iterator[tuple[str, str]]:
        """Yield the heads that its papers name besides, as `fields` does."""
        yield from (("occurs with", f"{name} ({count})") for name, count in self.occurs_with)


def write_plain(profile: Profile) -> Iterator[str]:
    """Yield a whole head, a line a field: name, tab, value."""
    papers = (("paper", paper.key) for paper in profile.papers)
    for name, value in (*profile.fields(), *papers, *profile.neighbours()):
        yield f"{name}\t{visible(value)}\n"
