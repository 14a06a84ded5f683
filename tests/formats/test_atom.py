"""Atom as written, as a parser of feeds reads it, and whatever the catalogue says."""

import re
from typing import Any

import feedparser
import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings

from conftest import SMALL
from headcat.document.records import read
from headcat.errors import UsageError
from headcat.formats import Context
from headcat.formats.atom import write
from headcat.model import Link, Paper, Summary
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from hostile import HOSTILE, PAPERS, TEXT, hostile

ATOM = "{http://www.w3.org/2005/Atom}"
PATTERN = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
FIRST, SECOND = (record.value for record in read(SMALL).papers)


def paper(**fields: object) -> Paper:
    given = {"key": "adams2022title", "title": "A Title", "authors": ("Ada Adams",), "date": "2022", **fields}
    return Paper(**given)  # type: ignore[arg-type]


def written(*papers: Paper, **options: str) -> str:
    return "".join(write(papers, Context(Vocabulary(), **options)))  # type: ignore[arg-type]


def check_valid(source: str) -> Any:
    """Hold a feed to what RFC 4287 demands (sections 4.1.1 and 4.1.2), and return it."""
    feed = fromstring(source.encode())
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for each in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{ATOM}{name}")) == 1
        assert re.fullmatch(PATTERN, each.findtext(f"{ATOM}updated", ""))
        assert each.findtext(f"{ATOM}id")
    for entry in entries:
        assert entry.findall(f"{ATOM}author/{ATOM}name")
        links = [link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        content = entry.findall(f"{ATOM}content")
        assert (len(links), len(content)) in ((1, 0), (0, 1))
        assert all(link.get("href", "").startswith("http") for link in entry.findall(f"{ATOM}link"))
    ids = [each.findtext(f"{ATOM}id") for each in (feed, *entries)]
    assert len(set(ids)) == len(ids)
    return feed


def test_the_small_papers() -> None:
    source = written(
        SECOND, FIRST, feed_url="https://example.org/feed.atom?a=1&b=2", feed_title="Heads & Tails"
    )
    assert source == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom">\n'
        "  <id>https://example.org/feed.atom?a=1&amp;b=2</id>\n"
        "  <title>Heads &amp; Tails</title>\n"
        "  <updated>2023-11-01T00:00:00Z</updated>\n"
        '  <link rel="self" type="application/atom+xml" href="https://example.org/feed.atom?a=1&amp;b=2"/>\n'
        "  <entry>\n"
        "    <id>urn:uuid:2a33c52d-46b0-58d8-8e31-0e15392733d7</id>\n"
        "    <title>Names: Moved</title>\n"
        "    <published>2023-11-01T00:00:00Z</published>\n"
        "    <updated>2023-11-01T00:00:00Z</updated>\n"
        "    <author><name>Zoe Zorn</name></author>\n"
        '    <link rel="alternate" href="https://arxiv.org/abs/2311.00002"/>\n'
        '    <category term="Name Mover Head"/>\n'
        '    <category term="Induction Head"/>\n'
        "    <summary>Innovation: It moves names.\n"
        "Tasks: Names.\n"
        "Significant Result: They move.</summary>\n"
        "  </entry>\n"
        "  <entry>\n"
        "    <id>urn:uuid:9948e965-1342-5b44-9f11-e455a4ada9c2</id>\n"
        "    <title>Heads of a Small Catalogue</title>\n"
        "    <published>2022-03-08T00:00:00Z</published>\n"
        "    <updated>2022-03-08T00:00:00Z</updated>\n"
        "    <author><name>Ada Adams</name></author>\n"
        "    <author><name>Ludwig van der Berg</name></author>\n"
        '    <link rel="alternate" href="https://arxiv.org/abs/2203.00001"/>\n'
        '    <link rel="related" title="code" href="https://github.com/example/heads"/>\n'
        '    <category term="Induction Head"/>\n'
        "    <summary>Innovation: It names heads.\n"
        "Tasks: Small tasks.\n"
        "Significant Result: It works.</summary>\n"
        "  </entry>\n"
        "</feed>\n"
    )
    check_valid(source)


def test_no_papers() -> None:
    feed = check_valid(written())
    assert feed.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert feed.findtext(f"{ATOM}title") == "Papers"
    assert feed.findtext(f"{ATOM}id").startswith("urn:uuid:")


@pytest.mark.parametrize("papers", [[FIRST, SECOND], [SECOND, FIRST]])
def test_the_feed_is_as_new_as_its_newest_paper(papers: list[Paper]) -> None:
    assert check_valid(written(*papers)).findtext(f"{ATOM}updated") == "2023-11-01T00:00:00Z"


@pytest.mark.parametrize(
    ("date", "time"),
    [
        ("2022-03-08", "2022-03-08T00:00:00Z"),
        ("2022-03", "2022-03-01T00:00:00Z"),
        ("2022", "2022-01-01T00:00:00Z"),
        ("2022-13", "1970-01-01T00:00:00Z"),
        ("<soon>", "1970-01-01T00:00:00Z"),
    ],
)
def test_times_are_the_papers_dates(date: str, time: str) -> None:
    entry = check_valid(written(paper(date=date))).find(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}{name}") for name in ("published", "updated")] == [time, time]


def test_an_entry_keeps_its_identifier() -> None:
    one = check_valid(written(paper())).find(f"{ATOM}entry").findtext(f"{ATOM}id")
    changed = paper(title="Other", date="2023", links=(Link("paper", "https://example.org"),))
    two = check_valid(written(changed, feed_url="https://other.example")).find(f"{ATOM}entry")
    assert two.findtext(f"{ATOM}id") == one


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "x"])
def test_no_other_address_is_a_link(url: str) -> None:
    links = (Link("paper", url), Link("code", url))
    for summary, text in ((None, "A Title"), (Summary("New."), "Innovation: New.")):
        entry = check_valid(written(paper(links=links, summary=summary))).find(f"{ATOM}entry")
        assert entry.findall(f"{ATOM}link") == []
        assert entry.findtext(f"{ATOM}content") == text


@pytest.mark.parametrize("url", ["example.org", "javascript:alert(1)"])
def test_the_feeds_own_address_must_be_one(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        written(feed_url=url)
    assert str(caught.value) == f"{url!r} is no http or https address"


def test_feedparser_reads_the_whole_catalogue() -> None:
    source = written(*PAPERS, feed_url="https://example.org/feed.atom")
    check_valid(source)
    feed = feedparser.parse(source.encode())
    assert (feed.bozo, feed.version, feed.feed.title) == (False, "atom10", "Papers")
    assert [entry.title for entry in feed.entries] == [each.title for each in PAPERS]
    assert [entry.link for entry in feed.entries] == [each.main_url() for each in PAPERS]
    assert [tuple(tag.term for tag in entry.get("tags", ())) for entry in feed.entries] == [
        each.heads for each in PAPERS
    ]
    assert [len(entry.authors) for entry in feed.entries] == [len(each.authors) for each in PAPERS]


def check_harmless(text: str) -> None:
    feed = check_valid(written(hostile(text), feed_title=text))
    entry, shown = feed.find(f"{ATOM}entry"), visible(text)
    assert feed.findtext(f"{ATOM}title") == (shown or "Papers")
    assert entry.findtext(f"{ATOM}title") == shown
    assert entry.find(f"{ATOM}category").get("term") == shown
    if text:
        labels = ("Innovation", "Tasks", "Significant Result")
        assert entry.findtext(f"{ATOM}summary") == "\n".join(f"{label}: {shown}" for label in labels)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    check_harmless(text)


@settings(max_examples=100)
@given(TEXT)
def test_any_text_is_text(text: str) -> None:
    check_harmless(text)
