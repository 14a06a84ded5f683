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
from headcat.errors import ExitCode, HeadcatError, RefusedError

if TYPE_CHECKING:
    import typer

# Every command, in the order of --help, with its family's module and function.
COMMANDS: Final = {
    "list": "headcat.cli.read:list_papers",
    "filter": "headcat.cli.read:filter_papers",
    "show": "headcat.cli.read:show",
    "heads": "headcat.cli.read:heads",
    "add": "headcat.cli.write:add",
    "export": "headcat.cli.publish:export",
}
_VALUE_OPTIONS: Final = ("--catalogue",)


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
    from headcat.cli.options import new_app

    wanted = _command(words)
    names = [wanted] if wanted in COMMANDS else list(COMMANDS)
    program = new_app()
    for name in names:
        module, function = COMMANDS[name].split(":")
        program.command(name)(getattr(import_module(module), function))
    return program


def _command(words: Sequence[str]) -> str | None:
    """Return the first word that is neither an option nor an option's value."""
    remaining = iter(words)
    for word in remaining:
        if word in _VALUE_OPTIONS:
            next(remaining, None)
        elif not word.startswith("-"):
            return word
    return None


def _exit_code(words: list[str]) -> int:
    if words == ["--version"]:
        print(f"headcat {__version__}")
        return ExitCode.DONE
    try:
        return _run(words or ["--help"])
    except HeadcatError as error:
        _report(error)
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
            code: int = context.command.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        error.show(sys.stderr)
        return ExitCode.USAGE
    return code


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
    for name in names:
        os.dup2(os.open(os.devnull, os.O_WRONLY), getattr(sys, name).fileno())


def _report(error: HeadcatError) -> None:
    """Print an error for a person: findings with their places, then what it comes to."""
    from headcat.escaping import visible

    if isinstance(error, RefusedError):
        for diagnostic in error.diagnostics:
            print(visible(str(diagnostic)), file=sys.stderr)
        if str(error) in map(str, error.diagnostics):
            return
    print(f"headcat: {visible(str(error))}", file=sys.stderr)
