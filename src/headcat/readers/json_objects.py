"""The objects of a JSON text, each with its place: an array, one object, or one on each line.

Pure. What cannot be read is a problem; the reading goes on at the next line that begins with a brace.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from headcat.document import Lines
from headcat.errors import Diagnostic, Severity
from headcat.model import Place

_BETWEEN: Final = re.compile(r"[\s,\[\]\ufeff]*")
_DEEPEST: Final = 50
_NEXT: Final = re.compile(r"^[ \t]*(?=\{)", re.MULTILINE)


class Objects(NamedTuple):
    """What a text holds: objects with the places that they begin at, and what could not be read."""

    found: list[tuple[Place, dict[str, Any]]]
    problems: list[Diagnostic]


def objects(text: str, path: str) -> Objects:
    """Return the objects of a JSON text, at its top or in the array that it is.

    Args:
        text: JSON (RFC 8259), or JSON Lines.
        path: its name, for messages.

    """
    lines = Lines(text)
    found: list[tuple[Place, dict[str, Any]]] = []
    problems: list[Diagnostic] = []
    for start, value, wrong, offset in _values(text):
        place = Place(path, *lines.place(offset))
        if wrong:
            problems.append(Diagnostic("HC009", Severity.ERROR, *place, f"JSON: {wrong}"))
        elif _is_deep(value, _DEEPEST):
            message = f"JSON: nested more than {_DEEPEST} levels deep"
            problems.append(Diagnostic("HC009", Severity.ERROR, *place, message))
        elif not isinstance(value, dict):
            message = f"JSON: a paper is an object in {{braces}}, not {json.dumps(value)[:40]}"
            problems.append(Diagnostic("HC009", Severity.ERROR, *place, message))
        else:
            found.append((Place(path, *lines.place(start)), value))
    if not found and not problems:
        problems.append(Diagnostic("HC009", Severity.ERROR, path, 1, 1, "JSON: there is no object here"))
    return Objects(found, problems)


class _Value(NamedTuple):
    """A value and where it begins; or what is wrong with it, and where."""

    start: int
    value: Any
    wrong: str
    offset: int


def _values(text: str) -> Iterator[_Value]:
    decoder = json.JSONDecoder(object_pairs_hook=_object)
    position = 0
    while (position := _after(_BETWEEN, text, position)) < len(text):
        try:
            value, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError) as error:
            wrong = error.msg.lower() if isinstance(error, json.JSONDecodeError) else str(error)
            at = error.pos if isinstance(error, json.JSONDecodeError) else position
            yield _Value(position, None, wrong, min(at, len(text)))
            following = _NEXT.search(text, max(position + 1, text.find("\n", position)))
            if following is None:
                return
            position = following.end()
        else:
            yield _Value(position, value, "", position)
            position = end


def _is_deep(value: Any, most: int) -> bool:
    """Tell whether a value has more than `most` others around one in it."""
    inner = value.values() if isinstance(value, dict) else value
    if not inner or not isinstance(value, dict | list):
        return False
    return most == 0 or any(_is_deep(each, most - 1) for each in inner)


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object; one that says a name twice says nothing certain."""
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} is there twice")
    return made
