"""The tree of heads."""

from pathlib import Path

import pytest

from headcat.tui.heads import HeadTree
from screens import Player, play

TREE = [
    "› In-Context Identification         1",
    "    Mover Head                      1",
    "      Name Mover Head               1",
    "  Latent Reasoning                  2",
    "    In-context Learning",
    "      Induction Head                2",
]
FILTERED = [
    "› In-Context Identification         0",
    "    Mover Head                      0",
    "      Name Mover Head               0",
    "  Latent Reasoning                  1",
    "    In-context Learning",
    " ✓    Induction Head                1",
]

pytestmark = pytest.mark.usefixtures("catalogue_file")


def tree(lines: list[str]) -> list[str]:
    return [line.partition("│")[0].rstrip() for line in lines[3:9]]


def test_heads_have_the_numbers_of_what_is_shown() -> None:
    async def what(player: Player) -> None:
        assert tree(await player.look()) == TREE
        await player.press("t", "end", "space")
        assert tree(await player.press("home", "slash", *"small")) == FILTERED

    play(what, size=(120, 24))


def test_a_click_chooses() -> None:
    async def what(player: Player) -> None:
        await player.pilot.click(HeadTree, offset=(6, 2))
        lines = await player.look()
        assert player.browser.view.heads == {"Mover Head"}
        assert tree(lines)[1] == "›✓  Mover Head                      1"
        await player.pilot.click(HeadTree, offset=(6, 2))
        await player.look()
        assert player.browser.view.heads == frozenset()

    play(what, size=(120, 24))


def test_there_may_be_no_heads() -> None:
    Path("none.yaml").write_text("papers:\n", encoding="utf-8")

    async def what(player: Player) -> None:
        await player.press("t", "space", "enter", "down")
        assert player.browser.view.heads == frozenset()

    play(what, path=Path("none.yaml"))
