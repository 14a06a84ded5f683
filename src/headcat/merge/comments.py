"""Comments of three versions of an entry: those that one side wrote or deleted, done in the other's text.

Pure. A comment is known by its words. It goes to where it stood: above or beside the same field or item,
else above the nearest field around it that is there.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from headcat.canonical.comments import comments_of
from headcat.document import Document, Mapping, Node, Scalar, parse, plain
from headcat.document import Sequence as SequenceNode
from headcat.document.edits import line_end
from headcat.merge.blocks import lines

Path = tuple[str, ...]


class Note(NamedTuple):
    """A comment: its words, where it stands, whether alone on its line, and above or beside what.

    `path` is None for one below everything else.
    """

    text: str
    start: int
    alone: bool
    path: Path | None


def standing(section: str, body: str) -> Document:
    """Return an entry's lines as a document of their own."""
    return parse(f"{section}:\n{body}")


def says(document: Document, section: str) -> Any:
    """Return what the only entry of a document says, None where it has another number of them or errors."""
    entries = document.entries(section)
    return entries[0].says() if len(entries) == 1 and not document.problems else None


def notes_of(section: str, body: str) -> list[Note]:
    """Return the comments of an entry's lines, in their order, each with where it starts in them."""
    if "#" not in body:
        return []
    document = standing(section, body)
    if document.problems:
        return []
    lead = len(section) + 2
    places = list(_places(document.entries(section)[0].node, ()))
    notes = []
    for comment in comments_of(document):
        above = (path for start, path in places if start > comment.offset)
        beside = (path for start, path in reversed(places) if start < comment.offset)
        path = next(above if comment.alone else beside, None)
        notes.append(Note(comment.text, comment.offset - lead, comment.alone, path))
    return notes


def words_of(section: str, body: str) -> Counter[str]:
    """Return the comments of an entry's lines, each with how often it is there."""
    return Counter(note.text for note in notes_of(section, body))


def carried(section: str, body: str, base: str, other: str) -> str:
    """Return an entry's lines with what another side wrote of comments and deleted of them.

    Args:
        section: the name of its section.
        body: the lines.
        base: the lines that both sides come from; empty where there were none.
        other: the other side's lines.

    """
    was, now = notes_of(section, base), notes_of(section, other)
    if [note.text for note in was] == [note.text for note in now]:
        return body
    before, after = (Counter(note.text for note in notes) for notes in (was, now))
    have = words_of(section, body)
    for text in (before - after).elements():
        body = _deleted(section, body, text)
    missing = (after - before) - (have - before)
    for note in now:
        if missing[note.text]:
            missing[note.text] -= 1
            body = _written(section, body, note)
    return body


def _deleted(section: str, body: str, text: str) -> str:
    """Return the lines without a comment, the first of its words."""
    note = next((each for each in notes_of(section, body) if each.text == text), None)
    if note is None:
        return body
    end = line_end(body, note.start)
    if note.alone and not body[body.rfind("\n", 0, note.start) + 1 : note.start].strip():
        return body[: body.rfind("\n", 0, note.start) + 1] + body[body.find("\n", end) + 1 :]
    return body[: note.start].rstrip(" \t") + body[end:]


def _written(section: str, body: str, note: Note) -> str:
    """Return the lines with a comment, beside what it stood beside, if it can, else above it."""
    document = standing(section, body)
    lead = len(section) + 2
    wanted, said = words_of(section, body) + Counter([note.text]), says(document, section)
    places = {
        path: start - lead for start, path in reversed(list(_places(document.entries(section)[0].node, ())))
    }
    path = note.path or ()
    while path and path not in places:
        path = path[:-1]
    newline = "\r\n" if "\r\n" in body else "\n"
    beside = line_end(body, places.get(path, 0))
    tries = [f"{body[:beside]}  {note.text}{body[beside:]}"] if path == note.path and not note.alone else []
    tries += [_above(body, place, note.text + newline) for place in (places.get(path), min(places.values()))]
    fits = (
        new
        for new in tries
        if says(standing(section, new), section) == said and words_of(section, new) == wanted
    )
    return next(fits, body)


def _above(body: str, place: int | None, text: str) -> str:
    """Return the lines with one more above a place, or below them all."""
    if place is None:
        last = list(lines(body))[-1]
        indent = len(last) - len(last.lstrip()) + 2 * last.lstrip().startswith("- ")
        return body + " " * indent + text
    start = body.rfind("\n", 0, place) + 1
    line = body[start:]
    return body[:start] + line[: len(line) - len(line.lstrip(" "))] + text + line


def _places(node: Node, path: Path) -> Iterator[tuple[int, Path]]:
    """Yield where the fields and items of an entry begin, with the names on the way to each."""
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key.start, (*path, key.value)
            yield from _places(value, (*path, key.value))
    elif isinstance(node, SequenceNode):
        for item in node.items:
            inner = (*path, repr(plain(item)))
            yield item.start, inner
            if not isinstance(item, Scalar):
                yield from _places(item, inner)
