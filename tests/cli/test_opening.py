"""A paper's link, opened or printed."""

import webbrowser
from pathlib import Path

import pytest

from conftest import SMALL
from headcat.cli import main

PAPER = "https://arxiv.org/abs/2203.00001"
CODE = "https://github.com/example/heads"


@pytest.fixture(autouse=True)
def opened(catalogue_file: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Put a browser in place that only notes what it is given."""
    assert catalogue_file.exists()
    found: list[str] = []

    def note(url: str) -> bool:
        found.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", note)
    return found


@pytest.mark.parametrize(
    ("words", "url"),
    [(["adams"], PAPER), (["2203.00001", "--kind", "code"], CODE), (["adams", "--kind", "paper"], PAPER)],
)
def test_a_link_is_opened_or_printed(
    words: list[str], url: str, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["open", *words, "--print"]) == 0
    assert (capsys.readouterr(), opened) == ((f"{url}\n", ""), [])
    assert main(["open", *words]) == 0
    assert (capsys.readouterr(), opened) == (("", ""), [url])


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["zorn", "--kind", "code"], 1, "zorn2023names has no code link; it has: paper"),
        (["nobody"], 1, "no paper is called 'nobody'; `headcat list` shows the keys"),
    ],
)
def test_what_is_not_there(
    words: list[str], code: int, message: str, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["open", *words]) == code
    assert (capsys.readouterr(), opened) == (("", f"headcat: {message}\n"), [])


def test_a_paper_without_links(
    catalogue_file: Path, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    text = SMALL.replace("    links:\n      paper: https://arxiv.org/abs/2311.00002\n", "")
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(["open", "zorn"]) == 1
    out, err = capsys.readouterr()
    assert (out, opened) == ("", [])
    assert err.endswith("headcat: zorn2023names has no web link; it has: none\n")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "-x", "httpx://a"])
def test_only_addresses_of_the_web_are_opened(
    url: str, catalogue_file: Path, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue_file.write_text(SMALL.replace(CODE, f'"{url}"'), encoding="utf-8")
    assert main(["open", "adams", "--kind", "code"]) == 3
    out, err = capsys.readouterr()
    assert (out, opened) == ("", [])
    assert f"headcat: {url} of adams2022heads is no http or https address; it is not opened\n" in err


def test_of_several_links_the_first_is_opened(
    catalogue_file: Path, opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    several = f"code: [{CODE}, https://github.com/example/more]"
    catalogue_file.write_text(SMALL.replace(f"code: {CODE}", several), encoding="utf-8")
    assert main(["open", "adams", "--kind", "code"]) == 0
    message = "adams2022heads has 2 links of kind code; this is the first\n"
    assert (capsys.readouterr(), opened) == (("", message), [CODE])


@pytest.mark.parametrize("how", ["raises", "says no"])
def test_without_a_browser_the_link_is_printed(
    how: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: str) -> bool:
        if how == "raises":
            raise webbrowser.Error
        return False

    monkeypatch.setattr(webbrowser, "open", refuse)
    assert main(["open", "adams"]) == 1
    assert capsys.readouterr() == (f"{PAPER}\n", "headcat: there is no browser to open it in\n")
