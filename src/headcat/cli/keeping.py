"""Drafts kept for a person: what was typed and could not be added.

Owns a folder of JSON files that `headcat add --from` reads. Each is its owner's alone, and the
person's to delete.
"""

import json
import re
from itertools import chain, count
from pathlib import Path
from shlex import join
from typing import Any

import typer

from headcat import store
from headcat.errors import RefusedError
from headcat.model import Draft
from headcat.words.escaping import visible

_LONGEST = 60


def keep(draft: Draft, name: str = "") -> None:
    """Write a draft to a file, and say on stderr how to go on with it.

    Args:
        draft: the draft.
        name: the identifier that it was asked for by, if it was.

    Raises:
        RefusedError: no file can be written.

    """
    path = _written(draft, name)
    words = ["headcat", "add", *([name] if name else []), "--from", str(path)]
    typer.echo(visible(f"what you gave is kept in {path}; go on with: {join(words)}"), err=True)


def _written(draft: Draft, name: str) -> Path:
    folder = store.state_folder() / "drafts"
    stem = re.sub(r"[^A-Za-z0-9.]+", "-", name or draft.title).strip("-.")[:_LONGEST] or "draft"
    text = json.dumps(_record(draft), ensure_ascii=False, indent=2) + "\n"
    data = text.encode("utf-8", "replace")
    try:
        with store.explained(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = chain([stem], (f"{stem}-{number}" for number in count(2)))
        return next(path for each in names if _is_made(path := folder / f"{each}.json", data))
    except RefusedError as error:
        message = f"what you gave cannot be kept: {error}"
        raise RefusedError(message) from error


def _is_made(path: Path, data: bytes) -> bool:
    """Make a file for its owner alone, if it was not there."""
    with store.lock(path):
        if path.is_symlink() or path.exists():
            return False
        store.replace(path, data, mode=0o600)
    return True


def _record(draft: Draft) -> dict[str, Any]:
    """Return what a draft says, as the JSON object that headcat reads papers from."""
    record: dict[str, Any] = {
        "title": draft.title,
        "authors": list(draft.authors),
        "date": draft.date,
        "venue": draft.venue,
        "ids": dict(draft.ids),
        "heads": list(draft.heads),
        "links": [{"kind": link.kind, "url": link.url} for link in draft.links],
        "summary": dict(draft.summary.parts()),
        "note": draft.note,
        "extra": dict(draft.extra),
    }
    return {name: value for name, value in record.items() if value}
