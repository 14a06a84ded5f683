"""The command that looks what has become of listed papers: update."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

import typer

from headcat.catalogue import Catalogue
from headcat.cli.options import CataloguePath, OfflineOption, RefreshOption, open_catalogue, refuse_both
from headcat.cli.output import closed, send
from headcat.errors import ExitCode, NetworkError, UsageError
from headcat.fetch import Failure, Found, Wanted
from headcat.model import Paper
from headcat.upkeep.updating import Proposal, Publication, is_preprint, proposed, renamed
from headcat.words.escaping import visible, visible_lines
from headcat.words.identifiers import Identifier, identify

if TYPE_CHECKING:
    from pathlib import Path

    from headcat.changes import Change
    from headcat.changes.revisions import Revision
    from headcat.fetch.client import Client
    from headcat.vocabulary import Vocabulary

_Answer = TypeVar("_Answer")


def update(
    ctx: typer.Context,
    papers: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KEY]...", help="Keys, their beginnings, identifiers or links; all without."),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write what is proposed.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what is proposed; so without a terminal.")
    ] = False,
    format_name: Annotated[
        Literal["text", "json"], typer.Option("--format", help="How to print what is proposed.")
    ] = "text",
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """Look which papers were published since, renamed, withdrawn or retracted.

    arXiv is asked for all at once; for preprints DBLP, the ACL Anthology, Crossref and OpenReview too. A
    publication counts where an identifier says so, or where title, first author and year agree; one that
    was rejected does not. Proposed are venue, identifiers, and title and authors of the version of
    record. On a terminal each change is asked for; --apply writes all.

    Example: headcat update olsson2022context --dry-run
    """
    refuse_both(offline=offline, refresh=refresh)
    if apply and dry_run:
        raise UsageError("give --apply or --dry-run, not both")
    opened = open_catalogue(ctx, catalogue)
    named = {paper.key: paper for paper in map(opened.get, papers or ())}
    listed = list(named.values()) if papers else list(opened.find())
    failed: list[str] = []
    proposals = list(_proposals(listed, opened.vocabulary, failed, offline=offline, refresh=refresh))
    asks = not apply and not dry_run and format_name == "text"
    if asks and sys.stdin.isatty() and sys.stderr.isatty():
        chosen = [each for each in proposals if _agreed(opened, each)]
        apply = True
    else:
        _show(proposals, format_name)
        chosen = [each for each in proposals if each.evidence]
    if chosen:
        _carry_out(opened, chosen, dry_run=not apply, as_data=format_name == "text")
    for message in dict.fromkeys(failed):
        typer.echo(visible(f"headcat: {message}"), err=True)
    published = sum(bool(each.evidence) for each in proposals)
    told = f"{published} published, {sum(bool(each.notices) for each in proposals)} to look at"
    typer.echo(f"{len(listed)} paper{'s' * (len(listed) != 1)} looked for: {told}", err=True)
    return max(closed(opened), ExitCode.NETWORK if failed else ExitCode.DONE)


def _proposals(
    papers: Sequence[Paper], vocabulary: "Vocabulary", failed: list[str], *, offline: bool, refresh: bool
) -> Iterator[Proposal]:
    """Yield what is to be looked at, in the papers' order; name services that fail."""
    from headcat.fetch.client import Client, Options
    from headcat.fetch.fetching import fetch
    from headcat.formats.waiting import bar

    draw = bar("Asking for papers") if sys.stderr.isatty() else None
    with Client(Options(offline, refresh)) as client:
        wanted = [Wanted("arxiv", paper.ids["arxiv"], paper.key) for paper in papers if "arxiv" in paper.ids]
        answers = dict(zip((each.text for each in wanted), fetch(wanted, client), strict=True))
        for done, paper in enumerate(papers, 1):
            answer = answers.get(paper.key)
            if isinstance(answer, Failure):
                failed += [] if answer.answered else [answer.message]
                answer = None
            asker = _Asker(client, failed)
            publications, notices = _said(paper, answer, asker, preprint=is_preprint(paper, vocabulary))
            found = proposed(paper, publications, notices, vocabulary)
            if found is not None:
                yield found
            if draw:
                draw(done, len(papers))


class _Asker:
    """Asks services; what one does not answer, is named, and nothing else fails for it."""

    def __init__(self, client: "Client", failed: list[str]) -> None:
        self._client = client
        self._failed = failed

    def ask(self, question: "Callable[..., _Answer]", *words: str) -> _Answer | None:
        from headcat.fetch.client import NotThereError

        try:
            return question(self._client, *words)
        except NotThereError:
            return None
        except NetworkError as error:
            self._failed.append(str(error))
            return None


def _said(
    paper: Paper, preprint_found: Found | None, asker: _Asker, *, preprint: bool
) -> tuple[list[Publication], list[str]]:
    """Return where services say that a paper appeared, and what else they say of it."""
    from headcat.fetch import crossref, openreview

    notices: list[str] = []
    publications: list[Publication] = []
    doi = ""
    if preprint_found is not None:
        notices += preprint_found.doubts
        notices += renamed(paper, "arXiv", preprint_found.draft.title, preprint_found.draft.authors)
        doi = preprint_found.details.get("doi", "")
    if preprint:
        publications += _by_identifier(doi, asker)
        if preprint_found is not None:
            publications += _by_reference(paper, preprint_found, publications)
            notices += _hints(preprint_found)
        publications += [] if publications else _by_title(paper, asker)
    elif "doi" in paper.ids:
        record = asker.ask(crossref.find, paper.ids["doi"])
        notices += record.doubts if record else ()
    if preprint and "openreview" in paper.ids:
        decision = asker.ask(openreview.find, paper.ids["openreview"])
        if decision is not None:
            notices += decision.doubts
            publications += [_publication(decision, "OpenReview's identifier is the entry's")]
    return publications, notices


def _by_identifier(doi: str, asker: _Asker) -> Iterator[Publication]:
    """Yield the publication that arXiv names by its DOI."""
    from headcat.fetch import acl, crossref

    identifier = identify(doi)
    if identifier is None or identifier.same().kind not in ("doi", "acl"):
        return
    kind, value = identifier.same()
    found = asker.ask(acl.find, value) if kind == "acl" else asker.ask(crossref.find, identifier.value)
    if found is not None:
        yield _publication(found, f"arXiv names its DOI {doi}")


def _by_reference(paper: Paper, found: Found, known: Sequence[Publication]) -> Iterator[Publication]:
    """Yield the publication that arXiv names by a journal reference, where nothing better is known."""
    reference = found.details.get("journal_ref", "")
    if reference and not known:
        venue = reference.partition(",")[0]
        yield Publication("arXiv", paper.title, (), "", venue, {}, f"its journal reference is {reference!r}")


def _hints(found: Found) -> Iterator[str]:
    comment = found.details.get("comment", "")
    if any(word in comment.lower() for word in ("accept", "appear", "publish", "camera")):
        yield f"arXiv's comment: {comment}"


def _by_title(paper: Paper, asker: _Asker) -> Iterator[Publication]:
    """Yield what DBLP, and where it has nothing Crossref, finds by the title."""
    from headcat.fetch import crossref, dblp
    from headcat.words.names import split_name

    rows = asker.ask(dblp.search, paper.title) or []
    for row in rows:
        ids = dict([Identifier("doi", row.doi)]) if row.doi else {}
        linked = identify(row.url)
        ids |= dict([linked.same()]) if linked and linked.same().kind == "acl" else {}
        yield Publication("DBLP", row.title, row.authors, row.year, f"{row.venue} {row.year}", ids)
    if not rows:
        for found in asker.ask(crossref.search, paper.title, split_name(paper.authors[0]).family) or ():
            yield _publication(found)


def _publication(found: Found, why: str = "") -> Publication:
    draft = found.draft
    published = "" if found.details.get("type") == "posted-content" else draft.venue
    return Publication(
        found.source, draft.title, draft.authors, draft.date[:4], published, dict(draft.ids), why
    )


def _show(proposals: Iterable[Proposal], name: str) -> None:
    from headcat.formats.proposals import write_json, write_text

    send(write_json(proposals) if name == "json" else write_text(proposals))


def _agreed(opened: Catalogue, proposal: Proposal) -> bool:
    """Show what is proposed for a paper, and ask whether to write it."""
    from headcat.cli.prompts import confirm
    from headcat.formats.proposals import write_text

    typer.echo("\n" + "".join(write_text([proposal])), err=True, nl=False)
    if not proposal.evidence:
        return False
    typer.echo(visible_lines(_changed(opened, [proposal], dry_run=True).diff()), err=True, nl=False)
    return confirm("Change this paper?", default=False)


def _carry_out(opened: Catalogue, chosen: Sequence[Proposal], *, dry_run: bool, as_data: bool) -> None:
    """Print the change that would be made, or make it and name the papers."""
    change = _changed(opened, chosen, dry_run=dry_run)
    if not dry_run:
        for paper, line in change.papers:
            typer.echo(visible(f"{change.path}:{line}: changed {paper.key}"), err=not as_data)
    elif as_data:
        send(["\n", visible_lines(change.diff())])


def _changed(opened: Catalogue, chosen: Sequence[Proposal], *, dry_run: bool) -> "Change":
    from headcat.changes.amendments import amended, located, refuse_same_keys
    from headcat.changes.revisions import revised

    lines = {each.paper.key: opened.locate(each.paper.key).line for each in chosen}

    def revise(revision: "Revision") -> None:
        refuse_same_keys(revision, lines)
        for each in chosen:
            number = located(revision, each.paper.key, lines[each.paper.key])
            says = revision.says("papers")[number]
            revision.update("papers", number, amended(says, each.amendment, opened.vocabulary))

    def make(path: "Path", data: bytes) -> "tuple[bytes, Change]":
        return revised(path, data, revise)

    return opened.change(make, dry_run=dry_run)
