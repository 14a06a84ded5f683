"""Who is who in two versions of a catalogue: entries by name, and those that are the same by another.

Pure. A paper is known by its key, a head and a venue by their names, a declined paper by its identifier.
Where a name is gone, what took its place is looked for: a paper with an identifier or the title of the old
one, a head or venue that has the old name among its own.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from headcat.document import Document, Entry
from headcat.errors import RefusedError
from headcat.vocabulary import fold_head
from headcat.words.folding import compact
from headcat.words.identifiers import ID_KINDS, Identifier, identify, identities

NAME_FIELDS: Final = {"heads": "name", "venues": "name", "papers": "key", "declined": "id"}
_FOLDS: Final[dict[str, Callable[[str], str]]] = {"heads": fold_head, "venues": compact}

Says = dict[str, Any]
Entries = Mapping[str, Says]  # what the entries of a section say, by their names


class Renames(NamedTuple):
    """What became of names that are gone: a new name, or that of an entry that was there before."""

    renamed: dict[str, str]
    merged: dict[str, str]


def named(document: Document, section: str) -> dict[str, Entry]:
    """Return the entries of a section by name, in the order of the text.

    Raises:
        RefusedError: an entry has no name, or that of another.

    """
    found: dict[str, Entry] = {}
    for entry in document.entries(section):
        name = name_of(section, entry.says())
        if not name or name in found:
            message = f"two entries of {section}: are called {name!r}" if name else f"an entry of {section}:"
            raise RefusedError(message if name else f"{message} has no {NAME_FIELDS[section]}")
        found[name] = entry
    return found


def name_of(section: str, says: Any) -> str:
    """Return the name of an entry, empty where it has none; a declined paper's in comparable form."""
    name = says.get(NAME_FIELDS[section]) if isinstance(says, dict) else None
    if not isinstance(name, str):
        return ""
    identifier = identify(name) if section == "declined" else None
    return ":".join(identifier.same()) if identifier else name


def renames(section: str, old: Entries, new: Entries) -> Renames:
    """Return what became of the names of a section that are gone.

    Args:
        section: its name.
        old: what its entries said.
        new: what they say now.

    """
    found = Renames({}, {})
    gone = [name for name in old if name not in new]
    owners: dict[object, str] = {}
    for name, says in new.items() if gone else ():
        if section in _FOLDS or name not in old:
            owners.update((mark, name) for mark in marks(section, says) if mark not in owners)
    for name in gone:
        own: list[object] = [_FOLDS[section](name)] if section in _FOLDS else marks(section, old[name])
        other = next((owners[mark] for mark in own if mark in owners), None)
        if other is not None and other in old:
            found.merged[name] = other
        elif other is not None and other not in found.renamed.values():
            found.renamed[name] = other
    return found


def marks(section: str, says: Says) -> list[object]:
    """Return by what an entry is recognised: names and aliases folded; identifiers and titles of a paper."""
    fold = _FOLDS.get(section)
    if fold:
        names = (says.get("name"), *_texts(says.get("aliases")))
        return [fold(name) for name in names if isinstance(name, str) and fold(name)]
    if section == "declined":
        return []
    links, published = _dict(says.get("links")), _dict(says.get("published"))
    papers = links.get("paper")
    urls = _texts(papers if isinstance(papers, list) else [papers])
    ids = {kind: value for kind, value in _dict(says.get("ids")).items() if isinstance(value, str)}
    titles = (compact(title) for title in _texts([says.get("title"), published.get("title")]))
    return [*sorted(identities(ids, urls)), *filter(None, titles)]


def contradict(one: Says, other: Says) -> bool:
    """Tell whether two papers cannot be one: each has an identifier of a kind, and they are not the same."""
    mine, yours = (
        {mark for mark in marks("papers", says) if isinstance(mark, Identifier)} for says in (one, other)
    )
    return any(
        (kinds := [{mark for mark in each if mark.kind == kind} for each in (mine, yours)])
        and all(kinds)
        and not kinds[0] & kinds[1]
        for kind in ID_KINDS
    )


def replaced_heads(gone: Iterable[str], fresh: Iterable[str], old: Entries, new: Entries) -> dict[str, str]:
    """Return for heads that are gone without a trace which new one every paper has in their place.

    So `headcat heads rename --no-alias` leaves them.

    Args:
        gone: the names of the heads that are gone.
        fresh: the names of the heads that are new.
        old: what the papers said.
        new: what they say now.

    """
    lost, found = {fold_head(name): name for name in gone}, {fold_head(name): name for name in fresh}
    if not lost or not found:
        return {}
    seen: defaultdict[str, list[set[str]]] = defaultdict(list)
    for key, says in old.items():
        before = {fold_head(name) for name in _texts(says.get("heads"))}
        if key in new and not before.isdisjoint(lost):
            after = {fold_head(name) for name in _texts(new[key].get("heads"))}
            for fold in before & lost.keys():
                seen[fold].append((after - before) & found.keys() if fold not in after else set())
    candidates = {fold: set.intersection(*each) for fold, each in seen.items()}
    return {lost[fold]: found[other.pop()] for fold, other in candidates.items() if len(other) == 1}


def translated(section: str, says: Says, new: Mapping[str, str]) -> Says:
    """Return what an entry says with other names for heads that are called otherwise now.

    Args:
        section: the name of its section.
        says: what it says.
        new: the new names by the old ones, folded.

    """
    if not new or section not in ("papers", "heads"):
        return says
    field = "heads" if section == "papers" else "broader"
    value = says.get(field)
    renamed: Any = value
    if isinstance(value, str):
        renamed = latest(value, new)
    elif isinstance(value, list) and any(isinstance(name, str) and fold_head(name) in new for name in value):
        renamed = list(dict.fromkeys(latest(name, new) if isinstance(name, str) else name for name in value))
    return says if renamed == value else {**says, field: renamed}


def latest(name: str, new: Mapping[str, str]) -> str:
    """Return what a head is called in the end; names that lead in a circle stay."""
    first, seen = name, set[str]()
    while (fold := fold_head(name)) in new and new[fold] != name:
        if fold in seen:
            return first
        seen.add(fold)
        name = new[fold]
    return name


def _texts(value: Any) -> Iterator[str]:
    return (each for each in value if isinstance(each, str)) if isinstance(value, list) else iter(())


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
