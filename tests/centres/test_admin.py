"""The administration opens by the right to administer, and does nobody a favour at its own desk."""

import html
import re
from urllib.parse import unquote

import pytest
from django.contrib import admin
from django.test import Client

from centres.models import Centre, Event, Membership, Role, Subject, User
from tests.centres.conftest import PASSWORD, give_app, signed_in
from tests.factories import make_centre, make_indicator, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator():
    return make_user(Role.ADMINISTRATOR, email="spravce@example.cz")


@pytest.fixture
def desk(administrator):
    client = Client()
    client.force_login(administrator)
    return client


def change(person, *memberships, **facts):
    """The filled-in form of a person, with the memberships as the browser sends them."""
    held = list(person.memberships.all())
    form = {"email": person.email, "first_name": person.first_name, "last_name": person.last_name, "is_active": "on"}
    form |= {"memberships-TOTAL_FORMS": len(memberships), "memberships-INITIAL_FORMS": len(held)}
    for number, membership in enumerate(memberships):
        form |= {f"memberships-{number}-{name}": value for name, value in membership.items()}
    return form | facts


def row(person, held=None, **facts):
    before = {}
    if held:
        before = {"id": held.pk, "role": held.role, "centre": held.centre_id or "", "valid_from": held.valid_from}
    return {"user": person.pk, "id": "", "centre": "", "valid_from": "2026-01-01", "valid_until": ""} | before | facts


def address(person, what="change"):
    return f"/sprava/centres/user/{person.pk}/{what}/"


PAGES = ["/sprava/", "/sprava/centres/user/", "/sprava/centres/centre/", "/sprava/centres/region/"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.DIRECTOR])
def test_flags_of_django_open_nothing(client, page, role):
    client.force_login(make_user(role, is_staff=True, is_superuser=True))

    assert client.get(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_role_opens_it_without_any_flag(desk, administrator, page):
    assert (administrator.is_staff, administrator.is_superuser) == (False, False)
    assert desk.get(page).status_code == 200


def test_role_that_has_ended_opens_nothing(client):
    client.force_login(make_user(Role.ADMINISTRATOR, valid_until="2020-12-31"))

    assert client.get("/sprava/").status_code == 403


def test_administration_shows_only_what_was_meant_for_it():
    """Libraries bring pages along: sessions, keys, mails. None of them belongs here."""
    assert {model.__name__ for model in admin.site._registry} == {
        "Centre",
        "Indicator",
        "Operator",
        "Region",
        "SignIn",
        "User",
    }


def test_flags_groups_and_passwords_are_not_shown(desk):
    person = make_user(password="dlouhé heslo pro zkoušku", is_staff=True)

    page = desk.get(address(person)).content.decode()

    assert [
        name for name in ("is_staff", "is_superuser", "groups", "password", "md5$") if f'name="{name}' in page
    ] == []
    assert person.password not in page


@pytest.mark.parametrize("page", ["/sprava/centres/user/add/", "/sprava/auth/group/", "/sprava/mailer/message/"])
def test_people_are_not_made_here(desk, page):
    assert desk.get(page).status_code in {403, 404}


def test_password_of_somebody_is_not_set_here(desk):
    person = make_user(password="dlouhé heslo pro zkoušku")
    facts = {"password1": "nové dlouhé heslo", "password2": "nové dlouhé heslo", "password": "!"}

    desk.post(address(person, "password"), facts)
    desk.post(address(person), change(person, **facts))

    person.refresh_from_db()
    assert person.check_password("dlouhé heslo pro zkoušku")


def test_flags_of_a_forged_form_are_left_out(desk):
    person = make_user()

    desk.post(address(person), change(person, is_staff="on", is_superuser="on"))

    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser) == (False, False)


def test_administrator_gives_changes_and_takes_roles_of_others(desk):
    centre = make_centre()
    person = make_user(Role.HEAD, centre=centre)
    held = person.memberships.get()

    desk.post(address(person), change(person, row(person, held), row(person, role=Role.DIRECTOR)))
    assert set(person.memberships.values_list("role", flat=True)) == {Role.HEAD, Role.DIRECTOR}

    director = person.memberships.get(role=Role.DIRECTOR)
    rows = [row(person, held, DELETE="on"), row(person, director, valid_until="2026-12-31")]
    desk.post(address(person), change(person, *rows))
    assert [(each.role, str(each.valid_until)) for each in person.memberships.all()] == [("director", "2026-12-31")]


def test_what_was_done_to_roles_is_written_down(desk, administrator):
    person = make_user()

    desk.post(address(person), change(person, row(person, role=Role.DIRECTOR)))

    person.refresh_from_db()
    held = person.memberships.get()
    desk.post(address(person), change(person, row(person, held, valid_until="2026-12-31"), first_name="Eva"))
    gone = row(person, held, valid_until="2026-12-31", DELETE="on")
    desk.post(address(person), change(person, gone, first_name="Eva"))

    events = Event.objects.about(Subject.PERSON, [person.pk]).order_by("id")
    assert [(event.name, event.by, event.role) for event in events] == [
        (name, administrator, Role.ADMINISTRATOR) for name in ("give_role", "change", "change_role", "take_role")
    ]
    assert [event.content for event in events] == [
        "ředitel",
        "Křestní jméno: – → Eva",
        "ředitel, do 31. 12. 2026",
        "ředitel, do 31. 12. 2026",
    ]


def test_administrator_switches_an_account_off(desk):
    person = make_user()
    form = change(person)
    del form["is_active"]

    desk.post(address(person), form)

    person.refresh_from_db()
    assert not person.is_active


def test_new_address_given_here_is_the_one_that_signs_in(desk):
    person = make_user(email="stara@example.cz")

    desk.post(address(person), change(person, email="Nova@Example.cz"))

    person.refresh_from_db()
    assert person.email == "nova@example.cz"
    assert list(person.emailaddress_set.values_list("email", "verified")) == [("nova@example.cz", True)]


def test_both_addresses_hear_of_the_change(desk, mailoutbox):
    person = make_user(email="stara@example.cz")

    desk.post(address(person), change(person, email="nova@example.cz"))
    desk.post(address(person), change(person, email="nova@example.cz", first_name="Jana"))

    assert [mail.to for mail in mailoutbox] == [["stara@example.cz"], ["nova@example.cz"]]


def reset(desk, *people):
    chosen = {"action": "reset_second_factor", "_selected_action": [person.pk for person in people]}
    return desk.post("/sprava/centres/user/", chosen, follow=True)


def test_lost_second_factor_is_taken_away_written_down_and_told(desk, mailoutbox):
    person = make_user(Role.DIRECTOR, email="reditel@example.cz")
    there = signed_in(person)
    give_app(person)

    page = reset(desk, person).content.decode()

    assert not person.authenticator_set.exists()
    assert "Druhé ověření je zrušené" in page
    assert Event.objects.get(name="reset_factor").subject_id == person.pk
    assert [mail.to for mail in mailoutbox] == [["reditel@example.cz"]]
    assert there.get("/ucet/").status_code == 302


def test_administrator_signs_somebody_out_everywhere(desk):
    person = make_user(Role.DIRECTOR)
    here, there = signed_in(person), signed_in(person)

    desk.post("/sprava/centres/user/", {"action": "sign_out", "_selected_action": [person.pk]})

    assert [client.get("/ucet/").status_code for client in (here, there)] == [302, 302]
    assert Event.objects.get(name="end_sessions").subject_id == person.pk


def test_own_second_factor_stays(administrator):
    give_app(administrator)

    reset(signed_in(administrator), administrator)

    assert administrator.authenticator_set.exists()


def test_address_of_somebody_else_is_not_taken(desk):
    make_user(email="jana@example.cz")
    person = make_user(email="eva@example.cz")

    desk.post(address(person), change(person, email="JANA@example.cz"))

    person.refresh_from_db()
    assert person.email == "eva@example.cz"


# Their own rights


def roles_of(person):
    return list(person.memberships.values_list("role", "valid_from", "valid_until").order_by("pk"))


def test_own_roles_are_only_to_be_read(desk, administrator):
    page = desk.get(address(administrator)).content.decode()

    assert 'name="memberships-0-role"' not in page
    assert 'name="is_active"' not in page
    assert "správce" in page


@pytest.mark.parametrize(
    "forged",
    [
        lambda me, held: [row(me, held), row(me, role=Role.DIRECTOR)],
        lambda me, held: [row(me, held, role=Role.DIRECTOR)],
        lambda me, held: [row(me, held, valid_until="2999-12-31")],
        lambda me, held: [row(me, held, DELETE="on")],
    ],
    ids=["added", "exchanged", "prolonged", "deleted"],
)
def test_own_roles_are_not_changed_by_a_forged_form(desk, administrator, forged):
    before = roles_of(administrator)

    desk.post(address(administrator), change(administrator, *forged(administrator, administrator.memberships.get())))

    assert roles_of(administrator) == before


def test_own_role_is_not_added_through_the_form_of_somebody_else(desk, administrator):
    before = roles_of(administrator)
    other = make_user()

    desk.post(address(other), change(other, row(administrator, role=Role.DIRECTOR)))

    assert roles_of(administrator) == before


def test_own_role_is_not_changed_through_the_form_of_somebody_else(desk, administrator):
    before = roles_of(administrator)
    other = make_user(Role.HEAD, centre=make_centre())
    mine = row(other, administrator.memberships.get(), role=Role.DIRECTOR)

    desk.post(address(other), change(other, mine))

    assert roles_of(administrator) == before


def test_own_account_is_not_switched_off(desk, administrator):
    form = change(administrator)
    del form["is_active"]

    desk.post(address(administrator), form)

    administrator.refresh_from_db()
    assert administrator.is_active


@pytest.mark.parametrize("whose", ["own", "other"])
def test_nobody_is_deleted(desk, administrator, whose):
    person = administrator if whose == "own" else make_user()
    chosen = {"action": "delete_selected", "_selected_action": [person.pk], "post": "yes"}

    desk.post(address(person, "delete"), {"post": "yes"})
    desk.post("/sprava/centres/user/", chosen)

    assert User.objects.filter(pk=person.pk).exists()


def test_memberships_have_no_page_of_their_own(desk, administrator):
    held = administrator.memberships.get()

    assert desk.get(f"/sprava/centres/membership/{held.pk}/change/").status_code == 404


def test_centre_with_people_is_not_deleted(desk):
    person = make_user(Role.HEAD, centre=make_centre())

    desk.post(f"/sprava/centres/centre/{person.memberships.get().centre_id}/delete/", {"post": "yes"})

    assert Membership.objects.filter(user=person).exists()


def test_centres_are_only_read_here(desk):
    centre = make_centre(name="CPIC Kladno")
    page = f"/sprava/centres/centre/{centre.pk}/change/"

    assert "CPIC Kladno" in desk.get(page).content.decode()
    assert desk.post(page, {"name": "CPIC Slaný"}).status_code == 403
    assert desk.get("/sprava/centres/centre/add/").status_code == 403
    assert desk.post(f"/sprava/centres/centre/{centre.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Centre.objects.get(pk=centre.pk).name == "CPIC Kladno"


# Who they are is asked before anything of people is changed


def confirm(client, way):
    """Answer the question that the administration's answer led to."""
    where, _, back = unquote(way).partition("?next=")
    assert (where, back.startswith("/sprava/centres/user/")) == ("/ucet/overeni/", True)
    return client.post(where, {"password": PASSWORD, "next": back})


@pytest.fixture
def old_desk(administrator, passes):
    """The administrator has been signed in for a while."""
    client = signed_in(administrator)
    passes(minutes=16)
    return client


def test_form_of_a_person_is_shown_to_whoever_has_just_proved_who_they_are(old_desk):
    form = address(make_user())

    asked = old_desk.get(form)

    assert confirm(old_desk, asked["Location"])["Location"] == form
    assert f'action="{form}"' in old_desk.get(form).content.decode()


def test_role_given_long_after_the_question_is_given_after_another_one_and_nothing_has_to_be_typed_again(old_desk):
    person = make_user()

    asked = old_desk.post(address(person), change(person, row(person, role=Role.DIRECTOR)))

    assert not person.memberships.exists()
    assert confirm(old_desk, asked["Location"])["Location"] == "/sprava/centres/user/"
    assert person.memberships.get().role == Role.DIRECTOR


def test_wrong_password_gives_no_role(old_desk):
    person = make_user()
    old_desk.post(address(person), change(person, row(person, role=Role.DIRECTOR)))

    page = old_desk.post("/ucet/overeni/", {"password": "špatně", "next": address(person)}).content.decode()

    assert "Heslo nesouhlasí." in page
    assert not person.memberships.exists()


def test_second_factor_is_taken_by_whoever_has_just_proved_who_they_are(old_desk):
    person = make_user()
    give_app(person)

    reset(old_desk, person)

    assert person.authenticator_set.exists()


# The way in and out


def test_signing_out_of_the_administration_is_our_signing_out(desk):
    assert desk.post("/sprava/logout/")["Location"] == "/prihlaseni/"
    assert desk.get("/sprava/", follow=True).redirect_chain[-1][0].startswith("/prihlaseni/")


def test_password_is_changed_on_our_page(desk):
    assert desk.get("/sprava/password_change/")["Location"] == "/ucet/heslo/"


WRONG_ROWS = ["abc", "\x00", "", "99999999999999999999", "-1", "1.5", "1,2", "[]", "a" * 5000]


@pytest.mark.parametrize("action", ["reset_second_factor", "delete_selected", "neznama", "\x00"])
@pytest.mark.parametrize("row", WRONG_ROWS)
def test_list_action_about_no_row_is_a_bad_request(desk, action, row):
    for model in ("centres/user", "centres/region", "evaluations/indicator"):
        for more in ({}, {"select_across": "1"}, {"post": "yes"}):
            sent = {"action": action, "index": "0", "_selected_action": ["1", row]} | more
            answer = desk.post(f"/sprava/{model}/", sent)

            assert (answer.status_code, "Požadavku nerozumíme" in answer.content.decode()) == (400, True)
    assert not Event.objects.filter(name="reset_factor").exists()


@pytest.mark.parametrize("index", ["abc", "-1", "7", "", "99999999999999999999"])
def test_list_action_of_no_button_does_nothing(desk, administrator, index):
    person = make_user()
    give_app(person)

    answer = desk.post("/sprava/centres/user/", {"index": index, "_selected_action": [person.pk]})

    assert answer.status_code in {200, 302}
    assert person.authenticator_set.exists()


@pytest.mark.parametrize(
    "question", ["id__in=99999999999999999999", "id__in=", "p=abc", "p=-9", "p=99999999999", "o=x.9.-", "e=1", "x__y=1"]
)
def test_list_says_that_it_cannot_be_asked_so(desk, question):
    assert desk.get(f"/sprava/centres/region/?{question}").status_code in {200, 302, 400}


@pytest.mark.parametrize("question", ["at__year=99999", "at__year=0", "at__year=abc", "at__year=2026&at__month=13"])
def test_list_by_days_that_there_are_not_is_a_bad_request(desk, question):
    assert desk.get(f"/sprava/centres/signin/?{question}").status_code in {302, 400}


# Lists are asked only what their pages offer


HIDDEN = [
    *("password__startswith", "password__regex", "password", "is_superuser__exact", "last_login__gte", "pk__in"),
    *("memberships__user__password__startswith", "memberships__centre__name", "memberships__role__startswith"),
    *("sent_invitations__fingerprint__startswith", "invitation__invited_by__password__startswith"),
    *("emailaddress__email__contains", "authenticator__data__secret__startswith", "events__by__password__startswith"),
    *("is_active__in", "is_active__exact__password"),
]


@pytest.mark.parametrize("lookup", HIDDEN)
def test_a_list_cannot_be_asked_for_what_no_filter_of_its_page_names(desk, administrator, lookup):
    assert desk.get("/sprava/centres/user/", {lookup: administrator.password[:8]}).status_code == 400


@pytest.mark.parametrize(
    ("page", "lookup"),
    [
        ("centre", "memberships__user__password__startswith"),
        ("centre", "region__centres__memberships__user__password"),
        ("centre", "invitations__fingerprint__startswith"),
        ("region", "centres__memberships__user__password__startswith"),
        ("operator", "centres__events__by__password__startswith"),
        ("operator", "name__startswith"),
        ("signin", "person__password__startswith"),
        ("signin", "at__year__startswith"),
    ],
)
def test_no_list_leads_to_another_table(desk, page, lookup):
    assert desk.get(f"/sprava/centres/{page}/", {lookup: "md5"}).status_code == 400


@pytest.mark.parametrize("asked", ["at__year=2026&at__month=11&at__day=29", "person__id__exact=1", "kind__exact=in"])
def test_days_and_people_of_sign_ins_can_be_asked_for(desk, asked):
    assert desk.get(f"/sprava/centres/signin/?{asked}").status_code == 200


def test_every_filter_that_a_page_offers_works(desk):
    """Each link beside the lists of the administration, so that none of them is refused."""
    make_user(Role.HEAD, centre=make_centre())
    make_centre(parent=make_centre())
    make_indicator()
    lists = ["centres/user", "centres/centre", "centres/signin", "evaluations/indicator"]
    pages = [f"/sprava/{name}/" for name in lists]
    offered = {
        page + html.unescape(link)
        for page in pages
        for link in re.findall(r'href="(\?[^"]+__[^"]+)"', desk.get(page).content.decode())
    }

    assert len(offered) > 8
    assert {link for link in offered if desk.get(link).status_code != 200} == set()


def test_search_for_a_very_long_text_finds_nothing(desk):
    page = desk.get("/sprava/centres/user/", {"q": "1" * 60_000})

    assert "0 osob" in html.unescape(page.content.decode())


def test_order_and_search_reach_shown_columns_only(desk):
    """The order is named by the number of a column; letters of a password find nobody."""
    person = make_user(password="dlouhé heslo pro zkoušku")

    for order in ("password", "-password", "9", "1.password"):
        assert desk.get("/sprava/centres/user/", {"o": order}).status_code == 200
    assert desk.get("/sprava/centres/user/", {"q": person.password[:6]}).context["cl"].result_count == 0
    offered = {"app_label": "centres", "model_name": "membership", "field_name": "user"}
    found = desk.get("/sprava/autocomplete/", offered | {"term": person.password[:6]})
    assert found.json()["results"] == []
