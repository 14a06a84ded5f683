"""Colours held to contrast, and the stages to being told apart by the colour-blind."""

import re
from itertools import combinations, pairwise
from math import dist

import pytest

from headcat.model import STAGES
from headcat.pictures.colours import COLOURS, HEAT, NO_STAGE, colour, rules, stage_colour, stylesheet

Triple = tuple[float, float, float]
LIGHT, DARK = 0, 1
GROUNDS = {LIGHT: ("#ffffff", "#f5f4f0"), DARK: ("#000000", "#15171a", "#1f2329")}
STAGE_NAMES = (*(f"stage-{number}" for number in range(1, 5)), NO_STAGE)
# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
# Deficiency", 2009: severity 1.0, on linear RGB.
SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)
    ),
}  # fmt: skip
# In OKLab (Ottosson, 2020), where 0.02 can just be told.
APART = 0.09


def linear(text: str) -> Triple:
    r, g, b = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(r), _linear(g), _linear(b)


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2."""
    low, high = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other)))
    return (high + 0.05) / (low + 0.05)


def seen(text: str, sight: str) -> Triple:
    r, g, b = linear(text)
    x, y, z = (min(max(i * r + j * g + k * b, 0), 1) for i, j, k in SIGHTS[sight])
    cone = (
        (0.4122214708 * x + 0.5363325363 * y + 0.0514459929 * z) ** (1 / 3),
        (0.2119034982 * x + 0.6806995451 * y + 0.1073969566 * z) ** (1 / 3),
        (0.0883024619 * x + 0.2817188376 * y + 0.6299787005 * z) ** (1 / 3),
    )
    long, middle, short = cone
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def test_the_measures_measure() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert seen("#ffffff", "full") == pytest.approx((1, 0, 0), abs=1e-3)
    red, green = "#d62728", "#2ca02c"
    assert dist(seen(red, "deuteranopia"), seen(green, "deuteranopia")) < 0.1
    assert dist(seen(red, "full"), seen(green, "full")) > 0.2


@pytest.mark.parametrize("tone", [LIGHT, DARK])
def test_marks_and_text_stand_out_from_the_ground(tone: int) -> None:
    heat = [f"heat-{step}" for step in range(1, HEAT + 1)]
    for ground in GROUNDS[tone]:
        for name in ("mark", *STAGE_NAMES):
            assert contrast(COLOURS[name][tone], ground) >= 3, (name, ground)
        for name in ("ink", "quiet"):
            assert contrast(COLOURS[name][tone], ground) >= 4.5, (name, ground)
    ground = COLOURS["ground"][tone]
    for name in heat:
        assert contrast(COLOURS[name][tone], ground) >= 3, name
        assert contrast(COLOURS[name][tone], COLOURS[f"on-{name}"][tone]) >= 4.5, name
    rising = [contrast(COLOURS[name][tone], ground) for name in heat]
    assert rising == sorted(rising)
    assert all(b / a > 1.2 for a, b in pairwise(rising))


@pytest.mark.parametrize("tone", [LIGHT, DARK])
@pytest.mark.parametrize("sight", SIGHTS)
def test_stages_are_told_apart(sight: str, tone: int) -> None:
    for one, other in combinations(STAGE_NAMES, 2):
        apart = dist(seen(COLOURS[one][tone], sight), seen(COLOURS[other][tone], sight))
        assert apart >= APART, (one, other)


def test_a_colour_is_a_property_of_the_page_with_the_light_one_to_fall_back_on() -> None:
    assert colour("ink") == "var(--picture-ink, #1d2127)"
    assert [stage_colour(stage) for stage in (*STAGES, None, "Another")] == [
        colour(name) for name in (*STAGE_NAMES, NO_STAGE)
    ]


def test_stylesheets_set_every_colour() -> None:
    light, dark = rules(dark=False), rules(dark=True)
    assert stylesheet(".a", ".b") == (
        f".a {{ {light} }}\n@media (prefers-color-scheme: dark) {{ .b {{ {dark} }} }}\n"
    )
    for text, tone in ((light, LIGHT), (dark, DARK)):
        found = dict(re.findall(r"--picture-([a-z0-9-]+): (#[0-9a-f]{6});", text))
        assert found == {name: tones[tone] for name, tones in COLOURS.items()}
