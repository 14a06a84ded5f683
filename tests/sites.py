"""Sites for tests, and the browser that shows them; nothing that a page asks for may be elsewhere."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from headcat.model import Paper
from headcat.site import Content, Order, content, files, publish
from headcat.vocabulary import Vocabulary
from hostile import SHIPPED
from programs import lack, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

VOCABULARY: Final = Vocabulary(
    tuple(record.value for record in SHIPPED.heads), tuple(record.value for record in SHIPPED.venues)
)
NEWEST: Final = Order("Newest first", by_year=True)
_ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")


def newest_first(papers: Iterable[Paper]) -> list[Paper]:
    """Return papers as a catalogue gives them."""
    return sorted(sorted(papers, key=lambda paper: paper.key), key=lambda paper: paper.date, reverse=True)


SHIPPED_PAPERS: Final = newest_first(record.value for record in SHIPPED.papers)


def many(count: int) -> list[Paper]:
    """Return so many papers: the shipped ones again and again, under other keys."""
    found = (
        replace(SHIPPED_PAPERS[number % len(SHIPPED_PAPERS)], key=f"key{number:04}")
        for number in range(count)
    )
    return newest_first(found)


def content_of(
    papers: Iterable[Paper],
    *,
    vocabulary: Vocabulary = VOCABULARY,
    title: str = "Papers on heads",
    url: str = "",
    order: Order = NEWEST,
) -> Content:
    """Return what a site of papers shows."""
    listed = [(paper, json.dumps(paper.to_json(), ensure_ascii=False)) for paper in papers]
    return content(listed, vocabulary, title=title, url=url, order=order)


def made(folder: Path, shown: Content) -> Path:
    """Make a site and return its folder."""
    publish(folder, files(shown))
    return folder


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Run the browser; without one tests are skipped, or fail where all must run."""
    found = program("chromium")
    if find_spec("playwright") is None:
        lack("there is no playwright to show pages with")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(_ARGUMENTS))
        yield browser
        browser.close()


class Visitor:
    """Opens pages of a site, and keeps what went wrong there and what they asked for."""

    def __init__(self, browser: "Browser", folder: Path) -> None:
        self.browser = browser
        self.home = folder.as_uri()
        self.wrong: list[str] = []
        self.asked: list[str] = []
        self.close: list[Callable[[], None]] = []

    def open(self, path: str = "index.html", *, home: str = "", **options: Any) -> "Page":
        """Open a page in a browser of its own; options are those of Playwright's `new_context`."""
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        self.close.append(context.close)
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("dialog", self._dismiss)
        page.on(
            "console",
            lambda said: self.wrong.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.goto(f"{home or self.home}/{path}")
        return page

    def _dismiss(self, dialog: "Dialog") -> None:
        self.wrong.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def leave(self) -> None:
        """Close all pages; nothing may have gone wrong, nothing have been asked for elsewhere."""
        for close in self.close:
            close()
        allowed = (self.home, "blob:", "http://127.0.0.1:", "http://localhost:")
        wrong = self.wrong + [url for url in self.asked if not url.startswith(allowed)]
        assert not wrong, wrong
