"""Answers to views, from the catalogue's index; called from threads, one at a time.

Knows nothing of Textual. What is asked for comes as the numbers of its papers, all at once, which is
quick for any number of them; the papers themselves are fetched when they come into sight.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any, Final, NamedTuple

from headcat import store
from headcat.catalogue import Catalogue
from headcat.errors import HeadcatError
from headcat.index.selection import select
from headcat.model import RELEVANCE, Paper, Query
from headcat.outline import Item, outline
from headcat.tui.asking import View
from headcat.words.corrections import corrected

# What may go wrong while a catalogue is read, by its fault, its file's or its index's.
FAULTS: Final = (HeadcatError, OSError, sqlite3.Error)
PAGE: Final = 64
# Of more papers than these it says nothing how well each matches, and takes long to find out.
_RANKED_AT_MOST: Final = 20_000
# One row for all: each row that SQLite hands over lets another thread in, which may stay.
_GATHERED: Final = "SELECT json_group_array(id) FROM ({})"
_NAMED: Final = "SELECT name, json_group_array(paper) FROM head GROUP BY name"
_OF_KEYS: Final = "SELECT id FROM paper WHERE key IN (SELECT value FROM json_each(?)) ORDER BY id DESC"
_TEXTS: Final = "SELECT r.json FROM json_each(?) given JOIN record r ON r.id = given.value ORDER BY given.key"


class Answer(NamedTuple):
    """The papers of a view: their numbers in order, and where the cursor belongs.

    `near` are the papers on the pages at the cursor; `ranked` is whether the best match is first.
    """

    view: View
    numbers: list[int]
    place: int
    near: dict[int, list[Paper]]
    ranked: bool


class Contents(NamedTuple):
    """A catalogue as it was read: the lines of its heads, how many papers, how many errors."""

    items: list[Item]
    papers: int
    errors: int


class Reader:
    """Reads one catalogue for the screen, as it was when it was last read anew."""

    def __init__(self, catalogue: Catalogue, start: Query) -> None:
        """Open it.

        Raises:
            HeadcatError: it cannot be read, or the query makes no sense.

        """
        self._lock = Lock()
        self._start = start
        self._take(catalogue)

    def _take(self, catalogue: Catalogue) -> None:
        stamp = store.stamp(catalogue.path)
        vocabulary = catalogue.vocabulary
        view = View.of(self._start, vocabulary).without_ticks()
        view = replace(view, typed="", sort="date")
        papers = len(_gathered(catalogue, view.query(), "p.id"))
        contents = Contents(outline(vocabulary), papers, len(catalogue.errors()))
        members = {name: frozenset(json.loads(text)) for name, text in catalogue.rows(_NAMED)}
        self.catalogue, self.vocabulary, self.contents = catalogue, vocabulary, contents
        self._stamp, self._words = stamp, dict[str, int]()
        self._members = {item: self._papers_of(item, members) for item in contents.items}

    def _papers_of(self, item: Item, members: dict[str, frozenset[int]]) -> frozenset[int]:
        """Return the papers that a head or a stage finds."""
        if item.kind == "head":
            exact = self._start.exact
            names = (item.name,) if exact else self.vocabulary.with_narrower(item.name)
        else:
            heads = self.vocabulary.heads if item.can_be_chosen else ()
            names = tuple(head.name for head in heads if self.vocabulary.placement(head)[0] == item.name)
        return frozenset[int]().union(*(members.get(name, ()) for name in names))

    def first_view(self) -> View:
        """Return the view that the start's query asks for."""
        return View.of(self._start, self.vocabulary)

    def has_changed(self) -> bool:
        """Tell whether the catalogue's file is another than the one that was read."""
        return store.stamp(self.catalogue.path) != self._stamp

    def read_anew(self) -> None:
        """Read the catalogue as it is now; where it cannot be read, keep what there was."""
        with self._lock:
            self._take(replace(self.catalogue, progress=None))  # whose bar would be drawn over the screen

    def ask(self, view: View, keep: str = "", is_stale: Callable[[], bool] = bool) -> Answer | None:
        """Return the papers of a view.

        Args:
            view: what is asked for.
            keep: the key of the paper that the cursor stays on.
            is_stale: tells whether nobody wants to know any more; then nothing is returned.

        """
        with self._lock:
            if is_stale():
                return None
            numbers, ranked = self._ordered(view)
            place = self._place(numbers, keep)
            pages = {place // PAGE, (place + PAGE // 2) // PAGE}
            near = {page: self._papers(numbers[page * PAGE : (page + 1) * PAGE]) for page in pages}
            return Answer(view, numbers, place, near, ranked)

    def _ordered(self, view: View) -> tuple[list[int], bool]:
        """Return the papers of a view, and whether they are in the order of how well they match."""
        query = view.query()
        wanted = query.sort == RELEVANCE and query.search is not None
        numbers = self._numbers(replace(query, sort="date") if wanted else query)
        if wanted and len(numbers) <= _RANKED_AT_MOST:
            return self._numbers(query), True
        return numbers, False

    def _numbers(self, query: Query) -> list[int]:
        return _gathered(self.catalogue, query, "p.id")

    def _place(self, numbers: list[int], key: str) -> int:
        for (number,) in self.catalogue.rows("SELECT id FROM paper WHERE key = ?", (key,)):
            if number in numbers:
                return numbers.index(number)
        return 0

    def papers(self, numbers: Sequence[int]) -> list[Paper]:
        """Return papers by their numbers, in their order."""
        with self._lock:
            return self._papers(numbers)

    def _papers(self, numbers: Sequence[int]) -> list[Paper]:
        return [Paper.from_json(json.loads(text)) for text in self._texts(numbers)]

    def _texts(self, numbers: Sequence[int]) -> Iterator[str]:
        return (text for (text,) in self.catalogue.rows(_TEXTS, (json.dumps(numbers),)))

    def texts(self, chosen: View | frozenset[str]) -> list[str]:
        """Return JSON objects, as text: of a view's papers in its order, or of keys' papers, newest first."""
        with self._lock:
            if isinstance(chosen, View):
                return list(self._texts(self._ordered(chosen)[0]))
            numbers = [number for (number,) in self.catalogue.rows(_OF_KEYS, (json.dumps(list(chosen)),))]
            return list(self._texts(numbers))

    def keys(self, view: View) -> list[str]:
        """Return the keys of the papers of a view."""
        with self._lock:
            return _gathered(self.catalogue, replace(view, sort="date").query(), "p.key")

    def counts(self, answer: Answer) -> dict[Item, int]:
        """Return for each head and stage how many papers it would find, beside what is chosen.

        Where any of the chosen heads will do, that is how many it would add, or adds, by itself; where
        all must be there, how many would be left.
        """
        view = answer.view
        numbers = answer.numbers
        if view.match == "any" and (view.heads or view.stages):
            with self._lock:
                numbers = self._numbers(replace(view.without_ticks(), sort="date").query())
        shown = frozenset(numbers)
        return {item: len(papers & shown) for item, papers in self._members.items()}

    def meant(self, view: View) -> str | None:
        """Return what was probably meant by a text that finds nothing."""
        with self._lock:
            self._words = self._words or dict(self.catalogue.words())
            return corrected(view.typed, self._words, lambda text: self._finds(replace(view, typed=text)))

    def _finds(self, view: View) -> bool:
        return any(True for _ in self.catalogue.find(replace(view.query(), limit=1)))


def _gathered(catalogue: Catalogue, query: Query, column: str) -> list[Any]:
    """Return one column of the papers that a query asks for."""
    sql, parameters = select(query, catalogue.vocabulary, f"{column} AS id")
    return list(json.loads(next(catalogue.rows(_GATHERED.format(sql), parameters))[0]))
