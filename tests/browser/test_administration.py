"""The administrator signs in and corrects a fact; the public page shows it at once. All under the strict policy."""

from playwright.sync_api import expect

from cpic.example.people import ADMINISTRATOR
from tests.browser.conftest import EXAMPLE_PASSWORD


def test_administrator_corrects_an_address(wide_page):
    wide_page.goto("/centra/liberec/")
    wide_page.goto("/sprava/")
    wide_page.get_by_label("E-mail").fill(ADMINISTRATOR)
    wide_page.get_by_label("Heslo").fill(EXAMPLE_PASSWORD)
    wide_page.get_by_role("button", name="Přihlásit se").click()
    wide_page.get_by_role("link", name="Centra", exact=True).click()
    wide_page.get_by_role("link", name="CPIC Liberec").click()
    wide_page.get_by_label("Adresa:").fill("Nová 1, Liberec")
    wide_page.get_by_role("button", name="Uložit", exact=True).click()
    wide_page.goto("/centra/liberec/")

    expect(wide_page.get_by_text("Nová 1, Liberec")).to_be_visible()
