"""How a centre is reached and where it works: kept by its head, as of the day on which they last looked at it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.access import MissingRight, Right, rights_of
from centres.events import changes, record_event
from centres.models import Centre, ChangeKind, Contact, Place
from centres.network import write_changes
from centres.refusals import EditConflict, Refused

HOLDS_FOR = timedelta(days=183)
"""So long after it was looked at last a contact is to be looked at again: twice a year."""
CHANGED = _("Mezitím to změnil někdo jiný. Tady je, co platí teď; porovnejte to a uložte znovu.")


def keeping_right(rights, centre):
    """By which right the person keeps the contact of the centre, as its own or as who manages the network; or None."""
    return next((one for one in (Right.KEEP_CONTACT, Right.MANAGE_CENTRES) if rights.may(one, centre)), None)


def contact_of(centre):
    """The row of the centre; a new one where nobody has written any yet."""
    return Contact.objects.filter(centre=centre).first() or Contact(centre=centre, version=0)


def keep_contact(contact, facts, *, address, website, by, now=None):
    """Write the contact of the centre, or say that it still holds; `contact` is the row as it was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        centre, role = hold_to_keep(contact.centre, by=by, now=now)
        current, today = contact_of(centre), timezone.localdate(now)
        before = contact_of(centre)
        for name, value in facts.items():
            setattr(current, name, value)
        is_same = not changes(before, current, facts) and (centre.address, centre.website) == (address, website)
        if is_same and current.version and current.as_of == today:
            return current
        if current.version != contact.version:
            raise EditConflict(before, CHANGED)
        said = [changes(before, current, facts)]
        if website != centre.website:
            said.append(changes(centre, Centre(website=website), ["website"]))
            centre.website = website
        rows, words = write_changes(centre, ChangeKind.MOVE, today, {"address": address})
        said.append(words)
        if not rows:
            centre.save()  # public pages are made anew
        current.as_of, current.version = today, current.version + 1
        current.save()
        said = "; ".join(filter(None, said))
        name = "keep_contact" if said else "confirm_contact"
        record_event(centre, name, by=by, role=role, at=now, content=said)
        return current


def save_place(place, *, by, now=None):
    """Add a place, or change one; `place` carries the version that was seen."""
    now = now or timezone.now()
    with transaction.atomic():
        centre, role = hold_to_keep(place.centre, by=by, now=now)
        facts = ["kind", "name", "address", "rhythm"]
        before = _current(place) if place.pk else Place(centre=centre, version=0)
        said = changes(before, place, facts)
        is_new = not place.pk
        if is_new and centre.places.filter(**{name: getattr(place, name) for name in facts}).exists():
            raise Refused(_("Takové místo centrum už má."))
        place.as_of, place.version = timezone.localdate(now), before.version + 1
        place.save()
        centre.save()
        name = "add_place" if is_new else "change_place"
        record_event(centre, name, by=by, role=role, at=now, content=f"{place}: {said}" if said else str(place))
        return place


def remove_place(place, *, by, now=None):
    now = now or timezone.now()
    with transaction.atomic():
        centre, role = hold_to_keep(place.centre, by=by, now=now)
        if not Place.objects.filter(pk=place.pk).exists():  # done already
            return
        _current(place)
        record_event(centre, "remove_place", by=by, role=role, at=now, content=str(place))
        Place.objects.filter(pk=place.pk).delete()
        centre.save()


def hold_to_keep(centre, *, by, now):
    """Lock the open centre for whoever keeps what the public reads of it; gives it as it is, and the role."""
    centre = Centre.objects.select_for_update(no_key=True).get(pk=centre.pk)
    rights = rights_of(by, on=timezone.localdate(now))
    right = keeping_right(rights, centre)
    if right is None:
        raise MissingRight(Right.KEEP_CONTACT, centre)
    if centre.is_closed(timezone.localdate(now)):
        raise Refused(_("Centrum je zavřené; jeho kontakt už se nemění."))
    return centre, rights.role(right, centre)


def _current(place):
    current = Place.objects.filter(pk=place.pk).first()
    if current is None:
        raise EditConflict(None, _("Toto místo mezitím někdo zrušil."))
    if current.version != place.version:
        raise EditConflict(current, CHANGED)
    return current
