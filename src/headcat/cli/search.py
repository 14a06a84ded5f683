"""The command search: full text, best matches first."""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Final

import typer

from headcat.catalogue import Catalogue
from headcat.cli.options import CataloguePath, Selection, is_given, open_catalogue, takes_selection
from headcat.cli.output import FormatOption, JsonOption, closed, context, send, shape, write_papers
from headcat.errors import ExitCode, UsageError
from headcat.model import RELEVANCE, Query
from headcat.words.escaping import visible

# A word may begin with a dash; `-h` would be taken for the beginning of `-heads`.
SETTINGS: Final = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


@takes_selection
def search(
    ctx: typer.Context,
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What you remember of the paper.")],
    selection: Selection,
    format_name: FormatOption = None,
    as_json: JsonOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """Search titles, heads, authors, venues and summaries, best matches first.

    All words must be there, in any case and with or without accents. "two words" stand together,
    -word is not there, word* may go on, word OR other asks for either; title:, author:, head:,
    venue: and summary: look in one place, year:2024 or year:2023-2025 at the date. A key, an
    identifier or an address finds its paper.

    Example: headcat search "induction circuit" -arithmetic --since 2023
    """
    if words == ["-h"]:
        typer.echo(ctx.get_help())
        return ExitCode.DONE
    misspelt = next((word for word in words if word.startswith("--")), None)
    if misspelt:
        raise UsageError(f"there is no option {misspelt}; see headcat search --help")
    opened = open_catalogue(ctx, catalogue)
    text = " ".join([*words, selection.search or ""]).strip()
    sort = selection.sort if is_given(ctx, "sort") else RELEVANCE
    query = selection._replace(search=text, sort=sort).query()
    chosen = shape(format_name, as_json=as_json)
    name = "hits" if chosen == "table" else chosen
    found: list[Any] = []

    def noticed(papers: Iterable[Any]) -> Iterator[Any]:
        for paper in papers:
            found[:] = [paper]
            yield paper

    about = context(opened.vocabulary, ctx.obj, search=text)
    send(write_papers(opened, query, name, about, noticed))
    code = closed(opened)
    if not found and query.limit != 0:
        _propose(opened, query)
    return code


def _propose(catalogue: Catalogue, query: Query) -> None:
    """Say on stderr what was probably meant, where nothing was found."""
    from dataclasses import replace
    from functools import partial

    def finds(text: str) -> bool:
        return any(True for _ in catalogue.find(replace(query, search=text, limit=1)))

    from headcat.words.corrections import corrected

    meant = corrected(query.search or "", catalogue.words(), finds)
    hint = partial(typer.echo, err=True)
    hint(f"nothing found; did you mean: {visible(meant)}" if meant else "nothing found")
