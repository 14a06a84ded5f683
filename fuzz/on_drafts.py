"""Drafts as targets, however hostile: added to a catalogue, and brought in many at once.

What is added must be in the file afterwards, the file must be whole, and all that stood in it must
stand there still.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from fuzz import workplace
from fuzz.grammar.hostile import text_of
from headcat.catalogue import Catalogue
from headcat.changes.importing import Policy, imported
from headcat.document.records import decode_text, read
from headcat.errors import RefusedError
from headcat.formats.imports import Report, write_json, write_text
from headcat.model import Draft, Link, Query, Summary
from headcat.readers.jsontext import as_text
from headcat.rules import report
from headcat.words.escaping import visible_lines

_PATH = Path("data/papers.yaml")


def add(data: bytes) -> None:
    """Add drafts to the small catalogue, through files and index."""
    drafts = list(_drafts(data))
    path = workplace.clean() / _PATH
    before = path.read_bytes()
    opened = Catalogue.open(path)
    known = set(opened.find_json(Query()))
    try:
        change = opened.add(*drafts)
    except RefusedError:
        assert path.read_bytes() == before, "it was refused, and changed"
        raise
    text = decode_text(str(path), path.read_bytes())[0]
    assert report(str(path), read(text)) == (), "the file is broken"
    assert len(change.papers) == len(drafts)
    again = set(Catalogue.open(path).find_json(Query()))
    assert known <= again, "a paper is lost"
    assert len(again) == len(known) + len(drafts)
    assert "# the first of all" in text


def bring(data: bytes) -> None:
    """Bring drafts in as `import` does, in all ways."""
    drafts = list(_drafts(data))
    old = workplace.SMALL.encode()
    for policy in (Policy("skip", True, True), Policy("update", True, True), Policy("error", False, True)):
        done = imported(_PATH, old, drafts, policy)
        assert len(done.outcomes) == len(drafts)
        text = decode_text(str(_PATH), done.data)[0]
        assert report(str(_PATH), read(text)) == (), "the file is broken"
        told = [Report(done.outcomes, (), done=True)]
        shown = "".join(write_text(told))
        assert visible_lines(shown) == shown
        assert len(json.loads("".join(write_json(told)))) == len(drafts)


def _drafts(data: bytes) -> Iterator[Draft]:
    """Yield the drafts that an input describes: lines `field=value`, an empty line between drafts."""
    for text in text_of(data).split("\n\n"):
        fields: dict[str, list[str]] = {}
        for line in text.split("\n"):
            name, found, value = line.partition("=")
            if found:
                fields.setdefault(name, []).append(value.replace("\u240a", "\n"))
        if fields:
            yield _draft(fields)


def _draft(fields: dict[str, list[str]]) -> Draft:
    def of(name: str) -> str:
        return fields.get(name, [""])[0]

    def within(prefix: str) -> list[tuple[str, str]]:
        names = [name for name in fields if name.startswith(prefix)]
        return [(name.removeprefix(prefix), value) for name in names for value in fields[name]]

    return Draft(
        title=of("title"),
        authors=tuple(fields.get("author", ())),
        date=of("date"),
        venue=of("venue"),
        ids=dict(within("id.")),
        heads=tuple(fields.get("head", ())),
        links=tuple(Link(*each) for each in within("link.")),
        summary=Summary(of("innovation"), of("tasks"), of("result")),
        note=of("note"),
        key=of("key"),
        extra={name: _any(value) for name, value in within("extra.")},
    )


def _any(value: str) -> object:
    """Return what JSON a value is, as readers of JSON put it into `extra`, or the text that it is."""
    try:
        return as_text(json.loads(value))
    except (ValueError, RecursionError):
        return value
