"""A project's own choices: `[tool.headcat]` of pyproject.toml, or `.headcat.toml`.

Knows which settings there are and their types; what rules are called is `headcat.rules`' to know.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from headcat.errors import UsageError

FILES: Final = (".headcat.toml", "pyproject.toml")
_CATEGORY: Final = re.compile(r"[A-Za-z-]+(?:\.[A-Za-z-]+)?")


@dataclass(frozen=True, slots=True)
class Discover:
    """What `discover` asks arXiv for: queries in its language, or what it makes itself in some categories."""

    queries: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """What a project chose; `path` is the file that says so, or None."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False
    discover: Discover = Discover()
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
    codes = 'a list of codes, such as ["HC302"]'
    lists = {name: _words(path, name, table.pop(name, []), codes) for name in ("select", "ignore")}
    discover = _discover(path, table.pop("discover", {}))
    _refuse_unknown(path, table, "headcat", "select, ignore, strict and discover")
    return Config(strict=strict, discover=discover, path=path, **lists)


def _discover(path: Path, table: Any) -> Discover:
    if not isinstance(table, dict):
        raise UsageError(f"{path}: discover must be a table")
    queries = _words(path, "discover.queries", table.pop("queries", []), "a list of queries to arXiv")
    wanted = 'a list of arXiv categories, such as ["cs.CL"]'
    categories = _words(path, "discover.categories", table.pop("categories", []), wanted)
    if not all(map(_CATEGORY.fullmatch, categories)):
        raise UsageError(f"{path}: discover.categories must be {wanted}")
    _refuse_unknown(path, table, "discover", "queries and categories")
    return Discover(queries, categories)


def _refuse_unknown(path: Path, table: dict[str, Any], owner: str, known: str) -> None:
    if table:
        raise UsageError(f"{path}: {owner} has no setting {next(iter(table))!r}; it has {known}")


def _words(path: Path, name: str, value: Any, wanted: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise UsageError(f"{path}: {name} must be {wanted}")
    return tuple(value)
