"""What the public sees of how goals stand and how a year ended: frozen reports, made anew when one comes out."""

from copy import deepcopy
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.closings import closing as verbs
from evaluations.closings.closing import NarrativeContent, begin_closing
from evaluations.meetings.contents import Written, fingerprint
from evaluations.records.sources import set_source
from evaluations.reports.public import FEEDS
from goals.public.publishing import publish
from goals.states import Kind
from tests import once
from tests.evaluations.closing_cast import (
    COURSES,
    JANUARY,
    PLZEN,
    PRAGUE,
    PUBLISHED,
    WORDS,
    YEAR,
    accepted,
    amended,
    close_months,
    confirmed,
    evaluated,
    hold_courses,
    make_lived_year,
    make_year,
    stood,
    written,
)
from tests.factories import make_document, make_indicator
from tests.world import page

pytestmark = pytest.mark.django_db
RHYTHM = {"kind": Kind.FREQUENCY, "value": 1, "unit": "setkání", "window": "quarter"}
OCTOBER = datetime(YEAR, 10, 6, 9, 0, tzinfo=PRAGUE)
HOME = f"/cile/{YEAR}/"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        year = make_lived_year("at_risk", COURSES, WORDS, RHYTHM, months=[3, 9], said="Tajemství porady")
        set_source(year.goals[2].targets.get(), make_indicator(), by=year.head, now=PUBLISHED)
        yield year


@pytest.fixture
def year(built):
    return deepcopy(built)


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return page(answer)


def change_first_goal(year):
    amended(year.goals[0], by=year.head, value=10, text="Uspořádat 10 kurzů.")
    publish(year.document, by=year.above, now=PUBLISHED)


def test_before_anything_comes_out_pages_say_nothing_of_it(client, year):
    for address in (HOME, f"{HOME}1/", f"/centra/liberec/{YEAR}/"):
        shown = read(client, address)
        assert [word for word in ("Stav k", "plní se", "ohroženo", "9 z 12") if word in shown] == []


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("stav/", "Průběžný stav cílů na rok 2025 zatím není zveřejněný."),
        ("stav/1/", "Stav číslo 1 cílů na rok 2025 není zveřejněný."),
        ("hodnoceni/", "Vyhodnocení roku 2025 zatím není zveřejněné."),
        ("hodnoceni.pdf", "Vyhodnocení roku 2025 zatím není zveřejněné."),
    ],
)
def test_what_has_not_come_out_is_not_found_and_leads_to_the_year(client, year, address, sentence):
    answer = client.get(HOME + address)

    assert answer.status_code == 404
    assert sentence in page(answer)
    assert f'href="{HOME}"' in page(answer)


def test_year_shows_how_many_stand_how_and_each_goal(client, year):
    stood(year.document, 9, now=OCTOBER)

    shown = read(client, HOME)

    expected = ["Stav k 30. 9. 2025", "2 plní se", "1 ohroženo", "9 z 12 kurzů", "starší stavy"]
    assert [words for words in expected if words not in shown] == []


def test_page_in_memory_is_made_anew_when_a_release_comes_out(client, year):
    before = [read(client, address) for address in (HOME, f"{HOME}1/")]
    stood(year.document, 6, now=OCTOBER)
    between = [read(client, address) for address in (HOME, f"{HOME}1/")]
    stood(year.document, 9, now=OCTOBER)
    after = [read(client, address) for address in (HOME, f"{HOME}1/")]

    # The goal's page keeps in its course what each of them said.
    assert ["30. 6. 2025" in shown for shown in before + between + after] == [False, False, True, True, False, True]
    assert ["30. 9. 2025" in shown for shown in after] == [True, True]


@pytest.mark.engine
def test_page_from_memory_costs_one_query(client, year):
    stood(year.document, 9, now=OCTOBER)
    client.get(HOME)

    with CaptureQueriesContext(connection) as queries:
        client.get(HOME)

    assert len(queries) == 1


def test_goal_says_its_state_numbers_and_why(client, year):
    stood(year.document, 9, now=OCTOBER)

    shown = read(client, f"{HOME}1/")

    expected = ["Jak cíl stojí k 30. 9. 2025", "plní se", "9 z 12 kurzů", "Zveřejněno 6. 10. 2025.", "Starší stavy"]
    expected += ["Stav k 30. 9. 2025 je 9, cíl je 12"]
    assert [words for words in expected if words not in shown] == []


def test_goal_with_windows_shows_its_strip(client, year):
    stood(year.document, 9, now=OCTOBER)

    assert "3 ze 3 čtvrtletí" in read(client, f"{HOME}3/")


def test_goal_changed_after_the_release_says_so(client, year):
    stood(year.document, 9, now=OCTOBER)
    before = read(client, HOME), read(client, f"{HOME}1/")
    change_first_goal(year)

    assert "podle dřívějšího znění" not in before[0]
    assert "podle dřívějšího znění" in read(client, HOME)
    assert "Stav je podle znění, které platilo, když vyšel. Cíl se od té doby změnil." in read(client, f"{HOME}1/")
    assert "Cíl se od té doby změnil" not in read(client, f"{HOME}2/")


def test_amended_goal_is_shown_against_both_targets(client, year):
    change_first_goal(year)
    stood(year.document, 9, now=OCTOBER)

    assert "Původně nejméně 12 kurzů za rok: 9 z 12 kurzů, plní se." in read(client, f"{HOME}1/")


def test_older_standings_stay_at_their_addresses(client, year):
    stood(year.document, 6, now=OCTOBER)
    stood(year.document, 9, now=OCTOBER)

    listed = read(client, f"{HOME}stav/")
    older = read(client, f"{HOME}stav/1/")

    assert listed.index("Stav k 30. 9. 2025") < listed.index("Stav k 30. 6. 2025")
    assert "Toto je starší stav." in older
    assert "6 z 12 kurzů" in older
    assert "Toto je starší stav." not in read(client, f"{HOME}stav/2/")


def test_nothing_said_inside_is_anywhere(client, year):
    stood(year.document, 9, now=OCTOBER)
    accepted(year)
    evaluated(year.document)

    addresses = [HOME + page for page in ("", "1/", "2/", "3/", "stav/", "stav/1/", "hodnoceni/")]
    addresses += [f"/kanal/{name}.atom" for name in FEEDS]
    assert [address for address in addresses if "Tajemství" in read(client, address)] == []


def test_evaluation_takes_the_place_of_the_standing(client, year):
    stood(year.document, 9, now=OCTOBER)
    accepted(year)
    evaluated(year.document)

    home, goal = read(client, HOME), read(client, f"{HOME}1/")

    assert "Jak rok 2025 dopadl" in home
    assert "Stav k 30. 9. 2025" not in home
    assert "Jak cíl skončil" in goal
    assert "splněn částečně" in goal
    assert read(client, f"{HOME}stav/1/")
    assert f"{HOME}stav/1/" in read(client, "/kanal/stav.atom")
    assert f"{HOME}hodnoceni/1/" in read(client, "/kanal/vyhodnoceni.atom")
    assert read(client, f"/kanal/centra/{year.plan.centre.slug}.atom").count("<entry>") == 3


def test_evaluation_shows_results_by_centre_and_network(client, year):
    other = make_year(COURSES, document=year.document, **PLZEN, is_closed=False)
    hold_courses(other, 12)
    close_months(other.centre)
    accepted(other)
    closing = begin_closing(year.plan)
    narrative = Written(NarrativeContent("Centrum mělo těžký rok."), fingerprint(NarrativeContent()))
    sent_closing = verbs.send(closing, narrative=narrative, results=confirmed(closing), by=year.head, now=JANUARY)
    verbs.accept(sent_closing, by=year.above, now=JANUARY)
    evaluated(year.document, narrative="Síť splnila čtvrtinu.")

    answer = client.get(f"{HOME}hodnoceni/")
    shown, table = page(answer), answer.context["table"]

    assert [(row.name, [cell["count"] for cell in row.cells], row.share_fulfilled) for row in table["rows"]] == [
        ("CPIC Liberec", [0, 3, 0, 0], 0),
        ("CPIC Plzeň", [1, 0, 0, 0], 100),
    ]
    assert ([cell["count"] for cell in table["network"].cells], table["network"].share_fulfilled) == ([1, 3, 0, 0], 25)
    texts = ["Síť splnila čtvrtinu.", "Centrum mělo těžký rok.", "9 z 12 kurzů"]
    assert [text for text in texts if text not in shown] == []


def test_other_result_than_the_numbers_propose_is_explained(client, year):
    goal, closing = year.goals[0], begin_closing(year.plan)
    results = confirmed(closing) | {goal.root_id: written(closing, goal, "fulfilled", "Tři kurzy vedl partner.")}
    verbs.accept(verbs.send(closing, results=results, by=year.head, now=JANUARY), by=year.above, now=JANUARY)
    evaluated(year.document)

    for address in (f"{HOME}1/", f"{HOME}hodnoceni/"):
        shown = read(client, address)
        assert "Z čísel vychází: splněn částečně." in shown
        assert "Tři kurzy vedl partner." in shown


def test_pdf_of_the_evaluation_is_sent_as_it_was_made(client, year):
    accepted(year)
    row = evaluated(year.document)

    answer = client.get(f"/cile/{YEAR}/hodnoceni.pdf")

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content == bytes(row.files.get(format="pdf").content)


@pytest.fixture
def few_and_many():
    """Two years that came out: one with two goals, one with eight in two centres."""
    few = make_year(document=make_document(YEAR - 1), slug="brno", name="CPIC Brno")
    many = make_year(document=make_document(YEAR - 2), **PLZEN)
    more = make_year(*[COURSES, WORDS] * 3, slug="jihlava", name="CPIC Jihlava", document=many.document)
    for year in (few, many, more):
        stood(year.document, 9, now=OCTOBER)
        accepted(year)
    for year in (few, many):
        evaluated(year.document)
    return few.document.year, many.document.year


@pytest.mark.engine
@pytest.mark.parametrize("address", ["", "1/", "stav/", "stav/1/", "hodnoceni/", "hodnoceni.pdf"])
def test_public_pages_ask_as_often_about_many_goals_as_about_few(client, few_and_many, address, forget_pages):
    asked = []
    for number in few_and_many:
        client.get(f"/cile/{number}/{address}")
        forget_pages()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/cile/{number}/{address}").status_code == 200
        asked.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/cile/{number}/{address}?utm_source=dopis")
        assert len(queries) == 1

    assert asked[0] == asked[1]
