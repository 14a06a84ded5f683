"""What is wrong within one entry, taken alone: what it leaves open, and where it is nested too deep.

Asked only when a syntax error ended the reading of an entry. Pure; takes PyYAML's tokens and events,
and returns their marks.
"""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any


def left_open(tokens: Iterable[Any], yaml: Any) -> Any:
    """Return where the last bracket or brace begins that tokens do not close, or None."""
    opened = []
    for token in tokens:
        if isinstance(token, (yaml.FlowSequenceStartToken, yaml.FlowMappingStartToken)):
            opened.append(token.start_mark)
        elif isinstance(token, (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken)):
            del opened[-1:]
    return opened[-1] if opened else None


def too_deep(events: Iterable[Any], yaml: Any, most: int) -> Any:
    """Return where a list or mapping begins that is within `most` others, or None where none can be read."""
    depth = 0
    with suppress(yaml.MarkedYAMLError):
        for event in events:
            if isinstance(event, yaml.CollectionStartEvent):
                if depth >= most:
                    return event.start_mark
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    return None
