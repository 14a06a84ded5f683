"""Files that papers are read from as targets; whatever they are, each place that cannot be read is told."""

from pathlib import PurePath

from fuzz.grammar.hostile import text_of
from headcat.changes.drafts import settle_all
from headcat.readers import READERS, reader
from headcat.readers.detection import detect
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible


def _gather(name: str, data: bytes) -> None:
    text = text_of(data)
    drafts, problems = reader(name)(text, "file")
    last = text.count("\n") + text.count("\r") + len(text.splitlines()) + 1
    for problem in problems:
        assert 0 <= problem.line <= last
        visible(str(problem))
    for draft in drafts:
        texts = [draft.title, draft.date, draft.venue, draft.note, draft.key, *draft.authors, *draft.heads]
        texts += [*draft.ids.values(), *(url for _, url in draft.links)]
        assert all(isinstance(each, str) for each in texts)
    settle_all(drafts[:20], Vocabulary())


def bibtex(data: bytes) -> None:
    """Read BibTeX."""
    _gather("bibtex", data)


def ris(data: bytes) -> None:
    """Read RIS."""
    _gather("ris", data)


def csl(data: bytes) -> None:
    """Read CSL-JSON."""
    _gather("csl-json", data)


def json(data: bytes) -> None:
    """Read JSON and JSON Lines."""
    _gather("json", data)
    _gather("jsonl", data)


def csv(data: bytes) -> None:
    """Read CSV."""
    _gather("csv", data)


def form(data: bytes) -> None:
    """Read contribution forms and bodies of issues."""
    _gather("form", data)


def awesome(data: bytes) -> None:
    """Read a reading list."""
    _gather("awesome", data)


def detection(data: bytes) -> None:
    """Tell what a text is, and read it as that."""
    text = text_of(data)
    name = detect(text, PurePath("file.md").name)
    assert name in READERS
    _gather(name, data)
