"""The list of papers: a line each, with its mark, date, title, and as much more as there is room for."""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from textual.content import Content

from headcat.index.searching import Term
from headcat.model import Paper
from headcat.tui.lines import Lines
from headcat.tui.reading import PAGE, Answer
from headcat.tui.text import cell, joined, marked, plain

_KEPT: Final = 32  # pages
_DATED_FROM: Final = 64
_VENUE_FROM: Final = 72
_HEADS_FROM: Final = 100
_VENUE: Final = 14


class Wanted(NamedTuple):
    """A page of an answer, whose papers are in sight and not there."""

    answer: Answer
    page: int

    @property
    def numbers(self) -> list[int]:
        """The numbers of the papers."""
        return self.answer.numbers[self.page * PAGE : (self.page + 1) * PAGE]


class PaperList(Lines):
    """The papers of an answer; those of pages that are not there yet are asked for as they come in sight."""

    def __init__(self, id: str, fetch: Callable[[Wanted], object]) -> None:  # noqa: A002
        """Make an empty list; `fetch` has to bring about that it will `take` what it is called with."""
        super().__init__(id)
        self._fetch = fetch
        self._answer: Answer | None = None
        self.terms: tuple[Term, ...] = ()
        self._pages: dict[int, list[Paper]] = {}
        self._wanted: set[int] = set()
        self.marks: set[str] = set()

    def show(self, answer: Answer) -> None:
        """Show an answer instead of the one before."""
        self._answer = answer
        self.terms = answer.view.terms()
        self._pages = dict(answer.near)
        self._wanted = set(answer.near)
        self.set_count(len(answer.numbers), answer.place)

    def take(self, wanted: Wanted, papers: list[Paper]) -> None:
        """Take papers that were asked for; those of an older answer are of no use."""
        if wanted.answer is not self._answer:
            return
        self._pages[wanted.page] = papers
        while len(self._pages) > _KEPT:
            oldest = next(iter(self._pages))
            del self._pages[oldest]
            self._wanted.discard(oldest)
        self.refresh()
        if self.cursor // PAGE == wanted.page:
            self.post_message(Lines.Moved(self))

    def current(self) -> Paper | None:
        """Return the paper under the cursor, where there is one and it is there already."""
        return self._paper(self.cursor) if self.count else None

    def mark(self, keys: Iterable[str], *, on: bool) -> None:
        """Mark papers by their keys, or take their marks away."""
        self.marks = self.marks | set(keys) if on else self.marks - set(keys)
        self.refresh()

    def _paper(self, place: int) -> Paper | None:
        page, row = divmod(place, PAGE)
        for near in {page, (place + PAGE // 2) // PAGE, max(0, place - PAGE // 2) // PAGE} - self._wanted:
            if self._answer and near * PAGE < self.count:
                self._wanted.add(near)
                self._fetch(Wanted(self._answer, near))
        papers = self._pages.get(page, [])
        return papers[row] if row < len(papers) else None

    def line(self, place: int, width: int) -> Content:
        """Return the line of a paper."""
        paper = self._paper(place)
        if paper is None:
            return cell(plain("  …", "dim"), width)
        cursor = "›" if place == self.cursor else " "
        mark = "●" if paper.key in self.marks else " "
        date = cell(plain(paper.date if width >= _DATED_FROM else paper.year), _date_width(width))
        title, behind = self._title(paper), self._behind(paper, width)
        room = width - 2 - date.cell_length - 1 - sum(each.cell_length + 1 for each in behind)
        parts: list[Content | str] = [
            joined((cursor, ""), (mark, "bold ansi_green")),
            date,
            " ",
            cell(title, max(room, 1)),
        ]
        for each in behind:
            parts += [" ", each]
        return Content.assemble(*parts).truncate(width)

    def _title(self, paper: Paper) -> Content:
        return joined(*marked(paper.title, "title", self.terms))

    def _behind(self, paper: Paper, width: int) -> list[Content]:
        """Return what stands behind the title, where there is room."""
        cells = []
        if width >= _HEADS_FROM:
            heads = joined(*marked(", ".join(paper.heads), "heads", self.terms, "ansi_cyan"))
            cells.append(cell(heads, width // 4))
        if width >= _VENUE_FROM:
            venue = joined(*marked(paper.venue or "", "venue", self.terms, "dim"))
            cells.append(cell(venue, _VENUE))
        return cells


def _date_width(width: int) -> int:
    return len("2024-05-01") if width >= _DATED_FROM else len("2024")
