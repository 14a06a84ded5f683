"""What fails: system calls, the disk's space, a folder's rights, the cache; the file is the old or the new.

`--tries` is the number of system calls that are made to fail; the other faults are tried a part as often.
A try counts as lost, too, where a command did not say what happened: 0 is done, 3 with a reason is not.
"""

import os
import random
import shutil
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Final

from headcat import store
from proofs.cases import COMMANDS, Case, cases, renew, wrongs
from proofs.place import HEADCAT, Place, answers, furnish, truth
from proofs.report import Row, complain
from proofs.tracing import Call, calls, injecting, is_there

_ANY: Final = ("EIO", "ESTALE")
# What each call may be answered; EINTR is one that Python tries again.
ERRORS: Final = {
    "openat": ("EACCES", "ENOSPC", "EROFS", "EIO", "ESTALE", "EDQUOT", "EMFILE"),
    "write": ("ENOSPC", "EDQUOT", "EIO", "EINTR"),
    "pwrite64": ("ENOSPC", "EIO"),
    "fsync": ("EIO", "ENOSPC", "EDQUOT", "EINTR"),
    "rename": ("ESTALE", "EXDEV", "EIO", "EACCES", "ENOSPC"),
    "renameat2": ("ENOSYS", "EINVAL", "EIO", "ESTALE", "ENOSPC"),
    "unlink": ("EIO", "ESTALE", "EACCES"),
    "flock": ("ENOLCK", "EINTR"),
    "fcntl": ("EINVAL", "EACCES", "EAGAIN"),
    "fchmod": ("EPERM", "EIO"),
    "fchown": ("EPERM", "EIO"),
    "ftruncate": _ANY,
    "read": ("EIO", "EINTR"),
    "pread64": _ANY,
    "newfstatat": _ANY,
    "lstat": _ANY,
    "stat": _ANY,
    "fstat": _ANY,
    "getdents64": _ANY,
    "listxattr": ("EIO", "EOPNOTSUPP"),
    "flistxattr": ("EIO", "EOPNOTSUPP"),
    "mkdir": ("EACCES", "ENOSPC"),
    "close": ("EIO",),
}


def prove(folder: Path, tries: int) -> Iterator[Row]:
    """Let everything fail that can."""
    all_cases = cases(folder / "cases", COMMANDS[:tries])
    if is_there():
        yield from _calls(all_cases, tries)
    few = max(1, tries // 20)
    yield _limits(all_cases, few)
    yield from _disks(folder, few)
    yield _meanwhile(furnish(folder / "meanwhile"))
    yield _clocks(furnish(folder / "clocks"), few)
    yield _caches(furnish(folder / "caches"), few)
    yield _spellings(furnish(folder / "spellings"), few)


def _calls(all_cases: list[Case], tries: int) -> Iterator[Row]:
    """Let calls fail that concern the file, its folder or the index, with each error that they may have."""
    plan: list[tuple[Case, Call, str]] = []
    for case in all_cases:
        renew(case)
        for call in calls(case.place, case.words, case.lock):
            if str(case.place.folder) in call.text and "<pipe:" not in call.text:
                plan += [(case, call, error) for error in ERRORS.get(call.name, ())]
    random.Random(0).shuffle(plan)  # noqa: S311 - is to be the same each time
    counts, lost = Counter[str](), Counter[str]()
    for case, call, error in islice(cycle(plan), tries):
        renew(case)
        ended = case.place.run(*case.words, before=injecting(call, f"error={error}"))
        counts[error] += 1
        lost[error] += _judged(case, ended, f"{call.name} {call.number} {error}: {call.text[:200]}")
    for error, count in sorted(counts.items()):
        yield Row(f"a system call fails: {error}", count, lost[error], f"of {len(plan)} ways to fail in all")


def _judged(case: Case, ended: "subprocess.CompletedProcess[str]", how: str) -> int:
    """Return 1 if anything is not as it must be, or as the command said."""
    data = case.place.catalogue.read_bytes() if case.place.catalogue.is_file() else b""
    wrong = []
    honest = {0: case.after, 3: case.before}.get(ended.returncode) == data
    if not honest or "Traceback" in ended.stderr or (ended.returncode and not ended.stderr.strip()):
        wrong.append(f"it ended with {ended.returncode} and …{ended.stderr[-300:]!r}")
    wrong += wrongs(case)
    for each in wrong:
        complain(f"{case.words[0]}: {how}: {each}")
    return int(bool(wrong))


def _limits(all_cases: list[Case], tries: int) -> Row:
    """Let no file become longer than a limit, from nothing to more than is needed (RLIMIT_FSIZE)."""
    lost = 0
    for number, case in enumerate(islice(cycle(all_cases), tries)):
        renew(case)
        limit = len(case.after) * 12 * number // (10 * tries)
        ended = case.place.run(*case.words, before=("prlimit", f"--fsize={limit}"))
        lost += _judged(case, ended, f"limit {limit}")
    return Row("no file may become longer than a limit (RLIMIT_FSIZE)", tries, lost)


def _disks(folder: Path, tries: int) -> Iterator[Row]:
    """Work on a disk of its own that becomes full, and on one that becomes read-only."""
    disk = folder / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "none", disk], check=False).returncode:
        yield Row("a full disk, a read-only disk", 0, 0, "not tried: only root may mount one")
        return
    try:
        own = cases(disk, COMMANDS[: min(5, tries)])
        lost = 0
        for number, case in enumerate(islice(cycle(own), tries)):
            renew(case)
            with _filled(disk, number % 12):
                ended = case.place.run(*case.words)
            lost += _judged(case, ended, f"{number % 12} pages left")
        yield Row("a full disk, with 0 to 11 pages left", tries, lost)
        lost = 0
        for case in islice(cycle(own), max(1, tries // 5)):
            renew(case)
            _mount(disk, "remount,ro")
            ended = case.place.run(*case.words)
            _mount(disk, "remount,rw")
            lost += _judged(case, ended, "read-only")
        yield Row("a read-only disk", max(1, tries // 5), lost)
    finally:
        subprocess.run(["umount", disk], check=True)


def _mount(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", options, disk], check=True)


@contextmanager
def _filled(disk: Path, pages: int) -> Iterator[None]:
    """Fill a disk but for some pages."""
    filler = disk / "filler"
    size = os.statvfs(disk)
    filler.write_bytes(bytes(size.f_bavail * size.f_frsize - pages * size.f_frsize))
    try:
        yield
    finally:
        filler.unlink()


def _meanwhile(place: Place) -> Row:
    """Let the file become something else while a command waits for the lock."""
    path = place.catalogue
    before = path.read_bytes()

    def folder() -> None:
        path.unlink()
        path.mkdir()

    def pipe() -> None:
        path.unlink()
        os.mkfifo(path)

    def text() -> None:
        path.write_bytes(b"\xff\xfe no catalogue")

    lost = 0
    changes: tuple[Callable[[], None], ...] = (path.unlink, folder, pipe, text)
    for change in changes:
        command = place.words(
            "add", "--title", "Late", "--author", "Lea Late", "--date", "2024", "--no-input"
        )
        with store.lock(path):
            process = subprocess.Popen(
                command, env=place.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            first = process.stderr.readline() if process.stderr else ""
            change()
        _, errors = process.communicate()
        if process.returncode != 3 or "Traceback" in errors or "waiting for" not in first:  # noqa: PLR2004
            complain(f"{change}: {process.returncode} {first!r} {errors!r}")
            lost += 1
        if path.is_dir():
            path.rmdir()
        path.unlink(missing_ok=True)
        path.write_bytes(before)
    return Row("deleted, a folder, a pipe, no text while a command waits", len(changes), lost)


def _clocks(place: Place, tries: int) -> Row:
    """Change the file in place, to another of the same length and an older or the same time."""
    path = place.catalogue
    chance = random.Random(0)  # noqa: S311
    os.environ["HEADCAT_CACHE_DIR"] = str(place.cache)
    lost = 0
    for number in range(tries):
        answers(path)
        if number % 2:
            time.sleep(0.01)
        status = path.stat()
        data = path.read_bytes()
        with path.open("r+b") as file:
            file.write(data.replace(b"of Many", b"of %04d" % number))
        earlier = chance.choice((0, 1, 10**9, 3600 * 10**9))
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns - earlier))
        if answers(path) != truth(path):
            complain(f"a change whose time is {earlier} ns earlier")
            lost += 1
        path.write_bytes(data)
    return Row("a change of the same length and an older time, or the same", tries, lost)


def _caches(place: Place, tries: int) -> Row:
    """Damage the index in every way, and ask."""
    path = place.catalogue
    os.environ["HEADCAT_CACHE_DIR"] = str(place.cache)
    answers(path)
    (index,) = place.cache.rglob("*.sqlite")
    sound = index.read_bytes()
    chance = random.Random(0)  # noqa: S311

    def foreign() -> None:
        index.unlink()
        with sqlite3.connect(index) as connection:
            connection.execute("CREATE TABLE meta (version)")
            connection.execute("INSERT INTO meta VALUES ('other')")
        connection.close()

    def hostile() -> None:
        """Say something else, where everybody may write."""
        index.write_bytes(sound.replace(b"of Many", b"of Lies"))
        index.chmod(0o666)

    def folder() -> None:
        index.unlink()
        index.mkdir()

    damages: tuple[Callable[[], object], ...] = (
        lambda: index.write_bytes(sound[: chance.randrange(len(sound))]),
        lambda: index.write_bytes(chance.randbytes(100) + sound[100:]),
        lambda: index.write_bytes(sound[:100] + chance.randbytes(len(sound) - 100)),
        lambda: index.write_bytes(b""),
        lambda: index.write_bytes(chance.randbytes(5000)),
        foreign,
        hostile,
        folder,
    )
    lost = 0
    for damage in islice(cycle(damages), tries):
        damage()
        if answers(path) != truth(path):
            complain(f"the index after {damage}")
            lost += 1
        shutil.rmtree(place.cache)
        answers(path)
    return Row("a truncated, overwritten, foreign or planted index", tries, lost)


def _spellings(place: Place, tries: int) -> Row:
    """Add by two spellings of the file's name at once, as where upper and lower case are the same."""
    other = place.catalogue.with_name("Papers.YAML")
    other.symlink_to(place.catalogue.name)

    def add(number: int) -> int:
        name = (place.catalogue, other)[number % 2]
        words = ("--title", f"N{number} Findings", "--author", "Ada Adams", "--date", "2024", "--no-input")
        command = [*HEADCAT, "--catalogue", str(name), "--wait", "600", "add", *words]
        return subprocess.run(command, env=place.environment, capture_output=True, check=False).returncode

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(add, range(tries)))
    added = [text for text in truth(place.catalogue) if " Findings" in text]
    lost = codes.count(0) - len(added) + len(codes) - codes.count(0) + (other.is_symlink() is False)
    return Row("two spellings of one file's name", tries, lost)
