"""Papers that may belong into the catalogue, for a person who looks through them.

The Markdown is the body of an issue with a box to tick for each. All that strangers wrote stands in the
text of a link there: GitHub makes neither mentions nor references nor links of what is one already.
"""

from collections.abc import Iterable, Iterator, Sequence

from headcat.formats import Context
from headcat.formats.columns import Cell, Column, Look, Part, drawn
from headcat.upkeep.discovery import Candidate
from headcat.words.escaping import markdown, visible
from headcat.words.folding import squeeze
from headcat.words.names import split_name

_COLUMNS = (Column("Date", most=10), Column("Paper"), Column("Score", most=5))
_NAMED = 2  # as many authors are named; of more only the first


def write_table(candidates: Iterable[Candidate], context: Context) -> Iterator[str]:
    """Yield a table of candidates."""
    look = Look(context.color, context.hyperlinks)
    yield from drawn(_COLUMNS, map(_row, candidates), context.width, look)


def _row(candidate: Candidate) -> Sequence[Cell]:
    paper = candidate.paper
    about = [Part(f"{paper.id}  ", "dim"), Part(", ".join(candidate.reasons), "cyan")]
    title = [Part(paper.title, "", paper.url())]
    return [[Part(paper.date)]], [title, about], [[Part(str(candidate.score))]]


def write_plain(candidates: Iterable[Candidate]) -> Iterator[str]:
    """Yield candidates, a line each: identifier, date, score, title and reasons, parted by tabs."""
    for paper, score, reasons in candidates:
        row = (paper.id, paper.date, str(score), paper.title, ", ".join(reasons))
        yield "\t".join(map(visible, row)) + "\n"


def write_markdown(candidates: Sequence[Candidate]) -> Iterator[str]:
    """Yield the body of an issue; nothing where there is no candidate."""
    if not candidates:
        return
    papers = "1 new paper on arXiv" if len(candidates) == 1 else f"{len(candidates)} new papers on arXiv"
    yield f"{papers} that may belong here, the likeliest first. Tick what is dealt with.\n\n"
    for paper, _, reasons in candidates:
        text = f"{visible(paper.title)} ({_byline(paper.authors)}{paper.date})"
        why = f": {markdown(', '.join(reasons))}" if reasons else ""
        yield f"- [ ] [{markdown(squeeze(text))}]({paper.url()}){why}\n"
    yield "\nOne that does not belong here stays away after `headcat discover --decline ID --reason TEXT`.\n"


def _byline(authors: Sequence[str]) -> str:
    names = [split_name(name).display() for name in authors]
    named = f"{names[0]} et al." if len(names) > _NAMED else " and ".join(names)
    return f"{named}, " if named else ""
