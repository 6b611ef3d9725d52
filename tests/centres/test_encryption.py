"""Secrets of second factors lie encrypted, by a key that can be changed; what no key reads is said, never a fault."""

import json
from importlib import import_module
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.management import CommandError, call_command

from centres.encryption import Unreadable, decrypt, encrypt, unreadable_secrets, with_secrets
from centres.models import Role
from tests.centres.conftest import PASSWORD, code_of, give_app, recovery_code, sign_in, signed_in
from tests.factories import make_user

pytestmark = pytest.mark.django_db
OLD, NEW, OTHER = "a" * 50, "b" * 50, "c" * 50
SAID = "Vaše druhé ověření teď nejde přečíst"


@pytest.fixture
def person(settings):
    settings.SECRET_KEY = OLD
    person = make_user(Role.DIRECTOR, password=PASSWORD)
    person.code = give_app(person)
    return person


def stored():
    return json.dumps(list(Authenticator.objects.order_by("pk").values_list("data", flat=True)))


def rotated():
    out = StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def test_neither_key_nor_seed_lies_in_clear(person):
    app = person.authenticator_set.get(type="totp")
    codes = person.authenticator_set.get(type="recovery_codes")

    assert decrypt(app.data["secret"]) not in stored()
    assert decrypt(codes.data["seed"]) not in stored()
    assert [code for code in codes.wrap().get_unused_codes() if code in stored()] == []


class AsItLies:
    """What somebody finds who reads the database, once the signature is taken off."""

    def loads(self, data):
        return data


def test_key_in_the_making_does_not_lie_in_the_session_in_clear(settings):
    client = signed_in(make_user(Role.DIRECTOR))
    client.get("/ucet/dvoufaktor/aplikace/")
    secret = client.session["mfa.totp.secret"]

    row = Session.objects.get(pk=client.session.session_key).session_data

    salt = "django.contrib.sessions.SessionStore"
    assert secret.encode() not in signing.loads(row, salt=salt, serializer=AsItLies)
    settings.SECRET_KEY = NEW
    assert client.get("/ucet/").status_code == 302  # and whoever's session no key reads signs in anew


@pytest.mark.parametrize("way", ["app", "code"])
def test_both_sign_in_under_a_new_key_while_the_old_one_still_reads(client, settings, person, way):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OTHER, OLD]

    sign_in(client, person.email)
    done = client.post("/prihlaseni/kod/", {"code": person.code() if way == "app" else recovery_code(person)})

    assert done["Location"] == "/prace/"


def test_rotation_lets_the_old_key_go(settings, person):
    before = recovery_code(person)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]

    assert rotated() == "Přešifrováno: 2. Novým klíčem jsou čitelná všechna druhá ověření.\n"
    assert rotated() == "Přešifrováno: 0. Novým klíčem jsou čitelná všechna druhá ověření.\n"

    settings.SECRET_KEY_FALLBACKS = []
    assert (recovery_code(person), unreadable_secrets()) == (before, 0)


def test_rotation_says_what_no_key_reads_and_leaves_it(settings, person):
    other = make_user()
    settings.SECRET_KEY = OTHER
    give_app(other)
    before = list(other.authenticator_set.values("data"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]

    with pytest.raises(CommandError, match=r"Přešifrováno: 2\. Žádný klíč nepřečte druhých ověření: 2\."):
        rotated()

    assert unreadable_secrets() == 2
    assert list(other.authenticator_set.values("data")) == before


def test_whoever_lost_the_key_is_told_whom_to_ask(client, settings, person):
    settings.SECRET_KEY = NEW

    sign_in(client, person.email)
    answer = client.post("/prihlaseni/kod/", {"code": "123456"})

    assert answer.status_code == 200
    assert SAID in answer.content.decode()
    assert "Požádejte správce" in answer.content.decode()
    assert client.get("/prace/").status_code == 302


def test_pages_about_recovery_codes_say_so_too(client, settings, person):
    settings.SECRET_KEY = NEW
    client.force_login(person)
    client.post("/ucet/overeni/", {"password": PASSWORD})

    assert "nejdou přečíst" in client.get("/ucet/").content.decode()
    assert "nejdou přečíst" in client.get("/ucet/dvoufaktor/").content.decode()
    for address in ("", "nove/", "soubor/"):
        answer = client.get(f"/ucet/zachranne-kody/{address}")
        assert (answer.status_code, SAID in answer.content.decode()) == (409, True)


def test_after_the_administrator_has_reset_it_the_person_goes_on(client, settings, person):
    settings.SECRET_KEY, settings.REQUIRE_SECOND_FACTOR = NEW, True
    administrator = make_user(Role.ADMINISTRATOR)
    give_app(administrator)

    signed_in(administrator).post(f"/prace/lide/{person.pk}/druhe-overeni/")

    assert sign_in(client, person.email)["Location"] == "/prace/"
    assert client.get("/prace/lide/")["Location"] == "/ucet/dvoufaktor/"


@pytest.mark.parametrize("planted", ["JBSWY3DPEHPK3PXP", "fernet:", "fernet:JBSWY3DPEHPK3PXP", "", "fernet:čau"])
def test_what_was_never_encrypted_is_no_secret(client, person, planted):
    """Whoever can write a row gets no further by writing a key that they know."""
    person.authenticator_set.filter(type="totp").update(data={"secret": planted})

    sign_in(client, person.email)
    client.post("/prihlaseni/kod/", {"code": code_of("JBSWY3DPEHPK3PXP")})

    assert client.get("/prace/").status_code == 302
    assert unreadable_secrets() == 1


def test_data_without_secrets_stay_as_they_are():
    key = {"name": "Notebook", "credential": {"id": "abc"}}

    assert with_secrets(key, encrypt) == key
    assert with_secrets({"migrated_codes": ["1", "2"]}, str.title) == {"migrated_codes": ["1", "2"]}


@pytest.mark.engine
def test_migration_encrypts_what_lies_in_clear_once_and_back(person, settings):
    migration = import_module("centres.migrations.0010_secrets")
    Authenticator.objects.create(user=make_user(), type="webauthn", data={"name": "Notebook"})
    Authenticator.objects.create(user=make_user(), type="recovery_codes", data={"migrated_codes": ["12345678"]})
    encrypted = [row.data for row in Authenticator.objects.order_by("pk")]

    migration.backwards(apps, None)
    in_clear = stored()
    assert "12345678" in in_clear
    assert "fernet:" not in in_clear

    migration.forwards(apps, None)
    once = stored()
    migration.forwards(apps, None)

    assert stored() == once
    assert "12345678" not in once
    clear = [with_secrets(row.data, decrypt) for row in Authenticator.objects.order_by("pk")]
    assert clear == json.loads(in_clear)
    assert clear[0] == with_secrets(encrypted[0], decrypt)


def test_key_of_factors_is_not_that_of_anything_else(settings):
    settings.SECRET_KEY = OLD
    hidden = encrypt("tajemství")

    settings.SECRET_KEY = NEW
    with pytest.raises(Unreadable):
        decrypt(hidden)


def test_used_recovery_code_stays_used_through_a_rotation(client, settings, person):
    codes = RecoveryCodes(person.authenticator_set.get(type="recovery_codes"))
    used = codes.get_unused_codes()[0]
    assert codes.validate_code(used)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW, [OLD]

    rotated()

    left = person.authenticator_set.get(type="recovery_codes").wrap()
    assert len(left.get_unused_codes()) == 9
    assert not left.validate_code(used)
