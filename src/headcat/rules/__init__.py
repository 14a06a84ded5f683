"""The rules that a catalogue must keep: one small module per family.

`CODES` is the registry of every finding's code, name and severity; a code never changes. Each
family is a function `check(reading) -> problems`; the codes of syntax and of types (HC0xx, HC101,
HC102) are found while the text is read, by `headcat.document` and `headcat.records`.
"""

from bisect import bisect_right
from collections.abc import Iterator
from importlib import import_module
from typing import Final, NamedTuple, Protocol

from headcat.document import Lines, Problem
from headcat.errors import Diagnostic, Severity
from headcat.records import Reading


class Code(NamedTuple):
    """What a code stands for; `name` is in kebab-case."""

    name: str
    severity: Severity


CODES: Final = {
    "HC001": Code("yaml-syntax", Severity.ERROR),
    "HC002": Code("tab-indentation", Severity.ERROR),
    "HC003": Code("field-twice", Severity.ERROR),
    "HC004": Code("anchor-alias-or-tag", Severity.ERROR),
    "HC005": Code("nested-too-deep", Severity.ERROR),
    "HC006": Code("control-character", Severity.ERROR),
    "HC007": Code("giant-value", Severity.ERROR),
    "HC008": Code("conflict-marker", Severity.ERROR),
    "HC009": Code("structure", Severity.ERROR),
    "HC010": Code("encoding", Severity.ERROR),
    "HC101": Code("missing-field", Severity.ERROR),
    "HC102": Code("wrong-type", Severity.ERROR),
    "HC103": Code("impossible-date", Severity.ERROR),
    "HC104": Code("bad-link", Severity.ERROR),
    "HC105": Code("bad-identifier", Severity.ERROR),
    "HC106": Code("name-form", Severity.ERROR),
    "HC107": Code("long-summary", Severity.ERROR),
    "HC108": Code("unknown-field", Severity.WARNING),
    "HC109": Code("invisible-character", Severity.ERROR),
    "HC110": Code("key-form", Severity.ERROR),
    "HC111": Code("incomplete", Severity.WARNING),
    "HC201": Code("same-key", Severity.ERROR),
    "HC202": Code("same-identifier", Severity.ERROR),
    "HC203": Code("same-title", Severity.WARNING),
    "HC301": Code("unknown-head", Severity.ERROR),
    "HC302": Code("head-alias", Severity.WARNING),
    "HC303": Code("same-term", Severity.ERROR),
    "HC304": Code("unknown-broader", Severity.ERROR),
    "HC305": Code("unknown-stage", Severity.ERROR),
    "HC306": Code("unknown-venue", Severity.ERROR),
    "HC307": Code("venue-alias", Severity.WARNING),
    "HC308": Code("unknown-venue-kind", Severity.ERROR),
}

_FAMILIES: Final = {
    "fields": "headcat.rules.fields:check",
    "identity": "headcat.rules.identity:check",
    "vocabulary": "headcat.rules.vocabulary:check",
}


class Family(Protocol):
    """What a family of rules is: a function from a reading to what it finds."""

    def __call__(self, reading: Reading) -> Iterator[Problem]:
        """Yield the findings, in any order."""


def family(name: str) -> Family:
    """Load a family of rules by its name."""
    module, function = _FAMILIES[name].split(":")
    loaded: Family = getattr(import_module(module), function)
    return loaded


def check(reading: Reading) -> list[Problem]:
    """Return all problems of a catalogue, those of reading it included, in the text's order."""
    found = list(reading.problems)
    for name in _FAMILIES:
        found += family(name)(reading)
    return sorted(found, key=lambda problem: (problem.offset, problem.code))


def report(path: str, reading: Reading) -> tuple[Diagnostic, ...]:
    """Return all problems of a catalogue with their lines and columns and the keys of their papers.

    Args:
        path: the name that the diagnostics give the file.
        reading: the catalogue.

    """
    lines = Lines(reading.document.text)
    starts = [record.entry.start for record in reading.papers]
    found = []
    for code, offset, message, _ in check(reading):
        place = bisect_right(starts, offset) - 1
        record = reading.papers[place] if place >= 0 else None
        key = record.value.key if record and offset <= record.entry.end else None
        severity = CODES[code].severity
        found.append(Diagnostic(code, severity, path, *lines.place(offset), message, key))
    return tuple(found)
