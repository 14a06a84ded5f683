"""update: services asked what has become of papers, what they say shown, and written after a yes."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pexpect
import pytest

from headcat import Catalogue
from headcat.cli import main
from services import ARXIV, CROSSREF, DBLP_HITS, OPENREVIEW, Services, note

CATALOGUE = Path("data", "papers.yaml")
TEXT = """\
heads:
  - name: Induction Head
venues:
  - name: EMNLP
    full: Proceedings of the Conference on Empirical Methods in Natural Language Processing
    kind: proceedings
  - name: ICLR
    kind: proceedings
  - name: Toy Journal
    aliases: [Toys]
    kind: journal
  - name: arXiv
    aliases: [CoRR]
    kind: preprint
papers:
  # kept
  - key: beispiel2024toy
    title: {title}
    authors:
      - Ada Beispiel
    date: 2024-01-03
    venue: {venue}
    ids:
      arxiv: "{arxiv}"{more}
    heads:
      - Induction Head
    links:
      paper: https://arxiv.org/abs/{arxiv}
    summary:
      innovation: A.
      tasks: B.
      result: C.
"""
NEW_TITLE = "Toy Heads: BERT and GPT Compared"


def catalogue(
    title: str = "Toy Heads", venue: str = "arXiv", arxiv: str = "2402.00001", more: str = ""
) -> str:
    text = TEXT.format(title=title, venue=venue, arxiv=arxiv, more=more)
    CATALOGUE.parent.mkdir(exist_ok=True)
    CATALOGUE.write_text(text, encoding="utf-8")
    return text


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str], list[str]]:
    code = main(["update", *words])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err.splitlines()


@pytest.fixture(autouse=True)
def _listed(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let arXiv know the paper as the catalogue does, and DBLP and Crossref nothing."""
    assert services.url
    monkeypatch.setitem(ARXIV, "2402.00001", {"title": "Toy Heads", "published": "2024-01-03T00:00:00Z"})
    monkeypatch.setattr("services.DBLP_HITS", [])
    for name in list(CROSSREF):
        monkeypatch.setitem(CROSSREF, name, CROSSREF[name] | {"title": ["Another"]})


def dblp(monkeypatch: pytest.MonkeyPatch, **row: Any) -> None:
    known = DBLP_HITS[1] | {"title": "Toy Heads.", "venue": "ICLR", "year": "2025", "doi": "10.1000/1", **row}
    monkeypatch.setattr("services.DBLP_HITS", [known])


def test_nothing_new_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    text = catalogue()
    assert run(capsys) == (0, [], ["1 paper looked for: 0 published, 0 to look at"])
    assert run(capsys, "--format", "json") == (0, ["[]"], ["1 paper looked for: 0 published, 0 to look at"])
    assert CATALOGUE.read_text(encoding="utf-8") == text


def test_a_doi_of_arxiv_leads_to_the_publication(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, services: Services
) -> None:
    doi = "10.18653/v1/2024.emnlp-main.999"
    monkeypatch.setitem(ARXIV, "2402.00001", {"title": "Toy Heads", "arxiv:doi": doi})
    text = catalogue()
    code, out, err = run(capsys)
    assert (code, err) == (0, ["1 paper looked for: 1 published, 0 to look at"])
    assert out[:3] == [
        "beispiel2024toy: Toy Heads",
        f"  ACL Anthology has it in EMNLP 2024; arXiv names its DOI {doi}",
        "",
    ]
    assert "+    venue: EMNLP 2024" in out
    assert CATALOGUE.read_text(encoding="utf-8") == text
    assert run(capsys, "beispiel", "--apply")[2] == ["1 paper looked for: 1 published, 0 to look at"]
    paper = Catalogue.open().get("beispiel2024toy")
    assert (paper.venue, paper.date, paper.title) == ("EMNLP 2024", "2024-01-03", "Toy Heads")
    assert paper.ids == {"arxiv": "2402.00001", "doi": doi, "acl": "2024.emnlp-main.999"}
    assert paper.published is not None
    assert paper.published.title == NEW_TITLE
    assert paper.published.authors == ("Ada Beispiel", "Jürgen Müller", "Jan van der Toy")
    assert "  # kept\n" in CATALOGUE.read_text(encoding="utf-8")
    assert run(capsys, "--apply")[1:] == ([], ["1 paper looked for: 0 published, 0 to look at"])
    assert main(["check"]) == 0
    assert [path for path in services.paths() if path.startswith("/dblp")] == []


def test_a_doi_of_crossref_and_one_that_leads_nowhere(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue()
    work = CROSSREF["10.1145/retracted"] | {"title": ["Toy Heads"], "updated-by": []}
    monkeypatch.setitem(CROSSREF, "10.1145/retracted", work)
    monkeypatch.setitem(ARXIV, "2402.00001", {"title": "Toy Heads", "arxiv:doi": "10.1145/retracted"})
    assert run(capsys)[1][1] == (
        "  Crossref has it in Toy Journal 2023; arXiv names its DOI 10.1145/retracted"
    )
    monkeypatch.setitem(ARXIV, "2402.00001", {"title": "Toy Heads", "arxiv:doi": "10.1145/none"})
    assert run(capsys, "--refresh") == (0, [], ["1 paper looked for: 0 published, 0 to look at"])
    monkeypatch.setitem(ARXIV, "2402.00001", {"title": "Toy Heads", "arxiv:doi": "no doi"})
    assert run(capsys, "--refresh") == (0, [], ["1 paper looked for: 0 published, 0 to look at"])


def test_a_journal_reference_that_names_a_venue(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue()
    monkeypatch.setitem(ARXIV, "2402.00001", {"title": "Toy Heads", "arxiv:journal_ref": "ICLR 2025, 1-12"})
    assert run(capsys)[1][1] == "  arXiv has it in ICLR 2025; its journal reference is 'ICLR 2025, 1-12'"


def test_a_comment_is_a_hint_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = catalogue()
    monkeypatch.setitem(ARXIV, "2402.00001", {"title": "Toy Heads", "arxiv:comment": "Accepted to ICLR 2025"})
    code, out, err = run(capsys, "--apply")
    assert (code, out) == (0, ["beispiel2024toy: Toy Heads", "  arXiv's comment: Accepted to ICLR 2025"])
    assert err == ["1 paper looked for: 0 published, 1 to look at"]
    assert CATALOGUE.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "DBLP has it in ICLR 2025; title, first author and year agree"),
        ({"venue": "EMNLP (1)"}, "DBLP has it in EMNLP 2025; title, first author and year agree"),
        (
            {"venue": "EMNLP", "ee": "https://doi.org/10.18653/v1/2025.emnlp-main.9", "doi": None},
            "DBLP has it in EMNLP 2025; title, first author and year agree",
        ),
        (
            {"venue": ["EMNLP", "Findings"]},
            "DBLP has it in 'EMNLP, Findings 2025', which the vocabulary does",
        ),
        (
            {"venue": "ICLR (Workshop)"},
            "DBLP has it in 'ICLR (Workshop) 2025', which the vocabulary does not",
        ),
        ({"title": "Toy Heads: Part Two"}, None),
        ({"authors": {"author": {"text": "Bob Other"}}}, None),
        ({"year": "2020"}, None),
    ],
)
def test_dblp_is_asked_by_title(
    row: dict[str, Any],
    said: str | None,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    catalogue()
    dblp(monkeypatch, **row)
    code, out, _ = run(capsys)
    assert code == 0
    assert (out[1].startswith(f"  {said}") if out else None) == (None if said is None else True)


def test_crossref_is_asked_where_dblp_has_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue()
    work = CROSSREF["10.1145/0000000.0000001"] | {"title": ["Toy Heads"], "container-title": ["Toys"]}
    monkeypatch.setitem(CROSSREF, "10.1145/0000000.0000001", work)
    assert run(capsys)[1][1] == ("  Crossref has it in Toy Journal 2024; title, first author and year agree")
    monkeypatch.setitem(CROSSREF, "10.1145/0000000.0000001", work | {"type": "posted-content"})
    assert run(capsys, "--refresh")[1] == []


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("AbC12dEfGh", "OpenReview has it in ICLR 2024; OpenReview's identifier is the entry's"),
        ("rejected12", "OpenReview says of it: Submitted to ICLR 2024; it was not published there"),
        ("workshop12", "OpenReview has it in 'ICLR 2025 Workshop Toys', which the vocabulary does not know"),
    ],
)
def test_openreview_s_decision(
    number: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop = note("workshop12", "ICLR 2025 Workshop Toys", "ICLR.cc/2025/Workshop/Toys")
    monkeypatch.setitem(OPENREVIEW, "workshop12", workshop)
    catalogue(more=f'\n      openreview: "{number}"')
    assert run(capsys)[1][1] == f"  {said}"


def test_what_is_published_is_looked_at_for_retractions(
    capsys: pytest.CaptureFixture[str], services: Services
) -> None:
    text = catalogue(venue="ICLR 2024", more='\n      doi: "10.1145/retracted"')
    code, out, _ = run(capsys, "--apply")
    assert (code, out[1]) == (0, "  Crossref knows of a retraction: https://doi.org/10.1000/c")
    assert CATALOGUE.read_text(encoding="utf-8") == text
    assert [path for path in services.paths() if path.startswith("/dblp")] == []
    catalogue(venue="ICLR 2024")
    assert run(capsys)[1] == []


def test_new_names_and_withdrawals_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue()
    monkeypatch.setitem(
        ARXIV,
        "2402.00001",
        {"title": "Joy Heads", "authors": "Ada Beispiel|B C", "arxiv:comment": "Withdrawn"},
    )
    assert run(capsys)[1] == [
        "beispiel2024toy: Toy Heads",
        "  arXiv says of it: Withdrawn",
        "  arXiv calls it 'Joy Heads' now",
        "  arXiv names other authors now: Ada Beispiel, B C",
    ]


@pytest.mark.parametrize(
    ("arxiv", "openreview", "message"),
    [
        ("2401.00503", "AbC12dEfGh", "headcat: arXiv is too busy to answer (HTTP 503); try again later"),
        ("2402.00001", "challenge1", "headcat: OpenReview asks for a browser check"),
        ("2401.00002", "AbC12dEfGh", "headcat: arXiv answered what cannot be understood"),
    ],
)
def test_a_service_that_fails_is_named_and_stops_no_other(
    arxiv: str, openreview: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue(arxiv=arxiv, more=f'\n      openreview: "{openreview}"')
    code, out, err = run(capsys)
    assert code == 4
    assert err[0].startswith(message)
    assert err[-1].startswith("1 paper looked for: ")
    assert bool(out) == (openreview != "challenge1")


def test_what_arxiv_does_not_know_is_no_failure(capsys: pytest.CaptureFixture[str]) -> None:
    catalogue(arxiv="2401.99999")
    assert run(capsys) == (0, [], ["1 paper looked for: 0 published, 0 to look at"])


def test_json_is_never_mixed_with_a_diff(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue()
    dblp(monkeypatch)
    code, out, _ = run(capsys, "--format", "json")
    (record,) = json.loads("\n".join(out))
    assert (code, record["changes"]) == (0, {"venue": "ICLR 2025", "ids.doi": "10.1000/1"})
    code, out, err = run(capsys, "--format", "json", "--apply")
    assert json.loads("\n".join(out)) == [record]
    assert Catalogue.open().get("2402.00001").venue == "ICLR 2025"
    assert err == ["1 paper looked for: 1 published, 0 to look at"] or "changed" in err[0]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--apply", "--dry-run"], 2, "give --apply or --dry-run, not both"),
        (["--offline", "--refresh"], 2, "give --offline or --refresh, not both"),
        (["nobody"], 1, "no paper is called 'nobody'; `headcat list` shows the keys"),
    ],
)
def test_what_makes_no_sense(
    words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue()
    assert run(capsys, *words) == (code, [], [f"headcat: {message}"])


@pytest.mark.parametrize(("answer", "venue"), [("y", "ICLR 2025"), ("", "arXiv"), ("n", "arXiv")])
def test_at_a_terminal_each_change_is_asked_for(
    answer: str, venue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = catalogue()
    dblp(monkeypatch)
    other = (
        text.partition("papers:\n")[2].replace("beispiel2024toy", "other2024").replace("Toy Heads", "Only")
    )
    CATALOGUE.write_text(text + other.replace("2402.00001", "2402.00002"), encoding="utf-8")
    child: Any = pexpect.spawn(
        sys.executable,
        ["-m", "headcat", "update"],
        dimensions=(60, 120),
        encoding="utf-8",
        env={**os.environ, "TERM": "dumb"},
        timeout=20,
    )
    child.delaybeforesend = None
    child.expect_exact("Change this paper? [y/N] ")
    assert "title, first author and year agree" in child.before
    child.sendline(answer)
    child.expect_exact("arXiv calls it 'Paper 2402.00002' now")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert "2 papers looked for: 1 published, 1 to look at" in child.before
    assert Catalogue.open().get("beispiel2024toy").venue == venue
