"""What a terminal, a browser or a JSON reader gets of a text that was written to act on it."""

import json
import re
import sys
import unicodedata
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.words import escaping
from headcat.words.escaping import guarded, html, json_visible, markdown, unguarded, visible, visible_lines

BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# As much of what is unseen as of what is seen.
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp")),
        st.sampled_from("\\`*_[]{}()<>#+-.!|~&\"' \t\r\n\x1b\x9b\u202e"),
    )
)
UNCHANGED = [
    "",
    "Heads of a Small Catalogue",
    "a  b",
    "Ekin Akyürek, Petar Veličković, Tiberiu Mușat",
    "注意头 — “x” ½ $α$",
    "नमस्ते \u200d\u200c",  # joiners change how letters are drawn, and are needed for it
    "👩\u200d💻 ❤\ufe0f",
    "[/b] :brain: =1+1 %s \\x1b",
    "e\u0301",
]


def acts(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in BIDI


@pytest.mark.parametrize("text", UNCHANGED)
def test_what_is_seen_stays_as_it_is(text: str) -> None:
    assert (visible(text), visible_lines(text), json_visible(text)) == (text, text, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x00a\x1b[31mred\x1b[0m", "\\x00a\\x1b[31mred\\x1b[0m"),
        ("\x1b]8;;https://evil.example\x07x", "\\x1b]8;;https://evil.example\\x07x"),
        ("\x7f\x80\x85\x9b2J", "\\x7f\\x80\\x85\\x9b2J"),
        ("a\tb\r\nc\n\nd\re", "a b c d e"),
        ("a\x0bb\x0cc\x1cd", "a\\x0bb\\x0cc\\x1cd"),
        ("abc\u202edcba", "abc\\u202edcba"),
        ("\u200b\u200e\u200f\u061c\u2060\ufeff", "\\u200b\\u200e\\u200f\\u061c\\u2060\\ufeff"),
        ("\u2028\u2029\u2066\u2067\u2068\u2069", "\\u2028\\u2029\\u2066\\u2067\\u2068\\u2069"),
        ("\ufff9\ufffa\ufffb", "\\ufff9\\ufffa\\ufffb"),
        ("x\U000e0041\U000e007f", "x\\U000e0041\\U000e007f"),
        ("\ud800x\udfff", "\\ud800x\\udfff"),
    ],
)
def test_what_is_unseen_is_written_out(text: str, expected: str) -> None:
    assert visible(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\tb\n", "a\n\tb\n"),
        ("a\r\nb\rc", "a\\x0d\nb\\x0dc"),
        ("-\x1b[2J\n+\u202e\n", "-\\x1b[2J\n+\\u202e\n"),
        ("a\x0bb\u2028c", "a\\x0bb\\u2028c"),
    ],
)
def test_lines_stay_lines(text: str, expected: str) -> None:
    assert visible_lines(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"title": "\u202ex\x7f"}', '{"title": "\\u202ex\\u007f"}'),
        ('["\U000e0041"]', '["\\udb40\\udc41"]'),
        ('["\\u001b", "\\n", "é中"]', '["\\u001b", "\\n", "é中"]'),
        ('["\ud800"]', '["\\ud800"]'),
    ],
)
def test_json_gets_json_escapes(text: str, expected: str) -> None:
    assert json_visible(text) == expected


@settings(max_examples=100)
@given(HOSTILE)
def test_nothing_that_acts_survives(text: str) -> None:
    assert not any(map(acts, visible(text)))
    assert len(visible(text).splitlines()) <= 1
    assert not any(acts(character) for character in visible_lines(text) if character not in "\n\t")
    assert not any(map(acts, html(text) + markdown(text)))


@settings(max_examples=100)
@given(st.recursive(st.text(st.characters(exclude_categories=("Cs", "N", "So"))), st.lists))
def test_json_keeps_its_meaning(value: object) -> None:
    text = json_visible(json.dumps(value, ensure_ascii=False))
    assert json.loads(text) == value
    assert not any(map(acts, text))


@settings(max_examples=100)
@given(HOSTILE)
def test_escaping_twice_changes_no_more(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert visible_lines(visible_lines(text)) == visible_lines(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heads, of (a) small: catalogue!", "Heads, of (a) small: catalogue!"),
        ("</td><script>alert('1')</script>", "&lt;/td&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;"),
        ('" onload="x', "&quot; onload=&quot;x"),
        ("a & b &amp; c", "a &amp; b &amp;amp; c"),
        ("a\n\nb\x1b", "a b\\x1b"),
    ],
)
def test_html_is_text(text: str, expected: str) -> None:
    assert html(text) == expected


@settings(max_examples=100)
@given(HOSTILE)
def test_html_says_the_text_and_no_more(text: str) -> None:
    assert not set("<>\"'") & set(html(text))
    assert unescape(html(text)) == visible(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Heads, of (a) small: 1. catalogue - x + y", "Heads, of (a) small: 1. catalogue - x + y"),
        ("*a* _b_ `c` ~d~", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~"),
        ("[x](y) ![z] #1 a|b \\", "\\[x\\](y) \\!\\[z\\] \\#1 a\\|b \\\\"),
        ("<b>&amp;</b>", "&lt;b&gt;&amp;amp;&lt;/b&gt;"),
        ("a\n\n# b", "a \\# b"),
    ],
)
def test_markdown_is_text(text: str, expected: str) -> None:
    assert markdown(text) == expected


def test_nothing_that_must_be_written_out_passes_as_printable() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    unseen = re.findall(escaping._UNSEEN, every)
    assert len(unseen) > 2000  # the surrogates alone
    assert [character for character in unseen if character.isprintable()] == []


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", ""),
        ("a=1 - b+c, @d; e\nf", "a=1 - b+c, @d; e\nf"),
        ("it's 'so'", "it's 'so'"),
        ("=1", "'=1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@a", "'@a"),
        ("\t1", "'\t1"),
        ("\r1", "'\r1"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "''=1"),
        ("  =1", "  '=1"),
        ("a;=1; -2\n+3", "a;'=1; '-2\n'+3"),
    ],
)
def test_no_cell_is_a_formula(cell: str, expected: str) -> None:
    assert guarded(cell) == expected
    assert unguarded(expected) == cell


@settings(max_examples=300)
@given(st.text("=+-@\t\r\n'; a", max_size=12))
def test_the_guard_of_a_cell_is_taken_away_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert not re.search(r"(?:^|[;\n\r])\s*?[=+\-@\t\r]", guarded(cell))
