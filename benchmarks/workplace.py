"""The folder that everything is made in: environments, catalogues, caches; kept if that is asked for."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.measure import Command, FailedError

HERE = Path(__file__).parent
_SHIPPED = (86, HERE.parent / "data" / "papers.yaml")


class Workplace(NamedTuple):
    """Where headcat is installed, and the catalogues are."""

    folder: Path
    programs: Path
    home: Path

    def catalogue(self, papers: int) -> Path:
        """Return a catalogue of so many papers: the shipped one, or one that is made here."""
        if papers == _SHIPPED[0]:
            return _SHIPPED[1]
        path = self.folder / "catalogues" / f"{papers}.yaml"
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            with unfinished.open("wb") as file:
                made = self.python("generate.py", str(papers))
                subprocess.run(made.words, env=made.environment, stdout=file, check=True)
            unfinished.rename(path)
        return path

    def copy(self, papers: int, name: str) -> Path:
        """Return a fresh copy of a catalogue, to be changed."""
        path = self.folder / "catalogues" / f"{papers}-{name}.yaml"
        shutil.copyfile(self.catalogue(papers), path)
        return path

    def cache(self, name: str) -> Path:
        """Return a folder of derived files."""
        return self.folder / "caches" / name

    def headcat(self, catalogue: Path, *words: str, cache: str = "warm", says: str = "") -> Command:
        """Return headcat with these words, as users run it."""
        return Command(
            (str(self.programs / "headcat"), *words),
            {
                **environment(self.programs, self.home),
                "HEADCAT_CATALOGUE": str(catalogue),
                "HEADCAT_CACHE_DIR": str(self.cache(cache)),
            },
            self.folder,
            says,
        )

    def python(self, program: str, *words: str, clock: bool = False) -> Command:
        """Return a program beside this one, run by the Python that headcat is run by."""
        command = (str(self.programs / "python"), str(HERE / program), *words)
        return Command(command, environment(self.programs, self.home), self.folder, clock=clock)


def workplace(folder: Path) -> Workplace:
    """Make a folder a workplace, with headcat as it is now."""
    folder = folder.resolve()
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    (folder / "catalogues").mkdir(exist_ok=True)
    return Workplace(folder, install(folder / "venv", str(HERE.parent)), home)


def install(folder: Path, *requirements: str) -> Path:
    """Install packages, compiled, into an environment of their own; return the folder of its programs.

    Raises:
        FailedError: they cannot be installed.

    """
    programs = folder / "bin"
    if not programs.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    pip = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--compile")
    if subprocess.run([programs / "python", *pip, *requirements], check=False).returncode:
        raise FailedError(f"cannot install {' '.join(requirements)}")
    return programs


def environment(programs: Path, home: Path) -> dict[str, str]:
    """Return the environment of a process that knows of nothing but one environment and one home."""
    return {
        "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
    }
