"""Names of files and parts of addresses, made of keys and of names of heads.

Pure. What a catalogue calls something may be anything: a path upwards, a device of Windows, two names
that a file system without case takes for one. A slug is none of that.
"""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from headcat.words.folding import fold

_NOT_PLAIN: Final = re.compile(r"[^a-z0-9_]+")
# Names that Windows keeps for devices, with any suffix ("Naming Files, Paths, and Namespaces").
_DEVICES: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)", re.ASCII)
_LONGEST: Final = 80


def slugs(names: Iterable[str], reserved: Iterable[str] = ()) -> dict[str, str]:
    """Return a slug for each name, no two alike, whatever a file system thinks of case.

    A slug depends on its name and on whether others look like it, not on their order: addresses stay
    when papers come and go.

    Args:
        names: the names, each once.
        reserved: slugs that are taken.

    """
    plain = {name: _plain(name) for name in names}
    counts = Counter(plain.values())
    taken = {"", *reserved}
    return {
        name: f"{slug or 'x'}-{_digest(name)}"
        if counts[slug] > 1 or slug in taken or _DEVICES.fullmatch(slug)
        else slug
        for name, slug in plain.items()
    }


def _plain(name: str) -> str:
    return _NOT_PLAIN.sub("-", fold(name)).strip("-_")[:_LONGEST].rstrip("-_")


def _digest(name: str) -> str:
    return blake2b(name.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
