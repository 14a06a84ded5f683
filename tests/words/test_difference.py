"""Unified diffs."""

import pytest

from headcat.words.difference import difference


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", ""),
        ("a\nb\n", "a\nb\n", ""),
        ("a\nb\n", "a\nc\n", "--- f\n+++ f\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"),
        ("", "a\n", "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n"),
        (
            "a",
            "a\nb",
            (
                "--- f\n+++ f\n@@ -1 +1,2 @@\n"
                "-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline at end of file\n"
            ),
        ),
        ("a\u2028b\x0cc\n", "a\u2028b\x0cd\n", "--- f\n+++ f\n@@ -1 +1 @@\n-a\u2028b\x0cc\n+a\u2028b\x0cd\n"),
    ],
)
def test_what_became_of_a_text(before: str, after: str, expected: str) -> None:
    assert difference(before, after, "f") == expected


@pytest.mark.parametrize("ending", ["", "\n"])
def test_of_a_long_text_only_what_is_near_the_change_is_compared(ending: str) -> None:
    lines = [f"line {number}" for number in range(1, 2001)]
    before = "\n".join(lines) + ending
    after = "\n".join([*lines[:1000], "new", *lines[1000:1200], *lines[1201:]]) + ending
    expected = (
        "--- f\n+++ f\n@@ -998,6 +998,7 @@\n line 998\n line 999\n line 1000\n+new\n line 1001\n line 1002\n"
        " line 1003\n@@ -1198,7 +1199,6 @@\n line 1198\n line 1199\n line 1200\n-line 1201\n line 1202\n"
        " line 1203\n line 1204\n"
    )
    assert difference(before, after, "f") == expected
