"""What a Tab brings: the answers, and that real shells take them in."""

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL
from headcat.cli import main
from headcat.cli.completion import _for_bash, _open_quote
from programs import program

HOSTILE = "A $(touch pwned) `touch pwned` \"b\" 'c' Head"


@pytest.fixture(autouse=True)
def _index(catalogue_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Bring the index of the small catalogue, with names that are not kind, to the disk."""
    quoted = HOSTILE.replace("'", "''")
    more = f"heads:\n  - name: '{quoted}'\n  - name: \"Bell\\a Head\"\n"
    catalogue_file.write_text(SMALL.replace("heads:\n", more, 1), encoding="utf-8")
    main(["list"])
    capsys.readouterr()


def answers(
    line: str, shell: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    monkeypatch.setenv("_HEADCAT_COMPLETE", shell)
    monkeypatch.setattr(sys, "argv", ["headcat", line])
    assert main() == 0
    out, err = capsys.readouterr()
    assert err == ""
    return [row.removeprefix("value ") for row in out.splitlines()]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("headcat sh", ["show"]),
        ("headcat heads s", ["show", "suggest", "set"]),
        ("headcat --cat", ["--catalogue"]),
        ("headcat --catalogue ", ["file"]),
        ("headcat show ad", ["adams2022heads"]),
        ("headcat filter induction", ["Induction\\ Head"]),
        ("headcat filter inductive", ["Inductive\\ Head"]),
        ('headcat list --head "Name M', ["Name Mover Head"]),
        ("headcat list --head 'A", [HOSTILE.replace("'", "'\\''")]),
        ("headcat list --head=mov", ["Mover\\ Head"]),
        ("headcat list --head Bell", []),
        ("headcat list --venue neu", ["NeurIPS"]),
        ("headcat list --author ad", ["Ada\\ Adams"]),
        ("headcat list --stage lat", ["Latent\\ Reasoning"]),
        ("headcat list --sort ti", ["title"]),
        ("headcat list --has proj", ["project"]),
        ("headcat list --match a", ["any", "all"]),
        ("headcat stats --by mo", ["month"]),
        ("headcat --catalogue none.yaml show a", []),
    ],
)
def test_answers_for_bash(
    line: str, expected: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert answers(line, "bash", monkeypatch, capsys) == expected


def test_an_index_that_is_stale_answers_and_stays(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("data", "papers.yaml").write_text(SMALL.replace("zorn2023names", "zorn2023other"), encoding="utf-8")
    assert answers("headcat show z", "zsh", monkeypatch, capsys) == ["zorn2023names\tNames: Moved"]


def test_what_is_shared_never_takes_away_what_was_typed() -> None:
    assert _for_bash(["AB C", "Ab D"], "ab", "") == ["AB\\ C", "Ab\\ D", "ab"]
    assert _for_bash(["a:b", "a:c"], "a:", "") == ["b", "c"]
    assert _for_bash([], "x", "") == []


@pytest.mark.parametrize(
    ("line", "quote"), [("a 'b", "'"), ("a 'b' ", ""), ('a "b\\"', '"'), ("a\\'b", ""), ("'\\'", "")]
)
def test_which_quotation_mark_is_open(line: str, quote: str) -> None:
    assert _open_quote(line) == quote


def test_powershell_gets_its_own_quotes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answers("headcat list --head a", "powershell", monkeypatch, capsys)
    assert found == ["'" + HOSTILE.replace("'", "''") + "'\t"]
    assert answers("headcat show z", "powershell", monkeypatch, capsys) == ["zorn2023names\tNames: Moved"]
    monkeypatch.delenv("_HEADCAT_COMPLETE")
    assert main(["completion", "powershell"]) == 0
    assert "Register-ArgumentCompleter -Native -CommandName headcat" in capsys.readouterr().out


def program_folder() -> str:
    """Put a program called headcat into a folder; return the folder."""
    folder = Path("bin").absolute()
    folder.mkdir()
    path = folder / "headcat"
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m headcat "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_takes_in_what_it_is_told(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Type the beginning of a hostile name and Tab, and see which words the program gets."""
    program(shell)
    import pexpect

    folder = program_folder()
    assert main(["completion", shell]) == 0
    Path("script").write_text(capsys.readouterr().out, encoding="utf-8")
    assert subprocess.run([shell, "-n", "script"], check=False).returncode == 0
    options = {"bash": ["--norc", "--noprofile"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    environment = {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "TERM": "dumb"}
    child: Any = pexpect.spawn(shell, [*options, "-i"], encoding="utf-8", timeout=20, env=environment)
    child.delaybeforesend = 0.3
    if shell == "zsh":
        child.sendline("autoload -Uz compinit; compinit -u -D; unsetopt zle_bracketed_paste")
    child.sendline("source ./script")
    for typed in ('filter "A', "filter A", "filter 'A"):
        child.send(f"headcat {typed}\t")
        child.send("\x01")  # to the beginning of the line
        child.send("printf '<%s>' ")
        child.send("\x05\n")
        child.expect_exact(f"<headcat><filter><{HOSTILE}>")
    child.sendline("exit")
    child.close(force=True)
    assert not Path("pwned").exists()
