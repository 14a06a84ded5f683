"""Counts of papers: with bars for a terminal, as tab-separated lines, JSON or CSV.

The table is plain text of its own: bars need no more than the width of a name in columns.
"""

import csv
import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from io import StringIO
from typing import Any, Final

from headcat.formats import Context
from headcat.statistics.counting import Rise, Tally, Totals, Trend
from headcat.words.escaping import json_visible, visible

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_HEIGHTS: Final = "▁▂▃▄▅▆▇█"
_LONGEST_BAR: Final = 60
_RISE_COLUMNS: Final = ("head", "before", "recent", "share_before", "share_recent", "rise")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_table(totals: Totals | None, tallies: Iterable[Tally], context: Context) -> Iterator[str]:
    """Yield a heading and a row with a bar for each name; one scale for the rows of a heading."""
    if totals is not None:
        dates = f", {totals.first} to {totals.last}" if totals.first else ""
        counts = ", ".join(
            _counted(getattr(totals, f"{name}s"), name) for name in ("head", "venue", "author")
        )
        yield f"{_counted(totals.papers, 'paper')}{dates}: {counts}\n"
    for number, tally in enumerate(tallies):
        yield "\n" if number or totals is not None else ""
        yield f"{_bold(f'Papers by {_title(tally.by)}', context)}\n"
        rows = [(_name(names), count) for names, count in tally.rows]
        if tally.without:
            rows.append((f"(without {tally.by})", tally.without))
        yield from _bars(rows, context)
        if tally.total > len(tally.rows):
            yield f"… and {tally.total - len(tally.rows)} more\n"


def write_plain(totals: Totals | None, tallies: Iterable[Tally]) -> Iterator[str]:
    """Yield lines of what is counted, name and number; a pair has two names parted by ` + `."""
    for cells in _rows(totals, tallies):
        yield "\t".join(visible(str(cell)) for cell in cells) + "\n"


def write_csv(totals: Totals | None, tallies: Iterable[Tally]) -> Iterator[str]:
    """Yield the same rows as CSV (RFC 4180) with a headline."""
    yield _csv(("by", "name", "papers"))
    yield from map(_csv, _rows(totals, tallies))


def write_json(totals: Totals | None, tallies: Iterable[Tally]) -> Iterator[str]:
    """Yield one JSON object: `totals` where they were asked for, and `counts`."""
    counts = [
        {
            "by": tally.by,
            "rows": [
                {("heads" if tally.by == "pairs" else "name"): _value(tally.by, names), "papers": count}
                for names, count in tally.rows
            ],
            "more": tally.total - len(tally.rows),
            "without": tally.without,
        }
        for tally in tallies
    ]
    yield from _json(({"totals": asdict(totals)} if totals else {}) | {"counts": counts})


def write_trend_table(trend: Trend, context: Context) -> Iterator[str]:
    """Yield a row for each head: shares before and since, the rise in percentage points, its years."""
    last = trend.first + len(trend.papers) - 1
    shown = max(min(len(trend.papers), context.width - 60), 1)
    width = max([len("Head"), *(_columns(visible(each.head)) for each in trend.heads)])
    width = min(width, context.width - max(shown, len("2016-2025")) - 30)
    years = f"{last - shown + 1}-{last}" if shown > 1 else str(last)
    head = f"{_fit('Head', width)}  Before   {trend.since}-    Rise  {years}"
    yield f"{_bold(head, context)}\n"
    for each in trend.heads:
        before, recent = each.before / trend.before, each.recent / trend.recent
        cells = f"{before:6.1%}  {recent:6.1%}  {100 * each.rise:+6.1f}  {_spark(each.years[-shown:])}"
        yield f"{_fit(visible(each.head), width)}  {cells}\n"
    yield f"Shares of {trend.before} papers before {trend.since} and of {trend.recent} since\n"
    if trend.left_out:
        yield f"… and {_counted(trend.left_out, 'head')} with too few papers to compare\n"


def write_trend_plain(trend: Trend) -> Iterator[str]:
    """Yield lines of head, papers before, recent papers, share before, recent share, rise."""
    for each in trend.heads:
        yield "\t".join(visible(str(cell)) for cell in _rise_row(each, trend)) + "\n"


def write_trend_csv(trend: Trend) -> Iterator[str]:
    """Yield the same rows as CSV with a headline."""
    yield _csv(_RISE_COLUMNS)
    yield from (_csv(_rise_row(each, trend)) for each in trend.heads)


def write_trend_json(trend: Trend) -> Iterator[str]:
    """Yield one JSON object: the period, its papers, and the heads."""
    heads = [
        dict(zip(_RISE_COLUMNS, _rise_row(each, trend), strict=True))
        | {"years": _by_year(trend.first, each.years)}
        for each in trend.heads
    ]
    papers = {"before": trend.before, "recent": trend.recent, "years": _by_year(trend.first, trend.papers)}
    yield from _json({"since": trend.since, "papers": papers, "heads": heads, "left_out": trend.left_out})


def _by_year(first: int, counts: Iterable[int]) -> dict[str, int]:
    return {str(year): count for year, count in enumerate(counts, first)}


def _rise_row(each: Rise, trend: Trend) -> tuple[str | int | float, ...]:
    shares = round(each.before / trend.before, 4), round(each.recent / trend.recent, 4)
    return each.head, each.before, each.recent, *shares, round(each.rise, 4)


def _rows(totals: Totals | None, tallies: Iterable[Tally]) -> Iterator[tuple[str | int, ...]]:
    if totals is not None:
        yield from (("total", name, value) for name, value in asdict(totals).items())
    for tally in tallies:
        yield from ((tally.by, _name(names), count) for names, count in tally.rows)
        if tally.without:
            yield tally.by, "", tally.without


def _value(by: str, names: tuple[str, ...]) -> Any:
    return list(names) if by == "pairs" else names[0]


def _name(names: tuple[str, ...]) -> str:
    return " + ".join(names)


def _title(by: str) -> str:
    return "pair of heads" if by == "pairs" else by


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _json(record: dict[str, Any]) -> Iterator[str]:
    text = json.dumps(record, ensure_ascii=False, indent=2)
    yield from (json_visible(line) + "\n" for line in text.split("\n"))


def _csv(cells: Iterable[str | int | float]) -> str:
    """Return a line; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    file = StringIO()
    safe = (f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in cells)
    csv.writer(file, lineterminator="\n").writerow(
        visible(cell) if isinstance(cell, str) else cell for cell in safe
    )
    return file.getvalue()


def _bars(rows: list[tuple[str, int]], context: Context) -> Iterator[str]:
    shown = [(visible(name), count) for name, count in rows]
    most = max((count for _, count in shown), default=0)
    digits = len(str(most))
    width = min(max((_columns(name) for name, _ in shown), default=0), context.width * 2 // 3 - digits)
    room = min(context.width - width - digits - 4, _LONGEST_BAR)
    for name, count in shown:
        yield f"{_fit(name, width)}  {count:>{digits}}  {_cyan(_bar(count, most, room), context)}\n"


def _bar(count: int, most: int, room: int) -> str:
    """Return a bar in eighths of a column; whatever there is has one at least."""
    eighths = max(count * room * 8 // most, 1)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _spark(counts: tuple[int, ...]) -> str:
    most = max(counts)
    return "".join(_HEIGHTS[(count * 8 - 1) // most] if count else "·" for count in counts)


def _columns(text: str) -> int:
    """Return how many columns a terminal gives a text (UAX 11: wide ones two, combining ones none)."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def _fit(text: str, width: int) -> str:
    """Return a text in so many columns, its end left out where it is longer."""
    if _columns(text) > width:
        text = text[:width]  # no letter is narrower than a column, but for those that join another
        while _columns(text) > width - 1:
            text = text[:-1]
        text += "…"
    return text + " " * (width - _columns(text))


def _bold(text: str, context: Context) -> str:
    return f"\x1b[1m{text}\x1b[0m" if context.color else text


def _cyan(text: str, context: Context) -> str:
    return f"\x1b[36m{text}\x1b[0m" if context.color else text
