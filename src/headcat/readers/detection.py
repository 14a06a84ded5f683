"""Which format a text is of, told by what it says, and by its file's name where that is not enough.

Pure. Knows how each format begins, nothing of how it is read.
"""

import re
from pathlib import PurePath
from typing import Final

from headcat.errors import RefusedError
from headcat.readers import READERS

# What only a text of the format has, in the order in which they are looked for.
_SIGNS: Final = {
    "bibtex": r"(?m)^[ \t]*@[A-Za-z]+[ \t]*[{(]",
    "ris": r"(?m)\A\s*TY  ?- ",
    "csl-json": r'\A\s*[\[{](?s:(?!"authors"\s*:).){0,4000}?'
    r'"(?:issued|family|literal|container-title|citation-key)"\s*:',
    "jsonl": r"\A\s*\{[^\n]*\}[ \t]*+(?:\r?\n\{|\s*+\Z)",
    "json": r"\A\s*[\[{]",
    "form": r"(?im)^[ \t]*(?:[-*•+]\s+)?[*_]{0,2}(?:title[*_]{0,2}\s*:)|^#{2,4}[ \t]+title[ \t]*$",
    "csv": r"(?i)\A\s*+(?:[^\n]*[,;\t])?\"?title\"?[ \t]*(?:[,;\t]|\r?\n)",
    "awesome": r"(?i)<t[rd][\s>]|(?m:^[ \t]*(?:[-*+]|\d+\.)\s.*\]\(https?:)|(?m:^[ \t]*\|.*\|[ \t]*\r?$)",
}
_SUFFIXES: Final = {
    ".bib": "bibtex",
    ".ris": "ris",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".md": "awesome",
    ".markdown": "awesome",
    ".html": "awesome",
}


def detect(text: str, name: str) -> str:
    """Return the name of the format, one of `READERS`, that a text is of.

    Args:
        text: the text.
        name: its file's name.

    Raises:
        RefusedError: it cannot be told.

    """
    begun = text.removeprefix("\ufeff")
    found = (known for known, sign in _SIGNS.items() if known in READERS and re.search(sign, begun))
    told = next(found, None) or _SUFFIXES.get(PurePath(name).suffix.lower())
    if told is None:
        message = f"{name}: what this is cannot be told; say so by --from-format {'|'.join(READERS)}"
        raise RefusedError(message)
    return told
