"""BibTeX, written by our own emitter: fixed order of fields, stable from one run to the next.

The version of record is cited where there is one, with the arXiv identifier kept beside it. What
BibTeX or LaTeX would read as a command is escaped (Patashnik, "BibTeXing", 1988; Lamport, "LaTeX",
1994, section 3.2.2); DOIs, identifiers and addresses are left as they are.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from headcat.formats import Context
from headcat.formats.cited import version_of_record
from headcat.model import Paper, Venue
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from headcat.words.latex import to_ascii
from headcat.words.names import split_name

_ESCAPES: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
}
_SPECIAL: Final = re.compile("[" + re.escape("".join(_ESCAPES)) + "]")
_LIGATURES: Final = re.compile(r"-(?=-)|[?!](?=`)")
_VERBATIM: Final = ("eprint", "doi", "url")
# The fields that an entry may bring into a catalogue and the catalogue has no place for.
_KEPT: Final = {
    name: name
    for name in "editor volume number series pages publisher address organization edition isbn issn".split()
}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_PART: Final = re.compile(r"[^\W_]+")
# Names that keep their capital in a title set in lower case, though they look like other words.
_NAMES: Final = frozenset(
    "Bayes Bayesian Boolean Catalan Chinchilla Chinese English Euclidean Euler Fourier French Gaussian"
    " Gemma German Gibbs Hopfield Hamming Japanese Jacobian Lagrangian Llama Markov Mistral Monte Carlo"
    " Newton Pythia Python Shapley Spanish Turing".split()
)


def write(papers: Iterable[Paper], context: Context) -> Iterator[str]:
    """Yield an entry for each paper, parted by empty lines."""
    separator = ""
    for paper in papers:
        yield separator + entry(paper, context.vocabulary, ascii_only=context.ascii)
        separator = "\n"


def entry(paper: Paper, vocabulary: Vocabulary, *, ascii_only: bool = False) -> str:
    """Return a paper's entry.

    Args:
        paper: the paper.
        vocabulary: where its venue is looked up.
        ascii_only: whether letters outside ASCII become LaTeX commands.

    """
    return composed(paper.key, *_fields(paper, vocabulary), ascii_only=ascii_only)


def composed(key: str, kind: str, fields: Iterable[tuple[str, str]], *, ascii_only: bool) -> str:
    """Return an entry as text.

    Args:
        key: its key.
        kind: its type.
        fields: names and texts, escaped where they need be; those without text are left out.
        ascii_only: whether letters outside ASCII become LaTeX commands.

    """
    lines = "".join(
        f"  {name} = {_value(name, text, ascii_only=ascii_only)},\n" for name, text in fields if text
    )
    # What is no key by the catalogue's own rule must not end the entry either.
    safe = re.sub(r"[^A-Za-z0-9_.+-]", "-", key)
    return f"@{kind}{{{safe},\n{lines}}}\n"


def _value(name: str, text: str, *, ascii_only: bool) -> str:
    if name == "month":
        return text
    if name in _VERBATIM:
        unsafe = r"[^!-~]|[{}\\]" if ascii_only else r"[\s{}\\]"
        text = re.sub(unsafe, lambda match: quote(match[0], safe=""), visible(text))
    elif ascii_only:
        text = to_ascii(text)
    return f"{{{text}}}"


def _fields(paper: Paper, vocabulary: Vocabulary) -> tuple[str, list[tuple[str, str]]]:
    record = version_of_record(paper, vocabulary)
    kind, container = _container(paper, record.venue)
    fields = [
        ("title", title(record.title)),
        ("author", people(record.authors)),
        *container,
        *kept(paper, _KEPT),
        ("year", record.year or escape(paper.year)),
        ("month", "" if record.year else _month(paper.date)),
    ]
    if "arxiv" in paper.ids:
        fields += [("eprint", paper.ids["arxiv"]), ("archivePrefix", "arXiv")]
        fields += kept(paper, {"primaryclass": "primaryClass"})
    return kind, [*fields, *located(paper)]


def located(paper: Paper) -> list[tuple[str, str]]:
    """Return the fields that say where a paper is found, and what it is about."""
    return [
        ("doi", paper.ids.get("doi", "")),
        ("url", paper.main_url() or ""),
        ("keywords", ", ".join(map(escape, paper.heads))),
    ]


def kept(paper: Paper, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a catalogue keeps of an entry that it once read, by the names that fields have now."""
    said = ((name, paper.extra.get(known)) for known, name in names.items())
    return [
        (name, escape(text).replace("–", "--") if name == "pages" else escape(text))
        for name, text in said
        if isinstance(text, str)
    ]


def _container(paper: Paper, venue: Venue | None) -> tuple[str, list[tuple[str, str]]]:
    """Return the entry type and the field that names where the paper appeared."""
    if venue is None:
        return "misc", [("howpublished", escape(paper.venue or ""))]
    full = escape(venue.full or venue.name)
    if venue.kind in ("proceedings", "workshop"):
        return "inproceedings", [("booktitle", full)]
    if venue.kind == "journal":
        return "article", [("journal", full)]
    return "misc", [] if venue.kind == "preprint" and "arxiv" in paper.ids else [("howpublished", full)]


def _month(date: str) -> str:
    month = date[5:7]
    return _MONTHS[int(month) - 1] if month.isdecimal() and 1 <= int(month) <= len(_MONTHS) else ""


@lru_cache(maxsize=4096)  # heads and series come again and again
def escape(text: str) -> str:
    """Return `text` so that BibTeX and LaTeX print it; braces in the result are balanced."""
    return _commands(_readable(text))


def _commands(text: str) -> str:
    text = _SPECIAL.sub(lambda match: _ESCAPES[match[0]], text)
    return _LIGATURES.sub(r"\g<0>{}", text)


def _readable(text: str) -> str:
    """Return `text` in NFC, nothing in it unseen, straight quotation marks made opening and closing."""
    text = visible(unicodedata.normalize("NFC", text))
    return re.sub(r'(^|[\s(\[])"', r"\1``", text).replace('"', "''")


def people(names: Iterable[str]) -> str:
    """Return names as a field has them."""
    return " and ".join(map(_author, names))


@lru_cache(maxsize=16_384)
def _author(text: str) -> str:
    name = split_name(text)
    if name.literal:
        return "{" + escape(name.family) + "}"
    return escape(name.sorted_form())


def title(text: str) -> str:
    """Return a title whose capitals are protected, word by word, where a style would lower them.

    Styles lower all letters but the first of a title and the first behind a colon. In a clause written
    like a sentence every other capital is meant; in one Written Like This only those inside a word and
    those of well-known names are. The first behind a question or exclamation mark always is.
    """
    protected: list[str] = []
    before = ":"
    for clause in _clauses(_readable(text).split()):
        sentence = _is_sentence(clause)
        for number, word in enumerate(clause):
            protected.append(_protected(word, every=sentence if number else before != ":"))
        before = clause[-1][-1]
    return " ".join(protected)


def _clauses(words: list[str]) -> Iterator[list[str]]:
    """Yield the words of a title up to each colon, question and exclamation mark."""
    clause: list[str] = []
    for word in words:
        clause.append(word)
        if word[-1] in ":?!":
            yield clause
            clause = []
    if clause:
        yield clause


def _is_sentence(clause: list[str]) -> bool:
    """Tell whether most of a clause's longer words, the first aside, begin with a small letter."""
    long = [word for word in clause[1:] if word[:1].isalpha() and len(word) > 3]  # noqa: PLR2004
    return sum(word[0].isupper() for word in long) * 2 < len(long)


def _protected(word: str, *, every: bool) -> str:
    pieces = []
    position = 0
    for match in _PART.finditer(word):
        part = match[0]
        letter = len(part) == 1 and part.isupper() and part != "A"
        inside = any(character.isupper() for character in part[1:])
        numbered = part[0].isupper() and any(character.isdigit() for character in part)
        needed = letter or inside or numbered or part in _NAMES or (every and part[0].isupper())
        text = _commands(part)
        pieces += [_commands(word[position : match.start()]), "{" + text + "}" if needed else text]
        position = match.end()
    return "".join([*pieces, _commands(word[position:])])
