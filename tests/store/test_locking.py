"""The lock: one at a time, known by name, and never held by the dead."""

import errno
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from disk import failing, folder_contents, names, refusal
from headcat import store
from headcat.store import Patience, locking

LOCK = Path(".papers.yaml.lock")
NOW = Patience(0)
HOLD = """
import sys
from pathlib import Path
from headcat import store
sys.argv[0] = "/usr/bin/headcat"
with store.lock(Path("papers.yaml")):
    print("held", flush=True)
    sys.stdin.read()
"""
ANYBODY = "papers.yaml: another process is writing it; nothing was changed after waiting 0 s (--wait SECONDS)"


@pytest.fixture
def holder(file: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run another process that holds the lock until its stdin is closed."""
    command = [sys.executable, "-c", HOLD, "import", "a\x1b[1m\nb.bib"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=file.parent) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        if not process.stdin.closed:
            process.stdin.close()
        assert process.wait() in (0, -signal.SIGKILL)


def attempt(path: Path, patience: Patience = NOW) -> str:
    """Return the message that a lock is refused with."""
    return refusal(lambda: store.lock(path, patience).__enter__())


def signed(*lines: object) -> str:
    """Return what is said of a holder whose lock says these lines."""
    LOCK.write_bytes("\n".join(map(str, lines)).encode("utf-8", "surrogateescape"))
    return locking._holder(LOCK)


def test_the_lock_lasts_as_long_as_its_context(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/headcat", "add", "--title", "T"])
    begun = int(time.time())
    with store.lock(file):
        contents = folder_contents()
        pid, since, host, command = contents.pop(LOCK.name).decode().split("\n")
        assert contents == {"papers.yaml": b"old\n"}
        assert (pid, host, command) == (str(os.getpid()), socket.gethostname(), "headcat add --title T")
        assert begun <= int(since) <= time.time()
    assert folder_contents() == {"papers.yaml": b"old\n"}
    with store.lock(file, NOW):
        store.replace(file, b"new\n")
    assert folder_contents() == {"papers.yaml": b"new\n"}


def test_the_lock_ends_with_an_error(file: Path) -> None:
    message = "inside"
    with pytest.raises(ValueError, match=f"^{message}$"), store.lock(file):
        raise ValueError(message)
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_a_link_and_its_file_have_one_lock(file: Path) -> None:
    Path("link").symlink_to(file)
    with store.lock(file):
        assert attempt(Path("link")).startswith("link: ")
    assert sorted(folder_contents()) == ["link", "papers.yaml"]


def test_a_file_that_is_not_there_yet_has_a_lock() -> None:
    with store.lock(Path("papers.yaml")):
        assert LOCK.read_bytes() == b"" or LOCK.read_bytes().startswith(b"%d\n" % os.getpid())
        assert attempt(Path("papers.yaml")).startswith("papers.yaml: ")
    assert folder_contents() == {}


def test_a_pipe_has_none() -> None:
    os.mkfifo("pipe")
    with store.lock(Path("pipe")), store.lock(Path("pipe"), NOW):
        assert names() == ["pipe"]


@pytest.mark.parametrize(("seconds", "count"), [(0.0, 0), (0.05, 0), (0.6, 1)])
def test_who_waits_is_told_whom_he_waits_for(
    file: Path, holder: "subprocess.Popen[bytes]", seconds: float, count: int
) -> None:
    lines: list[str] = []
    message = attempt(file, Patience(seconds, lines.append))
    since = message.partition(" since ")[2].partition(")")[0]
    assert abs(time.mktime(time.strptime(since, "%Y-%m-%d %H:%M:%S")) - time.time()) < 60
    who = rf"headcat import a\x1b[1m b.bib (process {holder.pid} on {socket.gethostname()} since {since})"
    ending = f"nothing was changed after waiting {seconds:g} s (--wait SECONDS)"
    assert message == f"papers.yaml: {who} is writing it; {ending}"
    assert lines == [f"waiting for papers.yaml: {who} is writing it"] * count
    assert file.read_bytes() == b"old\n"


def test_who_waits_gets_the_lock(file: Path, holder: "subprocess.Popen[bytes]") -> None:
    assert holder.stdin is not None
    holder.stdin.close()
    with store.lock(file):
        assert sorted(folder_contents()) == [LOCK.name, "papers.yaml"]
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_who_is_told_gets_it_too(file: Path, holder: "subprocess.Popen[bytes]") -> None:
    lines: list[str] = []

    def tell(line: str) -> None:
        assert holder.stdin is not None
        holder.stdin.close()
        lines.append(line)

    with store.lock(file, Patience(10, tell)):
        assert len(lines) == 1
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_nobody_need_be_told(file: Path, holder: "subprocess.Popen[bytes]") -> None:
    assert attempt(file, Patience(0.51)).endswith("after waiting 0.51 s (--wait SECONDS)")
    assert holder.poll() is None


def test_the_dead_hold_no_lock(file: Path, holder: "subprocess.Popen[bytes]") -> None:
    holder.kill()
    holder.wait()
    assert LOCK.read_bytes() != b""
    assert locking._holder(LOCK) == "another process"
    with store.lock(file, NOW):
        assert LOCK.read_bytes().startswith(b"%d\n" % os.getpid())
    assert folder_contents() == {"papers.yaml": b"old\n"}


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("1",),
        ("one", 1, "host", "command"),
        (1, "now", "host", "command"),
        (1, 10**30, "host", "command"),
        (1, 10**15, socket.gethostname(), "command")[:2],
        (0, 1, socket.gethostname(), "command"),
        (-1, 1, socket.gethostname(), "command"),
        (2**40, 1, socket.gethostname(), "command"),
        ("9" * 5000, 1, "host", "command"),
    ],
)
def test_what_cannot_be_believed_is_not_said(lines: tuple[object, ...]) -> None:
    assert signed(*lines) == "another process"


def test_what_is_said_cannot_act_on_a_terminal() -> None:
    begun = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(1))
    assert signed(7, 1, "far\x1b]0;x\x07", "a\nb\u202e\udcff" + "c" * 100) == (
        r"a b\u202e" + "\ufffd" + "c" * 50 + "…" + rf" (process 7 on far\x1b]0;x\x07 since {begun})"
    )


def test_somebody_elses_process_lives(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "kill", failing(errno.EPERM))
    assert signed(7, 1, socket.gethostname(), "headcat").startswith("headcat (process 7 on ")


def test_a_link_is_not_looked_behind(file: Path) -> None:
    Path("secret").write_text("1\n1\nhost\nsecret")
    LOCK.symlink_to("secret")
    assert locking._holder(LOCK) == "another process"
    assert attempt(file) == f"{LOCK.absolute()}: too many levels of symbolic links"
    assert Path("secret").read_text() == "1\n1\nhost\nsecret"


def test_another_name_of_a_file_is_not_written_into(file: Path) -> None:
    Path("secret").write_bytes(b"secret")
    LOCK.hardlink_to("secret")
    with store.lock(file):
        assert LOCK.read_bytes() == b"secret"
    assert folder_contents() == {"papers.yaml": b"old\n", "secret": b"secret"}


@pytest.mark.parametrize(("mode", "lock_mode"), [(0o664, 0o664), (0o640, 0o640), (0o755, 0o644)])
def test_who_may_write_the_file_may_open_its_lock(file: Path, mode: int, lock_mode: int) -> None:
    file.chmod(mode)
    with store.lock(file):
        assert stat.S_IMODE(LOCK.stat().st_mode) == lock_mode


def test_a_lock_that_cannot_be_signed_is_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "write", failing(errno.ENOSPC))
    with store.lock(file):
        assert attempt(file) == ANYBODY


def test_a_lock_that_cannot_be_made_is_named(file: Path) -> None:
    LOCK.mkdir()
    assert attempt(file, Patience()) == f"{LOCK.absolute()}: is a directory"
    assert (LOCK.is_dir(), file.read_bytes()) == (True, b"old\n")


def test_a_missing_folder_is_named() -> None:
    Path("file").touch()
    assert attempt(Path("missing", "papers.yaml")) == "missing/papers.yaml: no such file or directory"
    assert attempt(Path("file", "papers.yaml")) == "file/papers.yaml: not a directory"
    assert names() == ["file"]


@pytest.mark.parametrize(
    ("writable", "begins"), [(False, "papers.yaml: cannot be replaced, for"), (True, "/")]
)
def test_a_folder_that_cannot_be_written_is_named(
    file: Path, monkeypatch: pytest.MonkeyPatch, *, writable: bool, begins: str
) -> None:
    monkeypatch.setattr("filelock.FileLock.acquire", failing(errno.EACCES))
    monkeypatch.setattr(os, "access", lambda *_: writable)
    message = attempt(file)
    assert message.startswith(begins)
    assert message.endswith("permission denied" if writable else f"its folder {Path.cwd()} cannot be written")


def test_a_lock_that_somebody_deleted_is_let_go(file: Path) -> None:
    with store.lock(file):
        LOCK.unlink()
    assert folder_contents() == {"papers.yaml": b"old\n"}


@pytest.mark.parametrize("told", [True, False])
def test_what_the_dead_left_is_cleared_away(file: Path, *, told: bool) -> None:
    digest = store.digest(b"old\n")
    Path(".papers.yaml.0123456789abcdef.tmp").write_bytes(b"ne")
    Path(f".papers.yaml.1-1-{digest}.swap").write_bytes(b"a save")
    lines: list[str] = []
    with store.lock(file, Patience(0, lines.append if told else None)):
        (kept,) = Path.cwd().glob("papers.yaml.saved-*")
    assert folder_contents() == {"papers.yaml": b"old\n", kept.name: b"a save"}
    message = f"{kept}: was saved while headcat was killed; compare it with papers.yaml"
    assert lines == [message] * told
