"""Bytes on disk: whole or not at all, and no file left behind."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

import pytest

from headcat import store
from headcat.errors import RefusedError

HOLD = """
import sys
from pathlib import Path
from headcat import store
with store.lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def file() -> Path:
    path = Path("papers.yaml")
    path.write_bytes(b"old\n")
    return path


@pytest.fixture
def holder(file: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run another process that holds the lock until its stdin is closed."""
    command = [sys.executable, "-c", HOLD, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        yield process
        if not process.stdin.closed:
            process.stdin.close()
        assert process.wait() == 0


def refusal(action: Callable[[], object]) -> str:
    """Return the message that an action is refused with."""
    with pytest.raises(RefusedError) as refused:
        action()
    assert refused.value.diagnostics == ()
    return str(refused.value)


def folder_contents() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path.cwd().iterdir()}


def failing(code: int) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise OSError(code, os.strerror(code))

    return fail


# reading


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbfa\r\nb", b"\x00\xff" * 40_000])
def test_a_file_is_read_byte_for_byte(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    status = file.stat()
    digest = blake2b(data, digest_size=16).hexdigest()
    stamp = store.Stamp(len(data), status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    assert store.read(file) == store.Snapshot(data, digest, stamp)
    assert store.stamp(file) == stamp


def test_a_stamp_tells_a_change_of_equal_size_and_time(file: Path) -> None:
    before, status = store.stamp(file), file.stat()
    file.write_bytes(b"new\n")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    after = store.stamp(file)
    assert (after.size, after.mtime, after.inode) == (before.size, before.mtime, before.inode)
    assert after.ctime >= before.ctime


@pytest.mark.parametrize("action", [store.stamp, store.read])
def test_what_is_missing_is_named(action: Callable[[Path], object]) -> None:
    assert refusal(lambda: action(Path("a", "b.yaml"))) == "a/b.yaml: no such file or directory"


def test_a_folder_is_not_read() -> None:
    Path("folder").mkdir()
    assert refusal(lambda: store.read(Path("folder"))) == "folder: is a directory"


def test_a_path_below_a_file_is_not_read(file: Path) -> None:
    assert refusal(lambda: store.read(file / "x")) == "papers.yaml/x: not a directory"


def test_a_pipe_is_refused_without_waiting_for_a_writer() -> None:
    os.mkfifo("pipe")
    assert refusal(lambda: store.read(Path("pipe"))) == "pipe: is no regular file"


def test_a_device_is_refused() -> None:
    assert refusal(lambda: store.read(Path("/dev/zero"))) == "/dev/zero: is no regular file"


def test_a_link_that_leads_round_in_a_circle_is_refused() -> None:
    Path("a").symlink_to("b")
    Path("b").symlink_to("a")
    assert refusal(lambda: store.read(Path("a"))) == "a: too many levels of symbolic links"


def test_a_file_that_may_not_be_read_is_named(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EACCES))
    assert refusal(lambda: store.read(file)) == "papers.yaml: permission denied"


def test_an_error_without_a_number_keeps_its_words(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> int:
        message = "Something Odd"
        raise OSError(message)

    monkeypatch.setattr(os, "open", fail)
    assert refusal(lambda: store.read(file)) == "papers.yaml: something odd"


# replacing


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o400, 0o755])
def test_the_mode_is_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    store.replace(file, b"new\n")
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert folder_contents() == {"papers.yaml": b"new\n"}


@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_honours_the_umask(mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        store.replace(Path("new.txt"), b"new\n")
        assert os.umask(mask) == mask
    finally:
        os.umask(before)
    assert stat.S_IMODE(Path("new.txt").stat().st_mode) == mode
    assert folder_contents() == {"new.txt": b"new\n"}


def test_owner_and_group_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status = file.stat()
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "fchown", lambda _, user, group: given.append((user, group)))
    store.replace(file, b"new\n")
    store.replace(Path("other"), b"new\n")
    assert given == [(status.st_uid, status.st_gid)]


def test_an_owner_that_may_not_be_given_is_let_go(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM))
    store.replace(file, b"new\n")
    assert folder_contents() == {"papers.yaml": b"new\n"}


def test_a_symbolic_link_stays_one(file: Path) -> None:
    folder = Path("links")
    folder.mkdir()
    link = folder / "link.yaml"
    link.symlink_to(Path("..", file))
    store.replace(link, b"new\n")
    assert (link.is_symlink(), file.is_symlink(), file.read_bytes()) == (True, False, b"new\n")
    assert [path.name for path in folder.iterdir()] == ["link.yaml"]


def test_a_link_to_nothing_gets_its_file() -> None:
    Path("link").symlink_to("target")
    store.replace(Path("link"), b"new\n")
    assert (Path("link").is_symlink(), Path("target").read_bytes()) == (True, b"new\n")


def test_links_that_lead_round_in_a_circle_give_way_to_a_file() -> None:
    Path("a").symlink_to("b")
    Path("b").symlink_to("a")
    store.replace(Path("a"), b"new\n")
    assert (Path("a").is_symlink(), Path("a").read_bytes()) == (False, b"new\n")


def test_what_no_file_can_replace_is_written_to() -> None:
    os.mkfifo("pipe")
    reader = os.open("pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        store.replace(Path("pipe"), b"new\n")
        assert os.read(reader, 100) == b"new\n"
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


def test_a_folder_is_not_replaced() -> None:
    Path("folder").mkdir()
    assert refusal(lambda: store.replace(Path("folder"), b"new\n")) == "folder: is a directory"


def test_a_missing_folder_is_named_by_the_file() -> None:
    action = lambda: store.replace(Path("missing", "x.md"), b"new\n")  # noqa: E731
    assert refusal(action) == "missing/x.md: no such file or directory"
    assert folder_contents() == {}


def test_the_expected_content_is_replaced(file: Path) -> None:
    store.replace(file, b"new\n", expected=b"old\n")
    assert folder_contents() == {"papers.yaml": b"new\n"}


def test_a_file_changed_meanwhile_is_left_alone(file: Path) -> None:
    known = store.read(file).data
    file.write_bytes(b"theirs\n")
    message = "papers.yaml: somebody else changed it meanwhile; nothing was written"
    assert refusal(lambda: store.replace(file, b"new\n", expected=known)) == message
    assert folder_contents() == {"papers.yaml": b"theirs\n"}


def test_a_file_deleted_meanwhile_is_not_made_again(file: Path) -> None:
    known = store.read(file).data
    file.unlink()
    action = lambda: store.replace(file, b"new\n", expected=known)  # noqa: E731
    assert refusal(action) == "papers.yaml: no such file or directory"
    assert folder_contents() == {}


@pytest.mark.parametrize(
    ("owner", "name", "code", "message"),
    [
        (os, "fsync", errno.EIO, "papers.yaml: input/output error"),
        (os, "fchmod", errno.EPERM, "papers.yaml: operation not permitted"),
        (os, "fdopen", errno.ENOSPC, "papers.yaml: no space left on device"),
        (Path, "replace", errno.EACCES, "papers.yaml: permission denied"),
        (store, "_write_beside", errno.EROFS, "papers.yaml: read-only file system"),
    ],
)
def test_a_failure_leaves_the_file_and_nothing_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, code: int, message: str
) -> None:
    monkeypatch.setattr(owner, name, failing(code))
    assert refusal(lambda: store.replace(file, b"new\n")) == message
    assert folder_contents() == {"papers.yaml": b"old\n"}


@pytest.mark.parametrize(("owner", "name"), [(os, "fsync"), (Path, "replace")])
def test_an_interruption_leaves_nothing_either(
    file: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, name, interrupt)
    with pytest.raises(KeyboardInterrupt):
        store.replace(file, b"new\n")
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_a_change_that_was_made_is_not_called_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_sync_folder", failing(errno.EINVAL))
    store.replace(file, b"new\n")
    assert folder_contents() == {"papers.yaml": b"new\n"}


def test_file_and_folder_reach_the_disk(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
    store.replace(file, b"new\n")
    assert synced == [False, True]


# locking


def test_the_lock_lasts_as_long_as_its_context(file: Path) -> None:
    with store.lock(file):
        assert folder_contents() == {"papers.yaml": b"old\n", ".papers.yaml.lock": b""}
    assert folder_contents() == {"papers.yaml": b"old\n"}
    with store.lock(file, 0):
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
        message = "link: another process is writing it (waited 0 s); try again"
        assert refusal(store.lock(Path("link"), 0).__enter__) == message
    assert sorted(folder_contents()) == ["link", "papers.yaml"]


@pytest.mark.usefixtures("holder")
def test_another_process_is_kept_out(file: Path) -> None:
    message = "papers.yaml: another process is writing it (waited 0.05 s); try again"
    assert refusal(store.lock(file, 0.05).__enter__) == message
    assert folder_contents()["papers.yaml"] == b"old\n"


def test_who_waits_gets_the_lock(file: Path, holder: "subprocess.Popen[bytes]") -> None:
    assert holder.stdin is not None
    holder.stdin.close()
    with store.lock(file):
        assert folder_contents() == {"papers.yaml": b"old\n", ".papers.yaml.lock": b""}
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_a_lock_that_cannot_be_made_is_named(file: Path) -> None:
    lock = Path(".papers.yaml.lock")
    lock.mkdir()
    assert refusal(store.lock(file).__enter__) == f"{lock.absolute()}: is a directory"
    assert (lock.is_dir(), file.read_bytes()) == (True, b"old\n")


def test_a_lock_that_somebody_deleted_is_let_go(file: Path) -> None:
    with store.lock(file):
        Path(".papers.yaml.lock").unlink()
    assert folder_contents() == {"papers.yaml": b"old\n"}


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o444])
def test_a_file_is_made_piece_by_piece(file: Path, mode: int) -> None:
    file.chmod(mode)
    with store.making(file) as new:
        with new.open("wb") as pieces:
            pieces.write(b"new")
            pieces.flush()
            assert file.read_bytes() == b"old\n"
            pieces.write(b"er\n")
        assert new.parent == file.absolute().parent
    assert folder_contents() == {"papers.yaml": b"newer\n"}
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_file_that_was_not_there_is_made_whole() -> None:
    with store.making(Path("new")) as new:
        new.write_bytes(b"x")
        assert not Path("new").exists()
    assert folder_contents() == {"new": b"x"}
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(Path("new").stat().st_mode) == 0o666 & ~umask


def test_a_link_to_a_file_that_is_made_stays_one(file: Path) -> None:
    Path("link").symlink_to(file)
    with store.making(Path("link")) as new:
        new.write_bytes(b"new")
    assert (Path("link").readlink(), file.read_bytes()) == (file, b"new")


def test_the_same_bytes_do_not_touch_a_file(file: Path) -> None:
    os.utime(file, (1, 1))
    before = store.stamp(file)
    with store.making(file) as new:
        new.write_bytes(b"old\n")
    assert (store.stamp(file), folder_contents()) == (before, {"papers.yaml": b"old\n"})


@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_cannot_be_made_whole_stays_as_it_was(file: Path, *, there: bool) -> None:
    path = file if there else Path("new")

    def fail() -> None:
        with store.making(path) as new:
            new.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")

    assert refusal(fail) == f"{path}: no space left on device"
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_a_folder_that_cannot_be_synced_is_no_failure(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_sync_folder", failing(errno.EINVAL))
    with store.making(file) as new:
        new.write_bytes(b"new")
    assert file.read_bytes() == b"new"


def test_what_is_made_for_a_pipe_goes_there_when_it_is_whole() -> None:
    os.mkfifo("pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as cat:
        with store.making(Path("pipe")) as new:
            new.write_bytes(b"whole")
        assert cat.communicate()[0] == b"whole"
    assert [path.name for path in Path.cwd().iterdir()] == ["pipe"]
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)
