"""Who left, and long enough ago, is reduced to a role: what was done stays, and nobody can read any more who it was.

Frozen documents are left as they are. The guard of the audit trail admits just this (`centres.triggers`).
"""

from datetime import timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.access import Right, rights_of
from centres.events import record_event
from centres.models import REDUCED, Event, Invitation, Role, Subject, User
from centres.people import day_in_words, end_sessions, roles_in_words
from centres.refusals import Refused

FORGOTTEN = ["authenticator_set", "sent_forms", "sign_ins"]
"""Rows that are about the person and nothing else, by the name of the relation; the apps above add theirs."""


def reduced_from(person):
    """The day from which the person may be reduced to a role; None as long as a role of theirs has no end."""
    ends = list(person.memberships.values_list("valid_until", flat=True)) or [timezone.localdate(person.date_joined)]
    return max(ends) + timedelta(days=settings.PERSON_RETENTION_DAYS + 1) if all(ends) else None


def people_to_reduce(today):
    people = User.objects.filter(reduced_at=None)
    return [person for person in people if (day := reduced_from(person)) and day <= today]


@transaction.atomic
def reduce_person(person, *, by, now):
    """Name and address give way to the last role, everywhere but in frozen documents. `by=None` is the system."""
    today = timezone.localdate(now)
    held = User.objects.select_for_update().filter(pk__in=[person.pk, *([by.pk] if by else [])]).order_by("pk")
    person = next(each for each in held if each.pk == person.pk)
    role = rights_of(by, on=today).require(Right.ADMINISTER) if by else ""
    if person.reduced_at:
        return person
    day = reduced_from(person)
    if day is None:
        raise Refused(_("Některá role nemá konec. Nejdřív ji ukončete."))
    if day > today:
        raise Refused(_("Na roli jde údaje převést nejdřív %(day)s.") % {"day": day_in_words(day)})
    address, words = person.email, _in_words(person)
    end_sessions(person)
    for relation in FORGOTTEN:
        getattr(person, relation).all().delete()
    person.first_name, person.last_name = "", words[:150]
    person.email = f"osoba-{person.pk}{REDUCED}"
    person.is_active, person.last_login, person.reduced_at = False, None, now
    person.set_unusable_password()
    person.save()
    invitations = Invitation.objects.filter(email=address) | Invitation.objects.filter(person=person)
    invited = list(invitations.values_list("pk", flat=True))
    Invitation.objects.filter(pk__in=invited).update(email=person.email, first_name="", last_name=person.last_name)
    about = Event.objects.about(Subject.PERSON, [person.pk])
    about.filter(name="change").update(subject=words, content="")  # it held what was changed into what
    about.update(subject=words)
    Event.objects.about(Subject.INVITATION, invited).update(subject=words)
    for code in Role.values:
        Event.objects.filter(by=person, role=code).update(by_name=Role(code).label, by_email="")
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=kind, object_id=str(person.pk)).delete()
    record_event(person, "reduce", by=by, role=role, at=now)
    return person


def _in_words(person):
    last = person.memberships.select_related("centre").order_by("-valid_until", "-pk").first()
    if last is None:
        return _("člověk bez role")
    last.valid_until = None
    return _("%(role)s, dříve") % {"role": roles_in_words([last])}
