"""Who is told of what was done with a month or a closing: the other side, once, with the reason, never who did it."""

from datetime import date

import pytest
from django.db import transaction
from django.urls import resolve
from mailer.models import Message

from centres.models import Membership, Role, User
from evaluations.meetings.writing import reopen
from evaluations.models import Closing
from evaluations.workflow import move_closing
from goals.mail import digest
from goals.models import Notice
from goals.states import MailGroup
from goals.workflow import Refused
from tests.evaluations.year_cast import forget_others, make_plan, moment
from tests.factories import close_month, make_centre, make_user

pytestmark = pytest.mark.django_db
NOW = moment(date(2026, 12, 10))


@pytest.fixture
def plan():
    """A branch with people of every role, some of whom have no right any more."""
    plan = make_plan("CPIC Znojmo", slug="znojmo", parent=make_centre(name="CPIC Brno"))
    branch, main = plan.centre, plan.centre.parent
    at(Role.HEAD, main, "head-of-main")
    at(Role.STAFF, main, "staff-of-main")
    at(Role.HEAD, branch, "head")
    at(Role.STAFF, branch, "staff")
    at(Role.DEPUTY, branch, "deputy", valid_until=NOW.date())
    at(Role.DEPUTY, branch, "former-deputy", valid_until=date(2026, 12, 9))
    at(Role.HEAD, branch, "disabled-head", is_active=False)
    at(Role.HEAD, make_centre(), "head-elsewhere")
    for role in (Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR):
        at(role, None, role.value.replace("_", "-"))
    at(Role.DEPARTMENT_HEAD, None, "second-department-head")
    return plan


def at(role, centre, name, **facts):
    return make_user(role, centre=centre, email=f"{name}@example.cz", **facts)


def person(name):
    return User.objects.get(email=f"{name}@example.cz")


def told():
    return sorted(notice.person.email.removesuffix("@example.cz") for notice in Notice.objects.select_related("person"))


def move(plan, *steps):
    """Take the closing through the steps, each by its person; what was told before the last one is forgotten."""
    closing = Closing.objects.get_or_create(plan=plan)[0]
    for name, by, *comment in steps:
        Notice.objects.all().delete()
        closing = move_closing(closing, name, by=person(by), comment="".join(comment), now=NOW)
    return closing


SENT = ("send", "head")
HEADS = ["deputy", "head", "head-of-main"]
DECIDE = "/prace/2026/znojmo/uzaverka/rozhodnuti/"
CLOSING = "/prace/2026/znojmo/uzaverka/"
MOVES = [
    (
        [SENT],
        ["department-head", "second-department-head"],
        "CPIC Znojmo 2026: uzávěrka roku čeká na přijetí",
        "",
        DECIDE,
    ),
    (
        [SENT, ("recall", "deputy")],
        ["department-head", "second-department-head"],
        "CPIC Znojmo 2026: centrum si vzalo uzávěrku zpět, zatím není o čem rozhodovat",
        "",
        "/prace/2026/uzaverka/",
    ),
    (
        [SENT, ("return", "department-head", "Doplňte přílohy.")],
        HEADS,
        "CPIC Znojmo 2026: uzávěrka roku je vrácená k doplnění",
        "Doplňte přílohy.",
        CLOSING,
    ),
    ([SENT, ("accept", "department-head")], HEADS, "CPIC Znojmo 2026: uzávěrka roku je přijatá", "", CLOSING),
]


@pytest.mark.parametrize(("steps", "people", "title", "text", "path"), MOVES)
def test_other_side_is_told_of_a_closing(plan, steps, people, title, text, path):
    move(plan, *steps)

    assert told() == people
    assert set(Notice.objects.values_list("title", "text", "path", "group")) == {
        (title, text, path, MailGroup.HAPPENED)
    }


def test_who_acted_is_not_told_even_where_they_stand_on_both_sides(plan):
    Membership.objects.create(user=person("head"), role=Role.DEPARTMENT_HEAD, valid_from=date(2020, 1, 1))

    move(plan, SENT)

    assert told() == ["department-head", "second-department-head"]


def test_same_button_pressed_twice_tells_once(plan):
    closing = Closing.objects.create(plan=plan)

    for _ in range(2):
        move_closing(closing, "send", by=person("head"), now=NOW)

    assert told() == ["department-head", "second-department-head"]


def test_refused_move_tells_nobody(plan):
    with pytest.raises(Refused):
        move(plan, ("accept", "department-head"))

    assert told() == []


def test_nobody_is_told_of_what_was_taken_back_with_its_transaction(plan):
    with transaction.atomic():
        move(plan, SENT)
        transaction.set_rollback(True)

    assert told() == []


def test_team_is_told_that_its_month_is_open_again_until_when_and_why(plan):
    meeting = close_month(plan.centre, 2026, 11)
    forget_others()

    reopen(meeting, reason="Chybí kurz.", until=date(2026, 12, 12), by=person("department-head"), now=NOW)

    assert told() == ["deputy", "head", "head-of-main", "staff", "staff-of-main"]
    assert set(Notice.objects.values_list("title", "text", "path")) == {
        (
            "CPIC Znojmo, listopad 2026: měsíc je znovu otevřený do 12.\xa012.\xa02026",
            "Chybí kurz.",
            "/prace/2026/znojmo/porady/11/",
        )
    }


@pytest.mark.parametrize(
    ("steps", "page"),
    [([SENT], "closing-decide"), ([SENT, ("return", "department-head", "Doplňte.")], "closing")],
)
def test_link_in_the_mail_opens_for_who_got_it(plan, client, monkeypatch, steps, page):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)  # the deputy's last day
    move(plan, *steps)
    digest.hand_over(NOW)

    for message in Message.objects.all():
        path = Notice.objects.filter(person__email=message.to_addresses[0]).get().path
        client.force_login(User.objects.get(email=message.to_addresses[0]))
        assert (resolve(path).url_name, client.get(path).status_code) == (page, 200)
    assert Message.objects.exists()
