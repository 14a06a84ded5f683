"""Replacing: the old file or the new one, as it was but for its content, and nothing beside it."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from disk import failing, folder_contents, names, refusal
from headcat import store
from headcat.store import exchange, replacing

CHANGED = "papers.yaml: somebody else changed it meanwhile; nothing was written"


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


def test_a_new_file_may_be_its_owners_alone() -> None:
    store.replace(Path("new.txt"), b"new\n", mode=0o600)
    assert stat.S_IMODE(Path("new.txt").stat().st_mode) == 0o600


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
    before = file.stat().st_ino
    store.replace(file, b"new\n", expected=store.read(file))
    assert folder_contents() == {"papers.yaml": b"new\n"}
    assert file.stat().st_ino != before


def test_a_file_changed_meanwhile_is_left_alone(file: Path) -> None:
    known = store.read(file)
    file.write_bytes(b"theirs\n")
    assert refusal(lambda: store.replace(file, b"new\n", expected=known)) == CHANGED
    assert folder_contents() == {"papers.yaml": b"theirs\n"}


def test_a_file_deleted_meanwhile_is_not_made_again(file: Path) -> None:
    known = store.read(file)
    file.unlink()
    action = lambda: store.replace(file, b"new\n", expected=known)  # noqa: E731
    assert refusal(action) == "papers.yaml: no such file or directory"
    assert folder_contents() == {}


def test_a_file_that_became_a_pipe_is_not_written_into(file: Path) -> None:
    known = store.read(file)
    file.unlink()
    os.mkfifo(file)
    assert refusal(lambda: store.replace(file, b"new\n", expected=known)) == CHANGED
    assert names() == ["papers.yaml"]


# what its owner wants to stay


def test_a_read_only_file_is_kept(file: Path) -> None:
    file.chmod(0o444)
    message = "papers.yaml: is read-only; chmod u+w lets it be changed"
    assert refusal(lambda: store.replace(file, b"new\n")) == message
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_a_file_that_this_user_may_not_write_is_kept(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    message = "papers.yaml: is read-only; chmod u+w lets it be changed"
    assert refusal(lambda: store.replace(file, b"new\n")) == message
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_a_file_of_several_names_is_kept(file: Path) -> None:
    Path("other").hardlink_to(file)
    message = (
        "papers.yaml: has 2 names (hard links), which would be different files afterwards;"
        " copy it, and move the copy over it, or make the others symbolic links"
    )
    assert refusal(lambda: store.replace(file, b"new\n", expected=store.read(file))) == message
    assert folder_contents() == {"papers.yaml": b"old\n", "other": b"old\n"}


# failures

FAULTS = [
    (os, "fsync", errno.EIO, "papers.yaml: input/output error"),
    (os, "fchmod", errno.EPERM, "papers.yaml: operation not permitted"),
    (os, "fdopen", errno.ENOSPC, "papers.yaml: no space left on device"),
    (Path, "replace", errno.EACCES, "papers.yaml: permission denied"),
    (replacing, "_write_beside", errno.EROFS, "papers.yaml: read-only file system"),
    (Path, "rename", errno.EXDEV, "papers.yaml: invalid cross-device link"),
    (replacing, "exchanged", errno.ESTALE, "papers.yaml: stale file handle"),
    (replacing, "_sync", errno.EIO, "papers.yaml: input/output error"),
]


@pytest.mark.parametrize(("owner", "name", "code", "message"), FAULTS)
def test_a_failure_leaves_the_file_and_nothing_beside_it(
    file: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str, code: int, message: str
) -> None:
    known = store.read(file)
    monkeypatch.setattr(owner, name, failing(code))
    expected = None if owner is Path and name == "replace" else known
    assert refusal(lambda: store.replace(file, b"new\n", expected=expected)) == message
    assert folder_contents() == {"papers.yaml": b"old\n"}


@pytest.mark.parametrize(
    ("owner", "name"), [(os, "fsync"), (Path, "replace"), (Path, "rename"), (replacing, "exchanged")]
)
def test_an_interruption_leaves_nothing_either(
    file: Path, monkeypatch: pytest.MonkeyPatch, owner: object, name: str
) -> None:
    known = None if name == "replace" else store.read(file)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(owner, name, interrupt)
    with pytest.raises(KeyboardInterrupt):
        store.replace(file, b"new\n", expected=known)
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_an_interruption_right_behind_the_exchange_takes_it_back(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[bool] = []

    def interrupted(one: Path, other: Path) -> bool:
        calls.append(exchange.exchanged(one, other))
        if len(calls) == 1:
            raise KeyboardInterrupt
        return True

    monkeypatch.setattr(replacing, "exchanged", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.replace(file, b"new\n", expected=store.read(file))
    assert (calls, folder_contents()) == ([True, True], {"papers.yaml": b"old\n"})


@pytest.mark.parametrize("expects", [True, False])
def test_a_change_that_was_made_is_not_called_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, *, expects: bool
) -> None:
    """Without an exchange there is no way back, and a folder that cannot be synced is no reason for one."""
    known = store.read(file) if expects else None
    monkeypatch.setattr(replacing, "exchanged", lambda *_: False)
    monkeypatch.setattr(replacing, "_sync", failing(errno.EIO))
    store.replace(file, b"new\n", expected=known)
    assert folder_contents() == {"papers.yaml": b"new\n"}


def refusing_folders(code: int) -> Callable[[int], None]:
    """Return an fsync that fails for folders."""
    sync = os.fsync

    def fail(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(code, os.strerror(code))
        sync(handle)

    return fail


def test_a_folder_that_cannot_be_synced_takes_the_change_back(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", refusing_folders(errno.EIO))
    message = "papers.yaml: input/output error"
    assert refusal(lambda: store.replace(file, b"new\n", expected=store.read(file))) == message
    assert folder_contents() == {"papers.yaml": b"old\n"}


@pytest.mark.parametrize("code", [errno.EINVAL, errno.EACCES])
def test_a_folder_that_need_not_be_synced_is_not(
    file: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(os, "fsync", refusing_folders(code))
    store.replace(file, b"new\n", expected=store.read(file))
    assert folder_contents() == {"papers.yaml": b"new\n"}


@pytest.mark.parametrize("expects", [True, False])
def test_file_and_folder_reach_the_disk(
    file: Path, monkeypatch: pytest.MonkeyPatch, *, expects: bool
) -> None:
    known = store.read(file) if expects else None
    synced: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(stat.S_ISDIR(os.fstat(handle).st_mode)))
    store.replace(file, b"new\n", expected=known)
    assert synced == [False, True]


# saves in the last moment


def saving(*saves: Callable[[], object]) -> Callable[[Path, Path], bool]:
    """Return the exchange of files, before each of which somebody saves."""
    waiting = iter(saves)

    def exchanged(one: Path, other: Path) -> bool:
        next(waiting, lambda: None)()
        return exchange.exchanged(one, other)

    return exchanged


def by_rename(data: bytes) -> Callable[[], object]:
    def save() -> None:
        Path("editor~").write_bytes(data)
        Path("editor~").replace("papers.yaml")

    return save


def test_a_save_in_the_last_moment_goes_back(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "exchanged", saving(by_rename(b"theirs\n")))
    assert refusal(lambda: store.replace(file, b"new\n", expected=store.read(file))) == CHANGED
    assert folder_contents() == {"papers.yaml": b"theirs\n"}


def test_a_save_into_the_file_itself_goes_back(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "exchanged", saving(lambda: file.write_bytes(b"theirs\n")))
    assert refusal(lambda: store.replace(file, b"new\n", expected=store.read(file))) == CHANGED
    assert folder_contents() == {"papers.yaml": b"theirs\n"}


def test_who_has_just_opened_the_file_writes_into_the_real_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is to be written cannot be seen yet, but that somebody has the file open for writing."""
    handles: list[int] = []
    monkeypatch.setattr(
        replacing, "exchanged", saving(lambda: handles.append(os.open(file, os.O_WRONLY | os.O_CLOEXEC)))
    )
    assert refusal(lambda: store.replace(file, b"new\n", expected=store.read(file))) == CHANGED
    os.write(handles[0], b"theirs")
    os.close(handles[0])
    assert folder_contents() == {"papers.yaml": b"theirs"}


def test_of_two_saves_the_newer_stays_and_the_older_is_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "exchanged", saving(by_rename(b"first\n"), by_rename(b"second\n")))
    message = refusal(lambda: store.replace(file, b"new\n", expected=store.read(file)))
    (kept,) = Path.cwd().glob("papers.yaml.saved-*")
    says = "somebody else changed it meanwhile; one of their saves is kept as"
    assert message == f"papers.yaml: {says} {kept}"
    assert folder_contents() == {"papers.yaml": b"second\n", kept.name: b"first\n"}


def test_a_save_is_kept_where_it_cannot_go_back(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "exchanged", saving(by_rename(b"theirs\n"), file.unlink))
    message = refusal(lambda: store.replace(file, b"new\n", expected=store.read(file)))
    (kept,) = Path.cwd().glob("papers.yaml.saved-*")
    assert message.endswith(f"is kept as {kept}")
    assert folder_contents() == {kept.name: b"theirs\n"}


def test_where_files_cannot_be_exchanged_they_are_renamed(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replacing, "exchanged", lambda *_: False)
    store.replace(file, b"new\n", expected=store.read(file))
    assert folder_contents() == {"papers.yaml": b"new\n"}
