"""Signing in by the organisation's directory, against a small one that listens on this machine."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount, SocialApp

from centres.models import Role, User
from tests.centres.conftest import PASSWORD, give_app, signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
EMAIL = "jana@example.cz"
CALLBACK = "/prihlaseni/adresar/zpet/"


class Directory(BaseHTTPRequestHandler):
    """An issuer that answers for one person at a time: what it says of them is `server.claims`."""

    def do_GET(self):  # noqa: N802 - the name that http.server calls
        issuer = self.server.issuer
        if self.path.startswith("/moved/"):
            self.server.moved = True
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/moved"))
            return self.end_headers()
        if self.path == "/.well-known/openid-configuration":
            names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            endpoints = {f"{name}_endpoint": f"{issuer}/{path}" for name, path in names.items()}
            return self.answer({"issuer": issuer, "jwks_uri": f"{issuer}/keys"} | endpoints)
        return self.answer(self.server.claims)

    def do_POST(self):  # noqa: N802 - the name that http.server calls
        self.server.asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        facts = {"iss": self.server.issuer, "aud": "cile", "exp": 4_000_000_000, "iat": 1} | self.server.claims
        token = jwt.encode(facts | self.server.forged, "k" * 32, algorithm="HS256")
        return self.answer({"access_token": "pristup", "token_type": "Bearer", "id_token": token})

    def answer(self, facts):
        body = json.dumps(facts).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def directory(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Directory)
    server.issuer = f"http://127.0.0.1:{server.server_port}"
    server.claims = {"sub": "jana", "email": EMAIL, "email_verified": True, "name": "Jana Nová"}
    server.forged = {}
    Thread(target=server.serve_forever, args=[0.01], daemon=True).start()  # it looks that often whether to stop
    app = {"provider_id": "adresar", "name": "účtem MV", "client_id": "cile", "secret": "tajemstvi"}
    app["settings"] = {"server_url": server.issuer, "oauth_pkce_enabled": True}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    yield server
    server.shutdown()
    server.server_close()


def come_back(client, **asked):
    """Through the directory and back, as the browser goes."""
    there = urlsplit(client.get("/prihlaseni/adresar/", asked)["Location"])
    state = parse_qs(there.query)["state"][0]
    return client.get(CALLBACK, {"state": state, "code": "kod"})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_page_of_the_sign_in_offers_the_directory(client, directory):
    page = client.get("/prihlaseni/", {"next": "/ucet/"}).content.decode()

    assert "Přihlásit se: účtem MV" in page
    assert 'href="/prihlaseni/adresar/?next=%2Fucet%2F"' in page


def test_way_to_the_directory_carries_what_protects_it(client, directory):
    address = urlsplit(client.get("/prihlaseni/adresar/")["Location"])

    query = parse_qs(address.query)
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{directory.issuer}/authorize"
    assert query["redirect_uri"] == [f"http://testserver{CALLBACK}"]
    assert query["code_challenge_method"] == ["S256"]
    assert set(query["scope"][0].split()) == {"openid", "profile", "email"}


def test_person_with_an_account_is_signed_in(client, directory):
    jana = make_user(email=EMAIL, password=PASSWORD)

    response = come_back(client, next="/ucet/")

    assert response["Location"] == "/ucet/"
    assert client.session["_auth_user_id"] == str(jana.pk)
    assert directory.asked["code"] == ["kod"]
    assert len(directory.asked["code_verifier"][0]) >= 43


def test_account_stays_as_it_was(client, directory):
    """The directory gives no name, no password and no lasting tie: each time the address decides."""
    jana = make_user(email=EMAIL, password=PASSWORD, first_name="Johana")
    come_back(client)

    jana.refresh_from_db()
    assert jana.first_name == "Johana"
    assert jana.check_password(PASSWORD)
    assert not SocialAccount.objects.exists()


def test_address_in_capitals_is_the_same_person(client, directory):
    make_user(email=EMAIL)
    directory.claims["email"] = "Jana@Example.CZ"

    come_back(client)

    assert is_signed_in(client)


def test_unknown_person_is_refused_and_told_why(client, directory):
    response = come_back(client)

    assert response.status_code == 403
    assert "Adresa jana@example.cz tu účet nemá." in response.content.decode()
    assert not is_signed_in(client)
    assert not User.objects.exists()


@pytest.mark.parametrize("verified", [False, "false", None, 0, "ne"])
def test_address_that_the_directory_has_not_verified_is_refused(client, directory, verified):
    make_user(email=EMAIL)
    directory.claims["email_verified"] = verified

    response = come_back(client)

    assert response.status_code == 403
    assert "nepotvrdil, že vám e-mailová adresa patří" in response.content.decode()
    assert not is_signed_in(client)


def test_directory_that_says_nothing_of_verifying_is_refused(client, directory):
    make_user(email=EMAIL)
    del directory.claims["email_verified"]

    assert come_back(client).status_code == 403
    assert not is_signed_in(client)


def test_disabled_person_is_refused(client, directory):
    make_user(email=EMAIL, is_active=False)

    assert come_back(client)["Location"] == "/prihlaseni/vypnuto/"
    assert not is_signed_in(client)


def test_second_factor_is_asked_for_as_after_a_password(client, directory):
    jana = make_user(Role.DIRECTOR, email=EMAIL)
    code = give_app(jana)

    assert come_back(client)["Location"] == "/prihlaseni/kod/"
    assert not is_signed_in(client)
    client.post("/prihlaseni/kod/", {"code": code()})
    assert is_signed_in(client)


def test_who_needs_a_second_factor_and_has_none_is_led_to_it(client, directory, second_factor_required):
    make_user(Role.DIRECTOR, email=EMAIL)
    come_back(client)

    assert client.get("/prace/lide/")["Location"] == "/ucet/dvoufaktor/"


def test_directory_cannot_be_tied_to_an_account(directory):
    """Whoever sits down at a signed-in computer must not open themselves a door for later."""
    jana = make_user(email=EMAIL)
    directory.claims |= {"sub": "cizi", "email": "cizi@example.cz"}
    client = signed_in(jana)

    response = come_back(client, process="connect")

    assert response.status_code == 403
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "forged", [{"aud": "jina-aplikace"}, {"iss": "https://jiny.example"}, {"exp": 1}], ids=["aud", "iss", "exp"]
)
def test_token_that_is_not_for_us_is_refused(client, directory, forged):
    make_user(email=EMAIL)
    directory.forged = forged

    response = come_back(client)

    assert response.status_code == 401
    assert "Adresář neodpověděl, jak má" in response.content.decode()
    assert not is_signed_in(client)


def test_answer_that_fits_no_session_of_ours_is_refused(client, directory):
    make_user(email=EMAIL)

    response = client.get(CALLBACK, {"state": "cizi", "code": "kod"})

    assert response.status_code == 401
    assert not is_signed_in(client)


def test_person_who_turns_back_is_told_so(client, directory):
    there = urlsplit(client.get("/prihlaseni/adresar/")["Location"])
    state = parse_qs(there.query)["state"][0]

    response = client.get(CALLBACK, {"state": state, "error": "access_denied"}, follow=True)

    assert "Přihlášení jste přerušili" in response.content.decode()


def test_directory_that_does_not_answer_is_told_apart(client, directory):
    directory.shutdown()
    directory.server_close()

    response = client.get("/prihlaseni/adresar/")

    assert response.status_code == 503
    assert "Adresář neodpověděl, jak má" in response.content.decode()


def test_directory_that_sends_us_elsewhere_is_not_followed(client, directory, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = f"{directory.issuer}/moved/.well-known/openid-configuration"

    response = client.get("/prihlaseni/adresar/")

    assert response.status_code == 503
    assert directory.moved


@pytest.mark.parametrize("address", ["/prihlaseni/adresar/", CALLBACK])
def test_without_a_directory_there_are_no_such_pages(client, address):
    assert client.get(address).status_code == 404
    assert "adresar" not in client.get("/prihlaseni/").content.decode()


def test_directory_that_only_a_table_names_is_none(client):
    """Databases that were kept or came from elsewhere may have rows of it; nobody here can write one."""
    SocialApp.objects.create(provider="openid_connect", provider_id="adresar-1", name="Adresář", settings={})

    page = client.get("/prihlaseni/")

    assert (page.status_code, "Adresář" in page.content.decode()) == (200, False)
    assert client.get("/prihlaseni/adresar/").status_code == 404


def test_directory_of_the_environment_is_the_one_beside_a_table(client, directory):
    SocialApp.objects.create(provider="openid_connect", provider_id="adresar", name="Cizí", settings={})

    assert client.get("/prihlaseni/").content.decode().count('href="/prihlaseni/adresar/"') == 1
    assert client.get("/prihlaseni/adresar/")["Location"].startswith(directory.issuer)
