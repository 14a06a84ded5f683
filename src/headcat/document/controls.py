"""Characters that YAML forbids or misreads: where they stand, and a text with blanks in their place. Pure."""

import re

from headcat.document import Problem

MAX_CONTROLS = 100

# What YAML forbids, what it takes for the end of a line though nobody sees one, and what UTF-8 cannot
# hold. A byte order mark would not be counted by the parser.
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = re.compile(rf"(?:\A\ufeff|\r(?!\n)|{_NEVER.pattern})+")


def is_suspect(text: str) -> bool:
    """Tell whether a text may hold characters that YAML forbids or misreads; to find them takes longer."""
    return bool(_NEVER.search(text)) or "\r" in text or text.startswith("\ufeff")


def blanked(text: str) -> tuple[str, list[Problem]]:
    """Return a text with blanks for what it must not hold, and what is wrong; the last tells of all the rest.

    Args:
        text: the whole catalogue.

    """
    places = [(match.start(), match[0][0]) for match in _FORBIDDEN.finditer(text)]
    problems = []
    for offset, character in places[:MAX_CONTROLS]:
        problems.append(Problem("HC006", offset, f"control character U+{ord(character):04X}; delete it"))
    if more := len(places) - len(problems):
        last = problems[-1]
        problems[-1] = last._replace(message=f"{last.message}, and {more} more behind it")
    return _FORBIDDEN.sub(lambda match: " " * len(match[0]), text), problems
