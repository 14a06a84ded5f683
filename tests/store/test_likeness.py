"""Owner, rights and attributes of what is replaced: kept, or fewer."""

import errno
import os
import stat
import struct
from pathlib import Path

import pytest

from disk import failing, folder_contents, refusal
from headcat import store

ACL = "system.posix_acl_access"


def acl(*entries: tuple[int, int, int]) -> bytes:
    """Return an access control list as Linux keeps it: of tag, rights and id."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


SHARED = acl((1, 6, 0xFFFFFFFF), (2, 6, 1234), (4, 4, 0xFFFFFFFF), (16, 6, 0xFFFFFFFF), (32, 0, 0xFFFFFFFF))


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755, 0o200])
def test_the_mode_is_kept(file: Path, mode: int) -> None:
    file.chmod(mode)
    store.replace(file, b"new\n")
    assert stat.S_IMODE(file.stat().st_mode) == mode
    assert folder_contents() == {"papers.yaml": b"new\n"}


@pytest.mark.parametrize("mode", [0o4755, 0o2755, 0o6644, 0o1644])
def test_what_was_granted_to_the_old_content_goes(file: Path, mode: int) -> None:
    file.chmod(mode)
    store.replace(file, b"new\n")
    assert stat.S_IMODE(file.stat().st_mode) == mode & 0o777


def test_owner_and_group_are_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    status = file.stat()
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "fchown", lambda _, user, group: given.append((user, group)))
    store.replace(file, b"new\n")
    store.replace(Path("other"), b"new\n")
    assert given == [(status.st_uid, status.st_gid)]


def test_an_owner_that_may_not_be_given_is_let_go(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []

    def chown(_: int, user: int, group: int) -> None:
        given.append((user, group))
        if user >= 0:
            raise PermissionError

    file.chmod(0o664)
    monkeypatch.setattr(os, "fchown", chown)
    store.replace(file, b"new\n")
    status = file.stat()
    assert given == [(status.st_uid, status.st_gid), (-1, status.st_gid)]
    assert stat.S_IMODE(status.st_mode) == 0o664


@pytest.mark.parametrize(("mode", "fewer"), [(0o664, 0o644), (0o660, 0o600), (0o606, 0o666)])
def test_another_group_gets_what_everybody_has(
    file: Path, monkeypatch: pytest.MonkeyPatch, mode: int, fewer: int
) -> None:
    file.chmod(mode)
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM))
    store.replace(file, b"new\n")
    assert stat.S_IMODE(file.stat().st_mode) == fewer
    assert folder_contents() == {"papers.yaml": b"new\n"}


def test_attributes_and_lists_are_kept(file: Path) -> None:
    os.setxattr(file, "user.note", b"mine\x00")
    os.setxattr(file, ACL, SHARED)
    store.replace(file, b"new\n", expected=store.read(file))
    assert os.getxattr(file, "user.note") == b"mine\x00"
    assert os.getxattr(file, ACL) == SHARED
    assert stat.S_IMODE(file.stat().st_mode) == 0o660


def test_a_list_goes_with_the_group(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.setxattr(file, ACL, SHARED)
    os.setxattr(file, "user.note", b"mine")
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM))
    store.replace(file, b"new\n")
    assert os.listxattr(file) == ["user.note"]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_what_the_folder_gives_to_new_files_is_not_taken(file: Path) -> None:
    os.setxattr(Path.cwd(), "system.posix_acl_default", SHARED)
    store.replace(file, b"new\n")
    assert os.listxattr(file) == []
    store.replace(Path("made"), b"new\n")
    assert os.listxattr("made") == [ACL]


@pytest.mark.parametrize("name", ["setxattr", "listxattr", "getxattr"])
def test_attributes_that_cannot_be_kept_are_let_go(
    file: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    os.setxattr(file, "user.note", b"mine")
    monkeypatch.setattr(os, name, failing(errno.EOPNOTSUPP))
    store.replace(file, b"new\n")
    assert folder_contents() == {"papers.yaml": b"new\n"}


def test_a_disk_that_is_full_of_attributes_is_told(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.setxattr(file, "user.note", b"mine")
    monkeypatch.setattr(os, "setxattr", failing(errno.ENOSPC))
    assert refusal(lambda: store.replace(file, b"new\n")) == "papers.yaml: no space left on device"
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_a_system_without_attributes_has_none(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "listxattr")
    store.replace(file, b"new\n")
    assert folder_contents() == {"papers.yaml": b"new\n"}
