"""Cells and items: what HTML and Markdown say, link to and show, however they are written."""

import pytest

from headcat.readers.markup import Anchor, badge_text, item, tables


@pytest.mark.parametrize(
    ("source", "alt", "said"),
    [
        ("https://img.shields.io/badge/Some_Head-blue", "x", "Some Head"),
        ("https://img.shields.io/badge/Some%20Head-blue.svg", "x", "Some Head"),
        ("https://img.shields.io/badge/arXiv-Paper-red?logo=arxiv", "x", "arXiv Paper"),
        ("https://img.shields.io/badge/N--gram__Head-blue", "x", "N-gram_Head"),
        ("https://img.shields.io/badge/Head", "x", "Head"),
        ("https://img.shields.io/github/stars/a/b", " Stars ", "Stars"),
        ("https://other.org/badge/Some_Head-blue", "Alt", "Alt"),
        ("https://[shields.io/badge/a-b", "Alt", "Alt"),
        ("", "", ""),
    ],
)
def test_what_a_badge_says(source: str, alt: str, said: str) -> None:
    assert badge_text(source, alt) == said


def test_a_table_is_taken_apart() -> None:
    text = """before <td>no</td>
<table>
<td COLSPAN='2'>A &amp; b<br/> c <b>d</B><span></span></td><td colspan="x"><small>s</small><em>e</em></td>
<tr><th>H</tr>
<tr></tr>
<tr><td><a href="https://a.org">one<td><a href="">none</a><img alt="pic"><img><a href="https://b.org">x
<table><tr><td>inner"""
    first, second = tables(text)
    assert (first.first, first.last, second.first, second.last) == (2, 7, 7, 7)
    (one, two), (heading,), (left, right) = first.rows
    assert (one.line, one.columns, one.lines(), one.strong) == (3, 2, ["A & b", "c d"], "d")
    assert (two.columns, two.small, two.emphasis, two.heading) == (1, "s", ["e"], False)
    assert (heading.heading, heading.text) == (True, "H")
    assert (left.links, right.links) == ([Anchor("one", "https://a.org")], [Anchor("x", "https://b.org")])
    assert right.badges == ["pic"]
    assert [cell.text for row in second.rows for cell in row] == ["inner"]


@pytest.mark.parametrize(
    ("text", "said", "links"),
    [
        ("a [b c](https://d.org/e_(f)) g", "a b c g", [Anchor("b c", "https://d.org/e_(f)")]),
        ("[**b** `c*d`](https://d.org?a=1&amp;b=2)", "b c*d", [Anchor("b c*d", "https://d.org?a=1&b=2")]),
        ("[![alt](https://i.org/x.png)](https://d.org)", "", [Anchor("alt", "https://d.org")]),
        ("[[pdf](https://d.org)]", "[pdf]", [Anchor("pdf", "https://d.org")]),
        ("<https://d.org> x", " x", [Anchor("", "https://d.org")]),
        ("a_b_c 2*3*4 __d__ _e_", "a_b_c 2*3*4 d e", []),
        (r"\<b\> \[x\](y)", "<b> [x](y)", []),
        ("</b> stray </td> end", " stray  end", []),
    ],
)
def test_what_an_item_says(text: str, said: str, links: list[Anchor]) -> None:
    cell = item(text, 7)
    assert (cell.line, cell.text, cell.links) == (7, said, links)


@pytest.mark.parametrize(
    ("said", "columns"),
    [("3", 3), ("", 1), ("x", 1), ("-2", 1), ("9" * 5000, 1), ("\u0663", 1), ("9999", 9999)],
)
def test_how_many_columns_a_cell_takes(said: str, columns: int) -> None:
    (table,) = tables(f'<table><tr><td colspan="{said}">a</td></tr></table>')
    assert table.rows[0][0].columns == columns


@pytest.mark.parametrize("broken", ["<![;", "<![x[", "<![CDATA[ x ]]>", "<![if !IE]>", "<!x"])
def test_what_is_no_html_ends_nothing(broken: str) -> None:
    (table,) = tables(f"<table><tr><td>{broken}</td><td>b</td></tr></table>")
    assert [cell.text for cell in table.rows[0]][-1] == "b"
