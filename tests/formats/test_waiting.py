"""How far something long is."""

import pytest

from headcat.formats.waiting import bar


def test_what_is_done_at_once_is_not_drawn(capsys: pytest.CaptureFixture[str]) -> None:
    draw = bar("Reading")
    draw(5, 10)
    draw(10, 10)
    assert capsys.readouterr() == ("", "")


def test_what_takes_longer_is_drawn_on_stderr_and_taken_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "60")
    draw = bar("Reading")
    for done in range(1, 5):
        draw(done, 4)
    out, err = capsys.readouterr()
    assert (out, "Reading" in err, "100%" in err) == ("", True, True)
    assert err.endswith("\x1b[2K")  # the line is empty again
