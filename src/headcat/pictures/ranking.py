"""How many of a ranking are shown, and what is said of the others."""

from typing import Final, TypeVar

from headcat.pictures.wording import counted

HEADS: Final = (8, 24)
PAIRS: Final = (30, 80)

_Name = TypeVar("_Name")


def first_of(
    found: list[tuple[_Name, int]], top: int | None, usual: tuple[int, int]
) -> list[tuple[_Name, int]]:
    """Return the first of a ranking: as many as is wished, else those before a tie that has no room.

    Args:
        found: names with their numbers of papers, most first.
        top: how many are wished for, or None.
        usual: how many to show at least, for a tie's sake, and at most.

    """
    few, most = usual
    if top is not None or len(found) <= most:
        return found[:top]
    parted = [number for number in range(few, most + 1) if found[number - 1][1] > found[number][1]]
    return found[: max(parted, default=most)]


def more(found: list[tuple[_Name, int]], shown: list[tuple[_Name, int]], what: str) -> str:
    """Say that there are others that are not drawn, or nothing."""
    others = found[len(shown) :]
    if not others:
        return ""
    most = others[0][1]
    papers = counted(most, "paper")
    share = f"{papers} each" if most == others[-1][1] else f"at most {papers}"
    return f"and {counted(len(others), f'more {what}')}, on {share}"
