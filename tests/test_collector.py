"""The collector rests while it would only be in the way, and is as it was afterwards."""

import gc

import pytest

from headcat import collector


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_paused_and_is_afterwards_as_it_was(*, enabled: bool) -> None:
    try:
        (gc.enable if enabled else gc.disable)()
        with collector.paused():
            assert not gc.isenabled()
            with collector.paused():
                assert not gc.isenabled()
            assert not gc.isenabled()
        assert gc.isenabled() == enabled
    finally:
        gc.enable()


def test_a_failure_lets_the_collector_run_again() -> None:
    with pytest.raises(KeyError), collector.paused():
        raise KeyError
    assert gc.isenabled()
