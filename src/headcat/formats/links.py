"""What became of links, as text or JSON."""

import json
from collections.abc import Callable, Iterable, Iterator

from headcat.upkeep.linking import Checked
from headcat.words.escaping import json_visible, visible


def write_text(found: Iterable[Checked], place: Callable[[str], str]) -> Iterator[str]:
    """Yield a line `path:line: KEY kind dead 404 URL` for each link, with what there is to say.

    Args:
        found: the links.
        place: tells of a key where its paper is, `path:line`.

    """
    for each in found:
        status = each.answer.status or "-"
        line = f"{place(each.key)}: {each.key} {each.kind} {each.verdict.meaning} {status} {each.url}"
        if each.verdict.target:
            line += f" -> {each.verdict.target}"
        if each.verdict.message:
            line += f" ({each.verdict.message})"
        yield f"{visible(line)}\n"


def write_json(found: Iterable[Checked]) -> Iterator[str]:
    """Yield an array of objects, a line each."""
    separator = "[\n"
    for each in found:
        record = {
            "key": each.key,
            "kind": each.kind,
            "url": each.url,
            "answer": each.verdict.meaning,
            "status": each.answer.status or None,
            "target": each.verdict.target or None,
            "message": each.verdict.message,
        }
        yield separator + json_visible(json.dumps(record, ensure_ascii=False))
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"
