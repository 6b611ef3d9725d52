"""The record of events: found by filters, page by page, and taken away with just the rows that were found."""

import csv
import io
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from centres.models import Role
from goals.models import Event
from tests.factories import PRAGUE, make_centre, make_document, make_goal, make_user
from tests.world import browser, page

pytestmark = pytest.mark.django_db
AT = datetime(2026, 5, 4, 12, 0, tzinfo=PRAGUE)


@pytest.fixture
def events():
    """Three events of two people in two centres and two years."""
    jana = make_user(
        Role.HEAD, centre=make_centre(slug="liberec", name="CPIC Liberec"), first_name="Jana", last_name="Malá"
    )
    petr = make_user(Role.STAFF, centre=make_centre(slug="plzen", name="CPIC Plzeň"))
    ours = make_goal(make_document(2026), centre=jana.memberships.get().centre)
    theirs = make_goal(make_document(2027), centre=petr.memberships.get().centre)
    return [
        make_event(ours, "create", by=jana, at=AT),
        make_event(ours, "submit", by=jana, at=AT + timedelta(days=1)),
        make_event(theirs, "create", by=petr, at=AT + timedelta(days=2), comment="Má; důvod\ns řádky"),
    ]


def make_event(goal, name, *, by, at=AT, **facts):
    facts = {"role": Role.HEAD, "wording": goal.text if goal else "", "version": 1} | facts
    return Event.objects.create(goal=goal, document=goal.document, name=name, by=by, at=at, **facts)


@pytest.fixture
def administrator():
    return browser(make_user(Role.ADMINISTRATOR))


def shown(client, query=""):
    return [row["event"].pk for row in client.get(f"/prace/zaznam/?{query}").context["rows"]]


def exported(client, query=""):
    text = client.get(f"/prace/zaznam.csv?{query}").content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


QUERIES = [
    ("", [2, 1, 0]),
    ("centre=liberec", [1, 0]),
    ("year=2027", [2]),
    ("name=create", [2, 0]),
    ("since=2026-05-05", [2, 1]),
    ("until=2026-05-05", [1, 0]),
    ("since=5. 5. 2026&until=5. 5. 2026", [1]),
    ("name=create&centre=plzen", [2]),
    ("name=approve", []),
    ("centre=&name=", [2, 1, 0]),
]


@pytest.mark.parametrize(("query", "found"), QUERIES)
def test_filter_finds_newest_first_and_the_file_has_the_same_rows(administrator, events, query, found):
    assert shown(administrator, query) == [events[at].pk for at in found]
    times = [timezone.localtime(events[at].at).strftime("%Y-%m-%d %H:%M:%S") for at in found]
    assert [row["kdy"] for row in exported(administrator, query)] == times


def test_filter_by_person(administrator, events):
    assert shown(administrator, f"by={events[0].by_id}") == [events[1].pk, events[0].pk]


def test_day_ends_at_midnight_here(administrator, events):
    late = make_event(events[0].goal, "write", by=events[0].by, at=datetime(2026, 5, 4, 23, 30, tzinfo=PRAGUE))
    early = make_event(events[0].goal, "write", by=events[0].by, at=datetime(2026, 5, 5, 0, 30, tzinfo=PRAGUE))

    assert shown(administrator, "until=2026-05-04") == [late.pk, events[0].pk]
    assert early.pk in shown(administrator, "since=2026-05-05")


def test_pages_keep_the_filter(administrator, events):
    for number in range(60):
        make_event(events[0].goal, "write", by=events[0].by, at=AT + timedelta(minutes=number))

    first = administrator.get("/prace/zaznam/?name=write")
    second = administrator.get("/prace/zaznam/?name=write&page=2")

    assert [len(each.context["page"].object_list) for each in (first, second)] == [50, 10]
    assert "name=write&page=2" in page(first)
    assert "60 událostí" in page(first)
    assert len(exported(administrator, "name=write")) == 60


def test_file_says_who_in_which_role_and_what(administrator, events):
    row = exported(administrator, "centre=plzen")[0]

    assert (row["kdo"], row["v roli"], row["co"]) == (events[2].by.email, "vedoucí centra", "Cíl založen")
    assert (row["centrum"], row["rok"], row["důvod"]) == ("CPIC Plzeň", "2027", "Má; důvod\ns řádky")
    assert row["znění v té chvíli"] == events[2].wording


def test_file_opens_in_a_spreadsheet_as_it_is(administrator, events):
    response = administrator.get("/prace/zaznam.csv")

    assert response.content.startswith(b"\xef\xbb\xbf")
    assert response["Content-Disposition"] == 'attachment; filename="zaznam.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_file_holds_no_formula(administrator, events, text):
    make_event(events[0].goal, "return", by=events[0].by, comment=text, wording=text)

    row = exported(administrator, "name=return")[0]

    assert (row["důvod"], row["znění v té chvíli"]) == (f"'{text}", f"'{text}")


def test_event_of_a_year_names_its_document(administrator, events):
    Event.objects.create(
        document=make_document(2028), name="open_year", by=events[0].by, role=Role.DEPARTMENT_HEAD, at=AT
    )

    shown = page(administrator.get("/prace/zaznam/?name=open_year"))

    assert "Rok otevřen" in shown
    assert "Operační cíle center 2028" in shown


def test_record_of_nothing_says_so(administrator):
    assert "Zatím se nic nestalo" in page(administrator.get("/prace/zaznam/"))
    assert "Výběru neodpovídá žádná událost" in page(administrator.get("/prace/zaznam/?name=create"))
