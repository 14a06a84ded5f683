"""One line a paper for pipes: date, key, title, heads, venue, parted by tabs, nothing cut."""

from collections.abc import Iterable, Iterator

from headcat.formats import Context
from headcat.model import Paper
from headcat.words.escaping import visible


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield a line for each paper; several heads are parted by comma and space."""
    del context
    for paper in papers:
        cells = (paper.date, paper.key, paper.title, ", ".join(paper.heads), paper.venue or "")
        yield "\t".join(map(visible, cells)) + "\n"


def write_one(paper: Paper) -> Iterator[str]:
    """Yield a whole paper, a line a field: name, tab, value."""
    for name, value in fields(paper):
        yield f"{visible(name)}\t{visible(value)}\n"


def fields(paper: Paper) -> Iterator[tuple[str, str]]:
    """Yield all that a paper says as pairs of name and text, in the order for reading."""
    import json

    from headcat.words.names import split_name

    yield "key", paper.key
    yield "title", paper.title
    yield from (("author", split_name(name).display()) for name in paper.authors)
    yield "date", paper.date
    yield "venue", paper.venue or ""
    if paper.published is not None:
        if paper.published.title:
            yield "published as", paper.published.title
        yield from (("published by", split_name(name).display()) for name in paper.published.authors)
    yield from paper.ids.items()
    yield from (("head", name) for name in paper.heads)
    yield from ((link.kind, link.url) for link in paper.links)
    yield from paper.summary.parts() if paper.summary else ()
    if paper.note:
        yield "note", paper.note
    for name, value in paper.extra.items():
        yield name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
