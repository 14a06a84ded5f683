"""Libraries that not everybody needs: loaded where they are used, with an error that says what to install."""

from importlib import import_module
from types import ModuleType

from headcat.errors import RefusedError


def load(library: str, extra: str) -> ModuleType:
    """Import a library that an extra of headcat brings.

    Args:
        library: the module's whole name, such as `pyarrow.parquet`.
        extra: the extra that it belongs to, as `pip install 'headcat[extra]'` calls it.

    Raises:
        RefusedError: it is not installed.

    """
    try:
        return import_module(library)
    except ModuleNotFoundError as error:
        first = library.partition(".")[0]
        if (error.name or "").partition(".")[0] != first:
            raise  # it is there, but something of its own is not
        message = f"this needs {first}, which is not installed: pip install 'headcat[{extra}]'"
        raise RefusedError(message) from None
