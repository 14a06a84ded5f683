"""merge-driver and git-setup, alone and within git."""

import shutil
from pathlib import Path

import pytest

from conftest import SMALL
from gitting import commit, git, repository
from headcat.cli import main
from headcat.cli import merging as family

NAME = "data/papers.yaml"
LATE = """
  - key: zuse2024late
    title: Late
    authors:
      - Konrad Zuse
    date: 2024
    heads:
      - Induction Head
"""
RENAMED = SMALL.replace(
    "name: Induction Head\n    aliases: [", "name: Copy Head\n    aliases: [Induction Head, "
)
RENAMED = RENAMED.replace("- Induction Head", "- Copy Head")
RESOLVE = "headcat: `headcat resolve KEY --ours` (or --theirs, --both) mends a conflict\n"


def three(base: str, ours: str, theirs: str) -> list[str]:
    """Write three versions; return their names."""
    for name, text in zip("bot", (base, ours, theirs), strict=True):
        Path(name).write_text(text, encoding="utf-8")
    return ["b", "o", "t"]


def test_the_driver_writes_the_merge_to_our_version(capsys: pytest.CaptureFixture[str]) -> None:
    names = three(SMALL, SMALL + LATE, RENAMED)
    assert main(["merge-driver", *names]) == 0
    assert capsys.readouterr() == ("", "")
    assert Path("o").read_text(encoding="utf-8") == RENAMED + LATE.replace("Induction", "Copy")
    assert [Path(name).read_text(encoding="utf-8") for name in "bt"] == [SMALL, RENAMED]


def test_the_driver_names_conflicts_and_new_errors(capsys: pytest.CaptureFixture[str]) -> None:
    ours, theirs = (
        SMALL.replace("Small Catalogue", word) for word in ("Cats", "Dogs\x1b[1m".replace("\x1b[1m", ""))
    )
    names = three(SMALL, ours, theirs)
    labels = ["%S", "HEAD", "a topic"]
    assert main(["merge-driver", "--", *names, "9", "data/\x1bpapers.yaml", *labels]) == 1
    shown = "data/\\x1bpapers.yaml"
    assert capsys.readouterr() == ("", f"{shown}:20: conflict in adams2022heads: title\n{RESOLVE}")
    text = Path("o").read_text(encoding="utf-8")
    assert text.count("<<<<<<<<< HEAD\n") == text.count(">>>>>>>>> a topic\n") == 1
    gone = SMALL.replace("  - name: Mover Head\n    stage: In-Context Identification\n", "")
    gone = gone.replace("    broader: Mover Head\n", "")
    names = three(SMALL, gone, SMALL + LATE.replace("Induction", "Mover"))
    assert main(["merge-driver", *names, "%L", "%P", "%S", "%X", "%Y"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[1:]) == (
        "", ["headcat: o: no side has these errors, both together have; mend them before you commit"]
    )  # fmt: skip
    assert err.startswith("o:62:9: HC301 no head is called 'Mover Head'")


def test_papers_with_one_key_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    other = LATE.replace("title: Late", "title: Quite Another Thing").replace("date: 2024", "date: 2024-02")
    assert main(["merge-driver", *three(SMALL, SMALL + other, SMALL + LATE)]) == 0
    message = "o: two papers were added as zuse2024late; 'Quite Another Thing' is zuse2024latea now\n"
    assert capsys.readouterr() == ("", message)


@pytest.mark.parametrize("faulty", [0, 1, 2])
def test_a_version_that_cannot_be_read_is_merged_by_line(
    faulty: int, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = [SMALL, SMALL.replace("Small Catalogue", "Cats"), SMALL.replace("It names", "It named")]
    texts[faulty] += "  - key: [\n"
    expected = texts[1].replace("It names", "It named")
    if faulty == 2:
        expected += "  - key: [\n"
    if faulty == 0:
        texts[1] += "  - key: [\n"
    assert main(["merge-driver", *three(*texts)]) == 1
    assert Path("o").read_text(encoding="utf-8").startswith(expected[:-20])
    out, err = capsys.readouterr()
    assert (out, err.splitlines()) == ("", [
        "headcat: o: a quote or bracket that begins here is not closed; merged line by line",
        "headcat: o: no line is in conflict; look at it before you commit it",
    ])  # fmt: skip


def test_lines_in_conflict_are_marked_as_asked(capsys: pytest.CaptureFixture[str]) -> None:
    names = three(SMALL, SMALL.replace("Small", "Big"), SMALL.replace("Small", "Tiny") + "\t- x\n")
    assert main(["merge-driver", *names, "8", "p", "", "ours", "theirs"]) == 1
    assert "<<<<<<<< ours\n    title: Heads of a Big" in Path("o").read_text(encoding="utf-8")
    assert capsys.readouterr().err.endswith("; merged line by line\n")


def test_a_fault_of_ours_is_told_and_lines_are_merged(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        message = "boom"
        raise ZeroDivisionError(message)

    monkeypatch.setattr("headcat.merge.merged", fail)
    assert main(["merge-driver", *three(SMALL, SMALL + LATE, SMALL)]) == 1
    assert Path("o").read_text(encoding="utf-8") == SMALL + LATE
    assert (
        "a fault of headcat (ZeroDivisionError: boom); please report it; merged line by line"
        in capsys.readouterr().err
    )


def test_what_git_cannot_merge_stays_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    names = three(SMALL, SMALL + LATE, "\0")
    assert main(["merge-driver", *names]) == 3
    assert Path("o").read_text(encoding="utf-8") == SMALL + LATE
    assert "headcat: git: " in capsys.readouterr().err


@pytest.fixture
def repo(catalogue_file: Path) -> Path:
    """Put the small catalogue into a repository that is set up."""
    repository()
    assert main(["git-setup"]) == 0
    commit("base")
    return catalogue_file


def branch(name: str, text: str) -> None:
    git("checkout", "--quiet", "-b", name, "main")
    Path(NAME).write_text(text, encoding="utf-8")
    commit(name)


def test_git_merges_by_the_driver(repo: Path) -> None:
    branch("topic", RENAMED)
    branch("other", SMALL + LATE)
    git("merge", "--no-edit", "topic")
    assert repo.read_text(encoding="utf-8") == RENAMED + LATE.replace("Induction", "Copy")


def test_git_leaves_a_conflict_with_its_labels(repo: Path) -> None:
    branch("topic", SMALL.replace("Small Catalogue", "Cats"))
    branch("other", SMALL.replace("Small Catalogue", "Dogs"))
    said = git("merge", "--no-edit", "topic", code=1)
    assert f"{NAME}:20: conflict in adams2022heads: title\n{RESOLVE}" in said
    assert f"CONFLICT (content): Merge conflict in {NAME}\n" in said
    text = repo.read_text(encoding="utf-8")
    assert text.count("<<<<<<< ") == text.count(">>>>>>> ") == 1
    assert main(["check"]) == 1


def test_a_merge_of_merges_has_no_markers_in_its_base(repo: Path) -> None:
    first, second = (SMALL.replace("Small Catalogue", word) for word in ("Cats", "Dogs"))
    branch("a", first)
    branch("b", second)
    for ours, theirs in (("a", "b"), ("b", "a")):
        git("checkout", "--quiet", "-b", f"{ours}{theirs}", ours)
        git("merge", "--no-edit", theirs, code=1)
        repo.write_text(first + (LATE if ours == "b" else ""), encoding="utf-8")
        commit("mended")
    git("merge", "--no-edit", "ab")
    assert repo.read_text(encoding="utf-8") == first + LATE


def test_setting_up_twice_changes_nothing_and_removing_leaves_no_trace(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository()
    Path(".gitattributes").write_bytes(b"*.png binary")
    config = Path(".git/config")
    config.write_text(config.read_text() + "[user]\n\tname = A # b\n")
    before = config.read_bytes()
    assert main(["git-setup"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert (len(lines), err, lines[3]) == (4, "", f"{Path.cwd()}/.gitattributes: {NAME} merge=headcat")
    after = config.read_bytes()
    assert main(["git-setup", "--catalogue", str(catalogue_file)]) == 0
    assert (capsys.readouterr(), config.read_bytes()) == (("", "nothing to change\n"), after)
    assert main(["git-setup", "--remove"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    assert (config.read_bytes(), Path(".gitattributes").read_bytes()) == (before, b"*.png binary")
    assert main(["git-setup", "--remove"]) == 0
    assert capsys.readouterr() == ("", "nothing to change\n")


def test_attributes_that_hold_nothing_else_are_removed(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repository()
    assert main(["git-setup"]) == 0
    assert main(["git-setup", "--remove"]) == 0
    assert catalogue_file.exists()
    assert not Path(".gitattributes").exists()
    capsys.readouterr()
    assert main(["git-setup", "--remove"]) == 0
    assert capsys.readouterr() == ("", "nothing to change\n")
    assert not Path(".gitattributes").exists()


@pytest.mark.parametrize("place", ["", "XDG_CONFIG_HOME", "core.attributesFile"])
def test_setting_up_for_all_repositories(place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    expected = tmp_path / "home" / ".config" / "git" / "attributes"
    if place == "XDG_CONFIG_HOME":
        monkeypatch.setenv(place, str(tmp_path / "xdg"))
        expected = tmp_path / "xdg" / "git" / "attributes"
    if place == "core.attributesFile":
        git("config", "--global", place, "~/attributes")
        expected = tmp_path / "home" / "attributes"
    assert main(["git-setup", "--global"]) == 0
    assert expected.read_text() == f"{NAME} merge=headcat\n"
    assert "merge-driver" in git("config", "--global", "merge.headcat.driver")
    assert main(["git-setup", "--global", "--remove"]) == 0
    assert not expected.exists()
    git("config", "--global", "merge.headcat.driver", code=1)


def test_outside_a_repository_and_without_a_catalogue_it_is_refused(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["git-setup"]) == 3
    assert capsys.readouterr() == (
        "",
        f"headcat: {catalogue_file.resolve().parent}: is in no git repository\n",
    )
    catalogue_file.unlink()
    assert main(["git-setup"]) == 3
    assert capsys.readouterr().err == (
        "headcat: there is no data/papers.yaml here; name your catalogue with --catalogue PATH\n"
    )
    monkeypatch.setenv("PATH", "/nowhere")
    assert main(["git-setup", "--global"]) == 3
    assert capsys.readouterr().err == "headcat: this needs git, which is not installed, or not on the PATH\n"


def test_a_locked_configuration_is_told(catalogue_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository()
    Path(".git/config.lock").touch()
    assert (main(["git-setup"]), catalogue_file.exists()) == (3, True)
    assert "could not lock config file" in capsys.readouterr().err


def test_the_driver_is_named_so_that_no_folder_of_the_repository_can_take_its_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "a b%'c"
    folder.mkdir()
    shutil.copy("/bin/true", folder / "headcat")
    monkeypatch.setattr("sys.executable", str(folder / "python"))
    end = " merge-driver -- %O %A %B %L %P %S %X %Y"
    quoted = str(folder).replace("%", "%%").replace("'", "'\"'\"'")
    assert family._driver() == f"'{quoted}/headcat'{end}"
    (folder / "headcat").unlink()
    assert family._driver() == f"'{quoted}/python' -P -m headcat{end}"
