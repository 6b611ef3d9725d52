"""Two rows that are one organisation: what lives on of one goes to the other, what had happened stays where it was.

The row that was merged says what moved, so that a mistake can be taken back.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.events import record_event
from goals.workflow import EditConflict, Refused
from networks.access import require_leading
from networks.models import Partner
from networks.partners.keeping import CHANGED

MOVING = ("contacts", "marks", "seats", "actions")
"""What goes on under the other; attendance and invitations are history."""

FILLING = ("ico", "website", "towns")
"""What the other takes where it says nothing itself."""


def final(partner):
    """Who goes on in its place today."""
    while partner.merged_into_id:
        partner = partner.merged_into
    return partner


def with_absorbed(partner):
    """Ids of the partner and of all that were merged into it, one after another."""
    ids, found = set(), {partner.pk}
    while found:
        ids |= found
        found = set(Partner.objects.filter(merged_into__in=found).values_list("pk", flat=True)) - ids
    return ids


def _lock_both(one, other, *, by, now):
    rows = Partner.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in={one.pk, other.pk})
    held = {row.pk: row for row in rows.select_related("region").order_by("pk")}
    today = timezone.localdate(now)
    roles = [require_leading(by, row.region, on=today) for row in held.values()]
    return held[one.pk], held[other.pk], roles[0]


@transaction.atomic
def merge(partner, into, *, by, now=None):
    """Merge the partner into the other; `partner` carries the version that was seen."""
    now = now or timezone.now()
    if partner.pk == into.pk:
        raise Refused(_("Sám se sebou se partner sloučit nedá. Vyberte jiného."))
    current, other, role = _lock_both(partner, into, by=by, now=now)
    if current.merged_into_id == other.pk:
        return other
    if other.merged_into_id:
        names = {"other": other, "final": final(other)}
        raise Refused(
            _("%(other)s už je sloučený s partnerem %(final)s. Do kruhu ani do archivu se neslučuje.") % names
        )
    if current.merged_into_id or other.archived_at:
        raise Refused(_("Jeden z nich je v archivu. Sloučit jde jen partnery, kteří platí."))
    if current.version != partner.version:
        raise EditConflict(Partner.objects.get(pk=current.pk), CHANGED)
    moved = {}
    theirs = set(other.seats.filter(valid_until=None).values_list("series", flat=True))
    both = current.seats.filter(valid_until=None, series__in=theirs)
    moved["ended"] = list(both.values_list("pk", flat=True))
    both.update(valid_until=timezone.localdate(now))
    living = {
        "contacts": current.contacts.all(),
        "marks": current.marks.all(),
        "seats": current.seats.filter(valid_until=None),
        "actions": current.actions.filter(state="open"),
    }
    for name in MOVING:
        moved[name] = list(living[name].order_by("pk").values_list("pk", flat=True))
        living[name].update(partner=other)
    moved["filled"] = [name for name in FILLING if getattr(current, name) and not getattr(other, name)]
    for name in moved["filled"]:
        setattr(other, name, getattr(current, name))
    other.version += 1
    other.save()
    current.archived_at, current.merged_into, current.moved = now, other, moved
    current.version += 1
    current.save()
    record_event(current, "merge", by=by, role=role, at=now, version=current.version, comment=other.name)
    record_event(other, "absorb", by=by, role=role, at=now, version=other.version, comment=current.name)
    return other


@transaction.atomic
def split(partner, *, by, now=None):
    """Take the merging back: what moved and is still there goes home. What was written since stays with the other."""
    now = now or timezone.now()
    if partner.merged_into_id is None:
        return partner
    current, other, role = _lock_both(partner, partner.merged_into, by=by, now=now)
    if current.merged_into_id is None:
        return current
    if other.merged_into_id:
        raise Refused(_("%(other)s je sám sloučený s jiným. Nejdřív vezměte zpět to sloučení.") % {"other": other})
    for name in MOVING:
        getattr(other, name).filter(pk__in=current.moved.get(name, ())).update(partner=current)
    current.seats.filter(pk__in=current.moved.get("ended", ())).update(valid_until=None)
    for name in current.moved.get("filled", ()):
        if getattr(other, name) == getattr(current, name):
            setattr(other, name, "")
    other.version += 1
    other.save()
    current.archived_at, current.merged_into, current.moved = None, None, {}
    current.version += 1
    current.save()
    record_event(current, "split", by=by, role=role, at=now, version=current.version, comment=other.name)
    return current
