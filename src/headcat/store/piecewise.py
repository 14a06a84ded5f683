"""A file written piece by piece, as what may be too large to hold, and put in place when it is whole."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from headcat.store import explained, leftovers, target
from headcat.store.likeness import take_over
from headcat.store.replacing import put_in_place, refuse_what_is_kept, unlink


@contextmanager
def made(path: Path) -> Iterator[Path]:
    """Let a file be made; `headcat.store.making` says more."""
    with explained(path):
        old = path.stat() if path.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode):
            with _sent(path) as whole:
                yield whole
            return
        real = target(path)
        if old is not None:
            refuse_what_is_kept(path, real, old)
        new = leftovers.unfinished(real)
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if old is None else 0o600))
        try:
            yield new
            if _is_other(new, real, old):
                put_in_place(new, real)
        finally:
            unlink(new)


def _is_other(new: Path, real: Path, old: os.stat_result | None) -> bool:
    """Let a new file be like the old one, and reach the disk; tell whether it says anything else."""
    from filecmp import cmp

    if old is not None and cmp(new, real, shallow=False):
        return False
    with new.open("rb+") as file:
        if old is not None:
            take_over(file.fileno(), real, old)
        os.fsync(file.fileno())
    return True


@contextmanager
def _sent(path: Path) -> Iterator[Path]:
    """Let a file be made whose bytes then go to a pipe or a device."""
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    with path.open("wb") as there, TemporaryDirectory() as folder:
        whole = Path(folder, "whole")
        yield whole
        with whole.open("rb") as file:
            copyfileobj(file, there)
