"""Where a proof works: a folder with a catalogue that has a remark above each paper, and a cache."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from headcat import Catalogue
from headcat.model import Query

HEADCAT = (sys.executable, "-m", "headcat")
_TOP = """\
# a catalogue to be hurt
heads:
  - name: Induction Head
    stage: Latent Reasoning
  - name: Mover Head
venues:
  - name: arXiv
    kind: preprint
papers:
"""
_PAPER = """\
  # remark {number}
  - key: {key}
    title: Paper {number} of Many
    authors:
      - Ada Adams
    date: 2020-01-{day:02}
    venue: arXiv
    heads:
      - Induction Head  # as it says
    links:
      paper: https://example.org/{number}
"""


class Place(NamedTuple):
    """A folder of its own."""

    folder: Path

    @property
    def catalogue(self) -> Path:
        """The catalogue's file."""
        return self.folder / "data" / "papers.yaml"

    @property
    def cache(self) -> Path:
        """The folder of derived files."""
        return self.folder / "cache"

    @property
    def environment(self) -> dict[str, str]:
        """What programs see: this folder for everything, and no measuring of coverage, which writes too."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("HEADCAT_", "XDG_", "COV", "PYTEST"))
        }
        own = {"HOME": str(self.folder / "home"), "HEADCAT_CACHE_DIR": str(self.cache)}
        return kept | own | {"PYTHONHASHSEED": "0", "NO_COLOR": "1"}

    def words(self, *words: str) -> list[str]:
        """Return the words that run headcat with the catalogue."""
        return [*HEADCAT, "--catalogue", str(self.catalogue), "--wait", "600", *words]

    def run(self, *words: str, before: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
        """Run headcat to its end, by way of another program where one is named before."""
        command = [*before, *self.words(*words)]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, errors="replace", check=False
        )

    def litter(self) -> list[str]:
        """Return what lies beside the catalogue."""
        return sorted({path.name for path in self.catalogue.parent.iterdir()} - {self.catalogue.name})


def furnish(folder: Path, papers: int = 20) -> Place:
    """Make a folder, with a catalogue of some papers in it."""
    place = Place(folder)
    (folder / "home").mkdir(parents=True)
    place.catalogue.parent.mkdir()
    place.catalogue.write_text(text(papers), encoding="utf-8")
    return place


def text(papers: int) -> str:
    """Return a catalogue of some papers."""
    entries = (
        _PAPER.format(number=number, key=f"adams2020paper{number:06}", day=number % 28 + 1)
        for number in range(papers)
    )
    return _TOP + "".join(entries)


def answers(path: Path) -> list[str]:
    """Return what the papers of a catalogue are, by the index that is there."""
    return sorted(Catalogue.open(path).find_json(Query()))


def truth(path: Path) -> list[str]:
    """Return what the papers of a catalogue are, by an index that is made anew."""
    before = os.environ.get("HEADCAT_CACHE_DIR")
    os.environ["HEADCAT_CACHE_DIR"] = os.devnull  # no folder, so it is made in memory
    try:
        return answers(path)
    finally:
        del os.environ["HEADCAT_CACHE_DIR"]
        if before is not None:
            os.environ["HEADCAT_CACHE_DIR"] = before
