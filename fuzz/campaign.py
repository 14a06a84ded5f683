"""A target's run from outside: a process after another until the time is over, whatever ends them.

A process that falls silent is killed, one that dies is replaced; the input that it was at is kept.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import copytree
from typing import Final

from fuzz import corpus
from fuzz.judging import HANG, HANG_SECONDS
from fuzz.worker import Tally, tally_of, unfinished

ROOT: Final = Path(__file__).parent.parent
# An input that takes longer than this by the clock hangs, though it may not work.
SILENCE: Final = HANG_SECONDS * 12
_STARTING: Final = 300.0  # a slow machine takes long to instrument all of headcat


def run(target: str, engine: str, seconds: float, seed: int, most: int = sys.maxsize) -> Tally:
    """Fuzz a target, and return what was done; found inputs are put into the corpus.

    Args:
        target: its name.
        engine: one of `fuzz.worker.ENGINES`.
        seconds: how long.
        seed: what makes another run other.
        most: how many inputs at most.

    """
    total = Tally()
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and total.inputs < most:
        with tempfile.TemporaryDirectory(prefix="headcat-fuzz-") as name:
            folder = Path(name)
            ended = _one(
                target, engine, folder, ["--seconds", str(left), "--seed", str(seed), "--most", str(most)]
            )
            _add(total, target, folder, ended)
            if not ended:
                break
        seed += 1
    return total


def _one(target: str, engine: str, folder: Path, options: list[str]) -> str:
    """Run one process; return why it ended before its time, or nothing."""
    (folder / "tmp").mkdir()
    home = {"TMPDIR": str(folder / "tmp"), "HOME": str(folder / "tmp"), "XDG_CACHE_HOME": str(folder / "tmp")}
    path = os.pathsep.join([str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    environment = {**os.environ, **home, "PYTHONPATH": path.rstrip(os.pathsep)}
    command = [sys.executable, "-m", "fuzz.worker", target, engine, str(folder), *options]
    log = folder / "log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            cwd=folder / "tmp",
        ) as process,
    ):
        seen = time.monotonic()
        stamp = 0.0
        while process.poll() is None:
            time.sleep(0.2)
            now = time.monotonic()
            tally = folder / "tally.json"
            written = tally.stat().st_mtime if tally.exists() else 0.0
            if written != stamp:
                stamp, seen = written, now
            if now - seen > (SILENCE if stamp else _STARTING):
                process.kill()
                return HANG
    if process.returncode == 0:
        return ""
    text = log.read_text(encoding="utf-8", errors="replace")
    return f"died ({process.returncode}): {text[-2000:]}"


def _add(total: Tally, target: str, folder: Path, ended: str) -> None:
    """Add what a process did to what was done before, and take over what it found."""
    done = tally_of(folder)
    total.inputs += done.inputs
    total.slow += done.slow
    total.slowest = max(total.slowest, done.slowest)
    total.megabytes = max(total.megabytes, done.megabytes)
    faults = dict(done.faults)
    data = unfinished(folder) if (folder / "last").exists() else None
    if ended and (data is not None or ended != HANG):  # to be slow at making inputs is no fault
        fault = ended.partition(":")[0]
        total.details.setdefault(fault, ended)
        faults[fault] = corpus.keep(target, data, folder / "found").name if data is not None else "(no input)"
    for kind in ("found", "slow"):
        if (folder / kind).exists():
            copytree(folder / kind, corpus.FOLDER, dirs_exist_ok=True)
    for fault, name in faults.items():
        total.faults.setdefault(fault, name)
    for fault, detail in done.details.items():
        total.details.setdefault(fault, detail)
