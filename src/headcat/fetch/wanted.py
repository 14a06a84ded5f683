"""What somebody asks for, told from what was typed: a number, a DOI, a key, a link to a known site.

Pure; nobody is asked. arXiv's and ACL's own DOIs are theirs, as is DBLP's entry of a preprint.
"""

import re
from typing import Final

from headcat.fetch import Wanted
from headcat.words.identifiers import identify

_PMLR: Final = (
    r"(?ia)(?:https?://)?proceedings\.mlr\.press/(?P<value>[a-z]\d+/(?P<name>[a-z0-9_-]+))"
    r"(?:\.html|/(?P=name)\.pdf)?(?:[?#].*)?"
)
# Without the site only what cannot be anything else: volume, first author, year, letters.
_PMLR_KEY: Final = r"(?ia)(?P<value>[vr]\d+/[a-z-]+\d{2}[a-z]+)"
_DBLP: Final = (
    r"(?a)(?:(?i:dblp:)|(?:https?://)?(?:www\.)?dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/(?:(?:bibtex|html)/)?)?"
    r"(?P<key>(?:conf|journals|books|series|reference|phd|tr|data)/[A-Za-z0-9_-]+/[A-Za-z0-9_:.-]+?)"
    r"(?:\.(?:html|bib|xml|json))?(?:[?#].*)?"
)
_PREPRINT: Final = r"(?a)journals/corr/abs-(\d{4})-(\d{4,5})"


def wanted(text: str) -> Wanted | None:
    """Return what a text asks for, or None: it names nothing that any source knows."""
    words = text.strip()
    identifier = identify(words)
    if identifier is not None:
        return Wanted(*identifier, text)
    pmlr = re.fullmatch(_PMLR, words) or re.fullmatch(_PMLR_KEY, words)
    if pmlr:
        return Wanted("pmlr", pmlr["value"].lower(), text)
    dblp = re.fullmatch(_DBLP, words)
    if dblp is None:
        return None
    preprint = re.fullmatch(_PREPRINT, dblp["key"])
    identifier = identify(".".join(preprint.groups())) if preprint else None
    return Wanted(*identifier, text) if identifier else Wanted("dblp", dblp["key"], text)
