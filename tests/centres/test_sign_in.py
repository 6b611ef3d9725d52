"""Signing in and out: by password and code, by nothing else; what the pages say, and what they keep to themselves."""

import re
import runpy

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, get_resolver, reverse

from centres import cookies
from centres.models import Role, User
from tests.centres.conftest import PASSWORD, give_app, recovery_code, sign_in, signed_in
from tests.factories import make_centre, make_user

pytestmark = pytest.mark.django_db
EMAIL = "jana@example.cz"


@pytest.mark.parametrize("password", ["krátké", "password1234", EMAIL])
def test_password_is_refused_in_czech(password):
    """The framework's catalogue lacks some of its own sentences."""
    person = User(email=EMAIL)

    with pytest.raises(ValidationError) as refusal:
        validate_password(password, person)

    words = " ".join(refusal.value.messages).lower()
    assert "heslo" in words
    assert "password" not in words


@pytest.fixture
def jana():
    return make_user(Role.HEAD, centre=make_centre(), email=EMAIL, password=PASSWORD, first_name="Jana")


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_password_signs_in(client, jana):
    response = sign_in(client, EMAIL)

    assert (response.status_code, response["Location"]) == (302, "/prace/")
    assert is_signed_in(client)


def test_password_that_is_refused_comes_back_in_no_answer(client, jana):
    """Whoever asks as a script gets the page too, not the form with its values."""
    client.force_login(jana)
    typed = {"oldpassword": "vymyšlené heslo", "password1": "nové", "password2": "nové"}

    response = client.post("/ucet/heslo/", typed, headers={"X-Requested-With": "XMLHttpRequest"})

    assert response["Content-Type"].startswith("text/html")
    assert "vymyšlené heslo" not in response.content.decode()


def test_session_ends_with_the_browser(client, jana):
    """Counters and meeting rooms share their computers."""
    sign_in(client, EMAIL)

    cookie = client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"]) == ("", "", True)


def test_person_without_a_password_sets_one(client):
    person = make_user(email=EMAIL)
    client.force_login(person)
    assert client.get("/ucet/heslo/")["Location"] == "/ucet/heslo/nove/"

    client.post("/ucet/heslo/nove/", {"password1": PASSWORD, "password2": PASSWORD})

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_person_without_a_password_proves_who_they_are_where_they_can(client):
    person = make_user(email=EMAIL)
    give_app(person)
    client.force_login(person)

    response = client.post("/ucet/heslo/nove/", {"password1": PASSWORD, "password2": PASSWORD})

    person.refresh_from_db()
    assert response["Location"].startswith("/ucet/overeni/kod/")
    assert not person.has_usable_password()


def test_capitals_in_the_address_make_no_difference(client, jana):
    sign_in(client, "Jana@Example.cz")

    assert is_signed_in(client)


def test_address_with_capitals_is_kept_in_small_letters():
    assert make_user(email="Eva.NOVÁ@Example.CZ").email == "eva.nová@example.cz"


def test_wrong_password_keeps_the_address_and_says_so(client, jana):
    page = sign_in(client, EMAIL, "špatně").content.decode()

    assert "<title>Chyba: Přihlášení" in page
    assert "E-mail nebo heslo nesouhlasí." in page
    assert f'value="{EMAIL}"' in page
    assert "špatně" not in page
    assert not is_signed_in(client)


def test_unknown_address_looks_like_a_wrong_password(client, jana):
    wrong = sign_in(client, EMAIL, "špatně").content.decode()
    unknown = sign_in(client, "nikdo@example.cz", "špatně").content.decode()

    assert without_secrets(unknown).replace("nikdo@example.cz", EMAIL) == without_secrets(wrong)


def without_secrets(page):
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def test_sign_in_leads_back_to_the_page_that_asked_for_it(client, jana):
    response = client.get("/ucet/")
    assert response["Location"] == "/prihlaseni/?next=/ucet/"

    assert sign_in(client, EMAIL, next="/ucet/")["Location"] == "/ucet/"


def test_sign_in_does_not_lead_to_another_host(client, jana):
    assert sign_in(client, EMAIL, next="https://elsewhere.example/")["Location"] == "/prace/"


def test_disabled_person_is_told_so_and_stays_out(client):
    make_user(email=EMAIL, password=PASSWORD, is_active=False)

    response = sign_in(client, EMAIL)

    assert response["Location"] == "/prihlaseni/vypnuto/"
    assert "Účet je vypnutý" in client.get(response["Location"]).content.decode()
    assert not is_signed_in(client)


def test_disabled_person_is_out_on_the_next_request(client, jana):
    client.force_login(jana)
    assert client.get("/ucet/").status_code == 200

    User.objects.filter(pk=jana.pk).update(is_active=False)

    assert client.get("/ucet/")["Location"].startswith("/prihlaseni/")


def test_right_taken_away_is_gone_on_the_next_request(client):
    administrator = make_user(Role.ADMINISTRATOR)
    client.force_login(administrator)
    assert client.get("/prace/lide/").status_code == client.get("/sprava/").status_code == 200

    administrator.memberships.all().delete()

    assert client.get("/prace/lide/").status_code == client.get("/sprava/").status_code == 403


def test_code_of_the_application_is_asked_for_after_the_password(client, jana):
    code = give_app(jana)

    assert sign_in(client, EMAIL)["Location"] == "/prihlaseni/kod/"
    assert not is_signed_in(client)
    assert client.get("/ucet/")["Location"].startswith("/prihlaseni/")

    assert client.post("/prihlaseni/kod/", {"code": code()})["Location"] == "/prace/"
    assert is_signed_in(client)


def test_wrong_code_says_so(client, jana):
    give_app(jana)
    sign_in(client, EMAIL)

    page = client.post("/prihlaseni/kod/", {"code": "abc"}).content.decode()

    assert "<title>Chyba: Druhé ověření" in page
    assert "Kód nesouhlasí" in page
    assert not is_signed_in(client)


def test_code_works_once(client, jana):
    code = give_app(jana)()
    sign_in(client, EMAIL)
    client.post("/prihlaseni/kod/", {"code": code})
    client.post("/odhlaseni/")
    sign_in(client, EMAIL)

    client.post("/prihlaseni/kod/", {"code": code})

    assert not is_signed_in(client)


def test_recovery_code_stands_in_once(client, jana):
    give_app(jana)
    code = recovery_code(jana)
    for expected in (True, False):
        sign_in(client, EMAIL)
        client.post("/prihlaseni/kod/", {"code": code})
        assert is_signed_in(client) is expected
        client.post("/odhlaseni/")


def test_signing_out_takes_a_click_on_a_button(client, jana):
    client.force_login(jana)

    assert "Odhlásit se?" in client.get("/odhlaseni/").content.decode()
    assert is_signed_in(client)
    page = client.post("/odhlaseni/", follow=True).content.decode()

    assert not is_signed_in(client)
    assert "Odhlásili jste se." in page


@pytest.mark.parametrize("address", ["/odhlaseni/", "/sprava/logout/"])
def test_signing_out_empties_what_the_browser_keeps_but_its_mark(client, jana, address):
    client.force_login(jana)
    asked, done = client.get(address), client.post(address)

    assert not asked.has_header("Clear-Site-Data")
    assert done["Clear-Site-Data"] == '"cache", "storage"'


def test_cookies_are_for_this_host_over_https_and_for_no_script(jana, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client = signed_in(jana)
    client.get("/odhlaseni/")
    given = dict(client.cookies)
    given |= {name: cookie for name, cookie in client.post("/odhlaseni/").cookies.items() if name not in given}

    assert given.keys() == {"sessionid", "csrftoken", "prohlizec", "typing", "messages"}
    for cookie in given.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax")
        assert (cookie["path"], cookie["domain"]) == ("/", "")


def test_in_production_their_names_say_so(settings, monkeypatch):
    settings.COOKIE_PREFIX = "__Host-"
    ours = runpy.run_path(cookies.__file__)
    monkeypatch.setenv("CPIC_ENVIRONMENT", "production")
    names = runpy.run_path(str(settings.BASE_DIR / "cpic/settings.py"))

    assert (ours["BROWSER"], ours["TYPING"]) == ("__Host-prohlizec", "__Host-typing")
    assert ours["MessageCookie"].cookie_name == "__Host-messages"
    assert (names["SESSION_COOKIE_NAME"], names["CSRF_COOKIE_NAME"]) == ("__Host-sessionid", "__Host-csrftoken")
    assert names["SESSION_COOKIE_SECURE"] is names["CSRF_COOKIE_SECURE"] is True


def test_forgotten_password_is_set_anew_by_mail(client, jana, mailoutbox):
    client.post("/prihlaseni/zapomenute-heslo/", {"email": EMAIL})

    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    form = client.get(link)["Location"]
    answer = client.post(form, {"password1": "zelený vlak jede", "password2": "zelený vlak jede"}, follow=True)

    assert mailoutbox[0].to == [EMAIL]
    assert "Heslo je změněné" in answer.content.decode()
    assert sign_in(client, EMAIL, "zelený vlak jede")["Location"] == "/prace/"


def test_link_for_a_new_password_works_once(client, jana, mailoutbox):
    client.post("/prihlaseni/zapomenute-heslo/", {"email": EMAIL})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]
    client.post(client.get(link)["Location"], {"password1": "zelený vlak jede", "password2": "zelený vlak jede"})

    assert "Odkaz už neplatí" in client.get(link).content.decode()


def test_forgotten_password_of_nobody_gets_the_same_answer_and_no_mail(client, jana, mailoutbox):
    known = client.post("/prihlaseni/zapomenute-heslo/", {"email": EMAIL}, follow=True)
    unknown = client.post("/prihlaseni/zapomenute-heslo/", {"email": "nikdo@example.cz"}, follow=True)

    assert known.content == unknown.content
    assert [mail.to for mail in mailoutbox] == [[EMAIL]]


def test_reset_does_not_go_around_the_second_factor(client, jana, mailoutbox):
    give_app(jana)
    client.post("/prihlaseni/zapomenute-heslo/", {"email": EMAIL})
    link = re.search(r"http://testserver(\S+)", mailoutbox[0].body)[1]

    client.post(client.get(link)["Location"], {"password1": "zelený vlak jede", "password2": "zelený vlak jede"})

    assert sign_in(client, EMAIL, "zelený vlak jede")["Location"] == "/prihlaseni/kod/"


def test_changed_password_tells_its_owner_and_signs_the_other_devices_out(jana, mailoutbox):
    here, there = signed_in(jana), signed_in(jana)
    facts = {"oldpassword": PASSWORD, "password1": "zelený vlak jede", "password2": "zelený vlak jede"}

    response = here.post("/ucet/heslo/", facts)

    assert response["Location"] == "/ucet/"
    assert here.get("/ucet/").status_code == 200
    assert there.get("/ucet/").status_code == 302
    assert mailoutbox[-1].subject == "Heslo je změněné"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"oldpassword": "jiné"}, "Tohle není vaše dosavadní heslo."),
        ({"password1": "krátké", "password2": "krátké"}, "Heslo je krátké. Potřebuje aspoň 12 znaků."),
        ({"password2": "úplně cizí heslo"}, "Hesla se musí shodovat."),
    ],
)
def test_password_that_cannot_be_changed_says_why(jana, facts, said):
    client = signed_in(jana)
    good = {"oldpassword": PASSWORD, "password1": "zelený vlak jede", "password2": "zelený vlak jede"}

    page = client.post("/ucet/heslo/", good | facts).content.decode()

    assert "<title>Chyba: Změna hesla" in page
    assert said in page
    assert jana.check_password(PASSWORD)


def test_account_shows_the_person_and_the_ways_to_sign_in(jana):
    page = signed_in(jana).get("/ucet/").content.decode()

    assert "Jana" in page
    assert EMAIL in page
    assert "vedoucí centra – CPIC" in page
    assert [
        label
        for label in ("Heslo", "Ověřovací aplikace", "Přístupové klíče", "Přihlášená zařízení")
        if label not in page
    ] == []


def test_device_is_signed_out_from_another_one(jana):
    here, there = signed_in(jana), signed_in(jana)
    other = jana.usersession_set.get(session_key=there.session.session_key)

    here.post(f"/ucet/sezeni/{other.pk}/ukoncit/")

    assert there.get("/ucet/").status_code == 302
    assert here.get("/ucet/").status_code == 200


def test_all_other_devices_are_signed_out_at_once(jana):
    here, *others = signed_in(jana), signed_in(jana), signed_in(jana)

    here.post("/ucet/sezeni/")

    assert [other.get("/ucet/").status_code for other in others] == [302, 302]
    assert here.get("/ucet/").status_code == 200


def test_nobody_ends_a_session_of_somebody_else(jana):
    there, stranger = signed_in(jana), signed_in(make_user())
    session = jana.usersession_set.get()

    assert stranger.post(f"/ucet/sezeni/{session.pk}/ukoncit/").status_code == 404
    assert there.get("/ucet/").status_code == 200


def test_new_address_signs_in_and_the_old_one_does_not(client, jana):
    jana.email = "jana.nova@example.cz"
    jana.save()

    sign_in(client, EMAIL)
    assert not is_signed_in(client)
    sign_in(client, "jana.nova@example.cz")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "socialaccount_signup", "socialaccount_connections"]
)
def test_nobody_signs_up_and_nobody_changes_their_own_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


PUBLIC = {
    *("year-standings", "year-standing", "year-evaluation", "year-evaluation-pdf"),
    *("year-evaluation-number", "year-evaluation-number-pdf", "year-evaluation-word", "year-evaluation-number-word"),
    *("year-word", "edition-word", "edition-centre-word", "centre-year-word", "commitment-edition-word"),
    *("home", "years", "year", "year-pdf", "goal", "edition", "edition-pdf", "centres", "centre", "centre-year"),
    *("comparisons", "comparison", "comparison-numbers", "years-compared", "centre-years-compared"),
    *("search", "opensearch"),
    *("robots", "sitemap", "public-commitment", "public-commitment-term", "public-commitment-pdf"),
    *("public-commitment-large", "commitment-leaflet", "commitment-large", "commitment-simple"),
    *("commitment-edition", "commitment-edition-pdf", "reply", "replied", "minutes-of-gathering"),
    *("questionnaire", "questionnaire-thanks", "feed", "centre-feed", "embed-year", "embed-centre"),
    *(
        "about",
        "accessibility",
        "reading",
        "privacy",
        "cookies",
        "print",
        "year-sheets",
        "centre-sheet",
        "centre-large",
    ),
    *("regions", "region", "signpost", "public-calendar", "calendar-feed"),
    *("open-data", "data-newest", "data-edition", "data-schema", "data-catalogue", "data-norm", "data-norm-set"),
    "data-today",
    *("favicon", "healthz", "readyz", "invitation", "security-txt", "change-password"),
    *("account_login", "account_logout", "account_inactive", "mfa_authenticate", "mfa_login_webauthn"),
    *("openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled"),
    *("account_reset_password", "account_reset_password_done", "administration-login", "administration-logout"),
    *("account_reset_password_from_key", "account_reset_password_from_key_done"),
}


def views(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from views(pattern.url_patterns)
        else:
            yield pattern.name, getattr(pattern.callback, "login_required", True)


def test_everything_needs_a_sign_in_but_what_is_named_here():
    """A new page is private until somebody writes its name down."""
    without = {name for name, needs_sign_in in views(get_resolver().url_patterns) if not needs_sign_in}
    unnamed = {None, "login"}  # the administration's own sign-in, which leads to ours

    assert without - unnamed == PUBLIC


def test_stranger_sees_no_page_of_an_account(client):
    names = ["account", "mfa_index", "mfa_activate_totp", "mfa_list_webauthn", "mfa_add_webauthn", "usersessions_list"]
    names += [
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "people",
        "invite",
    ]
    addresses = [reverse(name) for name in names]

    answers = {address: client.get(address)["Location"] for address in addresses}

    assert answers == {address: f"/prihlaseni/?next={address}" for address in addresses}
