"""HC5xx: what time has made wrong, where the day is known."""

import pytest

from conftest import SMALL
from headcat.document.records import read
from headcat.rules import chosen, report


def found(text: str, today: str) -> list[str]:
    """Return what the family finds in a text on a day."""
    diagnostics = report("p.yaml", read(text), chosen(["staleness"]), today)
    return [f"{each.line}:{each.column} {each.code} {each.message}" for each in diagnostics]


def dated(date: str, rest: str = "    venue: arXiv\n") -> str:
    """Return the small catalogue with another date, and perhaps another venue, of its second paper."""
    return SMALL.replace("    date: 2023-11\n    venue: arXiv\n", f"    date: {date}\n{rest}")


@pytest.mark.parametrize(
    ("date", "today", "stale"),
    [
        ("2023-11", "2025-06-01", True),
        ("2023-11", "2025-05-30", False),
        ("2023-11", "2025-05-31", False),
        ("2023-11-15", "2025-05-15", False),
        ("2023-11-15", "2025-05-16", True),
        ("2023", "2025-06-30", False),
        ("2023", "2025-07-01", True),
        ("2023-01-31", "2024-08-01", True),
        ("2023-13", "2030-01-01", False),
        ("1999", "2000-01-01", False),
        ("2023-11", "2024-01-01", False),
        ("2023-11", "", False),
    ],
)
def test_old_preprints(date: str, today: str, stale: bool) -> None:  # noqa: FBT001
    message = f"46:12 HC501 a preprint since {date}; look whether it was published meanwhile"
    assert [line for line in found(dated(date), today) if "HC501" in line] == ([message] if stale else [])


@pytest.mark.parametrize(
    ("rest", "place"),
    [
        ("    venue: arXiv\n", "46:12"),
        ("    venue: CoRR\n", "46:12"),
        ("    venue: arXiv 2023\n", "46:12"),
        ("", "41:5"),
        ("    venue: NeurIPS 2023\n", None),
        ("    venue: Unknown\n", None),
        ("    venue: arXiv\n    published: {title: T}\n", None),
    ],
)
def test_what_is_a_preprint(rest: str, place: str | None) -> None:
    message = f"{place} HC501 a preprint since 2023-11; look whether it was published meanwhile"
    assert found(dated("2023-11", rest), "2026-01-01") == ([message] if place else [])


def test_without_a_venue_and_a_number_it_is_no_preprint() -> None:
    text = dated("2023-11", "").replace('arxiv: "2311.00002"', "doi: 10.1000/x")
    assert found(text, "2026-01-01") == []


@pytest.mark.parametrize(
    ("date", "today", "expected"),
    [
        ("2023-11-02", "2023-11-01", True),
        ("2023-12", "2023-11-30", True),
        ("2024", "2023-12-31", True),
        ("2023-11-01", "2023-11-01", False),
        ("2023-11", "2023-11-01", False),
        ("2023", "2023-01-01", False),
        ("2099-13", "2023-01-01", False),
        ("2099", "", False),
    ],
)
def test_dates_to_come(date: str, today: str, expected: bool) -> None:  # noqa: FBT001
    message = f"45:11 HC502 {date} is after today, {today}; write the day of the first public version"
    assert found(dated(date), today) == ([message] if expected else [])
