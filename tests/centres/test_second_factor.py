"""Whoever approves, publishes or administers has a second factor, or gets no further than to its page."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centres.models import Event, Membership, Role, Subject
from tests.centres.conftest import PASSWORD, code_of, give_app, sign_in, signed_in
from tests.factories import make_centre, make_user

pytestmark = pytest.mark.django_db
SET_UP = "/ucet/dvoufaktor/"
WHO_NEEDS_ONE = [Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR]
PRIVATE = ["/prace/lide/", "/prace/lide/pozvat/", "/sprava/", "/sprava/centres/user/", "/sprava/jsi18n/"]


@pytest.fixture(autouse=True)
def _required(second_factor_required):
    pass


@pytest.mark.parametrize("role", WHO_NEEDS_ONE)
@pytest.mark.parametrize("address", PRIVATE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_one_every_private_page_leads_to_its_set_up(client, role, address, method):
    client.force_login(make_user(role))

    response = getattr(client, method)(address)

    assert (response.status_code, response["Location"]) == (302, SET_UP)


def test_nothing_is_done_on_the_way(client):
    client.force_login(make_user(Role.ADMINISTRATOR))
    other = make_user(Role.DIRECTOR)

    client.post(f"/sprava/centres/user/{other.pk}/change/", {"email": "jinam@example.cz"})
    client.post("/prace/lide/pozvat/", {"email": "cizi@example.cz", "role": Role.ADMINISTRATOR})

    other.refresh_from_db()
    assert other.email != "jinam@example.cz"


def test_set_up_page_says_why(client):
    client.force_login(make_user(Role.DIRECTOR))

    page = client.get("/prace/lide/", follow=True).content.decode()

    assert "Než budete pokračovat, zapněte druhé ověření" in page
    assert "Vaše role schvaluje, vydává nebo spravuje." in page


@pytest.mark.parametrize("address", ["/ucet/", SET_UP, "/ucet/sezeni/", "/ucet/heslo/"])
def test_account_stays_within_reach(address):
    assert signed_in(make_user(Role.ADMINISTRATOR)).get(address).status_code == 200


@pytest.mark.parametrize("address", ["/", "/centra/", "/healthz"])
def test_public_pages_stay_within_reach(client, address):
    client.force_login(make_user(Role.ADMINISTRATOR))

    assert client.get(address).status_code == 200


def test_signing_out_stays_within_reach(client):
    client.force_login(make_user(Role.ADMINISTRATOR))

    client.post("/odhlaseni/")

    assert "_auth_user_id" not in client.session


def test_with_one_the_pages_open():
    administrator = make_user(Role.ADMINISTRATOR)
    give_app(administrator)

    client = signed_in(administrator)

    assert [client.get(address).status_code for address in PRIVATE] == [200] * len(PRIVATE)


def test_recovery_codes_alone_are_no_second_factor(client):
    administrator = make_user(Role.ADMINISTRATOR)
    Authenticator.objects.create(user=administrator, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(administrator)

    assert client.get("/sprava/")["Location"] == SET_UP


def test_a_role_in_a_centre_needs_none(client):
    client.force_login(make_user(Role.HEAD, centre=make_centre()))

    assert client.get("/prace/zaznam/").status_code == 403  # not her page, and no way to a set-up either


def test_a_role_given_today_asks_for_one_today(client):
    person = make_user(Role.HEAD, centre=make_centre())
    client.force_login(person)
    assert client.get("/prace/zaznam/").status_code == 403

    Membership.objects.create(user=person, role=Role.DIRECTOR, valid_from="2020-01-01")

    assert client.get("/prace/zaznam/")["Location"] == SET_UP


def test_example_mode_does_without(client, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    client.force_login(make_user(Role.ADMINISTRATOR))

    assert client.get("/sprava/").status_code == 200


def set_up_application(client):
    """As a person does it: the key is read off the page, the code off the telephone."""
    page = client.get("/ucet/dvoufaktor/aplikace/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    return page, secret, client.post("/ucet/dvoufaktor/aplikace/", {"code": code_of(secret)})


def test_application_is_set_up_and_opens_the_pages():
    administrator = make_user(Role.ADMINISTRATOR)
    client = signed_in(administrator)

    page, _secret, response = set_up_application(client)

    assert response["Location"] == "/ucet/zachranne-kody/"
    assert '<svg class="qr"' in page
    assert "data:" not in page
    assert len(re.findall(r"<li><code>\d+</code>", client.get(response["Location"]).content.decode())) == 10
    assert client.get("/sprava/").status_code == 200


def test_wrong_code_at_the_set_up_keeps_the_same_key():
    client = signed_in(make_user(Role.ADMINISTRATOR))
    first = client.get("/ucet/dvoufaktor/aplikace/").content.decode()

    second = client.post("/ucet/dvoufaktor/aplikace/", {"code": "12"}).content.decode()

    key = r'class="secret">([A-Z2-7 ]+)<'
    assert "<title>Chyba:" in second
    assert re.search(key, first)[1] == re.search(key, second)[1]


def test_set_up_asks_for_the_password_first(client):
    make_user(Role.ADMINISTRATOR, email="spravce@example.cz", password=PASSWORD)
    sign_in(client, "spravce@example.cz")

    response = client.get("/ucet/dvoufaktor/aplikace/")

    assert response["Location"].startswith("/ucet/overeni/?next=")


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_set_up_tells_the_owner_by_mail_and_ends_sessions_that_never_proved_it(mailoutbox):
    administrator = make_user(Role.ADMINISTRATOR)
    there, here = signed_in(administrator), signed_in(administrator)

    set_up_application(here)

    assert {mail.subject for mail in mailoutbox} >= {"Ověřovací aplikace je zapnutá"}
    assert there.get("/prace/lide/")["Location"].startswith("/prihlaseni/")
    assert here.get("/sprava/").status_code == 200
    added = Event.objects.about(Subject.PERSON, [administrator.pk]).order_by("id")
    assert [(event.name, event.content, event.by) for event in added] == [
        ("add_factor", "ověřovací aplikace", administrator),
        ("add_factor", "záchranné kódy", administrator),
    ]


def give_key(user):
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "Notebook"})


def test_last_factor_of_somebody_who_needs_one_stays():
    director = make_user(Role.DIRECTOR)
    give_app(director)
    client = signed_in(director)

    for response in (
        client.get("/ucet/dvoufaktor/aplikace/vypnout/"),
        client.post("/ucet/dvoufaktor/aplikace/vypnout/"),
    ):
        assert "Vaše role potřebuje druhé ověření" in response.content.decode()
    assert director.authenticator_set.filter(type=Authenticator.Type.TOTP).exists()


def test_last_key_of_somebody_who_needs_one_stays():
    director = make_user(Role.DIRECTOR)
    client = signed_in(director)
    key = give_key(director)
    address = f"/ucet/klice/{key.pk}/odebrat/"

    for response in (client.get(address), client.post(address)):
        assert "Vaše role potřebuje druhé ověření" in response.content.decode()
    assert director.authenticator_set.filter(pk=key.pk).exists()


def test_one_of_two_factors_goes():
    director = make_user(Role.DIRECTOR)
    give_app(director)
    client = signed_in(director)
    key = give_key(director)

    elsewhere = signed_in(director)

    client.post(f"/ucet/klice/{key.pk}/odebrat/")

    assert not director.authenticator_set.filter(pk=key.pk).exists()
    assert elsewhere.get("/ucet/").status_code == 302
    assert Event.objects.get(name="remove_factor").content == "přístupový klíč Notebook"


def test_last_factor_of_somebody_who_needs_none_goes():
    person = make_user(Role.HEAD, centre=make_centre())
    give_app(person)
    client = signed_in(person)

    client.post("/ucet/dvoufaktor/aplikace/vypnout/")

    assert not person.authenticator_set.exists()


def test_nobody_takes_a_key_of_somebody_else():
    key = give_key(make_user())

    assert signed_in(make_user()).post(f"/ucet/klice/{key.pk}/odebrat/").status_code == 404


@pytest.mark.engine
def test_public_page_asks_nothing_about_its_visitor(client):
    client.force_login(make_user(Role.ADMINISTRATOR))
    client.get("/centra/")

    with CaptureQueriesContext(connection) as queries:
        client.get("/centra/?kraj=")

    asked = " ".join(query["sql"] for query in queries)
    assert [table for table in ("django_session", "centres_user", "mfa_authenticator") if table in asked] == []
