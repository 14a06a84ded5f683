"""How many papers there are: by year, head, venue and so on, and which heads rise.

Owns the questions in SQL and what their answers mean. Papers are counted in the index and never taken
apart; nothing here knows of formats or terminals.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, TypeAlias, TypeVar

from headcat.index.selection import select
from headcat.model import Query
from headcat.statistics.occurrence import MONTH, YEAR, HeadSet, Occurrence, ranked
from headcat.vocabulary import Vocabulary

Parameters: TypeAlias = tuple[str | int, ...]
_Names = TypeVar("_Names", bound=tuple[str, ...])
Rows: TypeAlias = Callable[[str, Parameters], Iterable[Any]]

BY: Final = ("year", "month", "head", "stage", "venue", "author", "pairs")
# Papers that a period is taken to have beside its own, on each head as many as all papers together
# would have: what a few papers show by chance is drawn towards no change.
SMOOTHING: Final = 5
MINIMUM: Final = 3
# A broken entry may have any text for a date: one without a year is none.
_DATED: Final = "CASE WHEN date GLOB '[0-9][0-9][0-9][0-9]*' THEN substr(date, 1, {}) ELSE '' END"


@dataclass(frozen=True, slots=True)
class Tally:
    """The number of papers for each of several names, in order.

    `names` of pairs are two each, of everything else one. `total` is the number of all names, of which
    `rows` may be the first; `without` is the number of papers that no name at all counts.
    """

    by: str
    rows: tuple[tuple[tuple[str, ...], int], ...]
    total: int
    without: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """How much there is of everything; `first` and `last` are the oldest and the newest date."""

    papers: int
    first: str
    last: str
    heads: int
    venues: int
    authors: int


@dataclass(frozen=True, slots=True)
class Rise:
    """A head's papers before and in the recent period, and by year; `rise` as `trend` defines it."""

    head: str
    before: int
    recent: int
    rise: float
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The heads that rise most come first, those that fall most last.

    `papers` are all papers of each year from `first` on, the recent period begins with year `since`.
    `left_out` counts the heads with fewer papers than `MINIMUM`.
    """

    first: int
    since: int
    papers: tuple[int, ...]
    heads: tuple[Rise, ...]
    left_out: int

    @property
    def before(self) -> int:
        """The number of papers before the recent period."""
        return sum(self.papers[: self.since - self.first])

    @property
    def recent(self) -> int:
        """The number of papers in the recent period."""
        return sum(self.papers[self.since - self.first :])


@dataclass(frozen=True)
class Counting:
    """What is counted: the papers that a query asks for, in an index.

    Of heads, narrower ones count for broader ones, unless the query wants them as named: the number of
    a head is that of the papers that a query for the head finds. Two heads of which one is broader
    than the other are no pair: each paper on the one would be on both.
    """

    rows: Rows
    vocabulary: Vocabulary
    query: Query

    def totals(self) -> Totals:
        """Return how much there is of everything."""
        papers, first, last, venues = self._one(
            "SELECT count(*), coalesce(min(nullif(date, '')), ''), coalesce(max(date), ''),"
            " count(DISTINCT coalesce(series, venue)) FROM paper WHERE {}",
            "id",
        )
        heads = {name for each in self._headed.sets for name in each.heads}
        return Totals(papers, first, last, len(heads), venues, self._count_authors())

    def by(self, what: str, top: int | None = None) -> Tally:
        """Return the papers for each year, month, head, stage, venue, author, or pair of heads.

        Years and months come newest first, stages in their order, the others by number and name.

        Args:
            what: one of `BY`.
            top: return the first so many only.

        """
        if what in ("year", "month"):
            tally = self._dates(what)
        elif what == "venue":
            tally = self._venues()
        elif what == "author":
            tally = self._authors(top)
        elif what == "pairs":
            tally = _tally("pairs", self._headed.pairs())
        else:
            tally = self._heads() if what == "head" else self._stages()
        return tally if top is None else replace(tally, rows=tally.rows[:top])

    def trend(self, years: int) -> Trend | None:
        """Return which heads rise: how much larger their share of the recent papers is than before.

        A head on a of the n recent papers and on b of the m papers before, so on the share
        p = (a + b) / (n + m) of all, rises by (a + k p) / (n + k) - (b + k p) / (m + k), where k is
        `SMOOTHING`. Without k that is the plain difference of shares; with it a difference between few
        papers counts less, as it says less.

        Args:
            years: how many years are recent: the newest paper's year, and those right before it.

        Returns:
            Nothing where there are no papers before the recent ones to compare with.

        """
        dated = {int(name): count for (name,), count in self._dates("year").rows}
        if not dated or max(dated) - years < min(dated):
            return None
        first, last = min(dated), max(dated)
        papers = _of_years(dated, first, last)
        split = last - years + 1 - first
        found = [
            _rise(head, _of_years({int(year): n for year, n in counts.items()}, first, last), papers, split)
            for head, counts in self._headed.by_year().items()
        ]
        enough = [each for each in found if each.before + each.recent >= MINIMUM]
        enough.sort(key=lambda each: (-each.rise, each.head.lower(), each.head))
        return Trend(first, first + split, papers, tuple(enough), len(found) - len(enough))

    def _asked(self, sql: str, column: str) -> Iterable[Any]:
        """Return the rows of a statement whose `{}` stands for: the paper in this column is chosen."""
        everything = Query(exact=self.query.exact, match=self.query.match)
        if replace(self.query, sort=everything.sort, reverse=False) == everything:
            return self.rows(sql.format("1"), ())
        chosen, parameters = select(self.query, self.vocabulary, "p.id")
        return self.rows(sql.format(f"{column} IN ({chosen})"), parameters)

    def _one(self, sql: str, column: str) -> Any:
        return next(iter(self._asked(sql, column)))

    @cached_property
    def _headed(self) -> Occurrence:
        """The papers that have heads; many papers share theirs."""
        sql = (
            f"SELECT {_DATED.format(MONTH)} AS month, heads, count(*) FROM"  # noqa: S608
            " (SELECT paper, json_group_array(name) AS heads FROM head WHERE {} GROUP BY paper)"
            " JOIN paper ON id = paper GROUP BY month, heads ORDER BY month, heads"
        )
        sets = (
            HeadSet(date, tuple(json.loads(text)), count) for date, text, count in self._asked(sql, "paper")
        )
        return Occurrence(tuple(sets), self.vocabulary, self.query.exact)

    def occurrence(self) -> Occurrence:
        """Return which heads occur on the papers, together and when, with the papers that have none."""
        sql = (
            f"SELECT {_DATED.format(MONTH)} AS month, count(*) FROM paper"  # noqa: S608
            " WHERE id NOT IN (SELECT paper FROM head) AND {} GROUP BY month ORDER BY month"
        )
        without = (HeadSet(date, (), count) for date, count in self._asked(sql, "id"))
        return replace(self._headed, sets=(*without, *self._headed.sets))

    def _dates(self, what: str) -> Tally:
        length = YEAR if what == "year" else MONTH
        sql = f"SELECT {_DATED.format(length)} AS day, count(*) FROM paper WHERE {{}} GROUP BY day"  # noqa: S608
        found = dict(self._asked(sql, "id"))
        without = found.pop("", 0)
        rows = [((name if len(name) == length else f"{name}-??",), count) for name, count in found.items()]
        return Tally(what, tuple(sorted(rows, reverse=True)), len(rows), without)

    def _heads(self) -> Tally:
        found = {(name,): count for name, count in self._headed.heads().items()}
        return _tally("head", found, self._papers() - self._headed.papers)

    def _stages(self) -> Tally:
        found: Counter[str] = Counter()
        headed = 0
        for each in self._headed.sets:
            stages = self._headed.stages_of(each.heads)
            headed += each.papers if stages else 0
            for stage in stages:
                found[stage] += each.papers
        order = self._headed.stage_order(found)
        rows = tuple(((stage,), found[stage]) for stage in order if stage in found)
        return Tally("stage", rows, len(rows), self._papers() - headed)

    def _papers(self) -> int:
        (count,) = self._one("SELECT count(*) FROM paper WHERE {}", "id")
        return int(count)

    def _venues(self) -> Tally:
        found = dict(
            self._asked(
                "SELECT coalesce(series, venue) AS name, count(*) FROM paper WHERE {} GROUP BY name", "id"
            )
        )
        without = found.pop(None, 0)
        return _tally("venue", {(name,): n for name, n in found.items()}, without)

    def _count_authors(self) -> int:
        (count,) = self._one("SELECT count(*) FROM (SELECT DISTINCT name FROM author WHERE {})", "paper")
        return int(count)

    def _authors(self, top: int | None) -> Tally:
        """Count papers by author; a name in several spellings is one author, spelled as is usual."""
        sql = (
            "SELECT (SELECT spelling FROM author WHERE name = counted.name GROUP BY spelling"  # noqa: S608
            " ORDER BY count(*) DESC, spelling LIMIT 1), papers FROM (SELECT name, count(*) AS papers"
            " FROM author WHERE {} GROUP BY name ORDER BY papers DESC, name"
            f" LIMIT {-1 if top is None else int(top)}) AS counted ORDER BY papers DESC, name"
        )
        rows = tuple(((name,), n) for name, n in self._asked(sql, "paper"))
        (without,) = self._one("SELECT count(*) FROM paper WHERE author = '' AND {}", "id")
        return Tally("author", rows, self._count_authors() if top is not None else len(rows), without)


def _rise(head: str, own: tuple[int, ...], papers: tuple[int, ...], split: int) -> Rise:
    recent, before = sum(papers[split:]), sum(papers[:split])
    a, b = sum(own[split:]), sum(own[:split])
    pseudo = SMOOTHING * (a + b) / (recent + before)
    rise = (a + pseudo) / (recent + SMOOTHING) - (b + pseudo) / (before + SMOOTHING)
    return Rise(head, b, a, rise, own)


def _of_years(counts: Mapping[int, int], first: int, last: int) -> tuple[int, ...]:
    return tuple(counts.get(year, 0) for year in range(first, last + 1))


def _tally(by: str, found: Mapping[_Names, int], without: int = 0) -> Tally:
    rows = ranked(found)
    return Tally(by, tuple(rows), len(rows), without)
