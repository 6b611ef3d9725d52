"""People come in by invitation: by whom, to what, once, not for long."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from urllib.parse import unquote

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from mailer.models import Message

from centres import invitations
from centres.access import MissingRight, rights_of
from centres.invitations import InvitationRefused, accept, fingerprint, invite, resend, revoke
from centres.models import CENTRE_ROLES, Event, Invitation, Membership, Role, User
from centres.refusals import Refused
from centres.roles import roles_to_offer
from tests.centres.conftest import PASSWORD, give_app, sign_in, signed_in
from tests.factories import department_head, make_centre, make_user
from tests.world import page as text_of

pytestmark = pytest.mark.django_db
NEW = "nova@example.cz"
CZECH_NAMES = ["Cibulka", "Čech", "Dvořák", "Hájek", "Chalupa", "Ivanov", "Šimek", "Suk", "Áron"]
IN_ORDER = ["Áron", "Cibulka", "Čech", "Dvořák", "Hájek", "Chalupa", "Ivanov", "Suk", "Šimek"]
FILLED = {"first_name": "Nová", "last_name": "Kolegyně", "email": NEW}
ACCEPTED = {"first_name": "Nová", "last_name": "Kolegyně", "password1": PASSWORD, "password2": PASSWORD}


def link(token):
    return f"https://cile.example/pozvanka/{token}/"


def make_invitation(by=None, *, role=Role.DIRECTOR, now=None, email=NEW, **facts):
    """A sent invitation and its secret."""
    tokens = []
    invitation = Invitation(email=email, first_name="Nová", last_name="Kolegyně", role=role, **facts)
    by = by or make_user(Role.ADMINISTRATOR)
    invite(invitation, by=by, now=now or timezone.now(), link=lambda token: tokens.append(token) or link(token))
    return invitation, tokens[0]


def take_up(invitation, now=None):
    facts = {"first_name": "Nová", "last_name": "Kolegyně", "password": PASSWORD}
    return accept(invitation, now=now or timezone.now(), **facts)


# Who may invite whom


def roles_on_offer(client):
    page = client.get("/prace/lide/pozvat/").content.decode()
    select = re.search(r'<select name="role".*?</select>', page, re.DOTALL)[0]
    return set(re.findall(r'value="(\w+)"', select))


def test_administrator_invites_to_every_role(client):
    client.force_login(make_user(Role.ADMINISTRATOR))

    assert roles_on_offer(client) == set(Role)


def test_department_head_invites_to_centres_and_translators_only(client):
    client.force_login(department_head())

    assert roles_on_offer(client) == CENTRE_ROLES | {Role.TRANSLATOR}


@pytest.mark.parametrize("role", [Role.STAFF, Role.DEPUTY, Role.DIRECTOR])
def test_others_invite_nobody(client, role):
    client.force_login(
        make_user(role, centre=make_centre() if role in CENTRE_ROLES else None, valid_until="2999-01-01")
    )

    addresses = ["/prace/lide/", "/prace/lide/pozvat/"]

    assert [client.get(address).status_code for address in addresses] == [403, 403]
    assert client.post("/prace/lide/pozvat/", FILLED | {"role": Role.STAFF}).status_code == 403


@pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR])
def test_department_head_cannot_invite_to_the_network_by_a_forged_form(client, role):
    client.force_login(department_head())

    page = client.post("/prace/lide/pozvat/", FILLED | {"role": role}).content.decode()

    assert "<title>Chyba:" in page
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("act", ["invite", "resend", "revoke"])
def test_verb_refuses_who_lacks_the_right(act):
    invitation, _ = make_invitation()
    person, now = department_head(), timezone.now()
    verbs = {
        "invite": lambda: make_invitation(person, email="dalsi@example.cz"),
        "resend": lambda: resend(invitation, by=person, now=now, link=link),
        "revoke": lambda: revoke(invitation, by=person, now=now),
    }

    with pytest.raises(MissingRight, match="K tomu je oprávněn: správce."):
        verbs[act]()


# Inviting


def test_invitation_goes_out_by_mail_with_a_link(client, mailoutbox):
    client.force_login(make_user(Role.ADMINISTRATOR, first_name="Petr", last_name="Správce"))
    centre = make_centre(name="CPIC Liberec")

    answer = client.post("/prace/lide/pozvat/", FILLED | {"role": Role.HEAD, "centre": centre.pk}, follow=True)

    mail = mailoutbox[0]
    assert mail.to == [NEW]
    assert "Petr Správce vás zve" in mail.body
    assert "vedoucí centra, CPIC Liberec" in mail.body
    assert re.search(r"http://testserver/pozvanka/[\w-]{43}/\n", mail.body)
    assert "Pozvánka odešla na nova@example.cz." in answer.content.decode()


def test_link_is_on_the_host_that_the_settings_name(client, mailoutbox, settings):
    settings.SITE_URL = "https://cile.example.org"
    client.force_login(make_user(Role.ADMINISTRATOR))

    client.post("/prace/lide/pozvat/", FILLED | {"role": Role.DIRECTOR})

    assert "https://cile.example.org/pozvanka/" in mailoutbox[0].body


def test_invitation_to_administer_waits_until_its_sender_has_proved_who_they_are(mailoutbox, passes):
    client = signed_in(make_user(Role.ADMINISTRATOR))
    passes(minutes=16)
    address, centre = "/prace/lide/pozvat/", make_centre()
    client.post(address, FILLED | {"email": "do.centra@example.cz", "role": Role.STAFF, "centre": centre.pk})
    assert [mail.to for mail in mailoutbox] == [["do.centra@example.cz"]]

    asked = client.post(address, FILLED | {"role": Role.ADMINISTRATOR})
    assert unquote(asked["Location"]) == f"/ucet/overeni/?next={address}"
    assert not Invitation.objects.filter(email=NEW).exists()
    client.post("/ucet/overeni/", {"password": PASSWORD, "next": address})

    invitation = Invitation.objects.get(email=NEW)
    assert mailoutbox[-1].to == [NEW]
    passes(minutes=16)
    again = f"/prace/lide/pozvanka/{invitation.pk}/znovu/"
    assert unquote(client.post(again)["Location"]) == f"/ucet/overeni/?next={again}"


def test_secret_is_kept_nowhere():
    invitation, token = make_invitation()

    stored = " ".join(str(value) for value in Invitation.objects.values().get().values())

    assert token not in stored
    assert fingerprint(token) == invitation.fingerprint


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_mail_waits_in_the_same_transaction(settings):
    """What is rolled back sends nothing."""
    settings.EMAIL_BACKEND = "mailer.backend.DbBackend"
    administrator = make_user(Role.ADMINISTRATOR)

    with transaction.atomic():
        make_invitation(administrator)
        transaction.set_rollback(True)

    assert Message.objects.count() == Invitation.objects.count() == 0
    make_invitation(administrator)
    assert Message.objects.count() == 1


def test_address_that_has_an_account_gets_the_role_at_once_and_a_mail_that_says_so(client, mailoutbox):
    person = make_user(email=NEW, first_name="Jana", last_name="Malá")
    administrator = make_user(Role.ADMINISTRATOR, email="spravce@example.cz")
    client.force_login(administrator)
    centre = make_centre(name="CPIC Liberec")
    asked = {"email": "NOVA@example.cz", "role": Role.HEAD, "centre": centre.pk}

    page = client.post("/prace/lide/pozvat/", asked, follow=True).content.decode()

    held = person.memberships.get()
    assert (held.role, held.centre, held.valid_from) == (Role.HEAD, centre, timezone.localdate())
    assert not Invitation.objects.exists()
    assert "Jana Malá už účet má, pozvánka není potřeba. Nová role: vedoucí centra – CPIC Liberec." in page
    [mail] = mailoutbox
    assert mail.to == [NEW]
    assert "máte novou roli: vedoucí centra – CPIC Liberec." in mail.body
    assert "– uzavřít měsíc centra a vytvořit zápis" in mail.body
    assert "http://127.0.0.1:8000/prace/vitejte/" in mail.body
    assert "spravce@example.cz" in mail.body
    event = Event.objects.get(subject_kind="person")
    assert (event.name, event.by, event.content) == ("give_role", administrator, "vedoucí centra – CPIC Liberec")


def test_account_that_is_switched_off_is_named(client, mailoutbox):
    person = make_user(email=NEW, is_active=False)
    client.force_login(make_user(Role.ADMINISTRATOR))

    page = client.post("/prace/lide/pozvat/", FILLED | {"role": Role.DIRECTOR}).content.decode()

    assert "Tato adresa už účet má, jen je vypnutý." in page
    assert (person.memberships.count(), mailoutbox) == (0, [])


def test_nobody_gives_a_role_to_themselves(client):
    administrator = make_user(Role.ADMINISTRATOR)
    client.force_login(administrator)

    page = client.post("/prace/lide/pozvat/", {"email": administrator.email, "role": Role.DIRECTOR}).content.decode()

    assert "Sobě roli nikdo nedává." in page
    with pytest.raises(Refused, match="Vlastní role si nikdo nedává"):
        make_invitation(administrator, email=administrator.email)
    assert administrator.memberships.count() == 1


def test_role_that_the_person_has_already_is_named(client):
    centre = make_centre(name="CPIC Liberec")
    person = make_user(Role.HEAD, centre=centre, email=NEW, valid_until=timezone.localdate())
    client.force_login(make_user(Role.ADMINISTRATOR))

    page = client.post("/prace/lide/pozvat/", {"email": NEW, "role": Role.HEAD, "centre": centre.pk}).content.decode()

    assert "tuto roli už má: vedoucí centra – CPIC Liberec, do" in page
    assert person.memberships.count() == 1


def test_invited_role_begins_on_the_agreed_day(client):
    start = timezone.localdate() + timedelta(days=30)
    _, token = make_invitation(role=Role.STAFF, centre=make_centre(), valid_from=start)

    client.post(f"/pozvanka/{token}/", ACCEPTED)

    assert Membership.objects.get(user__email=NEW).valid_from == start


def test_head_adds_to_their_own_team_only(client):
    own, strange = make_centre(slug="nase"), make_centre(slug="cizi")
    branch = make_centre(parent=own)
    client.force_login(make_user(Role.HEAD, centre=own))

    assert roles_on_offer(client) == {Role.STAFF, Role.DEPUTY}
    client.post("/prace/lide/pozvat/", FILLED | {"role": Role.STAFF, "centre": branch.pk})
    assert Invitation.objects.get().centre == branch
    for facts in ({"role": Role.STAFF, "centre": strange.pk}, {"role": Role.HEAD, "centre": own.pk}):
        page = client.post("/prace/lide/pozvat/", FILLED | {"email": "dalsi@example.cz"} | facts).content.decode()
        assert "<title>Chyba:" in page
    assert Invitation.objects.count() == 1


def test_address_that_waits_already_is_not_invited_again(client):
    make_invitation()
    client.force_login(make_user(Role.ADMINISTRATOR))

    page = client.post("/prace/lide/pozvat/", FILLED | {"role": Role.DIRECTOR}).content.decode()

    assert "Na tuto adresu už pozvánka odešla." in page
    with pytest.raises(InvitationRefused, match="už pozvánka odešla"):
        make_invitation()


CLOSES = {"closed_on": date(2999, 1, 1), "closing_reason": "Přesun sítě."}


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"role": Role.HEAD}, "Role v centru potřebuje centrum"),
        ({"role": Role.DEPUTY, "centre": {}}, "Zástupce je jen na určenou dobu"),
        ({"role": Role.DIRECTOR, "centre": {}}, "Role v centru potřebuje centrum"),
        ({"role": Role.DIRECTOR, "valid_until": "2020-01-01"}, "Tento den už minul."),
        ({"role": Role.DIRECTOR, "valid_until": "9999-12-31"}, "Zadejte den mezi roky 1900 a 2999."),
        ({"role": Role.DIRECTOR, "email": "nic"}, "e-mail"),
        ({"role": Role.STAFF, "centre": CLOSES, "email": "nic", "valid_until": "dnes"}, "Takový den není."),
        ({"role": Role.DIRECTOR, "first_name": ""}, "Tato adresa tu účet nemá"),
        (
            {"role": Role.DIRECTOR, "valid_from": "2999-02-01", "valid_until": "2999-01-31"},
            "Role nemůže skončit dřív, než začne (1. 2. 2999).",
        ),
    ],
)
def test_form_says_what_to_mend(client, facts, said):
    client.force_login(make_user(Role.ADMINISTRATOR))
    if "centre" in facts:
        facts = facts | {"centre": make_centre(**facts["centre"]).pk}

    page = client.post("/prace/lide/pozvat/", FILLED | facts).content.decode()

    assert "<title>Chyba: Dát roli nebo pozvat" in page
    assert said in page
    assert not Invitation.objects.exists()


# Taking it up


def test_page_says_who_invites_and_to_what(client):
    by = make_user(Role.ADMINISTRATOR, first_name="Petr", last_name="Správce")
    centre = make_centre(name="CPIC Liberec")
    _, token = make_invitation(by, role=Role.DEPUTY, centre=centre, valid_until=timezone.localdate())

    page = client.get(f"/pozvanka/{token}/").content.decode()

    assert "Petr Správce" in page
    assert "zástupce vedoucího centra, CPIC Liberec" in page
    assert NEW in page


def test_accepting_makes_the_account_with_its_role_and_signs_in(client):
    centre = make_centre()
    end = timezone.localdate() + timedelta(days=30)
    _, token = make_invitation(role=Role.DEPUTY, centre=centre, valid_until=end)

    response = client.post(f"/pozvanka/{token}/", ACCEPTED)

    person = User.objects.get(email=NEW)
    held = Membership.objects.get(user=person)
    assert (held.role, held.centre, held.valid_until) == (Role.DEPUTY, centre, end)
    assert held.valid_from == timezone.localdate()
    assert list(person.emailaddress_set.values_list("email", "verified", "primary")) == [(NEW, True, True)]
    assert response["Location"] == "/prace/"
    assert client.get("/ucet/").status_code == 200
    assert Invitation.objects.get().person == person


def test_new_account_signs_in_by_its_password(client):
    _, token = make_invitation()
    client.post(f"/pozvanka/{token}/", ACCEPTED)
    client.post("/odhlaseni/")

    assert sign_in(client, NEW)["Location"] == "/prace/"


def test_new_account_that_needs_a_second_factor_is_led_to_it_without_asking_for_the_password_again(
    client, second_factor_required
):
    _, token = make_invitation(role=Role.DIRECTOR)
    client.post(f"/pozvanka/{token}/", ACCEPTED)

    assert client.get("/prace/lide/")["Location"] == "/ucet/dvoufaktor/"
    assert client.get("/ucet/dvoufaktor/aplikace/").status_code == 200


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"password2": "jiné heslo docela"}, "Hesla se musí shodovat."),
        ({"password1": "krátké", "password2": "krátké"}, "Heslo je krátké."),
        ({"password1": NEW, "password2": NEW}, "na jménu, adrese"),
        ({"first_name": ""}, "Toto pole"),
    ],
)
def test_acceptance_says_what_to_mend_and_makes_nothing(client, facts, said):
    _, token = make_invitation()

    page = client.post(f"/pozvanka/{token}/", ACCEPTED | facts).content.decode()

    assert "<title>Chyba: Pozvánka" in page
    assert said in page
    assert not User.objects.filter(email=NEW).exists()
    assert client.post(f"/pozvanka/{token}/", ACCEPTED)["Location"] == "/prace/"


def test_who_is_signed_in_as_somebody_else_is_asked_to_sign_out(client):
    _, token = make_invitation()
    client.force_login(make_user(first_name="Někdo"))

    for page in (client.get(f"/pozvanka/{token}/"), client.post(f"/pozvanka/{token}/", ACCEPTED)):
        assert "Právě jste přihlášeni jako Někdo" in page.content.decode()
    assert not User.objects.filter(email=NEW).exists()


def test_link_works_once(client):
    _, token = make_invitation()
    client.post(f"/pozvanka/{token}/", ACCEPTED)
    client.post("/odhlaseni/")

    for response in (client.get(f"/pozvanka/{token}/"), client.post(f"/pozvanka/{token}/", ACCEPTED)):
        assert response.status_code == 410
        assert "Pozvánka je už přijatá." in response.content.decode()


def test_link_expires_and_says_whom_to_ask(client):
    by = make_user(Role.ADMINISTRATOR, email="petr@example.cz")
    invitation, token = make_invitation(by, now=timezone.now() - timedelta(days=7, seconds=1))

    response = client.post(f"/pozvanka/{token}/", ACCEPTED)

    assert response.status_code == 410
    assert "Platnost pozvánky skončila." in response.content.decode()
    assert "petr@example.cz" in response.content.decode()
    with pytest.raises(InvitationRefused):
        take_up(invitation)


def test_link_holds_until_its_last_moment():
    now = timezone.now()
    invitation, _ = make_invitation(now=now)

    assert take_up(invitation, now + timedelta(days=7, seconds=-1)).email == NEW


def test_unknown_link_is_not_found(client):
    response = client.get("/pozvanka/neznamy/")

    assert response.status_code == 404
    assert "Tento odkaz neznáme." in response.content.decode()


def test_role_that_has_ended_meanwhile_is_not_given():
    now = timezone.now()
    invitation, _ = make_invitation(role=Role.DEPUTY, centre=make_centre(), valid_until=timezone.localdate(now))

    with pytest.raises(InvitationRefused):
        take_up(invitation, now + timedelta(days=1))


def test_invitation_falls_with_the_right_of_who_sent_it(client):
    by = make_user(Role.ADMINISTRATOR)
    invitation, token = make_invitation(by)
    by.memberships.all().delete()

    assert client.get(f"/pozvanka/{token}/").status_code == 410
    with pytest.raises(InvitationRefused):
        take_up(invitation)


def test_account_that_came_to_be_meanwhile_keeps_its_password():
    invitation, _ = make_invitation()
    make_user(email=NEW, password="jiné heslo docela")

    with pytest.raises(InvitationRefused):
        take_up(invitation)

    assert User.objects.get(email=NEW).check_password("jiné heslo docela")
    assert not Membership.objects.filter(user__email=NEW).exists()


# Looking after invitations


def test_list_shows_people_with_roles_and_who_waits(client):
    client.force_login(make_user(Role.ADMINISTRATOR))
    make_user(Role.HEAD, centre=make_centre(name="CPIC Liberec"), first_name="Jan", last_name="Vedoucí")
    make_user(Role.DIRECTOR, valid_until="2020-02-01", first_name="Bývalý", last_name="Ředitel")
    make_invitation()

    page = text_of(client.get("/prace/lide/"))

    assert "vedoucí centra – CPIC Liberec" in page
    assert re.search(r"Bývalý Ředitel.*?bez role", page, re.DOTALL)
    assert NEW in page


def test_list_says_who_lacks_a_second_factor_and_whose_account_is_off(client):
    client.force_login(make_user(Role.ADMINISTRATOR, last_name="Správce"))
    give_app(make_user(Role.DIRECTOR, last_name="Ředitel"))
    make_user(Role.DEPARTMENT_HEAD, last_name="Vedoucí")
    make_user(Role.HEAD, centre=make_centre(), last_name="Hlava")
    make_user(last_name="Pryč", is_active=False)

    people = client.get("/prace/lide/").context["people"]

    assert {row["person"].last_name for row in people if row["lacks_factor"]} == {"Správce", "Vedoucí"}
    assert client.get("/prace/lide/").content.decode().count("vypnutý účet") == 1


@pytest.mark.engine
def test_number_of_queries_does_not_grow_with_people(client, django_assert_max_num_queries):
    client.force_login(make_user(Role.ADMINISTRATOR))
    for _ in range(10):
        make_user(Role.HEAD, centre=make_centre())

    with django_assert_max_num_queries(12):
        client.get("/prace/lide/")


def test_people_are_sorted_as_in_the_czech_alphabet(client):
    client.force_login(make_user(Role.ADMINISTRATOR, last_name="Žák"))
    for name in CZECH_NAMES:
        make_user(Role.DIRECTOR, last_name=name)

    people = client.get("/prace/lide/").context["people"]

    assert [row["person"].last_name for row in people] == [*IN_ORDER, "Žák"]


def test_department_head_sees_but_does_not_touch_invitations_of_the_network(client):
    invitation, _ = make_invitation()
    client.force_login(department_head())

    page = client.get("/prace/lide/").content.decode()

    assert NEW in page
    assert f"/prace/lide/pozvanka/{invitation.pk}/zrusit/" not in page
    assert client.post(f"/prace/lide/pozvanka/{invitation.pk}/zrusit/").status_code == 403


def test_new_link_replaces_the_old_one(client, mailoutbox):
    invitation, old = make_invitation(now=timezone.now() - timedelta(days=8))
    client.force_login(make_user(Role.ADMINISTRATOR))

    client.post(f"/prace/lide/pozvanka/{invitation.pk}/znovu/")

    new = re.search(r"/pozvanka/([\w-]+)/", mailoutbox[-1].body)[1]
    client.post("/odhlaseni/")
    assert client.get(f"/pozvanka/{old}/").status_code == 404
    assert client.get(f"/pozvanka/{new}/").status_code == 200


def test_withdrawn_invitation_is_closed_and_leaves_the_list(client):
    invitation, token = make_invitation()
    client.force_login(make_user(Role.ADMINISTRATOR))

    client.post(f"/prace/lide/pozvanka/{invitation.pk}/zrusit/")

    assert NEW not in client.get("/prace/lide/").content.decode().replace(
        "Pozvánka pro nova@example.cz je zrušená.", ""
    )
    assert "Pozvánka byla zrušená." in client.get(f"/pozvanka/{token}/").content.decode()
    assert client.post(f"/prace/lide/pozvanka/{invitation.pk}/znovu/").status_code == 404


@pytest.mark.parametrize("address", ["znovu", "zrusit"])
def test_invitation_is_not_touched_by_a_link(client, address):
    invitation, _ = make_invitation()
    client.force_login(make_user(Role.ADMINISTRATOR))

    assert client.get(f"/prace/lide/pozvanka/{invitation.pk}/{address}/")["Location"] == "/prace/lide/"


@pytest.mark.parametrize(
    "act", [lambda each: resend(each, link=link, **by_now()), lambda each: revoke(each, **by_now())]
)
def test_accepted_invitation_is_neither_sent_again_nor_withdrawn(act):
    invitation, _ = make_invitation()
    take_up(invitation)

    with pytest.raises(InvitationRefused, match="přijatá nebo zrušená"):
        act(invitation)


def by_now():
    return {"by": make_user(Role.ADMINISTRATOR), "now": timezone.now()}


# At the same moment

AT_ONCE = 4


def at_once(action):
    """Run the action in several threads that start together; what each returned or raised."""
    barrier = Barrier(AT_ONCE)

    def run(number):
        barrier.wait()
        try:
            return action(number)
        except (InvitationRefused, IntegrityError) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(run, range(AT_ONCE)))


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_of_several_who_accept_at_once_one_wins():
    invitation, _ = make_invitation()

    results = at_once(lambda _number: take_up(invitation))

    assert [type(result) for result in results].count(User) == 1
    assert [type(result) for result in results].count(InvitationRefused) == AT_ONCE - 1
    assert Membership.objects.filter(user__email=NEW).count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_accepting_without_the_condition_loses():
    """The control: the same threads, looking first and writing then, all believe that they have won."""
    invitation, _ = make_invitation()
    everybody_has_looked = Barrier(AT_ONCE)

    def naive(_number):
        found = Invitation.objects.get(pk=invitation.pk)
        everybody_has_looked.wait()
        if found.accepted_at is None:
            found.accepted_at = timezone.now()
            found.save()
            return True
        return False

    assert at_once(naive) == [True] * AT_ONCE


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_of_several_who_invite_the_same_address_at_once_one_wins(mailoutbox):
    people = [make_user(Role.ADMINISTRATOR) for _ in range(AT_ONCE)]

    results = at_once(lambda number: make_invitation(people[number]))

    assert sum(isinstance(result, InvitationRefused) for result in results) == AT_ONCE - 1
    assert Invitation.objects.count() == 1


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_accepted_or_withdrawn_but_never_both():
    invitation, _ = make_invitation()
    by = make_user(Role.ADMINISTRATOR)

    def act(number):
        return take_up(invitation) if number % 2 else revoke(invitation, by=by, now=timezone.now())

    results = at_once(act)

    assert sum(isinstance(result, InvitationRefused) for result in results) == AT_ONCE - 1
    after = Invitation.objects.get()
    assert (after.accepted_at is None) != (after.revoked_at is None)
    assert User.objects.filter(email=NEW).exists() is (after.accepted_at is not None)


def test_module_offers_no_role_to_who_has_no_right():
    assert roles_to_offer(rights_of(make_user(Role.DIRECTOR), on=timezone.localdate())) == []


def test_what_became_of_an_invitation_is_in_the_audit_trail(client):
    head, centre = make_user(Role.DEPARTMENT_HEAD), make_centre(name="CPIC Liberec")
    now = timezone.now()
    facts = {"email": "nova@example.cz", "first_name": "Nová", "last_name": "Osoba", "invited_by": head}
    invitation = Invitation(role=Role.HEAD, centre=centre, **facts)
    links = []

    invitations.invite(invitation, by=head, now=now, link=lambda token: links.append(token) or token)
    invitations.resend(invitation, by=head, now=now, link=lambda token: links.append(token) or token)
    names = {"first_name": "Nová", "last_name": "Osoba", "password": "dlouhé heslo pro zkoušku"}
    person = invitations.accept(invitations.find(links[-1]), now=now, **names)

    assert list(Event.objects.order_by("id").values_list("name", "subject", "place", "by", "role")) == [
        ("invite", "nova@example.cz", "CPIC Liberec", head.pk, Role.DEPARTMENT_HEAD),
        ("resend", "nova@example.cz", "CPIC Liberec", head.pk, Role.DEPARTMENT_HEAD),
        ("accept", "nova@example.cz", "CPIC Liberec", person.pk, Role.HEAD),
        ("give_role", "Nová Osoba", "CPIC Liberec", person.pk, Role.HEAD),
    ]
    assert Event.objects.get(name="invite").content == "vedoucí centra – CPIC Liberec"
