"""Measure headcat on catalogues of several sizes: `python benchmarks/run.py [--into benchmarks/README.md]`.

Every command is run as a process of its own, from a shell's point of view: the time is from its start
to its end, the memory its highest resident set. Nothing here is a test; the bars are in README.md.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
SIZES = (86, 10_000, 100_000)
RUNS = {86: 11, 10_000: 5, 100_000: 3}
COMMANDS = {
    "check": ["check"],
    "fmt --check": ["fmt", "--check"],
}
BEGIN, END = "<!-- table:begin -->\n", "<!-- table:end -->\n"


class Measured(NamedTuple):
    """The median of several runs: seconds from start to end, and MiB at most."""

    seconds: float
    mebibytes: float


def catalogue(size: int, folder: Path) -> Path:
    """Return a catalogue of a size: the shipped one, or a generated one."""
    if size == SIZES[0]:
        return HERE.parent / "data" / "papers.yaml"
    path = folder / f"{size}.yaml"
    with path.open("wb") as file:
        subprocess.run([sys.executable, HERE / "generate.py", str(size)], stdout=file, check=True)
    return path


def measure(words: list[str], path: Path, runs: int, cache: Path) -> Measured:
    """Run a command on a catalogue several times."""
    command = [sys.executable, "-m", "headcat", "--catalogue", str(path), *words]
    environment = {**os.environ, "HEADCAT_CACHE_DIR": str(cache)}
    seconds, mebibytes = [], []
    for _ in range(runs):
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - start)
        mebibytes.append(usage.ru_maxrss / 1024)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in {0, 1}:
            message = f"{' '.join(command)} ended with {process.returncode}"
            raise SystemExit(message)
    return Measured(statistics.median(seconds), statistics.median(mebibytes))


def table() -> str:
    """Return the table of all commands and sizes, in Markdown."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = {size: catalogue(size, folder) for size in SIZES}
        lines = ["| command | " + " | ".join(f"{size:,} papers".replace(",", " ") for size in SIZES) + " |"]
        lines.append("| --- |" + " --- |" * len(SIZES))
        for label, words in COMMANDS.items():
            cells = [measure(words, paths[size], RUNS[size], folder / "cache") for size in SIZES]
            lines.append(f"| `{label}` | " + " | ".join(map(cell, cells)) + " |")
    return "\n".join(lines) + "\n"


def cell(measured: Measured) -> str:
    """Return a measurement as people read it."""
    seconds = measured.seconds
    spoken = f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
    return f"{spoken}, {measured.mebibytes:.0f} MiB"


def main() -> None:
    """Print the table, or write it into a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, help=f"a file with the lines {BEGIN.strip()} and {END.strip()}")
    into: Path | None = parser.parse_args().into
    made = table()
    if into is None:
        sys.stdout.write(made)
        return
    before, _, rest = into.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    into.write_text(before + BEGIN + made + END + after, encoding="utf-8")


if __name__ == "__main__":
    main()
