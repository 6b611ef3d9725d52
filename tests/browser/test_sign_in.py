"""People sign in, set up what they sign in with, and come in by invitation, on a phone; every page at both widths."""

import re
import time
from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect

from centres.invitations import invite
from centres.models import Event, Invitation, Role, User
from tests.browser.conftest import EXAMPLE_PASSWORD
from tests.browser.people import go_by
from tests.factories import make_user
from tests.frozen import lifted_triggers

PASSWORD = "dlouhé heslo pro zkoušku"
EMAIL = "jana@example.cz"


@pytest.fixture(autouse=True)
def _no_attempts(live):
    """Those of one test do not count in another."""
    cache.clear()


@pytest.fixture
def page(narrow_page):
    yield narrow_page
    narrow_page.close()  # with the keys that a test has given to it


@pytest.fixture
def jana(live, transactional_people):
    return transactional_people(Role.DIRECTOR, email=EMAIL, password=PASSWORD, first_name="Jana", last_name="Nová")


@pytest.fixture
def transactional_people(live, django_db_blocker):
    """Makes people that the live server sees, and takes them away again."""
    made = []

    def make(role=None, **facts):
        with django_db_blocker.unblock():
            made.append(make_user(role, **facts))
        return made[-1]

    with django_db_blocker.unblock():
        yield make
        Invitation.objects.all().delete()
        with lifted_triggers():
            Event.objects.filter(by__in=made).delete()
            User.objects.filter(pk__in=[person.pk for person in made]).delete()


def sign_in(page, password=PASSWORD, email=EMAIL):
    page.goto("/prihlaseni/?next=/ucet/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Heslo").fill(password)
    go_by(page.get_by_role("button", name="Přihlásit se"))


def code_of(secret):
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30))


def confirm_password(page):
    page.get_by_label("Heslo").fill(PASSWORD)
    go_by(page.get_by_role("button", name="Potvrdit"))


def set_up_application(page):
    """Through the account to a working application; returns its key and the recovery codes."""
    page.goto("/ucet/dvoufaktor/aplikace/")
    confirm_password(page)
    secret = page.locator(".secret").inner_text()
    page.get_by_label("Kód z aplikace").fill(code_of(secret))
    go_by(page.get_by_role("button", name="Zapnout"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Záchranné kódy")
    return secret, page.locator(".codes code").all_inner_texts()


def sign_out(page):
    page.goto("/odhlaseni/")
    go_by(page.get_by_role("button", name="Odhlásit se"))
    expect(page.get_by_text("Odhlásili jste se.")).to_be_visible()


def add_authenticator(page):
    """A device that holds keys and always knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    options |= {"hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def heading(page, text):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_password_signs_in(page, jana):
    sign_in(page)

    heading(page, "Můj účet")
    expect(page.get_by_role("main").get_by_text("Jana Nová")).to_be_visible()


def test_wrong_password_leads_to_the_summary_of_errors(page, jana):
    sign_in(page, "špatné heslo")

    expect(page).to_have_title(re.compile("^Chyba: Přihlášení"))
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("E-mail")).to_have_value(EMAIL)


def test_code_of_the_application_signs_in(page, jana):
    sign_in(page)
    secret, _codes = set_up_application(page)
    sign_out(page)

    sign_in(page)
    heading(page, "Druhé ověření")
    page.get_by_label("Kód").fill(code_of(secret))
    go_by(page.get_by_role("button", name="Přihlásit se", exact=True))

    heading(page, "Můj účet")


def test_recovery_code_signs_in(page, jana):
    sign_in(page)
    _secret, codes = set_up_application(page)
    sign_out(page)

    sign_in(page)
    page.get_by_label("Kód").fill(codes[0])
    go_by(page.get_by_role("button", name="Přihlásit se", exact=True))

    heading(page, "Můj účet")
    expect(page.get_by_text("zbývá 9 nepoužitých")).to_be_visible()


def add_passkey(page):
    add_authenticator(page)
    page.goto("/ucet/klice/pridat/")
    confirm_password(page)
    page.get_by_label("Název klíče").fill("Pracovní notebook")
    go_by(page.get_by_role("button", name="Vytvořit klíč"))
    heading(page, "Záchranné kódy")


def test_passkey_is_added_and_signs_in_by_itself(page, jana):
    sign_in(page)
    add_passkey(page)
    page.goto("/ucet/klice/")
    expect(page.get_by_text("Pracovní notebook").first).to_be_visible()
    sign_out(page)

    page.goto("/prihlaseni/?next=/ucet/")
    go_by(page.get_by_role("link", name="Přihlásit se přístupovým klíčem"))
    go_by(page.get_by_role("button", name="Použít klíč"))

    heading(page, "Můj účet")


def test_passkey_is_the_second_factor_after_a_password(page, jana):
    sign_in(page)
    add_passkey(page)
    sign_out(page)

    sign_in(page)
    heading(page, "Druhé ověření")
    go_by(page.get_by_role("button", name="Použít klíč"))

    heading(page, "Můj účet")


def test_passkey_that_is_not_there_says_so(page, jana):
    """No device answers: the person turns it down, or there is none."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"isUserVerified": False}})
    page.goto("/prihlaseni/klic/")

    page.get_by_role("button", name="Použít klíč").click()

    expect(page.get_by_text("Klíč se nepodařilo použít")).to_be_visible()


def test_passkey_is_renamed_and_removed(page, jana):
    sign_in(page)
    add_passkey(page)
    page.goto("/ucet/klice/")
    go_by(page.get_by_role("link", name="Přejmenovat"))
    page.get_by_label("Název klíče").fill("Telefon")
    go_by(page.get_by_role("button", name="Uložit název"))
    go_by(page.get_by_role("link", name="Odebrat"))
    heading(page, "Odebrat klíč Telefon?")
    go_by(page.get_by_role("button", name="Odebrat klíč"))

    expect(page.get_by_text("Přístupový klíč je odebraný.")).to_be_visible()


def test_without_scripts_the_pages_of_keys_say_what_works(browse, jana):
    page = browse(java_script_enabled=False)

    page.goto("/prihlaseni/klic/")

    expect(page.get_by_text("Přístupový klíč potřebuje v prohlížeči zapnuté skripty.")).to_be_visible()
    expect(page.get_by_role("button", name="Použít klíč")).to_be_hidden()


def test_without_scripts_password_and_code_sign_in(browse, jana):
    page = browse(java_script_enabled=False)
    sign_in(page)
    secret, _codes = set_up_application(page)
    sign_out(page)

    sign_in(page)
    page.get_by_label("Kód").fill(code_of(secret))
    go_by(page.get_by_role("button", name="Přihlásit se", exact=True))

    heading(page, "Můj účet")


def test_device_is_signed_out_from_another(browse, jana):
    here, there = browse(), browse()
    sign_in(there)
    sign_in(here)

    here.goto("/ucet/sezeni/")
    go_by(here.get_by_role("button", name="Odhlásit", exact=True))
    confirm_password(here)
    expect(here.get_by_text("Zařízení je odhlášené.")).to_be_visible()
    there.reload()

    heading(there, "Přihlášení")


def test_forgotten_password_is_set_anew(page, jana):
    page.goto("/prihlaseni/")
    go_by(page.get_by_role("link", name="Zapomenuté heslo"))
    page.get_by_label("E-mail").fill(EMAIL)
    go_by(page.get_by_role("button", name="Poslat odkaz"))
    heading(page, "Podívejte se do pošty")

    page.goto(re.search(r"http://localhost\S+", mail.outbox[-1].body)[0])
    page.get_by_label("Nové heslo", exact=True).fill("zelený vlak jede")
    page.get_by_label("Nové heslo ještě jednou").fill("zelený vlak jede")
    go_by(page.get_by_role("button", name="Nastavit heslo"))
    heading(page, "Heslo je změněné")
    sign_in(page, "zelený vlak jede")

    heading(page, "Můj účet")


def test_invitation_is_sent_and_accepted(browse, transactional_people):
    administrator = transactional_people(Role.ADMINISTRATOR, email="zve@example.cz", password=PASSWORD)
    page = browse()
    sign_in(page, email=administrator.email)
    page.goto("/prace/lide/")
    go_by(page.get_by_role("link", name="Dát roli nebo pozvat"))
    page.get_by_label("Jméno").fill("Karel")
    page.get_by_label("Příjmení").fill("Nováček")
    page.get_by_label("E-mail").fill("karel@example.cz")
    page.get_by_label("Role", exact=True).select_option("vedoucí centra")
    page.get_by_label("Centrum").select_option("CPIC Liberec")
    go_by(page.get_by_role("button", name="Dát roli"))
    expect(page.get_by_text("Pozvánka odešla na karel@example.cz.")).to_be_visible()

    newcomer = browse()
    newcomer.goto(re.search(r"http://localhost\S+", mail.outbox[-1].body)[0])
    heading(newcomer, "Pozvánka do aplikace Cíle center")
    newcomer.get_by_label("Heslo", exact=True).fill(PASSWORD)
    newcomer.get_by_label("Heslo ještě jednou").fill(PASSWORD)
    go_by(newcomer.get_by_role("button", name="Vytvořit účet a přihlásit se"))
    newcomer.goto("/ucet/")

    expect(newcomer.get_by_text("vedoucí centra – CPIC Liberec")).to_be_visible()


# Every page: accessible, within its width, forms in error included


@pytest.fixture
def check(page, hold):
    """Holds the page that is open to its title and to what every page is held to."""

    def check_page(title):
        heading(page, title)
        hold(page)

    return check_page


def submit_empty(page, name):
    """Send the form as a browser that checks nothing."""
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    go_by(page.get_by_role("button", name=name, exact=True))


def test_pages_of_the_sign_in_are_accessible(page, check, jana):
    page.goto("/prihlaseni/")
    check("Přihlášení")
    submit_empty(page, "Přihlásit se")
    check("Přihlášení")
    page.goto("/prihlaseni/klic/")
    check("Přihlášení přístupovým klíčem")
    page.goto("/prihlaseni/vypnuto/")
    check("Účet je vypnutý")
    page.goto("/prihlaseni/adresar/zruseno/")
    check("Přihlášení jste přerušili")
    page.goto("/prihlaseni/zapomenute-heslo/")
    check("Zapomenuté heslo")
    submit_empty(page, "Poslat odkaz")
    check("Zapomenuté heslo")
    page.goto("/prihlaseni/zapomenute-heslo/odeslano/")
    check("Podívejte se do pošty")
    page.goto("/prihlaseni/zapomenute-heslo/1-neplatny/")
    check("Odkaz už neplatí")


def test_pages_of_a_new_password_are_accessible(page, check, jana):
    page.goto("/prihlaseni/zapomenute-heslo/")
    page.get_by_label("E-mail").fill(EMAIL)
    go_by(page.get_by_role("button", name="Poslat odkaz"))
    heading(page, "Podívejte se do pošty")
    page.goto(re.search(r"http://localhost\S+", mail.outbox[-1].body)[0])
    check("Nové heslo")
    page.get_by_label("Nové heslo", exact=True).fill("krátké")
    submit_empty(page, "Nastavit heslo")
    check("Nové heslo")
    page.goto("/prihlaseni/zapomenute-heslo/zmeneno/")
    check("Heslo je změněné")


def test_pages_of_the_account_are_accessible(page, check, jana):
    sign_in(page)
    check("Můj účet")
    page.goto("/ucet/heslo/")
    check("Změna hesla")
    submit_empty(page, "Změnit heslo")
    check("Změna hesla")
    page.goto("/ucet/dvoufaktor/")
    check("Druhé ověření")
    page.goto("/ucet/sezeni/")
    check("Přihlášená zařízení")
    page.goto("/ucet/prihlaseni/")
    check("Kdy a odkud jste se přihlašovali")
    page.goto("/odhlaseni/")
    check("Odhlásit se?")


def test_pages_of_the_application_are_accessible(page, check, jana):
    sign_in(page)
    page.goto("/ucet/dvoufaktor/aplikace/")
    check("Potvrďte, že jste to vy")
    submit_empty(page, "Potvrdit")
    check("Potvrďte, že jste to vy")
    confirm_password(page)
    check("Zapnutí ověřovací aplikace")
    submit_empty(page, "Zapnout")
    check("Zapnutí ověřovací aplikace")
    page.get_by_label("Kód z aplikace").fill(code_of(page.locator(".secret").inner_text()))
    go_by(page.get_by_role("button", name="Zapnout"))
    check("Záchranné kódy")
    page.goto("/ucet/zachranne-kody/nove/")
    check("Nové záchranné kódy")
    page.goto("/ucet/dvoufaktor/aplikace/vypnout/")
    check("Vypnutí ověřovací aplikace")
    page.goto("/ucet/overeni/kod/")
    check("Potvrďte, že jste to vy")
    submit_empty(page, "Potvrdit")
    check("Potvrďte, že jste to vy")
    sign_out(page)
    sign_in(page)
    check("Druhé ověření")
    submit_empty(page, "Přihlásit se")
    check("Druhé ověření")


def test_pages_for_whom_a_second_factor_is_a_duty_are_accessible(page, check, jana, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    sign_in(page)
    page.goto("/prace/lide/")
    check("Druhé ověření")
    expect(page.get_by_text("Než budete pokračovat, zapněte druhé ověření")).to_be_visible()
    set_up_application(page)
    page.goto("/ucet/dvoufaktor/aplikace/vypnout/")
    check("Vypnutí ověřovací aplikace")
    expect(page.get_by_text("Vaše role potřebuje druhé ověření")).to_be_visible()


def test_pages_of_keys_are_accessible(page, check, jana):
    sign_in(page)
    page.goto("/ucet/klice/")
    check("Přístupové klíče")
    add_authenticator(page)
    page.goto("/ucet/klice/pridat/")
    confirm_password(page)
    check("Nový přístupový klíč")
    go_by(page.get_by_role("button", name="Vytvořit klíč"))
    check("Záchranné kódy")
    page.goto("/ucet/klice/")
    check("Přístupové klíče")
    go_by(page.get_by_role("link", name="Přejmenovat"))
    check("Název klíče")
    page.get_by_label("Název klíče").fill("")
    submit_empty(page, "Uložit název")
    check("Název klíče")
    page.goto("/ucet/klice/")
    go_by(page.get_by_role("link", name="Odebrat"))
    check("Odebrat klíč Klíč?")
    page.goto("/ucet/overeni/klic/")
    check("Potvrďte, že jste to vy")
    sign_out(page)
    sign_in(page)
    check("Druhé ověření")


def test_pages_of_people_are_accessible(page, check, transactional_people):
    administrator = transactional_people(Role.ADMINISTRATOR, email="zve@example.cz", password=PASSWORD)
    sign_in(page, email=administrator.email)
    heading(page, "Můj účet")
    links = [send_invitation(administrator, number) for number in range(2)]
    page.goto("/prace/lide/")
    check("Lidé")
    go_by(page.get_by_role("link", name="Dát roli nebo pozvat"))
    check("Dát roli nebo pozvat")
    submit_empty(page, "Dát roli")
    check("Dát roli nebo pozvat")
    page.goto(links[0])
    check("Pozvánka do aplikace Cíle center")
    go_by(page.get_by_role("button", name="Odhlásit se a pokračovat"))
    check("Pozvánka do aplikace Cíle center")
    submit_empty(page, "Vytvořit účet a přihlásit se")
    check("Pozvánka do aplikace Cíle center")
    page.goto(links[1])
    check("Pozvánka neplatí")
    page.goto("/pozvanka/neznama/")
    check("Pozvánka neplatí")


def send_invitation(by, number):
    """The first is new, the second has expired."""
    links = []
    invitation = Invitation(
        first_name="Karel", last_name="Nováček", email=f"karel{number}@example.cz", role=Role.DIRECTOR
    )
    sent_at = timezone.now() - timedelta(days=8 * number)
    invite(invitation, by=by, now=sent_at, link=lambda token: links.append(f"/pozvanka/{token}/") or links[0])
    return links[0]


def test_page_of_too_many_attempts_is_accessible(page, check, jana):
    for _ in range(4):
        page.goto("/prihlaseni/zapomenute-heslo/")
        page.get_by_label("E-mail").fill(EMAIL)
        go_by(page.get_by_role("button", name="Poslat odkaz"))
        expect(page.get_by_role("heading", level=1)).to_have_text(
            re.compile("Podívejte se do pošty|Příliš mnoho pokusů")
        )

    check("Příliš mnoho pokusů")


def test_example_administrator_signs_in(wide_page, live):
    sign_in(wide_page, EXAMPLE_PASSWORD, "spravce@example.cz")

    heading(wide_page, "Můj účet")
