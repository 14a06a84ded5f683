"""What the rules look at: a catalogue as it was read, a day, and what several rules need of both.

Pure. Whatever is kept here is computed at the first rule that asks for it, and once.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from headcat.document import Entry, Lines, Mapping, Node, Scalar, Sequence
from headcat.document.records import SECTIONS, Reading
from headcat.model import Head, Venue
from headcat.vocabulary import Vocabulary
from headcat.words.dates import is_date
from headcat.words.folding import words
from headcat.words.identifiers import Identifier, identify


@dataclass(frozen=True)
class Inspection:
    """A catalogue under inspection; `today` is YYYY-MM-DD, or empty where the day shall not matter."""

    reading: Reading
    today: str = ""

    @property
    def text(self) -> str:
        """The catalogue's text, which all offsets count in."""
        return self.reading.document.text

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The heads and venues."""
        return self.reading.vocabulary()

    @cached_property
    def is_date(self) -> Callable[[str], bool]:
        """The function `is_date`: many papers have one day or month."""
        return cache(is_date)

    @cached_property
    def find_head(self) -> Callable[[str], Head | None]:
        """The vocabulary's `find_head`: papers name the same few heads again and again."""
        return cache(self.vocabulary.find_head)

    @cached_property
    def find_venue(self) -> Callable[[str], tuple[Venue, str | None] | None]:
        """The vocabulary's `find_venue`."""
        return cache(self.vocabulary.find_venue)

    @cached_property
    def venue_name(self) -> Callable[[str], str | None]:
        """The vocabulary's `venue_name`."""
        return cache(self.vocabulary.venue_name)

    @cached_property
    def title_words(self) -> list[list[str]]:
        """The folded words of each paper's title."""
        return [words(record.value.title) for record in self.reading.papers]

    @cached_property
    def linked(self) -> Callable[[str], Identifier | None]:
        """The identifier, in comparable form, that a link leads to."""
        return cache(linked)

    @cached_property
    def entries(self) -> tuple[tuple[str, Entry], ...]:
        """The entries of all sections, readable or not, each with its section's name."""
        document = self.reading.document
        return tuple((name, entry) for name in SECTIONS for entry in document.entries(name))

    @cached_property
    def unusual(self) -> tuple[tuple[str, Entry], ...]:
        """Those of the entries that are not known to be in headcat's own layout."""
        return tuple((section, entry) for section, entry in self.entries if not entry.canonical)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    def line(self, offset: int) -> int:
        """Return the number of the line that an offset stands in."""
        return self._lines.place(offset)[0]

    @cached_property
    def _entries(self) -> list[Entry]:
        """The entries in the text's order, and as others the sections' names and values that are no lists."""
        found: list[Entry] = []
        for section in self.reading.document.sections.values():
            found.append(Entry(section.key.start, section.key.end, section.key))
            found += section.entries or [Entry(section.value.start, section.value.end, section.value)]
        return sorted(found, key=lambda entry: entry.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [entry.start for entry in self._entries]

    def scalar_at(self, offset: int) -> Scalar | None:
        """Return the value or name that an offset stands in."""
        place = bisect_right(self._starts, offset) - 1
        return _scalar_at(self._entries[place].node, offset) if place >= 0 else None

    def is_broken(self, offset: int) -> bool:
        """Tell whether an offset stands in an entry that could not be read."""
        return any(start <= offset <= end for start, end in self.reading.document.broken)


def linked(url: str) -> Identifier | None:
    """Return the identifier, in comparable form, that a link leads to."""
    identifier = identify(url)
    return identifier.same() if identifier else None


def _scalar_at(node: Node, offset: int) -> Scalar | None:
    if not node.start <= offset < node.end:
        return None
    if isinstance(node, Scalar):
        return node
    children = node.items if isinstance(node, Sequence) else [each for pair in node.pairs for each in pair]
    found = (_scalar_at(child, offset) for child in children)
    return next((scalar for scalar in found if scalar), None)


def is_block(scalar: Scalar) -> bool:
    """Tell whether a value is written as a block of lines, behind | or >."""
    return scalar.style in {"|", ">"}


def in_brackets(node: Node) -> bool:
    """Tell whether a list or mapping is written in brackets."""
    return isinstance(node, Mapping | Sequence) and node.flow
