"""What changed between two versions of a catalogue, as text for a person, Markdown or JSON."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from headcat.comparison import Changed, Difference, Field
from headcat.words.escaping import json_visible, markdown, visible

_ONE: Final = {"papers": "paper", "heads": "head", "venues": "venue", "declined": "declined paper"}
_PARTS: Final = ("added", "removed", "renamed", "merged", "changed")
_NAMES: Final = ("key", "name", "id")
Differences = Mapping[str, Difference]


def write_text(differences: Differences) -> Iterator[str]:
    """Yield a headline for each section and kind of change, with a line for each entry under it."""
    for section, part, entries in _filled(differences):
        yield f"{_headline(section, part, len(entries))}:\n"
        for entry in entries:
            yield f"  {_line(part, entry, visible)}\n"
            if isinstance(entry, Changed):
                yield from (f"      {_field(field, visible)}\n" for field in entry.fields)


def write_markdown(differences: Differences) -> Iterator[str]:
    """Yield a heading for each section and kind of change, with a list under it (GFM)."""
    separator = ""
    for section, part, entries in _filled(differences):
        yield f"{separator}### {_headline(section, part, len(entries)).capitalize()}\n\n"
        separator = "\n"
        for entry in entries:
            yield f"- {_line(part, entry, markdown)}\n"
            if isinstance(entry, Changed):
                yield from (f"  - {_field(field, markdown)}\n" for field in entry.fields)


def write_json(differences: Differences) -> Iterator[str]:
    """Yield an object with one for each section."""
    record = {section: difference.to_json() for section, difference in differences.items()}
    text = json.dumps(record, ensure_ascii=False, indent=2)
    yield from (json_visible(line) + "\n" for line in text.split("\n"))


def _filled(differences: Differences) -> Iterator[tuple[str, str, tuple[Any, ...]]]:
    for section, difference in differences.items():
        for part in _PARTS:
            entries = getattr(difference, part)
            if entries:
                yield section, part, entries


def _headline(section: str, part: str, count: int) -> str:
    what = _ONE[section] + "s" * (count != 1)
    return f"{count} {what} {part}"


def _line(part: str, entry: Any, escaped: Callable[[str], str]) -> str:
    if isinstance(entry, Changed):
        return _entry(entry.name, entry.says, escaped)
    if isinstance(entry, dict):
        return _entry(next(str(entry[name]) for name in _NAMES if name in entry), entry, escaped)
    old, new = map(escaped, entry)
    return f"{old} into {new}" if part == "merged" else f"{old} {_arrow(escaped)} {new}"


def _entry(name: str, says: dict[str, Any], escaped: Callable[[str], str]) -> str:
    """Return an entry in a line: its name, its title, its date."""
    more = says.get("title") or says.get("reason") or says.get("definition")
    date = f" ({escaped(says['date'])})" if isinstance(says.get("date"), str) else ""
    return escaped(name) + (f": {escaped(more)}" if isinstance(more, str) else "") + date


def _field(field: Field, escaped: Callable[[str], str]) -> str:
    name = escaped(field.name)
    if field.added or field.removed:
        signs = [f"+ {escaped(_text(each))}" for each in field.added]
        return f"{name}: " + ", ".join([*signs, *(f"- {escaped(_text(each))}" for each in field.removed)])
    if field.old is None:
        return f"{name}: + {escaped(_text(field.new))}"
    if field.new is None:
        return f"{name}: - {escaped(_text(field.old))}"
    return f"{name}: {escaped(_text(field.old))} {_arrow(escaped)} {escaped(_text(field.new))}"


def _arrow(escaped: Callable[[str], str]) -> str:
    return "→" if escaped is markdown else "->"


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
