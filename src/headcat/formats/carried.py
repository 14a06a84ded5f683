"""What a format of references has no place for, and what travels in it nevertheless (docs/adr/0011).

A JSON object of the fields of `Paper.to_json`, called `headcat`, in the place that the format leaves to
programs. `headcat.readers.carried` takes it back.
"""

from collections.abc import Collection
from typing import Any, Final

from headcat.model import Paper

NAME: Final = "headcat"
# These are said even where they are empty, for a reader would conclude them from something else.
_CERTAIN: Final = frozenset({"date", "venue", "ids"})


def carried(paper: Paper, said: Collection[str]) -> dict[str, Any]:
    """Return a paper's fields but those that the format says itself.

    Args:
        paper: the paper.
        said: the names of those, as `Paper.to_json` has them.

    """
    fields = paper.to_json().items()
    return {name: value for name, value in fields if name not in said and (value or name in _CERTAIN)}
