"""How people come in: somebody with the right invites them by mail, and the link in it makes one account, once."""

import hashlib
import secrets
from datetime import date, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centres.access import Right, holders, rights_of
from centres.events import record_event
from centres.models import Invitation, Membership, Role, User
from centres.people import roles_in_words
from centres.refusals import Refused
from centres.roles import give, giving_right, place_problems, require_giving, tell_of_role

WAITING = gettext_lazy("Na tuto adresu už pozvánka odešla. V seznamu ji můžete poslat znovu nebo zrušit.")


class InvitationRefused(Refused):
    """It cannot be done now; the message tells the person why."""


def may_invite(user, role, centre, *, on):
    return giving_right(rights_of(user, on=on), role, centre) is not None


def account_of(email):
    """The sentence that says that the address has an account already, or None."""
    person = User.objects.filter(email=email).first()
    if person is None:
        return None
    if person.is_active:
        return _("Tato adresa už účet má. Další roli mu dá správce na stránce Lidé.")
    return _("Tato adresa už účet má, jen je vypnutý. Zapnout ho může správce.")


def in_sight(rights):
    """Invitations that nobody has taken up and that the person looks after."""
    waiting = Invitation.objects.waiting().select_related("centre", "invited_by").order_by("-created_at")
    return waiting if rights.may(Right.INVITE) else waiting.filter(centre__in=rights.led_centres())


def has_waiting(email):
    return Invitation.objects.waiting().filter(email=email).exists()


@transaction.atomic
def invite(invitation, *, by, now, link):
    """Keep the new invitation and send it; `link` makes the address of the page from the secret. Whoever has an account
    gets the role at once, and a mail that says so; then the role is what is returned."""
    role = require_giving(by, invitation.role, invitation.centre, now)
    person = User.objects.filter(email=invitation.email).first()
    if person:
        return give(role_of(invitation, person, now), by=by, now=now)
    _check_place(invitation, now)
    invitation.invited_by, invitation.created_at = by, now
    try:
        with transaction.atomic():
            _send(invitation, now, link)
    except IntegrityError:  # somebody else, or the same click twice, was faster
        raise InvitationRefused(WAITING) from None
    record_event(invitation, "invite", by=by, role=role, at=now, content=roles_in_words([invitation]))
    return invitation


@transaction.atomic
def invite_administrator(email, *, now, another=False):
    """The first administrator's way in, which nobody could send: kept as the system's own invitation. Gives it with the
    secret of its link. Asked for once more, it gets a new link; where there is an administrator, only `another` helps.
    Whoever has an account gets the role at once; then the role is what is returned, without a secret.
    """
    email = User.objects.normalize_email(email)
    if not another and holders(Right.ADMINISTER, on=timezone.localdate(now)).exists():
        raise InvitationRefused(_("Správce už tu je a další pozve sám. Má-li přesto přijít takto, přidejte --another."))
    if person := User.objects.filter(email=email).first():
        return _make_administrator(person, now), None
    waiting = Invitation.objects.waiting().select_for_update().filter(email=email).first()
    if waiting and waiting.invited_by_id:
        raise InvitationRefused(WAITING)
    invitation = waiting or Invitation(email=email, role=Role.ADMINISTRATOR, created_at=now)
    token = _new_link(invitation, now)
    role = roles_in_words([invitation])
    record_event(invitation, "resend" if waiting else "invite", by=None, role="", at=now, content=role)
    return invitation, token


def _make_administrator(person, now):
    if not person.is_active:
        raise InvitationRefused(account_of(person.email))
    today = timezone.localdate(now)
    if person.memberships.filter(role=Role.ADMINISTRATOR).valid(today).exists():
        raise InvitationRefused(_("%(person)s už správce je.") % {"person": person})
    held = Membership.objects.create(user=person, role=Role.ADMINISTRATOR, valid_from=today)
    record_event(held, "give_role", by=None, role="", at=now, content=roles_in_words([held], today))
    tell_of_role(held)
    return held


@transaction.atomic
def resend(invitation, *, by, now, link):
    """Send a new link for the same invitation; the old one stops working."""
    role = require_giving(by, invitation.role, invitation.centre, now)
    _check_place(invitation, now)
    invitation = _send(_still_waiting(invitation), now, link)
    record_event(invitation, "resend", by=by, role=role, at=now)
    return invitation


@transaction.atomic
def revoke(invitation, *, by, now):
    """Withdraw an invitation that nobody has accepted."""
    role = require_giving(by, invitation.role, invitation.centre, now)
    invitation = _still_waiting(invitation)
    invitation.revoked_at = now
    invitation.save(update_fields=["revoked_at"])
    record_event(invitation, "revoke", by=by, role=role, at=now)
    return invitation


def find(token):
    """The invitation behind a link, whatever has become of it, or None."""
    invitations = Invitation.objects.select_related("centre", "invited_by")
    return invitations.filter(fingerprint=fingerprint(token)).first()


def is_open(invitation, now):
    """Can it be accepted? An invitation stands only as long as whoever sent it may still send it; the system may."""
    waits = invitation.accepted_at is None and invitation.revoked_at is None and invitation.expires_at > now
    today = timezone.localdate(now)
    lasts = invitation.valid_until is None or invitation.valid_until >= today
    lasts = lasts and (invitation.centre is None or not invitation.centre.is_closed(_first_day(invitation, now)))
    by = invitation.invited_by
    return waits and lasts and (by is None or may_invite(by, invitation.role, invitation.centre, on=today))


@transaction.atomic
def accept(invitation, *, first_name, last_name, password, now):
    """Make the account and its role; of two who try at once only one succeeds."""
    taken = Invitation.objects.open(now).filter(pk=invitation.pk, fingerprint=invitation.fingerprint)
    if not is_open(invitation, now) or not taken.update(accepted_at=now):
        raise InvitationRefused(_("Pozvánka už neplatí."))
    if account_of(invitation.email):
        raise InvitationRefused(_("Tato adresa už účet má, přihlaste se."))
    person = User.objects.create_user(invitation.email, password, first_name=first_name, last_name=last_name)
    held = role_of(invitation, person, now)
    held.save()
    Invitation.objects.filter(pk=invitation.pk).update(person=person)
    record_event(invitation, "accept", by=person, role=held.role, at=now)
    record_event(held, "give_role", by=person, role=held.role, at=now, content=roles_in_words([held]))
    tell_of_role(held)
    return person


def role_of(invitation, person, now):
    """The role that the invitation promises, not saved yet; it begins today, or later where that was agreed, and ends
    no later than its centre, which may be closing since."""
    last = invitation.valid_until
    if invitation.centre and invitation.centre.closed_on:
        last = min(last or date.max, invitation.centre.last_day)
    facts = {name: getattr(invitation, name) for name in ("role", "centre", "language")} | {"valid_until": last}
    return Membership(user=person, valid_from=_first_day(invitation, now), **facts)


def _first_day(invitation, now):
    today = timezone.localdate(now)
    return max(today, invitation.valid_from or today)


def _check_place(invitation, now):
    for field, problem in place_problems(invitation.centre, _first_day(invitation, now), invitation.valid_until):
        if field == "centre":  # one that ends later is cut to the centre's last day
            raise InvitationRefused(problem)


def mail(invitation, address):
    text = render_to_string("people/email/invitation.txt", {"invitation": invitation, "address": address})
    send_mail(_("Pozvánka do aplikace Cíle center"), text, None, [invitation.email])


def fingerprint(token):
    return hashlib.sha256(token.encode()).hexdigest()


def _still_waiting(invitation):
    """The invitation as it is now, locked so that nobody accepts it meanwhile."""
    waiting = Invitation.objects.waiting().select_for_update(of=("self",)).filter(pk=invitation.pk).first()
    if waiting is None:
        raise InvitationRefused(_("Pozvánka už je přijatá nebo zrušená."))
    return waiting


def _new_link(invitation, now):
    """Save the invitation with a new secret, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    invitation.fingerprint = fingerprint(token)
    invitation.expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    return token


def _send(invitation, now, link):
    mail(invitation, link(_new_link(invitation, now)))
    return invitation
