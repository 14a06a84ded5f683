"""What the screen shows, as a value, and the query that it comes to. Pure."""

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, Literal

from headcat.errors import UsageError
from headcat.index.searching import Term, parse
from headcat.model import RELEVANCE, SORT_FIELDS, Query
from headcat.vocabulary import Vocabulary, find_stage

ORDERS: Final = (RELEVANCE, *(field for field in SORT_FIELDS if field != RELEVANCE))
# What is not typed to its end: a field without its word, a year that lacks digits.
_BEGUN: Final = r"(?:^|\s)-?(?:\w+:|year:(?:\d{1,3}|\d{4}(?:-|\.\.|–)\d{0,3}))$"
_LAST_WORD: Final = r"(?:^|\s)(?P<word>(?!year:)[^\s\"-][^\s\"]*(?<=[^\W_]))$"


@dataclass(frozen=True, slots=True)
class View:
    """What is asked for: what the command was given, what was typed, and what was ticked since.

    `start` restricts the papers all the time, but for its search, heads, stages and order, which `of`
    takes out of it.
    """

    start: Query
    typed: str = ""
    heads: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    match: Literal["any", "all"] = "any"
    sort: str = RELEVANCE
    reverse: bool = False

    @classmethod
    def of(cls, query: Query, vocabulary: Vocabulary) -> "View":
        """Return the view that a query begins with.

        Raises:
            UsageError: it names a head or a stage that there is not, or an order.

        """
        if query.sort not in ORDERS:
            raise UsageError(f"no sort field is called {query.sort!r}; there are: {', '.join(SORT_FIELDS)}")
        return cls(
            start=replace(query, search=None, heads=(), stages=(), sort="date", reverse=False),
            typed=query.search or "",
            heads=frozenset(vocabulary.head(name).name for name in query.heads),
            stages=frozenset(map(find_stage, query.stages)),
            match=query.match,
            sort=query.sort,
            reverse=query.reverse,
        )

    def query(self) -> Query:
        """Return the query: the word that is being typed may go on."""
        return replace(
            self.start,
            search=live(self.typed),
            heads=tuple(sorted(self.heads)),
            stages=tuple(sorted(self.stages)),
            match=self.match,
            sort=self.sort,
            reverse=self.reverse,
        )

    def terms(self) -> tuple[Term, ...]:
        """Return what is looked for, to be marked where it stands."""
        return parse(live(self.typed) or "").sought()

    def without_ticks(self) -> "View":
        """Return the view with no head and no stage chosen."""
        return replace(self, heads=frozenset(), stages=frozenset())

    def ticked(self, kind: str, name: str) -> "View":
        """Return the view with a head or a stage chosen that was not, or the other way round."""
        if kind == "stage":
            return replace(self, stages=self.stages ^ {name})
        return replace(self, heads=self.heads ^ {name})

    def next_order(self) -> "View":
        """Return the view in the next order."""
        return replace(self, sort=ORDERS[(ORDERS.index(self.sort) + 1) % len(ORDERS)])

    def known_to(self, vocabulary: Vocabulary) -> "View":
        """Return the view without heads that a vocabulary no longer has."""
        return replace(self, heads=self.heads & {head.name for head in vocabulary.heads})


def live(text: str) -> str | None:
    """Return what is asked while a text is being typed, or None where nothing is yet.

    >>> live("induction circ")
    'induction circ OR circ*'
    """
    text = re.sub(_BEGUN, "", text)
    is_open = text.count('"') % 2 == 1
    last = None if is_open else re.search(_LAST_WORD, text)
    if last and last["word"] != "OR":
        text = f"{text} OR {last['word']}*"
    return text if parse(text).clauses else None


def order_told(view: View, *, ranked: bool) -> str:
    """Return in words in which order papers are."""
    told = partial("by {0}, from {1}".format, view.sort)
    if view.sort == RELEVANCE and ranked:
        return "worst match first" if view.reverse else "best match first"
    if view.sort in (RELEVANCE, "date"):
        return "oldest first" if view.reverse else "newest first"
    return told("z to a" if view.reverse else "a to z")
