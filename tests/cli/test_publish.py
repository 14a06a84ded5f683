"""export: to stdout, to a file, into a file, and the check whether a file is up to date."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from headcat import Catalogue, store
from headcat.cli import main
from headcat.formats import WRITERS, Context, listing, writer
from headcat.vocabulary import Vocabulary

TABLE_HEAD = "| Date | Paper | Heads | Venue | Links |\n| --- | --- | --- | --- | --- |\n"
ADAMS_LINKS = "[Paper](https://arxiv.org/abs/2203.00001) · [Code](https://github.com/example/heads)"
ADAMS_ROW = (
    "| 2022-03-08 | [Heads of a Small Catalogue](https://arxiv.org/abs/2203.00001)"
    f" | Induction Head | NeurIPS 2022 | {ADAMS_LINKS} |\n"
)
ZORN_ROW = (
    "| 2023-11 | [Names: Moved](https://arxiv.org/abs/2311.00002)"
    " | Name Mover Head, Induction Head | arXiv | [Paper](https://arxiv.org/abs/2311.00002) |\n"
)
TABLE = TABLE_HEAD + ZORN_ROW + ADAMS_ROW
BIBTEX = """\
@inproceedings{adams2022heads,
  title = {Heads of a Small Catalogue},
  author = {Adams, Ada and van der Berg, Ludwig},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2022},
  eprint = {2203.00001},
  archivePrefix = {arXiv},
  url = {https://arxiv.org/abs/2203.00001},
  keywords = {Induction Head},
}
"""
MARKED = "# Papers\n\n<!-- headcat:begin -->\n{}<!-- headcat:end -->\n\nThe end.\n"
ERROR = "data/papers.yaml:26:11: HC103 there is no date '2022-03-32'; write YYYY-MM-DD, YYYY-MM or YYYY\n"
FRESH = "--layout", "table"


@pytest.mark.parametrize(
    ("words", "options"),
    [
        (["markdown"], {}),
        (["markdown", "--badges"], {"badges": True}),
        (["markdown", "--layout", "awesome"], {}),
        (["markdown", "--layout", "table"], {"layout": "table"}),
        (["markdown", "--layout", "table", "--badges"], {"layout": "table", "badges": True}),
        (["markdown", "--layout", "list"], {"layout": "list"}),
        (["markdown", "--layout", "list", "--badges"], {"layout": "list", "badges": True}),
        (["bibtex"], {}),
        (["bibtex", "--ascii"], {"ascii": True}),
        (["biblatex", "--ascii"], {"ascii": True}),
        (["csv"], {}),
        (["csv", "--raw"], {"raw": True}),
        (["ris"], {}),
        (["atom"], {}),
        (
            ["atom", "--feed-url", "https://a.org/", "--feed-title", "T"],
            {"feed_url": "https://a.org/", "feed_title": "T"},
        ),
        (["csl-json"], {}),
    ],
)
def test_options_reach_the_writer(
    words: list[str], options: dict[str, Any], catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = catalogue_file.read_text(encoding="utf-8").replace("Ada Adams", "Jörg Müller")
    catalogue_file.write_text(text, encoding="utf-8")
    catalogue = Catalogue.open()
    written = "".join(writer(words[0])(catalogue.find(), Context(catalogue.vocabulary, **options)))
    assert main(["export", *words]) == 0
    assert capsys.readouterr() == (written, "")
    assert written.isascii() == ("--ascii" in words)
    assert ("https://img.shields.io/badge/" in written) == ("--badges" in words)


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (["markdown", "--layout", "table"], TABLE),
        (["markdown", "--layout", "table", "--until", "2022"], TABLE_HEAD + ADAMS_ROW),
        (["markdown", "--layout", "table", "--limit", "0"], TABLE_HEAD),
        (["markdown", "--limit", "0"], ""),
        (["bibtex", "--until", "2022"], BIBTEX),
        (["bibtex", "--limit", "0"], ""),
        (["json", "--limit", "0"], "[]\n"),
        (["jsonl", "--limit", "0"], ""),
    ],
)
@pytest.mark.parametrize("output", [[], ["--output", "-"], ["--output", "/dev/stdout"]])
@pytest.mark.usefixtures("catalogue_file")
def test_export_to_stdout(
    words: list[str], out: str, output: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *words, *output]) == 0
    assert capsys.readouterr() == (out, "")
    assert list(Path().iterdir()) == [Path("data")]


@pytest.mark.parametrize("form", ["json", "jsonl"])
@pytest.mark.usefixtures("catalogue_file")
def test_export_and_list_print_the_same_json(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--format", form]) == 0
    listed = capsys.readouterr()
    assert main(["export", form]) == 0
    assert capsys.readouterr() == listed


@pytest.mark.parametrize("option", ["--output", "-o"])
@pytest.mark.parametrize("old", [None, "old\n", BIBTEX])
@pytest.mark.usefixtures("catalogue_file")
def test_a_file_is_made_or_replaced(option: str, old: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    target = Path("out.bib")
    if old is not None:
        target.write_text(old, encoding="utf-8")
        target.chmod(0o640)
    assert main(["export", "bibtex", "--until", "2022", option, "out.bib"]) == 0
    assert capsys.readouterr() == ("", "")
    assert target.read_text(encoding="utf-8") == BIBTEX
    assert old is None or stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(path.name for path in Path().iterdir()) == ["data", "out.bib"]


@pytest.mark.usefixtures("catalogue_file")
def test_a_file_that_is_up_to_date_is_not_touched() -> None:
    assert main(["export", "json", "--output", "out.json"]) == 0
    os.utime("out.json", (1, 1))
    inode = Path("out.json").stat().st_ino
    assert main(["export", "json", "--output", "out.json"]) == 0
    assert (Path("out.json").stat().st_ino, Path("out.json").stat().st_mtime) == (inode, 1)


@pytest.mark.parametrize(
    ("target", "message"),
    [("data", "data: is a directory"), ("none/out.md", "no such file or directory")],
)
@pytest.mark.usefixtures("catalogue_file")
def test_a_file_that_cannot_be_written_is_told(
    target: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "markdown", "--output", target]) == 3
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.endswith(f"{message}\n")
    assert list(Path().iterdir()) == [Path("data")]


@pytest.mark.parametrize("option", ["--output", "--into"])
@pytest.mark.usefixtures("catalogue_file")
def test_a_file_that_another_process_writes_is_left_alone(
    option: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("headcat.store.locking._holder", lambda _: "an export")
    page = Path("PAPERS.md")
    page.write_text(MARKED.format(""), encoding="utf-8")
    with store.lock(page):
        assert main(["--wait", "0", "export", "markdown", option, "PAPERS.md"]) == 3
    who = "PAPERS.md: an export is writing it"
    ending = "nothing was changed after waiting 0 s (--wait SECONDS)"
    assert capsys.readouterr() == ("", f"headcat: {who}; {ending}\n")
    assert page.read_text(encoding="utf-8") == MARKED.format("")


@pytest.mark.usefixtures("catalogue_file")
def test_a_pipe_may_be_the_file() -> None:
    """Bash calls it `>(…)`; nothing can be replaced there."""
    command = f"'{sys.executable}' -m headcat export json --limit 0 --output >(cat)"
    ended = subprocess.run(["bash", "-c", f"{command} | cat"], capture_output=True, check=False, text=True)
    assert ended.returncode == 0
    assert (ended.stdout, ended.stderr) == ("[]\n", "")


@pytest.mark.parametrize("inner", ["", "\nold\n", f"\n{TABLE}\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("lead", ["", "\ufeff"], ids=["plain", "byte order mark"])
@pytest.mark.usefixtures("catalogue_file")
def test_only_what_stands_between_the_marks_is_replaced(
    inner: str, newline: str, lead: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path("PAPERS.md")
    page.write_bytes((lead + MARKED.format(inner)).replace("\n", newline).encode())
    for _ in range(2):
        assert main(["export", "markdown", *FRESH, "--into", "PAPERS.md"]) == 0
        assert capsys.readouterr() == ("", "")
        assert page.read_bytes() == (lead + MARKED.format(f"\n{TABLE}\n")).replace("\n", newline).encode()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no marks\n",
        "<!-- headcat:begin -->\n",
        "<!-- headcat:end -->\n",
        "<!-- headcat:end -->\n<!-- headcat:begin -->\n",
        MARKED.format("") * 2,
        MARKED.format("<!-- headcat:begin -->\n"),
        MARKED.format("<!-- headcat:end -->\n"),
    ],
)
@pytest.mark.parametrize("check", [[], ["--check"]])
@pytest.mark.usefixtures("catalogue_file")
def test_a_page_without_clear_marks_is_refused(
    text: str, check: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("PAPERS.md").write_text(text, encoding="utf-8")
    assert main(["export", "markdown", "--into", "PAPERS.md", *check]) == 3
    message = (
        "headcat: PAPERS.md must hold the line <!-- headcat:begin -->"
        " and below it the line <!-- headcat:end -->, each once\n"
    )
    assert capsys.readouterr() == ("", message)
    assert Path("PAPERS.md").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("none.md", "none.md: no such file or directory"),
        ("data", "data: is a directory"),
        ("latin.md", "latin.md: byte 3 is not UTF-8"),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_a_page_that_cannot_be_read_is_refused(
    target: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("latin.md").write_bytes(b"caf\xe9\n")
    assert main(["export", "markdown", "--into", target]) == 3
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert Path("latin.md").read_bytes() == b"caf\xe9\n"


@pytest.mark.parametrize("option", ["--output", "--into"])
@pytest.mark.usefixtures("catalogue_file")
def test_check_tells_whether_a_file_is_up_to_date(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    page = Path("PAPERS.md")
    page.write_text(MARKED.format(""), encoding="utf-8")
    words = ["export", "markdown", *FRESH, option, "PAPERS.md"]
    assert main(words) == 0
    assert main([*words, "--check"]) == 0
    assert capsys.readouterr() == ("", "")
    stale = page.read_text(encoding="utf-8").replace(ZORN_ROW, "")
    page.write_text(stale, encoding="utf-8")
    assert main([*words, "--check"]) == 1
    out, err = capsys.readouterr()
    assert f"\n+{ZORN_ROW} {ADAMS_ROW}" in out
    assert out.startswith("--- PAPERS.md\n+++ PAPERS.md\n@@ -")
    assert [line[0] for line in out.splitlines()[3:] if line[0] != " "] == ["+"]
    assert err == "PAPERS.md is out of date; run the same command without --check\n"
    assert page.read_text(encoding="utf-8") == stale


@pytest.mark.usefixtures("catalogue_file")
def test_check_of_a_file_that_is_not_there_makes_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "json", "--limit", "0", "--output", "out.json", "--check"]) == 1
    assert capsys.readouterr() == (
        "--- out.json\n+++ out.json\n@@ -0,0 +1 @@\n+[]\n",
        "out.json is out of date; run the same command without --check\n",
    )
    assert list(Path().iterdir()) == [Path("data")]


@pytest.mark.usefixtures("catalogue_file")
def test_check_of_an_empty_export_wants_an_empty_file(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["export", "bibtex", "--limit", "0", "--output", "out.bib"]
    assert main([*words, "--check"]) == 1
    assert capsys.readouterr() == ("", "out.bib is out of date; run the same command without --check\n")
    assert main(words) == 0
    assert Path("out.bib").read_bytes() == b""
    assert main([*words, "--check"]) == 0


@pytest.mark.usefixtures("catalogue_file")
def test_the_diff_of_a_file_that_is_no_text_is_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out.json").write_bytes(b"\xff\x1b[2J\n")
    assert main(["export", "json", "--limit", "0", "--output", "out.json", "--check"]) == 1
    assert capsys.readouterr().out == ("--- out.json\n+++ out.json\n@@ -1 +1 @@\n-\ufffd\\x1b[2J\n+[]\n")
    assert Path("out.json").read_bytes() == b"\xff\x1b[2J\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--check"], "--check needs the file to check: --output FILE or --into FILE"),
        (["--check", "--output", "-"], "--check needs the file to check: --output FILE or --into FILE"),
        (["--output", "a.md", "--into", "b.md"], "give --output or --into, not both"),
        (["--output", "-", "--into", "b.md"], "give --output or --into, not both"),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_options_that_do_not_go_together(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "markdown", *words]) == 2
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert list(Path().iterdir()) == [Path("data")]


SUFFIXES = ", ".join(suffix for each in WRITERS.values() for suffix in each.suffixes)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], f"say what to export, one of {', '.join(WRITERS)}, or name a file by --output"),
        (["--output", "-"], f"say what to export, one of {', '.join(WRITERS)}, or name a file by --output"),
        (["jsn"], "no format is called 'jsn'; nearest: json, jsonl (all: headcat formats)"),
        (["bibtex", "--raw"], "bibtex takes no --raw; it is an option of csv"),
        (["json", "--ascii"], "json takes no --ascii; it is an option of bibtex, biblatex"),
        (["table"], "no format is called 'table' (all: headcat formats)"),
        (
            ["--output", "out.docx"],
            f"out.docx: no format has this suffix; name one, or use {SUFFIXES} (headcat formats)",
        ),
        (
            ["--into", "bib"],
            f"bib: no format has this suffix; name one, or use {SUFFIXES} (headcat formats)",
        ),
        (["bibtex", "--badges"], "bibtex takes no --badges; it is an option of markdown"),
        (
            ["--output", "x.JSON", "--layout", "awesome"],
            "json takes no --layout; it is an option of markdown",
        ),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_what_cannot_be_exported(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", *words]) == 2
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert list(Path().iterdir()) == [Path("data")]


@pytest.mark.usefixtures("catalogue_file")
def test_a_value_that_an_option_has_not(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "markdown", "--layout", "fancy"]) == 2
    usage = "Usage: headcat export [OPTIONS] [FORMAT]\nTry 'headcat export --help' for help.\n\nError: "
    message = "Invalid value for '--layout': 'fancy' is not one of 'awesome', 'table', 'list'."
    assert capsys.readouterr() == ("", f"{usage}{message}\n")


@pytest.mark.parametrize("name", [name for name, each in WRITERS.items() if each.suffixes])
@pytest.mark.usefixtures("catalogue_file")
def test_a_file_is_of_the_format_that_its_suffix_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", name, "--output", "named"]) == 0
    for suffix in WRITERS[name].suffixes:
        for file in (f"out.x{suffix}", f"OUT{suffix.upper()}"):
            assert main(["export", "--output", file]) == 0
            assert Path(file).read_bytes() == Path("named").read_bytes()
            assert main(["export", "--output", file, "--check"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.usefixtures("catalogue_file")
def test_a_page_is_of_the_format_that_its_suffix_says() -> None:
    Path("PAPERS.md").write_text(MARKED.format(""), encoding="utf-8")
    assert main(["export", *FRESH, "--into", "PAPERS.md"]) == 0
    assert Path("PAPERS.md").read_text(encoding="utf-8") == MARKED.format(f"\n{TABLE}\n")


@pytest.mark.parametrize("columns", ["60", "200"])
def test_formats_on_a_terminal(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["formats"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("".join(listing.write_table(Context(Vocabulary(), width=int(columns)))), "")


@pytest.mark.parametrize(
    ("words", "write"),
    [
        ([], listing.write_plain),
        (["--format", "plain"], listing.write_plain),
        (["--json"], listing.write_json),
        (["--format", "json"], listing.write_json),
        (["--format", "jsonl"], listing.write_json),
    ],
)
def test_formats_elsewhere(
    words: list[str], write: Callable[[], Iterator[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["formats", *words]) == 0
    assert capsys.readouterr() == ("".join(write()), "")


BINARY = [name for name, each in WRITERS.items() if each.kind == "binary"]


@pytest.mark.parametrize("name", BINARY)
@pytest.mark.usefixtures("catalogue_file")
def test_what_is_no_text_goes_into_a_file_or_a_pipe(name: str) -> None:
    assert main(["export", name, "--until", "2022", "--output", "named"]) == 0
    command = [sys.executable, "-m", "headcat", "export", name, "--until", "2022"]
    ended = subprocess.run(command, capture_output=True, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, Path("named").read_bytes(), b"")
    assert ended.stdout[:4] in (b"SQLi", b"PAR1")


@pytest.mark.parametrize("name", BINARY)
@pytest.mark.usefixtures("catalogue_file")
def test_check_of_what_is_no_text(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["export", name, "--output", "named"]
    for _ in range(2):
        assert main([*words, "--check"]) == 1
        message = "named is out of date; run the same command without --check\n"
        assert capsys.readouterr() == ("", message)
        assert main(words) == 0
        assert main([*words, "--check"]) == 0
        assert capsys.readouterr() == ("", "")
        Path("named").write_bytes(b"\x00")


@pytest.mark.parametrize("name", BINARY)
@pytest.mark.parametrize("words", [["--into", "PAPERS.md"], []])
@pytest.mark.usefixtures("catalogue_file")
def test_what_is_no_text_goes_to_no_terminal_and_between_no_marks(
    name: str, words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("PAPERS.md").write_text(MARKED.format(""), encoding="utf-8")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["export", name, *words]) == 2
    message = f"headcat: {name} is no text; name a file by --output, or send it into a pipe\n"
    assert capsys.readouterr() == ("", message)
    assert Path("PAPERS.md").read_text(encoding="utf-8") == MARKED.format("")


@pytest.mark.parametrize("words", [[], ["--output", "named"]])
def test_what_is_no_text_is_not_made_from_a_catalogue_with_errors(
    words: list[str], catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = catalogue_file.read_text(encoding="utf-8").replace("2022-03-08", "2022-03-32")
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(["export", "sqlite", *words]) == 3
    message = "headcat: data/papers.yaml has errors; nothing was written\n"
    assert capsys.readouterr() == ("", ERROR + message)
    assert not Path("named").exists()


@pytest.mark.usefixtures("catalogue_file")
def test_a_wrong_question_makes_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "sqlite", "--head", "nothing", "--output", "named"]) == 2
    assert capsys.readouterr().err.startswith("headcat: no head is called 'nothing'")
    assert list(Path().iterdir()) == [Path("data")]


@pytest.mark.usefixtures("catalogue_file")
def test_a_feed_that_lies_nowhere_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "atom", "--feed-url", "x"]) == 2
    assert capsys.readouterr() == ("", "headcat: 'x' is no http or https address\n")


@pytest.mark.parametrize("words", [["--output", "out.md"], ["--into", "PAPERS.md"], ["--check", "-o", "x"]])
def test_no_file_is_made_from_a_catalogue_with_errors(
    words: list[str], catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = catalogue_file.read_text(encoding="utf-8").replace("2022-03-08", "2022-03-32")
    catalogue_file.write_text(text, encoding="utf-8")
    Path("PAPERS.md").write_text(MARKED.format("old\n"), encoding="utf-8")
    assert main(["export", "markdown", *words]) == 3
    message = "headcat: data/papers.yaml has errors; nothing was written\n"
    assert capsys.readouterr() == ("", ERROR + message)
    assert Path("PAPERS.md").read_text(encoding="utf-8") == MARKED.format("old\n")
    assert sorted(path.name for path in Path().iterdir()) == ["PAPERS.md", "data"]


@pytest.mark.parametrize("output", [[], ["--output", "-"]])
def test_what_can_be_read_goes_to_stdout_and_the_errors_are_named(
    output: list[str], catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = catalogue_file.read_text(encoding="utf-8").replace("2022-03-08", "2022-03-32")
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(["export", "json", "--author", "zorn", *output]) == 3
    out, err = capsys.readouterr()
    assert [paper["key"] for paper in json.loads(out)] == ["zorn2023names"]
    assert err == ERROR
