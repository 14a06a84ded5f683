"""What a web page says of itself: the title of the paper it is about, and whether it is a gate.

The page was written by somebody else, and may be cut off anywhere.
"""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final, NamedTuple

from headcat.words.folding import squeeze
from headcat.words.wording import parseable

# The titles of pages that stand before another one, of Cloudflare, Anubis, DDoS-Guard and their like.
_GATES: Final = (
    "just a moment",
    "attention required",
    "checking your browser",
    "client challenge",
    "ddos-guard",
    "making sure you're not a bot",
    "pardon our interruption",
    "robot check",
    "security check",
    "verify you are human",
    "verifying your browser",
    "access denied",
)
_LONGEST: Final = 1000


class Page(NamedTuple):
    """A page: its own title, the titles of its paper in its metadata, and what it is called elsewhere."""

    title: str
    papers: tuple[str, ...]
    shared: str


def read_page(text: str) -> Page:
    """Return what a page says in its head."""
    reader = _Head()
    reader.feed(parseable(text))
    return Page(squeeze(reader.title)[:_LONGEST], tuple(reader.papers), reader.shared)


def paper_titles(page: Page, host: str) -> tuple[str, ...]:
    """Return the titles that a page gives its paper; none where it does not clearly say so.

    Args:
        page: the page.
        host: who gave it; arXiv's pages are of papers, whatever they lack.

    """
    if page.papers or host.removeprefix("www.") != "arxiv.org":
        return page.papers
    title = page.title.partition("] ")[2] if page.title.startswith("[") else ""
    return tuple(each for each in (page.shared, title) if each)[:1]


def is_gate(page: Page) -> bool:
    """Tell whether a page only wants to know whether a person looks at it."""
    title = page.title.lower().replace("’", "'")
    return title.startswith(_GATES)


def is_gated(headers: Mapping[str, str]) -> bool:
    """Tell from an answer's headers whether it is a gate's and not the page's."""
    return headers.get("cf-mitigated") == "challenge" or "x-amzn-waf-action" in headers


class _Head(HTMLParser):
    """Collects the titles of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.papers: list[str] = []
        self.shared = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take up a title in the metadata, or begin with the page's own."""
        if tag == "title" and not self.title:
            self._inside = True
        if tag != "meta":
            return
        said = {name: value or "" for name, value in attrs}
        name = (said.get("name") or said.get("property") or "").lower()
        content = squeeze(said.get("content", ""))[:_LONGEST]
        if name == "citation_title" and content:
            self.papers.append(content)
        elif name == "og:title":
            self.shared = self.shared or content

    def handle_endtag(self, tag: str) -> None:
        """End the page's own title; what SVG calls so comes later."""
        if tag == "title":
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Take up the text of the page's own title."""
        if self._inside:
            self.title += data
