"""A late record against the closing of the meeting that it lies in: real threads, committed."""

from datetime import date, datetime
from functools import partial

import pytest

from evaluations.meetings.writing import close
from evaluations.models import Minutes, Record
from evaluations.records.records import RecordContent, add
from evaluations.teams import team_meeting
from goals.workflow import Refused
from tests.evaluations.closing_cast import COURSES, make_year, say
from tests.factories import PRAGUE, close_month, make_indicator, make_user
from tests.threads import at_once, winners

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.engine]
YEAR = 2025


def at(month, day):
    return datetime(YEAR, month, day, 12, tzinfo=PRAGUE)


def test_record_that_comes_while_its_meeting_is_closed_is_in_the_minutes_or_in_the_next_meeting():
    year = make_year(COURSES, is_closed=False)
    year.indicator = make_indicator()
    close_month(year.centre, YEAR, 9, by=year.head, now=at(10, 3))
    october, deputy = team_meeting(year.centre, YEAR, 10), make_user("head", centre=year.centre)
    say(year.goals[0], "on_track", month=10)

    late, closed = at_once(
        partial(add, year.centre, RecordContent(year.indicator, date(YEAR, 9, 12)), by=year.staff, now=at(11, 3)),
        partial(close, october, by=deputy, now=at(11, 3)),
    )

    minutes = Minutes.objects.get(meeting=october).content
    assert winners([closed]) == [closed]
    if isinstance(late, Exception):
        assert isinstance(late, Refused)
        assert (Record.objects.count(), minutes["late"]) == (0, [])
    else:
        assert bool(minutes["late"]) == (late.meeting == october)
        assert late.meeting == october or late.meeting.month == 11
