"""What is cited of a paper: the version of record where there is one, for every format of references."""

from typing import NamedTuple

from headcat.model import Paper, Venue
from headcat.vocabulary import Vocabulary


class Cited(NamedTuple):
    """A paper as references name it.

    `venue` is None where the vocabulary has none; `year` is that of the publication where the venue
    says one, else nothing, and the date of the first version stands.
    """

    title: str
    authors: tuple[str, ...]
    venue: Venue | None
    year: str


def version_of_record(paper: Paper, vocabulary: Vocabulary) -> Cited:
    """Return what is cited of a paper.

    Args:
        paper: the paper.
        vocabulary: where its venue is looked up.

    """
    venue, year = (vocabulary.find_venue(paper.venue) if paper.venue else None) or (None, None)
    published = paper.published
    title = (published and published.title) or paper.title
    authors = (published and published.authors) or paper.authors
    return Cited(title, authors, venue, year or "")
