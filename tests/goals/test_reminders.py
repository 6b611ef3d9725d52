"""Who is reminded of what on which day; the tables are written by hand."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from mailer.models import Message

from centres import access
from centres.events import record_event
from centres.models import Role
from goals.mail import digest, notifications
from goals.models import Notice, Plan
from goals.states import GoalState, Level
from goals.tasks import ReminderSchedule, decisions, tasks, unled_centres
from tests.factories import (
    PRAGUE,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_network_goal,
    make_user,
)
from tests.goals.mail_cast import goal_of, put
from tests.thorough import days

pytestmark = pytest.mark.django_db

SUBMIT_BY, PUBLISH_ON = date(2026, 11, 30), date(2026, 12, 15)
CALENDAR = {
    "planning_opens_on": date(2026, 10, 1),
    "submit_by": SUBMIT_BY,
    "publish_on": PUBLISH_ON,
    "closes_on": date(2027, 12, 31),
}


@pytest.fixture
def year():
    return make_document(2027, **CALENDAR)


@pytest.fixture
def plan(year):
    return Plan.objects.create(document=year, centre=make_centre(slug="jihlava", name="CPIC Jihlava"))


@pytest.fixture
def head(plan):
    return make_user(Role.HEAD, centre=plan.centre)


def write(day, hour=9):
    return notifications.write_reminders(datetime.combine(day, time(hour), tzinfo=PRAGUE))


def told(person):
    return list(Notice.objects.filter(person=person).values_list("title", "text", "path"))


def assert_told_on(expected, first, last):
    """Run the command's rules day after day: something new is said on those days."""
    assert [(day.day, day.month) for day in days(first, last, expected) if write(day)] == expected


def test_head_of_a_centre_that_has_not_submitted_is_reminded_on_these_days(plan, head):
    goal_of(plan)

    assert_told_on([(16, 11), (23, 11), (29, 11), (1, 12)], date(2026, 11, 1), date(2026, 12, 31))

    assert {path for _title, _text, path in told(head)} == {"/prace/2027/jihlava/kontrola/"}
    assert [(title, text) for title, text, _path in told(head)] == [
        ("CPIC Jihlava 2027: cíle odešlete ke schválení do 30.\xa011.\xa02026", "Zbývá 14 dní."),
        ("CPIC Jihlava 2027: cíle odešlete ke schválení do 30.\xa011.\xa02026", "Zbývá 7 dní."),
        ("CPIC Jihlava 2027: cíle odešlete ke schválení do 30.\xa011.\xa02026", "Zbývá 1 den."),
        (
            "CPIC Jihlava 2027: cíle měly být odeslané do 30.\xa011.\xa02026",
            "Odešlete je prosím ke schválení. Pokud to teď nejde, domluvte se s vedoucím odboru.",
        ),
    ]


@pytest.mark.parametrize(
    ("first_run", "text"),
    [
        (date(2026, 11, 15), None),
        (date(2026, 11, 16), "Zbývá 14 dní."),
        (date(2026, 11, 20), "Zbývá 10 dní."),  # the run on the day itself was missed
        (date(2026, 11, 26), "Zbývají 4 dny."),
        (date(2026, 11, 30), "Termín je dnes."),
        (date(2026, 12, 7), "Odešlete je prosím ke schválení. Pokud to teď nejde, domluvte se s vedoucím odboru."),
        (date(2026, 12, 8), None),  # long past, and said by other means
    ],
)
def test_missed_run_is_made_up_for(plan, head, first_run, text):
    write(first_run)

    assert [said for _title, said, _path in told(head)] == ([text] if text else [])


def test_reminder_is_said_once_however_often_the_command_runs(plan, head):
    counts = [write(date(2026, 11, 16), hour) for hour in (0, 9, 23)] + [write(date(2026, 11, 17))]

    assert counts == [1, 0, 0, 0]


def test_day_begins_at_midnight_in_prague(plan, head):
    assert write(date(2026, 11, 15), hour=23) == 0
    assert write(date(2026, 11, 16), hour=0) == 1


def test_moved_deadline_is_reminded_of_again(plan, head):
    write(SUBMIT_BY - timedelta(days=1))
    type(plan.document).objects.update(submit_by=SUBMIT_BY + timedelta(days=10))

    assert write(SUBMIT_BY - timedelta(days=1)) == 1


def test_nobody_is_reminded_before_planning_opens(plan, head):
    type(plan.document).objects.update(planning_opens_on=date(2026, 11, 25))

    assert_told_on([(25, 11), (29, 11)], date(2026, 11, 1), date(2026, 11, 30))


def test_document_without_a_calendar_reminds_nobody():
    Plan.objects.create(document=make_document(2027), centre=make_centre())

    assert_told_on([], date(2026, 11, 1), date(2026, 12, 31))


def test_heads_and_valid_deputies_are_reminded_and_nobody_else(plan, head):
    centre = plan.centre
    deputy = make_user(Role.DEPUTY, centre=centre, valid_until=date(2026, 11, 16))
    make_user(Role.DEPUTY, centre=centre, valid_until=date(2026, 11, 15))
    make_user(Role.STAFF, centre=centre)
    make_user(Role.HEAD, centre=centre, is_active=False)
    make_user(Role.HEAD, centre=make_centre())
    department_head()

    goal_of(plan, GoalState.DRAFT)  # as long as nothing is begun, the staff hear of that

    write(date(2026, 11, 16))

    assert set(Notice.objects.values_list("person", flat=True)) == {head.pk, deputy.pk}


UNSENT = [
    ([], True),
    ([GoalState.DRAFT], True),
    ([GoalState.DROPPED], True),
    ([GoalState.SUBMITTED], False),
    ([GoalState.APPROVED], False),
    ([GoalState.SUBMITTED, GoalState.DROPPED], False),
    ([GoalState.APPROVED, GoalState.DRAFT], True),
    ([GoalState.APPROVED, GoalState.RETURNED], True),
]


@pytest.mark.parametrize(("states", "is_reminded"), UNSENT)
def test_centre_is_reminded_as_long_as_not_all_is_sent(plan, head, states, is_reminded):
    for state in states:
        goal_of(plan, state)

    assert write(date(2026, 11, 29)) == int(is_reminded)
    assert write(date(2026, 12, 1)) == int(is_reminded)


def test_goals_of_another_centre_or_year_do_not_count_as_sent(plan, head):
    goal_of(Plan(document=plan.document, centre=make_centre()), GoalState.SUBMITTED)
    goal_of(Plan(document=make_document(2026), centre=plan.centre), GoalState.APPROVED)

    assert write(date(2026, 11, 29)) == 1


def test_open_amendment_does_not_make_the_year_unsent(plan, head):
    make_amendment(goal_of(plan, GoalState.APPROVED))

    assert write(date(2026, 11, 29)) == 0


def test_goals_that_wait_are_reminded_of_when_more_than_seven_days_have_passed(plan):
    decider = department_head()
    goal_of(plan, GoalState.SUBMITTED, on=date(2026, 11, 2))
    goal_of(plan, GoalState.SUBMITTED, on=date(2026, 11, 3))

    assert_told_on([(10, 11)], date(2026, 11, 3), date(2026, 11, 15))

    assert told(decider) == [
        ("CPIC Jihlava 2027: 1 cíl čeká na rozhodnutí od 2.\xa011.\xa02026", "", "/prace/2027/jihlava/rozhodnuti/")
    ]


def test_goals_left_when_the_first_are_decided_are_a_new_occasion(plan):
    decider = department_head()
    first = goal_of(plan, GoalState.SUBMITTED, on=date(2026, 11, 2))
    for _ in range(2):
        goal_of(plan, GoalState.SUBMITTED, on=date(2026, 11, 3))
    write(date(2026, 11, 11))
    put(first, GoalState.APPROVED)

    write(date(2026, 11, 11))

    assert [title for title, _text, _path in told(decider)] == [
        "CPIC Jihlava 2027: 3 cíle čekají na rozhodnutí od 2.\xa011.\xa02026",
        "CPIC Jihlava 2027: 2 cíle čekají na rozhodnutí od 3.\xa011.\xa02026",
    ]


def test_goal_taken_back_and_sent_again_waits_from_then(plan):
    department_head()
    goal = goal_of(plan, GoalState.SUBMITTED, on=date(2026, 11, 2))
    write(date(2026, 11, 10))
    put(goal, GoalState.SUBMITTED, on=date(2026, 11, 10))

    assert_told_on([(18, 11)], date(2026, 11, 10), date(2026, 11, 30))


def test_each_amendment_waits_by_itself(plan):
    decider = department_head()
    amendments = [make_amendment(goal_of(plan, GoalState.APPROVED)) for _ in range(2)]
    for amendment in amendments:
        put(amendment, GoalState.SUBMITTED, on=date(2026, 11, 2))

    write(date(2026, 11, 10))

    assert {path for _title, _text, path in told(decider)} == {
        f"/prace/cil/{amendment.pk}/rozhodnuti/" for amendment in amendments
    }


def test_amendment_does_not_say_since_when_the_goals_of_its_centre_wait(plan):
    amendment = make_amendment(goal_of(plan, GoalState.APPROVED))
    put(amendment, GoalState.SUBMITTED, on=date(2026, 11, 2))
    goal_of(plan, GoalState.SUBMITTED, on=date(2026, 11, 5))
    today = date(2026, 11, 6)

    found = tasks(access.rights_of(department_head(), on=today), today=today, rules=[decisions])

    assert [task.due for task in found] == ["čeká od 5.\xa011.\xa02026", "čeká od 2.\xa011.\xa02026"]


def test_goal_of_the_network_waits_for_whoever_decides_about_its_level():
    director, decider = make_user(Role.DIRECTOR), department_head()
    put(make_network_goal(level=Level.STRATEGIC), GoalState.SUBMITTED, on=date(2026, 11, 2))
    put(make_network_goal(level=Level.LONG_TERM), GoalState.SUBMITTED, on=date(2026, 11, 2))

    write(date(2026, 11, 10))

    assert (len(told(director)), len(told(decider))) == (2, 1)


def test_publication_is_reminded_of_a_week_and_a_day_before(plan):
    publisher = department_head()
    make_user(Role.HEAD, centre=plan.centre)
    for state in [GoalState.APPROVED, GoalState.DRAFT, GoalState.RETURNED]:
        goal_of(plan, state)

    # On the first day it is the head of the centre.
    assert_told_on([(1, 12), (3, 12), (8, 12), (14, 12)], date(2026, 12, 1), date(2026, 12, 31))

    title = "Operační cíle center 2027: vydání je naplánované na 15.\xa012.\xa02026"
    rest = "Schválené zatím nejsou 2 cíle."
    assert told(publisher)[1:] == [  # before that, that a centre has not sent its goals
        (title, f"Zbývá 7 dní. {rest}", "/prace/2027/vydat/"),
        (title, f"Zbývá 1 den. {rest}", "/prace/2027/vydat/"),
    ]


def test_publication_with_all_goals_approved_says_only_how_long_is_left(plan):
    publisher = department_head()
    goal_of(plan, GoalState.APPROVED)

    write(date(2026, 12, 15))

    assert [text for _title, text, _path in told(publisher)] == ["Termín je dnes."]


def test_published_year_is_not_reminded_of(year):
    make_edition(year)

    assert_told_on([], date(2026, 12, 8), date(2026, 12, 15))


@pytest.mark.parametrize(("days_left", "due"), [(14, 14), (13, 14), (8, 14), (7, 7), (6, 7), (2, 7), (1, 1), (0, 1)])
def test_step_holds_until_the_next_one(days_left, due):
    assert ReminderSchedule((-14, -7, -1)).reached(-days_left) == -due


@pytest.mark.engine
def test_number_of_queries_does_not_grow_where_nothing_is_due(year):
    asked = []
    for _ in range(2):
        goal_of(Plan.objects.create(document=year, centre=make_centre()))
        with CaptureQueriesContext(connection) as queries:
            write(date(2026, 10, 15))
        asked.append(len(queries))

    assert asked[0] == asked[1]


RETURNED_ON = date(2026, 10, 20)


def come_back(goal, *, by, on=RETURNED_ON, name="return"):
    """The event alone: what the goal passed through before is not asked about."""
    at = datetime.combine(on, time(12), tzinfo=PRAGUE)
    record_event(goal, name, by=by, role=Role.DEPARTMENT_HEAD, at=at)


def test_returned_goals_that_nobody_touches_are_reminded_of_twice_and_together(plan, head):
    by = department_head()
    for goal in [goal_of(plan, GoalState.RETURNED) for _ in range(2)]:
        come_back(goal, by=by)

    assert_told_on([(25, 10), (1, 11)], date(2026, 10, 20), date(2026, 11, 10))

    title = "CPIC Jihlava 2027: 2 vrácené cíle čekají na přepracování od 20.\xa010.\xa02026"
    assert [(title, path) for title, _text, path in told(head)] == [(title, "/prace/2027/jihlava/")] * 2


def test_single_returned_goal_leads_to_its_form(plan, head):
    goal = goal_of(plan, GoalState.RETURNED)
    come_back(goal, by=department_head())

    write(date(2026, 10, 25))

    assert [path for _title, _text, path in told(head)] == [f"/prace/cil/{goal.pk}/upravit/"]


def test_returned_goal_that_somebody_has_begun_to_mend_is_not_reminded_of(plan, head):
    goal = goal_of(plan, GoalState.RETURNED)
    come_back(goal, by=department_head())
    come_back(goal, by=head, on=date(2026, 10, 22), name="write")

    assert_told_on([], date(2026, 10, 20), date(2026, 11, 10))


def test_goal_returned_again_is_a_new_occasion(plan, head):
    goal, by = goal_of(plan, GoalState.RETURNED), department_head()
    come_back(goal, by=by)
    write(date(2026, 10, 25))
    come_back(goal, by=by, on=date(2026, 10, 28))

    assert_told_on([(2, 11), (9, 11)], date(2026, 10, 28), date(2026, 11, 10))


def test_keys_stay_as_they_are_stored(plan, head):
    """What was said before an upgrade is known by them after it."""
    by, place = department_head(), f"plan-{plan.document_id}-{plan.centre_id}"
    come_back(goal_of(plan, GoalState.RETURNED), by=by)
    goal_of(plan, GoalState.SUBMITTED, on=date(2026, 11, 2))
    amendment = put(make_amendment(goal_of(plan, GoalState.APPROVED)), GoalState.SUBMITTED, on=date(2026, 11, 2))

    for day in (date(2026, 10, 25), date(2026, 11, 16), date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 8)):
        write(day)

    assert set(Notice.objects.values_list("key", flat=True)) == {
        f"returned:{place}:2026-10-20:5",
        f"returned:{place}:2026-10-20:12",
        f"submit:{plan.pk}:2026-11-30:14",
        f"submit:{plan.pk}:2026-11-30:late",
        f"decide:{place}:2026-11-02",
        f"decide:goal-{amendment.pk}:2026-11-02",
        f"publish:{plan.document_id}:2026-12-15:7",
        f"unsent:{plan.document_id}:2026-11-30:3",
    }


def test_what_nobody_at_the_centre_may_send_reaches_the_department_head(plan, year):
    """A head who left yesterday hears nothing; staff cannot send; a branch is led by its main centre."""
    make_user(Role.HEAD, centre=plan.centre, valid_until=date(2026, 11, 15))
    make_user(Role.STAFF, centre=plan.centre)
    led = Plan.objects.create(document=year, centre=make_centre(parent=make_centre()))
    make_user(Role.HEAD, centre=led.centre.parent)
    above = department_head()

    write(date(2026, 11, 16))
    notified = told(above)
    mails = digest.hand_over(datetime.combine(date(2026, 11, 16), time(9), tzinfo=PRAGUE))

    title = "CPIC Jihlava nemá vedoucího: CPIC Jihlava 2027: cíle odešlete ke schválení do 30.\xa011.\xa02026"
    assert notified == [(title, "Zbývá 14 dní.", "/prace/lide/centrum/jihlava/")]
    assert Notice.objects.count() == 3  # the staff hear that nobody has begun
    assert (mails["mails"], mails["closed"]) == (3, 0)
    assert "/prace/lide/centrum/jihlava/" in "".join(message.email.body for message in Message.objects.all())


def test_many_centres_without_a_head_are_one_line(year):
    for number in range(6):
        Plan.objects.create(document=year, centre=make_centre(name=f"CPIC {number}"))
    above = department_head()

    [task] = tasks(access.rights_of(above, on=date(2026, 11, 1)), today=date(2026, 11, 1), rules=[unled_centres])

    assert (task.title, task.url) == ("6 center nemá vedoucího", "/prace/lide/")
    assert task.hint == "CPIC 0, CPIC 1, CPIC 2, CPIC 3, CPIC 4, CPIC 5"
