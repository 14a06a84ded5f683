"""Commands that hand a paper to a browser: open."""

from typing import Annotated, Literal

import typer

from headcat.cli.options import CataloguePath, open_catalogue
from headcat.cli.output import closed, send
from headcat.errors import ExitCode, NotFoundError, RefusedError
from headcat.model import Paper
from headcat.words.escaping import visible


def open_paper(
    ctx: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="A key or its beginning, an identifier, a link.")],
    kind: Annotated[
        Literal["paper", "code", "project", "data", "demo", "blog", "video", "slides"] | None,
        typer.Option(help="Which link; the paper's own, else its first.", show_default=False),
    ] = None,
    show: Annotated[bool, typer.Option("--print", help="Print the link instead.")] = False,
    catalogue: CataloguePath = None,
) -> int:
    """Open a paper's link in the browser.

    Only addresses of the web are opened. Where there is no browser the link is printed, and the exit
    code is 1.

    Example: headcat open olsson2022context --print
    """
    opened = open_catalogue(ctx, catalogue)
    try:
        paper = opened.get(key)
        url = _url(paper, kind)
    except NotFoundError:
        closed(opened)
        raise
    if show:
        send([visible(url), "\n"])
        return closed(opened)
    if not url.lower().startswith(("http://", "https://")):
        raise RefusedError(f"{url} of {paper.key} is no http or https address; it is not opened")
    if not _browse(url):
        send([visible(url), "\n"])
        typer.echo("headcat: there is no browser to open it in", err=True)
        return closed(opened) or ExitCode.NO
    return closed(opened)


def _url(paper: Paper, kind: str | None) -> str:
    """Return the link of a kind; say so where it is one of several."""
    found = [link.url for link in paper.links if link.kind == kind] if kind else [paper.main_url()]
    if not found or found[0] is None:
        kinds = ", ".join(dict.fromkeys(link.kind for link in paper.links)) or "none"
        raise NotFoundError(f"{paper.key} has no {kind or 'web'} link; it has: {kinds}")
    if len(found) > 1:
        typer.echo(visible(f"{paper.key} has {len(found)} links of kind {kind}; this is the first"), err=True)
    return found[0]


def _browse(url: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(url)
    except webbrowser.Error:
        return False
