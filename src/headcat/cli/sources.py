"""What commands read beside the catalogue: files by name, standard input by a dash."""

import sys
from pathlib import Path

from headcat import store
from headcat.errors import Diagnostic, RefusedError, Severity


def shown_name(name: str) -> str:
    """Return what messages call a source."""
    return "<stdin>" if name == "-" else name


def source_text(name: str) -> str:
    """Return the text of a file, or of standard input.

    Args:
        name: the file's, or a dash.

    Raises:
        RefusedError: it cannot be read, or is not UTF-8.

    """
    data = sys.stdin.buffer.read() if name == "-" else store.read(Path(name)).data
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line_start = data.rfind(b"\n", 0, error.start) + 1
        place = (data.count(b"\n", 0, error.start) + 1, error.start - line_start + 1)
        message = f"byte 0x{data[error.start]:02X} is not UTF-8; save the text in UTF-8"
        diagnostic = Diagnostic("HC010", Severity.ERROR, shown_name(name), *place, message)
        raise RefusedError(str(diagnostic), (diagnostic,)) from None
