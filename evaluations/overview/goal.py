"""One goal through a year: its targets month by month, what meetings said, the records that count in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from evaluations.meetings.actions import with_actions
from evaluations.models import Entry, Meeting, Record, TargetSource
from evaluations.progress import Aim, beside_last_year, has_topic, progress
from evaluations.progress.charts import TargetMonth, months_of
from evaluations.standings import GoalStanding, TargetStanding, aim_of, matching_target, standings, targets_counting
from evaluations.states import Aggregation
from goals.history import holding
from goals.lineage import previous_of
from goals.models import Goal
from goals.states import GoalState, Kind, Window

VALUES = frozenset({Kind.LEVEL, Kind.SHARE})


@dataclass(frozen=True)
class TargetYear:
    standing: TargetStanding
    months: tuple[TargetMonth, ...]  # none where there is nothing to draw
    last_year: str = ""  # which way it goes against the same day of last year

    @property
    def target(self):
        return self.standing.target

    @property
    def adds_up(self):
        return self.target.kind not in VALUES and self.standing.aggregation != Aggregation.LAST

    @property
    def is_rhythm(self):
        return len(self.standing.progress.slots) > 1

    @property
    def aim(self):
        """What the line of the chart stands for; windows are held against their own needs, not against a sum."""
        return None if self.is_rhythm else self.standing.progress.aim

    @property
    def former_aim(self):
        """The aim before it was amended, where both are of one kind."""
        original = self.standing.original
        is_alike = original is not None and not self.is_rhythm and original.aim != self.standing.progress.aim
        return original.aim if is_alike else None


def target_years(found: list[GoalStanding], year: int, *, today: date) -> list[list[TargetYear]]:
    """The targets of each of the goals through the year, in the same order."""
    last = _last_year(found, year - 1, today)
    return [
        [
            TargetYear(row, _months(standing, row, today), _beside(row, last.get(row.target.pk)))
            for row in standing.targets
        ]
        for standing in found
    ]


def _last_year(found, year, today):
    """How the goals that these continue stood on the same day a year ago, by the ids of the targets that measure the
    same now; of a goal of the network its own year before."""
    goals = [standing.goal for standing in found]
    previous = previous_of(goals)
    roots = {goal.pk: goal.root_id for goal in goals if goal.centre_id is None}
    roots |= {goal.pk: previous[goal.root_id].pk for goal in goals if goal.centre_id and goal.root_id in previous}
    held = {
        root: goal for root, goal in holding(roots.values()).items() if goal.centre_id or goal.approved_at.year <= year
    }
    day = min(today, date(year + 1, 12, 31))
    day = day.replace(year=year, day=min(day.day, 28) if day.month == 2 else day.day)
    before = {standing.goal.root_id: standing for standing in standings(held.values(), year=year, today=day)}
    last = {}
    for standing in found:
        then = before.get(roots.get(standing.goal.pk))
        for row in standing.targets if then else ():
            match = matching_target(then.goal, row.target)
            last[row.target.pk] = next((one for one in then.targets if match and one.target.pk == match.pk), None)
    return last


def _beside(row, last):
    is_alike = last is not None and last.target.scope == row.target.scope and last.target.unit == row.target.unit
    return beside_last_year(row.progress, last.progress, aim_of(row.target)) if is_alike else ""


def last_values(goal):
    """What a goal of the year before came to, target by target: an offer for the baseline of an increase."""
    held = holding([goal.root_id]).get(goal.root_id)
    if held is None or not held.document.year:
        return []
    [standing] = standings([held], year=held.document.year, today=timezone.localdate())
    return [(row.target, row.progress.achieved) for row in standing.targets if row.progress.achieved is not None]


def _months(standing, row, today):
    """How the target stood at the end of each month, asked of the arithmetic."""
    # Only what has a number, once there is one; a milestone is reached or not, and that is said in words.
    # Of one that each has to have, the months say nothing of who has it.
    if not row.facts or row.target.kind == Kind.MILESTONE or row.target.scope:
        return ()
    aim = aim_of(row.target)
    if len(row.progress.slots) > 1 or aim.window not in ("", Window.YEAR):
        # Of a rhythm what happened in each month, whatever its windows ask.
        aim = Aim(Kind.COUNT, aim.comparator, None, aim.unit)
    measured = {"ratings": standing.ratings, "aggregation": row.aggregation, "known_until": row.known_until}

    def at(day):
        return progress(aim, row.facts, period=row.period, today=day, **measured)

    # Of a target over several years the year's months, which go on from what was there before.
    before = at(standing.period.begins - timedelta(days=1)).achieved if row.period != standing.period else None
    return months_of(standing.period, at, today=today, known_until=row.known_until, before=before or Decimal(0))


@dataclass(frozen=True)
class GoalYear:
    year: int
    standing: GoalStanding
    targets: list[TargetYear]

    @property
    def goal(self):
        return self.standing.goal

    @property
    def sources(self):
        return [row.standing.source for row in self.targets if row.standing.source]


def goal_year(goal, year, *, today) -> GoalYear | None:
    """The goal in the wording that holds; None as long as it was never approved."""
    held = holding([goal.root_id]).get(goal.root_id)
    if held is None:
        return None
    [standing] = standings([held], year=year, today=today)
    return GoalYear(year, standing, *target_years([standing], year, today=today))


def entries_of(goal_year, rights) -> list[Entry]:
    """What meetings said of the goal, the last one first; of meetings above only those that the person may read."""
    entries = goal_year.standing.entries
    seen = Meeting.objects.visible_to(rights).filter(pk__in=[entry.meeting_id for entry in entries])
    allowed = set(seen.order_by().values_list("pk", flat=True))
    entries = with_actions([entry for entry in reversed(entries) if entry.meeting_id in allowed])
    return [entry for entry in entries if entry.rating or entry.said or entry.steps or entry.meeting.is_closed]


def records_of(goal_year):
    """Records of the year that count in some target of the goal, the last one first."""
    goal, sources = goal_year.goal, goal_year.sources
    rows = Record.objects.counted().filter(on__year=goal_year.year)
    if goal.centre_id:
        rows = rows.filter(meeting__centre=goal.centre_id)
    # Topics fit whatever their case and diacritics are, so those that there are are asked first.
    topics = rows.filter(indicator__in={source.indicator_id for source in sources if source.topic}).order_by()
    topics = list(topics.values_list("indicator", "topic").distinct())
    counting = Q(pk__in=[])
    for source in sources:
        condition = Q(indicator=source.indicator_id)
        if source.topic:
            own = [topic for indicator, topic in topics if indicator == source.indicator_id]
            condition &= Q(topic__in=[topic for topic in own if has_topic(topic, source.topic)])
        counting |= condition
    return rows.filter(counting)


@dataclass(frozen=True)
class CountedRecord:
    """One record, and the other goals in which it counts too."""

    record: Record
    others: list[Goal]


def counted_elsewhere(records, goal, rights):
    """Each record with the other goals that count it, as far as the person sees them."""
    found = targets_counting(records)
    roots = {source.target.goal.root_id for sources in found.values() for source in sources} - {goal.root_id}
    seen = _visible(roots, rights)
    counted = []
    for record in records:
        others = {source.target.goal.root_id for source in found[record.pk]}
        counted.append(CountedRecord(record, [seen[root] for root in sorted(others) if root in seen]))
    return counted


def same_source(goal_year, rights):
    """Other goals whose number comes from the same indicators: of this centre and year, of the network, or of all."""
    goal = goal_year.goal
    sources = TargetSource.objects.filter(indicator__in={source.indicator_id for source in goal_year.sources})
    sources = sources.filter(Q(target__goal__document__year=goal_year.year) | Q(target__goal__centre=None))
    if goal.centre_id:
        sources = sources.filter(Q(target__goal__centre=goal.centre_id) | Q(target__goal__centre=None))
    rows = sources.values_list("target__goal", "target__goal__amends")
    return list(_visible({amends or pk for pk, amends in rows} - {goal.root_id}, rights).values())


def _visible(roots, rights):
    """The goals in the wording that holds, by the first one, as far as the person sees them."""
    rows = Goal.objects.of_roots(roots).filter(state=GoalState.APPROVED).visible_to(rights)
    rows = rows.in_document_order().select_related("centre", "document")
    return {row.root_id: row for row in rows}
