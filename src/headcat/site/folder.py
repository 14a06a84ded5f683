"""The folder of a site: what was written there, what has changed, what is no longer made.

A manifest beside the files names each with its digest. What it does not name is somebody else's, and so
is what has another content than it says: neither is overwritten or deleted. Symbolic links inside the
folder are not followed. Knows nothing of papers.
"""

import json
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from headcat import store
from headcat.errors import RefusedError

MANIFEST: Final = ".headcat-site.json"
_FORMAT: Final = "headcat site 1"
# In the manifest, instead of a digest: is being written, so that whatever is there is ours.
_UNFINISHED: Final = ""

Files: TypeAlias = Mapping[str, Callable[[], bytes]]
_Digests: TypeAlias = dict[str, str]


class Outcome(NamedTuple):
    """How many files were written, left as they were, and removed."""

    written: int
    unchanged: int
    removed: int


def publish(folder: Path, files: Files) -> Outcome:
    """Make a folder hold these files, and none that a former call wrote and this one does not.

    Each file is replaced in one step, but not waited for until it is on the disk: a site can be made
    again.

    Args:
        folder: the folder; it is made where it does not exist.
        files: for each path, with slashes, what makes its content.

    Raises:
        RefusedError: the folder holds what is not of a site, or a file that would have to be
            overwritten or deleted is not as it was written. Nothing was changed.

    """
    _check_ours(folder)
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with store.lock(folder / MANIFEST):
        known = _manifest(folder)
        present = _present(folder, known, files)
        # Whoever is interrupted finds all that he may have written named here.
        _save(folder, known | dict.fromkeys(files, _UNFINISHED))
        new = {path: _write(folder / path, make(), present.get(path)) for path, make in files.items()}
        gone = sorted(present.keys() - new.keys())
        for path in gone:
            _remove(folder, path)
        _save(folder, new)
    unchanged = sum(present.get(path) == digest for path, digest in new.items())
    return Outcome(len(new) - unchanged, unchanged, len(gone))


def _check_ours(folder: Path) -> None:
    with _explained(folder):
        try:
            names = {path.name for path in folder.iterdir()}
        except FileNotFoundError:
            return
    if MANIFEST not in names and names - {f".{MANIFEST}.lock"}:
        message = f"{folder} holds files that are not of a site; name an empty or a new folder"
        raise RefusedError(message)


def _manifest(folder: Path) -> _Digests:
    """Return the digests of all files that were written, as they were written."""
    if not _exists(folder, MANIFEST):
        return {}
    try:
        record = json.loads(store.read(folder / MANIFEST).data)
        files: _Digests = dict(record["files"])
        if record["format"] == _FORMAT and all(map(_is_plain, files)):
            return files
    except (KeyError, TypeError, ValueError, RecursionError):
        pass
    message = f"{folder / MANIFEST} is no list of a site's files; name another folder"
    raise RefusedError(message)


def _is_plain(path: str) -> bool:
    """Tell whether a path leads to somewhere below the folder, on every system."""
    return not {"", ".", ".."} & set(path.split("/")) and not set("\\:\0") & set(path)


def _save(folder: Path, digests: _Digests) -> None:
    text = json.dumps({"format": _FORMAT, "files": digests}, indent=0, sort_keys=True)
    store.replace(folder / MANIFEST, f"{text}\n".encode())


def _present(folder: Path, known: _Digests, files: Files) -> _Digests:
    """Return the digests of the files that are there.

    Raises:
        RefusedError: one of them is somebody else's.

    """
    found = {}
    for path in dict.fromkeys((*known, *files)):
        if not _exists(folder, path):
            continue
        if path not in known:
            raise _foreign(folder / path)
        found[path] = store.read(folder / path).digest
        if known[path] not in {_UNFINISHED, found[path]}:
            message = f"{folder / path} was changed since it was written; move it away, or delete it"
            raise RefusedError(message)
    return found


def _exists(folder: Path, path: str) -> bool:
    """Tell whether there is a file; refuse what is none, and what a symbolic link leads to."""
    place = folder
    *parents, name = path.split("/")
    for part, is_right in [*((part, stat.S_ISDIR) for part in parents), (name, stat.S_ISREG)]:
        place /= part
        with _explained(place):
            try:
                mode = place.lstat().st_mode
            except FileNotFoundError:
                return False
        if not is_right(mode):
            raise _foreign(place)
    return True


def _foreign(path: Path) -> RefusedError:
    return RefusedError(f"{path} is not of this site; move it away")


def _write(path: Path, data: bytes, present: str | None) -> str:
    """Write a file unless it has this content already; return the content's digest."""
    digest = store.digest(data)
    if digest == present:
        return digest
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("xb") as file:
                file.write(data)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    return digest


def _remove(folder: Path, path: str) -> None:
    """Delete a file, and the folders above it that are empty then."""
    place = folder / path
    with _explained(place):
        place.unlink()
    with suppress(OSError):
        while (place := place.parent) != folder:
            place.rmdir()


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn the operating system's refusal into one that names the file and the reason."""
    try:
        yield
    except OSError as error:
        message = f"{path}: {(error.strerror or str(error)).lower()}"
        raise RefusedError(message) from error
