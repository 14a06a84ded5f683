"""What papers are read from: one module a format.

`READERS` is the registry; a format is loaded when it is used. A reader is a function `gather(text,
path)`: it returns all that it could read, and says of all else why it could not.
"""

from importlib import import_module
from typing import Final, NamedTuple, Protocol

from headcat.errors import Diagnostic, RefusedError, Severity
from headcat.model import Draft

READERS: Final = {
    "form": "headcat.readers.form",
    "bibtex": "headcat.readers.bibtex",
    "csl-json": "headcat.readers.csl",
    "ris": "headcat.readers.ris",
    "json": "headcat.readers.jsontext",
    "jsonl": "headcat.readers.jsontext",
    "csv": "headcat.readers.csvtext",
    "awesome": "headcat.readers.awesome",
}


class Gathered(NamedTuple):
    """What a text holds: the papers that can be read, and what is to be said of the rest.

    A problem is an error where a paper could not be read, a warning where something beside the papers
    was passed over, each at its place.
    """

    drafts: list[Draft]
    problems: list[Diagnostic]


class Gather(Protocol):
    """Reads a text of one format."""

    def __call__(self, text: str, path: str) -> Gathered:
        """Return the papers of a text; `path` is its name for messages."""


def reader(name: str) -> Gather:
    """Load a reader of `READERS`."""
    gather: Gather = import_module(READERS[name]).gather
    return gather


def read(name: str, text: str, path: str) -> list[Draft]:
    """Return the papers of a text that must be right as a whole.

    Args:
        name: its format, one of `READERS`.
        text: the text.
        path: its name, for messages.

    Raises:
        RefusedError: something in it cannot be read, or there is nothing; the diagnostics say where.

    """
    drafts, problems = reader(name)(text, path)
    errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    if errors:
        raise RefusedError(f"{path} cannot be read", errors)
    return drafts
