"""The lock of a file: who writes keeps others out, and tells them who it is.

The lock is a hidden file beside the locked one, so that all who may write the file meet there, whatever
their home; the operating system holds it (flock(2)), so that a dead process holds none. What stands in
it is for people, and may have been written by anybody.
"""

import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from headcat.errors import RefusedError
from headcat.store import Patience, explained, leftovers, open_at_once, target

if TYPE_CHECKING:
    from filelock import BaseFileLock

# Nobody wants to hear of a wait that is over before it is read.
_QUIET: Final = 0.5
_BETWEEN: Final = 0.02
_MOST: Final = 4096
_CLIPPED: Final = 60
_CLOSED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextmanager
def locked(path: Path, patience: Patience) -> Iterator[None]:
    """Hold the lock of a file as long as the context lasts; `headcat.store.lock` says more.

    The lock's file is deleted while it is held: who waits for it then notices that its name is gone,
    and makes a new one. What a killed process left beside the file is cleared away first.
    """
    if _is_stream(path):  # nothing is replaced there
        yield
        return
    real = target(path)
    place = real.with_name(f".{real.name}.lock")
    held = _acquired(path, place, patience)
    try:
        with suppress(OSError):
            _sign(place, real)
        for kept in leftovers.clear(real):
            if patience.tell:
                patience.tell(f"{kept}: was saved while headcat was killed; compare it with {path}")
        yield
    finally:
        with suppress(OSError):
            place.unlink()
        with suppress(OSError):  # the end of the process lets it go
            held.release()


def _is_stream(path: Path) -> bool:
    """Tell whether something is a pipe, a device or a socket."""
    with suppress(OSError):
        mode = path.stat().st_mode
        return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)
    return False


def _acquired(path: Path, place: Path, patience: Patience) -> "BaseFileLock":
    from filelock import FileLock

    held = FileLock(place)
    quiet = min(_QUIET, patience.seconds)
    if _attempt(held, path, quiet):
        return held
    if patience.seconds > quiet:
        if patience.tell:
            patience.tell(f"waiting for {path}: {_holder(place)} is writing it")
        if _attempt(held, path, patience.seconds - quiet):
            return held
    message = (
        f"{path}: {_holder(place)} is writing it; nothing was changed after waiting {patience.seconds:g} s"
        " (--wait SECONDS)"
    )
    raise RefusedError(message)


def _attempt(held: "BaseFileLock", path: Path, seconds: float) -> bool:
    """Wait for a lock so long; return whether it is held now."""
    from filelock import Timeout

    place = Path(held.lock_file)
    with explained(path):
        os.stat(f"{place.parent}/")  # noqa: PTH116 - only a folder; the library would make one
    with explained(place):
        try:
            held.acquire(timeout=seconds, poll_interval=_BETWEEN)
        except Timeout:  # is an OSError too
            return False
        except OSError as error:
            if error.errno in _CLOSED and not os.access(place.parent, os.W_OK):
                message = f"{path}: cannot be replaced, for its folder {place.parent} cannot be written"
                raise RefusedError(message) from error
            raise
    return True


def _sign(place: Path, real: Path) -> None:
    """Write into a lock who holds it, and let those open it who may write the file."""
    handle = os.open(place, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        # Not into a file of somebody else's that the lock is but another name of.
        if os.fstat(handle).st_nlink == 1:
            command = " ".join((Path(sys.argv[0]).name, *sys.argv[1:]))
            words = (str(os.getpid()), str(int(time.time())), os.uname().nodename, command)
            os.ftruncate(handle, 0)
            os.write(handle, "\n".join(words).encode("utf-8", "surrogateescape")[:_MOST])
            status = real.stat()
            os.fchmod(handle, status.st_mode & 0o666 | 0o600)
            os.fchown(handle, -1, status.st_gid)
    finally:
        os.close(handle)


def _holder(place: Path) -> str:
    """Return who holds a lock, as far as what stands in it can be believed."""
    with suppress(OSError, ValueError, OverflowError):
        with open(place, "rb", opener=_open_itself) as file:
            text = file.read(_MOST).decode("utf-8", "replace")
        pid, since, host, command = text.split("\n", 3)
        begun = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(int(since)))
        if host != os.uname().nodename or _lives(int(pid)):
            return f"{_clipped(command)} (process {int(pid)} on {_clipped(host)} since {begun})"
    return "another process"


def _lives(pid: int) -> bool:
    try:
        os.kill(max(pid, 1), 0)
    except PermissionError:  # it is somebody else's
        return True
    return pid > 0


def _open_itself(name: str, flags: int) -> int:
    return open_at_once(name, flags | os.O_NOFOLLOW)


def _clipped(text: str) -> str:
    from headcat.words.escaping import visible

    text = visible(text)
    return text if len(text) <= _CLIPPED else f"{text[:_CLIPPED]}…"
