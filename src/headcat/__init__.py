"""headcat: a catalogue manager for curated lists of research papers.

The public names are loaded when they are first used, so that `import headcat` costs nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headcat.catalogue import Catalogue
    from headcat.errors import Diagnostic, HeadcatError
    from headcat.model import Draft, Head, Link, Paper, Query, Summary, Venue

__version__ = "0.1.0"

__all__ = [
    "Catalogue",
    "Diagnostic",
    "Draft",
    "Head",
    "HeadcatError",
    "Link",
    "Paper",
    "Query",
    "Summary",
    "Venue",
    "__version__",
]

_HOME = {
    "Catalogue": "headcat.catalogue",
    "Diagnostic": "headcat.errors",
    "HeadcatError": "headcat.errors",
    "Draft": "headcat.model",
    "Head": "headcat.model",
    "Link": "headcat.model",
    "Paper": "headcat.model",
    "Query": "headcat.model",
    "Summary": "headcat.model",
    "Venue": "headcat.model",
}


def __getattr__(name: str) -> object:
    """Load a public name from its module (PEP 562)."""
    if name not in _HOME:
        message = f"module 'headcat' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)
