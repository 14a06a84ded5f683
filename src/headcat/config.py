"""A project's own choices: `[tool.headcat]` of pyproject.toml, or `.headcat.toml`.

Knows which settings there are and their types; what rules are called is `headcat.rules`' to know.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from headcat.errors import UsageError

FILES: Final = (".headcat.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class Config:
    """What a project chose; `path` is the file that says so, or None."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    path: Path | None = None


def load(folder: Path) -> Config:
    """Return the choices of the project that a folder belongs to: the nearest file that makes any.

    Raises:
        UsageError: that file cannot be read, or says what there is not.

    """
    for parent in (folder, *folder.parents):
        for name in FILES:
            path = parent / name
            table = _table(path) if _is_file(path) else None
            if table is not None:
                return _config(path, table)
    return Config()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a folder on the way up that is closed to the user
        return False


def _table(path: Path) -> Any:
    try:
        with path.open("rb") as file:
            whole = tomllib.load(file)
    except (OSError, RecursionError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    if path.name == FILES[0]:
        return whole
    tool = whole.get("tool")
    return tool.get("headcat") if isinstance(tool, dict) else None


def _config(path: Path, table: Any) -> Config:
    if not isinstance(table, dict):
        raise UsageError(f"{path}: tool.headcat must be a table")
    strict = table.pop("strict", False)
    if not isinstance(strict, bool):
        raise UsageError(f"{path}: strict must be true or false")
    lists = {name: _words(path, name, table.pop(name, [])) for name in ("select", "ignore")}
    if table:
        known = "select, ignore and strict"
        raise UsageError(f"{path}: headcat has no setting {next(iter(table))!r}; it has {known}")
    return Config(strict=strict, path=path, **lists)


def _words(path: Path, name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise UsageError(f'{path}: {name} must be a list of codes, such as ["HC302"]')
    return tuple(value)
