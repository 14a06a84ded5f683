"""The formats that papers are written in, and findings reported in: one module each.

`WRITERS` is the table of what can be exported, `VIEWS` are what only a reading command prints,
`REPORTERS` what findings are printed in; a format is loaded when it is used. A writer is a function
`write(papers, context)` that yields text, that of a binary format `write(papers, context, path)`.
"""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, Protocol, TypeAlias

from headcat.errors import Diagnostic, Severity
from headcat.model import Paper
from headcat.vocabulary import Vocabulary


class Described(NamedTuple):
    """What a rule is: its kebab-case name, how much it matters, its manual's first line and the rest."""

    name: str
    severity: Severity
    headline: str
    manual: str


Describe: TypeAlias = Callable[[str], Described]


class Format(NamedTuple):
    """What can be exported.

    `function` is where its writer is, `about` what it is in a line, `suffixes` are those of its files.
    `options` are the fields of `Context` that it takes from the command line, `extra` is what must be
    installed for it. A `raw` format gets papers as the index's own JSON text and need not take it
    apart, the others as `Paper`; a `binary` one is written to a file.
    """

    function: str
    about: str
    suffixes: tuple[str, ...]
    options: tuple[str, ...] = ()
    extra: str = ""
    kind: Literal["raw", "text", "binary"] = "text"


WRITERS: Final = {
    "markdown": Format(
        "headcat.formats.markdown:write",
        "Lists and tables as GitHub shows them (GFM)",
        (".md", ".markdown"),
        ("layout", "badges"),
    ),
    "bibtex": Format(
        "headcat.formats.bibtex:write", "References for BibTeX: the version of record", (".bib",), ("ascii",)
    ),
    "biblatex": Format(
        "headcat.formats.biblatex:write",
        "References for BibLaTeX and biber",
        (".biblatex.bib", ".biblatex"),
        ("ascii",),
    ),
    "csl-json": Format(
        "headcat.formats.csl:write", "References for Zotero, pandoc and citeproc", (".csl.json", ".csljson")
    ),
    "ris": Format("headcat.formats.ris:write", "References for EndNote, Mendeley and their like", (".ris",)),
    "csv": Format(
        "headcat.formats.csvtext:write",
        "A table for spreadsheets, a row a paper (RFC 4180)",
        (".csv",),
        ("raw",),
    ),
    "json": Format(
        "headcat.formats.jsontext:write_array", "All that is known, as one JSON array", (".json",), kind="raw"
    ),
    "jsonl": Format(
        "headcat.formats.jsontext:write_lines",
        "The same, an object a line (JSON Lines)",
        (".jsonl", ".ndjson"),
        kind="raw",
    ),
    "atom": Format(
        "headcat.formats.atom:write",
        "A feed of papers, newest first (RFC 4287)",
        (".atom",),
        ("feed_url", "feed_title"),
    ),
    "sqlite": Format(
        "headcat.formats.sqlite:write",
        "A database with full-text search, for Datasette",
        (".sqlite", ".sqlite3", ".db"),
        kind="binary",
    ),
    "parquet": Format(
        "headcat.formats.parquet:write",
        "Columns for pandas, DuckDB and their like",
        (".parquet",),
        extra="parquet",
        kind="binary",
    ),
    "graphml": Format(
        "headcat.formats.graphs:write_graphml",
        "Heads that occur together, for Gephi, yEd and igraph",
        (".graphml",),
    ),
    "dot": Format(
        "headcat.formats.graphs:write_dot", "Heads that occur together, for Graphviz", (".dot", ".gv")
    ),
    "template": Format(
        "headcat.formats.template:write",
        "Any text, in a layout of your own (Jinja2)",
        (),
        ("template",),
        extra="template",
    ),
}

VIEWS: Final = {
    "table": "headcat.formats.table:write",
    "hits": "headcat.formats.hits:write",
    "plain": "headcat.formats.plain:write",
}

REPORTERS: Final = {
    "text": "headcat.formats.findings:write_text",
    "json": "headcat.formats.findings:write_json",
    "github": "headcat.formats.findings:write_github",
    "sarif": "headcat.formats.sarif:write",
}


class Context(NamedTuple):
    """What a writer may need beside the papers.

    `width` is the terminal's in columns; `color` and `hyperlinks` are whether it has them; `search` is
    the query of a search, `exact` whether narrower heads do not count for broader ones. The others are
    options of formats, by the name that `WRITERS` gives them.
    """

    vocabulary: Vocabulary
    width: int = 80
    color: bool = False
    hyperlinks: bool = False
    search: str = ""
    exact: bool = False
    layout: str = "awesome"
    badges: bool = False
    ascii: bool = False
    raw: bool = False
    feed_url: str = ""
    feed_title: str = ""
    template: Path | None = None


class Write(Protocol):
    """Turns papers into text, in pieces."""

    def __call__(self, papers: Iterable[Any], context: Context) -> Iterator[str]:
        """Yield the text of papers (of their JSON texts, for a raw format)."""


class WriteFile(Protocol):
    """Writes papers into a file."""

    def __call__(self, papers: Iterable[Paper], context: Context, path: Path) -> None:
        """Write the file."""


class Report(Protocol):
    """Turns what `check` found into text."""

    def __call__(self, findings: Iterable[Diagnostic], describe: Describe, *, color: bool) -> Iterator[str]:
        """Yield the text; `describe` tells of a code what its rule is."""


def by_suffix(path: Path) -> str | None:
    """Return the format of `WRITERS` that a file is of by its name, or None; the longest suffix counts."""
    name = path.name.lower()
    found = {suffix: each for each, entry in WRITERS.items() for suffix in entry.suffixes}
    return found.get(max((suffix for suffix in found if name.endswith(suffix)), key=len, default=""))


def is_raw(name: str) -> bool:
    """Tell whether a format of `WRITERS` or `VIEWS` takes papers as JSON text."""
    return name in WRITERS and WRITERS[name].kind == "raw"


def writer(name: str) -> Write:
    """Load a writer of text, of `WRITERS` or `VIEWS`."""
    loaded: Write = _load(VIEWS[name] if name in VIEWS else WRITERS[name].function)
    return loaded


def file_writer(name: str) -> WriteFile:
    """Load the writer of a binary format of `WRITERS`."""
    loaded: WriteFile = _load(WRITERS[name].function)
    return loaded


def reporter(name: str) -> Report:
    """Load a format of `REPORTERS`."""
    loaded: Report = _load(REPORTERS[name])
    return loaded


def _load(dotted: str) -> Any:
    module, function = dotted.split(":")
    return getattr(import_module(module), function)


__all__ = [
    "REPORTERS",
    "VIEWS",
    "WRITERS",
    "Context",
    "Described",
    "Format",
    "Report",
    "Write",
    "WriteFile",
    "by_suffix",
    "file_writer",
    "is_raw",
    "reporter",
    "writer",
]
