"""The public pages as people meet them: at both widths, by keyboard, without scripts, on paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.people import go_by

PAGES = [
    "/",
    "/cile/",
    "/cile/2026/",
    "/cile/2026/?region=CZ031",
    "/cile/2026/?q=ponorka",
    "/cile/2026/?region=nikde",
    "/cile/2026/1/",
    "/cile/2026/vydani/1/",
    "/centra/",
    "/centra/liberec/",
    "/centra/praha/",
    "/centra/pisek/2026/",
    "/cile/2026/999/",
    "/nic-takoveho/",
    "/prihlaseni/",
    # In other languages, whose words are longer and whose letters are others.
    "/en/cile/2026/",
    "/uk/",
    "/ru/cile/2026/1/",
    "/vi/centra/liberec/",
    "/hledat/?q=kurz",
    "/hledat/?q=kurz+pneumatika",
    "/en/hledat/?q=***",
]


@pytest.mark.parametrize("address", PAGES)
def test_page_is_accessible_and_fits_its_width(browse, hold, address):
    page = browse()
    page.goto(address)

    hold(page)


@pytest.mark.parametrize("address", ["/", "/cile/2026/", "/cile/2026/1/", "/centra/"])
def test_page_at_200_percent_fits_its_width(browse, address):
    page = browse(1280 // 2, device_scale_factor=2)
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") == page.evaluate("innerWidth")


def test_reader_finds_a_centre_and_its_goal(page):
    page.goto("/")
    go_by(page.get_by_role("link", name="CPIC Písek"))
    expect(page.get_by_role("heading", level=1)).to_have_text("CPIC Písek")
    goal = page.locator(".goal-row a").first
    wording = goal.inner_text()
    go_by(goal)

    expect(page.locator(".wording")).to_have_text(wording)


def test_reader_filters_a_year_and_comes_back(page):
    page.goto("/cile/2026/")
    page.get_by_label("Kraj").select_option("Jihočeský kraj")
    page.get_by_label("Hledat ve znění").fill("STRAKONICE")
    go_by(page.get_by_role("button", name="Zobrazit"))

    expect(page.locator(".goal-row")).to_have_count(1)
    expect(page.get_by_label("Kraj")).to_have_value("CZ031")
    go_by(page.get_by_role("link", name="zrušit výběr"))
    expect(page.locator(".goal-row")).to_have_count(70)


def test_reader_without_scripts_sees_the_same(browse):
    page = browse(java_script_enabled=False)
    page.goto("/cile/2026/?centre=zlin")

    expect(page.locator(".goal-row")).to_have_count(5)


def test_keyboard_goes_first_to_the_content(wide_page):
    wide_page.goto("/cile/2026/")
    wide_page.keyboard.press("Tab")

    expect(wide_page.locator(":focus")).to_have_text("Přejít na obsah")
    wide_page.keyboard.press("Enter")
    expect(wide_page.locator("#obsah")).to_be_focused()


def test_error_of_a_filter_is_announced(wide_page):
    wide_page.goto("/cile/2026/?region=nikde")

    expect(wide_page).to_have_title(
        "Chyba: Operační cíle center na podporu integrace cizinců 2026 – Cíle center na podporu integrace cizinců"
    )
    expect(wide_page.locator(":focus")).to_contain_text("Zkontrolujte vyplněné údaje")


def test_print_leaves_navigation_and_filters_out(wide_page):
    wide_page.goto("/cile/2026/")
    wide_page.emulate_media(media="print")

    expect(wide_page.locator(".nav")).to_be_hidden()
    expect(wide_page.locator(".filters")).to_be_hidden()
    expect(wide_page.locator(".goal-row").first).to_be_visible()


def test_high_contrast_keeps_the_borders_of_controls(browse):
    page = browse(forced_colors="active")
    page.goto("/cile/2026/")

    assert page.get_by_label("Kraj").evaluate("e => getComputedStyle(e).borderStyle") == "solid"
