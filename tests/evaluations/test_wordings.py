"""What was said about a goal leads to the wording that held then, and names the one that holds now."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from centres.models import Role
from evaluations.records.sources import set_source
from goals import years
from goals.approval import submit
from goals.models import Goal, Plan
from goals.states import Decision
from goals.workflow import perform
from goals.writing import Content, amend
from tests.factories import (
    PRAGUE,
    close_month,
    department_head,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_record,
    make_user,
)

pytestmark = pytest.mark.django_db
YEAR = 2026
OLD, NEW, NEWEST = (f"Uspořádat {number} setkání se školami." for number in (3, 4, 5))


def moment(month, day=1, year=YEAR):
    return datetime(year, month, day, 9, tzinfo=PRAGUE)


def link(goal):
    return f'href="{reverse("work-goal", args=[goal.pk])}"'


def main(answer):
    return answer.content.decode().split("<main")[1].replace("\u00a0", " ")


@pytest.fixture
def changed(client):
    """A goal that was changed in June: its first wording, then the one that holds; records and minutes around that."""
    world = type("World", (), {})()
    document = make_document(YEAR)
    world.centre = make_centre(name="CPIC Jihlava", slug="jihlava")
    world.plan = Plan.objects.create(document=document, centre=world.centre)
    goal = make_goal(document, centre=world.centre, text=OLD)
    make_edition(document, goal, now=moment(12, year=YEAR - 1))
    world.head, world.above = make_user(Role.HEAD, centre=world.centre), department_head()
    world.first = Goal.objects.get(pk=goal.pk)
    set_source(world.first.targets.get(), make_indicator(), by=world.head, now=moment(1))
    world.may = close_month(world.centre, YEAR, 5, now=moment(6, 2))
    world.second = change(world, NEW, moment(6, 10))
    client.force_login(world.head)
    return world


def change(world, text, now):
    held = Goal.objects.approved().of_roots([world.first.pk]).get()
    row = amend(held, replace(Content.of(held), text=text, reason="Víc škol."), by=world.head, now=now)
    [sent] = submit([row], by=world.head, now=now)
    return perform(sent, "approve", by=world.above, now=now)


def test_record_leads_to_the_wording_of_its_day(changed, client):
    before, after = (make_record(changed.centre, on=date(YEAR, month, 20), amount=Decimal(1)) for month in (3, 7))

    page = main(client.get(reverse("record", args=[before.pk])))
    assert link(changed.first) in page
    assert f"{link(changed.second)}>{NEW}</a>" in page
    page = main(client.get(reverse("record", args=[after.pk])))
    assert link(changed.first) not in page
    assert "teď platí" not in page
    listed = main(client.get(reverse("records", args=[YEAR, "jihlava"]) + "?mesic=3"))
    assert link(changed.first) in listed
    assert f"{link(changed.second)}>{NEW}</a>" in listed


def test_closed_meeting_and_its_minutes_name_the_wording_that_they_went_by(changed, client):
    page = main(client.get(reverse("meeting", args=[YEAR, "jihlava", 5])))
    assert f"{link(changed.first)}>{OLD}</a>" in page
    assert f"{link(changed.second)}>{NEW}</a>" in page

    july = close_month(changed.centre, YEAR, 7, now=moment(8, 2))
    page = main(client.get(reverse("meeting", args=[YEAR, "jihlava", 7])))
    assert f"{link(changed.second)}>{NEW}</a>" in page
    assert link(changed.first) not in page
    content = july.minutes.get().content
    drawn = render_to_string("pdf/minutes.html", content).replace("\u00a0", " ")
    assert "Znění po změně schválené 10. 6. 2026." in drawn
    assert changed.may.minutes.get().content["goals"][0]["wording"] == ""
    for goal in content["goals"]:
        del goal["wording"]  # minutes of before
    assert "Znění po změně" not in render_to_string("pdf/minutes.html", content)


def test_plan_leads_from_the_wording_that_holds_to_the_first_one(changed, client):
    page = main(client.get(reverse("plan", args=[YEAR, "jihlava"])))

    assert f"{link(changed.second)}>{NEW}</a>" in page
    assert "Platí znění po změně schválené 10. 6. 2026;" in page
    assert link(changed.first) in page


def test_next_year_is_offered_the_amended_wording_and_keeps_which_one_was_decided_about(changed, client):
    following = Plan.objects.create(document=make_document(YEAR + 1), centre=changed.centre)
    [offered] = years.previous_goals(following)
    assert (offered.pk, offered.text) == (changed.second.pk, NEW)

    made = years.continue_goal(following, changed.first, Decision.CARRY, by=changed.head, now=moment(11))
    newest = change(changed, NEWEST, moment(12))

    assert made.text == NEW
    page = main(client.get(reverse("plan", args=[YEAR + 1, "jihlava"]))).split("Jak se rozhodlo")[1]
    assert f"{link(changed.second)}>{NEW}</a>" in page
    assert f"{link(newest)}>{NEWEST}</a>" in page
