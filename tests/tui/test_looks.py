"""How the screen looks, as lines of text: what golden files of `tests/tui/screens` hold.

Text and not SVG as Textual's snapshots are: those change with each of its releases, in letters that no
reviewer reads; these are read as they are. Where a file is wrong, the test says what it should be.
"""

from pathlib import Path

import pytest
from textual.color import Color

from screens import START, Player, play

GOLDEN = Path(__file__).parent / "screens"

SCREENS = {
    "narrow": ((60, 20), []),
    "usual": ((80, 24), []),
    "usual-filtered": ((80, 24), ["slash", *"small"]),
    "usual-heads": ((80, 24), ["t", "down", "space"]),
    "usual-marked": ((80, 24), ["a", "s"]),
    "usual-reading": ((80, 24), ["down", "enter"]),
    "usual-help": ((80, 24), ["question_mark"]),
    "usual-export": ((80, 24), ["e"]),
    "wide": ((140, 40), ["slash", *"head", "enter"]),
}


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.usefixtures("catalogue_file")
def test_the_screen_looks_as_it_should(name: str) -> None:
    size, keys = SCREENS[name]
    lines: list[str] = []

    async def what(player: Player) -> None:
        lines.extend(await player.press(*keys))

    play(what, size=size)
    assert lines == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.usefixtures("catalogue_file")
def test_colours_are_the_terminals_own() -> None:
    async def what(player: Player) -> None:
        await player.press("t", "down", "space", "question_mark", "escape", "e")
        for widget in player.browser.screen_stack[0].walk_children(with_self=True):
            assert widget.styles.background in {Color.parse("ansi_default"), Color.parse("transparent")}

    play(what)


@pytest.mark.usefixtures("catalogue_file")
def test_without_colours_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    seen = set()

    async def what(player: Player) -> None:
        browser = player.browser
        await player.press("slash", *"small", "enter")
        for strip in browser.screen._compositor.render_strips():
            for filtered in strip.apply_filter(browser._filters[-1], Color.parse("black")):
                if filtered.style:
                    seen.add((filtered.style.color, filtered.style.bgcolor))

    play(what, query=START)
    assert {str(color and color.name) for pair in seen for color in pair} <= {"default", "None"}
