"""The person's own editor: a text goes into it by a temporary file, and comes back.

Knows nothing of papers. What was written in the editor is never lost: the file is deleted only when
its text was taken over.
"""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import split
from shutil import rmtree
from tempfile import mkdtemp

from headcat.errors import RefusedError

_VARIABLES = ("VISUAL", "EDITOR")
_USUAL = "vi"
_LONGEST = 100


class EditorError(RefusedError):
    """The editor could not be started, failed or left no text; the file may hold what was written."""


class Desk:
    """A temporary file on which one text is edited, again and again if need be."""

    def __init__(self, name: str) -> None:
        """Choose the file, in a folder that only its owner can enter.

        Args:
            name: what the text is called; any text.

        """
        safe = re.sub(r"[^A-Za-z0-9_+-]", "_", name)[:_LONGEST]
        self.path = Path(mkdtemp(prefix="headcat-"), f"{safe}.yaml")
        self._put = b""

    def edit(self, text: str) -> str:
        """Return what a person makes of a text.

        Raises:
            EditorError: the editor cannot be started, fails, or leaves no text.

        """
        self.put(text)
        _run(self.path)
        try:
            return self.path.read_bytes().decode("utf-8")
        except OSError as error:
            message = f"{self.path}: {(error.strerror or str(error)).lower()}"
            raise EditorError(message) from error
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            message = f"{self.path}:{line}: byte 0x{error.object[error.start]:02X} is not UTF-8"
            raise EditorError(message) from None

    def put(self, text: str) -> None:
        """Write a text into the file, readable for its owner alone."""
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        self._put = text.encode("utf-8")
        with os.fdopen(handle, "wb") as file:
            file.write(self._put)

    def is_written_on(self) -> bool:
        """Tell whether the file is there and holds something else than was put into it."""
        return self.path.is_file() and self.path.read_bytes() not in (b"", self._put)

    def clear(self) -> None:
        """Delete the file and its folder."""
        rmtree(self.path.parent, ignore_errors=True)


def _run(path: Path) -> None:
    """Let the editor work on a file."""
    variable, command = _command()
    advice = "set VISUAL or EDITOR to an editor" if variable is None else f"set {variable} to another one"
    try:
        words = split(command)
    except ValueError as error:
        message = f"the editor {command!r} cannot be started: {str(error).lower()}; {advice}"
        raise EditorError(message) from None
    try:
        with _left_to_the_editor(signal.SIGINT):
            ended = subprocess.run([*words, str(path)], check=False)  # noqa: S603 - it is the person's own
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        message = f"the editor {command!r} cannot be started: {reason}; {advice}"
        raise EditorError(message) from None
    if ended.returncode:
        message = f"the editor {command!r} ended with the exit code {ended.returncode}; nothing was changed"
        raise EditorError(message)


def _command() -> tuple[str | None, str]:
    """Return the editor's command, and the variable that names it."""
    for name in _VARIABLES:
        if command := os.environ.get(name, "").strip():
            return name, command
    return None, _USUAL


@contextmanager
def _left_to_the_editor(number: signal.Signals) -> Iterator[None]:
    """Let a signal of the terminal mean the editor alone; a handler, unlike SIG_IGN, is not inherited."""
    before = signal.signal(number, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(number, before)
