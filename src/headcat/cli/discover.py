"""The command discover: new papers that may belong into the catalogue, and those that do not."""

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from headcat import config
from headcat.catalogue import Catalogue
from headcat.cli.clock import today
from headcat.cli.options import CataloguePath, OfflineOption, RefreshOption, open_catalogue, refuse_both
from headcat.cli.output import JsonOption, closed, context, send, shape
from headcat.errors import ExitCode, RefusedError, UsageError
from headcat.words.dates import is_date, span
from headcat.words.escaping import json_visible, visible, visible_lines

if TYPE_CHECKING:
    from headcat.fetch import Found
    from headcat.model import Declined
    from headcat.upkeep.discovery import Candidate, Preprint

_DAYS: Final = 30
_ANSWERS: Final = 200  # the newest papers of each query


def _text(name: str, metavar: str, help_text: str) -> Any:
    return typer.Option(name, metavar=metavar, help=help_text, show_default=False)


def discover(
    ctx: typer.Context,
    since: Annotated[
        str | None, _text("--since", "DATE", f"New since this day; {_DAYS} days ago without.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="The first N only.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Those too that say little of heads.")] = False,
    format_name: Annotated[
        Literal["table", "plain", "json", "markdown"] | None,
        typer.Option("--format", help="How to print; a table on a terminal, else plain.", show_default=False),
    ] = None,
    as_json: JsonOption = False,
    decline: Annotated[list[str], _text("--decline", "ID", "Show this paper never again (repeatable).")] = [],  # noqa: B006 - Typer's way to say "none"
    reason: Annotated[str | None, _text("--reason", "TEXT", "Why it is declined.")] = None,
    title: Annotated[str | None, _text("--title", "TEXT", "What the declined paper is called.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what --decline would change, write nothing.")
    ] = False,
    offline: OfflineOption = False,
    refresh: RefreshOption = False,
    catalogue: CataloguePath = None,
) -> int:
    """Show new papers of arXiv that may belong into the catalogue.

    Asked for are papers that name attention heads or a head of the vocabulary; a project may choose
    `queries` or `categories` under [tool.headcat.discover] in pyproject.toml, or [discover] in
    .headcat.toml. What is listed or declined is left out. The papers that speak of heads most come
    first, each with the words that speak for it. --decline writes a paper into the catalogue's section
    `declined:`.

    Example: headcat discover --decline 2501.00001 --reason Vision --dry-run
    """
    if decline:
        return _decline(open_catalogue(ctx, catalogue), decline, reason, title, dry_run=dry_run)
    if reason is not None or title is not None or dry_run:
        raise UsageError("--reason, --title and --dry-run go with --decline ID")
    refuse_both(offline=offline, refresh=refresh)
    first = _first_day(since)
    opened = open_catalogue(ctx, catalogue)
    found = list(_searched(_queries(opened), first, offline=offline, refresh=refresh))
    ranked = _ranked(opened, found)
    shown = [each for each in ranked if everything or _is_likely(each)]
    chosen = format_name if format_name and not as_json else shape(None, as_json=as_json)
    send(_written(shown[:limit], chosen, opened, ctx.obj))
    sys.stdout.flush()
    if not shown:
        typer.echo(f"nothing new since {first}", err=True)
    if len(shown) < len(ranked):
        count = len(ranked) - len(shown)
        typer.echo(f"{count} more say{'s' if count == 1 else ''} little of heads; --all shows them", err=True)
    return closed(opened)


def _first_day(since: str | None) -> str:
    if since is None:
        return (date.fromisoformat(today()) - timedelta(_DAYS)).isoformat()
    if not is_date(since):
        raise UsageError(f"there is no date {since!r}; write YYYY-MM-DD, YYYY-MM or YYYY")
    return span(since)[0]


def _queries(opened: Catalogue) -> tuple[str, ...]:
    from headcat.upkeep.discovery import CATEGORIES, queries

    chosen = config.load(Path.cwd()).discover
    return chosen.queries or queries(opened.vocabulary, chosen.categories or CATEGORIES)


def _searched(queries: Sequence[str], since: str, *, offline: bool, refresh: bool) -> "Iterator[Found]":
    """Yield what arXiv answers to queries; say where it has more than is read.

    Raises:
        NetworkError: it did not answer, or not as it should.

    """
    from headcat.fetch.arxiv import search
    from headcat.fetch.client import Client, Options
    from headcat.formats.waiting import bar

    told = bar("Asking arXiv") if sys.stderr.isatty() else None
    reached: list[str] = []  # by queries with more answers than are read
    with Client(Options(offline, refresh)) as client:
        for done, query in enumerate(queries, 1):
            found = search(client, query, since, _ANSWERS)
            yield from found
            if told:
                told(done, len(queries))
            if len(found) == _ANSWERS:
                reached.append(found[-1].draft.date)
    for day in reached:
        typer.echo(
            visible(f"only the newest {_ANSWERS} answers to a query were read, back to {day}"), err=True
        )


def _ranked(opened: Catalogue, found: "Sequence[Found]") -> "list[Candidate]":
    """Return what nobody has decided on, ranked."""
    from headcat.upkeep.discovery import fresh, ranked
    from headcat.words.identifiers import Identifier

    def is_listed(kind: str, value: str) -> bool:
        return opened.key_of(Identifier(kind, value)) is not None

    declined = [each.id for each in opened.declined()]
    return ranked(fresh(_preprints(found), is_listed, declined), opened.vocabulary)


def _preprints(found: "Sequence[Found]") -> "Iterator[Preprint]":
    from headcat.upkeep.discovery import Preprint
    from headcat.words.identifiers import canonical

    for each in found:
        draft = each.draft
        value = canonical("arxiv", draft.ids.get("arxiv", ""))
        if value is not None:
            yield Preprint(value, draft.title, draft.authors, draft.date, each.abstract)


def _is_likely(candidate: "Candidate") -> bool:
    from headcat.upkeep.discovery import LEAST

    return candidate.score >= LEAST


def _written(
    candidates: "list[Candidate]", name: str, opened: Catalogue, program: dict[str, Any]
) -> Iterator[str]:
    from headcat.formats import candidates as formats
    from headcat.formats import writer

    if name == "markdown":
        yield from formats.write_markdown(candidates)
    elif name == "plain":
        yield from formats.write_plain(candidates)
    elif name == "table":
        about = context(opened.vocabulary, program)
        yield from formats.write_table(candidates, about) if candidates else ()
    else:
        records = (json.dumps(each.to_json(), ensure_ascii=False) for each in candidates)
        yield from writer(name)(map(json_visible, records), context(opened.vocabulary, program))


def _decline(
    opened: Catalogue, names: Sequence[str], reason: str | None, title: str | None, *, dry_run: bool
) -> int:
    """Write papers into the catalogue's section of declined ones."""
    from headcat.changes.declining import declined

    papers = _declined(opened, names, reason or "", title)
    change = opened.change(lambda path, data: declined(path, data, *papers), dry_run=dry_run)
    if dry_run:
        sys.stdout.write(visible_lines(change.diff()))
    else:
        typer.echo(visible(f"{change.path}: declined {', '.join(paper.id for paper in papers)}"))
    return ExitCode.DONE


def _declined(
    opened: Catalogue, names: Sequence[str], reason: str, title: str | None
) -> "tuple[Declined, ...]":
    from headcat.model import Declined
    from headcat.words.folding import squeeze
    from headcat.words.identifiers import identify

    if not squeeze(reason):
        raise UsageError("say why by --reason TEXT; whoever meets the paper again will want to know")
    if title is not None and len(names) > 1:
        raise UsageError("--title is that of one paper; decline the others without, or one by one")
    papers = {}
    for name in names:
        identifier = identify(name)
        if identifier is None or identifier.kind == "openreview":
            message = f"{name!r} is no identifier of arXiv or the ACL Anthology, and no DOI"
            raise UsageError(message)
        key = opened.key_of(identifier)
        if key is not None:
            raise RefusedError(f"{identifier.value} is listed as {key}; headcat remove {key} takes it out")
        papers[identifier.same()] = Declined(
            identifier.value, today(), squeeze(reason), squeeze(title or "") or None
        )
    return tuple(papers.values())
