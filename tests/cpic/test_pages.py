"""Health, sign-in, and the headers of every page."""

import pytest
from django.db.migrations.recorder import MigrationRecorder

from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "dlouhé heslo pro zkoušku"


def test_health_says_alive(client):
    assert client.get("/healthz").content == b"ok\n"


def test_readiness_says_when_a_migration_is_missing(client):
    assert client.get("/readyz").content == b"ready\n"

    MigrationRecorder.Migration.objects.filter(app="goals").order_by("-id").first().delete()
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"1 migrations pending\n")


@pytest.mark.parametrize("address", ["/", "/prihlaseni/", "/nic/", "/healthz"])
def test_every_page_carries_the_policy(client, address):
    response = client.get(address)

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


def test_sign_in_leads_to_the_administration(client):
    make_user(email="spravce@example.cz", password=PASSWORD, is_staff=True, is_superuser=True)

    response = client.post("/prihlaseni/", {"username": "spravce@example.cz", "password": PASSWORD, "next": "/sprava/"})

    assert (response.status_code, response["Location"]) == (302, "/sprava/")
    assert "Správa cílů center" in client.get("/sprava/").content.decode()


def test_sign_in_with_a_wrong_password_keeps_the_address_and_says_so(client):
    make_user(email="spravce@example.cz", password=PASSWORD)

    page = client.post("/prihlaseni/", {"username": "spravce@example.cz", "password": "špatně"}).content.decode()

    assert "<title>Chyba:" in page
    assert 'value="spravce@example.cz"' in page
    assert "špatně" not in page


def test_sign_in_does_not_lead_to_another_host(client):
    make_user(email="spravce@example.cz", password=PASSWORD)

    response = client.post(
        "/prihlaseni/", {"username": "spravce@example.cz", "password": PASSWORD, "next": "https://elsewhere.example/"}
    )

    assert response["Location"] == "/sprava/"


@pytest.mark.parametrize("address", ["/sprava/", "/sprava/centres/user/", "/sprava/login/"])
def test_administration_sends_strangers_to_the_one_door(client, address):
    response = client.get(address, follow=True)

    assert response.redirect_chain[-1][0].startswith("/prihlaseni/")


def test_administration_refuses_a_person_without_the_right(client):
    client.force_login(make_user())

    assert client.get("/sprava/centres/user/", follow=True).redirect_chain[-1][0].startswith("/prihlaseni/")


def test_administration_has_no_door_to_goals_or_editions(admin_client):
    page = admin_client.get("/sprava/").content.decode()

    assert "/sprava/centres/centre/" in page
    assert "/sprava/goals/" not in page
