"""Guessing is slowed down, in all workers together, and told in Czech; nobody is kept out by somebody else."""

import base64
import importlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import pytest
from django.conf import settings as project
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory

from centres import cookies, devices
from centres.models import SignIn
from cpic.visitors import KnownVisitors
from tests.centres.conftest import PASSWORD, give_app, recovery_code, sign_in, signed_in
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


def strangers(count, tries=1):
    """What browsers at so many addresses hear that try passwords on the account."""
    heard = []
    for number in range(count):
        heard += answers(Client(REMOTE_ADDR=f"10.1.{number // 250}.{number % 250 + 1}"), [EMAIL] * tries)
    return heard


def is_signed_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def own_browser(jana):
    """One in which she has signed in before."""
    client = signed_in(jana)
    client.post("/odhlaseni/")
    return client


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


def test_recovery_codes_are_counted_with_them(client, jana):
    give_app(jana)
    sign_in(client, EMAIL)
    for _ in range(5):
        client.post("/prihlaseni/kod/", {"code": "000"})

    assert TOO_MANY in client.post("/prihlaseni/kod/", {"code": recovery_code(jana)}).content.decode()
    assert len(jana.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()) == 10


@pytest.mark.parametrize("way", ["", "kod/"])
def test_proving_once_more_who_one_is_is_counted_too(jana, way):
    code = give_app(jana)
    client = signed_in(jana)
    for _ in range(5):
        client.post(f"/ucet/overeni/{way}", {"password": "špatně", "code": "000"})

    page = client.post(f"/ucet/overeni/{way}", {"password": PASSWORD, "code": code()}).content.decode()

    assert TOO_MANY in page


def test_sentence_says_how_long_and_then_it_is_so(client, passes):
    answers(client, [EMAIL] * 5)
    assert "Zkuste to znovu za 5 min." in sign_in(client, EMAIL).content.decode()
    passes(minutes=3)
    assert "Zkuste to znovu za 2 min." in sign_in(client, EMAIL).content.decode()
    passes(minutes=2)

    assert sign_in(client, EMAIL)["Location"] == "/prace/"


def test_stranger_who_never_stops_gets_twenty_passwords_an_hour_and_holds_nobody_else_up(client, passes):
    """Neither at another address nor in the browser of the account's owner."""
    heard = []
    for _ in range(12):
        heard += answers(client, [EMAIL] * 6)
        passes(minutes=5)
    assert heard.count(WRONG) == 20

    assert sign_in(Client(REMOTE_ADDR="10.9.9.9"), EMAIL)["Location"] == "/prace/"


def test_many_strangers_are_slowed_down_and_do_not_keep_the_owner_out(own_browser, passes):
    heard = []
    for _ in range(4):
        heard += strangers(12)
        passes(minutes=11)
    elsewhere = sign_in(Client(REMOTE_ADDR="10.9.9.9"), EMAIL).content.decode()

    assert heard.count(WRONG) == 30
    assert TOO_MANY in elsewhere
    assert "Ve svém obvyklém prohlížeči čekat nemusíte" in elsewhere
    assert sign_in(own_browser, EMAIL)["Location"] == "/prace/"


def test_whoever_has_no_browser_of_their_own_gets_in_by_a_new_password(mailoutbox):
    """Though strangers ask for links in their name too, and go on trying."""
    for number in range(8):
        Client(REMOTE_ADDR=f"10.2.0.{number + 1}").post("/prihlaseni/zapomenute-heslo/", {"email": EMAIL})
    strangers(15)
    client = Client(REMOTE_ADDR="10.9.9.9")

    asked = client.post("/prihlaseni/zapomenute-heslo/", {"email": EMAIL})
    new = {"password1": "zelený vlak jede", "password2": "zelený vlak jede"}
    links = [mail for mail in mailoutbox if "Nové heslo" in mail.subject]
    link = re.search(r"http://testserver(\S+)", links[-1].body)[1]
    client.post(client.get(link)["Location"], new)
    strangers(15)

    assert asked["Location"] == "/prihlaseni/zapomenute-heslo/odeslano/"
    assert len(links) == 6
    assert sign_in(client, EMAIL, new["password1"])["Location"] == "/prace/"


def test_stranger_who_knows_the_password_does_not_keep_the_owner_from_their_code(jana, own_browser, mailoutbox):
    code = give_app(jana)
    stranger = Client(REMOTE_ADDR="10.1.0.1")
    sign_in(stranger, EMAIL)
    for _ in range(7):
        stranger.post("/prihlaseni/kod/", {"code": "000"})

    sign_in(own_browser, EMAIL)
    own_browser.post("/prihlaseni/kod/", {"code": code()})

    assert is_signed_in(own_browser)
    assert "někdo zná vaše heslo" in mailoutbox[-1].body


def test_owner_hears_of_it_once_a_day(client, passes, mailoutbox):
    answers(client, [EMAIL] * 12)
    strangers(12)
    answers(client, ["nikdo@example.cz"] * 12)
    assert [mail.to for mail in mailoutbox] == [[EMAIL]]
    assert "z adresy 127.0.0.1" in mailoutbox[0].body

    cache.clear()  # as when the day is over: the time of the cache itself cannot be moved
    answers(client, [EMAIL] * 6)

    assert len(mailoutbox) == 2


def test_database_that_cannot_be_written_is_no_reproach(client, monkeypatch):
    monkeypatch.setattr("allauth.core.internal.ratelimit.CACHE_LOCK_WAIT_TIMEOUT", 0)
    monkeypatch.setattr("django.core.cache.backends.db.DatabaseCache.add", lambda *args, **kwargs: False)

    page = sign_in(client, EMAIL).content.decode()

    assert "Přihlášení se teď nedaří ověřit. Zkuste to za chvíli znovu." in page
    assert TOO_MANY not in page
    assert not SignIn.objects.exists()


# The mark by which a browser is known again


def test_mark_is_given_for_a_sign_in_only_and_says_nothing(client, settings):
    settings.SESSION_COOKIE_SECURE = True
    answers(client, [EMAIL])
    assert cookies.BROWSER not in client.cookies

    sign_in(client, EMAIL)

    cookie = client.cookies[cookies.BROWSER]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert EMAIL not in cookie.value
    assert "jana" not in str(base64.urlsafe_b64decode(cookie.value.partition(":")[0] + "=="))


def test_mark_is_another_one_after_each_sign_in(own_browser):
    before = own_browser.cookies[cookies.BROWSER].value

    sign_in(own_browser, EMAIL)

    assert own_browser.cookies[cookies.BROWSER].value != before


def test_own_browser_may_be_wrong_as_often_as_any_other(own_browser):
    assert answers(own_browser, [EMAIL] * 7) == [WRONG] * 5 + [TOO_MANY] * 2


def is_known(cookie, email=EMAIL):
    request = RequestFactory().get("/")
    request.COOKIES[cookies.BROWSER] = cookie
    return devices.known_mark(request, email) is not None


def test_mark_is_worth_nothing_when_forged_for_another_account_or_old(own_browser, passes):
    cookie = own_browser.cookies[cookies.BROWSER].value
    value, _, signature = cookie.partition(":")

    assert is_known(cookie)
    assert not is_known(f"{value}x:{signature}")
    assert not is_known(cookie, "eva@example.cz")
    passes(days=181)
    assert not is_known(cookie)


def test_people_who_take_turns_at_a_computer_are_all_known(client):
    people = [make_user(email=f"kolega{number}@example.cz", password=PASSWORD) for number in range(6)]
    for person in people:
        sign_in(client, person.email)
        client.post("/odhlaseni/")

    cookie = client.cookies[cookies.BROWSER].value
    assert [is_known(cookie, person.email) for person in people] == [False] + [True] * 5


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
from django.test import Client, RequestFactory
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


@pytest.mark.thorough
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
