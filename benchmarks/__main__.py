"""Measure headcat, and write RESULTS.md: `python -m benchmarks [--peers] [--keep DIR]`."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import comparison, results
from benchmarks.bars import GROUPS
from benchmarks.machine import machine
from benchmarks.measure import Figure
from benchmarks.peers import ROUNDS
from benchmarks.subjects import measured
from benchmarks.workplace import HERE, Workplace, workplace


def main() -> None:
    """Measure what is asked for, and write all that was measured so far."""
    asked = _arguments()
    with _folder(asked.keep) as folder:
        kept = results.load(folder / "measured.json")
        place = workplace(folder)
        kept.machine.update(machine(place))
        try:
            for part, figures in _measured(place, asked, kept):
                kept.figures[part] = figures
                results.save(folder / "measured.json", kept)
        finally:  # an interruption, too, leaves the parts that were done
            asked.into.write_text(results.page(kept), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    add = parser.add_argument
    add("--only", choices=[*GROUPS, "peers"], help="this part")
    add("--peers", action="store_true", help="other programs too, installed from PyPI")
    add("--sizes", type=int, nargs="+", metavar="PAPERS", help="catalogues of these sizes")
    add("--keep", type=Path, metavar="DIR", help="where catalogues, caches and figures stay for the next run")
    add("--into", type=Path, metavar="FILE", default=HERE / "RESULTS.md", help="instead of RESULTS.md")
    return parser.parse_args()


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _measured(
    place: Workplace, asked: argparse.Namespace, kept: results.Kept
) -> Iterator[tuple[str, dict[str, Figure]]]:
    """Yield the figures of one part after the other."""
    for part, groups in GROUPS.items():
        for group in groups:
            if asked.only in {None, part} and (not asked.sizes or group.papers in asked.sizes):
                _tell(group.name())
                yield group.name(), measured(place, group)
    before: dict[str, Figure] = {}
    for papers in ROUNDS:
        if (asked.peers or asked.only == "peers") and (not asked.sizes or papers in asked.sizes):
            _tell(f"peers: {papers} papers")
            yield f"peers {papers}", comparison.measured(place, papers, before)
        before |= kept.figures.get(f"peers {papers}", {})


def _tell(doing: str) -> None:
    print(doing, file=sys.stderr)  # noqa: T201 - it takes long


if __name__ == "__main__":
    main()
