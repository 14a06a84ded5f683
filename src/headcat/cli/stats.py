"""Commands that count papers: stats."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from headcat.cli import plotting
from headcat.cli.options import CataloguePath, Selection, open_catalogue, takes_selection
from headcat.cli.output import JsonOption, closed, context, refuse_errors, send, shape
from headcat.errors import ExitCode, NotFoundError, UsageError
from headcat.formats import counts
from headcat.statistics.counting import BY, Counting
from headcat.vocabulary import unknown

_OVERVIEW: Final = ("year", "stage", "head", "venue", "author", "pairs")
_FIRST: Final = 10
_COUNTS: Final = {"plain": counts.write_plain, "csv": counts.write_csv, "json": counts.write_json}
_TREND: Final = {
    "plain": counts.write_trend_plain,
    "csv": counts.write_trend_csv,
    "json": counts.write_trend_json,
}


@takes_selection
def stats(
    ctx: typer.Context,
    selection: Selection,
    by: Annotated[
        list[str],
        typer.Option(
            "--by", metavar="BY", help=f"Count by {', '.join(BY)} (repeatable).", show_default=False
        ),
    ] = (),  # type: ignore[assignment] # Typer makes a list of it
    top: Annotated[
        int | None, typer.Option(min=0, metavar="N", help="The first N of each.", show_default=False)
    ] = None,
    trend: Annotated[bool, typer.Option("--trend", help="Show which heads rise and fall.")] = False,
    recent: Annotated[int, typer.Option(min=1, metavar="YEARS", help="What --trend calls recent.")] = 1,
    format_name: Annotated[
        Literal["table", "plain", "json", "csv"] | None,
        typer.Option("--format", help="How to print; a table on a terminal, else plain.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    plot: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Draw it into this .svg or .png file.", show_default=False),
    ] = None,
    catalogue: CataloguePath = None,
) -> int:
    """Count papers by year, month, head, stage, venue, author, and heads that occur together.

    Narrower heads count for broader ones, as in filter; not with --exact. A paper counts for each of
    its heads and authors. A month that the date does not say is 2023-??. Without --by: the first 10 of
    each.

    --trend compares the share of papers that each head is on, in the last --recent years up to the
    newest paper and before. A head on a of n recent and on b of m earlier papers, p = (a+b)/(n+m) of
    all, rises by (a+5p)/(n+5) - (b+5p)/(m+5): the difference of shares, drawn towards none where papers
    are few. Heads on fewer than 3 papers are left out.

    --plot prints nothing and draws a picture: by month or stage the papers of each month, by head the
    heads ranked, by year heads and years as a heat map, by pairs the heads that occur together; by month
    without --by.

    Example: headcat stats --by head --top 5
    """
    for what in by:
        if what not in BY:
            raise UsageError(unknown("value of --by", what, BY, None))
    if plot and (trend or format_name or as_json):
        raise UsageError("--plot draws counts: give it without --trend, --format and --json")
    planned = plotting.planned(plot, by, top) if plot else None
    opened = open_catalogue(ctx, catalogue)
    named = None if format_name == "csv" else format_name
    chosen = "csv" if format_name == "csv" and not as_json else shape(named, as_json=as_json)
    counting = Counting(opened.rows, opened.vocabulary, selection.query())
    if planned:
        refuse_errors(opened)
        plotting.write(planned, counting)
        return ExitCode.DONE
    around = context(opened.vocabulary, ctx.obj)
    if trend:
        if by:
            raise UsageError("give --trend or --by, not both")
        found = counting.trend(recent)
        if found is None:
            closed(opened)
            raise NotFoundError("there are no papers before the recent ones to compare with; see --recent")
        shown = replace(found, heads=found.heads[:top])
        table = counts.write_trend_table(shown, around)
        send(table if chosen == "table" else _TREND[chosen](shown))
        return closed(opened)
    first = top if by or top is not None else _FIRST
    totals = None if by else counting.totals()
    tallies = [counting.by(what, first) for what in dict.fromkeys(by or _OVERVIEW)]
    table = counts.write_table(totals, tallies, around)
    send(table if chosen == "table" else _COUNTS[chosen](totals, tallies))
    return closed(opened)
