"""An author's name is not the name of one author.

Each author is an item of the list: "Given Family", or "Family, Given" where that is ambiguous. An
organisation stands in {braces}, whole. "et al." names nobody; write all authors.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors:
          - Ada Adams and Zoe Zorn
        date: 2022

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors:
          - Ada Adams
          - Zoe Zorn
        date: 2022
"""

import re
from collections.abc import Iterator

from headcat.document import Problem
from headcat.model import Paper
from headcat.rules.inspection import Inspection

_ETC = re.compile(r"\b(?:et al\.?|and others)$|^\s*$", re.IGNORECASE)


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the authors' names that are none, those of the version of record too."""
    names = {name for record in inspection.reading.papers for _, name in _names(record.value)}
    wrong = {name: problem for name in names if (problem := _name_problem(name))}
    if not wrong:
        return
    for record in inspection.reading.papers:
        for path, name in _names(record.value):
            if name in wrong:
                yield Problem("HC106", record.at(*path), f"author {name!r} {wrong[name]}")


def _names(paper: Paper) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the names of a paper's authors with the way to each."""
    for number, name in enumerate(paper.authors):
        yield ("authors", number), name
    if paper.published is not None:
        for number, name in enumerate(paper.published.authors):
            yield ("published", "authors", number), name


def _name_problem(name: str) -> str | None:
    if _ETC.search(name):
        return "names nobody; list every author"
    if name.startswith("{") and name.endswith("}"):
        return None
    if " and " in name or ";" in name:
        return "is more than one name; give each an item of its own"
    if name.count(",") > 2:  # noqa: PLR2004 - `Family, Jr, Given` is the longest form
        return "has too many commas; write 'Given Family' or 'Family, Given'"
    if "{" in name or "}" in name:
        return "has braces inside; only an organisation stands in {braces}, whole"
    return None
