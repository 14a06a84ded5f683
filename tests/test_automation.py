"""What runs where maintainers work: pre-commit's hooks, the action, the workflows and their script."""

import os
import re
import shlex
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from conftest import ROOT, SMALL
from headcat.cli import COMMANDS, main

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ADD_PAPER = ROOT / ".github" / "scripts" / "add-paper"
DISCOVER = ROOT / ".github" / "scripts" / "discover"
BOT = "41898282+github-actions[bot]@users.noreply.github.com"
LIST = "# Papers\n\n<!-- headcat:begin -->\n<!-- headcat:end -->\n"
UNKNOWN_HEAD = SMALL.replace("      - Name Mover Head\n", "      - Nonsense Head\n")
ISSUE = """\
### Title

Some Paper

### Authors

Ada Lovelace, Charles Babbage

### Date

2025-03-01

### Heads

Induction Head

### Links

paper: https://arxiv.org/abs/2503.00001
"""
# Notes how it was called, one word a line, and answers like GitHub's program.
GH = """\
#!/usr/bin/env bash
printf '%s\\n' "$@" >>"$GH_LOG"
case "$1 $2" in
  'issue comment') cp "${@: -1}" "$GH_COMMENT" ;;
  'pr list') cat "$GH_PULLS" ;;
  'pr create') echo https://github.com/example/heads/pull/8 >"$GH_PULLS"; cat "$GH_PULLS" ;;
esac
"""


class Ended(NamedTuple):
    """How a program ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder of programs that are found before all others, with headcat in it."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    place(folder / "headcat", f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m headcat "$@"\n')
    return folder


def place(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def run(*words: object, **environment: str) -> Ended:
    ended = subprocess.run(
        [str(word) for word in words],
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def git(*words: object) -> str:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    code, out, err = run("git", *identity, *words)
    assert code == 0, err
    return out


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("github-issue-forms", ROOT / ".github" / "ISSUE_TEMPLATE" / "add-paper.yml"),
        ("github-actions", ROOT / "action.yml"),
        *(("github-workflows", path) for path in WORKFLOWS),
    ],
)
def test_github_can_read_it(schema: str, path: Path) -> None:
    ended = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", path)
    assert ended == (0, "ok -- validation done\n", "")


def scripts(value: Any) -> list[str]:
    """Return every `run:` within a workflow or an action."""
    if isinstance(value, list):
        return [script for item in value for script in scripts(item)]
    if not isinstance(value, dict):
        return []
    own = [value["run"]] if isinstance(value.get("run"), str) else []
    return own + scripts(list(value.values()))


@pytest.mark.parametrize("path", [ROOT / "action.yml", *WORKFLOWS])
def test_no_command_holds_what_somebody_else_wrote(path: Path) -> None:
    found = scripts(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert found
    assert [script for script in found if "${{" in script] == []


def test_pre_commit_can_read_the_hooks() -> None:
    ended = run(sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml")
    assert ended == (0, "", "")


def test_hooks_are_commands() -> None:
    assert [hook["entry"] for hook in HOOKS] == ["headcat check", "headcat fmt"]
    assert [hook["entry"].split()[1] in COMMANDS for hook in HOOKS] == [True, True]


def test_what_contributing_shows_is_what_there_is() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    config, job = (yaml.safe_load(block) for block in blocks)
    shown = [hook["id"] for repository in config["repos"] for hook in repository["hooks"]]
    assert shown == [hook["id"] for hook in HOOKS]
    given = job["steps"][-1]["with"]
    assert given == {name: ACTION["inputs"][name]["default"] for name in given}


def hook_runs(identifier: str) -> tuple[int, str]:
    """Let pre-commit run a hook on all files; return its exit code and what it printed."""
    code, out, err = run(
        sys.executable, "-m", "pre_commit", "run", identifier, "--all-files", "--color", "never"
    )
    assert err == ""
    return code, re.sub(r"\.{3,}", "...", out)


@pytest.mark.usefixtures("programs")
def test_hooks_check_and_mend_the_catalogues_of_a_repository(catalogue_file: Path) -> None:
    """Run the hooks by the headcat that is there: .ci/pre-commit lets pre-commit install it."""
    hooks = [{**hook, "language": "system"} for hook in HOOKS]
    config = {"repos": [{"repo": "local", "hooks": hooks}]}
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    Path("data", "notpapers.yaml").write_text("papers: [", encoding="utf-8")
    assert main(["fmt", str(catalogue_file)]) == 0
    git("init", "--quiet")
    git("add", ".")
    assert hook_runs("headcat-check") == (0, "headcat check...Passed\n")
    assert hook_runs("headcat-fmt") == (0, "headcat fmt...Passed\n")

    catalogue_file.write_text(UNKNOWN_HEAD, encoding="utf-8")
    code, out = hook_runs("headcat-check")
    assert code == 1
    assert out.startswith("headcat check...Failed\n- hook id: headcat-check\n- exit code: 1\n")
    assert re.search(r"^data/papers\.yaml:\d+:9: HC301 no head is called 'Nonsense Head'", out, re.MULTILINE)
    git("restore", catalogue_file)

    laid_out = catalogue_file.read_bytes()
    catalogue_file.write_bytes(laid_out.replace(b"    venue: arXiv\n", b"    venue:   arXiv  \n"))
    code, out = hook_runs("headcat-fmt")
    assert (code, "- files were modified by this hook\n" in out) == (1, True)
    assert catalogue_file.read_bytes() == laid_out


def action_steps(**inputs: str) -> list[Ended]:
    """Run the action's own steps as GitHub does, to the first that fails."""
    values = {name: each["default"] for name, each in ACTION["inputs"].items()}
    values.update({name.replace("_", "-"): value for name, value in inputs.items()})
    ended: list[Ended] = []
    for step in ACTION["runs"]["steps"]:
        if "run" not in step or (ended and ended[-1].code):
            continue
        environment = {
            name: re.sub(r"\$\{\{ inputs\.(\S+) \}\}", lambda match: values[match[1]], text)
            for name, text in step.get("env", {}).items()
        }
        shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
        assert step["shell"] == "bash"
        ended.append(run(*shell, step["run"], GITHUB_ACTION_PATH="/action", **environment))
    return ended


@pytest.fixture
def _action(programs: Path, catalogue_file: Path) -> None:
    """Let `python` say how it was called, and put an up-to-date list beside the catalogue."""
    place(programs / "python", '#!/bin/sh\necho "python $*"\n')
    Path("PAPERS.md").write_text(LIST, encoding="utf-8")
    assert catalogue_file.is_file()
    assert main(["export", "markdown", "--into", "PAPERS.md"]) == 0


@pytest.mark.usefixtures("_action")
def test_the_action_is_content_with_a_good_catalogue() -> None:
    install, check, markdown = action_steps()
    assert install == (0, "python -m pip install --quiet /action\n", "")
    assert check.code == 0
    assert markdown == (0, "", "")


@pytest.mark.usefixtures("_action")
def test_the_action_notes_what_is_wrong_in_the_catalogue(catalogue_file: Path) -> None:
    catalogue_file.write_text(UNKNOWN_HEAD, encoding="utf-8")
    _, check = action_steps()
    assert check.code == 1
    (note,) = re.findall("^::error .*", check.out, re.MULTILINE)
    assert "file=data/papers.yaml" in note
    assert "line=50" in note
    assert "no head is called 'Nonsense Head'" in note


@pytest.mark.usefixtures("_action")
def test_the_action_fails_for_warnings_where_it_is_strict(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace("    venue: arXiv\n", "    rating: 5\n"), encoding="utf-8")
    assert action_steps(papers_md="")[1].code == 0
    assert action_steps(papers_md="", strict="true")[1].code == 1


@pytest.mark.usefixtures("_action")
def test_the_action_notes_a_list_that_is_out_of_date() -> None:
    Path("PAPERS.md").write_text(LIST, encoding="utf-8")
    *_, markdown = action_steps()
    assert (markdown.code, len(action_steps(papers_md=""))) == (1, 3)
    assert markdown.err == "PAPERS.md is out of date; run the same command without --check\n"
    assert [ended.code for ended in action_steps(papers_md="")] == [0, 0, 0]


@pytest.mark.usefixtures("_action")
def test_an_input_of_the_action_is_never_code() -> None:
    awkward = "$(touch harm) `touch harm` \"; touch harm; '"
    Path(awkward).write_text(SMALL, encoding="utf-8")
    ended = action_steps(catalogue=awkward, papers_md=awkward)
    assert [each.code for each in ended] == [0, 0, 3]
    assert "must hold the line <!-- headcat:begin -->" in ended[2].err
    assert not Path("harm").exists()
    assert action_steps(catalogue="-rf")[1].code == 3


class Project(NamedTuple):
    """A project on a stand-in for GitHub: its repository, and what `gh` was told."""

    remote: Path
    log: Path
    comment: Path
    pulls: Path

    def propose(self, body: str, number: str = "7") -> Ended:
        """Run the script for an issue in a fresh checkout of the project."""
        checkout = Path(f"checkout-{sum(1 for _ in Path().iterdir())}")
        git("clone", "--quiet", self.remote, checkout)
        self.log.write_text("", encoding="utf-8")
        inner = f'cd "{checkout}" && exec bash "{ADD_PAPER}"'
        files = {"GH_LOG": self.log, "GH_COMMENT": self.comment, "GH_PULLS": self.pulls}
        variables = {name: str(path) for name, path in files.items()}
        ended = run("bash", "-c", inner, ISSUE_NUMBER=number, ISSUE_BODY=body, **variables)
        assert not (checkout / "issue.md").exists()
        return ended

    def told(self) -> list[str]:
        """Return the words that `gh` was called with, without the names of temporary files."""
        words = self.log.read_text(encoding="utf-8").splitlines()
        return ["FILE" if word.startswith("/") else word for word in words]

    def git(self, *words: str) -> str:
        return git("-C", self.remote, *words)

    def branches(self) -> list[str]:
        return self.git("branch", "--format=%(refname:short)").split()


COMMENT = "issue comment 7 --edit-last --create-if-none --body-file FILE".split()
LIST_PULLS = "pr list --head paper/issue-7 --state open --json url --jq .[].url".split()
CREATE = [*"pr create --base main --head paper/issue-7 --title".split(), "Add the paper of #7",
          "--body", "Closes #7."]  # fmt: skip
URL = "https://github.com/example/heads/pull/8"


@pytest.fixture
def project(programs: Path, tmp_path: Path, catalogue_file: Path) -> Project:
    """Make a project with the small catalogue and its list, in a repository to push to."""
    place(programs / "gh", GH)
    Path("PAPERS.md").write_text(LIST, encoding="utf-8")
    assert main(["export", "markdown", "--into", "PAPERS.md"]) == 0
    remote = tmp_path / "remote.git"
    git("init", "--quiet", "--bare", "--initial-branch=main", remote)
    git("init", "--quiet", "--initial-branch=main")
    git("add", "PAPERS.md", catalogue_file)
    git("commit", "--quiet", "--message=The catalogue")
    git("push", "--quiet", remote, "main")
    pulls = tmp_path / "pulls"
    pulls.touch()
    return Project(remote, tmp_path / "log", tmp_path / "comment", pulls)


def test_an_issue_becomes_a_pull_request(project: Project) -> None:
    assert project.propose(ISSUE) == (0, "", "")
    assert project.told() == [*LIST_PULLS, *CREATE, *COMMENT]
    assert project.comment.read_text(encoding="utf-8") == f"Proposed in {URL}\n"
    assert project.branches() == ["main", "paper/issue-7"]
    shown = project.git("log", "--format=%an|%ae|%B", "main..paper/issue-7")
    assert shown == f"github-actions[bot]|{BOT}|Add lovelace2025some\n\nCloses #7\n\n"
    changed = project.git("diff", "--numstat", "main", "paper/issue-7", "--", "data/papers.yaml")
    assert changed == "13\t0\tdata/papers.yaml\n"
    names = project.git("diff", "--name-only", "main", "paper/issue-7").split()
    assert names == ["PAPERS.md", "data/papers.yaml"]
    assert "Some Paper" in project.git("show", "paper/issue-7:PAPERS.md")


def test_an_edited_issue_renews_its_branch(project: Project) -> None:
    assert project.propose(ISSUE).code == 0
    assert project.propose(ISSUE.replace("Some Paper", "Other Paper")) == (0, "", "")
    assert project.told() == [*LIST_PULLS, *COMMENT]
    assert project.git("log", "--format=%s", "main..paper/issue-7") == "Add lovelace2025other\n"
    catalogue = project.git("show", "paper/issue-7:data/papers.yaml")
    assert ("Some Paper" in catalogue, "Other Paper" in catalogue) == (False, True)


def test_each_issue_has_its_own_branch(project: Project) -> None:
    assert project.propose(ISSUE).code == 0
    other = ISSUE.replace("Some Paper", "Other Paper").replace("2503.00001", "2503.00002")
    assert project.propose(other, number="8").code == 0
    assert project.branches() == ["main", "paper/issue-7", "paper/issue-8"]
    assert project.git("log", "--format=%s", "main..paper/issue-8") == "Add lovelace2025other\n"


@pytest.mark.parametrize(
    ("body", "code", "expected"),
    [
        ("", 3, ["issue.md:1:1: HC009 there is no form here; it begins with 'Title: …'"]),
        (ISSUE.replace("2025-03-01", "yesterday"), 3, ["there is no date 'yesterday'"]),
        (ISSUE.replace("2503.00001", "2203.00001"), 3, ["adams2022heads has the same arxiv identifier"]),
        (
            ISSUE.replace("Induction Head", "```` Head\r\n</details> @ada"),
            3,
            ["issue.md:15:1: HC301 no head is called '```` Head'", "</details> @ada"],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_said_on_the_issue(
    body: str, code: int, expected: list[str], project: Project
) -> None:
    assert project.propose(body) == (code, "", "")
    assert project.told() == COMMENT
    first, second, *block = project.comment.read_text(encoding="utf-8").splitlines()
    assert first == "This paper cannot be added as it stands. Edit the issue, and it is tried again:"
    assert second == ""
    assert [line for line in block if not line.startswith("    ")] == []
    assert [text for text in expected if text not in "\n".join(block)] == []
    assert project.branches() == ["main"]


def test_a_catalogue_that_is_broken_already_is_said_on_the_issue(project: Project) -> None:
    broken = SMALL.replace("venue: arXiv\n", "venue: Nowhere\n")
    Path("data", "papers.yaml").write_text(broken, encoding="utf-8")
    git("commit", "--quiet", "--all", "--message=Break it")
    git("push", "--quiet", project.remote, "main")
    assert project.propose(ISSUE).code != 0
    assert "HC306 no venue is called 'Nowhere'" in project.comment.read_text(encoding="utf-8")
    assert project.branches() == ["main"]


def test_work_of_others_on_the_branch_is_not_written_over(project: Project) -> None:
    assert project.propose(ISSUE).code == 0
    git("fetch", "--quiet", project.remote, "paper/issue-7")
    git("switch", "--quiet", "--create", "mine", "FETCH_HEAD")
    git("commit", "--quiet", "--allow-empty", "--message=Mend it")
    git("push", "--quiet", project.remote, "mine:paper/issue-7")
    assert project.propose(ISSUE.replace("Some Paper", "Other Paper")) == (1, "", "")
    assert project.told() == COMMENT
    text = project.comment.read_text(encoding="utf-8")
    assert re.fullmatch(
        r"The branch paper/issue-7 holds work of others, so this edit was not taken over:\n\n"
        r"    [0-9a-f]+ Ada: Mend it\n",
        text,
    )
    assert project.git("log", "-1", "--format=%s", "paper/issue-7") == "Mend it\n"


def test_an_issue_is_never_code(project: Project) -> None:
    body = ISSUE.replace("Some Paper", "$(touch harm) `touch harm` \"; touch harm; '")
    ended = project.propose(body)
    assert ended == (0, "", "")
    assert list(Path().rglob("harm")) == []
    subject = project.git("log", "--format=%s", "main..paper/issue-7")
    assert re.fullmatch(r"Add lovelace2025[a-z]+\n", subject)


def test_a_long_message_is_cut(project: Project) -> None:
    many = ", ".join(f"Nonsense {number} Head" for number in range(2000))
    assert project.propose(ISSUE.replace("Induction Head", many)).code == 3
    assert project.comment.stat().st_size == 60_000


# Notes how it was called, and what it was to put into an issue.
GH_ISSUE = """\
#!/usr/bin/env bash
printf '%s\\n' "$@" >>gh.log
cp "${@: -1}" body.md
"""
# Notes how it was called, and answers what is in a file.
FINDER = """\
#!/usr/bin/env bash
printf '%s\\n' "$@" >>headcat.log
cat answer.md
exit "$(cat code)"
"""


def discovers(programs: Path, answer: str, code: int = 0) -> int:
    """Run the script with a headcat that finds something; return its exit code."""
    place(programs / "gh", GH_ISSUE)
    place(programs / "headcat", FINDER)
    Path("answer.md").write_text(answer, encoding="utf-8")
    Path("code").write_text(str(code), encoding="utf-8")
    ended = run("bash", DISCOVER)
    assert ended[1:] == ("", "")
    return ended.code


def test_new_papers_become_an_issue(programs: Path) -> None:
    answer = "- [ ] [$(touch harm) `touch harm` \"; touch harm; ' (A B)](https://arxiv.org/abs/2501.00001)\n"
    assert discovers(programs, answer) == 0
    *words, title, option, _ = Path("gh.log").read_text(encoding="utf-8").splitlines()
    assert [*words, option] == ["issue", "create", "--title", "--body-file"]
    assert re.fullmatch(r"New papers of \d{4}-\d\d-\d\d", title)
    assert Path("body.md").read_text(encoding="utf-8") == answer
    assert not Path("harm").exists()
    command, option, since, *rest = Path("headcat.log").read_text(encoding="utf-8").split()
    assert (command, option, rest) == ("discover", "--since", "--limit 100 --format markdown".split())
    day, week = date.fromisoformat(title[-10:]), timedelta(days=11)
    assert date.fromisoformat(since) == day - week


@pytest.mark.parametrize(("answer", "code"), [("", 0), ("", 4), ("- [ ] half of it\n", 4), ("- [ ] x\n", 3)])
def test_nothing_new_is_no_issue(programs: Path, answer: str, code: int) -> None:
    assert discovers(programs, answer, code) == code
    assert not Path("gh.log").exists()


def test_a_long_issue_is_cut(programs: Path) -> None:
    assert discovers(programs, "x" * 70_000) == 0
    assert Path("body.md").stat().st_size == 60_000
