"""The one door for every change of state of a network's meeting: lock, check again, change, write the event.

Whoever holds several rows takes them in one order: the series, its meetings by their ids.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.events import record_event
from goals.workflow import EditConflict, Refused, is_repeated
from networks.access import require_leading
from networks.models import Gathering, Member, Series
from networks.states import GatheringState
from networks.transitions import BY_NAME

MOVED_ON = _("Mezitím se tu něco změnilo. Načtěte stránku znovu a rozhodněte podle toho, co je na ní teď.")
NO_MEMBERS = _("Síť nemá žádného člena. Nejdřív do ní přidejte organizace.")
ENDED = _("Síť je ukončená. Nejdřív ji obnovte.")


def lock_series(series, *, by, now):
    """The series as it is now, held, and the role by which the person leads it."""
    held = Series.objects.select_for_update(no_key=True, of=("self",)).select_related("region", "centre", "organiser")
    current = held.get(pk=series.pk)
    return current, require_leading(by, current.region, on=timezone.localdate(now))


def lock_gathering(pk):
    held = Gathering.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("series__region", "series__centre", "series__organiser").get(pk=pk)


def move(gathering, name, *, by, comment="", now=None):
    """Make one change of state, of the version that was seen. Returns the meeting as it then is, and whether this
    request did it or one before it."""
    now = now or timezone.now()
    transition = BY_NAME[name]
    with transaction.atomic():
        current = lock_gathering(gathering.pk)
        role = require_leading(by, current.series.region, on=timezone.localdate(now))
        if is_repeated(current, gathering.version, name, by=by, comment=comment):
            return current, False
        if current.version != gathering.version:
            raise EditConflict(None, MOVED_ON)
        if current.state not in transition.sources:
            raise Refused(_("Setkání je „%(state)s“, a proto to nejde.") % {"state": current.get_state_display()})
        if transition.needs_comment and not comment.strip():
            raise Refused(_("Napište důvod."))
        for problem in problems(current, name, today=timezone.localdate(now)):
            raise Refused(problem)
        facts = {"closed_at": now if name == "close" else None}
        if name in {"invite", "cancel"}:
            facts |= {"changed_since_invited": False}
        if name == "cancel":
            facts |= {"sequence": F("sequence") + 1}
        Gathering.objects.filter(pk=current.pk).update(state=transition.target, version=F("version") + 1, **facts)
        moved = {"source": current.state, "target": transition.target, "version": current.version + 1}
        record_event(current, name, by=by, role=role, at=now, comment=comment, **moved)
        return lock_gathering(current.pk), True


def problems(gathering, name, *, today):
    """What stands in the way, besides the state, in words for the person."""
    series = gathering.series
    has_members = Member.objects.on(gathering.on).filter(series=series).exists()
    if name in {"invite", "close"} and series.ended_at and gathering.state != GatheringState.REOPENED:
        yield ENDED
    if name == "invite" and not series.is_ours:
        yield _("Na toto setkání zve %(organiser)s.") % {"organiser": series.organiser}
    if name in {"invite", "close"} and series.is_ours and not has_members:
        yield NO_MEMBERS
    if name == "invite" and gathering.on < today:
        yield _("Den setkání už minul. Změňte ho, nebo setkání uzavřete se zápisem.")
    if name == "close" and gathering.on > today:
        yield _("Setkání teprve bude. Uzavřít ho půjde, až proběhne.")
    if name == "close" and series.is_ours and not gathering.attendance.exists():
        yield _("Zaškrtněte, kdo přišel. Když nepřišel nikdo, setkání zrušte.")
