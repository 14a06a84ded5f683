"""Time the screen of `headcat browse`: `python benchmarks/screen.py CATALOGUE [TEXT]`.

Types a text into the filter, a letter at a time, on a screen of 140 x 40 that is drawn to nowhere, and
prints for each letter how long it took until it was seen, and until the list had its answer; then the
same for letters that are typed 30 ms apart, of which the longest is told, and for other keys.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path

from headcat.catalogue import Catalogue
from headcat.model import Query
from headcat.tui.app import Browser
from headcat.tui.reading import Reader

SIZE = (140, 40)
TEXT = "tracing heads"
BETWEEN_LETTERS = 0.03


async def until(is_so: Callable[[], bool]) -> float:
    """Return the seconds until something is so."""
    start = time.perf_counter()
    while not is_so():  # noqa: ASYNC110 - what is measured must not know of it
        await asyncio.sleep(0.001)
    return time.perf_counter() - start


def press(browser: Browser, key: str) -> None:
    """Press a key, and do not wait for what comes of it."""
    asyncio.get_running_loop().create_task(browser._press_keys([key]))  # noqa: SLF001


def is_answered(browser: Browser) -> bool:
    """Tell whether the list shows what was asked for last."""
    return browser.answer is not None and browser.answer.view == browser.view


async def letter(browser: Browser, key: str) -> tuple[float, float]:
    """Press a letter; return the seconds until it is seen, and until the list answers it."""
    wanted = browser.typed.value + (" " if key == "space" else key)
    start = time.perf_counter()
    press(browser, key)
    await until(lambda: browser.typed.value == wanted)
    seen = time.perf_counter() - start
    await until(lambda: browser.view.typed == wanted and is_answered(browser))
    return seen, time.perf_counter() - start


async def quickly(browser: Browser, keys: list[str]) -> tuple[float, float]:
    """Press letters one soon after the other; return the longest until one is seen, and the last answer."""
    longest = 0.0
    for key in keys:
        wanted = browser.typed.value + (" " if key == "space" else key)
        press(browser, key)
        seen = await until(lambda wanted=wanted: browser.typed.value == wanted)  # type: ignore[misc]
        longest = max(longest, seen)
        await asyncio.sleep(max(0.0, BETWEEN_LETTERS - seen))
    return longest, await until(lambda: is_answered(browser))


async def other(browser: Browser, key: str) -> float:
    """Press a key that asks anew; return the seconds until the list answers."""
    before = browser.answer
    start = time.perf_counter()
    press(browser, key)
    await until(lambda: browser.answer is not before)
    return time.perf_counter() - start


def told(what: str, *seconds: float) -> None:
    """Print times in milliseconds."""
    print(f"{what:24}", *(f"{1000 * each:8.1f} ms" for each in seconds))  # noqa: T201


async def main(path: Path, text: str) -> None:
    """Time a screen on a catalogue."""
    start = time.perf_counter()
    browser = Browser(Reader(Catalogue.open(path), Query(sort="relevance")))
    told("read", time.perf_counter() - start)
    keys = ["space" if each == " " else each for each in text]
    async with browser.run_test(size=SIZE):
        await until(lambda: is_answered(browser))
        told("read and shown", time.perf_counter() - start)
        press(browser, "slash")
        await until(lambda: browser.focused is browser.typed)
        print(f"{'letter':24} {'seen':>11} {'answered':>11}")  # noqa: T201
        for key in keys:
            told(key, *await letter(browser, key))
            await asyncio.sleep(0.5)
        browser.typed.value = ""
        await until(lambda: is_answered(browser) and not browser.view.typed)
        await asyncio.sleep(1)
        told(f"all, {1000 * BETWEEN_LETTERS:.0f} ms apart", *await quickly(browser, keys))
        browser.typed.value = ""
        await until(lambda: is_answered(browser) and not browser.view.typed)
        press(browser, "escape")
        await asyncio.sleep(1)
        for _ in range(6):
            taken = await other(browser, "s")
            told(f"sorted by {browser.view.sort}", taken)
            await asyncio.sleep(0.5)
        start = time.perf_counter()
        press(browser, "end")
        await until(lambda: browser.papers.cursor > 0 and browser.papers.current() is not None)
        told("the last paper", time.perf_counter() - start)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else TEXT))  # noqa: PLR2004
