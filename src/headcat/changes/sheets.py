"""Sheets: one entry as a text of its own, to be written on in an editor and put back.

Pure. A sheet holds the entry's lines with the comments above it, as they stand in the file; put back,
they replace just these lines. What headcat says to the person begins with `#! ` and is taken out again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from headcat.changes import Change
from headcat.changes.amendments import located
from headcat.changes.revisions import NewErrorsError, Revision, readable, revised
from headcat.document import Document, Edit, Lines, Problem, parse, plain
from headcat.document.edits import apply, contents, first_line, last_line, no_dashes
from headcat.document.records import decode_text
from headcat.errors import RefusedError
from headcat.words.escaping import visible

_MARK = "#! "
_MANUAL = (
    "Change this paper, save it and leave the editor; the catalogue takes it over then.",
    "Lines that begin with '#!' are taken out again. Saved as it was, nothing is changed.",
)
_AGAIN = ("This cannot be put into the catalogue. Mend it, or save it unchanged to give up:",)


class Finding(NamedTuple):
    """What is wrong with a text from the editor; `line` counts from 1, 0 means the whole."""

    line: int
    message: str


class UnfitError(RefusedError):
    """A text from the editor cannot be put into the catalogue, for its `findings`."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        super().__init__("the text cannot be put into the catalogue")
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An entry's lines, with LF at the end of each; `key` and `line` are what it was found by."""

    key: str
    line: int
    text: str

    def shown(self, text: str, findings: Iterable[Finding] = ()) -> str:
        """Return what the editor shows: a text under an explanation, or under what is wrong with it.

        Args:
            text: the entry's lines, as they were or as the person left them.
            findings: what is wrong with them.

        """
        told = list(findings)
        shift = len(_AGAIN) + len(told)
        found = [f"line {line + shift}: {message}" if line else message for line, message in told]
        head = [*_AGAIN, *found] if told else _MANUAL
        return "".join(f"{_MARK}{visible(line)}\n" for line in head) + text

    def written(self, shown: str) -> str:
        """Return what the person wrote: a text from the editor without headcat's lines."""
        own = {line for line in self.text.split("\n") if line.startswith(_MARK)}
        lines = shown.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
        text = "\n".join(line for line in lines if not line.startswith(_MARK) or line in own)
        return text if text.endswith("\n") else text + "\n"


def sheet(path: Path, data: bytes, key: str, line: int) -> Sheet:
    """Return the sheet of a paper.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes.
        key: the paper's key.
        line: the line of its entry, which tells it from others with the same key.

    Raises:
        RefusedError: the file has errors of syntax, or its papers stand in brackets.
        NotFoundError: there is no such paper.

    """
    revision = Revision(readable(path, decode_text(str(path), data)[0]).document)
    start, end = _span(revision.document, located(revision, key, line))
    return Sheet(key, line, _with_line_feeds(revision.document.text[start:end]))


def put_back(path: Path, data: bytes, sheet: Sheet, text: str) -> tuple[bytes, Change]:
    """Return a catalogue's bytes with an entry's lines replaced by others, and the change.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes.
        sheet: the entry as it was opened.
        text: its new lines.

    Raises:
        UnfitError: the text is no entry, or would bring new errors.
        RefusedError: the entry is no longer what was opened, or the file cannot be changed.

    """
    began: list[int] = []

    def revise(revision: Revision) -> None:
        document = revision.document
        number = located(revision, sheet.key, sheet.line)
        start, end = _span(document, number)
        if _with_line_feeds(document.text[start:end]) != sheet.text:
            message = f"somebody else changed {sheet.key} while it was in the editor; nothing was changed"
            raise RefusedError(message)
        newline = "\r\n" if "\r\n" in document.text else "\n"
        edit = Edit(start, end, text.removesuffix("\n").replace("\n", newline))
        began.append(Lines(document.text).place(start)[0])
        revision.rewrite("papers", number, [edit], _entry(document, number, edit))

    try:
        return revised(path, data, revise)
    except NewErrorsError as error:
        count = text.count("\n")
        raise UnfitError(
            Finding(inside, f"{found.code} {found.message}")
            if 1 <= (inside := found.line - began[0] + 1) <= count
            else Finding(0, str(found))
            for found in error.diagnostics
        ) from error


def _entry(document: Document, number: int, edit: Edit) -> Any:
    """Return what the entry says after an edit of its lines.

    Raises:
        UnfitError: the lines are not just one entry.

    """
    new = parse(apply(document.text, [edit]))
    if new.problems:
        raise UnfitError(_places(new.text, edit, new.problems))
    expected, found = contents(document), contents(new)
    count = len(found.get("papers", ())) - len(expected["papers"]) + 1
    if count == 1 and list(found) == list(expected):
        entry = plain(new.entries("papers")[number].node)
        expected["papers"][number] = entry
        if found == expected:
            return entry
    message = "these lines must be one entry, begun by a dash, and nothing else"
    if count > 1:
        message = f"these lines are {count} entries; an entry is replaced by one, `headcat add` adds papers"
    raise UnfitError([Finding(0, message)])


def _places(text: str, edit: Edit, problems: list[Problem]) -> Iterator[Finding]:
    lines = Lines(text)
    first, last = (lines.place(offset)[0] for offset in (edit.start, edit.start + len(edit.new)))
    for problem in problems:
        line = min(max(lines.place(problem.offset)[0], first), last)
        yield Finding(line - first + 1, f"{problem.code} {problem.message}")


def _span(document: Document, number: int) -> tuple[int, int]:
    """Return where an entry's lines begin, with the comments above it, and where the last one ends."""
    section = document.sections["papers"]
    if section.column is None:
        raise no_dashes(section)
    entry = section.entries[number]
    return first_line(document.text, section, entry), last_line(document.text, entry.end, section.column)


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n") + "\n"
