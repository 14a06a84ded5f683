"""Papers that are written to a file."""

import json
from pathlib import Path

import pytest

from conftest import SMALL
from headcat.catalogue import Catalogue
from headcat.cli import main
from headcat.errors import RefusedError
from headcat.formats import WRITERS, by_suffix
from headcat.tui.reading import Reader
from headcat.tui.saving import FORMATS, counted, named, save
from screens import START


@pytest.fixture
def reader(catalogue_file: Path) -> Reader:
    return Reader(Catalogue.open(catalogue_file), START)


def test_every_format_of_files_is_there() -> None:
    assert [name for name in WRITERS if name not in FORMATS] in ([], ["template"])


@pytest.mark.parametrize("name", FORMATS)
def test_a_name_gets_the_ending_of_a_format_and_no_second_one(name: str) -> None:
    for other in FORMATS:
        for ending in WRITERS[other].suffixes:
            assert by_suffix(Path(named(f"a.b{ending}", name))) == name
    assert named("a.b", name) == "a.b"
    assert named("papers.MARKDOWN", "markdown") == "papers.MARKDOWN"
    assert named("papers.CSL.JSON", "bibtex") == "papers.bib"


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_is_what_export_writes(name: str, reader: Reader) -> None:
    path = Path(named("out.txt.bib", name))
    assert save(reader, reader.first_view(), name, path, overwrite=False) == f"2 papers written to {path}"
    assert main(["export", name, "--output", "exported"]) == 0
    assert path.read_bytes() == Path("exported").read_bytes()


def test_chosen_papers_alone_are_written(reader: Reader) -> None:
    path = Path("one.jsonl")
    assert save(reader, frozenset({"adams2022heads"}), "jsonl", path, overwrite=False) == (
        "1 paper written to one.jsonl"
    )
    (line,) = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["key"] == "adams2022heads"


def test_a_file_that_is_there_is_replaced_only_if_that_is_wished(reader: Reader) -> None:
    path = Path("there.bib")
    path.write_text("mine", encoding="utf-8")
    with pytest.raises(RefusedError, match=r"^there\.bib is there already; nothing was written$"):
        save(reader, reader.first_view(), "bibtex", path, overwrite=False)
    assert path.read_text(encoding="utf-8") == "mine"
    save(reader, reader.first_view(), "bibtex", path, overwrite=True)
    assert path.read_text(encoding="utf-8").startswith("@")
    assert sorted(path.name for path in Path().iterdir()) == ["data", "there.bib"]


def test_a_catalogue_with_errors_is_not_written(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL.replace("    date: 2023-11\n", ""), encoding="utf-8")
    reader = Reader(Catalogue.open(catalogue_file), START)
    with pytest.raises(RefusedError, match="has errors; nothing was written"):
        save(reader, reader.first_view(), "bibtex", Path("x.bib"), overwrite=False)
    assert not Path("x.bib").exists()


def test_papers_are_counted_in_words() -> None:
    assert list(map(counted, (0, 1, 2))) == ["0 papers", "1 paper", "2 papers"]
