"""What a picture is before it is drawn, and what it is laid out for."""

from typing import Any, NamedTuple


class Room(NamedTuple):
    """What a picture is laid out for: a width in pixels, how many heads or pairs at most, and which head."""

    width: int
    top: int | None = None
    head: str = ""


class Plan(NamedTuple):
    """A picture before it is drawn.

    `description` says in a sentence or two what the drawing shows; `columns` and `rows` are the table
    behind it. `group` is a group mark of Vega: its data, scales and marks, in `width` by `height` pixels.
    """

    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    width: int
    height: int
    group: dict[str, Any]
