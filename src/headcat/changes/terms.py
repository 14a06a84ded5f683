"""Changes of the vocabulary: one head and all that names it, put into a `Revision`.

Pure. A head is given by its name in the vocabulary; whoever asks turns what people write into that
name first. Papers name heads in any spelling and by aliases: names are compared as
`headcat.vocabulary.fold_head` makes them.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from headcat.changes.revisions import Revision
from headcat.document import Lines
from headcat.document.records import HEAD_FIELDS
from headcat.errors import RefusedError, UsageError
from headcat.vocabulary import fold_head
from headcat.words.folding import squeeze

_SHOWN = 3
_NOTHING = ("", "~", "null")  # what a field says that says nothing


def added(
    revision: Revision, name: str, fields: Mapping[str, str | None], aliases: Iterable[str] = ()
) -> None:
    """Add a head, in its place by name.

    Args:
        revision: the change to make it a part of.
        name: what the head shall be called.
        fields: its other fields; what is None is left out.
        aliases: its other names.

    Raises:
        RefusedError: a name is that of another head, or nothing can be added.
        UsageError: a name is no name.

    """
    names = _distinct(map(_usable, (name, *aliases)))
    for each in names:
        owner = _owner(revision, each)
        if owner is not None:
            message = f"{each!r} is a name of {owner!r} already; `headcat heads set` changes that head"
            raise RefusedError(message)
    values = {field: value for field, value in fields.items() if value}
    revision.insert("heads", [_ordered({"name": names[0], "aliases": names[1:], **values}, {})])


def renamed(revision: Revision, old: str, new: str, *, keep_alias: bool) -> None:
    """Give a head another name, in the papers and as `broader` of other heads too.

    Papers that name it by an alias stay as they are.

    Args:
        revision: the change to make it a part of.
        old: its name.
        new: what it shall be called; an alias that is the same goes.
        keep_alias: whether the old name becomes an alias, if only it differs by more than spelling.

    Raises:
        RefusedError: the new name is that of another head.
        UsageError: the new name is no name.

    """
    number = revision.find("heads", "name", old)
    new = _usable(new)
    owner = _owner(revision, new, but=number)
    if owner is not None:
        message = f"{new!r} is a name of {owner!r}; `headcat heads merge` makes two heads one"
        raise RefusedError(message)
    fields = revision.says("heads")[number]
    aliases = [each for each in _aliases(fields) if _fold(each) != fold_head(new)]
    folds = set(filter(None, [fold_head(old)]))
    if keep_alias and not folds & {fold_head(new), *map(_fold, aliases)}:
        aliases.append(old)
    entry = _with_aliases({**fields, "name": new}, aliases)
    _replace_broader(revision, folds, new, {number: entry})
    _replace_in_papers(revision, folds, new, {fold_head(new)} - folds)


def merged(revision: Revision, names: Sequence[str], into: str, *, keep_aliases: bool) -> None:
    """Make heads one: what names any of them names the last, and their entries go.

    Args:
        revision: the change to make it a part of.
        names: the names of the heads; that of the last may be among them, and does not count.
        into: the name of the head that stays.
        keep_aliases: whether the names and aliases of those that go become aliases of it.

    """
    number = revision.find("heads", "name", into)
    going = {name: revision.find("heads", "name", name) for name in names if name != into}
    entries = {name: revision.says("heads")[place] for name, place in going.items()}
    fields = revision.says("heads")[number]
    gained = [each for entry in entries.values() for each in _names(entry)]
    folds, own = set(map(fold_head, gained)), set(map(fold_head, _names(fields)))
    new = [each for each in _distinct(gained) if fold_head(each) not in own] if keep_aliases else []
    entry = _with_aliases(fields, [*_aliases(fields), *new])
    entry = _ordered({**entry, "broader": _broader_after(revision, into, entries)}, fields)
    for place in going.values():
        revision.remove("heads", place)
    broader = set(filter(None, map(fold_head, going)))
    _replace_broader(revision, broader, into, {number: entry}, but=set(going.values()))
    _replace_in_papers(revision, folds - own, into, own)


def altered(
    revision: Revision,
    name: str,
    fields: Mapping[str, str | None],
    aliases: Iterable[str] = (),
    no_aliases: Iterable[str] = (),
) -> None:
    """Change what the vocabulary says of a head.

    Args:
        revision: the change to make it a part of.
        name: the head's name.
        fields: what fields shall say; None takes a field out.
        aliases: names that it shall have too.
        no_aliases: aliases that it shall have no more.

    Raises:
        RefusedError: an alias is a name of another head, or the head would be broader than itself.
        UsageError: an alias is no name, or one that the head has not.

    """
    number = revision.find("heads", "name", name)
    old = revision.says("heads")[number]
    entry = _ordered({**old, **fields}, old)
    left = _aliases(entry)
    for each in no_aliases:
        if fold_head(each) not in map(_fold, left):
            raise UsageError(f"{name!r} has no alias {each!r}")
        left = [alias for alias in left if _fold(alias) != fold_head(each)]
    for each in map(_usable, aliases):
        owner = _owner(revision, each, but=number)
        if owner is not None:
            message = f"{each!r} is a name of {owner!r}; `headcat heads merge` makes two heads one"
            raise RefusedError(message)
        if fold_head(each) not in map(_fold, (name, *left)):
            left = [*left, each]
    broader = fields.get("broader")
    if broader is not None and name in (broader, *_above(revision, broader)):
        raise RefusedError(f"{broader!r} cannot be broader than {name!r}: it is that head or a narrower one")
    _update(revision, "heads", number, _with_aliases(entry, left))


def removed(revision: Revision, name: str, path: Path) -> None:
    """Take a head that nothing names out of the vocabulary.

    Args:
        revision: the change to make it a part of.
        name: the head's name.
        path: the catalogue, for messages.

    Raises:
        RefusedError: a paper names it, or another head as its broader one.

    """
    number = revision.find("heads", "name", name)
    folds = set(map(fold_head, _names(revision.says("heads")[number])))
    lines = Lines(revision.document.text)
    papers = [
        f"{path}:{lines.place(revision.document.entries('papers')[place].start)[0]}: {fields.get('key')}"
        for place, fields in _entries(revision, "papers")
        if folds.intersection(map(_fold, _listed(fields.get("heads"))))
    ]
    narrower = [
        str(fields.get("name"))
        for place, fields in _entries(revision, "heads")
        if place != number and _broader(fields) == fold_head(name) != ""
    ]
    if papers or narrower:
        uses = [
            *([_counted(papers, "paper names it", "papers name it")] if papers else []),
            *([_counted(narrower, "head is narrower", "heads are narrower")] if narrower else []),
        ]
        message = f"{name!r} is in use: {'; '.join(uses)}; `headcat heads merge` gives them another"
        raise RefusedError(message)
    revision.remove("heads", number)


def _counted(found: list[str], one: str, many: str) -> str:
    shown = ", ".join(found[:_SHOWN]) + (", …" if len(found) > _SHOWN else "")
    return f"{len(found)} {one if len(found) == 1 else many} ({shown})"


def _usable(text: str) -> str:
    """Return a name in the form in which the vocabulary keeps it.

    Raises:
        UsageError: there is no letter and no digit in it.

    """
    name = squeeze(text)
    if not fold_head(name):
        raise UsageError(f"{text!r} is no name; it needs a letter or a digit")
    return name


def _distinct(names: Iterable[str]) -> list[str]:
    """Return names without those that are spellings of an earlier one."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(fold_head(name), name)
    return list(found.values())


def _fold(name: Any) -> str:
    return fold_head(name) if isinstance(name, str) else ""


def _entries(revision: Revision, section: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the entries that are made of fields, with their numbers."""
    for number, fields in enumerate(revision.says(section)):
        if isinstance(fields, dict):
            yield number, fields


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _aliases(fields: dict[str, Any]) -> list[Any]:
    return _listed(fields.get("aliases"))


def _names(fields: dict[str, Any]) -> list[str]:
    """Return the names that a head's entry gives it."""
    names = (fields.get("name"), *_aliases(fields))
    return [each for each in names if isinstance(each, str) and fold_head(each)]


def _owner(revision: Revision, name: str, but: int | None = None) -> str | None:
    """Return the name of the head that has a name, other than that of a number."""
    for number, fields in _entries(revision, "heads"):
        if number != but and fold_head(name) in map(fold_head, _names(fields)):
            return str(fields.get("name"))
    return None


def _with_aliases(fields: dict[str, Any], aliases: list[Any]) -> dict[str, Any]:
    """Return a head's fields with other aliases; whatever stands there for none stays as it is."""
    if aliases == _aliases(fields):
        return _ordered(fields, fields)
    return _ordered({**fields, "aliases": aliases}, fields)


def _ordered(fields: dict[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    """Return a head's fields in their order, unknown ones last, without those that are empty now."""
    filled = {name: value for name, value in fields.items() if value or (name in old and value == old[name])}
    names = [name for name in HEAD_FIELDS if name in filled]
    return {**{name: filled[name] for name in names}, **filled}


def _update(revision: Revision, section: str, number: int, new: dict[str, Any]) -> None:
    if new != revision.says(section)[number]:
        revision.update(section, number, new)


def _broader(fields: dict[str, Any]) -> str:
    """Return the folded name of what is broader than an entry's head."""
    broader = fields.get("broader")
    return "" if broader in _NOTHING else _fold(broader)


def _replace_broader(
    revision: Revision,
    folds: Collection[str],
    new: str,
    changed: Mapping[int, dict[str, Any]],
    but: Collection[int] = (),
) -> None:
    """Write other entries of heads, and `new` for `broader` wherever it is one of `folds`."""
    for number, fields in _entries(revision, "heads"):
        entry = changed.get(number, fields)
        if number not in but:
            found = {"broader": new} if _broader(entry) in folds else {}
            _update(revision, "heads", number, {**entry, **found})


def _replace_in_papers(revision: Revision, folds: Collection[str], new: str, same: Collection[str]) -> None:
    """Write `new` in papers for each name that is one of `folds`, once and not beside one of `same`."""
    for number, fields in _entries(revision, "papers"):
        names = fields.get("heads")
        if not isinstance(names, list) or not any(_fold(each) in folds for each in names):
            continue
        there = any(_fold(each) in same for each in names)
        heads = []
        for each in names:
            if _fold(each) not in folds:
                heads.append(each)
            elif not there:
                heads.append(new)
                there = True
        _update(revision, "papers", number, {**fields, "heads": heads})


def _above(revision: Revision, name: str) -> list[str]:
    """Return the names of all heads broader than one, the nearest first, none twice."""
    heads = {_fold(fields.get("name")): fields for _, fields in _entries(revision, "heads")}
    heads.pop("", None)
    found: list[str] = []
    fields = heads.get(fold_head(name), {})
    while (fields := heads.get(_broader(fields), {})) and fields["name"] not in found:
        found.append(fields["name"])
    return found


def _broader_after(revision: Revision, into: str, going: Mapping[str, dict[str, Any]]) -> Any:
    """Return what is broader than a head when heads have become one with it.

    Where one of them is above it, that is what was broader than the topmost of these: what stood
    between is narrower now.
    """
    number = revision.find("heads", "name", into)
    above = _above(revision, into)
    last = next((name for name in reversed(above) if name in going), None)
    if last is None:
        return revision.says("heads")[number].get("broader")
    broader = going[last].get("broader")
    return None if broader in (into, *above[: above.index(last) + 1]) else broader
