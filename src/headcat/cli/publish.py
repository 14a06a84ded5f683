"""Commands that give a catalogue out: export, and formats, which lists what it can be given out as."""

import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import typer

from headcat import store
from headcat.cli import delivery
from headcat.cli.delivery import BEGIN, END
from headcat.cli.options import CataloguePath, Selection, open_catalogue, patience, takes_selection
from headcat.cli.output import (
    FormatOption,
    JsonOption,
    closed,
    context,
    refuse_errors,
    send,
    shape,
    write_papers,
)
from headcat.errors import ExitCode, UsageError
from headcat.formats import WRITERS, by_suffix, file_writer
from headcat.formats.listing import flag, write_json, write_plain, write_table
from headcat.vocabulary import Vocabulary, unknown
from headcat.words.folding import nearest

_LIST: Final = "headcat formats"


@takes_selection
def export(
    ctx: typer.Context,
    selection: Selection,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[FORMAT]",
            help=f"{', '.join(WRITERS)}; without it, told by FILE's suffix.",
            show_default=False,
        ),
    ] = None,
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
    layout: Annotated[
        Literal["awesome", "table", "list"] | None,
        typer.Option(help="Of markdown; else awesome.", show_default=False),
    ] = None,
    badges: Annotated[bool, typer.Option("--badges", help="Heads as shields.io images (markdown).")] = False,
    ascii_only: Annotated[
        bool, typer.Option("--ascii", help="Letters outside ASCII as LaTeX commands (bibtex, biblatex).")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="Cells as they are, even what a spreadsheet would run (csv).")
    ] = False,
    feed_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where the feed will be (atom).", show_default=False),
    ] = None,
    feed_title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What it is called (atom).", show_default=False)
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Fill this Jinja2 template (template).", show_default=False),
    ] = None,
    catalogue: CataloguePath = None,
) -> int:
    """Export papers, to stdout or a file, in one of the formats that `headcat formats` lists.

    The suffix of the file says the format where none is given; docs/templates.md says how to write a
    template.

    Example: headcat export --head induction --output induction.bib
    """
    target = delivery.target(output, into, check=check)
    chosen = "template" if template and name is None else _chosen(name, target)
    given = {"layout": layout, "badges": badges, "ascii": ascii_only, "raw": raw, "template": template}
    options = _options(chosen, {**given, "feed_url": feed_url, "feed_title": feed_title})
    binary = WRITERS[chosen].kind == "binary"
    if binary and (into or (target is None and sys.stdout.isatty())):
        raise UsageError(f"{chosen} is no text; name a file by --output, or send it into a pipe")
    opened = open_catalogue(ctx, catalogue)
    around = context(opened.vocabulary, ctx.obj, exact=selection.exact, **options)
    if target is None and not binary:
        send(write_papers(opened, selection.query(), chosen, around))
        return closed(opened)
    refuse_errors(opened)
    if binary:
        make: delivery.Make = partial(file_writer(chosen), opened.find(selection.query()), around)
    else:
        pieces = write_papers(opened, selection.query(), chosen, around)
        if into and not check:
            return delivery.fill(into, pieces, patience(ctx))
        make = delivery.text([delivery.between(into, store.read(into).data, pieces)] if into else pieces)
    if target is None:
        return delivery.pipe(make)
    if check:
        return delivery.compare(target, make, is_text=not binary)
    return delivery.write(target, make, patience(ctx))


def _chosen(name: str | None, target: Path | None) -> str:
    """Return the format that is meant.

    Raises:
        UsageError: there is none of this name or suffix, or nothing says which.

    """
    if name is not None:
        if name not in WRITERS:
            raise UsageError(unknown("format", name, nearest(name, list(WRITERS)), _LIST))
        return name
    if target is None:
        raise UsageError(f"say what to export, one of {', '.join(WRITERS)}, or name a file by --output")
    found = by_suffix(target)
    if found is None:
        known = ", ".join(suffix for each in WRITERS.values() for suffix in each.suffixes)
        raise UsageError(f"{target}: no format has this suffix; name one, or use {known} ({_LIST})")
    return found


def _options(name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options that were given to a format.

    Args:
        name: the format.
        given: all that some format takes, None or False where they were not given.

    Raises:
        UsageError: one is not the format's.

    """
    options = {option: value for option, value in given.items() if value not in (None, False)}
    for option in options:
        if option not in WRITERS[name].options:
            owners = [other for other, each in WRITERS.items() if option in each.options]
            raise UsageError(f"{name} takes no {flag(option)}; it is an option of {', '.join(owners)}")
    return options


def formats(ctx: typer.Context, format_name: FormatOption = None, as_json: JsonOption = False) -> int:
    """List what papers can be exported as: each format's suffix, options, and what it needs installed.

    Example: headcat formats
    """
    chosen = shape(format_name, as_json=as_json)
    if chosen == "table":
        send(write_table(context(Vocabulary(), ctx.obj)))
    else:
        send(write_plain() if chosen == "plain" else write_json())
    return ExitCode.DONE
