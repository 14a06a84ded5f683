"""Inputs by coverage: atheris (libFuzzer) changes inputs that led to code where none led before.

It begins with examples of the target's grammar and with what was found before. It never returns: when
the time is over, the process ends.
"""

import os
import pkgutil
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from fuzz import corpus
from fuzz.grammar.hostile import WORDS
from fuzz.targets import load_inputs
from fuzz.worker import Session

_SEEDS: Final = 100
_LONGEST: Final = 20_000
_NEVER: Final = 1_000_000
_NOT_LOADED: Final = ("__main__",)


def fuzz(target: str, opened: Callable[[], Session], begin: int) -> None:
    """Change inputs until the session is over, and end the process."""
    import atheris

    with atheris.instrument_imports(include=["headcat"]):
        _load_all()
    folder = Path(tempfile.mkdtemp(prefix="headcat-fuzz-"))
    for data in (*corpus.kept(target), *_examples(load_inputs(target), begin)):
        corpus.keep("seeds", data[:_LONGEST], folder)
    session = opened()
    (folder / "words").write_text("".join(map(_quoted, WORDS)), encoding="ascii")

    def take(data: bytes) -> None:
        if session.is_over():
            session.write()
            sys.stderr.flush()
            os._exit(0)
        session.take(data)

    options = {"seed": begin + 1, "max_len": _LONGEST, "dict": folder / "words", "verbosity": 0}
    # The limits are the session's own; libFuzzer would end the process at the first fault.
    options |= {"timeout": _NEVER} | dict.fromkeys(("rss_limit_mb", "detect_leaks", "reload"), 0)
    words = [f"-{name}={value}" for name, value in options.items()]
    atheris.Setup(["fuzz", *words, str(folder / "seeds")], take, internal_libfuzzer=True)
    atheris.Fuzz()


def _load_all() -> None:
    """Import all of headcat, also what is imported inside functions, so that its code is measured."""
    import headcat

    for module in pkgutil.walk_packages(headcat.__path__, "headcat."):
        if module.name.rpartition(".")[2] not in _NOT_LOADED:
            import_module(module.name)


def _examples(strategy: SearchStrategy[bytes], begin: int) -> list[bytes]:
    found: list[bytes] = []

    @seed(begin)
    @settings(
        max_examples=_SEEDS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(data: bytes) -> None:
        found.append(data)

    draw()
    return found


def _quoted(word: str) -> str:
    """Return a word as a line of libFuzzer's dictionary."""
    return '"' + "".join(f"\\x{byte:02x}" for byte in word.encode("utf-8", "surrogatepass")) + '"\n'
