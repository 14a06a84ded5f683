"""The list of papers: what is in a line, and which papers are fetched."""

from pathlib import Path

import pytest

from conftest import SMALL
from headcat.tui.lines import Lines
from headcat.tui.papers import Wanted
from headcat.tui.reading import PAGE
from screens import Player, many, play

WIDE = "› 2023-11    Names: Moved                                           Name Mover Head, Induction… arXiv"


@pytest.mark.parametrize(
    ("width", "line"),
    [
        (120, "› 2023-11    Names: Moved"),
        (80, "› 2023-11    Names: Moved                                         arXiv"),
        (68, "› 2023-11    Names: Moved"),
        (60, "› 2023 Names: Moved"),
        (20, "› 2023 Names: Moved"),
        (12, "› 2023 Name…"),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_a_line_holds_as_much_as_there_is_room_for(width: int, line: str) -> None:
    async def what(player: Player) -> None:
        shown = await player.look()
        assert shown[3].rpartition("│")[2].startswith(line)
        assert all(len(each) <= width for each in shown)

    play(what, size=(width, 24))


@pytest.mark.usefixtures("catalogue_file")
def test_a_wide_line_has_heads_and_venue() -> None:
    async def what(player: Player) -> None:
        await player.press("t", "t")
        assert (await player.look())[3] == WIDE

    play(what, size=(110, 24))


def test_wide_letters_and_marks_keep_the_columns(catalogue_file: Path) -> None:
    title = "頭" * 60 + "e\u0301" * 20
    catalogue_file.write_text(SMALL.replace("Heads of a Small Catalogue", title), encoding="utf-8")

    async def what(player: Player) -> None:
        line = (await player.look())[4]
        assert line == f"  2022-03-08 {'頭' * 25} … NeurIPS 2022"

    play(what)


def test_pages_are_fetched_as_they_come_into_sight_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headcat.tui.papers._KEPT", 3)
    many(Path("many.yaml"), 20 * PAGE)

    async def what(player: Player) -> None:
        papers = player.browser.papers
        assert sorted(papers._pages) == [0]
        await player.press("end")
        assert sorted(papers._pages) == [0, 19]
        current = papers.current()
        assert current is not None
        assert current.key == f"k{20 * PAGE - 1:04}"
        papers.cursor = 5 * PAGE
        await player.look()
        assert len(papers._pages) == 3
        assert {4, 5} <= set(papers._pages)
        await player.press("home")
        assert papers.current() is not None
        assert "Many words" in (await player.look())[3]

    play(what, path=Path("many.yaml"))


def test_what_is_not_there_yet_is_a_sign_and_the_paper_is_told_when_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many(Path("many.yaml"), 300)

    async def what(player: Player) -> None:
        papers = player.browser.papers
        assert papers._answer is not None
        moved: list[object] = []
        papers._wanted |= {3}
        papers.set_count(300, 200)
        assert papers.current() is None
        assert papers.line(200, 20).plain == "  …" + " " * 17
        monkeypatch.setattr(papers, "post_message", moved.append)
        wanted = Wanted(papers._answer, 3)
        found = player.browser.reader.papers(wanted.numbers)
        papers.take(Wanted(papers._answer._replace(place=1), 3), found)
        assert papers.current() is None
        papers.take(Wanted(papers._answer, 1), [])
        assert not any(isinstance(each, Lines.Moved) for each in moved)
        papers.take(wanted, found)
        assert papers.current() is not None
        assert [type(each) for each in moved if isinstance(each, Lines.Moved)] == [Lines.Moved]
        monkeypatch.undo()

    play(what, path=Path("many.yaml"))
