"""The process that a target is fuzzed in, `python -m fuzz.worker`: its limits, its tally, its last input.

Memory has a hard limit, so that a bomb becomes a `MemoryError` with a place. What the process is at,
and how far it has come, stands in files: whoever started it reads them though it was killed.
"""

import argparse
import json
import mmap
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Final, Protocol

from fuzz import corpus
from fuzz.judging import SLOW_SECONDS, Judged, judge
from fuzz.shrinking import shrunk
from fuzz.targets import Run, load_run

BYTES: Final = 1_000_000_000
# What makes inputs, each a `Fuzz`.
ENGINES: Final = {
    "corpus": "fuzz.by_corpus:fuzz",
    "hypothesis": "fuzz.by_hypothesis:fuzz",
    "atheris": "fuzz.by_atheris:fuzz",
}
_LONGEST: Final = 4_000_000
_SHRINKING_SECONDS: Final = 20.0
_SLOW_KEPT: Final = 3


@dataclass(slots=True)
class Tally:
    """What a process has done: `faults` by what they are known by, each with its input's file."""

    inputs: int = 0
    slowest: float = 0.0
    slow: int = 0
    megabytes: float = 0.0
    faults: dict[str, str] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)


class Session:
    """One target's run: takes inputs until its time is over, and writes down what became of them."""

    def __init__(self, target: str, seconds: float, most: int, folder: Path) -> None:
        """Open the files of a run.

        Args:
            target: the target's name.
            seconds: how long to take inputs.
            most: how many at most.
            folder: where the files are.

        """
        self._target = target
        self._run: Run = load_run(target)
        self._seconds = seconds
        self._until: float | None = None
        self._most = most
        self._folder = folder
        self._written = 0.0
        self._last = _last_input(folder, write=True)
        self.tally = Tally()
        self.write()

    def is_over(self) -> bool:
        """Tell whether it is time to stop."""
        if self._until is None:
            return False
        return time.monotonic() > self._until or self.tally.inputs >= self._most

    def take(self, data: bytes) -> None:
        """Give an input to the target."""
        tally = self.tally
        if self._until is None:  # what it took to load and to begin does not count
            self._until = time.monotonic() + self._seconds
        self._last[: len(data) + 8] = len(data).to_bytes(8, "little") + data[:_LONGEST]
        judged = judge(self._run, data)
        self._last[:8] = bytes(8)
        tally.inputs += 1
        tally.slowest = max(tally.slowest, judged.seconds)
        if judged.fault and judged.fault not in tally.faults:
            self._found(data, judged)
        elif judged.seconds > SLOW_SECONDS:
            tally.slow += 1
            if tally.slow <= _SLOW_KEPT:
                corpus.keep(self._target, data, self._folder / "slow")
        if time.monotonic() - self._written > 1:
            self.write()

    def _found(self, data: bytes, judged: Judged) -> None:
        """Keep an input that has a new fault, and then a smaller one instead."""
        folder, tally = self._folder / "found", self.tally
        first = corpus.keep(self._target, data, folder)
        tally.faults[judged.fault], tally.details[judged.fault] = first.name, judged.detail
        self.write()

        def has_it(less: bytes) -> bool:
            self.write()  # this process is not silent
            return judge(self._run, less).fault == judged.fault

        small = shrunk(data, has_it, _SHRINKING_SECONDS)
        first.unlink()
        tally.faults[judged.fault] = corpus.keep(self._target, small, folder).name
        self.write()

    def write(self) -> None:
        """Write the tally down."""
        self._written = time.monotonic()
        self.tally.megabytes = _megabytes()
        path = self._folder / "tally.new"
        path.write_text(json.dumps(asdict(self.tally)), encoding="utf-8")
        path.replace(self._folder / "tally.json")


class Fuzz(Protocol):
    """Gives inputs to a session until it is over."""

    def __call__(self, target: str, opened: Callable[[], Session], seed: int, /) -> None:
        """Fuzz a target; `opened` loads headcat, and opens the session."""


def tally_of(folder: Path) -> Tally:
    """Return what a process has written down, whole or killed."""
    path = folder / "tally.json"
    return Tally(**json.loads(path.read_text(encoding="utf-8"))) if path.exists() else Tally()


def unfinished(folder: Path) -> bytes | None:
    """Return the input that a process was at when it ended, or None where it was at none."""
    last = _last_input(folder, write=False)
    size = int.from_bytes(last[:8], "little")
    return last[8 : 8 + size] if size else None


def _last_input(folder: Path, *, write: bool) -> mmap.mmap:
    path = folder / "last"
    if write:
        path.write_bytes(bytes(_LONGEST + 8))
    with path.open("r+b") as file:
        return mmap.mmap(file.fileno(), 0)


def _megabytes() -> float:
    """Return the most memory that this process has had; `getrusage` counts its parent's before it began."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES // 10, BYTES // 10))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Fuzz one target as the arguments say."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.worker", description=__doc__)
    parser.add_argument("target")
    parser.add_argument("engine")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=int, default=sys.maxsize)
    asked = parser.parse_args()
    _limit()
    module, function = ENGINES[asked.engine].split(":")
    fuzz: Fuzz = getattr(import_module(module), function)
    fuzz(asked.target, lambda: Session(asked.target, asked.seconds, asked.most, asked.folder), asked.seed)


if __name__ == "__main__":
    main()
