"""What changed between two versions of a catalogue: entries and fields, not lines.

Pure. A head that was renamed is one change, however many papers name it; the order of heads, aliases and
links is none.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from headcat.document import Document
from headcat.pairing import NAME_FIELDS, Entries, Says, named, renames, replaced_heads, translated
from headcat.vocabulary import fold_head

_SETS = ("heads", "aliases", "links")


class Field(NamedTuple):
    """A changed field: what it said and says, None where it is not; or what came to a list and what went."""

    name: str
    old: Any = None
    new: Any = None
    added: tuple[Any, ...] = ()
    removed: tuple[Any, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the change as a JSON object."""
        if self.added or self.removed:
            return {"field": self.name, "added": list(self.added), "removed": list(self.removed)}
        return {"field": self.name, "old": self.old, "new": self.new}


class Changed(NamedTuple):
    """An entry that says something else: its name, what it says now, and the fields that changed."""

    name: str
    says: Says
    fields: tuple[Field, ...]


class Difference(NamedTuple):
    """What became of a section: entries added, removed, changed; names by which entries are called now."""

    added: tuple[Says, ...] = ()
    removed: tuple[Says, ...] = ()
    changed: tuple[Changed, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    merged: tuple[tuple[str, str], ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the difference as a JSON object."""
        return {
            "added": list(self.added),
            "removed": list(self.removed),
            "changed": [
                {"name": each.name, "fields": [field.to_json() for field in each.fields]}
                for each in self.changed
            ],
            "renamed": [{"old": old, "new": new} for old, new in self.renamed],
            "merged": [{"old": old, "into": new} for old, new in self.merged],
        }


def compare(old: Document, new: Document) -> dict[str, Difference]:
    """Return what changed, by section.

    Args:
        old: the one version, read without errors of syntax.
        new: the other.

    Raises:
        RefusedError: an entry of either has no name, or that of another.

    """
    versions = [
        {
            section: {name: entry.says() for name, entry in named(each, section).items()}
            for section in NAME_FIELDS
        }
        for each in (old, new)
    ]
    before, after = versions
    heads = renames("heads", before["heads"], after["heads"])
    told = {**heads.renamed, **heads.merged}
    gone = [name for name in before["heads"] if name not in after["heads"] and name not in told]
    fresh = [name for name in after["heads"] if name not in before["heads"] and name not in told.values()]
    replaced = replaced_heads(gone, fresh, before["papers"], after["papers"])
    new_names = {fold_head(name): other for name, other in {**told, **replaced}.items()}
    found = {}
    for section in ("papers", "heads", "venues", "declined"):
        was = {name: translated(section, says, new_names) for name, says in before[section].items()}
        found[section] = _difference(section, was, after[section], replaced if section == "heads" else {})
    return found


def _difference(section: str, old: Entries, new: Entries, replaced: dict[str, str]) -> Difference:
    renamed, merged = renames(section, old, new)
    renamed = {**renamed, **replaced}
    gone = {**renamed, **merged}
    came = set(renamed.values())
    changed = []
    for name, says in new.items():
        was = (
            next((before for before, after in renamed.items() if after == name), name)
            if name in came
            else name
        )
        if was in old and old[was] != says:
            fields = tuple(_fields(section, old[was], says, gone))
            changed += [Changed(name, says, fields)] if fields else []
    return Difference(
        tuple(says for name, says in new.items() if name not in old and name not in came),
        tuple(says for name, says in old.items() if name not in new and name not in gone),
        tuple(changed),
        tuple(renamed.items()),
        tuple(merged.items()) if section != "papers" else (),
    )


def _fields(section: str, old: Says, new: Says, gone: dict[str, str]) -> Iterator[Field]:
    """Yield what changed in an entry, but for its name and the old names that it keeps."""
    for name in {**old, **new}:
        if name == NAME_FIELDS[section]:
            continue
        before, after = old.get(name), new.get(name)
        if isinstance(before or {}, dict) and isinstance(after or {}, dict):
            inner = {**(before or {}), **(after or {})}
            pairs = [(f"{name}.{key}", (before or {}).get(key), (after or {}).get(key)) for key in inner]
        else:
            pairs = [(name, before, after)]
        for field, was, says in pairs:
            if was == says:
                continue
            change = _change(field, was, says)
            if name == "aliases" and (change.added or change.removed):
                names = {*gone, *gone.values()}  # said already: who is called otherwise, and by what
                kept = (
                    (each for each in part if each not in names) for part in (change.added, change.removed)
                )
                change = Field(field, None, None, *map(tuple, kept))
            if change != Field(field):
                yield change


def _change(name: str, old: Any, new: Any) -> Field:
    lists = [[] if each is None else each for each in (old, new)]
    if name.partition(".")[0] not in _SETS or not all(isinstance(each, list) for each in lists):
        return Field(name, old, new)
    before, after = lists
    added = tuple(each for each in after if each not in before)
    return Field(name, added=added, removed=tuple(each for each in before if each not in after))
