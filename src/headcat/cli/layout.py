"""Commands for how a catalogue is laid out: fmt."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from headcat import store
from headcat.catalogue import Catalogue
from headcat.cli.options import CataloguePath, open_catalogue
from headcat.cli.output import name_errors, send
from headcat.errors import ExitCode, RefusedError, UsageError
from headcat.words.escaping import visible, visible_lines

if TYPE_CHECKING:
    from headcat.changes import Change

_STDIN: Final = Path("-")


def fmt(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Instead of the catalogue (- is stdin)."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 where a file is not in this layout.")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Write nothing; print the changes, exit 1 where there are any.")
    ] = False,
    catalogue: CataloguePath = None,
) -> int:
    """Put a catalogue into the canonical layout, its comments kept.

    Papers are sorted by key; what is said stays the same. A file in which something could get lost is
    refused. Each FILE is formatted instead of the catalogue; - is stdin, which goes to stdout.

    Example: headcat fmt --check
    """
    named = catalogue or ctx.obj["catalogue"]
    if files and named:
        message = "give FILE or --catalogue, not both"
        raise UsageError(message)
    code = ExitCode.DONE
    paths: list[Path | None] = [*files] if files else [None]
    for path in paths:
        try:
            opened = open_catalogue(ctx, path) if path != _STDIN else None
            code = max(code, _format(opened, check=check, diff=diff))
        except RefusedError as error:  # the other files are none the worse for it
            code = ExitCode.REFUSED
            _report(error)
    return code


def _format(opened: Catalogue | None, *, check: bool, diff: bool) -> ExitCode:
    """Format a catalogue, or stdin where there is none; return the exit code."""
    from headcat.canonical import formatted

    writes = not check and not diff
    if opened is None:
        new, change = formatted(Path("<stdin>"), sys.stdin.buffer.read())
        if writes:
            sys.stdout.buffer.write(new)
            return ExitCode.DONE
    elif writes:
        change = opened.change(formatted)
        if change.before != change.after:
            typer.echo(visible(f"formatted {change.path}"), err=True)
        return ExitCode.DONE
    else:
        _, change = formatted(opened.path, store.read(opened.path).data)
    return _compare(change, check=check, diff=diff)


def _compare(change: "Change", *, check: bool, diff: bool) -> ExitCode:
    if change.before == change.after:
        return ExitCode.DONE
    if diff:
        send([visible_lines(change.diff())])
    if check:
        message = f"{change.path} is not in the canonical layout; run the same command without --check"
        typer.echo(visible(message), err=True)
    return ExitCode.NO


def _report(error: RefusedError) -> None:
    name_errors(error.diagnostics)
    if str(error) not in map(str, error.diagnostics):
        typer.echo(f"headcat: {visible(str(error))}", err=True)
