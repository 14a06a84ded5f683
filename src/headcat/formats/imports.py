"""What became of the papers of a file that was imported, as text or JSON."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from headcat.changes.importing import Outcome
from headcat.errors import Diagnostic, Severity
from headcat.words.escaping import json_visible, visible


class Report(NamedTuple):
    """What became of a file: a line for each paper, and for each place that could not be read.

    `done` is whether the catalogue was changed.
    """

    outcomes: tuple[Outcome, ...]
    problems: tuple[Diagnostic, ...]
    done: bool


def write_text(reports: Iterable[Report]) -> Iterator[str]:
    """Yield a line for each paper, in the order of the source, and one for each remark."""
    for report in reports:
        lines = [((problem.line, problem.column), visible(str(problem))) for problem in report.problems]
        for outcome in report.outcomes:
            lines += [(_place(outcome), visible(line)) for line in _lines(outcome, done=report.done)]
        yield from (f"{text}\n" for _, text in sorted(lines, key=lambda line: line[0]))


def write_json(reports: Iterable[Report]) -> Iterator[str]:
    """Yield an array of objects, a line each: the papers, and the places that could not be read."""
    separator = "[\n"
    for report in reports:
        records = [(_place(outcome), _record(outcome)) for outcome in report.outcomes]
        records += [((each.line, each.column), _unread(each)) for each in report.problems]
        for _, record in sorted(records, key=lambda placed: placed[0]):
            yield separator + json_visible(json.dumps(record, ensure_ascii=False))
            separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def _place(outcome: Outcome) -> tuple[int, int]:
    place = outcome.draft.places.get("")
    return (place.line, place.column) if place else (0, 0)


def _lines(outcome: Outcome, *, done: bool) -> Iterator[str]:
    place = outcome.draft.places.get("")
    where = f"{place.path}:{place.line}: " if place else ""
    if outcome.state == "refused":
        yield from map(str, outcome.reasons)
    elif outcome.state == "known":
        new = f"; new: {', '.join(outcome.new)}" if outcome.new else ""
        yield f"{where}{outcome.key} is there already{new}{_differing(outcome)}"
    else:
        fields = f" with {', '.join(outcome.new)}" if outcome.state == "updated" else ""
        verb = outcome.state if done else f"would be {outcome.state}:"
        yield f"{where}{verb} {outcome.key}{fields}{_differing(outcome)}"
    yield from (f"{where}{outcome.key}: {remark}" for remark in outcome.remarks)


def _differing(outcome: Outcome) -> str:
    return f"; differs: {', '.join(outcome.differs)}" if outcome.differs else ""


def _record(outcome: Outcome) -> dict[str, Any]:
    place = outcome.draft.places.get("")
    return {
        "path": place.path if place else None,
        "line": place.line if place else 0,
        "state": outcome.state,
        "key": outcome.key or None,
        "title": outcome.draft.title,
        "new": list(outcome.new),
        "differs": list(outcome.differs),
        "remarks": list(outcome.remarks),
        "reasons": [_reason(reason) for reason in outcome.reasons],
    }


def _unread(problem: Diagnostic) -> dict[str, Any]:
    state = "refused" if problem.severity is Severity.ERROR else "passed over"
    return {
        "path": problem.path,
        "line": problem.line,
        "state": state,
        "key": None,
        "title": "",
        "new": [],
        "differs": [],
        "remarks": [],
        "reasons": [_reason(problem)],
    }


def _reason(reason: Diagnostic) -> dict[str, Any]:
    return {name: getattr(reason, name) for name in ("code", "path", "line", "column", "message")}
