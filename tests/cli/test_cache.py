"""The folder of derived files: what is shown of it, and what is deleted."""

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from headcat import store
from headcat.cli import main
from headcat.cli.cache import _size
from services import Services


def folder() -> Path:
    return Path(os.environ["HEADCAT_CACHE_DIR"], "index")


def index(name: str, catalogue: str | bytes | None, stamp: tuple[int, ...] = (0, 0, 0, 0)) -> Path:
    """Put an index into the cache that says which catalogue it is of."""
    path = folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    column = "" if catalogue is None else ", path TEXT"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"CREATE TABLE meta (size INT, mtime INT, ctime INT, inode INT{column})")
        row = (*stamp, *(() if catalogue is None else (catalogue,)))
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO meta VALUES ({marks})", row)  # noqa: S608
    return path


def test_an_empty_cache(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["cache"], ["cache", "--clear"]):
        assert main(words) == 0
    assert capsys.readouterr() == (f"{folder().parent}\t0 B\nfreed 0 B in {folder().parent}\n", "")
    assert not folder().exists()


def test_what_it_holds(catalogue_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(catalogue_file.resolve())
    for name, catalogue, stamp in (
        ("a.sqlite", path, tuple(store.stamp(catalogue_file))),
        ("b/c.sqlite", path, (0, 0, 0, 0)),
        ("d.sqlite", "/nowhere/\x1b[2J.yaml", (0, 0, 0, 0)),
        ("e.sqlite", None, (0, 0, 0, 0)),
        ("h.sqlite", b"/no/text", (0, 0, 0, 0)),
    ):
        index(name, catalogue, stamp)
    (folder() / "f.tmp").touch()
    (folder() / "g.sqlite").write_bytes(b"SQLite format 3\0 and no more")
    assert main(["cache"]) == 0
    out, err = capsys.readouterr()
    rows = [line.split("\t") for line in out.splitlines()]
    assert err == ""
    assert [(row[0], row[2]) for row in rows[1:]] == [
        ("fresh", path),
        ("stale", path),
        ("orphaned", "/nowhere/\\x1b[2J.yaml"),
        ("unknown", str(folder() / "e.sqlite")),
        ("temporary", str(folder() / "f.tmp")),
        ("unknown", str(folder() / "g.sqlite")),
        ("unknown", str(folder() / "h.sqlite")),
    ]
    assert main(["cache", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [each["state"] for each in record["files"]] == [row[0] for row in rows[1:]]
    assert record["bytes"] == sum(each["bytes"] for each in record["files"])
    assert "freed" not in record


def test_the_index_of_a_catalogue_is_shown_and_made_anew(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert catalogue_file.exists()
    assert main(["list"]) == 0
    first = capsys.readouterr()
    assert main(["cache", "--clear", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["files"], record["bytes"], record["freed"] > 0) == ([], 0, True)
    assert main(["list"]) == 0
    assert capsys.readouterr() == first


def test_nothing_but_headcat_s_own_files_is_deleted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    kept = [
        folder().parent / "beside.sqlite",
        folder() / "notes.txt",
        folder() / "letter.tmp",
        folder() / "text.sqlite",
        outside / "x.sqlite",
    ]
    own = index("deep/er/a.sqlite", None)
    for path in kept:
        path.write_text("mine", encoding="utf-8")
    (outside / "x.sqlite").write_bytes(b"SQLite format 3\0")
    (folder() / "link.sqlite").symlink_to(outside / "x.sqlite")
    (folder() / "linked").symlink_to(outside, target_is_directory=True)
    assert main(["cache", "--clear"]) == 0
    assert capsys.readouterr() == (f"freed {_size(8192)} in {folder().parent}\n", "")
    assert [path for path in kept if not path.exists()] == []
    assert (own.exists(), own.parent.parent.exists()) == (False, False)
    assert ((folder() / "link.sqlite").is_symlink(), (folder() / "linked").is_symlink()) == (True, True)


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder().parent.mkdir()
    folder().symlink_to(tmp_path, target_is_directory=True)
    assert main(["cache", "--clear"]) == 3
    message = f"headcat: {folder()} is a symbolic link; name the folder itself by HEADCAT_CACHE_DIR\n"
    assert capsys.readouterr() == ("", message)


def test_what_cannot_be_deleted_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index("a.sqlite", None)

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    assert main(["cache", "--clear"]) == 3
    message = f"headcat: 1 of the files in {folder().parent} cannot be deleted\n"
    assert capsys.readouterr() == (f"freed 0 B in {folder().parent}\n", message)


def test_answers_are_shown_by_service_and_cleared(
    services: Services, catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert catalogue_file.exists()
    assert services.log == []
    assert main(["fetch", "2402.00001", "2402.00002", "P19-1580", "--json"]) == 0
    links = folder().parent / "links" / "answers.sqlite"
    links.parent.mkdir()
    with closing(sqlite3.connect(links)) as connection:
        connection.execute("CREATE TABLE answer (url TEXT)")
    foreign = folder().parent / "answers" / "arxiv" / "notes.txt"
    foreign.write_text("mine", encoding="utf-8")
    capsys.readouterr()
    assert main(["cache"]) == 0
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
    names = ("answers/acl-anthology", "answers/arxiv", "links")
    assert [(row[0], row[2]) for row in rows] == [("answers", str(folder().parent / name)) for name in names]
    assert main(["cache", "--json"]) == 0
    assert [each["count"] for each in json.loads(capsys.readouterr().out)["files"]] == [1, 2, 1]
    assert main(["cache", "--clear"]) == 0
    assert [
        path for path in folder().parent.rglob("*") if path.is_file() and path.parent.name != "turns"
    ] == [foreign]


def test_answers_in_a_folder_that_is_a_link_are_left(tmp_path: Path) -> None:
    (tmp_path / "outside" / "x").mkdir(parents=True)
    (tmp_path / "outside" / "x" / ("0" * 32)).touch()
    (folder().parent / "answers").mkdir(parents=True)
    (folder().parent / "answers" / "arxiv").symlink_to(tmp_path / "outside" / "x")
    assert main(["cache", "--clear"]) == 0
    assert (tmp_path / "outside" / "x" / ("0" * 32)).exists()


def test_a_file_that_cannot_be_read_is_not_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    index("a.sqlite", None)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", refuse)
    assert main(["cache", "--clear"]) == 0
    assert capsys.readouterr() == (f"freed 0 B in {folder().parent}\n", "")


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1.0 kB"),
        (2_500_000, "2.5 MB"),
        (3e9, "3.0 GB"),
        (3e13, "30000.0 GB"),
    ],
)
def test_sizes(count: float, text: str) -> None:
    assert _size(count) == text
