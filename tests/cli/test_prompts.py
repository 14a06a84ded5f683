"""add with a person at the terminal: what is asked, and what no answer may do."""

import os
import sys
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pexpect
import pytest

from conftest import SMALL
from headcat import Catalogue, Draft, Link, Summary

CATALOGUE = Path("data", "papers.yaml")
TITLE = "Title: "
AUTHORS = "Authors (parted by commas): "
DATE = "Date of the first version (YYYY-MM-DD): "
VENUE = "Venue and year (ICLR 2025; Tab completes): "
ARXIV = "arXiv identifier (Enter: none): "
LINK = "Link to the paper (Enter: none): "
HEADS = "Heads (parted by commas; Tab completes): "
INNOVATION = "Innovation (what is new): "
TASKS = "Tasks (what was done on what): "
RESULT = "Significant result: "
SURE = "Add this paper? [Y/n] "
ANSWERS = (
    (TITLE, "Some Paper"),
    (AUTHORS, "Ada Lovelace"),
    (DATE, "2025-03-01"),
    (VENUE, "nips 2025"),
    (ARXIV, "2503.00001"),
    (HEADS, "induction"),
    (INNOVATION, "What is new."),
    (TASKS, "What was done."),
    (RESULT, "What came out."),
)
ENTRY = """\
  - key: lovelace2025some
    title: Some Paper
    authors:
      - Ada Lovelace
    date: 2025-03-01
    venue: NeurIPS 2025
    ids:
      arxiv: "2503.00001"
    heads:
      - Induction Head
    links:
      paper: https://arxiv.org/abs/2503.00001
    summary:
      innovation: What is new.
      tasks: What was done.
      result: What came out.

"""
ADDED = "data/papers.yaml:40: added lovelace2025some\n"
PREVIEW = "".join(f"+{line}\n" for line in ENTRY.splitlines())
FULL = [
    *("--title", "Some Paper", "--author", "Ada Lovelace", "--date", "2025-03-01", "--venue", "nips 2025"),
    *("--arxiv", "2503.00001", "--head", "induction", "--innovation", "What is new."),
    *("--tasks", "What was done.", "--result", "What came out."),
]
WITH_ENTRY = (ENTRY + "  # the second\n").join(SMALL.split("  # the second\n"))
ADD = f"exec '{sys.executable}' -m headcat add"
ELSEWHERE = f"{ADD} >out.txt"

pytestmark = pytest.mark.usefixtures("catalogue_file")


def at_terminal(*words: str, shell: str | None = None) -> Any:
    """Start `headcat add` at a terminal (or a line of a shell), and keep what the terminal shows."""
    child = pexpect.spawn(
        "sh" if shell else sys.executable,
        ["-c", shell] if shell else ["-m", "headcat", "add", *words],
        dimensions=(60, 200),
        encoding="utf-8",
        codec_errors="replace",
        env={**os.environ, "TERM": "dumb"},
        timeout=20,
    )
    child.logfile_read = StringIO()
    # A question is printed when the terminal is ready for the answer: nothing need be waited for.
    child.delaybeforesend = None
    child.ptyproc.delayafterclose = child.delayafterclose = 0.0
    return child


def answer(child: Any, *answers: tuple[str, str]) -> None:
    """Wait for each question, then type the answer to it."""
    for question, text in answers:
        child.expect_exact(question)
        child.sendline(text)


def ended(child: Any) -> tuple[int, str]:
    """Wait for the end; return the exit code and all that the terminal has shown."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.logfile_read.getvalue().replace("\r\n", "\n")


@pytest.mark.parametrize("sure", ["", "y", "YES"])
def test_everything_is_asked_for_shown_and_added(sure: str) -> None:
    child = at_terminal()
    answer(child, *ANSWERS, (SURE, sure))
    code, shown = ended(child)
    assert code == 0
    diff = (
        "--- data/papers.yaml\n+++ data/papers.yaml\n@@ -37,6 +37,23 @@\n"
        "       tasks: Small tasks.\n       result: It works.\n \n"
        f'{PREVIEW}   # the second\n   - key: zorn2023names\n     title: "Names: Moved"\n'
    )
    asked = "".join(f"{question}{text}\n" for question, text in ANSWERS)
    assert shown == f"{asked}\n{diff}\n{SURE}{sure}\n{ADDED}"
    assert CATALOGUE.read_text(encoding="utf-8") == WITH_ENTRY


@pytest.mark.parametrize(("words", "sure"), [([], "n"), (FULL, "no"), (FULL, "perhaps")])
def test_without_a_yes_nothing_is_added(words: list[str], sure: str) -> None:
    child = at_terminal(*words)
    answer(child, *(() if words else ANSWERS), (SURE, sure))
    code, shown = ended(child)
    assert code == 1
    nothing, *kept = shown.split(f"{SURE}{sure}\n")[1].splitlines()
    assert nothing == "nothing was added"
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL
    if words:
        assert kept == []
        return
    (told,) = kept
    child = at_terminal(*told.partition("headcat add ")[2].split())
    answer(child, (SURE, "y"))
    assert ended(child)[0] == 0
    assert CATALOGUE.read_text(encoding="utf-8") == WITH_ENTRY


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        (["--yes"], ANSWERS),
        (FULL, [(SURE, "y")]),
        ([*FULL, "--yes"], []),
        ([*FULL, "--no-input"], []),
        ([*FULL[:-2]], [ANSWERS[-1], (SURE, "y")]),
        ([*FULL[2:]], [ANSWERS[0], (SURE, "y")]),
        ([*FULL[:2], *FULL[4:]], [ANSWERS[1], (SURE, "y")]),
        ([*FULL[:8], *FULL[10:], "--link", "paper=https://arxiv.org/abs/2503.00001"], [(SURE, "y")]),
    ],
)
def test_only_what_is_missing_is_asked_for(words: list[str], answers: list[tuple[str, str]]) -> None:
    child = at_terminal(*words)
    answer(child, *answers)
    code, shown = ended(child)
    assert code == 0
    assert [question for question, _ in (*ANSWERS, (SURE, "")) if question in shown] == [
        question for question, _ in answers
    ]
    assert shown.endswith(ADDED)
    assert CATALOGUE.read_text(encoding="utf-8") == WITH_ENTRY


def test_enter_passes_over_what_may_lack_but_not_over_the_yes() -> None:
    child = at_terminal(*FULL[:6])
    passed = [(question, "") for question in (VENUE, ARXIV, LINK, HEADS, INNOVATION, TASKS, RESULT)]
    answer(child, *passed, (SURE, "n"))
    code, shown = ended(child)
    assert code == 1
    assert shown.endswith("\nnothing was added\n")
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL


def test_a_dry_run_asks_but_needs_no_yes() -> None:
    child = at_terminal("--dry-run")
    answer(child, *ANSWERS)
    code, shown = ended(child)
    assert code == 0
    assert PREVIEW in shown
    assert SURE not in shown
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize(("sure", "ending"), [("n", 1), ("y", 0)])
def test_several_papers_are_shown_together(sure: str, ending: int) -> None:
    form = "Title: {0}\nAuthors: A B\nDate: 2025\n"
    Path("two.txt").write_text(form.format("One") + "---\n" + form.format("Two"), encoding="utf-8")
    child = at_terminal("--from", "two.txt")
    answer(child, ("Add these 2 papers? [Y/n] ", sure))
    code, shown = ended(child)
    assert code == ending
    assert "+  - key: b2025one\n" in shown
    assert "+  - key: b2025two\n" in shown
    assert (CATALOGUE.read_text(encoding="utf-8") == SMALL) == (sure == "n")


def test_a_wrong_answer_is_explained_and_asked_again() -> None:
    child = at_terminal()
    long = " ".join(["word"] * 59)
    answer(
        child,
        (TITLE, "  "),
        (TITLE, "Some \u202eevil"),
        ANSWERS[0],
        (AUTHORS, ","),
        ANSWERS[1],
        (DATE, "2025-02-29"),
        (DATE, "March"),
        ANSWERS[2],
        (VENUE, "NeurIPSS 2025"),
        ANSWERS[3],
        (ARXIV, "2513.00001"),
        ANSWERS[4],
        (HEADS, "induction, indction"),
        ANSWERS[5],
        (INNOVATION, long),
        ANSWERS[7],
        (RESULT, "four"),
        *ANSWERS[6:],
        (SURE, "y"),
    )
    code, shown = ended(child)
    assert code == 0
    assert [line for line in shown.split("\n---")[0].splitlines() if line.startswith("  ")] == [
        "  this is needed; Ctrl-C gives up",
        "  this holds what cannot be seen: Some \\u202eevil; type it again",
        "  this is needed; Ctrl-C gives up",
        "  write YYYY-MM-DD, YYYY-MM or YYYY",
        "  write YYYY-MM-DD, YYYY-MM or YYYY",
        "  no venue is called 'NeurIPSS 2025'; nearest: NeurIPS",
        "  no arXiv identifier; write 2410.06205",
        "  no head is called 'indction'; nearest: Induction Head (all: headcat heads)",
        "  63 words; at most 60 in all three parts",
    ]
    assert CATALOGUE.read_text(encoding="utf-8") == WITH_ENTRY


def test_a_link_is_asked_for_where_there_is_no_arxiv_identifier() -> None:
    child = at_terminal(*FULL[:8], *FULL[10:])
    answer(child, (ARXIV, ""), (LINK, "example.org"), (LINK, "javascript:alert(1)"))
    answer(child, (LINK, "https://example.org/paper"), (SURE, ""))
    code, shown = ended(child)
    assert code == 0
    assert shown.count("  no http or https address\n") == 2
    assert Catalogue.open().get("lovelace2025some").links == (Link("paper", "https://example.org/paper"),)


@pytest.mark.parametrize(
    ("question", "typed", "shown"),
    [
        (HEADS, "indu\t", "Induction Head"),
        (HEADS, "name\t, ind\t", "Name Mover Head, Induction Head"),
        (HEADS, "duct\t", "Induction Head"),
        (VENUE, "neu\t 2025", "NeurIPS 2025"),
        (VENUE, "a\t", "arXiv"),
        (TITLE, "indu\tx", "indux"),
    ],
)
def test_the_tab_key_completes_names(question: str, typed: str, shown: str) -> None:
    child = at_terminal("--dry-run")
    for before, text in ANSWERS:
        child.expect_exact(before)
        child.sendline(typed if before == question else text)
    code, seen = ended(child)
    assert code == 0
    for name in shown.split(", "):
        assert f"{name}\n" in seen.split("@@")[2]


@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("number", [0, 9])
@pytest.mark.parametrize("shell", [None, ELSEWHERE], ids=["terminal", "stdout in a file"])
def test_giving_up_changes_nothing(key: str, number: int, shell: str | None) -> None:
    child = at_terminal(shell=shell)
    answer(child, *ANSWERS[:number])
    child.expect_exact((*(question for question, _ in ANSWERS), SURE)[number])
    child.send(key)
    code, shown = ended(child)
    assert code == 130
    assert shown.removesuffix("interrupted\n").endswith("\n")
    assert shown.endswith("interrupted\n")
    assert ("what you gave is kept in " in shown) == (number > 0)
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize(("words", "out"), [("", ADDED), (" --dry-run", None)])
def test_questions_go_to_stderr_where_stdout_is_a_file(words: str, out: str | None) -> None:
    child = at_terminal(shell=ELSEWHERE + words)
    answer(child, *ANSWERS)
    if not words:
        answer(child, (SURE, "y"))
    code, shown = ended(child)
    assert code == 0
    assert all(question in shown for question, _ in ANSWERS)
    assert ADDED not in shown
    written = Path("out.txt").read_text(encoding="utf-8")
    assert written == out or (out is None and PREVIEW in written and "Title: " not in written)


@pytest.mark.parametrize(
    "shell",
    [
        f"{ADD} --title T 2>err.txt",
        f"{ADD} --title T </dev/null 2>err.txt",
        f"{ADD} --title T --no-input 2>err.txt",
    ],
)
def test_nobody_is_asked_who_could_not_see_or_answer(shell: str) -> None:
    code, shown = ended(at_terminal(shell=shell))
    assert (code, shown) == (3, "")
    assert Path("err.txt").read_text(encoding="utf-8") == (
        "the paper 'T': HC101 the paper has no authors\nthe paper 'T': HC101 the paper has no date\n"
        "headcat: the paper was not added; say what is missing by options (headcat add --help)"
        " or in the form\n"
    )


def test_bytes_that_are_not_utf8_are_asked_for_again() -> None:
    child = at_terminal(shell=ELSEWHERE)
    child.expect_exact(TITLE)
    os.write(child.child_fd, b"Caf\xe9\n")
    answer(child, *ANSWERS, (SURE, "y"))
    code, shown = ended(child)
    assert code == 0
    assert "  this holds what cannot be seen: Caf\\udce9; type it again\n" in shown
    assert CATALOGUE.read_text(encoding="utf-8") == WITH_ENTRY


@pytest.mark.parametrize(
    ("folder", "date", "message"),
    [
        ("..", "2022-03-08", "is headcat's own copy; name your catalogue with --catalogue PATH\n"),
        (".", "2022-03-32", "headcat: data/papers.yaml has an error; mend the file, then try again\n"),
    ],
)
def test_nobody_is_asked_for_what_would_be_refused(
    folder: str, date: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    CATALOGUE.write_text(SMALL.replace("2022-03-08", date), encoding="utf-8")
    monkeypatch.chdir(folder)
    code, shown = ended(at_terminal())
    assert code == 3
    assert shown.endswith(message)
    assert TITLE not in shown


def test_a_duplicate_is_told_before_the_last_question() -> None:
    child = at_terminal(*FULL[:8], "--arxiv", "2203.00001", *FULL[10:])
    code, shown = ended(child)
    assert code == 3
    assert shown == (
        "headcat: data/papers.yaml:21: adams2022heads has the same arxiv identifier 2203.00001"
        " as 'Some Paper'; nothing was added\n"
    )
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL


def test_a_form_that_is_piped_in_leaves_nobody_to_ask() -> None:
    Path("form.txt").write_text("Title: Some Paper\nAuthors: A B\nDate: 2025\n", encoding="utf-8")
    shell = f"cat form.txt | ({ADD} --from -)"
    code, shown = ended(at_terminal(shell=shell))
    assert code == 0
    assert shown == (
        "data/papers.yaml:40: added b2025some\n"
        "b2025some has no venue, no heads, no links, no innovation, no tasks, no result yet\n"
    )


def test_a_summary_that_is_too_long_without_the_answers_is_not_asked_for_for_ever(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from headcat.cli.prompts import completing

    monkeypatch.setattr(sys, "stdin", StringIO("t\nr\n"))
    long = "word " * 61
    draft = Draft("T", ("A",), "2025", "arXiv", {"doi": "10.1000/1"}, ("x",), summary=Summary(long))
    done = list(completing(draft, Catalogue.open().vocabulary))[-1]
    assert done == replace(draft, summary=Summary(long, "t", "r"))
    assert capsys.readouterr() == ("", TASKS + RESULT)


def test_without_readline_there_is_no_completion_but_there_are_questions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from headcat.cli.prompts import ask

    monkeypatch.setitem(sys.modules, "readline", None)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stdin", StringIO("an  answer\n"))
    assert ask("What", lambda _: None, ["known"]) == "an answer"
    assert capsys.readouterr() == ("What: ", "")
