"""Reading: whole, at once, and with an error that names the file."""

import errno
import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import pytest

from disk import failing, refusal
from headcat import store


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
