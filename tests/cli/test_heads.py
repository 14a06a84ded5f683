"""The vocabulary's commands: what they print and what they leave in the file."""

import json
from pathlib import Path

import pytest

from conftest import ROOT, SMALL
from headcat.catalogue import Catalogue
from headcat.cli import COMMANDS, main
from headcat.model import STAGES

CATALOGUE = Path("data", "papers.yaml")
NAMES = [name for name in COMMANDS if name.startswith("heads")]
NAME_MOVER = {
    "name": "Name Mover Head",
    "aliases": [],
    "stage": "In-Context Identification",
    "group": None,
    "broader": "Mover Head",
    "narrower": [],
    "definition": None,
    "papers": ["zorn2023names"],
    "occurs_with": [{"head": "Induction Head", "papers": 1}],
    "inherited_from": "Mover Head",
}
MOVER_PLAIN = """\
name	Mover Head
stage	In-Context Identification
narrower	Name Mover Head
papers	1
paper	zorn2023names
occurs with	Induction Head (1)
"""
INDUCTION_TABLE = """\
name         Induction Head
alias        Inductive Head
stage        Latent Reasoning
group        In-context Learning
papers       2
             2023-11     zorn2023names  Names: Moved
             2022-03-08  adams2022heads  Heads of a Small Catalogue
occurs with  Name Mover Head (1)
"""
RENAMED = SMALL.replace("name: Induction Head", "name: Pattern Head").replace(
    "- Induction Head", "- Pattern Head"
)
WITH_ALIAS = RENAMED.replace("[Inductive Head]", "[Inductive Head, Induction Head]")
BROKEN = "data/papers.yaml:26:11: HC103 there is no date '2022-03-32'; write YYYY-MM-DD, YYYY-MM or YYYY\n"
UNKNOWN = "headcat: no head is called 'moover'; nearest: Mover Head, Name Mover Head (all: headcat heads)\n"
USES = "2 papers name it (data/papers.yaml:21: adams2022heads, data/papers.yaml:41: zorn2023names)"
NEW_ERRORS = "headcat: nothing was changed, for data/papers.yaml would have a new error"
ROUND = "it is that head or a narrower one"
FIELDS = "aliases, stage, group, broader, definition"


@pytest.fixture(autouse=True)
def _file(catalogue_file: Path) -> None:
    assert catalogue_file == CATALOGUE


def told(what: str, adams: int, zorn: int) -> str:
    """Return what is printed of a change in both papers, given their lines after it."""
    return (
        f"data/papers.yaml: {what} in 2 papers\n"
        f"data/papers.yaml:{adams}: changed adams2022heads\n"
        f"data/papers.yaml:{zorn}: changed zorn2023names\n"
    )


def text() -> str:
    return CATALOGUE.read_bytes().decode()


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (["show", "mover"], MOVER_PLAIN),
        (["show", "MOVER_heads", "--format", "plain"], MOVER_PLAIN),
        (["show", "inductive", "--format", "table"], INDUCTION_TABLE),
        (["suggest", "adams"], "Name Mover Head\t0.89\tnames\n"),
        (["suggest", "2203.00001", "--format", "table"],
         "Score  Head             Words\n 0.89  Name Mover Head  names\n"),
        (["suggest", "adams", "--json"],
         '[\n{"head": "Name Mover Head", "score": 0.89, "words": ["names"]}\n]\n'),
        (["suggest", "adams", "--format", "jsonl"],
         '{"head": "Name Mover Head", "score": 0.89, "words": ["names"]}\n'),
    ],
)  # fmt: skip
def test_what_is_read(words: list[str], out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heads", *words]) == 0
    assert capsys.readouterr() == (out, "")
    assert text() == SMALL


def test_a_head_without_a_place_has_that_of_the_broader_one(capsys: pytest.CaptureFixture[str]) -> None:
    new = SMALL.replace("    stage: In-Context Identification\n    broader", "    broader")
    CATALOGUE.write_text(new, encoding="utf-8")
    assert main(["heads", "show", "name-mover", "--format", "jsonl"]) == 0
    assert capsys.readouterr() == (json.dumps(NAME_MOVER) + "\n", "")
    assert main(["heads", "show", "name-mover", "--json"]) == 0
    assert capsys.readouterr() == (json.dumps(NAME_MOVER, indent=2) + "\n", "")


@pytest.mark.parametrize("place", [["--catalogue", "x.yaml", "heads"], ["heads", "--catalogue", "x.yaml"]])
def test_the_catalogue_may_be_named_before_the_command(
    place: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    CATALOGUE.rename("x.yaml")
    assert main([*place, "show", "mover"]) == 0
    assert capsys.readouterr() == (MOVER_PLAIN, "")
    assert main([*place, "remove", "mover"]) == 3
    assert "1 head is narrower (Name Mover Head)" in capsys.readouterr().err


@pytest.mark.parametrize("options", [["--json"], ["--format", "json"]])
def test_the_format_is_the_command_s_to_say(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heads", *options, "show", "mover"]) == 2
    message = "write --format and --json behind the command: headcat heads show …"
    assert capsys.readouterr() == ("", f"headcat: {message}\n")


@pytest.mark.parametrize(
    ("words", "out"),
    [(["zorn2023names"], ""), (["zorn2023names", "--json"], "[]\n"), (["zorn", "--format", "table"], "")],
)
def test_where_nothing_is_to_be_said_the_answer_is_no(
    words: list[str], out: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["heads", "suggest", *words]) == 1
    message = "nothing in the title and summary of zorn2023names speaks for another head"
    assert capsys.readouterr() == (out, f"headcat: {message}\n")


def test_a_catalogue_with_errors_is_read_and_told(capsys: pytest.CaptureFixture[str]) -> None:
    CATALOGUE.write_text(SMALL.replace("2022-03-08", "2022-03-32"), encoding="utf-8")
    assert main(["heads", "show", "mover"]) == 3
    assert capsys.readouterr() == (MOVER_PLAIN, BROKEN)
    assert main(["heads", "suggest", "zorn"]) == 3
    assert capsys.readouterr() == ("", BROKEN)
    assert main(["heads", "suggest", "nobody"]) == 1
    message = "headcat: no paper is called 'nobody'; `headcat list` shows the keys\n"
    assert capsys.readouterr() == ("", BROKEN + message)


@pytest.mark.parametrize(
    ("words", "out", "after"),
    [
        (
            ["rename", "inductive", "Pattern Head"],
            told("renamed Induction Head to Pattern Head", 21, 41),
            WITH_ALIAS,
        ),
        (
            ["rename", "induction", " Pattern  Head ", "--no-alias"],
            told("renamed Induction Head to Pattern Head", 21, 41),
            RENAMED,
        ),
        (
            ["merge", "mover", "name mover", "induction", "--into", "mover", "--no-alias"],
            told("merged Name Mover Head, Induction Head into Mover Head", 14, 34),
            SMALL.replace(SMALL[SMALL.index("  - name: Ind") : SMALL.index("  - name: Mov")], "")
            .replace(SMALL[SMALL.index("  - name: Name M") : SMALL.index("venues:")], "")
            .replace("- Name Mover Head\n      - Induction Head", "- Mover Head")
            .replace("- Induction Head", "- Mover Head"),
        ),
        (
            ["merge", "induction", "--into", "name-mover"],
            told("merged Induction Head into Name Mover Head", 18, 38),
            SMALL.replace(SMALL[SMALL.index("  - name: Ind") : SMALL.index("  - name: Mov")], "")
            .replace("- name: Name Mover Head\n",
                     "- name: Name Mover Head\n    aliases: [Induction Head, Inductive Head]\n")
            .replace("      - Name Mover Head\n      - Induction Head\n", "      - Name Mover Head\n")
            .replace("- Induction Head", "- Name Mover Head"),
        ),
        (
            ["add", "New  Head", "--stage", "expr", "--group", " G ", "--broader", "MOVER",
             "--alias", "Newer Head", "--definition", "Is new: wholly."],
            "data/papers.yaml: added New Head\n",
            SMALL.replace("venues:", """\
  - name: New Head
    aliases: [Newer Head]
    stage: Expression Preparation
    group: G
    broader: Mover Head
    definition: "Is new: wholly."
venues:"""),
        ),
        (["add", "Lone Head"], "data/papers.yaml: added Lone Head\n",
         SMALL.replace("  - name: Mover Head\n", "  - name: Lone Head\n  - name: Mover Head\n")),
        (
            ["set", "induction", "--stage", "know", "--broader", "mover", "--definition", "Does.",
             "--alias", "I", "--remove-alias", "inductive", "--unset", "group"],
            "data/papers.yaml: changed Induction Head\n",
            SMALL.replace("[Inductive Head]", "[I]").replace(
                "    stage: Latent Reasoning\n    group: In-context Learning\n",
                "    stage: Knowledge Recalling\n    broader: Mover Head\n    definition: Does.\n",
            ),
        ),
        (["set", "induction", "--group", "New"], "data/papers.yaml: changed Induction Head\n",
         SMALL.replace("In-context Learning", "New")),
        (["set", "induction", "--unset", "aliases", "--unset", "stage"],
         "data/papers.yaml: changed Induction Head\n",
         SMALL.replace("    aliases: [Inductive Head]\n    stage: Latent Reasoning\n", "")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_changed(
    words: list[str], out: str, after: str, newline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    CATALOGUE.write_bytes(SMALL.replace("\n", newline).encode())
    assert main(["heads", *words, "--dry-run"]) == 0
    diff, err = capsys.readouterr()
    assert (diff.splitlines()[:2], err) == (["--- data/papers.yaml", "+++ data/papers.yaml"], "")
    assert text() == SMALL.replace("\n", newline)
    assert main(["heads", *words]) == 0
    assert capsys.readouterr() == (out, "")
    assert text() == after.replace("\n", newline)
    assert Catalogue.open().errors() == ()


def test_a_name_may_hold_any_sign(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heads", "rename", "name-mover", "{0} #1: [b]"]) == 0
    summary = "data/papers.yaml: renamed Name Mover Head to {0} #1: [b] in 1 paper\n"
    assert capsys.readouterr() == (summary + "data/papers.yaml:42: changed zorn2023names\n", "")
    assert text() == SMALL.replace(
        "- name: Name Mover Head\n", '- name: "{0} #1: [b]"\n    aliases: [Name Mover Head]\n'
    ).replace("- Name Mover Head", '- "{0} #1: [b]"')


def test_a_dry_run_prints_the_change(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heads", "set", "name-mover", "--group", "G", "--dry-run"]) == 0
    assert capsys.readouterr() == (
        """\
--- data/papers.yaml
+++ data/papers.yaml
@@ -7,6 +7,7 @@
     stage: In-Context Identification
   - name: Name Mover Head
     stage: In-Context Identification
+    group: G
     broader: Mover Head
 venues:
   - name: NeurIPS
""",
        "",
    )
    assert text() == SMALL


def test_a_dry_run_does_not_let_the_file_act_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    CATALOGUE.write_text(SMALL.replace("  # as the paper says", "  # \u202e"), encoding="utf-8")
    assert main(["heads", "rename", "induction", "X", "--dry-run"]) == 0
    out, err = capsys.readouterr()
    assert ("+      - X  # \\u202e\n" in out, "\u202e" in out, err) == (True, False, "")


def test_a_head_that_is_not_used_is_removed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["heads", "add", "Lone Head", "--definition", "x"]) == 0
    capsys.readouterr()
    assert main(["heads", "remove", "lone"]) == 0
    assert capsys.readouterr() == ("data/papers.yaml: removed Lone Head\n", "")
    assert text() == SMALL


@pytest.mark.parametrize(
    "words",
    [
        ["rename", "induction", "Induction Head"],
        ["rename", "mover", "Mover Head", "--no-alias"],
        ["merge", "mover", "--into", "Mover Head"],
        ["set", "mover", "--unset", "group"],
        ["set", "induction", "--stage", "latent", "--alias", "inductive-heads"],
        ["set", "name-mover", "--broader", "mover"],
    ],
)
@pytest.mark.parametrize("more", [[], ["--dry-run"]])
def test_what_is_so_already_stays(
    words: list[str], more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = CATALOGUE.stat()
    assert main(["heads", *words, *more]) == 0
    assert capsys.readouterr() == ("", "nothing to change\n")
    assert (text(), CATALOGUE.stat().st_mtime_ns) == (SMALL, before.st_mtime_ns)


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["show", "moover"], 2, UNKNOWN),
        (["rename", "moover", "X"], 2, UNKNOWN),
        (["merge", "moover", "--into", "mover"], 2, UNKNOWN),
        (["merge", "mover", "--into", "moover"], 2, UNKNOWN),
        (["set", "moover", "--group", "G"], 2, UNKNOWN),
        (["set", "mover", "--broader", "moover"], 2, UNKNOWN),
        (["add", "X", "--broader", "moover"], 2, UNKNOWN),
        (["remove", "moover"], 2, UNKNOWN),
        (["add", "X", "--stage", "late"], 0, ""),
        (["add", "X", "--stage", "nowhere"], 2,
         f"headcat: no stage is called 'nowhere'; nearest: {', '.join(STAGES)}\n"),
        (["add", "--", "-"], 2, "headcat: '-' is no name; it needs a letter or a digit\n"),
        (["set", "mover"], 2,
         "headcat: nothing to set: give --stage, --alias or another option (headcat heads set --help)\n"),
        (["set", "mover", "--unset", "name"], 2,
         f"headcat: no field is called 'name'; --unset takes {FIELDS}\n"),
        (["set", "mover", "--unset", "stage", "--stage", "latent"], 2,
         "headcat: stage cannot be set and unset at once\n"),
        (["set", "mover", "--unset", "aliases", "--alias", "M"], 2,
         "headcat: aliases cannot be set and unset at once\n"),
        (["set", "mover", "--group", " "], 2,
         "headcat: --group is empty; `headcat heads set NAME --unset group` takes it out\n"),
        (["set", "mover", "--remove-alias", "M"], 2, "headcat: 'Mover Head' has no alias 'M'\n"),
        (["rename", "mover", "inductive"], 3,
         "headcat: 'inductive' is a name of 'Induction Head'; `headcat heads merge` makes two heads one\n"),
        (["set", "mover", "--broader", "name mover"], 3,
         f"headcat: 'Name Mover Head' cannot be broader than 'Mover Head': {ROUND}\n"),
        (["add", "mover heads"], 3,
         "headcat: 'mover heads' is a name of 'Mover Head' already; `headcat heads set` changes that head\n"),
        (["remove", "inductive"], 3,
         f"headcat: 'Induction Head' is in use: {USES}; `headcat heads merge` gives them another\n"),
        (["rename", "mover", "a\u202eb"], 3,
         f"data/papers.yaml:6:11: HC109 invisible character U+202E; delete it\n{NEW_ERRORS}\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told(
    words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["heads", *words, *(["--dry-run"] if code == 0 else [])]) == code
    out, err = capsys.readouterr()
    assert (err, bool(out)) == (message, code == 0)
    assert text() == SMALL


def test_a_catalogue_with_errors_may_be_changed(capsys: pytest.CaptureFixture[str]) -> None:
    broken = SMALL.replace("2022-03-08", "2022-03-32")
    CATALOGUE.write_text(broken, encoding="utf-8")
    assert main(["heads", "rename", "mover", "Carrier Head", "--no-alias"]) == 0
    assert capsys.readouterr() == ("data/papers.yaml: renamed Mover Head to Carrier Head in 0 papers\n", "")
    assert text() == broken.replace(" Mover Head", " Carrier Head").replace("Name Carrier", "Name Mover")


def test_a_file_that_cannot_be_parsed_is_not_changed(capsys: pytest.CaptureFixture[str]) -> None:
    broken = SMALL + "  - key: [\n"
    CATALOGUE.write_text(broken, encoding="utf-8")
    assert main(["heads", "set", "mover", "--group", "G"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.endswith("headcat: data/papers.yaml cannot be read whole; mend it, then try again\n")
    assert text() == broken


def test_the_copy_that_headcat_brings_along_is_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Catalogue.open().path
    before = path.read_bytes()
    assert main(["heads", "rename", "induction", "X"]) == 3
    message = f"{path} is headcat's own copy; name your catalogue with --catalogue PATH"
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert path.read_bytes() == before


def test_the_real_catalogue_is_renamed_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    before = (ROOT / "data" / "papers.yaml").read_text(encoding="utf-8")
    CATALOGUE.write_text(before, encoding="utf-8")
    assert main(["heads", "rename", "Induction Head", "Pattern Induction Head"]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert (len(lines), err) == (15, "")
    assert lines[0] == "data/papers.yaml: renamed Induction Head to Pattern Induction Head in 14 papers"
    old, new = before.splitlines(), text().splitlines()
    alias = new.index("    aliases: [Induction Head]")
    assert new[alias - 1] == "  - name: Pattern Induction Head"
    pairs = [pair for pair in zip(old, new[:alias] + new[alias + 1 :], strict=True) if pair[0] != pair[1]]
    assert len(pairs) == 14 + 1 + 2
    assert all(one.replace("Induction Head", "Pattern Induction Head") == other for one, other in pairs)
    for line in lines[1:]:
        path, number, rest = line.split(":")
        key = rest.removeprefix(" changed ")
        assert (path, new[int(number) - 1]) == ("data/papers.yaml", f"  - key: {key}")
    assert main(["heads", "show", "induction", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["aliases"] == ["Induction Head"]
    assert main(["heads", "rename", "pattern induction", "Induction Head", "--no-alias"]) == 0
    assert text() == before


def test_every_real_head_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(ROOT / "data" / "papers.yaml")
    assert main(["--catalogue", path, "heads", "--json"]) == 0
    for head in json.loads(capsys.readouterr().out):
        assert main(["--catalogue", path, "heads", "show", head["name"], "--json"]) == 0
        shown = json.loads(capsys.readouterr().out)
        assert [shown[field] for field in ("name", "aliases", "broader", "definition")] == [
            head[field] for field in ("name", "aliases", "broader", "definition")
        ]
        assert len(shown["papers"]) == head["papers"]


@pytest.mark.parametrize("name", NAMES)
def test_the_example_of_the_help_can_be_run(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    import shlex

    CATALOGUE.write_text((ROOT / "data" / "papers.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert main([*name.split(), "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    example = next(line for line in lines if line.startswith("  Example: "))
    assert not lines[lines.index(example) + 1].strip(), "the example is on one line"
    assert main(shlex.split(example.removeprefix("  Example: headcat "))) == 0
    out, err = capsys.readouterr()
    assert (bool(out), err) == (True, "")
