"""Nothing is lost in silence by a merge: random histories, merged by headcat, by git with it, by git alone.

What is lost is told from words: every value and comment of a history is a word that nobody else wrote.
"""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from hypothesis import HealthCheck, given, settings

from headcat.document import parse
from headcat.errors import RefusedError
from headcat.merge import Merged, merged
from headcat.pairing import NAME_FIELDS, named
from proofs.histories import History, histories
from proofs.newest import newest
from proofs.report import Row, complain

_WORD: Final = re.compile(r"\bw\d+|(?<=[a-z0-9])w\d+")
_ENTRY: Final = re.compile(r"^  - key: (\S+)(?:\n(?!  - |[a-z#]|  #).*)*", re.MULTILINE)
_HEAD: Final = re.compile(
    r"^  - name: Head [^#\n]*(?:#.*)?(?:\n    aliases: [^#\n]*|\n    aliases:(?:\n      .*)+)?", re.MULTILINE
)
_COMMENT: Final = re.compile("#.*")
_UNORDERED: Final = ("heads", "aliases")
_IDENTITY: Final = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@example.org",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@example.org",
    "GIT_CONFIG_GLOBAL": "/dev/null",
}
_AGAIN: Final = "to be decided when merged once more"
_THROUGH_GIT: Final = 20  # one history of so many goes through git itself


class Outcome(NamedTuple):
    """What a merge came to: the text, and whether somebody is told that it is not finished."""

    text: str
    told: bool


def prove(folder: Path, tries: int) -> Iterator[Row]:
    """Yield what was lost in random histories and in additions of the newest paper.

    Args:
        folder: where to work.
        tries: how many histories.

    """
    drawn: list[History] = []
    counts: Counter[str] = Counter()

    def fails(history: History) -> list[str]:
        drawn.append(history)
        return faults(history, counts)

    lost = tried(tries, fails)
    kinds = ("clean", "in conflict", "with new errors", "by line", _AGAIN)
    remark = ", ".join(f"{counts[name]} {name}" for name in kinds)
    yield Row("a random history, merged by headcat", tries, lost, remark)
    some = drawn[::_THROUGH_GIT]
    through = [(history, through_git(folder / str(number), history)) for number, history in enumerate(some)]
    yield _row("the same through `git merge` and the driver", through)
    for name, option in (("git alone", ""), ("git with merge=union", "--union")):
        yield _row(f"the same, merged by {name}", [(each, by_line(folder, each, option)) for each in drawn])
    yield from newest(folder)


def tried(tries: int, fails: Callable[[History], list[str]]) -> int:
    """Try histories, the same ones each time; return in how many something was wrong, and complain of it."""
    lost = 0

    @settings(
        max_examples=tries,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories())
    def run(history: History) -> None:
        nonlocal lost
        wrong = fails(history)
        for what in wrong:
            complain(what)
        lost += bool(wrong)

    run()
    return lost


def _row(fault: str, outcomes: list[tuple[History, Outcome]]) -> Row:
    """Return the row of merges of which only those count as lost that nobody is told of."""
    told = sum(outcome.told for _, outcome in outcomes)
    lost = sum(not outcome.told and bool(wrong_with(history, outcome.text)) for history, outcome in outcomes)
    return Row(fault, len(outcomes), lost, f"{told} in conflict")


def faults(history: History, counts: Counter[str]) -> list[str]:
    """Return what is wrong with headcat's merge of a history, and count what it came to."""
    base, ours, theirs = (text.encode() for text in history)
    found = [name for name, made, expected in _laws(base, ours, theirs) if made != expected]
    made, swapped = (_merged(base, one, other) for one, other in ((ours, theirs), (theirs, ours)))
    counts[_kind(made)] += 1
    if _kind(made) != _kind(swapped):
        found.append(f"it depends on the side: {_kind(made)}, {_kind(swapped)}")
    if made is None or swapped is None:
        return found
    text = made.data.decode()
    found += lost_words(history, text)
    if made.conflicts:
        return found
    found += [] if made.errors else wrong_with(history, text)
    if contents(text) != contents(swapped.data.decode()):
        found.append("the sides are not equal")
    again = _merged(base, made.data, theirs)
    if _kind(again) != _kind(made):  # a head that one side renamed and the other merged, and so on
        counts[_AGAIN] += 1
    elif again and contents(again.data.decode()) != contents(text):
        found.append("merged once more it is another")
    return found


def _laws(base: bytes, ours: bytes, theirs: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    for side in (ours, theirs):
        yield "merge(x, x, y) is not y", merged(base, base, side).data, side
        yield "merge(x, y, x) is not y", merged(base, side, base).data, side
        yield "merge(x, y, y) is not y", merged(base, side, side).data, side


def _merged(base: bytes, ours: bytes, theirs: bytes) -> Merged | None:
    """Return the merge, None where lines are merged and somebody is told so."""
    try:
        return merged(base, ours, theirs)
    except RefusedError:
        return None


def _kind(made: Merged | None) -> str:
    if made is None:
        return "by line"
    if made.conflicts:
        return "in conflict"
    return "with new errors" if made.errors else "clean"


def lost_words(history: History, text: str) -> list[str]:
    """Return which words a text lacks that it must have, has of its own, or has in another paper."""
    base, ours, theirs = (set(_WORD.findall(each)) for each in history)
    words = set(_WORD.findall(text))
    found = [f"{word} is lost" for word in ((ours | theirs) - base | (base & ours & theirs)) - words]
    found += [f"{word} comes from nowhere" for word in words - ours - theirs]
    papers = _papers(text)
    for side, other in (history[1:], history[:0:-1]):
        removed = _papers(history.base).keys() - _papers(other).keys()
        heads = set().union(*_heads(side))
        for key, own in _papers(side).items():
            for word in own - base - (heads if key in removed else set()):
                if not any(word in each for name, each in papers.items() if name.startswith(key)):
                    found.append(f"{word} is not in {key}")
    return found


def _papers(text: str) -> dict[str, set[str]]:
    """Return the words of each paper by key, of both versions where there are two; of a head all names."""
    found: dict[str, set[str]] = {}
    heads = _heads(text)
    for match in _ENTRY.finditer(text.replace("\r\n", "\n")):
        words = set(_WORD.findall(match[0]))
        for _ in range(2):  # of a head that is in conflict there are two versions, with names in common
            words = words.union(*(names for names in heads if names & words))
        found.setdefault(match[1], set()).update(words)
    return found


def _heads(text: str) -> list[set[str]]:
    """Return the words of the names of each head."""
    found = _HEAD.finditer(text.replace("\r\n", "\n"))
    return [set(_WORD.findall(_COMMENT.sub("", match[0]))) for match in found]


def wrong_with(history: History, text: str) -> list[str]:
    """Return what is wrong with a text that is said to be a merge without conflicts."""
    document = parse(text)
    if document.problems:
        return [document.problems[0].message]
    try:
        for section in NAME_FIELDS:
            named(document, section)
    except RefusedError as error:
        return [str(error)]
    heads = {name for says in contents(text)["heads"] for name in _names(json.loads(says))}
    used = {name for says in contents(text)["papers"] for name in json.loads(says).get("heads", [])}
    return [*lost_words(history, text), *(f"no head is called {name}" for name in used - heads)]


def _names(says: dict[str, Any]) -> list[str]:
    return [says["name"], *says.get("aliases", [])]


def contents(text: str) -> dict[str, list[str]]:
    """Return what a text says, without any order that means nothing."""
    document = parse(text)
    return {
        section: sorted(
            json.dumps({name: _sorted(name, value) for name, value in entry.says().items()}, sort_keys=True)
            for entry in document.entries(section)
        )
        for section in NAME_FIELDS
    }


def _sorted(name: str, value: Any) -> Any:
    return sorted(value) if name in _UNORDERED else value


def by_line(folder: Path, history: History, option: str) -> Outcome:
    """Return what `git merge-file` makes of a history."""
    names = ("base", "ours", "theirs")
    for name, text in zip(names, history, strict=True):
        (folder / name).write_bytes(text.encode())
    words = ["git", "merge-file", "-p", *([option] if option else []), "ours", "base", "theirs"]
    ended = subprocess.run(words, cwd=folder, capture_output=True, check=False)
    return Outcome(ended.stdout.decode(), ended.returncode != 0)


def through_git(folder: Path, history: History) -> Outcome:
    """Return what `git merge` makes of a history in a repository that is set up by `headcat git-setup`."""
    catalogue = folder / "data" / "papers.yaml"
    catalogue.parent.mkdir(parents=True)
    environment = {**os.environ, **_IDENTITY}

    def run(*words: str) -> int:
        return subprocess.run(words, cwd=folder, env=environment, capture_output=True, check=False).returncode

    run("git", "init", "--quiet", "--initial-branch=base")
    catalogue.write_bytes(history.base.encode())
    run(sys.executable, "-m", "headcat", "git-setup")
    for branch, text in (("base", history.base), ("ours", history.ours), ("theirs", history.theirs)):
        run("git", "checkout", "--quiet", "-B", branch, *(["base"] if branch != "base" else []))
        catalogue.write_bytes(text.encode())
        run("git", "add", "--all")
        run("git", "commit", "--quiet", "--allow-empty", "--message", branch)
    run("git", "checkout", "--quiet", "ours")
    code = run("git", "merge", "--quiet", "--no-edit", "theirs")
    return Outcome(catalogue.read_bytes().decode(), code != 0)
