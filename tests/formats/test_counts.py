"""Counts and trends in every format."""

import csv
import json

import pytest

from headcat.formats import Context
from headcat.formats import counts as written
from headcat.statistics.counting import Rise, Tally, Totals, Trend
from headcat.vocabulary import Vocabulary

HOSTILE = "=cmd\x1b[2J\u202e"
TALLY = Tally("head", (((HOSTILE,), 9), (("\u982d Head",), 1)), 5, 2)
TREND = Trend(
    2020, 2022, (4, 0, 4), (Rise("A" * 90, 1, 2, 0.1, (1, 0, 2)), Rise("-B", 3, 0, -0.2, (3, 0, 0))), 1
)


def context(width: int, *, color: bool = False) -> Context:
    return Context(Vocabulary(), width=width, color=color)


def test_a_table() -> None:
    text = "".join(written.write_table(None, [TALLY], context(40)))
    assert text == (
        "Papers by head\n"
        "=cmd\\x1b[2J\\u202e  9  " + "\u2588" * 18 + "\n"
        "\u982d Head            1  \u2588\u2588\n"
        "(without head)     2  \u2588\u2588\u2588\u2588\n"
        "\u2026 and 3 more\n"
    )
    colored = "".join(written.write_table(None, [TALLY], context(40, color=True)))
    assert colored.replace("\x1b[1m", "").replace("\x1b[36m", "").replace("\x1b[0m", "") == text


@pytest.mark.parametrize("width", [40, 80, 140])
def test_every_line_fits(width: int) -> None:
    long = Tally("author", ((("\u982d" * 500,), 12345), (("a\u0301" * 500,), 1)), 2)
    text = "".join(written.write_table(None, [long], context(width)))
    text += "".join(written.write_trend_table(TREND, context(max(width, 60))))
    lines = text.splitlines()
    assert [line for line in lines if written._columns(line) > max(width, 60)] == []


def test_nothing_is_no_row() -> None:
    assert "".join(written.write_table(None, [Tally("year", (), 0)], context(80))) == "Papers by year\n"


def test_totals_of_one() -> None:
    totals = Totals(1, "2020", "2020", 1, 1, 1)
    assert next(iter(written.write_table(totals, [], context(80)))) == (
        "1 paper, 2020 to 2020: 1 head, 1 venue, 1 author\n"
    )
    assert json.loads("".join(written.write_json(totals, [])))["totals"]["papers"] == 1
    assert next(written.write_table(Totals(0, "", "", 0, 0, 0), [], context(80))) == (
        "0 papers: 0 heads, 0 venues, 0 authors\n"
    )


def test_plain_and_csv_hold_the_same_and_run_nothing() -> None:
    shown = "=cmd\\x1b[2J\\u202e"
    assert "".join(written.write_plain(None, [TALLY])) == (
        f"head\t{shown}\t9\nhead\t\u982d Head\t1\nhead\t\t2\n"
    )
    rows = list(csv.reader(written.write_csv(None, [TALLY])))
    assert rows == [["by", "name", "papers"], ["head", f"'{shown}", "9"], ["head", "\u982d Head", "1"],
                    ["head", "", "2"]]  # fmt: skip


def test_a_trend_in_every_format() -> None:
    row = "-B\t3\t0\t0.75\t0.0\t-0.2\n"
    assert "".join(written.write_trend_plain(TREND)).endswith(row)
    assert list(csv.reader(written.write_trend_csv(TREND)))[2][0] == "'-B"
    record = json.loads("".join(written.write_trend_json(TREND)))
    assert record["papers"] == {"before": 4, "recent": 4, "years": {"2020": 4, "2021": 0, "2022": 4}}
    assert record["heads"][1]["years"] == {"2020": 3, "2021": 0, "2022": 0}
    assert (record["since"], record["left_out"]) == (2022, 1)
    lines = "".join(written.write_trend_table(TREND, context(80))).splitlines()
    assert lines[2].endswith("75.0%    0.0%   -20.0  \u2588\u00b7\u00b7")
    assert lines[-1] == "\u2026 and 1 head with too few papers to compare"
    whole = Trend(2020, 2021, (1, 1), (), 0)
    assert "".join(written.write_trend_table(whole, context(80))).endswith("and of 1 since\n")
