"""System calls of a command: which a change makes, and how one of them is made to fail or to kill.

Knows strace, which does the injecting.
"""

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from proofs.place import Place

# Calls that touch no file.
_IDLE: Final = {"brk", "mmap", "munmap", "mprotect", "rt_sigaction", "rt_sigprocmask", "futex", "exit_group"}
_CALL: Final = re.compile(r"^\d+ +(\w+)\((.*)$")


class Call(NamedTuple):
    """A call that a command makes: its name, the how manieth of that name it is, and its words."""

    name: str
    number: int
    text: str


def is_there() -> bool:
    """Tell whether programs can be traced here."""
    program = shutil.which("strace")
    command = [program or "false", "-qq", "-o", "/dev/null", "true"]
    return subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 0


def calls(place: Place, words: Sequence[str], lock: str) -> list[Call]:
    """Run a command, and return the calls that it makes from taking a lock on.

    Args:
        place: where; the change is made.
        words: the command.
        lock: the name of the lock's file.

    """
    trace = Path(place.folder, "trace")
    ended = place.run(*words, before=("strace", "-f", "-y", "-qq", "-s", "300", "-o", str(trace)))
    if ended.returncode:
        raise AssertionError(ended.stderr)
    counts: Counter[str] = Counter()
    found = []
    begun = False
    for line in trace.read_text(encoding="utf-8", errors="replace").splitlines():
        if match := _CALL.match(line):
            name, text = match.groups()
            counts[name] += 1
            begun = begun or lock in text
            if begun and name not in _IDLE:
                found.append(Call(name, counts[name], text))
    return found


def injecting(call: Call, what: str) -> tuple[str, ...]:
    """Return the words that run a command with something injected into one of its calls.

    Args:
        call: the call.
        what: as strace says it: `signal=KILL` before the call, `error=EIO` in its place.

    """
    inject = f"inject={call.name}:{what}:when={call.number}"
    return ("strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call.name}", "-e", inject)
