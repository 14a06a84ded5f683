"""Commands that make web pages: site."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headcat.cli.options import CataloguePath, Selection, open_catalogue, takes_selection
from headcat.cli.output import refuse_errors, send
from headcat.errors import ExitCode, UsageError
from headcat.model import Paper, Query
from headcat.words.escaping import visible
from headcat.words.identifiers import is_web_address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from headcat.catalogue import Catalogue

_PORT = 8000


@takes_selection
def site(
    ctx: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where the site is made: a folder of its own.")
    ],
    selection: Selection,
    title: Annotated[
        str, typer.Option(metavar="TEXT", help="What the site is called.")
    ] = "Papers on attention heads",
    url: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            show_default=False,
            help="The address that it will have; for the sitemap and for links that must be whole.",
        ),
    ] = None,
    serve: Annotated[
        bool, typer.Option("--serve", help="Then show it on this machine, until Ctrl-C.")
    ] = False,
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            metavar="N",
            show_default=False,
            help=f"Where --serve shows it; {_PORT} unless said otherwise, 0 for any that is free.",
        ),
    ] = None,
    catalogue: CataloguePath = None,
) -> int:
    """Make a web site of the papers: searchable, without a server, readable without JavaScript.

    The folder is the site's own: files of a former run that are no longer made are deleted, and a folder
    that holds anything else is refused. Without --url there is no sitemap, and the page for wrong
    addresses leads back only from the site's first folder.

    Example: headcat site build/site
    """
    from headcat.site import Order, content, files, publish

    if port is not None and not serve:
        raise UsageError("--port is where --serve shows the site; give both")
    opened = open_catalogue(ctx, catalogue)
    query = selection.query()
    papers = _papers(opened, query)
    refuse_errors(opened)
    order = Order.of(query.sort, reverse=query.reverse)
    shown = content(papers, opened.vocabulary, title=title, url=_base(url), order=order)
    made = files(shown)
    outcome = publish(folder, made)
    send(
        [visible(f"{folder}: {len(made)} files, {outcome.written} written, {outcome.removed} removed"), "\n"]
    )
    return _serve(folder, made, _PORT if port is None else port) if serve else ExitCode.DONE


def _papers(opened: "Catalogue", query: Query) -> "Iterator[tuple[Paper, str]]":
    """Yield papers with their JSON objects as text."""
    import json

    for text in list(opened.find_json(query)):
        yield Paper.from_json(json.loads(text)), text


def _base(url: str | None) -> str:
    """Return the address of a site's folder, or nothing.

    Raises:
        UsageError: it is no address, or has what a folder's has not.

    """
    if url is None:
        return ""
    if not is_web_address(url) or "?" in url or "#" in url:
        raise UsageError(f"no address of a site: {url!r}; write https://example.org/papers/")
    return url.rstrip("/") + "/"


def _serve(folder: Path, paths: "Collection[str]", port: int) -> int:
    """Show a site until somebody has seen enough."""
    import sys

    from headcat.site.serving import HOST, server

    with server(folder, paths, port) as running:
        sys.stdout.flush()
        typer.echo(f"http://{HOST}:{running.server_port}/ shows it; Ctrl-C ends that", err=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            typer.echo("", err=True)
    return ExitCode.DONE
