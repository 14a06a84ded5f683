"""Bytes on disk: where they lie, read whole, locked, replaced. Knows nothing of papers.

What every question needs is here; what only a change needs lies beside it: `locking` keeps others out,
`replacing` gives a file its new content, `piecewise` one that is too large to hold, `likeness` keeps
its owner and rights, `exchange` and `leftovers` see to it that neither an editor's save nor a sudden
death costs anything.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from headcat.errors import RefusedError


class Stamp(NamedTuple):
    """What tells cheaply that a file is unchanged; the times in nanoseconds.

    `ctime` moves with every change, even one that sets `mtime` back.
    """

    size: int
    mtime: int
    ctime: int
    inode: int


class Snapshot(NamedTuple):
    """A file's bytes at one moment, and what it was known by then."""

    data: bytes
    digest: str
    stamp: Stamp


class Patience(NamedTuple):
    """How long to wait for a lock, and who is told whom it is waited for, in a line."""

    seconds: float = 10.0
    tell: Callable[[str], None] | None = None


def cache_folder() -> Path:
    """Return the folder of derived files: `HEADCAT_CACHE_DIR`, else the user's cache directory."""
    chosen = os.environ.get("HEADCAT_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("headcat", appauthor=False)


def is_ours(path: Path) -> bool:
    """Tell whether a file or folder is there that nobody but this user can have put something into."""
    try:
        status = path.stat()
    except OSError:
        return False
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def state_folder() -> Path:
    """Return the folder of what is kept for a person and belongs to no catalogue."""
    from platformdirs import user_state_path

    return user_state_path("headcat", appauthor=False)


def stamp(path: Path) -> Stamp:
    """Return a file's stamp.

    Raises:
        RefusedError: there is no such file, or it may not be looked at.

    """
    with explained(path):
        return _stamp(path.stat())


def read(path: Path) -> Snapshot:
    """Read a file whole.

    Raises:
        RefusedError: it is missing, no regular file, or may not be read.

    """
    with explained(path), open(path, "rb", opener=open_at_once) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            message = f"{path}: is no regular file"
            raise RefusedError(message)
        data = file.read()
    return Snapshot(data, digest(data), _stamp(status))


def digest(data: bytes) -> str:
    """Return the digest of bytes by which their being unchanged is told (BLAKE2b, 128 bits)."""
    from hashlib import blake2b  # brings OpenSSL along, which takes longer than most questions

    return blake2b(data, digest_size=16).hexdigest()


def lock(path: Path, patience: Patience = Patience()) -> AbstractContextManager[None]:  # noqa: B008 - is frozen
    """Hold the lock of a file against other processes; it lasts as long as the context.

    Args:
        path: the file to lock.
        patience: how long to wait for another process.

    Raises:
        RefusedError: another process holds it, or the folder may not be written.

    """
    from headcat.store.locking import locked

    return locked(path, patience)


def replace(path: Path, data: bytes, *, expected: Snapshot | None = None, mode: int = 0o666) -> None:
    """Replace a file's content in one step that a crash cannot cut in half.

    Owner, rights and attributes are kept; a symbolic link stays one, and what it points to is replaced.

    Args:
        path: the file; it is made where it does not exist.
        data: the new content.
        expected: what is to be replaced, or None for anything. Who expects something holds the lock.
        mode: the rights of a file that is made, before the umask.

    Raises:
        RefusedError: the content is another, or the file cannot be replaced. It is as it was.

    """
    from headcat.store.replacing import replaced

    replaced(path, data, expected, mode)


def making(path: Path) -> AbstractContextManager[Path]:
    """Let a file be written piece by piece, and put in place in one step when it is whole.

    The context is another path, to be written to. Where that ends with the bytes that the file has
    already, the file is not touched; where the context fails, it is as it was.

    Args:
        path: the file; it is made where it does not exist. What `replace` keeps is kept.

    Raises:
        RefusedError: the file cannot be replaced.

    """
    from headcat.store.piecewise import made

    return made(path)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn the operating system's refusal into one that names the file and the reason."""
    try:
        yield
    except OSError as error:
        message = f"{path}: {(error.strerror or str(error)).lower()}"
        raise RefusedError(message) from error


def target(path: Path) -> Path:
    """Return what a path means when symbolic links are followed; a loop of them means itself."""
    return Path(os.path.realpath(path))


def open_at_once(name: str, flags: int) -> int:
    """Open a file without waiting, as a pipe that nobody writes to would make us."""
    return os.open(name, flags | os.O_NONBLOCK)


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
