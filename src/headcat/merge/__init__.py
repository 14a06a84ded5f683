"""Three-way merge of catalogues: by entry, then by field; what cannot be decided stays marked in the text.

Pure: texts in, a text and what is in conflict out. The text that is ours lends its manner: line breaks,
indents, quotes and the order of entries. `proof` holds the result to the three texts, and knows nothing of
how it was made.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from headcat import collector
from headcat.document import decode, encode, parse
from headcat.document.conflicts import SIZE
from headcat.errors import Diagnostic, RefusedError
from headcat.merge.blocks import Block, Part, Parts, cut, shifted
from headcat.merge.entries import Outcome, Version, outcome
from headcat.merge.pages import Page, Piece, allowed, gap_of, new_comments, order, without_blanks
from headcat.merge.proof import new_errors, unproved
from headcat.merge.trios import Trio, Versions, enriched, heads_of, trios
from headcat.merge.values import interleaved
from headcat.pairing import NAME_FIELDS, translated
from headcat.words.names import free_key


class Conflict(NamedTuple):
    """An entry that both sides made differ: its section and name, the fields, the line of its marker."""

    section: str
    name: str
    fields: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Merged:
    """A merge: the new bytes, what is in conflict, what a person should know.

    `errors` are those that the text has and neither side had.
    """

    data: bytes
    conflicts: tuple[Conflict, ...] = ()
    notes: tuple[str, ...] = ()
    errors: tuple[Diagnostic, ...] = ()


class Marks(NamedTuple):
    """How conflicts are marked: what both sides are called, and how long the markers are."""

    ours: str = "ours"
    theirs: str = "theirs"
    size: int = SIZE

    def lines(self) -> tuple[str, str, str]:
        """Return the three lines of a conflict."""
        names = (" ".join(name.split()) for name in (self.ours, self.theirs))
        first, last = (f"{mark * self.size} {name}".rstrip() for mark, name in zip("<>", names, strict=True))
        return first, "=" * self.size, last


def merged(base: bytes, ours: bytes, theirs: bytes, marks: Marks = Marks(), path: str = "") -> Merged:  # noqa: B008
    """Merge two versions of a catalogue.

    Args:
        base: what both come from, empty where there was nothing.
        ours: the one, whose manner the result has.
        theirs: the other.
        marks: how conflicts are marked.
        path: the catalogue's name, for messages.

    Raises:
        RefusedError: a version cannot be read whole, is written in a way that cannot be merged by entry, or
            the result cannot be proved.

    """
    if theirs in (base, ours):
        return Merged(ours)
    if ours == base:
        return Merged(theirs)
    with collector.paused():
        texts, bom = _texts(base, ours, theirs)
        documents = [parse(text) for text in texts]
        merge = _Merge(
            [cut(document) for document in documents], "\r\n" if "\r\n" in texts[1] else "\n", marks
        )
        text = merge.text()
        if not texts[1].endswith("\n"):
            text = text.removesuffix(merge.newline)
        result, why = unproved(documents, text)
        if why:
            raise RefusedError(why)
        errors = new_errors(path, documents, result) if result else ()
    return Merged(encode(text, bom=bom), tuple(merge.conflicts), tuple(merge.notes), errors)


def _texts(base: bytes, ours: bytes, theirs: bytes) -> tuple[list[str], bool]:
    """Return the three texts with our line breaks, if these are of one kind, and whether ours has a BOM."""
    try:
        (old, _), (mine, bom), (yours, _) = (decode(data) for data in (base, ours, theirs))
    except UnicodeDecodeError as error:
        raise RefusedError("a version is not UTF-8") from error
    newline = "\r\n" if "\r\n" in mine else "\n"
    if newline == "\n" or mine.count("\n") == mine.count(newline):
        old, yours = (text.replace("\r\n", "\n").replace("\n", newline) for text in (old, yours))
    return [old, mine, yours], bom


class _Merge:
    """A merge as it is made; what it holds is what has been found so far."""

    def __init__(self, parts: list[Parts], newline: str, marks: Marks) -> None:
        self._base, self._ours, self._theirs = parts
        self.newline = newline
        self.conflicts: list[Conflict] = []
        self.notes: list[str] = []
        self._heads = heads_of(self._versions("heads"), self._versions("papers"))
        free = allowed(_gaps(self._ours), _gaps(self._theirs))
        self._page = Page(free, newline, marks.lines())

    def text(self) -> str:
        """Return the merged text."""
        for name in interleaved(list(self._ours.sections), list(self._theirs.sections)):
            self._section(name)
        tail = gap_of(self._base.tail, self._ours.tail, self._theirs.tail)
        self._page.write(Piece(tail, "", ""))
        return "".join(self._page.text)

    def _versions(self, section: str) -> Versions:
        return Versions(*(parts.part(section).says() for parts in (self._base, self._ours, self._theirs)))

    def _section(self, section: str) -> None:
        base, ours, theirs = (parts.sections.get(section) for parts in (self._base, self._ours, self._theirs))
        every = list(self._pieces(section)) if section in NAME_FIELDS else []
        pieces = [each for each in every if each[0]]
        gone = base is not None and (ours is None or theirs is None)
        if gone and not pieces and not any(part and part.opaque for part in (ours, theirs)):
            return
        body = _head(section, base, ours, theirs, filled=bool(pieces))
        gap = gap_of(*(part.head.gap if part else None for part in (base, ours, theirs)))
        self._page.write(Piece(gap, body, body))
        blank = _is_parted(ours) if ours and len(ours.blocks) > 1 else bool(theirs and _is_parted(theirs))
        place = -1
        for name, piece, fields in every:
            if not name:
                self._page.owe(piece.gap)
                continue
            gap, place = piece.gap, place + 1
            if place and piece.first and blank and not gap.strip(" \t"):
                gap = self.newline
            if not place and not piece.first:
                gap = without_blanks(gap)
            line = self._page.write(piece._replace(gap=gap))
            if fields:
                self.conflicts.append(Conflict(section, name, fields, line))

    def _pieces(self, section: str) -> Iterator[tuple[str, Piece, tuple[str, ...]]]:
        """Yield the entries of a section in their order: name, lines, fields in conflict."""
        sides = [parts.part(section) for parts in (self._base, self._ours, self._theirs)]
        _, ours, theirs = sides
        versions = self._versions(section)
        told = (self._heads.ours.replaced, self._heads.theirs.replaced)
        replaced = told if section == "heads" else ({}, {})
        found = trios(section, versions, replaced)
        new = self._parted(section, found, versions)
        names = [trio.ours or trio.theirs or trio.base or "" for trio in found]
        places = [{getattr(trio, side): number for number, trio in enumerate(found)} for side in Trio._fields]
        orders = [[place[name] for name in part.blocks] for place, part in zip(places, sides, strict=True)]
        column = next((block.column for part in sides[1:] for block in part.blocks.values()), 2)
        for number in order(
            orders[0], orders[1], orders[2], lambda each: _place(section, new.get(each, names[each]))
        ):
            trio = found[number]
            blocks = [part.blocks.get(name or "") for part, name in zip(sides, trio, strict=True)]
            came = self._outcome(section, blocks, column, new.get(number))
            gaps = [block.gap if block else None for block in blocks]
            if not came.ours and not came.theirs:
                yield "", Piece(new_comments(gaps[0] or "", gaps[1] or gaps[2] or ""), "", ""), ()
                continue
            gap = gap_of(*gaps)
            carrier = blocks[1] or blocks[2]
            first = carrier in (next(iter(part.blocks.values()), None) for part in (ours, theirs))
            greedy = any(block.greedy() for block in blocks[1:] if block)
            yield (
                new.get(number, names[number]),
                Piece(gap, came.ours, came.theirs, greedy, first),
                came.fields,
            )

    def _outcome(self, section: str, blocks: list[Block | None], column: int, key: str | None) -> Outcome:
        ours, theirs, absorbed = self._heads
        if section == "heads" and blocks[0] and blocks[0].says()["name"] in absorbed:
            return Outcome("", "")
        names = ({**theirs.names, **ours.names}, theirs.names, ours.names)
        gained: tuple[dict[str, list[str]], ...] = ({}, ours.gained, theirs.gained)
        base, mine, yours = (
            self._version(section, block, column, new, more)
            for block, new, more in zip(blocks, names, gained, strict=True)
        )
        if key is not None:
            mine, yours = (side and side._replace(says={**side.says, "key": key}) for side in (mine, yours))
        return outcome(section, base, mine, yours)

    @staticmethod
    def _version(
        section: str,
        block: Block | None,
        column: int,
        names: Mapping[str, str],
        gained: Mapping[str, list[str]],
    ) -> Version | None:
        """Return a block's version of an entry, in the names that all sides have."""
        if block is None:
            return None
        says = translated(section, block.says(), names)
        return Version(shifted(block, column), enriched(says, gained) if section == "heads" else says)

    def _parted(self, section: str, found: list[Trio], versions: Versions) -> dict[int, str]:
        """Return new keys, by the number of their trio, for papers that were added under one key.

        The older paper keeps the key, whichever side it is on.
        """
        if section != "papers":
            return {}
        added = {trio.ours: number for number, trio in enumerate(found) if trio.base is trio.theirs is None}
        added.pop(None, None)
        taken = set[str]().union(*versions)
        new = {}
        for number, trio in enumerate(found):
            key = trio.theirs
            if key is None or trio.base is not None or trio.ours == key:
                continue
            if trio.ours is not None:
                if key in versions.ours or trio.ours in versions.theirs:  # it was parted before
                    new[number] = trio.ours if key in versions.ours else key
                continue
            if key not in added:
                continue
            rivals = [(versions.ours[key], added[key]), (versions.theirs[key], number)]
            later = max(rivals, key=lambda rival: (str(rival[0].get("date")), repr(sorted(rival[0].items()))))
            new[later[1]] = free = free_key(key, taken)
            taken.add(free)
            title = later[0].get("title")
            self.notes.append(f"two papers were added as {key}; {title!r} is {free} now")
        return new


def _head(section: str, base: Part | None, ours: Part | None, theirs: Part | None, *, filled: bool) -> str:
    """Return the first line of a section, or all of one that has no entries.

    Raises:
        RefusedError: both sides changed a section that has no entries.

    """
    if ours is None or theirs is None:
        left = ours or theirs
        return left.head.body if left else ""
    bodies = (base.head.body if base else None, ours.head.body, theirs.head.body)
    if ours.opaque or theirs.opaque:
        if bodies[1] != bodies[2] and bodies[0] not in bodies[1:]:
            raise RefusedError(f"{section}: both sides changed it, and it has no entries")
        return gap_of(*bodies)
    if filled and not (ours.blocks and theirs.blocks):
        return ours.head.body if ours.blocks else theirs.head.body
    return bodies[1] if bodies[2] == bodies[0] or "#" in bodies[1] else bodies[2]


def _is_parted(part: Part) -> bool:
    """Tell whether empty lines part the last entries of a section."""
    last = list(part.blocks.values())[-1:]
    return len(part.blocks) > 1 and not last[0].gap.split("\n")[0].strip() and "\n" in last[0].gap


def _gaps(parts: Parts) -> Iterator[str]:
    for part in parts.sections.values():
        yield part.head.gap
        yield from (block.gap for block in part.blocks.values())
    yield parts.tail


def _place(section: str, name: str) -> str:
    """Return what an entry's place depends on, as where `headcat add` puts it does."""
    return name if section == "papers" else name.casefold()


__all__ = ["Conflict", "Marks", "Merged", "Version", "merged"]
