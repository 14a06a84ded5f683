"""HC1xx: what each field of one paper may hold, taken by itself."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from headcat.dates import is_date
from headcat.document import Problem
from headcat.identifiers import ID_KINDS, canonical, is_web_address
from headcat.model import LINK_KINDS, SUMMARY_PARTS, SUMMARY_WORDS, Head, Link, Paper, Venue
from headcat.records import Reading, Record

# Control characters (written as escapes in a quoted text), marks, embeddings, overrides and isolates
# of the Unicode bidirectional algorithm (UAX 9), line separators, and characters without width that
# make two equal-looking texts differ.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*", re.ASCII)
_ETC = re.compile(r"\b(?:et al\.?|and others)$|^\s*$", re.IGNORECASE)
_Text: TypeAlias = tuple[tuple[str | int, ...], str]  # the path of a field, and what it says


def check(reading: Reading) -> Iterator[Problem]:
    """Yield what is wrong in the fields of each paper."""
    for record in reading.papers:
        yield from _identity(record)
        yield from _authors(record)
        yield from _links(record)
        yield from _texts(record)
    terms: list[Record[Head | Venue]] = [*reading.heads, *reading.venues]
    for term in terms:
        yield from _invisible(term, _term_texts(term.value))


def _identity(record: Record[Paper]) -> Iterator[Problem]:
    paper = record.value
    if not _KEY.fullmatch(paper.key):
        message = f"the key {paper.key!r} must be ASCII letters, digits and .+-_ only"
        yield Problem("HC110", record.at("key"), message)
    if not is_date(paper.date):
        message = f"there is no date {paper.date!r}; write YYYY-MM-DD, YYYY-MM or YYYY"
        yield Problem("HC103", record.at("date"), message)
    for kind, value in paper.ids.items():
        if kind not in ID_KINDS:
            message = f"no identifier is called {kind!r}; it may be {', '.join(ID_KINDS)}"
            yield Problem("HC105", record.at("ids", kind), message)
        elif (correct := canonical(kind, value)) != value:
            advice = f"; write {correct}" if correct else ""
            message = f"{value!r} is no {kind} identifier{advice}"
            yield Problem("HC105", record.at("ids", kind), message)


def _authors(record: Record[Paper]) -> Iterator[Problem]:
    paper = record.value
    if not paper.authors:
        yield Problem("HC101", record.at("authors"), "the list of authors is empty")
    published = paper.published.authors if paper.published else ()
    for path, names in ((("authors",), paper.authors), (("published", "authors"), published)):
        for number, name in enumerate(names):
            problem = _name_problem(name)
            if problem:
                yield Problem("HC106", record.at(*path, number), f"author {name!r} {problem}")


def _name_problem(name: str) -> str | None:
    if _ETC.search(name):
        return "names nobody; list every author"
    if name.startswith("{") and name.endswith("}"):
        return None
    if " and " in name or ";" in name:
        return "is more than one name; give each an item of its own"
    if name.count(",") > 2:  # noqa: PLR2004 - `Family, Jr, Given` is the longest form
        return "has too many commas; write 'Given Family' or 'Family, Given'"
    if "{" in name or "}" in name:
        return "has braces inside; only an organisation stands in {braces}, whole"
    return None


def _links(record: Record[Paper]) -> Iterator[Problem]:
    numbers: Counter[str] = Counter()
    for link in record.value.links:
        problem = link_problem(link)
        if problem:
            yield Problem("HC104", record.at("links", link.kind, numbers[link.kind]), problem)
        numbers[link.kind] += 1


def link_problem(link: Link) -> str | None:
    """Say what is wrong with a link, or None."""
    if link.kind not in LINK_KINDS:
        return f"no link is called {link.kind!r}; it may be {', '.join(LINK_KINDS)}"
    if not is_web_address(link.url):
        return f"{link.url!r} is no http or https address"
    return None


def _texts(record: Record[Paper]) -> Iterator[Problem]:
    paper = record.value
    if not paper.title.strip():
        yield Problem("HC101", record.at("title"), "the title is empty")
    if paper.summary is not None and (count := paper.summary.word_count()) > SUMMARY_WORDS:
        message = f"the summary has {count} words; at most {SUMMARY_WORDS} in all its parts"
        yield Problem("HC107", record.at("summary"), message)
    for name in paper.extra:
        message = f"no field is called {name!r}; it is kept, and printed under 'extra'"
        yield Problem("HC108", record.at(name), message)
    missing = [name for name in ("venue", "heads", "links") if not getattr(paper, name)]
    summary = dict(paper.summary.parts()) if paper.summary else {}
    missing += [f"summary {part}" for part in SUMMARY_PARTS if part not in summary]
    if missing:
        yield Problem("HC111", record.at(), f"still missing: {', '.join(missing)}")
    yield from _invisible(record, _all_texts(paper))


def _all_texts(paper: Paper) -> Iterator[_Text]:
    yield ("title",), paper.title
    yield from ((("authors", number), name) for number, name in enumerate(paper.authors))
    yield from ((("heads", number), name) for number, name in enumerate(paper.heads))
    for part, text in paper.summary.parts() if paper.summary else ():
        yield ("summary", part), text
    for name in ("venue", "note"):
        if getattr(paper, name):
            yield (name,), getattr(paper, name)
    if paper.published is not None:
        yield ("published", "title"), paper.published.title or ""
        for number, name in enumerate(paper.published.authors):
            yield ("published", "authors", number), name


def _term_texts(term: Head | Venue) -> Iterator[_Text]:
    yield from ((("aliases", number), alias) for number, alias in enumerate(term.aliases))
    for name in ("name", "group", "definition", "full"):
        yield (name,), getattr(term, name, None) or ""


def _invisible(record: Record[Paper | Head | Venue], texts: Iterable[_Text]) -> Iterator[Problem]:
    for path, text in texts:
        match = _INVISIBLE.search(text)
        if match:
            message = f"invisible character U+{ord(match[0]):04X}; delete it"
            yield Problem("HC109", record.at(*path), message)
