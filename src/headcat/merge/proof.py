"""That a merge lost nothing: its result held to the three texts, whoever made it.

Pure. Knows nothing of how texts are merged: it reads them. Every value of each side must be in the result
(in that side's version of a conflict), unless the other side took it away from what both came from; nothing
may be there that neither side says; and every comment must be there that nobody deleted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from headcat.canonical.comments import comments_of
from headcat.changes.revisions import new_errors as errors_of_one
from headcat.document import Document, parse, plain
from headcat.document.conflicts import Side, find, without
from headcat.document.records import Reading, read_document
from headcat.errors import Diagnostic, RefusedError
from headcat.pairing import NAME_FIELDS, marks, named
from headcat.rules import report
from headcat.vocabulary import fold_head

Says = dict[str, Any]
Atom = tuple[Any, ...]
_UNORDERED = ("heads", "aliases", "links")


def unproved(versions: Sequence[Document], text: str) -> tuple[Document | None, str]:
    """Return the document that a merged text is, None where it has conflicts, and why it is not proved.

    Args:
        versions: the base, ours and theirs.
        text: the result.

    """
    hunks, strays = find(text)
    if strays:
        return None, "the result has a conflict marker without its counterpart"
    sides: tuple[Side, ...] = ("ours", "theirs")
    results = [parse(without(text, hunks, side)) for side in (sides if hunks else sides[:1])]
    if any(result.problems for result in results):
        return None, "the result cannot be read"
    try:
        base, ours, theirs = map(_Facts, versions)
        made = [_Facts(result) for result in results]
        why = next(_lost(base, (ours, theirs), (made[0], made[-1])), "")
    except RefusedError as error:
        why = str(error)
    return None if hunks else results[0], why


def new_errors(path: str, versions: Sequence[Document], result: Document) -> tuple[Diagnostic, ...]:
    """Return the errors of a result that neither side has."""
    reading = read_document(result)
    if not report(path, reading):
        return ()
    sides = [read_document(version) for version in versions[1:]]
    found = [errors_of_one(path, side, reading) for side in sides]
    return tuple(error for error in found[0] if error in found[1])


@dataclass(frozen=True, eq=False)
class _Facts:
    """What a text says, by section and name."""

    document: Document

    @cached_property
    def entries(self) -> dict[str, dict[str, Says]]:
        return {
            section: {name: entry.says() for name, entry in named(self.document, section).items()}
            for section in NAME_FIELDS
        }

    @cached_property
    def others(self) -> dict[str, Any]:
        """What sections say that headcat does not know."""
        return {
            name: [entry.says() for entry in section.entries] or section.value
            for name, section in self.document.sections.items()
            if name not in NAME_FIELDS
        }

    @cached_property
    def comments(self) -> Counter[str]:
        return Counter(comment.text for comment in comments_of(self.document))

    @cached_property
    def heads(self) -> dict[str, str]:
        """The names of heads by all that they are called, folded."""
        heads = self.entries["heads"]
        found = {mark: name for name, says in heads.items() for mark in marks("heads", says)}
        return {str(mark): name for mark, name in found.items()}

    @cached_property
    def _owners(self) -> dict[str, dict[object, str]]:
        return {
            section: {mark: name for name, says in entries.items() for mark in marks(section, says)}
            for section, entries in self.entries.items()
        }

    def find(self, section: str, name: str, says: Says) -> Says | None:
        """Return the entry that is the same: of the same name, else recognised."""
        entries = self.entries[section]
        candidates = [entries[name]] if name in entries else []
        if candidates and (section != "papers" or _kin(section, candidates[0], says)):
            return candidates[0]
        owners = self._owners[section]
        found = next((owners[mark] for mark in marks(section, says) if mark in owners), None)
        return entries[found] if found is not None else next(iter(candidates), None)


def _kin(section: str, one: Says, other: Says) -> bool:
    return one == other or not set(marks(section, one)).isdisjoint(marks(section, other))


def _lost(base: _Facts, sides: tuple[_Facts, _Facts], made: tuple[_Facts, _Facts]) -> Iterator[str]:
    """Yield what of the sides is not where it must be."""
    for side, other, result in ((sides[0], sides[1], made[0]), (sides[1], sides[0], made[1])):
        for section in NAME_FIELDS:
            for name, says in side.entries[section].items():
                if result.entries[section].get(name) != says:
                    yield from _lost_of(section, name, (base, side, other, result))
            for name, says in result.entries[section].items():
                if all(each.entries[section].get(name) != says for each in sides):
                    yield from _invented(section, name, sides, result)
    yield from _lost_comments(base, sides, made)
    for name, value in {**sides[0].others, **sides[1].others}.items():
        allowed = [_plain(each.others.get(name)) for each in sides]
        if any(_plain(each.others.get(name)) not in allowed for each in made):
            yield f"{name}: is not what either side says: {value}"


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, list) else plain(value)


def _lost_of(section: str, name: str, facts: tuple[_Facts, ...]) -> Iterator[str]:
    """Yield the values of an entry that are not in the result though nobody took them away."""
    base, side, other, result = facts
    says = side.entries[section][name]
    old, yours, new = (each.find(section, name, says) for each in (base, other, result))
    old = old or _renamed_without_trace(section, says, base, side)
    before, theirs, now = (set(_atoms(each or {})) for each in (old, yours, new))
    for atom in _atoms(says):
        if atom in now or (atom in before and atom not in theirs):
            continue
        if (
            new is None
            and section == "heads"
            and any(atom in set(_atoms(each)) for each in result.entries[section].values())
        ):
            continue
        if atom[0] in ("name", "aliases") and {("name", atom[-1]), ("aliases", "-", atom[-1])} & now:
            continue
        if _is_renamed(section, atom, new or {}, (base, side, other, result)):
            continue
        if _is_renaming(section, atom, (old or {}, yours or {}), (base, side)):
            continue
        if atom == ("key", name) and old is None and str((new or {}).get("key", "")).startswith(name):
            continue
        yield f"{name}: {'.'.join(map(str, atom[:-1]))} would be lost"


def _renamed_without_trace(section: str, says: Says, base: _Facts, side: _Facts) -> Says | None:
    """Return the head that a side gave another name, where it did not keep the old one as an alias."""
    if section != "heads":
        return None
    gone = (each for name, each in base.entries[section].items() if name not in side.entries[section])
    own = {**says, "name": "", "aliases": []}
    return next((each for each in gone if {**each, "name": "", "aliases": []} == own), None)


def _invented(section: str, name: str, sides: tuple[_Facts, _Facts], result: _Facts) -> Iterator[str]:
    """Yield the values of an entry of the result that neither side has."""
    says = result.entries[section][name]
    known: set[Atom] = set()
    for side in sides:
        gone = (each for other, each in side.entries[section].items() if other not in result.entries[section])
        found = side.find(section, name, says)
        for each in [found] if found else gone if section == "heads" else ():
            known |= set(_atoms(each))
    names = {fold for side in sides for fold in side.heads}
    for atom in _atoms(says):
        is_name = atom[0] in ("heads", "aliases", "broader") and fold_head(str(atom[-1])) in names
        suffixed = atom[0] == "key" and any(
            str(name).startswith(key) for side in sides for key in side.entries[section] if key in name
        )
        if atom not in known and not is_name and not suffixed:
            yield f"{name}: {'.'.join(map(str, atom[:-1]))} is what neither side says"


def _is_renamed(section: str, atom: Atom, new: Says, facts: tuple[_Facts, ...]) -> bool:
    """Tell whether a head is named otherwise in the result, and is the same one."""
    base, side, other, result = facts
    if (section, atom[0]) not in (("papers", "heads"), ("heads", "broader")) or not isinstance(atom[-1], str):
        return False
    folds = _folds(new.get(atom[0]))
    head = result.heads.get(fold_head(atom[-1]))
    if head is not None:
        return any(result.heads.get(fold) == head for fold in folds)
    known = base.heads if fold_head(atom[-1]) in base.heads else side.heads
    return fold_head(atom[-1]) in known and any(fold in other.heads and fold not in known for fold in folds)


def _is_renaming(section: str, atom: Atom, entries: tuple[Says, Says], facts: tuple[_Facts, ...]) -> bool:
    """Tell whether a side changed only what a head is called, where the other side took the head out."""
    base, side = facts
    if (section, atom[0]) not in (("papers", "heads"), ("heads", "broader")) or not isinstance(atom[-1], str):
        return False
    fold = fold_head(atom[-1])
    old, theirs = (_folds(entry.get(atom[0])) for entry in entries)
    return any(
        side.heads[each] == side.heads.get(fold) if each in side.heads else fold not in base.heads
        for each in old - theirs
    )


def _folds(value: Any) -> set[str]:
    """Return the names of heads that a field holds, folded."""
    names = value if isinstance(value, list) else [value]
    return {fold_head(name) for name in names if isinstance(name, str)}


def _lost_comments(base: _Facts, sides: tuple[_Facts, _Facts], made: tuple[_Facts, _Facts]) -> Iterator[str]:
    ours, theirs = (side.comments for side in sides)
    there = made[0].comments | made[1].comments
    for text in ours | theirs:
        mine, yours = ours[text], theirs[text]
        if there[text] < min(mine + yours - base.comments[text], max(mine, yours)):
            yield f"the comment {text!r} would be lost"


def _atoms(value: Any, path: tuple[Any, ...] = ()) -> Iterator[Atom]:
    """Yield all that a value says, each thing with the names on the way to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _atoms(inner, (*path, name))
    elif isinstance(value, list):
        for item in value:
            yield from _atoms(item, (*path, "-"))
        if path[:1] and path[0] not in _UNORDERED:
            yield (*path, repr(value))
    else:
        yield (*path, value)


__all__ = ["Mapping", "Reading", "new_errors", "unproved"]
