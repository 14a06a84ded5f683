"""A smaller input with the same fault, found by leaving out pieces of it.

Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", 2002, section 3.
"""

import time
from collections.abc import Callable


def shrunk(data: bytes, is_faulty: Callable[[bytes], bool], seconds: float) -> bytes:
    """Return the smallest input that was found to have the same fault.

    Args:
        data: the input.
        is_faulty: whether another one has its fault too.
        seconds: how long to look.

    """
    until = time.monotonic() + seconds
    size = max(len(data) // 2, 1)
    while size:
        start = 0
        while start < len(data):
            if time.monotonic() > until:
                return data
            shorter = data[:start] + data[start + size :]
            if is_faulty(shorter):
                data = shorter
            else:
                start += size
        size //= 2
    return data
