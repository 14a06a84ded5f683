"""What becomes of one entry of which there are up to three versions.

Pure. What it shall say is decided first, without its lines; then the lines of one side are made to say it,
so that whatever nobody changed keeps its bytes.
"""

from typing import Any, NamedTuple

from headcat.changes.updates import disentangled, update
from headcat.document.edits import apply
from headcat.errors import RefusedError
from headcat.merge.comments import carried, says, standing, words_of
from headcat.merge.values import settled

Says = dict[str, Any]


class Version(NamedTuple):
    """One side's version of an entry: its lines, and what it says in names that all sides have."""

    body: str
    says: Says


class Outcome(NamedTuple):
    """What an entry comes to: the lines of both sides, equal but where `fields` names what is in conflict.

    A side where it is not has no lines.
    """

    ours: str
    theirs: str
    fields: tuple[str, ...] = ()


REMOVED = ("removed on one side, changed on the other",)


def outcome(section: str, base: Version | None, ours: Version | None, theirs: Version | None) -> Outcome:
    """Return what an entry comes to.

    Args:
        section: the name of its section.
        base: the version that both sides come from, None where it is not.
        ours: our version, None where it is not or no more.
        theirs: theirs.

    """
    if ours is None or theirs is None:
        return _of_one(section, base, ours, theirs)
    if ours.body == theirs.body and (ours.says == theirs.says or section == "papers"):
        return Outcome(ours.body, ours.body)
    if base in (ours, theirs):
        carrier = ours if theirs == base else theirs
        body = _spelt_if_it_can_be(section, carrier)
        return Outcome(body, body)
    return _of_both(section, base, ours, theirs)


def _of_one(section: str, base: Version | None, ours: Version | None, theirs: Version | None) -> Outcome:
    """Return what becomes of an entry that one side has not."""
    left = ours or theirs
    if left is None or (base and (left.body == base.body or _same(section, base, left))):
        return Outcome("", "")
    body = _spelt_if_it_can_be(section, left)
    if base is None:
        return Outcome(body, body)
    return Outcome(body if ours else "", body if theirs else "", REMOVED)


def _same(section: str, one: Version, other: Version) -> bool:
    """Tell whether two versions say the same, with the same comments."""
    return one.says == other.says and words_of(section, one.body) == words_of(section, other.body)


def _of_both(section: str, base: Version | None, ours: Version, theirs: Version) -> Outcome:
    """Return what becomes of an entry that both sides changed or added."""
    mine, yours, conflicts = settled(base.says if base else {}, ours.says, theirs.says)
    if ("name",) in conflicts:
        mine, yours = _named_too(mine, ours, theirs), _named_too(yours, ours, theirs)
    fields = tuple(".".join(path) for path in conflicts)
    old = base.body if base else ""
    try:
        body = _written(section, ours.body, mine, old, theirs.body)
        if not conflicts:
            return Outcome(body, body)
        return Outcome(body, _written(section, theirs.body, yours, old, ours.body), fields)
    except RefusedError:  # written in a way that no change can be put into
        changed = (
            name for name in {**ours.says, **theirs.says} if ours.says.get(name) != theirs.says.get(name)
        )
        return Outcome(ours.body, theirs.body, fields or tuple(changed) or ("comments",))


def _named_too(fields: Says, ours: Version, theirs: Version) -> Says:
    """Return a term's fields with the names that the sides gave it among its own: papers use either."""
    aliases = fields.get("aliases")
    known = aliases if isinstance(aliases, list) else []
    names = [side.says["name"] for side in (ours, theirs)]
    more = [name for name in names if name not in known and name != fields["name"]]
    rest = {name: value for name, value in fields.items() if name not in ("name", "aliases")}
    return {"name": fields["name"], "aliases": [*known, *more], **rest}


def _written(section: str, body: str, wanted: Says, base: str, other: str) -> str:
    """Return a side's lines made to say something, with the other side's comments.

    Raises:
        RefusedError: it cannot be done, or not without losing a comment.

    """
    return carried(section, spelt(section, body, wanted), base, other)


def _spelt_if_it_can_be(section: str, version: Version) -> str:
    try:
        return spelt(section, version.body, version.says)
    except RefusedError:  # an old name stays, which is an alias now or is reported
        return version.body


def spelt(section: str, body: str, wanted: Says) -> str:
    """Return an entry's lines made to say something, as little changed as can be.

    Raises:
        RefusedError: a comment would be lost, or the change cannot be put into lines written so.

    """
    document = standing(section, body)
    said = says(document, section)
    if said == wanted:
        return body
    if said is None:
        raise RefusedError("the entry does not stand alone")
    edits = update(document, section, document.entries(section)[0], wanted)
    return apply(document.text, disentangled(document, edits))[len(section) + 2 :]
