"""Three versions of what an entry says made one, field by field.

Pure. Values are text, lists and dicts as `headcat.document.plain` makes them. What both sides changed
otherwise is left in two versions: nothing is chosen here.
"""

from typing import Any, Final, NamedTuple

ABSENT: Final = object()
_SETS: Final = ("heads", "aliases", "links")  # the fields whose lists have no order that means something


class Settled(NamedTuple):
    """What the sides come to; `conflicts` are the paths of the values in which they still differ."""

    ours: Any
    theirs: Any
    conflicts: tuple[tuple[str, ...], ...] = ()


def settled(base: Any, ours: Any, theirs: Any, path: tuple[str, ...] = ()) -> Settled:
    """Make two versions of a value one, as far as it can be decided.

    Args:
        base: what both come from; `ABSENT` where there was nothing.
        ours: the one version; `ABSENT` where it is gone.
        theirs: the other.
        path: the names of the fields around.

    """
    if theirs in (ours, base):
        return Settled(ours, ours)
    if ours == base:
        return Settled(theirs, theirs)
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _dicts(base if isinstance(base, dict) else {}, ours, theirs, path)
    if isinstance(ours, list) and isinstance(theirs, list) and path[:1] and path[0] in _SETS:
        united = _united(base if isinstance(base, list) else [], ours, theirs)
        return Settled(united, united)
    return Settled(ours, theirs, (path,))


def _dicts(base: Any, ours: Any, theirs: Any, path: tuple[str, ...]) -> Settled:
    mine: dict[str, Any] = {}
    yours: dict[str, Any] = {}
    conflicts: tuple[tuple[str, ...], ...] = ()
    for name in interleaved(list(ours), list(theirs)):
        each = settled(
            base.get(name, ABSENT), ours.get(name, ABSENT), theirs.get(name, ABSENT), (*path, name)
        )
        conflicts += each.conflicts
        mine[name], yours[name] = each.ours, each.theirs
    return Settled(_present(mine), _present(yours), conflicts)


def _present(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not ABSENT}


def _united(base: list[Any], ours: list[Any], theirs: list[Any]) -> list[Any]:
    """Return the items of both sides but those that one of them took out."""
    kept = [item for item in ours if item in theirs or item not in base]
    return kept + [item for item in theirs if item not in base and item not in kept]


def interleaved(ours: list[str], theirs: list[str]) -> list[str]:
    """Return our names in our order, with each of theirs that we have not behind what it follows there."""
    order = list(ours)
    known = set(ours)
    place = 0
    for name in theirs:
        if name in known:
            place = order.index(name) + 1
            continue
        order.insert(place, name)
        place += 1
    return order
