"""Revisions: many changes of one catalogue text as one, from what entries shall say to proved new bytes.

Pure. `headcat.changes` adds papers to a catalogue without errors; a revision may be made in one that
has some, for whoever mends an error must not be stopped by the others. It must bring no new ones.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from headcat.changes import Change
from headcat.changes.updates import disentangled, removals, update
from headcat.document import Document, Edit, Entry, Lines, encode
from headcat.document.edits import contents, insertions, prove
from headcat.document.records import Reading, decode_text, read
from headcat.errors import Diagnostic, NotFoundError, RefusedError, Severity
from headcat.rules import report

# What a message says of other entries (their names, their lines, which are the nearest): it may
# change though the error is the same.
_OF_OTHERS: Final = re.compile(r" is also .*|; nearest: .*|; new ones go .*| \(all: .*", re.DOTALL)
_SAME: Final[Mapping[str, str]] = MappingProxyType({})


class NewErrorsError(RefusedError):
    """A revision would bring errors that the catalogue has not now: its `diagnostics`."""


class Revision:
    """A change of a document as it grows: its edits, and what the text says when they are made."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._says: dict[str, list[Any]] = contents(document)
        self._gone: dict[str, set[int]] = {}
        self._updates: dict[tuple[str, int], list[Edit]] = {}
        self._insertions: list[Edit] = []

    def says(self, section: str) -> list[Any]:
        """Return what each entry of a section says so far, as text, lists and dicts."""
        return self._says.get(section, [])

    def find(self, section: str, field: str, value: str) -> int:
        """Return the number of the first entry whose field has a value.

        Raises:
            NotFoundError: there is none.

        """
        for number, fields in enumerate(self.says(section)):
            if isinstance(fields, dict) and fields.get(field) == value:
                return number
        raise NotFoundError(f"{section}: has no entry with the {field} {value!r} any more")

    def line(self, section: str, number: int) -> int:
        """Return the line that an entry begins in, before the change."""
        return self._lines.place(self._entry(section, number).start)[0]

    def update(self, section: str, number: int, new: dict[str, Any]) -> None:
        """Make an entry say `new`; of two updates of one entry the last counts.

        Raises:
            RefusedError: a comment inside would be lost.

        """
        edits = update(self.document, section, self._entry(section, number), new)
        self.rewrite(section, number, edits, new)

    def rewrite(self, section: str, number: int, edits: list[Edit], new: dict[str, Any]) -> None:
        """Make an entry say `new` by edits of one's own, which must not reach beyond its lines."""
        self._updates[section, number] = edits
        self._says[section][number] = new

    def remove(self, section: str, number: int) -> None:
        """Take an entry out, with its comments.

        Raises:
            RefusedError: the section is written in brackets.

        """
        removals(self.document, section, [number])  # refuses at once what cannot be
        self._gone.setdefault(section, set()).add(number)

    def insert(self, section: str, entries: Iterable[dict[str, Any]]) -> None:
        """Put new entries into their places, once at most and with no other change of the section.

        Raises:
            RefusedError: nothing can be added to the section.

        """
        edits, expected = insertions(self.document, section, entries)
        self._insertions += edits
        self._says[section] = expected[section]

    def text(self) -> str:
        """Return the new text, proved.

        Raises:
            RefusedError: it cannot be proved to be right.

        """
        expected = {
            name: [fields for number, fields in enumerate(says) if not self._is_gone(name, number)]
            for name, says in self._says.items()
        }
        edits = [edit for place, made in self._updates.items() if not self._is_gone(*place) for edit in made]
        for section, numbers in self._gone.items():
            edits += removals(self.document, section, numbers)
        return prove(self.document, [*disentangled(self.document, edits), *self._insertions], expected)

    def changed_papers(self) -> set[int]:
        """Return the numbers that changed papers have in the new text."""
        gone = self._gone.get("papers", set())
        return {
            number - sum(other < number for other in gone)
            for (section, number), edits in self._updates.items()
            if section == "papers" and edits and number not in gone
        }

    def new_keys(self) -> dict[str, str]:
        """Return the new key of each paper that gets one, by the old."""
        old = contents(self.document).get("papers", [])
        numbers = [number for section, number in self._updates if section == "papers"]
        keys = ((_key(old[number]), _key(self._says["papers"][number])) for number in numbers)
        return {before: after for before, after in keys if before and after and before != after}

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.document.text)

    def _is_gone(self, section: str, number: int) -> bool:
        return number in self._gone.get(section, ())

    def _entry(self, section: str, number: int) -> Entry:
        return self.document.entries(section)[number]


def revised(path: Path, data: bytes, revise: Callable[[Revision], None]) -> tuple[bytes, Change]:
    """Return a catalogue's bytes with a revision made, and the change.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes.
        revise: puts the changes into a revision.

    Raises:
        RefusedError: the text cannot be changed safely, or would have an error that it has not now.

    """
    text, bom = decode_text(str(path), data)
    before = readable(path, text)
    revision = Revision(before.document)
    revise(revision)
    new = revision.text()
    after = read(new)
    errors = new_errors(str(path), before, after, revision.new_keys())
    if errors:
        message = f"nothing was changed, for {path} would have {_counted(len(errors))}"
        raise NewErrorsError(message, errors)
    lines, numbers = Lines(new), revision.changed_papers()
    starts = {
        entry.start for number, entry in enumerate(after.document.entries("papers")) if number in numbers
    }
    touched = tuple(
        (record.value, lines.place(record.entry.start)[0])
        for record in after.papers
        if record.entry.start in starts
    )
    return encode(new, bom=bom), Change(path, touched, text, new)


def readable(path: Path, text: str) -> Reading:
    """Read a catalogue text whose entries are to be changed in place.

    Raises:
        RefusedError: it has errors of syntax; what stands where is not certain then.

    """
    reading = read(text)
    if reading.document.problems:
        problems = tuple(each for each in report(str(path), reading) if each.code.startswith("HC0"))
        raise RefusedError(f"{path} cannot be read whole; mend it, then try again", problems)
    return reading


def new_errors(
    path: str, before: Reading, after: Reading, new_keys: Mapping[str, str] = _SAME
) -> tuple[Diagnostic, ...]:
    """Return the errors of a reading that another has not; their lines are not compared.

    Args:
        path: the catalogue's name, for messages.
        before: the reading that may have errors.
        after: the one that must not have more.
        new_keys: the new key of each paper that was given one, by the old.

    """
    known = Counter(_said(error, new_keys) for error in _errors(path, before))
    found = []
    for error in _errors(path, after):
        said = _said(error, _SAME)
        if known[said]:
            known[said] -= 1
        else:
            found.append(error)
    return tuple(found)


def _key(says: Any) -> str | None:
    key = says.get("key") if isinstance(says, dict) else None
    return key if isinstance(key, str) else None


def _errors(path: str, reading: Reading) -> list[Diagnostic]:
    return [each for each in report(path, reading) if each.severity is Severity.ERROR]


def _said(error: Diagnostic, new_keys: Mapping[str, str]) -> tuple[str, str | None, str]:
    if error.key is None:  # heads and venues have no key, and a message names those that have new names
        return error.code, None, ""
    return error.code, new_keys.get(error.key, error.key), _OF_OTHERS.sub("", error.message)


def _counted(count: int) -> str:
    return "a new error" if count == 1 else f"{count} new errors"
