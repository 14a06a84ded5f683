"""Answers that are kept, and for how long."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from headcat.fetch.link_answers import Answers
from headcat.upkeep.linking import Answer

DAY = 24 * 60 * 60
A = "https://a.example/a"
OK = Answer(200, A, titles=("Heads",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "links" / "answers.sqlite"


@pytest.mark.parametrize(
    ("answer", "days"),
    [
        (OK, 7),
        (Answer(200, f"{A}/b", f"{A}/b"), 7),
        (Answer(404, A, twice=True), 1),
        (Answer(403, A), 1),
        (Answer(200, A, challenge=True), 1),
        (Answer(429, A), 0),
        (Answer(503, A), 0),
        (Answer(target=A, problem="did not answer in time"), 0),
        (Answer(302, A, problem="redirects more than 5 times"), 0),
    ],
)
def test_how_long_an_answer_is_kept(
    answer: Answer, days: int, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Answers(path)
    now = time.time()
    kept.keep(A, answer, page=True)
    for later, fresh in ((days * DAY - 60, days > 0), (days * DAY + 60, False), (-DAY, False)):
        monkeypatch.setattr(time, "time", lambda later=later: now + later)
        assert Answers(path).of([A], page=True) == ({A: answer} if fresh else {})


def test_what_a_page_says_answers_whether_it_is_there_and_not_the_other_way_round(path: Path) -> None:
    kept = Answers(path)
    kept.keep(A, OK, page=True)
    kept.keep(f"{A}?", Answer(200, f"{A}?"), page=False)
    assert kept.of([A, f"{A}?", f"{A}#"], page=True) == {A: OK}
    assert kept.of([A, f"{A}?"], page=False) == {A: OK, f"{A}?": Answer(200, f"{A}?")}


def test_the_newest_answer_counts_and_the_oldest_go(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, now = Answers(path), time.time()
    kept.keep(A, OK, page=True)
    kept.keep(f"{A}/b", OK, page=True)
    monkeypatch.setattr(time, "time", lambda: now + 8 * DAY)
    kept.keep(A, Answer(404, A), page=True)
    assert kept.of([A], page=True) == {A: Answer(404, A)}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (1,)


def test_what_is_no_cache_is_made_anew(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database, but a text that is long enough" * 100)
    kept = Answers(path)
    assert kept.of([A], page=True) == {}
    kept.keep(A, OK, page=True)
    assert kept.of([A], page=True) == {A: OK}


@pytest.mark.parametrize("text", ["", "[]", '{"status": 200}', '{"no": 1, "titles": []}'])
def test_an_answer_that_cannot_be_read_is_none(text: str, path: Path) -> None:
    kept = Answers(path)
    kept.keep(A, OK, page=True)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE answer SET json = ?", (text,))
    assert kept.of([A], page=True) == {}


def test_while_another_process_writes_nothing_is_kept_or_lost(path: Path) -> None:
    kept = Answers(path)
    kept.keep(A, OK, page=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        kept.keep(f"{A}/b", OK, page=True)
    assert kept.of([A, f"{A}/b"], page=True) == {A: OK}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    kept = Answers(tmp_path / "file" / "answers.sqlite")
    kept.keep(A, OK, page=True)
    assert kept.of([A], page=True) == {}


def test_answers_that_others_can_write_are_not_believed(path: Path) -> None:
    Answers(path).keep(A, OK, page=True)
    path.parent.chmod(0o777)
    assert Answers(path).of([A], page=True) == {}
    path.parent.chmod(0o700)
    assert Answers(path).of([A], page=True) == {A: OK}
