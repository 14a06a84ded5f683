"""The command line: which command is asked for, and how each end of it becomes an exit code.

Commands are grouped in families, a module each; only the family of the command that is asked for is
loaded, so that a start costs the same however many commands there are.
"""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Final

from headcat import __version__
from headcat.errors import ExitCode, HeadcatError, NotFoundError, RefusedError, UsageError

if TYPE_CHECKING:
    import click
    import typer

    from headcat.catalogue import Catalogue

# Every command, in the order of --help, with its family's module and function; one of two words is a
# subcommand of the first, which runs by itself where none is asked for.
COMMANDS: Final = {
    "list": "headcat.cli.read:list_papers",
    "filter": "headcat.cli.read:filter_papers",
    "search": "headcat.cli.search:search",
    "show": "headcat.cli.read:show",
    "heads": "headcat.cli.heads:heads",
    "heads show": "headcat.cli.heads:show",
    "heads suggest": "headcat.cli.heads:suggest",
    "heads add": "headcat.cli.terms:add",
    "heads rename": "headcat.cli.terms:rename",
    "heads merge": "headcat.cli.terms:merge",
    "heads set": "headcat.cli.terms:change",
    "heads remove": "headcat.cli.terms:remove",
    "stats": "headcat.cli.stats:stats",
    "browse": "headcat.cli.browse:browse",
    "open": "headcat.cli.opening:open_paper",
    "discover": "headcat.cli.discover:discover",
    "fetch": "headcat.cli.lookup:fetch",
    "add": "headcat.cli.write:add",
    "import": "headcat.cli.bring:import_papers",
    "edit": "headcat.cli.curate:edit",
    "remove": "headcat.cli.curate:remove",
    "export": "headcat.cli.publish:export",
    "formats": "headcat.cli.publish:formats",
    "cite": "headcat.cli.cite:cite",
    "site": "headcat.cli.site:site",
    "check": "headcat.cli.check:check",
    "rule": "headcat.cli.check:rule",
    "update": "headcat.cli.update:update",
    "links": "headcat.cli.links:links",
    "fmt": "headcat.cli.layout:fmt",
    "diff": "headcat.cli.versions:diff",
    "merge-driver": "headcat.cli.merging:merge_driver",
    "resolve": "headcat.cli.merging:resolve",
    "git-setup": "headcat.cli.merging:git_setup",
    "schema": "headcat.cli.maintain:schema",
    "cache": "headcat.cli.cache:cache",
    "completion": "headcat.cli.completion:completion",
}
_VALUE_OPTIONS: Final = ("--catalogue", "--wait")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code.

    Args:
        arguments: the words behind the program's name; without them those of the process.

    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    try:
        code = _exit_code(words)
        sys.stdout.flush()
    except BrokenPipeError:  # who reads has had enough
        _discard("stdout", "stderr")
        return ExitCode.DONE
    except OSError as error:
        _discard("stdout")
        print(f"headcat: {(error.strerror or str(error)).lower()}", file=sys.stderr)
        return ExitCode.REFUSED
    return code


def app(words: Sequence[str] = ()) -> "typer.Typer":
    """Return the Typer program with the command that `words` ask for, or with all.

    Args:
        words: the words behind the program's name.

    """
    from headcat.cli.options import new_app, new_group

    program = new_app()
    groups: dict[str, typer.Typer] = {}
    for name in _wanted(words):
        module, function = COMMANDS[name].split(":")
        command = getattr(import_module(module), function)
        first, _, second = name.partition(" ")
        if second:
            groups[first].command(second)(command)
        elif _subcommands(name):
            groups[name] = new_group(command)
            program.add_typer(groups[name], name=name)
        else:
            settings = getattr(import_module(module), "SETTINGS", None)
            program.command(name, context_settings=settings)(command)
    return program


def _wanted(words: Sequence[str]) -> list[str]:
    """Return the names of the command that words ask for; of all where they ask for none."""
    first, second = _command(words)
    if first not in COMMANDS or " " in first:
        return list(COMMANDS)
    name = f"{first} {second}"
    if name in COMMANDS:
        return [first, name]
    # Alone it runs without them; they are named by its help, and where no such one is known.
    return [first, *(_subcommands(first) if second or {"-h", "--help"} & set(words) else [])]


def _subcommands(name: str) -> list[str]:
    return [each for each in COMMANDS if each.startswith(f"{name} ")]


def _command(words: Sequence[str]) -> tuple[str, str]:
    """Return the first two words that are neither options nor an option's value, empty where there are none.

    An option's value that is not known as one is taken for a word: what is loaded then is more than
    is needed, but not less.
    """
    found = []
    remaining = iter(words)
    for word in remaining:
        if word in _VALUE_OPTIONS:
            next(remaining, None)
        elif not word.startswith("-"):
            found.append(word)
    return (*found, "", "")[0], (*found, "", "")[1]


def _exit_code(words: list[str]) -> int:
    if "_HEADCAT_COMPLETE" in os.environ:
        from headcat.cli.completion import asked_by_shell

        return asked_by_shell()
    if words == ["--version"]:
        print(f"headcat {__version__}")
        return ExitCode.DONE
    try:
        return _run(words or ["--help"])
    except HeadcatError as error:
        tell(error)
        return error.exit_code
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return ExitCode.INTERRUPTED


def _run(words: list[str]) -> int:
    import click
    from typer.main import get_command

    # Not by Typer's own main(), which calls a closed pipe a failure.
    try:
        with get_command(app(words)).make_context("headcat", words) as context:
            try:
                code: int = context.command.invoke(context)
            except (NotFoundError, UsageError) as error:
                raise _explained(error, (context.obj or {}).get("opened")) from error
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        _tell_usage(error)
        return ExitCode.USAGE
    return code


def _tell_usage(error: "click.ClickException") -> None:
    """Print what is wrong with the words; they may hold the names of files that others made."""
    from io import StringIO

    from headcat.words.escaping import visible_lines

    told = StringIO()
    error.show(told)
    print(visible_lines(told.getvalue()), end="", file=sys.stderr)


def _explained(error: HeadcatError, opened: "Catalogue | None") -> HeadcatError:
    """Return why something was not found: in a catalogue with conflicts of a merge nothing is."""
    found = opened.errors() if opened else ()
    conflicts = tuple(each for each in found if each.code == "HC008")
    return RefusedError(str(error), conflicts) if conflicts else error


def _prepare_streams() -> None:
    """Let text go in and out as the same bytes everywhere, UTF-8 and line feeds; open what is closed."""
    from contextlib import suppress
    from io import TextIOWrapper, UnsupportedOperation

    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8"))
        elif isinstance(stream, TextIOWrapper):
            newline, errors = (None, "surrogateescape") if mode == "r" else ("\n", "backslashreplace")
            with suppress(UnsupportedOperation):  # somebody has read from it before
                stream.reconfigure(encoding="utf-8", errors=errors, newline=newline)


def _discard(*names: str) -> None:
    """Send to nowhere what streams still hold, so that nothing fails again when it is flushed at exit."""
    from contextlib import suppress
    from io import UnsupportedOperation

    for name in names:
        with suppress(UnsupportedOperation):  # a stream of whoever called us, and no file
            os.dup2(os.open(os.devnull, os.O_WRONLY), getattr(sys, name).fileno())


def tell(error: HeadcatError) -> None:
    """Print an error for a person: findings with their places, then what it comes to."""
    from headcat.words.escaping import visible

    if isinstance(error, RefusedError):
        for diagnostic in error.diagnostics:
            print(visible(str(diagnostic)), file=sys.stderr)
        if str(error) in map(str, error.diagnostics):
            return
    print(f"headcat: {visible(str(error))}", file=sys.stderr)
