"""Git, asked as a program: what a file was in a revision, where a repository is, how it is set up.

Knows nothing of catalogues. Words that come from people are never taken for options, and what git says
reaches nobody but as an error's text.
"""

import os
import subprocess
from pathlib import Path
from typing import Final

from headcat.errors import RefusedError, UsageError

_ENVIRONMENT: Final = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
_NO_SUCH: Final = 1


def run(words: list[str], folder: Path) -> tuple[int, bytes, str]:
    """Run git in a folder; return its exit code, output, and the first line of what it complains of.

    Raises:
        RefusedError: there is no git.

    """
    command = ["git", *words]
    try:
        ended = subprocess.run(  # noqa: S603 - no shell, and no word that git could take for an option
            command, cwd=folder, env={**os.environ, **_ENVIRONMENT}, capture_output=True, check=False
        )
    except FileNotFoundError:
        raise RefusedError("this needs git, which is not installed, or not on the PATH") from None
    complaint = ended.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    return ended.returncode, ended.stdout, complaint.removeprefix("fatal: ")


def told(words: list[str], folder: Path) -> str:
    """Run git in a folder and return what it says, without the last line break.

    Raises:
        RefusedError: it refuses.

    """
    code, output, complaint = run(words, folder)
    if code:
        raise RefusedError(f"git: {complaint or f'ended with {code}'}")
    return output.decode("utf-8", "surrogateescape").removesuffix("\n")


def root(folder: Path) -> Path:
    """Return the top folder of the work tree that a folder is in.

    Raises:
        RefusedError: it is in none.

    """
    code, output, _ = run(["rev-parse", "--show-toplevel"], folder)
    if code:
        raise RefusedError(f"{folder}: is in no git repository")
    return Path(output.decode("utf-8", "surrogateescape").removesuffix("\n"))


def place(path: Path) -> tuple[Path, str]:
    """Return the top folder of the work tree that a file is in, and the file's name from there on.

    Raises:
        RefusedError: it is in no work tree.

    """
    real = Path(os.path.realpath(path))
    top = root(real.parent)
    return top, real.relative_to(os.path.realpath(top)).as_posix()


def commit(revision: str, folder: Path) -> str | None:
    """Return the commit that a revision means, None where it means none."""
    words = ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"]
    code, output, _ = run(words, folder)
    return output.decode("ascii").strip() if code == 0 else None


def content(revision: str, path: Path) -> bytes:
    """Return what a file held in a revision.

    Args:
        revision: in any form that gitrevisions(7) knows.
        path: the file, as it is called now.

    Raises:
        RefusedError: it is in no repository, or was not there then.
        UsageError: there is no such revision.

    """
    top, name = place(path)
    found = commit(revision, top)
    if found is None:
        raise UsageError(f"{revision!r} is no revision of this repository, and no file")
    code, output, _ = run(["cat-file", "blob", f"{found}:{name}"], top)
    if code:
        raise RefusedError(f"{name} is not in {revision} ({found[:10]})")
    return output


def merge_file(paths: tuple[Path, Path, Path], labels: tuple[str, str, str], size: int) -> tuple[int, bytes]:
    """Merge three files line by line; return how many conflicts there are, and the text.

    Args:
        paths: ours, the base and theirs.
        labels: what the three are called in markers.
        size: how many characters long markers are.

    Raises:
        RefusedError: git cannot merge them, as where one is binary.

    """
    words = ["merge-file", "-p", f"--marker-size={size}"]
    for label in labels:
        words += ["-L", " ".join(label.split())]
    code, output, complaint = run([*words, "--", *(os.path.abspath(path) for path in paths)], Path.cwd())  # noqa: PTH100 - links stay
    if code < 0 or code >= 128:  # noqa: PLR2004 - git-merge-file(1): the number of conflicts, up to 127
        raise RefusedError(f"git: {complaint}")
    return code, output


def setting(name: str, scope: str, folder: Path) -> list[str]:
    """Return the values that a configuration has for a name.

    Args:
        name: such as `merge.headcat.driver`.
        scope: `--local` or `--global`.
        folder: where the repository is.

    """
    code, output, _ = run(["config", scope, "--get-all", name], folder)
    return output.decode("utf-8", "surrogateescape").splitlines() if code != _NO_SUCH else []
