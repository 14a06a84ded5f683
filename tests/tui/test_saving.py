"""Papers that are written to a file."""

from pathlib import Path

import pytest

from conftest import SMALL
from headcat.catalogue import Catalogue
from headcat.cli import main
from headcat.errors import RefusedError
from headcat.formats import WRITERS
from headcat.tui.reading import Reader
from headcat.tui.saving import ENDINGS, counted, save
from screens import START


@pytest.fixture
def reader(catalogue_file: Path) -> Reader:
    return Reader(Catalogue.open(catalogue_file), START)


def test_every_format_of_files_is_there() -> None:
    assert set(ENDINGS) == set(WRITERS) - {"table", "hits"}


@pytest.mark.parametrize("name", [name for name in ENDINGS if name != "plain"])
def test_a_file_is_what_export_writes(name: str, reader: Reader) -> None:
    path = Path(f"out{ENDINGS[name]}")
    assert save(reader, reader.first_view(), name, path, overwrite=False) == f"2 papers written to {path}"
    assert main(["export", name, "--output", "exported"]) == 0
    assert path.read_bytes() == Path("exported").read_bytes()


def test_chosen_papers_alone_are_written(reader: Reader) -> None:
    path = Path("one.tsv")
    assert save(reader, frozenset({"adams2022heads"}), "plain", path, overwrite=False) == (
        "1 paper written to one.tsv"
    )
    assert path.read_text(encoding="utf-8") == (
        "2022-03-08\tadams2022heads\tHeads of a Small Catalogue\tInduction Head\tNeurIPS 2022\n"
    )


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
