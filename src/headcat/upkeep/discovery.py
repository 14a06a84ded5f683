"""New papers that may belong into a catalogue: what to ask arXiv for, and which answers speak of heads.

Pure. What a service says comes in as plain values; a person decides what becomes of a candidate. A
term counts once, twice as much in the title as in the abstract.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from headcat.vocabulary import Vocabulary
from headcat.words.folding import compact, words
from headcat.words.identifiers import Identifier, identify

CATEGORIES: Final = ("cs.CL", "cs.LG", "cs.AI")
LEAST: Final = 4  # a paper with a lower score is not worth a person's look
_LONGEST: Final = 1500  # characters of a query: it goes into an address
_HEAD: Final = "head"
_GENERAL: Final = "attention head"
_SHORT: Final = 4  # letters of the shortest word that loses its s
_TITLE: Final = 2
# What a term counts in an abstract: a known head, which needs a word beside it, for detectors have
# "detection heads" too; a term of the vocabulary that others use for something else, such as
# "associative memory"; what people say who look into attention heads.
_KNOWN: Final = 3
_COMMON: Final = 1
_PHRASES: Final = {
    _GENERAL: 4,
    "head ablation": 3,
    "head pruning": 2,
    "attention circuit": 2,
    "activation patching": 1,
    "attention": 1,
    "attention pattern": 1,
    "attention sink": 1,
    "circuit": 1,
    "head": 1,
    "in context learning": 1,
    "interpretability": 1,
    "language model": 1,
    "mechanistic interpretability": 1,
    "path patching": 1,
}


class Preprint(NamedTuple):
    """A paper of arXiv; `id` is its canonical identifier, `date` the day of its first version."""

    id: str
    title: str
    authors: tuple[str, ...]
    date: str
    abstract: str = ""

    def url(self) -> str:
        """Return the address of its page."""
        return Identifier("arxiv", self.id).url()


class Candidate(NamedTuple):
    """A paper that may belong into the catalogue; `reasons` are what speaks for it, the best first."""

    paper: Preprint
    score: int
    reasons: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the JSON object that `headcat discover` prints."""
        paper = {**self.paper._asdict(), "authors": list(self.paper.authors), "url": self.paper.url()}
        return {**paper, "score": self.score, "reasons": list(self.reasons)}


class _Term(NamedTuple):
    """What a text may speak of: how it is written in folded singular words, and called in a reason."""

    text: str
    name: str
    weight: int


def queries(vocabulary: Vocabulary, categories: Sequence[str] = CATEGORIES) -> tuple[str, ...]:
    """Return queries to arXiv for papers that name attention heads, or a head of the vocabulary.

    Names are asked for in folded words, in the singular and the plural, so that no sign of the query
    language is left in them. Those that do not end in "head" are not asked for: others use them for
    something else, and who means heads says "attention head" too.

    Args:
        vocabulary: the heads.
        categories: the arXiv categories to look in.

    """
    within = f" AND ({' OR '.join(f'cat:{category}' for category in categories)})"
    room = _LONGEST - len(within) - len("()")
    packed: list[str] = []
    for phrase in _asked(vocabulary):
        if packed and len(packed[-1]) + len(" OR ") + len(phrase) <= room:
            packed[-1] += f" OR {phrase}"
        elif len(phrase) <= room:
            packed.append(phrase)
    return tuple(f"({phrases}){within}" for phrases in packed)


def _asked(vocabulary: Vocabulary) -> Iterator[str]:
    names = [_GENERAL, *(name for head in vocabulary.heads for name in (head.name, *head.aliases))]
    for name in dict.fromkeys(" ".join(words(name)).removesuffix("s") for name in names):
        if name.endswith(f" {_HEAD}"):
            yield from (f'all:"{name}"', f'all:"{name}s"')


def fresh(
    found: Iterable[Preprint], is_listed: Callable[[str, str], bool], declined: Collection[str]
) -> list[Preprint]:
    """Return papers that nobody has decided on, each once.

    Args:
        found: the papers.
        is_listed: tells whether a paper of the catalogue has an identity of a kind, "arxiv" or "title",
            in comparable form.
        declined: the identifiers of declined papers.

    """
    seen = {identifier.same().value for identifier in map(identify, declined) if identifier}
    new = []
    for paper in found:
        if paper.id in seen or is_listed("arxiv", paper.id) or is_listed("title", compact(paper.title)):
            continue
        seen.add(paper.id)
        new.append(paper)
    return new


def ranked(found: Iterable[Preprint], vocabulary: Vocabulary) -> list[Candidate]:
    """Return papers with how strongly they speak of heads, those that do so most first, then the newest.

    Args:
        found: the papers.
        vocabulary: the heads that are known.

    """
    terms = _terms(vocabulary)
    candidates = (_candidate(paper, terms) for paper in sorted(found, key=lambda paper: paper.id))
    return sorted(candidates, key=lambda each: (each.score, each.paper.date), reverse=True)


def _candidate(paper: Preprint, terms: Sequence[_Term]) -> Candidate:
    points: dict[str, tuple[int, str]] = {}
    for place, text, factor in (("title", paper.title, _TITLE), ("abstract", paper.abstract, 1)):
        for term in _said(text, terms):
            points[term.name] = max(points.get(term.name, (0, "")), (term.weight * factor, place))
    best = sorted(points.items(), key=lambda each: (-each[1][0], each[0].lower()))
    reasons = tuple(f"{name} ({place})" for name, (_, place) in best)
    return Candidate(paper, sum(weight for weight, _ in points.values()), reasons)


def _said(text: str, terms: Iterable[_Term]) -> Iterator[_Term]:
    """Yield the terms that a text holds; of terms inside each other only the longest."""
    left = f" {_folded(text)} "
    for term in terms:
        if f" {term.text} " in left:
            yield term
            left = re.sub(f"(?<= ){re.escape(term.text)}(?= )", "|", left)


def _terms(vocabulary: Vocabulary) -> list[_Term]:
    """Return the terms to look for, those of most words first."""
    found = {text: _Term(text, text, weight) for text, weight in _PHRASES.items()}
    for head in vocabulary.heads:
        for text in filter(None, map(_folded, (head.name, *head.aliases))):
            weight = _KNOWN if text.endswith(f" {_HEAD}") else _COMMON
            found.setdefault(text, _Term(text, head.name, weight))
    return sorted(found.values(), key=lambda term: (-term.text.count(" "), term.text))


def _folded(text: str) -> str:
    """Return a text in folded words, each without the s of a plural."""
    return " ".join(map(_singular, words(text)))


def _singular(word: str) -> str:
    return word if word.endswith("ss") or len(word) < _SHORT else word.removesuffix("s")
