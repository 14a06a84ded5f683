"""The heads as lines that are indented: stages, groups, heads, narrower ones under broader. Pure."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from headcat.model import STAGES, Head
from headcat.vocabulary import Vocabulary

UNPLACED: Final = "Not placed"


class Item(NamedTuple):
    """A line: `kind` is stage, group or head; `depth` is how far it is indented."""

    kind: str
    name: str
    depth: int

    @property
    def can_be_chosen(self) -> bool:
        """Whether papers can be asked for by it."""
        return self.kind == "head" or (self.kind == "stage" and self.name in STAGES)


def outline(vocabulary: Vocabulary) -> list[Item]:
    """Return the lines of a vocabulary, stages in their order, groups by name, heads as in the file."""
    places: dict[str, dict[str, list[Head]]] = {}
    for head in vocabulary.heads:
        stage, group = vocabulary.placement(head)
        places.setdefault(stage if stage in STAGES else UNPLACED, {}).setdefault(group or "", []).append(head)
    items = []
    for stage in (stage for stage in (*STAGES, UNPLACED) if stage in places):
        items.append(Item("stage", stage, 0))
        for group in sorted(places[stage], key=lambda group: (not group, group)):
            if group:
                items.append(Item("group", group, 1))
            items += _heads(places[stage][group], 2 if group else 1)
    return items


def _heads(heads: list[Head], depth: int) -> Iterator[Item]:
    """Yield heads, narrower ones under the head that is broader.

    Heads that are broader than each other come last, the one that is named first on top.
    """
    names = {head.name for head in heads}
    narrower: dict[str | None, list[Head]] = {}
    for head in heads:
        narrower.setdefault(head.broader, []).append(head)
    done: set[int] = set()
    for top in (*(head for head in heads if head.broader not in names), *heads):
        waiting = [(top, depth)]
        while waiting:
            head, indent = waiting.pop()
            if id(head) not in done:  # an erring catalogue may name a head twice
                done.add(id(head))
                yield Item("head", head.name, indent)
                waiting += [(each, indent + 1) for each in reversed(narrower.get(head.name, ()))]
