"""Commands for catalogues with several versions: merge-driver, git-setup, resolve."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from headcat import git, store
from headcat.catalogue import FILE_NAME, Catalogue
from headcat.cli.options import CataloguePath, open_catalogue
from headcat.cli.output import name_errors
from headcat.errors import ExitCode, RefusedError, UsageError
from headcat.words.escaping import visible, visible_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from headcat.changes import Change
    from headcat.merge import Marks, Merged
    from headcat.merge.resolving import Choice, Open

_SETTINGS: Final = "merge.headcat"
_NAME: Final = "merge of catalogues by paper and field (headcat)"
Versions = tuple[Path, Path, Path]


def _file(help_text: str) -> typer.models.ArgumentInfo:
    info: typer.models.ArgumentInfo = typer.Argument(help=help_text, show_default=False)
    return info


def merge_driver(
    base: Annotated[Path, _file("The version that both come from (%O).")],
    ours: Annotated[Path, _file("Our version; the merge is written to it (%A).")],
    theirs: Annotated[Path, _file("Their version (%B).")],
    size: Annotated[str, _file("How long conflict markers are (%L).")] = "",
    path: Annotated[str, _file("What the file is called, for messages (%P).")] = "",
    base_label: Annotated[str, _file("What the base is called (%S).")] = "",
    our_label: Annotated[str, _file("What our version is called (%X).")] = "",
    their_label: Annotated[str, _file("What their version is called (%Y).")] = "",
) -> int:
    """Merge three versions of a catalogue, as git asks for it; `headcat git-setup` tells git to.

    By paper, then by field; heads that one side renamed are carried over to what the other side added.
    What cannot be decided stays in the file between conflict markers, around that entry alone, and is named
    on stderr; the exit code is 1 then. A version that cannot be read is merged line by line.

    Example: headcat merge-driver base.yaml ours.yaml theirs.yaml
    """
    labels = tuple(
        _label(text, name)
        for text, name in ((base_label, "base"), (our_label, "ours"), (their_label, "theirs"))
    )
    shown = _label(path, str(ours))
    marks = _marks(size, labels)
    try:
        made = _merged((base, ours, theirs), marks, shown)
    except RefusedError as error:
        typer.echo(visible(f"headcat: {shown}: {error}; merged line by line"), err=True)
        conflicts, data = git.merge_file((ours, base, theirs), (labels[1], labels[0], labels[2]), marks.size)
        store.replace(ours, data)
        if not conflicts:
            typer.echo(
                visible(f"headcat: {shown}: no line is in conflict; look at it before you commit it"),
                err=True,
            )
        return ExitCode.NO
    store.replace(ours, made.data)
    return _told(made, shown)


def _label(text: str, otherwise: str) -> str:
    """Return a label; older versions of git leave a placeholder that they do not know as it is."""
    return otherwise if not text or (text[0] == "%" and len(text) == len("%X")) else text


def _marks(size: str, labels: tuple[str, ...]) -> "Marks":
    from headcat.document.conflicts import SIZE
    from headcat.merge import Marks

    return Marks(labels[1], labels[2], int(size) if size.isdecimal() and int(size) > 0 else SIZE)


def _merged(paths: Versions, marks: "Marks", shown: str) -> "Merged":
    from headcat.merge import merged

    base, ours, theirs = (store.read(path).data for path in paths)
    try:
        return merged(base, ours, theirs, marks, shown)
    except RefusedError:
        raise
    except Exception as error:
        # Whatever is wrong, lines can be merged; git would take what is half-way for merged.
        message = f"a fault of headcat ({type(error).__name__}: {error}); please report it"
        raise RefusedError(message) from error


def _told(made: "Merged", shown: str) -> int:
    """Say what a merge came to, and return the exit code."""
    for note in made.notes:
        typer.echo(visible(f"{shown}: {note}"), err=True)
    for section, name, fields, line in made.conflicts:
        of = "" if section == "papers" else f"{section}: "
        typer.echo(visible(f"{shown}:{line}: conflict in {of}{name}: {', '.join(fields)}"), err=True)
    name_errors(made.errors)
    if made.errors:
        message = "no side has these errors, both together have; mend them before you commit"
        typer.echo(visible(f"headcat: {shown}: {message}"), err=True)
    if made.conflicts:
        typer.echo("headcat: `headcat resolve KEY --ours` (or --theirs, --both) mends a conflict", err=True)
    return ExitCode.NO if made.conflicts or made.errors else ExitCode.DONE


def resolve(
    ctx: typer.Context,
    key: Annotated[
        str | None,
        typer.Argument(metavar="[KEY]", help="A paper's key, or a head's or venue's name; or a line."),
    ] = None,
    ours: Annotated[bool, typer.Option("--ours", help="Take our version.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="Take their version.")] = False,
    both: Annotated[
        bool, typer.Option("--both", help="Take both: two entries, or lists put together.")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="Mend every conflict so.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print the change, write nothing.")] = False,
    catalogue: CataloguePath = None,
) -> int:
    """Mend a conflict that a merge left in the catalogue; without KEY, name those that there are.

    What stands outside of the conflict stays as it is. Nothing is written that could not be read. Exit 1
    where conflicts are named.

    Example: headcat resolve
    """
    from headcat.merge.resolving import open_conflicts, resolved

    choices: dict[Choice, bool] = {"ours": ours, "theirs": theirs, "both": both}
    chosen = [name for name, wanted in choices.items() if wanted]
    if len(chosen) > 1 or (key and every) or bool(chosen) != bool(key or every):
        raise UsageError("say which conflict, KEY or --all, and one of --ours, --theirs and --both")
    opened = open_catalogue(ctx, catalogue)
    if not chosen:
        left = open_conflicts(store.read(opened.path).data.decode("utf-8", "replace"))
        for line in _named(opened.path, left):
            typer.echo(line)
        return ExitCode.NO if left else ExitCode.DONE
    mended: list[Open] = []

    def make(path: Path, data: bytes) -> "tuple[bytes, Change]":
        new, change, done = resolved(path, data, key, chosen[0])
        mended.extend(done)
        return new, change

    change = opened.change(make, dry_run=dry_run)
    if dry_run:
        sys.stdout.write(visible_lines(change.diff()))
        return ExitCode.DONE
    for line in _named(opened.path, mended):
        typer.echo(f"{line}: resolved, {chosen[0]}")
    left = open_conflicts(change.after)
    for line in _named(opened.path, left):
        typer.echo(f"{line}: is still in conflict", err=True)
    if not left:
        typer.echo(visible(f"no conflict is left; go on with: git add {opened.path}"), err=True)
    return ExitCode.DONE


def _named(path: Path, conflicts: "Iterable[Open]") -> list[str]:
    """Return a line for each conflict: where it is, and which entries it is about."""
    return [
        visible(f"{path}:{each.line}: {', '.join(each.names) or 'what stands between entries'}")
        for each in conflicts
    ]


def git_setup(
    ctx: typer.Context,
    everywhere: Annotated[bool, typer.Option("--global", help="For all repositories of this user.")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take the settings out again.")] = False,
    catalogue: CataloguePath = None,
) -> int:
    """Let git merge the catalogue by paper and field, in this repository or in all of yours.

    The settings of the driver go to git's configuration, the line that gives it the catalogue to
    .gitattributes, which is to be committed: others need the first part alone. What is there stays as it is.

    Example: headcat git-setup
    """
    if everywhere:
        top, name = Path.cwd(), FILE_NAME.as_posix()
        attributes = _global_attributes()
    else:
        top, name = git.place(_own(open_catalogue(ctx, catalogue)))
        attributes = top / ".gitattributes"
    scope = "--global" if everywhere else "--local"
    done = [*_configure(scope, top, remove=remove), *_attribute(attributes, name, remove=remove)]
    for line in done:
        typer.echo(visible(line))
    if not done:
        typer.echo("nothing to change", err=True)
    return ExitCode.DONE


def _own(opened: Catalogue) -> Path:
    if opened.read_only:
        raise RefusedError("there is no data/papers.yaml here; name your catalogue with --catalogue PATH")
    return opened.path


def _configure(scope: str, folder: Path, *, remove: bool) -> list[str]:
    """Write or remove the driver's settings; return what was done."""
    git.told(["--version"], folder)
    # The base of a merge of merges is never one that has conflict markers in it.
    wanted = {"name": _NAME, "driver": _driver(), "recursive": "binary"}
    done = []
    for key, value in wanted.items():
        name = f"{_SETTINGS}.{key}"
        known = git.setting(name, scope, folder)
        if remove and known:
            git.told(["config", scope, "--unset-all", name], folder)
            done.append(f"git config: removed {name}")
        elif not remove and known != [value]:
            git.told(["config", scope, "--replace-all", name, value], folder)
            done.append(f"git config: {name} = {value}")
    return done


def _driver() -> str:
    """Return the command that git shall run, with its placeholders.

    A script beside the interpreter, so that the merge does not depend on the PATH, and nothing that lies
    in the repository is imported.
    """
    from shlex import join, quote

    script = Path(sys.executable).parent / "headcat"
    words = [str(script)] if os.access(script, os.X_OK) else [sys.executable, "-P", "-m", "headcat"]
    program = join(words).replace("%", "%%") if len(words) > 1 else quote(words[0]).replace("%", "%%")
    return f"{program} merge-driver -- %O %A %B %L %P %S %X %Y"


def _attribute(path: Path, name: str, *, remove: bool) -> list[str]:
    """Write or remove the line of the attributes; return what was done."""
    from headcat.git.attributes import line, with_line, without_line

    if remove and not path.exists():
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    text = line(name)
    with store.lock(path):
        old = store.read(path) if path.exists() else None
        before = old.data if old else b""
        new = without_line(before, text) if remove else with_line(before, text)
        if new == before:
            return []
        if new:
            store.replace(path, new, expected=old)
        else:
            path.unlink()
    return [f"{path}: removed {text}" if remove else f"{path}: {text}"]


def _global_attributes() -> Path:
    """Return the user's file of attributes; gitattributes(5) says where it is."""
    chosen = git.run(["config", "--global", "--type=path", "--get", "core.attributesFile"], Path.cwd())[1]
    if chosen.strip():
        return Path(chosen.decode("utf-8", "surrogateescape").removesuffix("\n"))
    base = os.environ.get("XDG_CONFIG_HOME")
    return (Path(base) if base else Path.home() / ".config") / "git" / "attributes"
