"""JSON and JSON Lines: one object a paper, as `Paper.to_json` makes it, streamed."""

from collections.abc import Iterable, Iterator

from headcat.formats import Context


def write_array(papers: Iterable[str], context: Context) -> Iterator[str]:
    """Yield an array of the papers' objects (RFC 8259), one on each line."""
    del context
    separator = "["
    for paper in papers:
        yield f"{separator}\n{paper}"
        separator = ","
    yield "[]\n" if separator == "[" else "\n]\n"


def write_lines(papers: Iterable[str], context: Context) -> Iterator[str]:
    """Yield the papers' objects, one on each line (jsonlines.org)."""
    del context
    for paper in papers:
        yield f"{paper}\n"
