"""The rules that a catalogue must keep: one small module each, whose docstring is its manual.

`RULES` is the registry of every rule's code, name and severity; a code never changes its meaning. The
module of a rule is named like the rule, in the package of its family, and has a function
`check(inspection) -> problems`; those without one (HC0xx and HC102) are found while the text is
read, by `headcat.document.events`, `headcat.document` and `headcat.document.records`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from types import ModuleType
from typing import Final, NamedTuple, Protocol

from headcat import collector
from headcat.document import Problem, places
from headcat.document.records import Reading
from headcat.errors import Diagnostic, Severity, UsageError
from headcat.rules.inspection import Inspection


class Rule(NamedTuple):
    """What a code stands for; `name` is in kebab-case, `fixable` whether findings bring their mending."""

    name: str
    severity: Severity
    fixable: bool = False


RULES: Final[dict[str, Rule]] = {
    "HC001": Rule("yaml-syntax", Severity.ERROR),
    "HC002": Rule("tab-indentation", Severity.ERROR),
    "HC003": Rule("field-twice", Severity.ERROR),
    "HC004": Rule("anchor-alias-or-tag", Severity.ERROR),
    "HC005": Rule("nested-too-deep", Severity.ERROR),
    "HC006": Rule("control-character", Severity.ERROR),
    "HC007": Rule("giant-value", Severity.ERROR),
    "HC008": Rule("conflict-marker", Severity.ERROR),
    "HC009": Rule("structure", Severity.ERROR),
    "HC010": Rule("encoding", Severity.ERROR),
    "HC101": Rule("missing-field", Severity.ERROR),
    "HC102": Rule("wrong-type", Severity.ERROR),
    "HC103": Rule("impossible-date", Severity.ERROR),
    "HC104": Rule("bad-link", Severity.ERROR),
    "HC105": Rule("bad-identifier", Severity.ERROR, fixable=True),
    "HC106": Rule("name-form", Severity.ERROR),
    "HC107": Rule("long-summary", Severity.ERROR),
    "HC108": Rule("unknown-field", Severity.WARNING),
    "HC109": Rule("invisible-character", Severity.ERROR),
    "HC110": Rule("key-form", Severity.ERROR),
    "HC111": Rule("incomplete", Severity.WARNING),
    "HC112": Rule("figure-spacing", Severity.WARNING, fixable=True),
    "HC201": Rule("same-key", Severity.ERROR),
    "HC202": Rule("same-identifier", Severity.ERROR),
    "HC203": Rule("same-title", Severity.WARNING),
    "HC204": Rule("near-title", Severity.WARNING),
    "HC205": Rule("key-not-canonical", Severity.HINT),
    "HC206": Rule("ids-contradict-links", Severity.WARNING),
    "HC207": Rule("declined-twice", Severity.WARNING),
    "HC208": Rule("declined-and-listed", Severity.WARNING),
    "HC301": Rule("unknown-head", Severity.ERROR),
    "HC302": Rule("head-alias", Severity.WARNING, fixable=True),
    "HC303": Rule("same-term", Severity.ERROR),
    "HC304": Rule("unknown-broader", Severity.ERROR),
    "HC305": Rule("unknown-stage", Severity.ERROR),
    "HC306": Rule("unknown-venue", Severity.ERROR),
    "HC307": Rule("venue-alias", Severity.WARNING, fixable=True),
    "HC308": Rule("unknown-venue-kind", Severity.ERROR),
    "HC309": Rule("near-duplicate-names", Severity.WARNING),
    "HC310": Rule("unused-head", Severity.HINT),
    "HC311": Rule("broader-cycle", Severity.ERROR),
    "HC312": Rule("heads-always-together", Severity.HINT),
    "HC401": Rule("order", Severity.WARNING),
    "HC402": Rule("indent", Severity.HINT),
    "HC403": Rule("quoting", Severity.HINT, fixable=True),
    "HC404": Rule("trailing-space", Severity.HINT, fixable=True),
    "HC405": Rule("field-order", Severity.HINT),
    "HC501": Rule("stale-preprint", Severity.HINT),
    "HC502": Rule("future-date", Severity.WARNING),
}
FAMILIES: Final = {
    "HC0": "syntax",
    "HC1": "fields",
    "HC2": "identity",
    "HC3": "vocabulary",
    "HC4": "layout",
    "HC5": "staleness",
}
ERRORS: Final = frozenset(code for code, rule in RULES.items() if rule.severity is Severity.ERROR)
_SYNTAX: Final = frozenset(code for code in RULES if code.startswith("HC0"))
_CODE_OR_PREFIX = re.compile(r"hc(?=.{0,3}$)[0-9]*x*")


class Check(Protocol):
    """What a rule is: a function from an inspection to what it finds."""

    def __call__(self, inspection: Inspection) -> Iterator[Problem]:
        """Yield the findings, in any order."""


def module(code: str) -> ModuleType:
    """Import the module of a rule."""
    name = RULES[code].name.replace("-", "_")
    return import_module(f"headcat.rules.{FAMILIES[code[:3]]}.{name}")


def named(word: str) -> frozenset[str]:
    """Return the codes that a word stands for: a code, the beginning of codes, a family, a rule's name."""
    folded = word.strip().lower().replace("_", "-")
    if _CODE_OR_PREFIX.fullmatch(folded):
        prefix = folded.rstrip("x").upper()
        return frozenset(code for code in RULES if code.startswith(prefix))
    return frozenset(code for code, rule in RULES.items() if folded in {rule.name, FAMILIES[code[:3]]})


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> frozenset[str]:
    """Return the codes of the rules that somebody wants to be run.

    Those of syntax are always among them: a text that cannot be read is never in order.

    Args:
        select: codes, beginnings of codes (`HC3`, `HC3xx`), names of families or of rules; none is all.
        ignore: the same for what is not wanted.

    Raises:
        UsageError: a word names no rule; the message names the nearest.

    """
    wanted = all_named(select) if select else frozenset(RULES)
    return (wanted - all_named(ignore)) | _SYNTAX


def all_named(words: Iterable[str]) -> frozenset[str]:
    """Return the codes that any of several words stands for; a word may be several, parted by commas.

    Raises:
        UsageError: a word names no rule; the message names the nearest.

    """
    found: frozenset[str] = frozenset()
    for word in filter(None, ",".join(words).split(",")):
        codes = named(word)
        if not codes:
            raise _unknown(word)
        found |= codes
    return found


def _unknown(word: str) -> UsageError:
    from headcat.vocabulary import unknown
    from headcat.words.folding import nearest

    known = [*RULES, *(rule.name for rule in RULES.values()), *FAMILIES.values()]
    return UsageError(unknown("rule", word, nearest(word, known), None))


def inspect(reading: Reading, codes: Iterable[str] = ERRORS, today: str = "") -> list[Problem]:
    """Return the problems of a catalogue that no comment silences, in the text's order.

    Args:
        reading: the catalogue.
        codes: the codes of the rules to run; those found while reading are restricted to them too.
        today: the day, YYYY-MM-DD; without it nothing is stale or in the future.

    """
    from headcat.rules.suppression import unsilenced

    inspection = Inspection(reading, today)
    wanted = frozenset(codes)
    with collector.paused():
        found = [problem for check in _checks(wanted) for problem in check(inspection)]
    problems = [problem for problem in reading.problems if problem.code in wanted]
    problems += unsilenced(inspection, found)
    return sorted(problems, key=lambda problem: (problem.offset, problem.code))


def _checks(codes: frozenset[str]) -> Iterator[Check]:
    for code in sorted(codes - _SYNTAX):
        check: Check | None = getattr(module(code), "check", None)
        if check is not None:
            yield check


def located(path: str, reading: Reading, problems: Sequence[Problem]) -> tuple[Diagnostic, ...]:
    """Return problems with their lines and columns and the keys of their papers.

    Args:
        path: the name that the diagnostics give the file.
        reading: the catalogue.
        problems: what was found in it, in the order of the text.

    """
    starts = [record.entry.start for record in reading.papers]
    found = []
    placed = places(reading.document.text, [problem.offset for problem in problems])
    for (code, offset, message, _), at in zip(problems, placed, strict=True):
        place = bisect_right(starts, offset) - 1
        record = reading.papers[place] if place >= 0 else None
        key = record.value.key if record and offset <= record.entry.end else None
        severity = RULES[code].severity
        found.append(Diagnostic(code, severity, path, *at, message, key))
    return tuple(found)


def report(
    path: str, reading: Reading, codes: Iterable[str] = ERRORS, today: str = ""
) -> tuple[Diagnostic, ...]:
    """Return the problems of a catalogue that no comment silences, located; see `inspect`."""
    return located(path, reading, inspect(reading, codes, today))
