"""What a meeting has before it: each goal with how it stands, what happened in the month, what was said last."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db.models import Count, F, Prefetch, Q

from evaluations.deadlines import due_on
from evaluations.meetings import naming
from evaluations.meetings.contents import EntryContent, Heading
from evaluations.meetings.writing import as_of, goals_by_meeting, goals_of, lock_of
from evaluations.models import Entry, Meeting, Minutes
from evaluations.progress import STATE_OF, Fact, amount_of
from evaluations.standings import BY_VALUE, SPOKEN, GoalStanding, TargetStanding, standings
from evaluations.states import Adds, MeetingKind, MonthState
from evaluations.teams import meetings_of_year
from goals.reading import find_personal_data
from goals.states import Kind

OFFERED_WITHIN = timedelta(days=31)
"""How long after its month a meeting is still taken to be held today."""


@dataclass(frozen=True)
class Happened:
    """What the records of one target say of the meeting's month."""

    facts: tuple[Fact, ...]
    amount: Decimal | None  # a sum, or the value that was read off last


@dataclass(frozen=True)
class Line:
    """One target of a goal as the meeting sees it."""

    standing: TargetStanding
    happened: Happened
    question: str  # what the number means that this meeting types; empty where it types none

    @property
    def target(self):
        return self.standing.target


@dataclass(frozen=True)
class Item:
    """One goal of the meeting."""

    goal: object
    standing: GoalStanding
    entry: Entry | None
    before: Entry | None  # what the last meeting said
    lines: tuple[Line, ...]

    @property
    def root(self):
        return self.goal.root_id

    @property
    def is_echo(self):
        """Do the numbers say no more than the last meeting did?"""
        is_silent = all(line.standing.progress.achieved is None or line.target.kind in SPOKEN for line in self.lines)
        return is_silent and self.before is not None and self.standing.state == STATE_OF.get(self.before.stand)

    @property
    def asked(self):
        """Targets whose number the meeting types."""
        return [line for line in self.lines if line.question]

    @property
    def remarks(self):
        """What in its words looks like personal data; nothing of it stops anybody."""
        return find_personal_data(f"{self.entry.said} \n{self.entry.next_step}") if self.entry else ()

    @property
    def content(self):
        return EntryContent.of(self.entry, [line.target.pk for line in self.asked])

    @property
    def offered(self):
        """How it stood last is offered until somebody says how it stands."""
        return self.before.stand if self.before and not (self.entry and self.entry.stand) else ""


def items_of(meeting, today):
    """The goals of the meeting in order; as many queries for many goals as for one."""
    goals = goals_of(meeting)
    entries = _entries(meeting)
    before = _before(meeting, goals)
    rows = standings(goals, year=meeting.year, today=as_of(meeting, today))
    return [_item(row, meeting, entries, before) for row in rows]


def _item(standing, meeting, entries, before):
    goal = standing.goal
    lines = tuple(_line(row, meeting) for row in standing.targets)
    last = before.get(goal.root_id) or before.get(goal.continues_id)
    return Item(goal, standing, entries.get(goal.root_id), last, lines)


def _entries(meeting):
    if meeting.pk is None:
        return {}
    return {entry.goal_id: entry for entry in meeting.entries.prefetch_related("readings")}


def _before(meeting, goals):
    """The last entry of each goal that said how it stood, also in the year before."""
    roots = {goal.root_id for goal in goals} | {goal.continues_id for goal in goals if goal.continues_id}
    earlier = Q(meeting__year__lt=meeting.year)
    if meeting.month:
        earlier |= Q(meeting__year=meeting.year, meeting__month__lt=meeting.month)
    entries = Entry.objects.filter(earlier, goal__in=roots, meeting__kind=meeting.kind).exclude(stand="")
    entries = entries.select_related("meeting").order_by("meeting__year", F("meeting__month").asc(nulls_first=True))
    return {entry.goal_id: entry for entry in entries}


def _line(row, meeting):
    facts = tuple(fact for fact in row.facts if meeting.first_day <= fact.on <= meeting.last_day)
    is_last = row.target.kind in BY_VALUE or (row.feed and row.feed.indicator.adds == Adds.LAST)
    amount = None
    if facts:
        known = [fact for fact in row.facts if fact.on <= meeting.last_day] if is_last else facts
        adds = Adds.LAST if is_last else row.adds
        amount = amount_of(known, adds=adds, is_share=row.target.kind == Kind.SHARE)
    # The heads have typed the months of the year; typed once more, they would count twice.
    is_asked = row.is_typed and meeting.kind != MeetingKind.ANNUAL
    return Line(row, Happened(facts, amount), naming.question(row.target, meeting) if is_asked else "")


def offered_heading(meeting, today):
    """What is offered of the heading: held today, where that makes sense."""
    saved = Heading.of(meeting)
    if saved.held_on is None and meeting.first_day <= today <= meeting.last_day + OFFERED_WITHIN:
        return Heading(today, saved.attendance, saved.note)
    return saved


@dataclass(frozen=True)
class Month:
    """One line of the list of meetings."""

    meeting: Meeting
    goals: int  # that it goes through
    evaluated: int
    records: int
    lock: str  # why nothing can be written, where it is not closed
    is_late: bool
    minutes: object | None  # the last ones

    @property
    def is_waiting(self):
        return not self.meeting.is_closed and not self.lock and self.goals > 0

    @property
    def state(self):
        if self.meeting.is_closed:
            return MonthState.CLOSED
        if self.meeting.reopened_until:
            return MonthState.REOPENED
        if self.is_late:
            return MonthState.LATE
        if self.evaluated:
            return MonthState.BEGUN
        return MonthState.AHEAD if self.lock else MonthState.WAITING


def months_of(kind, year, *, centre=None, now, today) -> Iterator[Month]:
    """The twelve meetings of a team, or of the heads, whether there is a row of each or not yet."""
    meetings = meetings_of_year(kind, year, centre)
    pks = [meeting.pk for meeting in meetings if meeting.pk]
    counted = {row.pk: row for row in _counted(pks)}
    for meeting, goals in zip(meetings, goals_by_meeting(meetings), strict=True):
        row = counted.get(meeting.pk)
        yield Month(
            meeting=meeting,
            goals=row.all_entries if meeting.is_closed else len(goals),
            evaluated=row.evaluated if row else 0,
            records=row.counted_records if row else 0,
            lock="" if meeting.is_closed else lock_of(meeting, now),
            is_late=is_late(meeting, today) and bool(goals),
            minutes=list(row.minutes.all())[-1] if row and row.minutes.all() else None,
        )


def _counted(pks):
    records = Q(records__removed_at=None, records__isnull=False)
    rows = Meeting.objects.filter(pk__in=pks).order_by("pk")
    return rows.annotate(
        all_entries=Count("entries", distinct=True),
        evaluated=Count("entries", filter=~Q(entries__stand=""), distinct=True),
        counted_records=Count("records", filter=records, distinct=True),
    ).prefetch_related(Prefetch("minutes", Minutes.objects.defer("content")))


def is_late(meeting, today):
    return not meeting.is_closed and today > due_on(meeting)
