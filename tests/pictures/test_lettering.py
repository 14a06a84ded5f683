"""How text is cut, and that its estimate is no less than real fonts need."""

import pytest

from headcat.pictures.lettering import cut, width

# Advance widths of Helvetica's letters, in thousandths (Adobe's font metrics, 1997), which others follow.
HELVETICA = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -,.",
        (556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278,
         556, 500, 722, 500, 500, 500, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722,
         778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, *[556] * 10, 278, 333, 278, 278),
        strict=True,
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "text", ["Induction Head", "Backup Name Mover Head", "In-Context Identification", "86 papers, 2016-2025"]
)
def test_text_is_never_wider_than_estimated(text: str) -> None:
    real = sum(HELVETICA[letter] for letter in text) * 12 / 1000
    assert real <= width(text) <= 1.4 * real


@pytest.mark.parametrize(
    ("text", "room", "out"),
    [
        ("Induction Head", 200, "Induction Head"),
        ("Induction Head", 60, "Inducti…"),
        ("Induction Head", 13, "…"),
        ("two\nlines\x07", 200, "two lines\\x07"),
        ("注意力头注意力头", 60, "注意力头…"),
        ("e\u0301" * 4, 200, "e\u0301" * 4),
        ("", 0, ""),
    ],
)
def test_cut(text: str, room: float, out: str) -> None:
    assert cut(text, room) == out
    assert width(out) <= room
