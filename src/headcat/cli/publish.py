"""Commands that give a catalogue out: export."""

from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from headcat import store
from headcat.cli.options import CataloguePath, Selection, open_catalogue, takes_selection
from headcat.cli.output import closed, context, refuse_errors, send, write_papers
from headcat.difference import difference
from headcat.errors import ExitCode, RefusedError, UsageError
from headcat.escaping import visible_lines

BEGIN = "<!-- headcat:begin -->"
END = "<!-- headcat:end -->"
_STDOUT: Final = (Path("-"), Path("/dev/stdout"))


@takes_selection
def export(
    ctx: typer.Context,
    name: Annotated[
        Literal["markdown", "bibtex", "json", "jsonl"],
        typer.Argument(metavar="FORMAT", help="markdown, bibtex, json or jsonl."),
    ],
    selection: Selection,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write this file (- is stdout).", show_default=False
        ),
    ] = None,
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", show_default=False, help=f"Write between {BEGIN} and {END} of this file."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 with a diff where FILE is out of date.")
    ] = False,
    layout: Annotated[Literal["awesome", "table", "list"], typer.Option(help="Of markdown.")] = "awesome",
    badges: Annotated[bool, typer.Option("--badges", help="Heads as shields.io images (markdown).")] = False,
    ascii_only: Annotated[
        bool, typer.Option("--ascii", help="Letters outside ASCII as LaTeX commands (bibtex).")
    ] = False,
    catalogue: CataloguePath = None,
) -> int:
    """Export papers as markdown, bibtex, json or jsonl.

    Example: headcat export bibtex --head induction --output induction.bib
    """
    opened = open_catalogue(ctx, catalogue)
    options = {"layout": layout, "badges": badges, "ascii": ascii_only}
    pieces = write_papers(opened, selection.query(), name, context(opened.vocabulary, ctx.obj, **options))
    target = _target(output, into, check=check)
    if target is None:
        send(pieces)
        return closed(opened)
    refuse_errors(opened)
    text = "".join(pieces)
    return _write(target, _between(target, text) if into else text, check=check)


def _target(output: Path | None, into: Path | None, *, check: bool) -> Path | None:
    if output and into:
        message = "give --output or --into, not both"
        raise UsageError(message)
    if output in _STDOUT:
        output = None
    if check and not (output or into):
        message = "--check needs the file to check: --output FILE or --into FILE"
        raise UsageError(message)
    return output or into


def _write(target: Path, text: str, *, check: bool) -> int:
    data = text.encode("utf-8")
    old = store.read(target).data if target.is_file() else b""
    if old == data and target.is_file():
        return ExitCode.DONE
    if not check:
        store.replace(target, data)
        return ExitCode.DONE
    send([visible_lines(difference(old.decode("utf-8", "replace"), text, str(target)))])
    typer.echo(f"{target} is out of date; run the same command without --check", err=True)
    return ExitCode.NO


def _between(target: Path, text: str) -> str:
    """Return the text of a file with what stands between the marks replaced.

    Raises:
        RefusedError: the file does not hold both marks, once and in their order.

    """
    data = store.read(target).data
    try:
        old = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{target}: byte {error.start} is not UTF-8"
        raise RefusedError(message) from None
    begin, end = old.find(BEGIN), old.find(END)
    if begin < 0 or end < begin or old.count(BEGIN) > 1 or old.count(END) > 1:
        message = f"{target} must hold the line {BEGIN} and below it the line {END}, each once"
        raise RefusedError(message)
    newline = "\r\n" if "\r\n" in old else "\n"
    inner = f"{BEGIN}\n\n{text.rstrip()}\n\n".replace("\n", newline)
    return old[:begin] + inner + old[end:]
