"""Bytes on disk: read whole, lock, replace atomically, and where derived ones lie. Knows nothing of papers.

A file is never half written: the new bytes go to a file of their own in the same folder, reach the
disk, and take the old one's name in one step (POSIX rename).
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from headcat.errors import RefusedError

LOCK_SECONDS = 10.0


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


def cache_folder() -> Path:
    """Return the folder of derived files: `HEADCAT_CACHE_DIR`, else the user's cache directory."""
    chosen = os.environ.get("HEADCAT_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("headcat", appauthor=False)


def state_folder() -> Path:
    """Return the folder of what is kept for a person and belongs to no catalogue."""
    from platformdirs import user_state_path

    return user_state_path("headcat", appauthor=False)


def stamp(path: Path) -> Stamp:
    """Return a file's stamp.

    Raises:
        RefusedError: there is no such file, or it may not be looked at.

    """
    with _explained(path):
        return _stamp(path.stat())


def read(path: Path) -> Snapshot:
    """Read a file whole.

    Raises:
        RefusedError: it is missing, no regular file, or may not be read.

    """
    data, status = _read(path)
    return Snapshot(data, digest(data), _stamp(status))


def digest(data: bytes) -> str:
    """Return the digest of bytes by which their being unchanged is told (BLAKE2b, 128 bits)."""
    from hashlib import blake2b  # brings OpenSSL along, which takes longer than most questions

    return blake2b(data, digest_size=16).hexdigest()


@contextmanager
def lock(path: Path, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the lock of a file against other processes; it lasts as long as the context.

    The lock is a hidden file beside the locked one, so that all who may write the file meet there,
    whatever their home. It is deleted while it is held: who waits for it then notices that its name
    is gone, and makes a new one.

    Args:
        path: the file to lock.
        seconds: how long to wait for another process.

    Raises:
        RefusedError: another process holds it, or the folder may not be written.

    """
    from filelock import FileLock, Timeout

    target = _target(path)
    held = FileLock(target.with_name(f".{target.name}.lock"))
    with _explained(Path(held.lock_file)):
        try:
            held.acquire(timeout=seconds)
        except Timeout:  # is an OSError too
            message = f"{path}: another process is writing it (waited {seconds:g} s); try again"
            raise RefusedError(message) from None
    try:
        yield
    finally:
        with suppress(OSError):
            Path(held.lock_file).unlink()
        held.release()


def replace(path: Path, data: bytes, *, expected: bytes | None = None) -> None:
    """Replace a file's content in one step that a crash cannot cut in half.

    The mode is kept; a symbolic link stays one, and what it points to is replaced.

    Args:
        path: the file; it is made where it does not exist.
        data: the new content.
        expected: the content that is to be replaced, or None for any.

    Raises:
        RefusedError: the content is another, or the file cannot be written.

    """
    with _explained(path):
        old = path.stat() if path.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode):
            path.write_bytes(data)  # a pipe or a device: nothing can be replaced there
            return
        target = _target(path)
        temporary = _write_beside(target, data, old)
        try:
            if expected is not None:
                _check_unchanged(path, expected)
            temporary.replace(target)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    # The change is made: a file system that cannot sync a folder must not have it called refused.
    with suppress(OSError):
        _sync_folder(target.parent)


@contextmanager
def making(path: Path) -> Iterator[Path]:
    """Let a file be written piece by piece, and put in place in one step when it is whole.

    The context is another path, to be written to. Where that ends with the bytes that the file has
    already, the file is not touched; where the context fails, it is as it was.

    Args:
        path: the file; it is made where it does not exist. Its mode and its links are kept.

    Raises:
        RefusedError: the file cannot be written.

    """
    from filecmp import cmp
    from shutil import copyfileobj
    from tempfile import TemporaryDirectory

    with _explained(path):
        old = path.stat() if path.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode):
            with path.open("wb") as there, TemporaryDirectory() as folder:  # a pipe or a device
                whole = Path(folder, "whole")
                yield whole
                with whole.open("rb") as file:
                    copyfileobj(file, there)
            return
        target = _target(path)
        temporary = _write_beside(target, b"", old)
        mode = stat.S_IMODE(temporary.stat().st_mode)
        try:
            temporary.chmod(mode | stat.S_IWUSR)
            yield temporary
            if old is None or not cmp(temporary, target, shallow=False):
                temporary.chmod(mode)
                with temporary.open("rb") as file:
                    os.fsync(file.fileno())
                temporary.replace(target)
        finally:
            with suppress(OSError):
                temporary.unlink()
    with suppress(OSError):
        _sync_folder(target.parent)


def _read(path: Path) -> tuple[bytes, os.stat_result]:
    """Return a file's bytes, and what it was before they were read."""
    with _explained(path), open(path, "rb", opener=_open_at_once) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            message = f"{path}: is no regular file"
            raise RefusedError(message)
        return file.read(), status


def _open_at_once(name: str, flags: int) -> int:
    """Open a file without waiting, as a pipe that nobody writes to would make us."""
    return os.open(name, flags | os.O_NONBLOCK)


def _target(path: Path) -> Path:
    """Return what a path means when symbolic links are followed; a loop of them means itself."""
    return Path(os.path.realpath(path))


def _check_unchanged(path: Path, expected: bytes) -> None:
    if _read(path)[0] != expected:
        message = f"{path}: somebody else changed it meanwhile; nothing was written"
        raise RefusedError(message)


def _write_beside(path: Path, data: bytes, old: os.stat_result | None) -> Path:
    from tempfile import mkstemp

    handle, name = mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            if old is not None:
                with suppress(PermissionError):
                    os.fchown(file.fileno(), old.st_uid, old.st_gid)
            os.fchmod(file.fileno(), stat.S_IMODE(old.st_mode) if old else 0o666 & ~_umask())
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return temporary


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _stamp(status: os.stat_result) -> Stamp:
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn the operating system's refusal into one that names the file and the reason."""
    try:
        yield
    except OSError as error:
        message = f"{path}: {(error.strerror or str(error)).lower()}"
        raise RefusedError(message) from error
