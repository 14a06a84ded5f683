"""What each picture draws, says and puts into its table."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from headcat.model import Head, Paper
from headcat.pictures import NARROW, PICTURES, WIDE, Picture, Wanted, draw, draw_all
from headcat.pictures.lettering import width
from headcat.statistics.occurrence import HeadSet, Occurrence
from headcat.vocabulary import Vocabulary
from headcat.words.escaping import visible

SVG = "{http://www.w3.org/2000/svg}"
HEADS = (
    Head("Induction Head", stage="Latent Reasoning"),
    Head("Mover Head", stage="In-Context Identification"),
    Head("Name Mover Head", broader="Mover Head"),
    Head("Odd Head", stage="A stage of another survey"),
)
FEW = (
    ("2024-05-02", ("Induction Head",)),
    ("2024-05", ("Name Mover Head", "Induction Head")),
    ("2022-12", ("Odd Head",)),
    ("2023", ("Induction Head",)),
    ("2023-13", ()),
    ("", ("Induction Head",)),
    ("soon", ()),
)
STAGES = "Knowledge Recalling", "In-Context Identification", "Latent Reasoning", "Expression Preparation"
LONG = "A Head with a name that goes on and on " * 8


def occurrence(
    papers: tuple[tuple[str, tuple[str, ...]], ...], heads: tuple[Head, ...] = HEADS
) -> Occurrence:
    made = [Paper(f"k{n}", "T", (), date, heads=names) for n, (date, names) in enumerate(papers)]
    return Occurrence.of(made, Vocabulary(heads))


def many() -> Occurrence:
    """Forty years, sixty heads with long names, pairs of nearly all, thousands of papers a month."""
    names = [f"{number} {LONG[: number * 3]} Head" for number in range(60)]
    heads = tuple(Head(name, stage=(*STAGES, None)[number % 5]) for number, name in enumerate(names))
    sets = [
        HeadSet(f"{1986 + number % 40}-{number % 12 + 1:02d}", (names[a], names[b]), number)
        for number, (a, b) in enumerate(combinations(range(60), 2), 1)
    ]
    sets += [HeadSet("2025", (names[0],), 5000), HeadSet("1001-01", (names[0],), 1)]
    return Occurrence(tuple(sets), Vocabulary(heads))


def texts(picture: Picture) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(picture.svg).iter(f"{SVG}text")]  # noqa: S314


def boxes(picture: Picture) -> list[tuple[str, float, float, float, float]]:
    """Return each text with the box that it needs at most."""
    found = []
    for each in ET.fromstring(picture.svg).iter(f"{SVG}text"):  # noqa: S314
        match = re.fullmatch(r"translate\(([-\d.]+),([-\d.]+)\)", each.get("transform", ""))
        assert match is not None
        x, y, size = float(match[1]), float(match[2]), float(each.get("font-size", ""))
        text = "".join(each.itertext())
        wide = width(text, size)
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[each.get("text-anchor", "start")]
        found.append((text, left, left + wide, y - size * 0.75, y + size * 0.25))
    return found


@pytest.mark.parametrize("seen", [occurrence(FEW), many()])
@pytest.mark.parametrize("room", [320, NARROW, WIDE])
@pytest.mark.parametrize("top", [None, 1, 60])
def test_no_text_covers_another_or_leaves_the_drawing(seen: Occurrence, room: int, top: int | None) -> None:
    head = seen.vocabulary.heads[0].name
    for picture in draw_all([Wanted(name, head, top, room) for name in PICTURES], seen):
        found = boxes(picture)
        for text, left, right, above, below in found:
            assert -0.5 <= left <= right <= room + 0.5, (picture.name, text)
            assert 0 <= above <= below <= picture.height + 0.5, (picture.name, text)
        for one, other in combinations(found, 2):
            apart = one[2] <= other[1] or other[2] <= one[1] or one[4] <= other[3] or other[4] <= one[3]
            assert apart, (picture.name, one, other)


def test_months() -> None:
    picture = draw("months", occurrence(FEW))
    assert picture.columns == ("Month", "All papers", *STAGES, "No stage")
    assert picture.rows == (
        ("2024-05", "2", "0", "1", "2", "0", "0"),
        ("2023-??", "1", "0", "0", "0", "0", "1"),
        ("2023-??", "1", "0", "0", "1", "0", "0"),
        ("2022-12", "1", "0", "0", "0", "0", "1"),
        ("no date", "2", "0", "0", "1", "0", "1"),
    )
    assert picture.description == (
        "7 papers from Dec 2022 to May 2024, most in May 2024 (2). 1 on In-Context Identification, 4 on"
        " Latent Reasoning and 3 on no stage; a paper may be on several stages. Dashed:"
        " 2 papers of no known month. Not drawn: 2 papers without a date."
    )
    assert texts(picture) == [
        "2024", "2023", "2022", "All papers, 7", "In-Context Identification, 1", "Latent Reasoning, 4",
        "No stage, 3", "2 in May 2024", "1 in May 2024", "2 in May 2024", "1 in Dec 2022",
        "Dashed: 2 papers of no known month.", "Not drawn: 2 papers without a date.",
    ]  # fmt: skip
    dashed = re.findall(r'<path d="([^"]+)" stroke="[^"]+" stroke-dasharray="3,2"', picture.svg)
    assert [path.count("M") for path in dashed] == [2, 1, 1]


def test_months_without_a_paper_have_no_bar() -> None:
    apart = occurrence((("2024-01", ()), ("2024-12", ())))
    (path,) = re.findall(r'<path d="([^"]+)" fill="var\(--picture-mark,', draw("months", apart).svg)
    bars = re.findall(r"M([\d.]+),", path)
    step = (WIDE - 26) / 12
    assert [float(bar) for bar in bars] == pytest.approx([0, 11 * step], abs=0.01)
    assert draw("months", apart).description == (
        "2 papers from Jan 2024 to Dec 2024. 2 on no stage; a paper may be on several stages."
    )


def test_what_is_older_than_there_is_room_for_is_told() -> None:
    picture = draw("months", many(), width=NARROW)
    assert "Not drawn: 1,061 papers before 2012." not in picture.description
    assert re.search(r"Not drawn: [\d,]+ papers before 2012\.$", picture.description)
    assert picture.rows[-1][0] == "1001-01"


def test_heads() -> None:
    picture = draw("heads", occurrence(FEW))
    assert picture.rows == (
        ("Induction Head", "Latent Reasoning", "4"),
        ("Mover Head", "In-Context Identification", "1"),
        ("Name Mover Head", "In-Context Identification", "1"),
        ("Odd Head", "No stage", "1"),
    )
    assert picture.description == (
        "4 heads; on most papers: Induction Head (4), Mover Head (1) and Name Mover Head (1)."
        " 3 of them on one paper only."
    )
    assert texts(picture)[-4:] == ["4", "1", "1", "1"]
    first = draw("heads", occurrence(FEW), top=1)
    assert first.rows == picture.rows
    assert texts(first)[-2:] == ["4", "and 3 more heads, on 1 paper each"]


def test_a_ranking_ends_before_a_tie_that_has_no_room() -> None:
    heads = tuple(Head(f"Head {number:02d}") for number in range(60))
    rows = [(f"2024-01-{day:02d}", tuple(head.name for head in heads[:10])) for day in (1, 2)]
    tied = occurrence((*rows, ("2024-02", tuple(head.name for head in heads))), heads)
    assert texts(draw("heads", tied))[-1] == "and 50 more heads, on 1 paper each"
    assert texts(draw("network", tied))[-1] == "and 1,725 more pairs, on 1 paper each"
    rising = occurrence((*rows[:1], ("2024-02", tuple(head.name for head in heads[10:]))), heads)
    assert texts(draw("heatmap", rising))[-1] == "and 36 more heads, on 1 paper each"


def test_heatmap() -> None:
    picture = draw("heatmap", occurrence(FEW))
    assert (picture.columns, picture.rows) == (
        ("Head", "2022", "2023", "2024"),
        (
            ("Induction Head", "0", "1", "2"),
            ("Mover Head", "0", "0", "1"),
            ("Name Mover Head", "0", "0", "1"),
            ("Odd Head", "1", "0", "0"),
        ),
    )
    assert picture.description == (
        "The papers on 4 heads from 2022 to 2024; most on Induction Head in 2024 (2)."
    )
    one = draw("heatmap", occurrence(FEW[:1]))
    assert one.description == "The papers on 1 head in 2024; most on Induction Head in 2024 (1)."


def test_years_without_room_share_a_column() -> None:
    shown = texts(draw("heatmap", many(), width=NARROW))
    assert next(each for each in shown if "’" in each).startswith("≤’")
    assert draw("heatmap", many(), width=NARROW).columns[1] == "1001"


def test_network() -> None:
    picture = draw("network", occurrence(FEW))
    assert picture.columns == ("Head", "Other head", "Papers")
    assert picture.rows == (("Induction Head", "Mover Head", "1"), ("Induction Head", "Name Mover Head", "1"))
    assert picture.description == (
        "3 heads in 2 pairs; on most papers: Induction Head with Mover Head (1) and Induction Head with Name"
        " Mover Head (1)."
    )
    assert sorted(texts(picture)) == [
        "In-Context Identification", "Induction Head", "Latent Reasoning", "Mover Head", "Name Mover Head"
    ]  # fmt: skip


def test_timeline() -> None:
    picture = draw("timeline", occurrence(FEW), head="Mover Head")
    assert (picture.title, picture.columns, picture.rows) == (
        "Papers on Mover Head", ("Month", "Papers"), (("2024-05", "1"),)
    )  # fmt: skip
    assert picture.description == "1 paper of May 2024."
    whole = draw("timeline", occurrence(FEW), head="Induction Head")
    assert whole.description == (
        "4 papers from 2023 to May 2024, most in May 2024 (2). Dashed: 1 paper of no"
        " known month. Not drawn: 1 paper without a date."
    )
    yearly = draw("timeline", occurrence((("2023", ("Mover Head",)),)), head="Mover Head")
    assert yearly.description == "1 paper of 2023. Dashed: 1 paper of no known month."


@pytest.mark.parametrize(
    ("name", "papers", "why"),
    [
        ("months", (), "There are no papers with a date."),
        ("months", (("", ("Mover Head",)),), "There are no papers with a date."),
        ("heads", (("2024", ()),), "There are no papers with heads."),
        ("heatmap", (("", ("Mover Head",)),), "There are no papers with heads and dates."),
        ("network", (("2024", ("Mover Head",)),), "There are no papers with heads that occur together."),
        ("timeline", (("2024", ()),), "There are no papers with a date."),
        ("timeline", (("2024", ()), ("", ("Mover Head",))), "There are no papers with a date."),
    ],
)
def test_a_picture_of_nothing_says_why(
    name: str, papers: tuple[tuple[str, tuple[str, ...]], ...], why: str
) -> None:
    picture = draw(name, occurrence(papers), head="Mover Head")
    assert (picture.description, texts(picture), picture.rows) == (why, [why], ())


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_the_table() -> None:
    name = LONG.strip()
    picture = draw("heads", occurrence((("2024", (name,)),), (Head(name),)), width=NARROW)
    assert picture.rows == ((visible(name), "No stage", "1"),)
    assert [each for each in texts(picture) if each.startswith("A Head")] == ["A Head with a name tha…"]
