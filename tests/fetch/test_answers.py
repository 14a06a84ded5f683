"""Kept answers: what was kept comes back, for as long as asked, and no folder is no failure."""

import os
import stat
import time
from pathlib import Path

import pytest

from headcat.fetch.answers import DAY, forget, keep, kept


def files(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "cache" / "answers").rglob("*") if path.is_file())


def test_what_is_kept_comes_back_to_the_same_question() -> None:
    keep("arXiv", "2401.01234", b"\x00<entry/>")
    keep("ACL Anthology", "2401.01234", b"")
    assert kept("arXiv", "2401.01234") == b"\x00<entry/>"
    assert kept("ACL Anthology", "2401.01234") == b""
    assert kept("arXiv", "2401.01235") is None
    assert kept("DBLP", "2401.01234") is None


@pytest.mark.parametrize("key", ["../../etc/passwd", "/", "", "a\x00b", "\udcff", "x" * 5000])
def test_no_question_names_a_file(tmp_path: Path, key: str) -> None:
    keep("arXiv", key, b"body")
    assert kept("arXiv", key) == b"body"
    (path,) = files(tmp_path)
    assert path.parent == tmp_path / "cache" / "answers" / "arxiv"
    assert path.name.isalnum()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_answer_grows_old_and_is_replaced(tmp_path: Path) -> None:
    keep("arXiv", "a", b"old")
    (path,) = files(tmp_path)
    yesterday = time.time() - DAY - 60
    os.utime(path, (yesterday, yesterday))
    assert kept("arXiv", "a") is None
    assert kept("arXiv", "a", seconds=float("inf")) == b"old"
    keep("arXiv", "a", b"new")
    assert kept("arXiv", "a") == b"new"
    assert files(tmp_path) == [path]


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("", encoding="utf-8")
    keep("arXiv", "a", b"body")
    assert kept("arXiv", "a") is None


def test_what_cannot_be_written_is_not_kept(tmp_path: Path) -> None:
    keep("arXiv", "a", b"body")
    (path,) = files(tmp_path)
    path.unlink()
    path.mkdir()
    keep("arXiv", "a", b"body")
    assert kept("arXiv", "a") is None


def test_what_nobody_asks_for_any_more_is_forgotten(tmp_path: Path) -> None:
    forget()
    keep("arXiv", "new", b"body")
    keep("arXiv", "old", b"body")
    old = tmp_path / "cache" / "answers" / "arxiv"
    first = min(old.iterdir())
    long_ago = time.time() - 91 * DAY
    os.utime(first, (long_ago, long_ago))
    unfinished = old / f".{first.name}.tmp"
    unfinished.write_bytes(b"bo")
    os.utime(unfinished, (time.time() - 2 * DAY,) * 2)
    forget()
    assert len(files(tmp_path)) == 1
    assert first not in files(tmp_path)


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_answers_that_others_can_write_are_not_believed(tmp_path: Path, mode: int) -> None:
    keep("arXiv", "a", b"body")
    (path,) = files(tmp_path)
    path.parent.chmod(mode)
    assert kept("arXiv", "a") is None
    keep("arXiv", "b", b"body")
    assert files(tmp_path) == [path]


def test_answers_of_somebody_else_are_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep("arXiv", "a", b"body")
    user = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert kept("arXiv", "a") is None
    assert len(files(tmp_path)) == 1
