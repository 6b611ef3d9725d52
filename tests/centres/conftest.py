"""Ways to sign in, as a person does it."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import Client
from django.utils import timezone

PASSWORD = "dlouhé heslo pro zkoušku"


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/prihlaseni/", {"login": email, "password": password} | more)


def give_app(user):
    """A second factor for the person; returns what their application would show."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return lambda: code_of(secret)


def code_of(secret, at=None):
    return format_hotp_value(hotp_value(secret, int(at or time.time()) // 30))


def recovery_code(user):
    return user.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]


def signed_in(user):
    """A browser of its own in which the person has signed in, and has confirmed the password a moment ago."""
    if not user.check_password(PASSWORD):
        user.set_password(PASSWORD)
        user.save()
    client = Client()
    if sign_in(client, user.email)["Location"] == "/prihlaseni/kod/":
        client.post("/prihlaseni/kod/", {"code": recovery_code(user)})
    client.post("/ucet/overeni/", {"password": PASSWORD})
    return client


@pytest.fixture
def second_factor_required(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.fixture
def passes(monkeypatch):
    """Lets time pass: `passes(minutes=5)`."""
    seconds, now, timestamp = [0], timezone.now, time.time
    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(seconds=seconds[0]))
    monkeypatch.setattr(time, "time", lambda: timestamp() + seconds[0])

    def wait(**time_span):
        seconds[0] += timedelta(**time_span).total_seconds()

    return wait
