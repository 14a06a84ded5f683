"""Papers written to a file, in any format that papers are written in."""

import json
from pathlib import Path
from typing import Final

from headcat import store
from headcat.errors import RefusedError
from headcat.escaping import json_visible
from headcat.formats import WRITERS, Context, writer
from headcat.model import Paper
from headcat.tui.asking import View
from headcat.tui.reading import Reader

# The formats of files, with the ending of each; the others are for terminals.
ENDINGS: Final = {"bibtex": ".bib", "markdown": ".md", "json": ".json", "jsonl": ".jsonl", "plain": ".tsv"}


def save(reader: Reader, chosen: View | frozenset[str], name: str, path: Path, *, overwrite: bool) -> str:
    """Write papers to a file; return what is to be said of it.

    Args:
        reader: whose papers they are.
        chosen: a view, or keys.
        name: the format.
        path: the file.
        overwrite: whether one that is there may be replaced.

    Raises:
        RefusedError: the file is there already, or cannot be written, or the catalogue has errors, so
            that papers would lack silently.

    """
    if reader.contents.errors:
        raise RefusedError(f"{reader.catalogue.path} has errors; nothing was written")
    if path.exists() and not overwrite:
        raise RefusedError(f"{path} is there already; nothing was written")
    texts = reader.texts(chosen)
    context = Context(reader.vocabulary)
    if WRITERS[name].raw:
        pieces = writer(name)(map(json_visible, texts), context)
    else:
        pieces = writer(name)((Paper.from_json(json.loads(text)) for text in texts), context)
    store.replace(path, "".join(pieces).encode("utf-8"))
    return f"{counted(len(texts))} written to {path}"


def counted(count: int) -> str:
    """Return a number of papers in words."""
    return "1 paper" if count == 1 else f"{count} papers"
