"""How a finding is mended in place: one value is replaced by another, in the manner it was written.

Pure. Whether it may be mended is the rule's to say.
"""

from headcat.document import Edit, Mapping, Node, Scalar, Sequence
from headcat.document.layout import scalar
from headcat.document.records import Record
from headcat.rules.inspection import in_brackets, is_block

_IN_BRACKETS = ",[]{}"  # what ends a plain value there


def replacement(record: Record[object], path: tuple[str | int, ...], new: str) -> tuple[Edit, ...]:
    """Return the edit that makes a field's value another one; none where it is a block of lines.

    Args:
        record: the paper, head or venue.
        path: the way to the value: names of fields, numbers of items.
        new: the new value.

    """
    node: Node = record.entry.node
    flow = in_brackets(node)
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        node = child
        flow = flow or in_brackets(node)
    if not isinstance(node, Scalar) or is_block(node):
        return ()
    return (Edit(node.start, node.end, respelt(node, new, flow=flow)),)


def respelt(node: Scalar, new: str, *, flow: bool) -> str:
    """Return a value as YAML text, with the quotes that another one has."""
    always = node.style is not None or (flow and any(mark in new for mark in _IN_BRACKETS))
    return scalar(new, node.style or '"', always=always)


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(step))
    return node.items[int(step)] if isinstance(node, Sequence) else None
