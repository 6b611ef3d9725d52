"""A month's records in a real browser: written down, corrected, taken back, uploaded, shown by a file.

Once with a pointer and without scripts, once by keyboard alone; then every page held to the rules at both widths.
"""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from centres.models import Centre
from cpic.example import FIXTURES
from cpic.example.people import CB, DEPARTMENT_HEAD, person
from evaluations.models import Indicator, Record
from evaluations.records.records import RecordContent, add, remove
from evaluations.records.sources import load_indicators
from goals.models import Goal
from tests.browser.conftest import loaded_example
from tests.browser.people import Keyboard, Pointer
from tests.evaluations.evidence_cast import pdf_file
from tests.evaluations.sheets_cast import csv
from tests.factories import PRAGUE

HEAD, STAFF = f"vedouci.{CB}@example.cz", f"pracovnik.{CB}@example.cz"
MONTH_PAGE = f"/prace/2026/{CB}/zaznamy/"
QUICK = ("region", "Zapsat, co se stalo")
COURSES = "Sociokulturní kurzy"
NOW = datetime(2026, 9, 20, 12, 0, tzinfo=PRAGUE)
HANDS = {"without scripts": (Pointer, {"java_script_enabled": False}), "by keyboard alone": (Keyboard, {})}


@pytest.fixture
def example(django_db_setup, django_db_blocker, monkeypatch):
    """September 2026, in which the example's year is running."""
    with loaded_example(django_db_blocker):
        load_indicators(FIXTURES)
        monkeypatch.setattr(timezone, "now", lambda: NOW)
        yield


@pytest.fixture(params=HANDS)
def staff(request, browse):
    hands, options = HANDS[request.param]
    return hands(browse(**options)).signs_in(STAFF)


def sheet(*rows):
    filled = [[*row, *[""] * (8 - len(row))] for row in rows]
    return {"name": "zari.csv", "mimeType": "text/csv", "buffer": csv(*filled)}


def test_month_of_records(staff):
    staff.opens(MONTH_PAGE)
    something_is_written_down(staff)
    it_is_corrected(staff)
    it_is_taken_back_and_restored(staff)
    a_file_is_tried_mended_and_written(staff)
    a_file_shows_that_it_happened(staff)


def something_is_written_down(staff):
    staff.chooses("Co se stalo", COURSES, group=QUICK)
    staff.writes("Název", "Beseda o bydlení", group=QUICK)
    staff.presses("Zapsat", group=QUICK)
    staff.sees(f"Zapsáno: {COURSES}, počet 1, den 20. 9. 2026.", "Beseda o bydlení")
    staff.chooses("Co se stalo", "Noví klienti", group=QUICK)
    staff.presses("Zapsat", group=QUICK)
    staff.presses("+1 Noví klienti")
    staff.sees("Zapsáno: Noví klienti, počet 1", "3 záznamy")


def it_is_corrected(staff):
    staff.follows("Upravit Beseda o bydlení")
    staff.writes("Počet", "2")
    staff.presses("Uložit opravu")
    staff.sees("Záznam je opravený.")


def it_is_taken_back_and_restored(staff):
    staff.presses("Vzít zpět Beseda o bydlení")
    staff.sees("Záznam je vzatý zpět a nikde se nepočítá.")
    staff.presses("Vrátit záznam mezi započítané")
    staff.sees("Záznam se zase počítá.", "Počet: 1 → 2")
    staff.follows("Záznamy")


def a_file_is_tried_mended_and_written(staff):
    sound = ["14. 9. 2026", COURSES, "1", "Beseda o škole"]
    staff.follows("Nahrát ze souboru")
    staff.page.set_input_files("input[type=file]", sheet(sound, ["31. 9. 2026", COURSES, "-3"]))
    staff.presses("Vyzkoušet soubor")
    staff.sees("Řádek 3, sloupec Datum: Den „31. 9. 2026“ v kalendáři není.", "Řádek 3, sloupec Počet: Počet −3")
    staff.follows("Nahrát opravený soubor")
    staff.page.set_input_files("input[type=file]", sheet(sound, ["13. 9. 2026", COURSES, "3", "Beseda o práci"]))
    staff.presses("Vyzkoušet soubor")
    staff.presses("Zapsat 2 záznamy")
    staff.sees("Zapsány 2 záznamy.", "Beseda o škole", "Beseda o práci")


def a_file_shows_that_it_happened(staff):
    staff.follows("Upravit Beseda o škole")
    staff.page.set_input_files(
        "input[type=file]", {"name": "Listina.pdf", "mimeType": "application/pdf", "buffer": pdf_file()}
    )
    staff.presses("Přiložit soubor")
    staff.sees("Doklad „Listina.pdf“ je přiložený.")
    assert staff.downloads("Listina.pdf").suggested_filename == "Listina.pdf"


def make_records():
    """One of each kind: long, private, taken back, with everything; the last of them is returned."""
    centre, by = Centre.objects.get(slug=CB), person(STAFF)
    known = {one.slug: one for one in Indicator.objects.all()}
    whole = {
        "topic": "bydlení",
        "participants": 12,
        "note": "Volat 602 123 456",
        "links": f"https://example.cz/{'x' * 400}",
    }
    add(centre, RecordContent(known["sledujici"], date(2026, 9, 1), Decimal(2500)), by=by, now=NOW)
    gone = add(centre, RecordContent(known["klienti"], date(2026, 9, 2)), by=by, now=NOW)
    remove(gone, by=by, now=NOW)
    content = RecordContent(known["sociokulturni-kurzy"], date(2026, 9, 3), title="Velmi dlouhý název " * 9, **whole)
    return gone, add(centre, content, by=by, now=NOW)


def test_pages_are_accessible_and_fit_their_width(browse, hold):
    gone, record = make_records()
    goal = Goal.objects.approved().filter(centre__slug=CB, document__year=2026).first()
    head, above = (Pointer(browse()).signs_in(email) for email in (HEAD, DEPARTMENT_HEAD))
    pages = [
        *(MONTH_PAGE, f"{MONTH_PAGE}?mesic=1", f"{MONTH_PAGE}?mesic=12", f"{MONTH_PAGE}9/nahrat/"),
        *(reverse("record", args=[row.pk]) for row in (record, gone)),
        *(f"/prace/2026/{CB}/ukazatele/", "/prace/zavazek/ukazatele/", f"/prace/cil/{goal.pk}/doklady/"),
    ]

    for address in pages:
        for visitor in (head, above) if "nahrat" not in address else (head,):
            visitor.opens(address)
            hold(visitor.page)


def test_pages_in_error_say_so_and_take_the_focus(browse, hold):
    _gone, record = make_records()
    head = Pointer(browse()).signs_in(HEAD)

    def in_error(address, act):
        head.opens(address)
        act()
        expect(head.page).to_have_title(re.compile("^Chyba: "))
        expect(head.page.locator(".error-summary")).to_be_focused()
        hold(head.page)

    def tries(*rows):
        head.page.set_input_files("input[type=file]", sheet(*rows))
        head.presses("Vyzkoušet soubor")

    def writes_no_number():
        head.writes("Počet", "mnoho", group=QUICK)
        head.presses("Zapsat", group=QUICK)

    def corrects_into_the_future():
        head.page.get_by_label("Den").fill("2026-09-21")
        head.presses("Uložit opravu")

    in_error(MONTH_PAGE, writes_no_number)
    in_error(reverse("record", args=[record.pk]), corrects_into_the_future)
    in_error(reverse("record", args=[record.pk]), lambda: head.presses("Přiložit soubor"))
    in_error(f"{MONTH_PAGE}9/nahrat/", lambda: head.presses("Vyzkoušet soubor"))
    in_error(f"{MONTH_PAGE}9/nahrat/", lambda: tries(["31. 9. 2026", COURSES, "-3"]))


def test_trial_and_conflict_are_accessible(browse, hold):
    _gone, record = make_records()
    head = Pointer(browse()).signs_in(HEAD)

    head.opens(f"{MONTH_PAGE}9/nahrat/")
    head.page.set_input_files("input[type=file]", sheet(["1. 9. 2026", "Sledující na sociálních sítích", "2500"]))
    head.presses("Vyzkoušet soubor")
    head.sees("1 řádek už je zapsaný")
    hold(head.page)

    head.opens(reverse("record", args=[record.pk]))
    Record.objects.filter(pk=record.pk).update(version=2, title="Jejich název")
    head.writes("Název", "Můj název")
    head.presses("Uložit opravu")
    head.sees("Jejich název")
    hold(head.page)
