"""The record of acts: of meetings, records and closings, found by filters, and taken away with just those rows."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centres.models import Role
from evaluations.history import LABELS
from evaluations.models import Act, Closing
from evaluations.teams import team_meeting
from evaluations.transitions import CLOSING, MEETING
from goals.models import Plan
from tests.factories import PRAGUE, make_centre, make_document, make_record, make_user
from tests.world import browser, page

pytestmark = pytest.mark.django_db
AT = datetime(2026, 4, 4, 12, 0, tzinfo=PRAGUE)
ADDRESS, FILE = "/prace/zaznam/hodnoceni/", "/prace/zaznam/hodnoceni.csv"


@pytest.fixture
def administrator():
    return browser(make_user(Role.ADMINISTRATOR))


@pytest.fixture
def acts():
    """Three acts of two people in two centres and two years: of a record, of its month, of a closing."""
    liberec = make_centre(slug="liberec", name="CPIC Liberec")
    plzen = make_centre(slug="plzen", name="CPIC Plzeň")
    jana, petr = make_user(Role.HEAD, centre=liberec), make_user(Role.HEAD, centre=plzen)
    record = make_record(liberec, on=date(2026, 3, 3), by=jana, title="Kurz češtiny")
    closing = Closing.objects.create(plan=Plan.objects.create(document=make_document(2027), centre=plzen))
    return [
        Act.objects.get(record=record),
        make_act("close", by=jana, at=AT, meeting=team_meeting(liberec, 2026, 3)),
        make_act("send", by=petr, at=AT + timedelta(days=1), closing=closing, comment="Má; důvod\ns řádky"),
    ]


def make_act(name, *, by, at=AT, **facts):
    return Act.objects.create(name=name, by=by, role=Role.HEAD, version=2, at=at, **facts)


def shown(client, query=""):
    return [row["event"].pk for row in client.get(f"{ADDRESS}?{query}").context["rows"]]


def exported(client, query=""):
    text = client.get(f"{FILE}?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


QUERIES = [
    ("", [2, 1, 0]),
    ("centre=liberec", [1, 0]),
    ("centre=plzen", [2]),
    ("year=2027", [2]),
    ("name=record-add", [0]),
    ("name=closing-send", [2]),
    ("name=meeting-write", []),
    ("since=2026-04-04", [2, 1]),
    ("until=2026-04-04", [1, 0]),
    ("name=meeting-close&centre=liberec", [1]),
    ("centre=&name=", [2, 1, 0]),
]


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_filter_finds_newest_first_and_the_file_has_the_same_rows(administrator, acts, query, found):
    make_document(2026)

    assert shown(administrator, query) == [acts[at].pk for at in found]
    assert [row["kdo"] for row in exported(administrator, query)] == [acts[at].by.email for at in found]


@pytest.mark.parametrize("query", ["name=send", "name=closing-", "since=zítra", "centre=nikde", "by=0", "year=x"])
def test_question_that_means_nothing_finds_nothing(administrator, acts, query):
    for address in (ADDRESS, FILE):
        answer = administrator.get(f"{address}?{query}")
        assert answer.status_code == 400
    assert shown(administrator, query) == []
    assert exported(administrator, query) == []


def test_filter_by_person(administrator, acts):
    assert shown(administrator, f"by={acts[0].by_id}") == [acts[1].pk, acts[0].pk]


def test_page_says_what_it_is_about(administrator, acts):
    text = page(administrator.get(ADDRESS))

    for words in (
        "Záznam: zapsáno",
        "Kurz češtiny, 3. 3. 2026, CPIC Liberec",
        "Porada: uzavřeno",
        "porada centra, březen 2026, CPIC Liberec",
        "Uzávěrka: odesláno",
        "uzávěrka roku 2027, CPIC Plzeň",
    ):
        assert words in text


def test_file_says_who_in_which_role_and_what(administrator, acts):
    row = exported(administrator, "centre=plzen")[0]

    assert (row["kdy"], row["v roli"], row["co"], row["centrum"]) == (
        *("2026-04-05 12:00:00", "vedoucí centra"),
        *("Uzávěrka: odesláno", "CPIC Plzeň"),
    )
    assert (row["čeho se týká"], row["důvod"]) == ("uzávěrka roku 2027", "Má; důvod\ns řádky")
    assert '"title": "Kurz češtiny"' in exported(administrator, "name=record-add")[0]["obsah po změně"]


def test_pages_keep_the_filter_and_ask_as_often_for_a_full_one(administrator, acts):
    with CaptureQueriesContext(connection) as few:
        administrator.get(f"{ADDRESS}?name=meeting-write")
    for number in range(60):
        make_act("write", by=acts[1].by, at=AT + timedelta(minutes=number), meeting=acts[1].meeting)

    with CaptureQueriesContext(connection) as many:
        first = administrator.get(f"{ADDRESS}?name=meeting-write")
    second = administrator.get(f"{ADDRESS}?name=meeting-write&page=2")

    assert [len(each.context["page"].object_list) for each in (first, second)] == [50, 10]
    assert "name=meeting-write&page=2" in page(first)
    assert len(exported(administrator, "name=meeting-write")) == 60
    assert len(many) <= len(few) + 1  # the rows themselves


def test_both_records_lead_to_each_other(administrator, acts):
    assert f'href="{ADDRESS}"' in page(administrator.get("/prace/zaznam/"))
    assert 'href="/prace/zaznam/"' in page(administrator.get(ADDRESS))


def test_every_act_that_the_code_makes_has_its_label():
    made = {
        "meeting": {"write", "remind", *(transition.name for transition in MEETING)},
        "closing": {"write", *(transition.name for transition in CLOSING)},
        "record": {"add", "correct", "remove", "restore", "attach", "take_away"},
    }

    assert {kind: set(names) for kind, names in LABELS.items()} == made
