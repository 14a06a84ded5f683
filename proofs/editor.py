"""An editor and a program that changes the same file: every save of the editor stays, or is told of.

`--tries` is the number of saves in each manner. The editor knows nothing of locks. A save counts as lost
where the next look at the file does not show it, and it was not kept under another name either.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final

from headcat import store
from headcat.errors import RefusedError
from proofs.report import Row, complain

# So many lines of each stay, so that the file stays short and collisions are many.
_LAST: Final = 20


def prove(folder: Path, tries: int) -> Iterator[Row]:
    """Save in each manner, while another process changes the file as often as it can."""
    manners: dict[str, Callable[[Path, bytes], None]] = {
        "another file renamed over it": _by_rename,
        "emptied and written": _emptied,
        "opened, then emptied and written": _opened,
    }
    for number, (name, save) in enumerate(manners.items()):
        path = folder / f"{number}.yaml"
        path.write_bytes(b"# nothing yet\n")
        with ProcessPoolExecutor(1) as pool:
            changes = pool.submit(_change, path)
            try:
                lost = _save(path, save, tries)
            finally:
                path.with_suffix(".stop").touch()
            done, refused = changes.result()
        yield Row(
            f"an editor saves: {name}", tries, lost, f"against {done} changes and {refused} refused ones"
        )


def _change(path: Path) -> tuple[int, int]:
    """Change a file as the catalogue is changed, without pause; return how often it was done, and refused."""
    done = refused = 0
    while not path.with_suffix(".stop").exists():
        try:
            with store.lock(path):
                before = store.read(path)
                lines = [*before.data.splitlines(), b"# changed %d" % done][-2 * _LAST :]
                store.replace(path, b"\n".join(lines) + b"\n", expected=before)
            done += 1
        except RefusedError:
            refused += 1
    return done, refused


def _save(path: Path, save: Callable[[Path, bytes], None], tries: int) -> int:
    """Save so often; return how many of the saves were gone at the next look."""
    chance = random.Random(0)  # noqa: S311 - is to be the same each time
    lost = 0
    mark = b"# nothing yet"
    for number in range(tries):
        time.sleep(chance.uniform(0, 0.002))
        data = path.read_bytes()
        if mark not in data.splitlines() and number and not _kept(path, mark):
            complain(f"the save {mark!r}")
            lost += 1
        mark = b"# saved %d" % number
        save(path, b"\n".join([*data.splitlines()[-_LAST:], mark]) + b"\n")
    return lost


def _kept(path: Path, mark: bytes) -> bool:
    """Tell whether a save is there at a second look, or was kept under another name."""
    for _ in range(200):
        time.sleep(0.005)
        with suppress(OSError):
            files = (path, *path.parent.glob(f"{path.name}.saved-*"))
            if any(mark in file.read_bytes().splitlines() for file in files):
                return True
    return False


def _by_rename(path: Path, data: bytes) -> None:
    beside = path.with_name(f"{path.name}~")
    beside.write_bytes(data)
    beside.replace(path)


def _emptied(path: Path, data: bytes) -> None:
    with path.open("wb", buffering=0) as file:
        time.sleep(0.0005)
        file.write(data[: len(data) // 2])
        time.sleep(0.0005)
        file.write(data[len(data) // 2 :])


def _opened(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_RDWR)
    time.sleep(0.0005)
    os.ftruncate(handle, 0)
    os.write(handle, data)
    os.close(handle)
