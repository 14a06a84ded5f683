"""Where targets that need files work: one folder a process, in memory where there is such a place."""

import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

SMALL: Final = """\
heads:
  - name: Induction Head
    aliases: [Inductive Head]
    stage: Latent Reasoning
  - name: Mover Head
    stage: In-Context Identification
  - name: Name Mover Head
    broader: Mover Head
venues:
  - name: NeurIPS
    aliases: [NIPS]
    full: Advances in Neural Information Processing Systems
  - name: arXiv
    kind: preprint
papers:
  # the first of all
  - key: adams2022heads
    title: Heads of a Small Catalogue
    authors:
      - Ada Adams
      - Ludwig van der Berg
    date: 2022-03-08
    venue: NeurIPS 2022
    ids:
      arxiv: "2203.00001"
    heads:
      - Induction Head  # as the paper says
    links:
      paper: https://arxiv.org/abs/2203.00001
      code: https://github.com/example/heads
    summary:
      innovation: It names heads.
      tasks: Small tasks.
      result: It works.
  - key: zorn2023names
    title: "Names: Moved"
    authors:
      - Zoe Zorn
    date: 2023-11
    venue: arXiv
    heads:
      - Name Mover Head
    links:
      paper: https://arxiv.org/abs/2311.00002
"""
_MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it


@cache
def folder() -> Path:
    """Return this process's folder, which is the current one from now on."""
    parent = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    made = Path(tempfile.mkdtemp(prefix="headcat-fuzz-", dir=parent))
    os.environ["HEADCAT_CACHE_DIR"] = str(made / "cache")
    os.environ["HOME"] = os.environ["XDG_STATE_HOME"] = str(made / "home")
    return made


def clean() -> Path:
    """Return the folder as it is at the beginning: with nothing in it but the small catalogue."""
    made = folder()
    for path in made.iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    (made / "data").mkdir()
    (made / "data" / "papers.yaml").write_text(SMALL, encoding="utf-8")
    return made


def catalogue(data: bytes) -> Path:
    """Return a catalogue file that holds some bytes, without an index of it."""
    made = folder()
    shutil.rmtree(made / "cache", ignore_errors=True)
    path = made / "catalogue.yaml"
    path.write_bytes(data)
    return path
