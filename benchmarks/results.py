"""Keep what was measured, and write RESULTS.md from it and from nothing else."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, get_args

from benchmarks.bars import GROUPS, Bar, Reference
from benchmarks.measure import TERMINAL, Figure
from benchmarks.peers import PEERS, ROUNDS

_NONE = "–"
_PAGE = """\
# Results

Written by `python -m benchmarks` from what it measured.

{machine}

## Bars

{bars}

What they are multiples of, each run in turns with the rows of its number of papers:

{references}

## Upkeep

{upkeep}

## Exchange

Exports go to a file. A catalogue without papers takes in what another exported.

{exchange}

## Site

{site}

## Peers

Each program on the same papers. A dash: not measured, because the program took more than 10 s for fewer
papers, or very long to take in so many.

{peers}

## How to run

```sh
python -m benchmarks --peers --keep ~/headcat-benchmarks
```

This needs Python 3.11, and jq for yq. How to run a part of it is in README.md.

## What the measures mean

- A time is that of a whole process, from its start to its end, as a person waits for it: the median of
  several runs. Memory is the highest of their peaks, in MB of 1 000 000 bytes.
- What is compared is run in turns, once untimed and then timed. So the index is there and fresh, except
  where the row says otherwise.
- headcat runs from its wheel, in an environment of its own, with its bytecode compiled.
- `hello` is a Typer program of two commands in the same environment, hello.py.
- `read` is to read the catalogue and hash it with BLAKE2b, `parse` to go through its events by `yaml.parse`
  with libyaml; both without the start of Python, floor.py.
- The ratio is that of the time, less what the bar adds, to what the bar multiplies.
- The terminal is {columns} columns wide. Completion is what the shell runs at the Tab key.
- A site is made anew each time. It is opened from disk in headless Chromium with a new profile, and painted
  first when the browser says so; a key press is measured from its event to the frame that answers it.
- `headcat add` adds another paper at each run to a catalogue whose index is fresh. Before the query after a
  hand edit, one word in the middle of the file is replaced. The first query of all finds no index.
"""
_TASKS = {
    "list": "list all papers",
    "filter": "those on induction heads (pubs: of a year)",
    "search": "those with the word circuits (pubs: in the title)",
    "add": "add a paper",
}
Figures = Mapping[str, Figure]


class Kept(NamedTuple):
    """What was measured so far; the figures by part, and in it by name."""

    machine: dict[str, str]
    figures: dict[str, dict[str, Figure]]


def load(path: Path) -> Kept:
    """Return what was kept in a file, or nothing where there is none."""
    if not path.exists():
        return Kept({}, {})
    machine, parts = json.loads(path.read_text(encoding="utf-8"))
    return Kept(
        machine,
        {
            part: {
                name: Figure(tuple(seconds), tuple(megabytes), error)
                for name, (seconds, megabytes, error) in figures.items()
            }
            for part, figures in parts.items()
        },
    )


def save(path: Path, kept: Kept) -> None:
    """Write what was measured so far into a file."""
    path.write_text(json.dumps(kept, indent=1), encoding="utf-8")


def page(kept: Kept) -> str:
    """Return RESULTS.md."""
    return _PAGE.format(
        machine=_table(("machine", ""), kept.machine.items()),
        bars=_bars("bars", kept.figures),
        references=_references(kept.figures),
        upkeep=_bars("upkeep", kept.figures),
        exchange=_bars("exchange", kept.figures),
        site=_bars("site", kept.figures),
        peers=_peers(kept.figures),
        columns=TERMINAL[1],
    )


def _bars(part: str, figures: Mapping[str, Figures]) -> str:
    rows = (
        (bar.name(), _count(group.papers), *_judged(bar, figures.get(group.name(), {})))
        for group in GROUPS[part]
        for bar in group.bars
    )
    return _table(("what", "papers", "time", "memory", "bar", "ratio", "met"), rows)


def _judged(bar: Bar, figures: Figures) -> tuple[str, ...]:
    """Return time, memory, bar, ratio, and whether the bar is met."""
    figure = figures.get(bar.name())
    if figure is None or figure.error:
        return _time(figure), _NONE, _limit(bar), _NONE, "no" if figure and _limit(bar) != _NONE else _NONE
    shown = _time(figure), f"{figure.peak():.0f} MB", _limit(bar)
    fits = bar.megabytes is None or figure.peak() <= bar.megabytes
    if bar.factor is None and bar.megabytes is not None:
        return *shown, _NONE, "yes" if fits else "no"
    seconds = {name: reference.median() for name, reference in figures.items() if not reference.error}
    seconds["second"] = 1
    if bar.factor is None or bar.of not in seconds:
        return *shown, _NONE, _NONE
    ratio = (figure.median() - seconds.get(bar.plus or "", 0)) / seconds[bar.of]
    met = ratio <= bar.factor and fits
    return *shown, _NONE if bar.of == "second" else f"{ratio:.2f}", "yes" if met else "no"


def _limit(bar: Bar) -> str:
    if bar.factor is None:
        return f"≤ {bar.megabytes:g} MB" if bar.megabytes else _NONE
    time = f"{bar.factor:g} s" if bar.of == "second" else f"{bar.factor:g} × {bar.of}"
    added = f" + {bar.plus}" if bar.plus else ""
    memory = f", {bar.megabytes:g} MB" if bar.megabytes else ""
    return f"≤ {time}{added}{memory}"


def _references(figures: Mapping[str, Figures]) -> str:
    rows = (
        (name, _count(group.papers), _time(figure), ", ".join(bar.name() for bar in group.bars))
        for group in GROUPS["bars"]
        for name, figure in figures.get(group.name(), {}).items()
        if name in get_args(Reference)
    )
    return _table(("what", "papers", "time", "in turns with"), rows)


def _peers(figures: Mapping[str, Figures]) -> str:
    taken = {papers: figures.get(f"peers {papers}", {}) for papers in ROUNDS}
    tables = []
    for task, title in _TASKS.items():
        able = {"headcat": "headcat"} | {
            peer.name: peer.requirements[0].replace("==", " ") for peer in PEERS if task in peer.commands
        }
        rows = (
            (version, *(_time(known.get(f"{name} {task}")) for known in taken.values()))
            for name, version in able.items()
        )
        tables.append(_table((title, *(f"{_count(papers)} papers" for papers in taken)), rows))
    return "\n\n".join(tables)


def _table(titles: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (titles, ("---",) * len(titles), *rows)
    return "\n".join(f"| {' | '.join(cell.replace('|', '¦') for cell in line)} |" for line in lines)


def _count(papers: int) -> str:
    return f"{papers:,}".replace(",", " ")


def _time(figure: Figure | None) -> str:
    """Return a time as people read it."""
    if figure is None:
        return _NONE
    if figure.error:
        return f"failed: {figure.error}"
    seconds = figure.median()
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
