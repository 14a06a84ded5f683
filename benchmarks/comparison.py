"""Measure headcat and its peers side by side, on the same papers."""

import shlex
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from benchmarks.measure import Command, FailedError, Figure, Subject, interleaved, run
from benchmarks.peers import ENTRY, HEADCAT, PEERS, ROUNDS, Library, Peer
from benchmarks.subjects import subject
from benchmarks.workplace import Workplace, environment, install

# Who took longer is not asked to do the same on ten times as many papers.
_SECONDS_AT_MOST = 10


def measured(place: Workplace, papers: int, before: Mapping[str, Figure]) -> dict[str, Figure]:
    """Measure all programs in turns; `before` is what they took on fewer papers, if they were asked."""
    subjects = {f"headcat {task}": subject(place, papers, bar) for task, bar in HEADCAT.items()}
    failed: dict[str, Figure] = {}
    sources = _exported(place, papers)
    for peer in PEERS:
        tasks = [task for task in peer.commands if _is_quick(before.get(f"{peer.name} {task}"))]
        if papers > peer.largest or not tasks:
            continue
        try:
            programs = install(place.folder / "peers" / peer.name / "venv", *peer.requirements)
            library = _library(peer, place.folder / "peers" / peer.name / str(papers), sources, programs)
        except FailedError as error:
            failed |= {f"{peer.name} {task}": Figure(error=str(error)) for task in tasks}
            continue
        for task in tasks:
            subjects[f"{peer.name} {task}"] = _subject(library, programs, peer.commands[task])
    # By themselves, and last: what is added must not make others slow.
    adding = {name: subjects.pop(name) for name in list(subjects) if name.endswith(" add")}
    rounds = ROUNDS[papers]
    return interleaved(subjects, rounds) | interleaved(adding, rounds) | failed


def _is_quick(figure: Figure | None) -> bool:
    return figure is None or (not figure.error and figure.median() <= _SECONDS_AT_MOST)


def _exported(place: Workplace, papers: int) -> dict[str, Path]:
    """Return the papers in the forms that programs take, exported where they are not there yet."""
    path = place.catalogue(papers)
    sources = {"yaml": path}
    for form, name in (("bibtex", "bib"), ("jsonl", "jsonl")):
        sources[name] = place.folder / "catalogues" / f"{papers}.{name}"
        if not sources[name].exists():
            command = place.headcat(path, "export", form)
            with sources[name].open("wb") as file:
                subprocess.run(command.words, env=command.environment, stdout=file, check=True)
    return sources


def _library(peer: Peer, folder: Path, sources: dict[str, Path], programs: Path) -> Library:
    """Return a program's library, made anew: what former runs added is gone."""
    library = Library(folder, sources)
    shutil.rmtree(library.folder, ignore_errors=True)
    library.folder.mkdir(parents=True)
    if peer.write:
        peer.write(library)
    for words in peer.setup:
        run(_command(library, programs, words, 0))
    return library


def _subject(library: Library, programs: Path, words: str) -> Subject:
    def ready(number: int) -> Command:
        library.entry.write_text(ENTRY.format(n=number))
        return _command(library, programs, words, number)._replace(says="\n")

    return ready


def _command(library: Library, programs: Path, words: str, number: int) -> Command:
    paths = {"library": library.place, "entry": library.entry, **library.sources}
    filled = [word.format(n=number, **paths) for word in shlex.split(words)]
    filled[0] = str(programs / filled[0])
    return Command(tuple(filled), environment(programs, library.folder), library.folder)
