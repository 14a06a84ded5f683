"""What a site consists of, and what its pages say, without a browser."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from headcat.formats import Context, writer
from headcat.model import Head, Link, Paper, Published, Summary
from headcat.site import Content, Order, files
from headcat.site.pages import FIRST, WHOLE
from headcat.site.records import PART
from headcat.vocabulary import Vocabulary
from sites import SHIPPED_PAPERS, VOCABULARY, content_of, made, many

LIMIT = 250_000  # bytes of the main page of the shipped catalogue with all that it loads
POLICY = (
    "default-src &#39;none&#39;; script-src &#39;self&#39;; style-src &#39;self&#39;;"
    " img-src &#39;self&#39; data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"
)
SMALL = Vocabulary((Head("Mover Head"), Head("Name Mover Head", broader="Mover Head"), Head("Lone Head")))
PAPERS = [
    Paper("b2024", "Second", ("Zoe Zorn",), "2024", heads=("Name Mover Head",)),
    Paper("a2023", "First", ("Ada Adams", "{Team}"), "2023-05", heads=("Mover Head",)),
]


def texts(shown: Content) -> dict[str, str]:
    """Return all files that are text, which all are."""
    return {path: make().decode() for path, make in files(shown).items()}


def test_a_site_has_a_page_for_each_paper_and_head_that_there_is() -> None:
    assert sorted(files(content_of(PAPERS, vocabulary=SMALL))) == [
        "404.html",
        "assets/articles.js",
        "assets/browse.js",
        "assets/copy.js",
        "assets/favicon.svg",
        "assets/search.js",
        "assets/site.css",
        "assets/theme.js",
        "data/texts-0.js",
        "feed.atom",
        "heads/index.html",
        "heads/mover-head.html",
        "heads/name-mover-head.html",
        "index.html",
        "papers.bib",
        "papers.csv",
        "papers.json",
        "papers/a2023.html",
        "papers/b2024.html",
        "pictures.html",
    ]


def test_a_long_list_has_pages_by_year_and_a_file_of_all() -> None:
    short, long = files(content_of(many(WHOLE))), files(content_of(many(WHOLE + 1)))
    years = {f"years/{paper.year}.html" for paper in SHIPPED_PAPERS}
    assert {path for path in long if not path.startswith("papers/")} - set(short) == {
        *years,
        "data/papers.js",
    }
    parts = [path for path in long if path.startswith("data/texts-")]
    assert len(parts) == -(-(WHOLE + 1) // PART)
    index = long["index.html"]().decode()
    assert index.count("<article ") == FIRST
    shown = [
        key
        for year in years
        for key in re.findall(r'<article class="paper" id="(.*?)"', long[year]().decode())
    ]
    assert sorted(shown) == sorted(paper.key for paper in many(WHOLE + 1))
    assert [year for year in years if f'href="{year}"' not in index] == []


def test_the_same_catalogue_gives_the_same_bytes(tmp_path: Path) -> None:
    one, other = (made(tmp_path / name, content_of(many(410), url="https://example.org/")) for name in "ab")
    assert len(list(one.rglob("*"))) > 500
    for path in one.rglob("*"):
        assert path.is_dir() or path.read_bytes() == (other / path.relative_to(one)).read_bytes(), path


def test_the_main_page_is_small(shipped: Path) -> None:
    page = (shipped / "index.html").read_text(encoding="utf-8")
    loaded = set(re.findall(r'(?:src|href)="(assets/[^"?]+)\?', page))
    assert {Path(path).name for path in loaded} == {
        "favicon.svg", "site.css", "theme.js", "copy.js", "search.js", "articles.js", "browse.js"
    }  # fmt: skip
    assert len(page.encode()) + sum((shipped / path).stat().st_size for path in loaded) <= LIMIT


def test_every_page_is_strict(shipped: Path) -> None:
    pages = sorted(shipped.rglob("*.html"))
    assert len(pages) > 150
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in text
        assert re.search(r"<style|\sstyle=|\son\w+=|javascript:", text) is None, page
        scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
        assert [
            body for attributes, body in scripts if body and 'type="application/ld+json"' not in attributes
        ] == []


def test_every_link_within_the_site_leads_somewhere(shipped: Path) -> None:
    broken = []
    for page in shipped.rglob("*.html"):
        if page.name == "404.html":
            continue
        text = page.read_text(encoding="utf-8")
        ids = set(re.findall(r' id="([^"]+)"', text))
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            if re.match(r"https?:", link):
                continue
            path, _, anchor = link.partition("#")
            target = (page.parent / path.partition("?")[0]) if path else page
            if not target.is_file() or (not path and anchor not in ids):
                broken.append((page.name, link))
    assert broken == []


def test_downloads_are_what_export_writes() -> None:
    shown = content_of(SHIPPED_PAPERS)
    made_files = texts(shown)
    given = [json.dumps(paper.to_json(), ensure_ascii=False) for paper in SHIPPED_PAPERS]
    context = Context(VOCABULARY)
    assert made_files["papers.bib"] == "".join(writer("bibtex")(SHIPPED_PAPERS, context))
    assert made_files["papers.json"] == "".join(writer("json")(given, context))
    assert made_files["papers.csv"] == "".join(writer("csv")(SHIPPED_PAPERS, context))
    titled = context._replace(feed_title=shown.title)
    assert made_files["feed.atom"] == "".join(writer("atom")(SHIPPED_PAPERS[:50], titled))


def test_a_paper_says_all_that_is_known_of_it() -> None:
    paper = Paper(
        key="adams2022heads",
        title="Heads & Tails",
        authors=("Ada Adams", "{The Team}"),
        date="2022-03-08",
        venue="NeurIPS 2022",
        ids={"arxiv": "2203.00001", "doi": "10.1000/x"},
        heads=("Name Mover Head",),
        links=(Link("paper", "https://arxiv.org/abs/2203.00001"), Link("code", "data:text/html,x")),
        summary=Summary("It is new.", "Tasks were done.", "It works."),
        note="A note.",
        published=Published("Heads, Tails", ("Ada B. Adams",)),
    )
    page = texts(content_of([paper], vocabulary=SMALL, url="https://example.org/"))[
        "papers/adams2022heads.html"
    ]
    for text in (
        "<h1>Heads &amp; Tails</h1>",
        '<p class="people">Ada Adams, The Team</p>',
        '<time datetime="2022-03-08">8 Mar 2022</time>',
        "It is new.",
        "Tasks were done.",
        "It works.",
        "A note.",
        "Heads, Tails",
        "Ada B. Adams",
        '<a href="https://arxiv.org/abs/2203.00001" rel="external noopener">Paper</a>',
        "<span>Code: data:text/html,x</span>",
        '<a href="https://doi.org/10.1000/x" rel="external noopener">10.1000/x</a>',
        "@misc{adams2022heads,",
        '<link rel="canonical" href="https://example.org/papers/adams2022heads.html">',
        '<meta property="og:type" content="article">',
        '<meta name="citation_author" content="The Team">',
        '<meta name="citation_doi" content="10.1000/x">',
        '<meta name="citation_publication_date" content="2022/03/08">',
    ):
        assert text in page, text
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(data) == {
        "@context": "https://schema.org",
        "@type": "ScholarlyArticle",
        "name": "Heads & Tails",
        "headline": "Heads & Tails",
        "author": [{"@type": "Person", "name": "Ada Adams"}, {"@type": "Organization", "name": "The Team"}],
        "datePublished": "2022-03-08",
        "keywords": ["Name Mover Head"],
        "isPartOf": {"@type": "CreativeWork", "name": "NeurIPS 2022"},
        "identifier": [
            {"@type": "PropertyValue", "propertyID": "arXiv", "value": "2203.00001"},
            {"@type": "PropertyValue", "propertyID": "DOI", "value": "10.1000/x"},
        ],
        "sameAs": ["https://arxiv.org/abs/2203.00001", "https://doi.org/10.1000/x"],
        "description": "It is new. Tasks were done. It works.",
        "url": "https://example.org/papers/adams2022heads.html",
    }


def test_a_paper_of_which_little_is_known_has_a_page_too() -> None:
    page = texts(content_of([Paper("x2020", "Alone", (), "2020")], vocabulary=SMALL))["papers/x2020.html"]
    assert "<h1>Alone</h1>" in page
    for absent in (
        "Summary",
        ">Published<",
        "canonical",
        "og:url",
        'rel="prev"',
        "citation_author",
        "<h2>Heads",
    ):
        assert absent not in page, absent


def test_a_head_says_where_it_stands() -> None:
    papers = [*PAPERS, Paper("c2022", "Third", ("Ada Adams",), "2022", heads=("Mover Head", "Lone Head"))]
    pages = texts(content_of(papers, vocabulary=SMALL))
    mover, name_mover = pages["heads/mover-head.html"], pages["heads/name-mover-head.html"]
    assert ("Narrower" in mover, "Broader" in mover) == (True, False)
    assert ("Narrower" in name_mover, "Broader" in name_mover) == (False, True)
    assert [re.findall(r"<title>(.*?)</title>", page) for page in (mover, name_mover)] == [
        ["Mover Head · Papers on heads"],
        ["Name Mover Head · Papers on heads"],
    ]
    assert re.findall(r'class="name"><a href="\.\./papers/(.*?)\.html', mover) == ["b2024", "a2023", "c2022"]
    assert mover.count(">Papers on Mover Head</title>") == 2  # for wide and for narrow windows
    assert 'href="../heads/lone-head.html"' in mover.partition("Occurs with")[2]


@pytest.mark.parametrize(
    ("sort", "reverse", "name", "headings"),
    [
        ("date", False, "Newest first", ["2024", "2023"]),
        ("date", True, "Oldest first", ["2023", "2024"]),
        ("title", False, "By title", ["By title"]),
        ("relevance", True, "Best match first, reversed", ["Best match first, reversed"]),
    ],
)
def test_papers_stand_in_the_order_that_was_asked_for(
    sort: str, name: str, headings: list[str], *, reverse: bool
) -> None:
    papers = PAPERS[::-1] if reverse else PAPERS
    order = Order.of(sort, reverse=reverse)
    page = texts(content_of(papers, vocabulary=SMALL, order=order))["index.html"]
    assert re.findall(r'<h2 id="[^"]+">([^<]+)', page) == headings
    assert re.findall(r'<article class="paper" id="(.*?)"', page) == [paper.key for paper in papers]
    options = re.findall(r"<option[^>]*>([^<]+)", page.partition('id="sort"')[2].partition("</select>")[0])
    assert options[0] == name
    assert len(options) == len(set(options))


def test_an_empty_list_is_a_site_too() -> None:
    pages = texts(content_of([], vocabulary=SMALL, url="https://example.org/"))
    assert "There are no papers here." in pages["index.html"]
    assert pages["papers.json"] == "[]\n"
    assert [
        path for path in pages if path.startswith(("papers/", "heads/")) and path != "heads/index.html"
    ] == []


def test_an_address_makes_a_sitemap_and_whole_links() -> None:
    with_url = texts(content_of(PAPERS, vocabulary=SMALL, url="https://example.org/a&b/"))
    without = texts(content_of(PAPERS, vocabulary=SMALL))
    assert set(with_url) - set(without) == {"sitemap.xml"}
    places = [each.text for each in fromstring(with_url["sitemap.xml"]).iter() if each.tag.endswith("loc")]
    pages = [path for path in with_url if path.endswith(".html") and path not in {"404.html", "index.html"}]
    assert sorted(map(str, places)) == sorted(f"https://example.org/a&b/{path}" for path in ["", *pages])
    assert (
        '<meta property="og:url" content="https://example.org/a&amp;b/heads/mover-head.html">'
        in (with_url["heads/mover-head.html"])
    )
    assert 'href="/a&amp;b/index.html"' in with_url["404.html"]
    assert "og:url" not in "".join(without.values())
    assert "<id>https://example.org/a&amp;b/feed.atom</id>" in with_url["feed.atom"]


def test_a_sitemap_of_a_long_list_has_its_years() -> None:
    sitemap = files(content_of(many(WHOLE + 1), url="https://example.org/"))["sitemap.xml"]().decode()
    assert "<loc>https://example.org/years/2019.html</loc>" in sitemap


@pytest.mark.parametrize(
    ("papers", "text"),
    [
        ([], "A list of papers, empty so far."),
        (PAPERS[:1], "1 paper on 2 types of attention heads, 2024,"),
        ([replace(PAPERS[0], heads=())], "1 paper, 2024,"),
        (PAPERS, "2 papers on 2 types of attention heads, 2023 to 2024,"),
    ],
)
def test_a_site_describes_itself(papers: list[Paper], text: str) -> None:
    page = texts(content_of(papers, vocabulary=SMALL))["index.html"]
    assert f'<meta name="description" content="{text}' in page


def test_keys_that_differ_in_case_alone_have_files_of_their_own() -> None:
    papers = [replace(PAPERS[0], key="Key"), replace(PAPERS[0], key="key"), replace(PAPERS[0], key="index")]
    pages: Mapping[str, object] = files(content_of(papers, vocabulary=SMALL))
    found = [path for path in pages if path.startswith("papers/")]
    assert len({path.lower() for path in found}) == 3
    assert "papers/index.html" not in found
