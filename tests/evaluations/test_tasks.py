"""What of evaluation waits for whom on which day, in which words, and by how many queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from centres import access
from centres.events import record_event
from centres.models import Role
from evaluations.meetings.writing import reopen
from evaluations.models import Closing, Meeting
from evaluations.states import ClosingState, MeetingKind, MeetingState
from evaluations.tasks import evaluation_tasks
from evaluations.teams import network_meeting, team_meeting
from goals.models import Document
from goals.states import GoalState, Level
from goals.tasks import tasks as everything
from tests.evaluations.year_cast import close, make_plan, moment
from tests.factories import close_month, make_centre, make_network_goal, make_user
from tests.goals.mail_cast import put

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
OCTOBER_20 = date(2026, 10, 20)


@pytest.fixture
def plan():
    return make_plan(slug="jihlava")


@pytest.fixture
def people(plan):
    people = {role: make_user(role, centre=plan.centre, email=f"{role}@example.cz") for role in (Role.HEAD, Role.STAFF)}
    people |= {
        role: make_user(role, email=f"{role}@example.cz")
        for role in (Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR)
    }
    people["elsewhere"] = make_user(Role.HEAD, centre=make_centre(), email="elsewhere@example.cz")
    people["former"] = make_user(email="former@example.cz")
    return people


def tasks(person, today):
    return everything(access.rights_of(person, on=today), today=today, rules=[evaluation_tasks])


def titles(person, today):
    return [task.title for task in tasks(person, today)]


def day(text):
    return text.replace(" ", "\u00a0")


# Months.


def test_month_waits_with_how_far_it_is(plan, people):
    close(plan, *range(1, 10))

    [task] = tasks(people[Role.HEAD], date(2026, 10, 25))

    assert (task.title, task.hint, task.action) == (
        "Porada za říjen: CPIC Jihlava",
        "1 cíl, 1 bez hodnocení",
        "Otevřít poradu",
    )
    assert (task.url, task.due, task.is_urgent) == (
        "/prace/2026/jihlava/porady/10/",
        f"uzavřít do {day('10. 11. 2026')}",
        False,
    )


@pytest.mark.parametrize(
    ("today", "shown"),
    [
        (date(2026, 10, 24), None),  # it cannot be closed yet
        (date(2026, 10, 25), False),
        (date(2026, 11, 10), False),
        (date(2026, 11, 11), True),
    ],
)
def test_month_waits_from_its_last_week_and_is_urgent_when_late(plan, people, today, shown):
    close(plan, *range(1, 10))

    assert [task.is_urgent for task in tasks(people[Role.HEAD], today)] == ([] if shown is None else [shown])


def test_month_that_is_all_said_waits_only_for_who_closes_it(plan, people):
    close(plan, *range(1, 9))
    closed = close_month(plan.centre, 2026, 9)
    by = people[Role.DEPARTMENT_HEAD]
    reopen(closed, reason="Chybí kurz.", until=OCTOBER_20, by=by, now=moment(date(2026, 10, 15)))

    [task] = tasks(people[Role.HEAD], OCTOBER_20)

    assert (task.hint, task.due) == ("1 cíl, zbývá uzavřít", f"uzavřít do {day('20. 10. 2026')}")
    assert tasks(people[Role.STAFF], OCTOBER_20) == []


def test_months_of_long_ago_are_one_line(plan, people):
    close(plan, 1, 2)

    gathered, *single = tasks(people[Role.STAFF], OCTOBER_20)

    assert (gathered.title, gathered.hint, gathered.is_urgent) == (
        "CPIC Jihlava 2026: 5 starších porad není uzavřených",
        "březen, duben, květen, červen, červenec",
        True,
    )
    assert gathered.url == "/prace/2026/jihlava/porady/"
    assert [task.title for task in single] == ["Porada za srpen: CPIC Jihlava", "Porada za září: CPIC Jihlava"]


def test_one_month_of_long_ago_is_shown_itself(plan, people):
    close(plan, *range(1, 7))

    assert [title.split(":")[0] for title in titles(people[Role.HEAD], OCTOBER_20)] == [
        "Porada za červenec",
        "Porada za srpen",
        "Porada za září",
    ]


@pytest.mark.parametrize("name", [Role.ADMINISTRATOR, "elsewhere", "former", Role.DIRECTOR])
def test_nothing_waits_for_who_has_nothing_to_do_there(plan, people, name):
    assert tasks(people[name], OCTOBER_20) == []


def test_december_of_last_year_is_named_with_its_year(plan, people):
    close(plan, *range(1, 12))

    assert titles(people[Role.STAFF], date(2027, 1, 5)) == ["Porada za prosinec 2026: CPIC Jihlava"]


def test_last_year_is_over_once_its_evaluation_is_out(plan, people):
    close(plan, *range(1, 12))
    Document.objects.filter(pk=plan.document_id).update(closed_at=moment(date(2027, 1, 4)))

    assert titles(people[Role.HEAD], date(2027, 1, 5)) == []


# The end of the year.


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 30), []),
        (date(2026, 12, 1), [("Uzávěrka roku 2026: CPIC Jihlava", "Začít", False)]),
        (date(2026, 12, 31), [("Uzávěrka roku 2026: CPIC Jihlava", "Začít", False)]),
        (date(2027, 1, 1), [("Uzávěrka roku 2026: CPIC Jihlava", "Začít", True)]),
    ],
)
def test_closing_waits_from_december(plan, people, today, expected):
    close(plan, *range(1, 12))

    shown = [task for task in tasks(people[Role.HEAD], today) if "Uzávěrka" in task.title]

    assert [(task.title, task.action, task.is_urgent) for task in shown] == expected
    assert [task for task in tasks(people[Role.STAFF], today) if "Uzávěrka" in task.title] == []


@pytest.mark.parametrize("state", [ClosingState.SENT, ClosingState.ACCEPTED])
def test_closing_that_is_sent_does_not_wait_for_the_centre(plan, people, state):
    close(plan, *range(1, 12))
    make_closing(plan, state)

    assert titles(people[Role.HEAD], date(2026, 12, 20)) == []


def make_closing(plan, state, on=date(2026, 12, 5)):
    at = moment(on)
    sent_at, accepted_at = (at if state == each else None for each in (ClosingState.SENT, ClosingState.ACCEPTED))
    return Closing.objects.create(plan=plan, state=state, sent_at=sent_at, accepted_at=accepted_at)


def test_returned_closing_stands_first_with_its_reason(plan, people):
    closing = make_closing(plan, ClosingState.RETURNED)
    facts = {"by": people[Role.DEPARTMENT_HEAD], "role": Role.DEPARTMENT_HEAD, "version": 2}
    record_event(closing, "return", comment="Doplňte přílohy.", at=moment(OCTOBER_20), **facts)

    first, *_others = everything(access.rights_of(people[Role.HEAD], on=OCTOBER_20), today=OCTOBER_20)

    assert (first.title, first.hint, first.action) == (
        "Vrácená uzávěrka: CPIC Jihlava 2026",
        "Doplňte přílohy.",
        "Doplnit",
    )
    assert first.url == "/prace/2026/jihlava/uzaverka/"


def test_closings_to_accept_are_one_line_for_a_year(plan, people):
    make_closing(plan, ClosingState.SENT)
    make_closing(make_plan("CPIC Zlín"), ClosingState.SENT, on=date(2026, 12, 2))

    task = tasks(people[Role.DEPARTMENT_HEAD], date(2026, 12, 6))[0]

    assert (task.title, task.hint, task.due, task.url) == (
        "Uzávěrky roku 2026: 2 čekají na rozhodnutí",
        "CPIC Zlín, CPIC Jihlava",
        f"čeká od {day('2. 12. 2026')}",
        "/prace/2026/uzaverka/",
    )


def test_single_closing_leads_to_its_decision(plan, people):
    make_closing(plan, ClosingState.SENT)

    assert tasks(people[Role.DEPARTMENT_HEAD], date(2026, 12, 6))[0].url == "/prace/2026/jihlava/uzaverka/rozhodnuti/"


def test_year_with_all_closings_accepted_can_come_out(plan, people):
    close(plan, *range(1, 12))
    other = make_plan("CPIC Zlín")
    close(other, *range(1, 12))
    make_closing(plan, ClosingState.ACCEPTED)
    before = titles(people[Role.DEPARTMENT_HEAD], date(2026, 12, 20))
    make_closing(other, ClosingState.ACCEPTED)

    after = titles(people[Role.DEPARTMENT_HEAD], date(2026, 12, 20))

    assert "Vyhodnocení roku 2026 může vyjít" not in before
    assert "Vyhodnocení roku 2026 může vyjít" in after


# Above the centres.


def test_centres_that_are_long_late_are_one_line(plan, people):
    close(plan, *range(1, 8))
    close(make_plan("CPIC Zlín"), *range(1, 9))
    close(make_plan("CPIC Brno"), *range(1, 10))

    on_15, on_16 = (
        [task for task in tasks(people[Role.DEPARTMENT_HEAD], date(2026, 10, today)) if "porady" in task.title]
        for today in (15, 16)
    )

    assert [(task.title, task.hint) for task in on_15] == [
        ("1 centrum má neuzavřené porady", "CPIC Jihlava (srpen)"),
    ]
    assert [(task.title, task.hint) for task in on_16] == [
        ("2 centra mají neuzavřené porady", "CPIC Jihlava (srpen–září), CPIC Zlín (září)"),
    ]


def test_standing_of_the_month_can_come_out_once_all_are_done_or_days_have_passed(plan, people):
    close(plan, *range(1, 9))

    def standing(today):
        return [(task.title, task.hint) for task in tasks(people[Role.DEPARTMENT_HEAD], today) if "Stav" in task.title]

    title = f"Stav k {day('30. 9. 2026')} může vyjít"
    assert standing(OCTOBER_20) == []
    assert standing(date(2026, 10, 21)) == [(title, "Některé porady nejsou uzavřené.")]
    close(plan, 9)
    assert standing(date(2026, 10, 2)) == [(title, "Všechny porady jsou uzavřené.")]


def test_heads_meeting_waits_where_there_is_a_long_term_goal(plan, people):
    close(plan, *range(1, 10))

    def heads():
        found = tasks(people[Role.DEPARTMENT_HEAD], OCTOBER_20)
        return [(task.title, task.url, task.is_urgent) for task in found if "vedoucích" in task.title]

    assert heads() == []
    put(make_network_goal(level=Level.LONG_TERM), GoalState.APPROVED)
    assert heads() == [("Porada vedoucích center za září", "/prace/2026/porady-vedoucich/9/", True)]
    meeting = network_meeting(MeetingKind.HEADS, 2026, 9)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CLOSED, closed_at=moment(OCTOBER_20))
    assert heads() == []


def test_director_evaluates_strategic_goals_from_december(plan, people):
    put(make_network_goal(level=Level.STRATEGIC), GoalState.APPROVED)
    team_meeting(plan.centre, 2026, 11)

    november, december, january = (
        titles(people[Role.DIRECTOR], today) for today in (date(2026, 11, 30), date(2026, 12, 1), date(2027, 1, 20))
    )

    title = "Hodnocení strategických cílů za rok 2026"
    assert (november, december, january) == ([], [title], [title])
    meeting = network_meeting(MeetingKind.DIRECTOR, 2026)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CLOSED, closed_at=moment(OCTOBER_20))
    assert titles(people[Role.DIRECTOR], date(2027, 1, 20)) == []


def test_annual_meeting_waits_from_december_until_it_is_closed(plan, people):
    put(make_network_goal(level=Level.LONG_TERM), GoalState.APPROVED)
    team_meeting(plan.centre, 2026, 11)

    def annual(today):
        return [
            (task.url, task.is_urgent) for task in tasks(people[Role.DEPARTMENT_HEAD], today) if "roční" in task.title
        ]

    assert annual(date(2026, 11, 30)) == []
    assert annual(date(2026, 12, 1)) == [("/prace/2026/vyrocni-porada/", False)]
    assert annual(date(2027, 2, 1)) == [("/prace/2026/vyrocni-porada/", True)]
    meeting = network_meeting(MeetingKind.ANNUAL, 2026)
    Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CLOSED, closed_at=moment(OCTOBER_20))
    assert annual(date(2027, 2, 1)) == []


# What it costs.


@pytest.mark.parametrize("name", [Role.HEAD, Role.DEPARTMENT_HEAD])
def test_many_centres_and_months_ask_no_more_than_few(plan, people, name):
    put(make_network_goal(level=Level.LONG_TERM), GoalState.APPROVED)
    today = date(2026, 12, 29)

    asked = []
    for number in range(2):
        other = make_plan(f"CPIC {number}", parent=plan.centre)
        close_month(other.centre, 2026, 3)
        make_closing(other, ClosingState.SENT)
        with CaptureQueriesContext(connection) as queries:
            tasks(people[name], today)
        asked.append(len(queries))

    assert asked[0] == asked[1]
