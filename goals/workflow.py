"""The one door for every change of a goal's state: who may do what from where, and the function that does it."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.models import Role
from goals.models import Event, Goal
from goals.states import GoalState


class Refused(Exception):
    """The change may not happen; the message says why, in words for the person."""


@dataclass(frozen=True)
class Transition:
    name: str
    label: str
    sources: frozenset
    target: GoalState
    roles: frozenset
    needs_comment: bool = False


TRANSITIONS = (
    Transition(
        "submit",
        _("Odeslat ke schválení"),
        sources=frozenset({GoalState.DRAFT, GoalState.RETURNED}),
        target=GoalState.SUBMITTED,
        roles=frozenset({Role.HEAD}),
    ),
    Transition(
        "return",
        _("Vrátit k přepracování"),
        sources=frozenset({GoalState.SUBMITTED}),
        target=GoalState.RETURNED,
        roles=frozenset({Role.DEPARTMENT_HEAD}),
        needs_comment=True,
    ),
    Transition(
        "approve",
        _("Schválit"),
        sources=frozenset({GoalState.SUBMITTED}),
        target=GoalState.APPROVED,
        roles=frozenset({Role.DEPARTMENT_HEAD}),
    ),
)
BY_NAME = {transition.name: transition for transition in TRANSITIONS}


def perform(goal, name, *, by, comment="", now=None):
    """Carry out one transition and return the goal as it then is.

    The goal counts as it was when the person saw it: if its version has moved since, the change is refused.
    """
    now = now or timezone.now()
    transition = BY_NAME[name]
    with transaction.atomic():
        current = Goal.objects.select_for_update(of=("self",)).select_related("centre").get(pk=goal.pk)
        for problem in problems(current, transition, by=by, comment=comment, now=now):
            raise Refused(problem)
        _move(current, transition, seen_version=goal.version, now=now)
        role = _acting_role(by, transition, current, now)
        _record(current, transition, by=by, role=role, comment=comment, now=now)
    return Goal.objects.get(pk=goal.pk)


def problems(goal, transition, *, by, comment="", now):
    """The sentences that stand between the goal and the transition; none means it may happen."""
    if goal.state not in transition.sources:
        yield _("Cíl je ve stavu „%(state)s“, a proto to nejde.") % {"state": goal.get_state_display()}
    if _acting_role(by, transition, goal, now) is None:
        roles = ", ".join(str(Role(role).label) for role in sorted(transition.roles))
        yield _("K tomu je oprávněn: %(roles)s.") % {"roles": roles}
    if transition.needs_comment and not comment.strip():
        yield _("Napište důvod.")


def _acting_role(by, transition, goal, now):
    on = timezone.localdate(now)
    held = (role for role in sorted(transition.roles) if access.holds(by, [role], centre=goal.centre, on=on))
    return next(held, None)


def _move(goal, transition, *, seen_version, now):
    approved_at = now if transition.target == GoalState.APPROVED else None
    moved = Goal.objects.filter(pk=goal.pk, state=goal.state, version=seen_version).update(
        state=transition.target, approved_at=approved_at, version=F("version") + 1
    )
    if not moved:
        raise Refused(_("Cíl se mezitím změnil. Načtěte ho znovu a rozhodněte podle nového znění."))


def _record(goal, transition, *, by, role, comment, now):
    Event.objects.create(
        goal=goal,
        document=goal.document,
        name=transition.name,
        source=goal.state,
        target=transition.target,
        version=goal.version + 1,
        by=by,
        role=role,
        comment=comment.strip(),
        at=now,
    )
