"""A `Query` as SQL on the index's tables. Pure.

Every condition is one function from the query to a piece of SQL with its parameters; data reaches
SQL as parameters only.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from headcat.errors import UsageError
from headcat.model import HAS_VALUES, RELEVANCE, SORT_FIELDS, Query
from headcat.vocabulary import Vocabulary, find_stage, unknown
from headcat.words.dates import is_date, span
from headcat.words.folding import fold, words

if TYPE_CHECKING:
    from headcat.index.searching import Clause, Term


class Condition(NamedTuple):
    """A piece of a WHERE clause and its parameters."""

    sql: str
    parameters: tuple[str | int, ...] = ()


# What each order sorts by, and the papers that are equal in it by; `id` numbers papers oldest first.
_ORDER: Final = {
    "date": ("p.id DESC",),
    "key": ("p.key ASC",),
    "title": ("p.title ASC", "p.key ASC"),
    "author": ("p.author ASC", "p.key ASC"),
    "venue": ("p.venue ASC", "p.key ASC"),
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
    if query.sort == RELEVANCE:
        return _ranked(query, vocabulary, columns)
    if query.sort not in _ORDER:
        raise UsageError(unknown("sort field", query.sort, SORT_FIELDS, None))
    where, values = _all([*_conditions(query, vocabulary), *_search(query.search)])
    order = _order(query)
    sql = f"SELECT {columns} FROM paper p WHERE {where} ORDER BY {order} LIMIT ?"  # noqa: S608
    return sql, (*values, _limit(query))


def _ranked(query: Query, vocabulary: Vocabulary, columns: str) -> tuple[str, tuple[str | int, ...]]:
    """Return the statement of a query whose papers come by how well they match its words.

    The weights of bm25 are those of title, heads, authors, venue and summary. Papers that are equal
    come newest first; so do all where there are no words to rank by.
    """
    from headcat.index.searching import parse

    search = parse(query.search or "")
    expression = search.expression()
    if not expression:
        return select(replace(query, sort="date"), vocabulary, columns)
    others = [*_conditions(query, vocabulary), *map(_clause, search.others())]
    where, values = _all(others)
    join = "JOIN paper p ON p.id = text.rowid" if others else ""
    order = "rank DESC, id" if query.reverse else "rank, id DESC"
    found = (
        f"SELECT text.rowid AS id, bm25(text, 10, 6, 5, 3, 1) AS rank FROM text {join}"  # noqa: S608
        f" WHERE text MATCH ? AND {where} ORDER BY {order} LIMIT ?"
    )
    # What is shown is looked up for those that are left, not for all that are ranked.
    sql = f"SELECT {columns} FROM ({found}) found JOIN paper p USING (id) ORDER BY {order}"  # noqa: S608
    return sql, (expression, *values, _limit(query))


def _limit(query: Query) -> int:
    return -1 if query.limit is None else min(max(query.limit, 0), sys.maxsize)


def _order(query: Query) -> str:
    return ", ".join(_reversed(term) if query.reverse else term for term in _ORDER[query.sort])


def _reversed(term: str) -> str:
    column, direction = term.split(" ")
    return f"{column} {_OTHER[direction]}"


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


def _joined(conditions: list[Condition], query: Query) -> Condition:
    return _all(conditions) if query.match == "all" else _any(conditions)


def _any(conditions: list[Condition]) -> Condition:
    return _combined("OR", conditions)


def _all(conditions: list[Condition]) -> Condition:
    return _combined("AND", conditions)


def _combined(operator: str, conditions: list[Condition]) -> Condition:
    """Combine conditions two by two: a plain chain of 1000 is deeper than SQLite goes."""
    if not conditions:
        return Condition("1")
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


def _search(text: str | None) -> Iterator[Condition]:
    """Yield the conditions of a query in words; see `headcat.index.searching`."""
    if text is None:
        return
    from headcat.index.searching import parse

    search = parse(text)
    if not search.clauses:
        yield Condition("0")
    if expression := search.expression():
        yield _text(expression)
    yield from map(_clause, search.others())


def _clause(terms: "Clause") -> Condition:
    return _any([_term(term) for term in terms])


def _text(expression: str) -> Condition:
    return Condition("p.id IN (SELECT rowid FROM text WHERE text MATCH ?)", (expression,))


def _term(term: "Term") -> Condition:
    conditions = [_years(*term.years)] if term.years else [_text(term.expression())]
    if term.name:
        conditions.append(_named(term.name))
    found = _any(conditions)
    return Condition(f"NOT {found.sql}", found.parameters) if term.excluded else found


def _named(name: str) -> Condition:
    """Return the papers that a key, an identifier or an address belongs to."""
    from headcat.words.identifiers import identify

    keys = Condition("p.id IN (SELECT id FROM paper WHERE key = ?)", (name,))
    known = [("url", name), *([found.same()] if (found := identify(name)) else [])]
    sql = "p.id IN (SELECT paper FROM identity WHERE kind = ? AND value = ?)"
    return _any([keys, *(Condition(sql, each) for each in known)])
