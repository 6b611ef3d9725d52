"""Pages of the workspace ask the database as often about many goals as about few."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centres.models import Role
from goals.models import Plan
from goals.states import Level
from goals.workflow import perform
from tests.factories import approve, make_centre, make_document, make_goal, make_network_goal, make_user

pytestmark = pytest.mark.engine

YEAR = 2027


@pytest.fixture
def plan(db):
    return Plan.objects.create(document=make_document(YEAR), centre=make_centre())


@pytest.fixture
def people(plan):
    return {"head": make_user(Role.HEAD, centre=plan.centre), "above": make_user(Role.DEPARTMENT_HEAD)}


@pytest.fixture
def add_goals(plan, people):
    """Goals with all that a goal can name: last year's, a long-term one, what was said when it was returned."""
    last, serves = make_document(YEAR - 1), make_network_goal(level=Level.LONG_TERM)

    def add(count, *, state):
        for _ in range(count):
            before = approve(make_goal(last, centre=plan.centre, serves=serves))
            goal = make_goal(plan.document, centre=plan.centre, continues=before, serves=serves)
            returned = perform(perform(goal, "submit", by=people["head"]), "return", by=people["above"], comment="Proč")
            if state == "submitted":
                perform(returned, "submit", by=people["head"])

    return add


@pytest.mark.parametrize(
    ("page", "state", "who"),
    [
        ("plan", "returned", "head"),
        ("plan-check", "returned", "head"),
        ("plan-decide", "submitted", "above"),
        ("plan", "submitted", "above"),
    ],
)
def test_a_page_of_many_goals_asks_no_more_than_one_of_few(client, plan, people, add_goals, page, state, who):
    client.force_login(people[who])
    url = reverse(page, args=[YEAR, plan.centre.slug])

    asked = []
    for more in (2, 3):
        add_goals(more, state=state)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        asked.append(len(queries))

    assert asked[0] == asked[1]
