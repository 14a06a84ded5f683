"""Other programs for the same work: what they are, how they come by the papers, and their commands."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.bars import ADD, Bar

ROUNDS = {86: 7, 1_000: 5, 10_000: 3, 100_000: 3}
ENTRY = """\
@article{{benchmark{n},
  title = {{Induction Circuits of a Benchmark {n}}},
  author = {{Benchmark, Ada}},
  year = {{2025}},
  keywords = {{Induction Head}},
}}
"""
# Without it papis prints the names of folders only. The braces are papis's own.
PAPIS_TITLES = "--format '{{doc[year]}} {{doc[title]}}'"


class Peer(NamedTuple):
    """A program: what of PyPI it is, how its library is made, and its commands for the tasks.

    In commands `{bib}`, `{yaml}` and `{jsonl}` are the papers as headcat exports them, `{library}`
    is a folder or file of its own, `{entry}` a BibTeX file with a new paper, `{n}` a new number.
    """

    name: str
    requirements: tuple[str, ...]
    commands: dict[str, str]
    setup: tuple[str, ...] = ()
    write: Callable[["Library"], None] | None = None
    largest: int = 10_000


class Library(NamedTuple):
    """Where one program keeps the papers of one size, and the files that they came in."""

    folder: Path
    sources: dict[str, Path]

    @property
    def place(self) -> Path:
        """The folder or file that is the library itself."""
        return self.folder / "library"

    @property
    def entry(self) -> Path:
        """The file of a paper to be added."""
        return self.folder / "entry.bib"


def papis_library(library: Library) -> None:
    """Write a folder for each paper, as papis does in an hour."""
    configuration = library.folder / ".config" / "papis" / "config"
    configuration.parent.mkdir(parents=True)
    configuration.write_text(f"[settings]\ndefault-library = papers\n[papers]\ndir = {library.place}\n")
    for paper in _papers(library):
        place = library.place / paper["key"]
        place.mkdir(parents=True)
        (place / "info.yaml").write_text(json.dumps(_papis_fields(paper)), encoding="utf-8")


def _papis_fields(paper: dict[str, Any]) -> dict[str, Any]:
    return {
        "papis_id": paper["key"],
        "ref": paper["key"],
        "type": "article",
        "title": paper["title"],
        "author": " and ".join(paper["authors"]),
        "year": paper["date"][:4],
        "keywords": ", ".join(paper["heads"]),
    }


def _papers(library: Library) -> Iterator[dict[str, Any]]:
    with library.sources["jsonl"].open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


PEERS = (
    Peer(
        "coBib",
        ("cobib==6.0.3",),
        {
            "list": "cobib list",
            "filter": "cobib list ++keywords 'Induction Head'",
            "search": "cobib search circuits",
            "add": "cobib add -b {entry}",
        },
        setup=("cobib init", "cobib add -b {bib}"),
    ),
    Peer(
        "papis",
        ("papis==0.16.1",),
        {
            "list": f"papis list --all {PAPIS_TITLES}",
            "filter": f"""papis list --all {PAPIS_TITLES} 'keywords:"Induction Head"'""",
            "search": f"papis list --all {PAPIS_TITLES} circuits",
            "add": "papis add --batch --from bibtex {entry}",
        },
        write=papis_library,
    ),
    Peer(
        "pubs",
        ("pubs==0.9.0", "bibtexparser==1.4.4", "pyparsing==3.3.3"),
        {"list": "pubs list", "filter": "pubs list year:2022", "search": "pubs list title:circuits"},
        setup=("pubs init -p {library}", "pubs import {bib}"),
    ),
    Peer(
        "bibo",
        ("bibo==0.1.9",),
        {
            "list": "bibo --database {bib} list",
            "filter": "bibo --database {bib} list 'keywords:Induction Head'",
            "search": "bibo --database {bib} list circuits",
        },
    ),
    Peer(
        "antilibrary",
        ("antilibrary==0.3.16",),
        {
            "list": "antilibrary browse --file {bib} --limit 1000000",
            "filter": "antilibrary browse --file {bib} --limit 1000000 --tags 'Induction Head'",
            "search": "antilibrary browse --file {bib} --limit 1000000 --query circuits",
        },
    ),
    Peer(
        "yq",
        ("yq==4.4.5",),
        {
            "list": "yq -r '.papers[].title' {yaml}",
            "filter": """yq -r '.papers[]|select((.heads//[])|index("Induction Head")).title' {yaml}""",
            "search": """yq -r '.papers[]|select(tostring|test("circuits";"i")).title' {yaml}""",
        },
    ),
    Peer(
        "sqlite-utils",
        ("sqlite-utils==4.2.1",),
        {
            "list": "sqlite-utils rows {library} papers --column title",
            "filter": (
                "sqlite-utils rows {library} papers --column title"
                """ --where "heads LIKE '%Induction Head%'\""""
            ),
            "search": "sqlite-utils search {library} papers circuits --column title",
        },
        setup=(
            "sqlite-utils insert {library} papers {jsonl} --nl",
            "sqlite-utils enable-fts {library} papers title summary",
        ),
        largest=100_000,
    ),
)
HEADCAT = {
    "list": Bar("list", "\n"),
    "filter": Bar("filter induction", "\n"),
    "search": Bar("search circuits", "\n"),
    "add": Bar(ADD, "added", setting="changed"),
}
