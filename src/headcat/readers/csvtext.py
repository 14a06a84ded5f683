"""CSV with a header: a row a paper, the columns called as forms call their fields."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from headcat.errors import Diagnostic, Severity
from headcat.model import LINK_KINDS, SUMMARY_PARTS, Draft, Link, Place, Published, Summary
from headcat.readers import Gathered
from headcat.readers.form import FIELDS, split_list, split_people
from headcat.readers.jsontext import as_text
from headcat.words.escaping import unguarded
from headcat.words.folding import compact
from headcat.words.identifiers import ID_KINDS

_TITLE, _AUTHORS, _EXTRA = "published title", "published authors", "extra"
_COLUMNS: Final = {
    **FIELDS,
    **dict.fromkeys(("url", "link", "links"), "paper"),
    "key": "key",
    "year": "date",
    compact(_TITLE): _TITLE,
    compact(_AUTHORS): _AUTHORS,
    _EXTRA: _EXTRA,
}
_SEPARATORS: Final = (",", ";", "\t")
_BETWEEN_LINKS: Final = re.compile(r"(?<![\s;|])[\s;|]++(?=https?://)|\s+")  # an address may have semicolons


def gather(text: str, path: str) -> Gathered:
    """Return the papers of a CSV text (RFC 4180); other columns go into `extra`.

    Args:
        text: rows parted by commas, semicolons or tabs, the first naming the columns.
        path: the text's name, for messages.

    """
    drafts: list[Draft] = []
    problems: list[Diagnostic] = []
    names: list[str] = []
    for line, row in _rows(text.removeprefix("\ufeff"), path, problems):
        place = Place(path, line, 1)
        if not names:
            names = [_COLUMNS.get(compact(cell), cell.strip()) for cell in row]
            problems += [_problem(place, wrong) for wrong in _wrong_header(names)]
        elif len(row) != len(names):
            count = "a cell" if len(row) == 1 else f"{len(row)} cells"
            problems.append(_problem(place, f"the row has {count}, the header has {len(names)}"))
        elif any(row):
            cells = {name: unguarded(cell).strip() for name, cell in zip(names, row, strict=True)}
            drafts.append(_draft(cells, place))
    if "title" not in names:
        return Gathered([], problems or [_problem(Place(path, 1, 1), "no column is called 'title'")])
    return Gathered(drafts, problems)


def _rows(text: str, path: str, problems: list[Diagnostic]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the line that it begins in."""
    header = text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=header.count)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(_problem(Place(path, line, 1), str(error)))
            continue
        if row:
            yield line, row


def _wrong_header(names: list[str]) -> Iterator[str]:
    if "title" not in names:
        yield "no column is called 'title'"
    for name in dict.fromkeys(name for name in names if names.count(name) > 1):
        yield f"{names.count(name)} columns are called {name!r}"


def _problem(place: Place, message: str) -> Diagnostic:
    return Diagnostic("HC009", Severity.ERROR, *place, f"CSV: {message}")


def _draft(cells: Mapping[str, str], place: Place) -> Draft:
    said = {name: cell for name, cell in cells.items() if cell}
    links = [
        Link(kind, url) for kind in LINK_KINDS for url in _BETWEEN_LINKS.split(said.get(kind, "")) if url
    ]
    published = Published(said.get(_TITLE), tuple(split_people(said.get(_AUTHORS, ""))))
    known = {*_COLUMNS.values(), *ID_KINDS, *LINK_KINDS, *SUMMARY_PARTS}
    extra = {name: cell for name, cell in said.items() if name and name not in known}
    return Draft(
        title=said.get("title", ""),
        authors=tuple(split_people(said.get("authors", ""))),
        date=said.get("date", ""),
        venue=said.get("venue", ""),
        ids={kind: said[kind] for kind in ID_KINDS if kind in said},
        heads=tuple(_heads(said.get("heads", ""))),
        links=tuple(links),
        summary=Summary(*(said.get(part, "") for part in SUMMARY_PARTS)),
        note=said.get("note", ""),
        published=published if published != Published() else None,
        key=said.get("key", ""),
        extra={**extra, **_extra(said.get(_EXTRA, ""))},
        places={"": place},
    )


def _heads(text: str) -> Iterator[str]:
    """Yield heads parted by semicolons, or by commas where there is no semicolon."""
    return filter(None, map(str.strip, text.split(";"))) if ";" in text else split_list([text])


def _extra(text: str) -> dict[str, Any]:
    """Return the fields of a JSON object; what is none is one text."""
    try:
        found = json.loads(text)
    except ValueError:
        found = text
    return as_text(found) if isinstance(found, dict) else {_EXTRA: text} if text else {}
