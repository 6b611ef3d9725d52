"""Whatever host a request names, every address in every mail begins with the site's own."""

import re

import pytest
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.conf import settings as project
from django.test import Client, RequestFactory
from mailer.models import Message

from centres.models import Invitation, Role
from centres.people import mark_of
from goals.mail import digest
from tests.centres.conftest import PASSWORD
from tests.factories import make_centre, make_user
from tests.goals.mail_cast import NOW, make_notice

pytestmark = pytest.mark.django_db
SITE = "https://cile.example.org"
FORGED = "zly.example.net"
BROWSER = f"Mozilla/5.0 (X11; Linux; rv:140.0) Gecko/20100101 Firefox/140.0 https://{FORGED}/ {FORGED} www.{FORGED}"
OF_THE_LIBRARY = sorted(  # account/email/password_changed and so on: those that we worded, and no others can be sent
    str(path.relative_to(project.BASE_DIR / "templates")).removesuffix("_message.txt")
    for path in (project.BASE_DIR / "templates").glob("*/email/*_message.txt")
    if not path.name.startswith("base_")
)


@pytest.fixture(autouse=True)
def any_host_is_let_in(settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = SITE, ["*"]


@pytest.fixture
def forger():
    return Client(headers={"host": FORGED, "user-agent": BROWSER, "x-forwarded-host": FORGED})


def leads_to(mail):
    """What the addresses in the mail begin with; nothing in it may name the forged host."""
    assert FORGED not in str(mail.message())
    assert FORGED not in mail.body + mail.subject
    return {address.rstrip(".") for address in re.findall(r"\w+://[^\s/]+", mail.body)}


def test_there_are_mails_of_the_sign_in():
    """So that the next test is known to try something."""
    assert len(OF_THE_LIBRARY) >= 9
    assert "account/email/password_reset_key" in OF_THE_LIBRARY


@pytest.mark.parametrize("kind", OF_THE_LIBRARY)
def test_mail_of_the_sign_in(kind, mailoutbox):
    request = RequestFactory().get("/", headers={"host": FORGED, "user-agent": BROWSER})
    with request_context(request):
        link = get_adapter(request).get_reset_password_from_key_url("4-abc-123")
        get_adapter(request).send_notification_mail(kind, make_user(), {"password_reset_url": link})

    assert leads_to(mailoutbox[0]) == {SITE}
    assert "(Firefox, Linux)" in mailoutbox[0].body or kind.endswith("reset_key")


def test_forgotten_and_new_password(forger, mailoutbox):
    person = make_user(password=PASSWORD)

    forger.post("/prihlaseni/zapomenute-heslo/", {"email": person.email})
    path = re.search(rf"{SITE}(/prihlaseni/zapomenute-heslo/\S+)", mailoutbox[0].body)[1]
    page = forger.get(path, follow=True)
    new = "jiné dlouhé heslo z pošty"
    forger.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})

    assert [leads_to(mail) for mail in mailoutbox] == [{SITE}, {SITE}]
    person.refresh_from_db()
    assert person.check_password(new)


def test_invitation_and_its_new_link(forger, mailoutbox):
    forger.force_login(make_user(Role.ADMINISTRATOR))

    facts = {"first_name": "Nová", "last_name": "Kolegyně", "email": "nova@example.cz", "role": Role.DIRECTOR}
    forger.post("/prace/lide/pozvat/", facts)
    forger.post(f"/prace/lide/pozvanka/{Invitation.objects.get().pk}/znovu/")

    assert [leads_to(mail) for mail in mailoutbox] == [{SITE}, {SITE}]


def test_what_an_administrator_changes(forger, mailoutbox):
    forger.force_login(make_user(Role.ADMINISTRATOR))
    person = make_user()

    form = {"email": "jina@example.cz", "first_name": "Jana", "last_name": "Malá", "is_active": "on"}
    forger.post(f"/prace/lide/{person.pk}/upravit/", form | {"seen": mark_of(person)})
    forger.post(f"/prace/lide/{person.pk}/druhe-overeni/")
    forger.post("/prace/lide/pozvat/", {"email": "jina@example.cz", "role": Role.DIRECTOR})

    assert len(mailoutbox) == 4
    assert set().union(*map(leads_to, mailoutbox)) <= {SITE}


def test_what_waits_for_a_person():
    make_notice(make_user(Role.HEAD, centre=make_centre()), path="/prace/")

    digest.hand_over(NOW)

    assert leads_to(Message.objects.get().email) == {SITE}
