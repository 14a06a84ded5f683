"""What a process that was killed in the middle of a change leaves beside a file, and what becomes of it.

Two kinds of names, both hidden: a file that is being written (`.tmp`), and one that is about to change
places with the real one (`.swap`), whose name says by what the two are known. Whoever holds the lock
of the real file knows that nobody lives who owns them.
"""

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

from headcat.errors import RefusedError
from headcat.store import Snapshot, read

_HIDDEN: Final = re.compile(r"[0-9a-f]{16}\.tmp|[0-9a-f]+-[0-9a-f]+-[0-9a-f]{32}\.swap")


def unfinished(target: Path) -> Path:
    """Return a name for the file that is to take the place of `target`, while it is being written."""
    return target.with_name(f".{target.name}.{os.urandom(8).hex()}.tmp")


def waiting(target: Path, made: os.stat_result, expected: Snapshot) -> Path:
    """Return the name under which a file changes places with `target`.

    Args:
        target: the real file.
        made: the status of the new file.
        expected: what is known of the one that is to come out.

    """
    return target.with_name(f".{target.name}.{made.st_ino:x}-{made.st_mtime_ns:x}-{expected.digest}.swap")


def clear(target: Path) -> list[Path]:
    """Delete what was left beside a file whose lock is held; return what was kept, and is to be seen."""
    start = f".{target.name}."
    names = []
    with suppress(OSError), os.scandir(target.parent) as entries:
        names = [entry.name for entry in entries if entry.name.startswith(start)]
    kept: list[Path] = []
    for place in [target.with_name(name) for name in names if _HIDDEN.fullmatch(name, len(start))]:
        if place.suffix == ".swap":
            kept += filter(None, [dispose(place, target)])
        else:
            with suppress(OSError):
                place.unlink()
    return kept


def dispose(swap: Path, target: Path) -> Path | None:
    """Delete what changed places, or was about to, if it is one of the two files that are known.

    Another one is somebody's save that came between: it gets a name that is seen.

    Args:
        swap: the name that `waiting` made for it.
        target: the real file.

    Returns:
        The new name of what was kept, or None.

    """
    inode, time, digest = swap.stem.rpartition(".")[2].split("-")
    with suppress(OSError, RefusedError):
        status = swap.lstat()
        is_new = (f"{status.st_ino:x}", f"{status.st_mtime_ns:x}") == (inode, time)
        if not is_new and read(swap).digest != digest:
            return swap.rename(target.with_name(f"{target.name}.saved-{os.urandom(4).hex()}"))
        swap.unlink()
    return None
