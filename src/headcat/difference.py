"""Two texts as a unified diff. Pure."""

from difflib import unified_diff
from io import StringIO


def difference(before: str, after: str, name: str) -> str:
    """Return what became of a text, as `diff -u` writes it; empty where nothing did.

    Args:
        before: the old text.
        after: the new text.
        name: what both are called.

    """
    # Lines end at line feeds alone, as everywhere; splitlines() knows seven more ends.
    lines = unified_diff(list(StringIO(before)), list(StringIO(after)), name, name)
    missing = "\n\\ No newline at end of file\n"
    return "".join(line if line.endswith("\n") else line + missing for line in lines)
