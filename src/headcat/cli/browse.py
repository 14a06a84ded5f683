"""The command that takes the whole terminal: browse."""

import os
import sys

import typer

from headcat import extras
from headcat.cli.options import CataloguePath, Selection, is_given, open_catalogue, takes_selection
from headcat.cli.output import closed, colors
from headcat.errors import ExitCode, UsageError
from headcat.model import RELEVANCE


@takes_selection
def browse(ctx: typer.Context, selection: Selection, catalogue: CataloguePath = None) -> int:
    """Browse the catalogue full-screen in the terminal.

    It begins with the papers that the options select. / types a filter, in the language of search,
    that answers at each letter; t shows the heads, Space marks papers, o opens a link, c copies BibTeX,
    e exports to a file, ? shows all keys, q quits.

    Example: headcat browse --head induction
    """
    if os.environ.get("TERM") == "dumb" or not all(map(_is_terminal, ("stdin", "stdout", "stderr"))):
        raise UsageError("browse needs a terminal; use headcat list, search or show instead")
    extras.load("textual", "tui")
    from headcat.tui.app import run
    from headcat.tui.reading import Reader

    if not is_given(ctx, "sort"):
        selection = selection._replace(sort=RELEVANCE)
    reader = Reader(open_catalogue(ctx, catalogue), selection.query())
    _tell_textual_of_colors(wanted=colors(ctx.obj))
    code = run(reader)
    if code == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return closed(reader.catalogue) or code


def _is_terminal(name: str) -> bool:
    stream = getattr(sys, name)
    return bool(stream.isatty())


def _tell_textual_of_colors(*, wanted: bool) -> None:
    """Say by the environment, which is all that Textual asks, whether there shall be colours.

    It takes an empty NO_COLOR for a wish too, which it is not (https://no-color.org).
    """
    os.environ.pop("NO_COLOR", None)
    if not wanted:
        os.environ["NO_COLOR"] = "1"
