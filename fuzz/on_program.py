"""The program as a target: its words, its configuration, and what a shell asks it at a Tab.

It runs in this process, in a folder of its own, without a network, a browser or a terminal. Nothing
of what it is given may name a file elsewhere.
"""

import io
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from fuzz import workplace
from fuzz.grammar.hostile import text_of
from headcat import config as configuration
from headcat.cli import main
from headcat.cli.completion import answer
from headcat.words.escaping import visible_lines

_CODES: Final = frozenset({0, 1, 2, 3, 4})
# What may stand in a word although it holds a slash.
_PATHS: Final = ("data/papers.yaml", "https://", "http://", "arxiv.org/abs/", "doi.org/", "10.1145/")
_BINARY: Final = ("check", "export")


@cache
def _closed_world() -> None:
    import webbrowser

    def refuse(*_: Any, **__: Any) -> Any:
        raise OSError("there is no network here")

    socket.socket.connect = refuse  # type: ignore[method-assign]
    socket.getaddrinfo = refuse
    webbrowser.open = lambda *_, **__: False
    # Vega's engine reserves more addresses than a worker may have: `site` and `stats --plot` do without.
    sys.modules["vl_convert"] = None  # type: ignore[assignment]
    for name in ("VISUAL", "EDITOR", "PAGER", "BROWSER"):
        os.environ[name] = "false"
    for name in ("HEADCAT_CATALOGUE", "NO_COLOR", "CI"):
        os.environ.pop(name, None)
    os.environ["HEADCAT_GAP_FACTOR"] = "0"


def config(data: bytes) -> None:
    """Read a project's own choices."""
    _closed_world()
    folder = workplace.clean()
    (folder / ".headcat.toml").write_bytes(data)
    configuration.load(folder)


def cli(data: bytes) -> None:
    """Run a command: a word a line, what comes in on stdin behind an empty line."""
    said, _, given = data.partition(b"\n\n")
    words = [_harmless(word) for word in text_of(said).split("\n") if "\0" not in word][:30]
    _closed_world()
    folder = workplace.clean()
    (folder / "refs.txt").write_bytes(given)
    os.chdir(folder)
    with _streams(given) as (out, err):
        code = main(words)
    _check(words, code, out.getvalue(), err.getvalue())


def _check(words: list[str], code: int, out: bytes, err: bytes) -> None:
    assert code in _CODES, f"exit code {code}"
    told = err.decode("utf-8")
    assert "Traceback" not in told
    assert visible_lines(told) == told, "stderr has what acts on a terminal"
    if not set(words) & set(_BINARY):
        shown = out.decode("utf-8")
        assert visible_lines(shown) == shown, "stdout has what acts on a terminal"


def _harmless(word: str) -> str:
    """Return a word that names no file outside of the folder."""
    kept = word
    for number, path in enumerate(_PATHS):
        kept = kept.replace(path, f"\x01{number}\x01")
    kept = kept.replace("/", "_").replace("..", "_")
    for number, path in enumerate(_PATHS):
        kept = kept.replace(f"\x01{number}\x01", path)
    return kept


@contextmanager
def _streams(given: bytes) -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    before = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(each, encoding="utf-8", write_through=True) for each in (out, err)]
    sys.stdin = io.TextIOWrapper(io.BytesIO(given), encoding="utf-8")
    sys.stdout, sys.stderr = streams
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        for stream in streams:
            stream.detach()  # what was written is to be read when the stream is gone


def completion(data: bytes) -> None:
    """Answer a shell's question about a line."""
    _closed_world()
    _shown(b"list")
    for shell in ("bash", "zsh", "fish", "powershell"):
        with _streams(b"") as (out, err):
            assert answer(shell, text_of(data)) == 0
        shown = (out.getvalue() + err.getvalue()).decode("utf-8", "surrogateescape")
        assert visible_lines(shown) == shown, "a shell is told what acts on a terminal"


@cache
def _shown(words: bytes) -> None:
    """Let the small catalogue have an index, which completion reads."""
    cli(words)
