"""What the entries of a catalogue mean: nodes into papers, heads, venues and declined papers.

Owns the fields and their types, and nothing else: whether a date exists, a head is known or a DOI is
taken is the rules' to say. Pure. An entry that cannot be read is a problem, not an exception.
"""

from collections.abc import Callable, Iterator
from collections.abc import Mapping as Fields
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from headcat import collector
from headcat.document import (
    Document,
    Entry,
    Lines,
    Mapping,
    Node,
    Problem,
    Scalar,
    Sequence,
    decode,
    parse,
    plain,
)
from headcat.errors import Diagnostic, RefusedError, Severity
from headcat.model import SUMMARY_PARTS, Declined, Head, Link, Paper, Published, Summary, Venue
from headcat.vocabulary import Vocabulary

SECTIONS: Final = ("heads", "venues", "papers", "declined")
PAPER_FIELDS: Final[tuple[str, ...]] = (
    "key",
    "title",
    "authors",
    "date",
    "venue",
    "ids",
    "heads",
    "links",
    "summary",
    "published",
    "note",
)
HEAD_FIELDS: Final = ("name", "aliases", "stage", "group", "broader", "definition")
VENUE_FIELDS: Final = ("name", "aliases", "full", "kind")
DECLINED_FIELDS: Final = ("id", "title", "date", "reason")
_REQUIRED: Final = {
    "papers": ("key", "title", "authors", "date"),
    "heads": ("name",),
    "venues": ("name",),
    "declined": ("id", "date", "reason"),
}
T_co = TypeVar("T_co", covariant=True)
_EMPTY: Final = ("", "~", "null")  # what YAML takes for nothing, when it is plain


@dataclass(frozen=True, slots=True)
class Record(Generic[T_co]):
    """A paper, head, venue or declined paper with the entry that it was read from."""

    value: T_co
    entry: Entry

    def at(self, *path: str | int) -> int:
        """Return the offset of a field, list item or value; of its nearest parent if it is not there.

        >>> record.at("links", "code")  # doctest: +SKIP
        """
        node: Node = self.entry.node
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            node = found
        return node.start


@dataclass(slots=True)
class Reading:
    """A whole catalogue as read: what could be read, and what was wrong, in the text's order."""

    document: Document
    papers: list[Record[Paper]] = field(default_factory=list)
    heads: list[Record[Head]] = field(default_factory=list)
    venues: list[Record[Venue]] = field(default_factory=list)
    declined: list[Record[Declined]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def vocabulary(self) -> Vocabulary:
        """Return the heads and venues as a vocabulary."""
        heads = tuple(record.value for record in self.heads)
        return Vocabulary(heads, tuple(record.value for record in self.venues))


def read(text: str) -> Reading:
    """Read a catalogue text."""
    with collector.paused():
        return read_document(parse(text))


def read_document(document: Document) -> Reading:
    """Read a catalogue text that is parsed already."""
    reading = Reading(document, problems=list(document.problems))
    reading.problems += _check_sections(document)
    reading.heads = list(_read_section(document, "heads", _head, reading.problems))
    reading.venues = list(_read_section(document, "venues", _venue, reading.problems))
    reading.papers = list(_read_section(document, "papers", _paper, reading.problems))
    reading.declined = list(_read_section(document, "declined", _declined, reading.problems))
    reading.problems.sort(key=lambda problem: problem.offset)
    return reading


def decode_text(path: str, data: bytes) -> tuple[str, bool]:
    """Decode a catalogue's bytes, as `headcat.document.decode` does.

    Raises:
        RefusedError: they are not UTF-8, or there are none.

    """
    if not data.strip():
        message = "the file is empty; a catalogue has at least the line 'papers:'"
        raise _refused(path, "HC009", (0, 0), message)
    try:
        return decode(data)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        message = f"byte 0x{error.object[error.start]:02X} is not UTF-8; save the file in UTF-8"
        raise _refused(path, "HC010", Lines(before).place(len(before)), message) from None


def _refused(path: str, code: str, place: tuple[int, int], message: str) -> RefusedError:
    diagnostic = Diagnostic(code, Severity.ERROR, path, *place, message)
    return RefusedError(str(diagnostic), (diagnostic,))


def _check_sections(document: Document) -> Iterator[Problem]:
    if "papers" not in document.sections and not document.problems:
        yield Problem("HC009", 0, "there is no section 'papers:'; write one, with the papers under it")
    for section in document.sections.values():
        if section.name not in SECTIONS:
            message = f"no section is called {section.name!r}; it may be {', '.join(SECTIONS)}"
            yield Problem("HC009", section.key.start, message)
        elif not isinstance(section.value, Sequence) and not _is_empty(section.value):
            message = f"{section.name}: must be a list, each item begun by a dash"
            yield Problem("HC102", section.key.start, message)


class _MistakeError(Exception):
    """A field is not of its type: what is wrong, and where."""

    def __init__(self, code: str, offset: int, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, offset, message)


def _read_section(
    document: Document,
    section: str,
    convert: Callable[[dict[str, Node]], T_co],
    problems: list[Problem],
) -> Iterator[Record[T_co]]:
    for entry in document.entries(section):
        try:
            # Of the sections only papers: is ever written canonically.
            value: Any = (
                _canonical_paper(**entry.says()) if entry.canonical else convert(_fields(entry, section))
            )
            yield Record(value, entry)
        except _MistakeError as error:
            problems.append(error.problem)


def _fields(entry: Entry, section: str) -> dict[str, Node]:
    node = entry.node
    if not isinstance(node, Mapping):
        raise _MistakeError("HC102", node.start, f"an entry of {section}: must be fields and values")
    fields = {key.value: value for key, value in node.pairs if not _is_empty(value)}
    missing = [name for name in _REQUIRED[section] if name not in fields]
    if missing:
        raise _MistakeError("HC101", node.start, f"the entry has no {' and no '.join(missing)}")
    return fields


def _paper(fields: dict[str, Node]) -> Paper:
    known = {name: fields[name] for name in PAPER_FIELDS if name in fields}
    summary = known.get("summary")
    published = known.get("published")
    return Paper(
        key=_text("key", known["key"]),
        title=_text("title", known["title"]),
        authors=_texts("authors", known["authors"]),
        date=_text("date", known["date"]),
        venue=_optional("venue", known),
        ids={name: _text(name, node) for name, node in _items("ids", known)},
        heads=_texts("heads", known["heads"]) if "heads" in known else (),
        links=tuple(_links(known)),
        summary=_summary(known) if summary else None,
        note=_optional("note", known),
        published=_published(known) if published else None,
        extra={name: plain(node) for name, node in fields.items() if name not in known},
    )


def _canonical_paper(
    *,
    authors: list[str],
    heads: list[str] | None = None,
    links: Fields[str, str] | None = None,
    summary: Fields[str, str] | None = None,
    **texts: Any,
) -> Paper:
    """Return the paper of an entry whose fields are known to be of their types."""
    return Paper(
        authors=tuple(authors),
        heads=tuple(heads or ()),
        links=tuple(map(Link._make, (links or {}).items())),
        summary=Summary(**summary) if summary else None,
        **texts,
    )


def _summary(fields: dict[str, Node]) -> Summary:
    parts = {}
    for name, node in _items("summary", fields):
        if name not in SUMMARY_PARTS:
            message = f"the summary has no part {name!r}; it may have {', '.join(SUMMARY_PARTS)}"
            raise _MistakeError("HC102", node.start, message)
        parts[name] = _text(name, node)
    return Summary(**parts)


def _published(fields: dict[str, Node]) -> Published:
    inner = dict(_items("published", fields))
    for name, node in inner.items():
        if name not in {"title", "authors"}:
            raise _MistakeError("HC102", node.start, f"published: holds title and authors, not {name!r}")
    authors = _texts("authors", inner["authors"]) if "authors" in inner else ()
    return Published(_optional("title", inner), authors)


def _links(fields: dict[str, Node]) -> Iterator[Link]:
    for kind, node in _items("links", fields):
        urls = node.items if isinstance(node, Sequence) else (node,)
        for url in urls:
            yield Link(kind, _text(kind, url))


def _head(fields: dict[str, Node]) -> Head:
    return Head(
        name=_text("name", fields["name"]),
        aliases=_texts("aliases", fields["aliases"]) if "aliases" in fields else (),
        stage=_optional("stage", fields),
        group=_optional("group", fields),
        broader=_optional("broader", fields),
        definition=_optional("definition", fields),
    )


def _venue(fields: dict[str, Node]) -> Venue:
    return Venue(
        name=_text("name", fields["name"]),
        aliases=_texts("aliases", fields["aliases"]) if "aliases" in fields else (),
        full=_optional("full", fields),
        kind=_optional("kind", fields) or "proceedings",
    )


def _declined(fields: dict[str, Node]) -> Declined:
    return Declined(
        id=_text("id", fields["id"]),
        date=_text("date", fields["date"]),
        reason=_text("reason", fields["reason"]),
        title=_optional("title", fields),
    )


def _text(name: str, node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _MistakeError("HC102", node.start, f"{name}: must be one value, not {_shape(node)}")
    return node.value


def _texts(name: str, node: Node) -> tuple[str, ...]:
    if not isinstance(node, Sequence):
        raise _MistakeError("HC102", node.start, f"{name}: must be a list, not {_shape(node)}")
    return tuple(_text(name, item) for item in node.items)


def _optional(name: str, fields: dict[str, Node]) -> str | None:
    return _text(name, fields[name]) if name in fields else None


def _items(name: str, fields: dict[str, Node]) -> Iterator[tuple[str, Node]]:
    node = fields.get(name)
    if node is None:
        return
    if not isinstance(node, Mapping):
        raise _MistakeError("HC102", node.start, f"{name}: must be names and values, not {_shape(node)}")
    yield from ((key.value, value) for key, value in node.pairs if not _is_empty(value))


def _shape(node: Node) -> str:
    if isinstance(node, Scalar):
        return "one value"
    return "a list" if isinstance(node, Sequence) else "names and values"


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.style is None and node.value in _EMPTY


def _step(node: Node, step: str | int) -> Any:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
        return node.items[step]
    return None
