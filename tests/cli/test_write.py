"""add without a person: by options, a form, an issue's body, BibTeX; and what is refused."""

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from conftest import SMALL
from headcat import Catalogue
from headcat.cli import main

CATALOGUE = Path("data", "papers.yaml")
OPTIONS = {
    "--title": "Some Paper",
    "--author": "Ada Lovelace",
    "--date": "2025-03-01",
    "--venue": "nips 2025",
    "--arxiv": "https://arxiv.org/abs/2503.00001v2",
    "--head": "inductive",
    "--link": "code=https://github.com/example/code",
    "--innovation": "What is new.",
    "--tasks": "What was done.",
    "--result": "What came out.",
}
FORM = """\
Title: Some Paper
Authors: Ada Lovelace
Date: 2025-03-01
Published: NeurIPS 2025
Head: Induction Head
Links: paper: https://arxiv.org/abs/2503.00001, code: https://github.com/example/code
Summary:
  - Innovation: What is new.
  - Tasks: What was done.
  - Significant Result: What came out.
"""
ISSUE = """\
### Title

Some Paper

### Authors

Ada Lovelace

### Date

2025-03-01

### Published

NeurIPS 2025

### Heads

Induction Head

### Links

paper: https://arxiv.org/abs/2503.00001
code: https://github.com/example/code

### Innovation

What is new.

### Tasks

What was done.

### Significant Result

What came out.
"""
BIBTEX = """\
@inproceedings{lovelace2025,
  title = {Some {Paper}},
  author = {Lovelace, Ada},
  booktitle = {Advances in Neural Information Processing Systems},
  year = {2025},
  eprint = {2503.00001},
  archivePrefix = {arXiv},
}
"""
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
      code: https://github.com/example/code
    summary:
      innovation: What is new.
      tasks: What was done.
      result: What came out.

"""
DIFF = """\
--- data/papers.yaml
+++ data/papers.yaml
@@ -37,6 +37,24 @@
       tasks: Small tasks.
       result: It works.
\x20
"""
DIFF += "".join(f"+{line}\n" for line in ENTRY.splitlines())
DIFF += """\
   # the second
   - key: zorn2023names
     title: "Names: Moved"
"""
ADDED = "data/papers.yaml:40: added lovelace2025some\n"
GIVEN = [word for pair in OPTIONS.items() for word in pair]
TITLED = ["--title", "T", "--author", "A B", "--date", "2025"]
C, D = "https://example.org/c", "https://example.org/d"
KIND_URL = "write KIND=URL, the kind one of paper, code, project, data, demo, blog, video, slides"
NEW_VENUE = "new ones go into the section venues: of the catalogue"
NOTHING = (
    "nothing to add: give an identifier or a link, --title and more, --from FILE or --bibtex FILE"
    " (headcat add --help)"
)
SEVERAL = "holds 2 papers; only --head and --venue can go with several"
SAME_ID = "data/papers.yaml:21: adams2022heads has the same arxiv identifier 2203.00001"
SAME_TWICE = "lovelace2025some, to be added with it, has the same arxiv identifier 2503.00001"
FIELDS = "Title, Authors, Date, Published, Heads, Links, Innovation, Tasks, Significant Result"
ADVICE = "; say what is missing by options (headcat add --help) or in the form"


@pytest.fixture(autouse=True)
def _files(catalogue_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the catalogue and the files that the cases read; nobody is at the terminal."""
    assert catalogue_file == CATALOGUE
    Path("form.txt").write_text(FORM, encoding="utf-8")
    Path("two.txt").write_text(FORM + "---\n" + other(FORM), encoding="utf-8")
    Path("same.txt").write_text(FORM + "---\n" + FORM, encoding="utf-8")
    Path("issue.md").write_text(ISSUE, encoding="utf-8")
    Path("entry.bib").write_text(BIBTEX, encoding="utf-8")
    Path("two.bib").write_text(BIBTEX + other(BIBTEX), encoding="utf-8")
    Path("latin.txt").write_bytes("Title: T\nAuthors: Jörg\n".encode("latin-1"))
    Path("german.txt").write_text("Title: T\nAutor: A\n", encoding="utf-8")
    Path("empty.txt").touch()
    stdin(monkeypatch, b"")


def other(text: str) -> str:
    """Return a contribution as that of another paper."""
    return text.replace("Some", "Other").replace("00001", "00002").replace("ce2025,", "ce2025a,")


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Let the program read bytes from a pipe."""
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(data), encoding="ascii"))


def with_entry(entry: str) -> str:
    """Return the small catalogue with an entry where its key puts it."""
    above, below = SMALL.split("  # the second\n")
    return f"{above}{entry}  # the second\n{below}"


@pytest.mark.parametrize(
    "words",
    [
        GIVEN,
        [*GIVEN, "--no-input"],
        [*GIVEN, "--yes"],
        ["--from", "form.txt"],
        ["--from", "issue.md"],
        ["--bibtex", "entry.bib", *GIVEN],
        ["--from", "form.txt", *GIVEN],
        ["--from", "form.txt", "--head", "induction", "--link", "CODE = https://github.com/example/code"],
    ],
)
def test_the_same_paper_is_the_same_entry_however_it_comes(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", *words]) == 0
    assert capsys.readouterr() == (ADDED, "")
    assert CATALOGUE.read_text(encoding="utf-8") == with_entry(ENTRY)
    assert next(Catalogue.open().find(heads=("induction",))).key == "lovelace2025some"


@pytest.mark.parametrize(("text", "option"), [(FORM, "--from"), (ISSUE, "--from"), (BIBTEX, "--bibtex")])
@pytest.mark.parametrize("lead", [b"", b"\xef\xbb\xbf"], ids=["plain", "byte order mark"])
def test_standard_input_is_read_like_a_file(
    text: str,
    option: str,
    lead: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stdin(monkeypatch, lead + text.replace("\n", "\r\n").encode())
    assert main(["add", option, "-", *(GIVEN if option == "--bibtex" else [])]) == 0
    assert capsys.readouterr() == (ADDED, "")
    assert CATALOGUE.read_text(encoding="utf-8") == with_entry(ENTRY)


@pytest.mark.parametrize(
    ("words", "old", "new"),
    [
        (["--title", "some  Paper"], "title: Some Paper", "title: some Paper"),
        (["--author", "Lovelace, Ada"], "- Ada Lovelace", "- Lovelace, Ada"),
        (["--date", "2025-03-02"], "date: 2025-03-01", "date: 2025-03-02"),
        (["--venue", "corr"], "venue: NeurIPS 2025", "venue: arXiv"),
        (["--doi", "doi:10.1000/1"], '"2503.00001"\n', '"2503.00001"\n      doi: "10.1000/1"\n'),
        (["--acl", "2025.acl-long.1"], '"2503.00001"\n', '"2503.00001"\n      acl: "2025.acl-long.1"\n'),
        (["--openreview", "abcdef1"], '"2503.00001"\n', '"2503.00001"\n      openreview: "abcdef1"\n'),
        (["--head", "mover"], "- Induction Head\n", "- Induction Head\n      - Mover Head\n"),
        (
            ["--link", f"data={D}", "--link", f"code={C}"],
            "      code: https://github.com/example/code\n",
            f"      code:\n        - https://github.com/example/code\n        - {C}\n      data: {D}\n",
        ),
        (["--innovation", "New: all."], "innovation: What is new.", 'innovation: "New: all."'),
        (["--tasks", "No."], "tasks: What was done.", "tasks: No."),
        (["--result", "No."], "result: What came out.", "result: No."),
        (["--note", "Read it."], "came out.\n", "came out.\n    note: Read it.\n"),
    ],
)
def test_options_are_laid_over_what_is_read(
    words: list[str], old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "--from", "form.txt", *words]) == 0
    assert capsys.readouterr() == (ADDED, "")
    assert CATALOGUE.read_text(encoding="utf-8") == with_entry(ENTRY.replace(old, new))


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (["--bibtex", "entry.bib"], "no heads, no innovation, no tasks, no result"),
        ([*GIVEN[:6]], "no venue, no heads, no links, no innovation, no tasks, no result"),
        ([*GIVEN[:10], *GIVEN[12:16]], "no heads, no tasks, no result"),
    ],
)
@pytest.mark.parametrize("dry", [False, True])
def test_what_may_lack_is_named(
    words: list[str], missing: str, *, dry: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word for word in words if word not in ("--head", "inductive")]
    assert main(["add", *words, *(["--dry-run"] if dry else [])]) == 0
    out, err = capsys.readouterr()
    assert err == f"lovelace2025some has {missing} yet\n"
    assert dry or out == ADDED


def test_several_forms_are_added_together(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "--from", "two.txt", "--venue", "arxiv", "--head", "mover"]) == 0
    assert capsys.readouterr() == (
        "data/papers.yaml:59: added lovelace2025some\ndata/papers.yaml:40: added lovelace2025other\n",
        "",
    )
    entry = ENTRY.replace("NeurIPS 2025", "arXiv").replace("n Head\n", "n Head\n      - Mover Head\n")
    other_entry = other(entry).replace("2025some", "2025other")
    assert CATALOGUE.read_text(encoding="utf-8") == with_entry(other_entry + entry)


@pytest.mark.parametrize("words", [["--from", "form.txt"], GIVEN, ["--from", "issue.md", "--yes"]])
def test_a_dry_run_prints_the_change_and_makes_none(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", *words, "--dry-run"]) == 0
    assert capsys.readouterr() == (DIFF, "")
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ([], 2, NOTHING),
        (["--no-input"], 2, NOTHING),
        (["--yes", "--dry-run"], 2, NOTHING),
        (["--from", "form.txt", "--bibtex", "entry.bib"], 2, "give --from or --bibtex, not both"),
        (
            [*TITLED, "--head", "indction"],
            2,
            "no head is called 'indction'; nearest: Induction Head (all: headcat heads)",
        ),
        (["--from", "form.txt", "--head", "zzz"], 2, "no head is called 'zzz' (all: headcat heads)"),
        ([*TITLED, "--venue", "ICML"], 2, f"no venue is called 'ICML'; {NEW_VENUE}"),
        ([*TITLED, "--link", "x"], 2, f"no link: 'x'; {KIND_URL}"),
        ([*TITLED, "--link", "pdf=https://x.org"], 2, f"no link: 'pdf=https://x.org'; {KIND_URL}"),
        ([*TITLED, "--link", "=https://x.org"], 2, f"no link: '=https://x.org'; {KIND_URL}"),
        ([*TITLED, "--link", "https://x.org"], 2, f"no link: 'https://x.org'; {KIND_URL}"),
        (["--from", "two.txt", "--title", "T"], 2, f"two.txt {SEVERAL}"),
        (["--from", "two.txt", "--note", "N"], 2, f"two.txt {SEVERAL}"),
        (["--bibtex", "two.bib"], 3, "two.bib holds 2 entries; --bibtex takes one"),
        (["--from", "none.txt"], 3, "none.txt: no such file or directory"),
        (["--bibtex", "none.bib"], 3, "none.bib: no such file or directory"),
        (["--from", "data"], 3, "data: is a directory"),
        ([*TITLED, "--arxiv", "2203.00001v2"], 3, f"{SAME_ID} as 'T'; nothing was added"),
        (
            [*TITLED, "--link", "paper=https://arxiv.org/pdf/2203.00001"],
            3,
            f"{SAME_ID} as 'T'; nothing was added",
        ),
        (
            ["--title", "NAMES — moved", "--author", "A", "--date", "2025"],
            3,
            "data/papers.yaml:41: zorn2023names has the same title as 'NAMES — moved'; nothing was added",
        ),
        (["--from", "same.txt"], 3, f"{SAME_TWICE} as 'Some Paper'; nothing was added"),
    ],
)
def test_what_cannot_be_added_is_refused(
    words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", *words]) == code
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize(
    ("words", "findings", "end"),
    [
        (
            ["--title", "T"],
            ["the paper 'T': HC101 the paper has no authors", "the paper 'T': HC101 the paper has no date"],
            f"the paper was not added{ADVICE}",
        ),
        (
            ["--note", "x"],
            [f"the paper: HC101 the paper has no {name}" for name in ("title", "authors", "date")],
            f"the paper was not added{ADVICE}",
        ),
        (
            ["--from", "two.txt", "--venue", "arxiv"],
            ["two.txt:14:7: HC103 there is no date 'May'; write YYYY-MM-DD, YYYY-MM or YYYY"],
            "no paper was added",
        ),
        (
            [*TITLED[:4], "--date", "2025-02-29"],
            ["the paper 'T': HC103 there is no date '2025-02-29'; write YYYY-MM-DD, YYYY-MM or YYYY"],
            "the paper was not added",
        ),
        (
            [*TITLED, "--link", "code=javascript:alert(1)"],
            ["the paper 'T': HC104 'javascript:alert(1)' is no http or https address"],
            "the paper was not added",
        ),
        (
            [*TITLED, "--arxiv", "x", "--doi", "y"],
            [
                "the paper 'T': HC105 'x' is no arxiv identifier",
                "the paper 'T': HC105 'y' is no doi identifier",
            ],
            "the paper was not added",
        ),
        (
            [*TITLED, "--tasks", "w " * 61],
            ["the paper 'T': HC107 the summary has 61 words; at most 60 in all its parts"],
            "the paper was not added",
        ),
        (
            ["--title", "x\u202ey", *TITLED[2:]],
            ["the paper 'x\\u202ey': HC109 invisible character U+202E; delete it"],
            "the paper was not added",
        ),
        (
            ["--from", "empty.txt"],
            ["empty.txt:1:1: HC009 there is no form here; it begins with 'Title: …'"],
            "empty.txt cannot be read",
        ),
        (
            ["--from", "german.txt"],
            [f"german.txt:2:1: HC009 no field is called 'Autor'; a form has {FIELDS}"],
            "german.txt cannot be read",
        ),
    ],
)
def test_what_is_wrong_with_a_paper_is_named_with_its_place(
    words: list[str], findings: list[str], end: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path("two.txt").read_text(encoding="utf-8")
    first, rule, second = text.partition("---\n")
    Path("two.txt").write_text(first + rule + second.replace("2025-03-01", "May"), encoding="utf-8")
    assert main(["add", *words]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [*findings, f"headcat: {end}"]
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL


@pytest.mark.parametrize(
    ("words", "data", "message"),
    [
        (
            ["--from", "latin.txt"],
            b"",
            "latin.txt:2:11: HC010 byte 0xF6",
        ),
        (
            ["--from", "-"],
            b"Title: \xff",
            "<stdin>:1:8: HC010 byte 0xFF",
        ),
        (
            ["--bibtex", "-"],
            b"@a{\n\xff",
            "<stdin>:2:1: HC010 byte 0xFF",
        ),
    ],
)
def test_what_is_no_text_is_refused(
    words: list[str],
    data: bytes,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    stdin(monkeypatch, data)
    assert main(["add", *words]) == 3
    assert capsys.readouterr() == ("", f"{message} is not UTF-8; save the text in UTF-8\n")
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL


def test_the_copy_that_headcat_brings_along_is_not_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Catalogue.open().path
    before = path.read_bytes()
    assert main(["add", *TITLED]) == 3
    message = f"{path} is headcat's own copy; name your catalogue with --catalogue PATH"
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert path.read_bytes() == before


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_byte_order_mark_and_line_breaks_are_kept(
    bom: bytes, newline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    CATALOGUE.write_bytes(bom + SMALL.replace("\n", newline).encode())
    assert main(["add", "--from", "form.txt"]) == 0
    assert capsys.readouterr() == (ADDED, "")
    assert CATALOGUE.read_bytes() == bom + with_entry(ENTRY).replace("\n", newline).encode()
