"""A year of all teams from their meetings and frozen entries alone: no record is read, however many there are."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Prefetch

from evaluations import clocks
from evaluations.meetings.agenda import is_late
from evaluations.meetings.writing import has_begun
from evaluations.models import Entry, Meeting
from evaluations.progress import STATE_OF, WORST_FIRST
from evaluations.standings import first_publications
from evaluations.states import MeetingKind, State
from goals.models import Goal, Plan, Target

WARNINGS = frozenset({State.OFF_TRACK, State.AT_RISK})


class Word(NamedTuple):
    """What one closed meeting froze of one goal."""

    goal: int  # as first written
    state: State


@dataclass(frozen=True)
class TeamMonth:
    """A month of a team that has something to evaluate in it, and has begun."""

    meeting: Meeting  # a new row where nobody has written anything yet
    words: tuple[Word, ...]  # of a closed one
    evaluated: int  # goals that somebody has said something of
    goals: int
    today: date

    @property
    def is_closed(self):
        return self.meeting.is_closed

    @property
    def is_over(self):
        return self.meeting.last_day < self.today

    @property
    def due_on(self):
        return clocks.due_on(self.meeting)

    @property
    def is_late(self):
        return is_late(self.meeting, self.today)

    @cached_property
    def counts(self):
        return Counter(word.state for word in self.words)

    @property
    def state(self):
        return worst(self.counts)


@dataclass(frozen=True)
class Team:
    """One centre's year: its goals, and its months from January; None where there is nothing to evaluate."""

    plan: Plan
    goals: tuple[Goal, ...]  # in the wording that holds
    months: tuple[TeamMonth | None, ...]

    @property
    def centre(self):
        return self.plan.centre

    @cached_property
    def last_closed(self):
        return next((month for month in reversed(self.months) if month and month.is_closed), None)

    @cached_property
    def states(self):
        """How each goal stood in the last closed month, by its id as first written."""
        found = {word.goal: word.state for word in self.last_closed.words} if self.last_closed else {}
        return {goal.root_id: found.get(goal.root_id, State.UNRATED) for goal in self.goals}

    @property
    def counts(self):
        return Counter(self.states.values())

    @property
    def state(self):
        return worst(self.counts)

    @property
    def over(self):
        """Months that are over, or were closed before they ended."""
        return [month for month in self.months if month and (month.is_over or month.is_closed)]

    @property
    def held(self):
        return sum(month.is_closed for month in self.over)

    @property
    def late(self):
        return [month for month in self.over if month.is_late]

    @property
    def waiting(self):
        """Months that are over and not closed, late ones or not yet."""
        return [month for month in self.over if not month.is_closed]


def judged(state, stand):
    """How a frozen entry stands: a warning counts whether numbers or people give it, else numbers go first."""
    rated = [one for one in (State(state or State.UNRATED), STATE_OF.get(stand)) if one in WORST_FIRST]
    warnings = WARNINGS.intersection(rated)
    return worst(warnings) if warnings else next(iter(rated), State.UNRATED)


def worst(states):
    """Of those that are rated."""
    return next((state for state in WORST_FIRST if state in states), State.UNRATED)


def teams_of(document, *, today):
    """All teams of a year in their order, in a number of queries that does not grow with them."""
    plans = document.plans.select_related("centre__region", "centre__parent").order_by("centre__position", "centre_id")
    meetings = Meeting.objects.of_teams().filter(year=document.year)
    return list(_teams(document, list(plans), _goals(document), meetings, today))


def team_of_plan(plan, goals, *, today):
    """One team alone, whose goals are at hand."""
    meetings = Meeting.objects.of_teams().filter(year=plan.document.year, centre=plan.centre_id)
    return next(_teams(plan.document, [plan], {plan.centre_id: goals}, meetings, today))


def _teams(document, plans, goals, meetings, today):
    held = {(row.centre_id, row.month): row for row in meetings.order_by()}
    entries = _entries(meetings)
    first = first_publications([goal for own in goals.values() for goal in own[:1]]).get(document.pk)
    for plan in plans:
        plan.document = document
        own = goals.get(plan.centre_id, [])
        yield Team(plan, tuple(own), tuple(_months(plan, own, held, entries, first, today)))


def _goals(document):
    rows = Goal.objects.filter(document=document).approved().in_document_order().select_related("amends", "centre")
    targets = Prefetch("targets", Target.objects.order_by("position"))
    found = defaultdict(list)
    for goal in rows.prefetch_related(targets):
        goal.document = document
        found[goal.centre_id].append(goal)
    return found


def _entries(meetings):
    """What was said and frozen of each goal, by the meeting."""
    rows = Entry.objects.filter(meeting__in=meetings.order_by().values("pk")).order_by()
    found = defaultdict(list)
    for meeting, *entry in rows.values_list("meeting", "goal", "stand", "state"):
        found[meeting].append(entry)
    return found


def _months(plan, goals, meetings, entries, first, today):
    year, centre = plan.document.year, plan.centre
    for month in range(1, 13):
        meeting = meetings.get((centre.pk, month)) or Meeting(kind=MeetingKind.TEAM, year=year, month=month)
        meeting.centre = centre
        expected = sum(has_begun(goal, first, meeting) for goal in goals)
        is_there = (expected and meeting.first_day <= today) or meeting.is_closed
        yield _month(meeting, entries[meeting.pk], expected, today) if is_there else None


def _month(meeting, entries, expected, today):
    words = [Word(goal, judged(state, stand)) for goal, stand, state in entries] if meeting.is_closed else []
    evaluated = sum(bool(stand) for _goal, stand, _state in entries)
    return TeamMonth(meeting, tuple(words), evaluated, len(words) if meeting.is_closed else expected, today)
