"""The papers of one head in time, on the calendar of the whole catalogue, so that heads can be compared."""

from typing import Final

from headcat.pictures.calendar import calendar_of, in_table, named, span
from headcat.pictures.colours import stage_colour
from headcat.pictures.marks import nothing, sign, stage_of
from headcat.pictures.monthly import Row, drawn, notes, peak
from headcat.pictures.planning import Plan, Room
from headcat.pictures.wording import counted
from headcat.statistics.occurrence import Occurrence
from headcat.words.escaping import visible

_COLUMNS: Final = ("Month", "Papers")


def plan(occurrence: Occurrence, room: Room) -> Plan:
    """Lay out the papers of a head, or of heads that are narrower."""
    months = occurrence.by_month(room.head)
    title = f"Papers on {visible(room.head)}"
    calendar = calendar_of((each.date for each in occurrence.sets), room.width)
    if calendar is None or not any(months):
        return nothing(title, "There are no papers with a date.", _COLUMNS, room)
    stage = stage_of(occurrence, room.head)
    number = counted(months.total(), "paper")
    height, group = drawn([Row(number, sign(stage), stage_colour(stage), months)], calendar)
    date, most = peak(months)
    text = f"{number}{span(months)}"
    text += f", most in {named(date)} ({most:,})." if most > 1 and len(months) > 1 else "."
    description = " ".join([text, *notes(months, calendar)])
    rows = tuple((in_table(date), str(months[date])) for date in sorted(months, reverse=True))
    return Plan(title, description, _COLUMNS, rows, room.width, height, group)
