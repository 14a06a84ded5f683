"""A `Query` as SQL on the index's tables. Pure.

Every condition is one function from the query to a piece of SQL with its parameters; data reaches
SQL as parameters only.
"""

import sys
from collections.abc import Iterator
from typing import Final, NamedTuple

from headcat.dates import is_date, span
from headcat.errors import UsageError
from headcat.folding import fold, words
from headcat.model import HAS_VALUES, SORT_FIELDS, Query
from headcat.vocabulary import Vocabulary, find_stage, unknown


class Condition(NamedTuple):
    """A piece of a WHERE clause and its parameters."""

    sql: str
    parameters: tuple[str | int, ...] = ()


_ORDER: Final = {
    "date": ("p.date", "DESC"),
    "key": ("p.key", "ASC"),
    "title": ("p.title", "ASC"),
    "author": ("p.author", "ASC"),
    "venue": ("p.venue", "ASC"),
}
_OTHER: Final = {"ASC": "DESC", "DESC": "ASC"}


def select(query: Query, vocabulary: Vocabulary, columns: str) -> tuple[str, tuple[str | int, ...]]:
    """Return the SELECT statement of a query, and its parameters.

    Args:
        query: the question; names of heads, stages and venues in any spelling.
        vocabulary: what the names are looked up in.
        columns: columns of the table `paper`, called `p`.

    Raises:
        UsageError: the query names something that there is not, or a value of the wrong form.

    """
    conditions = list(_conditions(query, vocabulary))
    where, values = _all(conditions) if conditions else Condition("1")
    parameters = list(values)
    if query.sort not in _ORDER:
        raise UsageError(unknown("sort field", query.sort, SORT_FIELDS, None))
    column, direction = _ORDER[query.sort]
    direction = _OTHER[direction] if query.reverse else direction
    sql = f"SELECT {columns} FROM paper p WHERE {where} ORDER BY {column} {direction}, p.key"  # noqa: S608
    if query.limit is not None:
        sql += " LIMIT ?"
        parameters.append(min(max(query.limit, 0), sys.maxsize))
    return sql, tuple(parameters)


def _conditions(query: Query, vocabulary: Vocabulary) -> Iterator[Condition]:
    if query.heads:
        yield _joined([_head(name, query, vocabulary) for name in query.heads], query)
    for name in query.not_heads:
        condition = _head(name, query, vocabulary)
        yield Condition(f"NOT {condition.sql}", condition.parameters)
    if query.stages:
        yield _joined([_stage(stage, vocabulary) for stage in query.stages], query)
    if query.authors:
        yield _joined([_author(name) for name in query.authors], query)
    if query.venues:
        yield _any([_venue(name, vocabulary) for name in query.venues])
    if query.years:
        yield _any([_years(first, last) for first, last in query.years])
    if query.since is not None:
        yield Condition("p.last_day >= ?", (span(_date(query.since))[0],))
    if query.until is not None:
        yield Condition("p.first_day <= ?", (span(_date(query.until))[1],))
    yield from map(_has, query.has)
    if query.search is not None:
        yield _search(query.search)


def _joined(conditions: list[Condition], query: Query) -> Condition:
    return _all(conditions) if query.match == "all" else _any(conditions)


def _any(conditions: list[Condition]) -> Condition:
    return _combined("OR", conditions)


def _all(conditions: list[Condition]) -> Condition:
    return _combined("AND", conditions)


def _combined(operator: str, conditions: list[Condition]) -> Condition:
    """Combine conditions two by two: a plain chain of 1000 is deeper than SQLite goes."""
    if len(conditions) == 1:
        return conditions[0]
    middle = len(conditions) // 2
    left, right = (_combined(operator, half) for half in (conditions[:middle], conditions[middle:]))
    return Condition(f"({left.sql} {operator} {right.sql})", left.parameters + right.parameters)


def _one_of(table: str, column: str, values: tuple[str, ...]) -> Condition:
    marks = ", ".join("?" * len(values))
    sql = f"p.id IN (SELECT paper FROM {table} WHERE {column} IN ({marks}))"  # noqa: S608
    return Condition(sql, values)


def _head(name: str, query: Query, vocabulary: Vocabulary) -> Condition:
    found = vocabulary.head(name).name
    return _one_of("head", "name", (found,) if query.exact else vocabulary.with_narrower(found))


def _stage(text: str, vocabulary: Vocabulary) -> Condition:
    stage = find_stage(text)
    names = [head.name for head in vocabulary.heads if vocabulary.placement(head)[0] == stage]
    return _one_of("head", "name", tuple(names))


def _author(name: str) -> Condition:
    parts = words(name)
    if not parts:
        message = f"no author's name: {name!r}"
        raise UsageError(message)
    tests = _all([Condition("instr(name, ?) > 0", (part,)) for part in parts])
    return Condition(f"p.id IN (SELECT paper FROM author WHERE {tests.sql})", tests.parameters)  # noqa: S608


def _venue(text: str, vocabulary: Vocabulary) -> Condition:
    found = vocabulary.find_venue(text)
    if found is None:
        raise UsageError(unknown("venue", text, vocabulary.nearest_venues(text), None))
    venue, year = found
    if year is None:
        return Condition("p.series = ?", (venue.name,))
    return Condition("p.venue = ?", (f"{venue.name} {year}",))


def _years(first: int, last: int) -> Condition:
    return Condition("(p.last_day >= ? AND p.first_day <= ?)", (f"{first:04}-01-01", f"{last:04}-12-31"))


def _date(text: str) -> str:
    if not is_date(text):
        message = f"there is no date {text!r}; write YYYY-MM-DD, YYYY-MM or YYYY"
        raise UsageError(message)
    return text


def _has(what: str) -> Condition:
    wanted = fold(what.strip())
    if wanted not in HAS_VALUES:
        raise UsageError(unknown("value of --has", what, HAS_VALUES, None))
    return _one_of("has", "what", (wanted,))


def _search(text: str) -> Condition:
    parts = words(text)
    if not parts:
        return Condition("0")
    match = " ".join(f'"{part}"' for part in parts)
    return Condition("p.id IN (SELECT rowid FROM text WHERE text MATCH ?)", (match,))
