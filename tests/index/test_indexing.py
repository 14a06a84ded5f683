"""How the index is filled: a part at a time, or whole where there are errors."""

from pathlib import Path

import pytest

from following import ENTRIES, HEAD, entry, says
from headcat.index import Index, indexing
from headcat.model import Query


@pytest.mark.parametrize(
    ("late", "problems"),
    [
        (entry(40), []),
        (entry(40, key="k00"), [("HC201", 164)]),
        (entry(40, arxiv="2201.00000"), [("HC202", 171)]),
        (entry(40, head="nonsense"), [("HC301", 173)]),
    ],
)
def test_parts_say_what_the_whole_says(
    catalogue_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    late: str,
    problems: list[tuple[str, int]],
) -> None:
    """An error may be between papers of different parts."""
    catalogue_file.write_text(HEAD + "".join([*ENTRIES, late]), encoding="utf-8")
    whole = says(catalogue_file)
    monkeypatch.setattr(indexing, "_AT_ONCE", 2)
    monkeypatch.setenv("HEADCAT_CACHE_DIR", str(tmp_path / "another"))
    assert says(catalogue_file) == whole
    assert [(row[0], row[2]) for row in whole["problem"]] == problems


def test_who_waits_is_told_how_far_it_is(catalogue_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_AT_ONCE", 5)
    catalogue_file.write_text(HEAD + "".join(ENTRIES), encoding="utf-8")
    told: list[tuple[int, int]] = []
    found = Index.of(catalogue_file, lambda done, count: told.append((done, count)))
    assert told == [(5, 24), (10, 24), (12, 24), (17, 24), (22, 24), (24, 24)]
    assert len(list(found.find(Query()))) == 12
    Index.of(catalogue_file, lambda done, count: told.append((done, count)))
    assert len(told) == 6
