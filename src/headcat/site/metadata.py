"""What pages say to programs: schema.org as JSON-LD, and the tags that reference managers read.

Sources: https://schema.org/ScholarlyArticle; https://schema.org/CollectionPage; the tags of Google Scholar's
inclusion guidelines, which Zotero and others read too.
"""

from collections.abc import Iterator
from typing import Any

from headcat.site.content import Content, Entry
from headcat.words.names import split_name

_CONTEXT = "https://schema.org"
_ID_TAGS = {"arxiv": "citation_arxiv_id", "doi": "citation_doi"}


def article_data(entry: Entry, content: Content) -> dict[str, Any]:
    """Return a paper as a ScholarlyArticle."""
    paper = entry.paper
    data: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "ScholarlyArticle",
        "name": paper.title,
        "headline": paper.title,
        "author": [_author(author) for author in paper.authors],
        "datePublished": paper.date,
        "keywords": list(paper.heads),
    }
    addresses = [link.url for link in (*entry.links, *entry.ids) if link.url]
    optional = {
        "isPartOf": {"@type": "CreativeWork", "name": paper.venue} if paper.venue else None,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": each.label, "value": each.text} for each in entry.ids
        ],
        "sameAs": list(dict.fromkeys(addresses)),
        "description": summary_of(entry),
        "url": content.url and content.url + entry.page,
    }
    return data | {name: value for name, value in optional.items() if value}


def list_data(content: Content, description: str) -> dict[str, Any]:
    """Return the page of all papers as a CollectionPage; each paper's own page tells of the paper."""
    data = {
        "@context": _CONTEXT,
        "@type": "CollectionPage",
        "name": content.title,
        "description": description,
    }
    return data | ({"url": content.url} if content.url else {})


def scholar_tags(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of a paper's tags."""
    paper = entry.paper
    yield "citation_title", paper.title
    yield from (("citation_author", split_name(author).display()) for author in paper.authors)
    yield "citation_publication_date", paper.date.replace("-", "/")
    if entry.series:
        yield "citation_conference_title", entry.series
    yield from ((tag, paper.ids[kind]) for kind, tag in _ID_TAGS.items() if kind in paper.ids)


def summary_of(entry: Entry) -> str:
    """Return a paper's summary as one text."""
    summary = entry.paper.summary
    return " ".join(text for _, text in summary.parts()) if summary else ""


def _author(text: str) -> dict[str, str]:
    name = split_name(text)
    return {"@type": "Organization" if name.literal else "Person", "name": name.display()}
