"""What a visitor, a person at work and the load balancer see while the database cannot do its part."""

import logging
from contextlib import contextmanager

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from centres.models import Event
from centres.outages import Outage, outage_of
from cpic import readiness
from goals.public import cache as pages
from tests.factories import make_document, make_edition, make_goal, make_user
from tests.centres.conftest import PASSWORD, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
TYPED = "Uspořádat deset setkání se školami."


@contextmanager
def read_only():
    """The database takes no writes, as it says so itself."""
    on, off = {
        "sqlite": ("PRAGMA query_only = 1", "PRAGMA query_only = 0"),
        "postgresql": ("SET transaction_read_only = on", ""),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(on)
        try:
            yield
        finally:
            if off:
                cursor.execute(off)


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def text_of(response):
    return " ".join(response.content.decode().split())


def test_form_sent_to_a_read_only_database_is_shown_to_be_copied(visitor, caplog):
    visitor.force_login(make_user())
    with read_only():
        response = visitor.post("/ucet/upozorneni/", {"note": TYPED, "password": "moje tajné heslo"})
    print(response.status_code, text_of(response)[-2000:])
    print(caplog.records)


def test_signin(visitor, caplog):
    make_user(email="jana@example.cz", password=PASSWORD)
    with read_only():
        response = sign_in(visitor, "jana@example.cz")
    print(response.status_code, text_of(response)[-2000:])
    print(caplog.records)
