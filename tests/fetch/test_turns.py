"""Turns: the gap between requests holds within a process, between processes, and without a cache."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from headcat import store
from headcat.errors import NetworkError
from headcat.fetch import turns
from headcat.fetch.turns import factor, turn
from services import Services

ASK = """
import sys
from headcat.fetch import arxiv
from headcat.fetch.client import Client
with Client() as client:
    for value in sys.argv[1:]:
        print(*arxiv.find_many(client, [value]))
"""


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Stop the clock, and note how long is waited."""
    seconds: list[float] = []
    monkeypatch.setattr("time.sleep", seconds.append)
    monkeypatch.setattr("time.time", lambda: 1_000_000.0)
    return seconds


def take(service: str, last: dict[str, float] | None = None) -> None:
    with turn(service, {} if last is None else last):
        pass


@pytest.mark.parametrize(("service", "gap"), [("arXiv", 3.0), ("DBLP", 2.0), ("ACL Anthology", 1.0)])
def test_each_service_has_its_gap(naps: list[float], service: str, gap: float) -> None:
    for _ in range(3):
        take(service)
    take("PMLR")
    assert naps == [0.0, gap, gap, 0.0]


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.5", 0.5), ("0", 0), ("", 1), ("fast", 1), ("-1", 1), ("nan", 1), ("inf", 1), ("1e400", 1)],
)
def test_gaps_can_be_scaled(
    monkeypatch: pytest.MonkeyPatch, naps: list[float], text: str, value: float
) -> None:
    monkeypatch.setenv("HEADCAT_GAP_FACTOR", text)
    assert factor() == value
    take("arXiv")
    take("arXiv")
    assert naps == [0.0, 3 * value]


def test_a_clock_that_was_set_back_makes_nobody_wait_longer(naps: list[float], tmp_path: Path) -> None:
    take("arXiv")
    os.utime(tmp_path / "cache" / "turns" / "arxiv", (2_000_000, 2_000_000))
    take("arXiv")
    assert naps == [0.0, 3.0]


def test_a_turn_that_fails_was_one(naps: list[float]) -> None:
    with pytest.raises(KeyError), turn("arXiv", {}):
        raise KeyError
    take("arXiv")
    assert naps == [0.0, 3.0]


@pytest.mark.parametrize("damage", ["no folder", "no leave", "no file"])
def test_without_a_folder_the_process_remembers(
    naps: list[float], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str
) -> None:
    if damage == "no folder":
        (tmp_path / "cache").write_text("", encoding="utf-8")
    elif damage == "no leave":
        monkeypatch.setattr(os, "access", lambda *_: False)
    else:
        (tmp_path / "cache" / "turns").mkdir(parents=True)
        monkeypatch.setattr(Path, "touch", _refuse)
    last: dict[str, float] = {}
    take("arXiv", last)
    take("arXiv", last)
    assert naps == [0.0, 3.0]
    assert last == {"arXiv": 1_000_000.0}


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError


def test_who_waits_for_others_too_long_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    take("arXiv")
    monkeypatch.setattr(turns, "_PATIENCE", store.Patience(0.01))
    message = "^arXiv: other commands of headcat are asking it; try again when they are done$"
    with store.lock(tmp_path / "cache" / "turns" / "arxiv"), pytest.raises(NetworkError, match=message):
        take("arXiv")


def test_two_processes_take_turns(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEADCAT_GAP_FACTOR", "0.05")
    words = [["2402.00001", "2402.00002"], ["2402.00003", "2402.00004"]]
    started = [
        subprocess.Popen([sys.executable, "-c", ASK, *values], stdout=subprocess.PIPE, text=True)
        for values in words
    ]
    for process, values in zip(started, words, strict=True):
        assert process.communicate()[0].split() == values
        assert process.returncode == 0
    times = [request.time for request in services.log]
    assert len(times) == 4
    assert [later - earlier >= 0.145 for earlier, later in pairwise(times)] == [True] * 3
    assert {request.headers["User-Agent"].split("/")[0] for request in services.log} == {"headcat"}
