"""How each setting of the bars, and each reference, comes about."""

import re
import shlex
import shutil
from pathlib import Path

from benchmarks.bars import ONE, Bar, Group, Reference, Setting
from benchmarks.measure import Command, Figure, Subject, interleaved, run
from benchmarks.workplace import HERE, Workplace, install

# The first word of a summary's second part, where nothing need be quoted.
_WORD = re.compile(rb"(?<=\n      tasks: )[A-Z]\w+")
_BLOCK = 65_536


def measured(place: Workplace, group: Group) -> dict[str, Figure]:
    """Measure the bars of a group, and what they are multiples of, in turns."""
    references = {name for bar in group.bars for name in (bar.of, bar.plus) if name and name != "second"}
    subjects: dict[str, Subject] = {
        name: _reference(place, group.papers, name) for name in sorted(references)
    }
    subjects |= {bar.name(): subject(place, group.papers, bar) for bar in group.bars}
    return interleaved(subjects, group.rounds)


def _reference(place: Workplace, papers: int, name: Reference) -> Subject:
    if name == "hello":
        command = place.python("hello.py", "hello")
    else:
        command = place.python("floor.py", name, str(place.catalogue(papers)), clock=True)
    return lambda _: command


def subject(place: Workplace, papers: int, bar: Bar) -> Subject:
    """Return a bar's command, and what must be so before it is run."""
    if bar.setting in {"unbuilt", "built"}:
        return _site(place, papers, bar)
    copied = bar.setting in {"changed", "edited", "emptied"}
    path = place.copy(papers, bar.setting) if copied else place.catalogue(papers)
    cache = "cold" if bar.setting == "cold" else "warm"

    def ready(number: int) -> Command:
        words = shlex.split(bar.words.format(n=number))
        if bar.setting == "emptied":
            empty(place, papers, path)
        _make_ready(place, path, bar.setting)
        command = place.headcat(path, *words, cache=cache, says=bar.says)
        if bar.setting == "completion":
            return _completion(command)
        return command._replace(terminal=bar.setting == "terminal")

    return ready


def _site(place: Workplace, papers: int, bar: Bar) -> Subject:
    """Return how a site is made, or opened; both need more than is installed for all else."""
    able = place._replace(programs=install(place.folder / "site-venv", f"{HERE.parent}[site]", "playwright"))
    site = place.folder / "site"

    def ready(_: int) -> Command:
        make = able.headcat(place.catalogue(papers), *shlex.split("site site"), says="files")
        if bar.setting == "unbuilt":
            shutil.rmtree(site, ignore_errors=True)
            return make
        run(make)
        return able.python("browsing.py", str(site), bar.words, clock=True)

    return ready


def _make_ready(place: Workplace, path: Path, setting: Setting) -> None:
    if setting == "cold":
        shutil.rmtree(place.cache("cold"), ignore_errors=True)
    if setting in {"changed", "edited"}:
        run(place.headcat(path, *ONE.split()))
    if setting == "edited":
        edit(path)


def _completion(command: Command) -> Command:
    """Return how the shell asks for what may follow a command's words."""
    program, *words = command.words
    line = " ".join(["headcat", *words])
    return command._replace(
        words=(program, line), environment={**command.environment, "_HEADCAT_COMPLETE": "bash"}
    )


def empty(place: Workplace, papers: int, path: Path) -> None:
    """Take all papers out of a copy, and export them as BibTeX where that was not done before."""
    exported = place.folder / "papers.bib"
    if not exported.exists():
        run(place.headcat(place.catalogue(papers), "export", "bibtex", "--output", str(exported)))
    text = place.catalogue(papers).read_text(encoding="utf-8")
    path.write_text(text[: text.index("\npapers:\n")] + "\npapers: []\n", encoding="utf-8")


def edit(path: Path) -> None:
    """Replace one word of a summary in the middle of a file, as editors do: by another file."""
    changed = path.with_suffix(".edited")
    with path.open("rb") as old, changed.open("wb") as new:
        for _ in range(path.stat().st_size // 2 // _BLOCK):
            new.write(old.read(_BLOCK))
        middle = old.read(_BLOCK)
        new.write(_WORD.sub(lambda word: b"Revised" if word[0] == b"Edited" else b"Edited", middle, count=1))
        shutil.copyfileobj(old, new)
    changed.replace(path)
