"""One line in a file of git's attributes: put in, and taken out, with every other byte as it was.

Pure. Source: gitattributes(5), gitignore(5) for the patterns.
"""

import re


def line(name: str) -> str:
    """Return the line that gives a file headcat's merge driver; `name` is from the top folder on."""
    pattern = re.sub(r"([\\*?\[\]])", r"\\\1", name)
    pattern = pattern if "/" in pattern else f"/{pattern}"
    if re.search(r'[\s"\x00-\x1f\x7f]', pattern) or pattern.startswith(("!", "#")):
        pattern = '"' + "".join(_quoted(character) for character in pattern) + '"'
    return f"{pattern} merge=headcat"


def _quoted(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return f"\\{ord(character):03o}" if ord(character) < 0x20 or ord(character) == 0x7F else character  # noqa: PLR2004


def with_line(data: bytes, text: str) -> bytes:
    """Return a file's bytes with a line at their end, if none is the same."""
    wanted = text.encode("utf-8", "surrogateescape")
    if wanted in data.splitlines():
        return data
    newline = b"\r\n" if b"\r\n" in data else b"\n"
    if data and not data.endswith(b"\n"):
        return data + newline + wanted
    return data + wanted + newline


def without_line(data: bytes, text: str) -> bytes:
    """Return a file's bytes without a line, as they were before `with_line` put it in."""
    wanted = text.encode("utf-8", "surrogateescape")
    kept = b"".join(each for each in data.splitlines(keepends=True) if each.rstrip(b"\r\n") != wanted)
    if data.endswith(wanted) and kept != data:
        return kept.removesuffix(b"\r\n" if b"\r\n" in kept else b"\n")
    return kept
