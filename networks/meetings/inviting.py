"""Invitations: a mail of their own for each person, with a calendar invitation and a link that answers without an
account; a change goes out as an update, the end of the matter as a cancellation."""

import secrets
from dataclasses import dataclass

from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from centres.addresses import full_address
from evaluations.records import records
from goals.formatting import format_date
from goals.workflow import Refused
from networks.calendar import announcing
from networks.calendar import files as calendars
from networks.models import Invitee, Member
from networks.workflow import move

SIGNER = signing.Signer(salt="networks.invitation", sep=".")


@dataclass(frozen=True)
class Invited:
    """Who would get the invitation, and whom it cannot reach."""

    contacts: list  # work contacts, each with its partner
    unreachable: list  # partners without an address


def recipients(gathering, *, today):
    """Contacts of those who are members on the day of the meeting."""
    members = Member.objects.on(max(gathering.on, today)).filter(series=gathering.series)
    return contacts_of(members, today=today)


def contacts_of(members, *, today):
    """The nominated contact of each member; where none is, or they have gone, all contacts of the organisation."""
    contacts, unreachable = [], []
    for member in members.select_related("partner", "contact").prefetch_related("partner__contacts"):
        if member.partner.archived_at:
            continue
        there = [
            one
            for one in member.partner.contacts.all()
            if one.email and one.valid_from <= today and (one.valid_until is None or one.valid_until >= today)
        ]
        nominated = [one for one in there if one.pk == member.contact_id]
        for contact in nominated or there:
            contact.partner = member.partner
            contacts.append(contact)
        if not there:
            unreachable.append(member.partner)
    return Invited(contacts, unreachable)


@transaction.atomic
def invite(gathering, *, by, now=None):
    """Send the invitations, or those that changed since; whoever was told of this very day and place is not told again.
    Returns the meeting and how many mails there were."""
    now = now or timezone.now()
    gathering, is_done = move(gathering, "invite", by=by, now=now)
    if not is_done:
        return gathering, 0
    found = recipients(gathering, today=timezone.localdate(now))
    if not found.contacts:
        raise Refused(_("Žádný člen nemá kontakt s e-mailem. Doplňte ho u partnerů, jinak není komu pozvánku poslat."))
    told = dict(gathering.invitees.values_list("contact", "sequence"))
    count = 0
    for contact in found.contacts:
        if told.get(contact.pk) == gathering.sequence:
            continue
        facts = {"sent_at": now, "sequence": gathering.sequence}
        if contact.pk in told:
            gathering.invitees.filter(contact=contact).update(**facts)
            invitee = gathering.invitees.get(contact=contact)
        else:
            key = secrets.token_urlsafe(16)
            invitee = Invitee.objects.create(
                gathering=gathering, partner=contact.partner, contact=contact, key=key, **facts
            )
        _send(gathering, invitee, contact, calendars.REQUEST, is_update=contact.pk in told, now=now)
        count += 1
    return gathering, count


@transaction.atomic
def cancel(gathering, *, comment, by, now=None):
    """Call the meeting off and tell everybody who was invited, and why."""
    now = now or timezone.now()
    was_held = gathering.record_id is not None
    gathering, is_done = move(gathering, "cancel", by=by, comment=comment, now=now)
    announcing.follow(gathering, now=now)
    if is_done and was_held:
        records.remove(gathering.record, by=by, now=now)
    elif is_done:
        invitees = gathering.invitees.exclude(contact=None).exclude(contact__email="")
        for invitee in invitees.select_related("contact", "partner"):
            _send(gathering, invitee, invitee.contact, calendars.CANCEL, comment=comment, now=now)
        gathering.invitees.update(sequence=F("sequence") + 1)
    return gathering


def token_of(invitee):
    return SIGNER.sign(invitee.key)


def find(token):
    """The invitee behind a link, whatever has become of the meeting, or None."""
    try:
        key = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    found = Invitee.objects.select_related("partner", "gathering__series__centre", "gathering__series__region")
    return found.filter(key=key).first()


def _send(gathering, invitee, contact, method, *, now, is_update=False, comment=""):
    link = full_address(reverse("reply", args=[token_of(invitee)])) if method == calendars.REQUEST else ""
    context = {
        "gathering": gathering,
        "series": gathering.series,
        "partner": invitee.partner,
        "topics": [item.topic for item in gathering.agenda.select_related("topic")],
        "when": gathering.when,
        "link": link,
        "is_update": is_update,
        "is_cancelled": method == calendars.CANCEL,
        "comment": comment,
    }
    names = {"series": gathering.series, "day": format_date(gathering.on)}
    subject = _("Pozvánka: %(series)s, %(day)s")
    if method == calendars.CANCEL:
        subject = _("Zrušeno: %(series)s, %(day)s")
    elif is_update:
        subject = _("Změna: %(series)s, %(day)s")
    mail = EmailMultiAlternatives(
        " ".join((subject % names).split()),
        render_to_string("networks/email/invitation.txt", context),
        to=[contact.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
    ics = calendars.invitation(
        gathering,
        method=method,
        sequence=gathering.sequence,
        address=contact.email,
        name=str(invitee.partner),
        link=link,
        now=now,
    )
    mail.attach_alternative(ics, f"text/calendar; method={method}")
    mail.send()
