"""What people type to find a paper: words, phrases, exclusions, fields. Pure.

Words must all be there; `OR` between two of them asks for either, and binds more closely than words
side by side, as in the search engines of the web. Any text is a query: what is no part of the
language is words. Texts and words are compared folded, as `headcat.words.folding` does.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from headcat.words.folding import without_tex, words

# Columns of the full-text index by the names that people use for them.
FIELDS: Final = {
    "title": "title",
    "head": "heads",
    "heads": "heads",
    "author": "authors",
    "authors": "authors",
    "venue": "venue",
    "summary": "summary",
}
_MOST: Final = 64  # clauses; what is typed beyond that is no question
_TOKEN = re.compile(
    r"""(?P<minus>-)?(?:(?P<field>titles?|heads?|authors?|venue|summary|year):)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(\d{4})(?:(?:-|\.\.|–)(\d{4}))?", re.ASCII)
_NAME = re.compile(r"[\d/:]")  # keys, identifiers and addresses hold one of these
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Term(NamedTuple):
    """One thing to look for: words that stand together, or years.

    `column` is one of the full-text index's, or empty for all; with `prefix` the last word may go
    on; `name` is what was typed, where it may be a key, an identifier or an address.
    """

    words: tuple[str, ...] = ()
    column: str = ""
    prefix: bool = False
    excluded: bool = False
    years: tuple[int, int] | None = None
    name: str = ""

    def expression(self) -> str:
        """Return the words as FTS5 takes them (SQLite, section 3 of its FTS5 page)."""
        phrase = f'"{" ".join(self.words)}"' + ("*" if self.prefix else "")
        return f"{self.column} : {phrase}" if self.column else phrase

    def holds(self, found: list[str]) -> bool:
        """Tell whether the words stand together among others."""
        *whole, last = self.words
        for place in range(len(found) - len(whole)):
            if found[place : place + len(whole)] == whole:
                word = found[place + len(whole)]
                if word == last or (self.prefix and word.startswith(last)):
                    return True
        return False


# Alternatives, of which one must be met.
Clause = tuple[Term, ...]


class Search(NamedTuple):
    """A query as it was understood: clauses, which all must be met."""

    clauses: tuple[Clause, ...]

    def expression(self) -> str:
        """Return what can be asked of the full-text index at once; empty where nothing can."""
        return " AND ".join(map(_alternatives, filter(_is_text, self.clauses)))

    def others(self) -> tuple[Clause, ...]:
        """Return the clauses that are not in `expression`."""
        return tuple(clause for clause in self.clauses if not _is_text(clause))

    def sought(self) -> tuple[Term, ...]:
        """Return the terms whose words are looked for."""
        return tuple(term for clause in self.clauses for term in clause if term.words and not term.excluded)


def parse(text: str) -> Search:
    """Understand a query; one without any words asks for nothing."""
    clauses: list[Clause] = []
    joins = False
    for match in _TOKEN.finditer(without_tex(text)):
        if match[0] == "OR" and clauses:
            joins = True
            continue
        term = _term(match)
        if term is None:
            continue
        if joins:
            clauses[-1] = (*clauses[-1], term)
        else:
            clauses.append((term,))
        joins = False
    return Search(tuple(clauses[:_MOST]))


def _term(match: re.Match[str]) -> Term | None:
    field = (match["field"] or "").lower()
    typed = match["word"] or match["phrase"] or ""
    excluded = match["minus"] is not None
    years = _YEARS.fullmatch(typed) if field == "year" else None
    if years:
        first, last = int(years[1]), int(years[2] or years[1])
        return Term(years=(min(first, last), max(first, last)), excluded=excluded)
    column = FIELDS.get(field.removesuffix("s"), "")
    whole = typed if column or not field else f"{field} {typed}"
    found = tuple(words(whole))
    if not found:
        return None
    prefix = match["word"] is not None and typed.endswith("*")
    name = typed if match["word"] and not field and _NAME.search(typed) else ""
    return Term(found, column, prefix, excluded, name=name)


def _is_text(clause: Clause) -> bool:
    return all(term.words and not term.excluded and not term.name for term in clause)


def _alternatives(clause: Clause) -> str:
    return "(" + " OR ".join(term.expression() for term in clause) + ")"


def marks(text: str, column: str, terms: tuple[Term, ...]) -> Iterator[tuple[int, int]]:
    """Yield where the words of terms stand in a text, as offsets of beginning and end.

    Args:
        text: what is shown of a paper.
        column: the column of the full-text index that it is in.
        terms: what was looked for.

    """
    near = [term for term in terms if term.column in {"", column}]
    known = {word for term in near for word in term.words}
    beginnings = tuple(term.words[-1] for term in near if term.prefix)
    for match in _WORD.finditer(text):
        if any(word in known or word.startswith(beginnings) for word in words(match[0])):
            yield match.span()
