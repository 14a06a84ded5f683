"""Fuzz headcat: `python -m fuzz [TARGET …] [--minutes N] [--engine ENGINE]`; exit 1 where it has a fault."""

import argparse
import os
import sys

from fuzz.campaign import run
from fuzz.judging import SLOW_SECONDS
from fuzz.targets import TARGETS
from fuzz.worker import ENGINES, Tally


def main() -> int:
    """Fuzz the targets that are asked for, one after the other, and print a table of what was done."""
    asked = _arguments()
    os.nice(10)
    engines = [asked.engine] if asked.engine else list(ENGINES)
    seconds = asked.minutes * 60 / len([*filter(_goes_on, engines)] or engines)
    print(
        _row("target", "engine", "inputs", "slowest", f"> {SLOW_SECONDS:g} s", "memory", "faults"), flush=True
    )
    faulty = False
    for target in asked.targets or TARGETS:
        for engine in engines:
            done = run(target, engine, seconds, asked.seed, asked.inputs)
            faulty |= bool(done.faults)
            _report(target, engine, done)
    return int(faulty)


def _goes_on(engine: str) -> bool:
    """Tell whether an engine never ends by itself."""
    return engine != "corpus"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    add = parser.add_argument
    add("targets", nargs="*", metavar="TARGET", choices=[*TARGETS, []], help=", ".join(TARGETS))
    add("--minutes", type=float, default=1.0, metavar="N", help="how long for each target (1)")
    add("--engine", choices=list(ENGINES), help="one engine; without it all, the same time each")
    add("--inputs", type=int, default=sys.maxsize, metavar="N", help="how many by each engine at most")
    add("--seed", type=int, default=0, metavar="N", help="another number, other inputs (0)")
    return parser.parse_args()


def _report(target: str, engine: str, done: Tally) -> None:
    cells = (f"{done.inputs}", f"{done.slowest:.2f} s", f"{done.slow}", f"{done.megabytes:.0f} MB")
    print(_row(target, engine, *cells, f"{len(done.faults)}"), flush=True)
    for fault, name in done.faults.items():
        print(f"  {fault}: fuzz/corpus/{target}/{name}\n{done.details.get(fault, '')}", file=sys.stderr)


def _row(*cells: str) -> str:
    return "".join(f"{cell:<12}" for cell in cells).rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
