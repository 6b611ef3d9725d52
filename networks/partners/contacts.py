"""People at partners, as work contacts: from a day to a day, for one purpose, and forgotten a time after they left.

Events never name them: the audit trail stays for good, and they do not.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from centres.events import record_event
from goals.workflow import EditConflict, Refused
from networks.models import Invitee, WorkContact
from networks.partners.keeping import CHANGED, lock_partner

RETAINED = timedelta(days=365)
"""So long after the last day of a contact its name and addresses are kept: whom it told of what can still be asked."""
INSTEAD_RETAINED = timedelta(days=30)
PURPOSE = _(
    "Jen pracovní údaje, a jen ke svolávání setkání, rozesílání zápisů a domluvě o integraci cizinců v kraji. "
    "Veřejnost je nevidí. Rok po tom, co kontakt skončí, se jméno, e-mail a telefon samy smažou."
)
FACTS = ("name", "position", "email", "phone", "valid_from", "valid_until")


@transaction.atomic
def save_contact(contact, *, by, now=None):
    """Add a contact or change one; `contact` carries the version that was seen."""
    now = now or timezone.now()
    partner, role = lock_partner(contact.partner, by=by, now=now)
    facts = {name: getattr(contact, name) for name in FACTS}
    if contact.pk is None:
        if same := partner.contacts.filter(**facts).first():  # sent twice
            return same
        contact.version = 1
        contact.save(force_insert=True)
        record_event(contact, "add_contact", by=by, role=role, at=now, content=contact.position)
        return contact
    current = WorkContact.objects.select_for_update(no_key=True).get(pk=contact.pk)
    if current.forgotten_at:
        raise Refused(_("Údaje tohoto kontaktu už jsou smazané. Přidejte nový."))
    changed = [name for name in FACTS if getattr(current, name) != facts[name]]
    if not changed:
        return current
    if current.version != contact.version:
        raise EditConflict(current, CHANGED)
    WorkContact.objects.filter(pk=current.pk).update(version=F("version") + 1, **facts)
    labels = ", ".join(capfirst(str(WorkContact._meta.get_field(name).verbose_name)) for name in changed)
    record_event(current, "change_contact", by=by, role=role, at=now, content=labels)
    return WorkContact.objects.get(pk=current.pk)


@transaction.atomic
def end_contact(contact, *, by, now=None):
    """They left: today is their last day, and no network waits for them any more."""
    now = now or timezone.now()
    _partner, role = lock_partner(contact.partner, by=by, now=now)
    current, today = WorkContact.objects.get(pk=contact.pk), timezone.localdate(now)
    if current.valid_until and current.valid_until <= today:
        return
    WorkContact.objects.filter(pk=current.pk).update(
        valid_until=max(today, current.valid_from), version=F("version") + 1
    )
    current.seats.update(contact=None)
    record_event(current, "end_contact", by=by, role=role, at=now, content=current.position)


@transaction.atomic
def forget(now):
    """Delete the names and addresses of those who left long ago, and who came to meetings instead of somebody."""
    today = timezone.localdate(now)
    gone = WorkContact.objects.filter(forgotten_at=None, valid_until__lt=today - RETAINED)
    for contact in gone.select_related("partner__region").order_by("pk"):
        WorkContact.objects.filter(pk=contact.pk).update(
            name="", email="", phone="", forgotten_at=now, version=F("version") + 1
        )
        record_event(contact, "forget_contact", by=None, role="", at=now)
    Invitee.objects.filter(gathering__on__lt=today - INSTEAD_RETAINED).exclude(instead="").update(instead="")
