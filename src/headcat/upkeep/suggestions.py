"""Which heads a paper may be on, from its title and summary, with the words that speak for each.

Pure. Three kinds of evidence, added up: a name of the head in the text, words that the text shares
with the head's names and definition, and words that it shares with the papers that have the head. A
word counts the more the fewer papers and heads it belongs to (inverse document frequency), and twice
where it stands in the title.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from headcat.model import Head, Paper
from headcat.vocabulary import Vocabulary
from headcat.words.folding import words

_LIMIT = 10
_LEAST = 0.08  # a head with a lower score is not worth a person's look
# The weights of the kinds of evidence: "retrieval heads" in the text; "retrieval" alone, for each word
# that is as rare as can be; words shared with names and definition; words shared with its papers.
_NAMED, _CALLED, _DEFINED, _USED = 1.0, 0.2, 1.0, 0.5
_TITLE = 2
_STEM = 6  # letters that words are compared by: "truthful" speaks for "truthfulness"
_SHORT = 4  # letters of the shortest word that loses its s
_REASONS = 5  # so many words are named,
_TELLING = 0.05  # and none that is a smaller part of the score
_HEAD = "head"
# Words that are about nothing; among few texts some of them would pass for rare.
_EMPTY = frozenset(
    "a about above across after all also an and any are as at be been before being below between both but"
    " by can could do does during each either else even ever few for from further had has have here how if"
    " in into is it its itself just less many may more most much must neither no none nor not of off on"
    " once one only onto or other others our out over own per rather same several shall should since so"
    " some still such than that the their them then there these they this those through thus to too two"
    " under until up upon us very via was we well were what when where whereas whether which while who whose"
    " why will with within without would yet".split()
)
_PAUSE = re.compile(r"[.:;!?,()](?:\s|$)")

Vector = Mapping[str, float]


class Suggestion(NamedTuple):
    """A head that a paper may be on; `words` are those of the paper that speak for it, best first."""

    head: str
    score: float
    words: tuple[str, ...]


class _Text(NamedTuple):
    """What a paper's title and summary are made of.

    `phrases` are the words between two pauses, those of the title first; `stems` has for each stem the
    first word with it, `weights` how much it counts here.
    """

    phrases: list[list[str]]
    stems: dict[str, str]
    weights: Vector


class _Name(NamedTuple):
    """A name of a head as texts have it: words in the singular; not `whole` without the word head."""

    head: str
    words: list[str]
    whole: bool


def suggestions(
    paper: Paper, vocabulary: Vocabulary, papers: Iterable[Paper], abstract: str = ""
) -> list[Suggestion]:
    """Return heads that a paper may be on and has not, the likeliest first.

    Args:
        paper: the paper; only its title and summary are read.
        vocabulary: the heads.
        papers: what is known of heads; the paper itself, if it is among them, does not count.
        abstract: the paper's own words, which are read too.

    """
    others = [(other.heads, _stems(_about(other))) for other in papers if other.key != paper.key]
    used: dict[str, list[set[str]]] = {}
    for names, stems in others:
        for name in names:
            used.setdefault(name, []).append(stems)
    defined = {head.name: _stems(_meaning(head)) for head in vocabulary.heads}
    rarity = _rarity([*(stems for _, stems in others), *defined.values()])
    text = _text(paper, abstract, rarity)
    named = _names_in(text, vocabulary.heads)
    found = []
    for head in vocabulary.heads:
        if head.name in paper.heads:
            continue
        phrase, weight = named.get(head.name, ("", 0.0))
        shared = _evidence(text, defined[head.name], used.get(head.name, []), rarity)
        score = round(weight + sum(shared.values()), 2)
        if score >= _LEAST:
            found.append(Suggestion(head.name, score, _reasons(text, phrase, shared, score)))
    return sorted(found, key=lambda each: (-each.score, each.head.lower()))[:_LIMIT]


def _about(paper: Paper) -> str:
    summary = paper.summary.parts() if paper.summary else ()
    return " . ".join((paper.title, *(part for _, part in summary)))


def _text(paper: Paper, abstract: str, rarity: Vector) -> _Text:
    about = f"{_about(paper)} . {abstract}"
    stems: dict[str, str] = {}
    for word in filter(_tells, words(about)):
        stems.setdefault(_stem(word), word)
    title = _stems(paper.title)
    weights = {stem: rarity.get(stem, 0.0) * (_TITLE if stem in title else 1) for stem in stems}
    phrases = [words(part) for part in _PAUSE.split(about)]
    return _Text(phrases, stems, weights)


def _meaning(head: Head) -> str:
    return " ".join((head.name, *head.aliases, head.definition or ""))


def _stems(text: str) -> set[str]:
    return set(map(_stem, filter(_tells, words(text))))


def _tells(word: str) -> bool:
    return word not in _EMPTY and not word.isdecimal() and _singular(word) != _HEAD


def _stem(word: str) -> str:
    return _singular(word)[:_STEM]


def _singular(word: str) -> str:
    """Return an English word without the s of a plural."""
    return word if word.endswith("ss") or len(word) < _SHORT else word.removesuffix("s")


def _rarity(texts: Sequence[set[str]]) -> dict[str, float]:
    """Return for each stem how much it tells: the logarithm of how few of the texts hold it, 1 at most."""
    counts = Counter(stem for text in texts for stem in text)
    most = math.log(len(texts) + 1)
    return {stem: math.log((len(texts) + 1) / count) / most for stem, count in counts.items()}


def _evidence(text: _Text, defined: set[str], used: Sequence[set[str]], rarity: Vector) -> dict[str, float]:
    """Return what each stem of a text adds to a head's score.

    Args:
        text: the text.
        defined: the stems of the head's names and definition.
        used: those of each of its papers.
        rarity: how much each stem tells.

    """
    counts = Counter(stem for stems in used for stem in stems)
    evidence: dict[str, float] = {}
    for weight, vector in (
        (_DEFINED, {stem: rarity[stem] for stem in defined}),
        (_USED, {stem: rarity[stem] * count / len(used) for stem, count in counts.items()}),
    ):
        for stem, part in _cosine(text.weights, vector).items():
            evidence[stem] = evidence.get(stem, 0.0) + weight * part
    return evidence


def _cosine(one: Vector, other: Vector) -> dict[str, float]:
    """Return what each stem adds to the cosine of two vectors."""
    length = _length(one) * _length(other)
    both = one.keys() & other.keys() if length else ()
    return {stem: one[stem] * other[stem] / length for stem in both}


def _length(vector: Vector) -> float:
    return math.sqrt(sum(value * value for value in vector.values()))


def _names_in(text: _Text, heads: Iterable[Head]) -> dict[str, tuple[str, float]]:
    """Return the heads whose names a text holds, each with the words and the weight of the best find.

    Of names inside each other the longest counts: "name mover heads" does not speak for movers.
    """
    names = [name for head in heads for name in _names(head)]
    found: dict[str, tuple[str, float]] = {}
    taken: set[tuple[int, int]] = set()
    for name in sorted(names, key=lambda name: (-len(name.words), not name.whole)):
        for number, start in _places(text.phrases, name.words):
            end = start + len(name.words)
            place = {(number, word) for word in range(start, end)}
            if place <= taken:
                continue
            taken |= place
            said = text.phrases[number][start:end]
            weight = (
                _NAMED if name.whole else _CALLED * sum(text.weights.get(_stem(word), 0) for word in said)
            )
            if weight > found.get(name.head, ("", 0.0))[1]:
                found[name.head] = " ".join(said), weight
    return found


def _places(phrases: Iterable[list[str]], name: list[str]) -> Iterator[tuple[int, int]]:
    """Yield where a name stands: the number of the phrase and that of the first word in it."""
    for number, phrase in enumerate(phrases):
        singular = list(map(_singular, phrase))
        for start in range(len(phrase) - len(name) + 1):
            if singular[start : start + len(name)] == name:
                yield number, start


def _names(head: Head) -> Iterator[_Name]:
    for name in (head.name, *head.aliases):
        parts = list(map(_singular, words(name)))
        if parts:
            yield _Name(head.name, parts, whole=True)
        if len(parts) > 1 and parts[-1] == _HEAD:
            yield _Name(head.name, parts[:-1], whole=False)


def _reasons(text: _Text, phrase: str, shared: Vector, score: float) -> tuple[str, ...]:
    """Return the words that make up most of a score, those of a name first."""
    said = set(map(_stem, phrase.split()))
    telling = [stem for stem, part in shared.items() if part >= _TELLING * score and stem not in said]
    best = sorted(telling, key=lambda stem: (-shared[stem], stem))
    return (*([phrase] if phrase else []), *(text.stems[stem] for stem in best))[:_REASONS]
