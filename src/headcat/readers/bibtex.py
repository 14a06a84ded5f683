"""BibTeX read with bibtexparser: entries as drafts, everything that it could not read reported.

Only the splitting into blocks, fields and names is bibtexparser's. Names are split before they are
decoded, and addresses and identifiers are not decoded at all: the other way round loses braces and
cuts links.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from headcat.errors import Diagnostic, Severity
from headcat.model import Draft, Link, Place
from headcat.readers import Gathered
from headcat.readers.references import abstracts_passed_over, first_date, identified, venue
from headcat.words.folding import squeeze
from headcat.words.latex import decode
from headcat.words.names import split_name, written

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTAINERS: Final = ("booktitle", "journal", "journaltitle", "howpublished", "series")
# The fields that are read, by what the draft calls them; the others may hold what they will.
_FIELDS: Final = {
    "title": ("title",),
    "authors": ("author",),
    "date": ("date", "year", "month"),
    "venue": _CONTAINERS,
    "ids": ("eprint", "archiveprefix", "eprinttype", "doi"),
    "links": ("url",),
    "note": ("note",),
}
_READ: Final = frozenset(name for names in _FIELDS.values() for name in names)
_PASSED_OVER: Final = "abstract"  # whoever wrote it has the rights to it
_USED: Final = frozenset(
    {"title", "author", "year", "month", "date", "doi", "url", "note", "crossref", _PASSED_OVER}
)
_VERBATIM: Final = frozenset({"file", "isbn", "issn", "pmid", "pmcid", "urldate", "biburl", "bibsource"})
_ORDINARY: Final = frozenset({"article", "inproceedings", "conference", "misc", "online", "unpublished"})
_KEPT_TYPE: Final = "entrytype"


class _WrongError(Exception):
    """What a field holds cannot be taken as it is."""


def gather(text: str, path: str) -> Gathered:
    """Return the entries of a BibTeX text, in its order.

    The date of a paper with a new arXiv identifier is the month that the identifier names: the
    entry's own year is that of the publication.

    Args:
        text: BibTeX.
        path: the text's name, for messages.

    """
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(text.removeprefix("\ufeff"), parse_stack=[])
    problems = [_problem(path, block.start_line, _reason(block.error)) for block in library.failed_blocks]
    macros = {month: month for month in _MONTHS}
    for string in library.strings:
        try:
            macros[string.key.lower()] = _resolved(string.value, macros)
        except _WrongError as error:
            problems.append(_problem(path, string.start_line, str(error)))
    parents = _parents(library.entries)
    drafts: list[Draft] = []
    for entry in library.entries:
        if entry.key.lower() in parents and "author" not in _named(entry):
            problems.append(_passed_over(path, entry.start_line, f"{entry.key} is what others appeared in"))
            continue
        found: list[Diagnostic] = []
        draft = _draft(_inherited(entry, parents, path, found), entry, macros, path, found)
        drafts += [draft] if not found else []
        problems += found
    problems += _beside_papers(library, path)
    if not drafts and not problems:
        problems.append(_problem(path, 0, "there is no entry here; it begins with '@article{key,'"))
    return Gathered(drafts, sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _named(entry: Any) -> dict[str, Any]:
    """Return an entry's fields by their names in small letters."""
    return {field.key.lower(): field for field in entry.fields}


def _crossref(entry: Any) -> str:
    """Return the key, in small letters, of the entry that an entry inherits fields from."""
    field = _named(entry).get("crossref")
    return str(field.value).strip('{}" ').lower() if field else ""


def _parents(entries: Iterable[Any]) -> dict[str, Any]:
    """Return the entries that others inherit fields from, by their keys in small letters."""
    named = set(map(_crossref, entries))
    return {entry.key.lower(): entry for entry in entries if entry.key.lower() in named}


def _inherited(entry: Any, parents: Mapping[str, Any], path: str, problems: list[Diagnostic]) -> list[Any]:
    """Return an entry's fields, with those of the entry that its crossref names behind them.

    Source: Patashnik, "BibTeXing", section 2.1, item 9; a parent's title is its children's booktitle.
    """
    from bibtexparser.model import Field

    wanted, own = _crossref(entry), _named(entry)
    if not wanted or wanted == entry.key.lower():
        return list(entry.fields)
    line = own["crossref"].start_line
    if wanted not in parents:
        problems.append(_problem(path, line, f"there is no entry {wanted!r} that crossref names"))
        return list(entry.fields)
    fields = {name: field.value for name, field in _named(parents[wanted]).items()}
    fields.setdefault("booktitle", fields.pop("title", "{}"))
    more = [Field(name, value, line) for name, value in fields.items() if name not in own]
    return [*entry.fields, *more]


def _beside_papers(library: Any, path: str) -> Iterator[Diagnostic]:
    """Yield what stands between the papers and is not taken over."""
    for block in library.comments:
        lost = re.search(r"(?m)^[ \t]*@[A-Za-z]+\s*[{(]", block.raw)
        if type(block).__name__ == "ExplicitComment" or lost:
            yield _passed_over(path, block.start_line, "a comment")
    for block in library.preambles:
        yield _passed_over(path, block.start_line, "@preamble is for LaTeX only")
    abstracts = sum(field.key.lower() == _PASSED_OVER for entry in library.entries for field in entry.fields)
    if abstracts:
        yield _problem(path, 0, abstracts_passed_over(abstracts))._replace(severity=Severity.WARNING)


def _passed_over(path: str, line: int | None, message: str) -> Diagnostic:
    return _problem(path, line, f"passed over: {message}")._replace(severity=Severity.WARNING)


def _problem(path: str, line: int | None, message: str) -> Diagnostic:
    """Make a diagnostic; bibtexparser counts lines from 0."""
    return Diagnostic("HC009", Severity.ERROR, path, (line or 0) + 1, 1, f"BibTeX: {message}")


def _reason(error: Any) -> str:
    """Return why bibtexparser could not read a block."""
    return squeeze(getattr(error, "abort_reason", "") or str(error)).partition(" Note: ")[0]


def _resolved(value: str, macros: Mapping[str, str]) -> str:
    """Return the text that a value means: texts, numbers and @strings, joined by `#`."""
    return "".join(_part(part.strip(), macros) for part in _parts(value))


def _parts(value: str) -> Iterator[str]:
    depth = start = 0
    quoted = False
    for match in re.finditer(r'(?<!\\)[{}"#]', value):
        mark = match[0]
        if mark == "#" and depth == 0 and not quoted:
            yield value[start : match.start()]
            start = match.end()
        quoted ^= mark == '"' and depth == 0
        depth += (mark == "{") - (mark == "}")
    yield value[start:]


def _part(part: str, macros: Mapping[str, str]) -> str:
    if part.isdecimal():
        return part
    if _is_whole(part):
        return part[1:-1]
    if part.lower() not in macros:
        raise _WrongError(f"{part!r} is no text, number or @string")
    return macros[part.lower()]


def _is_whole(text: str) -> bool:
    """Tell whether the brace or quotation mark that opens `text` is closed by the one that ends it."""
    closing = {"{": "}", '"': '"'}.get(text[:1])
    depth = 0
    for match in re.finditer(r'(?<!\\)[{}"]', text):
        depth += (match[0] == "{") - (match[0] == "}")
        if match[0] == closing and depth == 0 and match.start():
            return match.end() == len(text)
    return False


def _draft(
    read: Iterable[Any], entry: Any, macros: Mapping[str, str], path: str, problems: list[Diagnostic]
) -> Draft:
    """Return the draft of an entry.

    Args:
        read: its fields, those that it inherits too.
        entry: the entry.
        macros: what @strings stand for.
        path: the text's name, for messages.
        problems: takes what is wrong.

    """
    fields: dict[str, str] = {}
    places: dict[str, Place] = {}
    authors: tuple[str, ...] = ()
    for field in read:
        name = field.key.lower()
        if name in places:
            message = f"{name} was given before, in line {places[name].line}"
            problems.append(_problem(path, field.start_line, message))
            continue
        places[name] = Place(path, field.start_line + 1, 1)
        try:
            fields[name] = _resolved(field.value, macros).strip()
            if name == "author":
                authors = tuple(map(_author, _people(fields[name])))
        except _WrongError as error:
            if name in _READ:
                problems.append(_problem(path, field.start_line, str(error)))
            else:  # it may hold what it will
                fields[name] = field.value
    begin = Place(path, entry.start_line + 1, 1)
    if entry.entry_type.lower() == "online" and "organization" in fields:
        fields.setdefault("howpublished", fields.pop("organization"))
    ids = _ids(fields)
    url = fields.get("url", "")
    return Draft(
        title=_text(fields, "title"),
        authors=authors,
        date=first_date(ids, _date(fields)),
        venue=_venue(fields, ids),
        ids=ids,
        links=(Link("paper", url),) if url else (),
        note=_text(fields, "note"),
        key=entry.key,
        extra=dict(_extra(entry.entry_type.lower(), fields, ids)),
        places={"": begin, **dict(_found(places))},
    )


def _extra(kind: str, fields: Mapping[str, str], ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what an entry says beside what a draft has fields for."""
    if kind not in _ORDINARY:
        yield _KEPT_TYPE, kind
    container = next((name for name in _CONTAINERS if fields.get(name)), "")
    used = {*_USED, container}
    if fields.get("eprint") and "arxiv" in ids:
        used |= {"eprint", "archiveprefix", "eprinttype"}
    for name, value in fields.items():
        said = squeeze(value if name in _VERBATIM else decode(value))
        if name not in used and said:
            yield name, said


def _found(places: Mapping[str, Place]) -> Iterator[tuple[str, Place]]:
    """Yield for each field of a draft the place of the first field of the entry that it is read from."""
    for name, sources in _FIELDS.items():
        place = next((places[source] for source in sources if source in places), None)
        if place:
            yield name, place


def _text(fields: Mapping[str, str], name: str) -> str:
    return squeeze(decode(fields.get(name, "")))


def _ids(fields: Mapping[str, str]) -> dict[str, str]:
    kind = fields.get("archiveprefix", fields.get("eprinttype", "arxiv")).lower()
    eprint = fields.get("eprint", "") if kind == "arxiv" else ""
    named = (fields.get(name, "") for name in _CONTAINERS)
    return identified(eprint, fields.get("doi", ""), fields.get("url", ""), named)


def _date(fields: Mapping[str, str]) -> str:
    if fields.get("date"):
        return fields["date"]
    # What styles sort by may stand before the year.
    year = re.sub(r"\{\\noopsort\s*\{[^{}]*\}\}", "", fields.get("year", ""))
    month = _month(fields.get("month", ""))
    return f"{year}-{month:02}" if year and month else year


def _month(text: str) -> int:
    if re.fullmatch("[0-9]{1,2}", text):
        return int(text)
    name = re.search("[a-z]{3}", text.lower())
    return _MONTHS.index(name[0]) + 1 if name and name[0] in _MONTHS else 0


def _venue(fields: Mapping[str, str], ids: dict[str, str]) -> str:
    container = next((name for name in _CONTAINERS if fields.get(name)), "")
    year = _date(fields)[:4]
    return venue(_text(fields, container), "" if container == "howpublished" else year, ids)


def _people(text: str) -> list[str]:
    from bibtexparser.middlewares.names import split_multiple_persons_names

    people: list[str] = split_multiple_persons_names(text)
    return people


def _author(text: str) -> str:
    """Return a name as the catalogue writes it."""
    from bibtexparser.middlewares.names import InvalidNameError, parse_single_name_into_parts

    if text.startswith("{") and _is_whole(text):
        return "{" + squeeze(decode(text)) + "}"
    words = text.lower().split()
    if words == ["others"]:
        raise _WrongError("'and others' names nobody; list every author")
    if not words or "and" in (words[0], words[-1]):
        raise _WrongError(f"there is an 'and' too many at {text!r}")
    try:
        parts = parse_single_name_into_parts(text)
    except InvalidNameError as error:
        raise _WrongError(f"{text!r} is no name: {error.reason}; names are parted by 'and'") from None
    family, suffix, given = (
        squeeze(decode(" ".join(part))) for part in (parts.von + parts.last, parts.jr, parts.first)
    )
    return written(split_name(", ".join(filter(None, (family, suffix, given)))))
