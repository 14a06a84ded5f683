"""The formats that papers are written in, and findings reported in: one module each.

`WRITERS` and `REPORTERS` are the registries; a format is loaded when it is used. A writer is a function
`write(papers, context)` that yields text.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any, Final, NamedTuple, Protocol, TypeAlias

from headcat.errors import Diagnostic, Severity
from headcat.vocabulary import Vocabulary


class Described(NamedTuple):
    """What a rule is: its kebab-case name, how much it matters, its manual's first line and the rest."""

    name: str
    severity: Severity
    headline: str
    manual: str


Describe: TypeAlias = Callable[[str], Described]


class Format(NamedTuple):
    """A format: where its function is, and whether it takes papers as JSON text.

    `raw` formats get the index's own text and need not take it apart.
    """

    function: str
    raw: bool = False


WRITERS: Final = {
    "table": Format("headcat.formats.table:write"),
    "hits": Format("headcat.formats.hits:write"),
    "plain": Format("headcat.formats.plain:write"),
    "json": Format("headcat.formats.jsontext:write_array", raw=True),
    "jsonl": Format("headcat.formats.jsontext:write_lines", raw=True),
    "markdown": Format("headcat.formats.markdown:write"),
    "bibtex": Format("headcat.formats.bibtex:write"),
}

REPORTERS: Final = {
    "text": Format("headcat.formats.findings:write_text"),
    "json": Format("headcat.formats.findings:write_json"),
    "github": Format("headcat.formats.findings:write_github"),
    "sarif": Format("headcat.formats.sarif:write"),
}


class Context(NamedTuple):
    """What a writer may need beside the papers.

    `width` is the terminal's in columns; `color` and `hyperlinks` are whether it has them.
    `layout` and `badges` are Markdown's, `ascii` is BibTeX's, `search` is the query of a search.
    """

    vocabulary: Vocabulary
    width: int = 80
    color: bool = False
    hyperlinks: bool = False
    layout: str = "awesome"
    badges: bool = False
    ascii: bool = False
    search: str = ""


class Write(Protocol):
    """Turns papers into text, in pieces."""

    def __call__(self, papers: Iterable[Any], context: Context) -> Iterator[str]:
        """Yield the text of papers (of their JSON texts, for a raw format)."""


class Report(Protocol):
    """Turns what `check` found into text."""

    def __call__(self, findings: Iterable[Diagnostic], describe: Describe, *, color: bool) -> Iterator[str]:
        """Yield the text; `describe` tells of a code what its rule is."""


def writer(name: str) -> Write:
    """Load a writer of `WRITERS`."""
    loaded: Write = _load(WRITERS[name])
    return loaded


def reporter(name: str) -> Report:
    """Load a format of `REPORTERS`."""
    loaded: Report = _load(REPORTERS[name])
    return loaded


def _load(entry: Format) -> Any:
    module, function = entry.function.split(":")
    return getattr(import_module(module), function)


__all__ = [
    "REPORTERS",
    "WRITERS",
    "Context",
    "Described",
    "Format",
    "Report",
    "Write",
    "reporter",
    "writer",
]
