r"""Spaces or tabs stand at the end of a line.

Nobody sees them but the next diff. In a block of lines or between quotes they are left alone.

Bad:

    papers:
      - key: adams2022heads\x20\x20
        title: Heads
        authors: [Ada Adams]
        date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
"""

from collections.abc import Iterator

from headcat.document import Edit, Problem
from headcat.rules.inspection import Inspection, is_block


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the white space at the ends of lines."""
    text = inspection.text
    for end in sorted(_ends(text)):
        begun = text.rfind("\n", 0, end) + 1
        start = begun + len(text[begun:end].rstrip(" \t"))
        if not _belongs_to_value(inspection, start, end) and not inspection.is_broken(start):
            yield Problem("HC404", start, "space at the end of the line; delete it", (Edit(start, end, ""),))


def _belongs_to_value(inspection: Inspection, start: int, end: int) -> bool:
    scalar = inspection.scalar_at(end - 1)
    if scalar is not None and scalar.style is not None:
        return True
    before = inspection.scalar_at(start - 1)  # the last line of a block ends before its white space
    return before is not None and is_block(before)


def _ends(text: str) -> Iterator[int]:
    """Yield the offsets behind spaces and tabs that end a line; to look for each is quickest."""
    if text.endswith((" ", "\t")):
        yield len(text)
    for space in " \t":
        for line_break in ("\n", "\r\n") if "\r" in text else ("\n",):
            place = text.find(space + line_break)
            while place >= 0:
                yield place + 1
                place = text.find(space + line_break, place + 1)
