"""What a reference says, in the catalogue's terms; shared by the readers of bibliographies.

A bibliography cites the publication. The catalogue dates a paper by its first version, and knows it
by its identifiers, wherever a reference names them.
"""

import re
from collections.abc import Iterable
from typing import Final

from headcat.words.identifiers import Identifier, canonical, identify

ARXIV: Final = "arXiv"
_NAMED: Final = re.compile(r"arxiv:\s*(\S+)", re.IGNORECASE)


def arxiv_in(text: str) -> str | None:
    """Return the identifier that a text names, as "arXiv preprint arXiv:2405.00001" does, or None."""
    match = _NAMED.search(text)
    return canonical("arxiv", match[1].rstrip(".,;")) if match else None


def is_arxiv(text: str) -> bool:
    """Tell whether a text names an arXiv identifier and nothing else, as "arXiv:2405.00001 [cs.CL]" does."""
    return re.fullmatch(r"(?i)arxiv:\s*\S+(?: \[.*\])?", text) is not None and arxiv_in(text) is not None


def identified(eprint: str, doi: str, url: str, texts: Iterable[str]) -> dict[str, str]:
    """Return a paper's identifiers by their kinds; what is no DOI stays as it is, to be named by the rules.

    Args:
        eprint: its arXiv identifier, or nothing.
        doi: its DOI, that of arXiv too, or nothing.
        url: its address, or nothing.
        texts: where else an arXiv identifier may be named.

    """
    ids = {"arxiv": canonical("arxiv", eprint) or eprint} if eprint else {}
    if doi:
        value = canonical("doi", doi) or doi
        same = Identifier("doi", value).same()
        if same.kind == "arxiv":
            ids.setdefault(*same)
        else:
            ids["doi"] = value
    linked = identify(url)
    if linked is not None:
        ids.setdefault(*linked)
    for named in filter(None, map(arxiv_in, texts)):
        ids.setdefault("arxiv", named)
    return ids


def first_date(ids: dict[str, str], published: str) -> str:
    """Return the month that a new arXiv identifier names, else the date of the publication."""
    arxiv = ids.get("arxiv", "")
    return f"20{arxiv[:2]}-{arxiv[2:4]}" if re.fullmatch(r"\d{4}\.\d{4,5}", arxiv) else published


def venue(container: str, year: str, ids: dict[str, str]) -> str:
    """Return where a paper was published, with the year behind."""
    if "arxiv" in ids and (not container or "arxiv" in container.lower()):
        return ARXIV
    dated = year and re.search(rf"(?<!\d){re.escape(year)}(?!\d)", container)
    return container if dated or not container or not year else f"{container} {year}"


def abstracts_passed_over(count: int) -> str:
    """Return what is said of abstracts, which are not taken over."""
    what = "an abstract" if count == 1 else f"{count} abstracts"
    return f"passed over: {what}, for their authors have the rights"
