"""RIS, as Zotero, EndNote and publishers write it: a line a tag, a record from TY to ER.

Source: Research Information Systems, "RIS Format Specifications", 2011. What a catalogue has no field
for is kept, under BibTeX's name where it has one.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from headcat.errors import Diagnostic, Severity
from headcat.model import Draft, Link, Place
from headcat.readers import Gathered
from headcat.readers.carried import NAME, restored
from headcat.readers.jsontext import WrongError
from headcat.readers.references import abstracts_passed_over, first_date, identified, is_arxiv, venue
from headcat.words.folding import squeeze
from headcat.words.identifiers import is_web_address
from headcat.words.wording import parted, person

_TAGGED: Final = re.compile(r"([A-Z][A-Z0-9])[ \t]{0,2}-(?:[ \t](.*)|)", re.DOTALL)
_FIELDS: Final = {
    "title": ("TI", "T1", "CT"),
    "authors": ("AU", "A1"),
    "date": ("DA", "PY", "Y1"),
    "venue": ("T2", "JO", "JF", "BT", "C3", "JA", "J1", "J2"),
    "ids": ("DO", "AN"),
    "links": ("UR",),
    "note": ("N1",),
}
_READ: Final = frozenset(
    {
        *_FIELDS["title"],
        *_FIELDS["authors"],
        *_FIELDS["date"],
        "DO",
        "UR",
        "N1",
        "ID",
        "AB",
        "N2",
        "KW",
        "SP",
        "EP",
    }
)
_OWN: Final = "C8"  # one of the tags that are left to programs
_ABSTRACTS: Final = ("AB", "N2")
_NAMES: Final = {
    "A2": "editor",
    "ED": "editor",
    "CY": "address",
    "ET": "edition",
    "IS": "number",
    "LA": "language",
    "PB": "publisher",
    "SN": "issn",
    "VL": "volume",
    "Y2": "urldate",
}
_ORDINARY: Final = frozenset({"JOUR", "JFULL", "CPAPER", "CONF", "GEN", "UNPB", "UNPD", "ELEC", "PREP"})


class _Line(NamedTuple):
    """A line: its tag, or nothing, what stands behind, and where."""

    tag: str
    text: str
    place: Place


class _Record(NamedTuple):
    """A record: its type, where it begins, and the lines of each tag."""

    kind: str
    place: Place
    values: dict[str, list[_Line]]


def gather(text: str, path: str) -> Gathered:
    """Return the records of a RIS text, in its order.

    Args:
        text: the text; a line without a tag goes on with the one before.
        path: the text's name, for messages.

    """
    problems: list[Diagnostic] = []
    records = list(_records(text.removeprefix("\ufeff"), path, problems))
    drafts = []
    for record in records:
        try:
            drafts.append(_restored(_draft(record), record.values.get(_OWN, ())))
        except (ValueError, WrongError) as error:
            problems.append(_problem(record.values[_OWN][0].place, f"{_OWN}: {error}"))
    abstracts = sum(any(tag in record.values for tag in _ABSTRACTS) for record in records)
    if abstracts:
        problems.append(_warning(Place(path, 1, 1), abstracts_passed_over(abstracts)))
    if not records and not problems:
        problems.append(_problem(Place(path, 1, 1), "there is no record here; it begins with 'TY  - '"))
    return Gathered(drafts, sorted(problems, key=lambda problem: (problem.line, problem.column)))


def _problem(place: Place, message: str) -> Diagnostic:
    return Diagnostic("HC009", Severity.ERROR, *place, f"RIS: {message}")


def _warning(place: Place, message: str) -> Diagnostic:
    return _problem(place, message)._replace(severity=Severity.WARNING)


def _records(text: str, path: str, problems: list[Diagnostic]) -> Iterator[_Record]:
    """Yield the records; what stands outside, and an end that lacks, is a problem."""
    record: _Record | None = None
    for line in _lines(text, path):
        if line.tag == "TY":
            if record is not None:
                problems.append(_endless(record))
                yield record
            record = _Record(line.text, line.place, {})
        elif record is None or not line.tag:
            message = f"this belongs to no tag of a record; one begins with 'TY  - ', not {line.text[:40]!r}"
            problems.append(_problem(line.place, message))
        elif line.tag == "ER":
            yield record
            record = None
        else:
            record.values.setdefault(line.tag, []).append(line)
    if record is not None:
        problems.append(_endless(record))
        yield record


def _endless(record: _Record) -> Diagnostic:
    return _warning(record.place, "the record's end, 'ER  - ', lacks")


def _lines(text: str, path: str) -> list[_Line]:
    """Return the lines that say something; one without a tag goes on with the one before, if that has one."""
    lines: list[_Line] = []
    for number, each in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        match, said = _TAGGED.fullmatch(each), squeeze(each)
        if match:
            said = squeeze(match[2] or "")
            column = len(each) - len((match[2] or "").lstrip()) + 1
            lines.append(_Line(match[1], said, Place(path, number, 1 if match[1] == "TY" else column)))
        elif said and lines and lines[-1].tag not in ("", "TY", "ER"):
            lines[-1] = lines[-1]._replace(text=f"{lines[-1].text} {said}".strip())
        elif said:
            lines.append(_Line("", said, Place(path, number, 1)))
    return [
        line._replace(place=line.place._replace(column=1)) if line.tag == "TY" else line for line in lines
    ]


def _draft(record: _Record) -> Draft:
    texts = {tag: [line.text for line in lines if line.text] for tag, lines in record.values.items()}
    container = next((tag for tag in _FIELDS["venue"] if texts.get(tag)), "")
    name = " ".join(texts.get(container, ()))
    urls = [url for text in texts.get("UR", ()) for url in re.split(r"(?<![\s;])[\s;]++(?=https?://)", text)]
    named = [name, *texts.get("AN", ()), *texts.get("N1", ()), *texts.get("M1", ())]
    ids = identified("", _first(texts, ("DO",)), urls[0] if urls else "", named)
    date = _date(texts)
    return Draft(
        title=_first(texts, _FIELDS["title"]),
        authors=tuple(map(_author, [*texts.get("AU", ()), *texts.get("A1", ())])),
        date=first_date(ids, date),
        venue=venue(name, date[:4], ids),
        ids=ids,
        links=tuple(Link("paper", url) for url in urls if is_web_address(url)),
        note=" ".join(text for text in texts.get("N1", ()) if not is_arxiv(text)),
        key=_first(texts, ("ID",)),
        extra=dict(_extra(record.kind, texts, container, urls)),
        places={"": record.place, **dict(_found(record.values))},
    )


def _restored(draft: Draft, lines: Iterable[_Line]) -> Draft:
    """Return a draft with what headcat wrote into the tag that is left to programs."""
    for line in lines:
        if line.text.startswith(f"{NAME} {{"):
            return restored(draft, json.loads(line.text.removeprefix(NAME)))
    return draft


def _first(texts: Mapping[str, Sequence[str]], tags: Iterable[str]) -> str:
    return next((texts[tag][0] for tag in tags if texts.get(tag)), "")


def _author(text: str) -> str:
    """Return a name as the catalogue writes it, from `Family, Given, Suffix`."""
    family, comma, rest = text.partition(",")
    if not comma:
        return person(text)
    given, _, suffix = rest.partition(",")
    return parted(given.strip(), family.strip(), suffix.strip())


def _date(texts: Mapping[str, Sequence[str]]) -> str:
    """Return the most exact of a record's dates, YYYY/MM/DD/other each."""
    dates = (re.split("[/-]", text)[:3] for tag in _FIELDS["date"] for text in texts.get(tag, ()))
    joined = ("-".join(part.strip().zfill(2) for part in parts if part.strip()) for parts in dates)
    return max(joined, key=len, default="")


def _extra(
    kind: str, texts: Mapping[str, Sequence[str]], container: str, urls: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Yield what a record says beside what a draft has fields for."""
    if kind not in _ORDINARY:
        yield "type", kind
    pages = [*texts.get("SP", ()), *texts.get("EP", ())]
    several = {"pages": "-".join(pages), "keywords": ", ".join(texts.get("KW", ()))}
    several["url"] = " ".join(url for url in urls if not is_web_address(url))
    yield from ((name, text) for name, text in several.items() if text)
    kept: dict[str, list[str]] = {}
    for tag, values in texts.items():
        more = values[1:] if tag in (*_FIELDS["title"], "ID", "DO") else values
        unread = [text for text in more if not (tag in ("AN", "M1") and is_arxiv(text))]
        if tag != container and (tag not in _READ or more is not values) and unread:
            kept.setdefault(_NAMES.get(tag, tag.lower()), []).extend(unread)
    yield from ((name, "; ".join(values)) for name, values in kept.items())


def _found(values: Mapping[str, Sequence[_Line]]) -> Iterator[tuple[str, Place]]:
    """Yield for each field of a draft the place of the first tag that it is read from."""
    for name, tags in _FIELDS.items():
        place = next((values[tag][0].place for tag in tags if tag in values), None)
        if place:
            yield name, place
