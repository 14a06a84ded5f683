"""Conflicts mended: one version, the other, or both; the rest of the file as it was."""

from pathlib import Path

import pytest

from conftest import SMALL
from headcat.cli import main
from headcat.merge import merged

NAME = "data/papers.yaml"
FIRST = SMALL[SMALL.index("  # the first") : SMALL.index("\n  # the second")]
TITLES = [FIRST.replace("Heads of a Small Catalogue", word) for word in ("Cats", "Dogs")]
AUTHORS = [FIRST.replace("Ludwig van der Berg", word) for word in ("Bo Berg", "Cy Berg  # C")]
SECOND = SMALL[SMALL.index("  # the second") :]


def conflict(ours: str, theirs: str, base: str = "") -> str:
    return f"<<<<<<< HEAD\n{ours}{base and f'||||||| b{chr(10)}{base}'}=======\n{theirs}>>>>>>> topic\n"


def left_by_the_merge(ours: list[str], theirs: list[str]) -> str:
    """Return what the merge makes of two versions of the two papers of the small catalogue."""
    one, other = (SMALL.replace(FIRST, each[0]).replace(SECOND, each[1]).encode() for each in (ours, theirs))
    return merged(SMALL.encode(), one, other).data.decode()


BOTH = left_by_the_merge([TITLES[0], SECOND.replace("All", "All")], [TITLES[1], SECOND])
TWO = left_by_the_merge(
    [TITLES[0], SECOND.replace("They move", "A")], [TITLES[1], SECOND.replace("They move", "B")]
)


def run(text: str, *words: str) -> tuple[int, str]:
    """Resolve in a text; return the exit code and what the text is then."""
    path = Path(NAME)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode())
    return main(["resolve", *words]), path.read_bytes().decode()


@pytest.mark.parametrize(("side", "expected"), [("--ours", TITLES[0]), ("--theirs", TITLES[1])])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_version_is_taken(
    side: str, expected: str, newline: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = BOTH.replace("\n", newline)
    assert run(text, "adams2022heads", side) == (0, SMALL.replace(FIRST, expected).replace("\n", newline))
    out, err = capsys.readouterr()
    assert out == f"{NAME}:20: adams2022heads: resolved, {side[2:]}\n"
    assert err == f"no conflict is left; go on with: git add {NAME}\n"


def test_one_of_two_is_mended_and_the_other_named(capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(TWO, "zorn2023names", "--theirs")
    assert (code, text) == (0, BOTH.replace("They move", "B"))
    out, err = capsys.readouterr()
    assert out == f"{NAME}:62: zorn2023names: resolved, theirs\n"
    assert err == f"{NAME}:20: adams2022heads: is still in conflict\n"


def test_all_are_mended_at_once_and_by_their_lines() -> None:
    assert run(TWO, "--all", "--ours")[1] == SMALL.replace(FIRST, TITLES[0]).replace("They move", "A")
    assert run(BOTH, "20", "--ours")[1] == SMALL.replace(FIRST, TITLES[0])


def test_without_a_key_conflicts_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(TWO) == (1, TWO)
    assert capsys.readouterr() == (f"{NAME}:20: adams2022heads\n{NAME}:62: zorn2023names\n", "")
    assert run(SMALL) == (0, SMALL)
    assert capsys.readouterr() == ("", "")
    text = conflict("# a\n", "# b\n") + SMALL
    assert run(text) == (1, text)
    assert capsys.readouterr() == (f"{NAME}:1: what stands between entries\n", "")


def test_a_dry_run_shows_the_change(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(BOTH, "adams2022heads", "--ours", "--dry-run") == (0, BOTH)
    out, err = capsys.readouterr()
    assert (out.count("\n-"), out.count("\n+"), err) == (22, 1, "")


def second(key: str, number: str) -> str:
    return SECOND.replace("zorn2023names", key).replace("2311.00002", number).replace("Names: Moved", key)


LATE, EARLY = second("zorn2024late", "2401.00001"), second("zorn2022early", "2201.00001")


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        (LATE, EARLY, LATE + EARLY),
        (SECOND + "    note: n1\n", SECOND.replace("    date", "    # a day\n    date"),
         SECOND.replace("    date", "    # a day\n    date") + "    note: n1\n"),
        (
            SECOND.replace("      - Induction Head\n", ""),
            SECOND.replace("      - Name Mover Head\n", ""),
            SECOND,
        ),
    ],
)  # fmt: skip
def test_both_are_taken_where_they_are_two_entries_or_fill_each_other(
    ours: str, theirs: str, expected: str
) -> None:
    before = SMALL.replace(SECOND, "")
    name = "zorn2024late" if ours == LATE else "zorn2023names"
    assert run(before + conflict(ours, theirs, SECOND), name, "--both") == (0, before + expected)


def test_lists_are_put_together_with_their_comments() -> None:
    code, text = run(SMALL.replace(FIRST, conflict(*AUTHORS)), "adams2022heads", "--both")
    new = "      - Bo Berg\n      - Cy Berg  # C\n"
    assert (code, text) == (0, SMALL.replace("      - Ludwig van der Berg\n", new))


DOUBLE = SMALL.replace(SECOND, conflict(LATE, EARLY)) + LATE
REFUSED: list[tuple[str, list[str], int, str]] = [
    (BOTH, ["adams2022heads", "--both"], 3,
     "adams2022heads: title can say one thing only; take --ours or --theirs"),
    (SMALL.replace(FIRST, conflict(FIRST, "")), ["adams2022heads", "--both"], 3,
     "adams2022heads: one side has nothing there; take --ours or --theirs"),
    (SMALL.replace("    date: 2022-03-08\n", conflict("    date: 2021\n", "    date: 2022\n")),
     ["adams2022heads", "--both"], 3,
     "adams2022heads: the versions are no whole entries; take one, or edit the file by hand"),
    (DOUBLE, ["zorn2024late", "--ours"], 3,
     f"{NAME}: nothing was changed, for two entries of papers: are called 'zorn2024late'"),
    (SMALL.replace(SECOND, conflict(SECOND, SECOND + "papers:\n")), ["zorn2023names", "--theirs"], 3,
     f"{NAME}: nothing was changed, for the catalogue could not be read then"),
    (BOTH, ["nope", "--ours"], 3, f"{NAME}: no conflict is about 'nope'; there are: adams2022heads"),
    (SMALL, ["adams2022heads", "--ours"], 1, f"{NAME}: there is no conflict"),
    (BOTH, ["adams2022heads"], 2, "say which conflict, KEY or --all, and one of --ours, --theirs and --both"),
    (BOTH, ["--ours"], 2, "say which conflict, KEY or --all, and one of --ours, --theirs and --both"),
    (BOTH, ["--ours", "--both", "--all"], 2,
     "say which conflict, KEY or --all, and one of --ours, --theirs and --both"),
    (conflict("# a\n", "# b\n") + SMALL, ["9", "--ours"], 3,
     f"{NAME}: no conflict is about '9'; there are: 1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "code", "message"), REFUSED)
def test_what_cannot_be_mended_so_is_told_and_nothing_written(
    text: str, words: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(text, *words) == (code, text)
    out, err = capsys.readouterr()
    assert (out, err.splitlines()[-1]) == ("", f"headcat: {message}")


def test_lines_of_an_entry_in_conflict_are_mended_by_its_key(capsys: pytest.CaptureFixture[str]) -> None:
    text = SMALL.replace("    date: 2022-03-08\n", conflict("    date: 2021\n", "    date: 2022\n"))
    assert run(text, "adams2022heads", "--theirs") == (0, SMALL.replace("2022-03-08", "2022"))
    broken = text + "  - key: [\n"
    half = SMALL.replace(FIRST, conflict(TITLES[0], TITLES[1])) + "  - key: [\n"
    assert run(half, "adams2022heads", "--ours") == (0, SMALL.replace(FIRST, TITLES[0]) + "  - key: [\n")
    line = broken[: broken.index("<<<<<<<")].count("\n") + 1
    assert run(broken, str(line), "--ours") == (
        0,
        broken.replace(conflict("    date: 2021\n", "    date: 2022\n"), "    date: 2021\n"),
    )
    assert "git add" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ["list"], ["show", "adams2022heads"], ["heads"], ["stats"], ["check"], ["fmt"], ["export", "json"],
        ["remove", "adams2022heads", "--yes"], ["heads", "rename", "mover", "X"], ["search", "heads"],
        ["add", "--title", "T", "--author", "A B", "--date", "2024"],
    ],
)  # fmt: skip
def test_every_command_names_the_conflict_and_touches_nothing(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(NAME)
    path.parent.mkdir()
    path.write_text(BOTH, encoding="utf-8")
    assert main(words) == (1 if words == ["check"] else 3)
    assert f"{NAME}:20:1: HC008 conflict of a merge, lines 20 to 60; `headcat" in "".join(capsys.readouterr())
    assert path.read_text(encoding="utf-8") == BOTH
