"""check and rule: catalogues judged by the rules, mended, and the rules' manual."""

import json
import os
import sys
from datetime import UTC, datetime
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL
from headcat import catalogue as catalogue_module
from headcat.changes import checking
from headcat.cli import main
from headcat.document import Edit, Problem
from headcat.rules import RULES
from headcat.rules.manual import manual, page

NAME = "data/papers.yaml"
BAD = SMALL.replace("venue: NeurIPS 2022", "venue: NIPS 2022  # as printed", 1)
ALIAS = "HC307 write 'NeurIPS 2022' for 'NIPS 2022'"
BROKEN = BAD.replace("2022-03-08", "2022-03-32")
DATE = "HC103 there is no date '2022-03-32'; write YYYY-MM-DD, YYYY-MM or YYYY"
DIFF = """\
--- {0}
+++ {0}
@@ -24,7 +24,7 @@
       - Ada Adams
       - Ludwig van der Berg
     date: 2022-03-08
-    venue: NIPS 2022  # as printed
+    venue: NeurIPS 2022  # as printed
     ids:
       arxiv: "2203.00001"
     heads:
"""
WARNED = "1 warning; --fix may mend some of it\n"
CLEAN = "nothing found\n"


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the day be 2024-01-01."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")


@pytest.fixture
def bad(catalogue_file: Path) -> Path:
    catalogue_file.write_text(BAD, encoding="utf-8")
    return catalogue_file


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let the program read bytes from a pipe."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data), encoding="ascii"))


@pytest.mark.parametrize(
    "words", [["check"], ["check", NAME], ["check", "--catalogue", NAME], ["--catalogue", NAME, "check"]]
)
@pytest.mark.parametrize(
    ("text", "code", "out", "err"),
    [
        (SMALL, 0, "", CLEAN),
        (BAD, 0, f"{NAME}:27:12: {ALIAS}\n", WARNED),
        (
            BROKEN,
            1,
            f"{NAME}:26:11: {DATE}\n{NAME}:27:12: {ALIAS}\n",
            "1 error, 1 warning; --fix may mend some of it\n",
        ),
        (
            "",
            1,
            f"{NAME}: HC009 the file is empty; a catalogue has at least the line 'papers:'\n",
            "1 error\n",
        ),
    ],
)
def test_a_catalogue_is_checked(  # noqa: PLR0913
    words: list[str],
    text: str,
    code: int,
    out: str,
    err: str,
    catalogue_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(words) == code
    assert capsys.readouterr() == (out, err)
    assert catalogue_file.read_text(encoding="utf-8") == text


@pytest.mark.usefixtures("bad")
def test_all_files_are_checked_whatever_one_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("latin.yaml").write_bytes(b"papers:  # caf\xe9\n")
    stdin(monkeypatch, BAD.encode())
    latin = "latin.yaml:1:15: HC010 byte 0xE9 is not UTF-8; save the file in UTF-8"
    assert main(["check", "none.yaml", NAME, "-", "latin.yaml"]) == 3
    assert capsys.readouterr() == (
        f"{NAME}:27:12: {ALIAS}\n<stdin>:27:12: {ALIAS}\n{latin}\n",
        "headcat: none.yaml: no such file or directory\n1 error, 2 warnings; --fix may mend some of it\n",
    )
    assert main(["check", "latin.yaml"]) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["-", NAME, "-"], "standard input can be read only once"),
        (["--catalogue", NAME, NAME], "give FILE or --catalogue, not both"),
        (["--select", "HC999"], "no rule is called 'HC999'; nearest: HC009, HC112, HC205"),
        (["--ignore", "venue-alais"], "no rule is called 'venue-alais'; nearest: venue-alias"),
    ],
)
@pytest.mark.parametrize("fix", [[], ["--fix"]])
def test_words_that_make_no_sense(
    words: list[str], message: str, fix: list[str], bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *words, *fix]) == 2
    out, err = capsys.readouterr()
    assert (out, err.split("; nearest")[0].strip()) == ("", f"headcat: {message}".split("; nearest")[0])
    assert ("nearest: " in err) == ("nearest: " in message)
    assert bad.read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize("name", ["json", "github", "sarif"])
@pytest.mark.usefixtures("bad")
def test_the_formats_say_the_same(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", name]) == 0
    out, err = capsys.readouterr()
    assert err == WARNED
    message = ALIAS.removeprefix("HC307 ")
    if name == "github":
        assert out == f"::warning file={NAME},line=27,col=12,title=HC307 venue-alias::{message}\n"
    elif name == "json":
        (found,) = json.loads(out)
        assert (found["name"], found["line"], found["key"]) == ("venue-alias", 27, "adams2022heads")
    else:
        (run,) = json.loads(out)["runs"]
        (rule,) = run["tool"]["driver"]["rules"]
        assert (rule["shortDescription"]["text"], rule["help"]["text"]) == manual("HC307")[:2]
        assert run["results"][0]["message"] == {"text": message}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ([], "HC103 HC307"),
        (["--select", "HC307"], "HC307"),
        (["--select", "hc3xx"], "HC307"),
        (["--select", "HC1", "--select", "venue-alias"], "HC103 HC307"),
        (["--select", "fields"], "HC103"),
        (["--select", "layout"], ""),
        (["--ignore", "vocabulary"], "HC103"),
        (["--ignore", "HC103", "--ignore", "HC3"], ""),
        (["--select", "HC1", "--ignore", "impossible-date"], ""),
    ],
)
def test_rules_are_chosen(
    words: list[str], found: str, catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue_file.write_text(BROKEN, encoding="utf-8")
    assert main(["check", "--format", "json", *words]) == ("HC103" in found)
    assert [each["code"] for each in json.loads(capsys.readouterr().out)] == found.split()


def test_a_strict_check_fails_on_warnings_but_not_on_hints(
    bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert main(["check", "--strict"]) == 1
    assert capsys.readouterr().err == "1 warning, 1 hint; --fix may mend some of it\n"
    bad.write_text(SMALL, encoding="utf-8")
    assert main(["check", "--strict"]) == 0
    assert capsys.readouterr().err == "1 hint\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fix_changes_the_meant_lines_alone(
    mark: bytes, newline: str, bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad.write_bytes(mark + BROKEN.replace("\n", newline).encode())
    assert main(["check", "--fix"]) == 1
    assert capsys.readouterr() == (f"{NAME}:26:11: {DATE}\n", "1 error\n")
    mended = BROKEN.replace("NIPS 2022", "NeurIPS 2022")
    assert bad.read_bytes() == mark + mended.replace("\n", newline).encode()
    assert [path.name for path in bad.parent.iterdir()] == ["papers.yaml"]
    os.utime(bad, (1, 1))
    assert main(["check", "--fix"]) == 1
    assert bad.stat().st_mtime == 1


@pytest.mark.parametrize("words", [["--diff"], ["--fix", "--diff"]])
def test_a_diff_is_shown_and_nothing_written(
    words: list[str], bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError

    monkeypatch.setattr("headcat.store.lock", refuse)
    err = WARNED if words == ["--diff"] else "1 warning\n"
    assert main(["check", *words]) == 1
    assert capsys.readouterr() == (DIFF.format(NAME), err)
    stdin(monkeypatch, BAD.encode())
    assert main(["check", "-", *words]) == 1
    assert capsys.readouterr() == (DIFF.format("<stdin>"), err)
    assert bad.read_text(encoding="utf-8") == BAD
    bad.write_text(SMALL, encoding="utf-8")
    assert main(["check", *words]) == 0
    assert capsys.readouterr() == ("", CLEAN)


@pytest.mark.parametrize(
    ("data", "new", "code", "err"),
    [
        (BAD, BAD.replace("NIPS 2022", "NeurIPS 2022"), 0, CLEAN),
        (SMALL, SMALL, 0, CLEAN),
        (
            BROKEN,
            BROKEN.replace("NIPS 2022", "NeurIPS 2022"),
            1,
            f"<stdin>:26:11: {DATE}\n1 error\n",
        ),
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_stdin_is_mended_to_stdout(  # noqa: PLR0913
    data: str,
    new: str,
    code: int,
    err: str,
    mark: str,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    stdin(monkeypatch, (mark + data).encode())
    assert main(["check", "-", "--fix"]) == code
    assert capsysbinary.readouterr() == ((mark + new).encode(), err.encode())


def test_stdin_that_is_no_text_passes_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    stdin(monkeypatch, b"\xff\r\n")
    assert main(["check", "-", "--fix"]) == 1
    out, err = capsysbinary.readouterr()
    assert (out, err.count(b"\n")) == (b"\xff\r\n", 2)


@pytest.mark.parametrize(
    "text",
    [
        SMALL.replace("- Name Mover Head\n      - Ind", "- inductive head\n      - Ind"),
        SMALL.replace("zorn2023names", "adams2022heads"),
        SMALL.replace("2311.00002", "2203.00001"),
    ],
)
def test_what_needs_judgement_is_never_mended(text: str, catalogue_file: Path) -> None:
    catalogue_file.write_text(text, encoding="utf-8")
    os.utime(catalogue_file, (1, 1))
    main(["check", "--fix"])
    assert catalogue_file.read_text(encoding="utf-8") == text
    assert catalogue_file.stat().st_mtime == 1


def test_headcats_own_copy_is_not_mended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Path("own.yaml").absolute()
    own.write_text(BAD, encoding="utf-8")
    monkeypatch.setattr(catalogue_module, "_shipped", lambda: own)
    assert main(["check", "--fix"]) == 3
    message = f"headcat: {own} is headcat's own copy; name your catalogue with --catalogue PATH\n"
    assert capsys.readouterr() == ("", f"{message}{CLEAN}")
    assert own.read_text(encoding="utf-8") == BAD
    assert main(["check", "--diff"]) == 1
    assert "+    venue: NeurIPS 2022  # as printed\n" in capsys.readouterr().out


def test_a_fix_that_cannot_be_proved_leaves_the_file(
    bad: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = BAD.index("key: adams")

    def found(*_: Any) -> list[Problem]:
        return [Problem("HC403", place, "", (Edit(place, place, "["),))]

    monkeypatch.setattr(checking, "inspect", found)
    assert main(["check", "--fix"]) == 3
    message = "headcat: what --fix would write could not be proved to be right, so nothing was changed\n"
    assert capsys.readouterr() == ("", f"{message}{CLEAN}")
    assert bad.read_text(encoding="utf-8") == BAD


@pytest.mark.parametrize(
    ("text", "words", "found", "code"),
    [
        ('select = ["HC3"]', [], "HC307", 0),
        ('select = ["HC3"]\nstrict = true', [], "HC307", 1),
        ('ignore = ["fields"]', [], "HC307", 0),
        ('select = ["HC3"]', ["--select", "HC1"], "HC103", 1),
        ('ignore = ["HC3"]', ["--ignore", "HC1"], "HC307", 0),
        ('ignore = ["HC3"]', ["--select", "HC3"], "", 0),
    ],
)
def test_a_project_chooses_and_the_command_line_wins(
    text: str,
    words: list[str],
    found: str,
    code: int,
    catalogue_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    catalogue_file.write_text(BROKEN, encoding="utf-8")
    Path("pyproject.toml").write_text(f"[tool.headcat]\n{text}\n", encoding="utf-8")
    assert main(["check", "--format", "json", *words]) == code
    assert [each["code"] for each in json.loads(capsys.readouterr().out)] == found.split()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("strict = 1", "strict must be true or false"),
        ('select = ["vocabulry"]', "no rule is called 'vocabulry'; nearest: vocabulary"),
    ],
)
@pytest.mark.usefixtures("bad")
def test_a_wrong_setting_is_told_with_its_file(
    text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(".headcat.toml").absolute()
    path.write_text(text, encoding="utf-8")
    assert main(["check"]) == 2
    assert capsys.readouterr() == ("", f"headcat: {path}: {message}\n")


@pytest.mark.parametrize(
    ("terminal", "environment", "words", "colored"),
    [
        (True, {}, [], True),
        (False, {}, [], False),
        (True, {"NO_COLOR": "1"}, [], False),
        (True, {"TERM": "dumb"}, [], False),
        (True, {}, ["--no-color"], False),
    ],
)
@pytest.mark.usefixtures("bad")
def test_colours_are_for_terminals(
    environment: dict[str, str],
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    terminal: bool,
    colored: bool,
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert main([*words, "check"]) == 0
    line = f"{NAME}:27:12: {ALIAS}\n"
    expected = line.replace("HC307", "\x1b[33mHC307\x1b[0m") if colored else line
    assert capsys.readouterr() == (expected, WARNED)
    assert main([*words, "check", "--format", "github"]) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("epoch", "codes"),
    [("1672531200", ["HC502"]), ("1704067200", []), ("1767225600", ["HC501"])],
)
@pytest.mark.usefixtures("catalogue_file")
def test_the_day_may_be_given(
    epoch: str, codes: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["check", "--format", "json"]) == 0
    assert [each["code"] for each in json.loads(capsys.readouterr().out)] == codes


@pytest.mark.parametrize("epoch", [None, ""])
def test_the_day_is_today_otherwise(
    epoch: str | None,
    catalogue_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    year = datetime.now(UTC).year + 2
    catalogue_file.write_text(SMALL.replace("2022-03-08", f"{year}-03-08"), encoding="utf-8")
    assert main(["check", "--select", "HC502"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"{NAME}:26:11: HC502 ")
    assert err == "1 warning\n"


@pytest.mark.parametrize("epoch", ["soon", "9" * 20, "9" * 5000])
@pytest.mark.usefixtures("catalogue_file")
def test_a_day_that_is_none_is_refused(
    epoch: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert main(["check"]) == 2
    message = f"headcat: SOURCE_DATE_EPOCH must be a number of seconds, not {epoch!r}\n"
    assert capsys.readouterr() == ("", message)


@pytest.mark.parametrize("name", ["text", "json", "github", "sarif"])
def test_hostile_data_breaks_no_line(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path("%0A\n::error::\x1b[2J,a.yaml")
    path.write_text(
        SMALL.replace("venue: NeurIPS 2022", 'venue: "\\e[2J\\n::error::100%0A\\u202E"', 1), encoding="utf-8"
    )
    assert main(["check", "--format", name, "--select", "HC306", str(path)]) == 1
    out, err = capsys.readouterr()
    assert err == "1 error\n"
    assert not {"\x1b", "\u202e", "\r"} & set(out)
    if name in {"text", "github"}:
        assert out.count("\n") == 1
        assert out.startswith("::error file=%250A%0A%3A%3Aerror%3A%3A" if name == "github" else "%0A ::error")
    else:
        assert "::error::100%0A" in str(json.loads(out))


def test_all_rules_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = [line.split("\t") for line in out.splitlines()]
    assert [tuple(line[:3]) for line in lines] == [
        (code, each.severity.value, each.name) for code, each in RULES.items()
    ]
    assert lines[-1] == ["HC502", "warning", "future-date", "A paper is dated after today."]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (["HC302"], ["HC302"]),
        (["future-date", "hc501"], ["HC501", "HC502"]),
        (["staleness"], ["HC501", "HC502"]),
        (["HC5", "HC501"], ["HC501", "HC502"]),
    ],
)
def test_the_manual_of_rules(words: list[str], codes: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", *words]) == 0
    assert capsys.readouterr() == ("\n".join(map(page, codes)), "")


def test_the_manual_begins_with_what_the_rule_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "HC302"]) == 0
    assert capsys.readouterr().out.startswith("HC302 head-alias (warning, fixed by check --fix)\n\nAn alias,")


def test_there_is_no_such_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "HC302", "hed-alias"]) == 2
    assert capsys.readouterr() == (
        "",
        "headcat: no rule is called 'hed-alias'; nearest: head-alias, venue-alias\n",
    )
