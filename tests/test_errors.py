"""The exit codes, and how a finding reads."""

import pytest

from headcat.errors import (
    Diagnostic,
    ExitCode,
    HeadcatError,
    NotFoundError,
    RefusedError,
    Severity,
    UsageError,
)

FOUND = Diagnostic("HC101", Severity.ERROR, "data/papers.yaml", 12, 5, "the entry has no title", "a2020b")


def test_the_exit_codes_are_those_that_scripts_know() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "DONE": 0,
        "NO": 1,
        "USAGE": 2,
        "REFUSED": 3,
        "NETWORK": 4,
        "INTERRUPTED": 130,
    }


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (HeadcatError("x"), ExitCode.REFUSED),
        (UsageError("x"), ExitCode.USAGE),
        (NotFoundError("x"), ExitCode.NO),
        (RefusedError("x"), ExitCode.REFUSED),
    ],
)
def test_each_error_has_its_exit_code(error: HeadcatError, code: ExitCode) -> None:
    assert (error.exit_code, str(error)) == (code, "x")


@pytest.mark.parametrize(
    ("diagnostic", "text"),
    [
        (FOUND, "data/papers.yaml:12:5: HC101 the entry has no title"),
        (FOUND._replace(line=0, column=0), "data/papers.yaml: HC101 the entry has no title"),
        (FOUND._replace(path="the paper 'T'", line=0), "the paper 'T': HC101 the entry has no title"),
    ],
)
def test_a_finding_reads_as_editors_expect_it(diagnostic: Diagnostic, text: str) -> None:
    assert str(diagnostic) == text


def test_a_refusal_keeps_its_findings() -> None:
    assert RefusedError("no").diagnostics == ()
    assert RefusedError("no", (FOUND,)).diagnostics == (FOUND,)


def test_severities_are_plain_words() -> None:
    assert [str(severity) for severity in Severity] == ["error", "warning", "hint"]
