"""Markdown in its three layouts: as written, and as a renderer of GFM shows it."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from conftest import SMALL
from headcat.document.records import read
from headcat.formats import Context
from headcat.formats.markdown import LAYOUTS, write
from headcat.model import Link, Paper, Summary
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from hostile import HOSTILE

FIRST, SECOND = (record.value for record in read(SMALL).papers)
RENDERER = MarkdownIt("gfm-like", {"linkify": False, "html": True})
TAGS = {
    "awesome": "h2 table thead tr th tbody td strong a sub em br img".split(),
    "table": "table thead tr th tbody td a img".split(),
    "list": "ul li strong a img p".split(),
}
TEXT = st.text(min_size=1, max_size=20) | st.text("\\`*_[]()<>#|~!&\"' -\n{}:ax0", min_size=1, max_size=20)
TABLE_HEAD = "| Date | Paper | Heads | Venue | Links |\n| --- | --- | --- | --- | --- |\n"
BADGE = "https://img.shields.io/badge/{}-blue"


@dataclass
class Page(HTMLParser):
    """What a browser would find in a page."""

    text: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    links: list[tuple[str, str]] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    inside: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.inside.add(tag)
        self.attributes.update(given)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "li":
            self.items.append("")
        elif tag == "a":
            self.links.append((given["href"], ""))
        elif tag == "img":
            self.images.append((given["src"], given["alt"]))
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        self.inside.discard(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self.inside & {"td", "th"}:
            self.rows[-1][-1] += data
        if self.items:
            self.items[-1] += data
        if "a" in self.inside:
            href, text = self.links[-1]
            self.links[-1] = (href, text + data)

    def handle_comment(self, data: str) -> None:
        self.tags.add(f"<!--{data}-->")


def written(*papers: Paper, layout: str = "awesome", badges: bool = False) -> str:
    return "".join(write(papers, Context(Vocabulary(), layout=layout, badges=badges)))


def rendered(*papers: Paper, layout: str = "awesome", badges: bool = False) -> Page:
    page = Page()
    page.feed(RENDERER.render(written(*papers, layout=layout, badges=badges)))
    page.close()
    return page


def paper(title: str = "T", url: str = "", heads: tuple[str, ...] = (), venue: str | None = None) -> Paper:
    links = (Link("paper", url),) if url else ()
    return Paper("k", title, ("Ada Adams",), "2022", venue=venue, heads=heads, links=links)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_awesome() -> None:
    assert written(SECOND, FIRST) == (
        "## 2023\n\n<table>\n<thead>\n<tr>"
        "<th>Date</th><th>Paper &amp; Summary</th><th>Heads</th><th>Links</th></tr>\n</thead>\n<tbody>\n"
        '<tr>\n<td valign="top" nowrap="nowrap">2023-11</td>\n'
        '<td valign="top"><strong><a href="https://arxiv.org/abs/2311.00002">Names: Moved</a></strong><br>\n'
        "<sub>Zoe Zorn · arXiv</sub><br>\n"
        "• <em>Innovation:</em> It moves names.<br>\n"
        "• <em>Tasks:</em> Names.<br>\n"
        "• <em>Significant Result:</em> They move.</td>\n"
        '<td valign="top">Name Mover Head<br>\nInduction Head</td>\n'
        '<td valign="top"><a href="https://arxiv.org/abs/2311.00002">Paper</a></td>\n'
        "</tr>\n</tbody>\n</table>\n"
        "\n## 2022\n\n<table>\n<thead>\n<tr>"
        "<th>Date</th><th>Paper &amp; Summary</th><th>Heads</th><th>Links</th></tr>\n</thead>\n<tbody>\n"
        '<tr>\n<td valign="top" nowrap="nowrap">2022-03-08</td>\n'
        '<td valign="top"><strong><a href="https://arxiv.org/abs/2203.00001">'
        "Heads of a Small Catalogue</a></strong><br>\n"
        "<sub>Ada Adams and Ludwig van der Berg · NeurIPS 2022</sub><br>\n"
        "• <em>Innovation:</em> It names heads.<br>\n"
        "• <em>Tasks:</em> Small tasks.<br>\n"
        "• <em>Significant Result:</em> It works.</td>\n"
        '<td valign="top">Induction Head</td>\n'
        '<td valign="top"><a href="https://arxiv.org/abs/2203.00001">Paper</a><br>\n'
        '<a href="https://github.com/example/heads">Code</a></td>\n'
        "</tr>\n</tbody>\n</table>\n"
    )


def test_table() -> None:
    assert written(SECOND, FIRST, layout="table") == (
        "| Date | Paper | Heads | Venue | Links |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| 2023-11 | [Names: Moved](https://arxiv.org/abs/2311.00002) | Name Mover Head, Induction Head"
        " | arXiv | [Paper](https://arxiv.org/abs/2311.00002) |\n"
        "| 2022-03-08 | [Heads of a Small Catalogue](https://arxiv.org/abs/2203.00001) | Induction Head"
        " | NeurIPS 2022 | [Paper](https://arxiv.org/abs/2203.00001) · "
        "[Code](https://github.com/example/heads) |\n"
    )


def test_list() -> None:
    assert written(SECOND, FIRST, layout="list") == (
        "- **[Names: Moved](https://arxiv.org/abs/2311.00002)** (Zoe Zorn, arXiv, 2023-11)"
        " — Name Mover Head, Induction Head\n"
        "  - Innovation: It moves names.\n"
        "  - Tasks: Names.\n"
        "  - Significant Result: They move.\n"
        "- **[Heads of a Small Catalogue](https://arxiv.org/abs/2203.00001)**"
        " (Ada Adams and Ludwig van der Berg, NeurIPS 2022, 2022-03-08)"
        " [Code](https://github.com/example/heads) — Induction Head\n"
        "  - Innovation: It names heads.\n"
        "  - Tasks: Small tasks.\n"
        "  - Significant Result: It works.\n"
    )


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (
            "awesome",
            (
                "## 2022\n\n<table>\n<thead>\n<tr><th>Date</th><th>Paper &amp; Summary</th><th>Heads</th>"
                '<th>Links</th></tr>\n</thead>\n<tbody>\n<tr>\n<td valign="top" nowrap="nowrap">2022</td>\n'
                '<td valign="top"><strong>T</strong><br>\n<sub>Ada Adams</sub></td>\n<td valign="top"></td>\n'
                '<td valign="top"></td>\n</tr>\n</tbody>\n</table>\n'
            ),
        ),
        (
            "table",
            f"{TABLE_HEAD}| 2022 | T |  |  |  |\n",
        ),
        ("list", "- **T** (Ada Adams, 2022)\n"),
    ],
)
def test_a_bare_paper(layout: str, expected: str) -> None:
    assert written(paper(), layout=layout) == expected


@pytest.mark.parametrize(("layout", "expected"), [("awesome", ""), ("table", TABLE_HEAD), ("list", "")])
def test_no_papers(layout: str, expected: str) -> None:
    assert written(layout=layout) == expected


@pytest.mark.parametrize(
    ("authors", "byline"),
    [
        ((), ""),
        (("Ada Adams",), "Ada Adams"),
        (("{The OpenAI Team}",), "The OpenAI Team"),
        (
            ("García Márquez, Gabriel", "Ludwig van der Berg"),
            "Gabriel García Márquez and Ludwig van der Berg",
        ),
        (("King, Jr., Martin Luther", "B", "C"), "Martin Luther King, Jr. et al."),
    ],
)
def test_bylines(authors: tuple[str, ...], byline: str) -> None:
    texts = [
        visible("".join(rendered(replace(paper(), authors=authors), layout=each).text)) for each in LAYOUTS
    ]
    assert [byline in text for text in texts] == [True, byline == "", True]
    assert written(replace(paper(), authors=authors), layout="list") == (
        f"- **T** ({byline}, 2022)\n" if byline else "- **T** (2022)\n"
    )


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("count", [0, 1, 3])
def test_as_many_rows_and_cells_as_papers(layout: str, count: int) -> None:
    page = rendered(*[FIRST, SECOND, FIRST][:count], layout=layout)
    if layout == "list":
        assert len(page.items) == 4 * count
    else:
        heading = 1 if layout == "table" or count == 1 else count
        width = 5 if layout == "table" else 4
        assert [len(row) for row in page.rows] == [width] * (
            count + (heading if count or layout == "table" else 0)
        )
    assert page.tags <= set(TAGS[layout])


def test_rendered_cells_of_a_table() -> None:
    assert rendered(SECOND, FIRST, layout="table").rows[1:] == [
        ["2023-11", "Names: Moved", "Name Mover Head, Induction Head", "arXiv", "Paper"],
        ["2022-03-08", "Heads of a Small Catalogue", "Induction Head", "NeurIPS 2022", "Paper · Code"],
    ]


def shown_title(page: Page, layout: str) -> str:
    if layout == "list":
        return page.items[0].partition(" (Ada Adams")[0]
    return page.rows[1][1].partition("\n")[0]


def check_shown(title: str, layout: str, url: str) -> None:
    """Hold a paper whose every text is hostile to what a reader should see of it."""
    full = replace(
        paper(title, url, heads=(title, "Mover Head"), venue=title), summary=Summary(title, title, title)
    )
    page = rendered(full, layout=layout)
    shown = squeezed(visible(title))
    assert squeezed(shown_title(page, layout)) == shown
    assert page.tags <= set(TAGS[layout])
    assert page.attributes <= {"href", "src", "alt", "valign", "nowrap"}
    assert {href for href, _ in page.links} == ({url} if url else set())
    if layout == "list":
        assert len(page.items) == 4
        assert [squeezed(item) for item in page.items[1:]] == [
            squeezed(f"{label}: {visible(title)}") for label in ("Innovation", "Tasks", "Significant Result")
        ]
    else:
        assert [len(row) for row in page.rows] == [5 if layout == "table" else 4] * 2
        separator = ", " if layout == "table" else " "
        assert squeezed(page.rows[1][2]) == squeezed(f"{visible(title)}{separator}Mover Head")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("url", ["", "https://example.org/a"])
@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_text_is_shown_as_it_is(title: str, url: str, layout: str) -> None:
    check_shown(title, layout, url)


@settings(max_examples=100)
@given(TEXT.filter(str.strip), st.sampled_from(LAYOUTS), st.sampled_from(["", "https://example.org/a"]))
def test_any_text_is_shown_as_it_is(title: str, layout: str, url: str) -> None:
    check_shown(title, layout, url)


@settings(max_examples=100)
@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=3), st.booleans())
def test_no_blank_line_ends_the_block_of_html(texts: list[tuple[str, str]], badges: bool) -> None:  # noqa: FBT001
    papers = [paper(title, f"https://example.org/{title}", (head,), head) for title, head in texts]
    _, _, block = written(*papers, badges=badges).partition("\n\n")
    assert all(line.strip() for line in block.splitlines())
    assert len(rendered(*papers, badges=badges).rows) == len(papers) + 1


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?id=1&lt;b&copy;=2#c",
        "http://example.org/(a)_b*c*~d~[e]",
        "https://example.org/a|b\\|c",
        'https://example.org/"onmouseover="x',
        "https://example.org/'><script>",
        "https://example.org/a b)c",
        "https://example.org/%20%2F",
        "https://example.org/é中",
        "HTTPS://EXAMPLE.ORG/",
    ],
)
def test_addresses_arrive(url: str, layout: str) -> None:
    page = rendered(paper(url=url), layout=layout)
    assert {unquote(href).lower() for href, _ in page.links} == {unquote(url).lower()}
    assert {text for _, text in page.links} <= {"T", "Paper"}
    assert page.tags <= set(TAGS[layout])


@pytest.mark.parametrize("badges", [False, True])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:x",
        "data:text/html,x",
        "//evil.example",
        "x",
    ],
)
def test_no_other_address_is_a_link(url: str, layout: str, badges: bool) -> None:  # noqa: FBT001
    page = rendered(paper(url=url, heads=(url,)), layout=layout, badges=badges)
    assert page.links == []
    assert all(source.startswith("https://img.shields.io/badge/") for source, _ in page.images)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_address_with_unseen_characters_arrives_harmless(layout: str) -> None:
    page = rendered(paper(url="https://example.org/\x1b\u202e\ud800\n"), layout=layout)
    assert {unquote(href) for href, _ in page.links} == {"https://example.org/\\x1b\\u202e\\ud800 "}


def test_a_year_is_text_too() -> None:
    assert written(replace(paper(), date="*<_|")).startswith("## \\*&lt;\\_\\|\n")


@pytest.mark.parametrize(
    ("head", "label"),
    [
        ("Induction Head", "Induction%20Head"),
        ("S-Inhibition Head", "S--Inhibition%20Head"),
        ("a_b - c", "a__b%20--%20c"),
        ("50% a/b?c#d", "50%25%20a%2Fb%3Fc%23d"),
        ("é (x)", "%C3%A9%20%28x%29"),
        ("a\n\x1b", "a%20%5Cx1b"),
        ("\ud800", "%5Cud800"),
    ],
)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_badges(head: str, label: str, layout: str) -> None:
    page = rendered(paper(heads=(head, "X")), layout=layout, badges=True)
    assert page.images == [(BADGE.format(label), visible(head)), (BADGE.format("X"), "X")]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        (
            "awesome",
            (
                '<td valign="top"><img src="https://img.shields.io/badge/A--B-blue" alt="A-B"><br>\n'
                '<img src="https://img.shields.io/badge/C-blue" alt="C"></td>\n'
            ),
        ),
        (
            "table",
            "| ![A-B](https://img.shields.io/badge/A--B-blue) ![C](https://img.shields.io/badge/C-blue) |",
        ),
        (
            "list",
            " — ![A-B](https://img.shields.io/badge/A--B-blue) ![C](https://img.shields.io/badge/C-blue)\n",
        ),
    ],
)
def test_badges_as_written(layout: str, expected: str) -> None:
    assert expected in written(paper(heads=("A-B", "C")), layout=layout, badges=True)


@settings(max_examples=100)
@given(TEXT)
def test_the_label_of_a_badge_is_one_part_of_its_address(head: str) -> None:
    ((source, alternative),) = rendered(paper(heads=(head,)), badges=True).images
    assert alternative == visible(head)
    path = urlsplit(source).path
    assert (source, path.count("/")) == ("https://img.shields.io" + path, 2)
    label = unquote(re.fullmatch("/badge/(.*)-blue", path)[1])  # type: ignore[index]
    assert re.fullmatch("(--|__|[^-_])*", label)
    assert re.sub("([-_])[-_]", r"\1", label) == visible(head)
