"""The network's year put together from its teams: by region, by long-term goal, meetings held, strategic goals."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F
from django.urls import reverse

from evaluations.models import Closing, Entry, Meeting
from evaluations.overview.frozen import judged
from evaluations.states import ClosingState, MeetingKind, MeetingState, State
from goals.models import Goal
from goals.states import Level


@dataclass(frozen=True)
class Group:
    """Goals of one region."""

    name: str
    url: str
    counts: Counter


@dataclass(frozen=True)
class Above:
    """A goal of the network: how many goals serve it and how, and how the last meeting about it left it."""

    goal: Goal | None  # None: goals that serve no long-term goal
    counts: Counter
    entry: Entry | None = None

    @property
    def total(self):
        return self.counts.total()

    @property
    def state(self):
        return judged(self.entry.state, self.entry.stand) if self.entry else State.UNRATED


def counts_of(teams):
    """How many goals of the teams stand how."""
    return sum((team.counts for team in teams), Counter())


def by_region(teams, year):
    ordered = sorted(teams, key=lambda team: (team.centre.region.position, team.centre.position))
    for region, group in groupby(ordered, key=lambda team: team.centre.region):
        address = reverse("network-standing", args=[year])
        yield Group(region.name, f"{address}?region={region.nuts3}", counts_of(group))


def by_long_term(teams, year):
    """Each long-term goal, and at the end those goals that serve none."""
    served = {}
    for team in teams:
        for goal in team.goals:
            served.setdefault(goal.serves_id, Counter())[team.states[goal.root_id]] += 1
    entries = last_entries(MeetingKind.HEADS, year)
    for goal in goals_above(Level.LONG_TERM):
        yield Above(goal, served.pop(goal.root_id, Counter()), entries.get(goal.root_id))
    rest = sum(served.values(), Counter())
    if rest:
        yield Above(None, rest)


def strategic(year):
    """Each strategic goal with its last evaluation by the director, of this year or one before it."""
    entries = last_entries(MeetingKind.DIRECTOR, year, since=0)
    return [Above(goal, Counter(), entries.get(goal.root_id)) for goal in goals_above(Level.STRATEGIC)]


def goals_above(level):
    return Goal.objects.approved().filter(level=level).in_document_order()


def last_entries(kind, year, *, since=None):
    """The last closed word of the meetings above, by the goal as first written."""
    rows = Entry.objects.filter(meeting__kind=kind, meeting__state=MeetingState.CLOSED, meeting__year__lte=year)
    rows = rows.filter(meeting__year__gte=year if since is None else since).select_related("meeting")
    return {row.goal_id: row for row in rows.order_by("meeting__year", F("meeting__month").asc(nulls_first=True))}


@dataclass(frozen=True)
class Held:
    """How many meetings were closed of those that were due."""

    held: int
    due: int

    @property
    def missing(self):
        return self.due - self.held


def meetings_held(teams):
    return Held(sum(team.held for team in teams), sum(len(team.over) for team in teams))


def heads_meetings_held(year, *, today):
    rows = Meeting.objects.filter(kind=MeetingKind.HEADS, year=year).order_by()
    closed = {row.month for row in rows if row.is_closed}
    over = 12 if today.year > year else today.month - 1 if today.year == year else 0
    return Held(len(closed), len(closed | set(range(1, over + 1))))


def closings_of(document, teams):
    """How many centres are how far with the closing of the year; those that have not begun count as open."""
    rows = Closing.objects.filter(plan__document=document).order_by().values_list("plan", "state")
    found = dict(rows)
    states = Counter(found.get(team.plan.pk, ClosingState.OPEN) for team in teams)
    return [(state, states[state]) for state in reversed(ClosingState) if states[state]] if found else []


def waiting(teams):
    """Teams with months that are over and not closed: first the late ones."""
    return sorted((team for team in teams if team.late), key=lambda team: (-len(team.late), team.centre.position))


def in_time(teams):
    """Those that have not closed a month that is over, and still have time."""
    return [team for team in teams if team.waiting and not team.late]
