"""Papers that stand in headcat's own layout, read without a YAML parser: five times as fast.

Most entries of most catalogues are written by headcat itself. One pattern describes such an entry
whole, so that its values can be read out of the text; everything else (a comment, another order,
another quotation mark, a fault) is libyaml's to read, entry by entry, and a text with anything wrong
in it is given to libyaml as a whole. Pure.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from headcat.document import Document, Entry, Sequence
from headcat.document.controls import is_suspect
from headcat.document.events import MAX_SCALAR, fill_part
from headcat.document.layout import scalar
from headcat.words.dates import is_date
from headcat.words.identifiers import ID_KINDS

_TEXT = r"(?! )[^\n]*[^ \n]"
_ITEMS = rf"(?:      - {_TEXT}\n)+"
# As `headcat.document.layout.entry_text` writes it, up to where another entry, a section or nothing follows.
_ENTRY: Final = re.compile(
    rf"  - (?P<fields>key: (?P<key>{_TEXT})\n"
    rf"    title: (?P<title>{_TEXT})\n"
    rf"    authors:\n(?P<authors>{_ITEMS})"
    r"    date: (?P<date>[0-9]{4}(?:-[0-9]{2}){0,2})\n"
    rf"(?:    venue: (?P<venue>{_TEXT})\n)?"
    r'(?:    ids:\n(?P<ids>(?:      [a-z]+: "[^"\\\n]+"\n)+))?'
    rf"(?:    heads:\n(?P<heads>{_ITEMS}))?"
    rf"(?:    links:\n(?P<links>(?:      [a-z]+: {_TEXT}\n)+))?"
    r"(?:    summary:\n(?=      (?:innovation|tasks|result): )"
    rf"(?:      innovation: (?P<innovation>{_TEXT})\n)?"
    rf"(?:      tasks: (?P<tasks>{_TEXT})\n)?"
    rf"(?:      result: (?P<result>{_TEXT})\n)?)?"
    rf"(?:    note: (?P<note>{_TEXT})\n)?)"
    r"(?=(?:(?: *\#[^\n]*)?\n)*(?:  - |[^\s\#]|(?: *\#[^\n]*)?\Z))"
)
_BETWEEN: Final = re.compile(r"(?: *(?:#[^\n]*)?\n)*(?: *#[^\n]*\Z)?")
_PAPERS: Final = re.compile(r"^papers:(?: +#[^\n]*| *)\n", re.MULTILINE)
_NEXT: Final = re.compile(r"^(?:  - |[^\s#])", re.MULTILINE)
_SECTION: Final = re.compile(r"[a-z]+:")
_NAMED: Final = re.compile(r"^      ([a-z]+): (.+)$", re.MULTILINE)
_SUMMARY: Final = ("innovation", "tasks", "result")
_COLUMN: Final = 2
_ENOUGH: Final = 50


def fill(document: Document) -> bool:
    """Parse a document's text into its sections, if nothing is wrong in it.

    Returns:
        Whether it was done; if not, the document is as it was.

    """
    papers = _PAPERS.search(document.text)
    if papers is None or is_suspect(document.text):
        return False
    trial = Document(document.text)
    if not _fill(trial, papers.end()):
        return False
    document.sections = trial.sections
    return True


def _fill(document: Document, position: int) -> bool:
    text = document.text
    if not fill_part(document, 0, position):
        return False
    section = document.sections["papers"]
    position = first = _past(text, position)
    odd = 0
    while text.startswith("  - ", position):
        match = _ENTRY.match(text, position)
        says = _says(match) if match and match.end() - match.start() <= MAX_SCALAR else None
        if match and says:
            stop = match.end()
            start, end = match.span("fields")
            section.entries.append(Entry(start, end - 1, text=text, says=says))
        else:
            following = _NEXT.search(text, position + 1)
            stop = following.start() if following else len(text)
            odd += 1
            if not fill_part(document, position, stop, section):
                return False
        if odd > _ENOUGH and odd > len(section.entries) // 2:
            return False  # it is another layout, which libyaml reads faster as a whole
        position = _past(text, stop)
    if not section.entries:
        return False
    section.column = _COLUMN
    section.value = Sequence((), first + _COLUMN, section.entries[-1].end, flow=False)
    if position == len(text):
        return True
    return bool(_SECTION.match(text, position)) and fill_part(document, position, len(text))


def _past(text: str, position: int) -> int:
    """Return where the next line stands that is neither empty nor a comment."""
    behind: re.Match[str] = _BETWEEN.match(text, position)  # type: ignore[assignment] # it takes nothing too
    return behind.end()


def _says(match: re.Match[str]) -> dict[str, Any] | None:
    """Return what an entry says, if every value is written as headcat writes it."""
    found: dict[str, Any] = {}
    for name, source in match.groupdict().items():
        if source is None or name == "fields":
            continue
        value = _READERS.get(name, _value)(source)
        if value is None:
            return None
        if name in _SUMMARY:
            found.setdefault("summary", {})[name] = value
        else:
            found[name] = value
    return found


def _value(source: str) -> str | None:
    """Return the value that one line writes, or None where headcat would write it otherwise."""
    value = source
    if source[0] == '"':
        value = source[1:-1]
    elif source[0] == "'":
        value = source[1:-1].replace("''", "'")
    return value if value and scalar(value) == source else None


_word = lru_cache(maxsize=1 << 16)(_value)  # names of people, heads and venues come again and again


def _date(source: str) -> str | None:
    return source if is_date(source) else None


def _items(source: str) -> list[str] | None:
    values = [_word(line[8:]) for line in source[:-1].split("\n")]
    found = [value for value in values if value is not None]
    return found if len(found) == len(values) else None


def _ids(source: str) -> dict[str, str] | None:
    named = _named(source, {name: value[1:-1] for name, value in _NAMED.findall(source)})
    return named if named and list(named) == [kind for kind in ID_KINDS if kind in named] else None


def _links(source: str) -> dict[str, str] | None:
    return _named(source, {name: _value(value) for name, value in _NAMED.findall(source)})


def _named(source: str, found: Mapping[str, str | None]) -> dict[str, str] | None:
    """Return names with their values, if no name is there twice and each has a value."""
    named = {name: value for name, value in found.items() if value is not None}
    return named if len(named) == source.count("\n") else None


_READERS: Final[dict[str, Callable[[str], Any]]] = {
    "authors": _items,
    "date": _date,
    "venue": _word,
    "ids": _ids,
    "heads": _items,
    "links": _links,
}
