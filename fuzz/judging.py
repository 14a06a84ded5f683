"""How one input is judged: what it ends in, and what it takes.

An alarm by the processor's time, not the clock's, ends what does not end by itself: a machine with
much else to do makes nothing a fault.
"""

import signal
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

import headcat
from fuzz.targets import Run
from headcat.errors import HeadcatError

HANG_SECONDS: Final = 5.0
SLOW_SECONDS: Final = 0.5
HANG: Final = "hang"
_OURS: Final = str(Path(headcat.__file__).parent)


class Judged(NamedTuple):
    """What became of an input: the seconds that it took, and by what its fault is known, if it has one."""

    seconds: float
    fault: str = ""
    detail: str = ""


class _AlarmError(BaseException):
    """An input takes too long; nothing that catches exceptions may catch it."""


def judge(run: Run, data: bytes, limit: float = HANG_SECONDS) -> Judged:
    """Give an input to a target.

    Args:
        run: the target.
        data: the input.
        limit: how many seconds of the processor's time it may take.

    """
    begun = time.process_time()
    fault = detail = ""
    try:
        with _alarm(limit):
            run(data)
    except HeadcatError:
        pass
    except _AlarmError as error:
        fault, detail = HANG, _traced(error)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        fault, detail = f"{type(error).__name__} {_place(error)}", _traced(error)
    seconds = time.process_time() - begun
    if not fault and seconds > limit:  # the alarm rang where nobody could hear it
        fault = HANG
    return Judged(seconds, fault, detail)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise _AlarmError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _place(error: BaseException) -> str:
    """Return the innermost function of headcat, or else of anybody, that an error came through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_OURS)] or frames
    return f"{Path(ours[-1].filename).stem}.{ours[-1].name}" if ours else "nowhere"


def _traced(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))[-4000:]
