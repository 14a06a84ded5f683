"""Where a browser is shown, and one that is started."""

import subprocess
import sys
import webbrowser
from typing import Any

import pytest

from headcat.tui import opening


@pytest.mark.parametrize(
    ("browser", "place"),
    [
        (webbrowser.BackgroundBrowser("xdg-open"), "desktop"),
        (webbrowser.Mozilla("firefox"), "desktop"),
        (webbrowser.GenericBrowser("w3m"), "terminal"),
        (webbrowser.Elinks("elinks"), "terminal"),
        (object(), "desktop"),
    ],
)
def test_browsers_are_shown_on_the_desktop_or_in_the_terminal(
    browser: Any, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    assert opening.browser_place() == place


def test_there_may_be_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise webbrowser.Error

    monkeypatch.setattr(webbrowser, "get", refuse)
    assert opening.browser_place() == "nowhere"


@pytest.mark.parametrize(("code", "told"), [("exit 0", True), ("exit 1", False)])
def test_a_browser_is_started_and_what_it_prints_goes_nowhere(
    code: str, *, told: bool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BROWSER", f"sh -c 'echo noise %s; echo noise >&2; {code}'")
    assert opening.start("https://example.org/") is told
    assert capfd.readouterr() == ("", "")


def test_the_address_is_one_word_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def run(command: list[str], **_: object) -> "subprocess.CompletedProcess[str]":
        seen.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert opening.start("https://example.org/'; rm -r x #")
    [[python, _, code, url]] = seen
    assert (python, url) == (sys.executable, "https://example.org/'; rm -r x #")
    assert "rm" not in code
