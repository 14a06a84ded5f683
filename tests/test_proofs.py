"""The proofs, a few tries of each: `python -m proofs` runs them at full numbers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from proofs import cases, editor, faults, kills, place, processes, report, tracing

from conftest import ROOT

NEEDED = pytest.mark.skipif(
    not tracing.is_there() and not os.environ.get("HEADCAT_REQUIRE_ALL"), reason="needs strace"
)


def told(name: str, tries: int) -> list[list[str]]:
    """Run a proof as a program; return its rows, each with fault, tries and what was lost."""
    command = [sys.executable, "-m", "proofs", name, "--tries", str(tries)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (ended.returncode, "LOST" in ended.stderr) == (0, False), ended.stderr
    head, rule, *lines = ended.stdout.splitlines()
    assert (head, rule) == tuple(report.head().splitlines())
    return [[cell.strip() for cell in line.strip("|").split("|")][:3] for line in lines]


def test_processes_lose_nothing() -> None:
    adds, readers, mixed, saves, more_readers = told("processes", 1)
    assert adds == ["8 processes add 1 papers each", "8", "0"]
    assert mixed[0] == "adds, edits, removes and renames at once"
    assert [row[2] for row in (readers, mixed, saves, more_readers)] == ["0"] * 4


def test_an_editor_loses_nothing() -> None:
    rows = told("editor", 30)
    assert [row[1:] for row in rows] == [["30", "0"]] * 3


@NEEDED
def test_the_killed_lose_nothing() -> None:
    rows = told("kills", 4)
    assert [row[1:] for row in rows] == [["2", "0"], ["1", "0"], ["1", "0"]]


@NEEDED
def test_faults_lose_nothing() -> None:
    rows = told("faults", 2)
    assert sum(int(row[1]) for row in rows if row[0].startswith("a system call fails")) == 2
    assert {row[2] for row in rows} == {"0"}


# that they see a loss


def test_a_save_that_is_overwritten_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"# nothing yet\n")
    monkeypatch.setattr(editor, "_kept", lambda *_: False)

    def save(_: Path, data: bytes) -> None:
        path.write_bytes(data[:-2] + b"\n")

    assert editor._save(path, save, 3) == 2
    assert capsys.readouterr().err == "LOST: the save b'# saved 0'\nLOST: the save b'# saved 1'\n"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> cases.Case:
    """Return a case in which nothing has happened yet."""
    monkeypatch.setenv("HEADCAT_CACHE_DIR", str(tmp_path / "elsewhere"))
    made = place.furnish(tmp_path / "case", 6)
    before = made.catalogue.read_bytes()
    case = cases.Case(("remove",), made, before, before.replace(b"Paper 4", b"Paper IV"))
    cases.renew(case)
    return case


def test_a_third_file_is_seen(case: cases.Case, capsys: pytest.CaptureFixture[str]) -> None:
    case.place.catalogue.write_bytes(case.before[:100])
    assert cases.wrongs(case) == ["a third file of 100 bytes"]
    assert kills._judged(case, "somewhere") == 1
    assert capsys.readouterr().err == "LOST: remove killed somewhere: a third file of 100 bytes\n"


def test_an_index_that_disagrees_is_seen(case: cases.Case, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cases.wrongs(case) == []
    case.place.catalogue.write_bytes(case.before)
    monkeypatch.setattr(cases, "answers", lambda _: [])
    assert cases.wrongs(case) == ["the index disagrees", "the index disagrees after the next change"]


def test_litter_and_a_change_that_fails_are_seen(case: cases.Case) -> None:
    case.place.catalogue.with_name("rubbish").touch()
    case.place.catalogue.chmod(0o444)
    first, second = cases.wrongs(case)
    assert first.startswith("the next change: ")
    assert second == "litter: ['rubbish']"


@pytest.mark.parametrize(
    ("code", "done", "errors", "lost"),
    [
        (0, True, "", 0),
        (3, False, "why", 0),
        (0, False, "", 1),
        (3, True, "why", 1),
        (3, False, "", 1),
        (1, False, "x", 1),
    ],
)
def test_a_command_that_does_not_say_what_it_did_is_seen(
    case: cases.Case, code: int, *, done: bool, errors: str, lost: int
) -> None:
    case.place.catalogue.write_bytes(case.after if done else case.before)
    ended = subprocess.CompletedProcess[str]([], code, "", errors)
    assert faults._judged(case, ended, "a fault") == lost


def test_papers_and_lines_that_are_gone_are_seen(tmp_path: Path) -> None:
    made = place.furnish(tmp_path / "place", 2)
    before = made.catalogue.read_text(encoding="utf-8")
    assert processes._missing(made, {"Paper 0 of Many", "Paper 1 of Many"}) == 0
    assert processes._missing(made, {"Paper 0 of Many", "Paper 2 of Many"}) == 1
    assert processes._lost_lines(before, made) == 0
    assert processes._lost_lines(f"{before}# one more\n", made) == 1
