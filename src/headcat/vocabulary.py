"""The controlled vocabularies, heads and venues, and what people may call their terms.

Pure. Turns words as people write them into terms; knows nothing of papers or files.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache, cached_property

from headcat.errors import UsageError
from headcat.model import STAGES, Head, Paper, Venue
from headcat.words.folding import compact, nearest

# Compiled where they are first looked for, but for the one that is looked for often.
_HEAD_WORD = re.compile(r"(?<=.)heads?$")
_VENUE_YEAR = r"(?P<name>.*?\S)\s*(?:[ ,]|(?<=\D)['’]?)(?P<year>(?:19|20)[0-9]{2})"
_YEAR = r"(?:19|20)[0-9]{2}"
_SHORT_TITLE = 20  # shorter names are told apart only when whole
# What a proceedings' title has beside the name of its series: "Proceedings of the 41st …, 2024".
_AROUND_SERIES = (
    r"(?i)\([^()]*\)|\b(?:proceedings|proc|of|the|in|on|annual|volume|vol|main conference|long papers"
    r"|short papers|\d+|\d+(?:st|nd|rd|th)|(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty[ -])?(?:first"
    r"|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|eleventh|twelfth)|\w+tieth)\b"
)


def fold_series(text: str) -> str:
    """Return the form in which titles of proceedings are compared: without ordinals and years."""
    return compact(re.sub(_AROUND_SERIES, " ", text))


def fold_head(text: str) -> str:
    """Return the form in which names of heads are compared: `induction` is `Induction Heads`."""
    return _HEAD_WORD.sub("", compact(text))


@dataclass(frozen=True)
class Vocabulary:
    """The heads and venues of a catalogue."""

    heads: tuple[Head, ...] = ()
    venues: tuple[Venue, ...] = ()

    @cached_property
    def _heads_by_fold(self) -> dict[str, Head]:
        found = {fold_head(alias): head for head in self.heads for alias in head.aliases}
        found.update((fold_head(head.name), head) for head in self.heads)
        return found

    @cached_property
    def _venues_by_fold(self) -> dict[str, Venue]:
        found: dict[str, Venue] = {}
        for venue in self.venues:
            for name in (venue.full or venue.name, *venue.aliases):
                found.setdefault(compact(name), venue)
        found.update((compact(venue.name), venue) for venue in self.venues)
        found.pop("", None)
        return found

    @cached_property
    def _series_by_fold(self) -> dict[str, Venue]:
        found: dict[str, Venue] = {}
        for venue in self.venues:
            for name in (venue.full or venue.name, *venue.aliases):
                if len(name) > _SHORT_TITLE:
                    found.setdefault(fold_series(name), venue)
        return found

    def find_head(self, text: str) -> Head | None:
        """Return the head that `text` names, in any spelling or by an alias."""
        return self._heads_by_fold.get(fold_head(text))

    def head(self, text: str) -> Head:
        """Return the head that `text` names.

        Raises:
            UsageError: there is none; the message names the nearest.

        """
        found = self.find_head(text)
        if found is None:
            raise UsageError(unknown("head", text, self.nearest_heads(text), "headcat heads"))
        return found

    def nearest_heads(self, text: str) -> list[str]:
        """Return the names of the heads that look most like `text`."""
        names = {name: head.name for head in self.heads for name in (head.name, *head.aliases)}
        trimmed = {_HEAD_WORD.sub("", name.lower()).strip(): name for name in names}
        close = nearest(_HEAD_WORD.sub("", text.lower()).strip(), list(trimmed))
        return list(dict.fromkeys(names[trimmed[name]] for name in close))

    def with_narrower(self, name: str) -> tuple[str, ...]:
        """Return `name` and the names of all heads narrower than it, at any depth."""
        found = [name]
        for broader in found:
            found += [head.name for head in self.heads if head.broader == broader and head.name not in found]
        return tuple(found)

    def placement(self, head: Head) -> tuple[str | None, str | None]:
        """Return the stage and the group of a head; one that has none stands where its broader one does."""
        placed = self.placed(head)
        return placed.stage, placed.group

    def placed(self, head: Head) -> Head:
        """Return the head that says where a head stands: itself, or one that is broader."""
        names = {each.name: each for each in self.heads}
        passed = {head.name}
        while head.stage is None and head.broader in names and head.broader not in passed:
            head = names[head.broader]
            passed.add(head.name)
        return head

    def find_venue(self, text: str) -> tuple[Venue, str | None] | None:
        """Return the venue that `text` names, and the year behind it if there is one."""
        for name, year in dict.fromkeys(((text, None), split_year(text))):
            venue = self._venues_by_fold.get(compact(name))
            if venue is not None:
                return venue, year
        venue = self._series_by_fold.get(fold_series(text)) if len(text) > _SHORT_TITLE else None
        years = re.findall(_YEAR, text)
        return (venue, years[-1] if years else None) if venue else None

    def settled(self, paper: Paper) -> Paper:
        """Return a paper with its heads and venue under the names that the vocabulary gives them."""
        heads = tuple(dict.fromkeys(map(self._settled_head, paper.heads)))
        venue = paper.venue and (self.venue_name(paper.venue) or paper.venue)
        if heads == paper.heads and venue == paper.venue:
            return paper
        return replace(paper, heads=heads, venue=venue)

    @cached_property
    def _settled_head(self) -> Callable[[str], str]:
        return cache(lambda text: found.name if (found := self.find_head(text)) else text)

    def venue_name(self, text: str) -> str | None:
        """Return the name of the venue that `text` names, with its year, or None."""
        return self._venue_name(text)

    @cached_property
    def _venue_name(self) -> Callable[[str], str | None]:
        return cache(self._name_of_venue)

    def _name_of_venue(self, text: str) -> str | None:
        found = self.find_venue(text)
        if found is None:
            return None
        venue, year = found
        return f"{venue.name} {year}" if year else venue.name

    def nearest_venues(self, text: str) -> list[str]:
        """Return the names of the venues that look most like `text`."""
        names = {name: venue.name for venue in self.venues for name in (venue.name, *venue.aliases)}
        close = nearest(split_year(text)[0], list(names))
        return list(dict.fromkeys(names[name] for name in close))


def split_year(text: str) -> tuple[str, str | None]:
    """Return what stands before the year that a venue's text ends in, and the year.

    >>> split_year("NeurIPS 2024")
    ('NeurIPS', '2024')
    """
    match = re.fullmatch(_VENUE_YEAR, text.strip())
    return (match["name"], match["year"]) if match else (text.strip(), None)


def find_stage(text: str) -> str:
    """Return the stage that `text` names, in any spelling, whole or by its first letters.

    Raises:
        UsageError: it names none, or more than one.

    """
    wanted = compact(text)
    found = [stage for stage in STAGES if wanted and compact(stage).startswith(wanted)]
    if len(found) != 1:
        raise UsageError(unknown("stage", text, list(STAGES), None))
    return found[0]


def unknown(what: str, text: str, near: Iterable[str], command: str | None) -> str:
    """Say that `text` names no `what`, and what may have been meant."""
    message = f"no {what} is called {text!r}"
    names = ", ".join(near)
    if names:
        message += f"; nearest: {names}"
    return f"{message} (all: {command})" if command else message
