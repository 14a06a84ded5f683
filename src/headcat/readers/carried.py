"""What headcat wrote into a bibliography beside the references, taken back (docs/adr/0011)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from headcat.model import Draft
from headcat.readers.jsontext import fields

NAME: Final = "headcat"


def restored(draft: Draft, record: Mapping[str, Any]) -> Draft:
    """Return a draft with what its reference does not say.

    Args:
        draft: what was read of the reference.
        record: fields of a paper's JSON object.

    Raises:
        WrongError: a field is not of its type.

    """
    return replace(draft, **{"extra": {}, **fields(record)})
