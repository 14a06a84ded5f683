"""What a query in words finds, told by looking at each paper: slow, plain, and independent of SQL."""

from headcat.index.searching import Term, parse
from headcat.model import Paper
from headcat.rules.identity import identifiers
from headcat.vocabulary import Vocabulary
from headcat.words.dates import span
from headcat.words.folding import words
from headcat.words.identifiers import identify


def columns(paper: Paper, vocabulary: Vocabulary) -> dict[str, list[str]]:
    """Return the words of a paper as the index has them."""
    series = vocabulary.find_venue(paper.venue) if paper.venue else None
    texts = {
        "title": f"{paper.title} {(paper.published and paper.published.title) or ''}",
        "heads": " ".join(paper.heads),
        "authors": " ".join(paper.authors),
        "venue": f"{paper.venue or ''} {(series[0].full if series else '') or ''}",
        "summary": " ".join(text for _, text in paper.summary.parts()) if paper.summary else "",
    }
    return {column: words(text) for column, text in texts.items()}


def meets(paper: Paper, term: Term, vocabulary: Vocabulary) -> bool:
    """Tell whether a paper is what a term looks for, by looking at it."""
    if term.years:
        first, last = span(paper.date)
        found = last >= f"{term.years[0]:04}-01-01" and first <= f"{term.years[1]:04}-12-31"
        return found != term.excluded
    own = columns(paper, vocabulary)
    found = any(term.holds(own[column]) for column in ([term.column] if term.column else own))
    if term.name:
        identifier = identify(term.name)
        found |= paper.key == term.name or any(link.url == term.name for link in paper.links)
        found |= identifier is not None and identifier.same() in identifiers(paper)
    return found != term.excluded


def is_found(paper: Paper, text: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a query in words finds a paper."""
    clauses = parse(text).clauses
    return bool(clauses) and all(any(meets(paper, term, vocabulary) for term in each) for each in clauses)
