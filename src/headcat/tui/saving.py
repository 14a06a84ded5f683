"""Papers written to a file, in any format that papers are written in."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from headcat import store
from headcat.errors import RefusedError
from headcat.formats import WRITERS, Context, by_suffix, file_writer, is_raw, writer
from headcat.model import Paper
from headcat.tui.asking import View
from headcat.tui.reading import Reader
from headcat.words.escaping import json_visible

# The formats that are known by their files' names, the one that is asked for most before the others.
FORMATS: Final = (
    "bibtex",
    *(name for name, each in WRITERS.items() if each.suffixes and name != "bibtex"),
)


def named(file: str, name: str) -> str:
    """Return a file's name with the ending of a format, if it has the ending of another one."""
    known = by_suffix(Path(file))
    if known in {None, name}:
        return file
    ending = max(filter(file.lower().endswith, WRITERS[known].suffixes), key=len)
    return file[: -len(ending)] + WRITERS[name].suffixes[0]


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
    with store.lock(path), store.making(path) as new:
        if WRITERS[name].kind == "binary":
            file_writer(name)(_papers(texts), context, new)
        else:
            given = map(json_visible, texts) if is_raw(name) else _papers(texts)
            with new.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(writer(name)(given, context))
    return f"{counted(len(texts))} written to {path}"


def _papers(texts: Sequence[str]) -> Iterator[Paper]:
    return (Paper.from_json(json.loads(text)) for text in texts)


def counted(count: int) -> str:
    """Return a number of papers in words."""
    return "1 paper" if count == 1 else f"{count} papers"
