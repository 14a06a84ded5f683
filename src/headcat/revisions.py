"""Revisions: many changes of one catalogue text as one, from what entries shall say to proved new bytes.

Pure. `headcat.changes` adds papers to a catalogue without errors; a revision may be made in one that
has some, for whoever mends an error must not be stopped by the others. It must bring no new ones.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from headcat.changes import Change
from headcat.document import Document, Edit, Entry, Lines, encode
from headcat.edits import contents, insertions, prove
from headcat.errors import Diagnostic, NotFoundError, RefusedError
from headcat.records import Reading, decode_text, read
from headcat.rules import report
from headcat.updates import disentangled, removal, update


class Revision:
    """A change of a document as it grows: its edits, and what the text says when they are made."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._says: dict[str, list[Any]] = contents(document)
        self._gone: dict[str, set[int]] = {}
        self._edits: list[Edit] = []
        self._insertions: list[Edit] = []
        self.touched: set[str] = set()

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

    def update(self, section: str, number: int, new: dict[str, Any]) -> None:
        """Make an entry say `new`, once at most for each entry.

        Raises:
            RefusedError: a comment inside would be lost.

        """
        edits = update(self.document, section, self._entry(section, number), new)
        self._edits += edits
        self._says[section][number] = new
        if edits and section == "papers":
            self.touched.add(new.get("key", ""))

    def remove(self, section: str, number: int) -> None:
        """Take an entry out, with its comments.

        Raises:
            RefusedError: the section is written in brackets.

        """
        entry = self._entry(section, number)
        self._edits.append(removal(self.document, self.document.sections[section], entry))
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
            name: [fields for number, fields in enumerate(says) if number not in self._gone.get(name, ())]
            for name, says in self._says.items()
        }
        edits = [*disentangled(self.document, self._edits), *self._insertions]
        return prove(self.document, edits, expected)

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
    before = read(text)
    if before.document.problems:
        problems = tuple(each for each in report(str(path), before) if each.code.startswith("HC0"))
        raise RefusedError(f"{path} cannot be read whole; mend it, then try again", problems)
    revision = Revision(before.document)
    revise(revision)
    new = revision.text()
    after = read(new)
    errors = new_errors(str(path), before, after)
    if errors:
        raise RefusedError("nothing was changed, for the catalogue would have new errors", errors)
    lines = Lines(new)
    touched = tuple(
        (record.value, lines.place(record.entry.start)[0])
        for record in after.papers
        if record.value.key in revision.touched
    )
    return encode(new, bom=bom), Change(path, touched, text, new)


def new_errors(path: str, before: Reading, after: Reading) -> tuple[Diagnostic, ...]:
    """Return the errors of a reading that another has not; their lines are not compared."""
    known = Counter(map(_said, report(path, before)))
    found = []
    for diagnostic in report(path, after):
        if known[_said(diagnostic)]:
            known[_said(diagnostic)] -= 1
        else:
            found.append(diagnostic)
    return tuple(found)


def _said(diagnostic: Diagnostic) -> tuple[str, str | None, str]:
    return diagnostic.code, diagnostic.key, diagnostic.message
