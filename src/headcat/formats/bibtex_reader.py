"""BibTeX read with bibtexparser: entries as drafts, every block that it could not read reported.

Names are split before they are decoded, and addresses and identifiers are not decoded at all: the
other way round loses braces and cuts links.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any, Final

from headcat.errors import Diagnostic, RefusedError, Severity
from headcat.folding import squeeze
from headcat.identifiers import Identifier, canonical, identify
from headcat.model import Draft, Link, Place
from headcat.names import Name, written

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTAINERS: Final = ("booktitle", "journal", "journaltitle", "howpublished", "series")


def read(text: str, path: str) -> list[Draft]:
    """Return the entries of a BibTeX text, in its order.

    The date of a paper with a new arXiv identifier is the month that the identifier names: the
    entry's own year is that of the publication.

    Args:
        text: BibTeX.
        path: the text's name, for messages.

    Raises:
        RefusedError: a block cannot be read, or there is no entry.

    """
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    library = parse_string(text)
    problems = [_failed(block, path) for block in library.failed_blocks]
    drafts = [_draft(entry, path) for entry in library.entries]
    if not drafts and not problems:
        problems.append(Diagnostic("HC009", Severity.ERROR, path, 1, 1, "there is no BibTeX entry here"))
    if problems:
        raise RefusedError(f"{path} cannot be read", tuple(problems))
    return drafts


def _failed(block: Any, path: str) -> Diagnostic:
    reason = squeeze(str(block.error)) or "the block cannot be read"
    return Diagnostic("HC009", Severity.ERROR, path, (block.start_line or 0) + 1, 1, f"BibTeX: {reason}")


def _draft(entry: Any, path: str) -> Draft:
    fields = {each.key.lower(): str(each.value).strip() for each in entry.fields}
    place = Place(path, (entry.start_line or 0) + 1, 1)
    places = {each.key.lower(): Place(path, (each.start_line or 0) + 1, 1) for each in entry.fields}
    ids = _ids(fields)
    url = fields.get("url", "")
    linked = identify(url) if url else None
    if linked is not None:
        ids.setdefault(*linked)
    return Draft(
        title=_decoded(fields.get("title", "")),
        authors=tuple(_authors(fields.get("author", ""))),
        date=_date(fields, ids),
        venue=_venue(fields, ids),
        ids=ids,
        links=(Link("paper", url),) if url else (),
        note=_decoded(fields.get("note", "")),
        places={
            "": place,
            "title": places.get("title", place),
            "authors": places.get("author", place),
            "date": places.get("date", places.get("year", place)),
            "venue": next((places[name] for name in _CONTAINERS if name in places), place),
            "links": places.get("url", place),
        },
    )


def _ids(fields: Mapping[str, str]) -> dict[str, str]:
    ids = {}
    kind = fields.get("archiveprefix", fields.get("eprinttype", "arxiv")).lower()
    eprint = fields.get("eprint", "")
    if eprint and kind == "arxiv":
        ids["arxiv"] = canonical("arxiv", eprint) or eprint
    if fields.get("doi"):
        doi = canonical("doi", fields["doi"]) or fields["doi"]
        same = Identifier("doi", doi).same()
        if same.kind == "arxiv":
            ids.setdefault(*same)
        else:
            ids["doi"] = doi
    return ids


def _date(fields: Mapping[str, str], ids: Mapping[str, str]) -> str:
    arxiv = ids.get("arxiv", "")
    if re.fullmatch(r"\d{4}\.\d{4,5}", arxiv):
        return f"20{arxiv[:2]}-{arxiv[2:4]}"
    if fields.get("date"):
        return fields["date"]
    year, month = fields.get("year", ""), fields.get("month", "").lower()
    number = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1 if month[:3] in _MONTHS else 0
    return f"{year}-{number:02}" if year and number else year


def _venue(fields: Mapping[str, str], ids: Mapping[str, str]) -> str:
    name = next((_decoded(fields[name]) for name in _CONTAINERS if fields.get(name)), "")
    if "arxiv" in ids and (not name or "arxiv" in name.lower()):
        return "arXiv"
    year = fields.get("year", "") or fields.get("date", "")[:4]
    if not name or name.endswith(year):
        return name
    return f"{name} {year}"


def _authors(text: str) -> list[str]:
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    names = []
    for person in split_multiple_persons_names(text):
        if person.startswith("{") and person.endswith("}"):
            names.append("{" + _decoded(person) + "}")
            continue
        parts = parse_single_name_into_parts(person, strict=False)
        given, von, family, suffix = (
            _decoded(" ".join(part)) for part in (parts.first, parts.von, parts.last, parts.jr)
        )
        names.append(written(Name(given, von, family, suffix)))
    return names


def _decoded(text: str) -> str:
    """Return LaTeX text as Unicode; mathematics stays as it is, a bare per cent sign too."""
    from pylatexenc.latex2text import LatexNodes2Text

    decoder = LatexNodes2Text(math_mode="verbatim", keep_comments=True, strict_latex_spaces=False)
    decoded: str = decoder.latex_to_text(re.sub(r"(?<!\\)%", r"\\%", text))
    return squeeze(decoded)
