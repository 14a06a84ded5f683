"""Which day it is, for whatever counts days."""

import os
from datetime import UTC, datetime

from headcat.errors import UsageError


def today() -> str:
    """Return the date that ages are counted to: SOURCE_DATE_EPOCH's where results must not vary.

    Source: https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        UsageError: that is no number of seconds.

    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now().astimezone().date().isoformat()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (OSError, OverflowError, ValueError):
        raise UsageError(f"SOURCE_DATE_EPOCH must be a number of seconds, not {epoch!r}") from None
