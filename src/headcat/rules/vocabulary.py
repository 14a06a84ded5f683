"""HC3xx: heads and venues are called by the names that the vocabulary gives them."""

from collections.abc import Callable, Iterator, Sequence

from headcat.document import Problem
from headcat.folding import compact
from headcat.model import STAGES, VENUE_KINDS, Head, Paper, Venue
from headcat.records import Reading, Record
from headcat.vocabulary import Vocabulary, fold_head, unknown


def check(reading: Reading) -> Iterator[Problem]:
    """Yield what is wrong in the vocabulary, then how papers use it otherwise."""
    vocabulary = reading.vocabulary()
    yield from _same_terms(reading)
    for head in reading.heads:
        yield from _placement(head, {record.value.name for record in reading.heads})
    for venue in reading.venues:
        if venue.value.kind not in VENUE_KINDS:
            message = f"no kind is called {venue.value.kind!r}; it may be {', '.join(VENUE_KINDS)}"
            yield Problem("HC308", venue.at("kind"), message)
    for paper in reading.papers:
        yield from _heads(paper, vocabulary)
        yield from _venue(paper, vocabulary)


def _same_terms(reading: Reading) -> Iterator[Problem]:
    yield from _repeats(reading.heads, fold_head)
    yield from _repeats(reading.venues, compact)


def _repeats(records: Sequence[Record[Head | Venue]], fold: Callable[[str], str]) -> Iterator[Problem]:
    owners: dict[str, int] = {}
    for entry, record in enumerate(records):
        for number, name in enumerate((record.value.name, *record.value.aliases)):
            offset = record.at("aliases", number - 1) if number else record.at("name")
            if not fold(name):
                yield Problem("HC101", offset, f"the name {name!r} has no letter and no digit")
                continue
            owner = owners.setdefault(fold(name), entry)
            if owner != entry:
                message = f"{name!r} is also a name of {records[owner].value.name!r}"
                yield Problem("HC303", offset, message)


def _placement(record: Record[Head], names: set[str]) -> Iterator[Problem]:
    head = record.value
    if head.stage is not None and head.stage not in STAGES:
        message = f"no stage is called {head.stage!r}; it may be {', '.join(STAGES)}"
        yield Problem("HC305", record.at("stage"), message)
    if head.broader is not None and (head.broader not in names or head.broader == head.name):
        message = f"broader: {head.broader!r} is no other head of the vocabulary"
        yield Problem("HC304", record.at("broader"), message)


def _heads(record: Record[Paper], vocabulary: Vocabulary) -> Iterator[Problem]:
    for number, name in enumerate(record.value.heads):
        head = vocabulary.find_head(name)
        if head is None:
            message = unknown("head", name, vocabulary.nearest_heads(name), "headcat heads")
            yield Problem("HC301", record.at("heads", number), message)
        elif head.name != name:
            message = f"write {head.name!r}; {name!r} is another name of it"
            yield Problem("HC302", record.at("heads", number), message)


def _venue(record: Record[Paper], vocabulary: Vocabulary) -> Iterator[Problem]:
    name = record.value.venue
    if name is None:
        return
    correct = vocabulary.venue_name(name)
    if correct is None:
        near = vocabulary.nearest_venues(name)
        message = unknown("venue", name, near, None) + "; new ones go into the section venues:"
        yield Problem("HC306", record.at("venue"), message)
    elif correct != name:
        yield Problem("HC307", record.at("venue"), f"write {correct!r} for {name!r}")
