"""The record of events: newest first, found by days that begin and end here, whatever the clock of the server."""

from datetime import UTC, datetime

import pytest

from centres.events import record_event
from centres.models import Event, Role
from goals.log import LogFilter, page_of
from tests.factories import PRAGUE, make_document, make_user

pytestmark = pytest.mark.engine

BEFORE_MIDNIGHT = datetime(2026, 5, 10, 23, 59, tzinfo=PRAGUE)
AFTER_MIDNIGHT = datetime(2026, 5, 11, 0, 1, tzinfo=PRAGUE)  # in UTC it is still the day before


@pytest.fixture
def events(db):
    document, by = make_document(), make_user(Role.DEPARTMENT_HEAD)
    facts = {"by": by, "role": Role.DEPARTMENT_HEAD}
    return [record_event(document, "publish", at=at, **facts) for at in (BEFORE_MIDNIGHT, AFTER_MIDNIGHT)]


def found(**data):
    return list(LogFilter(data, queryset=Event.objects.newest_first()).found)


def test_a_day_begins_at_midnight_here(events):
    before, after = events

    assert AFTER_MIDNIGHT.astimezone(UTC).day == 10
    assert found(since="2026-05-11") == [after]
    assert found(until="2026-05-10") == [before]
    assert found(since="2026-05-10", until="2026-05-11") == [after, before]


@pytest.mark.parametrize("bounds", [{"since": "1900-01-01"}, {"until": "2999-12-31"}])
def test_the_ends_of_the_calendar_are_no_error(events, bounds):
    assert len(found(**bounds)) == 2


def test_a_page_counted_off_by_ids_is_the_same_page(events):
    page, rows = page_of(Event.objects.all(), 1)

    assert (list(page), list(rows)) == ([event.pk for event in events[::-1]], events[::-1])
