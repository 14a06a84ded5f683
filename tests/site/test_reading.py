"""Pages as people meet them: accessible, at any width, without JavaScript, and with hostile texts."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from headcat.formats import Context, writer
from headcat.model import STAGES, Head, Link, Paper, Venue
from headcat.site.serving import server
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from hostile import HOSTILE, hostile
from programs import REQUIRE_ALL
from sites import SHIPPED_PAPERS, Visitor, content_of, made, many

PAGES = [
    "index.html",
    "index.html?q=circuit&head=induction-head&from=2022&code=1",
    "heads/index.html",
    "heads/induction-head.html",
    "papers/olsson2022context.html",
    "pictures.html",
    "404.html",
]
AXE = """
async () => (await axe.run({
  preload: false,
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}))
  .violations.map((each) => [each.id, each.nodes.length, each.nodes[0].html, each.nodes[0].failureSummary])
"""


@pytest.fixture(scope="session")
def axe() -> str:
    if not REQUIRE_ALL:
        pytest.importorskip("axe_playwright_python", reason="no axe to ask")
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, scheme: str, axe: str, visitor: Visitor) -> None:
    page = visitor.open(path, color_scheme=scheme, bypass_csp=True)
    page.evaluate(axe)
    assert page.evaluate(AXE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_filters_of_a_phone(scheme: str, axe: str, visitor: Visitor) -> None:
    page = visitor.open(color_scheme=scheme, bypass_csp=True, viewport={"width": 390, "height": 800})
    page.click("#open-filters")
    page.evaluate(axe)
    assert page.evaluate(AXE) == []


def test_axe_finds_nothing_in_a_long_list(axe: str, large_visitor: Visitor) -> None:
    for path in ("index.html", "years/2024.html"):
        page = large_visitor.open(path, bypass_csp=True)
        page.evaluate(axe)
        assert page.evaluate(AXE) == []


@pytest.mark.parametrize("width", [320, 390, 640, 820, 1000, 1440])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_the_window(path: str, width: int, visitor: Visitor) -> None:
    page = visitor.open(path, viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_chips_share_a_baseline(visitor: Visitor) -> None:
    page = visitor.open(viewport={"width": 390, "height": 800})
    page.click("#open-filters")
    rows = page.evaluate(
        "() => [...document.querySelectorAll('dialog .chips')]"
        ".map((row) => [...row.querySelectorAll('.chip')]"
        ".filter((chip) => chip.offsetParent).map((chip) => [chip.offsetTop, chip.offsetHeight]))"
    )
    for row in rows:
        assert len({height for _, height in row}) == 1
        tops = sorted({top for top, _ in row})
        assert all(below - above >= row[0][1] for above, below in pairwise(tops))


def test_without_javascript_the_whole_list_is_there(visitor: Visitor) -> None:
    page = visitor.open(java_script_enabled=False)
    articles = page.locator("article.paper")
    assert [each.get_attribute("id") for each in articles.all()] == [paper.key for paper in SHIPPED_PAPERS]
    text = page.inner_text("main")
    for paper in SHIPPED_PAPERS:
        said = [part for _, part in paper.summary.parts()] if paper.summary else []
        assert [
            each for each in (paper.title, *paper.heads, *said) if " ".join(each.split()) not in text
        ] == []
    assert not page.is_visible("#search")
    assert not page.is_visible("#filters")
    assert not page.is_visible("#theme")


def test_without_javascript_a_long_list_is_there_by_year(large_visitor: Visitor) -> None:
    page = large_visitor.open(java_script_enabled=False)
    page.click("nav.by-year >> text=2021")
    page.wait_for_url("**/years/2021.html")
    assert page.locator("article.paper").count() == sum(paper.year == "2021" for paper in many(520))


def test_on_paper_there_are_papers_and_nothing_else(visitor: Visitor) -> None:
    page = visitor.open()
    page.emulate_media(media="print")
    shown = [
        page.is_visible(part) for part in (".bar", "#search", "#side", ".tools", ".copies", ".foot", "h1")
    ]
    assert shown == [False] * 6 + [True]
    assert page.is_visible(f"#{SHIPPED_PAPERS[0].key}")


def test_landmarks_and_a_live_region_lead_the_way(visitor: Visitor) -> None:
    page = visitor.open()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for role, name in (("main", None), ("banner", None), ("contentinfo", None), ("search", None)):
        assert page.get_by_role(role, name=name).count() == 1, role  # type: ignore[arg-type]
    assert page.get_by_role("complementary", name="Filters").count() == 1
    assert page.get_attribute("#status", "aria-live") == "polite"
    assert page.locator("h1").count() == 1


EVIL = Vocabulary(
    tuple(
        Head(f"{text} Head", aliases=(text,), stage=STAGES[number % 4], group=text, definition=text)
        for number, text in enumerate(HOSTILE)
    ),
    (Venue("x"),),
)


def evil_papers() -> list[Paper]:
    """Return papers whose every text wants to be something else."""
    return [
        replace(
            hostile(text, key=f"evil{number}"),
            venue=text,
            heads=(EVIL.heads[number].name,),
            date="2024-01-01",
            links=(
                Link("paper", "javascript:alert(1)"),
                Link("code", f"data:text/html,{text}"),
                Link("blog", text),
            ),
            note=text,
        )
        for number, text in enumerate(HOSTILE)
    ]


@pytest.fixture(scope="session")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shown = content_of(evil_papers(), vocabulary=EVIL, title=HOSTILE[1])
    return made(tmp_path_factory.mktemp("evil") / "site", shown)


@pytest.fixture
def evil_visitor(browser: Any, evil: Path) -> Iterator[Visitor]:
    found = Visitor(browser, evil)
    yield found
    found.leave()


def seen(text: str) -> str:
    """Return text as a page shows it: on one line, with what cannot be seen written out."""
    return " ".join(visible(text).split())


def test_hostile_texts_stay_texts(evil: Path, evil_visitor: Visitor) -> None:
    page = evil_visitor.open()
    titles = page.eval_on_selector_all("h3 a:first-child", "all => all.map(one => one.textContent)")
    assert [" ".join(title.split()) for title in titles] == [seen(text) for text in HOSTILE]
    for path in sorted(path.relative_to(evil).as_posix() for path in evil.rglob("*.html")):
        page.goto(f"{evil_visitor.home}/{path}")
        links = page.eval_on_selector_all(
            "[href]", "all => all.map(one => new URL(one.getAttribute('href'), document.baseURI).href)"
        )
        assert [link for link in links if not link.startswith(("file:", "https:", "http:"))] == [], path
        tags = page.evaluate(
            "[...new Set([...document.querySelectorAll('body *')].map((one) => one.localName))]"
        )
        assert (
            set(tags) & {"script", "img", "iframe", "b", "style", "object", "base", "meta", "link"} == set()
        ), path
        handlers = page.evaluate(
            "[...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames())"
            ".filter((name) => /^on|^style$/.test(name))"
        )
        assert handlers == [], path


def test_hostile_texts_stay_texts_when_they_are_looked_for(evil_visitor: Visitor) -> None:
    page = evil_visitor.open()
    for text in HOSTILE:
        page.fill("input[name=q]", seen(text))
    page.fill("input[name=q]", "script")
    assert page.locator("mark").count() > 0
    assert page.locator("main script").count() == 0
    page.fill("input[name=q]", "")
    for chip in page.locator("#filters button[data-head]:visible").all()[:5]:
        chip.click()
    assert page.locator("#chosen li").count() >= 5
    assert page.locator("#chosen script").count() == 0


def test_hostile_texts_are_copied_whole(evil_visitor: Visitor) -> None:
    page = evil_visitor.open(permissions=["clipboard-read", "clipboard-write"])
    page.click("#evil7 [data-copy=bibtex]")
    page.wait_for_selector("#toast:has-text('copied')")
    copied = page.evaluate("navigator.clipboard.readText()")
    (entry,) = [paper for paper in evil_papers() if paper.key == "evil7"]
    assert copied == "".join(writer("bibtex")([entry], Context(EVIL)))


def test_it_is_the_same_from_a_server(visitor: Visitor, shipped: Path, services: object) -> None:
    """Loopback alone may be reached, which the fixture sees to."""
    del services
    paths = [path.relative_to(shipped).as_posix() for path in shipped.rglob("*") if path.is_file()]
    with server(shipped, paths, 0) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        home = f"http://127.0.0.1:{running.server_port}"
        page = visitor.open("?q=circuit", home=home, permissions=["clipboard-read", "clipboard-write"])
        assert 0 < page.locator("article.paper").count() < 86
        page.locator("[data-copy=bibtex]").first.click()
        page.wait_for_selector("#toast:has-text('BibTeX copied')")
        page.fill("input[name=q]", "")
        with page.expect_download() as download:
            page.click("[data-download=csv]")
        assert Path(download.value.path()).read_bytes() == (shipped / "papers.csv").read_bytes()
        missing = visitor.browser.new_page()
        answer = missing.goto(f"{home}/papers/none.html")
        assert answer is not None
        assert (answer.status, missing.inner_text("h1")) == (404, "Not here")
        missing.close()
        visitor.close.pop()()
        running.shutdown()
