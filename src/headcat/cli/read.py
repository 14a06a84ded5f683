"""Commands that only read papers: list, filter, show."""

from typing import Annotated

import typer

from headcat.cli.options import CataloguePath, Selection, open_catalogue, takes_selection
from headcat.cli.output import FormatOption, JsonOption, closed, context, send, shape, write_papers
from headcat.errors import NotFoundError
from headcat.words.escaping import json_visible


@takes_selection
def list_papers(
    ctx: typer.Context,
    selection: Selection,
    format_name: FormatOption = None,
    as_json: JsonOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """List papers, newest first.

    Example: headcat list --year 2024-2025 --has code
    """
    opened = open_catalogue(ctx, catalogue)
    chosen = shape(format_name, as_json=as_json)
    send(write_papers(opened, selection.query(), chosen, context(opened.vocabulary, ctx.obj)))
    return closed(opened)


@takes_selection
def filter_papers(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="HEAD...", help="Heads, named as you like.")],
    selection: Selection,
    every: Annotated[bool, typer.Option("--all", help="Short for --match all.")] = False,
    format_name: FormatOption = None,
    as_json: JsonOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """List the papers on any of these heads, narrower heads included.

    Example: headcat filter induction "previous token" --all
    """
    from dataclasses import replace

    opened = open_catalogue(ctx, catalogue)
    query = selection.query()
    query = replace(query, heads=(*names, *query.heads), match="all" if every else query.match)
    chosen = shape(format_name, as_json=as_json)
    send(write_papers(opened, query, chosen, context(opened.vocabulary, ctx.obj)))
    return closed(opened)


def show(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A key or its beginning, an identifier, a link.")],
    format_name: FormatOption = None,
    as_json: JsonOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """Show one paper whole.

    Example: headcat show olsson2022context
    """
    import json

    opened = open_catalogue(ctx, catalogue)
    try:
        paper = opened.get(key)
    except NotFoundError:
        closed(opened)
        raise
    chosen = shape(format_name, as_json=as_json)
    if chosen in ("json", "jsonl"):
        indent = 2 if chosen == "json" else None
        text = json.dumps(paper.to_json(), ensure_ascii=False, indent=indent)
        send([json_lines(text)])
    elif chosen == "table":
        from headcat.formats.table import write_one

        send(write_one(paper, context(opened.vocabulary, ctx.obj)))
    else:
        from headcat.formats.plain import write_one as write_plain

        send(write_plain(paper))
    return closed(opened)


def json_lines(text: str) -> str:
    """Return JSON text of several lines, unseen characters inside its strings escaped."""
    return "".join(json_visible(line) + "\n" for line in text.split("\n"))
