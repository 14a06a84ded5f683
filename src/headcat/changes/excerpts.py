"""Some entries of a large catalogue that stand for all of it while papers are added.

A paper's key, its place and its not being there already depend on a few entries, which the index
finds. An excerpt holds these with all that is not an entry, so that it is a catalogue of its own: what
may be added to it may be added to the whole, at the same places. What may not be is decided by the
whole, whose lines the refusal names.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from headcat.changes.drafts import settle
from headcat.document.pieces import PIECE_BYTES, unpacked
from headcat.model import Draft
from headcat.rules.identity import identifiers, titles
from headcat.store import Snapshot
from headcat.words.names import make_key

if TYPE_CHECKING:
    from headcat.index import Index

_LAST: Final = 8  # new entries are written in the manner of the last ones


class Stretch(NamedTuple):
    """Bytes that an excerpt took over: where they begin in it, and where in the catalogue."""

    here: int
    there: int


class Excerpt(NamedTuple):
    """A part of a catalogue's bytes, and where its stretches come from, in their order."""

    data: bytes
    stretches: tuple[Stretch, ...]

    def place(self, offset: int) -> int:
        """Return where an offset of the excerpt is in the catalogue."""
        stretch = self.stretches[bisect_right(self.stretches, offset, key=lambda each: each.here) - 1]
        return stretch.there + offset - stretch.here


def excerpt(index: "Index", snapshot: Snapshot, drafts: Sequence[Draft]) -> Excerpt | None:
    """Return what of a catalogue decides on the adding of papers; None where only all of it can.

    Args:
        index: the catalogue's.
        snapshot: the catalogue.
        drafts: the papers to add.

    """
    plan = index.plan()
    if plan.digest != snapshot.digest or not (plan.sound and plan.ordered and drafts):
        return None
    vocabulary = index.vocabulary()
    numbers: set[int] = set()
    for draft in drafts:
        settled, mistakes = settle(draft, vocabulary)
        if mistakes:
            return None
        numbers |= set(_related(index, settled))
    data = snapshot.data
    found = _taken(data, plan.head_size, plan.pieces, numbers)
    mixed = (b"\r\n" in data) != (b"\r\n" in found.data)
    return None if mixed else found


def _related(index: "Index", draft: Draft) -> Iterator[int]:
    """Yield the papers whose keys, identifiers or titles a new one may meet, and its neighbours."""
    stem = make_key(draft.authors[0], draft.date[:4], draft.title, frozenset())
    for key in filter(None, {draft.key, stem}):
        yield from index.around(key)
    for kind, value in (*identifiers(draft), *(("title", title) for title in titles(draft))):
        yield from (each.number for each in index.by_identity(kind, value))


def _taken(data: bytes, head_size: int, pieces: bytes, numbers: Iterable[int]) -> Excerpt:
    """Return the stretches of a catalogue that are no entries, or the entries of some papers."""
    wanted = set(numbers)
    last = len(pieces) // PIECE_BYTES - _LAST
    spans = [(0, head_size)]
    position = head_size
    for place, (_, number, size, _) in enumerate(unpacked(pieces)):
        end = position + size
        if place >= last or number in wanted:
            spans.append((position, end))
        position = end
    spans.append((position, len(data)))
    stretches, here = [], 0
    for start, end in spans:
        stretches.append(Stretch(here, start))
        here += end - start
    return Excerpt(b"".join(data[start:end] for start, end in spans), tuple(stretches))
