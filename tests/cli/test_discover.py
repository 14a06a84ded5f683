"""discover: what it asks for, what it shows and leaves out, and how papers are declined."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL
from headcat.cli import discover as module
from headcat.cli import main
from headcat.errors import NetworkError
from headcat.fetch import Found
from headcat.model import Draft
from services import Services

FOUND = [
    ("2501.00001", "Induction Heads Again", "Attention heads of a kind.", "2025-01-05"),
    ("2501.00002", "Detectors", "A detection head.", "2025-01-04"),
    ("2203.00001", "Heads of a Small Catalogue", "Attention heads.", "2025-01-03"),
    ("2501.00003", "Names, Moved", "Attention heads.", "2025-01-03"),
    ("2501.00004", "On \x1b[2J Sinks", "Attention heads that sink.", "2025-01-02"),
]
AGAIN = (
    "2501.00001\t2025-01-05\t10\tInduction Heads Again\tInduction Head (title), attention head (abstract)\n"
)
SINKS = "2501.00004\t2025-01-02\t4\tOn \\x1b[2J Sinks\tattention head (abstract)\n"
DETECTORS = "2501.00002\t2025-01-04\t1\tDetectors\thead (abstract)\n"
MORE = "1 more says little of heads; --all shows them\n"
DECLINED = """
declined:
  - id: "2501.00001"
    title: Induction Heads Again
    date: 2025-01-31
    reason: Not on language models
"""
TODAY = "1738281600"  # 2025-01-31
SEARCHED = module._searched  # before a test puts FOUND in its place

WHY = "say why by --reason TEXT; whoever meets the paper again will want to know"
NONE = "is no identifier of arXiv or the ACL Anthology, and no DOI"

pytestmark = pytest.mark.usefixtures("catalogue_file")


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Let arXiv answer what FOUND says; return what it was asked."""
    calls: list[tuple[Any, ...]] = []

    def searched(queries: Any, since: str, *, offline: bool, refresh: bool) -> Iterator[Found]:
        calls.append((queries, since, offline, refresh))
        for number, title, abstract, date in FOUND:
            draft = Draft(title=title, authors=("A B",), date=date, ids={"arxiv": f"{number}v2"})
            yield Found("arXiv", draft, abstract)
        yield Found("arXiv", Draft(title="Attention Heads without a Number"))

    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    monkeypatch.setattr(module, "_searched", searched)
    return calls


def discover(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["discover", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_what_is_new_is_shown(capsys: pytest.CaptureFixture[str], asked: list[tuple[Any, ...]]) -> None:
    assert discover(capsys) == (0, AGAIN + SINKS, MORE)
    ((queries, *rest),) = asked
    assert [query[:25] for query in queries] == ['(all:"attention head" OR ']
    assert rest == ["2025-01-01", False, False]


@pytest.mark.parametrize(
    ("words", "out", "err"),
    [
        (["--all"], AGAIN + SINKS + DETECTORS, ""),
        (["--limit", "1"], AGAIN, MORE),
        (["--all", "--limit", "2"], AGAIN + SINKS, ""),
        (["--format", "plain"], AGAIN + SINKS, MORE),
    ],
)
def test_how_much_is_shown(capsys: pytest.CaptureFixture[str], words: list[str], out: str, err: str) -> None:
    assert discover(capsys, *words) == (0, out, err)


def test_several_that_say_little(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    little = [(f"2501.0000{number}", f"T {number}", "", "2025-01-01") for number in (1, 2)]
    monkeypatch.setattr(sys.modules[__name__], "FOUND", little)
    err = "nothing new since 2025-01-01\n2 more say little of heads; --all shows them\n"
    assert discover(capsys) == (0, "", err)


@pytest.mark.parametrize("words", [["--json"], ["--format", "json"], ["--json", "--format", "markdown"]])
def test_json(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    code, out, err = discover(capsys, *words)
    assert (code, err) == (0, MORE)
    assert [each["id"] for each in json.loads(out)] == ["2501.00001", "2501.00004"]
    assert "\\u001b[2J" in out
    assert json.loads(out)[0] == {
        "id": "2501.00001",
        "title": "Induction Heads Again",
        "authors": ["A B"],
        "date": "2025-01-05",
        "abstract": "Attention heads of a kind.",
        "url": "https://arxiv.org/abs/2501.00001",
        "score": 10,
        "reasons": ["Induction Head (title)", "attention head (abstract)"],
    }


def test_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = discover(capsys, "--format", "markdown")
    assert (code, err) == (0, MORE)
    assert re.findall(r"^- \[ \] \[.*?\]\((.*?)\)", out, re.MULTILINE) == [
        "https://arxiv.org/abs/2501.00001",
        "https://arxiv.org/abs/2501.00004",
    ]


def test_a_table_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = discover(capsys, "--format", "table")
    assert code == 0
    assert out.startswith("Date        Paper ")
    assert "On \\x1b[2J Sinks" in out


@pytest.mark.parametrize(("name", "out"), [("table", ""), ("plain", ""), ("json", "[]\n"), ("markdown", "")])
def test_nothing_new(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, out: str
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "FOUND", FOUND[2:4])
    words = ["--since", "2025-01-03", "--format", name]
    assert discover(capsys, *words) == (0, out, "nothing new since 2025-01-03\n")


@pytest.mark.parametrize(
    ("since", "first"), [("2025-01-30", "2025-01-30"), ("2024-12", "2024-12-01"), ("2024", "2024-01-01")]
)
def test_the_first_day_may_be_given(
    capsys: pytest.CaptureFixture[str], asked: list[tuple[Any, ...]], since: str, first: str
) -> None:
    assert discover(capsys, "--since", since, "--offline")[0] == 0
    assert discover(capsys, "--since", since, "--refresh")[0] == 0
    assert [call[1:] for call in asked] == [(first, True, False), (first, False, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('queries = ["ti:heads", "au:adams"]', ("ti:heads", "au:adams")),
        ('categories = ["cs.CV"]', " AND (cat:cs.CV)"),
        ('queries = ["x"]\ncategories = ["cs.CV"]', ("x",)),
    ],
)
def test_a_project_may_ask_for_something_else(
    capsys: pytest.CaptureFixture[str], asked: list[tuple[Any, ...]], text: str, expected: Any
) -> None:
    Path(".headcat.toml").write_text(f"[discover]\n{text}\n", encoding="utf-8")
    assert discover(capsys)[0] == 0
    queries = asked[0][0]
    assert queries == expected if isinstance(expected, tuple) else queries[0].endswith(expected)


def test_a_service_that_does_not_answer(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Iterator[Found]:
        raise NetworkError("arXiv does not answer; try again later")

    monkeypatch.setattr(module, "_searched", refuse)
    assert discover(capsys) == (4, "", "headcat: arXiv does not answer; try again later\n")


def test_an_answer_from_a_catalogue_with_errors(
    capsys: pytest.CaptureFixture[str], catalogue_file: Path
) -> None:
    catalogue_file.write_text(f"{SMALL}declined:\n  - id: x\n", encoding="utf-8")
    error = "data/papers.yaml:59:5: HC101 the entry has no date and no reason\n"
    assert discover(capsys) == (3, AGAIN + SINKS, MORE + error)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--since", "yesterday"], "there is no date 'yesterday'; write YYYY-MM-DD, YYYY-MM or YYYY"),
        (["--offline", "--refresh"], "give --offline or --refresh, not both"),
        (["--reason", "x"], "--reason, --title and --dry-run go with --decline ID"),
        (["--title", "x"], "--reason, --title and --dry-run go with --decline ID"),
        (["--dry-run"], "--reason, --title and --dry-run go with --decline ID"),
        (["--decline", "2501.00001"], WHY),
        (["--decline", "2501.00001", "--reason", " "], WHY),
        (["--decline", "Heads", "--reason", "x"],
         f"'Heads' {NONE}"),
        (["--decline", "http://openreview.net/forum?id=h0Ak8A5yqw", "--reason", "x"],
         f"'http://openreview.net/forum?id=h0Ak8A5yqw' {NONE}"),
        (["--decline", "2501.00001", "--decline", "2501.00002", "--reason", "x", "--title", "T"],
         "--title is that of one paper; decline the others without, or one by one"),
    ],
)  # fmt: skip
def test_what_makes_no_sense(
    capsys: pytest.CaptureFixture[str],
    asked: list[tuple[Any, ...]],
    catalogue_file: Path,
    words: list[str],
    message: str,
) -> None:
    assert discover(capsys, *words) == (2, "", f"headcat: {message}\n")
    assert asked == []
    assert catalogue_file.read_text(encoding="utf-8") == SMALL


def test_a_declined_paper_does_not_come_again(
    capsys: pytest.CaptureFixture[str], catalogue_file: Path, asked: list[tuple[Any, ...]]
) -> None:
    words = ["--decline", "https://arxiv.org/abs/2501.00001v2", "--reason", " Not on  language models"]
    words += ["--title", "Induction Heads Again"]
    code, out, err = discover(capsys, *words, "--dry-run")
    assert (code, err) == (0, "")
    assert [line[1:] for line in out.splitlines()[3:] if line.startswith("+")] == DECLINED.splitlines()
    assert catalogue_file.read_text(encoding="utf-8") == SMALL
    assert discover(capsys, *words) == (0, "data/papers.yaml: declined 2501.00001\n", "")
    assert catalogue_file.read_text(encoding="utf-8") == SMALL + DECLINED
    assert asked == []
    assert discover(capsys) == (0, SINKS, MORE)
    already = "headcat: 2501.00001 is declined already (line 60)\n"
    assert discover(capsys, *words) == (3, "", already)
    assert main(["check"]) == 0


def test_several_are_declined_at_once(capsys: pytest.CaptureFixture[str], catalogue_file: Path) -> None:
    ids = ("2501.00004", "arXiv:2501.00001", "2501.00001v3", "10.1000/ABC")
    words = [word for each in ids for word in ("--decline", each)]
    expected = "data/papers.yaml: declined 2501.00004, 2501.00001, 10.1000/ABC\n"
    assert discover(capsys, *words, "--reason", "no") == (0, expected, "")
    text = catalogue_file.read_text(encoding="utf-8")
    assert re.findall(r"  - id: (.*)", text) == ["10.1000/ABC", '"2501.00001"', '"2501.00004"']
    assert discover(capsys)[1:] == ("", f"nothing new since 2025-01-01\n{MORE}")


def test_what_is_listed_is_not_declined(capsys: pytest.CaptureFixture[str], catalogue_file: Path) -> None:
    message = "2203.00001 is listed as adams2022heads; headcat remove adams2022heads takes it out"
    words = ("--decline", "2203.00001v3", "--reason", "x")
    assert discover(capsys, *words) == (3, "", f"headcat: {message}\n")
    assert catalogue_file.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize("terminal", [False, True])
def test_arxiv_is_asked_each_query(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    services: Services,
    terminal: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    found = list(SEARCHED(["a", "nothing", "nothing more"], "2024-06-29", offline=False, refresh=True))
    assert [each.draft.date for each in found] == ["2024-06-30", "2024-06-30", "2024-06-29", "2024-06-29"]
    assert len(services.log) == 3
    assert ("Asking arXiv" in capsys.readouterr().err) == terminal
    again = list(SEARCHED(["a", "nothing", "nothing more"], "2024-06-29", offline=True, refresh=False))
    assert (again, len(services.log)) == (found, 3)


@pytest.mark.usefixtures("services")
def test_answers_that_are_not_read_are_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "_ANSWERS", 5)
    monkeypatch.setenv("HEADCAT_GAP_FACTOR", "0")
    found = list(SEARCHED(["a", "nothing"], "2024-06-01", offline=False, refresh=True))
    assert len(found) == 5
    assert capsys.readouterr().err == "only the newest 5 answers to a query were read, back to 2024-06-28\n"
    assert len(list(SEARCHED(["a"], "2024-06-29", offline=False, refresh=True))) == 4
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("services")
def test_arxiv_that_does_not_answer_is_an_error_of_the_network() -> None:
    with pytest.raises(NetworkError, match="nothing is kept of this answer; ask without --offline"):
        list(SEARCHED(["a"], "2024-06-29", offline=True, refresh=False))
