"""What stands between entries, and in which order these come."""

import pytest

from headcat.merge.pages import gap_of, new_comments, order

A, B, C = "  # a\n", "  # b\n", "  # c\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        (A, A, B, B),
        (A, B, A, B),
        (None, A, None, A),
        (None, None, B, B),
        (None, None, None, ""),
        (A, A + "\n" + B, A + C, A + "\n" + B + C),
        (A + B, A, B + C, C),
        (A, B, B, B),
        (None, A, A + "\n", A),
        (A, B, C, B + C),
        (A, A + A, B, A + B),
    ],
)
def test_lines_above_are_merged_line_by_line(
    base: str | None, ours: str | None, theirs: str | None, expected: str
) -> None:
    assert gap_of(base, ours, theirs) == expected


def test_only_new_comments_survive_what_they_stood_above() -> None:
    assert new_comments(A, "\n" + A + "\n" + B) == B


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ([1, 3], [1, 3], [1, 2, 3], [1, 2, 3]),
        ([1, 3], [1, 3, 5], [1, 2, 3], [1, 2, 3, 5]),
        ([3, 1], [3, 1], [3, 2, 1], [3, 2, 1]),
        ([3, 1], [3, 1, 4], [1, 3], [1, 3, 4]),
        ([3, 1], [3, 5, 1], [1, 3, 4], [1, 3, 4, 5]),
        ([3, 1, 2], [3, 1, 2], [5, 3, 1, 2, 4], [5, 3, 1, 2, 4]),
    ],
)
def test_entries_come_in_the_order_of_who_changed_it(
    base: list[int], ours: list[int], theirs: list[int], expected: list[int]
) -> None:
    assert order(base, ours, theirs, str) == expected
