"""The closing of a year by a head and the department head to the public page and its PDF: once without scripts, once
by keyboard; and every page of it at both widths."""

import io
import re
from types import SimpleNamespace

import pdfplumber
import pytest
from playwright.sync_api import expect

from centres.models import Centre
from cpic.example.people import DEPARTMENT_HEAD, DIRECTOR, head_of, person
from evaluations.closings import closing as verbs
from evaluations.closings.closing import begin_closing
from tests.browser.conftest import loaded_example
from tests.browser.people import Keyboard, Pointer
from tests.evaluations.closing_cast import (
    COURSES,
    JANUARY,
    WORDS,
    YEAR,
    accepted,
    close_months,
    confirmed,
    evaluated,
    hold_courses,
    make_year,
    say,
    stood,
)

pytestmark = pytest.mark.draws_pdfs
CB, JIHLAVA = "ceske-budejovice", "jihlava"
HEAD = f"vedouci.{CB}@example.cz"
CLOSING = f"/prace/{YEAR}/{CB}/uzaverka/"
REASON = "Tři kurzy vedl partner v našich prostorách."
RETURNED = "Doložte kurzy partnera seznamem."
NARRATIVE = "Kurzů bylo méně, než jsme chtěli; chyběla lektorka."
NETWORK = "Síť splnila většinu svých cílů."
GOAL_1 = ("region", "Cíl 1")
HANDS = {"without scripts": (Pointer, {"java_script_enabled": False}), "by keyboard alone": (Keyboard, {})}


@pytest.fixture
def example(django_db_setup, django_db_blocker):
    """Each telling begins anew: the year before the example's is over, and all its months are closed."""
    with loaded_example(django_db_blocker), django_db_blocker.unblock():
        yield make_ended_years()


def make_ended_years():
    """Two centres; of the second one the closing is accepted already."""
    years = {}
    for slug in (CB, JIHLAVA):
        document = years[CB].document if years else None
        year = make_year(COURSES, WORDS, centre=Centre.objects.get(slug=slug), document=document, is_closed=False)
        hold_courses(year, 9)
        say(year.goals[1], "on_track", said="Domluven termín se školou.")
        close_months(year.centre)
        years[slug] = year
    accepted(years[JIHLAVA])
    return years


@pytest.fixture(params=HANDS)
def cast(request, browse):
    """Everybody signed in, each in a browser of their own, and a reader who is nobody's account."""
    hands, options = HANDS[request.param]
    people = {"head": HEAD, "above": DEPARTMENT_HEAD}
    signed_in = {name: hands(browse(**options)).signs_in(email) for name, email in people.items()}
    return SimpleNamespace(reader=hands(browse(**options)), **signed_in)


def test_year_is_closed_evaluated_and_read_by_the_public(cast):
    the_head_says_how_the_goals_ended(cast.head)
    the_department_head_returns_it(cast.above)
    the_head_mends_and_sends_it_again(cast.head)
    the_department_head_accepts_it(cast.above)
    the_evaluation_comes_out(cast.above)
    the_public_reads_how_the_year_ended(cast.reader)
    the_next_year_starts_from_it(cast.head)


def the_head_says_how_the_goals_ended(head):
    head.goes_to_work()
    head.follows(f"CPIC České Budějovice {YEAR}")
    head.follows("Uzávěrka", group=("navigation", "Rok centra"))
    head.sees("9 z 12 kurzů", "Z čísel vychází: splněn částečně.", "Splnění nedokládá žádný soubor.")
    head.marks("nelze posoudit", group=GOAL_1)
    head.presses("Odeslat uzávěrku")
    head.sees("Nic se zatím neuložilo", "Napište, proč je výsledek jiný.")
    head.writes("Proč je výsledek jiný než návrh", REASON, group=GOAL_1)
    head.writes("Slovní zhodnocení roku", NARRATIVE)
    head.presses("Odeslat uzávěrku")
    head.sees_title(f"Uzávěrka roku {YEAR} je odeslaná")


def the_department_head_returns_it(above):
    above.opens(f"/prace/{YEAR}/uzaverka/")
    above.sees("Přijaté uzávěrky: 1 ze 2.", "čeká na rozhodnutí")
    above.follows("Rozhodnout – CPIC České Budějovice")
    above.sees(REASON, NARRATIVE)
    above.marks("Vrátit k doplnění")
    above.writes("Důvod vrácení", RETURNED)
    above.presses("Potvrdit rozhodnutí")
    above.sees_title(f"Uzávěrka roku {YEAR} je vrácená")


def the_head_mends_and_sends_it_again(head):
    head.opens(CLOSING)
    head.sees(RETURNED)
    head.writes("Proč je výsledek jiný než návrh", f"{REASON} Seznam je v dokladech.", group=GOAL_1)
    head.presses("Uložit")
    head.sees("Uloženo. Uzávěrka čeká, až ji odešlete.")
    head.presses("Odeslat uzávěrku")
    head.sees_title(f"Uzávěrka roku {YEAR} je odeslaná")


def the_department_head_accepts_it(above):
    above.follows("Uzávěrky")
    above.follows("Rozhodnout – CPIC České Budějovice")
    above.sees("Seznam je v dokladech.")
    above.marks("Přijmout")
    above.presses("Potvrdit rozhodnutí")
    above.sees_title(f"Uzávěrka roku {YEAR} je přijatá")


def the_evaluation_comes_out(above):
    above.follows("Uzávěrky")
    above.sees("Přijaté uzávěrky: 2 ze 2.")
    above.follows("Připravit vyhodnocení roku")
    above.sees("Nic nechybí.", REASON, NARRATIVE)
    above.writes("Slovní zhodnocení roku", NETWORK)
    above.presses(f"Zveřejnit vyhodnocení roku {YEAR}")
    above.sees_title(f"Zveřejněno: Vyhodnocení operačních cílů center {YEAR}")


def the_public_reads_how_the_year_ended(reader):
    reader.opens(f"/cile/{YEAR}/")
    reader.sees(f"Jak rok {YEAR} dopadl")
    reader.follows(f"Vyhodnocení roku {YEAR}")
    reader.sees_title(f"Vyhodnocení operačních cílů center {YEAR}")
    reader.sees(NETWORK, NARRATIVE, REASON, "Z čísel vychází: splněn částečně.", "Výsledky podle center")
    reader.sees_no("Domluven termín", RETURNED)
    the_pdf_says_the_same(reader)
    reader.follows("Cíl centra CPIC České Budějovice číslo 1.")
    reader.sees("Jak cíl skončil", "9 z 12 kurzů")


def the_pdf_says_the_same(reader):
    address = reader.find("link", "Stáhnout PDF").get_attribute("href")
    answer = reader.page.request.get(address)
    with pdfplumber.open(io.BytesIO(answer.body())) as pdf:
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    expected = (NETWORK, "Tři kurzy vedl partner", "9 z 12 kurzů", "CPIC Jihlava")
    assert [each for each in expected if each not in text] == []


def the_next_year_starts_from_it(head):
    head.opens(f"/prace/2026/{CB}/")
    head.sees(f"Jak rok {YEAR} skončil:", "9 z 12 kurzů")


# Every page, at both widths


PUBLIC = [f"/cile/{YEAR}/", f"/cile/{YEAR}/1/", f"/cile/{YEAR}/stav/", f"/cile/{YEAR}/stav/1/"]


def holds(who, hold, *addresses):
    for address in addresses:
        who.opens(address)
        hold(who.page)


def test_pages_of_closing_a_year_are_accessible_in_every_state(example, browse, hold):
    year = example[CB]
    head, above = Pointer(browse()).signs_in(HEAD), Pointer(browse()).signs_in(DEPARTMENT_HEAD)
    director, reader = Pointer(browse()).signs_in(DIRECTOR), Pointer(browse())
    stood(year.document, 9)
    holds(reader, hold, *PUBLIC)
    holds(head, hold, CLOSING)
    the_error_is_held(head, hold)
    closings, release = f"/prace/{YEAR}/uzaverka/", [f"/prace/{YEAR}/stav/", f"/prace/{YEAR}/vyhodnoceni/"]
    holds(above, hold, CLOSING, closings, CLOSING + "rozhodnuti/", *release)
    closing = begin_closing(year.plan)
    verbs.send(closing, results=confirmed(closing), by=head_of(CB), now=JANUARY)
    holds(head, hold, CLOSING, CLOSING + "odeslano/")
    holds(above, hold, CLOSING + "rozhodnuti/", closings)
    holds(director, hold, CLOSING, closings)
    verbs.accept(begin_closing(year.plan), by=person(DEPARTMENT_HEAD), now=JANUARY)
    holds(above, hold, CLOSING + "rozhodnuto/", CLOSING + "rozhodnuti/", f"/prace/{YEAR}/vyhodnoceni/")
    evaluated(year.document, by=person(DEPARTMENT_HEAD))
    holds(above, hold, f"/prace/{YEAR}/vyhodnoceni/zverejneno/", f"/prace/{YEAR}/stav/1/", f"/prace/{YEAR}/stav/")
    holds(reader, hold, *PUBLIC, f"/cile/{YEAR}/hodnoceni/", f"/centra/{CB}/{YEAR}/")
    holds(head, hold, CLOSING, f"/prace/2026/{CB}/")


def the_error_is_held(head, hold):
    head.marks("nesplněn", group=GOAL_1)
    head.presses("Uložit")
    expect(head.page).to_have_title(re.compile("^Chyba: "))
    expect(head.page.locator(".error-summary")).to_be_focused()
    hold(head.page)
