"""HC2xx: no paper is in the catalogue twice."""

from collections.abc import Iterator

from headcat.document import Lines, Problem
from headcat.folding import compact
from headcat.identifiers import identities
from headcat.model import Paper
from headcat.records import Reading, Record


def check(reading: Reading) -> Iterator[Problem]:
    """Yield every paper that repeats an earlier one's key, identifier or title."""
    lines = Lines(reading.document.text)
    seen: dict[object, Record[Paper]] = {}
    for record in reading.papers:
        paper = record.value
        for code, mark, what, path in _marks(paper):
            other = seen.setdefault(mark, record)
            if other is not record:
                line, _ = lines.place(other.entry.start)
                message = f"{what} is also that of {other.value.key} (line {line})"
                yield Problem(code, record.at(*path), message)


def _marks(paper: Paper) -> Iterator[tuple[str, object, str, tuple[str, ...]]]:
    yield "HC201", ("key", paper.key), f"the key {paper.key}", ("key",)
    for identifier in sorted(identities(paper.ids)):
        kind = identifier.kind if identifier.kind in paper.ids else "doi"
        yield "HC202", identifier, f"{identifier.kind} {identifier.value}", ("ids", kind)
    yield "HC203", ("title", compact(paper.title)), "the title", ("title",)
