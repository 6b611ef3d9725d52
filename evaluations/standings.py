"""How goals stand on a day: gathers targets, records and what meetings said, and hands them to the arithmetic.

A constant number of queries, however many goals there are.
"""

import calendar
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Min, Q
from django.utils import timezone

from evaluations.deadlines import adopted_on, closing_opens_on
from evaluations.members import members_of
from evaluations.models import Entry, Record, TargetSource
from evaluations.progress import (
    Aim,
    DatedRating,
    Fact,
    Period,
    Progress,
    RecordValues,
    counted_for_each,
    facts_of,
    for_each,
    has_topic,
    of_goal,
    progress,
)
from evaluations.states import Aggregation, Rating, Status
from goals.models import Edition, Goal, Target
from goals.states import DECIDED, GoalState, Kind, Level, Scope

BY_VALUE = frozenset({Kind.LEVEL, Kind.SHARE, Kind.INCREASE, Kind.EACH, Kind.MILESTONE})
"""Kinds whose typed number says how it is now; of the others it says how much came in the month."""

LASTING = frozenset({Kind.LEVEL, Kind.SHARE, Kind.INCREASE, Kind.MILESTONE})
"""Kinds whose last value holds until there is a newer one, also across New Year."""

SPOKEN = frozenset({Kind.MILESTONE, Kind.NARRATIVE})
"""Kinds of which a meeting says whether they are reached, and types no number."""


@dataclass(frozen=True)
class TargetStanding:
    target: Target
    progress: Progress
    original: Progress | None  # by the target as first approved, where an amendment changed it
    original_target: Target | None
    source: TargetSource | None
    facts: tuple[Fact, ...]
    aggregation: Aggregation
    known_until: date | None  # the last month of which a meeting has spoken
    period: Period  # of the target: the goal's own, or several years
    is_late: bool = False  # reached, but only after its own deadline

    @property
    def is_typed(self):
        """No record feeds it: the meeting types its number."""
        return self.source is None and self.target.kind not in SPOKEN


@dataclass(frozen=True)
class GoalStanding:
    goal: Goal  # in the wording that holds
    period: Period
    targets: tuple[TargetStanding, ...]
    state: Status
    reason: str
    rule: str
    entries: tuple[Entry, ...]  # of the year until the day, oldest first
    ratings: tuple[DatedRating, ...] = ()
    given_up: tuple[Target, ...] = ()  # targets as first approved that no target measures any more

    @property
    def last(self):
        """What was last said of the goal."""
        return next((entry for entry in reversed(self.entries) if entry.rating), None)


def standings(goals, *, year, today, records=None):
    """How each of the goals (in the wording that holds) stands at the end of the day, in the same order.

    From the records that were known on that day or, where they are given, from those.
    """
    goals = list(goals)
    loaded = _Loaded(goals, year, today, Record.objects.known_on(today) if records is None else records)
    found = []
    for goal in goals:
        wordings = loaded.wordings[goal.root_id] or [goal]
        first = wordings[0]
        # One that was ended, or whose centre was closed, is judged as it stood on its last day.
        centre = first.centre
        day = min(today, goal.ends_on or today, centre and centre.last_day or today)
        period = period_of(first, loaded.first_published_on.get(goal.document_id), year)
        if centre and centre.opened_on:
            period = replace(period, begins=min(max(period.begins, centre.opened_on), period.ends))
        if adopted := loaded.adopted_on.get(goal.document_id):
            period = replace(period, asked_from=adopted.replace(day=1))
        entries = tuple(entry for entry in loaded.entries[goal.root_id] if _speaks_from(entry.meeting) <= day)
        ratings = _ratings(entries, day)
        before = tuple(loaded.earlier[goal.root_id])
        targets = []
        for target in goal.targets.all():
            lasting = lasting_period(first, target, year)
            said = before + entries if lasting else entries
            targets.append(_target(goal, target, wordings, loaded, said, lasting or period, day))
        of = of_goal([row.progress for row in targets], ratings=ratings, today=day)
        kept = {row.original_target.pk for row in targets if row.original_target}
        given_up = tuple(target for target in first.targets.all() if first.pk != goal.pk and target.pk not in kept)
        standing = GoalStanding(goal, period, tuple(targets), of.state, of.reason, of.rule, entries, ratings, given_up)
        found.append(standing)
    return found


def _ratings(entries, today):
    return tuple(
        DatedRating(min(entry.meeting.last_day, today), Rating(entry.rating)) for entry in entries if entry.rating
    )


def lasting_period(root, target, year):
    """Of a target of the network that goes on over New Year: from its approval to its last day, at least to the end of
    the year that is looked at. None of one that is counted anew each year."""
    if root.centre_id is not None or target.window or not root.approved_at:
        return None
    begins, ends = timezone.localdate(root.approved_at), date(year, 12, 31)
    is_long = target.deadline is not None and target.deadline.year > begins.year and target.kind != Kind.NARRATIVE
    if not (is_long or target.kind in LASTING) or begins.year > year:
        return None
    # What was approved in the year itself counts from the year's first day, as everything else in it.
    return Period(min(begins, date(year, 1, 1)), max(ends, target.deadline or ends))


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


class _Loaded:
    """All that is read from the database for the goals, once."""

    def __init__(self, goals, year, today, records):
        roots = {goal.root_id for goal in goals}
        self.wordings = defaultdict(list)
        rows = Goal.objects.of_roots(roots).filter(state__in=DECIDED).select_related("centre")
        for row in rows.prefetch_related("targets").order_by("approved_at", "id"):
            self.wordings[row.root_id].append(row)
        targets = [target.pk for rows in self.wordings.values() for row in rows for target in row.targets.all()]
        self.sources = {
            source.target_id: source
            for source in TargetSource.objects.filter(target__in=targets).select_related("indicator")
        }
        # By indicator, with the centre whose team evaluates the record; network goals need those of all centres.
        indicators = {source.indicator_id for source in self.sources.values()}
        measured = [(rows[0], one) for rows in self.wordings.values() for row in rows for one in row.targets.all()]
        spans = [lasting_period(root, target, year) for root, target in measured]
        since = min([date(year, 1, 1), *(span.begins for span in spans if span)])
        records = records.counted().filter(indicator__in=indicators).order_by("on", "id")
        records = records.filter(on__range=(since, date(year, 12, 31)))
        if all(goal.centre_id for goal in goals):
            records = records.filter(meeting__centre__in={goal.centre_id for goal in goals})
        self.records = defaultdict(list)
        columns = ("indicator", "meeting__centre", "centre", "on", "amount", "title", "topic", "whole")
        for indicator, *facts in records.values_list(*columns):
            self.records[indicator].append(RecordValues(*facts))
        self.entries = defaultdict(list)
        self.earlier = defaultdict(list)  # of years before, where something goes on over New Year
        self.members = members_of(year, today) if any(target.scope for _root, target in measured) else {}
        entries = Entry.objects.filter(goal__in=roots, meeting__year__range=(since.year, year))
        entries = entries.select_related("meeting")
        # Ordered here: engines put meetings without a month at different ends.
        for entry in sorted(entries.prefetch_related("readings"), key=lambda one: (one.meeting.last_day, one.pk)):
            (self.entries if entry.meeting.year == year else self.earlier)[entry.goal_id].append(entry)
        self.first_published_on = first_publications(goals)
        self.adopted_on = adopted_on({goal.document_id for goal in goals})


def _speaks_from(meeting):
    """A month's meeting speaks of it as it goes by; one about a year speaks at the year's end, or when it was held."""
    if meeting.month:
        return meeting.first_day
    return min(meeting.held_on or closing_opens_on(meeting.year), meeting.last_day)


def _target(goal, target, wordings, loaded, entries, period, today):
    ratings = _ratings(entries, today)
    before = [match for row in wordings if row.pk != goal.pk and (match := matching_target(row, target))]
    line = [target.pk, *(match.pk for match in reversed(before))]
    source = next((loaded.sources[pk] for pk in line if pk in loaded.sources), None)
    facts = []
    if source:
        aggregation = Aggregation(source.indicator.aggregation)
        records = loaded.records[source.indicator_id]
        if goal.centre_id:
            records = [record for record in records if record.team == goal.centre_id]
        records = [record for record in records if record.on in period]
        facts = facts_of(records, topic=source.topic, aggregation=aggregation)
    else:
        # How many of all have it is a value of now.
        aggregation = Aggregation.LAST if target.kind in BY_VALUE or target.scope else Aggregation.SUM
        # One number of each meeting: of the latest wording for which one was typed, so that none counts twice.
        for entry in entries:
            typed = {reading.target_id: reading for reading in entry.readings.all() if reading.amount is not None}
            reading = next((typed[pk] for pk in line if pk in typed), None)
            if reading is not None:
                on = min(entry.meeting.last_day, today)
                facts.append(Fact(on, reading.amount, whole=reading.whole))
    known_until = max((one.on for one in ratings), default=None)
    measured = {
        "period": period,
        "today": today,
        "ratings": ratings,
        "aggregation": aggregation,
        "known_until": known_until,
    }
    aim = _aim(target, source)
    first = before[0] if before else None

    def judged(by):
        if by.scope:
            return _for_each(by, source, records if source else (), facts, loaded.members[by.scope], measured)
        return progress(_aim(by, source), facts, **measured)

    now, original = judged(target), None
    if first is not None and _aim(first, source) != aim:
        original = judged(first)
    is_late = not target.scope and now.state == Status.DONE and not _was_reached_in_time(aim, facts, measured)
    return TargetStanding(target, now, original, first, source, tuple(facts), aggregation, known_until, period, is_late)


def _aim(target, source):
    size = source and source.size
    return replace(aim_of(target), size=Decimal(size)) if size else aim_of(target)


def _for_each(target, source, records, facts, members, measured):
    """How many of those that each have to have it have it: each judged by its own records."""
    period, today = measured["period"], measured["today"]
    term_ends = min(target.deadline or period.ends, period.ends)
    if source is None:
        known = [fact.amount for fact in facts if fact.on <= today]
        return counted_for_each(known[-1] if known else None, len(members.each), is_over=today >= term_ends)
    aim, aggregation = aim_of(target), measured["aggregation"]
    judged = []
    for member in members.each:
        own = [record for record in records if record.centre in member.centres]
        own = facts_of(own, topic=source.topic, aggregation=aggregation)
        judged.append((member.name, progress(aim, own, **measured)))
    return for_each(judged, scope=Scope(target.scope), outside=members.outside, is_over=today >= term_ends)


def _was_reached_in_time(aim, facts, measured):
    """What a meeting says of a month counts for the whole month: nobody can tell on which of its days it was so."""
    due, today = aim.deadline, measured["today"]
    if due is None or due not in measured["period"] or today <= due:
        return True
    in_time = [fact for fact in facts if fact.on <= due]
    end_of_month = due.replace(day=calendar.monthrange(due.year, due.month)[1])
    return progress(aim, in_time, **measured | {"today": min(today, end_of_month)}).state == Status.DONE


def matching_target(goal, target):
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
        baseline=target.baseline,
        is_relative=target.is_relative,
        scope=target.scope,
    )


def targets_counting(records):
    """Which targets each of the records counts in, by its id: the other end of a target's list of records.

    Records come with their meeting; a target counts a record of its team, one of the network counts all.
    """
    records = list(records)
    # Goals of the network, and of the records' teams and years; those of all others would only be read in vain.
    could_count = Q(target__goal__centre=None) | Q(
        target__goal__centre__in={record.meeting.centre_id for record in records},
        target__goal__document__year__in={record.on.year for record in records},
    )
    sources = TargetSource.objects.filter(could_count, indicator__in={record.indicator_id for record in records})
    sources = sources.filter(target__goal__state__in=DECIDED).prefetch_related("target__goal__targets")
    sources = list(sources.select_related("target__goal__centre", "target__goal__document", "indicator"))
    holding = _holding(sources)
    found = {record.pk: [] for record in records}
    for record in records:
        for source in sources:
            goal = source.target.goal
            is_of_network = goal.centre_id is None
            is_own = goal.centre_id == record.meeting.centre_id and goal.document.year == record.on.year
            is_measured = source.indicator_id == record.indicator_id and has_topic(record.topic, source.topic)
            if source.pk in holding and is_measured and (is_of_network or is_own):
                found[record.pk].append(source)
    return found


def _holding(sources):
    """Ids of the sources that count: of the wording that holds, or of an earlier one where no later one has another."""
    roots = {source.target.goal.root_id for source in sources}
    if all(source.target.goal.state == GoalState.APPROVED for source in sources):
        return {source.pk for source in sources}
    held = {goal.root_id: goal for goal in Goal.objects.of_roots(roots).approved().prefetch_related("targets")}
    rows = TargetSource.objects.filter(
        target__goal__in=Goal.objects.of_roots(roots).filter(state__in=DECIDED).order_by()
    )
    rows = rows.select_related("target__goal").prefetch_related("target__goal__targets")
    last = {}
    for source in rows.order_by("target__goal__approved_at", "target__goal"):
        goal = held.get(source.target.goal.root_id)
        if goal and (target := matching_target(goal, source.target)):
            last[target.pk] = source.pk
    return set(last.values())
