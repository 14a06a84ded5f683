"""Pieces that have broken programs before, and texts made of them; every grammar puts them everywhere."""

from typing import Final

from hypothesis import strategies as st

# What acts on terminals, shells, spreadsheets, browsers, LaTeX, SQL, regular expressions and parsers.
HOSTILE: Final = (
    "\x1b[31m", "\x1b]8;;https://example.org\x1b\\", "\x1b]0;title\x07", "\x9b1m", "\u202e", "\u2066",
    "\u200b", "\ufeff", "\u2028", "\x00", "\x7f", "\x85", "\ud800", "\U000e0041", "e\u0301\u0323\u0302",
    "ﷺ", "İ", "ǰ", "[/b]", "[bold]", ":brain:", "=1+1", "+1", "-1", "@SUM(A1)", "\t=1",
    "<script>alert(1)</script>", "<![CDATA[", "<!--", "-->", "<!DOCTYPE x", "&#0;", "&#x110000;", "&lt;",
    "javascript:alert(1)", "data:text/html,x", "\\input{/etc/passwd}", "\\write18{id}", "\\def", "{", "}",
    "{{", "}}", "$", "%", "#", "~", "^", "_", "``", "''", "../../etc/passwd", "/", "-rf", "--help", "-",
    "; id", "$(id)", "`id`", "|", "&", "*", "?", "[", "]", "(", ")", "'", '"', "\\", "\\\\", "\\x", "%s",
    "%n", "{0}", "' OR 1=1 --", '"*"', "NEAR(", "AND", "OR", "NOT", "http://[", "https://[::1]:99999/",
    "https://a@b", "//", "?", "10.1145/", "arXiv:", "٣", "²", "Ⅷ", "1e999", "NaN", "9" * 5000, "0x1f",
    "2024-02-30", "0000", "99999", "-0", "null", "~", "no", "12:30", ": ", " #", "- ", "? ", "&a", "*a",
    "!!str", "|", ">", "|+9", "%YAML", "---", "...", "<<<<<<< ", "=======", ">>>>>>> ", "<<", "\r", "\r\n",
)  # fmt: skip
# What the grammars of the formats are made of.
SYNTAX: Final = (
    "heads:\n", "venues:\n", "papers:\n", "declined:\n", "  - key: ", "    title: ",
    "    authors:\n      - ", "    date: ", "    venue: ", "    ids:\n      arxiv: ", "    heads: [",
    "    links:\n      paper: ", "    summary:\n      innovation: ", "    note: ", "    published:\n",
    "@article{", "@string{", "@comment", "title = {", "author = {", " and ", "TY  - JOUR\n", "AU  - ",
    "ER  - \n", '{"title": ', '"author": [', '"issued": ', "Title: ", "### ", "| --- |", "<table>", "<tr>",
    "<td>", "</td>", '<a href="', "](http", "**", "* ", "1. ", "`", "https://arxiv.org/abs/",
    "https://doi.org/", "https://openreview.net/forum?id=", "https://img.shields.io/badge/", "title:",
    "year:", "author:", "--search", "--sort", "--json", "[tool.headcat]", "select = [", "<entry>", "<id>",
    "\\'", '\\"{', "\\emph{", "$\\alpha$", "\\href{", "\n", "  ", "\t",
)  # fmt: skip
WORDS: Final = (*HOSTILE, *SYNTAX)
_PLAIN: Final = (
    "Induction Heads", "Ada Adams", "van der Berg, Ludwig", "{The Team}", "2022-03-08", "2203.00001",
    "NeurIPS 2022", "attention", "a", "A", "Ä", "中文", "https://example.org/a", "10.1145/1234.5678", "and",
    "et al.", " ", ",", ":",
)  # fmt: skip


def words() -> st.SearchStrategy[str]:
    """Return a word: hostile, of some format's syntax, plain, or of any letters."""
    return st.one_of(
        st.sampled_from(HOSTILE), st.sampled_from(_PLAIN), st.sampled_from(SYNTAX), st.text(max_size=8)
    )


def pumped() -> st.SearchStrategy[str]:
    """Return a text that says the same again and again, which is what slow algorithms hate."""
    counts = st.sampled_from([50, 1_000, 1_000, 5_000, 30_000])
    begun = st.sampled_from(["", "", "[", "{", "<a ", "- "])
    return st.builds(
        lambda before, piece, count, after: (
            before + piece * min(count, 120_000 // max(len(piece), 1)) + after
        ),
        begun,
        words(),
        counts,
        words(),
    )


def texts() -> st.SearchStrategy[str]:
    """Return a text of a few words, or seldom a long one."""
    few = st.lists(words(), max_size=6).map("".join)
    return st.integers(0, 39).flatmap(lambda number: few if number else pumped())


def lines() -> st.SearchStrategy[str]:
    """Return a text, mostly on one line."""
    return st.one_of(texts().map(lambda text: " ".join(text.split())), texts())


def encoded(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Return texts as bytes; what UTF-8 cannot hold is in them all the same."""
    return strategy.map(lambda text: text.encode("utf-8", "surrogatepass"))


def spoilt(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    """Return texts of a grammar as bytes, some of them with something put in or left out anywhere."""

    def spoil(text: str, places: list[tuple[float, str, int]]) -> str:
        for place, word, cut in places:
            at = int(place * len(text))
            text = text[:at] + word + text[at + cut :]
        return text

    changes = st.lists(st.tuples(st.floats(0, 1), words(), st.sampled_from([0, 0, 1, 5, 50])), max_size=3)
    return encoded(st.one_of(strategy, st.builds(spoil, strategy, changes)))


def text_of(data: bytes) -> str:
    """Return an input as text; bytes that are no UTF-8 become half surrogates, as in words of a command."""
    return data.decode("utf-8", "surrogateescape")
