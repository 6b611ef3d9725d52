"""Goals that have not moved for 45 days: what counts as a move, who sees them, at what cost."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluations.meetings.actions import NewAction
from evaluations.meetings.contents import ActionContent
from evaluations.meetings.writing import write
from evaluations.overview.still import still_goals
from evaluations.records.evidence import attach
from evaluations.records.sources import set_source
from goals.models import Goal
from goals.owners import OwnerChoice, set_owners
from tests.evaluations.meetings_cast import YEAR, make_scene, march, written
from tests.factories import PRAGUE, make_amendment, make_indicator, make_record
from tests.world import an_evidence, browser, page, words

pytestmark = pytest.mark.django_db
MARCH_20 = datetime(2026, 3, 20, 9, 0, tzinfo=PRAGUE)
JUNE = date(2026, 6, 1)


def still(scene, on):
    goals = Goal.objects.approved().filter(centre=scene.centre).with_content().in_document_order()
    goals = goals.select_related("document", "centre", "amends")
    return [move.goal.root_id for move in still_goals(goals, year=YEAR, on=on)]


def numbers(scene):
    return [goal.pk for goal in scene.goals]


def test_goal_is_still_from_the_45th_day_of_its_year(scene):
    # Approved on 5 January.
    assert still(scene, date(2026, 2, 18)) == []
    assert still(scene, date(2026, 2, 19)) == numbers(scene)


def record(scene, goal):
    set_source(goal.targets.get(), make_indicator(), by=scene.head, now=datetime(2026, 1, 6, 9, tzinfo=PRAGUE))
    make_record(scene.centre, on=MARCH_20.date(), by=scene.staff)


def rating(scene, goal):
    write(march(scene), None, written(march(scene), goal, rating="on_track"), by=scene.staff, now=MARCH_20)


def word(scene, goal):
    write(march(scene), None, written(march(scene), goal, said="Domluveno."), by=scene.staff, now=MARCH_20)


def change(scene, goal):
    make_amendment(goal)


def agreed(scene, goal):
    content = ActionContent("Zavolat.", "head", date(2026, 4, 1))
    write(march(scene), None, {}, new_actions=[NewAction(goal.pk, content)], by=scene.staff, now=MARCH_20)


def file(scene, goal):
    attach(goal, an_evidence(), by=scene.head, now=MARCH_20)


@pytest.mark.parametrize("move", [record, rating, word, agreed, file, change], ids=lambda move: move.__name__)
def test_each_of_these_is_a_move(scene, move, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: MARCH_20)
    first, *others = scene.goals
    move(scene, first)

    assert still(scene, MARCH_20.date() + timedelta(days=44)) == [goal.pk for goal in others]
    assert set(still(scene, JUNE)) == set(numbers(scene))


def test_giving_a_goal_away_is_none(scene):
    set_owners([OwnerChoice(scene.goals[0], "head", "")], by=scene.head, now=MARCH_20)

    assert set(still(scene, MARCH_20.date() + timedelta(days=1))) == set(numbers(scene))


def test_head_sees_their_centre_and_department_head_all(scene, monkeypatch):
    other = make_scene(YEAR + 1, slug="plzen", name="CPIC Plzeň")
    monkeypatch.setattr(timezone, "now", lambda: datetime(2027, 6, 1, 9, tzinfo=PRAGUE))

    def shown(person):
        answer = browser(person).get(reverse("still-goals", args=[YEAR + 1]))
        return [goal.place for goal in answer.context["unowned"]], len(answer.context["moves"])

    assert shown(other.head) == (["CPIC Plzeň 2027"] * 3, 3)
    assert shown(scene.head) == ([], 0)
    assert shown(scene.above) == (["CPIC Plzeň 2027"] * 3, 3)
    assert browser(scene.staff).get(reverse("still-goals", args=[YEAR + 1])).status_code == 403


def test_my_goals_say_how_each_stands_and_since_when_it_rests(scene, monkeypatch):
    first = scene.goals[0]
    set_owners([OwnerChoice(first, str(scene.staff.pk), "")], by=scene.head, now=MARCH_20)
    agreed(scene, first)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 6, 1, 9, tzinfo=PRAGUE))

    text = words(browser(scene.staff).get(reverse("my-goals")))

    assert first.text in text
    assert scene.goals[1].text not in text
    assert "Naposledy se pohnul 20. 3. 2026 – 73 dní bez pohybu" in text
    assert "Zavolat." in text
    assert "Zatím nemáte na starosti žádný cíl" in page(browser(scene.head).get(reverse("my-goals")))


@pytest.mark.engine
def test_more_goals_cost_no_more_queries(scene):
    def queries(goals):
        with CaptureQueriesContext(connection) as found:
            still_goals(goals, year=YEAR, on=JUNE)
        return len(found)

    goals = list(Goal.objects.approved().filter(centre=scene.centre).with_content().select_related("document"))

    assert queries(goals[:1]) == queries(goals) < 20
