"""A summary has a space too many: before a percent sign, before a comma or full stop, between words.

English sets no space before `%`, `,`, `;`, `.` and `:`, and one between words. A sign is left alone
where it begins something, as in .NET or ..., and a ratio may be set off, as in 1 : 2.

Bad:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        summary:
          result: The gain is 12 % , on  average.

Good:

    papers:
      - key: adams2022heads
        title: Heads
        authors: [Ada Adams]
        date: 2022
        summary:
          result: The gain is 12%, on average.
"""

import re
from collections.abc import Iterator

from headcat.document import Problem
from headcat.rules.inspection import Inspection
from headcat.rules.mending import replacement

_SPACE = "[ \u00a0\u2009\u202f]"  # also those that hold a figure and its unit together
_TOO_MANY = re.compile(
    rf"(?<=[0-9]){_SPACE}+(?=%)|(?<=\S){_SPACE}+(?=[,;.](?:\s|$))"
    rf"|(?<=[^\s0-9]){_SPACE}+(?=:(?:\s|$))|(?<=\S )[ ]+(?=\S)"
)
_PERHAPS = ("  ", " %", " ,", " ;", " .", " :", "\u00a0", "\u2009", "\u202f")


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the parts of summaries with a space too many."""
    for record in inspection.reading.papers:
        summary = record.value.summary
        if summary is None:
            continue
        joined = f"{summary.innovation}\n{summary.tasks}\n{summary.result}"
        if not any(map(joined.__contains__, _PERHAPS)):  # as in nearly all
            continue
        for part, text in summary.parts():
            match = _TOO_MANY.search(text)
            if match:
                message = f"a space too many in {_fragment(text, match)!r}; delete it"
                path = ("summary", part)
                fix = replacement(record, path, _TOO_MANY.sub("", text))
                yield Problem("HC112", record.at(*path), message, fix)


def _fragment(text: str, match: re.Match[str]) -> str:
    """Return the space with the words around it."""
    before = text[: match.start()].rsplit(maxsplit=1)[-1]
    after = text[match.end() :].split(maxsplit=1)[0]
    between = text[len(text[: match.start()].rstrip()) : match.end()]
    return f"{before}{between}{after}"
