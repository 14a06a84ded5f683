"""What `check` found, as SARIF 2.1.0 (OASIS), which code scanning services read."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

from headcat import __version__
from headcat.errors import Diagnostic, Severity
from headcat.formats import Describe
from headcat.words.escaping import json_visible

_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def write(findings: Iterable[Diagnostic], describe: Describe, *, color: bool) -> Iterator[str]:
    """Yield a log with one run, whose rules are those that found something.

    Args:
        findings: what was found.
        describe: tells of a code what its rule is.
        color: has no meaning here.

    """
    del color
    found = list(findings)
    codes = sorted({finding.code for finding in found})
    driver = {
        "name": "headcat",
        "semanticVersion": __version__,
        "rules": [_rule(code, describe) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    for line in json.dumps(log, ensure_ascii=False, indent=2).split("\n"):
        yield json_visible(line) + "\n"


def _rule(code: str, describe: Describe) -> dict[str, Any]:
    rule = describe(code)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.headline},
        "help": {"text": rule.manual},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _uri(path: str) -> str:
    # With ":" quoted, a path never looks like a scheme (RFC 3986, section 4.2).
    quoted = quote(path, safe="/", errors="surrogateescape")
    return f"file://{quoted}" if path.startswith("/") else quoted


def _result(finding: Diagnostic, rule: int) -> dict[str, Any]:
    location: dict[str, Any] = {"artifactLocation": {"uri": _uri(finding.path)}}
    if finding.line:
        location["region"] = {"startLine": finding.line, "startColumn": finding.column}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": location}],
    }
