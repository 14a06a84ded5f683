"""Commands that change a catalogue: add."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer

from headcat.catalogue import Catalogue
from headcat.changes.drafts import laid_over
from headcat.cli.adding import How, add_drafts, add_offers
from headcat.cli.lookup import Way, meant, offered
from headcat.cli.options import CataloguePath, OfflineOption, RefreshOption, open_catalogue, refuse_both
from headcat.cli.sources import shown_name, source_text
from headcat.errors import ExitCode, RefusedError, UsageError
from headcat.model import LINK_KINDS, Draft, Link, Summary
from headcat.vocabulary import unknown
from headcat.words.escaping import visible
from headcat.words.identifiers import ID_KINDS, Identifier


def _field(help_text: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, metavar=metavar, help=help_text, show_default=False)


def add(
    ctx: typer.Context,
    papers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID|URL]...", help="Papers to look up: identifiers or links."),
    ] = None,
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
        _field(
            "Read contribution forms, a GitHub issue's body or a kept draft (- is stdin).",
            "--from",
            metavar="FILE",
        ),
    ] = "",
    bibtex: Annotated[str, _field("Read one BibTeX entry (- is stdin).", metavar="FILE")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the change, write nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before adding.")] = False,
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask for anything.")] = False,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """Add papers: looked up by identifier or link, or by options, prompts, a form or BibTeX.

    Papers are named by arXiv number, DOI, ACL Anthology, OpenReview, PMLR or DBLP key, or a link; what
    their services say is shown with what is doubtful about it. On a terminal what is missing is asked
    for, likely heads are proposed, and nothing is added before a yes. Without one, what is in doubt is
    added only by --yes.

    Example: headcat add --from contribution.txt --dry-run
    """
    refuse_both(offline=offline, refresh=refresh)
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
    if len(papers or ()) > 1:
        _refuse_what_is_of_one(given, f"{len(papers or ())} papers are named")
    drafts = _drafts(given, form, bibtex)
    asks = not no_input and "-" not in (form, bibtex) and sys.stdin.isatty() and sys.stderr.isatty()
    how = How(asks=asks, sure=yes, dry_run=dry_run)
    if not papers:
        return add_drafts(opened, drafts, how)
    if bibtex or len(drafts) > 1:
        raise UsageError("name papers, or read them by --bibtex or from several forms")
    return _add_named(opened, papers, drafts[0], Way(offline, refresh), how)


def _add_named(opened: Catalogue, papers: Sequence[str], given: Draft, way: Way, how: How) -> int:
    """Look papers up and add those that are not there yet."""
    known = {name: key for name in papers if (key := _listed_as(opened, name))}
    for name, key in known.items():
        typer.echo(visible(f"headcat: {name} is listed as {key}; nothing was added for it"), err=True)
    names = [name for name in dict.fromkeys(papers) if name not in known]
    code = add_offers(opened, offered(names, given, way), given, how)
    return max(code, ExitCode.REFUSED if known else ExitCode.DONE)


def _listed_as(opened: Catalogue, name: str) -> str | None:
    wanted = meant(name)
    is_identity = wanted is not None and wanted.kind in ID_KINDS
    return opened.key_of(Identifier(wanted.kind, wanted.value)) if wanted and is_identity else None


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
    shown, text = shown_name(name), source_text(name)
    drafts = read("bibtex" if bibtex else _form_format(text), text, shown)
    if bibtex and len(drafts) > 1:
        message = f"{shown} holds {len(drafts)} entries; --bibtex takes one"
        raise RefusedError(message)
    if len(drafts) > 1:
        _refuse_what_is_of_one(given, f"{shown} holds {len(drafts)} papers")
    # One paper gets headcat's own key, and what headcat has no field for stays away.
    return [replace(laid_over(draft, given), key="", extra={}) for draft in drafts]


def _form_format(text: str) -> str:
    """Tell a draft that was kept from a form."""
    return "json" if text.lstrip("\ufeff \r\n\t").startswith("{") else "form"


def _refuse_what_is_of_one(given: Draft, several: str) -> None:
    if replace(given, heads=(), venue="") != Draft():
        raise UsageError(f"{several}; only --head and --venue can go with several")
