"""Whose turn it is: the gap between two requests to a service, kept by all processes of a user.

Owns one file a service, whose time is that of the last request. Knows nothing of what is asked.
"""

import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from math import isfinite
from pathlib import Path
from typing import Final

from headcat import store
from headcat.errors import NetworkError, RefusedError

# The seconds that a service asks for, or is known to bear.
_GAPS: Final = {"arXiv": 3.0, "DBLP": 2.0}
_GAP: Final = 1.0
# How long others may have the service; a request takes a minute at most.
_PATIENCE: Final = store.Patience(120.0)


def factor() -> float:
    """Return what every wait is multiplied by: `HEADCAT_GAP_FACTOR`, which is there for tests."""
    try:
        value = float(os.environ.get("HEADCAT_GAP_FACTOR") or 1)
    except ValueError:
        return 1.0
    return value if isfinite(value) and value >= 0 else 1.0


@contextmanager
def turn(service: str, last: dict[str, float]) -> Iterator[None]:
    """Wait for one's turn, and have the service to oneself as long as the context lasts.

    Args:
        service: the service's name.
        last: when this process asked each service last; it is written, and all that is known where no
            file can be.

    Raises:
        NetworkError: other processes do not let go.

    """
    place = _place(service)
    with _alone(service, place):
        _wait(_GAPS.get(service, _GAP) * factor(), max(last.get(service, 0.0), _time_of(place)))
        try:
            yield
        finally:
            last[service] = time.time()
            _set_time(place, last[service])


def _place(service: str) -> Path | None:
    """Return the service's file, or None where no folder can be written."""
    folder = store.cache_folder() / "turns"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder / service.lower().replace(" ", "-") if os.access(folder, os.W_OK | os.X_OK) else None


@contextmanager
def _alone(service: str, place: Path | None) -> Iterator[None]:
    with ExitStack() as held:
        if place is not None:
            try:
                held.enter_context(store.lock(place, _PATIENCE))
            except RefusedError as error:
                message = f"{service}: other commands of headcat are asking it; try again when they are done"
                raise NetworkError(message) from error
        yield


def _wait(gap: float, last: float) -> None:
    """Wait until a gap is over; no longer than it, however a clock was set meanwhile."""
    time.sleep(max(0.0, min(gap, last + gap - time.time())))


def _time_of(place: Path | None) -> float:
    try:
        return place.stat().st_mtime if place is not None else 0.0
    except OSError:
        return 0.0


def _set_time(place: Path | None, now: float) -> None:
    if place is not None:
        with suppress(OSError):
            place.touch(mode=0o600)
            os.utime(place, (now, now))
