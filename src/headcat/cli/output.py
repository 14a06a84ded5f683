"""Where output goes: what stdout is, which format it gets, and how pieces of text reach it."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from typing import Annotated, Any, Literal

import typer

from headcat.catalogue import Catalogue
from headcat.errors import Diagnostic, ExitCode, RefusedError
from headcat.formats import Context, is_raw, writer
from headcat.model import Query
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import json_visible, visible

Shape = Literal["table", "plain", "json", "jsonl"]
FormatOption = Annotated[
    Shape | None,
    typer.Option("--format", help="How to print; a table on a terminal, else plain.", show_default=False),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Short for --format json.")]
_SHOWN = 20


def shape(chosen: Shape | None, *, as_json: bool) -> Shape:
    """Return the format of a reading command's answer."""
    if as_json:
        return "json"
    return chosen or ("table" if sys.stdout.isatty() else "plain")


def context(vocabulary: Vocabulary, program: dict[str, Any], **options: Any) -> Context:
    """Return what writers need to know of stdout, and the options of theirs."""
    from shutil import get_terminal_size

    width = max(get_terminal_size().columns, 40)
    return Context(vocabulary, width=width, color=colors(program), hyperlinks=not _dumb(), **options)


def colors(program: dict[str, Any]) -> bool:
    """Tell whether stdout takes colours, and nobody said that it shall not."""
    return not _dumb() and not os.environ.get("NO_COLOR") and not program["no_color"]


def _dumb() -> bool:
    return os.environ.get("TERM") == "dumb" or not sys.stdout.isatty()


def write_papers(
    catalogue: Catalogue,
    query: Query,
    name: str,
    context: Context,
    noticed: Callable[[Iterable[Any]], Iterable[Any]] = iter,
) -> Iterable[str]:
    """Return the text of the papers that a query asks for, in a format, in pieces.

    Args:
        catalogue: the catalogue.
        query: the question.
        name: the format's.
        context: what the writer needs to know.
        noticed: returns the papers as it gets them; for who wants to know what passes.

    """
    if is_raw(name):
        return writer(name)(_begun(noticed(map(json_visible, catalogue.find_json(query)))), context)
    return writer(name)(_begun(noticed(catalogue.find(query))), context)


def _begun(papers: Iterable[Any]) -> Iterator[Any]:
    """Return the same papers with the first one fetched: a wrong question must not print a headline."""
    rest = iter(papers)
    return chain(list(islice(rest, 1)), rest)


def send(pieces: Iterable[str]) -> None:
    """Write text to stdout."""
    for piece in pieces:
        sys.stdout.write(piece)


def closed(catalogue: Catalogue) -> int:
    """Name the catalogue's errors on stderr and return the exit code of a reading command.

    What could be read was printed; an answer from a catalogue with errors may lack something, and
    scripts must be told.
    """
    errors = catalogue.errors()
    if not errors:
        return ExitCode.DONE
    sys.stdout.flush()
    name_errors(errors)
    return ExitCode.REFUSED


def name_errors(errors: tuple[Diagnostic, ...]) -> None:
    """Print findings to stderr, the first of many."""
    for diagnostic in errors[:_SHOWN]:
        typer.echo(visible(str(diagnostic)), err=True)
    if len(errors) > _SHOWN:
        typer.echo(f"… and {len(errors) - _SHOWN} more errors", err=True)


def refuse_errors(catalogue: Catalogue) -> None:
    """Refuse to make a file from a catalogue with errors: it would lack papers silently.

    Raises:
        RefusedError: the catalogue has errors.

    """
    errors = catalogue.errors()
    if errors:
        message = f"{catalogue.path} has errors; nothing was written"
        raise RefusedError(message, errors)
