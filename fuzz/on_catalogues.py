"""Catalogues as targets: read, inspected, laid out, indexed, changed and written.

What must hold beside ending well: a text that is laid out stays laid out; what goes to terminals and
pipes has nothing in it that acts on them; an index that follows says what a new one says.
"""

import json
from pathlib import Path
from typing import Final

from fuzz import workplace
from headcat import canonical
from headcat.catalogue import Catalogue
from headcat.changes.amendments import Amendment, amended
from headcat.changes.checking import findings, mended
from headcat.changes.revisions import Revision, revised
from headcat.document import parse, plain
from headcat.document.records import decode_text, read
from headcat.formats import REPORTERS, VIEWS, WRITERS, Context, Described, is_raw, reporter, table, writer
from headcat.formats import plain as lines
from headcat.formats.markdown import LAYOUTS
from headcat.merge import merged
from headcat.model import Link, Query
from headcat.rules import RULES
from headcat.rules.manual import manual
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import json_visible, visible_lines

_PATH: Final = Path("data/papers.yaml")
_TODAY: Final = "2025-01-01"
_CRLF: Final = ("csv", "ris")  # whose lines end so by their standards


def document(data: bytes) -> None:
    """Parse a text, and ask for everything in it."""
    parsed = parse(decode_text(str(_PATH), data)[0])
    for name in parsed.sections:
        for entry in parsed.entries(name):
            plain(entry.node)
            assert 0 <= entry.start <= entry.end <= len(parsed.text)
    assert all(0 <= problem.offset <= len(parsed.text) for problem in parsed.problems)


def records(data: bytes) -> None:
    """Read a catalogue's papers, heads, venues and declined papers."""
    reading = read(decode_text(str(_PATH), data)[0])
    vocabulary = reading.vocabulary()
    for record in reading.papers:
        json.dumps(vocabulary.settled(record.value).to_json())
        for path in (("links", "code"), ("heads", 0), ("title",), ("x",)):
            assert 0 <= record.at(*path) <= len(reading.document.text)


def rules(data: bytes) -> None:
    """Look at a catalogue with every rule, and mend what can be."""
    found = findings(str(_PATH), data, frozenset(RULES), _TODAY)
    for name in REPORTERS:
        shown = "".join(reporter(name)(found, _described, color=False))
        assert visible_lines(shown) == shown, f"{name} shows what acts on a terminal"
    new, _ = mended(_PATH, data, frozenset(RULES), _TODAY)
    again, _ = mended(_PATH, new, frozenset(RULES), _TODAY)
    assert again == new


def _described(code: str) -> Described:
    text = manual(code)
    return Described(RULES[code].name, RULES[code].severity, text.title, text.text)


def fmt(data: bytes) -> None:
    """Lay a catalogue out, and again, which changes nothing."""
    new, change = canonical.formatted(_PATH, data)
    change.diff()
    assert canonical.formatted(_PATH, new)[0] == new


def index(data: bytes) -> None:
    """Index a catalogue, and ask for all of it."""
    path = workplace.catalogue(data)
    opened = Catalogue.open(path)
    for paper in opened.find(Query(limit=1)):
        assert opened.locate(paper.key).line > 0
    for text in opened.find_json(Query(search="induction", sort="relevance")):
        json.loads(text)
    for answer in (opened.head_counts(), opened.words()):
        assert all(count >= 0 for count in answer.values())
    opened.errors()


def follow(data: bytes) -> None:
    """Change a file behind its index, which must then say what a new one says."""
    old, _, new = data.partition(b"\0")
    path = workplace.catalogue(old)
    list(Catalogue.open(path).find_json(Query()))
    path.write_bytes(new)
    followed, lines_of = _said(path)
    path = workplace.catalogue(new)
    assert (followed, lines_of) == _said(path)


def _said(path: Path) -> tuple[list[str], list[int]]:
    opened = Catalogue.open(path)
    said = list(opened.find_json(Query(sort="key")))
    keys = [json.loads(text)["key"] for text in said]
    return said, [
        opened._index.line(found.number) for key in keys for found in opened._index.by_key(key, whole=True)
    ]


def merge(data: bytes) -> None:
    """Merge two sides of a catalogue; what nobody changed on one side is the other's."""
    base, _, sides = data.partition(b"\0")
    ours, _, theirs = sides.partition(b"\0")
    done = merged(base, ours, theirs)
    decode_text(str(_PATH), done.data)
    for conflict in done.conflicts:
        assert 0 < conflict.line <= done.data.count(b"\n") + 1
    assert merged(ours, ours, theirs).data == theirs
    assert merged(theirs, ours, theirs).data == ours


def edit(data: bytes) -> None:
    """Change papers of a catalogue; what comes out has no new errors, and can be read."""
    text, _, said = data.partition(b"\0")
    pairs = [line.partition("=") for line in said.decode("utf-8", "surrogateescape").split("\n")]
    given = [(name, value.replace("\u240a", "\n")) for name, _, value in pairs]

    def revise(revision: Revision) -> None:
        for number, says in enumerate(revision.says("papers")):
            if not isinstance(says, dict) or number > 1:
                continue
            if any(name == "remove" for name, _ in given):
                revision.remove("papers", number)
            else:
                revision.update("papers", number, amended(says, _amendment(given), vocabulary))

    vocabulary = read(decode_text(str(_PATH), text)[0]).vocabulary()
    new, change = revised(_PATH, text, revise)
    visible_lines(change.diff())
    decode_text(str(_PATH), new)


def _amendment(given: list[tuple[str, str]]) -> Amendment:
    def of(wanted: str) -> tuple[str, ...]:
        return tuple(value for name, value in given if name == wanted)

    others = {"author", "add-head", "remove-head", "add-link", "remove-link", "unset", "remove", "rename"}
    return Amendment(
        values={name: value for name, value in given if name and name not in others},
        authors=of("author"),
        unset=of("unset"),
        add_heads=of("add-head"),
        remove_heads=of("remove-head"),
        add_links=tuple(Link("code", value) for value in of("add-link")),
        remove_links=tuple(("paper", value or None) for value in of("remove-link")),
    )


# What is written as text from papers alone: a template says by itself what may act on a terminal.
TEXTS: Final = (
    *VIEWS,
    *(name for name, each in WRITERS.items() if each.kind != "binary" and each.suffixes),
)


def writers(data: bytes) -> None:
    """Write a catalogue's papers in every format; terminals and pipes get nothing that acts on them."""
    opened = Catalogue.open(workplace.catalogue(data))
    vocabulary = opened.vocabulary
    papers = list(opened.find(Query()))
    for name in TEXTS:
        for context in _contexts(name, vocabulary):
            given = map(json_visible, opened.find_json(Query())) if is_raw(name) else papers
            _check(name, "".join(writer(name)(given, context)), len(papers))
    for paper in papers:
        _check("one", "".join(lines.write_one(paper)), 1)
        _check("one", "".join(table.write_one(paper, Context(vocabulary))), 1)


def _contexts(name: str, vocabulary: Vocabulary) -> list[Context]:
    plain_one = Context(vocabulary, search="induction")
    if name == "markdown":
        both = (plain_one, plain_one._replace(badges=True))
        return [each._replace(layout=layout) for each in both for layout in LAYOUTS]
    if name == "bibtex":
        return [plain_one, plain_one._replace(ascii=True)]
    return [plain_one, plain_one._replace(width=40)]


def _check(name: str, text: str, count: int) -> None:
    lines_alone = text.replace("\r\n", "\n") if name in _CRLF else text
    assert visible_lines(lines_alone) == lines_alone, f"{name} shows what acts on a terminal"
    if name == "json":
        assert len(json.loads(text)) == count
    if name == "jsonl":
        assert len([json.loads(line) for line in text.split("\n") if line]) == count
