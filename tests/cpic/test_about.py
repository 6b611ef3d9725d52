"""What the site says of itself is so: the cookies that it names are those that it gives, and for so long."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from centres import saved_input
from centres.devices import KEPT_FOR
from cpic.about import cookies_of_workers, meanings
from evaluations.states import Result, Status
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_cookies_are_those_that_working_here_gives(client):
    person, password = make_user(), "dlouhé heslo do aplikace"
    person.set_password(password)
    person.save()
    client.get("/prihlaseni/")
    client.post("/prihlaseni/", {"login": person.email, "password": password}, follow=True)
    given = {*client.cookies}

    named = {name for name, _purpose, _lasts in cookies_of_workers()}
    assert {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} < given <= named


def test_they_last_as_long_as_it_says():
    assert [lasts for _name, _purpose, lasts in cookies_of_workers()] == [
        *("do odhlášení nebo zavření prohlížeče", "rok", "půl roku", "dva týdny", "do další stránky")
    ]
    assert settings.SESSION_EXPIRE_AT_BROWSER_CLOSE
    assert timedelta(weeks=51) < timedelta(seconds=settings.CSRF_COOKIE_AGE) < timedelta(weeks=53)
    assert timedelta(days=180) == KEPT_FOR
    assert timedelta(seconds=saved_input.BELIEVED) == timedelta(weeks=2)


def test_public_pages_give_none(client):
    for name in ("home", "years", "centres", "cookies", "reading"):
        assert not client.get(reverse(name)).cookies


def test_every_status_and_result_is_explained():
    statuses, results = meanings()

    assert [{*statuses}, {*results}] == [{*Status}, {*Result}]
