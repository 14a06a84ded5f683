"""The fuzzers find what is planted, and end no other way than they should; what they found stays mended."""

import subprocess
import sys
from pathlib import Path

import pytest
from fuzz import campaign, corpus
from fuzz.judging import Judged, judge
from fuzz.shrinking import shrunk
from fuzz.targets import TARGETS, load_inputs, load_run
from fuzz.worker import ENGINES, Tally

from conftest import ROOT
from planted import fault, hang, sound

FOUND = [target for target in TARGETS if corpus.paths(target)]


@pytest.fixture(autouse=True)
def _planted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes find what is planted, and wait less for those that fall silent."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests"))
    monkeypatch.setattr(campaign, "SILENCE", 20.0)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a corpus of this test's own."""
    monkeypatch.setattr(corpus, "FOLDER", tmp_path / "corpus")
    return tmp_path / "corpus"


def contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("*/*"))]


def test_every_target_can_be_loaded() -> None:
    loaded = """
from fuzz.targets import TARGETS, load_inputs, load_run
for name in TARGETS:
    assert callable(load_run(name))
    assert isinstance(load_inputs(name).example(), bytes), name
print(len(TARGETS))
"""
    command = [sys.executable, "-W", "ignore", "-c", loaded]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (ended.stdout, ended.stderr) == (f"{len(TARGETS)}\n", "")


@pytest.mark.parametrize("target", FOUND)
def test_what_was_found_has_no_fault_any_more(target: str, kept: Path) -> None:
    assert campaign.run(target, "corpus", 60, 0).faults == {}
    assert not kept.exists()


@pytest.mark.parametrize("engine", ["hypothesis", "atheris"])
def test_a_fault_is_found_and_made_small(engine: str, kept: Path) -> None:
    if engine == "atheris":
        pytest.importorskip("atheris")
    done = campaign.run("planted:fault", engine, 60, 1, 4000)
    assert list(done.faults) == ["ValueError planted.fault"]
    assert "ValueError: planted" in done.details["ValueError planted.fault"]
    assert contents(kept) == [b"\x1b]"]
    assert done.inputs == 4000


def test_what_is_refused_is_no_fault(kept: Path) -> None:
    done = campaign.run("planted:sound", "hypothesis", 60, 0, 300)
    assert (done.inputs, done.faults, kept.exists()) == (300, {}, False)
    assert 0 < done.megabytes < 1000


def test_memory_has_a_limit(kept: Path) -> None:
    done = campaign.run("planted:bomb", "hypothesis", 60, 0, 10)
    assert list(done.faults) == ["MemoryError planted.bomb"]
    assert done.megabytes < 1000
    assert len(contents(kept)) == 1


def test_a_process_that_dies_leaves_its_input_behind_and_is_replaced(kept: Path) -> None:
    done = campaign.run("planted:death", "hypothesis", 5, 0)
    assert list(done.faults) == ["died (-6)"]
    assert "Fatal Python error" in done.details["died (-6)"] or done.details["died (-6)"]
    assert contents(kept)
    assert all(contents(kept))


def test_a_process_that_falls_silent_is_ended(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign, "SILENCE", 6.0)
    done = campaign.run("planted:silence", "hypothesis", 2, 0)
    assert list(done.faults) == ["hang"]
    assert len(contents(kept)) == 1


def test_an_input_is_judged_by_what_it_ends_in() -> None:
    assert judge(sound, b"x")[1:] == ("", "")
    assert judge(fault, b"x\x1b]").fault == "ValueError planted.fault"
    assert judge(hang, b"x", 0.2).fault == "hang"
    assert judge(hang, b"").fault == ""
    assert isinstance(judge(sound, b""), Judged)


def test_an_interruption_is_nobodys_fault() -> None:
    def interrupted(_: bytes) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge(interrupted, b"")


def test_an_input_is_made_as_small_as_its_fault_lets_it_be() -> None:
    assert shrunk(b"aaaaXaaaaYaaa", lambda data: b"X" in data and b"Y" in data, 60) == b"XY"
    assert shrunk(b"aaaa", lambda data: len(data) > 2, 60) == b"aaa"
    assert shrunk(b"aaaa", lambda _: True, -1) == b"aaaa"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["names", "--engine", "hypothesis", "--inputs", "20"], 0, "names       hypothesis  20"),
        (["planted"], 2, "invalid choice: 'planted'"),
        (["--engine", "guess"], 2, "invalid choice: 'guess'"),
        (["--help"], 0, "--minutes N"),
    ],
)
def test_the_program_tells_what_was_done(words: list[str], code: int, said: str) -> None:
    command = [sys.executable, "-m", "fuzz", *words]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ended.returncode == code
    assert said in ended.stdout + ended.stderr


def test_the_registries_name_what_there_is() -> None:
    assert set(ENGINES) == {"corpus", "hypothesis", "atheris"}
    assert {path.name for path in corpus.FOLDER.glob("*")} <= set(TARGETS)
    assert load_run("planted:sound") is sound
    assert load_inputs("planted:sound") is not None
    assert Tally() == Tally(0)
