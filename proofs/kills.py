"""Sudden death: whenever a command is killed, the file is the old one or the new one, and no third.

`--tries` is the number of kills: half of them before a system call, half at random moments. After each,
the index must agree with the file, and the next change must clear away what was left.
"""

import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from proofs.cases import COMMANDS, Case, cases, renew, wrongs
from proofs.report import Row, complain
from proofs.tracing import calls, injecting, is_there

_Wait = Callable[[Case, "subprocess.Popen[bytes]", random.Random], None]


def prove(folder: Path, tries: int) -> Iterator[Row]:
    """Kill commands before each of their system calls, then at random moments."""
    all_cases = cases(folder, COMMANDS[:tries])
    by_call = tries // 2 if is_there() else 0
    if by_call:
        yield _before_calls(all_cases, by_call)
    while_writing = (tries - by_call) // 2
    yield _at_random(all_cases, while_writing, "while a command writes", _once_locked)
    yield _at_random(all_cases, tries - by_call - while_writing, "at any moment", _at_any_time)


def _before_calls(all_cases: list[Case], tries: int) -> Row:
    plan = []
    for case in all_cases:
        renew(case)
        plan += [(case, call) for call in calls(case.place, case.words, case.lock)]
    lost = died = 0
    # Where there are fewer tries than calls, some of each command.
    places = plan[:: max(1, len(plan) // tries)]
    for case, call in islice(cycle(places), tries):
        renew(case)
        ended = case.place.run(*case.words, before=injecting(call, "signal=KILL"))
        died += ended.returncode != 0
        lost += _judged(case, f"before {call.name} {call.number}: {call.text}")
    return Row("`kill -9` before a system call", tries, lost, f"{died} died, at {len(places)} places")


def _at_random(all_cases: list[Case], tries: int, name: str, wait: _Wait) -> Row:
    chance = random.Random(tries)  # noqa: S311 - is to be the same each time
    lost = died = 0
    for case in islice(cycle(all_cases), tries):
        renew(case)
        process = subprocess.Popen(
            case.place.words(*case.words),
            env=case.place.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait(case, process, chance)
        process.kill()
        died += process.wait() == -signal.SIGKILL
        lost += _judged(case, name)
    return Row(f"`kill -9` {name}", tries, lost, f"{died} died before they were done")


def _once_locked(case: Case, process: "subprocess.Popen[bytes]", chance: random.Random) -> None:
    while process.poll() is None and not any(case.place.folder.rglob(f".{case.lock}")):
        time.sleep(0.0002)
    time.sleep(chance.uniform(0, 0.06))


def _at_any_time(case: Case, process: "subprocess.Popen[bytes]", chance: random.Random) -> None:
    del case, process
    time.sleep(chance.uniform(0, 0.6))


def _judged(case: Case, how: str) -> int:
    """Return 1 if anything is not as it must be."""
    found = wrongs(case)
    for each in found:
        complain(f"{case.words[0]} killed {how}: {each}")
    return int(bool(found))
