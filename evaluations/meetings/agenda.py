"""What a meeting goes through: its goals, each with how it stands, what happened in the month and what was said last;
and what the centres bring to a meeting above them."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from django.db.models import F
from django.utils.translation import gettext as _

from centres.models import Centre
from centres.network import call_as_then
from evaluations.meetings import labels
from evaluations.meetings.actions import earlier_than
from evaluations.meetings.contents import EntryContent, Heading
from evaluations.models import Closing, Entry, Record
from evaluations.progress import STATUS_OF, Fact, RecordValues, amount_of, facts_of
from evaluations.standings import (
    BY_VALUE,
    SPOKEN,
    GoalStanding,
    TargetStanding,
    first_publications,
    period_of,
    standings,
)
from evaluations.states import Aggregation, MeetingKind, Result
from goals.lineage import previous_of
from goals.models import Document, Goal, Plan
from goals.personal_data import TextPlace, suspects_in
from goals.states import Kind, Level

OFFERED_WITHIN = timedelta(days=31)
"""How long after its month a meeting is still taken to be held today."""


def as_of(meeting, today):
    """The day on which the meeting looks at its goals."""
    return min(meeting.last_day, today)


def goals_of(meeting):
    """What the meeting goes through, in the wording that holds, in order."""
    return goals_by_meeting([meeting])[0]


def goals_by_meeting(meetings):
    """The same for several meetings of one team and year, in their order; a constant number of queries."""
    goals = list(candidate_goals(meetings[0]))
    published = first_publications(goals)
    return [
        [goal for goal in goals if is_running(goal, published.get(goal.document_id), meeting)] for meeting in meetings
    ]


def candidate_goals(meeting):
    """Also those that begin later in its year."""
    goals = Goal.objects.approved().in_document_order().with_content()
    goals = goals.select_related("document", "centre__parent", "amends")
    if meeting.kind == MeetingKind.TEAM:
        return goals.filter(document__year=meeting.year, centre=meeting.centre_id)
    level = Level.STRATEGIC if meeting.kind == MeetingKind.DIRECTOR else Level.LONG_TERM
    return goals.filter(level=level, document__in=Document.objects.term_on(meeting.last_day))


def is_running(goal, published_on, meeting):
    """A goal that began after the month, or was ended before it, is none of its business, nor is one of a centre that
    was not there."""
    centre = meeting.centre
    if centre is not None and not centre.is_there_between(meeting.first_day, meeting.last_day):
        return False
    if goal.ends_on and goal.ends_on < meeting.first_day:
        return False
    return period_of(goal.amends or goal, published_on, meeting.year).begins <= meeting.last_day


@dataclass(frozen=True)
class AgendaLine:
    """One target of a goal as the meeting sees it."""

    standing: TargetStanding
    facts: tuple[Fact, ...]  # what the records say of the meeting's month
    amount: Decimal | None  # what they come to: a sum, or the value that was read off last
    question: str  # what the number means that this meeting types; empty where it types none

    @property
    def target(self):
        return self.standing.target


@dataclass(frozen=True)
class AgendaGoal:
    """One goal of the meeting."""

    goal: Goal
    standing: GoalStanding
    entry: Entry | None
    before: Entry | None  # what the last meeting said
    lines: tuple[AgendaLine, ...]

    @property
    def root(self):
        return self.goal.root_id

    @property
    def is_echo(self):
        """Do the numbers say no more than the last meeting did?"""
        is_silent = all(line.standing.progress.achieved is None or line.target.kind in SPOKEN for line in self.lines)
        return is_silent and self.before is not None and self.standing.state == STATUS_OF.get(self.before.rating)

    @property
    def asked(self):
        """Targets whose number the meeting types."""
        return [line for line in self.lines if line.question]

    @property
    def remarks(self):
        """What in its words looks like personal data; nothing of it stops anybody."""
        return suspects_in([TextPlace(_("Co je nového"), self.entry.said)]) if self.entry else ()

    @property
    def content(self):
        return EntryContent.of(self.entry, [line.target.pk for line in self.asked])

    @property
    def offered(self):
        """How it stood last is offered until somebody says how it stands."""
        return self.before.rating if self.before and not (self.entry and self.entry.rating) else ""


def items_of(meeting, today):
    """The goals of the meeting in order; a constant number of queries."""
    goals = goals_of(meeting)
    entries = {}
    if meeting.pk:
        entries = {entry.goal_id: entry for entry in meeting.entries.prefetch_related("readings")}
    # The last entry of each goal that said how it stood, also in the year before.
    previous = {root: goal.pk for root, goal in previous_of(goals).items()}
    roots = {goal.root_id for goal in goals} | set(previous.values())
    said = Entry.objects.filter(earlier_than(meeting), goal__in=roots, meeting__kind=meeting.kind).exclude(rating="")
    said = said.select_related("meeting").order_by("meeting__year", F("meeting__month").asc(nulls_first=True))
    last = {entry.goal_id: entry for entry in said}

    items = []
    for standing in standings_of(meeting, goals, today=today):
        goal = standing.goal
        before = last.get(goal.root_id) or last.get(previous.get(goal.root_id))
        lines = tuple(_line(row, meeting) for row in standing.targets)
        items.append(AgendaGoal(goal, standing, entries.get(goal.root_id), before, lines))
    return items


def standings_of(meeting, goals, *, today):
    """How the goals stand at the meeting: a team's counts all that lies in it and before it."""
    known = Record.objects.known_to(meeting) if meeting.kind == MeetingKind.TEAM else None
    return standings(goals, year=meeting.year, today=as_of(meeting, today), records=known)


def added_later(meeting):
    """What was written down in the meeting of earlier, closed months: pairs of the first day of the month and its
    records."""
    if meeting.pk is None or meeting.kind != MeetingKind.TEAM:
        return []
    late = meeting.records.counted().filter(on__lt=meeting.first_day).select_related("indicator", "centre")
    return [
        (month, list(group)) for month, group in groupby(late.order_by("on", "id"), lambda one: one.on.replace(day=1))
    ]


def _line(row, meeting):
    facts = tuple(fact for fact in row.facts if meeting.first_day <= fact.on <= meeting.last_day)
    amount = None
    if facts:
        is_share = row.target.kind == Kind.SHARE
        if row.target.kind in BY_VALUE or (row.source and row.source.indicator.aggregation == Aggregation.LAST):
            until_then = [fact for fact in row.facts if fact.on <= meeting.last_day]
            amount = amount_of(until_then, aggregation=Aggregation.LAST, is_share=is_share)
        else:
            amount = amount_of(facts, aggregation=row.aggregation, is_share=is_share)
    # The heads have typed the months of the year; typed once more, they would count twice.
    is_asked = row.is_typed and meeting.kind != MeetingKind.ANNUAL
    return AgendaLine(row, facts, amount, labels.question(row.target, meeting) if is_asked else "")


def offered_heading(meeting, today):
    """What is offered of the heading: held today, where that makes sense."""
    saved = Heading.of(meeting)
    if saved.held_on is None and meeting.first_day <= today <= meeting.last_day + OFFERED_WITHIN:
        return Heading(today, saved.attendance, saved.note)
    return saved


@dataclass(frozen=True)
class CentreShare:
    """What one centre brought to a target of the network; None: nothing was written down."""

    centre: str
    month: Decimal | None
    year: Decimal | None


@dataclass(frozen=True)
class Contributions:
    """To one target of the network: of the centres that have records for it, and the names of those that have none."""

    target: object
    shares: tuple[CentreShare, ...]
    silent: tuple[str, ...]


def contributions(goal_standings, meeting, day):
    """What each centre has brought by its records to goals of the network, in the meeting's month and in its year.

    Of the targets that records feed, by the goal's id; a constant number of queries.
    """
    fed = [(one.goal.root_id, row) for one in goal_standings for row in one.targets if row.source]
    if not fed:
        return {}
    indicators = {row.source.indicator_id for _root, row in fed}
    counted = Record.objects.counted().known_on(day).filter(indicator__in=indicators)
    counted = counted.filter(on__year=meeting.year, on__lte=day)
    columns = ("indicator", "meeting__centre", "centre", "on", "amount", "title", "topic", "whole")
    records = defaultdict(list)  # by the team that evaluates them and the indicator
    for indicator, team, *facts in counted.order_by("on", "id").values_list(*columns):
        records[team, indicator].append(RecordValues(team, *facts))
    # Teams of the year in order, also those that have records and no goals.
    with_goals = set(Plan.objects.filter(document__year=meeting.year).values_list("centre", flat=True))
    teams = Centre.objects.filter(pk__in=with_goals | {team for team, _indicator in records})
    teams = list(teams.order_by("position"))
    call_as_then([(team, meeting.year) for team in teams])
    teams = [(team.pk, team.name) for team in teams]

    found = defaultdict(list)
    for root, row in fed:
        aggregation, is_share = Aggregation(row.source.indicator.aggregation), row.target.kind == Kind.SHARE
        shares, silent = [], []
        for pk, name in teams:
            facts = facts_of(
                records.get((pk, row.source.indicator_id), ()), topic=row.source.topic, aggregation=aggregation
            )
            if not facts:
                silent.append(name)
                continue
            month, year = None, amount_of(facts, aggregation=aggregation, is_share=is_share)
            if in_month := [fact for fact in facts if fact.on >= meeting.first_day]:
                # Values that are read off do not add up: one of this month says what the year has come to.
                month = (
                    year
                    if aggregation == Aggregation.LAST
                    else amount_of(in_month, aggregation=aggregation, is_share=False)
                )
            shares.append(CentreShare(name, month, year))
        found[root].append(Contributions(row.target, tuple(shares), tuple(silent)))
    return dict(found)


BESIDE_ANNUAL = []
"""What apps above lay before the annual meeting: functions from a year to pairs of an address and a name."""


@dataclass(frozen=True)
class CentreSummary:
    """How a centre's year went, as it lies before the annual meeting."""

    plan: Plan
    counts: dict  # how many goals stand how, by their numbers
    closing: Closing | None
    results: tuple[tuple[str, int], ...]  # how many ended how, by the centre's closing


def centre_summaries(year, day):
    """Every centre of the year in order; a constant number of queries."""
    goals = Goal.objects.approved().filter(document__year=year).exclude(centre=None).with_content()
    counts = defaultdict(Counter)
    for row in standings(goals.select_related("document", "centre", "amends"), year=year, today=day):
        counts[row.goal.centre_id][row.state] += 1
    closings = {closing.plan_id: closing for closing in Closing.objects.for_year(year).prefetch_related("results")}
    plans = Plan.objects.filter(document__year=year).select_related("document", "centre").order_by("centre__position")
    summaries = []
    for plan in plans:
        closing = closings.get(plan.pk)
        ended = Counter(row.result for row in closing.results.all()) if closing else {}
        results = tuple((result.value, ended[result]) for result in Result if ended.get(result))
        summaries.append(CentreSummary(plan, dict(counts[plan.centre_id]), closing, results))
    return summaries
