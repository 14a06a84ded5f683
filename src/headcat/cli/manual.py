"""The reference of all commands in Markdown, made from their own --help.

`python -m headcat.cli.manual > docs/cli.md` writes it; a test holds the file to it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO

from headcat.cli import COMMANDS, main

_INTRODUCTION = """\
# Every command and option

This page is made from `headcat --help`: `python -m headcat.cli.manual > docs/cli.md`.

Data goes to stdout, everything else to stderr. On a terminal papers are a table, elsewhere one line
each, parted by tabs: date, key, title, heads, venue.

| exit code | meaning |
| --- | --- |
| 0 | done |
| 1 | the answer is no: not found, out of date, findings |
| 2 | wrong usage: an unknown option, head, venue, value |
| 3 | refused: the catalogue or the input is invalid, a duplicate, locked; nothing was changed |
| 4 | network or service |
| 130 | interrupted |

`HEADCAT_CATALOGUE` names the catalogue, `HEADCAT_CACHE_DIR` the folder of the derived index;
`NO_COLOR` and `TERM=dumb` are honoured.
"""


def pages() -> Iterator[str]:
    """Yield the reference: the program's help, then each command's and subcommand's."""
    yield _INTRODUCTION
    yield f"\n## headcat\n\n```text\n{_help([])}\n```\n"
    for name in COMMANDS:
        yield f"\n## headcat {name}\n\n```text\n{_help(name.split())}\n```\n"


def _help(words: list[str]) -> str:
    """Return what a person with a terminal of 100 columns sees."""
    os.environ["COLUMNS"] = "100"
    with redirect_stdout(StringIO()) as captured:
        main([*words, "--help"])
    return captured.getvalue().rstrip()


if __name__ == "__main__":
    sys.stdout.writelines(pages())
