"""An Atom feed (RFC 4287): an entry a paper, to be told of new ones.

All times are the papers' own dates, so that the same catalogue gives the same bytes. An entry keeps its
identifier whatever else of the paper changes, and wherever the feed lies: it is made from the key.
"""

from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Final

from headcat.errors import UsageError
from headcat.formats import Context
from headcat.model import Paper
from headcat.words.dates import is_date, span
from headcat.words.escaping import html, visible
from headcat.words.identifiers import is_web_address
from headcat.words.names import split_name

TITLE: Final = "Papers"
_LABELS: Final = {"innovation": "Innovation", "tasks": "Tasks", "result": "Significant Result"}
_BEGIN: Final = "1970-01-01T00:00:00Z"  # where no paper says a time
_IN_MEMORY: Final = 4_000_000  # characters


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield the feed; its options are the address that it will have, and its title.

    Raises:
        UsageError: the address is none of the web.

    """
    if context.feed_url and not is_web_address(context.feed_url):
        raise UsageError(f"{context.feed_url!r} is no http or https address")
    # The feed's own time stands before the entries, and is that of the newest of them.
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n") as entries:
        newest = _BEGIN
        for paper in papers:
            newest = max(newest, _time(paper.date))
            entries.writelines(_entry(paper))
        yield from _head(context, newest)
        entries.seek(0)
        yield from entries
    yield "</feed>\n"


def _head(context: Context, newest: str) -> Iterator[str]:
    title = context.feed_title or TITLE
    yield '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
    yield f"  <id>{html(context.feed_url or _urn(f'feed {title}'))}</id>\n"
    yield f"  <title>{html(title)}</title>\n  <updated>{newest}</updated>\n"
    if context.feed_url:
        yield f'  <link rel="self" type="application/atom+xml" href="{html(context.feed_url)}"/>\n'


def _entry(paper: Paper) -> Iterator[str]:
    time, url = _time(paper.date), paper.main_url()
    yield f"  <entry>\n    <id>{_urn(paper.key)}</id>\n    <title>{html(paper.title)}</title>\n"
    yield f"    <published>{time}</published>\n    <updated>{time}</updated>\n"
    for name in paper.authors:
        yield f"    <author><name>{html(split_name(name).display())}</name></author>\n"
    for link in paper.links:
        if is_web_address(link.url):
            yield (
                f'    <link rel="alternate" href="{html(link.url)}"/>\n'
                if link.url == url
                else f'    <link rel="related" title="{html(link.kind)}" href="{html(link.url)}"/>\n'
            )
    for head in paper.heads:
        yield f'    <category term="{html(head)}"/>\n'
    parts = paper.summary.parts() if paper.summary else ()
    text = "\n".join(f"{_LABELS[name]}: {html(said)}" for name, said in parts)
    if not url or not is_web_address(url):  # what leads nowhere must say something itself
        yield f"    <content>{text or html(paper.title)}</content>\n"
    elif text:
        yield f"    <summary>{text}</summary>\n"
    yield "  </entry>\n"


def _time(date: str) -> str:
    """Return the first moment of a date, of whatever precision (RFC 3339)."""
    return f"{span(date)[0]}T00:00:00Z" if is_date(date) else _BEGIN


def _urn(name: str) -> str:
    """Return the identifier that is made from a name (RFC 9562, section 5.5)."""
    from uuid import NAMESPACE_URL, uuid5

    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'headcat:{visible(name)}')}"
