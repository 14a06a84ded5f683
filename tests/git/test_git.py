"""Git, asked as a program: words are never options, and links lead to the file that is meant."""

from pathlib import Path

import pytest

from gitting import commit as committed
from gitting import git, repository
from headcat.errors import RefusedError, UsageError
from headcat.git import commit, content, merge_file, place, setting, told


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Put a file into a repository."""
    top = tmp_path / "top"
    (top / "a b").mkdir(parents=True)
    path = top / "a b" / "\u00e9.yaml"
    path.write_bytes(b"one\r\n\xff")
    repository(top)
    committed("one", top)
    return path


def test_what_a_file_held_comes_byte_for_byte_through_links_too(file: Path) -> None:
    top = file.parent.parent
    link = top.parent / "link.yaml"
    link.symlink_to(file)
    file.write_bytes(b"two")
    assert place(link) == (top.resolve(), "a b/\u00e9.yaml")
    assert [content("HEAD", path) for path in (file, link)] == [b"one\r\n\xff"] * 2


def test_words_are_no_options(file: Path) -> None:
    top = file.parent.parent
    assert commit("HEAD", top) == git("rev-parse", "HEAD", folder=top).strip()
    assert [commit(word, top) for word in ("--all", "HEAD:a b", "")] == [None, None, None]
    with pytest.raises(UsageError, match="'--all' is no revision of this repository, and no file"):
        content("--all", file)


def test_a_setting_has_its_values(file: Path) -> None:
    top = file.parent.parent
    assert setting("merge.x.name", "--local", top) == []
    told(["config", "--add", "merge.x.name", "a b"], top)
    told(["config", "--add", "merge.x.name", "c"], top)
    assert setting("merge.x.name", "--local", top) == ["a b", "c"]
    with pytest.raises(RefusedError, match=r"^git: "):
        told(["config", "no-section", "x"], top)


def test_files_are_merged_by_line_and_binary_ones_refused(tmp_path: Path) -> None:
    paths = (tmp_path / "-ours", tmp_path / "base", tmp_path / "theirs")
    for path, text in zip(paths, (b"1\n", b"0\n", b"2\n"), strict=True):
        path.write_bytes(text)
    marked = b"<<<<<<<< a b\n1\n========\n2\n>>>>>>>> t\n"
    assert merge_file(paths, ("a\nb", "base", "t"), 8) == (1, marked)
    paths[1].write_bytes(b"1\n")
    assert merge_file(paths, ("o", "b", "t"), 7) == (0, b"2\n")
    paths[2].write_bytes(b"\0")
    with pytest.raises(RefusedError, match=r"^git: .*binary"):
        merge_file(paths, ("o", "b", "t"), 7)
