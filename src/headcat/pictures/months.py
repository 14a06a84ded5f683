"""Papers by month and stage: a row for all papers and one for each stage."""

from collections import Counter
from typing import Final

from headcat.model import STAGES
from headcat.pictures.calendar import calendar_of, in_table, named, span
from headcat.pictures.colours import colour, stage_colour
from headcat.pictures.marks import NO_STAGE, nothing, sign
from headcat.pictures.monthly import Row, drawn, notes, peak
from headcat.pictures.planning import Plan, Room
from headcat.pictures.wording import counted, listed
from headcat.statistics.occurrence import Occurrence

_ALL: Final = "All papers"
_TITLE: Final = "Papers by month and stage"


def plan(occurrence: Occurrence, room: Room) -> Plan:
    """Lay out the papers by month and stage."""
    found = _by_stage(occurrence)
    months = found[_ALL]
    columns = ("Month", *found)
    calendar = calendar_of(months, room.width)
    if calendar is None:
        return nothing(_TITLE, "There are no papers with a date.", columns, room)
    shown = [Row(f"{_ALL}, {months.total():,}", "", colour("mark"), months)]
    shown += [
        Row(f"{name}, {each.total():,}", sign(name), stage_colour(name), each)
        for name, each in found.items()
        if name != _ALL and each
    ]
    height, group = drawn(shown, calendar)
    description = " ".join([_description(found), *notes(months, calendar)])
    dates = sorted(months, reverse=True)
    rows = tuple((in_table(date), *(str(each[date]) for each in found.values())) for date in dates)
    return Plan(_TITLE, description, columns, rows, room.width, height, group)


def _by_stage(occurrence: Occurrence) -> dict[str, Counter[str]]:
    """Return the papers by month: all, those of each stage, and those of none."""
    found: dict[str, Counter[str]] = {name: Counter() for name in (_ALL, *STAGES, NO_STAGE)}
    for each in occurrence.sets:
        stages = occurrence.stages_of(each.heads) & set(STAGES)
        for name in (_ALL, *(stages or (NO_STAGE,))):
            found[name][each.date] += each.papers
    return found


def _description(found: dict[str, Counter[str]]) -> str:
    months = found[_ALL]
    text = f"{counted(months.total(), 'paper')}{span(months)}"
    date, most = peak(months)
    if most > 1:
        text += f", most in {named(date)} ({most:,})"
    stages = [f"{found[name].total():,} on {name}" for name in STAGES if found[name]]
    if found[NO_STAGE]:
        stages.append(f"{found[NO_STAGE].total():,} on no stage")
    return f"{text}. {listed(stages)}; a paper may be on several stages."
