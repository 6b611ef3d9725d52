"""The first administrator comes by a link from one command; no command chooses a password for anybody."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.utils import timezone

from centres.invitations import is_open
from centres.models import Event, Invitation, Membership, Role, User
from tests.centres.conftest import PASSWORD
from tests.centres.test_invitations import ACCEPTED, make_invitation
from tests.factories import make_centre, make_user

pytestmark = pytest.mark.django_db
EMAIL = "prvni@example.cz"
SITE = "https://cile.example.org"


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = SITE


def invited(email=EMAIL, **options):
    """What the command prints."""
    out = StringIO()
    call_command("invite_administrator", email, stdout=out, **options)
    return out.getvalue().strip()


def path(address):
    return re.fullmatch(rf"{SITE}(/pozvanka/[\w-]{{43}}/)", address)[1]


def test_link_makes_the_first_administrator(client, mailoutbox):
    way = path(invited(" Prvni@Example.CZ"[1:]))

    assert "Zve vás správa aplikace. Vaše role: správce." in client.get(way).content.decode()
    assert client.post(way, ACCEPTED)["Location"] == "/prace/"
    person = User.objects.get()
    assert (person.email, person.is_staff, person.is_superuser) == (EMAIL, False, False)
    assert [held.role for held in person.memberships.valid(timezone.localdate())] == [Role.ADMINISTRATOR]
    assert client.get("/sprava/").status_code == 200
    assert client.get(way).status_code == 410
    assert [mail.subject for mail in mailoutbox] == ["Nová role"]


def test_trail_says_that_the_system_did_it(client):
    client.post(path(invited()), ACCEPTED)

    events = Event.objects.order_by("id")
    assert [(event.name, event.by, event.role, event.content) for event in events] == [
        ("invite", None, "", "správce"),
        ("accept", User.objects.get(), Role.ADMINISTRATOR, ""),
        ("give_role", User.objects.get(), Role.ADMINISTRATOR, "správce"),
    ]


def test_password_has_to_keep_the_rules_here_too(client):
    way = path(invited())

    page = client.post(way, ACCEPTED | {"password1": "hesloheslo12", "password2": "hesloheslo12"})

    assert "dá rychle uhodnout" in page.content.decode()
    assert not User.objects.exists()


def test_link_can_go_by_mail_and_is_not_printed_then(client, mailoutbox):
    assert invited(mail=True) == f"Pozvánka čeká na odeslání na {EMAIL} (deliver_mail)."

    assert mailoutbox[0].to == [EMAIL]
    assert "Správa aplikace vás zve" in mailoutbox[0].body
    address = re.search(rf"{SITE}\S+", mailoutbox[0].body)[0]
    assert client.get(path(address)).status_code == 200


def test_asked_again_it_gives_a_new_link_and_the_old_one_ends(client):
    first, second = path(invited()), path(invited())

    assert [client.get(way).status_code for way in (first, second)] == [404, 200]
    assert Invitation.objects.count() == 1
    assert list(Event.objects.order_by("id").values_list("name", flat=True)) == ["invite", "resend"]


def test_where_there_is_an_administrator_it_refuses_unless_told():
    make_user(Role.ADMINISTRATOR)

    with pytest.raises(CommandError, match="přidejte --another"):
        invited()
    assert not Invitation.objects.exists()

    assert path(invited(another=True))


@pytest.mark.parametrize(
    "facts", [{"is_active": False}, {"valid_until": "2020-12-31"}, {"valid_from": "2999-01-01"}], ids=str
)
def test_administrator_who_cannot_come_in_is_none(facts):
    make_user(Role.ADMINISTRATOR, **facts)

    assert path(invited())


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("nesmysl", "e-mail"),
        ("", "e-mail"),
        ("a\0@example.cz", "e-mail"),
        ("vypnuty@example.cz", "účet má, jen je vypnutý"),
    ],
)
def test_address_that_cannot_be_invited_is_refused_in_a_sentence(email, said):
    make_user(email="vypnuty@example.cz", is_active=False)

    with pytest.raises(CommandError, match=said):
        invited(email)


def test_invitation_that_a_person_sent_is_left_to_them():
    make_invitation(email=EMAIL)
    Membership.objects.update(valid_until="2020-12-31")

    with pytest.raises(CommandError, match="už pozvánka odešla"):
        invited()


def test_administrators_see_it_in_the_list_and_can_withdraw_it(client):
    make_user(Role.ADMINISTRATOR)
    way = path(invited(another=True))
    client.force_login(make_user(Role.ADMINISTRATOR))

    assert "zve správa aplikace" in client.get("/prace/lide/").content.decode()
    client.post(f"/prace/lide/pozvanka/{Invitation.objects.get().pk}/zrusit/")

    page = client.get(way)
    assert (page.status_code, "správa aplikace." in page.content.decode()) == (410, True)
    assert not is_open(Invitation.objects.get(), timezone.now())


@pytest.mark.engine
def test_database_lets_the_system_invite_administrators_only():
    invited()

    with pytest.raises(IntegrityError):
        Invitation.objects.update(role=Role.DIRECTOR)


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_database_that_is_not_ready_is_one_sentence():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE centres_membership RENAME TO elsewhere")
    try:
        with pytest.raises(CommandError, match="není připravená"):
            invited()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE elsewhere RENAME TO centres_membership")


@pytest.mark.parametrize("options", [{"interactive": False, "email": EMAIL}, {}])
def test_no_superuser_is_made(options, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "osmznaku")

    with pytest.raises(CommandError, match="manage.py invite_administrator E-MAIL"):
        call_command("createsuperuser", **options)
    assert not User.objects.exists()


def test_no_password_of_somebody_else_is_set():
    person = make_user(email=EMAIL, password=PASSWORD)

    with pytest.raises(CommandError, match="/prihlaseni/zapomenute-heslo/"):
        call_command("changepassword", EMAIL)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_who_has_an_account_gets_the_role_and_hears_of_it(mailoutbox):
    person = make_user(Role.STAFF, centre=make_centre(), email="ma.ucet@example.cz")

    assert invited("Ma.Ucet@example.cz") == f"{person} už účet má a je odteď správce; e-mail o tom čeká na odeslání."

    assert {held.role for held in person.memberships.valid(timezone.localdate())} == {Role.STAFF, Role.ADMINISTRATOR}
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [([person.email], "Nová role")]
    [event] = Event.objects.all()
    assert (event.name, event.by, event.content) == ("give_role", None, "správce")
    with pytest.raises(CommandError, match="už správce je"):
        invited(person.email, another=True)
