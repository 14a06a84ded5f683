"""stats --plot: which picture goes into which file, and what cannot be drawn."""

import sys
from pathlib import Path

import pytest

from conftest import SMALL
from headcat.catalogue import Catalogue
from headcat.cli import main
from headcat.model import Query
from headcat.pictures import draw, png, standalone
from headcat.statistics.counting import Counting

NEEDS = "this needs vl_convert, which is not installed: pip install 'headcat[plot]'"


@pytest.fixture(autouse=True)
def _file(catalogue_file: object) -> None:
    assert catalogue_file


def counting(query: Query | None = None) -> Counting:
    catalogue = Catalogue(Path("data", "papers.yaml"))
    return Counting(catalogue.rows, catalogue.vocabulary, query or Query())


@pytest.mark.parametrize(
    ("words", "name", "top", "query"),
    [
        ([], "months", None, Query()),
        (["--by", "month"], "months", None, Query()),
        (["--by", "stage", "--by", "stage"], "months", None, Query()),
        (["--by", "year", "--head", "mover"], "heatmap", None, Query(heads=("mover",))),
        (["--by", "head", "--top", "1", "--exact"], "heads", 1, Query(exact=True)),
        (["--by", "pairs"], "network", None, Query()),
        (["--search", "nothing"], "months", None, Query(search="nothing")),
    ],
)
def test_the_picture_is_that_of_what_is_counted(
    words: list[str], name: str, top: int | None, query: Query, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.svg").write_text("old", encoding="utf-8")
    for file in ("a.svg", "b.PNG"):
        assert main(["stats", *words, "--plot", file]) == 0
    assert capsys.readouterr() == ("", "")
    picture = draw(name, counting(query).occurrence(), top=top)
    assert Path("a.svg").read_text(encoding="utf-8") == standalone(picture)
    assert Path("b.PNG").read_bytes() == png(picture)
    assert sorted(each.name for each in Path().iterdir()) == ["a.svg", "b.PNG", "data"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--plot", "a.gif"], "--plot draws .svg or .png, and 'a.gif' is neither"),
        (["--plot", "svg"], "--plot draws .svg or .png, and 'svg' is neither"),
        (
            ["--by", "venue", "--plot", "a.svg"],
            "there is no picture of papers by venue; --plot draws --by year, month, head, stage, pairs",
        ),
        (["--by", "head", "--by", "year", "--plot", "a.svg"], "--plot draws one picture: give --by once"),
        (
            ["--by", "stage", "--top", "3", "--plot", "a.svg"],
            "--top is for pictures of heads and pairs; by stage, all papers are drawn",
        ),
        (
            ["--by", "head", "--top", "0", "--plot", "a.svg"],
            "--plot cannot draw the first 0: give --top 1 or more",
        ),
        *(
            (["--plot", "a.svg", *more], "--plot draws counts: give it without --trend, --format and --json")
            for more in (["--trend"], ["--json"], ["--format", "csv"])
        ),
    ],
)
def test_what_cannot_be_drawn(words: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", *words]) == 2
    assert capsys.readouterr() == ("", f"headcat: {message}\n")
    assert [each.name for each in Path().iterdir()] == ["data"]


def test_without_the_library_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    assert main(["stats", "--plot", "a.svg"]) == 3
    assert capsys.readouterr() == ("", f"headcat: {NEEDS}\n")
    assert [each.name for each in Path().iterdir()] == ["data"]


def test_a_catalogue_with_errors_is_not_drawn(
    catalogue_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue_file.write_text(SMALL.replace("2022-03-08", "2022-03-32"), encoding="utf-8")
    assert main(["stats", "--plot", "a.svg"]) == 3
    assert "data/papers.yaml has errors; nothing was written" in capsys.readouterr().err
    assert [each.name for each in Path().iterdir()] == ["data"]


def test_a_folder_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--plot", "nowhere/a.svg"]) == 3
    assert capsys.readouterr() == ("", "headcat: nowhere/a.svg: no such file or directory\n")
