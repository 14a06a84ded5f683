"""What can go wrong, and the exit code of each.

Knows nothing of papers, files or terminals: a `Diagnostic` is a value that any layer may make and
only the command line prints; a `HeadcatError` ends a command with its exit code.
"""

from enum import IntEnum, StrEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """The exit codes of every command."""

    DONE = 0
    NO = 1
    USAGE = 2
    REFUSED = 3
    NETWORK = 4
    INTERRUPTED = 130


class Severity(StrEnum):
    """How much a finding matters: an error makes a catalogue invalid, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Diagnostic(NamedTuple):
    """One finding at one place.

    `line` and `column` count from 1; 0 means that the finding concerns the whole file.
    """

    code: str
    severity: Severity
    path: str
    line: int
    column: int
    message: str
    key: str | None = None

    def __str__(self) -> str:
        """Render as `path:line:column: CODE message`, the form that editors jump to."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.code} {self.message}"


class HeadcatError(Exception):
    """An expected failure: a message for a person and an exit code for a script."""

    exit_code = ExitCode.REFUSED


class UsageError(HeadcatError):
    """The words of the command make no sense: an unknown head, a value of the wrong form."""

    exit_code = ExitCode.USAGE


class NotFoundError(HeadcatError):
    """The answer is no: there is no such paper."""

    exit_code = ExitCode.NO


class RefusedError(HeadcatError):
    """Catalogue or input cannot be used as it is; nothing was changed."""

    def __init__(self, message: str, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        """Keep the findings that led to the refusal beside the message."""
        super().__init__(message)
        self.diagnostics = diagnostics


class NetworkError(HeadcatError):
    """A service did not answer, or not as it should; nothing was changed."""

    exit_code = ExitCode.NETWORK
