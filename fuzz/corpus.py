"""The inputs that were found: a folder a target, a file an input, named by what it says."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "corpus"


def kept(target: str) -> Iterator[bytes]:
    """Yield the inputs that were found for a target."""
    for path in paths(target):
        yield path.read_bytes()


def paths(target: str) -> list[Path]:
    """Return the files of a target's inputs."""
    return sorted((FOLDER / target).glob("*"))


def keep(target: str, data: bytes, folder: Path = FOLDER) -> Path:
    """Keep an input; return its file."""
    path = folder / target / hashlib.sha256(data).hexdigest()[:16]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
