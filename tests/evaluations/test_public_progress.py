"""What the public sees of how goals stand and how a year ended: frozen releases, made anew when one comes out."""

import io
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations import closing as verbs
from evaluations.contents import Written, mark
from evaluations.feeding import feed
from evaluations.proposing import NarrativeContent, begun
from goals.editions import publish
from goals.models import Goal
from goals.states import Kind
from goals.writing import Content, TargetContent, amend
from tests.evaluations.closing_cast import (
    COURSES,
    JANUARY,
    PRAGUE,
    PUBLISHED,
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
    written,
)
from tests.factories import approve, make_document, make_indicator
from tests.world import page

pytestmark = pytest.mark.django_db
RHYTHM = {"kind": Kind.FREQUENCY, "value": 1, "unit": "setkání", "window": "quarter"}
OCTOBER = datetime(YEAR, 10, 6, 9, 0, tzinfo=PRAGUE)
HOME = f"/cile/{YEAR}/"


@pytest.fixture
def year():
    year = make_year(COURSES, WORDS, RHYTHM, is_closed=False)
    hold_courses(year, 9)
    feed(year.goals[2].targets.get(), make_indicator(), by=year.head, now=PUBLISHED)
    for month in (3, 9):
        say(year.goals[1], "at_risk", month=month, said="Tajemství porady")
    close_months(year.centre)
    return year


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return page(answer)


def amended(year, *, value=10, text="Uspořádat 10 kurzů."):
    content = Content.of(Goal.objects.prefetch_related("targets").get(pk=year.goals[0].pk))
    target = TargetContent(Kind.COUNT, value=Decimal(value), unit="kurzů", window="year")
    change = replace(content, text=text, reason="Proč.", targets=(target,))
    approve(amend(year.goals[0], change, by=year.head, now=PUBLISHED), now=PUBLISHED)
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

    assert ["30. 6. 2025" in shown for shown in before + between + after] == [False, False, True, True, False, False]
    assert ["30. 9. 2025" in shown for shown in after] == [True, True]


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
    amended(year)

    assert "podle dřívějšího znění" not in before[0]
    assert "podle dřívějšího znění" in read(client, HOME)
    assert "Stav je podle znění, které platilo, když vyšel. Cíl se od té doby změnil." in read(client, f"{HOME}1/")
    assert "Cíl se od té doby změnil" not in read(client, f"{HOME}2/")


def test_amended_goal_is_shown_against_both_targets(client, year):
    amended(year)
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

    addresses = ["", "1/", "2/", "3/", "stav/", "stav/1/", "hodnoceni/"]
    assert [address for address in addresses if "Tajemství" in read(client, HOME + address)] == []


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


def test_evaluation_shows_results_by_centre_and_network(client, year):
    other = make_year(COURSES, slug="plzen", name="CPIC Plzeň", document=year.document, is_closed=False)
    hold_courses(other, 12)
    close_months(other.centre)
    accepted(other)
    closing = begun(year.plan)
    narrative = Written(NarrativeContent("Centrum mělo těžký rok."), mark(NarrativeContent()))
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
    goal, closing = year.goals[0], begun(year.plan)
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
    with pdfplumber.open(io.BytesIO(answer.content)) as pdf:
        first = " ".join(pdf.pages[0].extract_text().split())
    assert "Vyhodnocení operačních cílů center 2025" in first


@pytest.fixture
def few_and_many():
    """Two years that came out: one with two goals, one with eight in two centres."""
    few = make_year(COURSES, WORDS, is_closed=False)
    many = make_year(COURSES, WORDS, slug="plzen", name="CPIC Plzeň", document=make_document(YEAR - 1), is_closed=False)
    targets = [COURSES] * 3 + [WORDS] * 3
    more = make_year(*targets, slug="jihlava", name="CPIC Jihlava", document=many.document, is_closed=False)
    for year in (few, many, more):
        close_months(year.centre, year=year.document.year)
        stood(year.document, 9, now=OCTOBER)
        accepted(year)
    for year in (few, many):
        evaluated(year.document)
    return few.document.year, many.document.year


@pytest.mark.parametrize("address", ["", "1/", "stav/", "stav/1/", "hodnoceni/"])
def test_public_pages_ask_as_often_about_many_goals_as_about_few(client, few_and_many, address):
    asked = []
    for number in few_and_many:
        client.get(f"/cile/{number}/{address}?x=1")
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/cile/{number}/{address}?x=2").status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]
