"""From an empty database to a year on the web: the first administrator comes in by a link, the first steps lead, and
the document of the year is taken over as what it is on paper. Told at both widths."""

import re
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from goals.models import Edition
from tests.browser.people import Pointer
from tests.frozen import lifted_triggers

DOCUMENT = settings.BASE_DIR / "fixtures" / "operacni-cile-2026.md"
PASSWORD = "dlouhé heslo první správkyně"


@pytest.fixture
def example(django_db_setup, django_db_blocker):
    """Nothing but the reference data."""
    with django_db_blocker.unblock():
        call_command("load_reference", stdout=StringIO())
        yield
        with lifted_triggers():
            call_command("flush", verbosity=0, interactive=False)
        cache.clear()
        connection.close()


def test_first_administrator_takes_the_year_over(page, axe):
    hands, link = Pointer(page), StringIO()
    call_command("invite_administrator", "jana@example.cz", stdout=link)

    def looks_right():
        axe(page)
        width = page.viewport_size["width"]
        page.set_viewport_size({"width": 320, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.set_viewport_size({"width": width, "height": 900})

    hands.opens(re.search(r"/pozvanka/\S+", link.getvalue())[0])
    hands.writes("Jméno", "Jana")
    hands.writes("Příjmení", "Správná")
    page.get_by_label("Heslo", exact=True).fill(PASSWORD)
    page.get_by_label("Heslo ještě jednou").fill(PASSWORD)
    hands.presses("Vytvořit účet a přihlásit se")

    hands.goes_to_work()
    hands.sees("První kroky", "Vedoucí odboru schvaluje a vydává cíle.")
    looks_right()
    hands.follows("Nahrát dokument", group=("region", "První kroky"))
    page.get_by_label("Dokument s cíli").set_input_files(DOCUMENT)
    looks_right()
    hands.presses("Vyzkoušet")
    hands.sees_title("Co se převezme")
    hands.sees("70 cílů", "CPIC Benešov")
    looks_right()
    hands.follows("Doplnit údaje o schválení a vydání")
    hands.writes("Číslo jednací", "MV-12/2026")
    hands.dates("Schváleno dne", date(2026, 1, 5))
    hands.dates("Vydáno dne", date(2026, 1, 4))
    hands.presses("Uložit údaje")
    hands.sees("Dokument nemohl vyjít dřív, než byl schválený.")
    looks_right()
    hands.dates("Vydáno dne", date(2026, 1, 9))
    hands.presses("Uložit údaje")
    hands.sees("můžete ho udělat jako správce")
    looks_right()
    hands.presses("Převzít 70 cílů")
    hands.sees_title("Převzato: cíle 2026, vydání 1")
    looks_right()
    hands.follows("Zobrazit vydání")
    hands.sees("9. 1. 2026", "MV-12/2026", "převzato z dokumentu")
    looks_right()
    assert Edition.objects.get().goals.count() == 70

    hands.opens("/prace/")
    page.get_by_role("region", name="První kroky").get_by_role("button").click()
    hands.sees_no("Vedoucí odboru schvaluje a vydává cíle.")
    assert hands.acts <= 11
