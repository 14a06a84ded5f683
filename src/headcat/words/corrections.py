"""How alike words and titles are, and what was probably meant by a query that finds nothing.

Every word that no paper has is compared with those that some have; what comes of it is proposed only
if it finds something.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from headcat.words.folding import words

_NEAR: Final = 70  # of 100, as rapidfuzz counts; less is another word
_ALIKE: Final = 60  # of 100
_SAME: Final = 90
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_FIELD = re.compile(r"(?:titles?|heads?|authors?|venue|summary|year):", re.IGNORECASE)


def corrected(text: str, known: Mapping[str, int], finds: Callable[[str], bool]) -> str | None:
    """Return a query like `text` that finds something, or None.

    Args:
        text: the query.
        known: the folded words that there are, with the number of papers that have each.
        finds: tells of a query whether it finds something.

    """
    parts = [_corrected(part, known) for part in re.split(f"({_WORD.pattern}:?)", text)]
    found = "".join(parts)
    return found if found != text and finds(found) else None


def are_alike(title: str, other: str) -> bool:
    """Tell whether two titles may be those of one paper; of one small field nine pairs in ten may not."""
    return likeness(title, other) >= _ALIKE


def are_nearly_equal(title: str, other: str) -> bool:
    """Tell whether two titles differ in hardly more than spelling; a subtitle more is another title."""
    from rapidfuzz import fuzz

    return fuzz.ratio("".join(words(title)), "".join(words(other))) >= _SAME


def likeness(title: str, other: str) -> float:
    """Return how alike two titles are, from 0 to 100; one without its subtitle is the same.

    Neither case and accents nor hyphens and the order of words matter.
    """
    from rapidfuzz import fuzz

    one, two = words(title), words(other)
    together = fuzz.ratio("".join(one), "".join(two))
    return max(together, fuzz.token_set_ratio(" ".join(one), " ".join(two)))


def _corrected(part: str, known: Mapping[str, int]) -> str:
    """Return a word as it was probably meant; what is known, no word or too short stays."""
    from rapidfuzz import fuzz, process

    folded = "".join(words(part))
    if len(folded) < 3 or not folded.isalpha() or folded in known or _FIELD.fullmatch(part):  # noqa: PLR2004
        return part
    near = process.extract(folded, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR, limit=5)
    best = max(near, key=lambda each: (round(each[1]), known[each[0]]), default=None)
    return best[0] if best else part
