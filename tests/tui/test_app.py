"""The screen, played: what keys do and what is seen of it."""

import base64
import webbrowser
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.worker import get_current_worker

from conftest import SMALL
from headcat.errors import RefusedError
from headcat.tui import app, opening
from headcat.tui.app import Browser
from headcat.tui.reading import Answer, Reader
from screens import START, Player, many, play, shown

ADAMS, ZORN = "adams2022heads", "zorn2023names"

pytestmark = pytest.mark.usefixtures("catalogue_file")


def titles(lines: list[str]) -> list[str]:
    """Return the lines of the list, as far as they hold papers."""
    return [line for line in lines if line[2:6].isdigit()]


def marked(player: Player) -> set[str]:
    return player.browser.papers.marks


def test_letters_filter_and_none_is_lost_however_fast_they_come() -> None:
    async def what(player: Player) -> None:
        lines = await player.press("slash", *"moved", "enter")
        assert lines[1] == "/ moved"
        assert titles(lines) == ["› 2023-11    Names: Moved                                         arXiv"]
        assert player.browser.focused is player.browser.papers
        assert len(titles(await player.press("slash", *["backspace"] * 5))) == 2

    play(what)


def test_what_is_not_found_is_told_with_what_was_meant() -> None:
    async def what(player: Player) -> None:
        lines = await player.press("slash", *"inductoin")
        assert (lines[2].strip("─"), player.status()) == (
            "no papers",
            "nothing found; did you mean: induction",
        )
        await player.press(*"qqqqq")
        assert player.status() == "nothing found"
        await player.press("escape", "space", "c", "enter", "o")
        assert player.status() == "there is no link"
        assert marked(player) == set()

    play(what)


def test_escape_steps_back_and_never_ends() -> None:
    async def what(player: Player) -> None:
        browser = player.browser
        await player.press("t", "down", "space", "slash", *"moved", "enter", "enter")
        assert (browser.is_reading, browser.view.typed, len(browser.view.heads)) == (True, "moved", 1)
        await player.press("escape")
        assert (browser.is_reading, browser.focused) == (False, browser.papers)
        await player.press("tab", "escape")
        assert browser.focused is browser.papers
        await player.press("escape")
        assert (browser.view.typed, browser.typed.value, len(browser.view.heads)) == ("", "", 1)
        await player.press("escape")
        assert browser.view.heads == frozenset()
        await player.press("escape")
        assert player.status() == "q quits"
        await player.press("question_mark")
        assert "Keys" in shown(browser)[2]
        await player.press("escape")
        assert len(browser.screen_stack) == 1

    assert play(what).return_code is None


def test_heads_and_stages_are_chosen() -> None:
    async def what(player: Player) -> None:
        browser = player.browser
        lines = await player.press("t", "down", "enter")
        assert browser.view.heads == {"Mover Head"}
        assert len(titles([line.split("│")[1] for line in lines if "│" in line])) == 1
        assert lines[0].endswith("1 of 2 papers · 1 chosen · newest first")
        await player.press("down", "down", "space", "down", "space")  # a group between them cannot be
        assert browser.view.stages == {"Latent Reasoning"}
        lines = await player.press("m")
        assert lines[0].endswith("1 of 2 papers · all of 2 chosen · newest first")
        await player.press("m")
        assert browser.view.match == "any"
        await player.press("t")
        assert (browser.with_heads, browser.focused) == (False, browser.papers)

    play(what)


def test_the_heads_are_there_where_there_is_room() -> None:
    async def what(player: Player) -> None:
        assert "Heads" in (await player.look())[2]
        await player.pilot.resize_terminal(100, 30)
        assert "Heads" not in (await player.look())[2]
        await player.press("t")
        await player.pilot.resize_terminal(60, 30)
        assert "Heads" in (await player.look())[2]

    play(what, size=(140, 40))


def test_orders_keep_the_paper() -> None:
    async def what(player: Player) -> None:
        browser = player.browser
        await player.press("down")
        orders = []
        for _ in range(6):
            await player.press("s")
            orders.append(shown(browser)[0].rpartition(" · ")[2])
            paper = browser.papers.current()
            assert paper is not None
            assert paper.key == ADAMS
        assert orders == [
            "newest first", "by key, from a to z", "by title, from a to z", "by author, from a to z",
            "by venue, from a to z", "newest first",
        ]  # fmt: skip
        lines = await player.press("S")
        assert lines[0].endswith("oldest first")
        assert (browser.papers.cursor, titles(lines)[0][:30]) == (0, "› 2022-03-08 Heads of a Small ")

    play(what)


def test_papers_are_marked() -> None:
    async def what(player: Player) -> None:
        lines = await player.press("space")
        assert [line[:2] for line in titles(lines)] == [" ●", "› "]
        assert lines[0].endswith("2 of 2 papers · 1 marked · newest first")
        assert marked(player) == {ZORN}
        await player.press("up", "space")
        assert marked(player) == set()
        await player.press("a")
        assert marked(player) == {ADAMS, ZORN}
        await player.press("slash", *"small", "enter", "u")
        assert marked(player) == set()
        await player.press("a")
        assert marked(player) == {ADAMS}

    play(what)


def test_the_paper_has_the_screen_and_the_next_one_after_it() -> None:
    async def what(player: Player) -> None:
        lines = await player.press("enter")
        assert (titles(lines), lines[3]) == ([], " Names: Moved")
        assert (await player.press("n"))[3] == " Heads of a Small Catalogue"
        assert (await player.press("p"))[3] == " Names: Moved"
        assert len(titles(await player.press("enter"))) == 2
        await player.press("enter", "slash")
        assert not player.browser.is_reading

    play(what)


def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr(Browser, "copy_to_clipboard", lambda _, text: texts.append(text))
    return texts


def test_bibtex_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = copied(monkeypatch)

    async def what(player: Player) -> None:
        await player.press("c")
        assert player.status() == f"BibTeX of {ZORN} copied (OSC 52: if the terminal allows it)"
        await player.press("a", "c")
        assert player.status() == "BibTeX of 2 papers copied (OSC 52: if the terminal allows it)"

    play(what)
    assert [text.count("@") for text in texts] == [1, 2]
    assert texts[0].startswith(f"@misc{{{ZORN},\n")


def test_it_goes_to_the_clipboard_by_osc_52(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    async def what(player: Player) -> None:
        monkeypatch.setattr(player.browser._driver, "write", written.append)
        await player.press("c")

    play(what)
    [sequence] = [each for each in written if each.startswith("\x1b]52;c;")]
    assert base64.b64decode(sequence[7:-1]).decode().startswith("@misc{zorn2023names,\n")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put a browser of the desktop in place that only notes what it is given."""
    urls: list[str] = []
    monkeypatch.setattr(opening, "browser_place", lambda: "desktop")

    def start(url: str) -> bool:
        urls.append(url)
        return True

    monkeypatch.setattr(opening, "start", start)
    return urls


def test_links_are_opened(opened: list[str]) -> None:
    async def what(player: Player) -> None:
        await player.press("down", "o")
        assert player.status() == "opened https://arxiv.org/abs/2203.00001"
        await player.press("2")
        assert player.status() == "opened https://github.com/example/heads"
        await player.press("3")
        assert player.status() == "there is no link 3"

    play(what)
    assert opened == ["https://arxiv.org/abs/2203.00001", "https://github.com/example/heads"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "-x", "https://a b/"])
def test_only_addresses_of_the_web_are_opened(url: str, opened: list[str], catalogue_file: Path) -> None:
    text = SMALL.replace("https://arxiv.org/abs/2311.00002", f'"{url}"')
    catalogue_file.write_text(text, encoding="utf-8")

    async def what(player: Player) -> None:
        await player.press("o", "1")
        assert player.status() == f"{url} is no http or https address; it is not opened"

    play(what)
    assert opened == []


def test_a_browser_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "browser_place", lambda: "nowhere")

    async def what(player: Player) -> None:
        await player.press("o")
        assert player.status() == "there is no browser to open it in: https://arxiv.org/abs/2311.00002"

    play(what)


def test_a_browser_of_the_terminal_gets_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    monkeypatch.setattr(opening, "browser_place", lambda: "terminal")
    monkeypatch.setattr(webbrowser, "open", seen.append)

    class Suspended:
        def __enter__(self) -> None:
            seen.append("suspended")

        def __exit__(self, *_: object) -> None:
            seen.append("resumed")

    monkeypatch.setattr(Browser, "suspend", lambda _: Suspended())

    async def what(player: Player) -> None:
        await player.press("o")

    play(what)
    assert seen == ["suspended", "https://arxiv.org/abs/2311.00002", "resumed"]


def test_papers_are_exported() -> None:
    async def what(player: Player) -> None:
        lines = await player.press("e")
        assert any("Export 2 papers" in line for line in lines)
        await player.press("enter")
        assert player.status() == "2 papers written to papers.bib"
        await player.press("space", "e")
        await player.press("tab", "end", *["backspace"] * 3, *"json", "enter")
        assert player.status() == "1 paper written to papers.json"

    play(what)
    assert Path("papers.bib").read_text(encoding="utf-8").count("\n@") == 1
    assert f'"key": "{ZORN}"' in Path("papers.json").read_text(encoding="utf-8")


def test_a_file_is_not_overwritten_without_a_yes() -> None:
    path = Path("papers.bib")
    path.write_text("mine", encoding="utf-8")

    async def what(player: Player) -> None:
        lines = await player.press("e", "enter")
        assert any("Overwrite papers.bib?" in line for line in lines)
        await player.press("enter")
        assert (player.status(), path.read_text(encoding="utf-8")) == ("nothing was written", "mine")
        await player.press("e", "escape")
        assert path.read_text(encoding="utf-8") == "mine"
        await player.press("e", "enter")
        await player.press("y")
        assert player.status() == "2 papers written to papers.bib"

    play(what)


def test_there_may_be_nothing_to_export() -> None:
    async def what(player: Player) -> None:
        await player.press("slash", *"qqqqq", "enter", "e")
        assert player.status() == "there is nothing to export"

    play(what)


def test_a_change_of_the_catalogue_is_read(catalogue_file: Path) -> None:
    async def what(player: Player) -> None:
        await player.press("down", "t", "down", "space")
        assert player.browser.view.heads == {"Mover Head"}
        text = SMALL.replace("Mover Head", "Carrier Head").replace("Names: Moved", "Names: Gone")
        catalogue_file.write_text(text, encoding="utf-8")
        player.browser._look()
        lines = await player.look()
        assert player.browser.view.heads == frozenset()
        assert any("Carrier Head" in line for line in lines)
        assert any("Names: Gone" in line for line in lines)
        before = player.browser.answer
        player.browser._look()
        await player.look()
        assert player.browser.answer is before
        await player.press("f5")
        assert player.browser.answer is not before

    play(what)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["    date: 2023-11\n"], "1 error"),
        (["    date: 2022-03-08\n", "    date: 2023-11\n"], "2 errors"),
    ],
)
def test_errors_of_the_catalogue_are_told(lines: list[str], told: str, catalogue_file: Path) -> None:
    text = SMALL
    for line in lines:
        text = text.replace(line, "")

    async def what(player: Player) -> None:
        assert player.status() == ""
        catalogue_file.write_text(text, encoding="utf-8")
        await player.press("r")
        assert player.status() == f"the catalogue has {told}, and papers may lack; see headcat check"

    play(what)


def test_a_catalogue_with_errors_is_not_exported(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace("    date: 2023-11\n", ""), encoding="utf-8")

    async def what(player: Player) -> None:
        await player.press("e")
        await player.press("enter")
        assert player.status() == "data/papers.yaml has errors; nothing was written"

    play(what)
    assert not Path("papers.bib").exists()


def test_what_cannot_be_read_is_told(catalogue_file: Path) -> None:
    async def what(player: Player) -> None:
        catalogue_file.unlink()
        await player.press("f5")
        assert player.status() == "data/papers.yaml: no such file or directory"
        assert len(titles(shown(player.browser))) == 2

    play(what)


@pytest.mark.parametrize(
    ("method", "key"), [("ask", "s"), ("papers", "end"), ("keys", "a"), ("texts", "c"), ("read_anew", "r")]
)
def test_a_fault_in_a_thread_is_told(method: str, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    many(Path("many.yaml"), 400)

    def refuse(*_: object, **__: object) -> None:
        raise RefusedError("the disk is gone\x1b[2J")

    async def what(player: Player) -> None:
        monkeypatch.setattr(Reader, method, refuse)
        await player.press(key)
        assert player.status() == r"the disk is gone\x1b[2J"

    play(what, path=Path("many.yaml"))


def test_an_answer_that_nobody_waits_for_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Reader.ask

    def slow(self: Reader, view: Any, keep: str = "", is_stale: Any = bool) -> Answer | None:
        answer = ask(self, view, keep, bool if view.typed == "m" else is_stale)
        return answer if view.typed != "mo" else ask(self, view, keep, lambda: True)

    async def what(player: Player) -> None:
        monkeypatch.setattr(Reader, "ask", slow)
        await player.press("slash", *"mo")
        browser = player.browser
        assert browser.answer is not None
        old = browser.answer
        browser._take(replace_view(old, "older"))
        browser._propose(replace_view(old, "older"), "other")
        assert browser.answer is old
        assert player.status() != "nothing found; did you mean: other"

    play(what)


def test_heads_are_not_counted_for_an_answer_that_another_one_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ask = Reader.ask

    def overtaken(self: Reader, view: Any, keep: str = "", is_stale: Any = bool) -> Answer | None:
        answer = ask(self, view, keep, is_stale)
        get_current_worker()._cancelled = True
        return answer

    async def what(player: Player) -> None:
        counts = player.browser.heads._counts
        monkeypatch.setattr(Reader, "ask", overtaken)
        await player.press("s")
        assert player.browser.heads._counts is counts

    play(what)


def replace_view(answer: Answer, typed: str) -> Answer:
    return answer._replace(view=replace(answer.view, typed=typed))


def test_marks_are_told_only_when_there_is_an_answer() -> None:
    async def what(player: Player) -> None:
        player.browser.answer = None
        before = shown(player.browser)
        assert await player.press("u") == before

    play(what)


def test_what_is_pasted_is_seen() -> None:
    async def what(player: Player) -> None:
        await player.press("slash")
        player.browser.typed.insert_text_at_cursor("a\x1b[31mb\u202ec")
        lines = await player.look()
        assert lines[1] == r"/ a\x1b[31mb\u202ec"

    play(what)


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("ctrl+c", 130)])
def test_it_ends(key: str, code: int) -> None:
    async def what(player: Player) -> None:
        await player.pilot.press(key)

    assert play(what).return_code == code


def test_it_is_interrupted_while_one_types_and_in_dialogs() -> None:
    async def what(player: Player) -> None:
        await player.press("slash", "q")
        assert player.browser.view.typed == "q"
        await player.press("escape", "question_mark")
        await player.pilot.press("ctrl+c")

    assert play(what).return_code == 130


def test_run_shows_the_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter([0, None, 130])

    def run(self: Browser) -> None:
        self._return_code = next(codes)

    monkeypatch.setattr(Browser, "run", run)
    from headcat.catalogue import Catalogue

    reader = Reader(Catalogue.open(), START)
    assert [app.run(reader) for _ in range(3)] == [0, 0, 130]
