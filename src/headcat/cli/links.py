"""The command that asks for the links of papers: links."""

import sys
from collections.abc import Generator, Iterable
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

import typer

from headcat.catalogue import Catalogue
from headcat.cli.options import (
    CataloguePath,
    OfflineOption,
    RefreshOption,
    Selection,
    open_catalogue,
    refuse_both,
    takes_selection,
)
from headcat.cli.output import closed, send
from headcat.errors import ExitCode, UsageError
from headcat.model import LINK_KINDS, Paper
from headcat.store import cache_folder
from headcat.upkeep.linking import PAPER, Answer, Checked, counted, is_fixable, judged, relinked, titles_of
from headcat.words.escaping import visible, visible_lines

if TYPE_CHECKING:
    from pathlib import Path

    from headcat.changes import Change
    from headcat.changes.revisions import Revision


class _Way(NamedTuple):
    """How links are asked for."""

    offline: bool
    refresh: bool
    allow_private: bool
    timeout: float


@takes_selection
def links(
    ctx: typer.Context,
    selection: Selection,
    kind: Annotated[
        list[str],
        typer.Option(metavar="KIND", help=f"Only these links: {', '.join(LINK_KINDS)}.", show_default=False),
    ] = [],  # noqa: B006 - Typer's way to say "none"
    format_name: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print what is not ok.")
    ] = "text",
    every: Annotated[bool, typer.Option("--all", help="Print the links that are ok too.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite links that have moved for good.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what --fix would change, write nothing.")
    ] = False,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Ask hosts of private networks too.")
    ] = False,
    timeout: Annotated[
        float, typer.Option(min=0.1, max=600, metavar="SECONDS", help="How long to wait for an answer.")
    ] = 15.0,
    catalogue: CataloguePath = None,
) -> int:
    """Ask for the links of papers: are they dead, have they moved, is it the right paper?

    Dead is only what its server called gone twice; it makes the exit code 1. What is blocked, broken or
    slow is unsure. A page that names its paper is compared with the title.

    Each host is asked one question at a time with a pause behind it; answers are kept for a week, those
    of dead or blocked links for a day. Only http and https addresses of public hosts are asked, without
    cookies, passwords or the environment's proxies.

    Example: headcat links --kind code --since 2024
    """
    refuse_both(offline=offline, refresh=refresh)
    if unknown := next((each for each in kind if each not in LINK_KINDS), None):
        raise UsageError(f"there is no kind of link {unknown!r}; there are {', '.join(LINK_KINDS)}")
    opened = open_catalogue(ctx, catalogue)
    if fix or dry_run:
        _refuse_if_fixed(opened)
    papers = list(opened.find(selection.query()))
    wanted = [(paper, link.kind, link.url) for paper in papers for link in paper.links]
    chosen = [each for each in wanted if not kind or each[1] in kind]
    answers = _answers(chosen, _Way(offline, refresh, allow_private, timeout))
    found = [_checked(*each, answers[each[2]]) for each in chosen]
    moved = [each for each in found if is_fixable(each)] if fix or dry_run else []
    if not dry_run:
        shown = [each for each in found if (every or each.verdict.meaning != "ok") and each not in moved]
        _show(opened, shown, format_name)
    if moved:
        change = _fixed(opened, moved, dry_run=dry_run)
        _tell(change, dry_run=dry_run, as_data=format_name == "text")
    typer.echo(counted(found), err=True)
    dead = any(each.verdict.meaning == "dead" for each in found)
    return closed(opened) or (ExitCode.NO if dead else ExitCode.DONE)


def _answers(wanted: Iterable[tuple[Paper, str, str]], way: _Way) -> dict[str, Answer]:
    """Return what asking for each address came to; a page is asked for as such where a paper needs it."""
    from headcat.fetch.link_answers import Answers

    pages = dict.fromkeys((url for _, _, url in wanted), False)
    pages |= {url: True for _, kind, url in wanted if kind == PAPER}
    kept = Answers(cache_folder() / "links" / "answers.sqlite")
    answers: dict[str, Answer] = {}
    if not way.refresh:
        for page in (True, False):
            answers |= kept.of([url for url in pages if pages[url] is page], page=page)
    rest = [url for url in pages if url not in answers]
    if way.offline:
        unasked = {url: Answer(target=url, problem="no answer is kept") for url in rest}
        return answers | unasked
    with closing(_asked(rest, pages, way)) as asked:
        for url, answer in asked:
            kept.keep(url, answer, page=pages[url])
            answers[url] = answer
    return answers


def _asked(urls: list[str], pages: dict[str, bool], way: _Way) -> Generator[tuple[str, Answer], None, None]:
    """Ask for addresses, and show a person who waits how far it is."""
    if not urls:
        return
    from headcat.fetch.asking import Asker, Reply
    from headcat.fetch.hosts import Turns, probe_all
    from headcat.fetch.probing import probe
    from headcat.formats.waiting import bar

    asker, turns = Asker(allow_private=way.allow_private, timeout=way.timeout), Turns()

    def ask(method: str, url: str) -> Reply:
        with turns.turn(url):
            return asker.ask(method, url)

    draw = bar("Asking for links") if sys.stderr.isatty() else None
    with closing(probe_all(urls, lambda url: probe(url, ask, page=pages[url]))) as asked:
        for done, found in enumerate(asked, 1):
            if draw:
                draw(done, len(urls))
            yield found


def _checked(paper: Paper, kind: str, url: str, answer: Answer) -> Checked:
    titles = titles_of(paper) if kind == PAPER else ()
    return Checked(paper.key, kind, url, answer, judged(url, answer, titles))


def _show(opened: Catalogue, found: Iterable[Checked], name: str) -> None:
    from headcat.formats.links import write_json, write_text

    def place(key: str) -> str:
        return f"{opened.path}:{opened.locate(key).line}"

    send(write_json(found) if name == "json" else write_text(found, place))


def _refuse_if_fixed(opened: Catalogue) -> None:
    """Refuse a catalogue that cannot be changed before minutes are spent on its links."""
    from headcat.changes import Change

    opened.change(lambda path, data: (data, Change(path, (), "", "")), dry_run=True)


def _fixed(opened: Catalogue, moved: list[Checked], *, dry_run: bool) -> "Change":
    """Put links that have moved in the place of the old ones, in all papers at once."""
    from headcat.changes.amendments import located, refuse_same_keys
    from headcat.changes.revisions import revised

    lines = {key: opened.locate(key).line for key in dict.fromkeys(each.key for each in moved)}

    def revise(revision: "Revision") -> None:
        refuse_same_keys(revision, lines)
        for key, line in lines.items():
            own = [each for each in moved if each.key == key]
            number = located(revision, key, line)
            revision.update("papers", number, relinked(revision.says("papers")[number], own))

    def make(path: "Path", data: bytes) -> "tuple[bytes, Change]":
        return revised(path, data, revise)

    return opened.change(make, dry_run=dry_run)


def _tell(change: "Change", *, dry_run: bool, as_data: bool) -> None:
    """Print the change that would be made, or name the papers that were changed."""
    if dry_run:
        send([visible_lines(change.diff())])
        return
    for paper, line in change.papers:
        typer.echo(visible(f"{change.path}:{line}: changed {paper.key}"), err=not as_data)
