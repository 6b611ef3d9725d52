"""The story of a goal: its events, the wordings that held, and what it is to be compared with."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from centres.models import Event, Subject
from goals.diff import word_pieces
from goals.lineage import previous_of
from goals.models import Continuation, EditionGoal, Goal
from goals.states import DECIDED, Decision, GoalState
from goals.workflow import TARGET, in_words

LAST_VALUES = []
"""Of the app that measures: a function that says what last year's goal came to, as pairs of a target and a number."""


def last_values(goal):
    """What the goal that this one continues came to, target by target; nothing where nobody measures."""
    before = previous_of([goal]).get(goal.root_id) if goal and goal.root_id else None
    return [pair for function in LAST_VALUES for pair in function(before)] if before else []


def events_of(goal):
    """Events of the goal and of all its amendments, oldest first; of a goal that came in with a document that was
    published elsewhere also that of the document, which is all that is known of its approval."""
    rows = Goal.objects.filter(Q(pk=goal.root_id) | Q(amends=goal.root_id)).order_by()
    found = Event.objects.about(Subject.GOAL, rows.values("pk"))
    adopted = EditionGoal.objects.filter(edition__document=goal.document_id, number=goal.number)
    if goal.number and adopted.exclude(edition__adopted_from="").exists():
        found |= Event.objects.about(Subject.DOCUMENT, [goal.document_id]).filter(name="adopt")
    return found.order_by("at", "id")


def last_returns(goals):
    """The last return of each of the goals, by its id: the reason and the part it concerns."""
    events = Event.objects.about(Subject.GOAL, [goal.pk for goal in goals]).filter(name="return")
    return {event.subject_id: event for event in events.order_by("id")}


def changed_since(goal, returned):
    """What has changed since the goal came back, woven together; the targets too, where its return tells them."""
    then = returned.content
    now = in_words(goal) if f"\n{TARGET}" in then else goal.text
    return word_pieces(then, now)


def holding(roots):
    """The approved row of each goal, by the id of its first row, with its targets."""
    rows = Goal.objects.approved().filter(Q(pk__in=roots) | Q(amends__in=roots))
    return {row.root_id: row for row in rows.with_content().select_related("document")}


def approved_wordings(goal):
    """All wordings of the goal that were ever approved, in the order in which they held."""
    rows = Goal.objects.of_roots([goal.root_id]).filter(state__in=DECIDED)
    return list(rows.with_content().order_by("approved_at", "id"))


@dataclass(frozen=True)
class Held:
    """The wording of a goal that held at a time, and the one that holds now (None: it holds no more)."""

    then: Goal
    now: Goal | None

    @property
    def is_changed(self):
        return self.now is not None and self.now.pk != self.then.pk


class Wordings:
    """All wordings of these goals that were ever approved; two queries, however many there are."""

    def __init__(self, roots):
        self._rows = defaultdict(list)
        rows = Goal.objects.of_roots(set(roots)).filter(state__in=DECIDED).with_content()
        for row in rows.select_related("document", "centre", "amends").order_by("approved_at", "pk"):
            self._rows[row.root_id].append(row)

    def at(self, root, moment):
        """What held at the moment; the first wording where that came later. None of a goal that was never approved."""
        rows = self._rows.get(root)
        if not rows:
            return None
        then = next((row for row in reversed(rows) if row.approved_at and row.approved_at <= moment), rows[0])
        return Held(then, next((row for row in rows if row.state == GoalState.APPROVED), None))

    def decided_about(self):
        """The wording about which a centre decided whether it goes on, by the goal as first written."""
        rows = {row.pk: row for group in self._rows.values() for row in group}
        names = [str(decision) for decision in Decision]
        events = Event.objects.about(Subject.GOAL, list(rows)).filter(name__in=names).order_by("id")
        found = {rows[event.subject_id].root_id: event.at for event in events.only("subject_id", "at")}
        return {root: self.at(root, moment) for root, moment in found.items()}


def end_of(day):
    """The moment at which the day is over."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def predecessors(goals):
    """For each goal what stood before it: the wording that an amendment would replace, else last year's goal."""
    previous = {root: goal.pk for root, goal in previous_of(goals).items()}
    roots = {goal.pk: goal.amends_id or previous.get(goal.pk) for goal in goals}
    found = holding({root for root in roots.values() if root})
    return {pk: found[root] for pk, root in roots.items() if root in found}


def reasons_of(goals):
    """Why each goal is as it is: the reason of the amendment, or of the decision to go on with last year's goal."""
    decided = Continuation.objects.filter(goal__in=goals).exclude(reason="").values_list("goal", "reason")
    return dict(decided) | {goal.pk: goal.reason for goal in goals if goal.reason}


def retired(plan):
    """Last year's goals that the centre lets end, in the wording that held, each with its reason; and this year's that
    it gave up after it had begun them."""
    rows = Continuation.objects.filter(plan=plan, decision=Decision.RETIRE).order_by("previous__position", "id")
    held = holding([row.previous_id for row in rows])
    return [{"goal": held[row.previous_id], "reason": row.reason} for row in rows if row.previous_id in held]


def wording_at(goal, version):
    """What the goal said in an earlier version, as its events tell; None when they do not."""
    events = Event.objects.about(Subject.GOAL, [goal.pk]).filter(version__lte=version)
    events = events.exclude(content="").exclude(name="return")  # which also holds the targets
    event = events.order_by("-version").first()
    return event and event.content
