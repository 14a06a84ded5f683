"""Words and numbers of descriptions and tables."""

from collections.abc import Sequence


def counted(count: int, what: str) -> str:
    """Return a number with what is counted: 1 paper, 2 papers."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def listed(parts: Sequence[str]) -> str:
    """Return parts as a sentence lists them: a, b and c."""
    if len(parts) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
