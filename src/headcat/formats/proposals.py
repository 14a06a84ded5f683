"""What has become of listed papers, as text for a person or JSON for a script."""

import json
from collections.abc import Iterable, Iterator

from headcat.upkeep.updating import Proposal
from headcat.words.escaping import json_visible, visible


def write_text(proposals: Iterable[Proposal]) -> Iterator[str]:
    """Yield for each paper its key and title, what speaks for a change, and what only a person can decide."""
    for each in proposals:
        yield visible(f"{each.paper.key}: {each.paper.title}") + "\n"
        for sentence in (*each.evidence, *each.notices):
            yield visible(f"  {sentence}") + "\n"


def write_json(proposals: Iterable[Proposal]) -> Iterator[str]:
    """Yield an array of objects, a line each."""
    separator = "[\n"
    for each in proposals:
        yield separator + json_visible(json.dumps(each.to_json(), ensure_ascii=False))
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"
