"""Findings that a comment silences: `# headcat: ignore[HC302]` on their line.

Several are parted by commas; each is a code, the beginning of codes, a family or a rule's name. What
was found while reading is never silenced, for the entry was not read.
"""

import re
from collections.abc import Iterable

from headcat.document import Problem
from headcat.rules import named
from headcat.rules.inspection import Inspection, is_block

_HASH = re.compile(r"(?<!\S)#")  # begins a comment, unless it stands in a value
_IGNORE = re.compile(r"\bheadcat:[ \t]*ignore\[([^\[\]\n]*)\]")


def unsilenced(inspection: Inspection, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems that no comment silences."""
    if "headcat:" not in inspection.text:
        return list(problems)
    return [problem for problem in problems if problem.code not in _silenced(inspection, problem.offset)]


def _silenced(inspection: Inspection, offset: int) -> frozenset[str]:
    """Return the codes that a comment on the line of an offset names."""
    text = inspection.text
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    if _IGNORE.search(line) is None:
        return frozenset()
    hashes = (match.start() for match in _HASH.finditer(line))
    comment = next((each for each in hashes if _is_outside(inspection, start, start + each)), len(line))
    words = ",".join(_IGNORE.findall(line, comment)).split(",")
    return frozenset().union(*map(named, words))


def _is_outside(inspection: Inspection, start: int, offset: int) -> bool:
    """Tell whether an offset in the line from `start` stands in no value; the head of a block is none."""
    scalar = inspection.scalar_at(offset)
    return scalar is None or (is_block(scalar) and scalar.start >= start)
