"""A closed meeting as it was frozen: wordings that held then, what was said, and the numbers of that day."""

from collections import defaultdict
from dataclasses import dataclass

from evaluations.models import Entry, Reading
from goals.models import Goal
from goals.reading import find_personal_data
from goals.states import DECIDED


@dataclass(frozen=True)
class Frozen:
    """One goal of a closed meeting."""

    goal: Goal  # in the wording that held when the meeting was closed
    entry: Entry
    readings: tuple[Reading, ...]


def frozen(meeting):
    """Each goal of the closed meeting, in order."""
    entries = Entry.objects.filter(meeting=meeting).select_related("goal__centre")
    entries = list(entries.order_by("goal__centre__position", "goal__position", "goal_id"))
    wordings = wordings_at({entry.goal_id for entry in entries}, meeting.closed_at)
    readings = defaultdict(list)
    rows = Reading.objects.filter(entry__in=entries).select_related("target__goal")
    for reading in rows.order_by("target__position", "target_id"):
        readings[reading.entry_id].append(reading)
    for entry in entries:
        goal = wordings.get(entry.goal_id, entry.goal)
        yield Frozen(goal, entry, tuple(row for row in readings[entry.pk] if _is_of(row, goal)))


def remarks_on(meeting, entries):
    """What in the words of the meeting looks like personal data; nothing of it stops anybody."""
    texts = [meeting.note, *(text for entry in entries for text in (entry.said, entry.next_step))]
    return find_personal_data(" \n".join(texts))


def wordings_at(roots, moment):
    """The wording of each goal that held at the moment, by the id of its first row, with its targets."""
    rows = Goal.objects.of_roots(roots).filter(state__in=DECIDED, approved_at__lte=moment)
    rows = rows.with_content().select_related("document", "centre").order_by("approved_at", "pk")
    return {row.root_id: row for row in rows}


def _is_of(reading, goal):
    """Also what was typed for a target that an amendment has replaced since: it is a number of the month."""
    return reading.target.goal_id == goal.pk or reading.amount is not None
