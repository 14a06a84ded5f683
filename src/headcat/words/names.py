"""Names of people and organisations, and the citation keys made from them.

Splits a name as BibTeX does (Oren Patashnik, "BibTeXing", 1988, section 4; Nicolas Markey, "Tame
the BeaST", 2009, section 11): given names, `von` particle, family name, suffix.
"""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from headcat.words.folding import words

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*", re.ASCII)
_NOT_ASCII = re.compile(r"[^a-z0-9]")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# What says nothing about a paper when it opens the title: articles, prepositions, conjunctions,
# auxiliary verbs, pronouns and question words.
_INSIGNIFICANT = frozenset(
    """
    a an the on in of for to from by with without at as into onto over under via through toward towards
    and or but nor so yet if than then is are was were be been do does did has have had can could may
    might must shall should will would i we you he she it they me us them my our your his her its their
    this that these those there what which who whom whose when where why how not no
    """.split()
)


class Name(NamedTuple):
    """A split name; an organisation has only `family`, and `literal` set."""

    given: str
    von: str
    family: str
    suffix: str
    literal: bool = False

    def display(self) -> str:
        """Return the name as it is read aloud: given names first."""
        parts = (self.given, self.von, self.family)
        text = " ".join(part for part in parts if part)
        return f"{text}, {self.suffix}" if self.suffix else text

    def sorted_form(self) -> str:
        """Return the name as a bibliography sorts it: `von Family, Suffix, Given`."""
        if self.literal:
            return self.family
        family = f"{self.von} {self.family}".strip()
        return ", ".join(part for part in (family, self.suffix, self.given) if part)


def split_name(text: str) -> Name:
    """Split an author's name.

    Args:
        text: `Given von Family`, `von Family, Given`, `von Family, Jr, Given`, or an organisation
            in `{braces}`.

    """
    text = " ".join(text.split())
    if text.startswith("{") and text.endswith("}"):
        return Name("", "", text[1:-1].strip(), "", literal=True)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        return _split_natural(parts[0].split())
    von, family = _split_von(parts[0].split())
    if len(parts) > 2:  # noqa: PLR2004 - `von Family, Jr, Given` is BibTeX's longest form
        return Name(" ".join(filter(None, parts[2:])), von, family, parts[1])
    if parts[1].strip(".").lower() in _SUFFIXES:
        natural = _split_natural(parts[0].split())
        return natural._replace(suffix=parts[1])
    return Name(parts[1], von, family, "")


def written(name: Name) -> str:
    """Return a name as the catalogue writes it, in a form that `split_name` splits the same way."""
    if name.literal:
        return f"{{{name.family}}}"
    natural = " ".join(part for part in (name.given, name.von, name.family, name.suffix) if part)
    family = f"{name.von} {name.family}".strip()
    longest = f"{family}, {name.suffix}, {name.given}".strip()
    forms = (natural, name.sorted_form(), f"{family},")
    return next((form for form in forms if split_name(form) == name), longest)


def is_key(text: str) -> bool:
    """Tell whether `text` may be a citation key: ASCII letters, digits and `.+-_`."""
    return _KEY.fullmatch(text) is not None


def make_key(first_author: str, year: str, title: str, taken: AbstractSet[str]) -> str:
    """Make a citation key: family name, year, first significant word of the title, in ASCII.

    Args:
        first_author: a name in any form that `split_name` takes.
        year: four digits.
        title: the paper's title.
        taken: the keys that exist; on a clash `a`, `b`, … is put behind.

    """
    name = split_name(first_author)
    family = _ascii(f"{name.von} {name.family}") or "anonymous"
    return free_key(f"{family}{year}{significant_word(words(title))}", taken)


def free_key(stem: str, taken: AbstractSet[str]) -> str:
    """Return `stem` if it is not taken, else with the first of `a`, `b`, … behind that makes it a new key."""
    if stem not in taken:
        return stem
    return next(key for letter in _letters() if (key := stem + letter) not in taken)


def significant_word(title_words: Iterable[str]) -> str:
    """Return the first of a title's folded words that says something, else its first, in ASCII."""
    first = ""
    for word in title_words:
        plain = word if word.isascii() else _NOT_ASCII.sub("", word)
        if plain and plain not in _INSIGNIFICANT:
            return plain
        first = first or plain
    return first


def _letters() -> Iterator[str]:
    """Return a, b, … z, aa, ab, … without end."""
    from itertools import count, product
    from string import ascii_lowercase

    return ("".join(letters) for length in count(1) for letters in product(ascii_lowercase, repeat=length))


def _split_natural(tokens: list[str]) -> Name:
    suffix = ""
    if len(tokens) > 2 and tokens[-1].strip(".").lower() in _SUFFIXES:  # noqa: PLR2004
        suffix = tokens.pop()
    particles = [index for index, token in enumerate(tokens[:-1]) if _is_particle(token)]
    if not particles:
        return Name(" ".join(tokens[:-1]), "", "".join(tokens[-1:]), suffix)
    first, last = particles[0], particles[-1]
    von = " ".join(tokens[first : last + 1])
    return Name(" ".join(tokens[:first]), von, " ".join(tokens[last + 1 :]), suffix)


def _split_von(tokens: list[str]) -> tuple[str, str]:
    count = max((index + 1 for index, token in enumerate(tokens[:-1]) if _is_particle(token)), default=0)
    return " ".join(tokens[:count]), " ".join(tokens[count:])


def _is_particle(token: str) -> bool:
    letter = next((character for character in token if character.isalpha()), "")
    return letter.islower()


def _ascii(text: str) -> str:
    return _NOT_ASCII.sub("", "".join(words(text)))
