"""The program as a process: it ends at once, and nothing that it printed or registered is lost."""

import atexit
import gc
import os
import subprocess
import sys
import tomllib

import pytest

from conftest import ROOT
from headcat import __main__, __version__

RUN = """
import atexit, sys
from headcat.__main__ import run
class Late:
    def __del__(self):
        print("taken apart")
late = Late()
late.itself = late
atexit.register(print, "registered", end="")
sys.stderr.reconfigure(line_buffering=False)
sys.stderr.write("unfinished")
sys.argv[1:] = {words}
run()
"""


class Ended(BaseException):
    """Stands for the end of the process."""


def process(words: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run the program in a process that has things to do at its end."""
    command = [sys.executable, "-c", RUN.format(words=words)]
    return subprocess.run(command, capture_output=True, check=False, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "out", "err"),
    [
        (["--version"], 0, f"headcat {__version__}\n", ""),
        (
            ["show", "nothing"],
            1,
            "",
            "headcat: no paper is called 'nothing'; `headcat list` shows the keys\n",
        ),
        (["list", "--limit"], 2, "", "Error: Option '--limit' requires an argument.\n"),
        (["--catalogue", "x", "list"], 3, "", "headcat: x: no such file or directory\n"),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_the_process_ends_with_the_code_and_says_all(words: list[str], code: int, out: str, err: str) -> None:
    ended = process(words)
    assert ended.returncode == code
    assert (ended.stdout, ended.stderr) == (f"{out}registered", f"unfinished{err}")


def test_what_is_unexpected_is_not_kept_quiet() -> None:
    code = "import headcat.cli as cli\ndef main(): 1 / 0\ncli.main = main\n"
    command = [sys.executable, "-c", code + RUN.format(words=[])]
    ended = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert ended.returncode == 1
    assert ended.stderr.endswith("ZeroDivisionError: division by zero\n")


def test_a_stream_that_nobody_reads_keeps_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands behind the answer, the end of the process among it, is done all the same."""
    done: list[object] = []

    class Gone:
        def flush(self) -> None:
            done.append("flush")
            raise BrokenPipeError

    def end(code: int) -> None:
        done.append(code)
        raise Ended

    monkeypatch.setattr("headcat.cli.main", lambda: 3)
    monkeypatch.setattr(atexit, "_run_exitfuncs", lambda: done.append("registered"))
    monkeypatch.setattr(os, "_exit", end)
    monkeypatch.setattr(sys, "stdout", Gone())
    monkeypatch.setattr(sys, "stderr", Gone())
    try:
        with pytest.raises(Ended):
            __main__.run()
        assert not gc.isenabled()
    finally:
        gc.enable()
    assert done == ["registered", "flush", "flush", 3]


def test_the_installed_program_is_this_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"headcat": f"{__main__.__name__}:{__main__.run.__name__}"}
