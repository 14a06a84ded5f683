"""A key is not made from the first author, the year and the title.

The canonical key is the first author's family name, the year and the first significant word of the
title, in ASCII, and a letter behind it where another paper has it already. A key that was given away
is better kept, for others cite it: silence the finding by a comment then.

Bad:

    papers:
      - key: paper1
        title: The Heads
        authors: [Ada Adams]
        date: 2022-03

Good:

    papers:
      - key: adams2022heads
        title: The Heads
        authors: [Ada Adams]
        date: 2022-03
"""

import re
from collections.abc import Iterator
from functools import cache

from headcat.document import Problem
from headcat.names import make_key
from headcat.rules.inspection import Inspection

_LETTERS = re.compile("[a-z]{0,2}")
_OTHER = "other"  # a significant word


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the keys that are not canonical."""
    family, significant = cache(_family), cache(_significant)
    for record, words in zip(inspection.reading.papers, inspection.title_words, strict=True):
        paper = record.value
        if not paper.authors or not inspection.is_date(paper.date):
            continue
        # Families and words are the same again and again, whole titles are not.
        word = next(filter(None, map(significant, words)), None)
        if word is None:
            canonical = make_key(paper.authors[0], paper.year, paper.title, frozenset())
        else:
            canonical = f"{family(paper.authors[0])}{paper.year}{word}"
        if not (paper.key.startswith(canonical) and _LETTERS.fullmatch(paper.key, len(canonical))):
            message = f"the key made from author, year and title is {canonical}"
            yield Problem("HC205", record.at("key"), message)


def _family(author: str) -> str:
    return make_key(author, "", "", frozenset())


def _significant(word: str) -> str:
    """Return what a word of a title gives to a key, if it is one that says something."""
    made = make_key("a", "", f"{word} {_OTHER}", frozenset()).removeprefix("a")
    return made if made != _OTHER or word == _OTHER else ""
