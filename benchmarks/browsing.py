"""How fast a site is in a browser: `browsing.py DIR` prints what its first paint and key presses take.

The site is what `headcat site DIR` made; it is opened from disk in headless Chromium, each time in a new
profile. A key press is measured from its event to the frame that shows the answer. With a second word,
`paint` or `key`, it prints the seconds of that alone.
"""

import statistics
import sys
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
ROUNDS = 5
TYPED = "induction circuit"
# Behind the next animation frame comes a message: then the frame is there.
_CLOCK = """
() => {
  window.answers = [];
  document.addEventListener("input", (event) => requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => window.answers.push(performance.now() - event.timeStamp);
    channel.port2.postMessage(0);
  }), { capture: true });
}
"""
_PAINT = """
() => new Promise((resolve) => new PerformanceObserver((list) => {
  for (const entry of list.getEntriesByName("first-contentful-paint")) resolve(entry.startTime);
}).observe({ type: "paint", buffered: true }))
"""


class Visit(NamedTuple):
    """What a visit took, in seconds: until something was painted, the first key at once, and the others."""

    paint: float
    at_once: float
    keys: list[float]


def main() -> None:
    """Visit a site, once for a clock or several times for a person."""
    address = Path(sys.argv[1], "index.html").resolve().as_uri()
    if len(sys.argv) > 2:  # noqa: PLR2004 - the program, the folder, and what is asked for
        seen = visit(address)
        print(seen.paint if sys.argv[2] == "paint" else statistics.median(seen.keys))  # noqa: T201
        return
    visits = [visit(address) for _ in range(ROUNDS)]
    _tell("first paint", [each.paint for each in visits])
    _tell("the first key, as soon as the list is there", [each.at_once for each in visits])
    _tell("a key press", [key for each in visits for key in each.keys])


def visit(address: str) -> Visit:
    """Open a site in a new browser, and type."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(ARGUMENTS))
        page = browser.new_page()
        page.goto(address, wait_until="commit")
        paint = float(page.evaluate(_PAINT))
        page.wait_for_selector("#status:not(:empty)")
        page.evaluate(_CLOCK)
        (at_once,) = typed(page, "h")
        page.locator("input[name=q]").press("Backspace")
        page.wait_for_timeout(2000)
        keys = typed(page, TYPED)
        browser.close()
    return Visit(paint / 1000, at_once, keys)


def typed(page: Page, text: str) -> list[float]:
    """Type a text, a key after the other; return the seconds until each was answered."""
    page.evaluate("() => { window.answers = []; }")
    for count, character in enumerate(text, start=1):
        page.locator("input[name=q]").press(character)
        page.wait_for_function("(count) => window.answers.length >= count", arg=count)
    found: Any = page.evaluate("() => window.answers")
    return [float(each) / 1000 for each in found]


def _tell(what: str, seconds: list[float]) -> None:
    median, most = 1000 * statistics.median(seconds), 1000 * max(seconds)
    print(f"{what}: median {median:.0f} ms, at most {most:.0f} ms of {len(seconds)}")  # noqa: T201


if __name__ == "__main__":
    main()
