"""What opens over the list."""

from pathlib import Path

import pytest
from textual.widgets import OptionList

from headcat.tui.dialogs import ExportScreen, Typed
from screens import Player, play

pytestmark = pytest.mark.usefixtures("catalogue_file")


def test_format_and_ending_follow_each_other_and_another_ending_stays() -> None:
    async def what(player: Player) -> None:
        await player.press("e")
        file = player.browser.screen.query_one(Typed)
        await player.press("down", "down")
        assert file.value == "papers.biblatex.bib"
        file.value = "list.md"
        await player.look()
        assert player.browser.screen.query_one(OptionList).highlighted == 1
        file.value = "list.txt"
        await player.press("down", "down")
        assert file.value == "list.txt"
        await player.press("enter")
        assert player.status() == "2 papers written to list.txt"

    play(what)
    assert Path("list.txt").read_text(encoding="utf-8").startswith("[\n")


def test_a_file_needs_a_name() -> None:
    async def what(player: Player) -> None:
        await player.press("e")
        player.browser.screen.query_one(Typed).value = "  "
        await player.press("enter")
        assert isinstance(player.browser.screen, ExportScreen)
        await player.press("escape")
        assert len(player.browser.screen_stack) == 1

    play(what)


def test_the_same_view_is_not_asked_for_again() -> None:
    async def what(player: Player) -> None:
        before = player.browser.answer
        player.browser._show(player.browser.view)
        await player.look()
        assert player.browser.answer is before

    play(what)
