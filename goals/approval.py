"""Approval: sending goals or a centre's whole year, taking them back, deciding about them; all of it or nothing."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from centres.models import Event, Subject
from goals.formatting import shortened
from goals.mail import notifications
from goals.models import Goal
from goals.states import EDITABLE, GoalState
from goals.workflow import EditConflict, Refused, events_since, last_event, lock_document, lock_plan, lock_rows, perform
from goals.years import carry_unchanged, undecided

APPROVE, RETURN = "approve", "return"


def to_submit(plan):
    """The goals that go when the centre sends its year; amendments go one by one."""
    goals = Goal.objects.in_plan(plan).originals().filter(state__in=EDITABLE)
    return goals.in_document_order().with_content().select_related("document")


def missing(plan):
    """Sentences that say what the centre's year still lacks before it can be sent, each with the goal it is about."""
    for goal in undecided(plan):
        yield _("Rozhodněte o loňském cíli „%(text)s“.") % {"text": shortened(goal.text)}, goal
    goals = list(to_submit(plan))
    returned = [goal.pk for goal in goals if goal.state == GoalState.RETURNED]
    events = Event.objects.about(Subject.GOAL, returned).filter(name__in=["return", "write"]).order_by("id")
    last = dict(events.values_list("subject_id", "name"))
    for goal in goals:
        if not goal.targets.all():
            yield _("%(goal)s nemá žádnou cílovou hodnotu.") % {"goal": goal}, goal
        if last.get(goal.pk) == "return":
            yield _("%(goal)s se vrátil k přepracování a od té doby se nezměnil.") % {"goal": goal}, goal
    if not goals:
        yield _("Není co odeslat: žádný cíl není rozepsaný."), None


def submit_plan(plan, expected, *, by, now=None):
    """Send all goals of the plan that are still with the centre; `expected` are those that the person saw, with
    versions.

    Returns the goals as they then are. Idempotent.
    """
    now = now or timezone.now()
    with transaction.atomic():
        _lock_own(plan, by=by, now=now)
        waiting = _same_as_expected(to_submit(plan), expected)
        for sentence, _goal in missing(plan) if waiting or not expected else ():
            raise Refused(sentence)
        carry_unchanged(plan, by=by, now=now)
        return submit(expected, by=by, now=now)


def submit(goals, *, by, now=None):
    """Send goals for approval as they were seen, all or none, and tell those who decide."""
    return _all(goals, "submit", notifications.submitted, by=by, now=now or timezone.now())


def recall_plan(plan, expected=None, *, by, now=None):
    """Take back what the centre sent, as long as nobody has decided about any of it.

    With the goals that the person saw it is idempotent; without them, whatever waits comes back.
    """
    now = now or timezone.now()
    with transaction.atomic():
        _lock_own(plan, by=by, now=now)
        expected = list(submitted(plan)) if expected is None else expected
        waiting = _same_as_expected(submitted(plan), expected)
        for problem in recall_problems(plan) if waiting or not expected else ():
            raise Refused(problem)
        return recall(expected, by=by, now=now)


def recall(goals, *, by, now=None):
    return _all(goals, "recall", notifications.recalled, by=by, now=now or timezone.now())


def submitted(plan):
    return Goal.objects.in_plan(plan).originals().filter(state=GoalState.SUBMITTED).in_document_order()


def last_sent(plan):
    """How many goals went when the centre last sent any."""
    goals = Goal.objects.in_plan(plan).originals().order_by()
    sent = Event.objects.about(Subject.GOAL, goals.values("pk")).filter(name="submit")
    last = sent.order_by("id").last()
    return sent.filter(at=last.at).count() if last else 0


def recall_problems(plan):
    """What stands in the way of taking the centre's goals back."""
    waiting = list(submitted(plan))
    if not waiting:
        yield _("Ke schválení teď nečeká žádný cíl.")
        return
    since = min(goal.submitted_at for goal in waiting)
    goals = {goal.pk: goal for goal in Goal.objects.in_plan(plan).originals()}
    events = Event.objects.about(Subject.GOAL, goals).filter(name__in=[APPROVE, RETURN], at__gte=since)
    decided = events.order_by("id").first()
    if decided:
        goal = {"goal": str(goals[decided.subject_id])}
        yield _("%(goal)s: vedoucí odboru už rozhodl/a, vzít cíle zpět proto nejde.") % goal


@dataclass(frozen=True)
class Verdict:
    """What is decided about a goal as it was seen; a return names the part to be mended and the reason."""

    goal: Goal
    name: str
    comment: str = ""
    part: str = ""


def decide(verdicts, *, by, now=None):
    """Carry out all verdicts or none, tell the centres, and return the goals as they then are."""
    now = now or timezone.now()
    goals = [verdict.goal for verdict in verdicts]
    with transaction.atomic():
        for document in sorted({goal.document_id for goal in goals}):
            lock_document(document)
        lock_rows(goals)
        since = last_event()
        decided = [
            perform(verdict.goal, verdict.name, by=by, comment=verdict.comment, part=verdict.part, now=now)
            for verdict in verdicts
        ]
        notifications.decided(events_since(since, decided, APPROVE, RETURN), by=by, now=now)
    return decided


def _lock_own(plan, *, by, now):
    """Nobody adds a goal to the plan meanwhile."""
    lock_plan(plan)
    access.rights_of(by, on=timezone.localdate(now)).require(Right.SUBMIT, plan.centre)


def _same_as_expected(waiting, expected):
    """The goals that wait, which are those that the person saw; none wait when the same was asked before."""
    waiting = list(waiting)
    if waiting and {goal.pk for goal in waiting} != {goal.pk for goal in expected}:
        raise EditConflict(waiting, _("Seznam cílů se mezitím změnil. Zkontrolujte ho a odešlete znovu."))
    return waiting


def _all(goals, name, tell, *, by, now):
    """Perform the transition on every goal or on none; those who are to know learn of it once."""
    with transaction.atomic():
        lock_rows(goals)
        since = last_event()
        after = [perform(goal, name, by=by, now=now) for goal in goals]
        tell([goal for _event, goal in events_since(since, after, name)], by=by, now=now)
        return after
