"""What the documents say is so: their commands run, their lists are complete, their pages up to date."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest
import yaml

from headcat import Catalogue, __version__
from headcat.cli import COMMANDS, main
from headcat.readers import read
from headcat.readers.form import FIELDS
from headcat.words.folding import compact

ROOT = Path(__file__).parents[1]
TEXTS = {path.name: path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("*.md"))}
SUMMARIES = {
    "check": "1 hint\n",
    "import": "refs.bib: 1 added\n",
    "update": r"1 paper looked for: 0 published, [01] to look at\n",
    "links": r"[0-9]+ links: [0-9]+ unsure\n",  # the network cannot be reached here
}
# What says something where there is something to say.
QUIET = {"check", "export", "fmt", "links", "resolve", "update"}
# What an example may say on stderr.
TOLD = (
    r"(\w+ has .* yet\n(\w+ may be on .*\n)?|[0-9]+ hints?\n|[0-9]+ links: .*\n|\S+: 1 added\n"
    r"|[0-9]+ papers looked for: .*\n)?"
)
BIBTEX = """\
@inproceedings{lovelace2025,
  title = {Another Paper},
  author = {Lovelace, Ada and Babbage, Charles},
  booktitle = {ICLR},
  year = {2025},
  eprint = {2503.00002},
  archivePrefix = {arXiv},
}
"""


def blocks(name: str, language: str) -> list[str]:
    """Return a document's code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXTS[name], re.DOTALL | re.MULTILINE)


def examples() -> list[str]:
    """Return every example of README and CONTRIBUTING: the lines with which somebody calls headcat."""
    found = []
    for name in ("README.md", "CONTRIBUTING.md"):
        lines = "".join((*blocks(name, "console"), *blocks(name, "sh"))).splitlines()
        found += [line.removeprefix("$ ") for line in lines]
    return [line for line in found if line.startswith("headcat ")]


def form() -> str:
    """Return the form that CONTRIBUTING shows."""
    return next(block for block in blocks("CONTRIBUTING.md", "") if block.startswith("Title: "))


@pytest.fixture(autouse=True)
def _clone() -> None:
    """Put a copy of what a clone has, and what its examples speak of, into the current folder."""
    for name in ("data", ".github"):
        shutil.copytree(ROOT / name, name)
    shutil.copy(ROOT / "PAPERS.md", "PAPERS.md")
    Path("form.txt").write_text(form(), encoding="utf-8")
    Path("contribution.txt").write_text(form(), encoding="utf-8")
    for name in ("entry.bib", "refs.bib"):
        Path(name).write_text(BIBTEX, encoding="utf-8")
    for name in ("base.yaml", "ours.yaml", "theirs.yaml"):
        shutil.copy("data/papers.yaml", name)


@pytest.fixture
def _repository() -> None:
    """Make the current folder a repository with an older version."""
    path = Path("data", "papers.yaml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("title: In-context Learning", "title: Learning", 1), encoding="utf-8")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for words in (("init", "-q"), ("add", "data"), (*identity, "commit", "-qm", "First"), ("tag", "v1.0")):
        subprocess.run(["git", *words], check=True)
    path.write_text(text, encoding="utf-8")


def test_there_are_examples() -> None:
    assert len(examples()) >= 14
    assert any(line.startswith("headcat add --from form.txt") for line in examples())


@pytest.mark.usefixtures("services", "_repository")
@pytest.mark.parametrize("line", examples())
def test_an_example_runs(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = shlex.split(line, comments=True)[1:]
    command = words[: words.index("|")] if "|" in words else words
    if command == ["add"]:
        add_at_a_terminal()
        return
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert out != "" or command[0] in QUIET or "--plot" in command
    assert re.fullmatch(TOLD, err)
    if words != command:
        assert words[-3:] == ["jq", "-r", ".[].title"]
        assert all(paper["title"] for paper in json.loads(out))


def add_at_a_terminal() -> None:
    """Answer whatever `headcat add` asks."""
    child: Any = pexpect.spawn(sys.executable, ["-m", "headcat", "add"], encoding="utf-8", timeout=20)
    child.delaybeforesend = None
    for text in ("T", "A B", "2025", "ICLR 2025", "2503.00003", "induction", "", "", "", "y"):
        child.expect([": $", r"\[Y/n] "])
        child.sendline(text)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert Catalogue.open().get("2503.00003").title == "T"


@pytest.mark.parametrize("name", ["", *(name for name in COMMANDS if name != "browse")])
@pytest.mark.usefixtures("services", "_repository")
def test_the_example_in_a_commands_help_runs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*name.split(), "--help"]) == 0
    (example,) = re.findall(r"^  Example: headcat (.*)$", capsys.readouterr().out, re.MULTILINE)
    assert main(shlex.split(example)) == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(SUMMARIES.get(name, ""), err)
    assert (out != "") == (name not in {"export", "fmt", "update", "merge-driver", "resolve"})


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_commands_within_sentences_are_ones_that_there_are(name: str) -> None:
    for line in re.findall(r"`headcat ([a-z].*?)`", TEXTS[name]):
        assert line.split()[0] in COMMANDS


def test_the_form_is_added_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "--from", "form.txt"]) == 0
    out, err = capsys.readouterr()
    assert re.fullmatch(r"data/papers\.yaml:\d+: added lovelace2025some\n", out)
    assert err == ""
    paper = Catalogue.open().get("2503.00001")
    assert (paper.authors, paper.venue) == (("Ada Lovelace", "Charles Babbage"), "ICLR 2025")
    assert paper.heads == ("Induction Head", "Previous Token Head")
    assert [link.kind for link in paper.links] == ["paper", "code"]
    assert paper.summary is not None
    assert paper.summary.innovation == "What is new, in a sentence."
    assert paper.summary.result == "What came out, with its figure."
    assert main(["export", "markdown", "--into", "PAPERS.md", "--check"]) == 1
    assert main(["export", "markdown", "--into", "PAPERS.md"]) == 0
    assert main(["export", "markdown", "--into", "PAPERS.md", "--check"]) == 0


def test_the_readmes_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = blocks("README.md", "python")
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, encoding="utf-8")
    assert ended.returncode == 0
    assert main(["list", "--head", "induction", "--since", "2024"]) == 0
    rows = [line.split("\t")[:3] for line in capsys.readouterr().out.splitlines()]
    assert (ended.stdout.splitlines(), ended.stderr) == ([" ".join(row) for row in rows], "")
    assert rows


def test_the_page_of_papers_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """If this fails: headcat export markdown --into PAPERS.md."""
    assert main(["export", "markdown", "--into", "PAPERS.md", "--check"]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_issue_form_asks_for_what_can_be_read(capsys: pytest.CaptureFixture[str]) -> None:
    template = yaml.safe_load(Path(".github/ISSUE_TEMPLATE/add-paper.yml").read_text(encoding="utf-8"))
    fields = [item["attributes"] for item in template["body"]]
    names = [FIELDS[compact(field["label"])] for field in fields]
    assert names == "title authors date venue heads links innovation tasks result".split()
    issue = "\n\n".join(f"### {field['label']}\n\n{field.get('placeholder', 'A text.')}" for field in fields)
    (draft,) = read("form", issue, "issue.md")
    assert draft.heads == ("Induction Head", "Previous Token Head")
    Path("issue.md").write_text(issue, encoding="utf-8")
    assert main(["add", "--from", "issue.md"]) == 0
    assert capsys.readouterr().err == ""


def test_the_citation_is_one_entry() -> None:
    from bibtexparser.entrypoint import parse_string

    library = parse_string((ROOT / "CITATION.bib").read_text(encoding="utf-8"))
    assert library.failed_blocks == []
    (entry,) = library.entries
    assert {"title", "author", "journal", "year"} <= set(entry.fields_dict)


def test_the_changelog_begins_with_this_version() -> None:
    first = re.search(r"^## (\S+)", TEXTS["CHANGELOG.md"], re.MULTILINE)
    assert first is not None
    assert first[1] == __version__


@pytest.mark.parametrize("name", TEXTS)
def test_links_within_the_project_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#\s]+)", TEXTS[name])
    assert [target for target in targets if not (ROOT / target).exists()] == []
