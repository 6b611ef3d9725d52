"""Who hears of evaluation on which day; the tables are written by hand, with ten days of grace after a month."""

from datetime import date

import pytest
from mailer.models import Message

from centres.events import record_event
from centres.models import Membership, Role
from evaluations.models import Closing, Meeting
from evaluations.states import ClosingState, MeetingKind, MeetingState
from evaluations.tasks import running_years
from evaluations.teams import network_meeting, team_meeting
from goals.mail import digest, notifications
from goals.mail.preferences import choose_groups
from goals.models import Document, Notice, Plan
from goals.states import GoalState, Level, MailGroup
from tests.evaluations.year_cast import make_plan, moment
from tests.factories import (
    close_month,
    make_centre,
    make_network_goal,
    make_user,
)
from tests.thorough import days
from tests.threads import at_once
from tests.world import goal_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return make_plan()


@pytest.fixture
def people(plan):
    centre = plan.centre
    make_user(Role.HEAD, centre=make_centre(), email="elsewhere@example.cz")
    make_user(Role.DEPUTY, centre=centre, valid_until=date(2026, 1, 31), email="former@example.cz")
    make_user(Role.HEAD, centre=centre, is_active=False, email="disabled@example.cz")
    for role in (Role.HEAD, Role.STAFF):
        make_user(role, centre=centre, email=f"{role}@example.cz")
    for role in (Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR):
        make_user(role, email=f"{role}@example.cz")


def write(day):
    return notifications.write_reminders(moment(day))


def heard(expected, first, last, **only):
    """Run the command's rules day after day: who heard something new on which day, in short."""
    found = {}
    for day in days(first, last, {day_of(said) for all_said in expected.values() for said in all_said}):
        write(day)
        fresh = Notice.objects.filter(created_at=moment(day), **only).select_related("person")
        for notice in fresh:
            name = notice.person.email.removesuffix("@example.cz")
            found.setdefault(name, []).append(f"{day.day}.{day.month}. {notice.key.split(':')[0]}")
    return found


def day_of(said):
    day, month, _what = said.split(".")
    return int(day), int(month)


def notice_of(name):
    return Notice.objects.filter(person__email=f"{name}@example.cz").latest("id")


# Months: nobody met, somebody met and did not close, closed, opened again.


def nothing(plan):
    """Nobody has written anything into any month."""


def written(plan):
    meeting = team_meeting(plan.centre, 2026, 3)
    Meeting.objects.filter(pk=meeting.pk).update(held_on=date(2026, 4, 1))


def closed(plan):
    close_month(plan.centre, 2026, 3, now=moment(date(2026, 4, 1)))
    Membership.objects.filter(user__email__startswith="osoba").delete()


def reopened(plan):
    closed(plan)
    Meeting.objects.update(state="open", closed_at=None, reopened_until=date(2026, 4, 9))


TWICE = ["6.4. held", "13.4. held"]
MONTHS = [
    (nothing, {"head": TWICE, "staff": TWICE, "department_head": ["16.4. months"]}),
    (written, {"head": ["11.4. closed", "18.4. closed"], "department_head": ["16.4. months"]}),
    (closed, {}),
    (reopened, {"head": ["10.4. reopened", "17.4. reopened"]}),
]


@pytest.mark.parametrize(("situation", "expected"), MONTHS)
def test_month_is_reminded_of_by_its_clock(plan, people, situation, expected):
    situation(plan)

    assert heard(expected, date(2026, 4, 1), date(2026, 4, 30)) == expected


def test_each_reminder_says_what_is_to_be_done_and_where(plan, people):
    write(date(2026, 4, 6))
    first = notice_of("staff")
    written(plan)
    write(date(2026, 4, 11))
    second = notice_of("head")
    write(date(2026, 4, 16))
    third = notice_of("department_head")

    assert (first.title, first.text) == (
        "CPIC Jihlava, březen 2026: porada ještě není zapsaná",
        "Vyplňte, jak cíle stojí. Vedoucí centra pak měsíc uzavře.",
    )
    assert (second.title, second.text) == (
        "CPIC Jihlava, březen 2026: měsíc není uzavřený",
        "Bez hodnocení zbývá 1 cíl.",
    )
    assert (third.title, third.text) == ("březen 2026: 1 centrum nemá uzavřený měsíc", "CPIC Jihlava")
    assert {notice.group for notice in (first, second, third)} == {MailGroup.MEETINGS}


@pytest.mark.parametrize(
    ("first_run", "expected"),
    [(date(2026, 4, 5), {}), (date(2026, 4, 9), ["9.4. held"]), (date(2026, 4, 30), ["30.4. held"])],
)
def test_missed_run_is_made_up_for_once(plan, people, first_run, expected):
    assert heard({}, first_run, first_run).get("staff", {}) == expected


def test_grace_is_as_long_as_the_organisation_says(plan, people, settings):
    settings.MEETING_GRACE_DAYS = 0

    expected = ["1.4. held", "3.4. held"]
    assert heard({"staff": expected}, date(2026, 4, 1), date(2026, 4, 30))["staff"] == expected


def test_only_the_last_month_is_reminded_of_by_mail(plan, people):
    write(date(2026, 4, 6))

    assert set(Notice.objects.values_list("key", flat=True)) == {f"held:{plan.centre_id}:2026-03:-4"}


def test_centre_without_approved_goals_hears_nothing(people):
    other = Plan.objects.create(document=Document.objects.get(), centre=make_centre())
    make_user(Role.HEAD, centre=other.centre, email="idle@example.cz")

    assert "idle" not in heard({}, date(2026, 4, 1), date(2026, 4, 30))


# Meetings above the teams.


@pytest.fixture
def commitment():
    for level in (Level.LONG_TERM, Level.STRATEGIC):
        goal_in(GoalState.APPROVED, make_network_goal, level=level)


def close_above(kind, month=None):
    meeting = network_meeting(kind, 2026, month)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CLOSED, closed_at=moment(date(2027, 1, 5)))


def test_heads_meeting_is_reminded_of_until_it_is_closed(plan, people, commitment):
    closed(plan)
    april = date(2026, 4, 1), date(2026, 4, 30)

    expected = {"department_head": ["11.4. above", "18.4. above"]}
    assert heard(expected, *april) == expected
    notice = notice_of("department_head")
    assert (notice.title, notice.path) == (
        "Porada vedoucích za březen 2026 čeká na uzavření",
        "/prace/2026/porady-vedoucich/3/",
    )

    Notice.objects.all().delete()
    close_above(MeetingKind.HEADS, 3)
    assert heard({}, *april) == {}


def test_yearly_meetings_are_reminded_of_in_february(plan, people, commitment):
    team_meeting(plan.centre, 2026, 11)
    only = {"title__regex": "Výroční|strategických"}
    february = date(2027, 2, 1), date(2027, 2, 28)

    twice = ["1.2. above", "8.2. above"]
    expected = {"department_head": twice, "director": twice}
    assert heard(expected, *february, **only) == expected

    Notice.objects.all().delete()
    close_above(MeetingKind.ANNUAL)
    assert heard({"director": twice}, *february, **only) == {"director": twice}


def test_year_that_nobody_has_evaluated_here_is_left_in_peace(plan, people):
    """A document of an older year can be imported at any time."""
    assert running_years(date(2027, 1, 15)) == [2027]
    assert heard({}, date(2027, 1, 1), date(2027, 1, 31)) == {}


# The end of the year.


def nobody_began(plan):
    """The closing has no row yet."""


def begun(plan):
    Closing.objects.create(plan=plan)


def sent(plan, on=date(2026, 12, 5)):
    Closing.objects.create(plan=plan, state=ClosingState.SENT, sent_at=moment(on))


def came_back(plan, on=date(2026, 12, 10)):
    closing = Closing.objects.create(plan=plan, state=ClosingState.RETURNED)
    by = Membership.objects.get(role=Role.DEPARTMENT_HEAD).user
    facts = {"version": 2, "role": Role.DEPARTMENT_HEAD, "comment": "Doplňte přílohy."}
    record_event(closing, "return", by=by, at=moment(on), **facts)


def accepted(plan, on=date(2026, 12, 28)):
    Closing.objects.create(plan=plan, state=ClosingState.ACCEPTED, accepted_at=moment(on))


UNSENT = ["1.12. closing", "17.12. closing", "24.12. closing", "30.12. closing", "1.1. closing"]
CLOSINGS = [
    (nobody_began, {"head": UNSENT}),
    (begun, {"head": UNSENT}),
    (sent, {"department_head": ["13.12. closings", "20.12. closings"]}),
    (came_back, {"head": ["15.12. closing-returned", "22.12. closing-returned"]}),
    (accepted, {"department_head": ["31.12. evaluation", "14.1. evaluation"]}),
]


@pytest.mark.parametrize(("situation", "expected"), CLOSINGS)
def test_closing_is_reminded_of_by_its_clock(plan, people, situation, expected):
    close_month(plan.centre, 2026, 11, now=moment(date(2026, 11, 30)))
    Membership.objects.filter(user__email__startswith="osoba").delete()
    situation(plan)

    said = heard(expected, date(2026, 11, 25), date(2027, 1, 20), group=MailGroup.DEADLINES)

    assert said == expected


def test_closing_that_came_back_says_why(plan, people):
    came_back(plan)
    write(date(2026, 12, 15))

    notice = Notice.objects.get(key__startswith="closing-returned")

    assert notice.title == "CPIC Jihlava 2026: vrácená uzávěrka čeká na doplnění od 10.\xa012.\xa02026"
    assert notice.text == "Doplňte přílohy."


def test_closings_that_wait_are_said_at_once(plan, people):
    other = Plan.objects.create(document=plan.document, centre=make_centre(name="CPIC Zlín"))
    sent(plan)
    sent(other, on=date(2026, 12, 7))
    write(date(2026, 12, 13))

    notice = Notice.objects.get(key__startswith="closings")

    assert notice.title == "Uzávěrky roku 2026: 2 čekají na rozhodnutí, nejdéle od 5.\xa012.\xa02026"
    assert notice.text == "CPIC Jihlava\nCPIC Zlín"


def test_year_without_a_day_of_its_own_closes_at_the_end_of_january(plan, people):
    Document.objects.update(planning_opens_on=None, submit_by=None, publish_on=None, closes_on=None)

    said = heard({}, date(2026, 12, 1), date(2026, 12, 2))

    assert said == {"head": ["1.12. closing"]}
    assert "odešlete do 31.\xa01.\xa02027" in notice_of("head").text


# Nothing twice, nothing to who does not want it or can no longer do it.


def test_keys_stay_as_they_are_stored(plan, people, commitment):
    """What was said before an upgrade is known by them after it."""
    keys, centre = set(), plan.centre_id

    def write_on(*day):
        write(date(*day))
        keys.update(Notice.objects.values_list("key", flat=True))
        Notice.objects.all().delete()

    write_on(2026, 4, 6)
    written(plan)
    write_on(2026, 4, 18)
    Meeting.objects.update(reopened_until=date(2026, 4, 9))
    write_on(2026, 4, 10)
    for day in ((2026, 12, 1), (2026, 12, 17), (2027, 1, 1), (2027, 2, 1)):
        write_on(*day)
    came_back(plan)
    write_on(2026, 12, 15)
    Closing.objects.all().delete()
    sent(plan)
    write_on(2026, 12, 13)
    Closing.objects.all().delete()
    accepted(plan)
    write_on(2026, 12, 31)

    assert keys >= {
        f"held:{centre}:2026-03:-4",
        f"closed:{centre}:2026-03:8",
        f"reopened:{centre}:2026-03:2026-04-09:1",
        "months:2026-03",
        "above:heads:2026-03:8",
        "above:annual:2026-00:1",
        "above:director:2026-00:1",
        f"closing:{plan.pk}:opens",
        f"closing:{plan.pk}:2026-12-31:14",
        f"closing:{plan.pk}:2026-12-31:late",
        "closings:2026:2026-12-05:8",
        "evaluation:2026:2026-12-28:3",
    }
    assert {key.split(":")[2:] == ["2026-12-10", "5"] for key in keys if key.startswith("closing-returned")} == {True}


def test_reminder_is_said_once_however_often_the_command_runs(plan, people):
    counts = [notifications.write_reminders(moment(date(2026, 4, 6), hour)) for hour in (0, 9, 23)]

    assert counts == [2, 0, 0]


@pytest.mark.engine
@pytest.mark.django_db(transaction=True)
def test_commands_at_once_remind_each_person_once():
    plan = make_plan()
    for role in (Role.HEAD, Role.STAFF, Role.STAFF):
        make_user(role, centre=plan.centre)

    results = at_once(*[lambda: write(date(2026, 4, 6))] * 4)

    assert [result for result in results if isinstance(result, Exception)] == []
    assert Notice.objects.count() == 3


def test_person_who_does_not_want_reminders_of_meetings_gets_none_by_mail(plan, people):
    choose_groups(Membership.objects.get(role=Role.STAFF).user, [MailGroup.HAPPENED, MailGroup.DEADLINES])
    write(date(2026, 4, 6))

    digest.hand_over(moment(date(2026, 4, 6)))

    assert [message.to_addresses for message in Message.objects.all()] == [["head@example.cz"]]


def test_person_who_has_lost_the_role_meanwhile_gets_no_mail(plan, people):
    write(date(2026, 4, 6))
    Membership.objects.filter(role=Role.STAFF).delete()

    digest.hand_over(moment(date(2026, 4, 6)))

    assert [message.to_addresses for message in Message.objects.all()] == [["head@example.cz"]]


def test_head_who_became_staff_gets_no_mail_about_closing_the_year(plan, people):
    write(date(2026, 12, 1))
    Membership.objects.filter(role=Role.HEAD, centre=plan.centre).update(role=Role.STAFF)

    done = digest.hand_over(moment(date(2026, 12, 1)))

    assert (done["mails"], done["closed"]) == (0, 1)
