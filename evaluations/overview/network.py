"""How the year of the network stands: by team and month, by region and long-term goal, which goals slip, which meetings
were held. From meetings and their frozen entries alone: no record is read, however many there are.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.network import call_as_then
from evaluations import deadlines
from evaluations.meetings.actions import with_actions
from evaluations.meetings.agenda import is_running
from evaluations.models import Closing, Entry, Meeting
from evaluations.notifications import meeting_path
from evaluations.progress import STATUS_OF, WORST_FIRST
from evaluations.progress.captions import counts_words, frozen_words, preposition
from evaluations.progress.charts import LETTERS
from evaluations.standings import first_publications
from evaluations.states import ClosingState, MeetingKind, MeetingState, MonthState, Status
from goals.formatting import format_date
from goals.models import Document, Goal, Plan, Target
from goals.states import Comparator, Level

WARNINGS = frozenset({Status.OFF_TRACK, Status.AT_RISK})


# The year of one team


@dataclass(frozen=True)
class TeamMonth:
    """A month of a team that has something to evaluate in it, and has begun."""

    meeting: Meeting  # a new row where nobody has written anything yet
    states: dict[int, Status]  # how a closed one left each goal, by its id as first written
    evaluated: int  # goals that somebody has said something of
    goals: int
    today: date
    is_waited_for: bool = True

    @property
    def is_closed(self):
        return self.meeting.is_closed

    @property
    def is_over(self):
        """And still to be closed, if it is not."""
        return self.meeting.last_day < self.today and self.is_waited_for

    @property
    def due_on(self):
        return deadlines.due_on(self.meeting)

    @property
    def is_late(self):
        return not self.is_closed and self.today > self.due_on and self.is_waited_for

    @cached_property
    def counts(self):
        return Counter(self.states.values())

    @property
    def state(self):
        return worst(self.counts)


@dataclass(frozen=True)
class TeamYear:
    """One centre's year: its goals, and its months from January; None where there is nothing to evaluate."""

    plan: Plan
    goals: tuple[Goal, ...]  # in the wording that holds
    months: tuple[TeamMonth | None, ...]

    @property
    def centre(self):
        return self.plan.centre

    @cached_property
    def closed(self):
        return [month for month in self.months if month and month.is_closed]

    @property
    def last_closed(self):
        return self.closed[-1] if self.closed else None

    @cached_property
    def states(self):
        """How each goal stood in the last closed month, by its id as first written."""
        found = self.last_closed.states if self.last_closed else {}
        return {goal.root_id: found.get(goal.root_id, Status.UNRATED) for goal in self.goals}

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
    def late(self):
        return [month for month in self.over if month.is_late]

    @property
    def waiting(self):
        """Months that are over and not closed, late ones or not yet."""
        return [month for month in self.over if not month.is_closed]


def judged(state, rating):
    """How a frozen entry stands: a warning counts whether numbers or people give it, else numbers go first."""
    rated = [one for one in (Status(state or Status.UNRATED), STATUS_OF.get(rating)) if one in WORST_FIRST]
    warnings = WARNINGS.intersection(rated)
    return worst(warnings) if warnings else next(iter(rated), Status.UNRATED)


def worst(states):
    """Of those that are rated."""
    return next((state for state in WORST_FIRST if state in states), Status.UNRATED)


def teams_of(document, *, today):
    """All teams of a year in their order, in a constant number of queries."""
    plans = document.plans.select_related("centre__region", "centre__parent", "centre__successor").order_by(
        "centre__position", "centre_id"
    )
    goals = defaultdict(list)
    rows = Goal.objects.filter(document=document).approved().in_document_order().select_related("amends", "centre")
    for goal in rows.prefetch_related(Prefetch("targets", Target.objects.order_by("position"))):
        goal.document = document
        goals[goal.centre_id].append(goal)
    meetings = Meeting.objects.of_teams().filter(year=document.year)
    return _teams(document, list(plans), goals, meetings, today)


def team_of_plan(plan, goals, *, today):
    """One team alone, whose goals are at hand."""
    meetings = Meeting.objects.of_teams().filter(year=plan.document.year, centre=plan.centre_id)
    return _teams(plan.document, [plan], {plan.centre_id: goals}, meetings, today)[0]


def _teams(document, plans, goals, meetings, today):
    """`goals` are by the id of their centre."""
    by_month = {(row.centre_id, row.month): row for row in meetings.order_by()}
    entries = defaultdict(list)
    rows = Entry.objects.filter(meeting__in=meetings.order_by().values("pk")).order_by()
    for meeting, *entry in rows.values_list("meeting", "goal", "rating", "state"):
        entries[meeting].append(entry)
    first = first_publications([goal for own in goals.values() for goal in own[:1]]).get(document.pk)
    adopted, teams = deadlines.adopted_on([document.pk]).get(document.pk), []
    call_as_then([(plan.centre, document.year) for plan in plans], today=today)
    for plan in plans:
        plan.document = document
        own, months = goals.get(plan.centre_id, []), []
        for month in range(1, 13):
            facts = {"kind": MeetingKind.TEAM, "year": document.year, "month": month}
            meeting = by_month.get((plan.centre_id, month)) or Meeting(**facts)
            meeting.centre = plan.centre
            begun = sum(is_running(goal, first, meeting) for goal in own)
            said = entries[meeting.pk]
            states = {goal: judged(state, rating) for goal, rating, state in said} if meeting.is_closed else {}
            evaluated = sum(bool(rating) for _goal, rating, _state in said)
            count = len(states) if meeting.is_closed else begun
            is_there = meeting.is_closed or (begun and meeting.first_day <= today)
            is_waited_for = deadlines.is_waited_for(meeting, adopted, today=today)
            months.append(TeamMonth(meeting, states, evaluated, count, today, is_waited_for) if is_there else None)
        teams.append(TeamYear(plan, tuple(own), tuple(months)))
    return teams


# All teams together


@dataclass(frozen=True)
class RegionCounts:
    name: str
    url: str
    counts: Counter


@dataclass(frozen=True)
class NetworkGoal:
    """A goal of the network: how many goals serve it and how, and how the last meeting about it left it."""

    goal: Goal | None  # None: goals that serve no long-term goal
    counts: Counter
    entry: Entry | None = None

    @property
    def total(self):
        return self.counts.total()

    @property
    def state(self):
        """What the people who judged it said; where they said nothing, what its numbers say."""
        return (STATUS_OF.get(self.entry.rating) if self.entry else None) or self.by_numbers

    @property
    def by_numbers(self):
        return Status(self.entry.state or Status.UNRATED) if self.entry else Status.UNRATED

    @property
    def differs(self):
        """Do its numbers say something else than the people?"""
        return self.by_numbers not in {Status.UNRATED, self.state}


@dataclass(frozen=True)
class MeetingsHeld:
    """How many meetings were closed of those that were due."""

    held: int
    due: int


def counts_of(teams):
    """How many goals of the teams stand how."""
    return sum((team.counts for team in teams), Counter())


def by_region(teams, year):
    ordered = sorted(teams, key=lambda team: (team.centre.region.position, team.centre.position))
    address = reverse("network-standing", args=[year])
    return [
        RegionCounts(region.name, f"{address}?region={region.nuts3}", counts_of(group))
        for region, group in groupby(ordered, key=lambda team: team.centre.region)
    ]


def by_long_term(teams, year):
    """Each long-term goal, and at the end those goals that serve none."""
    served = defaultdict(Counter)
    for team in teams:
        for goal in team.goals:
            served[goal.serves_id][team.states[goal.root_id]] += 1
    entries = _last_entries(MeetingKind.HEADS, since=year, until=year)
    rows = [
        NetworkGoal(goal, served.pop(goal.root_id, Counter()), entries.get(goal.root_id))
        for goal in _of_the_network(Level.LONG_TERM, year)
    ]
    rest = sum(served.values(), Counter())
    return [*rows, NetworkGoal(None, rest)] if rest else rows


def strategic(year):
    """Each strategic goal with its last evaluation by the director, of this year or one before it."""
    entries = _last_entries(MeetingKind.DIRECTOR, since=0, until=year)
    goals = _of_the_network(Level.STRATEGIC, year)
    return [NetworkGoal(goal, Counter(), entries.get(goal.root_id)) for goal in goals]


def _of_the_network(level, year):
    """Those of the commitment that holds at the end of the year, or today."""
    day = min(date(year, 12, 31), timezone.localdate())
    goals = Goal.objects.approved().filter(level=level, document__in=Document.objects.term_on(day))
    return goals.in_document_order()


def _last_entries(kind, *, since, until):
    """The last closed word of the meetings above the teams, by the goal as first written."""
    rows = Entry.objects.filter(meeting__kind=kind, meeting__state=MeetingState.CLOSED)
    rows = rows.filter(meeting__year__gte=since, meeting__year__lte=until).select_related("meeting")
    return {row.goal_id: row for row in rows.order_by("meeting__year", F("meeting__month").asc(nulls_first=True))}


def meetings_held(teams):
    return MeetingsHeld(sum(len(team.closed) for team in teams), sum(len(team.over) for team in teams))


def heads_meetings_held(document, *, today):
    rows = Meeting.objects.filter(kind=MeetingKind.HEADS, year=document.year).order_by()
    closed = {row.month for row in rows if row.is_closed}
    adopted = deadlines.adopted_on([document.pk]).get(document.pk)
    months = [Meeting(kind=MeetingKind.HEADS, year=document.year, month=month) for month in range(1, 13)]
    over = {one.month for one in months if one.last_day < today and (not adopted or one.last_day >= adopted)}
    return MeetingsHeld(len(closed), len(closed | over))


def closings_of(document, teams):
    """How many centres are how far with the closing of the year; those that have not begun count as open."""
    found = dict(Closing.objects.filter(plan__document=document).order_by().values_list("plan", "state"))
    states = Counter(found.get(team.plan.pk, ClosingState.OPEN) for team in teams)
    return [(state, states[state]) for state in reversed(ClosingState) if states[state]] if found else []


def waiting(teams):
    """Teams with late months, those with more first."""
    return sorted((team for team in teams if team.late), key=lambda team: (-len(team.late), team.centre.position))


def in_time(teams):
    """Those that have not closed a month that is over, and still have time."""
    return [team for team in teams if team.waiting and not team.late]


# The map of centres and months


def map_rows(teams):
    return [
        {
            "name": team.centre.name,
            "url": reverse("centre-standing", args=[team.plan.document.year, team.centre.slug]),
            "cells": [month and _cell(month) for month in team.months],
        }
        for team in teams
    ]


def _cell(month):
    """One letter, one state and one sentence."""
    if month.is_closed:
        letter, state, words = LETTERS[month.state], month.state, counts_words(month.counts)
        if len(month.counts) > 1:  # of goals that all stand alike it is enough how many they are
            words = f"{state.label}; {words}"
    elif month.is_late:
        letter, state = "!", MonthState.LATE
        words = _("po termínu, uzavřít se měla do %(day)s") % {"day": format_date(month.due_on)}
    else:
        letter, state = LETTERS[Status.UNRATED], Status.UNRATED
        facts = {"done": month.evaluated, "of": preposition(month.goals), "all": month.goals}
        how_far = _("hodnoceno %(done)s %(of)s\u00a0%(all)s") % facts
        words = _("zatím neuzavřeno, %(how_far)s") % {"how_far": how_far}
        if month.meeting.last_day < month.today and not month.is_waited_for:
            words = _("neuzavřeno a nikdo na to nečeká, %(how_far)s") % {"how_far": how_far}
    url = meeting_path(month.meeting)
    return {"letter": letter, "state": str(state), "tone": state.tone, "words": words, "url": url}


# Goals that slip


@dataclass(frozen=True)
class Slip:
    """A goal that was at risk or off track when its month was last closed: since when, by how much, and why."""

    goal: Goal  # in the wording that holds
    team: TeamYear
    state: Status
    since: Meeting  # the first of the months in a row in which it slipped
    entry: Entry  # of the last closed month
    missing: Decimal  # which part of what was expected, of the target that is worst off
    last: Entry | None  # the last one in which the meeting wrote something

    @property
    def numbers(self):
        """How much of how much, of each target that has a number."""
        return [words for reading in self.entry.readings.all() if (words := frozen_words(reading, reading.target))]

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
    roots = {goal.root_id for _team, goal in found}
    meetings = {team.last_closed.meeting.pk for team, _goal in found}
    rows = Entry.objects.filter(meeting__in=meetings, goal__in=roots).order_by().prefetch_related("readings__target")
    entries = {(row.meeting_id, row.goal_id): row for row in rows}
    # The last words of each goal; an open month is still being written.
    years = {team.plan.document.year for team, _goal in found}
    rows = Entry.objects.filter(goal__in=roots, meeting__kind=MeetingKind.TEAM, meeting__year__in=years)
    rows = rows.filter(meeting__state=MeetingState.CLOSED).exclude(said="", next_step="").select_related("meeting")
    last = {row.goal_id: row for row in rows.order_by("meeting__year", "meeting__month")}
    with_actions(last.values())
    slips = []
    for team, goal in found:
        root = goal.root_id
        entry = entries[team.last_closed.meeting.pk, root]
        since = team.last_closed
        for month in reversed(team.closed):
            if month.states.get(root) not in WARNINGS:
                break
            since = month
        missing = max(map(missing_part, entry.readings.all()), default=Decimal(0))
        slips.append(Slip(goal, team, team.states[root], since.meeting, entry, missing, last.get(root)))

    def urgency(slip):
        place = slip.team.centre.position, slip.goal.position
        return slip.state != Status.OFF_TRACK, -slip.missing, slip.since.month, *place

    return sorted(slips, key=urgency)


def missing_part(reading):
    """What part of the expected amount is missing or, under an upper limit, what part of it is over; from 0 to 1."""
    achieved, expected = reading.achieved, reading.expected
    if achieved is None or not expected:
        return Decimal(0)
    gap = achieved - expected if reading.target.comparator == Comparator.MAX else expected - achieved
    return min(max(gap / expected, Decimal(0)), Decimal(1))
