"""GitHub's form asks for what the reader understands, and what it is answered with can be added."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import ROOT
from headcat import Catalogue
from headcat.cli import main
from headcat.readers import read
from headcat.readers.form import FIELDS, LABELS
from headcat.readers.issue_form import QUESTIONS, issue_form
from headcat.words.folding import compact

FILE = ROOT / ".github" / "ISSUE_TEMPLATE" / "add-paper.yml"
ANSWERS = {
    "Title": "Some Paper: a Study",
    "Authors": "Ada Lovelace,\r\nCharles Babbage",
    "Date": "2025-03-01",
    "Published": "",
    "Heads": "induction, Name Mover Head",
    "Links": "paper: https://arxiv.org/abs/2503.00001\r\ncode: https://github.com/example/code",
    "Innovation": "What is new.",
    "Tasks": "What was done.",
    "Significant Result": "What came out: 6.7%.",
}


def questions() -> list[dict[str, Any]]:
    """Return the form's questions as GitHub reads them."""
    body = yaml.safe_load("".join(issue_form()))["body"]
    assert isinstance(body, list)
    return body


def rendered(answers: dict[str, str]) -> str:
    """Return the issue that GitHub makes of answers."""
    labels = [question["attributes"]["label"] for question in questions()]
    return "\r\n\r\n".join(f"### {label}\r\n\r\n{answers[label] or '_No response_'}" for label in labels)


def test_the_file_is_what_the_module_prints() -> None:
    """If this fails: python -m headcat.readers.issue_form > .github/ISSUE_TEMPLATE/add-paper.yml."""
    ended = subprocess.run(
        [sys.executable, "-m", "headcat.readers.issue_form"], capture_output=True, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, FILE.read_bytes(), b"")
    assert FILE.read_text(encoding="utf-8") == "".join(issue_form())


def test_every_label_has_its_question() -> None:
    assert list(QUESTIONS) == list(LABELS.values())
    assert [question["attributes"]["label"] for question in questions()] == list(LABELS)
    assert [FIELDS[compact(label)] for label in LABELS] == list(QUESTIONS)


def test_what_a_draft_must_have_must_be_answered() -> None:
    required = [question["id"] for question in questions() if "validations" in question]
    assert required == "title authors date heads links innovation tasks result".split()
    assert len({question["id"] for question in questions()}) == len(LABELS)


def test_examples_are_read_as_they_stand() -> None:
    answers = {label: QUESTIONS[name].example or "A text." for label, name in LABELS.items()}
    (draft,) = read("form", rendered(answers), "issue.md")
    assert draft.authors == ("Ada Lovelace", "Charles Babbage")
    assert (draft.date, draft.venue) == ("2025-03-01", "ICLR 2025")
    assert draft.heads == ("Induction Head", "Previous Token Head")
    assert [link.kind for link in draft.links] == ["paper", "code"]


def test_an_answered_form_is_added(catalogue_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = catalogue_file.read_text(encoding="utf-8")
    Path("issue.md").write_text(rendered(ANSWERS), encoding="utf-8", newline="")
    assert main(["add", "--from", "issue.md"]) == 0
    added = "lovelace2025some"
    assert capsys.readouterr() == (f"data/papers.yaml:40: added {added}\n", f"{added} has no venue yet\n")
    entry = """\
  - key: lovelace2025some
    title: "Some Paper: a Study"
    authors:
      - Ada Lovelace
      - Charles Babbage
    date: 2025-03-01
    ids:
      arxiv: "2503.00001"
    heads:
      - Induction Head
      - Name Mover Head
    links:
      paper: https://arxiv.org/abs/2503.00001
      code: https://github.com/example/code
    summary:
      innovation: What is new.
      tasks: What was done.
      result: "What came out: 6.7%."

"""
    text = catalogue_file.read_text(encoding="utf-8")
    assert entry in text
    assert text.replace(entry, "") == before
    assert Catalogue.open().get(added).venue is None
