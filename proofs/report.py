"""What a proof says: a row for each fault, as docs/reliability.md shows it."""

import sys
from typing import NamedTuple


class Row(NamedTuple):
    """A fault, how often it was tried, how often anything was lost, and what else is to be known."""

    fault: str
    tries: int
    lost: int
    remark: str = ""


def head() -> str:
    """Return the head of the table, in Markdown."""
    return "| fault | tries | lost | remark |\n| --- | ---: | ---: | --- |"


def line(row: Row) -> str:
    """Return a row in Markdown."""
    return f"| {row.fault} | {row.tries} | {row.lost} | {row.remark} |"


def complain(what: str) -> None:
    """Say on stderr what was lost, for whoever has to find out why."""
    print(f"LOST: {what}", file=sys.stderr)  # noqa: T201 - a program
