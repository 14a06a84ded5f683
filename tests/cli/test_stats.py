"""Counts of papers as they are printed."""

import json
from pathlib import Path

import pytest

from conftest import ROOT, SMALL
from headcat.cli import main

TABLE = """\
2 papers, 2022-03-08 to 2023-11: 2 heads, 2 venues, 3 authors

Papers by year
2023  1  ████████████████████████████████████████████████████████████
2022  1  ████████████████████████████████████████████████████████████

Papers by stage
"""
SHIPPED = ["--catalogue", str(ROOT / "data" / "papers.yaml"), "stats"]


@pytest.fixture(autouse=True)
def _file(catalogue_file: object) -> None:
    assert catalogue_file


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (["--by", "year"], "year\t2023\t1\nyear\t2022\t1\n"),
        (["--by", "head", "--top", "1"], "head\tInduction Head\t2\n"),
        (["--by", "head", "--exact", "--head", "mover"], ""),
        (["--by", "venue", "--by", "venue", "--year", "2022"], "venue\tNeurIPS\t1\n"),
        (["--by", "head", "--year", "2022", "--format", "csv"], "by,name,papers\nhead,Induction Head,1\n"),
        (
            ["--by", "pairs", "--top", "1", "--json"],
            json.dumps(
                {"counts": [{"by": "pairs",
                             "rows": [{"heads": ["Induction Head", "Mover Head"], "papers": 1}],
                             "more": 1, "without": 0}]},
                indent=2,
            )
            + "\n",
        ),
    ],
)  # fmt: skip
def test_counts(words: list[str], out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", *words]) == 0
    assert capsys.readouterr() == (out, "")


def test_the_overview(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--format", "table"]) == 0
    out, err = capsys.readouterr()
    assert (out[: len(TABLE)], err) == (TABLE, "")
    assert main(["stats", "--search", "nothing"]) == 0
    rows = "papers\t0 first\t last\t heads\t0 venues\t0 authors\t0"
    assert capsys.readouterr().out == "".join(f"total\t{row}\n" for row in rows.split(" "))


def test_a_trend(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SHIPPED, "--trend", "--top", "1"]) == 0
    assert capsys.readouterr() == ("Retrieval Head\t5\t3\t0.0667\t0.2727\t0.1483\n", "")
    assert main([*SHIPPED, "--trend", "--top", "1", "--format", "table"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[1] == "Retrieval Head    6.7%   27.3%   +14.8  ▂·······█▆"


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["--by", "day"], 2,
         "no value of --by is called 'day'; nearest: year, month, head, stage, venue, author, pairs"),
        (["--trend", "--by", "head"], 2, "give --trend or --by, not both"),
        (["--trend", "--year", "2022"], 1,
         "there are no papers before the recent ones to compare with; see --recent"),
    ],
)  # fmt: skip
def test_what_cannot_be_counted(
    words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stats", *words]) == code
    assert capsys.readouterr() == ("", f"headcat: {message}\n")


def test_a_catalogue_with_errors_is_told(catalogue_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue_file.write_text(SMALL.replace("2022-03-08", "2022-03-32"), encoding="utf-8")
    for words, code in ((["--by", "venue"], 3), (["--trend"], 3)):
        assert main(["stats", *words]) == code
        assert "there is no date '2022-03-32'" in capsys.readouterr().err
