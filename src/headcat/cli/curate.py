"""Commands that change what is there: edit, remove."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headcat.catalogue import Catalogue, Located
from headcat.cli.options import CataloguePath, open_catalogue
from headcat.errors import ExitCode, HeadcatError, RefusedError, UsageError
from headcat.model import LINK_KINDS, SUMMARY_PARTS, Link
from headcat.words.escaping import visible, visible_lines
from headcat.words.identifiers import ID_KINDS

if TYPE_CHECKING:
    from headcat.changes import Change
    from headcat.changes.amendments import Amendment
    from headcat.changes.revisions import Revision
    from headcat.changes.sheets import Finding, Sheet

DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the change, write nothing.")]


def _field(help_text: str, *names: str, metavar: str = "TEXT") -> Any:
    return typer.Option(*names, metavar=metavar, help=help_text, show_default=False)


def edit(
    ctx: typer.Context,
    paper: Annotated[
        str, typer.Argument(metavar="KEY", help="A key, its beginning, an identifier or a link.")
    ],
    title: Annotated[str | None, _field("The title.")] = None,
    author: Annotated[
        list[str], _field("An author; repeat for each. They replace all.", metavar="NAME")
    ] = [],  # noqa: B006 - Typer's way to say "none"
    date: Annotated[
        str | None, _field("First public version: YYYY-MM-DD, YYYY-MM or YYYY.", metavar="DATE")
    ] = None,
    venue: Annotated[
        str | None, _field("Where published, with the year: 'ICLR 2025'.", metavar="VENUE")
    ] = None,
    arxiv: Annotated[str | None, _field("arXiv identifier or link.", metavar="ID")] = None,
    doi: Annotated[str | None, _field("DOI.", metavar="DOI")] = None,
    acl: Annotated[str | None, _field("ACL Anthology identifier or link.", metavar="ID")] = None,
    openreview: Annotated[str | None, _field("OpenReview forum id or link.", metavar="ID")] = None,
    add_head: Annotated[list[str], _field("Add a head (repeatable).", metavar="HEAD")] = [],  # noqa: B006
    remove_head: Annotated[list[str], _field("Take out a head (repeatable).", metavar="HEAD")] = [],  # noqa: B006
    add_link: Annotated[
        list[str], _field(f"Add a link: {', '.join(LINK_KINDS)} (repeatable).", metavar="KIND=URL")
    ] = [],  # noqa: B006
    remove_link: Annotated[
        list[str], _field("Take out a link, or all of a kind (repeatable).", metavar="KIND[=URL]")
    ] = [],  # noqa: B006
    innovation: Annotated[str | None, _field("What is new, in a sentence.")] = None,
    tasks: Annotated[str | None, _field("What was done on what, in a sentence.")] = None,
    result: Annotated[str | None, _field("The significant result, in a sentence.")] = None,
    note: Annotated[str | None, _field("Anything else.")] = None,
    assign: Annotated[
        list[str],
        _field("Set any field: key, published.title, ids.doi (repeatable).", "--set", metavar="FIELD=VALUE"),
    ] = [],  # noqa: B006
    unset: Annotated[list[str], _field("Take out a field (repeatable).", metavar="FIELD")] = [],  # noqa: B006
    dry_run: DryRun = False,
    catalogue: CataloguePath = None,
) -> int:
    """Change a paper, by options or, without any, in an editor ($VISUAL, $EDITOR, vi).

    Only the lines that are meant change. A catalogue with errors may be edited; no change may bring
    a new one.

    Example: headcat edit olsson2022context --add-head mover --dry-run
    """
    from headcat.changes.amendments import Amendment

    opened = open_catalogue(ctx, catalogue)
    ids = dict(zip(ID_KINDS, (arxiv, doi, acl, openreview), strict=True))
    summary = dict(zip(SUMMARY_PARTS, (innovation, tasks, result), strict=True))
    given = [
        *(("title", title), ("date", date), ("venue", venue), ("note", note)),
        *((f"ids.{kind}", value) for kind, value in ids.items()),
        *((f"summary.{part}", value) for part, value in summary.items()),
        *map(_assignment, assign),
    ]
    amendment = Amendment(
        values=_values(given),
        authors=tuple(author),
        unset=tuple(dict.fromkeys(unset)),
        add_heads=tuple(add_head),
        remove_heads=tuple(remove_head),
        add_links=tuple(map(_link, add_link)),
        remove_links=tuple(map(_kind_and_url, remove_link)),
    )
    found = opened.locate(paper)
    if amendment != Amendment():
        change = _amend(opened, found, amendment, dry_run=dry_run)
    elif sys.stdin.isatty() and sys.stdout.isatty():
        change = _in_editor(opened, found, dry_run=dry_run)
    else:
        raise UsageError("say what to change (headcat edit --help)")
    _report(change, found.paper.key, dry_run=dry_run)
    return ExitCode.DONE


def remove(
    ctx: typer.Context,
    papers: Annotated[
        list[str], typer.Argument(metavar="KEY...", help="Keys, beginnings of keys, identifiers or links.")
    ],
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before removing.")] = False,
    catalogue: CataloguePath = None,
) -> int:
    """Remove papers, all of those named or none, with their comments.

    On a terminal the change is shown first, and nothing is removed before a yes; elsewhere --yes is
    needed.

    Example: headcat remove olsson2022context --dry-run
    """
    opened = open_catalogue(ctx, catalogue)
    found = {(each.paper.key, each.line): each for each in map(opened.locate, papers)}
    if not dry_run and not yes:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError("nobody can be asked here; say --yes to remove without a question")
        if not _agreed(_remove(opened, list(found.values()), dry_run=True)[0], len(found)):
            typer.echo("nothing was removed", err=True)
            return ExitCode.NO
    change, removed = _remove(opened, list(found.values()), dry_run=dry_run)
    if dry_run:
        sys.stdout.write(visible_lines(change.diff()))
        return ExitCode.DONE
    for line, key in removed:
        typer.echo(visible(f"{change.path}:{line}: removed {key}"))
    return ExitCode.DONE


def _assignment(text: str) -> tuple[str, str]:
    name, found, value = text.partition("=")
    if not found or not name.strip():
        raise UsageError(f"no field and value: {text!r}; write FIELD=VALUE")
    return name.strip(), value


def _values(given: list[tuple[str, str | None]]) -> dict[str, str]:
    values: dict[str, str] = {}
    for name, value in given:
        if value is None:
            continue
        if name in values:
            raise UsageError(f"{name} is given twice")
        values[name] = value
    return values


def _link(text: str) -> Link:
    kind, url = _kind_and_url(text)
    if not url or kind not in LINK_KINDS:
        raise UsageError(f"no link: {text!r}; write KIND=URL, the kind one of {', '.join(LINK_KINDS)}")
    return Link(kind, url)


def _kind_and_url(text: str) -> tuple[str, str | None]:
    kind, _, url = text.partition("=")
    return kind.strip().lower(), url.strip() or None


def _amend(opened: Catalogue, found: Located, amendment: "Amendment", *, dry_run: bool) -> "Change":
    """Change a paper as options say."""
    from headcat.changes.amendments import amended, located, unknown_fields
    from headcat.changes.revisions import revised

    def revise(revision: "Revision") -> None:
        number = located(revision, found.paper.key, found.line)
        new = amended(revision.says("papers")[number], amendment, opened.vocabulary)
        revision.update("papers", number, new)

    change = opened.change(lambda path, data: revised(path, data, revise), dry_run=dry_run)
    for name in unknown_fields(amendment) if change.before != change.after else ():
        typer.echo(visible(f"no field is called {name!r}; it is kept, and printed under 'extra'"), err=True)
    return change


def _in_editor(opened: Catalogue, found: Located, *, dry_run: bool) -> "Change":
    """Change a paper in the person's editor; what was written there is kept where it cannot be taken over."""
    from headcat.cli.editor import Desk, EditorError

    sheet = _sheet(opened, found)
    desk, rounds = Desk(found.paper.key), _Rounds(opened, sheet, dry_run=dry_run)
    try:
        while rounds.change is None:
            rounds.take(desk.edit(rounds.shown()))
    except HeadcatError as error:
        if not (isinstance(error, EditorError) and desk.is_written_on()):
            if rounds.text == sheet.text:
                desk.clear()
                raise
            desk.put(rounds.text)
        message = f"{error}; your text is in {desk.path}"
        raise RefusedError(message, getattr(error, "diagnostics", ())) from error
    desk.clear()
    return rounds.change


class _Rounds:
    """What goes to and fro between a person in an editor and the catalogue, until it takes the text.

    `text` is what the person wrote last; nobody's words are lost.
    """

    def __init__(self, opened: Catalogue, sheet: "Sheet", *, dry_run: bool) -> None:
        self._opened = opened
        self._sheet = sheet
        self._dry_run = dry_run
        self._findings: tuple[Finding, ...] = ()
        self.text = sheet.text
        self.change: Change | None = None

    def shown(self) -> str:
        """Return what the editor shows next."""
        return self._sheet.shown(self.text, self._findings)

    def take(self, shown: str) -> None:
        """Put what came back from the editor into the catalogue; keep in mind what is wrong with it.

        Raises:
            RefusedError: the person gave up, or the catalogue cannot be changed.

        """
        from headcat.changes import Change
        from headcat.changes.sheets import UnfitError, put_back

        text = self._sheet.written(shown)
        if text == self._sheet.text:
            self.change = Change(self._opened.path, (), "", "")
            return
        if self._findings and (text == self.text or not text.strip()):
            raise RefusedError("given up; nothing was changed")
        if not text.strip():
            key = self._sheet.key
            raise RefusedError(f"nothing was changed; to take the paper out: headcat remove {key}")
        self.text = text
        try:
            self.change = self._opened.change(
                lambda path, data: put_back(path, data, self._sheet, text), dry_run=self._dry_run
            )
        except UnfitError as error:
            self._findings = error.findings


def _sheet(opened: Catalogue, found: Located) -> "Sheet":
    """Return the sheet of a paper, if the catalogue may be changed at all."""
    from headcat.changes import Change
    from headcat.changes.sheets import sheet

    sheets = []

    def make(path: Path, data: bytes) -> "tuple[bytes, Change]":
        sheets.append(sheet(path, data, found.paper.key, found.line))
        return data, Change(path, (), "", "")

    opened.change(make, dry_run=True)
    return sheets[0]


def _remove(
    opened: Catalogue, found: list[Located], *, dry_run: bool
) -> "tuple[Change, list[tuple[int, str]]]":
    """Take papers out; return the change, and the lines that they stood in, with their keys."""
    from headcat.changes.amendments import located, refuse_same_keys
    from headcat.changes.revisions import revised

    removed: list[tuple[int, str]] = []

    def revise(revision: "Revision") -> None:
        refuse_same_keys(revision, [each.paper.key for each in found])
        for each in found:
            number = located(revision, each.paper.key, each.line)
            removed.append((revision.line("papers", number), each.paper.key))
            revision.remove("papers", number)

    change = opened.change(lambda path, data: revised(path, data, revise), dry_run=dry_run)
    return change, sorted(removed)


def _agreed(change: "Change", count: int) -> bool:
    """Show what would be removed and ask whether it is right."""
    from headcat.cli.prompts import confirm

    typer.echo(visible_lines(change.diff()), err=True)
    question = "Remove this paper?" if count == 1 else f"Remove these {count} papers?"
    return confirm(question, default=False)


def _report(change: "Change", key: str, *, dry_run: bool) -> None:
    from headcat.changes.amendments import in_order

    if change.before == change.after:
        typer.echo("nothing to change", err=True)
        return
    if dry_run:
        sys.stdout.write(visible_lines(change.diff()))
    for paper, line in change.papers:
        if not dry_run:
            typer.echo(visible(f"{change.path}:{line}: changed {paper.key}"))
        if paper.key != key and in_order(change.before) and not in_order(change.after):
            typer.echo(
                visible(f"{paper.key} is not in its place by key; headcat fmt puts it there"), err=True
            )
