"""A sign-in ends when nothing was done for an hour, and after half a day in any case; what was typed is not lost."""

from http.cookies import SimpleCookie

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from centres.models import Role
from goals.models import Plan
from tests.centres.conftest import PASSWORD, sign_in, signed_in
from tests.factories import make_centre, make_document, make_user
from tests.world import fields, goal_form

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
PAGE = "/ucet/"


@pytest.fixture
def jana():
    return make_user(Role.HEAD, centre=make_centre(slug="liberec"), email="jana@example.cz")


def is_in(client):
    return client.get(PAGE).status_code == 200


def test_sign_in_without_use_ends_after_an_hour(jana, passes):
    client = signed_in(jana)

    passes(minutes=59)
    assert is_in(client)
    passes(minutes=61)
    assert not is_in(client)


def test_sign_in_in_use_ends_after_half_a_day(jana, passes):
    client = signed_in(jana)
    for _ in range(14):
        passes(minutes=50)
        assert is_in(client)

    passes(minutes=21)  # 721 since the beginning

    assert not is_in(client)


def test_limits_are_settings(jana, passes, settings):
    settings.SESSION_COOKIE_AGE, settings.SESSION_LONGEST = 600, 1200
    client = signed_in(jana)

    passes(minutes=9)
    assert is_in(client)
    passes(minutes=9)
    assert is_in(client)
    passes(minutes=3)
    assert not is_in(client)


def test_session_begun_before_there_was_an_end_gets_one(jana, passes):
    client = signed_in(jana)
    session = client.session
    del session["began"], session["used"]
    session.save()
    for _ in range(15):
        assert is_in(client)
        passes(minutes=50)

    assert not is_in(client)


def test_use_is_written_every_few_minutes_only(jana, passes):
    client = signed_in(jana)

    def writes():
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return [query["sql"] for query in queries if query["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]

    assert writes() == []
    passes(minutes=6)
    assert len(writes()) == 1
    assert writes() == []


def test_public_page_neither_prolongs_nor_reads_a_session(jana, passes):
    client = signed_in(jana)
    before = Session.objects.get().expire_date
    passes(minutes=30)

    client.get("/centra/")

    assert Session.objects.get().expire_date == before


@pytest.mark.parametrize("minutes", [[61], [50] * 15])
def test_what_was_typed_meanwhile_waits_for_the_next_sign_in(jana, passes, minutes):
    """Also at the end of half a day in which she was busy."""
    Plan.objects.create(document=make_document(), centre=jana.memberships.get().centre)
    client, address = signed_in(jana), "/prace/2026/liberec/novy-cil/"
    client.get(address)
    for each in minutes[:-1]:
        passes(minutes=each)
        client.get(address)
    passes(minutes=minutes[-1])

    answer = client.post(address, goal_form(text="Hodinu psaný cíl."))
    assert answer["Location"] == f"/prihlaseni/?next={address}"
    sign_in(client, jana.email, next=address)

    assert fields(client.get(address))["text"] == "Hodinu psaný cíl."


def test_proving_once_more_who_one_is_gives_a_new_key(jana):
    client, thief = signed_in(jana), Client()
    thief.cookies = SimpleCookie(client.cookies.output(header=""))
    seen = jana.usersession_set.get()
    assert is_in(thief)

    client.post("/ucet/overeni/", {"password": PASSWORD, "next": PAGE})

    assert (is_in(client), is_in(thief)) == (True, False)
    assert jana.usersession_set.get().pk == seen.pk
    assert jana.usersession_set.get().session_key == client.session.session_key


def test_other_devices_are_signed_out_by_whoever_has_just_proved_who_they_are(jana, passes):
    here, there = signed_in(jana), signed_in(jana)
    passes(minutes=16)
    other = jana.usersession_set.get(session_key=there.session.session_key)

    for address in (f"/ucet/sezeni/{other.pk}/ukoncit/", "/ucet/sezeni/"):
        assert here.post(address)["Location"].startswith("/ucet/overeni/?next=")
    assert is_in(there)
    here.post("/ucet/overeni/", {"password": PASSWORD, "next": "/ucet/sezeni/"})

    assert (is_in(here), is_in(there)) == (True, False)


def test_changed_password_ends_sessions_elsewhere_and_lasts_here(jana):
    here, there = signed_in(jana), signed_in(jana)
    stranger = Client()
    stranger.cookies = there.cookies

    here.post(
        "/ucet/heslo/",
        {
            "oldpassword": PASSWORD,
            "password1": "zelený vlak jede",
            "password2": "zelený vlak jede",
        },
    )

    assert (is_in(here), is_in(stranger)) == (True, False)
