"""How a paper is cited in running text: plain, in the manner of the APA.

Pure. The version of record is cited where there is one. Other styles have programs of their own, which
take longer for one paper than a site takes for all.

Source: Publication Manual of the American Psychological Association, 7th edition, 2020, chapter 9.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from headcat.model import Paper
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible
from headcat.words.identifiers import Identifier, is_web_address
from headcat.words.names import split_name

_NAMED: Final = 20  # of more authors the first nineteen and the last are named (section 9.8)


def cited(paper: Paper, vocabulary: Vocabulary) -> str:
    """Return a paper's reference on one line.

    Args:
        paper: the paper.
        vocabulary: where its venue is looked up.

    """
    published = paper.published
    title = (published and published.title) or paper.title
    authors = (published and published.authors) or paper.authors
    venue, year = _venue(paper, vocabulary)
    parts = (_people(authors), f"({year}).", _closed(title), _closed(venue), _address(paper))
    return visible(" ".join(filter(None, parts)))


def _venue(paper: Paper, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return where a paper appeared, and the year."""
    found = vocabulary.find_venue(paper.venue) if paper.venue else None
    if found is None:
        return paper.venue or "", paper.year
    venue, year = found
    if venue.kind == "preprint" and "arxiv" in paper.ids:
        return f"{venue.name}:{paper.ids['arxiv']}", year or paper.year
    return venue.full or venue.name, year or paper.year


def _address(paper: Paper) -> str:
    if "doi" in paper.ids:
        return Identifier("doi", paper.ids["doi"]).url()
    url = paper.main_url()
    return url if url and is_web_address(url) else ""


def _closed(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


def _people(authors: Sequence[str]) -> str:
    names = [_person(author) for author in authors]
    if len(names) > _NAMED:
        return f"{', '.join(names[: _NAMED - 1])}, … {names[-1]}"
    if len(names) < 2:  # noqa: PLR2004 - one name has no "&" before it
        return "".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


@lru_cache(maxsize=65_536)  # people write more than one paper
def _person(author: str) -> str:
    name = split_name(author)
    family = f"{name.von} {name.family}".strip()
    initials = " ".join(map(_initials, name.given.split()))
    return ", ".join(part for part in (family, initials, name.suffix) if part)


def _initials(given: str) -> str:
    """Return the initials of a given name, which may have several parts: Jean-Paul is J.-P."""
    return "-".join(f"{part[0]}." for part in given.split("-") if part)
