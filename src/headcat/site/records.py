"""Papers as scripts that a page can load from anywhere, from a folder on disk too.

A page that was opened as a file may fetch nothing, but it may load a classic script. Each of these is one
call or one assignment whose data are JSON in a string: parsed, never run. What may be copied and downloaded
is written beforehand, by the formats themselves, so that it is the same everywhere.
"""

import json
from collections.abc import Sequence
from typing import Any, Final

from headcat.formats import Context, writer
from headcat.model import SUMMARY_PARTS, Summary
from headcat.site.content import Content, Entry
from headcat.words.escaping import json_visible

PART: Final = 250  # papers in a file of texts


def all_papers(content: Content) -> bytes:
    """Return the script that lays down all papers, for lists too long for one page."""
    places = {name: number for number, name in enumerate(content.terms)}
    data = {
        "papers": [_record(entry, places) for entry in content.entries],
        "heads": [
            {"slug": term.slug, "name": term.name, "stage": term.number} for term in content.terms.values()
        ],
    }
    return f"window.headcat = {{ ...window.headcat, data: {_parsed(data)} }};\n".encode()


def texts(content: Content, number: int) -> bytes:
    """Return the script that gives the texts of some papers: those of a part, from 0."""
    entries = content.entries[number * PART : (number + 1) * PART]
    context = Context(content.vocabulary)
    csv = writer("csv")
    head = "".join(csv([], context))
    data = [
        {
            "key": entry.anchor,
            "bibtex": content.bibtex[entry.number],
            "citation": content.citations[entry.number],
            "json": entry.text,
            "csv": "".join(csv([entry.paper], context)).removeprefix(head),
        }
        for entry in entries
    ]
    return f"window.headcat.receive({_parsed(head)}, {_parsed(data)});\n".encode()


def _record(entry: Entry, places: dict[str, int]) -> dict[str, Any]:
    paper = entry.paper
    summary = paper.summary or Summary()
    return {
        "key": entry.anchor,
        "number": entry.number,
        "page": entry.page,
        "title": paper.title,
        "authors": entry.people,
        "date": paper.date,
        "day": entry.day,
        "venue": paper.venue or "",
        "series": entry.series,
        "sort": entry.family,
        "ids": " ".join(paper.ids.values()),
        "code": entry.has_code,
        "heads": [places[term.name] for term in entry.heads],
        "points": [getattr(summary, part) for part in SUMMARY_PARTS],
        "remark": entry.remark,
        "links": [[link.label, link.url, link.text] for link in entry.links],
    }


def _parsed(value: Sequence[Any] | dict[str, Any] | str) -> str:
    """Return a JavaScript expression that makes a value: JSON in a string is parsed faster than a literal.

    Source: ECMA-262, 15th edition, section 12.9.4, for what a string may hold.
    """
    text = json_visible(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    quoted = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"JSON.parse('{quoted}')"
