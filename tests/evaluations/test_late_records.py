"""A record that comes late: nothing frozen moves, the next standing differs by just that, minutes and pages say so."""

import json
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal

import pytest

from centres.models import Event
from evaluations.meetings.minutes import minutes_content
from evaluations.meetings.writing import reopen
from evaluations.models import Meeting, Minutes, Record
from evaluations.records.records import RecordContent, add, correct, remove
from evaluations.reports.content import REPORT
from evaluations.reports.publishing import prepare_interim
from evaluations.standings import standings
from evaluations.teams import network_meeting, team_meeting
from goals.models import Goal, Plan
from goals.workflow import Refused
from tests import once
from tests.evaluations.closing_cast import COURSES, WORDS, accepted, close_months, hold_courses, make_year, stood
from tests.factories import PRAGUE, close_month, make_document, make_indicator
from tests.world import browser, close_above, fields, page

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
YEAR = 2025
IN_SEPTEMBER = date(YEAR, 9, 12)


def at(month, day, hour=12, year=YEAR):
    return datetime(year, month, day, hour, tzinfo=PRAGUE)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """A course in each of the first eight months, all closed until September."""
    with once.kept(django_db_blocker):
        year = make_year(COURSES, WORDS, is_closed=False)
        hold_courses(year, 8)
        close_months(year.centre, range(1, 9))
        close_month(year.centre, YEAR, 9, by=year.head, now=at(10, 3))
        year.indicator = make_indicator()
        yield year


@pytest.fixture
def year(built):
    return deepcopy(built)


def content(year, on=IN_SEPTEMBER, **facts):
    return RecordContent(year.indicator, on, title="Zapomenutý kurz", **facts)


def as_stored(content):
    return json.loads(json.dumps(content, default=str))


def held(year, day):
    goals = Goal.objects.filter(pk=year.goals[0].pk).with_content().select_related("document", "centre", "amends")
    return standings(goals, year=YEAR, today=day)[0].targets[0].progress.achieved


def everything_frozen():
    rows = (Meeting.objects.filter(state="closed"), Minutes.objects.all())
    return [list(found.order_by("pk").values()) for found in rows]


def test_released_standing_and_minutes_say_the_same_again_and_the_next_differs_by_just_that_record(year):
    report = stood(year.document, 9, now=at(10, 10))
    september = team_meeting(year.centre, YEAR, 9)
    minutes, frozen = september.minutes.get(), everything_frozen()
    without = held(year, date(YEAR, 10, 31))

    record = add(year.centre, content(year), by=year.staff, now=at(10, 20))

    assert (record.on, record.meeting.month, record.known_from) == (IN_SEPTEMBER, 10, date(YEAR, 10, 1))
    again = prepare_interim(year.document, date(YEAR, 9, 30), today=date(YEAR, 10, 20)).content
    heading = REPORT.content_of(report)[REPORT.name]
    assert REPORT.content_of(report) == again | {REPORT.name: heading}
    assert as_stored(minutes_content(september, number=1, now=minutes.made_at)) == minutes.content
    assert everything_frozen() == frozen
    assert held(year, date(YEAR, 9, 30)) == 8
    assert held(year, date(YEAR, 10, 31)) - without == 1


def test_next_minutes_count_it_and_name_it(year):
    add(year.centre, content(year), by=year.staff, now=at(11, 2))  # October is still open then

    close_month(year.centre, YEAR, 10, by=year.head, now=at(11, 3))

    october = team_meeting(year.centre, YEAR, 10)
    [late] = october.minutes.get().content["late"]
    assert late["title"] == "Doplněno za září"
    assert "Zapomenutý kurz" in late["lines"][0]
    assert october.entries.get(goal=year.goals[0]).readings.get().achieved == 9


def test_record_of_an_open_month_whose_standing_is_out_counts_in_the_meeting_and_in_the_next_standing(year):
    stood(year.document, 10, now=at(11, 25))  # without this centre, which is late
    before = held(year, date(YEAR, 10, 31))

    record = add(year.centre, content(year, date(YEAR, 10, 9)), by=year.staff, now=at(11, 27))
    close_month(year.centre, YEAR, 10, by=year.head, now=at(11, 28))

    assert (record.is_late, record.known_from) == (False, date(YEAR, 11, 1))
    assert (before, held(year, date(YEAR, 10, 31)), held(year, date(YEAR, 11, 30))) == (8, 8, 9)
    october = team_meeting(year.centre, YEAR, 10)
    assert october.entries.get(goal=year.goals[0]).readings.get().achieved == 9


def test_minutes_of_the_heads_do_not_move(year):
    close_above(network_meeting("heads", YEAR, 10), by=year.above)

    record = add(year.centre, content(year), by=year.staff, now=at(11, 2))

    assert (record.meeting.month, record.known_from) == (10, date(YEAR, 11, 1))


def test_month_closed_before_its_end_takes_it_once_the_next_has_begun(year):
    close_month(year.centre, YEAR, 10, by=year.head, now=at(10, 28))

    with pytest.raises(Refused, match="půjde doplnit od 1[.].11[.].2025"):
        add(year.centre, content(year, date(YEAR, 10, 29)), by=year.staff, now=at(10, 29))

    late = add(year.centre, content(year, date(YEAR, 10, 29)), by=year.staff, now=at(11, 1))
    assert late.meeting.month == 11


def test_december_lies_in_january_and_counts_in_the_closing_of_its_year(year):
    for month in (10, 11, 12):
        close_month(year.centre, YEAR, month, by=year.head, now=at(12, 31))
    with pytest.raises(Refused, match="žádný pozdější otevřený není"):
        add(year.centre, content(year), by=year.staff, now=at(1, 5, year=YEAR + 1))
    Plan.objects.create(document=make_document(YEAR + 1), centre=year.centre)

    late = add(year.centre, content(year), by=year.staff, now=at(1, 5, year=YEAR + 1))
    closing = accepted(year)

    assert (late.meeting.year, late.meeting.month) == (YEAR + 1, 1)
    assert closing.results.get(goal=year.goals[0]).measured["targets"][0]["achieved"] == "9"
    with pytest.raises(Refused, match="Uzávěrka roku 2025 je přijatá"):
        add(year.centre, content(year, amount=Decimal(2)), by=year.staff, now=at(1, 20, year=YEAR + 1))


def test_late_record_is_corrected_and_taken_back_in_the_meeting_where_it_lies(year):
    late = add(year.centre, content(year), by=year.staff, now=at(10, 20))

    corrected = correct(late, content(year, amount=Decimal(2)), by=year.staff, now=at(10, 21))
    removed = remove(corrected, by=year.staff, now=at(10, 21))

    assert (corrected.meeting_id, corrected.known_from) == (late.meeting_id, late.known_from)
    assert removed.removed_at
    assert "doplněno do porady za říjen" in Event.objects.filter(name="add").latest("id").comment


def test_month_on_which_a_standing_was_built_is_not_opened_again(year):
    stood(year.document, 9, now=at(10, 10))
    until = date(YEAR, 10, 20)

    with pytest.raises(Refused, match="Stav k 30[.].9[.].2025, který z tohoto měsíce vychází, už vyšel"):
        reopen(team_meeting(year.centre, YEAR, 8), reason="Chyba.", until=until, by=year.above, now=at(10, 12))


def test_pages_offer_it_and_say_where_it_lies(year, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(10, 20))
    staff, place = browser(year.staff), f"/prace/{YEAR}/liberec/zaznamy/"

    shown = staff.get(f"{place}?mesic=9")
    sent = fields(shown) | {"indicator": year.indicator.pk, "on": "2025-09-12", "title": "Zapomenutý kurz"}
    answer = staff.post(f"{place}zapsat/?mesic=9", sent, follow=True)

    assert "Záznam za září jde ještě doplnit" in page(shown)
    assert "Měsíc už byl uzavřený: je to doplněné v poradě za říjen 2025" in page(answer)
    assert "doplněno do porady za říjen 2025" in page(answer)
    october = page(staff.get(f"{place}?mesic=10"))
    assert "Doplněno za září" in october
    assert "12. 9. 2025: Zapomenutý kurz" in october
    assert "Doplněno za září" in page(staff.get(f"/prace/{YEAR}/liberec/porady/10/"))
    assert "záznam je doplněný v poradě za říjen 2025" in page(
        staff.get(f"/prace/zaznamy/{Record.objects.latest('pk').pk}/")
    )
