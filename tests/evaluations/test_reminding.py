"""The reminder that the department head sends by one press: to the team, once a day, kept as an event."""

from datetime import datetime, timedelta

import pytest

from centres.access import MissingRight
from centres.models import Event, Role
from evaluations.meetings.writing import last_reminders, remind
from evaluations.models import Meeting
from evaluations.states import MeetingKind
from goals.models import Notice
from tests.factories import (
    PRAGUE,
    close_month,
    department_head,
    events_about,
    make_centre,
    make_published_goal,
    make_user,
)

pytestmark = pytest.mark.django_db
APRIL_10 = datetime(2026, 4, 10, 12, 0, tzinfo=PRAGUE)


@pytest.fixture
def goal():
    return make_published_goal(centre=make_centre(slug="jihlava", name="CPIC Jihlava"))


def unwritten(centre, month=3):
    """The month as a page shows it before anybody has written into it: not a row yet."""
    return Meeting(kind=MeetingKind.TEAM, centre=centre, year=2026, month=month)


def told():
    return sorted(Notice.objects.values_list("person", "title"))


def test_team_is_told_and_the_act_is_kept(goal):
    head, staff = (make_user(role, centre=goal.centre) for role in (Role.HEAD, Role.STAFF))
    make_user(Role.STAFF, centre=make_centre())
    decider = department_head()
    Notice.objects.all().delete()

    [meeting] = remind([unwritten(goal.centre)], by=decider, now=APRIL_10)

    title = "CPIC Jihlava, březen 2026: vedoucí odboru připomíná poradu"
    assert [row for row in told() if row[0] in {head.pk, staff.pk}] == [(head.pk, title), (staff.pk, title)]
    event = events_about(meeting).get()
    assert (event.name, event.by, event.role, event.source, event.target, event.version) == (
        *("remind", decider, Role.DEPARTMENT_HEAD),
        *("open", "open", meeting.version),
    )


def test_same_month_is_reminded_of_once_a_day_by_whomever(goal):
    first = remind([unwritten(goal.centre)], by=department_head(), now=APRIL_10)
    same_day = remind([*first, unwritten(goal.centre)], by=department_head(), now=APRIL_10 + timedelta(hours=11))
    next_day = remind(first, by=department_head(), now=APRIL_10 + timedelta(hours=12))

    assert [len(first), len(same_day), len(next_day)] == [1, 0, 1]
    assert last_reminders(2026) == {first[0].pk: APRIL_10 + timedelta(hours=12)}


def test_closed_month_and_one_that_is_ahead_are_left_out(goal):
    closed = close_month(goal.centre, 2026, 3)

    reminded = remind(
        [closed, unwritten(goal.centre, 4), unwritten(goal.centre, 5)], by=department_head(), now=APRIL_10
    )

    assert [meeting.month for meeting in reminded] == [4]


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ADMINISTRATOR, Role.HEAD])
def test_only_the_department_head_reminds(goal, role):
    person = make_user(role, centre=goal.centre if role == Role.HEAD else None)

    with pytest.raises(MissingRight):
        remind([unwritten(goal.centre)], by=person, now=APRIL_10)

    assert not Event.objects.filter(name="remind").exists()


def test_reminder_does_not_stand_in_the_way_of_who_is_just_closing_the_month(goal):
    head = make_user(Role.HEAD, centre=goal.centre)
    [meeting] = remind([unwritten(goal.centre)], by=department_head(), now=APRIL_10)

    assert close_month(goal.centre, 2026, 3, by=head, now=APRIL_10).version == meeting.version + 2
