"""Commands that bring many papers in: import."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from headcat.catalogue import Catalogue
from headcat.changes.importing import OnDuplicate, Policy, State
from headcat.cli.lookup import Way, filled
from headcat.cli.options import CataloguePath, OfflineOption, RefreshOption, open_catalogue, refuse_both
from headcat.cli.output import send
from headcat.cli.sources import shown_name, source_text
from headcat.errors import ExitCode, Severity, UsageError
from headcat.formats.imports import Report, write_json, write_text
from headcat.model import Draft
from headcat.readers import READERS, Gathered, reader
from headcat.words.escaping import visible

if TYPE_CHECKING:
    from headcat.changes import Change
    from headcat.changes.importing import Imported

_LACKS: Final = "HC101"  # the rule for papers without title, authors or date
_STATES: Final[dict[State, str]] = {
    "added": "added",
    "updated": "updated",
    "known": "there already",
    "refused": "refused",
}


def import_papers(
    ctx: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files to read, - for stdin.")],
    from_format: Annotated[
        str | None,
        typer.Option(
            metavar="FORMAT",
            help=f"What they are: {', '.join(READERS)}; else told by content.",
            show_default=False,
        ),
    ] = None,
    head: Annotated[
        list[str],
        typer.Option(metavar="HEAD", help="Put each paper on a head (repeatable).", show_default=False),
    ] = [],  # noqa: B006 - Typer's way to say "none"
    on_duplicate: Annotated[
        OnDuplicate | None,
        typer.Option(help="What becomes of a paper that is there.", show_default="skip"),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Fill what is empty: --on-duplicate update.")
    ] = False,
    new_terms: Annotated[
        bool, typer.Option("--new-terms", help="Add heads and venues that the vocabulary has not.")
    ] = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Add the others where some are refused; exit 1.")
    ] = False,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Ask services for titles, authors and dates that lack.")
    ] = False,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the report, write nothing.")] = False,
    format_name: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print the report.")
    ] = "text",
    catalogue: CataloguePath = None,
) -> int:
    """Add the papers of files: BibTeX, a reading list, CSL-JSON, RIS, JSON, JSONL, CSV, forms.

    Each paper is reported: added, there already (and what is new about it), or refused and why. Of a
    file with a refused paper nothing is added unless --keep-going. A reading list often names no
    authors; --fetch asks for them by the papers' identifiers and links, arXiv for a hundred at once.

    Example: headcat import refs.bib --dry-run
    """
    if update and on_duplicate not in (None, "update"):
        raise UsageError("--update is --on-duplicate update; give one of them")
    if from_format is not None and from_format not in READERS:
        raise UsageError(f"no format is called {from_format!r}; it may be {', '.join(READERS)}")
    refuse_both(offline=offline, refresh=refresh)
    way = Way(offline, refresh) if fetch else None
    opened = open_catalogue(ctx, catalogue)
    heads = tuple(opened.vocabulary.head(name).name for name in head)
    policy = Policy("update" if update else on_duplicate or "skip", new_terms, keep_going)
    # All are read before anything is written: a name that was typed wrong changes nothing.
    sources = [_gathered(name, from_format) for name in files]
    reports: list[Report] = []
    code: int = ExitCode.DONE
    try:
        for source in sources:
            gathered, asked = _asked(source, way)
            reports.append(_report(opened, gathered, heads, policy, dry_run=dry_run))
            code = max(code, asked)
    finally:  # what was written before something went wrong is told too
        send((write_json if format_name == "json" else write_text)(reports))
        code = max(code, _closed(reports, files, keep_going=keep_going))
    if not fetch and any(map(_may_be_known, reports)):
        typer.echo("titles, authors and dates that lack may be known to services: --fetch asks", err=True)
    return code


def _gathered(name: str, from_format: str | None) -> Gathered:
    from headcat.readers.detection import detect

    text, shown = source_text(name), shown_name(name)
    return reader(from_format or detect(text, shown))(text, shown)


def _asked(gathered: Gathered, way: Way | None) -> tuple[Gathered, ExitCode]:
    """Return papers with what their services know, and the exit code of asking; say what is doubtful."""
    if way is None:
        return gathered, ExitCode.DONE
    answered = filled(gathered.drafts, way)
    for number, messages in answered.messages.items():
        place = gathered.drafts[number].places[""]
        for message in messages:
            typer.echo(visible(f"{place.path}:{place.line}: {message}"), err=True)
    return Gathered(answered.drafts, gathered.problems), answered.code


def _report(
    opened: Catalogue, gathered: Gathered, heads: tuple[str, ...], policy: Policy, *, dry_run: bool
) -> Report:
    """Bring the papers of one file in; none where one is refused and the policy is not to keep going."""
    drafts = [replace(draft, heads=(*draft.heads, *heads)) for draft in gathered.drafts]
    stopped = any(each.severity is Severity.ERROR for each in gathered.problems) and not policy.keep_going
    imported = _import(opened, drafts, policy, dry_run=dry_run or stopped)
    refused = any(outcome.state == "refused" for outcome in imported.outcomes)
    done = not dry_run and not stopped and (policy.keep_going or not refused)
    return Report(imported.outcomes, tuple(gathered.problems), done)


def _import(opened: Catalogue, drafts: Sequence[Draft], policy: Policy, *, dry_run: bool) -> "Imported":
    from headcat.changes.importing import imported

    made: list[Imported] = []

    def make(path: Path, data: bytes) -> "tuple[bytes, Change]":
        made.append(imported(path, data, drafts, policy))
        return made[-1].data, made[-1].change

    opened.change(make, dry_run=dry_run)
    return made[-1]


def _may_be_known(report: Report) -> bool:
    """Tell whether a paper was refused for what a service could say of it."""
    return any(
        reason.code == _LACKS and (outcome.draft.ids or outcome.draft.links)
        for outcome in report.outcomes
        for reason in outcome.reasons
    )


def _closed(reports: Sequence[Report], files: Sequence[str], *, keep_going: bool) -> int:
    """Sum up on stderr and return the exit code."""
    code = ExitCode.DONE
    for report, name in zip(reports, files, strict=False):
        counts = Counter(outcome.state for outcome in report.outcomes)
        unread = sum(problem.severity is Severity.ERROR for problem in report.problems)
        counts["refused"] += unread
        told = ", ".join(f"{counts[state]} {word}" for state, word in _STATES.items() if counts[state])
        typer.echo(visible(f"{shown_name(name)}: {told or 'nothing'}"), err=True)
        if counts["refused"] and keep_going:
            code = max(code, ExitCode.NO)
        elif counts["refused"]:
            code = ExitCode.REFUSED
            message = f"nothing of {shown_name(name)} was added; mend it, or add the others by --keep-going"
            typer.echo(visible(f"headcat: {message}"), err=True)
    return code
