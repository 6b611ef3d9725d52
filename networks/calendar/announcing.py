"""What is to happen and who has said so to the public: a meeting's day, a course, an event. Each change is one more row
of the same key; once a day is announced, it follows the meeting by itself."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.access import rights_of
from centres.events import changes, record_event
from goals.reading import find_personal_data
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused
from networks.access import require_releasing
from networks.calendar.files import key_of
from networks.models import Announcement
from networks.states import GatheringState, HappeningKind, HappeningStanding
from networks.transitions import AHEAD
from networks.workflow import MOVED_ON, lock_gathering

FACTS = ("kind", "centre", "title", "on", "starts", "ends", "weeks", "place", "about", "link")
OF_GATHERING = ("title", "on", "starts", "ends", "place")
CHANGED = gettext_lazy("Akci mezitím změnil někdo jiný. Porovnejte to s tím, co jste psali, a uložte znovu.")


def last_of(key):
    return Announcement.objects.filter(key=key).order_by("sequence").select_related("centre__region").last()


def announced(gathering):
    """What the public knows of the meeting's day, or None."""
    last = last_of(key_of(gathering))
    return last if last and last.standing != HappeningStanding.HIDDEN else None


@transaction.atomic
def announce_gathering(gathering, *, by, now=None):
    """Let the public know when and where the meeting is."""
    now = now or timezone.now()
    current = lock_gathering(gathering.pk)
    role = require_releasing(rights_of(by, on=timezone.localdate(now)), current.series.region)
    if current.state not in AHEAD or current.on < timezone.localdate(now):
        raise Refused(_("Zveřejnit jde jen den, který teprve bude."))
    if there := announced(current):
        return there
    for text in (current.series.name, current.place):
        for found in find_personal_data(text)[:1]:
            raise Refused(found.message)
    new = _next_of_gathering(current, HappeningStanding.ON, now)
    record_event(new, "announce", by=by, role=role, at=now)
    return new


@transaction.atomic
def hide_gathering(gathering, *, by, now=None):
    now = now or timezone.now()
    current = lock_gathering(gathering.pk)
    role = require_releasing(rights_of(by, on=timezone.localdate(now)), current.series.region)
    if last := announced(current):
        last = _next_of_gathering(current, HappeningStanding.HIDDEN, now)
        record_event(last, "hide_announced", by=by, role=role, at=now)
    return last


def follow(gathering, *, now):
    """For verbs that hold the meeting and have changed it: what was announced of it says the same."""
    last = announced(gathering)
    standing = HappeningStanding.CANCELLED if gathering.state == GatheringState.CANCELLED else HappeningStanding.ON
    said = {name: getattr(last, name) for name in ("standing", *OF_GATHERING)} if last else {}
    if last and said != {"standing": standing} | _told(gathering):
        _next_of_gathering(gathering, standing, now)


def _told(gathering):
    return {"title": gathering.series.name} | {name: getattr(gathering, name) for name in OF_GATHERING[1:]}


def _next_of_gathering(gathering, standing, now):
    series, last = gathering.series, last_of(key_of(gathering))
    return Announcement.objects.create(
        key=key_of(gathering),
        sequence=last.sequence + 1 if last else 0,
        kind=HappeningKind.MEETING,
        gathering=gathering,
        centre=series.centre,
        region=series.region,
        standing=standing,
        made_at=now,
        **_told(gathering),
    )


# Courses and events


@transaction.atomic
def announce(facts, *, by, key=None, now=None):
    """Announce a course or an event of a centre."""
    now = now or timezone.now()
    role = _role(facts["centre"], by, now)
    if made := made_before(key, by, "announcement"):
        return Announcement.objects.get(pk=made[0])
    _check(facts, now)
    region = facts["centre"].region
    new = Announcement.objects.create(key=f"akce-{uuid4().hex}", region=region, made_at=now, **facts)
    remember(key, by, "announcement", [new], at=now)
    record_event(new, "announce", by=by, role=role, at=now)
    return new


@transaction.atomic
def change(announcement, facts, *, by, now=None):
    """Change what was announced; `announcement` is the row that was seen."""
    now = now or timezone.now()
    last, role = _held(announcement, by=by, now=now)
    _role(facts["centre"], by, now)
    new = Announcement(key=last.key, sequence=last.sequence + 1, region=facts["centre"].region, made_at=now, **facts)
    said = changes(last, new, FACTS)
    if not said and last.standing == HappeningStanding.ON:
        return last
    if last.pk != announcement.pk:
        raise EditConflict(last, CHANGED)
    _check(facts, now)
    new.save(force_insert=True)
    record_event(new, "change_announced", by=by, role=role, at=now, content=said)
    return new


@transaction.atomic
def call_off(announcement, *, by, now=None):
    """It does not take place; calendars show that for a time."""
    return _end(announcement, HappeningStanding.CANCELLED, "call_off", by=by, now=now or timezone.now())


@transaction.atomic
def hide_event(announcement, *, by, now=None):
    """It should not have been on the web."""
    return _end(announcement, HappeningStanding.HIDDEN, "hide_announced", by=by, now=now or timezone.now())


def _end(announcement, standing, event, *, by, now):
    last, role = _held(announcement, by=by, now=now)
    if last.standing == standing:
        return last
    if last.pk != announcement.pk:
        raise Refused(MOVED_ON)
    facts = {name: getattr(last, name) for name in (*FACTS, "key", "region")}
    new = Announcement.objects.create(**facts, sequence=last.sequence + 1, standing=standing, made_at=now)
    record_event(new, event, by=by, role=role, at=now)
    return new


def _held(announcement, *, by, now):
    """The last row of the key, while its first is held, and the role by which the person lets things out there."""
    Announcement.objects.select_for_update(no_key=True).get(key=announcement.key, sequence=0)
    last = last_of(announcement.key)
    if last.gathering_id:
        raise Refused(_("Den setkání se mění a ruší u setkání sítě."))
    return last, _role(last.centre, by, now)


def _role(centre, by, now):
    return require_releasing(rights_of(by, on=timezone.localdate(now)), centre.region)


def _check(facts, now):
    if facts["on"] < timezone.localdate(now):
        raise Refused(_("Ten den už minul. Zveřejňuje se, co teprve bude."))
