"""HC2xx: no paper is in the catalogue twice."""

from collections.abc import Iterator

from headcat.document import Lines, Problem
from headcat.folding import compact
from headcat.identifiers import Identifier, identities
from headcat.model import Draft, Paper
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
    for identifier, path in sorted(identifiers(paper).items()):
        yield "HC202", identifier, f"{identifier.kind} {identifier.value}", path
    for title, path in titles(paper).items():
        yield "HC203", ("title", title), "the title", path


def titles(paper: Paper | Draft) -> dict[str, tuple[str, ...]]:
    """Return the folded titles of a paper, the version of record's too, with the field of each."""
    published = paper.published if isinstance(paper, Paper) else None
    found: dict[str, tuple[str, ...]] = {}
    if published:
        found[compact(published.title or "")] = ("published", "title")
    found[compact(paper.title)] = ("title",)
    found.pop("", None)
    return found


def identifiers(paper: Paper | Draft) -> dict[Identifier, tuple[str, ...]]:
    """Return what a paper is known by elsewhere, in comparable form, with the field that says so.

    Beside its ids that is what its paper links lead to.
    """
    links = [link.url for link in paper.links if link.kind == "paper"]
    found: dict[Identifier, tuple[str, ...]] = dict.fromkeys(identities({}, links), ("links", "paper"))
    for kind, value in paper.ids.items():
        found.update(dict.fromkeys(identities({kind: value}), ("ids", kind)))
    return found
