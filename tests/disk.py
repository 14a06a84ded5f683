"""What tests of the disk share: refusals, failures, and what a folder holds."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from headcat.errors import RefusedError


def refusal(action: Callable[[], object]) -> str:
    """Return the message that an action is refused with."""
    with pytest.raises(RefusedError) as refused:
        action()
    assert refused.value.diagnostics == ()
    return str(refused.value)


def folder_contents() -> dict[str, bytes]:
    """Return the files of the current folder."""
    return {path.name: path.read_bytes() for path in Path.cwd().iterdir()}


def names() -> list[str]:
    """Return what lies in the current folder."""
    return sorted(path.name for path in Path.cwd().iterdir())


def failing(code: int = errno.EIO) -> Callable[..., object]:
    """Return a function of the operating system that fails."""

    def fail(*_: object, **__: object) -> object:
        raise OSError(code, os.strerror(code))

    return fail
