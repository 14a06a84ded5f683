"""How wide text is, and how it is cut to fit: estimates that hold for the usual sans-serif fonts.

A drawing is shown in whatever font a page has, and is the same on every machine: so nothing is measured.
The estimates are rather too wide than too narrow.
"""

import unicodedata
from typing import Final

from headcat.words.escaping import visible

TEXT: Final = 12  # pixels
SMALL: Final = 11
_NARROW: Final = frozenset("iIjlftr.,:;'|!()[]{}/\\- 1")
_BROAD: Final = frozenset("mwMW@%—…")


def width(text: str, size: float = TEXT) -> float:
    """Return how wide a text is at most, in pixels."""
    return size * sum(map(_em, text))


def cut(text: str, room: float, size: float = TEXT) -> str:
    """Return a text on one line, its end left out where there is no room for it."""
    text = visible(text)
    if width(text, size) <= room:
        return text
    left, kept = room - width("…", size), 0
    while (left := left - size * _em(text[kept])) >= 0:
        kept += 1
    return text[:kept].rstrip() + "…"


def _em(letter: str) -> float:
    if letter in _NARROW:
        return 0.38
    if letter in _BROAD or unicodedata.east_asian_width(letter) in "WF":
        return 1.0
    if unicodedata.combining(letter):
        return 0.0
    return 0.7 if letter.isupper() else 0.58
