"""A person's subscription: its token is shown once and only a hash of it is kept, so that the database
opens nothing."""

import hashlib
import secrets

from django.db import transaction
from django.utils import timezone

from centres.models import User
from centres.sign_ins import note
from networks.models import CalendarSubscription


def hash_of(token):
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def subscribe(name, *, by, now=None):
    """Found the person's subscription, which ends the one before. Returns it and its token."""
    now, token = now or timezone.now(), secrets.token_urlsafe(32)
    _end(by, now)
    new = CalendarSubscription.objects.create(person=by, name=name, token_hash=hash_of(token), created_at=now)
    note(by, "subscribe")
    return new, token


@transaction.atomic
def unsubscribe(*, by, now=None):
    """End it: whoever has the address gets nothing any more."""
    now = now or timezone.now()
    if _end(by, now):
        note(by, "unsubscribe")


def _end(person, now):
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    return CalendarSubscription.objects.filter(person=person, revoked_at=None).update(revoked_at=now)


def subscription_of(person):
    return CalendarSubscription.objects.filter(person=person, revoked_at=None).first()


def find(token):
    """The subscription that holds behind the token, of somebody who can still sign in, or None."""
    found = CalendarSubscription.objects.select_related("person")
    return found.filter(token_hash=hash_of(token), revoked_at=None, person__is_active=True).first()
