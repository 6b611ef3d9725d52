"""Pages of how a year stands ask the database as often of a large network as of a small one, and the network's read no
record at all."""

from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from centres.models import Role
from evaluations.models import Entry, Meeting, Reading
from evaluations.records.sources import set_source
from evaluations.states import MeetingKind, MeetingState
from goals.models import Goal, Plan, Target
from goals.states import Kind, Level
from tests.factories import (
    PRAGUE,
    PUBLISHED_AT,
    approve,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_network_goal,
    make_record,
    make_user,
)

pytestmark = pytest.mark.engine

YEAR = 2026
NOW = datetime(YEAR, 12, 20, 9, 0, tzinfo=PRAGUE)
STATES = ["on_track", "at_risk", "off_track", "done"]


@pytest.fixture
def document(db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return make_document(YEAR)


@pytest.fixture
def network(document):
    """Centres with goals and frozen months, made in bulk: as many as are asked for."""
    serves = approve(make_network_goal(level=Level.LONG_TERM))

    def add(centres, *, goals, months):
        for _ in range(centres):
            centre = make_centre()
            Plan.objects.create(document=document, centre=centre)
            made = [make_goal(document, centre=centre, serves=serves, position=at) for at in range(goals)]
            Goal.objects.filter(pk__in=[goal.pk for goal in made]).update(approved_at=PUBLISHED_AT, state="approved")
            freeze(centre, made, months)

    return add


def freeze(centre, goals, months):
    facts = {"kind": MeetingKind.TEAM, "centre": centre, "year": YEAR}
    meetings = Meeting.objects.bulk_create(Meeting(**facts, month=month) for month in range(1, months + 1))
    entries = Entry.objects.bulk_create(
        Entry(meeting=meeting, goal=goal, rating="on_track", state=STATES[(meeting.month + at) % 4], said="Slova.")
        for meeting in meetings
        for at, goal in enumerate(goals)
    )
    targets = {goal.pk: goal.targets.get() for goal in goals}
    Reading.objects.bulk_create(
        Reading(entry=entry, target=targets[entry.goal_id], achieved=1, expected=3) for entry in entries
    )
    Meeting.objects.filter(pk__in=[meeting.pk for meeting in meetings]).update(
        state=MeetingState.CLOSED, closed_at=datetime.combine(date(YEAR, 12, 1), time(9), tzinfo=PRAGUE)
    )


def asked(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize(
    "page", ["network-standing", "director-page", "network-standing-export", "director-page-export"]
)
def test_the_networks_year_asks_no_more_of_twenty_centres_than_of_two(client, network, page):
    client.force_login(make_user(Role.DEPARTMENT_HEAD))
    url = reverse(page, args=[YEAR])
    network(2, goals=1, months=2)
    asked(client, url)

    small = asked(client, url)
    network(18, goals=4, months=11)
    large = asked(client, url)

    assert len(large) == len(small)
    assert [sql for sql in large if "evaluations_record" in sql] == []


@pytest.fixture
def centre(document):
    centre = make_centre()
    Plan.objects.create(document=document, centre=centre)
    return centre


@pytest.fixture
def add_goals(document, centre):
    """Goals fed by records, with months that were closed."""
    head = make_user(Role.HEAD, centre=centre)
    staff = make_user(Role.STAFF, centre=centre)
    target = {"kind": Kind.COUNT, "value": 12, "unit": "kurzů"}

    def add(count, *, months):
        goals = [make_goal(document, centre=centre, targets=[target]) for _ in range(count)]
        make_edition(document, *goals)
        for goal in goals:
            set_source(Target.objects.get(goal=goal), make_indicator(), by=head)
        for month in months:
            make_record(centre, on=date(YEAR, month, 10), by=staff, title="Kurz", topic=f"téma {month}")
        return goals

    return add


def test_a_centres_year_asks_no_more_of_many_goals_and_records(client, centre, add_goals):
    client.force_login(make_user(Role.HEAD, centre=centre))
    url = reverse("centre-standing", args=[YEAR, centre.slug])
    add_goals(1, months=[1, 2])
    asked(client, url)

    small = asked(client, url)
    add_goals(5, months=range(1, 13))
    large = asked(client, url)

    assert len(large) == len(small)


def test_a_goals_year_asks_no_more_of_many_records_that_count_elsewhere_too(client, centre, add_goals):
    client.force_login(make_user(Role.HEAD, centre=centre))
    goal, _other = add_goals(2, months=[1, 2])
    url = reverse("goal-progress", args=[goal.pk])
    asked(client, url)

    small = asked(client, url)
    add_goals(4, months=range(1, 13))
    large = asked(client, url)

    assert len(large) == len(small)
