"""Which goals have not moved for long: no record, no rating, no word and no change; and since when.

The list is of goals that hold, as of a day, in a constant number of queries however many goals there are.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max
from django.utils import timezone

from centres.models import Event, Subject
from evaluations.deadlines import adopted_on
from evaluations.models import ActionItem, Record
from evaluations.progress import has_topic
from evaluations.standings import GoalStanding, standings
from goals.models import Goal

STILL_AFTER = timedelta(days=45)
NO_MOVE = ("set_owner",)  # events that say who looks after the goal, not that anything happens with it


@dataclass(frozen=True)
class Move:
    """How a goal stands, and the last day on which something happened with it."""

    standing: GoalStanding
    moved_on: date
    on: date

    @property
    def goal(self):
        return self.standing.goal

    @property
    def is_still(self):
        return self.on - self.moved_on >= STILL_AFTER

    @property
    def days(self):
        return (self.on - self.moved_on).days


def last_moves(goals, *, year, on):
    """The last move of each goal (in the wording that holds) as of the day, in the same order.

    The year itself is one: before it began, or came here from elsewhere, nothing was to be done.
    """
    goals = list(goals)
    roots = {goal.root_id for goal in goals}
    moves = defaultdict(list)
    rows = dict(Goal.objects.of_roots(roots).order_by().annotate_root().values_list("pk", "root"))
    events = Event.objects.about(Subject.GOAL, list(rows)).exclude(name__in=NO_MOVE).order_by()
    for pk, at in events.filter(at__date__lte=on).values_list("subject_id").annotate(last=Max("at")):
        moves[rows[pk]].append(timezone.localdate(at))
    for root, *moments in ActionItem.objects.filter(goal__in=roots).values_list("goal", "made_at", "settled_at"):
        moves[root] += [timezone.localdate(at) for at in moments if at]
    records = Record.objects.counted().filter(on__year=year, on__lte=on).order_by()
    records = list(records.values_list("indicator", "meeting__centre", "topic").annotate(last=Max("on")))
    adopted, found = adopted_on({goal.document_id for goal in goals}), []
    for standing in standings(goals, year=year, today=on):
        goal = standing.goal
        taken_over = min(adopted.get(goal.document_id, standing.period.begins), on)
        days = [standing.period.begins, taken_over, *(day for day in moves[goal.root_id] if day <= on)]
        days += [
            min(entry.meeting.held_on or entry.meeting.last_day, on)
            for entry in standing.entries
            if entry.rating or entry.said
        ]
        sources = [row.source for row in standing.targets if row.source]
        days += [
            day
            for indicator, team, topic, day in records
            for source in sources
            if indicator == source.indicator_id and goal.centre_id in {None, team} and has_topic(topic, source.topic)
        ]
        found.append(Move(standing, max(days), on))
    return found


def still_goals(goals, *, year, on):
    """Those that have not moved for so long, the longest first."""
    moves = [move for move in last_moves(goals, year=year, on=on) if move.is_still]
    return sorted(moves, key=lambda move: move.moved_on)
