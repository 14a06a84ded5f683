"""What services write, as the catalogue writes it: titles, names of people, dates of clocks.

Pure. Services give markup, entities, LaTeX and characters that nobody sees; of all that, text and
mathematics are left.
"""

import re
from datetime import UTC, datetime
from typing import Final

from headcat.words.folding import squeeze
from headcat.words.latex import decode
from headcat.words.names import Name, split_name, written

# The elements of HTML, JATS and MathML that titles have; what else stands in angle brackets is text.
_TAGS: Final = (
    r"</?(?:(?:mml|jats|m):[a-z0-9-]+|a|b|bold|br|div|em|font|i|inf|italic|italics|li|math|mfrac|mi|mn|mo|mover"
    r"|mrow|msub|msubsup|msup|mtext|ovl|p|sc|scp|small|span|strike|strong|sub|sup|title|tt|u|ul|underline)"
    r"(?:\s[^<>]*)?/?>"
)
_BLOCKS: Final = r"</?(?:jats:p|jats:title|jats:sec|br|div|li|p|title)(?:\s[^<>]*)?/?>"
_TOGETHER: Final = frozenset({"team", "consortium", "collaboration"})


def plain(text: str) -> str:
    """Return text on one line, LaTeX's accents as letters, without what nobody sees."""
    return seen(decode(text) if "\\" in text else text)


def seen(text: str) -> str:
    """Return text on one line, without control characters and what else nobody sees."""
    return squeeze("".join(letter for letter in re.sub(r"\s", " ", text) if letter.isprintable()))


def from_html(text: str) -> str:
    """Return what HTML, or text with elements and entities in it, says."""
    from html import unescape

    # Many services escape twice; whoever means the entity itself is rarer.
    text = unescape(unescape(text))
    text = re.sub(_BLOCKS, " ", text, flags=re.IGNORECASE)
    return plain(re.sub(_TAGS, "", text, flags=re.IGNORECASE))


def parseable(html: str) -> str:
    """Return HTML with marked sections as text: HTML has none, and some stop Python's parser."""
    return html.replace("<![", "&lt;![")


def person(name: str) -> str:
    """Return a name in reading order as the catalogue writes it; a team's or consortium's in braces."""
    text = plain(name)
    if text.lower().split(" ")[-1] in _TOGETHER and "," not in text:
        return organisation(text)
    return written(split_name(text)) if text else ""


def organisation(name: str) -> str:
    """Return the name of many as the catalogue writes it."""
    text = plain(name).replace("{", "").replace("}", "")
    return written(Name("", "", text, "", literal=True)) if text else ""


def parted(given: str, family: str, suffix: str) -> str:
    """Return a name whose parts are known as the catalogue writes it."""
    given, family, suffix = (plain(part).replace(",", "") for part in (given, family, suffix))
    if not family:
        return person(given)
    return written(split_name(", ".join([family, suffix, given] if suffix else [family, given])))


def day(milliseconds: object) -> str:
    """Return the day, in UTC, that a computer's clock stood at; nothing where it stood at none."""
    if not isinstance(milliseconds, int | float) or not 0 < milliseconds < 4e12:  # noqa: PLR2004 - in 2096
        return ""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%Y-%m-%d")
