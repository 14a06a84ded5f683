"""Two branches that each add one newest paper: how often they are in conflict, by how the file is sorted."""

import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.generate import SHIPPED, made_title, person

from headcat.document import parse
from headcat.document.layout import Layout, entry_text
from headcat.errors import RefusedError
from headcat.merge import merged
from headcat.model import SUMMARY_PARTS
from headcat.pairing import named
from headcat.words.names import make_key
from proofs.report import Row

_ORDERS: Final = ("newest first", "newest last", "by key")


class Paper(NamedTuple):
    """A paper's lines, with what it may be sorted by."""

    key: str
    date: str
    lines: str


def newest(folder: Path, merges: int = 60) -> Iterator[Row]:
    """Yield for each order and each way to merge how many additions are lost or in conflict."""
    source = random.Random(60)  # noqa: S311 - the same ones each time
    known = _shipped()
    pairs = [
        (_paper(source, 2 * number, known), _paper(source, 2 * number + 1, known)) for number in range(merges)
    ]
    for order in _ORDERS:
        for way in ("git alone", "git with merge=union", "headcat"):
            told = lost = 0
            for one, other in pairs:
                texts = [_text(known, order), *(_text([*known, each], order) for each in (one, other))]
                text, conflict = _merged(folder, texts, way)
                told += conflict
                lost += not conflict and not _has_both(text, one, other)
            yield Row(
                f"two newest papers in a file {order}, merged by {way}", merges, lost, f"{told} in conflict"
            )


def _shipped() -> list[Paper]:
    document = parse(SHIPPED.read_text(encoding="utf-8"))
    entries = [entry.says() for entry in document.entries("papers")]
    return [Paper(says["key"], says["date"], entry_text(says, Layout()) + "\n") for says in entries]


def _paper(source: random.Random, number: int, known: list[Paper]) -> Paper:
    author, title = person(source), made_title(source, number)
    key = make_key(author, "2026", title, {paper.key for paper in known})
    fields: dict[str, Any] = {
        "key": key,
        "title": title,
        "authors": [author, person(source)],
        "date": "2026-11-01",
    }
    arxiv = f"2611.{number:05d}"
    fields |= {"venue": "arXiv", "ids": {"arxiv": arxiv}, "heads": ["Induction Head"]}
    fields["links"] = {"paper": f"https://arxiv.org/abs/{arxiv}"}
    fields["summary"] = {part: f"The {part} of paper {number}." for part in SUMMARY_PARTS}
    return Paper(key, "2026-11-01", entry_text(fields, Layout()) + "\n")


def _text(papers: list[Paper], order: str) -> str:
    """Return a catalogue in which papers stand in an order."""
    if order == "by key":
        ordered = sorted(papers)
    else:
        ordered = sorted(papers, key=lambda paper: paper.date, reverse=order == "newest first")
    return "papers:\n" + "".join(paper.lines for paper in ordered)


def _merged(folder: Path, texts: list[str], way: str) -> tuple[str, bool]:
    if way == "headcat":
        base, ours, theirs = (text.encode() for text in texts)
        try:
            made = merged(base, ours, theirs)
        except RefusedError:
            return texts[1], True
        return made.data.decode(), bool(made.conflicts or made.errors)
    for name, text in zip(("base", "ours", "theirs"), texts, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    option = ["--union"] if "union" in way else []
    words = ["git", "merge-file", "-p", *option, "ours", "base", "theirs"]
    ended = subprocess.run(words, cwd=folder, capture_output=True, check=False)
    return ended.stdout.decode("utf-8"), ended.returncode != 0


def _has_both(text: str, one: Paper, other: Paper) -> bool:
    """Tell whether a text can be read, and has both papers as they were added."""
    document = parse(text)
    try:
        papers = named(document, "papers")
    except RefusedError:
        return False
    whole = (parse(f"papers:\n{paper.lines}").entries("papers")[0].says() for paper in (one, other))
    return not document.problems and all(
        papers.get(says["key"]) and papers[says["key"]].says() == says for says in whole
    )
