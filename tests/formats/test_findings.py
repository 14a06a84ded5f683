"""Findings as text, JSON and workflow commands: whole lines, whatever a catalogue says."""

import json

import pytest

from headcat.errors import Diagnostic, Severity
from headcat.formats import REPORTERS, Described, reporter

PLAIN = Diagnostic("HC302", Severity.WARNING, "data/papers.yaml", 7, 9, "write 'A'", "adams2022heads")
WHOLE = Diagnostic("HC009", Severity.ERROR, "a.yaml", 0, 0, "the file is empty")
HINT = Diagnostic("HC501", Severity.HINT, "a.yaml", 1, 2, "look")
HOSTILE = Diagnostic(
    "HC301",
    Severity.ERROR,
    "a,b:c%0A\n::error::x\udcff: HC301 .yaml",
    3,
    5,
    "100% \x1b[2J\n::error::got\r\nyou \u202e\u2028\x85",
)


def describe(code: str) -> Described:
    """Return what a rule of the tests is."""
    return Described(f"rule-{code.lower()}", Severity.ERROR, "A headline.", "A manual.")


def written(name: str, *findings: Diagnostic, color: bool = False) -> str:
    """Return what a format makes of findings."""
    return "".join(reporter(name)(findings, describe, color=color))


def test_text_is_a_line_each() -> None:
    assert written("text") == ""
    assert written("text", PLAIN, WHOLE, HINT) == (
        "data/papers.yaml:7:9: HC302 write 'A'\na.yaml: HC009 the file is empty\na.yaml:1:2: HC501 look\n"
    )


def test_the_code_is_coloured_by_severity() -> None:
    assert written("text", PLAIN, WHOLE, HINT, color=True) == (
        "data/papers.yaml:7:9: \x1b[33mHC302\x1b[0m write 'A'\n"
        "a.yaml: \x1b[31mHC009\x1b[0m the file is empty\n"
        "a.yaml:1:2: \x1b[36mHC501\x1b[0m look\n"
    )


@pytest.mark.parametrize(("color", "code"), [(False, "HC301"), (True, "\x1b[31mHC301\x1b[0m")])
def test_text_shows_hostile_data_on_its_line(code: str, *, color: bool) -> None:
    assert written("text", HOSTILE, color=color) == (
        f"a,b:c%0A ::error::x\\udcff: HC301 .yaml:3:5: {code}"
        " 100% \\x1b[2J ::error::got you \\u202e\\u2028\\x85\n"
    )


def test_json_is_an_array_with_a_line_each() -> None:
    assert written("json") == "[]\n"
    text = written("json", PLAIN, WHOLE)
    assert text == (
        '[\n{"code": "HC302", "name": "rule-hc302", "severity": "warning", "path": "data/papers.yaml",'
        ' "line": 7, "column": 9, "message": "write \'A\'", "key": "adams2022heads"},\n'
        '{"code": "HC009", "name": "rule-hc009", "severity": "error", "path": "a.yaml",'
        ' "line": 0, "column": 0, "message": "the file is empty", "key": null}\n]\n'
    )


def test_json_says_hostile_data_as_it_is() -> None:
    text = written("json", HOSTILE, HOSTILE)
    assert len(text.split("\n")) == 5
    assert text.encode().isascii()
    found = json.loads(text)
    assert [(each["path"], each["message"]) for each in found] == [(HOSTILE.path, HOSTILE.message)] * 2


def test_github_gets_a_command_each() -> None:
    assert written("github") == ""
    assert written("github", PLAIN, WHOLE, HINT) == (
        "::warning file=data/papers.yaml,line=7,col=9,title=HC302 rule-hc302::write 'A'\n"
        "::error file=a.yaml,title=HC009 rule-hc009::the file is empty\n"
        "::notice file=a.yaml,line=1,col=2,title=HC501 rule-hc501::look\n"
    )


def test_github_gets_no_command_from_the_data() -> None:
    assert written("github", HOSTILE) == (
        "::error file=a%2Cb%3Ac%250A%0A%3A%3Aerror%3A%3Ax\\udcff%3A HC301 .yaml,line=3,col=5,"
        "title=HC301 rule-hc301::"
        "100%25 \\x1b[2J%0A::error::got%0D%0Ayou \\u202e\\u2028\\x85\n"
    )


@pytest.mark.parametrize("name", ["json", "github", "sarif"])
def test_only_text_is_coloured(name: str) -> None:
    assert written(name, PLAIN, color=True) == written(name, PLAIN)
    assert set(REPORTERS) == {"text", "json", "github", "sarif"}
