"""Targets with faults that the fuzzers must find, planted for their tests."""

import os
import sqlite3
import time

from headcat.errors import RefusedError

_kept: list[bytes] = []


def sound(data: bytes) -> None:
    """Refuse everything, as may be."""
    raise RefusedError(str(len(data)))


def fault(data: bytes) -> None:
    """Fail over what no alphabet holds in one letter, so that it is found by its grammar or its coverage."""
    if b"\x1b]" in data:
        message = "planted"
        raise ValueError(message)


def hang(data: bytes) -> None:
    """Never end, however exceptions are caught."""
    while data:
        try:
            time.sleep(0)
        except Exception:  # noqa: BLE001, S112
            continue


def bomb(data: bytes) -> None:
    """Take more memory with each input."""
    _kept.append(bytes(data + b" ") * 300_000_000)


def death(data: bytes) -> None:
    """End the process."""
    if data:
        os.abort()


def silence(data: bytes) -> None:
    """Wait where no signal reaches Python."""
    connection = sqlite3.connect(":memory:")
    sql = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n"
    if data:
        connection.execute(sql).fetchone()
