"""Markers of conflicts in a text: which belong together, and which to none."""

import pytest

from headcat.document.conflicts import find, without

OURS, PARTED, THEIRS = "<<<<<<< a\n", "=======\n", ">>>>>>> b\n"


@pytest.mark.parametrize(
    ("text", "ours", "theirs", "strays"),
    [
        ("x\n" + PARTED, "x\n" + PARTED, "x\n" + PARTED, []),
        (f"x\n{OURS}1\n{PARTED}2\n{THEIRS}y\n", "x\n1\ny\n", "x\n2\ny\n", []),
        (f"{OURS}1\n||||||| c\n0\n{PARTED}2\n{THEIRS}", "1\n", "2\n", []),
        (f"{OURS}1\n{PARTED}2\n||||||| c\n{THEIRS}", "1\n", "2\n||||||| c\n", []),
        (f"<{OURS}1\n={PARTED}{PARTED}>{THEIRS}", "1\n", PARTED, []),
        (f"{OURS}1\r\n=======\r\n2\r\n>>>>>>> b\r\n", "1\r\n", "2\r\n", []),
        (f"{OURS}1\n{PARTED}2\n{THEIRS[:-1]}", "1\n", "2\n", []),
        (f"x\n{THEIRS}", f"x\n{THEIRS}", f"x\n{THEIRS}", [2]),
        (f"{OURS}{PARTED}>{THEIRS}", f"{OURS}{PARTED}>{THEIRS}", f"{OURS}{PARTED}>{THEIRS}", [18, 0]),
        (f"{OURS}{OURS}1\n{PARTED}2\n{THEIRS}", f"{OURS}1\n", f"{OURS}2\n", [0]),
        (f"{OURS}{THEIRS}", f"{OURS}{THEIRS}", f"{OURS}{THEIRS}", [0, 10]),
    ],
)
def test_markers_that_belong_together_are_conflicts(
    text: str, ours: str, theirs: str, strays: list[int]
) -> None:
    hunks, found = find(text)
    assert (without(text, hunks, "ours"), without(text, hunks, "theirs"), found) == (ours, theirs, strays)
