"""Adding drafts: what lacks is asked for, what is found is shown, and nothing typed is lost."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

import typer

from headcat import cli
from headcat.catalogue import Catalogue
from headcat.cli.keeping import keep
from headcat.errors import ExitCode, HeadcatError, RefusedError, UsageError
from headcat.model import Draft, Paper
from headcat.words.escaping import visible, visible_lines

if TYPE_CHECKING:
    from pathlib import Path

    from headcat.changes import Change
    from headcat.changes.importing import Imported, Outcome
    from headcat.fetch import Failure, Offer

_LIKELY: Final = 5  # so many heads are proposed,
_NAMED: Final = 0.5  # and none that title and abstract do not name


class How(NamedTuple):
    """How drafts are added: whether somebody is asked, has said yes beforehand, or only looks."""

    asks: bool
    sure: bool
    dry_run: bool


def add_drafts(opened: Catalogue, drafts: list[Draft], how: How) -> int:
    """Add drafts, all or none, after a yes where somebody can be asked; return the exit code."""
    if how.asks:
        _add(opened, [], dry_run=True)  # a catalogue that takes nothing says so before the questions
        if len(drafts) == 1:
            return _add_asked(opened, drafts[0], how)
        if not how.dry_run and not how.sure and not _agreed(opened, drafts):
            typer.echo("nothing was added", err=True)
            return ExitCode.NO
    elif drafts == [Draft()]:
        message = (
            "nothing to add: give an identifier or a link, --title and more, --from FILE or --bibtex FILE"
            " (headcat add --help)"
        )
        raise UsageError(message)
    _report(_add(opened, drafts, dry_run=how.dry_run), dry_run=how.dry_run)
    return ExitCode.DONE


def add_offers(opened: Catalogue, offers: "Sequence[Offer]", given: Draft, how: How) -> int:
    """Add what services offer, each for itself: one that fails keeps no other out.

    Args:
        opened: the catalogue.
        offers: the papers that were asked for, with what their services say.
        given: what somebody says of all of them; it is kept where a service says nothing.
        how: whether and what is asked.

    Returns:
        The exit code of what went worst.

    """
    codes: list[int] = [ExitCode.DONE]
    ready: list[Offer] = []
    for offer in offers:
        if offer.failure is None:
            ready.append(offer)
            continue
        codes.append(tell_failure(offer.name, offer.failure))
        if given != Draft():
            keep(given, offer.name)
        elif not offer.failure.answered:
            _tell_command([offer.name], given)
    if how.asks:
        _add(opened, [], dry_run=True)
        codes += _asked_offers(opened, ready, given, how)
    elif ready:
        codes.append(_add_all(opened, ready, how))
    return max(codes)


def tell_failure(name: str, failure: "Failure") -> ExitCode:
    """Say on stderr why a service says nothing of a paper; return the exit code for that."""
    typer.echo(visible(f"headcat: {name}: {failure.message}"), err=True)
    return ExitCode.NO if failure.answered else ExitCode.NETWORK


def _tell_command(names: Sequence[str], given: Draft) -> None:
    """Say how to go on with papers that nobody was asked about."""
    from shlex import join

    words = [word for head in given.heads for word in ("--head", head)]
    words += ["--venue", given.venue] if given.venue else []
    typer.echo(visible(f"go on with: {join(['headcat', 'add', *names, *words])}"), err=True)


def _asked_offers(opened: Catalogue, ready: "Sequence[Offer]", given: Draft, how: How) -> Iterator[int]:
    """Add what is offered one by one, and yield the exit codes; who stops is told how to go on."""
    for done, offer in enumerate(ready, 1):
        try:
            yield _add_offer(opened, offer, how)
        except KeyboardInterrupt:
            if ready[done:]:
                _tell_command([each.name for each in ready[done:]], given)
            raise


def _add_offer(opened: Catalogue, offer: "Offer", how: How) -> int:
    """Show what was found, ask for the rest, and add it."""
    from headcat.changes.importing import fitted
    from headcat.formats.found import write_text

    draft, remarks = offer.draft, offer.doubts
    if offer.found is not None:
        ready = fitted(draft, opened.vocabulary)
        draft, remarks = ready.draft, (*remarks, *ready.remarks)
    typer.echo("".join(write_text([replace(offer, doubts=remarks)], _width())), err=True)
    try:
        return _add_asked(opened, draft, how, _likely(opened, offer))
    except HeadcatError as error:
        cli.tell(error)
        return error.exit_code


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size().columns


def _add_asked(opened: Catalogue, draft: Draft, how: How, likely: Sequence[tuple[str, str]] = ()) -> int:
    """Ask for what a draft lacks, show what would be added, and add it after a yes."""
    from headcat.cli.prompts import completing

    latest = draft
    try:
        for answered in completing(draft, opened.vocabulary, likely):
            latest = _with_one_venue(answered)
        if not how.dry_run and not how.sure and not _agreed(opened, [latest]):
            typer.echo("nothing was added", err=True)
            _keep_answers(latest, draft)
            return ExitCode.NO
        _report(_add(opened, [latest], dry_run=how.dry_run), dry_run=how.dry_run)
    except (HeadcatError, KeyboardInterrupt):
        _keep_answers(latest, draft)
        raise
    return ExitCode.DONE


def _keep_answers(latest: Draft, first: Draft) -> None:
    if latest != first:
        keep(latest)


def _with_one_venue(draft: Draft) -> Draft:
    """Return a draft without a name of the venue that was kept for want of a venue."""
    from headcat.changes.importing import CONTAINER

    if not draft.venue:
        return draft
    return replace(draft, extra={name: value for name, value in draft.extra.items() if name != CONTAINER})


def _add_all(opened: Catalogue, offers: "Sequence[Offer]", how: How) -> int:
    """Add what was found without asking; what is in doubt only where somebody has said yes."""
    from headcat.changes.importing import Policy, imported

    code = ExitCode.DONE
    certain: list[Offer] = []
    for offer in offers:
        for doubt in offer.doubts:
            typer.echo(visible(f"{offer.name}: {doubt}"), err=True)
        if offer.doubts and not how.sure:
            typer.echo(visible(f"{offer.name} was not added; --yes adds it all the same"), err=True)
            code = ExitCode.REFUSED
        else:
            certain.append(offer)
    made: list[Imported] = []
    drafts = [offer.draft for offer in certain]

    def make(path: "Path", data: bytes) -> "tuple[bytes, Change]":
        made.append(imported(path, data, drafts, Policy("error", keep_going=True)))
        return made[-1].data, made[-1].change

    opened.change(make, dry_run=how.dry_run)
    _report(made[-1].change, dry_run=how.dry_run)
    for offer, outcome in zip(certain, made[-1].outcomes, strict=True):
        _tell_outcome(opened, offer, outcome)
        code = max(code, ExitCode.REFUSED if outcome.state == "refused" else ExitCode.DONE)
    return code


def _tell_outcome(opened: Catalogue, offer: "Offer", outcome: "Outcome") -> None:
    for reason in outcome.reasons:
        typer.echo(visible(f"headcat: {offer.name}: {reason.message}"), err=True)
    for remark in outcome.remarks:
        typer.echo(visible(f"{outcome.key}: {remark}"), err=True)
    likely = _likely(opened, offer) if outcome.state == "added" and not offer.draft.heads else []
    if likely:
        names = ", ".join(f"{head} ({reason})" for head, reason in likely)
        typer.echo(visible(f"{outcome.key} may be on {names}"), err=True)


def _likely(opened: Catalogue, offer: "Offer") -> list[tuple[str, str]]:
    """Return the heads that title and abstract speak for, each with the words that do."""
    from headcat.upkeep.suggestions import suggestions

    abstract = offer.found.abstract if offer.found else ""
    paper = Paper("", offer.draft.title, offer.draft.authors, offer.draft.date)
    found = suggestions(paper, opened.vocabulary, (), abstract)
    named = [(each.head, ", ".join(each.words)) for each in found if each.score >= _NAMED]
    return named[:_LIKELY]


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
    from headcat.changes.drafts import unfinished

    if dry_run:
        sys.stdout.write(visible_lines(change.diff()))
    for paper, line in change.papers:
        if not dry_run:
            typer.echo(visible(f"{change.path}:{line}: added {paper.key}"))
        missing = unfinished(paper)
        if missing:
            typer.echo(f"{paper.key} has no {', no '.join(missing)} yet", err=True)
