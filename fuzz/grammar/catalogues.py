"""Catalogues: YAML as people write it, in headcat's own layout and in others, right and wrong."""

import json

from hypothesis import strategies as st

from fuzz.grammar.hostile import lines, spoilt, words
from fuzz.grammar.hostile import texts as any_texts

_NAMES = (
    "Induction Head",
    "Mover Head",
    "Name Mover Head",
    "induction",
    "Inductive Head",
    "NeurIPS",
    "NIPS",
    "arXiv",
)
_KEYS = ("adams2022heads", "zorn2023names", "a", "b", "key", "-rf", "../x", "A" * 300)
_HEADS = """\
heads:
  - name: Induction Head
    aliases: [Inductive Head]
    stage: Latent Reasoning
  - name: Mover Head
  - name: Name Mover Head
    broader: Mover Head
venues:
  - name: NeurIPS
    aliases: [NIPS]
  - name: arXiv
    kind: preprint
"""


def _quoted(text: str) -> st.SearchStrategy[str]:
    """Return a value as it may be written: plain, in either quotes, in a block, in brackets."""
    double = json.dumps(text, ensure_ascii=False)
    single = "'" + text.replace("'", "''") + "'"
    block = "|\n        " + text.replace("\n", "\n        ")
    return st.sampled_from([text, text, double, double, double, single, block, f"[{text}]", f"{{a: {text}}}"])


def _values() -> st.SearchStrategy[str]:
    named = st.sampled_from((*_NAMES, *_KEYS))
    return st.one_of(named, lines(), lines()).flatmap(_quoted)


def _field(name: str, value: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return value.map(lambda text: f"    {name}: {text}\n")


def _list(name: str, value: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(value, max_size=3)
    return items.map(lambda found: f"    {name}:\n" + "".join(f"      - {item}\n" for item in found))


def _mapping(name: str, names: tuple[str, ...], value: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(st.tuples(st.sampled_from(names), value), max_size=3)
    return items.map(
        lambda found: f"    {name}:\n" + "".join(f"      {one}: {said}\n" for one, said in found)
    )


def _papers() -> st.SearchStrategy[str]:
    dates = st.sampled_from(["2022-03-08", "2022-03", "2022", "2022-02-30", "0000", "12022"])
    ids = st.sampled_from(['"2203.00001"', '"10.1145/1"', "2203.00001", '"P19-1580"', "AbC12dEfGh"])
    addresses = st.sampled_from(
        ["https://arxiv.org/abs/2203.00001", "javascript:alert(1)", "https://a.b/?q=[1]"]
    )
    rest = st.lists(
        st.one_of(
            _field("venue", st.one_of(st.sampled_from(["NeurIPS 2022", "arXiv"]), _values())),
            _mapping("ids", ("arxiv", "doi", "acl", "openreview", "x"), st.one_of(ids, _values())),
            _list("heads", st.one_of(st.sampled_from(_NAMES), _values())),
            _mapping("links", ("paper", "code", "data", "x"), st.one_of(addresses, _values())),
            _mapping("summary", ("innovation", "tasks", "result", "x"), _values()),
            _mapping("published", ("title", "authors"), _values()),
            _field("note", _values()),
            st.builds(lambda name, value: f"    {name}: {value}\n", words(), _values()),
            st.sampled_from(["\n", "    # a comment\n", "  # headcat: ignore[HC302]\n", "# at the left\n"]),
        ),
        max_size=5,
        unique_by=lambda field: field.partition(":")[0],
    )
    return st.builds(
        lambda key, title, authors, date, fields: f"  - key: {key}\n{title}{authors}{date}{''.join(fields)}",
        st.one_of(
            st.sampled_from(_KEYS),
            st.from_regex(r"[a-z]{1,8}20[0-9]{2}[a-z]{0,3}", fullmatch=True),
            _values(),
        ),
        _field("title", _values()),
        _list("authors", st.one_of(st.sampled_from(["Ada Adams", "{The Team}", "Berg, Jr, A"]), _values())),
        _field("date", st.one_of(dates, _values())),
        rest,
    )


def _catalogues() -> st.SearchStrategy[str]:
    heads = st.sampled_from([_HEADS, _HEADS, "", "heads: []\n", "heads:\n"])
    declined = st.sampled_from(
        ["", "", 'declined:\n  - id: "2401.00001"\n    date: 2024-01-01\n    reason: no\n']
    )
    return st.builds(
        lambda first, papers, last, newline: f"{first}papers:\n{''.join(papers)}{last}".replace(
            "\n", newline
        ),
        heads,
        st.lists(_papers(), max_size=4),
        declined,
        st.sampled_from(["\n", "\n", "\n", "\r\n"]),
    )


def papers() -> st.SearchStrategy[bytes]:
    """Return catalogues that can be read as a whole, mostly; what they say is hostile."""
    return spoilt(_catalogues())


def texts() -> st.SearchStrategy[bytes]:
    """Return catalogues, whole and spoilt, and texts that are none; nested and repeated without measure."""
    pumps = st.builds(
        lambda before, piece, count, after: before + piece * count + after,
        st.sampled_from(["", "papers:\n", "papers:\n  - key: a\n    title: ", "papers: "]),
        st.sampled_from(
            ["[", "{", "- ", "a: ", "{a: ", "? ", '"', "'", "\n", "  - key: a\n", "x:\n", "*a ", "&a ", "|\n"]
        ),
        st.sampled_from([10, 100, 1000, 10_000]),
        words(),
    )
    catalogues = papers()
    return st.one_of(catalogues, catalogues, catalogues, spoilt(pumps), spoilt(any_texts()))


def pairs() -> st.SearchStrategy[bytes]:
    """Return two states of a catalogue, with a zero byte between them; mostly one came of the other."""
    one = _catalogues().map(lambda text: text.encode("utf-8", "surrogatepass").replace(b"\0", b""))
    become = st.sampled_from([_grown, _shrunk, _changed, lambda _, other: other])
    return st.builds(lambda old, other, how: old + b"\0" + how(old, other), one, one, become)


def trios() -> st.SearchStrategy[bytes]:
    """Return a catalogue and what became of it on two sides, with zero bytes between them."""
    one = _catalogues().map(lambda text: text.encode("utf-8", "surrogatepass").replace(b"\0", b""))
    become = st.sampled_from([_grown, _shrunk, _changed, lambda _, other: other, lambda old, _: old])
    return st.builds(
        lambda base, one, other, ours, theirs: b"\0".join([base, ours(base, one), theirs(base, other)]),
        one,
        one,
        one,
        become,
        become,
    )


def _grown(old: bytes, other: bytes) -> bytes:
    return old + other.partition(b"papers:")[2].lstrip(b"\r\n")


def _shrunk(old: bytes, _: bytes) -> bytes:
    return old[: max(old.rfind(b"  - key"), 0)]


def _changed(old: bytes, _: bytes) -> bytes:
    return old.replace(b"a", b"b", 3)


def changes() -> st.SearchStrategy[bytes]:
    """Return a catalogue and what is to be changed in it: lines of field=value, behind a zero byte."""
    fields = (
        "title",
        "author",
        "date",
        "venue",
        "note",
        "key",
        "ids.doi",
        "ids.arxiv",
        "links.paper",
        "summary.tasks",
    )
    more = ("add-head", "remove-head", "add-link", "remove-link", "unset", "remove", "rename")
    line = st.builds(
        lambda name, value: f"{name}={value}".replace("\0", "").replace("\n", "\u240a"),
        st.sampled_from((*fields, *more)),
        st.one_of(
            st.sampled_from((*_NAMES, "code=https://a.b/c", "note", "summary.tasks", "ids", "2022-01")),
            lines(),
        ),
    )
    return st.builds(
        lambda catalogue, said: (
            catalogue.replace(b"\0", b"") + b"\0" + "\n".join(said).encode("utf-8", "surrogatepass")
        ),
        papers(),
        st.lists(line, min_size=1, max_size=3),
    )
