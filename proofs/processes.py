"""Many processes and one catalogue: what a command says that it did is done, and nothing else.

`--tries` is the number of adds of each of eight processes; the mixed commands are as many in all.
"""

import json
import os
import random
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from headcat import Catalogue
from headcat.store.exchange import exchanged
from proofs.place import Place, answers, furnish, truth
from proofs.report import Row, complain

PROCESSES: Final = 8
_WORKERS: Final = 4
_REFUSED: Final = 3
READ: Final = """
import sys
import time
from headcat import Catalogue
from headcat.errors import RefusedError
seen = 0
while True:
    catalogue = Catalogue.open(sys.argv[1])
    data = open(sys.argv[1], "rb").read()
    whole = data.startswith(b"# a catalogue") and data.endswith(b"\\n") and not catalogue.errors()
    count = sum(1 for _ in catalogue.find())
    if not whole or (sys.argv[2] == "grows" and count < seen):
        print("no whole file", count, seen, catalogue.errors(), flush=True)
    seen = count
    print("read", flush=True)
    time.sleep(0.05)
"""


def prove(folder: Path, tries: int) -> Iterator[Row]:
    """Add by many processes at once, then do everything at once with an editor in between."""
    yield from _adds(furnish(folder / "adds"), tries)
    yield from _mixed(furnish(folder / "mixed"), tries)


def _adds(place: Place, tries: int) -> Iterator[Row]:
    before = place.catalogue.read_text(encoding="utf-8")

    def work(worker: int) -> int:
        return sum(_add(place, worker, number) == 0 for number in range(tries))

    with _readers(place, "grows") as read, ThreadPoolExecutor(PROCESSES) as pool:
        done = sum(pool.map(work, range(PROCESSES)))
    titles = {_title(worker, number) for worker in range(PROCESSES) for number in range(tries)}
    lost = len(titles) - done + _missing(place, titles) + _lost_lines(before, place)
    lost += _disagreement(place)
    yield Row(
        f"{PROCESSES} processes add {tries} papers each", PROCESSES * tries, lost, f"{done} said to be added"
    )
    yield Row("readers meanwhile", read["read"], read["bad"], "each saw a whole file, and none that shrank")


def _add(place: Place, worker: int, number: int) -> int:
    words = ("--title", _title(worker, number), "--author", f"Wendy W{worker}", "--date", "2024-05-01")
    return place.run("add", *words, "--venue", "arXiv", "--head", "induction", "--no-input").returncode


def _title(worker: int, number: int) -> str:
    return f"W{worker}n{number} Findings"


def _missing(place: Place, titles: set[str]) -> int:
    """Return how many titles are not there just once, or share a key."""
    papers = list(Catalogue.open(place.catalogue).find())
    counts = Counter(paper.title for paper in papers)
    keys = Counter(paper.key for paper in papers)
    wrong = [title for title in titles if counts[title] != 1] + [key for key in keys if keys[key] != 1]
    for name in wrong:
        complain(f"{name!r} is not there just once")
    return len(wrong)


def _lost_lines(before: str, place: Place) -> int:
    """Return how many lines that were there before are not there any more."""
    after = place.catalogue.read_text(encoding="utf-8")
    gone = Counter(before.splitlines()) - Counter(after.splitlines())
    for text in gone:
        complain(f"the line {text!r}")
    return gone.total()


def _disagreement(place: Place) -> int:
    """Return 1 if the index says anything else than the file, or anything lies about."""
    os.environ["HEADCAT_CACHE_DIR"] = str(place.cache)
    agrees = (
        answers(place.catalogue) == truth(place.catalogue) and not Catalogue.open(place.catalogue).errors()
    )
    if not agrees or place.litter():
        complain(f"the index {'agrees' if agrees else 'disagrees'}; beside the file are {place.litter()}")
    return int(not agrees or bool(place.litter()))


@contextmanager
def _readers(place: Place, how: str) -> Iterator[Counter[str]]:
    """Let two processes read all the time; count what they see."""
    command = [sys.executable, "-c", READ, str(place.catalogue), how]
    started = [
        subprocess.Popen(
            command, env=place.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(2)
    ]
    seen: Counter[str] = Counter()

    def listen(process: "subprocess.Popen[str]") -> None:
        for said in process.stdout or ():
            seen["read" if said == "read\n" else "bad"] += 1
            if said != "read\n":
                complain(f"a reader: {said.strip()}")

    listeners = [threading.Thread(target=listen, args=(process,)) for process in started]
    for listener in listeners:
        listener.start()
    try:
        yield seen
    finally:
        for process, listener in zip(started, listeners, strict=True):
            process.kill()
            listener.join()
            process.wait()


def _mixed(place: Place, tries: int) -> Iterator[Row]:
    """Let workers add, edit, remove and rename, each its own, while somebody saves the file by hand."""
    before = place.catalogue.read_text(encoding="utf-8")
    stopped = threading.Event()
    with ThreadPoolExecutor(_WORKERS + 1) as pool:
        saves = pool.submit(_edit_by_hand, place, stopped)
        with _readers(place, "changes") as read:
            workers = [pool.submit(_work, place, worker, -(-tries // _WORKERS)) for worker in range(_WORKERS)]
            results = [each.result() for each in workers]
        stopped.set()
        saved, overwritten = saves.result()
    lost = _disagreement(place)
    papers = {paper.title: paper.note for paper in Catalogue.open(place.catalogue).find()}
    for worker, (wanted, _) in enumerate(results):
        said = {item for item in wanted.items() if item[0] not in overwritten}
        found = {item for item in papers.items() if item[0].startswith(f"W{worker}n")}
        found = {item for item in found if item[0] not in overwritten}
        if found != said:
            complain(f"worker {worker}: said {said - found}, and is {found - said}")
            lost += len(found ^ said)
    lines = set(place.catalogue.read_text(encoding="utf-8").splitlines())
    gone = {f"# by hand {number}" for number in range(saved)} - lines
    lost += len(set(re.findall(r" *# remark \d+", before)) - lines)
    codes = sum((result[1] for result in results), Counter[int]())
    remark = f"{codes[0]} done, {codes.total() - codes[0]} said that they were not: {dict(codes)}"
    yield Row("adds, edits, removes and renames at once", codes.total(), lost, remark)
    yield Row("saves by an editor in between", saved, len(gone), f"which overwrote {len(overwritten)} papers")
    yield Row("readers meanwhile", read["read"], read["bad"], "each saw a whole file")


def _work(place: Place, worker: int, tries: int) -> tuple[dict[str, str | None], Counter[int]]:
    """Run commands, and note what is there by what they said; return it with their exit codes."""
    chance = random.Random(worker)  # noqa: S311 - is to be the same each time
    wanted: dict[str, str | None] = {}
    head = f"Head{worker} Zero"
    codes = Counter([place.run("heads", "add", head).returncode])
    for number in range(tries):
        kind = chance.choice(("add", "add", "edit", "remove", "rename"))
        own = sorted(wanted)
        if kind == "rename":
            new = f"Head{worker} {number}"
            code = place.run("heads", "rename", head, new).returncode
            head = new if code == 0 else head
        elif kind == "add" or not own:
            code = _add(place, worker, number)
            wanted |= {_title(worker, number): None} if code == 0 else {}
        else:
            title = chance.choice(own)
            key = _key(place, title)
            if kind == "edit":
                code = place.run("edit", key, "--note", f"note {number}").returncode
                wanted |= {title: f"note {number}"} if code == 0 else {}
            else:
                code = place.run("remove", key, "--yes").returncode
                if code == 0:
                    del wanted[title]
        codes[code] += 1
    return wanted, codes


def _key(place: Place, title: str) -> str:
    found = json.loads(place.run("search", title.split(maxsplit=1)[0], "--json").stdout)
    key: str = next(paper["key"] for paper in found if paper["title"] == title)
    return key


def _edit_by_hand(place: Place, stopped: threading.Event) -> tuple[int, set[str]]:
    """Save the file again and again, as a program does that knows nothing of locks.

    What such a program overwrites in the moment between its look and its save is lost by its doing. It
    sees by an exchange what that was.

    Returns:
        How often it saved, and the titles of the papers that it overwrote a change of.

    """
    chance = random.Random(0)  # noqa: S311
    saves, overwritten = 0, set[str]()
    beside = place.catalogue.with_name("papers.yaml~")
    while not stopped.wait(chance.uniform(0.2, 2)):
        data = place.catalogue.read_bytes()
        beside.write_bytes(data + b"# by hand %d\n" % saves)
        exchanged(beside, place.catalogue)
        if (out := beside.read_bytes()) != data:
            overwritten |= {title for title, _ in _notes(data, beside) ^ _notes(out, beside)}
        beside.unlink()
        saves += 1
    return saves, overwritten


def _notes(data: bytes, scratch: Path) -> set[tuple[str, str | None]]:
    scratch.write_bytes(data)
    return {(paper["title"], paper["note"]) for paper in map(json.loads, truth(scratch))}
