"""list, filter, show and heads: what they print."""

import json
from collections import Counter
from pathlib import Path

import pytest

from headcat.cli import main

REAL = str(Path(__file__).parents[2] / "data" / "papers.yaml")
ADAMS_PLAIN = "2022-03-08\tadams2022heads\tHeads of a Small Catalogue\tInduction Head\tNeurIPS 2022\n"
ZORN_PLAIN = "2023-11\tzorn2023names\tNames: Moved\tName Mover Head, Induction Head\tarXiv\n"
ADAMS = {
    "key": "adams2022heads",
    "title": "Heads of a Small Catalogue",
    "authors": ["Ada Adams", "Ludwig van der Berg"],
    "date": "2022-03-08",
    "venue": "NeurIPS 2022",
    "ids": {"arxiv": "2203.00001"},
    "heads": ["Induction Head"],
    "links": [
        {"kind": "paper", "url": "https://arxiv.org/abs/2203.00001"},
        {"kind": "code", "url": "https://github.com/example/heads"},
    ],
    "summary": {"innovation": "It names heads.", "tasks": "Small tasks.", "result": "It works."},
    "note": None,
}
ZORN = {
    "key": "zorn2023names",
    "title": "Names: Moved",
    "authors": ["Zoe Zorn"],
    "date": "2023-11",
    "venue": "arXiv",
    "ids": {"arxiv": "2311.00002"},
    "heads": ["Name Mover Head", "Induction Head"],
    "links": [{"kind": "paper", "url": "https://arxiv.org/abs/2311.00002"}],
    "summary": {"innovation": "It moves names.", "tasks": "Names.", "result": "They move."},
    "note": None,
}
OLSSON = (
    "2022-03-08",
    "olsson2022context",
    "In-context Learning and Induction Heads",
    "Induction Head",
    "Transformer Circuits Thread",
)
ADAMS_LINE, ZORN_LINE = json.dumps(ADAMS), json.dumps(ZORN)
ADAMS_SHOWN = """\
key	adams2022heads
title	Heads of a Small Catalogue
author	Ada Adams
author	Ludwig van der Berg
date	2022-03-08
venue	NeurIPS 2022
arxiv	2203.00001
head	Induction Head
paper	https://arxiv.org/abs/2203.00001
code	https://github.com/example/heads
innovation	It names heads.
tasks	Small tasks.
result	It works.
"""
ADAMS_TABLE = """\
key         adams2022heads
title       Heads of a Small Catalogue
author      Ada Adams
            Ludwig van der Berg
date        2022-03-08
venue       NeurIPS 2022
arxiv       2203.00001
head        Induction Head
paper       https://arxiv.org/abs/2203.00001
code        https://github.com/example/heads
innovation  It names heads.
tasks       Small tasks.
result      It works.
"""
HEADS = [
    {
        "name": "Mover Head",
        "aliases": [],
        "stage": "In-Context Identification",
        "group": None,
        "broader": None,
        "definition": None,
        "papers": 1,
    },
    {
        "name": "Name Mover Head",
        "aliases": [],
        "stage": "In-Context Identification",
        "group": None,
        "broader": "Mover Head",
        "definition": None,
        "papers": 1,
    },
    {
        "name": "Induction Head",
        "aliases": ["Inductive Head"],
        "stage": "Latent Reasoning",
        "group": "In-context Learning",
        "broader": None,
        "definition": None,
        "papers": 2,
    },
]
HEADS_PLAIN = (
    "In-Context Identification\t\tMover Head\t1\t\n"
    "In-Context Identification\t\tName Mover Head\t1\t\n"
    "Latent Reasoning\tIn-context Learning\tInduction Head\t2\tInductive Head\n"
)
HEADS_TREE = """\
In-Context Identification
└── Mover Head 1
    └── Name Mover Head 1
Latent Reasoning
└── In-context Learning
    └── Induction Head 2  Inductive Head
3 heads; the number is that of the papers that name the head or a narrower one
"""
# A vocabulary with what the small one lacks: heads without a stage, without a group, without both.
ODD = """\
heads:
  - {name: zeta, stage: Expression Preparation}
  - {name: Alpha, group: G}
  - {name: beta}
  - {name: delta, stage: Knowledge Recalling, group: H}
  - {name: gamma, stage: Knowledge Recalling, group: G}
papers: []
"""
ODD_PLAIN = (
    "Knowledge Recalling\tG\tgamma\t0\t\n"
    "Knowledge Recalling\tH\tdelta\t0\t\n"
    "Expression Preparation\t\tzeta\t0\t\n"
    "\tG\tAlpha\t0\t\n"
    "\t\tbeta\t0\t\n"
)
ODD_TREE = """\
Knowledge Recalling
├── G
│   └── gamma 0
└── H
    └── delta 0
Expression Preparation
└── zeta 0
Not placed
├── G
│   └── Alpha 0
└── beta 0
5 heads; the number is that of the papers that name the head or a narrower one
"""


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (["list"], ZORN_PLAIN + ADAMS_PLAIN),
        (["list", "--format", "plain"], ZORN_PLAIN + ADAMS_PLAIN),
        (["list", "--json"], f"[\n{ZORN_LINE},\n{ADAMS_LINE}\n]\n"),
        (["list", "--format", "json"], f"[\n{ZORN_LINE},\n{ADAMS_LINE}\n]\n"),
        (["list", "--format", "plain", "--json"], f"[\n{ZORN_LINE},\n{ADAMS_LINE}\n]\n"),
        (["list", "--format", "jsonl"], f"{ZORN_LINE}\n{ADAMS_LINE}\n"),
        (["list", "--year", "1999"], ""),
        (["list", "--year", "1999", "--json"], "[]\n"),
        (["list", "--year", "1999", "--format", "jsonl"], ""),
        (["list", "--year", "1999", "--format", "table"], "0 papers\n"),
        (["filter", "name mover"], ZORN_PLAIN),
        (["filter", "mover", "--json"], f"[\n{ZORN_LINE}\n]\n"),
        (["filter", "mover", "--exact"], ""),
        (["filter", "mover", "--exact", "--json"], "[]\n"),
        (["filter", "induction", "mover", "--format", "jsonl"], f"{ZORN_LINE}\n{ADAMS_LINE}\n"),
        (["show", "adams2022heads"], ADAMS_SHOWN),
        (["show", "adams2022heads", "--format", "plain"], ADAMS_SHOWN),
        (["show", "adams2022heads", "--format", "table"], ADAMS_TABLE),
        (["show", "adams2022heads", "--format", "jsonl"], f"{ADAMS_LINE}\n"),
        (["show", "adams2022heads", "--json"], json.dumps(ADAMS, indent=2) + "\n"),
        (["show", "zorn2023names", "--format", "json"], json.dumps(ZORN, indent=2) + "\n"),
        (["heads"], HEADS_PLAIN),
        (["heads", "--format", "plain"], HEADS_PLAIN),
        (["heads", "--format", "table"], HEADS_TREE),
        (["heads", "--format", "jsonl"], "".join(json.dumps(head) + "\n" for head in HEADS)),
        (["heads", "--json"], "[\n" + ",\n".join(map(json.dumps, HEADS)) + "\n]\n"),
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_output(words: list[str], out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert capsys.readouterr() == (out, "")


@pytest.mark.parametrize(
    "name",
    [
        "adams2022heads",
        "adams",
        "a",
        "2203.00001",
        "arXiv:2203.00001v3",
        "https://arxiv.org/abs/2203.00001",
        "https://arxiv.org/pdf/2203.00001v1.pdf",
        "10.48550/arXiv.2203.00001",
        "https://github.com/example/heads",
    ],
)
@pytest.mark.usefixtures("catalogue_file")
def test_show_finds_a_paper_by_whatever_names_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", name]) == 0
    assert capsys.readouterr() == (ADAMS_SHOWN, "")


@pytest.mark.parametrize("name", ["nobody", "ADAMS", "heads", "2203.99999", "https://example.org/", "%", "_"])
@pytest.mark.usefixtures("catalogue_file")
def test_show_says_that_there_is_no_such_paper(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", name]) == 1
    assert capsys.readouterr() == (
        "",
        f"headcat: no paper is called {name!r}; `headcat list` shows the keys\n",
    )


def test_show_names_the_papers_that_a_beginning_fits(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = catalogue_file.read_text(encoding="utf-8").replace("zorn2023names", "adams2022names")
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(["show", "adams"]) == 2
    assert capsys.readouterr() == (
        "",
        "headcat: 'adams' is the beginning of 2 keys: adams2022heads, adams2022names\n",
    )


def test_show_prefers_a_whole_key_to_a_beginning(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = catalogue_file.read_text(encoding="utf-8").replace("zorn2023names", "adams2022heads2")
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(["show", "adams2022heads"]) == 0
    assert capsys.readouterr() == (ADAMS_SHOWN, "")


def test_show_names_the_errors_that_may_have_hidden_a_paper(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = catalogue_file.read_text(encoding="utf-8").replace("    title: Heads of a Small Catalogue\n", "")
    catalogue_file.write_text(text, encoding="utf-8")
    error = "data/papers.yaml:21:5: HC101 the entry has no title\n"
    assert main(["show", "adams2022heads"]) == 1
    message = "headcat: no paper is called 'adams2022heads'; `headcat list` shows the keys\n"
    assert capsys.readouterr() == ("", error + message)
    assert main(["show", "zorn2023names", "--format", "jsonl"]) == 3
    assert capsys.readouterr() == (f"{ZORN_LINE}\n", error)


def test_show_prints_what_few_papers_have(catalogue_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = """\
    note: An aside.
    published:
      title: Names, Moved
      authors: [Zoe B. Zorn, "{The Names}"]
    mood: good
"""
    with catalogue_file.open("a", encoding="utf-8") as file:
        file.write(more)
    assert main(["show", "zorn2023names"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "key\tzorn2023names\ntitle\tNames: Moved\nauthor\tZoe Zorn\ndate\t2023-11\nvenue\tarXiv\n"
        "published as\tNames, Moved\npublished by\tZoe B. Zorn\npublished by\tThe Names\n"
        "arxiv\t2311.00002\nhead\tName Mover Head\nhead\tInduction Head\n"
        "paper\thttps://arxiv.org/abs/2311.00002\n"
        "innovation\tIt moves names.\ntasks\tNames.\nresult\tThey move.\n"
        "note\tAn aside.\nmood\tgood\n"
    )
    assert err == ""  # an unknown field is a warning, and warnings are not errors
    assert main(["show", "zorn2023names", "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert record == {
        **ZORN,
        "note": "An aside.",
        "published": {"title": "Names, Moved", "authors": ["Zoe B. Zorn", "{The Names}"]},
        "extra": {"mood": "good"},
    }


@pytest.mark.parametrize(("form", "out"), [("plain", ODD_PLAIN), ("table", ODD_TREE)])
def test_heads_without_stage_or_group_come_last(
    form: str, out: str, catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue_file.write_text(ODD, encoding="utf-8")
    assert main(["heads", "--format", form]) == 0
    assert capsys.readouterr() == (out, "")


@pytest.mark.parametrize("form", ["plain", "json", "jsonl", "table"])
def test_heads_of_a_catalogue_with_errors_are_printed_and_the_errors_named(
    form: str, catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["heads", "--format", form]) == 0
    right = capsys.readouterr().out
    text = catalogue_file.read_text(encoding="utf-8").replace("2022-03-08", "2022-03-32")
    catalogue_file.write_text(text, encoding="utf-8")
    assert main(["heads", "--format", form]) == 3
    error = "HC103 there is no date '2022-03-32'; write YYYY-MM-DD, YYYY-MM or YYYY"
    assert capsys.readouterr() == (right, f"data/papers.yaml:26:11: {error}\n")


@pytest.mark.parametrize(
    ("words", "count", "line"),
    [
        (["list"], 86, "\t".join(OLSSON)),
        (["filter", "copy suppression"], 1, None),
        (["list", "--year", "2016"], 1, None),
        (["show", "1603.06393"], None, "key\tgu2016incorporating"),
        (["heads"], 76, None),
    ],
)
def test_the_real_catalogue(
    words: list[str], count: int | None, line: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--catalogue", REAL, *words]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert err == ""
    assert count is None or len(lines) == count
    assert line in (None, *lines)


def test_the_real_catalogue_counts_the_same_in_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--catalogue", REAL, "list", "--json"]) == 0
    papers = json.loads(capsys.readouterr().out)
    assert main(["--catalogue", REAL, "heads", "--json"]) == 0
    heads = {head["name"]: head for head in json.loads(capsys.readouterr().out)}
    named = Counter(name for paper in papers for name in paper["heads"])
    broader = {head["broader"] for head in heads.values()}
    assert set(named) <= set(heads)
    for name, head in heads.items():
        assert main(["--catalogue", REAL, "filter", name]) == 0
        assert len(capsys.readouterr().out.splitlines()) == head["papers"]
        assert head["papers"] == named[name] or (name in broader and head["papers"] > named[name])
