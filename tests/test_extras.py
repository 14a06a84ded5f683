"""Libraries of extras: the library, or what to install."""

import sys
from pathlib import Path

import pytest

from headcat import extras
from headcat.errors import RefusedError


def test_a_library_that_is_there_is_returned_as_its_last_module() -> None:
    assert extras.load("xml.dom", "site") is sys.modules["xml.dom"]


@pytest.mark.parametrize("library", ["nowhere_to_be_found", "nowhere_to_be_found.inside"])
def test_a_library_that_is_not_there_is_named_with_what_to_install(library: str) -> None:
    with pytest.raises(RefusedError) as caught:
        extras.load(library, "site")
    assert str(caught.value) == (
        "this needs nowhere_to_be_found, which is not installed: pip install 'headcat[site]'"
    )


def test_a_library_that_lacks_another_one_is_not_called_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "half_there.py").write_text("import nowhere_to_be_found\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="nowhere_to_be_found"):
        extras.load("half_there", "site")
