"""From what a picture lays out to SVG and PNG: Vega draws, and what it draws is made fit for a page.

Vega's own SVG has roles, styles, fonts and empty groups that a strict page refuses or need not have. What
is kept is a drawing in presentation attributes alone, in a few kilobytes; it has no style, no script and
no reference to anything outside. Nothing is fetched: data are in the specification, and Vega may load from
nowhere.
"""

import json
import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final, NamedTuple
from xml.etree import ElementTree as ET

from headcat.extras import load
from headcat.pictures.colours import COLOURS, PREFIX, colour, stylesheet
from headcat.pictures.lettering import cut
from headcat.pictures.planning import Plan
from headcat.words.escaping import html

_SPECIFICATION: Final = "https://vega.github.io/schema/vega/v6.json"
_SVG: Final = "{http://www.w3.org/2000/svg}"
# What Vega drew of a group: an element for each mark, with one in it for each row.
_GROUPS: Final = f".//{_SVG}g[@class='mark-group role-scope']/{_SVG}g/{_SVG}g"
# What a drawing consists of, and what each part of it may say.
_KEPT: Final = frozenset(
    "transform d x y x1 y1 x2 y2 width height fill stroke stroke-width stroke-dasharray text-anchor font-size"
    " font-weight".split()
)
_SAYS_NOTHING: Final = {
    ("transform", "translate(0,0)"),
    ("text-anchor", "start"),
    ("stroke-width", "0"),
    ("font-weight", "normal"),
}
# A path, unless it is moved: what it draws, and behind it how it looks.
_PATH: Final = re.compile(r'^<path d="([^"]*)"(?!.* transform=)')
_MARGIN: Final = 24
_HEADING: Final = 20
_TITLE: Final = 16
_FAMILY: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_PNG_FAMILY: Final = "Liberation Sans, sans-serif"  # which the library that makes them brings along
_VARIABLE: Final = re.compile(rf"var\({PREFIX}([a-z0-9-]+), #[0-9a-f]{{6}}\)")


class Picture(NamedTuple):
    """A picture: `svg` is an element to be put into a page, whose colours are `stylesheet`'s.

    `columns` and `rows` are the table behind it, as text, for who cannot see it or wants the numbers.
    Nothing but `svg` is escaped for HTML. `width` and `height` are in pixels of CSS.
    """

    name: str
    title: str
    description: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    svg: str
    width: int
    height: int


def finished(plans: Sequence[tuple[str, Plan]]) -> list[Picture]:
    """Draw plans, all in one conversion.

    Raises:
        RefusedError: the library that draws is not installed.

    """
    if not plans:
        return []
    convert = load("vl_convert", "plot")
    alike: dict[str, list[int]] = {}
    for number, (_, plan) in enumerate(plans):
        alike.setdefault(json.dumps([plan.group.get("scales"), plan.group["marks"]]), []).append(number)
    groups = [_together([plans[number][1].group for number in numbers]) for numbers in alike.values()]
    specification = {
        "$schema": _SPECIFICATION,
        "autosize": "none",
        "width": max(plan.width for _, plan in plans),
        "height": max(plan.height for _, plan in plans),
        "marks": groups,
    }
    drawn = ET.fromstring(convert.vega_to_svg(json.dumps(specification), allowed_base_urls=[]))  # noqa: S314 - Vega wrote it
    inner: dict[int, str] = {}
    for numbers, element in zip(alike.values(), drawn.iterfind(_GROUPS), strict=True):
        inner |= zip(numbers, _apart([plans[number][1].group for number in numbers], element), strict=True)
    return [_picture(name, plan, inner[number]) for number, (name, plan) in enumerate(plans)]


def _together(groups: list[dict[str, Any]]) -> dict[str, Any]:
    """Return one group for several with the same marks: what Vega does for each group and text takes time.

    Tables have the rows of all, equal ones once; those that have none are left out, with their marks.
    """
    rows = _distinct(groups)
    return {
        **groups[0],
        "type": "group",
        "data": [{"name": name, "values": list(found.values())} for name, found in rows.items() if found],
        "marks": [mark for mark in groups[0]["marks"] if rows[mark["from"]["data"]]],
    }


def _apart(groups: list[dict[str, Any]], element: ET.Element) -> list[str]:
    """Return what Vega drew for each of several groups: an element for each row, in the order of the rows."""
    rows = _distinct(groups)
    marks = [name for mark in groups[0]["marks"] if rows[name := mark["from"]["data"]]]
    drawn = [
        (name, dict(zip(rows[name], map(_trimmed, items), strict=True)))
        for name, items in zip(marks, element, strict=True)
    ]
    found = []
    for group in groups:
        own = {table["name"]: list(map(json.dumps, table["values"])) for table in group["data"]}
        found.append(_joined([shapes[row] for name, shapes in drawn for row in own[name]]))
    return found


def _joined(shapes: list[str]) -> str:
    """Return the text of shapes; paths in a row that look alike are one, in half the bytes."""
    found = []
    for look, alike in groupby(shapes, lambda shape: _PATH.sub("<path d=", shape, count=1)):
        same = list(alike)
        path = "".join(match[1] for shape in same if (match := _PATH.match(shape)))
        found.append(look.replace("<path d=", f'<path d="{path}"', 1) if path else "".join(same))
    return "".join(found)


def _distinct(groups: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the rows of each table of groups, by their text."""
    rows: dict[str, dict[str, Any]] = {}
    for group in groups:
        for table in group["data"]:
            rows.setdefault(table["name"], {}).update((json.dumps(row), row) for row in table["values"])
    return rows


def standalone(picture: Picture) -> str:
    """Return a picture as an SVG file of its own, with its title, on light or dark ground as is asked for."""
    style = f"<style>{stylesheet('svg', 'svg')}text {{ font-family: {_FAMILY}; }}</style>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_framed(picture, style)}\n'


def png(picture: Picture, scale: float = 2) -> bytes:
    """Return a picture as PNG on light ground, `scale` pixels to one of CSS.

    Raises:
        RefusedError: the library that draws is not installed.

    """
    convert = load("vl_convert", "plot")
    plain = _VARIABLE.sub(lambda match: COLOURS[match[1]].light, _framed(picture, ""))
    plain = plain.replace("<svg ", f'<svg font-family="{_PNG_FAMILY}" ', 1)
    return bytes(convert.svg_to_png(plain, scale=scale))


def _picture(name: str, plan: Plan, inner: str) -> Picture:
    ids = [f"picture-{name}-{plan.width}-{part}" for part in ("title", "description")]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{" ".join(ids)}"'
        f'{_size(plan.width, plan.height)} fill="none">'
        f'<title id="{ids[0]}">{html(plan.title)}</title>'
        f'<desc id="{ids[1]}">{html(plan.description)}</desc>{inner}</svg>'
    )
    text = plan.title, plan.description, plan.columns, plan.rows
    return Picture(name, *text, svg, plan.width, plan.height)


def _size(width: int, height: int, left: int = 0, top: int = 0) -> str:
    return f' width="{width}" height="{height}" viewBox="{left} {top} {width} {height}"'


def _framed(picture: Picture, style: str) -> str:
    """Return a picture's SVG with ground, margins and a heading that can be seen."""
    width, height = picture.width + 2 * _MARGIN, picture.height + 2 * _MARGIN + _HEADING
    left, top = -_MARGIN, -_MARGIN - _HEADING
    ground = f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{colour("ground")}"/>'
    title = html(cut(picture.title, picture.width, _TITLE))
    heading = f'<text y="-14" font-size="{_TITLE}" font-weight="bold" fill="{colour("ink")}">{title}</text>'
    sized = picture.svg.replace(_size(picture.width, picture.height), _size(width, height, left, top), 1)
    return sized.replace("</desc>", f"</desc>{style}{ground}{heading}", 1)


def _trimmed(element: ET.Element) -> str:
    """Return a part of a drawing without what says nothing."""
    tag = element.tag.removeprefix(_SVG)
    attributes = "".join(
        f' {name}="{html(_short(name, value))}"'
        for name, value in element.attrib.items()
        if name in _KEPT and (name, value) not in _SAYS_NOTHING
    )
    if tag != "text":
        return f"<{tag}{attributes}/>"
    return f"<text{attributes}>{html(element.text)}</text>" if element.text else ""


def _short(name: str, value: str) -> str:
    """Return a value with hundredths of a pixel and no less."""
    if name in ("fill", "stroke"):
        return value
    text = re.sub(r"(?<!\d)\d++\.\d++", lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), value)
    return text.removesuffix("px") if name == "font-size" else text
