"""Health, the way into the administration, and the headers of every page."""

import re
import struct
from datetime import datetime, timedelta

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from centres.languages import address_in
from centres.models import Role
from cpic import sitemap, views
from cpic.readiness import Readiness
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_health_says_alive(client):
    assert client.get("/healthz").content == b"ok\n"


def test_sitemap_has_each_year_beside_the_one_before_and_no_other_pairs(monkeypatch):
    monkeypatch.setattr(sitemap, "published_years", lambda: [2027, 2026, 2025])

    assert [*sitemap._comparison_paths([("pisek", 2027), ("tabor", 2025)])] == [
        "/cile/2027/srovnani/2026/",
        "/centra/pisek/2027/srovnani/2026/",
        "/cile/2026/srovnani/2025/",
        "/centra/tabor/2026/srovnani/2025/",
    ]


def test_hole_is_told_to_whom_the_settings_name(client, settings):
    assert client.get("/.well-known/security.txt").status_code == 404

    settings.SECURITY_CONTACT, settings.SITE_URL = "mailto:bezpecnost@cpic.test", "https://cile.cpic.test"
    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())

    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:bezpecnost@cpic.test"
    assert fields["Canonical"] == "https://cile.cpic.test/.well-known/security.txt"
    assert timedelta(days=179) <= datetime.fromisoformat(fields["Expires"]) - timezone.now() < timedelta(days=365)


def test_manager_of_passwords_is_led_to_where_one_is_changed(client):
    assert client.get("/.well-known/change-password")["Location"] == "/ucet/heslo/"


def test_readiness_says_when_a_migration_is_missing(client, monkeypatch):
    monkeypatch.setattr(views, "READINESS", Readiness())
    MigrationRecorder.Migration.objects.filter(app="goals").order_by("-id").first().delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.content.splitlines()[:2] == [b"not ready", b"database: 1 migrations pending"]


@pytest.mark.parametrize("address", ["/", "/prihlaseni/", "/nic/", "/healthz"])
def test_every_page_carries_the_policy(client, address):
    response = client.get(address)

    policy = dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", ["/sprava/", "/sprava/centres/user/", "/sprava/login/"])
def test_administration_sends_strangers_to_the_one_door(client, address):
    response = client.get(address, follow=True)

    assert response.redirect_chain[-1][0].startswith("/prihlaseni/")


def test_administration_refuses_a_person_without_the_right(client):
    client.force_login(make_user())

    assert client.get("/sprava/centres/user/").status_code == 403


def test_administration_has_no_door_to_goals_or_editions(client):
    client.force_login(make_user(Role.ADMINISTRATOR))

    page = client.get("/sprava/").content.decode()

    assert "/sprava/centres/centre/" in page
    assert "/sprava/goals/" not in page


@pytest.mark.parametrize(("code", "locale"), [("cs", "cs_CZ"), ("uk", "uk_UA"), ("vi", "vi_VN")])
def test_shared_page_says_its_title_and_shows_a_picture_of_the_size_it_names(client, settings, code, locale):
    settings.SITE_URL = "https://cile.cpic.test"
    page = client.get(address_in(code, "/soukromi/")).content.decode()
    said = dict(re.findall(r'<meta property="og:([a-z:_]+)" content="([^"]+)">', page))

    assert said["title"] == re.search("<title>(.+)</title>", page)[1]
    assert said["description"] == re.search('name="description" content="([^"]+)"', page)[1].strip()
    assert (said["locale"], said["url"]) == (locale, f"https://cile.cpic.test{address_in(code, '/soukromi/')}")
    assert said["image"].startswith("https://cile.cpic.test/static/img/sharing.")
    head = (settings.BASE_DIR / "static" / "img" / "sharing.png").read_bytes()[16:24]
    assert struct.unpack(">II", head) == (int(said["image:width"]), int(said["image:height"])) == (1200, 630)


def test_page_of_the_workspace_tells_nothing_to_whoever_shares_it(client):
    client.force_login(make_user())

    assert "og:" not in client.get("/prace/").content.decode()


@pytest.mark.parametrize(
    ("facts", "says"),
    [({}, True), ({"EXAMPLE": False}, False), ({"IS_PRODUCTION": True}, False)],
)
@pytest.mark.django_db
def test_example_says_on_every_page_that_it_is_one(client, settings, facts, says):
    for name, value in {"EXAMPLE": True, "IS_PRODUCTION": False, **facts}.items():
        setattr(settings, name, value)
    pages = [client.get(path).content.decode() for path in ("/", "/prihlaseni/", "/nic/", "/centra/")]

    assert [("Ukázková data." in text) for text in pages] == [says] * 4
