"""How text is compared: without case, accents and punctuation.

Pure functions on strings. Knows nothing of papers; whoever compares names, titles or words does it
through these, so that two parts of the program never disagree on what is equal.
"""

import re
import unicodedata

# Letters that NFKD leaves whole, though a person without the keyboard for them types the plain one.
_PLAIN = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i",
        "ħ": "h", "ŋ": "n", "ŧ": "t", "ĸ": "k", "ſ": "s", "’": "'", "‘": "'", "‐": "-", "‑": "-",
    }
)  # fmt: skip
# TeX's accents, the letter with or without braces, and its letters that have names.
_ACCENT = r"""\\(?:["'`^~=.]|[uvHtcdbkr](?=[\s{\\]))\s*\{?\\?([A-Za-z])\}?"""
_NAMED = r"\\(ss|ae|oe|aa|AE|OE|AA|[oOlLij])(?![A-Za-z])\s?"
_NOT_ALNUM = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Return `text` without case and accents, compatibility forms resolved.

    >>> fold("Müller ŁØ")
    'muller lo'
    """
    if text.isascii():
        return text.lower()
    # Decomposing makes capitals of some signs (™, mathematical letters), folding makes new sequences.
    folded = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return bare.translate(_PLAIN)


def without_tex(text: str) -> str:
    r"""Return `text` with letters that TeX writes as commands written plainly, and without braces.

    >>> without_tex(r'M{\"u}ller, Stra{\ss}e')
    'Muller, Strasse'
    """
    if "\\" not in text:
        return text
    accented = re.sub(_ACCENT, r"\1", text)
    named = re.sub(_NAMED, lambda match: "a" if match[1].lower() == "aa" else match[1], accented)
    named = re.sub(r"\\[A-Za-z]+\s*(?=\{)", "", named)
    return named.replace("{", "").replace("}", "")


def words(text: str) -> list[str]:
    """Return the folded words of `text`: what stands between punctuation and white space.

    >>> words("In-context Learning, today's")
    ['in', 'context', 'learning', 'todays']
    """
    return _NOT_ALNUM.sub(" ", fold(without_tex(text)).replace("'", "")).split()


def compact(text: str) -> str:
    """Return the folded words of `text` joined, for equality of titles and names.

    >>> compact("S-Inhibition Head") == compact("s_inhibition head")
    True
    """
    return "".join(words(text))


def squeeze(text: str) -> str:
    """Return `text` in NFC with every run of white space made one space, and none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def nearest(word: str, known: list[str], limit: int = 3) -> list[str]:
    """Return up to `limit` of `known` that look like `word`, best first.

    Compared in folded form, by matching blocks (difflib), then by one holding the other.
    """
    import difflib

    wanted = fold(word)
    if not wanted:
        return []
    folded = {fold(name): name for name in reversed(known)}
    close = difflib.get_close_matches(wanted, folded, n=limit, cutoff=0.6)
    close += [name for name in folded if wanted in name]
    return [folded[name] for name in dict.fromkeys(close)][:limit]
