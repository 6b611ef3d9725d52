"""Pages of the network, of documents that come in, of owners and of erasing: accessible, never wider than the screen,
on a desk, on a phone and at 320 pixels."""

import pytest
from django.conf import settings

from cpic.example.people import ADMINISTRATOR, CB, DEPARTMENT_HEAD
from tests.browser.conftest import EXAMPLE_PASSWORD
from tests.browser.people import Pointer

CENTRE = f"/prace/centra/{CB}"
DOCUMENT = settings.BASE_DIR / "fixtures" / "operacni-cile-2026.md"


@pytest.fixture
def keep(hold):
    """The open page, held like any other and to the narrowest screen."""

    def keep_page(hands):
        hold(hands.page)
        hands.page.set_viewport_size({"width": 320, "height": 900})
        assert hands.page.evaluate("document.documentElement.scrollWidth") == 320, hands.page.url

    return keep_page


def opens(hands, keep, *addresses):
    for address in addresses:
        hands.opens(address)
        keep(hands)


def test_pages_of_the_network(browse, keep):
    above = Pointer(browse()).signs_in(DEPARTMENT_HEAD)

    changes = [f"{CENTRE}/{name}/" for name in ("prejmenovat", "prestehovat", "pobocka")]
    opens(above, keep, "/prace/centra/", f"{CENTRE}/", *changes, "/prace/centra/nove/")
    above.presses("Otevřít centrum")
    keep(above)  # with its errors
    above.opens("/prace/centra/jihlava/zavrit/")
    above.presses("Pokračovat")
    keep(above)
    above.opens("/prace/centra/pisek/zavrit/")
    above.chooses("Kdo pokračuje", "CPIC Liberec")
    above.writes("Důvod", "Spojují se týmy.")
    above.presses("Pokračovat")
    above.sees("Co se stane")
    keep(above)


def test_contact_places_and_owners(browse, keep):
    head = Pointer(browse()).signs_in(f"vedouci.{CB}@example.cz")

    owners = f"/prace/2026/{CB}/vlastnici/"
    opens(head, keep, f"{CENTRE}/kontakt/", f"{CENTRE}/mista/nove/", owners, "/prace/moje-cile/")
    opens(head, keep, "/prace/2026/bez-pohybu/")


def test_documents_that_come_in_and_erasing(browse, keep):
    administrator = Pointer(browse()).signs_in(ADMINISTRATOR)

    opens(administrator, keep, "/prace/dokumenty/", "/prace/prvni-kroky/")
    administrator.opens("/prace/dokumenty/")
    administrator.attaches("Dokument s cíli", DOCUMENT)
    administrator.presses("Vyzkoušet")
    keep(administrator)
    administrator.opens("/prace/vymazat/")
    administrator.writes("Heslo", EXAMPLE_PASSWORD)
    administrator.presses("Potvrdit")
    keep(administrator)
    administrator.writes("Slova, která mají zmizet", "12")
    administrator.presses("Najít")
    keep(administrator)
    administrator.writes("Slova, která mají zmizet", "sociokulturn")
    administrator.presses("Najít")
    administrator.sees("Kde všude stojí")
    keep(administrator)
