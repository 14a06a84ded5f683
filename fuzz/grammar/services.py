"""What services answer, and pages: Atom, JSON, BibTeX, HTML, whole, of strange shapes, and cut off."""

import json
from html import escape

from hypothesis import strategies as st

from fuzz.grammar.hostile import encoded, lines, spoilt, words
from fuzz.grammar.references import bibtex, json_values

_NAMES = (
    "message", "items", "DOI", "type", "title", "subtitle", "author", "given", "family", "suffix", "name",
    "issued", "published", "date-parts", "posted", "container-title", "institution", "updated-by",
    "relation", "is-preprint-of", "id-type", "id", "abstract", "result", "hits", "hit", "info", "authors",
    "text", "venue", "year", "key", "doi", "ee", "notes", "content", "value", "venueid", "forum", "pdate",
    "cdate", "ddate",
)  # fmt: skip
_ATOM = (
    "id",
    "title",
    "published",
    "updated",
    "summary",
    "author",
    "name",
    "comment",
    "journal_ref",
    "doi",
    "x",
)
_BOMB = '<!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
_HEAD = (
    "<html><head>", "<title>", "</title>", "<meta name='citation_title' content='",
    "<meta property='og:title' content='", "'>", "<svg><title>", "Just a moment", "[2405.00001] A Title",
    "<script>", "<![CDATA[", "<!--", "<?php", "<code>@misc{a, title={A}}", "</code>", "<body>",
)  # fmt: skip
_PLACES = (
    "https://example.org/a", "/b", "../c", "//d.e/f", "http://127.0.0.1:1/", "http://[::1]/",
    "file:///etc/passwd", "gopher://a", "javascript:alert(1)", "https://example.org:99999/",
    "https://a@b/c", "?q", "#f", "", "http://[", "https://x.y/login",
)  # fmt: skip


def _json() -> st.SearchStrategy[str]:
    value = json_values(_NAMES)
    work = st.dictionaries(st.sampled_from(_NAMES), value, max_size=8)
    note = st.fixed_dictionaries({"id": lines(), "content": work}, optional={"pdate": value, "forum": value})
    shapes = st.one_of(
        st.fixed_dictionaries({"message": work}),
        st.fixed_dictionaries({"message": st.fixed_dictionaries({"items": st.lists(work, max_size=2)})}),
        st.fixed_dictionaries({"notes": st.lists(note, max_size=2)}),
        work.map(lambda info: {"result": {"hits": {"hit": [{"info": info}]}}}),
        value,
    )
    return shapes.map(lambda found: json.dumps(found, ensure_ascii=False))


def _atom() -> st.SearchStrategy[str]:
    element = st.builds(
        lambda name, text, raw: f"<{name}>{text if raw else escape(text)}</{name}>",
        st.sampled_from(_ATOM),
        st.one_of(
            st.sampled_from(["http://arxiv.org/abs/2203.00001v2", "2022-03-08T00:00:00Z", "withdrawn"]),
            lines(),
        ),
        st.booleans(),
    )
    entry = st.lists(element, max_size=8).map(lambda found: f"<entry>{''.join(found)}</entry>")
    return st.builds(
        lambda bomb, entries: f'{bomb}<feed xmlns="http://www.w3.org/2005/Atom">{"".join(entries)}</feed>',
        st.sampled_from(["", "", "", _BOMB]),
        st.lists(entry, max_size=3),
    )


def answers() -> st.SearchStrategy[bytes]:
    """Return an answer of any service."""
    code = bibtex().map(lambda data: b"<html><code>" + data + b"</code></html>")
    return st.one_of(spoilt(_json()), spoilt(_json()), spoilt(_atom()), bibtex(), code)


def pages() -> st.SearchStrategy[bytes]:
    """Return a page of the web."""
    piece = st.one_of(st.sampled_from(_HEAD), st.sampled_from(_HEAD), lines())
    return spoilt(st.lists(piece, max_size=10).map("".join))


def redirects() -> st.SearchStrategy[bytes]:
    """Return an address, and where one is sent on to, a line each."""
    place = st.one_of(
        st.sampled_from(_PLACES),
        st.sampled_from(_PLACES),
        st.tuples(st.sampled_from(_PLACES), words()).map("".join),
    )
    return encoded(st.lists(place, min_size=1, max_size=7).map("\n".join))
