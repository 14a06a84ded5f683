"""Try to lose something: `python -m proofs NAME [--tries N]`; exit 1 where anything was lost."""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from proofs.report import Row, head, line

# What can be proved: a function that yields rows, given a folder to work in and how often to try.
PROOFS: Final = {
    "merging": "proofs.merging:prove",
    "processes": "proofs.processes:prove",
    "editor": "proofs.editor:prove",
    "kills": "proofs.kills:prove",
    "faults": "proofs.faults:prove",
}
# How often it is tried where nothing is said, as in docs/merging.md and docs/reliability.md.
TRIES: Final = {"merging": 2000, "processes": 100, "editor": 5000, "kills": 1000, "faults": 1000}


def main() -> int:
    """Run a proof, and print a row for each fault."""
    parser = argparse.ArgumentParser(prog="python -m proofs", description=__doc__)
    parser.add_argument("name", choices=PROOFS, help="what to prove")
    parser.add_argument("--tries", type=int, metavar="N", help="how often (its module says what is counted)")
    parser.add_argument(
        "--folder", type=Path, metavar="DIR", help="where to work, instead of a temporary folder"
    )
    asked = parser.parse_args()
    module, function = PROOFS[asked.name].split(":")
    prove: Callable[[Path, int], Iterator[Row]] = getattr(import_module(module), function)
    lost = 0
    begun = time.monotonic()
    print(head())  # noqa: T201 - a program
    with tempfile.TemporaryDirectory(prefix="headcat-proof-", dir=asked.folder) as name:
        for row in prove(Path(name), asked.tries or TRIES[asked.name]):
            print(line(row), flush=True)  # noqa: T201
            lost += row.lost
    print(f"{asked.name}: {time.monotonic() - begun:.0f} s", file=sys.stderr)  # noqa: T201
    return 1 if lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
