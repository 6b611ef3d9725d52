"""The administrator signs in to the tables and reads a centre there; it is changed in the workspace alone. All under
the strict policy."""

from playwright.sync_api import expect

from cpic.example.people import ADMINISTRATOR
from tests.browser.conftest import EXAMPLE_PASSWORD
from tests.browser.people import go_by


def test_administrator_reads_a_centre_and_cannot_change_it_there(wide_page):
    wide_page.goto("/sprava/")
    wide_page.get_by_label("E-mail").fill(ADMINISTRATOR)
    wide_page.get_by_label("Heslo").fill(EXAMPLE_PASSWORD)
    go_by(wide_page.get_by_role("button", name="Přihlásit se"))
    go_by(wide_page.get_by_role("link", name="Centra", exact=True))
    go_by(wide_page.get_by_role("link", name="CPIC Liberec"))

    expect(wide_page.get_by_text("Adresa:", exact=True)).to_be_visible()
    expect(wide_page.get_by_role("textbox")).to_have_count(0)
    expect(wide_page.get_by_role("button", name="Uložit")).to_have_count(0)
