"""Series, who sits in them and what they talk about: written by who leads networks in the region."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.events import changes, record_event
from evaluations.progress import Fact, Period, slots
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused
from networks.access import require_leading
from networks.models import Attendance, Member, Series, Topic
from networks.partners.keeping import CHANGED
from networks.partners.merging import with_absorbed
from networks.states import GatheringState, PartnerKind
from networks.transitions import AHEAD
from networks.workflow import ENDED, lock_series

FACTS = ("kind", "name", "centre", "level", "place", "organiser", "aim", "joining", "times", "window")
TOPIC_FACTS = ("title", "note", "proposed_by")


@transaction.atomic
def save_series(series, facts, *, by, key=None, now=None):
    """Found the series or change it; `series` carries the version that was seen."""
    now = now or timezone.now()
    facts = {**facts, "region": facts["centre"].region}
    role = require_leading(by, facts["region"], on=timezone.localdate(now))
    if series.pk is None:
        if made := made_before(key, by, "series"):
            return Series.objects.get(pk=made[0])
        new = Series.objects.create(**facts)
        remember(key, by, "series", [new], at=now)
        record_event(new, "create", by=by, role=role, at=now, version=1)
        return new
    current, role = lock_series(series, by=by, now=now)
    before = Series.objects.select_related("centre", "organiser").get(pk=current.pk)
    for name, value in facts.items():
        setattr(current, name, value)
    said = changes(before, current, FACTS)
    if not said:
        return before
    if before.version != series.version:
        raise EditConflict(before, CHANGED)
    current.version += 1
    current.save()
    record_event(current, "change", by=by, role=role, at=now, version=current.version, content=said)
    return current


@transaction.atomic
def end_series(series, *, by, now=None):
    now = now or timezone.now()
    current, role = lock_series(series, by=by, now=now)
    if current.ended_at:
        return current
    if waiting := current.gatherings.filter(state__in=AHEAD, on__gte=timezone.localdate(now)).first():
        raise Refused(_("Nejdřív zrušte naplánované setkání: %(meeting)s.") % {"meeting": waiting})
    return _move(current, "end", now, by=by, role=role, now=now)


@transaction.atomic
def resume_series(series, *, by, now=None):
    now = now or timezone.now()
    current, role = lock_series(series, by=by, now=now)
    return _move(current, "resume", None, by=by, role=role, now=now) if current.ended_at else current


def _move(current, name, ended_at, *, by, role, now):
    Series.objects.filter(pk=current.pk).update(ended_at=ended_at, version=F("version") + 1)
    record_event(current, name, by=by, role=role, at=now, version=current.version + 1)
    return Series.objects.get(pk=current.pk)


# Members


@transaction.atomic
def add_members(series, partners, *, by, now=None):
    """Give each of the partners a seat from today on; who has one keeps it."""
    now = now or timezone.now()
    current, role = lock_series(series, by=by, now=now)
    if current.ended_at:
        raise Refused(ENDED)
    today, there = (
        timezone.localdate(now),
        set(current.members.filter(valid_until=None).values_list("partner", flat=True)),
    )
    for partner in partners:
        if partner.archived_at:
            raise Refused(_("%(name)s je v archivu.") % {"name": partner})
        if partner.pk not in there:
            nominated = list(partner.contacts.reachable(today)[:2])
            contact = nominated[0] if len(nominated) == 1 else None
            Member.objects.create(series=current, partner=partner, contact=contact, valid_from=today)
            record_event(current, "add_member", by=by, role=role, at=now, comment=partner.name)


@transaction.atomic
def change_member(member, *, seat, contact, by, now=None):
    """Say as what the organisation sends somebody and who was nominated."""
    now = now or timezone.now()
    series, role = lock_series(member.series, by=by, now=now)
    current = Member.objects.select_related("partner").get(pk=member.pk)
    if (current.seat, current.contact_id) == (seat, contact and contact.pk):
        return
    Member.objects.filter(pk=member.pk).update(seat=seat, contact=contact)
    record_event(series, "change_member", by=by, role=role, at=now, comment=current.partner.name)


@transaction.atomic
def end_member(member, *, by, now=None):
    now = now or timezone.now()
    series, role = lock_series(member.series, by=by, now=now)
    current, today = Member.objects.select_related("partner").get(pk=member.pk), timezone.localdate(now)
    if current.valid_until is None:
        Member.objects.filter(pk=member.pk).update(valid_until=max(today, current.valid_from))
        record_event(series, "end_member", by=by, role=role, at=now, comment=current.partner.name)


# Topics


@transaction.atomic
def save_topic(topic, facts, *, by, settled=False, key=None, now=None):
    """Add a topic to the backlog or change one; `topic` carries the version that was seen."""
    now = now or timezone.now()
    series, role = lock_series(topic.series, by=by, now=now)
    today = timezone.localdate(now)
    if topic.pk is None:
        if made := made_before(key, by, f"topic:{series.pk}"):
            return Topic.objects.get(pk=made[0])
        last = series.topics.aggregate(last=Max("position"))["last"] or 0
        new = Topic.objects.create(series=series, position=last + 1, opened_on=today, **facts)
        remember(key, by, f"topic:{series.pk}", [new], at=now)
        record_event(new, "add_topic", by=by, role=role, at=now, comment=new.title)
        return new
    before, current = (Topic.objects.select_related("series__centre", "proposed_by").get(pk=topic.pk) for _one in "ab")
    for name, value in facts.items():
        setattr(current, name, value)
    current.settled_on = (before.settled_on or today) if settled else None
    said = changes(before, current, (*TOPIC_FACTS, "settled_on"))
    if not said:
        return before
    if before.version != topic.version:
        raise EditConflict(before, CHANGED)
    current.version += 1
    current.save()
    record_event(current, "change_topic", by=by, role=role, at=now, comment=current.title, content=said)
    return current


# How it goes


def windows(series, year, *, today):
    """The windows of its rhythm in the year, counted as those of goals are; none without a rhythm."""
    if not series.times:
        return ()
    closed = [one.on for one in series.gatherings.all() if one.state == GatheringState.CLOSED]
    held = sorted(day for day in closed if day.year == year)
    period = Period(date(year, 1, 1), date(year, 12, 31))
    return slots(series.aimed_at, [Fact(day, Decimal(1)) for day in held], period=period, today=today)


@dataclass(frozen=True)
class AbsentKind:
    """A kind of actor of which nobody came to two meetings in a row."""

    kind: PartnerKind
    names: tuple[str, ...]

    def __str__(self):
        return str(self.kind.label)


def absent_kinds(series, *, before=None):
    """Kinds of members of which none came to the last two closed meetings, before a day where it is said."""
    held = series.gatherings.closed()
    held = list((held.filter(on__lt=before) if before else held).order_by("-on")[:2])
    if len(held) < 2:
        return []
    found = []
    for gathering in held:
        came = set(Attendance.objects.filter(gathering=gathering).values_list("partner", flat=True))
        kinds = {}
        for member in Member.objects.on(gathering.on).filter(series=series).select_related("partner"):
            is_here = not came.isdisjoint(with_absorbed(member.partner))
            here, names = kinds.get(member.partner.kind, (False, ()))
            kinds[member.partner.kind] = (here or is_here, (*names, member.partner.name))
        found.append({kind: names for kind, (here, names) in kinds.items() if not here})
    return [AbsentKind(PartnerKind(kind), names) for kind, names in sorted(found[0].items()) if kind in found[1]]
