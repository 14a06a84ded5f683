"""Dates of the catalogue: YYYY-MM-DD, YYYY-MM or YYYY.

Pure. A date of less precision stands for the span of days that it may mean.
"""

import re

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2


def is_date(text: str) -> bool:
    """Tell whether `text` is a day, month or year that exists (ISO 8601, year 1000 or later)."""
    match = _DATE.fullmatch(text)
    if match is None or text.startswith("0"):
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    if not 1 <= month <= len(_DAYS) or not 1 <= day <= _DAYS[month - 1]:
        return False
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return leap or (month, day) != (_FEBRUARY, 29)


def span(text: str) -> tuple[str, str]:
    """Return the first and the last day that a date may mean, for comparison as text.

    >>> span("2024-06")
    ('2024-06-01', '2024-06-31')
    """
    return text + "-01-01"[len(text) - 4 :], text + "-12-31"[len(text) - 4 :]
