"""A file's new content in one step: the old bytes or the new ones, whatever happens in between.

The new bytes go to a file of their own in the same folder, reach the disk, and take the old one's
place. Where something is expected there, the two change places, and what came out is looked at: a save
that an editor made in the last moment goes back to where it was.
"""

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

from headcat.errors import RefusedError
from headcat.store import Snapshot, explained, leftovers, open_at_once, target
from headcat.store.exchange import exchanged, is_being_written
from headcat.store.likeness import take_over

# How a file system answers that has nothing to sync in a folder, or a folder that may not be read.
_NOTHING_TO_SYNC: Final = {errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF, errno.EACCES}
_ANY_WRITER: Final = 0o222


def replaced(path: Path, data: bytes, expected: Snapshot | None, mode: int) -> None:
    """Replace a file's content; `headcat.store.replace` says more."""
    with explained(path):
        old = path.stat() if path.exists() else None
        if old is not None and not stat.S_ISREG(old.st_mode):
            if expected is not None:
                raise RefusedError(_changed(path))
            path.write_bytes(data)  # a pipe or a device: nothing can be replaced there
            return
        real = target(path)
        if old is not None:
            refuse_what_is_kept(path, real, old)
        made = _write_beside(real, data, old, mode)
        if expected is None:
            put_in_place(made, real)
        else:
            _change_places(made, real, expected, path)


def refuse_what_is_kept(path: Path, real: Path, old: os.stat_result) -> None:
    """Refuse to replace what its owner wants to stay: a file that is read-only, or has other names.

    A file without any writer is kept from root too, as editors do.
    """
    if not old.st_mode & _ANY_WRITER or not os.access(real, os.W_OK):
        message = f"{path}: is read-only; chmod u+w lets it be changed"
        raise RefusedError(message)
    if old.st_nlink > 1:
        message = (
            f"{path}: has {old.st_nlink} names (hard links), which would be different files afterwards;"
            " copy it, and move the copy over it, or make the others symbolic links"
        )
        raise RefusedError(message)


def _write_beside(real: Path, data: bytes, old: os.stat_result | None, mode: int) -> Path:
    """Write a file that has all that is to be there, on the disk; nobody else may read it before."""
    made = leftovers.unfinished(real)
    handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode if old is None else 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if old is not None:
                take_over(handle, real, old)
            file.flush()
            os.fsync(handle)
    except BaseException:
        unlink(made)
        raise
    return made


def put_in_place(made: Path, real: Path) -> None:
    """Give a file that is on the disk the name of the real one."""
    try:
        made.replace(real)
    except BaseException:
        unlink(made)
        raise
    # The change is made, and cannot be taken back: it must not be called refused.
    with suppress(OSError):
        _sync(real.parent)


def _change_places(made: Path, real: Path, expected: Snapshot, path: Path) -> None:
    """Let a file change places with what is expected, and put everything back if it is something else."""
    swap = leftovers.waiting(real, made.stat(), expected)
    try:
        _refuse_what_changed(real, expected, path)
        made.rename(swap)
    except BaseException:
        unlink(made)
        raise
    inode = swap.lstat().st_ino
    try:
        if not exchanged(swap, real):
            put_in_place(swap, real)
            return
        _refuse_what_changed(swap, expected, path)
        _sync(real.parent)
    except BaseException as error:
        with suppress(OSError):
            _put_back(swap, real, inode)
        if kept := leftovers.dispose(swap, real):
            message = f"{path}: somebody else changed it meanwhile; one of their saves is kept as {kept}"
            raise RefusedError(message) from error
        raise
    unlink(swap)


def _refuse_what_changed(place: Path, expected: Snapshot, path: Path) -> None:
    with open(place, "rb", opener=open_at_once) as file:
        is_file = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
        # In this order: what nobody writes any more is all that there will be.
        if is_file and not is_being_written(file.fileno()) and file.read() == expected.data:
            return
    raise RefusedError(_changed(path))


def _changed(path: Path) -> str:
    return f"{path}: somebody else changed it meanwhile; nothing was written"


def _put_back(swap: Path, real: Path, put: int) -> None:
    """Change places until what was put in last comes out: what comes out instead is a newer save.

    Args:
        swap: what came out.
        real: where it is to be.
        put: the inode that was put there.

    """
    inside = swap.lstat().st_ino
    if inside == put:  # they never changed places
        return
    while True:
        exchanged(swap, real)
        out = swap.lstat().st_ino
        if out == put:
            return
        put, inside = inside, out


def unlink(path: Path) -> None:
    """Delete a file if it is there."""
    with suppress(OSError):
        path.unlink()


def _sync(folder: Path) -> None:
    """Let a folder reach the disk, where there is something to sync."""
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NOTHING_TO_SYNC:
            raise
