"""Where the number of a target comes from: its indicator and topic are chosen by people, and can be chosen anew."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres import access
from centres.access import Right
from evaluations.models import Feed
from evaluations.models.indicators import PER_CENT
from evaluations.workflow import year_lock
from goals.models import Event
from goals.states import DECIDED, Kind
from goals.workflow import Refused, hold


def feed(target, indicator, topic="", *, by, now=None):
    """Let the records of the indicator make the number of the target; without an indicator the meeting types it.

    What was frozen when a month was closed stays as it was. Said twice, it is said once.
    """
    now = now or timezone.now()
    with transaction.atomic():
        goal = target.goal
        hold([goal])
        right = Right.MEASURE if goal.centre_id else Right.WRITE_COMMITMENT
        role = access.rights_of(by, on=timezone.localdate(now)).require(right, goal.centre)
        _refuse(goal, target, indicator)
        before = Feed.objects.filter(target=target).first()
        wanted = (indicator.pk, topic.strip()) if indicator else None
        if wanted == (before and (before.indicator_id, before.topic)):
            return before
        _record(goal, target, indicator, topic.strip(), by=by, role=role, now=now)
        if indicator is None:
            before.delete()
            return None
        facts = {"indicator": indicator, "topic": topic.strip()}
        return Feed.objects.update_or_create(target=target, defaults=facts)[0]


def _refuse(goal, target, indicator):
    if goal.state not in DECIDED:
        raise Refused(_("Ukazatel se určuje až u schváleného cíle."))
    if target.kind == Kind.NARRATIVE:
        raise Refused(_("Slovně hodnocený cíl nemá číslo."))
    if indicator and (indicator.unit == PER_CENT) != (target.kind == Kind.SHARE):
        raise Refused(_("Podíl v procentech plní jen ukazatel v procentech, a naopak."))
    if goal.document.year and (lock := year_lock(goal.document.year, goal.centre_id)):
        raise Refused(lock)


def _record(goal, target, indicator, topic, *, by, role, now):
    chosen = f"{indicator} – {topic}" if topic else str(indicator or _("píše se na poradě"))
    Event.objects.create(
        goal=goal,
        document=goal.document,
        name="feed",
        by=by,
        role=role,
        comment=f"{target.position}: {chosen}",
        at=now,
    )


def targets_of(goals):
    """Targets of the goals that can have a number, in order."""
    return [target for goal in goals for target in goal.targets.all() if target.kind != Kind.NARRATIVE]
