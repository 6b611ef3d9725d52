"""The administration opens by the right to administer, and does nobody a favour at its own desk."""

import html
import re

import pytest
from django.contrib import admin
from django.test import Client
from django.utils import timezone

from centres.events import record_event
from centres.models import Centre, Event, Membership, Role, User
from tests.centres.conftest import PASSWORD, give_app
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


def test_people_and_roles_are_read_here_and_changed_in_the_workspace(desk, administrator):
    person = make_user(Role.HEAD, centre=make_centre(name="CPIC Liberec"), password=PASSWORD, first_name="Eva")
    held = person.memberships.get()
    form = {"email": "nova@example.cz", "first_name": "Jiná", "last_name": "Osoba", "is_superuser": "on"}
    form |= {"password": "!", "memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 1}
    form |= {"memberships-0-id": held.pk, "memberships-0-user": person.pk, "memberships-0-role": Role.DIRECTOR}
    before = (User.objects.values().get(pk=person.pk), list(Membership.objects.order_by("pk").values()))

    page = desk.get(address(person)).content.decode()
    refused = [desk.post(address(person), form).status_code, desk.post(address(person, "password"), form).status_code]
    desk.post("/sprava/centres/user/", {"action": "sign_out", "_selected_action": [person.pk]})

    assert f'href="/prace/lide/{person.pk}/"' in page
    assert "CPIC Liberec" in page
    assert re.findall(r'name="(?!csrf)\w+"', page.partition('id="user_form"')[2].partition("</form>")[0]) == []
    assert refused == [403, 302]  # the second is no address of ours
    assert (User.objects.values().get(pk=person.pk), list(Membership.objects.order_by("pk").values())) == before
    assert not Event.objects.exists()


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


ENGLISH = re.compile(
    r"\b(the|add|change|view|list|link|model|name|delete|show|hide|toggle|select|search|all|any|true|false)\b", re.I
)


def test_administration_speaks_czech(desk):
    """What is read on the page, and what only screen readers say."""
    centre = make_user(Role.HEAD, centre=make_centre(), last_name="Malá").memberships.get().centre
    record_event(centre, "change", by=None, role="", at=timezone.now())
    lists = ["/sprava/", *(f"/sprava/{name}/" for name in ("centres/user", "centres/centre", "evaluations/indicator"))]
    pages = [*lists, f"/sprava/centres/centre/{centre.pk}/change/", f"/sprava/centres/centre/{centre.pk}/delete/"]

    for page in pages:
        text = re.sub(r"<(script|style).*?</\1>", "", desk.get(page).content.decode(), flags=re.DOTALL)
        said = re.split(r"<[^>]*>", text) + re.findall(r'(?:alt|title|placeholder|aria-label)="([^"]*)"', text)
        assert [words for words in said if ENGLISH.search(words)] == []


def test_order_and_search_reach_shown_columns_only(desk):
    """The order is named by the number of a column; letters of a password find nobody."""
    person = make_user(password="dlouhé heslo pro zkoušku")

    for order in ("password", "-password", "9", "1.password"):
        assert desk.get("/sprava/centres/user/", {"o": order}).status_code == 200
    assert desk.get("/sprava/centres/user/", {"q": person.password[:6]}).context["cl"].result_count == 0
    offered = {"app_label": "centres", "model_name": "membership", "field_name": "user"}
    found = desk.get("/sprava/autocomplete/", offered | {"term": person.password[:6]})
    assert found.json()["results"] == []
