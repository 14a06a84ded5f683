"""Answers kept on disk, so that no service is asked the same twice a day.

One file an answer, named by the digest of what was asked, in a folder a service; its time is when it
came. Knows nothing of what answers say: whoever keeps one has understood it.
"""

import time
from contextlib import suppress
from pathlib import Path
from typing import Final

from headcat import store
from headcat.errors import RefusedError

DAY: Final = 24 * 60 * 60
_LONGEST: Final = 90 * DAY


def kept(service: str, key: str, *, seconds: float = DAY) -> bytes | None:
    """Return the answer to a question if it is not older than `seconds`, else None."""
    path = _path(service, key)
    if not store.is_ours(path.parent):
        return None
    try:
        age = time.time() - path.stat().st_mtime
        return path.read_bytes() if age < seconds else None
    except OSError:
        return None


def keep(service: str, key: str, body: bytes) -> None:
    """Keep the answer to a question, where a folder can be written."""
    path = _path(service, key)
    with suppress(OSError, RefusedError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if store.is_ours(path.parent):
            store.replace(path, body)


def forget() -> None:
    """Delete the answers that nobody has asked for in three months, and what was never finished."""
    for path in (store.cache_folder() / "answers").glob("*/*"):
        with suppress(OSError):
            longest = DAY if path.name.startswith(".") else _LONGEST
            if time.time() - path.stat().st_mtime > longest:
                path.unlink()


def _path(service: str, key: str) -> Path:
    name = store.digest(key.encode("utf-8", "surrogatepass"))
    return store.cache_folder() / "answers" / service.lower().replace(" ", "-") / name
