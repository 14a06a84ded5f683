"""The command that takes the whole terminal, in one."""

import os
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pexpect
import pytest

from conftest import SMALL
from headcat import extras
from headcat.cli import browse, main, output
from headcat.errors import RefusedError
from headcat.tui import app
from headcat.tui.reading import Reader

NO_TERMINAL = "headcat: browse needs a terminal; use headcat list, search or show instead\n"


@pytest.fixture
def at_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the streams be a terminal."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setattr(browse, "_is_terminal", bool)
    monkeypatch.setattr(output, "_dumb", lambda: False)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Reader, str | None]]:
    """Let the screen only note what it is to show, and whether in colour."""
    readers: list[tuple[Reader, str | None]] = []

    def run(reader: Reader) -> int:
        readers.append((reader, os.environ.get("NO_COLOR")))
        return 0

    monkeypatch.setattr(app, "run", run)
    return readers


@pytest.mark.usefixtures("catalogue_file")
def test_without_a_terminal_it_says_what_to_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["browse"]) == 2
    assert capsys.readouterr() == ("", NO_TERMINAL)


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr", ""])
@pytest.mark.usefixtures("catalogue_file", "at_terminal")
def test_each_stream_must_be_a_terminal_that_can_do_it(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if name:
        monkeypatch.setattr(browse, "_is_terminal", lambda stream: stream != name)
    else:
        monkeypatch.setenv("TERM", "dumb")
    assert main(["browse"]) == 2
    assert capsys.readouterr() == ("", NO_TERMINAL)


@pytest.mark.usefixtures("catalogue_file", "at_terminal")
def test_without_textual_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def load(library: str, extra: str) -> None:
        raise RefusedError(f"this needs {library}: pip install 'headcat[{extra}]'")

    monkeypatch.setattr(extras, "load", load)
    assert main(["browse"]) == 3
    assert capsys.readouterr().err == "headcat: this needs textual: pip install 'headcat[tui]'\n"


@pytest.mark.parametrize(
    ("words", "typed", "heads", "sort"),
    [
        ([], "", set(), "relevance"),
        (["--head", "mover", "--search", "two words"], "two words", {"Mover Head"}, "relevance"),
        (["--sort", "date"], "", set(), "date"),
    ],
)
@pytest.mark.usefixtures("catalogue_file", "at_terminal")
def test_the_selection_is_its_start(
    words: list[str], typed: str, heads: set[str], sort: str, seen: list[tuple[Reader, str | None]]
) -> None:
    assert main(["browse", *words]) == 0
    view = seen[0][0].first_view()
    assert (view.typed, set(view.heads), view.sort) == (typed, heads, sort)


@pytest.mark.parametrize(
    ("words", "message"),
    [(["--head", "zzz"], "no head is called 'zzz'"), (["--sort", "size"], "no sort field is called 'size'")],
)
@pytest.mark.usefixtures("catalogue_file", "at_terminal")
def test_a_selection_that_makes_no_sense_is_refused(
    words: list[str], message: str, seen: list[tuple[Reader, str | None]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["browse", *words]) == 2
    assert message in capsys.readouterr().err
    assert seen == []


@pytest.mark.parametrize(
    ("words", "environment", "told"),
    [
        (["browse"], {}, None),
        (["browse"], {"NO_COLOR": ""}, None),
        (["browse"], {"NO_COLOR": "yes"}, "1"),
        (["--no-color", "browse"], {}, "1"),
    ],
)
@pytest.mark.usefixtures("catalogue_file", "at_terminal")
def test_colours_are_wanted_or_not(
    words: list[str],
    environment: dict[str, str],
    told: str | None,
    seen: list[tuple[Reader, str | None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "")  # so that what the command sets is undone
    monkeypatch.delenv("NO_COLOR")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert main(words) == 0
    assert [color for _, color in seen] == [told]


@pytest.mark.usefixtures("seen", "at_terminal")
def test_errors_of_the_catalogue_are_named_at_the_end(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue_file.write_text(SMALL.replace("    date: 2023-11\n", ""), encoding="utf-8")
    assert main(["browse"]) == 3
    assert capsys.readouterr().err.startswith("data/papers.yaml:41:5: HC")


@pytest.mark.usefixtures("catalogue_file", "at_terminal")
def test_an_interrupt_is_one(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(app, "run", lambda _: 130)
    assert main(["browse"]) == 130
    assert capsys.readouterr().err == "interrupted\n"


@pytest.mark.usefixtures("catalogue_file", "at_terminal")
def test_what_breaks_the_screen_is_no_success(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "run", lambda _: 1)
    assert main(["browse"]) == 1
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("catalogue_file")
def test_the_program_in_a_terminal_filters_ends_and_leaves_the_terminal_as_it_was() -> None:
    environment = {**os.environ, "TERM": "xterm-256color"}
    words = f"'{sys.executable}' -m headcat browse"
    script = f"stty -a >before; {words}; code=$?; stty -a >after; echo ended with $code"
    child = pexpect.spawn(
        "bash", ["-c", script], env=environment, encoding="utf-8", dimensions=(24, 80), timeout=60
    )
    child.expect_exact("Names: Moved")
    child.send("/small")
    child.expect_exact("1 of 2 papers")
    child.send("\r")
    child.send("q")
    child.expect_exact("ended with 0")
    child.expect(pexpect.EOF)
    child.close()
    assert Path("before").read_bytes() == Path("after").read_bytes()


def modes(printed: str) -> SimpleNamespace:
    """Return which modes of the terminal are on after an output."""
    found = {mode: on == "h" for mode, on in re.findall(r"\x1b\[\?(\d+)([hl])", printed)}
    return SimpleNamespace(
        alternate=found.get("1049", False), mouse=found.get("1000", False), cursor=found.get("25", True)
    )


@pytest.mark.parametrize(("keys", "code"), [("q", 3), ("\x03", 130)])
@pytest.mark.usefixtures("catalogue_file")
def test_screen_mouse_and_cursor_are_given_back(keys: str, code: int) -> None:
    hostile = "\\e]0;owned\\a\\e[2J\\u202e[bold]x[/bold]"
    text = Path("data/papers.yaml").read_text(encoding="utf-8")
    Path("data/papers.yaml").write_text(
        text.replace("Heads of a Small Catalogue", f'"{hostile}"'), encoding="utf-8"
    )
    child = pexpect.spawn(
        sys.executable, ["-m", "headcat", "browse"], env={**os.environ, "TERM": "xterm-256color"},
        encoding="utf-8", dimensions=(24, 80), timeout=60,
    )  # fmt: skip
    child.expect_exact("Names: Moved")
    begun = child.before
    child.expect_exact(r"\x1b]0;owned\x07\x1b[2J\u202e[bold]x[/bold]")
    begun += child.before
    assert modes(begun) == SimpleNamespace(alternate=True, mouse=True, cursor=False)
    child.send(keys)
    child.expect(pexpect.EOF)
    child.close()
    printed = begun + child.before
    assert child.exitstatus == code
    assert modes(printed) == SimpleNamespace(alternate=False, mouse=False, cursor=True)
    assert "\x1b]0;owned" not in printed
    assert "\u202e" not in printed
