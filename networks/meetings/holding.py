"""The meeting itself: who came, what was said of each topic, what is to be done; saved as often as people like, by
several at once, and closed once.

Of attendance only what a person changed is written, so two who tick at once lose nothing. In texts each topic is one
place: who writes where somebody wrote meanwhile sees both.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.events import record_event
from evaluations.meetings.contents import ActionContent, fingerprint
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused
from networks.access import require_leading
from networks.meetings import actions
from networks.meetings.contents import HeadingContent, ItemContent
from networks.meetings.minutes import make_minutes
from networks.meetings.recording import record_held
from networks.models import AgendaItem, Attendance, Gathering, Member, Partner, SharedAction
from networks.transitions import WRITABLE
from networks.workflow import lock_gathering, move

OVERTAKEN = gettext_lazy("Někdo mezitím napsal na stejné místo něco jiného. Porovnejte obě znění a uložte to pravé.")
WRITTEN_SINCE = gettext_lazy(
    "Co jste napsali, je uložené. Mezitím ale psal i někdo jiný, a proto se setkání neuzavřelo: podívejte se a pak ho "
    "uzavřete."
)


class WrittenSince(Refused):
    """All is saved, only the closing waits for a look at what others wrote."""


def expected_there(gathering):
    """Members of that day, and guests who were ticked: those whose attendance can be written."""
    members = list(Member.objects.on(gathering.on).filter(series=gathering.series).select_related("partner"))
    guests = Attendance.objects.filter(gathering=gathering, is_guest=True).select_related("partner")
    return members, [one.partner for one in guests]


def hold(gathering, held, *, by, close=False, now=None):
    """Write what was sent and, where asked for, close the meeting and send its minutes. `gathering` carries the version
    that was on the screen. Raises EditConflict with what there is now in the places that two wrote into."""
    now = now or timezone.now()
    with transaction.atomic():
        current = lock_gathering(gathering.pk)
        role = require_leading(by, current.series.region, on=timezone.localdate(now))
        purpose = f"hold:{current.pk}"
        if made_before(held.key, by, purpose):
            return current
        if current.state not in WRITABLE:
            state = {"state": current.get_state_display()}
            raise Refused(_("Setkání je „%(state)s“, a proto se do něj nepíše.") % state)
        is_seen = current.version == gathering.version
        is_changed = [_write_attendance(current, held), _write_parts(current, held, by=by, now=now)]
        is_changed.append(_make_actions(current, held.new_actions, now=now))
        if any(is_changed):
            Gathering.objects.filter(pk=current.pk).update(version=F("version") + 1)
            record_event(current, "write", by=by, role=role, at=now, version=current.version + 1)
        remember(held.key, by, purpose, [current], at=now)
        current = lock_gathering(current.pk)
        if close and is_seen:
            Gathering.objects.filter(pk=current.pk).update(record=record_held(current, by=by, now=now))
            current, _is_done = move(current, "close", by=by, now=now)
            _settle_topics(current)
            make_minutes(current, now=now)
    if close and not is_seen:
        raise WrittenSince(WRITTEN_SINCE)
    return current


def _make_actions(gathering, new_actions, *, now):
    for new in new_actions:
        actions.refuse_stranger(gathering, new.content.owner)
        SharedAction.objects.create(
            gathering=gathering,
            topic=gathering.series.topics.filter(pk=new.topic).first(),
            what=new.content.what,
            due_on=new.content.due_on,
            made_at=now,
            **actions.owner_columns(new.content.owner),
        )
    return bool(new_actions)


def _write_attendance(gathering, held):
    """What the person changed of what they saw, and nothing else."""
    members, guests = expected_there(gathering)
    known = {member.partner_id for member in members} | {one.pk for one in guests}
    if strangers := (held.came | held.seen) - known:
        names = ", ".join(Partner.objects.filter(pk__in=strangers).values_list("name", flat=True)) or "?"
        raise Refused(_("%(names)s v síti není. Přidejte ji jako hosta, nebo mezi členy.") % {"names": names})
    there = set(Attendance.objects.filter(gathering=gathering).values_list("partner", flat=True))
    added, removed = (held.came - held.seen) - there, (held.seen - held.came) & there
    guest = held.guest if held.guest and held.guest not in there | known else None
    for pk in sorted(added):
        Attendance.objects.create(gathering=gathering, partner_id=pk)
    if guest:
        Attendance.objects.create(gathering=gathering, partner_id=guest, is_guest=True)
    Attendance.objects.filter(gathering=gathering, partner__in=removed).delete()
    return bool(added or removed or guest)


def _write_parts(gathering, held, *, by, now):
    """The heading, topics and actions; raises EditConflict with all overtaken places at once."""
    items = {item.pk: item for item in gathering.agenda.select_related("topic")}
    there = {one.pk: one for one in actions.of_series(gathering.series).select_for_update(of=("self",))}
    places = {"heading": (held.heading, HeadingContent.of(gathering))}
    for pk, part in held.items.items():
        if pk not in items:
            raise Refused(_("Téma mezitím někdo z programu vyřadil. Načtěte stránku znovu."))
        places[f"item-{pk}"] = part, ItemContent.of(items[pk])
    for pk, part in held.actions.items():
        if pk in there:
            places[f"action-{pk}"] = part, ActionContent.of(there[pk])
    wanted = {
        name: (part, now_is)
        for name, (part, now_is) in places.items()
        if fingerprint(part.content) not in {part.expected, fingerprint(now_is)}
    }
    overtaken = {name: now_is for name, (part, now_is) in wanted.items() if fingerprint(now_is) != part.expected}
    if overtaken:
        raise EditConflict(overtaken, OVERTAKEN)
    for name, (part, _now_is) in wanted.items():
        kind, _dash, pk = name.partition("-")
        if kind == "heading":
            facts = {"note": part.content.note, "guests": part.content.guests}
            Gathering.objects.filter(pk=gathering.pk).update(**facts)
        elif kind == "item":
            facts = {"conclusion": part.content.conclusion, "is_settled": part.content.is_settled}
            AgendaItem.objects.filter(pk=int(pk)).update(**facts)
        else:
            actions.change(there[int(pk)], part.content, by=by, now=now)
    return bool(wanted)


def _settle_topics(gathering):
    """A topic that this meeting settled is out of the backlog; one that it did not after all is back in it."""
    settled = gathering.agenda.filter(is_settled=True).values("topic")
    gathering.series.topics.filter(pk__in=settled, settled_on=None).update(settled_on=gathering.on)
    back = gathering.agenda.filter(is_settled=False).values("topic")
    gathering.series.topics.filter(pk__in=back, settled_on=gathering.on).update(settled_on=None)
