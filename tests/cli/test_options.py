"""Which catalogue, and which of its papers: the options that commands share."""

import json
from pathlib import Path

import pytest

import headcat
from conftest import SMALL
from headcat.cli import main
from headcat.model import HAS_VALUES, STAGES

# Beside the small catalogue's two: a date of a year only, no heads at all, every other kind of field.
MORE = """\
  - key: mueller2023sink
    title: Attention Sinks
    authors:
      - Jörg Müller
      - Zoe Zorn
    date: 2023
    venue: NeurIPS 2023
    ids:
      doi: 10.1000/sink
    heads:
      - Mover Head
    links:
      data: https://example.org/data
    note: A naïve aside.
  - key: nobody2024bare
    title: A Bare Paper
    authors:
      - Ann Nobody
    date: 2024-05-31
    published:
      title: A Paper, Published
"""
ADAMS, MUELLER, NOBODY, ZORN = "adams2022heads", "mueller2023sink", "nobody2024bare", "zorn2023names"


@pytest.fixture(autouse=True)
def _four_papers(catalogue_file: Path) -> None:
    catalogue_file.write_text(SMALL + MORE, encoding="utf-8")


def keys(text: str) -> list[str]:
    """Return the keys of JSON Lines."""
    return [json.loads(line)["key"] for line in text.splitlines()]


@pytest.mark.parametrize("command", [["list", "--format"], ["export"]])
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", [NOBODY, ZORN, MUELLER, ADAMS]),
        ("--head induction", [ZORN, ADAMS]),
        ("--head INDUCTIVE_HEADS", [ZORN, ADAMS]),
        ("--head mover", [ZORN, MUELLER]),
        ("--head mover --exact", [MUELLER]),
        ("--head mover --head induction", [ZORN, MUELLER, ADAMS]),
        ("--head mover --head induction --match all", [ZORN]),
        ("--head mover --head induction --match all --exact", []),
        ("--not-head mover", [NOBODY, ADAMS]),
        ("--not-head mover --exact", [NOBODY, ZORN, ADAMS]),
        ("--not-head mover --not-head induction", [NOBODY]),
        ("--head induction --not-head name-mover", [ADAMS]),
        ("--stage latent", [ZORN, ADAMS]),
        ("--stage in-context", [ZORN, MUELLER]),
        ("--stage latent --stage in-context", [ZORN, MUELLER, ADAMS]),
        ("--stage latent --stage in-context --match all", [ZORN]),
        ("--stage knowledge", []),
        ("--author zorn", [ZORN, MUELLER]),
        ("--author muller", [MUELLER]),
        ("--author MÜLL", [MUELLER]),
        ("--author zorn --author adams", [ZORN, MUELLER, ADAMS]),
        ("--author zorn --author müller --match all", [MUELLER]),
        ("--author nemo", []),
        ("--venue neurips", [MUELLER, ADAMS]),
        ("--venue nips", [MUELLER, ADAMS]),
        ("--venue neurips2022", [ADAMS]),
        ("--venue neurips2022 --venue corr", [ZORN, ADAMS]),
        ("--venue neurips1999", []),
        ("--year 2023", [ZORN, MUELLER]),
        ("--year 2022-2023", [ZORN, MUELLER, ADAMS]),
        ("--year 2023..2022", [ZORN, MUELLER, ADAMS]),
        ("--year 2022 --year 2024", [NOBODY, ADAMS]),
        ("--year 1999", []),
        ("--since 2023-06", [NOBODY, ZORN, MUELLER]),
        ("--since 2024-05-31", [NOBODY]),
        ("--since 2024-06-01", []),
        ("--until 2023-06", [MUELLER, ADAMS]),
        ("--until 2022-03-08", [ADAMS]),
        ("--until 2022-03-07", []),
        ("--since 2023 --until 2023", [ZORN, MUELLER]),
        ("--has code", [ADAMS]),
        ("--has data --has doi", [MUELLER]),
        ("--has data --has code", []),
        ("--has arxiv", [ZORN, ADAMS]),
        ("--has summary", [ZORN, ADAMS]),
        ("--has note", [MUELLER]),
        ("--has venue", [ZORN, MUELLER, ADAMS]),
        ("--has heads", [ZORN, MUELLER, ADAMS]),
        ("--has published", [NOBODY]),
        ("--has video", []),
        ("--search names", [ZORN, ADAMS]),
        ("--search NAMES,MOVED", [ZORN]),
        ("--search published", [NOBODY]),
        ("--search muller", [MUELLER]),
        ("--search zyzzyva", []),
        ("--sort key", [ADAMS, MUELLER, NOBODY, ZORN]),
        ("--sort title", [NOBODY, MUELLER, ADAMS, ZORN]),
        ("--sort author", [ADAMS, MUELLER, NOBODY, ZORN]),
        ("--sort date --reverse", [ADAMS, MUELLER, ZORN, NOBODY]),
        ("--sort key --reverse", [ZORN, NOBODY, MUELLER, ADAMS]),
        ("--limit 0", []),
        ("--limit 1", [NOBODY]),
        ("--limit 9", [NOBODY, ZORN, MUELLER, ADAMS]),
        (f"--limit {10**30}", [NOBODY, ZORN, MUELLER, ADAMS]),
        ("--sort key --reverse --limit 2", [ZORN, NOBODY]),
        ("--head mover --author zorn --year 2023 --has data --search sinks", [MUELLER]),
    ],
)
def test_a_selection_is_the_same_everywhere(
    command: list[str], words: str, found: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "jsonl", *words.split()]) == 0
    out, err = capsys.readouterr()
    assert (keys(out), err) == (found, "")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["induction"], [ZORN, ADAMS]),
        (["mover", "induction"], [ZORN, MUELLER, ADAMS]),
        (["mover", "induction", "--all"], [ZORN]),
        (["mover", "induction", "--match", "all"], [ZORN]),
        (["mover", "--head", "induction", "--all"], [ZORN]),
        (["mover", "--exact"], [MUELLER]),
        (["mover", "--not-head", "induction"], [MUELLER]),
        (["mover", "--stage", "latent"], [ZORN]),
        (["mover", "--author", "müller"], [MUELLER]),
        (["mover", "--venue", "NeurIPS 2023"], [MUELLER]),
        (["mover", "--year", "2022"], []),
        (["induction", "--since", "2023"], [ZORN]),
        (["induction", "--until", "2022"], [ADAMS]),
        (["induction", "--has", "code"], [ADAMS]),
        (["induction", "--search", "moves"], [ZORN]),
        (["induction", "--sort", "title"], [ADAMS, ZORN]),
        (["induction", "--reverse"], [ADAMS, ZORN]),
        (["induction", "--limit", "1"], [ZORN]),
    ],
)
def test_filter_takes_heads_and_the_same_selection(
    words: list[str], found: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["filter", *words, "--format", "jsonl"]) == 0
    out, err = capsys.readouterr()
    assert (keys(out), err) == (found, "")


@pytest.mark.parametrize(
    "command", [["list"], ["filter", "mover"], ["export", "markdown", "--layout", "table"]]
)
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ["--head", "indction"],
            "no head is called 'indction'; nearest: Induction Head (all: headcat heads)",
        ),
        (["--head", "zzz"], "no head is called 'zzz' (all: headcat heads)"),
        (["--head", ""], "no head is called '' (all: headcat heads)"),
        (["--not-head", "zzz"], "no head is called 'zzz' (all: headcat heads)"),
        (["--author", "..."], "no author's name: '...'"),
        (["--venue", "NeurIPSS 2024"], "no venue is called 'NeurIPSS 2024'; nearest: NeurIPS"),
        (["--year", "23"], "no year or range of years: '23'; write 2024 or 2023-2025"),
        (["--year", "2023-"], "no year or range of years: '2023-'; write 2024 or 2023-2025"),
        (["--since", "2024-02-30"], "there is no date '2024-02-30'; write YYYY-MM-DD, YYYY-MM or YYYY"),
        (["--until", "may"], "there is no date 'may'; write YYYY-MM-DD, YYYY-MM or YYYY"),
        (
            ["--stage", "z"],
            f"no stage is called 'z'; nearest: {', '.join(STAGES)}",
        ),
        (
            ["--has", "pdf"],
            f"no value of --has is called 'pdf'; nearest: {', '.join(HAS_VALUES)}",
        ),
        (
            ["--sort", "age"],
            "no sort field is called 'age'; nearest: date, key, title, author, venue, relevance",
        ),
    ],
)
def test_a_wrong_value_is_told_before_anything_is_printed(
    command: list[str], words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, *words]) == 2
    assert capsys.readouterr() == ("", f"headcat: {message}\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--limit", "many"], "Invalid value for '--limit': 'many' is not a valid integer range."),
        (["--limit", "-1"], "Invalid value for '--limit': -1 is not in the range x>=0."),
        (["--match", "some"], "Invalid value for '--match': 'some' is not one of 'any', 'all'."),
        (
            ["--format", "xml"],
            "Invalid value for '--format': 'xml' is not one of 'table', 'plain', 'json', 'jsonl'.",
        ),
    ],
)
def test_a_value_that_an_option_does_not_take_is_told(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["list", *words]) == 2
    usage = "Usage: headcat list [OPTIONS]\nTry 'headcat list --help' for help.\n\nError: "
    assert capsys.readouterr() == ("", f"{usage}{message}\n")


def test_filter_without_a_head_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["filter", "--all"]) == 2
    usage = "Usage: headcat filter [OPTIONS] HEAD...\nTry 'headcat filter --help' for help.\n\n"
    assert capsys.readouterr() == ("", f"{usage}Error: Missing argument 'HEAD...'.\n")


def write(path: str, key: str) -> None:
    """Write a catalogue of one paper."""
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(
        f"papers:\n  - {{key: {key}, title: T, authors: [A], date: 2020}}\n", encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("words", "environment", "found"),
    [
        (["list"], None, "near"),
        (["list"], "", "near"),
        (["list"], "named.yaml", "named"),
        (["--catalogue", "other.yaml", "list"], None, "other"),
        (["list", "--catalogue", "other.yaml"], None, "other"),
        (["list", "--catalogue=other.yaml"], "named.yaml", "other"),
        (["--catalogue", "other.yaml", "list"], "named.yaml", "other"),
        (["--catalogue", "named.yaml", "list", "--catalogue", "other.yaml"], None, "other"),
    ],
)
def test_the_nearest_word_names_the_catalogue(
    words: list[str],
    environment: str | None,
    found: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("data/papers.yaml", "near")
    write("named.yaml", "named")
    write("other.yaml", "other")
    if environment is not None:
        monkeypatch.setenv("HEADCAT_CATALOGUE", environment)
    assert main(words) == 0
    assert capsys.readouterr() == (f"2020\t{found}\tT\t\t\n", "")


@pytest.mark.parametrize(
    ("words", "out"),
    [
        (["list"], "2020\tother\tT\t\t\n"),
        (["show", "other"], "key\tother\ntitle\tT\nauthor\tA\ndate\t2020\nvenue\t\n"),
        (["heads"], ""),
        (["heads", "--json"], "[]\n"),
        (["export", "bibtex"], "@misc{other,\n  title = {{T}},\n  author = {A},\n  year = {2020},\n}\n"),
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_every_command_takes_the_catalogue_before_and_after(
    words: list[str], out: str, *, before: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    write("other.yaml", "other")
    option = ["--catalogue", "other.yaml"]
    assert main([*option, *words] if before else [*words, *option]) == 0
    assert capsys.readouterr() == (out, "")


def test_the_nearest_catalogue_above_is_found(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    deep = Path("a", "b").resolve()
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert main(["list", "--limit", "1", "--format", "jsonl"]) == 0
    assert keys(capsys.readouterr().out) == [NOBODY]
    write("../data/papers.yaml", "nearer")
    assert main(["list"]) == 0
    assert capsys.readouterr() == ("2020\tnearer\tT\t\t\n", "")


def test_elsewhere_the_catalogue_that_headcat_brings_along_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["list"]) == 0
    out, err = capsys.readouterr()
    assert (len(out.splitlines()), err) == (86, "")
    assert out.startswith("2025-02-17\tzhang2025exploring\tExploring Translation Mechanism of Large")


def test_a_wheels_own_copy_comes_before_the_source_trees(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(str(tmp_path / "site" / "data" / "papers.yaml"), "shipped")
    monkeypatch.setattr("headcat.catalogue._PACKAGE", tmp_path / "site")
    monkeypatch.chdir(tmp_path)
    assert main(["list"]) == 0
    assert capsys.readouterr() == ("2020\tshipped\tT\t\t\n", "")
    assert Path(headcat.__file__).is_file()
