"""What only Linux can do: files change places, and who writes is seen."""

import errno
import fcntl
import os
from pathlib import Path

import pytest

from disk import failing, folder_contents
from headcat.store.exchange import exchanged, is_being_written


class Library:
    """Stands for a C library whose renameat2 fails."""

    def __init__(self, code: int) -> None:
        self.code = code

    def renameat2(self, *_: object) -> int:
        """Fail."""
        return -1 if self.code else 0


def test_two_files_change_places(file: Path) -> None:
    Path("a\udcff").write_bytes(b"other\n")
    assert exchanged(file, Path("a\udcff"))
    assert folder_contents() == {"papers.yaml": b"other\n", "a\udcff": b"old\n"}


def test_what_is_missing_changes_places_with_nothing(file: Path) -> None:
    with pytest.raises(FileNotFoundError):
        exchanged(file, Path("missing"))
    assert folder_contents() == {"papers.yaml": b"old\n"}


@pytest.mark.parametrize("code", [errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM])
def test_where_it_cannot_be_done_nothing_happens(
    file: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: Library(code))
    monkeypatch.setattr("ctypes.get_errno", lambda: code)
    assert not exchanged(file, Path("other"))


def test_a_library_without_it_cannot(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    assert not exchanged(file, Path("other"))


@pytest.mark.parametrize(
    ("flags", "expected"), [(os.O_RDONLY, False), (os.O_WRONLY, True), (os.O_RDWR | os.O_APPEND, True)]
)
def test_who_writes_is_seen(file: Path, flags: int, *, expected: bool) -> None:
    other = os.open(file, flags)
    with file.open("rb") as mine:
        assert is_being_written(mine.fileno()) is expected
        os.close(other)
        assert not is_being_written(mine.fileno())


def test_who_opens_it_then_is_not_kept_waiting(file: Path) -> None:
    with file.open("rb") as mine:
        assert not is_being_written(mine.fileno())
        assert fcntl.fcntl(mine, fcntl.F_GETLEASE) == fcntl.F_UNLCK
        file.write_bytes(b"theirs\n")


@pytest.mark.parametrize("code", [errno.EACCES, errno.EINVAL])
def test_where_it_cannot_be_told_nobody_writes(
    file: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(fcntl, "fcntl", failing(code))
    with file.open("rb") as mine:
        assert not is_being_written(mine.fileno())


def test_without_leases_nobody_writes(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(fcntl, "F_SETLEASE")
    with file.open("r+b") as mine:
        assert not is_being_written(mine.fileno())
