"""The schema, as it is printed."""

import pytest

from conftest import ROOT
from headcat.cli import main


def test_the_file_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """If this fails: headcat schema > docs/catalogue.schema.json."""
    assert main(["schema"]) == 0
    expected = (ROOT / "docs" / "catalogue.schema.json").read_text(encoding="utf-8")
    assert capsys.readouterr() == (expected, "")


def test_the_schema_needs_no_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--catalogue", "nowhere.yaml", "schema"]) == 0
    assert capsys.readouterr().err == ""


def test_the_schema_takes_no_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "papers"]) == 2
    out, err = capsys.readouterr()
    assert (out, "unexpected extra argument (papers)" in err) == ("", True)
