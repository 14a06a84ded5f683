"""What people type, and words out of anything, as targets: queries, names, identifiers, LaTeX, markup."""

from functools import cache

from fuzz import workplace
from fuzz.grammar.hostile import text_of
from headcat.catalogue import Catalogue
from headcat.fetch.hosts import site_of
from headcat.fetch.wanted import wanted
from headcat.formats import bibtex
from headcat.index.searching import marks, parse
from headcat.model import SORT_FIELDS, Query
from headcat.words import escaping as escape
from headcat.words import latex as tex
from headcat.words import wording as worded
from headcat.words.corrections import are_alike
from headcat.words.dates import is_date, span
from headcat.words.folding import compact, fold, squeeze, words
from headcat.words.identifiers import ID_KINDS, canonical, identify, is_web_address
from headcat.words.names import is_key, make_key, split_name, written

_MANY = {
    "head": "heads",
    "not-head": "not_heads",
    "stage": "stages",
    "author": "authors",
    "venue": "venues",
    "has": "has",
}


@cache
def _catalogue() -> Catalogue:
    path = workplace.clean() / "data" / "papers.yaml"
    return Catalogue.open(path)


def query(data: bytes) -> None:
    """Ask the small catalogue a question: lines `field=value`."""
    fields: dict[str, list[str]] = {}
    for line in text_of(data).split("\n"):
        name, _, value = line.partition("=")
        fields.setdefault(name, []).append(value)
    first = {name: values[0] for name, values in fields.items()}
    asked = Query(
        **{ours: tuple(fields[name]) for name, ours in _MANY.items() if name in fields},
        years=tuple(
            (number, number) for number in map(_number, fields.get("year", ())) if number is not None
        ),
        since=first.get("since"),
        until=first.get("until"),
        search=first.get("search"),
        match="all" if "all" in fields else "any",
        sort=first.get("sort", "date"),
        exact="exact" in fields,
        reverse="reverse" in fields,
        limit=_number(first.get("limit", "")),
    )
    opened = _catalogue()
    found = list(opened.find(asked))
    assert len(found) <= 2  # noqa: PLR2004 - the small catalogue has no more
    for name in fields.get("get", ()):
        opened.get(name)


def _number(text: str) -> int | None:
    """Return a number as the command line takes it, or None."""
    try:
        return int(text)
    except ValueError:
        return None


def search(data: bytes) -> None:
    """Understand a query in words, ask it in every order, and mark what it found."""
    text = text_of(data)
    terms = parse(text).sought()
    opened = _catalogue()
    for order in SORT_FIELDS:
        for paper in opened.find(Query(search=text, sort=order)):
            for start, end in marks(paper.title, "title", terms):
                assert 0 <= start < end <= len(paper.title)
    list(marks(text, "title", terms))


def names(data: bytes) -> None:
    """Split names and put them together, and make keys of them."""
    text = text_of(data)
    split = split_name(text)
    assert split_name(written(split)).display() == split_name(written(split_name(written(split)))).display()
    split.sorted_form()
    assert is_key(make_key(text, "2024", text, {"a"}))
    for line in text.split("\n")[:3]:
        are_alike(line, text)


def identifiers(data: bytes) -> None:
    """Tell what a text names; what is canonical stays it, what is an address can be taken apart."""
    text = text_of(data)
    found = identify(text)
    if found is not None:
        assert canonical(found.kind, found.value) == found.value
        assert identify(found.url()) is not None
        found.same()
    for kind in ID_KINDS:
        canonical(kind, text)
    wanted(text)
    site_of(text)
    is_web_address(text)
    if is_date(text):
        assert span(text)[0] <= span(text)[1]


def latex(data: bytes) -> None:
    """Decode and encode LaTeX; what is written for BibTeX has balanced braces and no command of others."""
    text = text_of(data)
    tex.decode(text)
    assert tex.to_ascii(text).isascii()
    escaped = bibtex.escape(text)
    depth = 0
    for place, letter in enumerate(escaped):
        if escaped[max(place - 1, 0)] != "\\":
            depth += {"{": 1, "}": -1}.get(letter, 0)
        assert depth >= 0, "a brace closes what is not open"
    assert depth == 0, "a brace is not closed"


def wording(data: bytes) -> None:
    """Take markup apart, fold it, and shorten it."""
    text = text_of(data)
    for make in (worded.plain, worded.seen, worded.from_html, worded.person, worded.organisation):
        assert make(text).isprintable()
    worded.parted(text, text, text)
    fold(text), words(text), compact(text), squeeze(text)


def escaping(data: bytes) -> None:
    """Make a text harmless for every place that it goes to."""
    text = text_of(data)
    shown = escape.visible(text)
    assert escape.visible(shown) == shown
    assert not {"\n", "\x1b", "\u202e", "\x9b"} & set(shown)
    assert not set("<>\"'") & set(escape.html(text))
    assert not set("<>") & set(escape.markdown(text))
    assert escape.visible_lines(escape.visible_lines(text)) == escape.visible_lines(text)
    assert escape.json_visible(escape.json_visible(text)) == escape.json_visible(text)
