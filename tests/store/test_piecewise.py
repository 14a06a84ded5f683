"""Files that are written piece by piece."""

import errno
import os
import stat
import subprocess
from pathlib import Path

import pytest

from headcat import store
from headcat.errors import RefusedError


def contents() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path.cwd().iterdir()}


@pytest.mark.parametrize("mode", [0o640, 0o600])
def test_a_file_is_made_piece_by_piece(file: Path, mode: int) -> None:
    file.chmod(mode)
    with store.making(file) as new:
        with new.open("wb") as pieces:
            pieces.write(b"new")
            pieces.flush()
            assert file.read_bytes() == b"old\n"
            pieces.write(b"er\n")
        assert new.parent == file.absolute().parent
    assert contents() == {"papers.yaml": b"newer\n"}
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_a_file_that_was_not_there_is_made_whole() -> None:
    with store.making(Path("new")) as new:
        new.write_bytes(b"x")
        assert not Path("new").exists()
    assert contents() == {"new": b"x"}
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
    assert (store.stamp(file), contents()) == (before, {"papers.yaml": b"old\n"})


@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_cannot_be_made_whole_stays_as_it_was(file: Path, *, there: bool) -> None:
    path = file if there else Path("new")

    def fail() -> None:
        with store.making(path) as new:
            new.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(RefusedError) as caught:
        fail()
    assert str(caught.value) == f"{path}: no space left on device"
    assert contents() == {"papers.yaml": b"old\n"}


def test_what_is_made_for_a_pipe_goes_there_when_it_is_whole() -> None:
    os.mkfifo("pipe")
    with subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE) as cat:
        with store.making(Path("pipe")) as new:
            new.write_bytes(b"whole")
        assert cat.communicate()[0] == b"whole"
    assert [path.name for path in Path.cwd().iterdir()] == ["pipe"]
    assert stat.S_ISFIFO(Path("pipe").stat().st_mode)


def test_a_read_only_file_is_not_made_anew(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(RefusedError) as caught, store.making(file):
        pass
    assert str(caught.value) == "papers.yaml: is read-only; chmod u+w lets it be changed"
    assert contents() == {"papers.yaml": b"old\n"}
