"""From an empty database to the published evaluation of a year, as people live it through pages alone: the year is
taken over while it runs, a centre is closed, one merged, one opened, one is silent, a head leaves, a note is erased.

The story is told once. The first administrator comes in by a link, everybody else by a mail; the clock is ours.
"""

import re
import sys
from datetime import date, datetime
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from evaluations.models import Minutes, Report
from goals.models import Edition
from tests.browser.conftest import NARROW, WIDE
from tests.browser.people import Pointer
from tests.factories import PRAGUE
from tests.frozen import empty_tables
from tests.thorough import IS_THOROUGH

YEAR = 2026
ADMINISTRATOR, PASSWORD = "jana@example.cz", "dlouhé heslo pro celý rok"
DOCUMENT = """# Operační cíle center 2026

## CPIC Benešov

- Uspořádat nejméně 2 kurzy češtiny.

## CPIC Kladno

- Oslovit nejméně 3 firmy.

## CPIC Liberec

- Setkat se nejméně se 4 školami.

## CPIC Pardubice

- Vyškolit nejméně 5 tlumočníků.

## CPIC Zlín

- Navštívit nejméně 6 obcí.
"""
PEOPLE = {
    "above": ("odbor@example.cz", "Ivan", "Odborný"),
    "benesov": ("benesov@example.cz", "Běla", "Benešová"),
    "liberec": ("liberec@example.cz", "Lída", "Liberecká"),
    "pardubice": ("pardubice@example.cz", "Petr", "Pardubický"),
    "zlin": ("zlin@example.cz", "Zita", "Zlínská"),
    "cheb": ("cheb@example.cz", "Chrudoš", "Chebský"),
}
ON_TRACK = re.compile("^plní se$")
CENTRES = {
    "benesov": "CPIC Benešov",
    "liberec": "CPIC Liberec",
    "pardubice": "CPIC Pardubice",
    "zlin": "CPIC Zlín",
    "cheb": "CPIC Cheb",
}
CLIENT = "Nguyen Thi Vymyšlená"
NOTE = f"Přišla paní {CLIENT}, domluvily jsme kurz."
CHANGED_ON, LAST_DAY = date(YEAR, 11, 1), date(YEAR, 11, 2)
WHY_CLOSED = "Skončila smlouva o prostorách."
WHY_SILENT = "Centrum rok neuzavřelo ani po třech výzvách."
NEW_GOAL = "Otevřít v Chebu nejméně 2 kluby pro rodiče."
# What a new organisation needs until its first edition is out: a press takes two seconds, a field six.
MOST_PRESSES, MOST_FIELDS, MOST_MINUTES = 8, 9, 1.5
WIDTHS = {f"{width}px": width for width in ([WIDE, NARROW] if IS_THOROUGH else [WIDE])}


@pytest.fixture
def example(django_db_setup, django_db_blocker):
    """Nothing but the reference data."""
    with django_db_blocker.unblock():
        call_command("load_reference", stdout=StringIO())
        yield
        empty_tables()
        connection.close()


@pytest.fixture
def clock():
    with pytest.MonkeyPatch.context() as patch:

        def moves_to(*day):
            now = datetime(*day, 9, tzinfo=PRAGUE)
            patch.setattr(timezone, "now", lambda: now)

        yield moves_to


@pytest.fixture(params=WIDTHS.values(), ids=WIDTHS)
def cast(request, browse):
    """Everybody has a browser of their own; nobody has an account yet."""
    names = ["administrator", *PEOPLE, "reader"]
    return SimpleNamespace(**{name: Pointer(browse(request.param)) for name in names})


def test_year_from_an_empty_database_to_its_evaluation(cast, clock, tmp_path):
    document = tmp_path / "cile-2026.md"
    document.write_text(DOCUMENT, encoding="utf-8")
    clock(YEAR, 10, 15)
    the_first_administrator_comes_in(cast.administrator)
    the_year_is_taken_over(cast.administrator, document)
    the_public_reads_it(cast.reader)
    the_first_steps_go_away(cast.administrator)
    people_are_invited(cast)

    clock(YEAR, 11, 3)
    october_is_closed(cast)
    one_centre_is_closed_one_merged_one_opened(cast.above)
    the_new_centre_writes_its_goal(cast.cheb)
    the_successor_decides_about_what_it_took_over(cast.benesov)
    the_second_edition_comes_out(cast.above)
    a_head_leaves_and_another_comes(cast)
    the_note_is_erased(cast.administrator)

    clock(YEAR + 1, 1, 5)
    the_rest_of_the_year_is_closed(cast)
    closings_are_sent(cast)
    the_department_head_accepts_and_closes_for_who_is_not_there(cast.above)
    the_evaluation_comes_out_without_the_silent_one(cast.above)
    the_public_reads_how_it_ended(cast.reader)


def signs_in(hands, name):
    hands.signs_in(PEOPLE[name][0], PASSWORD)


def the_first_administrator_comes_in(hands):
    link = StringIO()
    call_command("invite_administrator", ADMINISTRATOR, stdout=link)
    hands.opens(re.search(r"/pozvanka/\S+", link.getvalue())[0])
    hands.writes("Jméno", "Jana")
    hands.writes("Příjmení", "Správná")
    chooses_password(hands)


def chooses_password(hands):
    hands.writes(re.compile("^Heslo$"), PASSWORD)
    hands.writes("Heslo ještě jednou", PASSWORD)
    hands.presses("Vytvořit účet a přihlásit se")


def the_year_is_taken_over(hands, document):
    hands.goes_to_work()
    hands.sees("První kroky", "Vedoucí odboru schvaluje a vydává cíle.")
    hands.follows("Nahrát dokument", group=("region", "První kroky"))
    hands.attaches("Dokument s cíli", document)
    hands.presses("Vyzkoušet")
    hands.sees_title("Co se převezme")
    hands.sees("5 cílů", "CPIC Benešov")
    hands.follows("Doplnit údaje o schválení a vydání")
    hands.writes("Číslo jednací", "MV-12/2026")
    hands.dates("Schváleno dne", date(YEAR, 1, 5))
    hands.dates("Vydáno dne", date(YEAR, 1, 9))
    hands.presses("Uložit údaje")
    hands.sees("můžete ho udělat jako správce")
    hands.presses("Převzít 5 cílů")
    hands.sees_title(f"Převzato: cíle {YEAR}, vydání 1")
    minutes = (2 * hands.acts + 6 * hands.filled) / 60
    sys.stdout.write(f"\nFirst edition: {hands.acts} presses, {hands.filled} fields, {minutes:.1f} minutes\n")
    assert hands.acts <= MOST_PRESSES
    assert hands.filled <= MOST_FIELDS
    assert minutes <= MOST_MINUTES
    hands.follows("Zobrazit vydání")
    hands.sees("9. 1. 2026", "MV-12/2026", "převzato z dokumentu")


def the_public_reads_it(reader):
    reader.opens(f"/cile/{YEAR}/")
    reader.sees("Vydání 1", "Oslovit nejméně 3 firmy.", "převzato z dokumentu")


def the_first_steps_go_away(hands):
    hands.opens("/prace/")
    hands.presses("První kroky už neukazovat")
    hands.sees_no("Vedoucí odboru schvaluje a vydává cíle.")


def people_are_invited(cast):
    invites(cast.administrator, "above", "vedoucí odboru")
    accepts(cast.above, "above")
    for name in ("benesov", "liberec", "pardubice", "zlin"):
        invites(cast.above, name, "vedoucí centra", CENTRES[name])
        accepts(getattr(cast, name), name)


def invites(hands, name, role, centre=None):
    hands.follows("Lidé", group=("navigation", "Pracovní prostředí"))
    hands.follows("Dát roli nebo pozvat")
    email, first_name, last_name = PEOPLE[name]
    hands.writes_or_picks("E-mail", email)
    hands.writes("Jméno", first_name)
    hands.writes("Příjmení", last_name)
    hands.chooses("Role", role)
    if centre:
        hands.chooses("Centrum", centre)
    hands.presses("Dát roli")
    hands.sees(f"Pozvánka odešla na {email}.")


def accepts(hands, name):
    last = next(sent for sent in reversed(mail.outbox) if sent.to == [PEOPLE[name][0]])
    hands.opens(re.search(r"/pozvanka/\S+", last.body)[0])
    chooses_password(hands)


def october_is_closed(cast):
    """One with a note, one with nothing, which is asked about."""
    for hands, name in ((cast.benesov, "benesov"), (cast.liberec, "liberec")):
        signs_in(hands, name)
        hands.follows(f"Otevřít poradu – Porada za říjen: {CENTRES[name]}")
        hands.marks(ON_TRACK)
    cast.benesov.writes("Kolik přibylo", "1")
    cast.benesov.writes("Co je nového", NOTE)
    closes_month(cast.benesov, "říjen")
    cast.liberec.presses("Uzavřít říjen a vytvořit zápis")
    cast.liberec.sees("U žádného cíle není napsané, co je nového")
    cast.liberec.presses("Přesto uzavřít říjen")
    cast.liberec.sees_title("Porada za říjen je uzavřená")


def closes_month(hands, month):
    hands.presses(f"Uzavřít {month} a vytvořit zápis")
    hands.sees_title(f"Porada za {month} je uzavřená")


def one_centre_is_closed_one_merged_one_opened(above):
    signs_in(above, "above")
    closes(above, "CPIC Kladno", WHY_CLOSED)
    above.sees("CPIC Kladno je od 1. 11. 2026 zavřené.")
    closes(above, "CPIC Pardubice", "Spojují se týmy.", "CPIC Benešov")
    above.sees("pokračuje CPIC Benešov")
    above.follows("Centra", group=("navigation", "Pracovní prostředí"))
    above.follows("Otevřít nové centrum")
    for label, text in {"Název": "CPIC Cheb", "Město": "Cheb"}.items():
        above.writes(re.compile(f"^{label}"), text)
    above.chooses("Kraj", "Karlovarský kraj")
    above.chooses("Provozovatel", "Správa uprchlických zařízení Ministerstva vnitra (SUZ MV)")
    above.dates("Otevřené od", CHANGED_ON)
    above.ticks(str(YEAR))
    above.presses("Otevřít centrum")
    above.sees("CPIC Cheb je založené")
    invites(above, "cheb", "vedoucí centra", CENTRES["cheb"])


def closes(above, name, reason, successor=""):
    above.follows("Centra", group=("navigation", "Pracovní prostředí"))
    above.follows(name)
    above.follows("Zavřít, nebo spojit s jiným")
    above.dates("Zavřené od", CHANGED_ON)
    if successor:
        above.chooses("Kdo pokračuje", successor)
    above.writes("Důvod", reason)
    above.presses("Pokračovat")
    above.sees("Co se stane", reason)
    above.presses("Zavřít a spojit centrum" if successor else "Zavřít centrum")


def the_new_centre_writes_its_goal(hands):
    accepts(hands, "cheb")
    hands.sees("Vítejte v nové roli")
    hands.follows("CPIC Cheb 2026")
    hands.follows("Napsat nový cíl")
    hands.writes("Znění cíle", NEW_GOAL)
    hands.presses_in_place("Navrhnout ze znění")
    hands.sees_targets_proposed()
    hands.presses("Uložit rozepsané")
    sends(hands)


def sends(hands):
    hands.follows("Zkontrolovat a odeslat")
    hands.presses("Odeslat 1 cíl ke schválení")
    hands.sees_title("Odeslán 1 cíl ke schválení")


def the_successor_decides_about_what_it_took_over(hands):
    hands.goes_to_work()
    hands.follows("Rozhodnout – CPIC Benešov 2026: 1 převzatý cíl čeká na rozhodnutí")
    hands.presses("převzatý cíl 4 beze změny")
    sends(hands)


def the_second_edition_comes_out(above):
    for name in ("cheb", "benesov"):
        above.goes_to_work()
        above.follows(f"Rozhodnout – {CENTRES[name]} {YEAR}")
        above.marks("Schválit")
        above.presses("Potvrdit rozhodnutí")
        above.sees_title("Rozhodnuto: schválen 1 cíl")
    above.goes_to_work()
    above.follows("Připravit vydání")
    above.sees("Cíl skončil 31. 10. 2026. Důvod: Pokračuje v něm CPIC Benešov.")
    above.presses("Prohlédnout vydání 2")
    above.presses("Vydat vydání 2")
    above.sees_title(f"Vydáno: cíle {YEAR}, vydání 2")


def a_head_leaves_and_another_comes(cast):
    above, left = cast.above, cast.liberec
    above.follows("Lidé", group=("navigation", "Pracovní prostředí"))
    above.follows("Lída Liberecká")
    above.follows("Ukončit nebo změnit")
    above.dates("Poslední den s přístupem", LAST_DAY)
    above.presses("Uložit konec role")
    above.sees("nebude nikdo, kdo dělá totéž")
    above.presses("Ano, role skončí bez nástupce")
    left.opens(f"/prace/{YEAR}/liberec/")
    left.sees_title("Stránku jsme nenašli")
    above.goes_to_work()
    above.follows("Určit vedoucího – CPIC Liberec nemá vedoucího")
    above.sees("CPIC Liberec nemá vedoucího")
    above.follows("Přidat: vedoucí centra")
    above.writes_or_picks("E-mail", PEOPLE["pardubice"][0])
    above.presses("Dát roli")
    above.sees("Petr Pardubický už účet má, pozvánka není potřeba.")


def the_note_is_erased(hands):
    hands.signs_in(ADMINISTRATOR, PASSWORD)
    hands.follows("Výmazy", group=("navigation", "Pracovní prostředí"))
    hands.writes("Heslo", PASSWORD)
    hands.presses("Potvrdit")
    hands.writes("Slova, která mají zmizet", CLIENT)
    hands.presses("Najít")
    hands.sees("Zápis z porady CPIC Benešov za říjen 2026 (1)")
    hands.writes("Důvod výmazu", "Jméno do zápisu nepatří.")
    hands.presses("Vymazat natrvalo")
    hands.sees_title("Výmaz č. 1")
    hands.sees_no(CLIENT)


def the_rest_of_the_year_is_closed(cast):
    """In January; by the successor where the centre was merged, by who came where the head has left."""
    for name, months in {
        "benesov": {"říjen": "pardubice", "listopad": "benesov", "prosinec": "benesov"},
        "pardubice": {"listopad": "liberec", "prosinec": "liberec"},
        "cheb": {"listopad": "cheb", "prosinec": "cheb"},
    }.items():
        hands = getattr(cast, name)
        signs_in(hands, name)
        for month, place in months.items():
            hands.goes_to_work()
            hands.follows(f"Otevřít poradu – Porada za {month} {YEAR}: {CENTRES[place]}")
            numbers = hands.page.get_by_role("textbox", name=re.compile("^Kolik přibylo"))
            for choice, number in zip(hands.page.get_by_label(ON_TRACK).all(), numbers.all(), strict=True):
                choice.check()
                number.fill("3")
            closes_month(hands, month)


def closings_are_sent(cast):
    for name, places in {"benesov": ["benesov", "pardubice"], "pardubice": ["liberec"], "cheb": ["cheb"]}.items():
        hands = getattr(cast, name)
        for place in places:
            hands.goes_to_work()
            hands.follows(f"Uzávěrka roku {YEAR}: {CENTRES[place]}")
            hands.presses("Odeslat uzávěrku")
            hands.sees_title(f"Uzávěrka roku {YEAR} je odeslaná")


def the_department_head_accepts_and_closes_for_who_is_not_there(above):
    signs_in(above, "above")
    above.opens(f"/prace/{YEAR}/uzaverka/")
    above.sees("Na rozhodnutí čekají 4 uzávěrky.")
    above.follows("Uzavřít za centrum – CPIC Kladno")
    above.sees("zavřené a nikdo za ně rok uzavřít nemůže, uzavíráte ho tedy vy.")
    above.presses("Odeslat uzávěrku")
    above.opens(f"/prace/{YEAR}/uzaverka/")
    for name in ("CPIC Benešov", "CPIC Kladno", "CPIC Liberec", "CPIC Pardubice", "CPIC Cheb"):
        above.follows(f"Rozhodnout – {name}")
        above.marks("Přijmout")
        above.presses("Potvrdit rozhodnutí")
        above.sees_title("je přijatá")
        above.follows("Uzávěrky center")


def the_evaluation_comes_out_without_the_silent_one(above):
    above.follows("Připravit vyhodnocení roku")
    above.presses(f"Zveřejnit vyhodnocení roku {YEAR}")
    above.sees("Napište, proč to vyjde bez tohoto centra, nebo na ně počkejte.")
    above.writes("Slovní zhodnocení roku", "Síť prošla změnou.")
    above.writes("Proč to vyjde bez centra: CPIC Zlín", WHY_SILENT)
    above.presses(f"Zveřejnit vyhodnocení roku {YEAR}")
    above.sees_title(f"Zveřejněno: Vyhodnocení operačních cílů center {YEAR}")


def the_public_reads_how_it_ended(reader):
    reader.opens(f"/cile/{YEAR}/")
    reader.sees("Vydání 2")
    reader.follows(f"Vyhodnocení roku {YEAR}")
    reader.sees("Síť prošla změnou.", "Bez koho vyhodnocení vyšlo", WHY_SILENT, NEW_GOAL, "3 z 5 tlumočníků")
    reader.sees("Centrum nemělo vedoucího ani zástupce, rok za ně uzavřel/a vedoucí odboru.")
    reader.sees_no("Navštívit nejméně 6 obcí.")
    reader.opens("/centra/kladno/")
    reader.sees("Centrum je od 1. 11. 2026 zavřené", WHY_CLOSED)
    reader.opens("/centra/pardubice/")
    reader.follows("CPIC Benešov")
    reader.sees_title("CPIC Benešov")
    report = Report.objects.evaluations().get()
    assert [one["slug"] for one in report.omissions] == ["zlin"]
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]
    assert CLIENT not in str([row.content for row in Minutes.objects.all()])
