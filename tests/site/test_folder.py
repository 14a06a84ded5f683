"""The folder of a site: nothing of anybody else is touched, whatever there is."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from headcat import store
from headcat.errors import RefusedError
from headcat.site.folder import MANIFEST, Outcome, publish

SITE = Path("site")


def made(**contents: str) -> dict[str, Callable[[], bytes]]:
    """Return files; a double underscore in a name is a slash, a single one a dot."""
    return {
        name.replace("__", "/").replace("_", "."): lambda text=text: text.encode()  # type: ignore[misc]
        for name, text in contents.items()
    }


def tree(folder: Path = SITE) -> dict[str, str]:
    """Return what a folder holds, without the manifest."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def refused(files: dict[str, Callable[[], bytes]]) -> str:
    """Return why files are refused; nothing may have changed."""
    before = tree(), (SITE / MANIFEST).read_bytes() if (SITE / MANIFEST).is_file() else b""
    with pytest.raises(RefusedError) as caught:
        publish(SITE, files)
    assert before == (tree(), (SITE / MANIFEST).read_bytes() if (SITE / MANIFEST).is_file() else b"")
    assert not (SITE / f".{MANIFEST}.lock").exists()
    return str(caught.value)


@pytest.mark.parametrize("exists", [False, True])
def test_a_new_or_an_empty_folder_is_taken(*, exists: bool) -> None:
    if exists:
        SITE.mkdir()
    assert publish(SITE, made(index_html="1", heads__a_html="2")) == Outcome(2, 0, 0)
    assert tree() == {"heads/a.html": "2", "index.html": "1"}
    record = json.loads((SITE / MANIFEST).read_text(encoding="utf-8"))
    assert record == {
        "format": "headcat site 1",
        "files": {"heads/a.html": store.digest(b"2"), "index.html": store.digest(b"1")},
    }
    assert [path.name for path in SITE.iterdir() if path.name.startswith(".")] == [MANIFEST]


def test_what_is_unchanged_is_not_written_and_what_is_gone_is_deleted() -> None:
    publish(SITE, made(index_html="1", heads__a_html="2", heads__deep__b_html="3"))
    os.utime(SITE / "index.html", (1, 1))
    assert publish(SITE, made(index_html="1", new_html="4")) == Outcome(1, 1, 2)
    assert tree() == {"index.html": "1", "new.html": "4"}
    assert (SITE / "index.html").stat().st_mtime == 1
    assert not (SITE / "heads").exists()


def test_a_file_that_was_deleted_is_made_again() -> None:
    publish(SITE, made(index_html="1", a_html="2"))
    (SITE / "index.html").unlink()
    (SITE / "a.html").unlink()
    assert publish(SITE, made(index_html="1")) == Outcome(1, 0, 0)
    assert tree() == {"index.html": "1"}


def test_files_of_others_stay_in_a_folder_of_ours() -> None:
    publish(SITE, made(heads__a_html="1"))
    (SITE / "CNAME").write_text("example.org", encoding="utf-8")
    (SITE / "heads" / "mine.txt").write_text("mine", encoding="utf-8")
    assert publish(SITE, made(index_html="2")) == Outcome(1, 0, 1)
    assert tree() == {"CNAME": "example.org", "heads/mine.txt": "mine", "index.html": "2"}


def test_a_folder_of_others_is_refused() -> None:
    SITE.mkdir()
    (SITE / "thesis.tex").write_text("years of work", encoding="utf-8")
    message = "site holds files that are not of a site; name an empty or a new folder"
    assert refused(made(index_html="1")) == message
    assert tree() == {"thesis.tex": "years of work"}


def test_a_file_of_others_is_not_written_over() -> None:
    publish(SITE, made(a_html="1"))
    (SITE / "index.html").write_text("mine", encoding="utf-8")
    assert refused(made(a_html="2", index_html="2")) == "site/index.html is not of this site; move it away"


@pytest.mark.parametrize("files", [made(a_html="2"), made(b_html="2")], ids=["written over", "deleted"])
def test_a_file_that_somebody_changed_is_kept(files: dict[str, Callable[[], bytes]]) -> None:
    publish(SITE, made(a_html="1"))
    (SITE / "a.html").write_text("mine", encoding="utf-8")
    message = "site/a.html was changed since it was written; move it away, or delete it"
    assert refused(files) == message


@pytest.mark.parametrize("link", ["a.html", "heads", "heads/a.html", MANIFEST])
def test_links_are_not_followed(link: str, tmp_path: Path) -> None:
    publish(SITE, made(a_html="1", heads__a_html="1"))
    aim = tmp_path / "aim"
    old = SITE / link
    if old.is_dir():
        old.rename(aim)
    else:
        aim.write_bytes(old.read_bytes())
        old.unlink()
    old.symlink_to(aim)
    before = tree(aim) if aim.is_dir() else aim.read_bytes()
    assert refused(made(a_html="2", heads__a_html="2")) == f"site/{link} is not of this site; move it away"
    assert (tree(aim) if aim.is_dir() else aim.read_bytes()) == before


def test_a_file_where_a_folder_should_be_is_refused() -> None:
    publish(SITE, made(a_html="1"))
    (SITE / "heads").write_text("mine", encoding="utf-8")
    assert refused(made(heads__a_html="1")) == "site/heads is not of this site; move it away"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"format": "headcat site 2", "files": {}}',
        '{"format": "headcat site 1", "files": 1}',
        *(
            json.dumps({"format": "headcat site 1", "files": {path: ""}})
            for path in ("../aim", "/etc/passwd", "a/../../b", "", "a//b", "a\\b", "C:x", "a\0b", "./a")
        ),
    ],
)
def test_a_manifest_that_is_none_is_refused(text: str) -> None:
    SITE.mkdir()
    (SITE / MANIFEST).write_text(text, encoding="utf-8")
    message = f"site/{MANIFEST} is no list of a site's files; name another folder"
    assert refused(made(index_html="1")) == message


def test_who_is_interrupted_can_go_on() -> None:
    publish(SITE, made(a_html="1", gone_html="1"))

    def stop() -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(SITE, made(a_html="2") | {"b.html": lambda: b"3", "c.html": stop})
    assert tree() == {"a.html": "2", "b.html": "3", "gone.html": "1"}
    assert publish(SITE, made(a_html="2", b_html="3", c_html="4")) == Outcome(1, 2, 1)
    assert tree() == {"a.html": "2", "b.html": "3", "c.html": "4"}


def test_a_file_that_cannot_be_written_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    publish(SITE, made(a_html="1"))

    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if "a.html" in self.name:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        with pytest.raises(RefusedError) as caught:
            publish(SITE, made(a_html="2"))
    assert str(caught.value) == "site/a.html: no space left on device"
    assert tree() == {"a.html": "1"}
    assert publish(SITE, made(a_html="2")) == Outcome(1, 0, 0)


def test_a_place_that_is_no_folder_is_refused() -> None:
    SITE.write_text("a file", encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        publish(SITE, made(index_html="1"))
    assert str(caught.value) == "site: not a directory"


def test_files_may_be_read_as_the_user_lets_others_read() -> None:
    old = os.umask(0o027)
    try:
        publish(SITE, made(index_html="1"))
    finally:
        os.umask(old)
    assert stat.S_IMODE((SITE / "index.html").stat().st_mode) == 0o640
