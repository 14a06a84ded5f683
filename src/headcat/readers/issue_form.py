"""GitHub's issue form for a new paper, made from what the reader of forms understands.

`python -m headcat.readers.issue_form > .github/ISSUE_TEMPLATE/add-paper.yml` writes it; a test holds the file
to it.
"""

import sys
from collections.abc import Iterator
from typing import Final, NamedTuple

from headcat.document.layout import scalar
from headcat.model import LINK_KINDS, SUMMARY_WORDS
from headcat.readers.form import LABELS

_BEGINNING: Final = """\
# Made by: python -m headcat.readers.issue_form > .github/ISSUE_TEMPLATE/add-paper.yml
name: Add a paper
description: Propose a paper for the catalogue
title: "Add: "
labels: [paper]
body:
"""


class Question(NamedTuple):
    """How the form asks for a field; the lines of an example are those of the answer."""

    description: str = ""
    example: str = ""
    lines: bool = False
    required: bool = True


QUESTIONS: Final = {
    "title": Question(),
    "authors": Question(
        "All of them, in order, parted by commas.", "Ada Lovelace, Charles Babbage", lines=True
    ),
    "date": Question("Of the first public version, YYYY-MM-DD.", "2025-03-01"),
    "venue": Question("The venue with its year, or arXiv.", "ICLR 2025", required=False),
    "heads": Question(
        "Names of the vocabulary, parted by commas; `headcat heads` shows them.",
        "Induction Head, Previous Token Head",
    ),
    "links": Question(
        f"One a line: {', '.join(LINK_KINDS[:-1])} or {LINK_KINDS[-1]}, then the address.",
        "paper: https://arxiv.org/abs/2503.00001\ncode: https://github.com/example/code",
        lines=True,
    ),
    "innovation": Question(
        f"What is new, in a sentence of your own. All three points have {SUMMARY_WORDS} words at most.",
        lines=True,
    ),
    "tasks": Question("What was done, on which models and data.", lines=True),
    "result": Question("What came out, with its figure.", lines=True),
}


def issue_form() -> Iterator[str]:
    """Yield the form as YAML, a question for each of the reader's labels."""
    yield _BEGINNING
    for label, name in LABELS.items():
        yield from _question(label, QUESTIONS[name])


def _question(label: str, question: Question) -> Iterator[str]:
    yield f"  - type: {'textarea' if question.lines else 'input'}\n"
    yield f"    id: {label.rsplit(maxsplit=1)[-1].lower()}\n"
    yield f"    attributes:\n      label: {label}\n"
    if question.description:
        yield f"      description: {scalar(question.description)}\n"
    if "\n" in question.example:
        yield "      placeholder: |\n"
        yield from (f"        {line}\n" for line in question.example.splitlines())
    elif question.example:
        yield f"      placeholder: {scalar(question.example)}\n"
    if question.required:
        yield "    validations:\n      required: true\n"


if __name__ == "__main__":
    sys.stdout.writelines(issue_form())
