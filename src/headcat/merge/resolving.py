"""Conflicts that a merge left in a catalogue: which entries they are about, and one of them mended.

Pure. What stands outside of the conflict keeps its bytes. Nothing comes out that cannot be read, or has an
entry twice, where it could be read before.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from headcat.changes import Change
from headcat.document import Document, Lines, encode, parse
from headcat.document.conflicts import Hunk, Side, find, without
from headcat.document.records import decode_text
from headcat.errors import NotFoundError, RefusedError
from headcat.merge.comments import carried, says, standing
from headcat.merge.entries import spelt
from headcat.merge.values import interleaved
from headcat.pairing import NAME_FIELDS, name_of, named

Choice = Literal["ours", "theirs", "both"]
_SIDES: Final[tuple[Side, Side]] = ("ours", "theirs")
_NAMED: Final = re.compile(r"^ *(?:- +)?(?:key|name|id): *+(\S.*)", re.MULTILINE)


class Open(NamedTuple):
    """A conflict: the line of its first marker, and the names of the entries that it is about."""

    line: int
    names: tuple[str, ...]
    hunk: Hunk


def open_conflicts(text: str) -> list[Open]:
    """Return the conflicts of a text, in its order."""
    hunks, _ = find(text)
    lines = Lines(text)
    names: list[dict[str, None]] = [{} for _ in hunks]
    for side in _SIDES:
        document = parse(without(text, hunks, side))
        for found, name in _touched(text, document, hunks, side):
            names[found][name] = None
    return [
        Open(lines.place(hunk.start)[0], tuple(each), hunk) for hunk, each in zip(hunks, names, strict=True)
    ]


def _touched(text: str, document: Document, hunks: Sequence[Hunk], side: Side) -> Iterator[tuple[int, str]]:
    """Yield for each conflict the entries that its version of a side is a part of."""
    gone = 0
    for number, hunk in enumerate(hunks):
        start, end = hunk.span(side)
        place = hunk.start - gone
        gone += hunk.end - hunk.start - (end - start)
        if document.problems:
            yield from (
                (number, match[1].rstrip().strip("\"'")) for match in _NAMED.finditer(text, start, end)
            )
            continue
        for section in NAME_FIELDS:
            for entry in document.entries(section):
                if entry.start < place + end - start and entry.end > place:
                    yield number, name_of(section, entry.says())


def resolved(path: Path, data: bytes, name: str | None, choice: Choice) -> tuple[bytes, Change, list[Open]]:
    """Return a catalogue's bytes with conflicts mended, the change, and the conflicts that were mended.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes.
        name: an entry that a conflict is about, or the line of its first marker; None is all of them.
        choice: which version is taken.

    Raises:
        NotFoundError: there is no such conflict.
        RefusedError: not both versions can be taken, or what comes out could not be read.

    """
    text, bom = decode_text(str(path), data)
    every = open_conflicts(text)
    chosen = [each for each in every if name is None or name in each.names or name == str(each.line)]
    if not chosen:
        there = ", ".join(_called(each) for each in every)
        message = f"no conflict is about {name!r}; there are: {there}" if there else "there is no conflict"
        raise NotFoundError(f"{path}: {message}")
    new = text
    for each in reversed(chosen):
        new = new[: each.hunk.start] + _version(text, each, choice) + new[each.hunk.end :]
    why = _unproved(text, new)
    if why:
        raise RefusedError(f"{path}: nothing was changed, for {why}")
    return encode(new, bom=bom), Change(path, (), text, new), chosen


def _called(conflict: Open) -> str:
    return conflict.names[0] if conflict.names else str(conflict.line)


def _version(text: str, conflict: Open, choice: Choice) -> str:
    """Return what is put in the place of a conflict."""
    ours, theirs = (text[slice(*conflict.hunk.span(side))] for side in _SIDES)
    if choice != "both":
        return ours if choice == "ours" else theirs
    what = _called(conflict)
    if not ours.strip() or not theirs.strip():
        raise RefusedError(f"{what}: one side has nothing there; take --ours or --theirs")
    for section, field in NAME_FIELDS.items():
        documents = [standing(section, body) for body in (ours, theirs)]
        entries = [says(document, section) for document in documents]
        names = [name_of(section, each) for each in entries]
        if names[0] and names[0] == names[1]:
            united = _united(entries[0], entries[1], what, "")
            return carried(section, spelt(section, ours, united), "", theirs)
        if all(_are_whole(document, section, field) for document in documents):
            return ours + theirs
    raise RefusedError(f"{what}: the versions are no whole entries; take one, or edit the file by hand")


def _are_whole(document: Document, section: str, field: str) -> bool:
    entries = document.entries(section)
    return bool(entries) and not document.problems and all(field in (each.says() or ()) for each in entries)


def _united(ours: Any, theirs: Any, what: str, path: str) -> Any:
    """Return two versions of a value as one: lists are put together, fields fill each other up."""
    if ours == theirs:
        return ours
    if isinstance(ours, dict) and isinstance(theirs, dict):
        both = interleaved(list(ours), list(theirs))
        return {
            name: _united(
                ours.get(name, theirs.get(name)), theirs.get(name, ours.get(name)), what, f"{path}.{name}"
            )
            for name in both
        }
    if isinstance(ours, list) and isinstance(theirs, list):
        return [*ours, *(each for each in theirs if each not in ours)]
    raise RefusedError(f"{what}: {path[1:]} can say one thing only; take --ours or --theirs")


def _unproved(old: str, new: str) -> str:
    """Return why a text must not take the place of another: it has more errors, or an entry twice."""
    before, after = find(old)[0], find(new)[0]
    for side in _SIDES:
        document = parse(without(new, after, side))
        if len(document.problems) > len(parse(without(old, before, side)).problems):
            return "the catalogue could not be read then"
        try:
            for section in NAME_FIELDS:
                named(document, section)
        except RefusedError as error:
            return str(error)
    return ""
