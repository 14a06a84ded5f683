"""search: what it finds, and what it says where it finds nothing."""

import json
import re
from pathlib import Path

import pytest

from headcat.cli import main

ADAMS_PLAIN = "2022-03-08\tadams2022heads\tHeads of a Small Catalogue\tInduction Head\tNeurIPS 2022\n"
ZORN_PLAIN = "2023-11\tzorn2023names\tNames: Moved\tName Mover Head, Induction Head\tarXiv\n"

pytestmark = pytest.mark.usefixtures("catalogue_file")


def search(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["search", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["names"], ZORN_PLAIN + ADAMS_PLAIN),  # in a title before in a summary
        (["small", "tasks"], ADAMS_PLAIN),
        (["names moved"], ZORN_PLAIN),
        (['"heads of"'], ADAMS_PLAIN),
        (["induction", "-mover"], ADAMS_PLAIN),
        (["-mover"], ADAMS_PLAIN),
        (["-heads", "induction"], ZORN_PLAIN),
        (["induc*", "--limit", "1", "--sort", "date"], ZORN_PLAIN),
        (["induction", "--sort", "date", "--reverse"], ADAMS_PLAIN + ZORN_PLAIN),
        (["induction", "--head", "mover"], ZORN_PLAIN),
        (["induction", "--search", "author:zorn"], ZORN_PLAIN),
        (["induction", "--year", "2022"], ADAMS_PLAIN),
        (["year:2022"], ADAMS_PLAIN),
        (["adams OR zorn", "year:2023"], ZORN_PLAIN),
        (["2203.00001"], ADAMS_PLAIN),
        (["https://github.com/example/heads"], ADAMS_PLAIN),
        (["adams2022heads"], ADAMS_PLAIN),
        (["BERG"], ADAMS_PLAIN),
        (["induction", "--limit", "0"], ""),
    ],
)
def test_what_is_found(capsys: pytest.CaptureFixture[str], words: list[str], expected: str) -> None:
    assert search(capsys, *words) == (0, expected, "")


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (["inducton"], "nothing found; did you mean: induction\n"),
        (["Zorm", "names"], "nothing found; did you mean: zorn names\n"),
        (["xyzzy"], "nothing found\n"),
        (["mover", "adams"], "nothing found\n"),
        (["inducton", "--year", "1999"], "nothing found\n"),
        (["***"], "nothing found\n"),
        (['"'], "nothing found\n"),
        (["x\x1b[31my"], "nothing found\n"),
    ],
)
def test_where_nothing_is_found(capsys: pytest.CaptureFixture[str], words: list[str], err: str) -> None:
    assert search(capsys, *words) == (0, "", err)


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = search(capsys, "zorn", "--json")
    assert (code, [paper["key"] for paper in json.loads(out)], err) == (0, ["zorn2023names"], "")


@pytest.mark.parametrize(
    ("words", "err"),
    [
        (["--limti", "3"], "headcat: there is no option --limti; see headcat search --help\n"),
        (["a", "--head", "nonsense"], "headcat: no head is called 'nonsense' (all: headcat heads)\n"),
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], words: list[str], err: str) -> None:
    assert search(capsys, *words) == (2, "", err)


def test_without_words_it_says_what_it_wants(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = search(capsys)
    assert (code, out, "Missing argument 'WORDS...'" in err) == (2, "", True)


def test_help_is_asked_for_in_full(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = search(capsys, "--help")
    assert (code, "best matches first" in out, "-h, --help" in out, err) == (0, True, False, "")


def test_an_answer_that_may_lack_something_says_so(
    capsys: pytest.CaptureFixture[str], catalogue_file: Path
) -> None:
    text = catalogue_file.read_text(encoding="utf-8")
    catalogue_file.write_text(f"{text}  - key: x\n", encoding="utf-8")
    code, out, err = search(capsys, "zorn")
    assert (code, out, err.count("HC101")) == (3, ZORN_PLAIN, 1)


def test_on_a_terminal_words_are_marked(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("NO_COLOR", raising=False)
    code, out, err = search(capsys, "tasks", "induction")
    plain = re.sub(r"\x1b\][^\x1b]*\x1b\\|\x1b\[[0-9;]*m", "", out)
    assert (code, err) == (0, "")
    assert plain == (
        "Date        Paper                           Venue\n"
        "2022-03-08  Heads of a Small Catalogue      NeurIPS 2022\n"
        "            adams2022heads  Induction Head\n"
        "            Small tasks.\n"
        "1 paper\n"
    )
    assert "\x1b[1;33mInduction\x1b[0m" in out
    assert "\x1b[1;33mtasks\x1b[0m" in out
    assert main(["--no-color", "search", "tasks"]) == 0
    assert "\x1b[1;33m" not in capsys.readouterr().out
