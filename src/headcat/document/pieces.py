"""A catalogue's bytes in pieces: what stands around the papers, and each paper's own lines.

Lets a catalogue be read a part at a time, and only what is new of it be read again. Pure. A cut is
made where a line looks like an entry's first; whether it is one is proved when the pieces are read,
and what does not prove to be a paper without errors is nobody's piece: the catalogue is read whole
then, as if there were no pieces.
"""

import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

_PAPERS = re.compile(rb"^papers: *+(?:#[^\n]*+)?\r?\n(?: *+(?:#[^\n]*+)?\r?\n)*+(?= *- )", re.MULTILINE)
_DASH = re.compile(rb" *- ")
_OTHERS = (b"\nheads:", b"\nvenues:", b"\ndeclined:")


class Frame(NamedTuple):
    """What stands before the first paper and behind the last one."""

    head: bytes
    tail: bytes


@dataclass(frozen=True, eq=False)
class Cut:
    """A catalogue's bytes, and the offsets at which its papers begin; the last is that of their end."""

    data: bytes
    offsets: Sequence[int]

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @property
    def frame(self) -> Frame:
        """What stands around the papers."""
        return Frame(self.data[: self.offsets[0]], self.data[self.offsets[-1] :])

    @cached_property
    def digests(self) -> list[bytes]:
        """By what each piece is told from every other (BLAKE2b, 128 bits)."""
        from hashlib import blake2b

        view = memoryview(self.data)
        size = DIGEST_BYTES
        return [blake2b(view[start:end], digest_size=size).digest() for start, end in pairwise(self.offsets)]

    def piece(self, place: int) -> bytes:
        """Return the bytes of a paper."""
        return self.data[self.offsets[place] : self.offsets[place + 1]]

    def known(self, place: int, number: int) -> "Piece":
        """Return what is known of a paper that has a number."""
        start, end = self.offsets[place], self.offsets[place + 1]
        return Piece(self.digests[place], number, end - start, self.data.count(b"\n", start, end))


def cut_up(data: bytes) -> Cut | None:
    """Cut a catalogue's bytes where its papers seem to begin; None where they stand otherwise."""
    papers = _PAPERS.search(data)
    if papers is None:
        return None
    start = papers.end()
    dash: re.Match[bytes] = _DASH.match(data, start)  # type: ignore[assignment] # the pattern before saw it
    ends = [found for name in _OTHERS if (found := data.find(name, start)) >= 0]
    end = min(ends) + 1 if ends else len(data)
    mark = b"\n" + dash[0]
    offsets = [start]
    while (found := data.find(mark, start, end)) >= 0:
        start = found + 1
        offsets.append(start)
    return Cut(data, (*offsets, end))


class Piece(NamedTuple):
    """What an index knows of a paper's place in the file: its digest, number, bytes and lines."""

    digest: bytes
    number: int
    size: int
    lines: int

    def packed(self) -> bytes:
        """Return the piece as `PIECE_BYTES` bytes, the digest first."""
        return _PIECE.pack(*self)


_PIECE = struct.Struct("<16sqII")
PIECE_BYTES = _PIECE.size
DIGEST_BYTES = 16


def unpacked(data: bytes) -> Iterator[tuple[bytes, int, int, int]]:
    """Return the fields of pieces that were packed, one behind another."""
    return _PIECE.iter_unpack(data)
