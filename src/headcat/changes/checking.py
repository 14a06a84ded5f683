"""What `check` does to a catalogue's bytes: findings, and the text with what can be mended mended.

Pure. The rules say what is wrong and what would mend it; this decides which of the fixes go together
and proves what comes out.
"""

from bisect import bisect_left, insort
from collections.abc import Collection, Iterable
from operator import attrgetter
from pathlib import Path
from typing import Any

from headcat import collector
from headcat.changes import Change
from headcat.document import Edit, Problem, encode
from headcat.document.edits import apply, contents
from headcat.document.records import Reading, decode_text, read
from headcat.errors import Diagnostic, RefusedError
from headcat.rules import inspect, report

_ROUNDS = 10  # a fix may make room for another one, but not for ever


def findings(path: str, data: bytes, codes: Collection[str], today: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong in a catalogue, in the order of its lines.

    Args:
        path: the name that the findings give the file.
        data: its bytes.
        codes: the rules to look at.
        today: the date that ages are counted to, YYYY-MM-DD.

    """
    try:
        text, _ = decode_text(path, data)
    except RefusedError as error:
        return error.diagnostics
    with collector.paused():
        return report(path, read(text), codes, today)


def mended(path: Path, data: bytes, codes: Collection[str], today: str) -> tuple[bytes, Change]:
    """Return a catalogue's bytes with all that needs no judgement mended, and the change.

    Args:
        path: the catalogue's name, for messages.
        data: its bytes.
        codes: the rules whose findings are mended.
        today: the date that ages are counted to, YYYY-MM-DD.

    Raises:
        RefusedError: it is no text, or a fix cannot be proved to be right.

    """
    before, bom = decode_text(str(path), data)
    with collector.paused():
        reading = read(before)
        for _ in range(_ROUNDS):
            edits = _compatible(inspect(reading, codes, today))
            if not edits:
                break
            reading = _proved(reading, edits)
    text = reading.document.text
    return encode(text, bom=bom), Change(path, (), before, text)


def _compatible(problems: Iterable[Problem]) -> list[Edit]:
    """Return the edits of all fixes but those that concern what an earlier one changes already."""
    chosen: list[Edit] = []
    for problem in problems:
        if all(_is_free(edit, chosen) for edit in problem.fix):
            for edit in problem.fix:
                insort(chosen, edit)
    return chosen


def _is_free(edit: Edit, chosen: list[Edit]) -> bool:
    """Tell whether an edit neither begins where one of others does nor overlaps it; these are sorted."""
    place = bisect_left(chosen, edit.start, key=attrgetter("start"))
    before, after = chosen[max(place - 1, 0) : place], chosen[place : place + 1]
    end = max(edit.end, edit.start + 1)
    return all(other.end <= edit.start for other in before) and all(other.start >= end for other in after)


def _proved(reading: Reading, edits: list[Edit]) -> Reading:
    """Make the edits and return what is then read."""
    old = reading.document
    new = read(apply(old.text, edits))
    after = new.document
    same = len(old.problems) >= len(after.problems) and _shape(contents(old)) == _shape(contents(after))
    if not same:
        raise RefusedError("what --fix would write could not be proved to be right, so nothing was changed")
    return new


def _shape(value: Any) -> Any:
    """Return what a value is made of, without its words."""
    if isinstance(value, dict):
        return {name: _shape(inner) for name, inner in value.items()}
    return [_shape(inner) for inner in value] if isinstance(value, list) else None
