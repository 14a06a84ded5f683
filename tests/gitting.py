"""A git repository of its own for a test."""

import os
import subprocess
from pathlib import Path

_IDENTITY = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
             "GIT_COMMITTER_EMAIL": "a@example.org"}  # fmt: skip


def git(*words: str, folder: str | Path = ".", code: int | None = 0) -> str:
    """Run git and return what it prints, on either stream; its exit code must be that, if one is given."""
    ended = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **_IDENTITY, "LC_ALL": "C"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert code is None or ended.returncode == code, ended.stdout
    return ended.stdout


def repository(folder: str | Path = ".") -> None:
    git("init", "--quiet", "--initial-branch=main", folder=folder)


def commit(message: str, folder: str | Path = ".") -> None:
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--message", message, folder=folder)
