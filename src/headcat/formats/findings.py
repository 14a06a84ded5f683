"""What `check` found, as text, JSON or GitHub's workflow commands."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

from headcat.errors import Diagnostic, Severity
from headcat.formats import Describe
from headcat.words.escaping import json_visible, visible

_COLORS: Final = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}  # ECMA-48, SGR
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def write_text(findings: Iterable[Diagnostic], describe: Describe, *, color: bool) -> Iterator[str]:
    """Yield a line `path:line:column: CODE message` for each finding.

    Args:
        findings: what was found.
        describe: tells of a code what its rule is.
        color: whether to colour the code by how much it matters.

    """
    del describe
    for finding in findings:
        line = visible(str(finding))
        if color:
            message = visible(f" {finding.message}")
            place = line.removesuffix(f"{finding.code}{message}")
            line = f"{place}\x1b[{_COLORS[finding.severity]}m{finding.code}\x1b[0m{message}"
        yield f"{line}\n"


def write_json(findings: Iterable[Diagnostic], describe: Describe, *, color: bool) -> Iterator[str]:
    """Yield an array of objects, a line each."""
    del color
    separator = "[\n"
    for finding in findings:
        record = {
            "code": finding.code,
            "name": describe(finding.code).name,
            "severity": finding.severity.value,
            "path": finding.path,
            "line": finding.line,
            "column": finding.column,
            "message": finding.message,
            "key": finding.key,
        }
        yield separator + json_visible(json.dumps(record, ensure_ascii=False))
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def write_github(findings: Iterable[Diagnostic], describe: Describe, *, color: bool) -> Iterator[str]:
    """Yield GitHub's workflow commands, which annotate the lines of a pull request.

    Source: GitHub Docs, "Workflow commands for GitHub Actions".
    """
    del color
    for finding in findings:
        place = {"file": finding.path}
        if finding.line:
            place |= {"line": str(finding.line), "col": str(finding.column)}
        place["title"] = f"{finding.code} {describe(finding.code).name}"
        properties = ",".join(f"{name}={_property(value)}" for name, value in place.items())
        yield f"::{_COMMANDS[finding.severity]} {properties}::{_data(finding.message)}\n"


def _data(text: str) -> str:
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
