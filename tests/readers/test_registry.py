"""Every reader can be loaded, says why it has nothing, and is loaded when it is used."""

import subprocess
import sys

import pytest

from headcat.errors import RefusedError
from headcat.readers import READERS, read, reader

NOTHING = ["", "\ufeff", "\n\n", "Nothing of the kind.\n"]


def test_an_unknown_name_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="docx"):
        reader("docx")


@pytest.mark.parametrize("name", list(READERS))
@pytest.mark.parametrize("text", NOTHING)
def test_no_papers_are_refused(name: str, text: str) -> None:
    with pytest.raises(RefusedError, match=r"^x\.txt cannot be read$") as caught:
        read(name, text, "x.txt")
    (diagnostic,) = caught.value.diagnostics
    assert (diagnostic.code, diagnostic.path, diagnostic.column) == ("HC009", "x.txt", 1)


def test_libraries_are_loaded_when_they_are_used() -> None:
    modules = ", ".join(READERS.values())
    loaded = "[name for name in ('bibtexparser', 'pylatexenc', 'yaml') if name in sys.modules]"
    code = f"import sys, {modules}; print({loaded})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "[]\n"
