"""The reference of all commands, made from their own help."""

import subprocess
import sys
from pathlib import Path

import pytest

from headcat.cli import COMMANDS, main
from headcat.cli.manual import pages
from headcat.errors import ExitCode

ROOT = Path(__file__).parents[2]


def test_the_file_is_what_the_help_says() -> None:
    """If this fails: python -m headcat.cli.manual > docs/cli.md."""
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == "".join(pages())


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_each_page_is_the_help_of_a_wide_terminal(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert main([*name.split(), "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert f"\n## headcat {name}".rstrip() + f"\n\n```text\n{out}```\n" in "".join(pages())


def test_every_page_fits_into_100_columns() -> None:
    text = "".join(pages())
    assert [
        line for line in text.splitlines() if len(line) > 100 and not line.startswith(("|", "This"))
    ] == []
    assert text.count("\n## ") == 1 + len(COMMANDS)


def test_every_exit_code_is_explained() -> None:
    rows = [line.split("|")[1].strip() for line in next(pages()).splitlines() if line.startswith("|")]
    assert rows == ["exit code", "---", *(str(int(code)) for code in ExitCode)]


@pytest.mark.parametrize(
    "environment", [{}, {"PYTHONIOENCODING": "latin-1", "COLUMNS": "40", "NO_COLOR": "1"}]
)
def test_the_module_prints_the_file(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ended = subprocess.run([sys.executable, "-m", "headcat.cli.manual"], capture_output=True, check=False)
    assert ended.returncode == 0
    assert (ended.stdout, ended.stderr) == ((ROOT / "docs" / "cli.md").read_bytes(), b"")
