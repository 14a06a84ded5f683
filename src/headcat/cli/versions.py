"""Commands that compare versions of a catalogue: diff."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from headcat import git, store
from headcat.cli.options import CataloguePath, open_catalogue
from headcat.cli.output import send
from headcat.errors import ExitCode, RefusedError, UsageError

if TYPE_CHECKING:
    from headcat.document import Document

Shape = Literal["text", "markdown", "json"]


def diff(
    ctx: typer.Context,
    versions: Annotated[
        list[str] | None,
        typer.Argument(metavar="[REV [REV]]", help="Revisions, or files; HEAD and the file as it is now."),
    ] = None,
    format_name: Annotated[Shape, typer.Option("--format", help="How to print.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="Short for --format json.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 where there are changes.")] = False,
    catalogue: CataloguePath = None,
) -> int:
    """Say what changed in the catalogue: papers, fields, heads, venues, not lines.

    Without REV, from the last commit to the file as it is; with one (v1.0, main~3, a date as in
    main@{yesterday}) from there; with two, or A..B, between them. A REV may be another catalogue's file.

    Example: headcat diff HEAD --format markdown
    """
    from headcat.comparison import compare
    from headcat.formats import comparison as formats

    opened = open_catalogue(ctx, catalogue)
    names = _ends(list(versions or []), opened.path)
    old, new = (_document(opened.path, name) for name in names)
    found = compare(old, new)
    write = {"text": formats.write_text, "markdown": formats.write_markdown, "json": formats.write_json}
    send(write["json" if as_json else format_name](found))
    changed = any(any(each) for each in found.values())
    if not changed:
        typer.echo("no changes", err=True)
    return ExitCode.NO if changed and exit_code else ExitCode.DONE


def _ends(names: list[str], path: Path) -> tuple[str, str | None]:
    """Return what is compared with what; None is the file as it is.

    Raises:
        UsageError: there are more than two.

    """
    if len(names) > 2:  # noqa: PLR2004 - from one to the other
        raise UsageError("two revisions can be compared, not more")
    if len(names) == 1 and ".." in names[0] and "..." not in names[0] and not _is_file(names[0], path):
        first, _, second = names[0].partition("..")
        return first or "HEAD", second or "HEAD"
    return names[0] if names else "HEAD", names[1] if names[1:] else None


def _document(path: Path, name: str | None) -> "Document":
    """Return a version of the catalogue.

    Raises:
        RefusedError: it is not there, or cannot be read.

    """
    from headcat.changes.revisions import readable
    from headcat.document.records import decode_text

    if name is None:
        shown, data = path, store.read(path).data
    elif _is_file(name, path):
        shown, data = Path(name), store.read(Path(name)).data
    else:
        shown, data = Path(f"{name}:{path}"), git.content(name, path)
    return readable(shown, decode_text(str(shown), data)[0]).document


def _is_file(name: str, path: Path) -> bool:
    """Tell whether a word names a file and no revision."""
    try:
        if not Path(name).is_file():
            return False
    except OSError:  # a word too long for a file's name
        return False
    with suppress(RefusedError):
        return git.commit(name, git.place(path)[0]) is None
    return True
