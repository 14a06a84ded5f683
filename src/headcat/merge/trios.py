"""Who is who in three versions of a section, and by which names all three speak.

Pure. A trio is the up to three names of one entry. Entries that both sides added are one where they are
recognised as one.
"""

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from headcat.pairing import Entries, Says, contradict, latest, marks, renames, replaced_heads
from headcat.vocabulary import fold_head
from headcat.words.folding import words

_NEAR = 0.9


class Trio(NamedTuple):
    """The names of one entry in the base, on our side and on theirs; None where it is not."""

    base: str | None
    ours: str | None
    theirs: str | None


class Versions(NamedTuple):
    """What the entries of a section say in the base, on our side and on theirs."""

    base: Entries
    ours: Entries
    theirs: Entries


def trios(section: str, versions: Versions, replaced: tuple[dict[str, str], dict[str, str]]) -> list[Trio]:
    """Return the trios of a section; every name of every version is in one.

    Args:
        section: its name.
        versions: what its entries say.
        replaced: new names of heads on our side and on theirs that nothing in the section tells.

    """
    base, ours, theirs = versions
    sides = []
    for side, told in zip((ours, theirs), replaced, strict=True):
        found = {**told, **renames(section, base, side).renamed}
        sides.append({name: name if name in side else found.get(name) for name in base})
    mine, yours = sides
    known = [Trio(name, mine[name], yours[name]) for name in base]
    there = set(mine.values()), set(yours.values())
    fresh_ours, fresh_theirs = (
        [name for name in side if name not in seen] for side, seen in zip((ours, theirs), there, strict=True)
    )
    partners = _partners(
        section, {name: ours[name] for name in fresh_ours}, {name: theirs[name] for name in fresh_theirs}
    )
    added = [Trio(None, name, partners.get(name)) for name in fresh_ours]
    taken = set(partners.values())
    return [*known, *added, *(Trio(None, None, name) for name in fresh_theirs if name not in taken)]


def _partners(section: str, ours: Entries, theirs: Entries) -> dict[str, str]:
    """Return for entries that we added which of theirs is the same."""
    owners: dict[object, str] = {}
    for name, says in theirs.items():
        for mark in (*marks(section, says), ("name", name)):
            owners.setdefault(mark, name)
    found: dict[str, str] = {}
    for name, says in ours.items():
        for mark in (*marks(section, says), ("name", name)):
            other = owners.get(mark)
            if other is not None and other not in found.values():
                if (
                    isinstance(mark, tuple)
                    and mark == ("name", name)
                    and not _is_one(section, says, theirs[other])
                ):
                    continue
                found[name] = other
                break
    return found


def _is_one(section: str, one: Says, other: Says) -> bool:
    """Tell whether entries of one name, and without an identifier or title in common, may be the same."""
    if section != "papers":
        return True
    titles = [" ".join(words(str(says.get("title", "")))) for says in (one, other)]
    return (
        not contradict(one, other)
        and SequenceMatcher(None, titles[0], titles[1], autojunk=False).ratio() >= _NEAR
    )


class Side(NamedTuple):
    """What one side did with heads.

    `names` are the new names of what the other side speaks of, by the old ones, folded; `replaced` those of
    them that only papers tell; `gained` the names that heads of this side get, for the other side made these
    names theirs.
    """

    names: dict[str, str]
    replaced: dict[str, str]
    gained: dict[str, list[str]]


class Heads(NamedTuple):
    """By which names all versions speak of heads; `absorbed` are those that nobody speaks of any more."""

    ours: Side
    theirs: Side
    absorbed: set[str]


def heads_of(heads: Versions, papers: Versions) -> Heads:
    """Return by which names all versions speak of heads that a side renamed or merged.

    Where both sides gave a head different names it is the first in the order of letters: either will do, for
    both stay names of it. Where one side renamed what the other merged, the new name goes where the head
    went. Where both merged it into others, papers keep what each side says.
    """
    ours, theirs = (
        _side(heads.base, heads.ours, papers.base, papers.ours),
        _side(heads.base, heads.theirs, papers.base, papers.theirs),
    )
    absorbed: set[str] = set()
    for name in heads.base:
        fold = fold_head(name)
        mine, yours = (side.names.get(fold) for side in (ours, theirs))
        if mine == yours or (mine in heads.base) + (yours in heads.base) == 0:
            if mine and yours and mine != yours:
                first, last = sorted((mine, yours))
                for side in (ours, theirs):
                    side.names.update({fold: first, fold_head(last): first})
            continue
        merging, other = (theirs, ours) if yours in heads.base else (ours, theirs)
        left = (heads.ours if other is ours else heads.theirs).get(other.names.get(fold, name))
        twice = mine in heads.base and yours in heads.base
        if not twice and (left is None or left == heads.base[name]):
            continue
        if not twice and left and _absorb(heads.base[name], left, merging.names[fold], (other, merging)):
            absorbed.add(name)
        else:
            for side in (ours, theirs):
                side.names.pop(fold, None)
    every = {**theirs.names, **ours.names}
    for side in (ours, theirs):
        side.names.update({fold: latest(name, every) for fold, name in side.names.items()})
    return Heads(ours, theirs, absorbed)


def _side(base: Entries, heads: Entries, old: Entries, new: Entries) -> Side:
    found = renames("heads", base, heads)
    told = {**found.renamed, **found.merged}
    gone = [name for name in base if name not in heads and name not in told]
    fresh = [name for name in heads if name not in base and name not in told.values()]
    replaced = replaced_heads(gone, fresh, old, new)
    return Side({fold_head(name): other for name, other in {**told, **replaced}.items()}, replaced, {})


def _absorb(base: Says, left: Says, into: str, sides: tuple[Side, Side]) -> bool:
    """Let a head that the first side gave other names go where the second merged it, if its names are all.

    Args:
        base: what its entry said.
        left: what it says on the first side.
        into: the head that the second side made it a part of.
        sides: both sides.

    """
    if {**base, "name": "", "aliases": []} != {**left, "name": "", "aliases": []}:
        return False
    aliases = left.get("aliases")
    sides[0].gained.setdefault(into, []).extend(
        [left["name"], *(aliases if isinstance(aliases, list) else [])]
    )
    for side in sides:
        side.names.update({fold_head(name): into for name in (base["name"], left["name"])})
    return True


def enriched(says: Says, gained: Mapping[str, list[str]]) -> Says:
    """Return what a head's entry says with the names that it gets."""
    more = gained.get(says["name"])
    if not more:
        return says
    aliases = says.get("aliases")
    rest = {name: value for name, value in says.items() if name not in ("name", "aliases")}
    known = list(dict.fromkeys([*(aliases if isinstance(aliases, list) else []), *more]))
    return {"name": says["name"], "aliases": known, **rest}
