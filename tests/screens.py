"""The screen of `headcat browse`, played without a terminal: keys go in, lines of text come out."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeAlias

from textual.pilot import Pilot

from headcat.catalogue import Catalogue
from headcat.model import RELEVANCE, Query
from headcat.tui.app import Browser
from headcat.tui.reading import Reader
from loops import ended

START = Query(sort=RELEVANCE)
_SECONDS = 20.0
# What one thing brings about may bring about another: an answer is drawn, and what is drawn is fetched.
_ROUNDS = 4


class Player:
    """Plays a screen, and looks at it when all that was asked is answered."""

    def __init__(self, pilot: "Pilot[None]", browser: Browser) -> None:
        self.pilot = pilot
        self.browser = browser

    async def press(self, *keys: str) -> list[str]:
        """Press keys, wait until everything is done, and return what the screen shows."""
        await self.pilot.press(*keys)
        return await self.look()

    async def look(self) -> list[str]:
        """Wait until everything is done, and return what the screen shows."""
        async with asyncio.timeout(_SECONDS):
            rounds = 0
            while rounds < _ROUNDS:
                await self.pilot.pause()
                rounds = rounds + 1 if self._is_idle() else 0
        return shown(self.browser)

    def _is_idle(self) -> bool:
        workers = [worker for worker in self.browser.workers if worker.group != "default"]
        return all(worker.is_finished for worker in workers)

    def status(self) -> str:
        """Return what the line above the keys says."""
        return shown(self.browser)[-2]


def shown(browser: Browser) -> list[str]:
    """Return the lines of the screen, without the spaces at their ends."""
    strips = browser.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


Play: TypeAlias = Callable[[Player], Awaitable[None]]


def play(
    what: Play, *, size: tuple[int, int] = (80, 24), query: Query = START, path: Path | None = None
) -> Browser:
    """Play a screen of a size on a catalogue; return the program as it is at its end."""
    browser = Browser(Reader(Catalogue.open(path), query))

    async def run() -> None:
        async with browser.run_test(size=size) as pilot:
            player = Player(pilot, browser)
            await player.look()
            await what(player)

    ended(run())
    return browser


def many(path: Path, count: int) -> None:
    """Write a catalogue of so many papers, the first of which is the newest."""
    entries = (
        f"  - key: k{place:04}\n    title: Many {'words ' * (1 + place % 3)}\n    authors: [A]\n"
        f"    date: {2020 - place // 1000}-{12 - place // 100 % 10:02}-{28 - place // 5 % 20:02}\n"
        for place in range(count)
    )
    path.write_text(f"papers:\n{''.join(entries)}", encoding="utf-8")
