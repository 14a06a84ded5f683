"""Unified diffs."""

import pytest

from headcat.difference import difference


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
