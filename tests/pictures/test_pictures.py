"""Pictures as a page gets them: an element that a strict page takes, and a file that stands alone."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from conftest import ROOT
from headcat.catalogue import Catalogue
from headcat.model import Head, Paper
from headcat.pictures import NARROW, PICTURES, WIDE, Picture, Wanted, draw, draw_all, png, standalone
from headcat.statistics.occurrence import Occurrence
from headcat.vocabulary import Vocabulary

SHIPPED = Catalogue(ROOT / "data" / "papers.yaml")
SVG = "{http://www.w3.org/2000/svg}"
ALL = [Wanted(name, head="Induction Head", width=width) for name in PICTURES for width in (NARROW, WIDE)]
HOSTILE = (
    "<script>alert(1)</script>",
    "]]>&\"'--><style>*{}</style>",
    "A Head with a name that goes on and on " * 8,
    "رأس الانتباه الاستقرائي",
    "bell\x07 escape\x1b[31m override\u202e not a character\ufffe\uffff",
    "new\nline\ttab",
    "注意力头" * 20,
    "datum.x; while(true);",
    "url(https://example.org/x)",
)


def occurrence(*papers: tuple[str, tuple[str, ...]], heads: tuple[Head, ...] = ()) -> Occurrence:
    made = [Paper(f"k{n}", "T", (), date, heads=names) for n, (date, names) in enumerate(papers)]
    return Occurrence.of(made, Vocabulary(heads))


def shipped() -> Occurrence:
    return Occurrence.of(SHIPPED.find(), SHIPPED.vocabulary)


def hostile() -> Occurrence:
    papers = [("2024-05", HOSTILE), ("2023", HOSTILE[:3]), ("", HOSTILE[:1])]
    return occurrence(*papers, heads=tuple(Head(name, stage="Latent Reasoning") for name in HOSTILE))


def texts(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314


def hold_to_a_strict_page(picture: Picture) -> None:
    """Hold an element to the policy `default-src 'none'; style-src 'self'`, and to being read."""
    root = ET.fromstring(picture.svg)  # noqa: S314 - what is held here
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert [title.tag, description.tag] == [f"{SVG}title", f"{SVG}desc"]
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.text, description.text) == (picture.title, picture.description)
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "path", "line", "text"}
        for name, value in element.attrib.items():
            assert name not in {"style", "class", "href"}
            assert not name.startswith("on")
            if name in {"fill", "stroke"} and element is not root:
                assert re.fullmatch(r"var\(--picture-[a-z0-9-]+, #[0-9a-f]{6}\)", value)
    assert all(len(row) == len(picture.columns) for row in picture.rows)


@pytest.mark.parametrize("seen", [shipped, hostile, occurrence])
def test_every_picture_is_fit_for_a_strict_page(seen: object) -> None:
    assert callable(seen)
    head = HOSTILE[0] if seen is hostile else "Induction Head"
    for picture in draw_all([each._replace(head=head) for each in ALL], seen()):
        hold_to_a_strict_page(picture)
        ids = re.findall(r' id="([^"]+)"', picture.svg)
        assert len(set(ids)) == len(ids) == 2
        assert ET.fromstring(standalone(picture).encode()).tag == f"{SVG}svg"  # noqa: S314


def test_the_same_catalogue_gives_the_same_bytes() -> None:
    first, second = (
        draw_all(ALL, shipped()),
        [draw(each.name, shipped(), head=each.head, top=each.top, width=each.width) for each in ALL],
    )
    assert first == second
    assert [png(each, 1) for each in first] == [png(each, 1) for each in second]


def test_nothing_is_drawn_of_nothing() -> None:
    assert draw_all([], shipped()) == []


def test_a_file_of_its_own(tmp_path: Path) -> None:
    picture = draw("heads", shipped())
    text = standalone(picture)
    path = tmp_path / "heads.svg"
    path.write_text(text, encoding="utf-8")
    root = ET.parse(path).getroot()  # noqa: S314
    assert "prefers-color-scheme: dark" in text
    assert texts(text)[0] == picture.title
    assert root.get("viewBox") == f"-24 -44 {picture.width + 48} {picture.height + 68}"
    image = png(picture, 2)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(image[at : at + 4], "big") for at in (16, 20)] == [
        2 * (picture.width + 48), 2 * (picture.height + 68)
    ]  # fmt: skip
