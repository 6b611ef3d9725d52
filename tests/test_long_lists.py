"""A list in a query is one parameter, however long: PostgreSQL refuses more than 65 535 of them. And no page is as
long as the history of what it shows."""

import pytest
from django.db import connection

from centres.events import LONGEST_TIMELINE
from centres.lookups import LONG
from centres.models import Centre, Event, Role
from goals.models import Goal, Plan, Target
from goals.states import GoalState
from tests.factories import PUBLISHED_AT, make_centre, make_document, make_edition, make_published_goal, make_user
from tests.world import browser

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
MANY = LONG + 20


@pytest.fixture
def parameters():
    """How many parameters each query so far has had."""
    numbers = []

    def watch(execute, sql, values, many, context):
        numbers.append(len(values or ()))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(watch):
        yield numbers


@pytest.mark.parametrize("length", [0, 1, LONG, LONG + 1, 3 * LONG])
def test_list_of_any_length_finds_the_same_rows(length):
    centre = make_centre()
    wanted = [*range(-length, 0), centre.pk]

    assert list(Centre.objects.filter(pk__in=wanted)) == [centre]
    assert list(Centre.objects.filter(slug__in=[str(one) for one in wanted])) == []
    assert list(Centre.objects.filter(slug__in=[*map(str, wanted), centre.slug])) == [centre]
    assert list(Centre.objects.filter(region__in=[*wanted, centre.region_id])) == [centre]
    assert list(Centre.objects.filter(region__in=[centre.region] * (length + 1))) == [centre]
    assert not Centre.objects.exclude(pk__in=wanted).exists()


def test_pages_of_a_network_with_many_centres_ask_with_few_parameters(parameters):
    document = make_document()
    first = make_published_goal(document)
    goals = []
    for number in range(MANY):
        centre = make_centre(region=first.centre.region, operator=first.centre.operator)
        goals.append(Goal(document=document, centre=centre, number=number + 2, position=1, text=f"Kurz {number}"))
    Plan.objects.bulk_create(Plan(document=document, centre=goal.centre) for goal in goals)
    Goal.objects.bulk_create(goals)
    Target.objects.bulk_create(Target(goal=goal, position=1, kind="count", value=12, unit="kurzů") for goal in goals)
    Goal.objects.filter(state=GoalState.DRAFT).update(state=GoalState.APPROVED, approved_at=PUBLISHED_AT)
    make_edition(document)
    client = browser(make_user(Role.DEPARTMENT_HEAD))
    parameters.clear()

    for page in ("/cile/2026/", "/prace/", "/prace/2026/", "/prace/2026/prehled/", "/prace/2026/na-jedne-strance/"):
        assert client.get(page).status_code == 200

    assert max(parameters) < LONG


@pytest.mark.parametrize("more", [0, 1, 50])
def test_long_history_of_a_goal_shows_its_end_and_says_so(more):
    goal = make_published_goal()
    Event.objects.bulk_create(
        Event(subject_kind="goal", subject_id=goal.pk, name="mend", at=PUBLISHED_AT, comment=f"krok {number}")
        for number in range(LONGEST_TIMELINE + more)
    )
    there = Event.objects.about("goal", [goal.pk]).count() - LONGEST_TIMELINE

    page = browser(make_user(Role.DEPARTMENT_HEAD)).get(f"/prace/cil/{goal.pk}/").content.decode()

    assert page.count("timeline__item") == LONGEST_TIMELINE + (there > 0)
    assert ("Dřívější kroky tu už nejsou" in page) == (there > 0)
    assert f"krok {LONGEST_TIMELINE + more - 1}<" in page.replace("\xa0", " ")
