"""import: files of papers into the catalogue, a report of each, and an exit code that can be trusted."""

import json
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest

from conftest import SMALL
from headcat import Catalogue
from headcat.cli import main

REFS = """\
@inproceedings{toy,
  title = {A Toy},
  author = {Adams, Ada},
  booktitle = {NeurIPS},
  year = 2024,
}
@article{heads, title={Heads of a Small Catalogue}, author={Adams, Ada}, year={2022}, doi={10.1000/zz}}
"""
BROKEN = "@article{b, title={Other}, author={Adams, Ada and others}, year={2020}}\n"
ADDED = "toy"
MET = "adams2022heads is there already; new: ids.doi; differs: authors"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["import", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def keys() -> set[str]:
    return {paper.key for paper in Catalogue.open().find()} - {"adams2022heads", "zorn2023names"}


@pytest.fixture
def refs(catalogue_file: Path) -> str:
    assert catalogue_file.is_file()
    Path("refs.bib").write_text(REFS, encoding="utf-8")
    return "refs.bib"


def test_the_papers_of_a_file_are_added(capsys: pytest.CaptureFixture[str], refs: str) -> None:
    assert run(capsys, refs) == (
        0,
        f"refs.bib:1: added {ADDED}\nrefs.bib:7: {MET}\n",
        "refs.bib: 1 added, 1 there already\n",
    )
    assert keys() == {ADDED}
    assert run(capsys, refs, "--update")[1] == (
        f"refs.bib:1: {ADDED} is there already\n"
        "refs.bib:7: updated adams2022heads with ids.doi; differs: authors\n"
    )
    assert Catalogue.open().get("adams2022heads").ids["doi"] == "10.1000/zz"


def test_a_dry_run_writes_nothing(
    capsys: pytest.CaptureFixture[str], refs: str, catalogue_file: Path
) -> None:
    assert run(capsys, refs, "--dry-run", "--on-duplicate", "update") == (
        0,
        (
            f"refs.bib:1: would be added: {ADDED}\n"
            "refs.bib:7: would be updated: adams2022heads with ids.doi; differs: authors\n"
        ),
        "refs.bib: 1 added, 1 updated\n",
    )
    assert catalogue_file.read_text(encoding="utf-8") == SMALL


def test_one_refused_paper_keeps_its_file_out_but_not_others(
    capsys: pytest.CaptureFixture[str], refs: str
) -> None:
    Path("broken.bib").write_text(BROKEN + REFS.replace("Toy", "Joy").replace("toy", "joy"), encoding="utf-8")
    code, out, err = run(capsys, "broken.bib", refs)
    assert (code, out.splitlines()) == (
        3,
        [
            "broken.bib:1:1: HC009 BibTeX: 'and others' names nobody; list every author",
            "broken.bib:2: would be added: joy",
            f"broken.bib:8: {MET}",
            f"refs.bib:1: added {ADDED}",
            f"refs.bib:7: {MET}",
        ],
    )
    assert err.splitlines() == [
        "broken.bib: 1 added, 1 there already, 1 refused",
        "headcat: nothing of broken.bib was added; mend it, or add the others by --keep-going",
        "refs.bib: 1 added, 1 there already",
    ]
    assert keys() == {ADDED}
    code, out, err = run(capsys, "broken.bib", "--keep-going", "--dry-run")
    assert (code, err) == (1, "broken.bib: 1 added, 1 there already, 1 refused\n")
    code, out, err = run(capsys, "broken.bib", "--keep-going")
    assert (code, err) == (1, "broken.bib: 1 added, 1 there already, 1 refused\n")
    assert "broken.bib:2: added joy\n" in out
    assert keys() == {ADDED, "joy"}


def test_what_is_there_may_be_an_error(capsys: pytest.CaptureFixture[str], refs: str) -> None:
    code, out, _ = run(capsys, refs, "--on-duplicate", "error")
    assert (code, keys()) == (3, set())
    assert out.startswith(f"refs.bib:1: would be added: {ADDED}\nrefs.bib:7:1: HC203 data")


def test_papers_are_put_on_heads_and_terms_are_added(capsys: pytest.CaptureFixture[str], refs: str) -> None:
    Path(refs).write_text(REFS.replace("NeurIPS", "Toy Letters"), encoding="utf-8")
    assert run(capsys, refs, "--head", "induction", "--new-terms")[0] == 0
    paper = Catalogue.open().get(ADDED)
    assert (paper.heads, paper.venue) == (("Induction Head",), "Toy Letters 2024")
    assert "Toy Letters" in [venue.name for venue in Catalogue.open().vocabulary.venues]


def test_an_unknown_venue_is_a_remark(capsys: pytest.CaptureFixture[str], refs: str) -> None:
    Path(refs).write_text(REFS.replace("NeurIPS", "Toy\x1b[31m Letters"), encoding="utf-8")
    code, out, _ = run(capsys, refs)
    assert (code, out.splitlines()[1]) == (
        0,
        f"refs.bib:1: {ADDED}: no venue is called 'Toy\\x1b[31m Letters 2024'; it is kept as container-title",
    )


def test_the_report_in_json(capsys: pytest.CaptureFixture[str], refs: str) -> None:
    Path(refs).write_text(BROKEN + REFS, encoding="utf-8")
    code, out, _ = run(capsys, refs, "--format", "json", "--keep-going")
    reason = {
        "code": "HC009",
        "path": "refs.bib",
        "line": 1,
        "column": 1,
        "message": "BibTeX: 'and others' names nobody; list every author",
    }
    empty: dict[str, object] = {"new": [], "differs": [], "remarks": [], "reasons": []}
    assert (code, json.loads(out)) == (
        1,
        [
            {"path": refs, "line": 1, "state": "refused", "key": None, "title": ""}
            | empty
            | {"reasons": [reason]},
            {"path": refs, "line": 2, "state": "added", "key": ADDED, "title": "A Toy"} | empty,
            {"path": refs, "line": 8, "state": "known", "key": "adams2022heads"}
            | {"title": "Heads of a Small Catalogue"}
            | empty
            | {"new": ["ids.doi"], "differs": ["authors"]},
        ],
    )


def test_standard_input_is_read(
    capsys: pytest.CaptureFixture[str], refs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(Path(refs).read_bytes())))
    code, out, err = run(capsys, "-")
    assert (code, err) == (0, "<stdin>: 1 added, 1 there already\n")
    assert out.startswith(f"<stdin>:1: added {ADDED}\n")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (
            ["refs.bib", "--update", "--on-duplicate", "skip"],
            2,
            "--update is --on-duplicate update; give",
        ),
        (["refs.bib", "--from-format", "docx"], 2, "no format is called 'docx'; it may be form, bibtex"),
        (["refs.bib", "--head", "nobody"], 2, "no head is called 'nobody'"),
        (["none.bib"], 3, "none.bib: no such file"),
        (["refs.bib", "none.bib"], 3, "none.bib: no such file"),
        (["plain.txt"], 3, "plain.txt: what this is cannot be told; say so by --from-format form|bibtex"),
        (["latin.bib"], 3, "byte 0xE9 is not UTF-8"),
        ([], 2, "Missing argument 'FILE...'"),
    ],
)
def test_wrong_words_change_nothing(
    capsys: pytest.CaptureFixture[str],
    refs: str,
    words: list[str],
    code: int,
    message: str,
) -> None:
    assert refs
    Path("plain.txt").write_text("Nothing of the kind.\n", encoding="utf-8")
    Path("latin.bib").write_bytes(b"@article{caf\xe9}")
    found, out, err = run(capsys, *words)
    assert (found, out) == (code, "")
    assert message in err
    assert Path("data", "papers.yaml").read_text(encoding="utf-8") == SMALL


def test_what_was_brought_in_before_an_end_is_told(
    capsys: pytest.CaptureFixture[str], refs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = Catalogue.change

    def once(self: Catalogue, *words: Any, **options: Any) -> Any:
        monkeypatch.setattr(Catalogue, "change", interrupted)
        return change(self, *words, **options)

    def interrupted(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Catalogue, "change", once)
    code, out, err = run(capsys, refs, refs)
    assert (code, out) == (130, f"refs.bib:1: added {ADDED}\nrefs.bib:7: {MET}\n")
    assert err == "refs.bib: 1 added, 1 there already\ninterrupted\n"
    assert keys() == {ADDED}


def test_headcats_own_copy_takes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("refs.bib").write_text(REFS, encoding="utf-8")
    code, out, err = run(capsys, "refs.bib")
    assert (code, out) == (3, "")
    assert "is headcat's own copy" in err


@pytest.mark.usefixtures("catalogue_file")
def test_a_report_is_in_the_order_of_the_source_within_a_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    Path("one.json").write_text(
        '[{"title": "A", "authors": ["A B"], "date": "x"}, 7, {"title": 5}]', encoding="utf-8"
    )
    code, out, _ = run(capsys, "one.json")
    assert (code, [line.split(": ")[0] for line in out.splitlines()]) == (
        3,
        ["one.json:1:2", "one.json:1:51", "one.json:1:54"],
    )
    code, out, _ = run(capsys, "one.json", "--format", "json")
    assert [each["title"] for each in json.loads(out)] == ["A", "", ""]


@pytest.mark.parametrize(
    ("paper", "words", "told"),
    [
        ('{"title": "A", "ids": {"arxiv": "2402.00001"}}', [], True),
        ('{"title": "A", "links": [{"kind": "paper", "url": "https://a.org"}]}', [], True),
        ('{"title": "A"}', [], False),
        ('{"title": "A", "links": [{"kind": "paper", "url": "https://a.org"}]}', ["--fetch"], False),
        ('{"title": "A", "authors": ["A B"], "date": "x", "ids": {"arxiv": "2402.00001"}}', [], False),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_who_can_be_asked_for_what_lacks_is_told(
    capsys: pytest.CaptureFixture[str],
    paper: str,
    words: list[str],
    told: bool,  # noqa: FBT001
) -> None:
    Path("one.json").write_text(paper, encoding="utf-8")
    code, _, err = run(capsys, "one.json", *words)
    assert (code, "--fetch asks\n" in err) == (3, told)
