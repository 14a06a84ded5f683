"""The derived index: never older than the file, never an error of its own, the same answer always."""

import errno
import json
import os
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from conftest import SMALL
from headcat import index, store
from headcat.errors import Diagnostic, RefusedError, Severity, UsageError
from headcat.index import Index, Numbered, indexing
from headcat.index.tables import GAP
from headcat.model import Head, Link, Paper, Query, Summary, Venue
from headcat.vocabulary import Vocabulary

KEYS = ["zorn2023names", "adams2022heads"]
ADAMS = Paper(
    key="adams2022heads",
    title="Heads of a Small Catalogue",
    authors=("Ada Adams", "Ludwig van der Berg"),
    date="2022-03-08",
    venue="NeurIPS 2022",
    ids={"arxiv": "2203.00001"},
    heads=("Induction Head",),
    links=(
        Link("paper", "https://arxiv.org/abs/2203.00001"),
        Link("code", "https://github.com/example/heads"),
    ),
    summary=Summary("It names heads.", "Small tasks.", "It works."),
)
ZORN = Paper(
    key="zorn2023names",
    title="Names: Moved",
    authors=("Zoe Zorn",),
    date="2023-11",
    venue="arXiv",
    ids={"arxiv": "2311.00002"},
    heads=("Name Mover Head", "Induction Head"),
    links=(Link("paper", "https://arxiv.org/abs/2311.00002"),),
    summary=Summary("It moves names.", "Names.", "They move."),
)
READ_KEYS = """
import sys
from pathlib import Path
from headcat.index import Index, Numbered
from headcat.model import Query
sys.stdin.read()
print(*(paper.key for paper in Index.of(Path(sys.argv[1])).find(Query())))
"""


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Count how often the index is filled."""
    filled: list[Path] = []
    fill = indexing.fill

    def counted(
        connection: sqlite3.Connection, path: Path, version: str, progress: indexing.Progress | None
    ) -> None:
        filled.append(path)
        fill(connection, path, version, progress)

    monkeypatch.setattr(indexing, "fill", counted)
    return filled


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every file count as old enough for its stamp to be trusted."""
    monkeypatch.setattr(index, "_YOUNG", -(10**18))


def keys(path: Path, query: Query | None = None) -> list[str]:
    return [paper.key for paper in Index.of(path).find(query or Query())]


def place(path: Path) -> Path:
    """Return where the index of a catalogue lies: the catalogue's own path, mirrored."""
    return Path(f"{store.cache_folder() / 'index'}{path.resolve()}.sqlite")


def stored() -> list[Path]:
    return sorted(file for file in store.cache_folder().rglob("*") if not file.is_dir())


def refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EACCES, os.strerror(errno.EACCES))


# what it answers


def test_papers_come_back_as_they_were_read(catalogue_file: Path) -> None:
    found = Index.of(catalogue_file)
    assert list(found.find(Query())) == [ZORN, ADAMS]
    texts = [json.dumps(paper.to_json(), ensure_ascii=False) for paper in (ZORN, ADAMS)]
    assert list(found.json(Query())) == texts


def test_vocabulary_comes_back_in_the_order_of_the_file(catalogue_file: Path) -> None:
    heads = (
        Head("Induction Head", ("Inductive Head",), "Latent Reasoning", "In-context Learning"),
        Head("Mover Head", (), "In-Context Identification"),
        Head("Name Mover Head", (), "In-Context Identification", broader="Mover Head"),
    )
    full = "Advances in Neural Information Processing Systems"
    venues = (Venue("NeurIPS", ("NIPS",), full), Venue("arXiv", ("CoRR",), None, "preprint"))
    assert Index.of(catalogue_file).vocabulary() == Vocabulary(heads, venues)


def test_heads_are_counted_with_their_narrower_ones(catalogue_file: Path) -> None:
    counts = {"Induction Head": 2, "Mover Head": 1, "Name Mover Head": 1}
    assert Index.of(catalogue_file).head_counts() == counts


def test_a_paper_counts_once_for_a_head_that_it_names_twice(catalogue_file: Path) -> None:
    names = "      - Name Mover Head\n      - mover\n      - name-mover\n"
    catalogue_file.write_text(SMALL.replace("      - Name Mover Head\n", names), encoding="utf-8")
    counts = {"Induction Head": 2, "Mover Head": 1, "Name Mover Head": 1}
    assert Index.of(catalogue_file).head_counts() == counts


@pytest.mark.parametrize(
    ("prefix", "whole", "expected"),
    [
        ("adams2022heads", True, [Numbered(GAP, ADAMS)]),
        ("adams2022", True, []),
        ("adams2022", False, [Numbered(GAP, ADAMS)]),
        ("adams2022heads", False, [Numbered(GAP, ADAMS)]),
        ("dams", False, []),
        ("Adams", False, []),
        ("%", False, []),
        ("", False, [Numbered(GAP, ADAMS), Numbered(2 * GAP, ZORN)]),
    ],
)
def test_papers_by_key(catalogue_file: Path, prefix: str, *, whole: bool, expected: list[Numbered]) -> None:
    assert Index.of(catalogue_file).by_key(prefix, whole=whole) == expected


def test_papers_by_identity_and_by_link(catalogue_file: Path) -> None:
    found = Index.of(catalogue_file)
    assert found.by_identity("arxiv", "2311.00002") == [Numbered(2 * GAP, ZORN)]
    assert found.by_identity("doi", "2311.00002") == []
    assert found.by_url("https://github.com/example/heads") == [Numbered(GAP, ADAMS)]
    assert found.by_url("https://github.com/example") == []


def test_a_paper_link_is_an_identity(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace('    ids:\n      arxiv: "2203.00001"\n', ""), encoding="utf-8")
    found = Index.of(catalogue_file).by_identity("arxiv", "2203.00001")
    assert [located.paper.key for located in found] == ["adams2022heads"]


def test_heads_and_venues_are_settled(catalogue_file: Path) -> None:
    text = SMALL.replace("- Name Mover Head\n      - Induction", "- inductive\n      - Induction")
    catalogue_file.write_text(text.replace("NeurIPS 2022", "NIPS, 2022"), encoding="utf-8")
    found = [(paper.heads, paper.venue) for paper in Index.of(catalogue_file).find(Query())]
    assert found == [(("Induction Head",), "arXiv"), (("Induction Head",), "NeurIPS 2022")]


def test_a_wrong_question_is_refused_before_the_first_answer(catalogue_file: Path) -> None:
    with pytest.raises(UsageError, match=r"^no sort field is called 'size'; nearest: date, key, "):
        Index.of(catalogue_file).json(Query(sort="size"))


# broken entries


def test_a_broken_entry_is_named_and_the_others_are_listed(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace("authors:\n      - Zoe Zorn", "authors: Zoe Zorn"), "utf-8")
    found = Index.of(catalogue_file)
    assert [paper.key for paper in found.find(Query())] == ["adams2022heads"]
    message = "authors: must be a list, not one value"
    path = "data/papers.yaml"
    assert found.problems() == (Diagnostic("HC102", Severity.ERROR, path, 43, 14, message),)


def test_a_syntax_error_ends_one_entry(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace("Heads of a Small", "Heads: of a Small"), encoding="utf-8")
    found = Index.of(catalogue_file)
    assert [paper.key for paper in found.find(Query())] == ["zorn2023names"]
    assert [(each.code, each.line, each.column) for each in found.problems()] == [("HC001", 22, 17)]


def test_of_two_papers_with_one_key_the_first_is_taken(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace("zorn2023names", "adams2022heads"), encoding="utf-8")
    found = Index.of(catalogue_file)
    assert list(found.find(Query())) == [ADAMS]
    assert found.by_key("adams2022heads", whole=True) == [Numbered(GAP, ADAMS)]
    message = "the key adams2022heads is also that of adams2022heads (line 21)"
    expected = Diagnostic("HC201", Severity.ERROR, "data/papers.yaml", 41, 10, message, key="adams2022heads")
    assert found.problems() == (expected,)


def test_an_impossible_date_is_no_obstacle(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace("2022-03-08", '""'), encoding="utf-8")
    assert keys(catalogue_file) == KEYS


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "data/papers.yaml: HC009 the file is empty; a catalogue has at least the line 'papers:'"),
        (b"papers:\n\xff", "data/papers.yaml:2:1: HC010 byte 0xFF is not UTF-8; save the file in UTF-8"),
    ],
)
def test_what_is_no_text_is_refused_and_leaves_nothing(
    catalogue_file: Path, data: bytes, message: str
) -> None:
    catalogue_file.write_bytes(data)
    for _ in range(2):
        with pytest.raises(RefusedError) as refused:
            Index.of(catalogue_file)
        assert str(refused.value) == message
    assert stored() == []


def test_a_file_that_became_no_text_is_not_answered_from_the_index(catalogue_file: Path) -> None:
    assert keys(catalogue_file) == KEYS
    catalogue_file.write_bytes(b"\xff" * len(SMALL.encode()))
    with pytest.raises(RefusedError, match="is not UTF-8"):
        Index.of(catalogue_file)


def test_a_file_that_vanished_is_refused(catalogue_file: Path) -> None:
    assert keys(catalogue_file) == KEYS
    catalogue_file.unlink()
    with pytest.raises(RefusedError, match=r"^data/papers\.yaml: no such file or directory$"):
        Index.of(catalogue_file)


def test_a_file_that_vanishes_while_it_is_looked_at_is_refused(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keys(catalogue_file) == KEYS
    stamp = store.stamp(catalogue_file)
    monkeypatch.setattr(store, "stamp", lambda _: stamp)
    catalogue_file.unlink()
    with pytest.raises(RefusedError, match=r"^data/papers\.yaml: no such file or directory$"):
        Index.of(catalogue_file)


# freshness


def test_an_unchanged_file_is_read_once(catalogue_file: Path, builds: list[Path]) -> None:
    assert [keys(catalogue_file) for _ in range(3)] == [KEYS] * 3
    assert builds == [catalogue_file]


@pytest.mark.usefixtures("old")
def test_an_unchanged_old_file_is_not_even_opened(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keys(catalogue_file) == KEYS
    monkeypatch.setattr(store, "read", refuse)
    assert keys(catalogue_file) == KEYS


def test_an_edit_of_equal_size_and_time_is_seen(catalogue_file: Path, builds: list[Path]) -> None:
    for title in ("Names: Moved", "Nomes: Moved", "Nimes: Moved"):
        status = catalogue_file.stat()
        catalogue_file.write_text(SMALL.replace("Names: Moved", title), encoding="utf-8")
        os.utime(catalogue_file, ns=(status.st_atime_ns, status.st_mtime_ns))
        titles = [paper.title for paper in Index.of(catalogue_file).find(Query())]
        assert titles == [title, "Heads of a Small Catalogue"]
    assert builds == [catalogue_file]


@pytest.mark.usefixtures("old")
def test_an_edit_of_an_old_file_is_seen_though_its_time_was_set_back(catalogue_file: Path) -> None:
    year_2000 = 946_684_800 * 10**9
    os.utime(catalogue_file, ns=(year_2000, year_2000))
    assert keys(catalogue_file) == KEYS
    catalogue_file.write_text(SMALL.replace("zorn2023", "born2023"), encoding="utf-8")
    os.utime(catalogue_file, ns=(year_2000, year_2000))
    assert keys(catalogue_file) == ["born2023names", "adams2022heads"]


@pytest.mark.usefixtures("old")
def test_another_file_in_its_place_is_seen(catalogue_file: Path) -> None:
    assert keys(catalogue_file) == KEYS
    other = Path("other.yaml")
    other.write_text(SMALL.replace("zorn2023", "born2023"), encoding="utf-8")
    other.replace(catalogue_file)
    assert keys(catalogue_file) == ["born2023names", "adams2022heads"]


@pytest.mark.usefixtures("old")
def test_a_touched_file_is_read_and_not_indexed_anew(
    catalogue_file: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keys(catalogue_file) == KEYS
    os.utime(catalogue_file, ns=(1, 1))
    assert keys(catalogue_file) == KEYS
    monkeypatch.setattr(store, "read", refuse)
    assert keys(catalogue_file) == KEYS
    assert (builds, stored()) == ([catalogue_file], [place(catalogue_file)])


@pytest.mark.usefixtures("old")
def test_a_copy_put_in_its_place_is_not_indexed_anew(catalogue_file: Path, builds: list[Path]) -> None:
    assert keys(catalogue_file) == KEYS
    Path("copy.yaml").write_bytes(catalogue_file.read_bytes())
    Path("copy.yaml").replace(catalogue_file)
    assert keys(catalogue_file) == KEYS
    assert builds == [catalogue_file]


@pytest.mark.usefixtures("old")
def test_an_index_that_may_not_be_written_is_good_all_the_same(
    catalogue_file: Path, builds: list[Path]
) -> None:
    assert keys(catalogue_file) == KEYS
    os.utime(catalogue_file, ns=(1, 1))
    blocker = sqlite3.connect(f"file:{place(catalogue_file)}?mode=rw", uri=True)
    blocker.execute("PRAGMA user_version = 1")
    blocker.execute("CREATE TRIGGER stop BEFORE UPDATE ON meta BEGIN SELECT raise(ABORT, 'no'); END")
    blocker.close()
    assert keys(catalogue_file) == KEYS
    assert builds == [catalogue_file]


def test_an_index_of_another_version_is_built_anew(
    catalogue_file: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keys(catalogue_file) == KEYS
    monkeypatch.setattr(index, "SCHEMA", index.SCHEMA + 1)
    assert [keys(catalogue_file) for _ in range(2)] == [KEYS] * 2
    monkeypatch.setattr(index, "__version__", "99.0")
    assert [keys(catalogue_file) for _ in range(2)] == [KEYS] * 2
    assert builds == [catalogue_file] * 3


# damage


def _foreign(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE other (x)")
    connection.close()


def _meta(sql: str) -> Callable[[Path], None]:
    def damage(file: Path) -> None:
        with sqlite3.connect(file) as connection:
            connection.execute(sql)
        connection.close()

    return damage


def _cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def _zeros(file: Path) -> None:
    """Overwrite the page with the first paper."""
    data = bytearray(file.read_bytes())
    start = data.index(b'{"key": "adams2022heads"') // 4096 * 4096
    data[start : start + 4096] = bytes(4096)
    file.write_bytes(data)


def _to_nowhere(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


@pytest.mark.parametrize(
    "damage",
    [
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"no database" * 1000),
        lambda file: file.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000),
        _foreign,
        _cut,
        _zeros,
        _to_nowhere,
        _meta("DELETE FROM meta"),
        _meta("UPDATE meta SET seen = 'soon'"),
        _meta("UPDATE meta SET size = 1, digest = 1, sound = NULL"),
        _meta("ALTER TABLE meta DROP COLUMN inode"),
        _meta("DROP TABLE paper"),
        _meta("DROP TABLE term"),
    ],
)
@pytest.mark.usefixtures("old")
def test_a_damaged_index_gives_way_to_a_new_one(
    catalogue_file: Path, builds: list[Path], damage: Callable[[Path], None]
) -> None:
    assert keys(catalogue_file) == KEYS
    damage(place(catalogue_file))
    assert [keys(catalogue_file) for _ in range(2)] == [KEYS] * 2
    assert builds == [catalogue_file] * 2
    assert stored() == [place(catalogue_file)]


@pytest.mark.usefixtures("old")
def test_an_answer_goes_on_where_the_damage_is_met(catalogue_file: Path, builds: list[Path]) -> None:
    entry = "  - key: k{0:03}\n    title: T{0} {1}\n    authors: [A B]\n    date: 2024\n"
    papers = "".join(entry.format(number, "long " * 80) for number in range(100))
    catalogue_file.write_text(f"papers:\n{papers}", encoding="utf-8")
    expected = [f"k{number:03}" for number in range(100)]
    assert keys(catalogue_file) == expected
    data = bytearray(place(catalogue_file).read_bytes())
    start = data.index(b'{"key": "k060"') // 4096 * 4096
    data[start : start + 4096] = bytes(4096)
    place(catalogue_file).write_bytes(data)
    found = Index.of(catalogue_file).find(Query(sort="key"))
    assert [next(found).key for _ in range(50)] == expected[:50]
    assert builds == [catalogue_file]
    assert [paper.key for paper in found] == expected[50:]
    assert builds == [catalogue_file] * 2


def _planted(file: Path) -> None:
    """Let the index say what is not so."""
    file.write_bytes(file.read_bytes().replace(b"Heads of a Small", b"Heads of a Large"))


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
@pytest.mark.usefixtures("old")
def test_an_index_that_others_can_write_is_not_believed(
    catalogue_file: Path, builds: list[Path], mode: int
) -> None:
    assert keys(catalogue_file) == KEYS
    _planted(place(catalogue_file))
    place(catalogue_file).chmod(mode)
    with pytest.raises(sqlite3.OperationalError, match=r"^there is no index$"):
        index.at_hand(catalogue_file)
    assert list(Index.of(catalogue_file).find(Query())) == [ZORN, ADAMS]
    assert builds == [catalogue_file] * 2
    assert stat.S_IMODE(place(catalogue_file).stat().st_mode) == 0o600


@pytest.mark.usefixtures("old")
def test_an_index_in_a_folder_that_others_can_write_is_not_believed(
    catalogue_file: Path, builds: list[Path]
) -> None:
    """They could put a journal beside it, which SQLite would carry out."""
    assert keys(catalogue_file) == KEYS
    _planted(place(catalogue_file))
    folder = store.cache_folder() / "index"
    folder.chmod(0o777)
    assert list(Index.of(catalogue_file).find(Query())) == [ZORN, ADAMS]
    assert builds == [catalogue_file] * 2
    folder.chmod(0o700)


@pytest.mark.usefixtures("old")
def test_an_index_of_somebody_else_is_not_believed(
    catalogue_file: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keys(catalogue_file) == KEYS
    _planted(place(catalogue_file))
    user = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert list(Index.of(catalogue_file).find(Query())) == [ZORN, ADAMS]
    assert builds == [catalogue_file] * 2


def test_who_waited_for_another_build_takes_it(catalogue_file: Path, builds: list[Path]) -> None:
    assert keys(catalogue_file) == KEYS
    made = place(catalogue_file).rename("made")
    with ThreadPoolExecutor(1) as pool, store.lock(place(catalogue_file)):
        waiting = pool.submit(keys, catalogue_file)
        time.sleep(0.1)
        made.rename(place(catalogue_file))
    assert waiting.result() == KEYS
    assert builds == [catalogue_file]


def test_who_waits_too_long_builds_in_memory(
    catalogue_file: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "_WHILE_BUILT", store.Patience(0))
    place(catalogue_file).parent.mkdir(parents=True)
    with store.lock(place(catalogue_file)):
        assert keys(catalogue_file) == KEYS
    assert (builds, stored()) == ([catalogue_file], [])


def test_what_a_killed_build_left_goes(catalogue_file: Path) -> None:
    place(catalogue_file).parent.mkdir(parents=True)
    left = place(catalogue_file).with_name(f".{place(catalogue_file).name}.{'0' * 16}.tmp")
    left.write_bytes(b"half")
    assert keys(catalogue_file) == KEYS
    assert stored() == [place(catalogue_file)]


def test_an_index_is_on_the_disk_before_it_has_its_name(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", refuse)
    assert keys(catalogue_file) == KEYS
    assert stored() == []


def test_a_comparison_that_fails_tells_nothing(catalogue_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise sqlite3.OperationalError

    found = Index.of(catalogue_file)
    monkeypatch.setattr("headcat.index.refreshing.compare", fail)
    assert found.compare(catalogue_file.read_bytes()) is None


def test_a_folder_in_its_place_stays_there(catalogue_file: Path, builds: list[Path]) -> None:
    place(catalogue_file).mkdir(parents=True)
    assert [keys(catalogue_file) for _ in range(2)] == [KEYS] * 2
    assert builds == [catalogue_file] * 2
    assert (place(catalogue_file).is_dir(), stored()) == (True, [])


def test_a_folder_that_comes_into_its_place_stays_there(
    catalogue_file: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "replace", refuse)
    assert keys(catalogue_file) == KEYS
    assert (builds, stored()) == ([catalogue_file], [])


# where it is


def test_it_is_where_the_environment_says(catalogue_file: Path, tmp_path: Path) -> None:
    assert keys(catalogue_file) == KEYS
    name = f"{catalogue_file.resolve()}.sqlite".lstrip("/")
    assert stored() == [tmp_path / "cache" / "index" / name]
    assert stat.S_IMODE((tmp_path / "cache" / "index").stat().st_mode) == 0o700


@pytest.mark.parametrize("chosen", [None, ""])
def test_it_is_among_the_users_caches_otherwise(
    catalogue_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str | None
) -> None:
    if chosen is None:
        monkeypatch.delenv("HEADCAT_CACHE_DIR")
    else:
        monkeypatch.setenv("HEADCAT_CACHE_DIR", chosen)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert keys(catalogue_file) == KEYS
    assert place(catalogue_file).is_file()
    assert store.cache_folder() == tmp_path / "xdg" / "headcat"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert tmp_path / "home" in store.cache_folder().parents
    assert list((tmp_path / "home").iterdir()) == []


def test_the_same_file_by_another_name_has_the_same_index(catalogue_file: Path, builds: list[Path]) -> None:
    Path("link.yaml").symlink_to(catalogue_file)
    for path in (catalogue_file, catalogue_file.absolute(), Path("link.yaml")):
        assert keys(path) == KEYS
    assert builds == [catalogue_file]


def test_two_files_have_two_indexes(catalogue_file: Path, builds: list[Path]) -> None:
    other = Path("other.yaml")
    other.write_text(SMALL.replace("zorn2023", "born2023"), encoding="utf-8")
    for _ in range(2):
        assert (keys(catalogue_file), keys(other)) == (KEYS, ["born2023names", "adams2022heads"])
    assert builds == [catalogue_file, other]


def test_a_file_whose_name_is_no_text_is_read(builds: list[Path]) -> None:
    path = Path(os.fsdecode(b"caf\xe9.yaml"))
    path.write_text(SMALL, encoding="utf-8")
    assert [keys(path) for _ in range(2)] == [KEYS] * 2
    assert builds == [path]


@pytest.mark.parametrize("below", ["", "deeper"])
def test_where_no_folder_can_be_made_it_is_in_memory(
    catalogue_file: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch, below: str
) -> None:
    Path("file").write_bytes(b"in the way")
    monkeypatch.setenv("HEADCAT_CACHE_DIR", str(Path("file", below).absolute()))
    assert [keys(catalogue_file) for _ in range(2)] == [KEYS] * 2
    assert builds == [catalogue_file] * 2
    assert Path("file").read_bytes() == b"in the way"


def test_where_no_file_can_be_made_it_is_in_memory(
    catalogue_file: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headcat.store.leftovers.unfinished", refuse)
    assert [keys(catalogue_file) for _ in range(2)] == [KEYS] * 2
    assert builds == [catalogue_file] * 2
    assert stored() == []


def test_where_sqlite_fails_on_disk_it_is_in_memory(
    catalogue_file: Path, builds: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def failing(database: str, *, check_same_thread: bool) -> sqlite3.Connection:
        if database != ":memory:":
            message = "disk I/O error"
            raise sqlite3.OperationalError(message)
        return connect(database, check_same_thread=check_same_thread)

    monkeypatch.setattr(sqlite3, "connect", failing)
    assert keys(catalogue_file) == KEYS
    assert (builds, stored()) == ([catalogue_file], [])


@pytest.mark.usefixtures("old")
def test_damage_is_mended_in_memory_where_the_folder_is_gone(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Index.of(catalogue_file)
    found._connection.execute("DROP TABLE paper")
    monkeypatch.setattr(index, "_place", refuse)
    assert list(found.find(Query())) == [ZORN, ADAMS]


# several at once


def test_many_threads_build_at_once(catalogue_file: Path) -> None:
    barrier = threading.Barrier(8)

    def ask(_: int) -> list[str]:
        barrier.wait()
        return keys(catalogue_file)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [KEYS] * 8
    assert stored() == [place(catalogue_file)]
    assert keys(catalogue_file) == KEYS


def test_two_processes_build_at_once(catalogue_file: Path) -> None:
    command = [sys.executable, "-c", READ_KEYS, str(catalogue_file)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    assert [process.communicate()[0] for process in processes] == [" ".join(KEYS) + "\n"] * 2
    assert [process.returncode for process in processes] == [0, 0]
    assert stored() == [place(catalogue_file)]


def test_an_older_index_that_somebody_puts_in_its_place_is_not_answered_from(
    catalogue_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert keys(catalogue_file) == KEYS
    earlier = place(catalogue_file).read_bytes()
    text = SMALL.replace("zorn2023", "born2023").replace("Inductive", "Inducing")
    catalogue_file.write_text(text, encoding="utf-8")
    replace = Path.replace

    def overtaken(self: Path, target: Path) -> None:
        replace(self, target)
        Path("late").write_bytes(earlier)
        replace(Path("late"), target)

    monkeypatch.setattr(Path, "replace", overtaken)
    for _ in range(2):
        assert keys(catalogue_file) == ["born2023names", "adams2022heads"]
    assert place(catalogue_file).read_bytes() == earlier


def test_an_index_may_be_handed_to_another_thread(catalogue_file: Path) -> None:
    found = Index.of(catalogue_file)
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: list(found.find(Query()))).result() == [ZORN, ADAMS]
    assert list(found.find(Query())) == [ZORN, ADAMS]


@pytest.mark.parametrize("word", ["\udc80", "heads\ud83d", "2203.00001\udcff"])
def test_words_that_are_no_text_are_found_nowhere(word: str, catalogue_file: Path) -> None:
    """As bytes that are no UTF-8 become, when they are words of a command."""
    opened = Index.of(catalogue_file)
    assert opened.by_key(word, whole=True) == opened.by_key(word, whole=False) == []
    assert opened.by_identity("arxiv", word) == opened.by_url(word) == []
    assert list(opened.find(Query(search=f'"{word}x"'))) == []
    assert list(opened.find(Query(authors=(f"{word}x",)))) == []
