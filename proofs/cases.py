"""Commands that change a catalogue, each in a place of its own, and how they are judged after a fault."""

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from headcat import store
from headcat.errors import RefusedError
from proofs.place import Place, answers, furnish, truth

_ADD: Final = (
    *("add", "--title", "Hurt Findings", "--author", "Hal Hurt", "--date", "2024-05-01"),
    *("--venue", "arXiv", "--head", "induction", "--no-input"),
)
# In different ways: by an excerpt, by edits, whole; the last changes nothing but builds the index.
COMMANDS: Final = (
    _ADD,
    ("edit", "adams2020paper000003", "--note", "a note"),
    ("remove", "adams2020paper000004", "--yes"),
    ("heads", "rename", "Mover Head", "Moving Head"),
    ("fmt",),
    ("list",),
)


class Case(NamedTuple):
    """A command, where it is run, and what the file is before and after it."""

    words: tuple[str, ...]
    place: Place
    before: bytes
    after: bytes

    @property
    def lock(self) -> str:
        """The name of the lock that it takes: the file's, or that of its index."""
        return f"{self.place.catalogue.name}{'.sqlite' if self.words == ('list',) else ''}.lock"


def cases(folder: Path, commands: Sequence[tuple[str, ...]] = COMMANDS, papers: int = 60) -> list[Case]:
    """Return the cases of some commands."""
    return [_case(folder / str(number), words, papers) for number, words in enumerate(commands)]


def _case(folder: Path, words: tuple[str, ...], papers: int) -> Case:
    place = furnish(folder, papers)
    text = place.catalogue.read_text(encoding="utf-8")
    place.catalogue.write_text(text.replace("date: ", "date:   ", 1), encoding="utf-8")  # something for fmt
    before = place.catalogue.read_bytes()
    ended = place.run(*words)
    if ended.returncode:
        raise AssertionError(ended.stderr)
    return Case(words, place, before, place.catalogue.read_bytes())


def renew(case: Case) -> None:
    """Put all back to where it was before the command, with an index that is up to it but for `list`."""
    os.environ["HEADCAT_CACHE_DIR"] = str(case.place.cache)
    folder = case.place.catalogue.parent
    shutil.rmtree(folder)
    folder.mkdir()
    case.place.catalogue.write_bytes(case.before)
    if case.words == ("list",):
        shutil.rmtree(case.place.cache, ignore_errors=True)
    else:
        answers(case.place.catalogue)


def wrongs(case: Case) -> list[str]:
    """Return what is not as it must be after a fault; the next change is made here."""
    path = case.place.catalogue
    data = path.read_bytes() if path.is_file() else b""
    if data not in (case.before, case.after):
        return [f"a third file of {len(data)} bytes"]
    wrong = []
    if answers(path) != truth(path):
        wrong.append("the index disagrees")
    try:
        with store.lock(path):
            store.replace(path, data + b"# next\n", expected=store.read(path))
    except RefusedError as error:
        wrong.append(f"the next change: {error}")
    if answers(path) != truth(path):
        wrong.append("the index disagrees after the next change")
    if litter := case.place.litter():
        wrong.append(f"litter: {litter}")
    return wrong
