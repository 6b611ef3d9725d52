"""What a centre offers: of the catalogue of the network and in its own words, as of the day on which somebody last
looked at it; kept by whoever keeps its contact."""

from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from centres.contact import CHANGED, hold_to_keep
from centres.events import changes, record_event
from centres.models import Offer, Service, ServiceGroup, ServiceItem
from centres.refusals import EditConflict, Refused

REMOVED = _("Tuto službu mezitím někdo odebral. Když ji uložíte znovu, přidá se zpátky.")


def offer_of(centre):
    """The row of the centre; a new one where nobody has said anything yet."""
    return Offer.objects.filter(centre=centre).first() or Offer(centre=centre, version=0)


def services_of(centre):
    """In the order of the catalogue, additions of the centre after it in each group."""
    return sorted(centre.services.all(), key=_place)


def by_group(services):
    """Pairs of a group and its services."""
    return [(group, list(rows)) for group, rows in groupby(services, key=lambda service: service.group)]


def _place(service):
    groups, items = list(ServiceGroup), ServiceItem.values
    return groups.index(service.group), items.index(service.item) if service.item else len(items), service.pk or 0


def keep_offer(offer, items, *, by, now=None):
    """Write which services of the catalogue the centre offers, or say that all still holds, its own ones too; `offer`
    is the row as it was seen. What stays keeps its languages and times."""
    now = now or timezone.now()
    with transaction.atomic():
        centre, role = hold_to_keep(offer.centre, by=by, now=now)
        current, today = offer_of(centre), timezone.localdate(now)
        held = {service.item: service for service in services_of(centre) if service.item}
        added = [item for item in ServiceItem if item in items and item not in held]
        removed = [service for item, service in held.items() if item not in items]
        if not added and not removed and current.version and current.as_of == today:
            return current
        if current.version != offer.version:
            raise EditConflict(offer_of(centre), CHANGED)
        centre.services.filter(pk__in=[service.pk for service in removed]).delete()
        Service.objects.bulk_create(Service(centre=centre, item=item, as_of=today) for item in added)
        centre.services.update(as_of=today)
        current.as_of, current.version = today, current.version + 1
        current.save()
        centre.save()  # public pages are made anew
        lines = [
            _("%(group)s: %(names)s") % {"group": label, "names": ", ".join(str(name) for name in names)}
            for label, names in (
                (_("Přibylo"), [item.label for item in added]),
                (_("Ubylo"), removed),
            )
            if names
        ]
        name = "keep_offer" if lines else "confirm_offer"
        record_event(centre, name, by=by, role=role, at=now, content="; ".join(lines))
        return current


def save_service(service, *, by, now=None):
    """Say more about a service of the catalogue, which is offered from then on, or add and change one of the centre's
    own; `service` carries the version that was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        centre, role = hold_to_keep(service.centre, by=by, now=now)
        current, today = _current(service, centre), timezone.localdate(now)
        if current is None and service.version:
            raise EditConflict(None, REMOVED)
        if current and current.version != service.version:
            raise EditConflict(current, CHANGED)
        before = current or Service(centre=centre, version=0)
        said = _what_changed(before, service)
        if current and not said and current.as_of == today:
            return current
        twins = centre.services.filter(own_group=service.own_group, name=service.name)
        if current is None and not service.item and twins.exists():
            raise Refused(_("Takovou službu centrum už má."))
        service.pk, service.as_of, service.version = before.pk, today, before.version + 1
        service.save(force_insert=current is None)
        if not Offer.objects.filter(centre=centre).exists():
            Offer.objects.create(centre=centre, as_of=today)
        centre.save()
        name = "change_service" if current else "add_service"
        content = f"{capfirst(str(service))}: {said}" if said else capfirst(str(service))
        record_event(centre, name, by=by, role=role, at=now, content=content)
        return service


def remove_service(service, *, by, now=None):
    """Take away one of the centre's own; those of the catalogue go by `keep_offer`."""
    now = now or timezone.now()
    with transaction.atomic():
        centre, role = hold_to_keep(service.centre, by=by, now=now)
        current = _current(service, centre)
        if current is None:  # done already
            return
        if current.version != service.version:
            raise EditConflict(current, CHANGED)
        record_event(centre, "remove_service", by=by, role=role, at=now, content=str(current))
        current.delete()
        centre.save()


def _current(service, centre):
    known = {"item": service.item} if service.item else {"pk": service.pk}
    return Service.objects.filter(centre=centre, **known).first()


def _what_changed(before, after):
    """In words; languages by their names."""
    old, new = (", ".join(service.spoken) or "–" for service in (before, after))
    languages = "" if old == new else f"{capfirst(_('jazyky'))}: {old} → {new}"
    return "; ".join(
        filter(None, [changes(before, after, ["own_group", "name"]), languages, changes(before, after, ["times"])])
    )
