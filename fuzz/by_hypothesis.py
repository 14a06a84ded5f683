"""Inputs by grammar: hypothesis draws them from a target's strategy, a batch of examples after another."""

from collections.abc import Callable
from itertools import count
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings

from fuzz.targets import load_inputs
from fuzz.worker import Session

_BATCH: Final = 200


def fuzz(target: str, opened: Callable[[], Session], begin: int) -> None:
    """Draw inputs until the session is over; each batch has a seed of its own."""
    strategy = load_inputs(target)
    session = opened()

    @settings(
        max_examples=_BATCH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def batch(data: bytes) -> None:
        if not session.is_over():
            session.take(data)

    for number in count():
        if session.is_over():
            break
        seed(begin * 1_000_003 + number)(batch)()
    session.write()
