"""edit and remove: by options, in an editor, and what is refused."""

import os
import shutil
import stat
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pexpect
import pytest

from conftest import ROOT, SMALL
from headcat.cli import main

CATALOGUE = Path("data", "papers.yaml")
ADAMS, ZORN = "adams2022heads", "zorn2023names"
CHANGED_ADAMS = f"data/papers.yaml:21: changed {ADAMS}\n"
CHANGED_ZORN = f"data/papers.yaml:41: changed {ZORN}\n"
NEW_ERROR = "headcat: nothing was changed, for data/papers.yaml would have a new error\n"
NO_DATE = "HC103 there is no date '2022-13'; write YYYY-MM-DD, YYYY-MM or YYYY"
SAME_KEY = f"HC201 the key {ZORN} is also that of {ZORN} (line 21)"
NEW_VENUE = "new ones go into the section venues: of the catalogue"
KIND_URL = "write KIND=URL, the kind one of paper, code, project, data, demo, blog, video, slides"
SURE = "Remove this paper? [y/N] "
HEAD, ENTRY = SMALL.split("\n  # the second\n")
ENTRY = "  # the second\n" + ENTRY
EDITOR = """\
import os, sys, pathlib
sys.dont_write_bytecode = True
path = pathlib.Path(sys.argv[-1])
rounds = pathlib.Path("rounds.txt")
number = len(rounds.read_text().split()) if rounds.exists() else 0
with rounds.open("a") as file:
    file.write("x ")
pathlib.Path(f"seen{number}.txt").write_bytes(path.read_bytes())
mode = path.parent.stat().st_mode & 0o777
pathlib.Path("mode.txt").write_text(f"{path.stat().st_mode & 0o777:o} {mode:o} {path.name}")
exec(pathlib.Path(f"step{number}.py").read_text())
"""

pytestmark = pytest.mark.usefixtures("catalogue_file")


def replaced(*pairs: str) -> str:
    """Return the small catalogue with each odd text replaced by the even one behind it."""
    text = SMALL
    for old, new in zip(pairs[::2], pairs[1::2], strict=True):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


def after(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str, str]:
    """Run a command; return the exit code, stdout, stderr and the catalogue."""
    code = main(words)
    return code, *capsys.readouterr(), CATALOGUE.read_bytes().decode()


AS_PAPER_SAYS = "      - Induction Head  # as the paper says\n"
CODE = "      code: https://github.com/example/heads\n"
ARXIV = '      arxiv: "2203.00001"\n'


@pytest.mark.parametrize(
    ("words", "pairs"),
    [
        (["--title", "New: one"], ["title: Heads of a Small Catalogue", 'title: "New: one"']),
        (["--author", "A B", "--author", "Ludwig van der Berg"], ["- Ada Adams", "- A B"]),
        (["--date", "2022-03-09"], ["date: 2022-03-08", "date: 2022-03-09"]),
        (["--venue", "nips 2023"], ["venue: NeurIPS 2022", "venue: NeurIPS 2023"]),
        (["--arxiv", "https://arxiv.org/abs/2203.00009v2"], [ARXIV, '      arxiv: "2203.00009"\n']),
        (["--doi", "doi:10.1000/1"], [ARXIV, ARXIV + '      doi: "10.1000/1"\n']),
        (["--acl", "2022.acl-long.1", "--openreview", "abcdef"],
         [ARXIV, ARXIV + '      acl: "2022.acl-long.1"\n      openreview: "abcdef"\n']),
        (["--add-head", "name mover"], [AS_PAPER_SAYS, AS_PAPER_SAYS + "      - Name Mover Head\n"]),
        (["--remove-head", "inductive", "--add-head", "mover"],
         [AS_PAPER_SAYS, "      - Mover Head  # as the paper says\n"]),
        (["--remove-head", "induction"], ["    heads:\n" + AS_PAPER_SAYS, ""]),
        (["--add-link", "DEMO=https://example.org/d"], [CODE, CODE + "      demo: https://example.org/d\n"]),
        (["--remove-link", "code"], [CODE, ""]),
        (["--remove-link", "code=https://github.com/example/heads"], [CODE, ""]),
        (["--innovation", "I.", "--tasks", "T.", "--result", "R."],
         ["It names heads.", "I.", "Small tasks.", "T.", "It works.", "R."]),
        (["--note", "A note."],
         ["      result: It works.\n", "      result: It works.\n    note: A note.\n"]),
        (["--set", "published.title=T = U"],
         ["      result: It works.\n", "      result: It works.\n    published:\n      title: T = U\n"]),
        (["--set", "links.code=https://example.org/c"], [CODE, "      code: https://example.org/c\n"]),
        (["--unset", "summary.result", "--unset", "venue"],
         ["      result: It works.\n", "", "    venue: NeurIPS 2022\n", ""]),
    ],
)  # fmt: skip
def test_only_the_lines_that_are_meant_change(
    words: list[str], pairs: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert after(["edit", ADAMS, *words], capsys) == (0, CHANGED_ADAMS, "", replaced(*pairs))


@pytest.mark.parametrize("name", [ZORN, "zo", "arXiv:2311.00002", "https://arxiv.org/abs/2311.00002"])
def test_a_paper_is_named_in_any_way(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    expected = replaced("date: 2023-11", "date: 2023-12")
    assert after(["edit", name, "--date", "2023-12"], capsys) == (0, CHANGED_ZORN, "", expected)


@pytest.mark.parametrize(
    "words",
    [
        ["--title", "Heads of a Small Catalogue"],
        ["--add-head", "inductive", "--add-link", "code=https://github.com/example/heads"],
        ["--author", "Ada Adams", "--author", "Ludwig van der Berg", "--venue", "NIPS 2022"],
        ["--arxiv", "2203.00001v3", "--dry-run"],
        ["--set", f"key={ADAMS}"],
    ],
)
def test_what_is_so_already_leaves_the_file_alone(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = CATALOGUE.stat()
    assert after(["edit", ADAMS, *words], capsys) == (0, "", "nothing to change\n", SMALL)
    assert (CATALOGUE.stat().st_ino, CATALOGUE.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_dry_run_shows_the_change(capsys: pytest.CaptureFixture[str]) -> None:
    diff = (
        "--- data/papers.yaml\n+++ data/papers.yaml\n@@ -41,7 +41,7 @@\n   - key: zorn2023names\n"
        '     title: "Names: Moved"\n     authors:\n-      - Zoe Zorn\n+      - Zoë Żorn\n'
        "     date: 2023-11\n     venue: arXiv\n     ids:\n"
    )
    assert after(["edit", ZORN, "--author", "Zoë Żorn", "--dry-run"], capsys) == (0, diff, "", SMALL)


@pytest.mark.parametrize("words", [["edit", ZORN, "--note", "x", "--dry-run"], ["remove", ZORN, "--dry-run"]])
def test_nothing_of_the_catalogue_reaches_the_terminal_raw(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    CATALOGUE.write_text(replaced("They move.", "They \u202emove."), encoding="utf-8")
    code, out, err, _ = after(words, capsys)
    assert (code, err) == (0, "")
    assert "result: They \\u202emove.\n" in out
    assert "\u202e" not in out


def test_a_new_key_stays_in_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    expected = replaced(f"key: {ADAMS}", "key: b")
    assert after(["edit", ADAMS, "--set", "key=b"], capsys) == (
        0, "data/papers.yaml:21: changed b\n", "", expected,
    )  # fmt: skip
    expected = expected.replace("key: b", "key: zz")
    message = "zz is not in its place by key; headcat fmt puts it there\n"
    assert after(["edit", "b", "--set", "key=zz"], capsys) == (
        0, "data/papers.yaml:21: changed zz\n", message, expected,
    )  # fmt: skip


def test_an_unknown_field_is_set_but_told(capsys: pytest.CaptureFixture[str]) -> None:
    expected = replaced("      result: It works.\n", "      result: It works.\n    stars: five\n")
    message = "no field is called 'stars'; it is kept, and printed under 'extra'\n"
    assert after(["edit", ADAMS, "--set", "stars=five"], capsys) == (0, CHANGED_ADAMS, message, expected)
    assert after(["edit", ADAMS, "--set", "stars=five"], capsys) == (0, "", "nothing to change\n", expected)
    assert after(["edit", ADAMS, "--unset", "stars"], capsys) == (0, CHANGED_ADAMS, "", SMALL)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["a" * 300], 1, f"headcat: no paper is called '{'a' * 300}'; `headcat list` shows the keys\n"),
        ([ADAMS], 2, "headcat: say what to change (headcat edit --help)\n"),
        (["nobody", "--note", "x"], 1,
         "headcat: no paper is called 'nobody'; `headcat list` shows the keys\n"),
        (["", "--note", "x"], 2, f"headcat: '' is the beginning of 2 keys: {ADAMS}, {ZORN}\n"),
        ([ADAMS, "--add-head", "indction"], 2,
         "headcat: no head is called 'indction'; nearest: Induction Head (all: headcat heads)\n"),
        ([ADAMS, "--venue", "arXivv"], 2,
         f"headcat: no venue is called 'arXivv'; nearest: arXiv; {NEW_VENUE}\n"),
        ([ADAMS, "--remove-head", "mover"], 2,
         "headcat: the paper has no head 'Mover Head'; it has: Induction Head\n"),
        ([ADAMS, "--unset", "note"], 2, "headcat: the paper has no note\n"),
        ([ADAMS, "--remove-link", "demo"], 2, "headcat: the paper has no link demo\n"),
        ([ADAMS, "--add-link", "demo"], 2, f"headcat: no link: 'demo'; {KIND_URL}\n"),
        ([ADAMS, "--add-link", "papr=http://x"], 2, f"headcat: no link: 'papr=http://x'; {KIND_URL}\n"),
        ([ADAMS, "--set", "note"], 2, "headcat: no field and value: 'note'; write FIELD=VALUE\n"),
        ([ADAMS, "--set", "=x"], 2, "headcat: no field and value: '=x'; write FIELD=VALUE\n"),
        ([ADAMS, "--note", "x", "--set", "note=y"], 2, "headcat: note is given twice\n"),
        ([ADAMS, "--title", ""], 2,
         "headcat: the new value of title is empty; take the field out with --unset title\n"),
        ([ADAMS, "--date", "2022-13"], 3, f"data/papers.yaml:26:11: {NO_DATE}\n{NEW_ERROR}"),
        ([ADAMS, "--arxiv", "x\x1b[31m"], 3,
         "data/papers.yaml:29:14: HC105 'x\\x1b[31m' is no arxiv identifier\n" + NEW_ERROR),
        ([ADAMS, "--add-link", "demo=ftp://x"], 3,
         "data/papers.yaml:35:13: HC104 'ftp://x' is no http or https address\n" + NEW_ERROR),
        ([ADAMS, "--unset", "title"], 3, "data/papers.yaml:21:5: HC101 the entry has no title\n" + NEW_ERROR),
        ([ADAMS, "--unset", "key"], 3,
         "headcat: the field 'key' begins its entry and cannot be taken out\n"),
        ([ADAMS, "--set", f"key={ZORN}"], 3, f"data/papers.yaml:41:10: {SAME_KEY}\n{NEW_ERROR}"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_and_changes_nothing(
    words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert after(["edit", *words], capsys) == (code, "", message, SMALL)


def test_errors_are_mended_one_by_one(capsys: pytest.CaptureFixture[str]) -> None:
    broken = replaced("2022-03-08", "2022-13", '"2311.00002"', '"2203.00001"')
    CATALOGUE.write_text(broken, encoding="utf-8")
    assert after(["edit", ADAMS, "--note", "n o"], capsys)[:3] == (0, CHANGED_ADAMS, "")
    assert after(["edit", ADAMS, "--unset", "note"], capsys) == (0, CHANGED_ADAMS, "", broken)
    mended = broken.replace("2022-13", "2022-03-08")
    assert after(["edit", ADAMS, "--date", "2022-03-08"], capsys) == (0, CHANGED_ADAMS, "", mended)
    assert after(["edit", ZORN, "--arxiv", "2311.00002"], capsys) == (0, CHANGED_ZORN, "", SMALL)


def test_the_catalogue_of_the_project_changes_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(ROOT / "data" / "papers.yaml", CATALOGUE)
    before = CATALOGUE.read_text(encoding="utf-8").split("\n")
    code, out, err, text = after(["edit", "olsson2022context", "--add-head", "name mover"], capsys)
    lines = text.split("\n")
    place = next(number for number, line in enumerate(lines) if line != before[number])
    assert (code, err, lines[place]) == (0, "", "      - Name Mover Head")
    assert [*lines[:place], *lines[place + 1 :]] == before
    assert (
        out
        == f"data/papers.yaml:{before.index('  - key: olsson2022context') + 1}: changed olsson2022context\n"
    )
    assert main(["edit", "olsson2022context", "--remove-head", "name mover"]) == 0
    assert CATALOGUE.read_text(encoding="utf-8").split("\n") == before


FIRST_GONE = SMALL[: SMALL.index("  # the first")] + ENTRY
BOTH_GONE = SMALL[: SMALL.index("  # the first")]


@pytest.mark.parametrize(
    ("keys", "out", "text"),
    [
        ([ADAMS], f"data/papers.yaml:21: removed {ADAMS}\n", FIRST_GONE),
        (["zorn", ZORN, "2311.00002"], f"data/papers.yaml:41: removed {ZORN}\n", HEAD),
        ([ZORN, ADAMS],
         f"data/papers.yaml:21: removed {ADAMS}\ndata/papers.yaml:41: removed {ZORN}\n", BOTH_GONE),
    ],
)  # fmt: skip
def test_papers_are_removed_with_their_comments(
    keys: list[str], out: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, diff, err, same = after(["remove", *keys, "--dry-run"], capsys)
    assert (code, err, same) == (0, "", SMALL)
    assert [line[1:] for line in diff.splitlines()[2:] if line.startswith("+")] == []
    assert diff.count("\n-  - key: ") == out.count("\n")
    assert after(["remove", *keys, "--yes"], capsys) == (0, out, "", text)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([ADAMS], 2, "nobody can be asked here; say --yes to remove without a question"),
        ([ADAMS, "nobody", "--yes"], 1, "no paper is called 'nobody'; `headcat list` shows the keys"),
        ([ADAMS, "", "--yes"], 2, f"'' is the beginning of 2 keys: {ADAMS}, {ZORN}"),
    ],
)
def test_all_are_removed_or_none(
    words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert after(["remove", *words], capsys) == (code, "", f"headcat: {message}\n", SMALL)


def test_of_two_papers_with_one_key_the_first_is_edited_and_none_removed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    twice = SMALL.replace(ADAMS, ZORN)
    CATALOGUE.write_text(twice, encoding="utf-8")
    message = (
        f"headcat: 2 papers have the key '{ZORN}' (lines 21, 41); give the first another:"
        f" headcat edit {ZORN} --set key=NEW\n"
    )
    assert after(["remove", ZORN, "--yes"], capsys) == (2, "", message, twice)
    assert after(["edit", ZORN, "--set", f"key={ADAMS}"], capsys) == (0, CHANGED_ADAMS, "", SMALL)


def at_terminal(*words: str, **environment: str) -> Any:
    """Start headcat at a terminal, and keep what it shows."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "headcat", *words],
        dimensions=(60, 250),
        encoding="utf-8",
        env={**os.environ, "TERM": "dumb", "TMPDIR": str(Path.cwd()), **environment},
        timeout=20,
    )
    child.logfile_read = StringIO()
    child.delaybeforesend = None
    child.ptyproc.delayafterclose = child.delayafterclose = 0.0
    return child


def ended(child: Any) -> tuple[int, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.logfile_read.getvalue().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("keys", "question", "sure", "code", "text"),
    [
        ([ZORN], SURE, "y", 0, HEAD),
        ([ZORN], SURE, "no", 1, SMALL),
        ([ZORN], SURE, "", 1, SMALL),
        ([ZORN, ADAMS], "Remove these 2 papers? [y/N] ", "n", 1, SMALL),
    ],
)
def test_on_a_terminal_nothing_is_removed_without_a_yes(
    keys: list[str], question: str, sure: str, code: int, text: str
) -> None:
    child = at_terminal("remove", *keys)
    child.expect_exact(question)
    child.sendline(sure)
    found, shown = ended(child)
    assert found == code
    assert shown.startswith("--- data/papers.yaml\n+++ data/papers.yaml\n@@")
    assert "-  - key: zorn2023names\n" in shown
    last = "nothing was removed\n" if code else f"data/papers.yaml:41: removed {ZORN}\n"
    assert shown.endswith(f"\n\n{question}{sure}\n{last}")
    assert CATALOGUE.read_text(encoding="utf-8") == text


def in_editor(
    *steps: str, words: tuple[str, ...] = (), given: dict[str, str] | None = None
) -> tuple[int, str, str]:
    """Edit a paper in an editor that does a step each time; return code, what was shown, the catalogue."""
    Path("my editor.py").write_text(EDITOR, encoding="utf-8")
    for number, step in enumerate(steps):
        Path(f"step{number}.py").write_text(step, encoding="utf-8")
    editor = {"VISUAL": f"'{sys.executable}' 'my editor.py' --", "EDITOR": "false"}
    code, shown = ended(at_terminal("edit", ZORN, *words, **(given or editor)))
    assert not Path(f"step{len(list(Path().glob('seen*.txt')))}.py").exists()
    return code, shown, CATALOGUE.read_bytes().decode()


def kept() -> dict[str, str]:
    """Return the texts that were kept."""
    return {str(path): path.read_bytes().decode("latin-1") for path in Path.cwd().glob("headcat-*/*")}


SUBSTITUTE = "path.write_text(path.read_text().replace({!r}, {!r}))"
OTHER = "file = pathlib.Path('data/papers.yaml'); file.write_text(file.read_text().replace"
GOOD = SUBSTITUTE.format("They move", "They moved")
BAD = SUBSTITUTE.format("2023-11", "2023-13")
MEND = SUBSTITUTE.format("2023-13", "2023-12")
HELP = (
    "#! Change this paper, save it and leave the editor; the catalogue takes it over then.\n"
    "#! Lines that begin with '#!' are taken out again. Saved as it was, nothing is changed.\n"
)
AGAIN = "#! This cannot be put into the catalogue. Mend it, or save it unchanged to give up:\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("visual", [True, False])
def test_a_paper_is_changed_in_the_editor(newline: str, *, visual: bool) -> None:
    CATALOGUE.write_bytes(SMALL.replace("\n", newline).encode())
    editor = {"VISUAL": " ", "EDITOR": f"'{sys.executable}' 'my editor.py' --"}
    code, shown, text = in_editor(GOOD, given=None if visual else editor)
    assert (code, shown) == (0, CHANGED_ZORN)
    assert text == SMALL.replace("They move", "They moved").replace("\n", newline)
    assert Path("seen0.txt").read_bytes().decode() == HELP + ENTRY
    assert Path("mode.txt").read_text(encoding="utf-8") == f"600 700 {ZORN}.yaml"
    assert list(Path.cwd().glob("headcat-*")) == []


@pytest.mark.parametrize(
    "step", ["", "path.write_bytes(path.read_bytes().replace(b'\\n', b'\\r\\n'))", "os.utime(path)"]
)
def test_what_is_saved_as_it_was_changes_nothing(step: str) -> None:
    assert in_editor(step) == (0, "nothing to change\n", SMALL)
    assert list(Path.cwd().glob("headcat-*")) == []


def test_a_dry_run_in_the_editor_shows_the_change() -> None:
    code, shown, text = in_editor(GOOD, words=("--dry-run",))
    assert (code, text) == (0, SMALL)
    assert shown.endswith("-      result: They move.\n+      result: They moved.\n")
    assert list(Path.cwd().glob("headcat-*")) == []


def test_what_does_not_fit_comes_back_with_what_is_wrong() -> None:
    code, shown, text = in_editor(
        BAD, SUBSTITUTE.format("heads:", "heads"), MEND, SUBSTITUTE.format("heads\n", "heads:\n")
    )
    assert (code, shown) == (0, CHANGED_ZORN)
    assert text == SMALL.replace("2023-11", "2023-12")
    again = ENTRY.replace("2023-11", "2023-13")
    found = "#! line 8: HC103 there is no date '2023-13'; write YYYY-MM-DD, YYYY-MM or YYYY\n"
    seen = Path("seen1.txt").read_text(encoding="utf-8")
    assert seen == AGAIN + found + again
    assert seen.split("\n")[8 - 1] == "    date: 2023-13"
    assert Path("seen2.txt").read_text(encoding="utf-8").count("#! ") == 2
    assert list(Path.cwd().glob("headcat-*")) == []


@pytest.mark.parametrize("last", ["", "path.write_text('')", "path.write_text('\\n\\n#! x\\n')"])
def test_who_gives_up_keeps_what_was_written(last: str) -> None:
    code, shown, text = in_editor(BAD, last)
    ((name, words),) = kept().items()
    assert (code, text) == (3, SMALL)
    assert shown == f"headcat: given up; nothing was changed; your text is in {name}\n"
    assert words == ENTRY.replace("2023-11", "2023-13")


@pytest.mark.parametrize("text", ["", "\n \n", HELP])
def test_a_paper_is_not_removed_by_deleting_its_lines(text: str) -> None:
    code, shown, after = in_editor(f"path.write_text({text!r})")
    message = f"headcat: nothing was changed; to take the paper out: headcat remove {ZORN}\n"
    assert (code, shown, after) == (3, message, SMALL)
    assert list(Path.cwd().glob("headcat-*")) == []


def test_who_saves_the_old_text_in_the_end_changes_nothing() -> None:
    back = SUBSTITUTE.format("2023-13", "2023-11")
    assert in_editor(BAD, back) == (0, "nothing to change\n", SMALL)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten() -> None:
    other = f"{OTHER}('They', 'We'))\n"
    code, shown, text = in_editor(other + GOOD)
    ((name, words),) = kept().items()
    assert (code, text) == (3, SMALL.replace("They", "We"))
    assert words == ENTRY.replace("They move", "They moved")
    message = f"somebody else changed {ZORN} while it was in the editor; nothing was changed"
    assert shown == f"headcat: {message}; your text is in {name}\n"


def test_a_paper_that_is_gone_meanwhile_does_not_come_back() -> None:
    other = f"{OTHER}({ZORN!r}, 'x'))\n"
    code, shown, _ = in_editor(other + GOOD)
    ((name, _),) = kept().items()
    message = f"there is no paper '{ZORN}' any more; somebody else changed the file"
    assert (code, shown) == (3, f"headcat: {message}; your text is in {name}\n")


def test_what_changes_elsewhere_in_the_file_does_no_harm() -> None:
    other = f"{OTHER}('It works', 'Yes'))\n"
    code, shown, text = in_editor(other + GOOD)
    assert (code, shown) == (0, CHANGED_ZORN)
    assert text == SMALL.replace("It works", "Yes").replace("They move", "They moved")


@pytest.mark.parametrize(
    ("step", "message", "words"),
    [
        ("sys.exit(3)", "the editor {} ended with the exit code 3; nothing was changed", None),
        (GOOD + "\nsys.exit(1)", "the editor {} ended with the exit code 1; nothing was changed", True),
        ("path.unlink()", "{}: no such file or directory", None),
        ("path.write_bytes(b'a\\nb\\xe9')", "{}:2: byte 0xE9 is not UTF-8", "a\nb\xe9"),
    ],
)
def test_an_editor_that_fails_changes_nothing(step: str, message: str, words: Any) -> None:
    code, shown, text = in_editor(step)
    assert (code, text) == (3, SMALL)
    found = kept()
    assert len(found) == (words is not None)
    first, _, last = message.partition("{}")
    assert shown.startswith(f"headcat: {first}")
    end = f"{last}; your text is in {next(iter(found))}\n" if found else f"{last}\n"
    assert shown.endswith(end)
    if words is True:
        words = HELP + ENTRY.replace("They move", "They moved")
    assert list(found.values()) == ([words] if found else [])


@pytest.mark.parametrize(
    ("visual", "editor", "message"),
    [
        (
            "no-such -x",
            "true",
            "'no-such -x' cannot be started: no such file or directory; set VISUAL to another one",
        ),
        ("", "'", '"\'" cannot be started: no closing quotation; set EDITOR to another one'),
        ("", "", "'vi' cannot be started: no such file or directory; set VISUAL or EDITOR to an editor"),
    ],
)
def test_an_editor_that_cannot_be_started_is_told(visual: str, editor: str, message: str) -> None:
    code, shown = ended(at_terminal("edit", ZORN, VISUAL=visual, EDITOR=editor, PATH="/nowhere"))
    assert (code, shown) == (3, f"headcat: the editor {message}\n")
    assert list(Path.cwd().glob("headcat-*")) == []


def test_ctrl_c_is_the_editors_own() -> None:
    code, shown, _ = in_editor("import signal\nos.killpg(os.getpgrp(), signal.SIGINT)")
    assert code == 3
    assert "ended with the exit code" in shown


def test_headcats_own_copy_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("..")
    code, shown = ended(at_terminal("edit", "olsson2022context", VISUAL="true"))
    assert code == 3
    assert shown.endswith("is headcat's own copy; name your catalogue with --catalogue PATH\n")


def test_a_key_is_no_path(monkeypatch: pytest.MonkeyPatch) -> None:
    from headcat.cli.editor import Desk

    monkeypatch.setenv("TMPDIR", str(Path.cwd()))
    monkeypatch.setattr("tempfile.tempdir", None)
    desk = Desk("../../x y\x1b" + "z" * 300)
    assert desk.path.name == "______x_y_" + "z" * 90 + ".yaml"
    desk.put("x")
    assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600
    desk.clear()
    assert not desk.path.parent.exists()
