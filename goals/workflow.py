"""The one door for every change of a goal's state: lock, check again, change, write the event, all or nothing."""

from django.conf import settings
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from goals.models import Document, Event, Goal
from goals.states import DECIDED, GoalState
from goals.transitions import BY_NAME, TRANSITIONS, WRITTEN, right_for


class Refused(Exception):
    """The change may not happen; the message says why, in words for the person."""


class Conflict(Refused):
    """Somebody was faster: what the person saw is not what there is now."""


class Stale(Conflict):
    """The goal has another version; `current` is the goal as it is now."""

    def __init__(self, current):
        self.current = current
        super().__init__(_("Cíl se mezitím změnil. Načtěte ho znovu a rozhodněte podle nového znění."))


def perform(goal, name, *, by, comment="", part="", now=None):
    """Carry out one transition and return the goal as it then is.

    The goal counts as it was when the person saw it: if its version has moved since, the change is refused. The same
    request sent again leads to what the first one did.
    """
    now = now or timezone.now()
    transition = BY_NAME[name]
    with transaction.atomic():
        current = _locked(goal, transition)
        rights = access.rights_of(by, on=timezone.localdate(now))
        role = rights.require(right_for(transition, current), current.centre)
        if is_repeated(current, goal.version, name, by=by, comment=comment):
            return current
        if current.version != goal.version:
            raise Stale(current)
        for problem in problems(current, transition, by=by, comment=comment):
            raise Refused(problem)
        if transition.target == GoalState.APPROVED and current.is_amendment:
            _supersede(current, by=by, now=now)
        _move(current, transition, now=now)
        record(current, name, by=by, role=role, comment=comment, part=part, now=now, target=transition.target)
    return Goal.objects.select_related("centre", "document").get(pk=goal.pk)


def problems(goal, transition, *, by, comment=""):
    """The sentences that stand between the goal and the transition; none means it may happen."""
    if goal.state not in transition.sources:
        yield _("Cíl je ve stavu „%(state)s“, a proto to nejde.") % {"state": goal.get_state_display()}
    if not transition.by_its_author and not settings.APPROVE_OWN_GOALS and own_goals(by, [goal]):
        yield _("Tento cíl jste psali vy; schválit ho musí někdo jiný.")
    if transition.needs_comment and not comment.strip():
        yield _("Napište důvod.")


def own_goals(person, goals):
    """Ids of those goals that the person wrote or helped to write."""
    return set(Event.objects.filter(goal__in=goals, name__in=WRITTEN, by=person).values_list("goal_id", flat=True))


def available(goal, rights):
    """The transitions that the person may make now; they become buttons."""
    return [
        transition
        for transition in TRANSITIONS
        if rights.may(right_for(transition, goal), goal.centre)
        and not list(problems(goal, transition, by=rights.user, comment="…"))
    ]


def hold(goals):
    """Lock the goals until the transaction ends, always in the same order; returns how far the record of events is."""
    list(Goal.objects.select_for_update(of=("self",)).filter(pk__in=[goal.pk for goal in goals]).order_by("pk"))
    return Event.objects.aggregate(last=Max("id"))["last"] or 0


def events_since(mark, goals, *names):
    """What was done to the goals after hold() said where the record stands; a repeated request did nothing."""
    events = Event.objects.filter(goal__in=goals, name__in=names, id__gt=mark)
    return events.select_related("goal__centre", "goal__document").order_by("id")


def locked(goal_id):
    """The goal, held until the transaction ends, with its centre and document."""
    goals = Goal.objects.select_for_update(of=("self",)).select_related("centre", "document")
    return goals.get(pk=goal_id)


def is_repeated(current, seen_version, name, *, by, comment=""):
    """Has this person done just this to just that version already? Then it was the same button, pressed again."""
    if current.version != seen_version + 1:
        return False
    last = Event.objects.filter(goal=current, version=current.version).order_by("id").last()
    return last is not None and (last.name, last.by_id, last.comment) == (name, by.pk, comment.strip())


def record(goal, name, *, by, role, now, comment="", part="", target=""):
    """The event of one change that has just been made to the goal, with the wording it was made about."""
    return Event.objects.create(
        goal=goal,
        document=goal.document,
        name=name,
        source=goal.state,
        target=target or goal.state,
        version=goal.version + 1,
        by=by,
        role=role,
        comment=comment.strip(),
        part=part,
        wording=goal.text,
        at=now,
    )


def _locked(goal, transition):
    """Approving and publishing hold the document, so that an edition is made before an approval or after it."""
    if transition.target in DECIDED:
        Document.objects.select_for_update().get(pk=goal.document_id)
    return locked(goal.pk)


def _move(goal, transition, *, now):
    moved = Goal.objects.filter(pk=goal.pk, state=goal.state, version=goal.version).update(
        state=transition.target,
        version=F("version") + 1,
        submitted_at=now if transition.target == GoalState.SUBMITTED else None,
        approved_at=now if transition.target == GoalState.APPROVED else goal.approved_at,
    )
    if not moved:
        raise Stale(goal)


def _supersede(amendment, *, by, now):
    """The wording that held until now stays as it was and makes room."""
    held = Goal.objects.approved().filter(pk=amendment.amends_id) | Goal.objects.approved().filter(
        amends=amendment.amends_id
    )
    perform(held.get(), "supersede", by=by, now=now)
