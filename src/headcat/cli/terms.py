"""Commands that change the vocabulary: heads add, rename, merge, set, remove."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headcat.catalogue import Catalogue
from headcat.cli.options import CataloguePath, open_catalogue
from headcat.errors import ExitCode, UsageError
from headcat.vocabulary import find_stage
from headcat.words.escaping import visible, visible_lines
from headcat.words.folding import squeeze

if TYPE_CHECKING:
    from headcat.changes.revisions import Revision

_FIELDS = ("aliases", "stage", "group", "broader", "definition")
Known = Annotated[str, typer.Argument(metavar="NAME", help="A head, named as you like.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print the change, write nothing.")]
NoAlias = Annotated[bool, typer.Option("--no-alias", help="Do not keep old names as aliases.")]


def _field(name: str, help_text: str, metavar: str = "TEXT") -> Any:
    return typer.Option(name, metavar=metavar, help=help_text, show_default=False)


Stage = Annotated[str | None, _field("--stage", "One of the four stages, or how it begins.", "STAGE")]
Group = Annotated[str | None, _field("--group", "The group within the stage.")]
Broader = Annotated[str | None, _field("--broader", "The more general head.", "HEAD")]
Definition = Annotated[str | None, _field("--definition", "What the head does, in a sentence.")]
Aliases = Annotated[list[str], _field("--alias", "Another name (repeatable).", "NAME")]


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The new head's name.")],
    stage: Stage = None,
    group: Group = None,
    broader: Broader = None,
    alias: Aliases = [],  # noqa: B006 - Typer's way to say "none"
    definition: Definition = None,
    dry_run: DryRun = False,
    catalogue: CataloguePath = None,
) -> int:
    """Add a head to the vocabulary.

    Example: headcat heads add "Tool Head" --stage latent --definition "Calls."
    """
    from headcat.changes.terms import added

    opened = open_catalogue(ctx, catalogue)
    fields = _settled(opened, stage, group, broader, definition)
    return _carried_out(
        opened,
        lambda revision, _: added(revision, name, fields, alias),
        f"added {squeeze(name)}",
        dry_run=dry_run,
    )


def rename(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="A head, named as you like.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What it shall be called.")],
    no_alias: NoAlias = False,
    dry_run: DryRun = False,
    catalogue: CataloguePath = None,
) -> int:
    """Rename a head, in all papers too; the old name becomes an alias.

    Example: headcat heads rename induction "Pattern Induction Head" --dry-run
    """
    from headcat.changes.terms import renamed

    opened = open_catalogue(ctx, catalogue)
    name = opened.vocabulary.head(old).name
    return _carried_out(
        opened,
        lambda revision, _: renamed(revision, name, new, keep_alias=not no_alias),
        f"renamed {name} to {squeeze(new)}",
        dry_run=dry_run,
        counts=True,
    )


def merge(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(metavar="HEAD...", help="The heads that go.")],
    into: Annotated[str, _field("--into", "The head that stays.", "HEAD")],
    no_alias: NoAlias = False,
    dry_run: DryRun = False,
    catalogue: CataloguePath = None,
) -> int:
    """Make several heads one, in all papers too.

    The names and aliases of the heads that go become aliases of it; their entries are deleted.

    Example: headcat heads merge "local context" --into local --dry-run
    """
    from headcat.changes.terms import merged

    opened = open_catalogue(ctx, catalogue)
    target = opened.vocabulary.head(into).name
    found = dict.fromkeys(opened.vocabulary.head(name).name for name in names)
    going = [name for name in found if name != target]
    return _carried_out(
        opened,
        lambda revision, _: merged(revision, going, target, keep_aliases=not no_alias),
        f"merged {', '.join(going)} into {target}",
        dry_run=dry_run,
        counts=True,
    )


def change(
    ctx: typer.Context,
    name: Known,
    stage: Stage = None,
    group: Group = None,
    broader: Broader = None,
    definition: Definition = None,
    alias: Aliases = [],  # noqa: B006
    remove_alias: Annotated[
        list[str], _field("--remove-alias", "A name that it has no more (repeatable).", "NAME")
    ] = [],  # noqa: B006
    unset: Annotated[
        list[str], _field("--unset", f"A field to take out: {', '.join(_FIELDS)} (repeatable).", "FIELD")
    ] = [],  # noqa: B006
    dry_run: DryRun = False,
    catalogue: CataloguePath = None,
) -> int:
    """Change what the vocabulary says of a head.

    Example: headcat heads set safety --stage latent --alias "Refusal Head"
    """
    from headcat.changes.terms import altered

    opened = open_catalogue(ctx, catalogue)
    head = opened.vocabulary.head(name).name
    fields = _settled(opened, stage, group, broader, definition)
    if not (fields or alias or remove_alias or unset):
        message = "nothing to set: give --stage, --alias or another option (headcat heads set --help)"
        raise UsageError(message)
    given = {*fields, *(["aliases"] if alias or remove_alias else [])}
    for each in unset:
        if each not in _FIELDS:
            raise UsageError(f"no field is called {each!r}; --unset takes {', '.join(_FIELDS)}")
        if each in given:
            raise UsageError(f"{each} cannot be set and unset at once")
    fields = {**fields, **dict.fromkeys(unset)}
    return _carried_out(
        opened,
        lambda revision, _: altered(revision, head, fields, alias, remove_alias),
        f"changed {head}",
        dry_run=dry_run,
    )


def remove(
    ctx: typer.Context,
    name: Known,
    dry_run: DryRun = False,
    catalogue: CataloguePath = None,
) -> int:
    """Delete a head that no paper and no other head names.

    Example: headcat heads remove "gender head" --dry-run
    """
    from headcat.changes.terms import removed

    opened = open_catalogue(ctx, catalogue)
    head = opened.vocabulary.head(name).name
    return _carried_out(
        opened, lambda revision, path: removed(revision, head, path), f"removed {head}", dry_run=dry_run
    )


def _settled(
    opened: Catalogue, stage: str | None, group: str | None, broader: str | None, definition: str | None
) -> dict[str, str | None]:
    """Return the fields that are given, under the names that the vocabulary gives to stages and heads."""
    given = {"group": group, "definition": definition}
    for field, text in given.items():
        if text is not None and not squeeze(text):
            message = f"--{field} is empty; `headcat heads set NAME --unset {field}` takes it out"
            raise UsageError(message)
    fields = {
        "stage": None if stage is None else find_stage(stage),
        "group": group and squeeze(group),
        "broader": None if broader is None else opened.vocabulary.head(broader).name,
        "definition": definition and squeeze(definition),
    }
    return {field: text for field, text in fields.items() if text is not None}


def _carried_out(
    opened: Catalogue,
    revise: Callable[["Revision", Path], None],
    done: str,
    *,
    dry_run: bool,
    counts: bool = False,
) -> int:
    """Make a change as one step and tell what was done, with the number of papers where it `counts`."""
    from headcat.changes.revisions import revised

    change = opened.change(
        lambda path, data: revised(path, data, lambda revision: revise(revision, path)), dry_run=dry_run
    )
    if change.after == change.before:
        typer.echo("nothing to change", err=True)
    elif dry_run:
        sys.stdout.write(visible_lines(change.diff()))
    else:
        count = len(change.papers)
        papers = f" in {count} paper{'' if count == 1 else 's'}" if counts else ""
        typer.echo(visible(f"{change.path}: {done}{papers}"))
        for paper, line in change.papers:
            typer.echo(visible(f"{change.path}:{line}: changed {paper.key}"))
    return ExitCode.DONE
