"""Two papers whose first authors share a family name have nearly the same title.

Often it is one paper twice: with a slip of the pen, or with the title of another version. If so, keep
one entry; if they are two, say so by a comment. Titles that differ in a number are not compared: they
are parts or versions.

Bad:

    papers:
      - {key: adams2022heads, title: Heads That Move Names, authors: [Ada Adams], date: 2022}
      - {key: adams2023heads, title: Heads That Moved Names, authors: [A. Adams], date: 2023}

Good:

    papers:
      - {key: adams2022heads, title: Heads That Move Names 1, authors: [Ada Adams], date: 2022}
      - {key: adams2023heads, title: Heads That Move Names 2, authors: [Ada Adams], date: 2023}
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

from headcat.document import Problem
from headcat.rules.inspection import Inspection
from headcat.words.folding import compact
from headcat.words.names import split_name

_NEAR = 0.9
_NUMBER = re.compile(r"[0-9]+|^[ivx]+$")  # Roman ones too: part II
_OPENING = 8  # letters: what titles with a slip of the pen in a rare word may still share
_RARE_WORDS = 3  # two titles that are nearly the same share one of the rarest words of either
_RARE_TITLES = 40  # in more titles of one group a word tells nothing


def check(inspection: Inspection) -> Iterator[Problem]:
    """Yield the papers whose title is nearly that of an earlier one."""
    papers = inspection.reading.papers
    for members in _groups(inspection):
        for later, earlier in sorted(_pairs(members).items()):
            other = papers[earlier]
            line = inspection.line(other.entry.start)
            message = f"the title is nearly that of {other.value.key} (line {line}); is it one paper?"
            yield Problem("HC204", papers[later].at("title"), message)


def _groups(inspection: Inspection) -> Iterator[dict[int, str]]:
    """Yield the titles that may be compared, by the number of their paper."""
    groups: defaultdict[tuple[str, tuple[str, ...]], dict[int, str]] = defaultdict(dict)
    family, number_in = cache(_family), cache(_number)
    for number, words in enumerate(inspection.title_words):
        authors = inspection.reading.papers[number].value.authors
        if authors and words:
            numbers = tuple(filter(None, map(number_in, words)))
            groups[family(authors[0]), numbers][number] = " ".join(words)
    return (members for members in groups.values() if len(members) > 1)


def _family(author: str) -> str:
    return compact(split_name(author).family)


def _number(word: str) -> str:
    return " ".join(_NUMBER.findall(word))


def _pairs(members: dict[int, str]) -> dict[int, int]:
    """Return for each paper the first earlier one with nearly the same title."""
    marks = {
        number: {*title.split(), title.replace(" ", "")[:_OPENING] + "…"} for number, title in members.items()
    }
    counts = Counter(mark for each in marks.values() for mark in each)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    found = {}
    for number, title in members.items():
        shared = sorted((counts[mark], mark) for mark in marks[number] if 1 < counts[mark] <= _RARE_TITLES)
        candidates = sorted({other for _, mark in shared[:_RARE_WORDS] for other in seen[mark]})
        alike = (other for other in candidates if _share_half(marks[other], marks[number]))
        near = next((other for other in alike if _is_near(members[other], title)), None)
        if near is not None:
            found[number] = near
        for _, mark in shared:
            seen[mark].append(number)
    return found


def _share_half(one: set[str], other: set[str]) -> bool:
    return 2 * len(one & other) >= min(len(one), len(other))


def _is_near(one: str, other: str) -> bool:
    """Tell whether two titles are nearly the same; the same ones are another rule's."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR
