"""Run processes and time them; knows nothing of headcat.

What is compared is run in turns, so that a busy spell of the machine falls on all alike.
"""

import fcntl
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

TERMINAL = (50, 140)
_SECONDS_AT_MOST = 1800.0
# What is read of an output to see that it is the right one. The rest stays on disk: the memory of
# this process is the least that the system reports for its children.
_HEAD = 100_000
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Command(NamedTuple):
    """A process to be run.

    `says` must stand in what it prints, or it did not do its work. The figure of a `clock` is the
    seconds that it prints, not those that it takes.
    """

    words: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path
    says: str = ""
    terminal: bool = False
    clock: bool = False


class Run(NamedTuple):
    """What one process took: seconds, and megabytes of memory at most."""

    seconds: float
    megabytes: float


class Figure(NamedTuple):
    """What the runs of a subject took, or why there are none."""

    seconds: tuple[float, ...] = ()
    megabytes: tuple[float, ...] = ()
    error: str = ""

    def median(self) -> float:
        """Return the median of the seconds."""
        return statistics.median(self.seconds)

    def peak(self) -> float:
        """Return the most memory that a run took."""
        return max(self.megabytes)


# Makes ready what must be so before the clock starts, and returns what is run in that round.
Subject = Callable[[int], Command]


class FailedError(Exception):
    """A command failed, or did not say what it should."""


def interleaved(subjects: Mapping[str, Subject], rounds: int) -> dict[str, Figure]:
    """Run subjects in turns, first untimed and then as often as said; who fails is out."""
    runs: dict[str, list[Run]] = {name: [] for name in subjects}
    failed: dict[str, Figure] = {}
    for number in range(rounds + 1):
        for name, subject in subjects.items():
            if name in failed:
                continue
            try:
                runs[name].append(run(subject(number)))
            except FailedError as error:
                failed[name] = Figure(error=str(error))
    return {name: failed.get(name) or _figure(taken[1:]) for name, taken in runs.items()}


def _figure(runs: list[Run]) -> Figure:
    return Figure(tuple(run.seconds for run in runs), tuple(run.megabytes for run in runs))


def run(command: Command) -> Run:
    """Run a command from start to end.

    Raises:
        FailedError: it ended with another code than 0, or did not say what it should.

    """
    with tempfile.TemporaryFile() as output:
        seconds, megabytes, code = (_on_terminal if command.terminal else _into_file)(command, output)
        output.seek(0)
        said = output.read(_HEAD).decode(errors="replace")
    if code != 0:
        last = (said.strip().splitlines() or ["it said nothing"])[-1]
        raise FailedError(f"ended with {code}: {last}")
    if command.says not in said:
        raise FailedError(f"did not say {command.says!r}")
    return Run(float(said) if command.clock else seconds, megabytes)


def _into_file(command: Command, output: IO[bytes]) -> tuple[float, float, int]:
    start = time.perf_counter()
    process = _started(command, subprocess.DEVNULL, output.fileno())
    return _ended(process, start)


def _on_terminal(command: Command, output: IO[bytes]) -> tuple[float, float, int]:
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *TERMINAL, 0, 0))
    start = time.perf_counter()
    process = _started(command, theirs, theirs)
    os.close(theirs)
    with suppress(OSError):  # which is how Linux says that the other side is closed
        while chunk := os.read(ours, 65_536):
            output.write(chunk)
    os.close(ours)
    return _ended(process, start)


def _started(command: Command, keyboard: int, screen: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command.words,
        env=command.environment,
        cwd=command.folder,
        stdin=keyboard,
        stdout=screen,
        stderr=subprocess.STDOUT,
    )


def _ended(process: subprocess.Popen[bytes], start: float) -> tuple[float, float, int]:
    """Wait for the end; return seconds, megabytes and the exit code."""
    alarm = threading.Timer(_SECONDS_AT_MOST, process.kill)
    alarm.daemon = True
    alarm.start()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    alarm.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return seconds, usage.ru_maxrss * _MAXRSS_UNIT / 1e6, process.returncode
