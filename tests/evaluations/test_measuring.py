"""How goals stand: which records and words count for which target, and from when."""

from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centres.models import Role
from evaluations.measuring import fed_by, standings
from evaluations.models import Record
from evaluations.recording.feeding import feed
from evaluations.states import Adds, State
from goals.models import Goal, Plan, Target
from goals.states import Kind, Level, Window
from goals.writing import TargetContent
from tests.factories import (
    PRAGUE,
    approve,
    close_month,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_network_goal,
    make_published_goal,
    make_record,
    make_user,
)
from tests.world import browser

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 31)
JUNE_15 = datetime(2026, 6, 15, 9, 0, tzinfo=PRAGUE)


def feed_it(goal, indicator=None, topic=""):
    by = make_user(Role.HEAD, centre=goal.centre) if goal.centre_id else department_head()
    for target in Target.objects.filter(goal=goal).select_related("goal__centre", "goal__document"):
        feed(target, indicator or make_indicator(), topic, by=by)
    return goal


def fed_network():
    network = make_network_goal(level=Level.LONG_TERM)
    Target.objects.create(goal=network, position=1, kind=Kind.COUNT, value=100, unit="kurzů")
    return feed_it(approve(network, by=make_user(Role.DIRECTOR)))


def stands(goal, today=DECEMBER):
    current = Goal.objects.approved().of_roots([goal.root_id]).select_related("centre", "document", "amends").get()
    return standings([current], year=2026, today=today)[0]


def achieved(goal, today=DECEMBER):
    return stands(goal, today).targets[0].progress.achieved


def test_record_of_another_centre_or_year_does_not_count():
    goal = feed_it(make_published_goal())
    make_record(make_centre(), on=date(2026, 5, 5))
    make_record(goal.centre, on=date(2025, 5, 5))

    assert achieved(goal) is None


def test_branch_without_goals_joins_its_main_centre():
    goal = feed_it(make_published_goal())
    Plan.objects.get_or_create(document=goal.document, centre=goal.centre)
    branch = make_centre(parent=goal.centre)
    make_record(branch, on=date(2026, 5, 5))

    assert achieved(goal) == Decimal(1)


def test_followers_of_a_joining_branch_are_added_to_those_of_its_main_centre():
    followers = make_indicator("sledujici", adds=Adds.LAST)
    goal = make_published_goal(targets=[{"kind": Kind.LEVEL, "value": 900, "unit": "sledujících"}])
    feed_it(goal, followers)
    Plan.objects.get_or_create(document=goal.document, centre=goal.centre)
    for centre, amount in ((goal.centre, 500), (make_centre(parent=goal.centre), 300)):
        make_record(centre, on=date(2026, 5, 5), indicator=followers, amount=Decimal(amount))

    assert achieved(goal) == Decimal(800)


def test_branch_with_goals_of_its_own_counts_in_them_only():
    goal = feed_it(make_published_goal())
    branch = make_centre(parent=goal.centre)
    Plan.objects.get_or_create(document=goal.document, centre=goal.centre)
    Plan.objects.create(document=goal.document, centre=branch)
    make_record(branch, on=date(2026, 5, 5))

    assert achieved(goal) is None


def test_one_record_serves_the_centre_and_the_network_once_each():
    goal = feed_it(make_published_goal())
    network = fed_network()
    record = make_record(goal.centre, on=date(2026, 5, 5), amount=Decimal(2))

    assert (achieved(goal), achieved(network)) == (Decimal(2), Decimal(2))
    found = fed_by(Record.objects.select_related("meeting"))
    assert {one.target.goal_id for one in found[record.pk]} == {goal.pk, network.pk}


def test_record_of_another_centre_counts_for_the_network_only():
    goal, network = feed_it(make_published_goal()), fed_network()
    record = make_record(make_centre(), on=date(2026, 5, 5))

    assert (achieved(goal), achieved(network)) == (None, Decimal(1))
    assert [one.target.goal_id for one in fed_by(Record.objects.select_related("meeting"))[record.pk]] == [network.pk]


def test_record_counts_once_in_each_of_two_targets():
    count = {"kind": Kind.COUNT, "unit": "kurzů"}
    goal = feed_it(make_published_goal(targets=[count | {"value": 12}, count | {"value": 3}]))
    make_record(goal.centre, on=date(2026, 5, 5), amount=Decimal(2))

    assert [row.progress.achieved for row in stands(goal).targets] == [Decimal(2), Decimal(2)]


def test_silence_before_any_meeting_is_no_data_and_after_it_zero():
    goal = feed_it(make_published_goal())

    assert achieved(goal, date(2026, 4, 15)) is None
    close_month(goal.centre, 2026, 4)
    assert achieved(goal, date(2026, 4, 30)) == Decimal(0)


def test_topic_of_the_feed_picks_its_records():
    goal = feed_it(make_published_goal(), topic="bydlení")
    make_record(goal.centre, on=date(2026, 5, 5), topic="Bydlení")
    make_record(goal.centre, on=date(2026, 5, 6), topic="dluhy")

    assert achieved(goal) == Decimal(1)


def test_amended_target_is_measured_against_both():
    goal = feed_it(make_published_goal())
    for day in (5, 6, 7):
        make_record(goal.centre, on=date(2026, 5, day))
    more = (TargetContent(Kind.COUNT, value=Decimal(12), unit="setkání"),)
    approve(make_amendment(goal, targets=more), now=JUNE_15)

    (row,) = stands(goal).targets

    assert (row.progress.aim, row.progress.achieved) == (Decimal(12), Decimal(3))
    assert (row.original.aim, row.original.state) == (Decimal(3), State.DONE)


def test_goal_begun_in_june_is_measured_from_june():
    document = make_document()
    make_edition(document, now=datetime(2026, 1, 10, 9, 0, tzinfo=PRAGUE))
    late = approve(make_goal(document), now=JUNE_15)

    assert stands(late).period.begins == date(2026, 6, 15)


def test_goal_approved_before_the_first_edition_runs_the_whole_year():
    goal = make_published_goal()

    assert stands(goal).period.begins == date(2026, 1, 1)


def test_record_taken_back_counts_nowhere():
    goal = feed_it(make_published_goal())
    record = make_record(goal.centre, on=date(2026, 5, 5))
    Record.objects.filter(pk=record.pk).update(removed_at=JUNE_15)

    assert achieved(goal) is None


def test_queries_do_not_grow_with_goals_and_records():
    document = make_document()
    goals = [make_goal(document, targets=[{"kind": Kind.FREQUENCY, "value": 1, "window": Window.MONTH}]) for _ in "123"]
    make_edition(document, *goals)
    for goal in goals:
        feed_it(goal)
        make_record(goal.centre, on=date(2026, 5, 5))
    current = list(Goal.objects.approved().with_content().select_related("document", "centre", "amends"))

    with CaptureQueriesContext(connection) as one:
        standings(current[:1], year=2026, today=DECEMBER)
    with CaptureQueriesContext(connection) as all_of_them:
        standings(current, year=2026, today=DECEMBER)

    assert len(one) == len(all_of_them)


def test_branch_without_goals_works_with_its_main_centre():
    goal = make_published_goal()
    branch = make_centre(parent=goal.centre)
    Plan.objects.get_or_create(document=goal.document, centre=goal.centre)
    client = browser(make_user(Role.STAFF, centre=branch))
    address = reverse("records", args=[2026, goal.centre.slug])

    assert client.get(address).status_code == 200
    assert client.get(reverse("goal-new", args=[2026, goal.centre.slug])).status_code == 403
    facts = {"indicator": make_indicator().pk, "amount": "1", "on": "2026-01-05", "key": uuid4()}
    client.post(reverse("record-add", args=[2026, goal.centre.slug]), facts)
    assert Record.objects.get().centre == branch
    Plan.objects.create(document=goal.document, centre=branch)
    assert client.get(address).status_code == 404
