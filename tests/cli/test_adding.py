"""add by identifier and link: at a terminal and without one, and nothing typed is lost."""

import json
import os
import re
import sys
from io import StringIO
from pathlib import Path
from shlex import split
from typing import Any

import pexpect
import pytest

from conftest import SMALL
from headcat import Catalogue, Link
from headcat.cli import main
from headcat.cli.keeping import keep
from headcat.errors import RefusedError
from headcat.model import Draft, Summary
from services import ARXIV, Services

CATALOGUE = Path("data", "papers.yaml")
BUSY = "arXiv is too busy to answer (HTTP 503); try again later"
UNFINISHED = "no innovation, no tasks, no result yet"
HEADS = "Heads (numbers or names, parted by commas; Tab completes): "
PARTS = ("Innovation (what is new): ", "Tasks (what was done on what): ", "Significant result: ")
SURE = "Add this paper? [Y/n] "

pytestmark = pytest.mark.usefixtures("catalogue_file", "services")


@pytest.fixture(autouse=True)
def _about_heads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ARXIV, "2402.00001", {"summary": "Induction heads and name mover heads copy."})


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["add", *words])
    return (code, *capsys.readouterr())


def state(tmp_path: Path) -> list[str]:
    folder = tmp_path / "home" / ".local" / "state" / "headcat" / "drafts"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


# without a terminal


def test_papers_of_several_kinds_are_added_at_once(
    capsys: pytest.CaptureFixture[str], services: Services
) -> None:
    names = [
        "2402.00001",
        "arXiv:2402.00002v1",
        "2024.emnlp-main.999",
        "https://openreview.net/forum?id=AbC12dEfGh",
    ]
    code, out, err = run(capsys, *names, "conf/emnlp/none", "--head", "mover", "--yes")
    assert code == 1
    assert [line.split(" added ")[1] for line in out.splitlines()] == [
        "beispiel2024paper",
        "beispiel2024papera",
        "beispiel2024toy",
        "beispiel2024toya",
    ]
    assert len(services.log) == 4
    papers = {paper.title: paper for paper in Catalogue.open().find(heads=("mover",))}
    assert papers["Paper 2402.00001"].ids == {"arxiv": "2402.00001"}
    assert papers["Paper 2402.00001"].links == (Link("paper", "https://arxiv.org/abs/2402.00001"),)
    assert err.startswith("headcat: conf/emnlp/none: ")


def test_heads_that_title_and_abstract_speak_of_are_named_but_not_added(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(capsys, "2402.00001") == (
        0,
        "data/papers.yaml:40: added beispiel2024paper\n",
        (
            f"beispiel2024paper has no heads, {UNFINISHED}\n"
            "beispiel2024paper may be on Name Mover Head (name mover heads),"
            " Induction Head (induction heads)\n"
        ),
    )
    assert Catalogue.open().get("2402.00001").heads == ()


def test_options_are_laid_over_what_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--title", "The Paper 2402.00001", "--head", "induction", "--innovation", "I", "--tasks", "T"]
    assert run(capsys, "2402.00001", *words, "--result", "R", "--venue", "nips 2024") == (
        0,
        "data/papers.yaml:40: added beispiel2024paper\n",
        "",
    )
    paper = Catalogue.open().get("beispiel2024paper")
    assert (paper.title, paper.date, paper.venue) == ("The Paper 2402.00001", "2024-02-01", "NeurIPS 2024")
    assert paper.summary == Summary("I", "T", "R")


def test_a_dry_run_prints_the_change(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "2402.00001", "--dry-run")
    assert (code, out.count("\n+  - key: beispiel2024paper\n")) == (0, 1)
    assert CATALOGUE.read_text(encoding="utf-8") == SMALL


def test_what_is_listed_is_not_asked_for(capsys: pytest.CaptureFixture[str], services: Services) -> None:
    assert run(capsys, "2203.00001v2", "https://arxiv.org/pdf/2311.00002") == (
        3,
        "",
        (
            "headcat: 2203.00001v2 is listed as adams2022heads; nothing was added for it\n"
            "headcat: https://arxiv.org/pdf/2311.00002 is listed as zorn2023names; nothing was added for it\n"
        ),
    )
    assert services.log == []


def test_what_is_listed_under_another_identifier_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ARXIV, "2402.00005", {"title": "Names: moved"})
    code, out, err = run(capsys, "2402.00005", "2402.00006", "--head", "mover")
    assert (code, out) == (3, "data/papers.yaml:40: added beispiel2024paper\n")
    assert "headcat: 2402.00005: data/papers.yaml:41: zorn2023names has the same title\n" in err


@pytest.mark.parametrize(
    ("name", "words", "doubt"),
    [
        ("2401.00009", [], "arXiv says of it: This paper has been withdrawn by the authors"),
        ("2402.00001", ["--title", "Of Snails"], "arXiv calls it 'Paper 2402.00001', not 'Of Snails'"),
    ],
)
def test_what_is_in_doubt_needs_a_yes(
    name: str, words: list[str], doubt: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [name, *words, "--head", "mover"]
    assert run(capsys, *words) == (
        3,
        "",
        f"{name}: {doubt}\n{name} was not added; --yes adds it all the same\n",
    )
    code, out, err = run(capsys, *words, "--yes")
    assert (code, out.count(" added ")) == (0, 1)
    assert err.startswith(f"{name}: {doubt}\n")


def test_a_venue_that_nobody_knows_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "10.1145/0000000.0000001", "--head", "mover")
    assert (code, err.splitlines()[1]) == (
        0,
        (
            "beispiel2024toy: no venue is called 'Proceedings of the Toy Conference 2024';"
            " it is kept as container-title"
        ),
    )
    paper = Catalogue.open().get("beispiel2024toy")
    assert (paper.venue, paper.extra) == (None, {"container-title": "Proceedings of the Toy Conference 2024"})


def test_a_service_that_fails_stops_no_other_and_loses_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = run(capsys, "2401.00503", "--innovation", "It's new.", "--head", "mover")
    assert (code, out) == (4, "")
    told, kept = err.splitlines()
    assert told == f"headcat: 2401.00503: {BUSY}"
    found = re.fullmatch(r"what you gave is kept in (\S+); go on with: (.*)", kept)
    assert found is not None
    assert json.loads(Path(found[1]).read_text(encoding="utf-8")) == {
        "heads": ["Mover Head"],
        "summary": {"innovation": "It's new."},
    }
    assert Path(found[1]).stat().st_mode & 0o777 == 0o600
    assert state(tmp_path) == ["2401.00503.json"]
    monkeypatch.setitem(sys.modules["services"].TROUBLE, "2401.00503", lambda: None)
    assert main(split(found[2])[1:]) == 0
    paper = Catalogue.open().get("2401.00503")
    assert (paper.heads, paper.summary) == (("Mover Head",), Summary("It's new."))
    assert services.log != []


def test_where_nothing_else_was_given_nothing_is_kept(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(capsys, "2401.00503", "10.1145/none")[::2] == (
        4,
        (
            f"headcat: 2401.00503: {BUSY}\ngo on with: headcat add 2401.00503\n"
            "headcat: 10.1145/none: Crossref has nothing at "
            f"{os.environ['HEADCAT_CROSSREF_URL']}/works/10.1145%2Fnone\n"
        ),
    )
    assert state(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["x"], "'x' is no identifier of arXiv, ACL, OpenReview, PMLR or DBLP, no DOI and no link"),
        (
            ["2402.00001", "2402.00002", "--tasks", "T"],
            "2 papers are named; only --head and --venue can go with several",
        ),
        (["2402.00001", "--bibtex", "x.bib"], "name papers, or read them by --bibtex or from several forms"),
        (["2402.00001", "--from", "two.txt"], "name papers, or read them by --bibtex or from several forms"),
        (["--offline", "--refresh"], "give --offline or --refresh, not both"),
    ],
)
def test_what_makes_no_sense(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("x.bib").write_text("@misc{x, title={T}, author={A}, year=2020}", encoding="utf-8")
    Path("two.txt").write_text("Title: A\n---\nTitle: B\n", encoding="utf-8")
    assert run(capsys, *words) == (2, "", f"headcat: {message}\n")


def test_a_link_of_no_service_is_the_papers(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--title", "T", "--author", "A B", "--date", "2024", "--head", "mover"]
    assert run(capsys, "https://example.org/x", *words)[0] == 0
    assert Catalogue.open().get("b2024t").links == (Link("paper", "https://example.org/x"),)
    code, _, err = run(capsys, "https://example.org/y")
    assert (code, err.splitlines()[0]) == (
        3,
        "headcat: https://example.org/y: the paper has no title",
    )


# drafts that are kept


def test_drafts_of_one_name_do_not_overwrite_each_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(3):
        keep(Draft(title="../../A \x1b[31mTitle"))
    keep(Draft(title="…"))
    assert state(tmp_path) == ["A-31mTitle-2.json", "A-31mTitle-3.json", "A-31mTitle.json", "draft.json"]
    assert "\x1b" not in capsys.readouterr().err


def test_everything_of_a_draft_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    draft = Draft("T", ("A B", "C, D"), "2024", "arXiv", {"doi": "10.1/x"}, ("mover",), note="N")
    keep(draft)
    words = split(capsys.readouterr().err.partition("go on with: ")[2])
    assert main([*words[1:], "--doi", "10.1000/1", "--dry-run"]) == 0
    out = capsys.readouterr().out
    for text in ("- A B\n", "- C, D\n", 'note: "N"\n', "- Mover Head\n", 'doi: "10.1000/1"\n'):
        assert text in out


def test_a_draft_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "home" / ".local").write_text("", encoding="utf-8")
    with pytest.raises(RefusedError, match=r"what you gave cannot be kept: .*: not a directory"):
        keep(Draft(title="T"))


# at a terminal


def at_terminal(*words: str) -> Any:
    child: Any = pexpect.spawn(
        sys.executable,
        ["-m", "headcat", "add", *words],
        dimensions=(60, 200),
        encoding="utf-8",
        env={**os.environ, "TERM": "dumb"},
        timeout=20,
    )
    child.logfile_read = StringIO()
    child.delaybeforesend = None
    child.ptyproc.delayafterclose = child.delayafterclose = 0.0
    return child


def answer(child: Any, *answers: tuple[str, str]) -> None:
    for question, text in answers:
        child.expect_exact(question)
        child.sendline(text)


def ended(child: Any) -> tuple[int, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.logfile_read.getvalue().replace("\r\n", "\n")


def test_what_is_found_is_shown_and_the_rest_is_asked_for() -> None:
    child = at_terminal("2402.00001")
    answer(child, (HEADS, "9"), (HEADS, "2, mover, "), *((part, "x") for part in PARTS), (SURE, "y"))
    code, shown = ended(child)
    assert code == 0
    assert shown.startswith("2402.00001, says arXiv\n  title       Paper 2402.00001\n")
    assert (
        "Likely heads:\n  1 Name Mover Head (name mover heads)\n  2 Induction Head (induction heads)\n"
        in shown
    )
    assert "  no head is called '9'" in shown
    assert Catalogue.open().get("2402.00001").heads == ("Induction Head", "Mover Head")


def test_each_of_several_papers_is_asked_for_alone(tmp_path: Path) -> None:
    child = at_terminal("2402.00001", "2401.99999", "10.1145/0000000.0000001")
    answer(child, (HEADS, ""), *((part, "") for part in PARTS), (SURE, "n"))
    child.expect_exact("doubt       no venue is called")
    answer(child, ("completes): ", "nips 2024"), ("completes): ", "mover"), *((part, "") for part in PARTS))
    answer(child, (SURE, ""))
    code, shown = ended(child)
    assert code == 1
    assert "headcat: 2401.99999: arXiv has no paper 2401.99999\n" in shown
    assert "\nnothing was added\n" in shown
    paper = Catalogue.open().get("10.1145/0000000.0000001")
    assert (paper.venue, paper.extra, paper.heads) == ("NeurIPS 2024", {}, ("Mover Head",))
    assert state(tmp_path) == []


def test_who_stops_is_told_how_to_go_on_with_the_others(tmp_path: Path) -> None:
    forum = "https://openreview.net/forum?id=AbC12dEfGh&noteId=x"
    child = at_terminal("2402.00001", "2402.00002", forum, "--head", "mover", "--venue", "nips 2024")
    answer(child, (PARTS[0], "It's new."))
    child.expect_exact(PARTS[1])
    child.sendintr()
    code, shown = ended(child)
    assert code == 130
    assert state(tmp_path) == ["Paper-2402.00001.json"]
    rest = f"2402.00002 '{forum}' --head 'Mover Head' --venue 'nips 2024'"
    assert shown.endswith(f"\ngo on with: headcat add {rest}\ninterrupted\n")


def test_who_stops_at_the_last_paper_has_no_others() -> None:
    child = at_terminal("2402.00001", "2402.00002", "--head", "mover")
    answer(child, *((part, "") for part in PARTS), (SURE, "n"))
    child.expect_exact(PARTS[0])
    child.sendintr()
    code, shown = ended(child)
    assert (code, "go on with" in shown) == (130, False)


def test_a_refusal_keeps_the_answers_and_goes_on(tmp_path: Path) -> None:
    child = at_terminal("2402.00001", "2402.00002", "--head", "mover", "--yes")
    answer(child, (PARTS[0], "It's new."))
    child.expect_exact(PARTS[1])
    text = SMALL.replace("title: Heads of a Small Catalogue", "title: Paper 2402.00001")
    CATALOGUE.write_text(text, encoding="utf-8")
    child.sendline("")
    answer(child, (PARTS[2], ""), *((part, "") for part in PARTS))
    code, shown = ended(child)
    assert code == 3
    assert "adams2022heads has the same title as 'Paper 2402.00001'; nothing was added\n" in shown
    assert state(tmp_path) == ["Paper-2402.00001.json"]
    assert Catalogue.open().get("2402.00002").heads == ("Mover Head",)


def test_a_link_of_no_service_is_shown_and_all_else_asked_for() -> None:
    child = at_terminal("https://example.org/x", "--venue", "arXiv", "--head", "mover")
    answer(child, ("Title: ", "T"), ("commas): ", "A B"), ("(YYYY-MM-DD): ", "2024"))
    answer(child, *((part, "") for part in PARTS), (SURE, "y"))
    code, shown = ended(child)
    assert (code, shown.startswith("https://example.org/x\n  venue       arXiv\n")) == (0, True)
    assert Catalogue.open().get("b2024t").links == (Link("paper", "https://example.org/x"),)
