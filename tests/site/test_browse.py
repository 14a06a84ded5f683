"""The list in a browser: searched, filtered, sorted, copied and downloaded, with mouse and keyboard."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from headcat.formats import Context, writer
from headcat.model import Paper
from headcat.site.citation import cited
from headcat.words.folding import words
from hostile import SHIPPED
from sites import SHIPPED_PAPERS, VOCABULARY, Visitor, many

if TYPE_CHECKING:
    from playwright.sync_api import Page

CODE = [paper.key for paper in SHIPPED_PAPERS if any(link.kind == "code" for link in paper.links)]


def shown(page: "Page") -> list[str]:
    """Return the keys of the papers that are to be seen, in their order."""
    return [str(key) for key in page.eval_on_selector_all("article.paper", "all => all.map(one => one.id)")]


def status(page: "Page") -> str:
    return page.inner_text("#status")


def search(page: "Page", text: str) -> list[str]:
    page.fill("input[name=q]", text)
    return shown(page)


def text_of(paper: Paper) -> list[str]:
    """Return the folded words of all that a search looks at, fields parted."""
    summary = paper.summary.parts() if paper.summary else ()
    published = (paper.published and paper.published.title) or ""
    fields = [paper.title, *paper.authors, *paper.heads, paper.venue or "", *(text for _, text in summary)]
    fields += [paper.note or "", f"Published as {published}" if published else "", paper.key]
    return [word for field in (*fields, *paper.ids.values()) for word in ["|", *words(field)]]


def said(paper: Paper) -> list[str]:
    return [text for _, text in paper.summary.parts()] if paper.summary else []


def has(text: str, beginning: str) -> bool:
    return any(word.startswith(beginning) for word in words(text))


def begins(paper: Paper, beginning: str) -> bool:
    return any(word.startswith(beginning) for word in text_of(paper))


def with_words(*beginnings: str) -> list[str]:
    """Return the keys of the papers that have words with these beginnings."""
    return [
        paper.key
        for paper in SHIPPED_PAPERS
        if all(any(word.startswith(begin) for word in text_of(paper)) for begin in beginnings)
    ]


def with_heads(*names: str, every: bool = False) -> list[str]:
    """Return the keys of the papers on heads, or on narrower ones."""
    meant = [set(VOCABULARY.with_narrower(name)) for name in names]
    want = all if every else any
    return [paper.key for paper in SHIPPED_PAPERS if want(found & set(paper.heads) for found in meant)]


def test_all_papers_are_there_newest_first(visitor: Visitor) -> None:
    page = visitor.open()
    assert shown(page) == [paper.key for paper in SHIPPED_PAPERS]
    assert status(page) == "86 papers"
    years = page.eval_on_selector_all(".year h2", "all => all.map(one => one.firstChild.textContent)")
    assert years == sorted({paper.year for paper in SHIPPED_PAPERS}, reverse=True)


@pytest.mark.parametrize(
    ("typed", "beginnings"),
    [
        ("induction", ["induction"]),
        ("INDUC", ["induc"]),
        ("induction circuit", ["induction", "circuit"]),
        ("Musat", ["musat"]),
        ("Muşat", ["musat"]),
        ("2209.11895", ["2209", "11895"]),
        ("olsson2022", ["olsson2022"]),
        ("  ", []),
        ("no such words anywhere", ["such", "anywhere", "zzz"]),
    ],
)
def test_words_are_found_by_their_beginnings(typed: str, beginnings: list[str], visitor: Visitor) -> None:
    page = visitor.open()
    expected = with_words(*beginnings)
    assert search(page, typed) == expected
    assert status(page) == ("86 papers" if len(expected) == 86 else f"{len(expected)} of 86 papers")
    assert page.locator(".nothing").count() == (0 if expected else 1)


@pytest.mark.parametrize(
    ("typed", "is_meant"),
    [
        ('"induction heads"', lambda paper: " induction heads " in f" {' '.join(text_of(paper))} "),
        ("induction -circuit", lambda paper: begins(paper, "induction") and not begins(paper, "circuit")),
        ("author:olah", lambda paper: any("olah" in words(name) for name in paper.authors)),
        ("title:induction", lambda paper: has(paper.title, "induction")),
        ("head:induction", lambda paper: any(has(name, "induction") for name in paper.heads)),
        ("venue:iclr", lambda paper: "iclr" in words(paper.venue or "")),
        ("summary:path", lambda paper: any(has(text, "path") for text in said(paper))),
        ("year:2019-2021", lambda paper: "2019" <= paper.year <= "2021"),
        ("-year:2024", lambda paper: paper.year != "2024"),
        ("in-context", lambda paper: " in context" in " ".join(text_of(paper))),
    ],
)  # fmt: skip
def test_the_language_of_searches(typed: str, is_meant: Callable[[Paper], bool], visitor: Visitor) -> None:
    expected = [paper.key for paper in SHIPPED_PAPERS if is_meant(paper)]
    assert expected
    assert search(visitor.open(), typed) == expected


def test_words_are_folded_as_headcat_folds_them(visitor: Visitor) -> None:
    texts = [
        "Müller ŁØ Straße",
        "today's ’tis",
        "ﬁne ½ Ⅷ ™",
        "Ελληνικός",
        "İstanbul ıs",
        "S-Inhibition_Head",
        "a‑b",
        "頭部",
    ]
    texts += [paper.title for paper in SHIPPED_PAPERS]
    texts += [name for paper in SHIPPED_PAPERS for name in paper.authors]
    page = visitor.open()
    assert page.evaluate("texts => texts.map(window.headcat.words)", texts) == [words(text) for text in texts]


def test_what_was_looked_for_is_marked(visitor: Visitor) -> None:
    page = visitor.open()
    search(page, "induct Musat")
    marked = page.eval_on_selector_all("mark", "all => all.map(one => one.textContent)")
    assert {word for text in marked for word in words(text)} == {"induction", "musat"}
    search(page, "author:musat")
    assert page.eval_on_selector_all("mark", "all => all.map(one => one.textContent)") == ["Mușat"]
    search(page, "")
    assert page.locator("mark").count() == 0
    assert page.inner_text(f"#{SHIPPED_PAPERS[0].key} h3 a:first-child") == SHIPPED_PAPERS[0].title


def test_chips_choose_any_or_all(visitor: Visitor) -> None:
    page = visitor.open()
    page.click("#filters [data-head=induction-head]")
    assert shown(page) == with_heads("Induction Head")
    page.click("#filters [data-head=previous-token-head]")
    assert shown(page) == with_heads("Induction Head", "Previous Token Head")
    page.check("input[name=match][value=all]")
    assert shown(page) == with_heads("Induction Head", "Previous Token Head", every=True)
    assert page.get_attribute("#filters [data-head=induction-head]", "aria-pressed") == "true"
    page.click("text=Clear all")
    assert shown(page) == [paper.key for paper in SHIPPED_PAPERS]


def test_chips_count_what_they_would_find(visitor: Visitor) -> None:
    page = visitor.open()
    search(page, "circuit")
    found = set(shown(page))
    for chip in page.query_selector_all("#filters button[data-head]"):
        name, count = (part.text_content() or "" for part in chip.query_selector_all("span"))
        assert int(count) == len(found & set(with_heads(name))), name


def test_heads_are_grouped_by_stage(visitor: Visitor) -> None:
    page = visitor.open()
    assert page.eval_on_selector_all("[data-group] legend", "all => all.map(one => one.textContent)") == [
        "Knowledge Recalling",
        "In-Context Identification",
        "Latent Reasoning",
        "Expression Preparation",
        "Other heads",
    ]
    group = page.locator("[data-group]").nth(1)
    before = group.locator("button[data-head]:visible").count()
    group.locator(".more").click()
    assert before == 6 < group.locator("button[data-head]:visible").count()
    assert page.evaluate("document.activeElement.classList.contains('rest')")


def test_years_venue_and_code(visitor: Visitor) -> None:
    page = visitor.open()
    page.select_option("select[name=to]", "2019")
    page.select_option("select[name=from]", "2022")  # the wrong way round
    years = [paper.key for paper in SHIPPED_PAPERS if "2019" <= paper.year <= "2022"]
    assert shown(page) == years
    assert page.inner_text("#chosen") == "2019 – 2022"
    page.click("#chosen button")
    page.check("input[name=code]")
    assert shown(page) == CODE
    page.select_option("select[name=venue]", "ICLR")
    iclr = [
        paper.key for paper in SHIPPED_PAPERS if (paper.venue or "").startswith("ICLR ") and paper.key in CODE
    ]
    assert shown(page) == iclr


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("oldest", [paper.key for paper in sorted(SHIPPED_PAPERS, key=lambda paper: paper.date)]),
        ("title", None),
        ("author", None),
        ("", [paper.key for paper in SHIPPED_PAPERS]),
    ],
)
def test_orders(order: str, expected: list[str] | None, visitor: Visitor) -> None:
    page = visitor.open()
    page.select_option("#sort", "title")
    page.select_option("#sort", order)
    found = shown(page)
    assert sorted(found) == sorted(paper.key for paper in SHIPPED_PAPERS)
    if expected is not None:
        assert found == expected
    elif order == "title":
        by_key = {paper.key: words(paper.title) for paper in SHIPPED_PAPERS}
        firsts = [by_key[key][0][0] for key in found]
        assert firsts == sorted(firsts)
    else:
        firsts = [key[0] for key in found]  # keys begin with the first author's family name
        assert firsts == sorted(firsts)


def test_the_address_holds_the_state_and_can_be_sent_on(visitor: Visitor) -> None:
    page = visitor.open()
    page.click("#filters [data-head=induction-head]")
    page.select_option("select[name=from]", "2023")
    page.check("input[name=match][value=all]")
    page.select_option("#sort", "title")
    search(page, "circuit")
    page.wait_for_function("() => location.search.includes('circuit')")
    asked = page.evaluate("location.search")
    assert asked == "?q=circuit&head=induction-head&match=all&from=2023&sort=title"
    there = visitor.open(f"index.html{asked}")
    assert (shown(there), status(there)) == (shown(page), status(page))
    assert there.input_value("input[name=q]") == "circuit"
    assert there.input_value("#sort") == "title"


def test_back_takes_the_last_filter_away(visitor: Visitor) -> None:
    page = visitor.open()
    page.click("#filters [data-head=induction-head]")
    page.click("#filters [data-head=retrieval-head]")
    both = shown(page)
    page.go_back()
    assert shown(page) == with_heads("Induction Head")
    page.go_forward()
    assert shown(page) == both


@pytest.mark.parametrize(
    "asked",
    ["?head=nonsense&from=1&to=x&venue=<b>&sort=evil&page=-3&match=none&code=7", "?page=99", "?q=%FF", "?="],
)
def test_an_address_that_says_nonsense_is_read_as_far_as_it_goes(asked: str, visitor: Visitor) -> None:
    page = visitor.open(f"index.html{asked}")
    assert len(shown(page)) == 86


@pytest.mark.parametrize("form", ["bibtex", "json", "csv"])
def test_what_is_shown_is_downloaded(form: str, visitor: Visitor) -> None:
    page = visitor.open("index.html?head=induction-head&sort=title")
    papers = {record.value.key: VOCABULARY.settled(record.value) for record in SHIPPED.papers}
    chosen = [papers[key] for key in shown(page)]
    assert 0 < len(chosen) < 86
    with page.expect_download() as download:
        page.click(f"[data-download={form}]")
    suffix = {"bibtex": "bib"}.get(form, form)
    assert download.value.suggested_filename == f"papers.{suffix}"
    given = (
        [json.dumps(paper.to_json(), ensure_ascii=False) for paper in chosen] if form == "json" else chosen
    )
    expected = "".join(writer(form)(given, Context(VOCABULARY)))
    assert Path(download.value.path()).read_bytes().decode() == expected


@pytest.mark.parametrize("form", ["bibtex", "json", "csv"])
def test_all_of_them_are_a_file_beside_the_page(form: str, visitor: Visitor) -> None:
    page = visitor.open()
    with page.expect_download() as download:
        page.click(f"[data-download={form}]")
    given = [json.dumps(paper.to_json(), ensure_ascii=False) for paper in SHIPPED_PAPERS]
    expected = writer(form)(given if form == "json" else SHIPPED_PAPERS, Context(VOCABULARY))
    assert Path(download.value.path()).read_bytes().decode() == "".join(expected)


@pytest.mark.parametrize("path", ["index.html", "papers/{}.html"])
@pytest.mark.parametrize("what", ["bibtex", "citation"])
def test_copying_keeps_the_text_as_it_is(what: str, path: str, visitor: Visitor) -> None:
    paper = SHIPPED_PAPERS[3]
    page = visitor.open(path.format(paper.key), permissions=["clipboard-read", "clipboard-write"])
    article = f"#{paper.key}" if path == "index.html" else "main"
    page.click(f"{article} [data-copy={what}], {article} [data-copies={what}]")
    page.wait_for_selector("#toast:has-text('copied')")
    expected = {
        "bibtex": "".join(writer("bibtex")([paper], Context(VOCABULARY))),
        "citation": cited(paper, VOCABULARY),
    }[what]
    assert page.evaluate("navigator.clipboard.readText()") == expected
    assert (expected.count("\n") > 5) == (what == "bibtex")


def test_a_text_that_cannot_be_loaded_is_told(visitor: Visitor) -> None:
    page = visitor.open()
    key = SHIPPED_PAPERS[0].key
    page.evaluate("key => { document.getElementById(key).dataset.number = '99999'; }", key)
    page.click(f"#{key} [data-copy=bibtex]")
    page.wait_for_selector("#toast:has-text('BibTeX not copied: cannot be loaded')")
    visitor.wrong.clear()  # the browser says so too


def test_the_keyboard_goes_everywhere(visitor: Visitor) -> None:
    page = visitor.open()
    focused = "document.activeElement.name || document.activeElement.closest('article')?.id || ''"
    page.keyboard.press("ArrowDown")  # scrolls, as ever
    assert page.evaluate(focused) == ""
    page.keyboard.press("/")
    assert page.evaluate(focused) == "q"
    page.keyboard.type("induction / circuit")
    found = shown(page)
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == found[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == found[2]
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == found[1]
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "q"
    page.keyboard.press("Escape")
    assert (page.input_value("input[name=q]"), len(shown(page))) == ("", 86)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/papers/{SHIPPED_PAPERS[0].key}.html")


def test_every_paper_has_its_anchor(visitor: Visitor) -> None:
    key = SHIPPED_PAPERS[60].key
    page = visitor.open(f"index.html#{key}")
    place = page.locator(f"#{key}").bounding_box()
    bar = page.locator("#search").bounding_box()
    assert place is not None
    assert bar is not None
    assert bar["y"] + bar["height"] <= place["y"] + 2 <= 160
    assert page.evaluate("document.querySelector(':target').id") == key


def test_an_anchor_wins_over_a_filter(visitor: Visitor) -> None:
    page = visitor.open("index.html?q=retrieval#olsson2022context")
    assert status(page) == "86 papers"
    assert page.locator("#olsson2022context").is_visible()
    search(page, "retrieval")
    page.evaluate("location.hash = 'elhage2021mathematical'")
    page.wait_for_selector("#elhage2021mathematical")


def test_light_and_dark_are_chosen_and_kept(visitor: Visitor) -> None:
    page = visitor.open()
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    dark = page.evaluate(ground)
    assert (dark != light, page.get_attribute("#theme", "aria-pressed")) == (True, "true")
    page.click("nav >> text=Heads")
    page.wait_for_url("**/heads/index.html")
    assert page.evaluate(ground) == dark
    page.click("#theme")
    assert (page.evaluate(ground), page.evaluate("localStorage.length")) == (light, 0)
    assert visitor.open(color_scheme="dark").evaluate(ground) == dark


def test_a_browser_that_keeps_nothing_is_no_obstacle(visitor: Visitor) -> None:
    page = visitor.open()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page.reload()
    page.click("#theme")
    assert page.get_attribute("html", "data-theme") == "dark"
    assert len(shown(page)) == 86


def test_filters_are_a_dialog_on_a_phone(visitor: Visitor) -> None:
    page = visitor.open(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    assert not page.is_visible("#filters")
    page.click("#open-filters")
    page.click("dialog [data-head=induction-head]")
    expected = with_heads("Induction Head")
    assert page.inner_text("#filters-done") == f"Show {len(expected)} papers"
    page.click("#filters-done")
    assert (shown(page), page.is_visible("#filters")) == (expected, False)
    assert page.evaluate("document.activeElement.id") == "open-filters"
    assert page.inner_text("#filters-on") == "1"
    page.click("#open-filters")
    page.click("dialog >> text=Clear all")
    page.keyboard.press("Escape")
    assert (len(shown(page)), page.is_visible("#filters-on")) == (86, False)


def test_a_long_list_comes_in_pages(large_visitor: Visitor) -> None:
    page = large_visitor.open()
    keys = [paper.key for paper in many(520)]
    assert (shown(page), status(page)) == (keys[:30], "520 papers")
    page.click("#pager >> text=Next")
    assert shown(page) == keys[30:60]
    assert page.evaluate("location.search") == "?page=2"
    assert page.evaluate("document.activeElement.closest('article').id") == keys[30]
    assert shown(large_visitor.open("index.html?page=18")) == keys[510:]
    page.click("#pager >> text=Previous")
    assert shown(page) == keys[:30]


def test_a_long_list_makes_what_the_template_makes(large_visitor: Visitor) -> None:
    page = large_visitor.open()
    served = page.eval_on_selector_all("article.paper", "all => all.map(one => one.outerHTML)")
    page.select_option("#sort", "newest" if page.locator("#sort option[value=newest]").count() else "oldest")
    numbers = page.evaluate("window.headcat.data.papers.length")
    again = page.evaluate(
        "() => window.headcat.data.papers.slice(0, 30)"
        ".map(one => window.headcat.takeRecord(one, window.headcat.data.heads).element().outerHTML)"
    )
    assert (numbers, len(served)) == (520, 30)
    assert again == served


def test_a_long_list_finds_an_anchor_on_any_page(large_visitor: Visitor) -> None:
    key = many(520)[333].key
    page = large_visitor.open(f"index.html#{key}")
    page.wait_for_selector(f"#{key}")
    assert page.get_attribute(f"#{key}", "class") == "paper target"
    assert page.evaluate("key => document.getElementById(key).getBoundingClientRect().top < 160", key)
    assert page.inner_text("#pager span") == "Page 12 of 18"


def test_a_long_list_is_searched_whole(large_visitor: Visitor) -> None:
    page = large_visitor.open()
    search(page, "induction")
    expected = [paper for paper in many(520) if any(word.startswith("induction") for word in text_of(paper))]
    assert status(page) == f"{len(expected)} of 520 papers"
    assert shown(page) == [paper.key for paper in expected[:30]]
    with page.expect_download() as download:
        page.click("[data-download=bibtex]")
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert re.findall(r"^@\w+\{(.*),$", text, re.MULTILINE) == [paper.key for paper in expected]
