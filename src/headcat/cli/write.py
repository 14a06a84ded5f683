"""Commands that change a catalogue: add."""

import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headcat.catalogue import Catalogue
from headcat.cli.options import CataloguePath, open_catalogue
from headcat.cli.sources import shown_name, source_text
from headcat.errors import ExitCode, RefusedError, UsageError
from headcat.escaping import visible, visible_lines
from headcat.model import LINK_KINDS, Draft, Link, Summary
from headcat.vocabulary import unknown

if TYPE_CHECKING:
    from headcat.changes import Change


def _field(help_text: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, metavar=metavar, help=help_text, show_default=False)


def add(
    ctx: typer.Context,
    title: Annotated[str, _field("The title.")] = "",
    author: Annotated[list[str], _field("An author; repeat for each.", metavar="NAME")] = [],  # noqa: B006 - Typer's way to say "none"
    date: Annotated[str, _field("First public version: YYYY-MM-DD, YYYY-MM or YYYY.", metavar="DATE")] = "",
    venue: Annotated[str, _field("Where published, with the year: 'ICLR 2025'.", metavar="VENUE")] = "",
    arxiv: Annotated[str, _field("arXiv identifier or link.", metavar="ID")] = "",
    doi: Annotated[str, _field("DOI.", metavar="DOI")] = "",
    acl: Annotated[str, _field("ACL Anthology identifier or link.", metavar="ID")] = "",
    openreview: Annotated[str, _field("OpenReview forum id or link.", metavar="ID")] = "",
    head: Annotated[list[str], _field("A head of the vocabulary (repeatable).", metavar="HEAD")] = [],  # noqa: B006
    link: Annotated[
        list[str], _field(f"A link: {', '.join(LINK_KINDS)} (repeatable).", metavar="KIND=URL")
    ] = [],  # noqa: B006
    innovation: Annotated[str, _field("What is new, in a sentence.")] = "",
    tasks: Annotated[str, _field("What was done on what, in a sentence.")] = "",
    result: Annotated[str, _field("The significant result, in a sentence.")] = "",
    note: Annotated[str, _field("Anything else.")] = "",
    form: Annotated[
        str,
        _field("Read contribution forms, or a GitHub issue's body (- is stdin).", "--from", metavar="FILE"),
    ] = "",
    bibtex: Annotated[str, _field("Read one BibTeX entry (- is stdin).", metavar="FILE")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the change, write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before adding.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask for anything.")] = False,
    catalogue: CataloguePath = None,
) -> int:
    """Add a paper, by options, prompts, a form or BibTeX.

    On a terminal what is missing is asked for, and nothing is added before a yes.

    Example: headcat add --from contribution.txt --dry-run
    """
    opened = open_catalogue(ctx, catalogue)
    ids = {"arxiv": arxiv, "doi": doi, "acl": acl, "openreview": openreview}
    given = Draft(
        title=title,
        authors=tuple(author),
        date=date,
        venue=_known_venue(opened, venue),
        ids={kind: value for kind, value in ids.items() if value},
        heads=tuple(opened.vocabulary.head(name).name for name in head),
        links=tuple(map(_link, link)),
        summary=Summary(innovation, tasks, result),
        note=note,
    )
    drafts = _drafts(given, form, bibtex)
    asks = not no_input and "-" not in (form, bibtex) and sys.stdin.isatty() and sys.stderr.isatty()
    return _carry_out(opened, drafts, asks=asks, sure=yes, dry_run=dry_run)


def _carry_out(opened: Catalogue, drafts: list[Draft], *, asks: bool, sure: bool, dry_run: bool) -> int:
    """Add drafts, after a yes where somebody can be asked; return the exit code."""
    if asks:
        drafts = _completed(opened, drafts)
        if not dry_run and not sure and not _agreed(opened, drafts):
            typer.echo("nothing was added", err=True)
            return ExitCode.NO
    elif drafts == [Draft()]:
        message = "nothing to add: give --title and more, --from FILE or --bibtex FILE (headcat add --help)"
        raise UsageError(message)
    _report(_add(opened, drafts, dry_run=dry_run), dry_run=dry_run)
    return ExitCode.DONE


def _known_venue(opened: Catalogue, text: str) -> str:
    vocabulary = opened.vocabulary
    if text and vocabulary.venue_name(text) is None:
        message = unknown("venue", text, vocabulary.nearest_venues(text), None)
        raise UsageError(f"{message}; new ones go into the section venues: of the catalogue")
    return text


def _link(text: str) -> Link:
    kind, found, url = text.partition("=")
    if not found or kind.strip().lower() not in LINK_KINDS:
        message = f"no link: {text!r}; write KIND=URL, the kind one of {', '.join(LINK_KINDS)}"
        raise UsageError(message)
    return Link(kind.strip().lower(), url)


def _drafts(given: Draft, form: str, bibtex: str) -> list[Draft]:
    """Return the drafts that are read, with what the options say laid over them."""
    from headcat.readers import read

    if form and bibtex:
        message = "give --from or --bibtex, not both"
        raise UsageError(message)
    if not form and not bibtex:
        return [given]
    name = form or bibtex
    shown = shown_name(name)
    drafts = read("form" if form else "bibtex", source_text(name), shown)
    if bibtex and len(drafts) > 1:
        message = f"{shown} holds {len(drafts)} entries; --bibtex takes one"
        raise RefusedError(message)
    alone = replace(given, heads=(), venue="") != Draft()
    if len(drafts) > 1 and alone:
        message = f"{shown} holds {len(drafts)} papers; only --head and --venue can go with several"
        raise UsageError(message)
    return [_laid_over(draft, given) for draft in drafts]


def _laid_over(draft: Draft, given: Draft) -> Draft:
    """Return a draft with what is given in its place; lists and links are added to.

    One paper gets headcat's own key, and what headcat has no field for stays away.
    """
    summary = dict(given.summary.parts())
    return replace(
        draft,
        title=given.title or draft.title,
        authors=given.authors or draft.authors,
        date=given.date or draft.date,
        venue=given.venue or draft.venue,
        ids={**draft.ids, **given.ids},
        heads=(*draft.heads, *given.heads),
        links=(*draft.links, *given.links),
        summary=replace(draft.summary, **summary),
        note=given.note or draft.note,
        key="",
        extra={},
    )


def _completed(opened: Catalogue, drafts: list[Draft]) -> list[Draft]:
    """Ask for what a single draft lacks."""
    from headcat.cli.prompts import complete

    _add(opened, [], dry_run=True)  # a catalogue that takes nothing says so before the questions
    return [complete(drafts[0], opened.vocabulary)] if len(drafts) == 1 else drafts


def _agreed(opened: Catalogue, drafts: list[Draft]) -> bool:
    """Show what would be added and ask whether it is right."""
    from headcat.cli.prompts import confirm

    change = _add(opened, drafts, dry_run=True)
    typer.echo("\n" + visible_lines(change.diff()), err=True)
    question = "Add this paper?" if len(drafts) == 1 else f"Add these {len(drafts)} papers?"
    return confirm(question, default=True)


def _add(opened: Catalogue, drafts: list[Draft], *, dry_run: bool) -> "Change":
    try:
        return opened.add(*drafts, dry_run=dry_run)
    except RefusedError as error:
        if any(each.code == "HC101" for each in error.diagnostics):
            message = f"{error}; say what is missing by options (headcat add --help) or in the form"
            raise RefusedError(message, error.diagnostics) from error
        raise


def _report(change: "Change", *, dry_run: bool) -> None:
    from headcat.drafts import unfinished

    if dry_run:
        sys.stdout.write(visible_lines(change.diff()))
    for paper, line in change.papers:
        if not dry_run:
            typer.echo(visible(f"{change.path}:{line}: added {paper.key}"))
        missing = unfinished(paper)
        if missing:
            typer.echo(f"{paper.key} has no {', no '.join(missing)} yet", err=True)
