"""A list with a cursor, of any length."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.pilot import Pilot

from headcat.tui.lines import Lines
from loops import ended


class Numbers(Lines):
    """Lines that say their number; remembers which were drawn."""

    def __init__(self) -> None:
        super().__init__("numbers")
        self.drawn: set[int] = set()

    def line(self, place: int, width: int) -> Content:
        self.drawn.add(place)
        return Content(f"line {place}").truncate(width, pad=True)


class Shown(App[None]):
    """Numbers alone."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = Numbers()
        self.moved: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.numbers

    def on_lines_moved(self, event: Lines.Moved) -> None:
        self.moved.append(event.lines.cursor)


def play(what: Callable[[Numbers, "Pilot[None]"], Awaitable[None]], count: int) -> Shown:
    app = Shown()

    async def run() -> None:
        async with app.run_test(size=(20, 10)) as pilot:
            app.numbers.focus()
            app.numbers.set_count(count, 0)
            await pilot.pause()
            await what(app.numbers, pilot)

    ended(run())
    return app


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (["down", "j"], 2),
        (["down", "down", "up", "k", "k"], 0),
        (["pagedown"], 9),
        (["ctrl+f", "ctrl+f", "ctrl+b"], 9),
        (["pagedown", "pageup", "pageup"], 0),
        (["end"], 999_999),
        (["G", "up"], 999_998),
        (["end", "down"], 999_999),
        (["end", "home"], 0),
        (["end", "g"], 0),
    ],
)
def test_keys_move_the_cursor_and_it_stays_in_sight(keys: list[str], place: int) -> None:
    async def what(numbers: Numbers, pilot: "Pilot[None]") -> None:
        await pilot.press(*keys)
        await pilot.pause()
        assert numbers.cursor == place
        assert numbers.scroll_offset.y <= place < numbers.scroll_offset.y + 10
        assert f"line {place}" in numbers.render_line(place - numbers.scroll_offset.y).text
        assert len(numbers.drawn) < 100

    app = play(what, 1_000_000)
    assert app.moved[-1] == place


def test_lines_that_are_not_there_are_empty() -> None:
    async def what(numbers: Numbers, pilot: "Pilot[None]") -> None:
        assert [numbers.render_line(y).text.strip() for y in range(4)] == ["line 0", "line 1", "", ""]
        await pilot.press("down", "down", "pagedown")
        assert numbers.cursor == 1
        numbers.set_count(0, 0)
        await pilot.press("down", "end", "up")
        assert (numbers.cursor, numbers.render_line(0).text.strip()) == (0, "")

    play(what, 2)


def test_a_click_moves_the_cursor() -> None:
    async def what(numbers: Numbers, pilot: "Pilot[None]") -> None:
        await pilot.click(numbers, offset=(3, 1))
        assert numbers.cursor == 1
        await pilot.click(numbers, offset=(3, 7))
        assert numbers.cursor == 1

    play(what, 3)


def test_a_smaller_window_keeps_the_cursor_in_sight() -> None:
    async def what(numbers: Numbers, pilot: "Pilot[None]") -> None:
        await pilot.press(*["down"] * 9)
        await pilot.resize_terminal(20, 4)
        await pilot.pause()
        assert numbers.scroll_offset.y == 6

    play(what, 50)


def test_the_cursor_is_reversed_where_the_keys_go_and_bold_elsewhere() -> None:
    async def what(numbers: Numbers, pilot: "Pilot[None]") -> None:
        def looks() -> list[tuple[Any, ...]]:
            styles = [next(iter(numbers.render_line(y))).style for y in (0, 1)]
            return [(bool(style.bold), bool(style.reverse)) for style in styles if style]

        assert looks() == [(False, True), (False, False)]
        numbers.blur()
        await pilot.pause()
        assert looks() == [(True, False), (False, False)]

    play(what, 5)


def test_a_list_of_nothing_has_empty_lines() -> None:
    assert Lines("x").line(0, 1) == Content()
