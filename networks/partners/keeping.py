"""Partners and what they are for others: written, archived and brought back; never deleted, history names them."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from centres.events import changes, record_event
from goals.sent_forms import made_before, remember
from goals.workflow import EditConflict, Refused
from networks.access import require_leading
from networks.models import Mark, Member, Partner
from networks.partners.names import Identity, like
from networks.public.releasing import leave_out

FACTS = ("name", "kind", "region", "towns", "ico", "website", "experience", "may_be_named", "note")
MARK_FACTS = ("kind", "what_for", "reach", "languages", "hours")
CHANGED = _("Mezitím to změnil někdo jiný. Tady je, co platí teď; porovnejte to a uložte znovu.")


def lock_partner(partner, *, by, now):
    """The partner as it is now, held, and the role by which the person writes there."""
    current = Partner.objects.select_for_update(no_key=True, of=("self",)).select_related("region").get(pk=partner.pk)
    return current, require_leading(by, current.region, on=timezone.localdate(now))


def identity_of(partner):
    return Identity.of(partner.name, partner.towns, partner.ico, partner.kind)


def known(region):
    """Identities of the current partners of the region and of the whole country, with their keys."""
    partners = Partner.objects.current().visible_to([region] if region else [])
    return [(one.pk, identity_of(one)) for one in partners.order_by("folded_text", "pk")]


def duplicates_of(partner):
    """Those that seem to be the same organisation."""
    found = [pk for pk in like(identity_of(partner), known(partner.region)) if pk != partner.pk]
    return list(Partner.objects.filter(pk__in=found).select_related("region"))


@transaction.atomic
def save_partner(partner, facts, *, by, key=None, now=None):
    """Found the partner or change it; `partner` carries the version that was seen."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    if partner.pk is None:
        role = require_leading(by, facts["region"], on=today)
        if made := made_before(key, by, "partner"):
            return Partner.objects.get(pk=made[0])
        new = Partner(**facts)
        new.save(force_insert=True)
        remember(key, by, "partner", [new], at=now)
        record_event(new, "create", by=by, role=role, at=now, version=1)
        return new
    current, role = lock_partner(partner, by=by, now=now)
    require_leading(by, facts["region"], on=today)
    before = Partner.objects.select_related("region").get(pk=current.pk)
    for name, value in facts.items():
        setattr(current, name, value)
    said = changes(before, current, FACTS)
    if not said:
        return before
    if before.version != partner.version:
        raise EditConflict(before, CHANGED)
    if before.archived_at:
        raise Refused(_("Partner je v archivu. Nejdřív ho vezměte zpět."))
    current.version += 1
    current.save()
    record_event(current, "change", by=by, role=role, at=now, version=current.version, content=said)
    if before.may_be_named and not current.may_be_named:
        leave_out(current, by=by, role=role, now=now)
    return current


@transaction.atomic
def archive(partner, *, by, now=None):
    """It is offered nowhere any more and sits in no network; what was stays."""
    now = now or timezone.now()
    current, role = lock_partner(partner, by=by, now=now)
    if current.archived_at:
        return current
    today = timezone.localdate(now)
    for seat in Member.objects.on(today).filter(partner=current, valid_until=None).select_related("series__centre"):
        Member.objects.filter(pk=seat.pk).update(valid_until=max(today, seat.valid_from))
        record_event(seat.series, "end_member", by=by, role=role, at=now, comment=current.name)
    return _move(current, "archive", {"archived_at": now}, by=by, role=role, now=now)


@transaction.atomic
def restore(partner, *, by, now=None):
    now = now or timezone.now()
    current, role = lock_partner(partner, by=by, now=now)
    if current.merged_into_id:
        raise Refused(_("Partner je sloučený s jiným. Vezměte zpět sloučení."))
    if not current.archived_at:
        return current
    return _move(current, "restore", {"archived_at": None}, by=by, role=role, now=now)


def _move(current, name, facts, *, by, role, now):
    Partner.objects.filter(pk=current.pk).update(version=F("version") + 1, **facts)
    record_event(current, name, by=by, role=role, at=now, version=current.version + 1)
    return Partner.objects.get(pk=current.pk)


@transaction.atomic
def save_mark(mark, *, by, now=None):
    """Add a mark or change one: looked at today; `mark` carries the version that was seen."""
    now = now or timezone.now()
    partner, role = lock_partner(mark.partner, by=by, now=now)
    before = Mark.objects.filter(pk=mark.pk).first() if mark.pk else Mark(partner=partner, version=0)
    if before is None:
        raise EditConflict(None, _("Toto označení mezitím někdo zrušil."))
    said = changes(before, mark, MARK_FACTS)
    if mark.pk is None and partner.marks.filter(**{name: getattr(mark, name) for name in MARK_FACTS}).exists():
        return mark  # sent twice
    if mark.pk and before.version != mark.version:
        raise EditConflict(before, CHANGED)
    name = "change_mark" if mark.pk else "add_mark"
    mark.checked_on, mark.version = timezone.localdate(now), before.version + 1
    mark.save()
    record_event(mark, name, by=by, role=role, at=now, content=f"{mark}: {said}" if said else str(mark))
    return mark


@transaction.atomic
def remove_mark(mark, *, by, now=None):
    now = now or timezone.now()
    _partner, role = lock_partner(mark.partner, by=by, now=now)
    if Mark.objects.filter(pk=mark.pk).exists():
        record_event(mark, "remove_mark", by=by, role=role, at=now, content=str(mark))
        Mark.objects.filter(pk=mark.pk).delete()
