"""How goals stand on a day: gathers targets, records and what meetings said, and hands them to the arithmetic.

As many queries for forty goals as for one.
"""

import calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q
from django.utils import timezone

from evaluations.clocks import closing_opens_on
from evaluations.models import Entry, Feed, Record
from evaluations.progress import Aim, Fact, Period, Progress, Said, against_both, of_goal, progress
from evaluations.progress.amounts import Counted, facts_of, has_topic
from evaluations.states import Adds, Stand, State
from goals.models import Edition, Goal, Target
from goals.states import DECIDED, GoalState, Kind, Level

BY_VALUE = frozenset({Kind.LEVEL, Kind.SHARE, Kind.EACH, Kind.MILESTONE})
"""Kinds whose typed number says how it is now; of the others it says how much came in the month."""

SPOKEN = frozenset({Kind.MILESTONE, Kind.NARRATIVE})
"""Kinds of which a meeting says whether they are reached, and types no number."""


@dataclass(frozen=True)
class TargetStanding:
    target: Target
    progress: Progress
    original: Progress | None  # by the target as first approved, where an amendment changed it
    original_target: Target | None
    feed: Feed | None
    facts: tuple[Fact, ...]
    known_until: date | None  # the last month of which a meeting has spoken
    is_late: bool = False  # reached, but only after its own deadline

    @property
    def adds(self):
        return _adds(self.target, self.feed)

    @property
    def is_typed(self):
        """No record feeds it: the meeting types its number."""
        return self.feed is None and self.target.kind not in SPOKEN


@dataclass(frozen=True)
class GoalStanding:
    goal: Goal  # in the wording that holds
    period: Period
    targets: tuple[TargetStanding, ...]
    state: State
    reason: str
    entries: tuple[Entry, ...]  # of the year until the day, oldest first
    said: tuple[Said, ...] = ()
    given_up: tuple[Target, ...] = ()  # targets as first approved that no target measures any more

    @property
    def last(self):
        """What was last said of the goal."""
        return next((entry for entry in reversed(self.entries) if entry.stand), None)


def standings(goals, *, year, today):
    """How each of the goals (in the wording that holds) stands at the end of the day, in the same order."""
    goals = list(goals)
    sources = _Sources(goals, year)
    return [_standing(goal, sources, year=year, today=today) for goal in goals]


def period_of(root, first_published_on, year):
    """The year, or what is left of it for a goal that was approved after the year's goals had come out."""
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    if root.level == Level.OPERATIONAL and root.approved_at and first_published_on:
        approved_on = timezone.localdate(root.approved_at)
        if approved_on > first_published_on:
            begins = min(max(begins, approved_on), ends)
    return Period(begins, ends)


def first_publications(goals):
    """The day on which each document of the goals first came out, by its id."""
    editions = Edition.objects.filter(document__in={goal.document_id for goal in goals}).order_by()
    return dict(editions.values_list("document").annotate(first=Min("published_on")))


class _Sources:
    """All that is read from the database for the goals, once."""

    def __init__(self, goals, year):
        roots = {goal.root_id for goal in goals}
        self.wordings = defaultdict(list)
        rows = Goal.objects.of_roots(roots).filter(state__in=DECIDED).prefetch_related("targets")
        for row in rows.order_by("approved_at", "id"):
            self.wordings[row.root_id].append(row)
        targets = [target.pk for rows in self.wordings.values() for row in rows for target in row.targets.all()]
        self.feeds = {
            feed.target_id: feed for feed in Feed.objects.filter(target__in=targets).select_related("indicator")
        }
        self.records = _records(goals, {feed.indicator_id for feed in self.feeds.values()}, year)
        self.entries = defaultdict(list)
        entries = Entry.objects.filter(goal__in=roots, meeting__year=year).select_related("meeting")
        # Ordered here: engines put meetings without a month at different ends.
        for entry in sorted(entries.prefetch_related("readings"), key=lambda one: (one.meeting.last_day, one.pk)):
            self.entries[entry.goal_id].append(entry)
        self.first_published_on = first_publications(goals)


def _records(goals, indicators, year):
    """Counted records of the year by the centre whose team evaluates them; network goals need those of all centres."""
    rows = Record.objects.counted().filter(indicator__in=indicators, on__year=year).order_by("on", "id")
    if all(goal.centre_id for goal in goals):
        rows = rows.filter(meeting__centre__in={goal.centre_id for goal in goals})
    found = defaultdict(list)
    columns = ("indicator", "meeting__centre", "centre", "on", "amount", "title", "topic")
    for indicator, *facts in rows.values_list(*columns):
        found[indicator].append(Counted(*facts))
    return found


def _standing(goal, sources, *, year, today):
    wordings = sources.wordings[goal.root_id] or [goal]
    period = period_of(wordings[0], sources.first_published_on.get(goal.document_id), year)
    entries = tuple(entry for entry in sources.entries[goal.root_id] if _speaks_on(entry.meeting, today))
    said = tuple(Said(min(entry.meeting.last_day, today), Stand(entry.stand)) for entry in entries if entry.stand)
    targets = tuple(
        _target(goal, target, wordings, sources, entries, said, period, today) for target in goal.targets.all()
    )
    state, reason = of_goal([row.progress for row in targets], said=said, today=today)
    given_up = _given_up(goal, wordings[0], targets)
    return GoalStanding(goal, period, targets, state, reason, entries, said, given_up)


def _speaks_on(meeting, today):
    """A month's meeting speaks of it as it goes by; one about a year speaks at the year's end, or when it was held."""
    if meeting.month:
        return meeting.first_day <= today
    return min(meeting.held_on or closing_opens_on(meeting.year), meeting.last_day) <= today


def _given_up(goal, first, targets):
    kept = {row.original_target.pk for row in targets if row.original_target}
    return tuple(target for target in first.targets.all() if first.pk != goal.pk and target.pk not in kept)


def _target(goal, target, wordings, sources, entries, said, period, today):
    before = [match for row in wordings if row.pk != goal.pk and (match := alike(row, target))]
    line = [target.pk, *(match.pk for match in reversed(before))]
    feed = next((sources.feeds[pk] for pk in line if pk in sources.feeds), None)
    facts = tuple(_recorded(goal, feed, sources.records) if feed else _typed(line, entries, today))
    adds = _adds(target, feed)
    known_until = max((one.on for one in said), default=None)
    measured = {"period": period, "today": today, "said": said, "adds": adds, "known_until": known_until}
    first = next(iter(before), None)
    now, original = _against(first, target, facts, measured)
    is_late = now.state == State.DONE and not _was_reached_in_time(target, facts, measured)
    return TargetStanding(target, now, original, first, feed, facts, known_until, is_late)


def _against(first, target, facts, measured):
    """By what holds and, where an amendment changed it, by what was first approved."""
    if first is None or aim_of(first) == aim_of(target):
        return progress(aim_of(target), facts, **measured), None
    return against_both(aim_of(first), aim_of(target), facts, **measured)


def _was_reached_in_time(target, facts, measured):
    """What a meeting says of a month counts for the whole month: nobody can tell on which of its days it was so."""
    if target.deadline is None or target.deadline not in measured["period"] or measured["today"] <= target.deadline:
        return True
    month = calendar.monthrange(target.deadline.year, target.deadline.month)[1]
    in_time = [fact for fact in facts if fact.on <= target.deadline]
    day = min(measured["today"], target.deadline.replace(day=month))
    return progress(aim_of(target), in_time, **measured | {"today": day}).state == State.DONE


def alike(goal, target):
    """The target of another wording of the goal that measures the same: of its kind, in its place among that kind."""
    same = [row for row in goal.targets.all() if row.kind == target.kind]
    own = [row for row in target.goal.targets.all() if row.kind == target.kind]
    at = next((index for index, row in enumerate(own) if row.pk == target.pk), len(same))
    return same[at] if at < len(same) else None


def aim_of(target):
    """The facts of a target for the arithmetic."""
    return Aim(
        kind=Kind(target.kind),
        comparator=target.comparator,
        value=target.value,
        unit=target.unit,
        window=target.window,
        deadline=target.deadline,
    )


def _recorded(goal, feed, records):
    rows = records[feed.indicator_id]
    if goal.centre_id:
        rows = [row for row in rows if row.team == goal.centre_id]
    return facts_of(rows, topic=feed.topic, adds=Adds(feed.indicator.adds))


def _typed(line, entries, today):
    """One number of each meeting: of the latest wording for which one was typed, so that none counts twice."""
    for entry in entries:
        amounts = {reading.target_id: reading.amount for reading in entry.readings.all()}
        amount = next((amounts[pk] for pk in line if amounts.get(pk) is not None), None)
        if amount is not None:
            yield Fact(min(entry.meeting.last_day, today), amount)


def _adds(target, feed):
    if feed is not None:
        return Adds(feed.indicator.adds)
    return Adds.LAST if target.kind in BY_VALUE else Adds.SUM


def fed_by(records):
    """Which targets each of the records counts in, by its id: the other end of a target's list of records.

    Records come with their meeting; a target counts a record of its team, one of the network counts all.
    """
    records = list(records)
    feeds = Feed.objects.filter(_could_count(records), indicator__in={record.indicator_id for record in records})
    feeds = feeds.filter(target__goal__state__in=DECIDED).prefetch_related("target__goal__targets")
    feeds = list(feeds.select_related("target__goal__centre", "target__goal__document", "indicator"))
    holding = _holding(feeds)
    return {record.pk: [feed for feed in feeds if feed.pk in holding and counts(feed, record)] for record in records}


def _could_count(records):
    """Goals of the network, and of the records' teams and years; those of all others would only be read in vain."""
    own = Q(target__goal__centre__in={record.meeting.centre_id for record in records})
    own &= Q(target__goal__document__year__in={record.on.year for record in records})
    return own | Q(target__goal__centre=None)


def _holding(feeds):
    """Ids of the feeds that count: of the wording that holds, or of an earlier one where no later one has another."""
    roots = {feed.target.goal.root_id for feed in feeds}
    if all(feed.target.goal.state == GoalState.APPROVED for feed in feeds):
        return {feed.pk for feed in feeds}
    held = {goal.root_id: goal for goal in Goal.objects.of_roots(roots).approved().prefetch_related("targets")}
    rows = Feed.objects.filter(target__goal__in=Goal.objects.of_roots(roots).filter(state__in=DECIDED).order_by())
    rows = rows.select_related("target__goal").prefetch_related("target__goal__targets")
    last = {}
    for feed in rows.order_by("target__goal__approved_at", "target__goal"):
        goal = held.get(feed.target.goal.root_id)
        if goal and (target := alike(goal, feed.target)):
            last[target.pk] = feed.pk
    return set(last.values())


def counts(feed, record):
    """Does the target of the feed count the record?"""
    goal = feed.target.goal
    if feed.indicator_id != record.indicator_id or not has_topic(record.topic, feed.topic):
        return False
    if goal.centre_id is None:
        return True
    return goal.centre_id == record.meeting.centre_id and goal.document.year == record.on.year
