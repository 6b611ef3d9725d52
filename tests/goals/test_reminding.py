"""Goals that nobody has begun or sent: the centre and those above hear of it by itself, and by hand once a day."""

from datetime import datetime, timedelta

import pytest

from centres.access import MissingRight
from centres.models import Event, Role
from goals.mail.notifications import write_reminders
from goals.models import Notice, Plan
from goals.reminding import remind_plans
from tests.factories import PRAGUE, department_head, make_centre, make_document, make_goal, make_user
from tests.world import browser, page

pytestmark = pytest.mark.django_db
SUBMIT_BY = datetime(2026, 11, 30, 9, 0, tzinfo=PRAGUE)


@pytest.fixture
def year():
    days = {"planning_opens_on": "2026-10-01", "submit_by": "2026-11-30", "publish_on": "2026-12-15"}
    year = make_document(2027, **days, closes_on="2027-12-31")
    year.refresh_from_db()
    year.idle, year.writing = make_centre(name="CPIC Plzeň"), make_centre(name="CPIC Jihlava")
    for centre in (year.idle, year.writing):
        Plan.objects.create(document=year, centre=centre)
    make_goal(year, centre=year.writing, number=None)
    year.staff = {centre: make_user(Role.STAFF, centre=centre) for centre in (year.idle, year.writing)}
    year.above = department_head()
    return year


def told(person):
    return list(Notice.objects.filter(person=person).values_list("title", flat=True))


def test_whole_centre_that_has_not_begun_hears_of_it_four_weeks_before(year):
    write_reminders(SUBMIT_BY - timedelta(days=28))

    [title] = told(year.staff[year.idle])
    assert title.startswith("CPIC Plzeň 2027: cíle ještě nikdo nezačal psát")
    assert told(year.staff[year.writing]) == []


def test_those_above_hear_after_the_day_who_has_not_sent(year):
    write_reminders(SUBMIT_BY + timedelta(days=3))

    notice = Notice.objects.get(person=year.above, key__startswith="unsent")
    assert notice.title == "Rok 2027: 2 centra neodeslala cíle, termín byl 30.\u00a011.\u00a02026"
    assert notice.text == "CPIC Plzeň: nezačalo\nCPIC Jihlava: rozepsáno"


def test_reminder_by_hand_goes_once_a_day_to_who_can_do_something(year):
    head = make_user(Role.HEAD, centre=year.writing)
    plans = list(year.plans.all())

    first = remind_plans(year, plans, by=year.above, now=SUBMIT_BY)
    again = remind_plans(year, plans, by=department_head(), now=SUBMIT_BY + timedelta(hours=3))

    assert (len(first), len(again), Event.objects.filter(name="remind").count()) == (2, 0, 2)
    assert len(told(head)) == len(told(year.staff[year.idle])) == 1
    assert told(year.staff[year.writing]) == []
    with pytest.raises(MissingRight):
        remind_plans(year, plans, by=head, now=SUBMIT_BY)


@pytest.mark.engine  # PostgreSQL refuses a NUL, SQLite takes it
def test_page_of_the_year_names_them_with_a_button(year, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: SUBMIT_BY)
    above = browser(year.above)

    shown = page(above.get("/prace/2027/"))
    done = above.post("/prace/2027/pripomenout-cile/", {"centre": year.idle.slug}, follow=True)

    assert "Kdo cíle ještě neodeslal" in shown
    assert "Připomínku odeslání cílů dostalo 1 centrum." in page(done)
    assert "dnes připomenuto" in page(done)
    for unknown in ("nezname", "a\x00b"):
        assert above.post("/prace/2027/pripomenout-cile/", {"centre": unknown}).status_code == 404
