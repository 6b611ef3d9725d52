"""When and where a series meets and what it will talk about; a change after the invitations is to be told."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.events import changes, record_event
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused
from networks.calendar import announcing
from networks.models import AgendaItem, Gathering
from networks.partners.keeping import CHANGED
from networks.states import GatheringState
from networks.transitions import AHEAD, WRITABLE
from networks.workflow import ENDED, lock_gathering, lock_series

FACTS = ("on", "starts", "ends", "place", "is_extraordinary")
TOLD = ("on", "starts", "ends", "place")
"""What those who were invited have to hear of when it changes."""


class TakenDay(Refused):
    """The series meets that day already."""


@transaction.atomic
def save_gathering(gathering, facts, topics, *, by, key=None, now=None):
    """Plan a meeting or change a planned one, with the topics of its agenda; `gathering` carries the version seen."""
    now = now or timezone.now()
    series, role = lock_series(gathering.series, by=by, now=now)
    if gathering.pk is None and (made := made_before(key, by, f"gathering:{series.pk}")):
        return Gathering.objects.get(pk=made[0])
    others = series.gatherings.taking_place().filter(on=facts["on"]).exclude(pk=gathering.pk)
    if others.exists() and gathering.state != GatheringState.CANCELLED:
        raise TakenDay(_("Ten den už jedno setkání této sítě je. Vyberte jiný den, nebo upravte to, které je."))
    if gathering.pk is None:
        if series.ended_at:
            raise Refused(ENDED)
        new = Gathering.objects.create(series=series, **facts)
        _set_agenda(new, topics)
        remember(key, by, f"gathering:{series.pk}", [new], at=now)
        record_event(new, "plan", by=by, role=role, at=now, version=1)
        return new
    return _change(gathering, facts, topics, by=by, role=role, now=now)


def _change(gathering, facts, topics, *, by, role, now):
    current, before = lock_gathering(gathering.pk), Gathering.objects.select_related("series").get(pk=gathering.pk)
    for name, value in facts.items():
        setattr(current, name, value)
    said = changes(before, current, FACTS)
    was = set(current.agenda.values_list("topic", flat=True))
    if not said and was == {topic.pk for topic in topics}:
        return before
    if before.version != gathering.version:
        raise EditConflict(before, CHANGED)
    if before.state not in (AHEAD if said else WRITABLE):
        raise Refused(_("Setkání je „%(state)s“, a proto to nejde.") % {"state": before.get_state_display()})
    _set_agenda(current, topics)
    if before.state == GatheringState.INVITED and changes(before, current, TOLD):
        current.changed_since_invited = True
        current.sequence += 1
    current.version += 1
    current.save()
    announcing.follow(current, now=now)
    record_event(current, "change", by=by, role=role, at=now, version=current.version, content=said)
    return current


def _set_agenda(gathering, topics):
    """The agenda is just these topics, in the order of the backlog; what was said of one keeps it there."""
    gathering.agenda.filter(conclusion="", is_settled=False).exclude(topic__in=topics).delete()
    there = dict(gathering.agenda.values_list("topic", "pk"))
    for position, topic in enumerate(topics, start=1):
        if topic.pk in there:
            AgendaItem.objects.filter(pk=there[topic.pk]).update(position=position)
        else:
            AgendaItem.objects.create(gathering=gathering, topic=topic, position=position)
