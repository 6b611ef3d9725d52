"""A year from its opening to an edition with an amendment, as people live it: by keyboard, and once without scripts.

The story is told once. Each person has a browser of their own and signs in for real.
"""

import csv
from datetime import date
from types import SimpleNamespace

import pytest

from cpic.example.people import ACCOUNTS, ADMINISTRATOR, DEPARTMENT_HEAD, DIRECTOR
from tests.browser.conftest import loaded_example
from tests.browser.people import Keyboard, Pointer, goal_at

YEAR = 2028  # the example has published the year 2026 and is preparing 2027
CENTRE = "ceske-budejovice"
PLAN = f"CPIC České Budějovice {YEAR}"
BRANCH_PLAN = f"CPIC Písek {YEAR}"
VAGUE_GOAL = "Zlepšit poradenství v Českém Krumlově."
NEW_GOAL = "Do 30. 6. 2028 otevřít v Českém Krumlově kontaktní místo a poradit v něm nejméně 40 cizincům."
COURSES = "Uspořádat nejméně 12 sociokulturních kurzů o aktuálních tématech, zvycích a tradicích České republiky."
MORE_COURSES = COURSES.replace("12", "14")
FEWER_COURSES = MORE_COURSES.replace("14", "10")
RETURN_REASON = "Ve znění je 40 cizinců a v cílové hodnotě 45. Sjednoťte to."
CHANGE_REASON = "Od září nemáme lektorku a náhradu se najít nepodařilo."
PEOPLE = {
    "above": DEPARTMENT_HEAD,
    "head": "vedouci.ceske-budejovice@example.cz",
    "staff": "pracovnik.ceske-budejovice@example.cz",
    "branch": "vedouci.pisek@example.cz",
    "director": DIRECTOR,
    "administrator": ADMINISTRATOR,
}
HANDS = {"by keyboard alone": (Keyboard, {}), "without scripts": (Pointer, {"java_script_enabled": False})}


@pytest.fixture
def example(django_db_setup, django_db_blocker):
    """Each telling begins anew."""
    with loaded_example(django_db_blocker), django_db_blocker.unblock():
        yield


@pytest.fixture(params=HANDS)
def cast(request, browse):
    """Everybody signed in, each in a browser of their own, and a reader who is nobody's account."""
    hands, options = HANDS[request.param]
    signed_in = {name: hands(browse(**options)).signs_in(email) for name, email in PEOPLE.items()}
    return SimpleNamespace(reader=hands(browse(**options)), **signed_in)


@pytest.mark.thorough
def test_year_from_its_opening_to_an_amended_edition(cast):
    the_year_before_is_approved(cast.above)
    the_year_is_opened(cast.above)
    staff_write_a_goal(cast.staff)
    the_head_sees_what_is_missing(cast.head)
    the_head_decides_about_last_years_goals(cast.head)
    the_head_orders_the_goals_and_sends_them(cast.head)
    the_branch_carries_on_and_sends(cast.branch)
    one_goal_comes_back_and_the_others_are_approved(cast.above)
    the_branch_is_approved(cast.above)
    the_head_mends_what_came_back(cast.head)
    the_rest_is_approved(cast.above)
    the_first_edition_comes_out_without_a_centre(cast.above)
    the_public_reads_the_first_edition(cast.reader)
    the_head_proposes_a_change(cast.head)
    the_public_still_reads_the_first_edition(cast.reader)
    the_change_is_approved_and_comes_out(cast.above)
    the_public_sees_what_changed_and_why(cast.reader)
    the_timeline_inside_tells_it_all(cast.head)
    the_director_sees_the_year_and_decides_nothing(cast.director)
    the_administrator_finds_it_in_the_log_and_takes_it_away(cast.administrator)


def the_year_before_is_approved(above):
    above.follows("Rozhodnout – CPIC České Budějovice 2027: 4 cíle ke schválení")
    above.presses("Schválit vše: 4 cíle")
    above.sees_title("Rozhodnuto: schváleny 4 cíle")


def the_year_is_opened(above):
    above.goes_to_work()
    above.follows("Otevřít další rok")
    above.dates("Odeslat ke schválení do", date(YEAR - 1, 11, 26))
    for name in ("CPIC Jihlava", "CPIC Benešov", "CPIC Liberec", "CPIC Pardubice"):
        above.unticks(name)
    above.presses("Otevřít rok")
    above.sees_title(f"Přehled center {YEAR}")
    above.sees("odeslat do 26. 11. 2027", "CPIC Pelhřimov", "nezačalo")
    above.sees_no("CPIC Jihlava")


def staff_write_a_goal(staff):
    staff.goes_to_work()
    staff.follows(PLAN)
    staff.follows("Napsat nový cíl")
    staff.writes("Znění cíle", VAGUE_GOAL)
    staff.has_targets_proposed()
    staff.sees("Podle tohoto znění nepůjde poznat, zda je cíl splněn.")
    staff.writes("Znění cíle", NEW_GOAL)
    staff.has_targets_proposed()
    staff.writes("Kolik", "45", group=("group", "Cílová hodnota 2"))
    staff.presses("Uložit rozepsané")
    staff.sees(NEW_GOAL)
    staff.finds_no("link", "Zkontrolovat a odeslat")


def the_head_sees_what_is_missing(head):
    head.goes_to_work()
    head.follows(PLAN)
    head.follows("Zkontrolovat a odeslat")
    head.sees("Co ještě chybí", "Rozhodněte o loňském cíli", "Odeslat půjde, až bude doplněné všechno, co chybí.")
    head.follows("Zpět k cílům centra")


def the_head_decides_about_last_years_goals(head):
    last_year = [goal_at(place, CENTRE, YEAR - 1).name for place in (1, 2, 3, 4)]
    for name in (last_year[0], last_year[3]):
        head.presses(f"Pokračuje loňský {name} beze změny")
        head.sees(f"Loňský {name} pokračuje")
    head.follows(f"Změnit nebo ukončit loňský {last_year[1]}")
    head.marks("Pokračuje s úpravou")
    head.writes("Důvod", "O kurzy je větší zájem, než jsme čekali.")
    head.presses("Uložit rozhodnutí")
    head.writes("Znění cíle", MORE_COURSES)
    head.writes("Kolik", "14")
    head.presses("Uložit rozepsané")
    head.sees(MORE_COURSES)
    head.follows(f"Změnit nebo ukončit loňský {last_year[2]}")
    head.marks("Končí")
    head.presses("Uložit rozhodnutí")
    head.sees("Napište, proč se cíl mění nebo končí.")
    head.writes("Důvod", "Firmy už o nás vědí a ozývají se samy.")
    head.presses("Uložit rozhodnutí")
    head.sees(f"Loňský {last_year[2]} končí")


def the_head_orders_the_goals_and_sends_them(head):
    head.presses(f"Posunout {goal_at(1, CENTRE, YEAR).name} níž")
    head.follows("Zkontrolovat a odeslat")
    head.sees("Nic nechybí.")
    head.presses("Odeslat 4 cíle ke schválení")
    head.sees_title("Odeslány 4 cíle ke schválení")


def the_branch_carries_on_and_sends(branch):
    branch.goes_to_work()
    branch.follows(BRANCH_PLAN)
    for goal in [goal_at(place, "pisek", YEAR - 1) for place in (1, 2)]:
        branch.presses(f"Pokračuje loňský {goal.name} beze změny")
    branch.follows("Zkontrolovat a odeslat")
    branch.presses("Odeslat 2 cíle ke schválení")
    branch.sees_title("Odeslány 2 cíle ke schválení")


def one_goal_comes_back_and_the_others_are_approved(above):
    above.goes_to_work()
    above.follows(f"Rozhodnout – {PLAN}: 4 cíle ke schválení")
    returned = ("region", str(goal_at(2, CENTRE, YEAR)))
    for place in (1, 3, 4):
        above.marks("Schválit", group=("region", str(goal_at(place, CENTRE, YEAR))))
    above.marks("Vrátit k přepracování", group=returned)
    above.presses("Potvrdit rozhodnutí")
    above.sees("Nic se zatím nerozhodlo")
    above.chooses("Co se má upravit", "cílové hodnoty", group=returned)
    above.writes("Důvod vrácení", RETURN_REASON, group=returned)
    above.presses("Potvrdit rozhodnutí")
    above.sees_title("Rozhodnuto: schváleny 3 cíle, vrácen 1 cíl")
    above.sees(RETURN_REASON)


def the_branch_is_approved(above):
    above.follows("Co na vás ještě čeká")
    above.follows(f"Rozhodnout – {BRANCH_PLAN}: 2 cíle ke schválení")
    above.presses("Schválit oba cíle")
    above.sees_title("Rozhodnuto: schváleny 2 cíle")


def the_head_mends_what_came_back(head):
    head.goes_to_work()
    head.sees(f"Vráceno k přepracování: {PLAN}, {goal_at(2, CENTRE, YEAR).name}", RETURN_REASON)
    head.follows(f"Upravit – Vráceno k přepracování: {PLAN}")
    head.sees(RETURN_REASON)
    head.writes("Kolik", "40", group=("group", "Cílová hodnota 2"))
    head.presses("Uložit rozepsané")
    head.follows("Zkontrolovat a odeslat")
    head.presses("Odeslat 1 cíl ke schválení")
    head.sees_title("Odeslán 1 cíl ke schválení")


def the_rest_is_approved(above):
    above.goes_to_work()
    above.follows(f"Rozhodnout – {PLAN}: 1 cíl ke schválení")
    above.marks("Schválit")
    above.presses("Potvrdit rozhodnutí")
    above.sees_title("Rozhodnuto: schválen 1 cíl")


def the_first_edition_comes_out_without_a_centre(above):
    above.goes_to_work()
    above.follows(f"Připravit vydání – Schválené cíle na rok {YEAR} čekají na vydání")
    above.sees("6 schválených cílů.", "Nic schváleného nemá: CPIC Pelhřimov")
    above.presses("Prohlédnout vydání 1")
    above.sees("Není schválené všechno, co má být.")
    above.writes("Proč se vydává", "Pelhřimov doplní své cíle v lednu.")
    above.presses("Prohlédnout vydání 1")
    above.sees("Nic zatím nevyšlo.", NEW_GOAL)
    above.presses("Vydat vydání 1")
    above.sees_title(f"Vydáno: cíle {YEAR}, vydání 1")


def the_public_reads_the_first_edition(reader):
    reader.opens(f"/cile/{YEAR}/")
    reader.sees("Vydání 1", NEW_GOAL, MORE_COURSES)
    reader.sees("CPIC Pelhřimov", "Pelhřimov doplní své cíle v lednu.")


def the_head_proposes_a_change(head):
    head.goes_to_work()
    head.follows(PLAN)
    head.follows(f"Navrhnout změnu cíle {goal_at(4, CENTRE, YEAR).number}")
    head.writes("Znění cíle", FEWER_COURSES)
    head.writes("Kolik", "10")
    head.presses("Uložit rozepsané")
    head.sees("Zkontrolujte vyplněné údaje")
    head.writes("Proč se cíl mění", CHANGE_REASON)
    head.presses("Uložit rozepsané")
    head.sees(CHANGE_REASON)
    head.presses("Odeslat ke schválení")
    head.sees("Dokud se nerozhodne, platí to, co je zveřejněné")


def the_public_still_reads_the_first_edition(reader):
    reader.opens(f"/cile/{YEAR}/")
    reader.sees("Vydání 1", MORE_COURSES)
    reader.sees_no(FEWER_COURSES)


def the_change_is_approved_and_comes_out(above):
    above.goes_to_work()
    above.follows(f"Rozhodnout – Změna cíle ke schválení: {PLAN}, {goal_at(4, CENTRE, YEAR).name}")
    above.sees(CHANGE_REASON)
    above.marks("Schválit")
    above.presses("Potvrdit rozhodnutí")
    above.follows("Co na vás ještě čeká")
    above.follows(f"Připravit vydání – Schválené cíle na rok {YEAR} čekají na vydání")
    above.sees("Co se změní proti platnému vydání", CHANGE_REASON)
    above.writes("Proč se vydává", "Pelhřimov se zdržel.")
    above.writes("Poznámka k vydání", "Upravuje počet kurzů v Českých Budějovicích.")
    above.presses("Prohlédnout vydání 2")
    above.presses("Vydat vydání 2")
    above.sees_title(f"Vydáno: cíle {YEAR}, vydání 2")


def the_public_sees_what_changed_and_why(reader):
    reader.opens(f"/cile/{YEAR}/")
    reader.follows("co se změnilo")
    reader.sees("vydání 2", "Upravuje počet kurzů v Českých Budějovicích.", CHANGE_REASON)
    reader.sees_marked("deletion", "14")
    reader.sees_marked("insertion", "10")
    reader.sees("Pelhřimov se zdržel.")  # why the edition lacks the centre
    reader.sees_no(*(account.last_name for account in ACCOUNTS))


def the_timeline_inside_tells_it_all(head):
    head.goes_to_work()
    head.follows(PLAN)
    head.sees("Pokračuje s úpravou", "O kurzy je větší zájem, než jsme čekali.")
    head.follows(FEWER_COURSES)
    head.sees("Navržena změna – Hana Hlavní", "Schváleno – Ivan Odborný", "Nahrazeno schválenou změnou", CHANGE_REASON)


def the_director_sees_the_year_and_decides_nothing(director):
    director.goes_to_work()
    director.follows(f"Přehled center {YEAR}")
    director.sees("CPIC Pelhřimov", "schváleno")
    director.finds_no("link", "Připravit vydání")
    director.opens(f"/prace/{YEAR}/ceske-budejovice/rozhodnuti/")
    director.sees_title("Sem nemáte přístup")
    director.sees("Ivan Odborný")


def the_administrator_finds_it_in_the_log_and_takes_it_away(administrator):
    administrator.follows("Záznam", group=("navigation", "Pracovní prostředí"))
    administrator.chooses("Co", "Vydáno")
    administrator.chooses("Rok", str(YEAR))
    administrator.presses("Zobrazit")
    administrator.sees("2 události", "Pelhřimov se zdržel.")
    file = administrator.downloads("Stáhnout záznam")
    rows = list(csv.DictReader(file.path().read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [(row["co"], row["kdo"]) for row in rows] == [("Vydáno", DEPARTMENT_HEAD)] * 2
