"""Guessing is slowed down: by account and by address, in all workers together, and told in Czech."""

import importlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.db import connection

from cpic.visitors import KnownVisitors
from tests.centres.conftest import PASSWORD, give_app, sign_in
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
EMAIL = "jana@example.cz"
WRONG = "E-mail nebo heslo nesouhlasí."
TOO_MANY = "Příliš mnoho nezdařených pokusů."


@pytest.fixture(autouse=True)
def jana(db):
    return make_user(email=EMAIL, password=PASSWORD)


def answers(client, emails, **more):
    """What the sign-in said each time: the password is wrong, or it was not even looked at."""
    pages = [sign_in(client, email, "špatně", **more).content.decode() for email in emails]
    return [next(said for said in (WRONG, TOO_MANY) if said in page) for page in pages]


def test_sixth_wrong_password_of_an_account_is_not_looked_at(client):
    assert answers(client, [EMAIL] * 7) == [WRONG] * 5 + [TOO_MANY] * 2


def test_right_password_is_not_looked_at_either(client):
    answers(client, [EMAIL] * 5)

    assert TOO_MANY in sign_in(client, EMAIL).content.decode()


def test_another_account_is_not_held_up(client):
    make_user(email="eva@example.cz", password=PASSWORD)
    answers(client, [EMAIL] * 5)

    assert sign_in(client, "eva@example.cz")["Location"] == "/prace/"


def test_who_signs_in_rightly_is_not_counted(client):
    for _ in range(7):
        assert sign_in(client, EMAIL)["Location"] == "/prace/"
        client.post("/odhlaseni/")


def test_many_names_from_one_place_are_held_up(client):
    names = [f"nekdo{number}@example.cz" for number in range(12)]

    assert answers(client, names) == [WRONG] * 10 + [TOO_MANY] * 2


def test_spraying_names_does_not_push_the_counts_out(client):
    """At the cache's default of 300 entries these would."""
    answers(client, [EMAIL] * 5)
    cache.set_many({f"jine-jmeno-{number}": number for number in range(400)})

    assert answers(client, [EMAIL]) == [TOO_MANY]


def test_forwarded_address_is_not_believed_without_a_proxy(client):
    names = [f"nekdo{number}@example.cz" for number in range(11)]
    places = [{"HTTP_X_FORWARDED_FOR": f"10.0.0.{number}"} for number in range(11)]

    pages = [
        client.post("/prihlaseni/", {"login": name, "password": "špatně"}, **place).content.decode()
        for name, place in zip(names, places, strict=True)
    ]

    assert TOO_MANY in pages[-1]


def test_behind_a_proxy_the_address_that_it_added_counts(client):
    def ask(name, forwarded):
        environ = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": forwarded}
        KnownVisitors(lambda environ, start_response: None, [ip_network("127.0.0.1")])(environ, None)
        return client.post("/prihlaseni/", {"login": name, "password": "špatně"}, **environ).content.decode()

    for number in range(10):
        ask(f"nekdo{number}@example.cz", f"1.2.3.{number}, 10.0.0.1")  # the first one is of the visitor's making

    assert TOO_MANY in ask("dalsi@example.cz", "10.0.0.1")
    assert WRONG in ask("dalsi@example.cz", "10.0.0.2")


def test_codes_of_the_second_factor_are_counted_too(client, jana):
    code = give_app(jana)
    sign_in(client, EMAIL)
    for _ in range(5):
        assert "Kód nesouhlasí" in client.post("/prihlaseni/kod/", {"code": "000"}).content.decode()

    assert TOO_MANY in client.post("/prihlaseni/kod/", {"code": code()}).content.decode()
    assert "_auth_user_id" not in client.session


def test_page_of_too_many_requests_is_in_our_look(client, mailoutbox):
    replies = [client.post("/prihlaseni/zapomenute-heslo/", {"email": EMAIL}) for _ in range(4)]

    page = replies[-1].content.decode()
    assert [reply.status_code for reply in replies] == [302, 302, 302, 429]
    assert "<h1>Příliš mnoho pokusů</h1>" in page
    assert 'class="footer"' in page
    assert len(mailoutbox) == 3


# In several processes that share nothing but the database

WORKERS = 4
WORKER = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if sys.argv[2] != "as it is":
    settings.CACHES = {"default": {"BACKEND": sys.argv[2]}}
django.setup()
from django.test import Client
client = Client(SERVER_NAME="localhost")
wrong = {"login": sys.argv[3], "password": "nope"}
pages = [client.post("/prihlaseni/", wrong).content.decode() for _ in range(5)]
print(sum(sys.argv[4] in page for page in pages))
"""


def passwords_tried(backend):
    """How many passwords several workers at once let somebody try on one account, when each is asked five times."""
    command = [sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"]), backend, EMAIL, WRONG]
    options = {"cwd": project.BASE_DIR, "capture_output": True, "text": True, "check": True}

    def work(_number):
        return int(subprocess.run(command, **options).stdout.split()[-1])

    with ThreadPoolExecutor(WORKERS) as threads:
        return sum(threads.map(work, range(WORKERS)))


@pytest.fixture
def settings_for_workers(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "cpic.settings")


@pytest.mark.django_db(transaction=True)
def test_limit_holds_over_several_processes(settings_for_workers):
    assert passwords_tried("as it is") == 5


@pytest.mark.django_db(transaction=True)
def test_limit_that_is_counted_in_each_process_does_not_hold(settings_for_workers):
    """The control: the same processes, each with a memory of its own."""
    assert passwords_tried("django.core.cache.backends.locmem.LocMemCache") == 5 * WORKERS


@pytest.mark.django_db(transaction=True)
def test_migration_makes_the_table_of_the_cache():
    migration = importlib.import_module("centres.migrations.0005_small_letters_and_cache")
    with connection.schema_editor() as editor:
        editor.execute("DROP TABLE cache")

    for _ in ("first", "again"):
        with connection.schema_editor() as editor:
            migration.create_cache_table(None, editor)

    cache.set("klic", "hodnota")
    assert cache.get("klic") == "hodnota"
