"""diff: what changed between versions of a catalogue, in words."""

import json
from pathlib import Path

import pytest

from conftest import SMALL
from gitting import commit, git, repository
from headcat.cli import main

NAME = "data/papers.yaml"
LATE = """
  - key: zuse2024late
    title: "Late *stars* <b> \\e[1m"
    authors:
      - Konrad Zuse
    date: 2024
    heads:
      - Copy Head
declined:
  - id: "2501.00001"
    date: 2025-01-02
    reason: Not on heads.
"""
NEW = (
    SMALL.replace(
        "name: Induction Head\n    aliases: [", "name: Copy Head\n    aliases: [Old Head, Induction Head, "
    )
    .replace("- Induction Head", "- Copy Head")
    .replace("      - Name Mover Head\n", "      - Mover Head\n")
    .replace("title: Heads of", "title: Hats of")
    .replace("      code: https://github.com/example/heads\n", "      data: https://example.org/d\n")
    .replace("      tasks: Names.\n", "      tasks: All names.\n")
    .replace("      - Ludwig van der Berg\n", "")
    .replace("    venue: arXiv\n", "    extra: [a, {b: c}]\n")
    .replace("    full: Advances in Neural Information Processing Systems\n", "")
    + LATE
)
TEXT = """\
1 paper added:
  zuse2024late: Late *stars* <b> \\x1b[1m (2024)
2 papers changed:
  adams2022heads: Hats of a Small Catalogue (2022-03-08)
      title: Heads of a Small Catalogue -> Hats of a Small Catalogue
      authors: Ada Adams, Ludwig van der Berg -> Ada Adams
      links.code: - https://github.com/example/heads
      links.data: + https://example.org/d
  zorn2023names: Names: Moved (2023-11)
      venue: - arXiv
      heads: + Mover Head, - Name Mover Head
      summary.tasks: Names. -> All names.
      extra: + a, {"b": "c"}
1 head renamed:
  Induction Head -> Copy Head
1 head changed:
  Copy Head
      aliases: + Old Head
1 venue changed:
  NeurIPS
      full: - Advances in Neural Information Processing Systems
1 declined paper added:
  2501.00001: Not on heads. (2025-01-02)
"""
MARKDOWN = """\
### 1 paper added

- zuse2024late: Late \\*stars\\* &lt;b&gt; \\\\x1b\\[1m (2024)

### 2 papers changed
"""


MERGED = """\
1 head merged:
  Mover Head into Name Mover Head
1 head changed:
  Name Mover Head
      broader: - Name Mover Head
"""
HEADS = "      - Name Mover Head\n      - Induction Head\n"
SECOND = SMALL[SMALL.index("\n  # the second") :]


@pytest.fixture
def repo(catalogue_file: Path) -> Path:
    """Put two versions into a repository, tagged v1 and v2; return the file, which is as in v2."""
    repository()
    commit("one")
    git("tag", "v1")
    catalogue_file.write_text(NEW, encoding="utf-8")
    commit("two")
    git("tag", "v2")
    return catalogue_file


@pytest.mark.parametrize("words", [["v1"], ["v1", "v2"], ["v1..v2"], ["v1.."], ["HEAD~1", "--exit-code"]])
def test_what_changed_is_said_in_words(
    words: list[str], repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert repo.exists()
    assert main(["diff", *words]) == (1 if "--exit-code" in words else 0)
    assert capsys.readouterr() == (TEXT, "")


def test_markdown_shows_words_as_they_are(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "v1", "--format", "markdown"]) == 0
    out, err = capsys.readouterr()
    assert (out.startswith(MARKDOWN), err, repo.exists()) == (True, "", True)
    assert "\n\n### 1 head renamed\n\n- Induction Head → Copy Head\n" in out
    assert "  - title: Heads of a Small Catalogue → Hats of a Small Catalogue\n" in out


def test_json_names_every_change(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "v1", "--json"]) == 0
    out, _ = capsys.readouterr()
    record = json.loads(out)
    assert ("\\u001b" in out, repo.exists(), list(record)) == (
        True,
        True,
        ["papers", "heads", "venues", "declined"],
    )
    assert record["heads"] == {
        "added": [],
        "removed": [],
        "changed": [
            {"name": "Copy Head", "fields": [{"field": "aliases", "added": ["Old Head"], "removed": []}]}
        ],
        "renamed": [{"old": "Induction Head", "new": "Copy Head"}],
        "merged": [],
    }
    assert record["papers"]["changed"][0]["fields"][0] == {
        "field": "title", "old": "Heads of a Small Catalogue", "new": "Hats of a Small Catalogue"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("zorn2023names", "zorn2023moved"), [], "1 paper renamed:\n  zorn2023names -> zorn2023moved\n"),
        (
            ("  - name: Mover Head\n    stage: In-Context Identification\n  - name: Name Mover Head\n",
             "  - name: Name Mover Head\n    aliases: [Mover Head]\n"),
            [("    broader: Mover Head\n", "")],
            MERGED,
        ),
        (
            ("name: Induction Head", "name: Copy Head"),
            [("- Induction Head", "- Copy Head")],
            "1 head renamed:\n  Induction Head -> Copy Head\n",
        ),
        ((HEADS, "      - Induction Head\n      - Name Mover Head\n"), [], ""),
        ((SECOND, ""), [], "1 paper removed:\n  zorn2023names: Names: Moved (2023-11)\n"),
    ],
)  # fmt: skip
def test_the_file_as_it_is_is_compared_with_the_last_commit(
    old: tuple[str, str],
    new: list[tuple[str, str]],
    expected: str,
    catalogue_file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    repository()
    commit("one")
    text = SMALL
    for each in (old, *new):
        assert each[0] in text
        text = text.replace(*each)
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(["diff"]) == 0
    assert capsys.readouterr() == (expected, "" if expected else "no changes\n")


def test_a_file_may_stand_for_a_revision_in_a_repository_and_outside(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("old").write_text(SMALL.replace("Small Catalogue", "Cats"), encoding="utf-8")
    expected = (
        "1 paper changed:\n  adams2022heads: Heads of a Small Catalogue (2022-03-08)\n"
        "      title: Heads of a Cats -> Heads of a Small Catalogue\n"
    )
    assert main(["diff", "old"]) == 0
    assert capsys.readouterr() == (expected, "")
    repository()
    commit("one")
    assert main(["diff", "old", "HEAD"]) == 0
    assert capsys.readouterr() == (expected, "")
    git("tag", "old")
    assert main(["diff", "old"]) == 0
    assert (capsys.readouterr(), catalogue_file.exists()) == (("", "no changes\n"), True)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["nope"], 2, "'nope' is no revision of this repository, and no file"),
        (["--", "--output=x"], 2, "'--output=x' is no revision of this repository, and no file"),
        (["x" * 300], 2, f"'{'x' * 300}' is no revision of this repository, and no file"),
        (["v1...v2"], 2, "'v1...v2' is no revision of this repository, and no file"),
        (["v1", "v2", "v1"], 2, "two revisions can be compared, not more"),
        (["v1", "--catalogue", "new.yaml"], 3, "new.yaml is not in v1 ({})"),
    ],
)
def test_what_cannot_be_compared_is_told(
    words: list[str], code: int, message: str, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("new.yaml").write_bytes(repo.read_bytes())
    assert main(["diff", *words]) == code
    said = message.format(git("rev-parse", "v1")[:10])
    assert capsys.readouterr() == ("", f"headcat: {said}\n")


def test_versions_with_errors_are_told(repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write_text(SMALL + "  - key: [\n", encoding="utf-8")
    commit("three")
    assert main(["diff", "v1", "HEAD"]) == 3
    assert capsys.readouterr().err == (
        f"HEAD:{NAME}:58:10: HC001 a quote or bracket that begins here is not closed\n"
        f"headcat: HEAD:{NAME} cannot be read whole; mend it, then try again\n"
    )
    repo.write_text(SMALL + "  - title: T\n", encoding="utf-8")
    assert main(["diff", "v1"]) == 3
    assert capsys.readouterr().err == "headcat: an entry of papers: has no key\n"


def test_outside_a_repository_there_is_nothing_to_compare_with(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff"]) == 3
    assert capsys.readouterr() == (
        "",
        f"headcat: {catalogue_file.resolve().parent}: is in no git repository\n",
    )
