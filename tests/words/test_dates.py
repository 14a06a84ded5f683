from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headcat.words.dates import is_date, span

QUICK = settings(max_examples=100)


@pytest.mark.parametrize(
    "text",
    ["2024", "1000", "9999", "2024-01", "2024-12", "2024-01-01", "2024-12-31", "2024-02-29", "2000-02-29"],
)
def test_days_months_and_years_that_exist_are_dates(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0999",
        "0000-01-01",
        "24",
        "20240",
        "202406",
        "20240601",
        "2024-",
        "2024-6",
        "2024-00",
        "2024-13",
        "2024-06-",
        "2024-06-1",
        "2024-06-00",
        "2024-06-31",
        "2024-01-32",
        "2023-02-29",
        "1900-02-29",
        "2024-02-30",
        "2024-06-01T00:00",
        "2024-06-01\n",
        " 2024",
        "2024/06/01",
        "2024-W05",
        "June 2024",
        "+2024",
        "٢٠٢٤",
        "２０２４",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    ("month", "days"), list(enumerate([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31], start=1))
)
def test_each_month_ends_with_its_last_day(month: int, days: int) -> None:
    assert (is_date(f"2024-{month:02}-{days}"), is_date(f"2024-{month:02}-{days + 1}")) == (True, False)


@QUICK
@given(st.integers(1000, 9999), st.integers(0, 14), st.integers(0, 33))
def test_is_date_agrees_with_the_calendar(year: int, month: int, day: int) -> None:
    text = f"{year:04}-{month:02}-{day:02}"
    exists = False
    with suppress(ValueError):
        exists = date.fromisoformat(text).isoformat() == text
    assert is_date(text) is exists


@QUICK
@given(st.dates(date(1000, 1, 1)))
def test_every_day_and_its_month_and_year_are_dates(day: date) -> None:
    text = day.isoformat()
    assert [is_date(text[:length]) for length in (4, 7, 10)] == [True, True, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-06", ("2024-06-01", "2024-06-31")),
        ("2024-06-15", ("2024-06-15", "2024-06-15")),
    ],
)
def test_span_is_the_first_and_last_day_that_a_date_may_mean(text: str, expected: tuple[str, str]) -> None:
    assert span(text) == expected


@QUICK
@given(st.dates(date(1000, 1, 1)), st.sampled_from([4, 7, 10]))
def test_a_day_lies_in_the_span_of_its_month_and_year(day: date, length: int) -> None:
    first, last = span(day.isoformat()[:length])
    assert first <= day.isoformat() <= last
