r"""LaTeX text to Unicode and back: accents, signs and names of letters; nothing is carried out.

A command that is not known stays as it is written, so that nothing is lost without being seen. Names
of letters and signs are pylatexenc's, the rest is our own: its decoder loses the text of `\texttt{…}`
and fails on `\href` and on deep nesting, its encoder takes ű for ú and knows no ș.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

# LaTeX's accents and Unicode's combining marks (LaTeX's encodings T1 and T5).
_MARKS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306",
    ".": "\u0307", '"': "\u0308", "h": "\u0309", "r": "\u030a", "H": "\u030b", "v": "\u030c",
    "d": "\u0323", "textcommabelow": "\u0326", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_ACCENTS: Final = {mark: name for name, mark in _MARKS.items()}
_HORNS: Final = {"O\u031b": "OHORN", "o\u031b": "ohorn", "U\u031b": "UHORN", "u\u031b": "uhorn"}
_ACCENTED: Final = re.compile(
    "({0}|[A-Za-z](?=[{1}]))([{1}]*)(?![\u0300-\u036f])".format("|".join(_HORNS), "".join(_ACCENTS))
)
_DOTLESS: Final = {"ı": "i", "ȷ": "j"}
_TOKEN: Final = re.compile(
    r"""
    (?P<math>\$\$[^$]*\$\$|\$(?:\\.|[^$\\])*\$)
    |\\(?:href|textcolor|color)\s*\{[^{}]*\}
    |\\(?P<command>[A-Za-z]+)\s*
    |\\(?P<sign>.)
    |(?P<ligature>---?|``|''|[?!]`)
    |(?P<brace>[{}])
    |~
    |(?P<text>[^\s\\{}$~'`?!-][^\\{}$~'`?!-]*|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_MEANT: Final = re.compile(r"[\\{}$~'`?!-]")  # what text without LaTeX seldom has
_SIGNS: Final = {
    **{sign: sign for sign in "&%$#_{}"},
    **dict.fromkeys(" ,;:\\\t\n", " "),
    **dict.fromkeys("!/-@", ""),
}
_LIGATURES: Final = {"--": "–", "---": "—", "``": "“", "''": "”", "?`": "¿", "!`": "¡"}
_COMMANDS: Final = {
    "textbackslash": "\\", "textbraceleft": "{", "textbraceright": "}", "textless": "<", "textgreater": ">",
    "textbar": "|", "textasciitilde": "~", "textasciicircum": "^", "textquotesingle": "'",
    "textperiodcentered": "·", "LaTeX": "LaTeX", "TeX": "TeX",
    **{name: letter for letter, name in _HORNS.items()},
    **dict.fromkeys("bf bfseries em it itshape rm sc scshape sf sl tt ttfamily protect relax".split(), ""),
}  # fmt: skip
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]")
_WRONG: Final = "ĦħŦŧĸĿŀŉ"  # what pylatexenc writes as another letter


@lru_cache(maxsize=4096)  # people, publishers and series come again and again
def decode(text: str) -> str:
    r"""Return LaTeX text as Unicode; mathematics stays as it is, a bare per cent sign too.

    >>> decode(r"{\"O}zg{\"u}r: 50\% of $\alpha$ --- \emph{so}")
    'Özgür: 50% of $\\alpha$ — so'
    """
    if not _MEANT.search(text):
        return unicodedata.normalize("NFC", text)
    pieces: list[str] = []
    accents: list[str] = []
    for match in _TOKEN.finditer(text):
        name = match["command"] or match["sign"]
        if name in _MARKS:
            accents.append(name)
            continue
        piece = _piece(match)
        if accents and not piece.strip() and match["brace"] != "}":
            continue
        pieces.append(_accented(piece, accents))
        accents.clear()
    return unicodedata.normalize("NFC", "".join(pieces) + _accented("", accents))


def _accented(piece: str, accents: list[str]) -> str:
    """Return a piece of text with accents on its first letter, or behind them if it begins with none."""
    if piece[:1].isalpha():
        marks = "".join(_MARKS[name] for name in reversed(accents))
        return (_DOTLESS.get(piece[0], piece[0]) if marks else piece[0]) + marks + piece[1:]
    return "".join(f"\\{name}" if name.isalpha() else name for name in accents) + piece


def _piece(match: re.Match[str]) -> str:
    """Return what a token other than an accent prints."""
    if match["command"]:
        return _command(match)
    if match["sign"]:
        return _SIGNS.get(match["sign"], match[0])
    if match["ligature"]:
        return _LIGATURES[match[0]]
    if match["math"] or match["text"]:
        return match[0]
    return " " if match[0] == "~" else ""


def _command(match: re.Match[str]) -> str:
    name = match["command"]
    known = _COMMANDS.get(name)
    if known is None:
        known = getattr(_names().get_macro_spec(name), "simplify_repl", None)
    if isinstance(known, str) and "%" not in known:
        return known
    behind = match.string[match.end() : match.end() + 2]
    return "" if behind.startswith("{") and behind != "{}" else match[0]


@cache
def _names() -> Any:
    from pylatexenc.latex2text import get_default_latex_context_db

    return get_default_latex_context_db()


def to_ascii(text: str) -> str:
    r"""Return LaTeX text with every letter outside ASCII as a command in braces.

    >>> to_ascii("Mușat, Tiberiu")
    'Mu{\\textcommabelow{s}}at, Tiberiu'
    """
    if text.isascii():
        return text
    commands = _ACCENTED.sub(_accent_commands, unicodedata.normalize("NFD", text))
    return _NOT_ASCII.sub(lambda match: _encoded(match[0]), unicodedata.normalize("NFC", commands))


@lru_cache(maxsize=4096)
def _encoded(letter: str) -> str:
    """Return a letter as a command; by itself, for the time of pylatexenc grows by the square of a text."""
    encoded: str = _encoder().unicode_to_latex(letter)
    return encoded


def _accent_commands(match: re.Match[str]) -> str:
    letter, marks = match.groups()
    # An i or j loses its dot under what stands above it; below 0x0323 are the marks above.
    dotless = letter in "ij" and any(mark < _MARKS["d"] for mark in marks)
    command = f"\\{_HORNS.get(letter, letter)}" if dotless or letter in _HORNS else letter
    for mark in marks:
        name = _ACCENTS[mark]
        command = f"\\{name}{{{command}}}" if name.isalpha() or len(command) > 1 else f"\\{name}{command}"
    return f"{{{command}}}"


@cache
def _encoder() -> "UnicodeToLatexEncoder":
    from pylatexenc.latexencode import RULE_CALLABLE, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

    def unknown(text: str, position: int) -> tuple[int, str] | None:
        letter = text[position]
        return (1, _code_point(letter)[1:-1]) if letter in _WRONG else None

    return UnicodeToLatexEncoder(
        conversion_rules=[UnicodeToLatexConversionRule(RULE_CALLABLE, unknown), "defaults"],
        non_ascii_only=True,
        replacement_latex_protection="braces-all",
        unknown_char_policy=_code_point,
        unknown_char_warning=False,
    )


def _code_point(letter: str) -> str:
    return f"{{[U+{ord(letter):04X}]}}"
