"""The formats themselves, listed: what each is, what its files are called, which options it takes."""

import json
from collections.abc import Iterator

from headcat.formats import WRITERS, Context, Format
from headcat.formats.columns import Column, Look, Part, drawn

_COLUMNS = (
    Column("Format", most=12),
    Column("Suffix", most=20),
    Column("What it is", share=5),
    Column("Options", share=3),
    Column("Needs", most=20),
)


def write_table(context: Context) -> Iterator[str]:
    """Yield a table for a terminal."""
    rows = [[[[Part(cell)]] for cell in _cells(name, each)] for name, each in WRITERS.items()]
    return drawn(_COLUMNS, rows, context.width, Look(context.color, context.hyperlinks))


def write_plain() -> Iterator[str]:
    """Yield a line for each format: name, suffixes, what it is, options, what it needs, parted by tabs."""
    for name, each in WRITERS.items():
        yield "\t".join(_cells(name, each)) + "\n"


def write_json() -> Iterator[str]:
    """Yield an array of objects, a line each."""
    separator = "[\n"
    for name, each in WRITERS.items():
        record = {
            "name": name,
            "suffixes": each.suffixes,
            "about": each.about,
            "options": _flags(each),
            "extra": each.extra or None,
        }
        yield separator + json.dumps(record)
        separator = ",\n"
    yield "\n]\n"


def _cells(name: str, each: Format) -> tuple[str, ...]:
    needs = f"headcat[{each.extra}]" if each.extra else ""
    return name, " ".join(each.suffixes), each.about, " ".join(_flags(each)), needs


def _flags(each: Format) -> list[str]:
    return [flag(option) for option in each.options]


def flag(option: str) -> str:
    """Return how an option of a format is written on the command line."""
    return "--" + option.replace("_", "-")
