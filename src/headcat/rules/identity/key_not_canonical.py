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
from headcat.rules.inspection import Inspection
from headcat.words.names import make_key, significant_word

_LETTERS = re.compile("[a-z]{0,2}")


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the keys that are not canonical."""
    family = cache(_family)  # first authors are the same again and again
    for record, words in zip(inspection.reading.papers, inspection.title_words, strict=True):
        paper = record.value
        if not paper.authors or not inspection.is_date(paper.date):
            continue
        canonical = f"{family(paper.authors[0])}{paper.year}{significant_word(words)}"
        if not (paper.key.startswith(canonical) and _LETTERS.fullmatch(paper.key, len(canonical))):
            message = f"the key made from author, year and title is {canonical}"
            yield Problem("HC205", record.at("key"), message)


def _family(author: str) -> str:
    return make_key(author, "", "", frozenset())
