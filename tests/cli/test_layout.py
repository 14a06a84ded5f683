"""fmt: the catalogue, files and stdin put into the canonical layout, checked, or shown as a diff."""

import os
import stat
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from conftest import SMALL
from headcat import store
from headcat.catalogue import Catalogue
from headcat.cli import main

NAME = "data/papers.yaml"
UNTIDY = "papers:\n- key: b  # of b\n- {key: a, title: 'A'}\n"
TIDY = "papers:\n  - key: a\n    title: A\n  - key: b  # of b\n"
DIFF = """\
--- {0}
+++ {0}
@@ -1,3 +1,4 @@
 papers:
-- key: b  # of b
-- {{key: a, title: 'A'}}
+  - key: a
+    title: A
+  - key: b  # of b
"""
OUT_OF_SHAPE = "{} is not in the canonical layout; run the same command without --check\n"
BROKEN = "papers:\n  - key: a\n    key: b\n---\n"
REFUSED = (
    "{0}:3:5: HC003 the field 'key' is here twice\n"
    "{0}:4:1: HC009 a second YAML document; a catalogue is one\n"
    "headcat: {0} cannot be formatted; mend it, then try again\n"
)
WAYS: list[list[str]] = [[], ["--check"], ["--diff"], ["--check", "--diff"]]


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let the program read bytes from a pipe."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data), encoding="ascii"))


def told(ways: list[str], name: str) -> tuple[str, str]:
    """Return what is printed of a file that is not in the layout, and not written."""
    out = DIFF.format(name) if "--diff" in ways else ""
    return out, OUT_OF_SHAPE.format(name) if "--check" in ways else ""


@pytest.fixture
def untidy(catalogue_file: Path) -> Path:
    catalogue_file.write_text(UNTIDY, encoding="utf-8")
    return catalogue_file


@pytest.mark.parametrize(
    "words", [["fmt"], ["fmt", NAME], ["fmt", "--catalogue", NAME], ["--catalogue", NAME, "fmt"]]
)
def test_a_file_is_formatted_once(words: list[str], untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untidy.chmod(0o640)
    assert main(words) == 0
    assert capsys.readouterr() == ("", f"formatted {NAME}\n")
    assert untidy.read_text(encoding="utf-8") == TIDY
    assert stat.S_IMODE(untidy.stat().st_mode) == 0o640
    os.utime(untidy, (1, 1))
    inode = untidy.stat().st_ino
    assert main(words) == 0
    assert capsys.readouterr() == ("", "")
    assert (untidy.stat().st_ino, untidy.stat().st_mtime) == (inode, 1)
    assert sorted(path.name for path in untidy.parent.iterdir()) == ["papers.yaml"]


@pytest.mark.parametrize("ways", WAYS[1:])
@pytest.mark.parametrize("files", [[], [NAME]])
def test_a_check_or_diff_writes_nothing(
    files: list[str], ways: list[str], untidy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = untidy.stat()
    assert main(["fmt", *files, *ways]) == 1
    assert capsys.readouterr() == told(ways, NAME)
    assert untidy.read_text(encoding="utf-8") == UNTIDY
    assert untidy.stat().st_mtime_ns == before.st_mtime_ns


@pytest.mark.parametrize("ways", WAYS)
@pytest.mark.parametrize("files", [[], [NAME], [NAME, NAME]])
def test_nothing_is_said_of_what_is_canonical(
    files: list[str], ways: list[str], catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", *files, *ways]) == 0
    assert capsys.readouterr() == ("", "")
    assert catalogue_file.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [UNTIDY, UNTIDY.rstrip(), TIDY])
def test_stdin_goes_to_stdout(
    mark: bytes,
    newline: str,
    text: str,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    stdin(monkeypatch, mark + text.replace("\n", newline).encode())
    assert main(["fmt", "-"]) == 0
    assert capsysbinary.readouterr() == (mark + TIDY.replace("\n", newline).encode(), b"")


@pytest.mark.parametrize("ways", WAYS[1:])
@pytest.mark.parametrize(("text", "code"), [(UNTIDY, 1), (TIDY, 0)])
def test_stdin_may_be_checked(
    ways: list[str], text: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stdin(monkeypatch, text.encode())
    assert main(["fmt", "-", *ways]) == code
    assert capsys.readouterr() == (told(ways, "<stdin>") if code else ("", ""))


@pytest.mark.parametrize("ways", WAYS)
def test_a_refused_file_does_not_stop_the_others(
    ways: list[str], untidy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("broken.yaml").write_text(BROKEN, encoding="utf-8")
    Path("latin.yaml").write_bytes(b"caf\xe9:\n")
    assert main(["fmt", "broken.yaml", "none.yaml", NAME, "latin.yaml", *ways]) == 3
    out, err = told(ways, NAME) if ways else ("", f"formatted {NAME}\n")
    none = "headcat: none.yaml: no such file or directory\n"
    latin = "latin.yaml:1:4: HC010 byte 0xE9 is not UTF-8; save the file in UTF-8\n"
    assert capsys.readouterr() == (out, REFUSED.format("broken.yaml") + none + err + latin)
    assert untidy.read_text(encoding="utf-8") == (UNTIDY if ways else TIDY)
    assert Path("broken.yaml").read_text(encoding="utf-8") == BROKEN


@pytest.mark.parametrize("ways", WAYS)
def test_a_broken_catalogue_is_refused(
    ways: list[str], catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue_file.write_text(BROKEN, encoding="utf-8")
    assert main(["fmt", *ways]) == 3
    assert capsys.readouterr() == ("", REFUSED.format(NAME))
    assert catalogue_file.read_text(encoding="utf-8") == BROKEN


def test_a_catalogue_with_errors_of_meaning_is_formatted(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = SMALL.replace("2022-03-08", '"2022-03-32"').replace("- Name Mover Head\n", "- No Head\n")
    catalogue_file.write_text(wrong.replace("arXiv\n    ids", "arXiv\n\n    ids"), encoding="utf-8")
    assert main(["fmt"]) == 0
    assert capsys.readouterr() == ("", f"formatted {NAME}\n")
    assert catalogue_file.read_text(encoding="utf-8") == wrong


@pytest.mark.parametrize("ways", WAYS)
def test_the_copy_that_headcat_brings_along_is_only_looked_at(
    ways: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Catalogue.open().path
    before = path.read_bytes()
    message = f"headcat: {path} is headcat's own copy; name your catalogue with --catalogue PATH\n"
    assert main(["fmt", *ways]) == (0 if ways else 3)
    assert capsys.readouterr() == ("", "" if ways else message)
    assert path.read_bytes() == before


@pytest.mark.parametrize("words", [["fmt", "--catalogue", NAME, "x"], ["--catalogue", NAME, "fmt", "-"]])
@pytest.mark.usefixtures("untidy")
def test_a_file_and_the_option_are_one_too_many(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    assert capsys.readouterr() == ("", "headcat: give FILE or --catalogue, not both\n")


def test_a_file_that_another_process_writes_is_left_alone(
    untidy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("headcat.store.locking._holder", lambda _: "an import")
    with store.lock(untidy):
        assert main(["--wait", "0.6", "fmt"]) == 3
    who = f"{NAME}: an import is writing it"
    waited = "nothing was changed after waiting 0.6 s (--wait SECONDS)"
    assert capsys.readouterr() == ("", f"headcat: waiting for {who}\nheadcat: {who}; {waited}\n")
    assert untidy.read_text(encoding="utf-8") == UNTIDY


@pytest.mark.parametrize("name", ["a\x1b[1m.yaml", "a\u202eb.yaml"])
def test_what_could_act_on_a_terminal_is_written_out(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = name.replace("\x1b", "\\x1b").replace("\u202e", "\\u202e")
    Path(name).write_text(UNTIDY, encoding="utf-8")
    assert main(["fmt", name, "--check", "--diff"]) == 1
    assert capsys.readouterr() == told(["--check", "--diff"], shown)
    assert main(["fmt", name]) == 0
    assert capsys.readouterr() == ("", f"formatted {shown}\n")


def test_the_diff_shows_other_line_breaks(untidy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    untidy.write_bytes(b"papers:\r\n  - key: a")
    assert main(["fmt", "--diff"]) == 1
    assert capsys.readouterr().out.endswith(
        " papers:\\x0d\n-  - key: a\n\\ No newline at end of file\n+  - key: a\\x0d\n"
    )
