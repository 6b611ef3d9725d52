"""What the public puts side by side: a goal through its year, one thing over centres and years, two years, regions.
Only what came out is there, each number with the goal it belongs to."""

import csv
import io
import json
import re
from copy import deepcopy
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.models import ReportTarget
from evaluations.records.sources import set_source
from goals.models import Lineage
from goals.states import Kind
from tests import once
from tests.evaluations.closing_cast import (
    COURSES,
    PLZEN,
    PUBLISHED,
    WORDS,
    YEAR,
    accepted,
    evaluated,
    make_lived_year,
    make_year,
    stood,
)
from tests.factories import (
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_operator,
    make_region,
)
from tests.world import page

pytestmark = pytest.mark.django_db
RHYTHM = {"kind": Kind.FREQUENCY, "value": 1, "unit": "setkání", "window": "quarter"}
DATED = {"kind": Kind.MILESTONE, "deadline": date(YEAR, 6, 30)}
BEFORE = YEAR - 1
HOME, THING = f"/cile/{YEAR}/", "/cile/srovnani/pocet-kurzu/"


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        north, south = (
            make_region(nuts3="CZ051", name="Liberecký kraj"),
            make_region(nuts3="CZ032", name="Plzeňský kraj"),
        )
        old = make_document(BEFORE)
        home = make_centre(slug="liberec", name="CPIC Liberec", region=north)
        kept = make_goal(old, centre=home, targets=[COURSES | {"value": 8}], text="Kurzy dřív.", position=1)
        make_edition(old, kept, make_goal(old, centre=home, text="Knihovna.", position=2), now=PUBLISHED)
        document = make_document(YEAR)
        year = make_lived_year("at_risk", COURSES, WORDS, RHYTHM, DATED, months=[3, 9], document=document, centre=home)
        set_source(year.goals[2].targets.get(), make_indicator(), by=year.head, now=PUBLISHED)
        plzen = make_centre(**PLZEN, region=south)
        year.other = make_year(COURSES | {"unit": "Kurzů", "value": 4}, document=document, centre=plzen)
        Lineage.objects.create(
            goal=year.goals[0],
            previous=kept,
            year=YEAR,
            number=1,
            previous_year=BEFORE,
            previous_number=1,
            at=PUBLISHED,
        )
        abroad = make_centre(
            slug="brno",
            name="JMK",
            region=make_region(nuts3="CZ064", name="Jihomoravský kraj"),
            operator=make_operator(slug="jmk", name="Kraj"),
        )
        assert abroad.operator_id != home.operator_id
        yield year


@pytest.fixture
def year(built):
    return deepcopy(built)


def ended(year):
    """The year with its evaluation out."""
    accepted(year)
    accepted(year.other)
    evaluated(year.document)


def table_of(client, address=THING):
    answer = client.get(address[:-1] + ".csv")
    return {(row["rok"], row["centrum"]): row for row in csv.DictReader(io.StringIO(answer.content.decode()))}


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def read(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status
    return page(answer)


def test_goal_through_its_year_shows_only_what_came_out(client, year):
    assert "Jak si cíl stojí, tu bude, až vyjde první stav roku." in read(client, f"{HOME}1/")
    stood(year.document, 3)
    stood(year.document, 9)

    shown = read(client, f"{HOME}1/")
    plot = shown[shown.index("year-chart__plot") : shown.index("year-chart__key")]
    rows = re.findall(
        r'<a href="(/cile/2025/stav/\d/)">([^<]+)</a>.*?</tr>', shown[shown.index("year-chart__table") :], re.S
    )

    assert [words(title) for title in re.findall(r"<title>(.*?)</title>", plot, re.S)][1:3] == [
        "leden – březen 2025 : 3, celkem 3",
        "duben – září 2025 : 6, celkem 9",
    ]
    assert rows == [("/cile/2025/stav/1/", "31. 3. 2025"), ("/cile/2025/stav/2/", "30. 9. 2025")]
    assert "dnes" not in words(plot)


def test_each_kind_of_target_gets_what_fits_it(client, year):
    stood(year.document, 3)
    stood(year.document, 9)
    courses, narrative, rhythm, dated = (read(client, f"{HOME}{number}/") for number in (1, 2, 3, 4))

    assert ["year-chart__plot" in shown for shown in (courses, narrative, rhythm, dated)] == [True, False, False, False]
    assert "Průběh roku" not in narrative
    assert "1. čtvrtletí" in words(rhythm)
    assert "Termín je 30. 6. 2025, splněno zatím není." in dated


def test_each_number_of_a_comparison_is_that_of_its_goal(client, year):
    """Spelled otherwise it is the same thing; what another centre aims at is not mixed in."""
    ended(year)

    shown, table = words(read(client, THING)), table_of(client)
    report = ReportTarget.objects.get(goal__number=1, report__year=YEAR)

    assert (table["2025", "liberec"]["dosazeno"], table["2025", "liberec"]["z_kolika"]) == (
        f"{report.achieved.normalize():f}",
        f"{report.aim.normalize():f}",
    )
    assert [(key, row["hodnota"], row["adresa"], row["zprava"]) for key, row in sorted(table.items())] == [
        (("2024", "liberec"), "8", "/cile/2024/1/", ""),
        (("2025", "liberec"), "12", "/cile/2025/1/", "evaluation"),
        (("2025", "plzen"), "4", "/cile/2025/5/", "evaluation"),
    ]
    assert "2024: zatím jen cílové hodnoty, žádný stav nevyšel." in shown
    assert "Cílové hodnoty se liší." in shown
    assert [row["adresa"] for row in table.values() if row["adresa"] not in read(client, THING)] == []
    assert json.loads(client.get(THING[:-1] + ".json").content)["radky"][0]["rok"] == 2025


def test_what_nobody_counts_and_a_year_that_is_not_there_lead_on(client, year):
    assert "Takovou věc v cílech center nikdo nepočítá." in read(client, "/cile/srovnani/pocet-nicoho/", 404)
    assert "Rok se srovnává s některým dřívějším." in read(client, f"/cile/{BEFORE}/srovnani/{YEAR}/", 404)
    assert "nejsou zveřejněné" in read(client, f"{HOME}srovnani/1999/", 404)
    assert client.get("/cile/srovnani/pocet-kurzu.exe").status_code == 404


def test_year_beside_another_says_which_is_not_evaluated_and_what_goes_on(client, year):
    ended(year)

    network = words(read(client, f"{HOME}srovnani/{BEFORE}/"))
    centre = words(read(client, f"/centra/liberec/{YEAR}/srovnani/{BEFORE}/"))

    assert "Rok 2024 zatím není vyhodnocený." in network
    assert "Rok 2025 zatím není vyhodnocený." not in network
    assert "Na cíle roku 2024 navazuje: 1. Nových: 4. Z roku 2024 nepokračuje: 1." in network
    assert "Na cíle roku 2024 navazuje: 1. Nových: 3." in centre
    assert re.search(r"CPIC Plzeň 0 1 – 0 %", network)  # no goals are not 0 % of them
    assert re.search(r"Cíl 1 Kurzy dřív\. Cíl 1 Cíl centra CPIC Liberec číslo 1\.", centre)


def test_regions_say_their_share_only_of_what_came_out(client, year):
    """The list first; who has another operator is outside; nobody judged is no zero."""
    assert "Jak kraje plní" not in read(client, "/")
    stood(year.document, 9)
    said = words(read(client, "/"))
    shown = read(client, HOME)

    share, good = re.search(r"Liberecký kraj (\d+) % Plní se nebo je splněno (\d) ze 4 cílů\.", said).groups()
    assert int(share) == 25 * int(good)
    assert re.search(r"Plzeňský kraj – Žádný cíl zatím není hodnocený\.", said)
    assert "Centra jiných provozovatelů, která se tu nehodnotí: Jihomoravský kraj" in said
    assert shown.index("regions__list") < shown.index('<svg class="region-map"')
    assert re.findall(r'data-band="(\w+)" fill', shown[: shown.index("region-map__key")]) == [
        "none",
        "half" if int(share) >= 50 else "few",
        "outside",
    ]
    ended(year)
    assert re.search(r"Liberecký kraj \d+ % Splněno \d ze 4 cílů\.", words(read(client, "/")))


ADDRESSES = [THING, "/cile/srovnani/", f"{HOME}srovnani/{BEFORE}/", f"{HOME}3/", HOME, "/"]


@pytest.mark.engine
def test_pages_cost_as_many_queries_for_many_goals(client, year):
    for address in ADDRESSES:
        read(client, address)  # from now on each page is one that has to be made anew
    stood(year.document, 9)

    def costs():
        found = []
        for address in ADDRESSES:
            with CaptureQueriesContext(connection) as queries:
                read(client, address)
            found.append(len(queries))
        return found

    before = costs()
    for slug in ("jihlava", "kladno", "pisek"):
        make_year(COURSES, WORDS, COURSES, document=year.document, centre=make_centre(slug=slug, name=slug))
    stood(year.document, 10)

    assert costs() == before
    assert max(before) <= 25


def test_every_table_and_picture_of_numbers_says_where_they_are(client, year):
    stood(year.document, 9)
    ended(year)
    addresses = [*ADDRESSES, f"{HOME}stav/", f"{HOME}stav/1/", f"{HOME}hodnoceni/", f"/centra/liberec/{YEAR}/"]
    for address in addresses:
        files = re.findall(r'<a href="(/[^"]+\.(?:csv|json))" hreflang="cs">', read(client, address))
        assert files or address == "/cile/srovnani/", address
        assert {client.get(file).status_code for file in files} <= {200}, address


def test_unknown_parameters_change_nothing(client, year):
    stood(year.document, 9)

    assert client.get(THING + "?barva=1&utm_source=x").content == client.get(THING).content
