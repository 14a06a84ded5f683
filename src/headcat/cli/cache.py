"""The command that shows and clears what headcat keeps beside catalogues: cache.

Owns which files of the cache folder are headcat's own: indexes, and answers of services and to links.
The folder may be any that the environment names: nothing else in it is ever touched, and no symbolic
link is followed.
"""

import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from headcat import store
from headcat.cli.output import JsonOption, send
from headcat.errors import ExitCode, RefusedError
from headcat.words.escaping import json_visible, visible

_KILO = 1000
_SUFFIXES = (".sqlite", ".tmp")
_ANSWER = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class _Held:
    """A file of the cache, or all answers of a service.

    `state` is fresh, stale, orphaned (no catalogue), unknown or temporary; or answers.
    """

    file: str
    bytes: int
    catalogue: str | None
    state: str
    count: int = 1


def cache(
    clear: Annotated[bool, typer.Option("--clear", help="Delete it; it is made anew when needed.")] = False,
    as_json: JsonOption = False,
) -> int:
    """Show the folder of derived files and what it holds, or clear it.

    Example: headcat cache
    """
    folder = store.cache_folder()
    held = _all(folder)
    total = sum(each.bytes for each in held)
    if clear:
        for name in ("index", "answers", "links"):
            for path in (*_files(folder / name), *_answers(folder / name)):
                with suppress(OSError):
                    path.unlink()
            _delete_empty(folder / name)
        held = _all(folder)
    freed = total - sum(each.bytes for each in held) if clear else None
    if as_json:
        record = {
            "folder": str(folder),
            "files": [asdict(each) for each in held],
            "bytes": total - (freed or 0),
        }
        record |= {} if freed is None else {"freed": freed}
        send(
            [
                json_visible(line) + "\n"
                for line in json.dumps(record, ensure_ascii=False, indent=2).split("\n")
            ]
        )
    elif clear:
        send([f"freed {_size(total - sum(each.bytes for each in held))} in {visible(str(folder))}\n"])
    else:
        send(_lines(folder, held))
    if clear and held:
        count = sum(each.count for each in held)
        raise RefusedError(f"{count} of the files in {folder} cannot be deleted")
    return ExitCode.DONE


def _lines(folder: Path, held: list[_Held]) -> Iterator[str]:
    yield f"{visible(str(folder))}\t{_size(sum(each.bytes for each in held))}\n"
    for each in held:
        name = each.catalogue or each.file
        yield "\t".join(map(visible, (each.state, _size(each.bytes), name))) + "\n"


def _all(folder: Path) -> list[_Held]:
    """Return what a folder holds that is headcat's own.

    Raises:
        RefusedError: a folder of headcat's is a symbolic link.

    """
    held = [_held(path) for path in _files(folder / "index")]
    services: dict[Path, list[int]] = {}
    for path in (*_answers(folder / "answers"), *_files(folder / "links")):
        services.setdefault(path.parent, []).append(path.stat().st_size)
    return held + [
        _Held(str(path), sum(sizes), None, "answers", len(sizes)) for path, sizes in services.items()
    ]


def _answers(folder: Path) -> list[Path]:
    """Return the kept answers of all services."""
    _refuse_link(folder)
    return sorted(
        path
        for path in folder.glob("*/*")
        if _ANSWER.fullmatch(path.name)
        and path.is_file()
        and not (path.is_symlink() or path.parent.is_symlink())
    )


def _refuse_link(folder: Path) -> None:
    if folder.is_symlink():
        raise RefusedError(f"{folder} is a symbolic link; name the folder itself by HEADCAT_CACHE_DIR")


def _files(folder: Path) -> list[Path]:
    """Return the files that are headcat's own, as far as links lead nowhere else."""
    _refuse_link(folder)
    found = (Path(top, name) for top, _, names in os.walk(folder) for name in names)
    return sorted(path for path in found if _is_own(path))


def _is_own(path: Path) -> bool:
    """Tell whether a file is an index, or what is left of one that was being made."""
    if path.suffix not in _SUFFIXES or path.is_symlink() or not path.is_file():
        return False
    with suppress(OSError), path.open("rb") as file:
        return file.read(16) in (b"", b"SQLite format 3\0")
    return False


def _held(path: Path) -> _Held:
    size = path.stat().st_size
    if path.suffix == ".tmp":
        return _Held(str(path), size, None, "temporary")
    catalogue = stamp = None
    with suppress(sqlite3.Error), closing(_opened(path)) as connection:
        stamp = connection.execute("SELECT size, mtime, ctime, inode FROM meta").fetchone()
        (found,) = connection.execute("SELECT path FROM meta").fetchone()
        catalogue = found if isinstance(found, str) else None  # a foreign file may say anything
    return _Held(str(path), size, catalogue, _state(catalogue, stamp))


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _state(catalogue: str | None, stamp: tuple[int, ...] | None) -> str:
    """Compare what a catalogue was with what it is; what cannot be compared is unknown."""
    if catalogue is None or stamp is None:
        return "unknown"
    try:
        return "fresh" if tuple(store.stamp(Path(catalogue))) == tuple(stamp) else "stale"
    except RefusedError:
        return "orphaned"


def _delete_empty(folder: Path) -> None:
    for top, _, _ in os.walk(folder, topdown=False):
        with suppress(OSError):  # it holds something
            Path(top).rmdir()


def _size(count: float) -> str:
    units = iter(("B", "kB", "MB", "GB"))
    unit = next(units)
    while count >= _KILO and unit != "GB":
        count, unit = count / _KILO, next(units)
    return f"{count:.0f} B" if unit == "B" else f"{count:.1f} {unit}"
