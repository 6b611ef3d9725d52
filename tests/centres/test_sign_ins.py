"""The record of signing in: what is in it, who reads it, when it goes, and that nobody can fill the disk through it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from centres import sign_ins
from centres.models import Event, Role, SignIn, SignInKind, Subject
from tests.centres.conftest import PASSWORD, give_app, recovery_code, sign_in, signed_in
from tests.factories import make_centre, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
EMAIL = "jana@example.cz"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def jana():
    return make_user(Role.HEAD, centre=make_centre(), email=EMAIL, password=PASSWORD)


def kinds(**facts):
    return list(SignIn.objects.filter(**facts).order_by("pk").values_list("kind", flat=True))


def row(at=None, kind=SignInKind.WRONG_PASSWORD, **facts):
    at = at or timezone.now()
    return SignIn(at=at, since=at, kind=kind, **{"browser": "Firefox, Linux", "address": "10.0.0.1"} | facts)


def test_what_somebody_does_and_what_fails_is_written_down(client, jana):
    give_app(jana)
    sign_in(client, EMAIL, "špatně")
    sign_in(client, EMAIL)
    client.post("/prihlaseni/kod/", {"code": "000"})
    client.post("/prihlaseni/kod/", {"code": recovery_code(jana)})
    client.post("/ucet/overeni/", {"password": PASSWORD})
    client.post("/odhlaseni/")
    client.post("/prihlaseni/zapomenute-heslo/", {"email": EMAIL})
    client.post("/prihlaseni/klic/", {"credential": "{}"})

    assert kinds(person=jana) == [
        SignInKind.WRONG_PASSWORD,
        SignInKind.WRONG_FACTOR,
        SignInKind.SIGNED_IN,
        SignInKind.CONFIRMED,
        SignInKind.SIGNED_OUT,
        SignInKind.RESET_ASKED,
    ]
    assert kinds(person=None) == [SignInKind.WRONG_FACTOR]
    assert SignIn.objects.get(kind=SignInKind.SIGNED_IN).way == "heslo, záchranný kód"


def test_row_says_from_where_and_with_what(jana):
    client = Client(REMOTE_ADDR="2001:db8::7", HTTP_USER_AGENT=FIREFOX, HTTP_X_FORWARDED_FOR="10.6.6.6")

    sign_in(client, EMAIL)

    there = SignIn.objects.get()
    assert (there.person, there.address, there.browser, there.way) == (jana, "2001:db8::7", "Firefox, Linux", "heslo")


def test_lock_and_account_that_is_switched_off_are_written_down(client, jana):
    off = make_user(email="pryc@example.cz", password=PASSWORD, is_active=False)
    sign_in(client, off.email)
    for _ in range(8):
        sign_in(client, EMAIL, "špatně")

    assert kinds(person=off) == [SignInKind.DISABLED]
    assert list(SignIn.objects.filter(person=jana).order_by("pk").values_list("kind", "times")) == [
        (SignInKind.WRONG_PASSWORD, 5),
        (SignInKind.LOCKED, 3),
    ]


def test_what_is_typed_instead_of_an_address_is_not_kept(client):
    """People write their password there."""
    for typed in ("tajne.heslo@example.cz", "Tajne.Heslo@example.cz", "jiny@example.cz"):
        sign_in(client, typed, "špatně")

    same, other = SignIn.objects.order_by("pk")
    assert (same.times, other.times, same.person) == (2, 1, None)
    assert same.unknown != other.unknown
    assert "tajne" not in str(SignIn.objects.values())


def test_same_thing_again_within_an_hour_is_counted_in_its_row(client, jana, passes):
    for minutes in (0, 50, 20):
        passes(minutes=minutes)
        sign_in(client, EMAIL, "špatně")

    assert list(SignIn.objects.order_by("pk").values_list("times", flat=True)) == [2, 1]


def test_one_address_fills_no_table(client, monkeypatch):
    monkeypatch.setattr(sign_ins, "MOST_FAILURES", 4)
    for number in range(20):
        sign_in(client, f"nekdo{number}@example.cz", "špatně")
    sign_in(Client(REMOTE_ADDR="10.0.0.2"), "nekdo@example.cz", "špatně")

    assert SignIn.objects.filter(address="127.0.0.1").count() == 4
    assert SignIn.objects.filter(address="10.0.0.2").count() == 1


def test_many_addresses_push_out_only_one_another(jana, monkeypatch):
    monkeypatch.setattr(sign_ins, "MOST_ROWS", 5)
    monkeypatch.setattr(sign_ins, "TIDIED_AFTER", 1)
    sign_in(Client(), EMAIL)
    for number in range(12):
        sign_in(Client(REMOTE_ADDR=f"10.0.0.{number + 1}"), "nekdo@example.cz", "špatně")

    assert kinds(person=jana) == [SignInKind.SIGNED_IN]
    kept = SignIn.objects.filter(person=None).order_by("pk").values_list("address", flat=True)
    assert list(kept) == [f"10.0.0.{number}" for number in range(8, 13)]


def test_cron_deletes_what_has_expired(jana, settings):
    settings.SIGN_IN_DAYS = 30
    now = timezone.now()
    ages = [timedelta(days=29), timedelta(days=31), timedelta(days=91)]
    SignIn.objects.bulk_create([row(now - age, kind, person=jana) for age in ages for kind in SignInKind])

    call_command("deliver_mail")

    assert SignIn.objects.count() == len(SignInKind)


# Who reads it


def test_person_sees_their_own_and_what_to_do(jana):
    client = signed_in(jana)
    SignIn.objects.bulk_create([row(person=jana, times=3), row(person=make_user(), address="10.7.7.7"), row()])

    page = client.get("/ucet/prihlaseni/").content.decode()

    assert "špatné heslo (3×)" in page
    assert "10.0.0.1" in page
    assert "10.7.7.7" not in page
    assert page.count('<th scope="row"') == 3  # signed in, confirmed, and a wrong password
    assert 'href="/ucet/heslo/"' in page
    assert 'href="/ucet/sezeni/"' in page
    assert 'href="/ucet/prihlaseni/"' in client.get("/ucet/").content.decode()


def test_long_record_has_pages(jana):
    client = signed_in(jana)
    SignIn.objects.bulk_create([row(person=jana, address=f"10.0.1.{number}") for number in range(40)])

    pages = [client.get(f"/ucet/prihlaseni/?page={number}").content.decode() for number in (1, 2)]

    assert [page.count('<th scope="row"') for page in pages] == [30, 12]


@pytest.fixture
def desk():
    return signed_in(make_user(Role.ADMINISTRATOR))


def addresses_found(desk, query):
    page = desk.get(f"/sprava/centres/signin/?{query}").content.decode()
    return [each for each in ("10.0.0.1", "10.0.0.2", "10.0.0.3") if each in page]


def test_administrator_filters_by_person_kind_and_day(desk, jana):
    day = timezone.localtime() - timedelta(days=40)
    SignIn.objects.bulk_create(
        [
            row(person=jana),
            row(kind=SignInKind.LOCKED, unknown="1a2b3c4d", address="10.0.0.2"),
            row(day, SignInKind.SIGNED_IN, address="10.0.0.3"),
        ]
    )

    assert addresses_found(desk, "") == ["10.0.0.1", "10.0.0.2", "10.0.0.3"]
    assert addresses_found(desk, f"person__id__exact={jana.pk}") == ["10.0.0.1"]
    assert addresses_found(desk, "kind__exact=locked") == ["10.0.0.2"]
    assert addresses_found(desk, f"at__year={day.year}&at__month={day.month}&at__day={day.day}") == ["10.0.0.3"]
    assert addresses_found(desk, f"q={EMAIL}") == ["10.0.0.1"]
    assert "neznámá adresa 1a2b3c4d" in desk.get("/sprava/centres/signin/").content.decode()


def test_administrator_changes_nothing_of_it(desk, jana):
    there = row(person=jana)
    there.save()

    desk.post(f"/sprava/centres/signin/{there.pk}/change/", {"kind": "locked"})
    desk.post(f"/sprava/centres/signin/{there.pk}/delete/", {"post": "yes"})
    desk.post("/sprava/centres/signin/add/", {"kind": "locked"})

    assert SignIn.objects.get(person=jana).kind == SignInKind.WRONG_PASSWORD


# Mail about a browser that is new


@pytest.fixture
def told(settings, mailoutbox):
    settings.TELL_OF_NEW_BROWSERS = True
    return mailoutbox


def long_ago(person):
    person.date_joined -= timedelta(days=100)
    person.save()
    return person


def test_owner_is_told_of_a_browser_that_is_new(jana, told):
    long_ago(jana)
    client = Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="10.0.0.5")
    for address in ("10.0.0.5", "10.0.0.5", "10.0.0.6"):  # a notebook moves, and is known all the same
        client.defaults["REMOTE_ADDR"] = address
        sign_in(client, EMAIL)
        client.post("/odhlaseni/")

    assert [(mail.to, mail.subject) for mail in told] == [([EMAIL], "Přihlášení z nového prohlížeče")]
    assert "z adresy 10.0.0.5" in told[0].body
    assert "Firefox" in told[0].body
    assert "hned si nastavte nové heslo" in told[0].body


def test_browser_that_keeps_no_cookies_is_told_of_once_a_day(jana, told):
    long_ago(jana)
    for _ in range(3):
        sign_in(Client(HTTP_USER_AGENT=FIREFOX), EMAIL)
    sign_in(Client(HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="10.0.0.6"), EMAIL)

    assert ["z adresy 127.0.0.1" in mail.body for mail in told] == [True, False]


def test_nobody_is_told_of_their_first_browser_and_nobody_in_the_example(jana, told, settings):
    sign_in(Client(), EMAIL)
    settings.TELL_OF_NEW_BROWSERS = False
    long_ago(jana)
    sign_in(Client(), EMAIL)

    assert told == []


# What of it are events


def test_changes_of_password_and_codes_are_events_of_the_person(client, jana, mailoutbox):
    give_app(jana)
    sign_in(client, EMAIL)
    client.post("/prihlaseni/kod/", {"code": recovery_code(jana)})
    client.post(
        "/ucet/heslo/",
        {"oldpassword": PASSWORD, "password1": "zelený vlak jede", "password2": "zelený vlak jede"},
    )

    events = Event.objects.about(Subject.PERSON, [jana.pk]).order_by("pk")
    assert [(event.name, event.by, event.role) for event in events] == [
        ("use_code", jana, Role.HEAD),
        ("change_password", jana, Role.HEAD),
    ]


def test_change_of_somebody_without_a_role_is_written_down_all_the_same():
    person = make_user()
    sign_ins.note(person, "change_password")

    event = Event.objects.get()
    assert (event.subject, event.by, event.role) == (str(person), None, "")
