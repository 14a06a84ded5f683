"""Random histories: a few of those that `python -m proofs merging` tries."""

from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from proofs.histories import History, histories
from proofs.merging import by_line, contents, faults, lost_words, through_git, wrong_with
from proofs.newest import newest

from conftest import SMALL


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_no_word_is_lost_in_a_random_history(history: History) -> None:
    assert faults(history, Counter()) == []


ADDED = SMALL + SMALL[SMALL.index("\n  # the second") :].replace("zorn2023names", "zuse2024w1").replace(
    "2311", "2401"
)
HISTORY = History(SMALL, ADDED, SMALL.replace("They move", "w2"))


def test_a_history_goes_through_git(tmp_path: Path) -> None:
    text, told = through_git(tmp_path / "repo", HISTORY)
    assert (told, wrong_with(HISTORY, text)) == (False, [])
    assert contents(text) == contents(ADDED.replace("They move", "w2", 1))


def test_what_lines_lose_is_seen(tmp_path: Path) -> None:
    twice = History(SMALL, SMALL.replace("They move", "w1"), SMALL.replace("They move", "w2"))
    text, told = by_line(tmp_path, twice, "--union")
    assert (told, wrong_with(twice, text)) == (False, ["the field 'result' is here twice"])
    missing = ["w1 is lost", "w1 is not in zuse2024w1", "w2 is lost", "w2 is not in zorn2023names"]
    assert sorted(lost_words(HISTORY, SMALL)) == missing


def test_two_newest_papers_are_no_conflict(tmp_path: Path) -> None:
    rows = {row.fault: (row.tries, row.lost, row.remark) for row in newest(tmp_path, 6)}
    name = "two newest papers in a file newest last, merged by "
    assert rows[f"{name}headcat"] == (6, 0, "0 in conflict")
    assert rows[f"{name}git alone"] == (6, 0, "6 in conflict")
