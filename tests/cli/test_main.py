"""From words to an exit code, and what the streams of a process do to it."""

import os
import re
import subprocess
import sys
from errno import ENOSPC
from io import StringIO
from pathlib import Path

import pytest

from headcat import __version__, cli
from headcat.catalogue import Catalogue
from headcat.cli import COMMANDS, app, main

PLAIN = (
    "2023-11\tzorn2023names\tNames: Moved\tName Mover Head, Induction Head\tarXiv\n"
    "2022-03-08\tadams2022heads\tHeads of a Small Catalogue\tInduction Head\tNeurIPS 2022\n"
)
HELP = """\
Usage: headcat [OPTIONS] COMMAND [ARGS]...

  Keep a catalogue of research papers: one YAML file, many ways to read and
  change it.

  Without --catalogue the file is $HEADCAT_CATALOGUE, else data/papers.yaml in
  this folder or the nearest one above it, else the catalogue of attention-
  head papers that headcat brings along.

  Example: headcat filter induction

Options:
  --catalogue PATH  The catalogue file.
  --wait SECONDS    How long a change waits for its turn.  [default: 10.0;
                    x>=0]
  --no-color        Print without colours.
  --version         Print the version and exit.
  -h, --help        Show this message and exit.

Commands:
  list          List papers, newest first.
  filter        List the papers on any of these heads, narrower heads...
  search        Search titles, heads, authors, venues and summaries, best...
  show          Show one paper whole.
  heads         Show the heads of the vocabulary by stage, with the...
  stats         Count papers by year, month, head, stage, venue, author,...
  browse        Browse the catalogue full-screen in the terminal.
  open          Open a paper's link in the browser.
  discover      Show new papers of arXiv that may belong into the catalogue.
  fetch         Print what arXiv, Crossref, the ACL Anthology,...
  add           Add papers: looked up by identifier or link, or by...
  import        Add the papers of files: BibTeX, a reading list,...
  edit          Change a paper, by options or, without any, in an editor...
  remove        Remove papers, all of those named or none, with their...
  export        Export papers, to stdout or a file, in one of the formats...
  formats       List what papers can be exported as: each format's...
  cite          Print references to papers, or how to cite the survey...
  site          Make a web site of the papers: searchable, without a...
  check         Check catalogues by the rules; exit 1 where one is broken.
  rule          Print the manual of rules, or the list of all.
  update        Look which papers were published since, renamed,...
  links         Ask for the links of papers: are they dead, have they...
  fmt           Put a catalogue into the canonical layout, its comments...
  diff          Say what changed in the catalogue: papers, fields, heads,...
  merge-driver  Merge three versions of a catalogue, as git asks for it;...
  resolve       Mend a conflict that a merge left in the catalogue;...
  git-setup     Let git merge the catalogue by paper and field, in this...
  schema        Print the JSON Schema of the catalogue file, for editors.
  cache         Show the folder of derived files and what it holds, or...
  completion    Print the script by which a shell completes commands,...
"""
NO_FORM = """\
<stdin>:1:1: HC009 there is no form here; it begins with 'Title: …'
headcat: <stdin> cannot be read
"""
USAGE = """\
Usage: headcat [OPTIONS] COMMAND [ARGS]...
Try 'headcat --help' for help.

Error: {}
"""
LIST_USAGE = """\
Usage: headcat list [OPTIONS]
Try 'headcat list --help' for help.

Error: {}
"""

HEADS = [name for name in COMMANDS if name.split()[0] == "heads"]


def loaded_by(words: list[str]) -> list[str]:
    """Return the names of the commands and subcommands that words load, in the registry's order."""
    program = app(words)
    found = {command.name for command in program.registered_commands}
    for group in program.registered_groups:
        assert group.typer_instance is not None
        found |= {
            group.name,
            *(f"{group.name} {each.name}" for each in group.typer_instance.registered_commands),
        }
    assert found <= set(COMMANDS)
    return [name for name in COMMANDS if name in found]


def shell(line: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of bash in which `headcat` is the program under test."""
    headcat = f"headcat() {{ '{sys.executable}' -m headcat \"$@\"; }}\n"
    return subprocess.run(
        ["bash", "-c", headcat + line],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, **environment},
        stdin=subprocess.DEVNULL,
        timeout=20,
    )


@pytest.mark.parametrize("words", [[], ["-h"], ["--help"], ["--no-color", "--help"]])
def test_no_words_and_help_print_the_help(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr() == (HELP, "")


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_each_command_has_help_with_an_example(
    name: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*name.split(), option]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"Usage: headcat {name} [OPTIONS]")
    assert re.search(rf"^  Example: headcat {name}( |$)", out, re.MULTILINE)
    assert err == ""


@pytest.mark.parametrize(
    "words", [["--version"], ["--version", "list"], ["--catalogue", "none.yaml", "--version", "list"]]
)
def test_version(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr() == (f"headcat {__version__}\n", "")


@pytest.mark.parametrize("module", ["typer", "click", "rich", "yaml"])
def test_the_version_is_told_without_loading_what_commands_need(module: str) -> None:
    code = f"import sys, headcat.cli\nassert headcat.cli.main() == 0\nprint({module!r} in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", code, "--version"], capture_output=True, check=False, text=True
    )
    assert ended.returncode == 0
    assert (ended.stdout, ended.stderr) == (f"headcat {__version__}\nFalse\n", "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["frobnicate"], USAGE.format("No such command 'frobnicate'.")),
        (["--no-color"], USAGE.format("Missing command.")),
        (["--catalogue", "x.yaml"], USAGE.format("Missing command.")),
        (["--catalogue"], "Error: Option '--catalogue' requires an argument.\n"),
        (["--format", "json", "list"], USAGE.format("No such option '--format'.")),
        (["list", "extra"], LIST_USAGE.format("Got unexpected extra argument (extra)")),
        (["list", "--format"], "Error: Option '--format' requires an argument.\n"),
        (["list", "a\x07\r\u202e"], LIST_USAGE.format(r"Got unexpected extra argument (a\x07\x0d\u202e)")),
        (["list", "--quiet"], LIST_USAGE.format("No such option '--quiet'.")),
    ],
)
def test_words_that_make_no_sense_are_named(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 2
    assert capsys.readouterr() == ("", message)


def test_a_command_that_is_mistyped_is_suggested_at_most_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lst"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(USAGE.format("No such command 'lst'.").rstrip())
    assert err.count("'list'") <= 1  # Click's part, in its newer versions


@pytest.mark.parametrize(
    ("words", "loaded"),
    [
        (["list"], ["list"]),
        (["--no-color", "show", "list"], ["show"]),
        (["--wait", "5", "add", "list"], ["add"]),
        (["--catalogue", "heads", "add"], ["add"]),
        (["--catalogue=heads", "export"], ["export"]),
        (["heads"], ["heads"]),
        (["heads", "--json"], ["heads"]),
        (["heads", "show", "add"], ["heads", "heads show"]),
        (["heads", "--catalogue", "show", "merge"], ["heads", "heads merge"]),
        (["heads", "--help"], HEADS),
        (["heads", "nonsense"], HEADS),
        (["heads", "--format", "json", "show"], HEADS),
        (["heads show"], list(COMMANDS)),
        (["--catalogue"], list(COMMANDS)),
        (["nonsense"], list(COMMANDS)),
        ([], list(COMMANDS)),
    ],
)
def test_only_the_command_that_is_asked_for_is_loaded(words: list[str], loaded: list[str]) -> None:
    assert loaded_by(words) == loaded


@pytest.mark.usefixtures("catalogue_file")
def test_without_arguments_the_words_are_those_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["headcat", "list"])
    assert main() == 0
    assert capsys.readouterr() == (PLAIN, "")


@pytest.mark.usefixtures("catalogue_file")
def test_the_module_runs_as_a_program() -> None:
    ended = shell("headcat list")
    assert ended.returncode == 0
    assert (ended.stdout, ended.stderr) == (PLAIN, "")


def test_importing_the_module_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    import headcat.__main__  # noqa: F401 - that it prints nothing is the point

    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("when", ["opening", "printing"])
@pytest.mark.usefixtures("catalogue_file")
def test_an_interrupt_ends_with_130(
    when: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Catalogue, "open" if when == "opening" else "find", interrupt)
    assert main(["list"]) == 130
    assert capsys.readouterr() == ("", "interrupted\n")


# Enough lines that the pipe is full before the reader goes.
ENTRY = r"  - key: k%s\n    title: T%s\n    authors: [A]\n    date: 2020\n"
MANY = f"(echo papers:; for i in {{1..4000}}; do printf '{ENTRY}' $i $i; done) > many.yaml"


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("headcat --catalogue many.yaml list", "2020\tk1\tT1\t\t\n"),
        ("headcat --catalogue many.yaml list --json", "[\n"),
        ("headcat --catalogue many.yaml export bibtex", "@misc{k1,\n"),
    ],
)
def test_a_reader_that_has_had_enough_is_no_error(line: str, first: str) -> None:
    made = shell(f"{MANY}; ({line}; echo $? >code) | head -n 1")
    assert Path("code").read_text(encoding="utf-8") == "0\n"
    assert (made.stdout, made.stderr) == (first, "")


@pytest.mark.parametrize("words", ["list", "--help", "--version", "export json"])
@pytest.mark.usefixtures("catalogue_file")
def test_a_reader_that_never_reads_is_no_error(words: str) -> None:
    """Short output reaches the closed pipe only when it is flushed at the end."""
    ended = shell(f"mkfifo pipe; exec 3<>pipe 4>pipe 3<&-; headcat {words} >&4")
    assert ended.returncode == 0
    assert (ended.stdout, ended.stderr) == ("", "")


@pytest.mark.usefixtures("catalogue_file")
def test_whoever_called_us_may_bring_a_stream_that_is_no_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(StringIO):
        def flush(self) -> None:
            raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(sys, "stdout", Full())
    assert main(["--version"]) == 3
    assert capsys.readouterr().err == "headcat: no space left on device\n"


def test_a_full_disk_is_told() -> None:
    ended = shell("headcat list >/dev/full")
    assert ended.returncode == 3
    assert (ended.stdout, ended.stderr) == ("", "headcat: no space left on device\n")


@pytest.mark.parametrize(
    ("line", "code", "out", "err"),
    [
        ("headcat list >&-", 0, "", ""),
        ("headcat list <&-", 0, PLAIN, ""),
        ("headcat list 2>&-", 0, PLAIN, ""),
        ("headcat show nothing 2>&-", 1, "", ""),
        (
            "headcat add --from - <&-",
            3,
            "",
            NO_FORM,
        ),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_closed_streams_are_read_and_written_as_empty_ones(line: str, code: int, out: str, err: str) -> None:
    ended = shell(line)
    assert ended.returncode == code
    assert (ended.stdout, ended.stderr) == (out, err)


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C"},
        {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "ascii:strict"},
    ],
)
def test_text_goes_out_and_comes_in_as_utf8_everywhere(
    catalogue_file: Path, environment: dict[str, str]
) -> None:
    catalogue_file.write_text("papers:\n", encoding="utf-8")
    form = "Title: Über Köpfe – 頭\nAuthors: Jörg Müller\nDate: 2024\n"
    Path("form.txt").write_text(form, encoding="utf-8")
    ended = shell(
        "headcat add --from - <form.txt 2>/dev/null && headcat list && headcat show x", **environment
    )
    assert ended.returncode == 1
    assert ended.stdout == (
        "data/papers.yaml:2: added muller2024uber\n2024\tmuller2024uber\tÜber Köpfe – 頭\t\t\n"
    )
    assert ended.stderr == "headcat: no paper is called 'x'; `headcat list` shows the keys\n"


def test_streams_that_somebody_has_read_from_stay_as_they_are() -> None:
    code = "import sys; sys.stdin.readline(); from headcat.cli import main; sys.exit(main(['--version']))"
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, text=True, input="one\ntwo\n"
    )
    assert ended.returncode == 0
    assert (ended.stdout, ended.stderr) == (f"headcat {__version__}\n", "")


def test_what_the_terminal_must_not_see_is_written_out_in_messages(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["--catalogue", "x\x1b[2J\u202e.yaml", "list"]) == 3
    assert capsys.readouterr() == ("", "headcat: x\\x1b[2J\\u202e.yaml: no such file or directory\n")


def test_every_command_is_where_the_registry_says() -> None:
    assert loaded_by([]) == list(cli.COMMANDS)
