"""The colours of pictures: what each is for, on light and on dark ground.

A drawing names its colours as custom properties of CSS with the light one to fall back on, so that it
follows the page that it stands in. Chosen so that marks have a contrast of 3:1 with the ground, and text
4.5:1 (WCAG 2.2, 1.4.11 and 1.4.3), and that the stages are told apart by the colour-blind; the tests hold
them to it.
"""

from types import MappingProxyType
from typing import Final, NamedTuple

from headcat.model import STAGES

PREFIX: Final = "--picture-"
NO_STAGE: Final = "stage-none"


class Tone(NamedTuple):
    """A colour on light and on dark ground."""

    light: str
    dark: str


COLOURS: Final = MappingProxyType(
    {
        "ground": Tone("#ffffff", "#15171a"),
        "ink": Tone("#1d2127", "#eceef1"),  # what is to be read
        "quiet": Tone("#5d646e", "#a4abb5"),  # what explains it
        "line": Tone("#d5d9de", "#363b42"),  # what only leads the eye
        "mark": Tone("#6b7480", "#98a1ad"),  # marks without a stage of their own: all papers, links
        "stage-1": Tone("#2a81dc", "#0f7fba"),
        "stage-2": Tone("#0a553d", "#2bdda4"),
        "stage-3": Tone("#cb5a1a", "#d2581f"),
        "stage-4": Tone("#4a0358", "#d787e9"),
        NO_STAGE: Tone("#7d7d7d", "#8a8d91"),
        # A scale from few to many, and the figures on it.
        "heat-1": Tone("#6392c4", "#4e7197"),
        "heat-2": Tone("#3f77b0", "#5f88b3"),
        "heat-3": Tone("#2a5c92", "#82abd6"),
        "heat-4": Tone("#1a4272", "#aacbee"),
        "heat-5": Tone("#0b2850", "#d8e8fb"),
        "on-heat-1": Tone("#08182c", "#ffffff"),
        "on-heat-2": Tone("#ffffff", "#08182c"),
        "on-heat-3": Tone("#ffffff", "#08182c"),
        "on-heat-4": Tone("#ffffff", "#08182c"),
        "on-heat-5": Tone("#ffffff", "#08182c"),
    }
)
HEAT: Final = 5


def colour(name: str) -> str:
    """Return a colour as a drawing names it."""
    return f"var({PREFIX}{name}, {COLOURS[name].light})"


def stage_colour(stage: str | None) -> str:
    """Return the colour of a stage; one that the survey has not is none."""
    return colour(f"stage-{STAGES.index(stage) + 1}" if stage in STAGES else NO_STAGE)


def stylesheet(light: str = ":root", dark: str = ":root") -> str:
    """Return CSS that sets the colours: the dark ones where a reader's system asks for them.

    Args:
        light: the selector of what has the colours.
        dark: the same, where the system is dark; such as `:root:not([data-theme=light])` in a page with
            a switch.

    """
    return f"{light} {{ {_rules(0)} }}\n@media (prefers-color-scheme: dark) {{ {dark} {{ {_rules(1)} }} }}\n"


def rules(*, dark: bool) -> str:
    """Return the declarations alone, for a page that says itself when it is dark."""
    return _rules(1 if dark else 0)


def _rules(tone: int) -> str:
    return " ".join(f"{PREFIX}{name}: {tones[tone]};" for name, tones in COLOURS.items())
