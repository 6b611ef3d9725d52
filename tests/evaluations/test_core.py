"""The way of one month through the house: records, the meeting, its closing, and what is frozen then."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from centres.models import Role
from evaluations.meetings.writing import reopen
from evaluations.models import Entry, Meeting, Record
from evaluations.records.records import RecordContent, correct
from evaluations.records.sources import set_source
from evaluations.standings import standings
from evaluations.states import MeetingState
from goals.workflow import Refused
from tests.factories import (
    PRAGUE,
    close_month,
    department_head,
    make_indicator,
    make_published_goal,
    make_record,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
APRIL_10 = datetime(2026, 4, 10, 12, 0, tzinfo=PRAGUE)


@pytest.fixture
def goal():
    return make_published_goal()


@pytest.fixture
def fed(goal):
    set_source(goal.targets.get(), make_indicator(), by=make_user(Role.HEAD, centre=goal.centre))
    return goal


def test_record_counts_in_the_target_that_its_indicator_feeds(fed):
    make_record(fed.centre, on=date(2026, 3, 3))
    make_record(fed.centre, on=date(2026, 3, 20), amount=Decimal(2))

    (standing,) = standings([fed], year=2026, today=date(2026, 3, 31))

    assert standing.targets[0].progress.achieved == Decimal(3)


def test_closed_month_refuses_the_change_of_its_records(fed):
    record = make_record(fed.centre, on=date(2026, 3, 3))
    close_month(fed.centre, 2026, 3)

    with pytest.raises(Refused):
        correct(record, RecordContent(record.indicator, date(2026, 3, 5)), by=record.added_by, now=APRIL_10)


def test_closed_month_is_frozen_in_the_database(fed):
    record = make_record(fed.centre, on=date(2026, 3, 3))
    meeting = close_month(fed.centre, 2026, 3)

    with pytest.raises(DatabaseError), transaction.atomic():
        Record.objects.filter(pk=record.pk).update(amount=9)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(meeting=meeting).update(said="Jinak.")
    with pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.filter(pk=meeting.pk).update(note="Jinak.")


def test_closing_freezes_the_numbers_and_makes_minutes(fed):
    make_record(fed.centre, on=date(2026, 3, 3))

    meeting = close_month(fed.centre, 2026, 3)

    entry = meeting.entries.get()
    assert meeting.state == MeetingState.CLOSED
    assert entry.readings.get().achieved == Decimal(1)
    assert entry.state
    assert meeting.minutes.get().pdf.pages == 1


def test_reopened_month_can_be_written_until_its_day(fed):
    meeting = close_month(fed.centre, 2026, 3)

    opened = reopen(meeting, reason="Chybí kurz.", until=date(2026, 4, 12), by=department_head(), now=APRIL_10)

    assert opened.state == MeetingState.OPEN
    make_record(fed.centre, on=date(2026, 3, 4), now=APRIL_10)
    with pytest.raises(Refused):
        make_record(fed.centre, on=date(2026, 3, 4), now=datetime(2026, 4, 13, 8, 0, tzinfo=PRAGUE))
