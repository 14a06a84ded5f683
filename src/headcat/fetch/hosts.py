"""Many links at once, and each host as politely as if there were one.

Hosts are asked side by side, each by one question at a time with a pause behind it, wherever redirects
come from. `HEADCAT_GAP_FACTOR` scales the pauses; it is for tests, which ask their own servers.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from headcat.fetch.turns import factor
from headcat.upkeep.linking import Answer

Probe: TypeAlias = Callable[[str], Answer]

_THREADS: Final = 8
_GAP: Final = 1.0
_GAPS: Final = {"arxiv.org": 3.0}  # https://info.arxiv.org/help/api/tou.html
_PAUSE_WANTED: Final = 429
_PATIENCE: Final = 3


class Turns:
    """Whose turn it is to ask a host."""

    def __init__(self) -> None:
        self._factor = factor()
        self._mutex = threading.Lock()
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._free_at: dict[str, float] = {}

    @contextmanager
    def turn(self, url: str) -> Iterator[None]:
        """Wait for an address's host to be free, and hold it as long as the context lasts."""
        site = site_of(url)
        with self._mutex:
            lock = self._locks[site]
        with lock:
            time.sleep(max(self._free_at.get(site, 0.0) - time.monotonic(), 0.0))
            try:
                yield
            finally:
                self._free_at[site] = time.monotonic() + _GAPS.get(site, _GAP) * self._factor


def site_of(url: str) -> str:
    """Return the host of an address; several that are one service are one."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return next((site for site in _GAPS if host == site or host.endswith(f".{site}")), host)


def probe_all(urls: Iterable[str], probe: Probe) -> Generator[tuple[str, Answer], None, None]:
    """Yield each address with what asking for it came to, as the answers come.

    Args:
        urls: the addresses.
        probe: asks for one; it is called from several threads.

    """
    queues: defaultdict[str, list[str]] = defaultdict(list)
    for url in urls:
        queues[site_of(url)].append(url)
    waiting: SimpleQueue[list[str]] = SimpleQueue()
    for queue in sorted(queues.values(), key=len, reverse=True):  # the longest decides how long it takes
        waiting.put(queue)
    answers: SimpleQueue[tuple[str, Answer] | BaseException] = SimpleQueue()
    stopped = threading.Event()

    def work() -> None:
        try:
            with suppress(Empty):
                while not stopped.is_set():
                    for found in _probe_site(waiting.get_nowait(), probe, stopped):
                        answers.put(found)
        except BaseException as error:  # noqa: BLE001 - raised where it can be told
            answers.put(error)

    # Daemons: whoever interrupts does not wait for an answer that may not come.
    for _ in range(min(_THREADS, len(queues))):
        threading.Thread(target=work, daemon=True).start()
    try:
        for _ in range(sum(map(len, queues.values()))):
            found = answers.get()
            if isinstance(found, BaseException):
                raise found
            yield found
    finally:
        stopped.set()


def _probe_site(urls: Iterable[str], probe: Probe, stopped: threading.Event) -> Iterator[tuple[str, Answer]]:
    """Ask one host for its links, as long as it is willing to answer."""
    silent, paused, last = 0, False, ""
    for url in urls:
        if stopped.is_set():
            return
        if paused or silent >= _PATIENCE:
            reason = "wants a pause" if paused else last
            yield url, Answer(target=url, problem=f"not asked: its host {reason}")
            continue
        answer = probe(url)
        yield url, answer
        own = site_of(answer.target) == site_of(url)
        paused = own and answer.status == _PAUSE_WANTED
        silent, last = silent + 1 if own and not answer.status else 0, answer.problem
