"""Which heads occur on which papers, together and when.

Pure. Owns how narrower heads count for broader ones, and what a pair of heads is: for the counts in the
index, for exports and for pictures alike. Papers are kept as few numbers, whatever their number is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import NamedTuple, Self, TypeVar

from headcat.model import STAGES, Paper
from headcat.vocabulary import Vocabulary

_Name = TypeVar("_Name", bound=str | tuple[str, ...])
MONTH = len("2024-05")
YEAR = len("2024")


class HeadSet(NamedTuple):
    """The number of papers of one time that have just these heads, as named.

    `date` is YYYY-MM, YYYY where the month is not known, or nothing.
    """

    date: str
    heads: tuple[str, ...]
    papers: int


@dataclass(frozen=True)
class Occurrence:
    """The heads of many papers.

    Narrower heads count for broader ones unless `exact`. Two heads of which one is broader than the
    other are no pair then: each paper on the one would be on both.
    """

    sets: tuple[HeadSet, ...]
    vocabulary: Vocabulary
    exact: bool = False

    @classmethod
    def of(cls, papers: Iterable[Paper], vocabulary: Vocabulary, *, exact: bool = False) -> Self:
        """Take papers, in any number: only what differs in heads or month is kept."""
        found = Counter((_month(paper.date), vocabulary.settled(paper).heads) for paper in papers)
        sets = tuple(HeadSet(date, heads, count) for (date, heads), count in sorted(found.items()))
        return cls(sets, vocabulary, exact)

    @property
    def papers(self) -> int:
        """The number of papers, with and without heads."""
        return sum(each.papers for each in self.sets)

    @cached_property
    def stages(self) -> Mapping[str, str]:
        """The stage of each head of the vocabulary that has one, its own or of a broader head."""
        placed = {head.name: self.vocabulary.placement(head)[0] for head in self.vocabulary.heads}
        return {name: stage for name, stage in placed.items() if stage}

    @cached_property
    def _wider(self) -> dict[str, tuple[str, ...]]:
        """For each head those that it counts for: itself, and all that are broader."""
        if self.exact:
            return {}
        broader = {head.name: head.broader for head in self.vocabulary.heads}
        found: dict[str, tuple[str, ...]] = {}
        for name in broader:
            passed = [name]
            while (above := broader[passed[-1]]) in broader and above not in passed:
                passed.append(above)
            found[name] = tuple(passed)
        return found

    def meant(self, names: Iterable[str]) -> set[str]:
        """Return heads and those that they count for."""
        return {each for name in names for each in self._wider.get(name, (name,))}

    def stages_of(self, names: Iterable[str]) -> set[str]:
        """Return the stages of heads."""
        return {stage for name in names if (stage := self.stages.get(name))}

    def stage_order(self, found: Iterable[str]) -> tuple[str, ...]:
        """Return the four stages in their order, and behind them any others that were found."""
        return (*STAGES, *sorted(set(found) - set(STAGES)))

    @cached_property
    def _months(self) -> dict[str, Counter[str]]:
        """The number of papers on each head by month, or year where the month is not known."""
        found: dict[str, Counter[str]] = {}
        for each in self.sets:
            for name in self.meant(each.heads):
                found.setdefault(name, Counter())[each.date] += each.papers
        return found

    def heads(self) -> Counter[str]:
        """Return the number of papers on each head."""
        return Counter({name: months.total() for name, months in self._months.items()})

    def pairs(self) -> Counter[tuple[str, str]]:
        """Return the number of papers on each two heads that occur together, each pair in order."""
        found: Counter[tuple[str, str]] = Counter()
        for each in self.sets:
            for one, other in combinations(sorted(self.meant(each.heads)), 2):
                found[one, other] += each.papers
        return Counter({pair: count for pair, count in found.items() if not self._related(*pair)})

    def by_year(self) -> dict[str, Counter[str]]:
        """Return for each head its number of papers by year; papers without a date are left out."""
        found: dict[str, Counter[str]] = {}
        for name, months in self._months.items():
            for date, count in months.items():
                if date:
                    found.setdefault(name, Counter())[date[:YEAR]] += count
        return found

    def by_month(self, head: str) -> Counter[str]:
        """Return the number of papers on a head by month, or year where the month is not known."""
        return Counter(self._months.get(head, {}))

    def _related(self, one: str, other: str) -> bool:
        return other in self._wider.get(one, ()) or one in self._wider.get(other, ())


def _month(date: str) -> str:
    """Return the month of a date, or the year alone; a broken entry may have any text for a date."""
    year = date[:YEAR]
    return date[:MONTH] if len(year) == YEAR and year.isascii() and year.isdecimal() else ""


def ranked(found: Mapping[_Name, int]) -> list[tuple[_Name, int]]:
    """Return names, or pairs of names, with their numbers: most first, then by name."""
    return sorted(found.items(), key=lambda row: (-row[1], *_spelled(row[0])))


def _spelled(name: str | tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names = (name,) if isinstance(name, str) else name
    return tuple(each.lower() for each in names), names
