"""Where an export goes: stdout, a file, between the marks of a file; or nowhere, to be compared with one.

Knows nothing of formats. A file is written as the text comes, and takes the old one's place when it is
whole.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

import typer

from headcat import store
from headcat.errors import ExitCode, RefusedError, UsageError
from headcat.words.difference import difference
from headcat.words.escaping import visible_lines

BEGIN: Final = "<!-- headcat:begin -->"
END: Final = "<!-- headcat:end -->"
_STDOUT: Final = (Path("-"), Path("/dev/stdout"))

# Writes what is exported into the file that it is given.
Make: TypeAlias = Callable[[Path], None]


def target(output: Path | None, into: Path | None, *, check: bool) -> Path | None:
    """Return the file that an export goes to, or None for stdout.

    Raises:
        UsageError: the options do not go together.

    """
    if output and into:
        message = "give --output or --into, not both"
        raise UsageError(message)
    if output in _STDOUT:
        output = None
    if check and not (output or into):
        message = "--check needs the file to check: --output FILE or --into FILE"
        raise UsageError(message)
    return output or into


def text(pieces: Iterable[str]) -> Make:
    """Return what writes text into a file, the same bytes as stdout gets."""

    def make(path: Path) -> None:
        with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.writelines(pieces)

    return make


def write(path: Path, make: Make, patience: store.Patience) -> int:
    """Write a file, if it does not say the same already."""
    with store.lock(path, patience), store.making(path) as new:
        make(new)
    return ExitCode.DONE


def fill(path: Path, pieces: Iterable[str], patience: store.Patience) -> int:
    """Write between the marks of a file, if it does not say the same already.

    Raises:
        RefusedError: it has no marks, or somebody else changed it meanwhile.

    """
    with store.lock(path, patience):
        old = store.read(path)
        new = between(path, old.data, pieces).encode("utf-8", "backslashreplace")
        if new != old.data:
            store.replace(path, new, expected=old)
    return ExitCode.DONE


def compare(path: Path, make: Make, *, is_text: bool) -> int:
    """Tell whether a file is up to date, print what differs in a text, and return the exit code."""
    old = store.read(path).data if path.is_file() else None
    with _made(make) as whole:
        new = whole.read_bytes()
    if old == new:
        return ExitCode.DONE
    if is_text:
        before, after = ((data or b"").decode("utf-8", "replace") for data in (old, new))
        typer.echo(visible_lines(difference(before, after, str(path))), nl=False)
    typer.echo(f"{path} is out of date; run the same command without --check", err=True)
    return ExitCode.NO


def pipe(make: Make) -> int:
    """Write what is no text to stdout, when it is whole."""
    with _made(make) as whole, whole.open("rb") as file:
        copyfileobj(file, sys.stdout.buffer)
    return ExitCode.DONE


@contextmanager
def _made(make: Make) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        whole = Path(folder, "whole")
        make(whole)
        yield whole


def between(path: Path, data: bytes, pieces: Iterable[str]) -> str:
    """Return the text of a file with what stands between the marks replaced.

    Args:
        path: the file,
        data: and what it says.
        pieces: the text that is to stand there.

    Raises:
        RefusedError: the file does not hold both marks, once and in their order.

    """
    try:
        old = data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"{path}: byte {error.start} is not UTF-8"
        raise RefusedError(message) from None
    begin, end = old.find(BEGIN), old.find(END)
    if begin < 0 or end < begin or old.count(BEGIN) > 1 or old.count(END) > 1:
        message = f"{path} must hold the line {BEGIN} and below it the line {END}, each once"
        raise RefusedError(message)
    newline = "\r\n" if "\r\n" in old else "\n"
    inner = f"{BEGIN}\n\n{''.join(pieces).rstrip()}\n\n".replace("\n", newline)
    return old[:begin] + inner + old[end:]
