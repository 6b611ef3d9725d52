"""Goals that slip: at risk or off track when their month was last closed; by how much, since when, and why."""

from dataclasses import dataclass
from decimal import Decimal

from evaluations.models import Entry, Meeting
from evaluations.overview.frozen import WARNINGS, Team
from evaluations.progress.captions import frozen_words
from evaluations.states import MeetingKind, MeetingState, State
from goals.models import Goal
from goals.states import Comparator

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Slip:
    goal: Goal  # in the wording that holds
    team: Team
    state: State
    since: Meeting  # the first of the months in a row in which it slipped
    entry: Entry  # of the last closed month
    readings: tuple
    missing: Decimal  # which part of what was expected, of the target that is worst off
    last: Entry | None  # the last one in which the meeting wrote something

    @property
    def numbers(self):
        """How much of how much, of each target that has a number."""
        return [words for reading in self.readings if (words := frozen_words(reading, reading.target))]

    @property
    def month(self):
        """The first day of the month in which it was last judged."""
        return self.team.last_closed.meeting.first_day

    @property
    def is_said_only(self):
        """The numbers gave no warning, the meeting did."""
        return self.entry.state not in WARNINGS


def slipping(teams):
    """Goals that slip, the worst first: off track, then what misses more, then what slips longer."""
    found = [(team, goal) for team in teams for goal in team.goals if team.states[goal.root_id] in WARNINGS]
    entries = _entries(found)
    last = _last_words({goal.root_id for _team, goal in found}, {team.plan.document.year for team, _goal in found})
    slips = [_slip(team, goal, entries, last) for team, goal in found]
    return sorted(slips, key=_urgency)


def since(team, root):
    """The first of the closed months, in a row up to the last one, in which the goal slipped."""
    first = team.last_closed
    for month in reversed([month for month in team.months if month and month.is_closed]):
        if not any(word.goal == root and word.state in WARNINGS for word in month.words):
            break
        first = month
    return first.meeting


def missing_part(reading):
    """What part of the expected amount is missing or, under an upper limit, what part of it is over; from 0 to 1."""
    achieved, expected = reading.achieved, reading.expected
    if achieved is None or not expected:
        return NOTHING
    gap = achieved - expected if reading.target.comparator == Comparator.MAX else expected - achieved
    return min(max(gap / expected, NOTHING), Decimal(1))


def _urgency(slip):
    return slip.state != State.OFF_TRACK, -slip.missing, slip.since.month, slip.team.centre.position, slip.goal.position


def _slip(team, goal, entries, last):
    entry = entries[team.last_closed.meeting.pk, goal.root_id]
    readings = tuple(entry.readings.all())
    missing = max(map(missing_part, readings), default=NOTHING)
    state, first = team.states[goal.root_id], since(team, goal.root_id)
    return Slip(goal, team, state, first, entry, readings, missing, last.get(goal.root_id))


def _entries(found):
    meetings = {team.last_closed.meeting.pk for team, _goal in found}
    rows = Entry.objects.filter(meeting__in=meetings, goal__in={goal.root_id for _team, goal in found}).order_by()
    return {(row.meeting_id, row.goal_id): row for row in rows.prefetch_related("readings__target")}


def _last_words(roots, years):
    """The last words of a meeting of each goal, by its id as first written; an open month is still being written."""
    rows = Entry.objects.filter(goal__in=roots, meeting__kind=MeetingKind.TEAM, meeting__year__in=years)
    rows = rows.filter(meeting__state=MeetingState.CLOSED).exclude(said="", next_step="").select_related("meeting")
    return {row.goal_id: row for row in rows.order_by("meeting__year", "meeting__month")}
