"""What the dead leave: cleared away, unless it is somebody's."""

import os
from pathlib import Path

import pytest

from disk import failing, folder_contents, names
from headcat import store
from headcat.store import leftovers

TMP = ".papers.yaml.0123456789abcdef.tmp"


@pytest.mark.parametrize(
    "name",
    [
        ".papers.yaml.lock",
        ".papers.yaml.0123.tmp",
        "papers.yaml.0123456789abcdef.tmp",
        ".papers.yaml.bak.0123456789abcdef.tmp",
        ".other.yaml.0123456789abcdef.tmp",
        ".papers.yaml.swap",
        ".papers.yaml.0123456789abcdef.tmp.kept",
        ".papersxyaml.0123456789abcdef.tmp",
    ],
)
def test_what_is_not_its_own_stays(file: Path, name: str) -> None:
    Path(name).write_bytes(b"somebody's")
    assert leftovers.clear(file.absolute()) == []
    assert folder_contents() == {"papers.yaml": b"old\n", name: b"somebody's"}


def test_what_was_being_written_goes(file: Path) -> None:
    made = leftovers.unfinished(file)
    made.write_bytes(b"ne")
    Path(TMP).symlink_to(file)
    assert leftovers.clear(file.absolute()) == []
    assert folder_contents() == {"papers.yaml": b"old\n"}


@pytest.mark.parametrize("data", [b"old\n", b"new\n"])
def test_both_that_changed_places_are_known(file: Path, data: bytes) -> None:
    made = Path("made")
    made.write_bytes(b"new\n")
    swap = leftovers.waiting(file.absolute(), made.stat(), store.read(file))
    made.rename(swap)
    if data == b"old\n":
        swap.unlink()
        swap.write_bytes(data)
    assert leftovers.clear(file.absolute()) == []
    assert folder_contents() == {"papers.yaml": b"old\n"}


def test_a_third_is_kept_and_seen(file: Path) -> None:
    made = Path("made")
    made.write_bytes(b"new\n")
    swap = leftovers.waiting(file.absolute(), made.stat(), store.read(file))
    swap.write_bytes(b"theirs\n")
    made.unlink()
    (kept,) = leftovers.clear(file.absolute())
    assert kept.name.startswith("papers.yaml.saved-")
    assert folder_contents() == {"papers.yaml": b"old\n", kept.name: b"theirs\n"}
    assert leftovers.clear(file.absolute()) == []


def test_the_new_file_written_into_is_a_third(file: Path) -> None:
    made = Path("made")
    made.write_bytes(b"new\n")
    swap = leftovers.waiting(file.absolute(), made.stat(), store.read(file))
    made.rename(swap)
    swap.write_bytes(b"theirs\n")
    os.utime(swap, (1, 1))
    (kept,) = leftovers.clear(file.absolute())
    assert kept.read_bytes() == b"theirs\n"


def test_what_cannot_be_looked_at_stays(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swap = Path(f".papers.yaml.1-1-{'0' * 32}.swap")
    os.mkfifo(swap)
    assert leftovers.clear(file.absolute()) == []
    Path(TMP).write_bytes(b"ne")
    monkeypatch.setattr(Path, "unlink", failing())
    assert leftovers.clear(file.absolute()) == []
    assert names() == [TMP, swap.name, "papers.yaml"]
    monkeypatch.setattr(os, "scandir", failing())
    assert leftovers.clear(file.absolute()) == []
