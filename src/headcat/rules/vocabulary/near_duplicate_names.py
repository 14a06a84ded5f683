"""Two heads, or two venues, have names or aliases that are nearly the same.

One is the plural of the other, or has in one long word a letter more, less or changed, or two
letters in the other order. Often they are one term: make one an alias of the other. If they are two,
say so by a comment. Names that differ in a digit or in a short word are not compared.

Bad:

    heads:
      - name: Rare Word Head
      - name: Rare Words Head
    papers: []

Good:

    heads:
      - name: Rare Word Head
        aliases: [Rare Words Head]
      - name: Rare Token Head
    papers: []
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from headcat.document import Problem
from headcat.document.records import Record
from headcat.model import Head, Venue
from headcat.rules.inspection import Inspection
from headcat.vocabulary import fold_head
from headcat.words.folding import compact, words

_LONG_WORD = 6  # letters: of shorter words too many differ in one (AACL and NAACL)
_PLURAL = re.compile(r"(?<=\w\w)ies$|(?<=\w\w[^isu])s$")


class _Form(NamedTuple):
    """A name of a term as it is compared; `term` is the number of the term."""

    term: int
    name: str
    folded: str
    singular: str


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the terms with a name that is nearly one of an earlier term."""
    yield from _near(inspection.reading.heads, fold_head)
    yield from _near(inspection.reading.venues, compact)


def _near(records: Sequence[Record[Head | Venue]], fold: Callable[[str], str]) -> Iterator[Problem]:
    seen: defaultdict[str, list[_Form]] = defaultdict(list)
    for term, record in enumerate(records):
        told: set[int] = set()
        for number, name in enumerate((record.value.name, *record.value.aliases)):
            form = _Form(term, name, fold(name), _singular(name))
            variants = _variants(form.singular)
            candidates = [other for variant in variants for other in seen[variant]]
            found = [other for other in candidates if _are_near(form, other) and other.term not in told]
            if found:
                told.update(other.term for other in found)
                offset = record.at("aliases", number - 1) if number else record.at("name")
                message = (
                    f"{name!r} is nearly {found[0].name!r}; if they are one, make one an alias of the other"
                )
                yield Problem("HC309", offset, message)
            for variant in variants:
                seen[variant].append(form)


def _singular(name: str) -> str:
    """Return the folded words of a name in the singular; "head" behind them says nothing."""
    found = [_PLURAL.sub(lambda match: "y" if match[0] == "ies" else "", word) for word in words(name)]
    return " ".join(found[:-1] if found[1:] and found[-1] == "head" else found)


def _variants(singular: str) -> list[str]:
    """Return what two names that are one letter apart have in common: each with a letter left out."""
    found = {singular: None, singular.replace(" ", ""): None}
    for match in re.finditer(r"\w+", singular):
        for place in range(match.start(), match.end()) if len(match[0]) >= _LONG_WORD else ():
            found[singular[:place] + singular[place + 1 :]] = None
    return list(found)


def _are_near(one: _Form, other: _Form) -> bool:
    """Tell whether two names of two terms are nearly the same; the same ones are another rule's."""
    if one.term == other.term or one.folded == other.folded:
        return False
    if one.singular.replace(" ", "") == other.singular.replace(" ", ""):
        return True
    start = _shared(one.singular, other.singular)
    behind = one.singular[start:][::-1], other.singular[start:][::-1]
    left, right = (rest[_shared(*behind) :] for rest in behind)
    if re.search(r"[\d ]", left + right):
        return False
    return max(len(left), len(right)) == 1 or left == right[::-1]


def _shared(one: str, other: str) -> int:
    """Return how many letters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
