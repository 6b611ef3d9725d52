"""Who has a goal on their desk: given by the head of the centre, of the network's goals by the department head.

An owner whose role at the centre has ended owns nothing: the goal counts as one without owner, and is nobody's again
until somebody gives it away.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres import access
from centres.access import Right
from centres.events import record_event
from goals.models import Goal, GoalOwner
from goals.models.owners import ABOVE, OF_CENTRES, owner_columns, possible_owners
from goals.workflow import EditConflict, Refused, lock_rows

OVERTAKEN = gettext_lazy("Vlastníka mezitím určil někdo jiný. Podívejte se, koho; uložíte-li znovu, platí vaše volba.")


@dataclass(frozen=True)
class OwnerChoice:
    """Owners are named by the id of a person or by a role; empty is nobody."""

    goal: Goal
    owner: str
    expected: str  # who it was on the screen


@dataclass(frozen=True)
class OwnerNow:
    row: GoalOwner
    is_at_work: bool

    def __str__(self):
        return str(self.row)


def owning_right(goal):
    """The right to say who looks after the goal."""
    return Right.ASSIGN if goal.centre_id else Right.WRITE_COMMITMENT


def set_owners(choices, *, by, now=None):
    """Give each goal its owner from today on, all or nothing; what was left as it was seen is left as it is now.

    Raises EditConflict with the owners there are now, by the goal as first written.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    with transaction.atomic():
        lock_rows([choice.goal for choice in choices])
        rows = GoalOwner.objects.on(today).filter(goal__in=[choice.goal.root_id for choice in choices])
        held = {row.goal_id: row for row in rows.select_related("person")}
        rights, changes, overtaken = access.rights_of(by, on=today), [], {}
        for choice in choices:
            goal, before = choice.goal, held.get(choice.goal.root_id)
            role, now_is = rights.require(owning_right(goal), goal.centre), before.owner_key if before else ""
            if choice.owner in {choice.expected, now_is}:
                continue
            if now_is != choice.expected:
                overtaken[goal.root_id] = before
            changes.append((choice, before, role))
        if overtaken:
            raise EditConflict(overtaken, OVERTAKEN)
        for choice, before, role in changes:
            _refuse_stranger(choice, today)
            _replace(choice, before, today)
            # By the keys of people and roles: names stay where a person's can be taken out again.
            content = json.dumps({"before": choice.expected, "after": choice.owner})
            record_event(choice.goal, "set_owner", by=by, role=role, at=now, content=content)


def _refuse_stranger(choice, today):
    centre, year = choice.goal.centre, choice.goal.document.year
    held = possible_owners(centre, year, on=today)
    roles = {str(role) for role in (OF_CENTRES if centre else ABOVE)}
    if choice.owner and choice.owner not in roles | {str(pk) for pk in held.values_list("user", flat=True)}:
        raise Refused(not_here(centre))


def not_here(centre):
    """The sentence at an owner who does not belong to the centre, or to those above."""
    if centre is None:
        return _("Cíl sítě může mít na starosti jen někdo z odboru nebo ředitel. Vyberte z nabídky.")
    return _("V centru %(centre)s dnes nepracuje. Vyberte z nabídky někoho, kdo tu pracuje.") % {"centre": centre}


def _replace(choice, before, today):
    """End the owner of until now with yesterday; one of today only was none yet, and gives way."""
    if before and before.valid_from < today:
        before.valid_until = today - timedelta(days=1)
        before.save(update_fields=["valid_until"])
    elif before:
        before.delete()
    if choice.owner:
        GoalOwner.objects.create(goal_id=choice.goal.root_id, valid_from=today, **owner_columns(choice.owner))


def owners_of(goals, *, on: date):
    """The owner of each goal on the day, by the goal as first written; two queries."""
    rows = GoalOwner.objects.on(on).filter(goal__in={goal.root_id for goal in goals})
    at_work = set(rows.at_work(on).order_by().values_list("pk", flat=True))
    return {row.goal_id: OwnerNow(row, row.pk in at_work) for row in rows.select_related("person")}


def with_owner(goals, *, on: date, person=None):
    """Those of the goals whose owner works there on the day; or only those of one person."""
    owned = GoalOwner.objects.on(on).at_work(on, person=person).filter(goal=OuterRef("root"))
    return goals.annotate_root().filter(Exists(owned))


def without_owner(goals, *, on: date):
    owned = GoalOwner.objects.on(on).at_work(on).filter(goal=OuterRef("root"))
    return goals.annotate_root().filter(~Exists(owned))
