"""How goals stand: which records and words count for which target, and from when."""

import re
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centres.models import Centre, Role
from evaluations.meetings.agenda import contributions, items_of
from evaluations.models import Minutes, Record
from evaluations.records.sources import set_source
from evaluations.reports.content import facts_of
from evaluations.standings import standings, targets_counting
from evaluations.states import Aggregation, MeetingKind, Rating, Status
from evaluations.teams import network_meeting, team_meeting
from goals.models import Goal, Plan, Target
from goals.states import Kind, Level, Window
from goals.writing import TargetContent
from tests.evaluations.sheets_cast import csv
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


def set_source_of(goal, indicator=None, topic=""):
    by = make_user(Role.HEAD, centre=goal.centre) if goal.centre_id else department_head()
    for target in Target.objects.filter(goal=goal).select_related("goal__centre", "goal__document"):
        set_source(target, indicator or make_indicator(), topic, by=by)
    return goal


def fed_network():
    network = make_network_goal(level=Level.LONG_TERM)
    Target.objects.create(goal=network, position=1, kind=Kind.COUNT, value=100, unit="kurzů")
    return set_source_of(approve(network, by=make_user(Role.DIRECTOR)))


def stands(goal, today=DECEMBER):
    current = Goal.objects.approved().of_roots([goal.root_id]).select_related("centre", "document", "amends").get()
    return standings([current], year=2026, today=today)[0]


def achieved(goal, today=DECEMBER):
    return stands(goal, today).targets[0].progress.achieved


def test_record_of_another_centre_or_year_does_not_count():
    goal = set_source_of(make_published_goal())
    make_record(make_centre(), on=date(2026, 5, 5))
    make_record(goal.centre, on=date(2025, 5, 5))

    assert achieved(goal) is None


def test_branch_without_goals_joins_its_main_centre():
    goal = set_source_of(make_published_goal())
    Plan.objects.get_or_create(document=goal.document, centre=goal.centre)
    branch = make_centre(parent=goal.centre)
    make_record(branch, on=date(2026, 5, 5))

    assert achieved(goal) == Decimal(1)


def test_followers_of_a_joining_branch_are_added_to_those_of_its_main_centre():
    followers = make_indicator("sledujici", aggregation=Aggregation.LAST)
    goal = make_published_goal(targets=[{"kind": Kind.LEVEL, "value": 900, "unit": "sledujících"}])
    set_source_of(goal, followers)
    Plan.objects.get_or_create(document=goal.document, centre=goal.centre)
    for centre, amount in ((goal.centre, 500), (make_centre(parent=goal.centre), 300)):
        make_record(centre, on=date(2026, 5, 5), indicator=followers, amount=Decimal(amount))

    assert achieved(goal) == Decimal(800)


def network_goal(indicator, **target):
    goal = make_network_goal(level=Level.LONG_TERM)
    Target.objects.create(goal=goal, position=1, **target)
    return set_source_of(approve(goal, by=make_user(Role.DIRECTOR)), indicator)


def test_way_of_the_network_begins_when_every_centre_has_read_its_value_off():
    followers = make_indicator("sledujici", aggregation=Aggregation.LAST)
    goal = network_goal(followers, kind=Kind.LEVEL, value=2000, unit="sledujících")
    for day, amount in zip((5, 12, 19), (500, 300, 400), strict=True):
        centre = make_centre()
        for month in (1, 5):
            make_record(centre, on=date(2026, month, day), indicator=followers, amount=Decimal(amount))

    found = stands(goal, date(2026, 6, 30)).targets[0].progress

    assert (found.achieved, found.forecast, found.state) == (Decimal(1200), Decimal(1200), Status.OFF_TRACK)


def test_share_of_several_centres_is_said_to_two_places():
    contracts = make_indicator("podil", aggregation=Aggregation.LAST, unit="%")
    goal = network_goal(contracts, kind=Kind.SHARE, value=90)
    for day, amount in enumerate((80, 75, 75), start=1):
        make_record(make_centre(), on=date(2026, 3, day), indicator=contracts, amount=Decimal(amount))

    assert stands(goal).reason.replace("\xa0", " ") == (
        "Termín 31. 12. 2026 uplynul a hodnota k 3. 3. 2026 je 76,67 %, má být nejméně 90 %."
    )


def test_centres_that_read_a_value_off_are_no_members_of_a_circle():
    trained = make_indicator("proskoleni", aggregation=Aggregation.LAST)
    goal = network_goal(trained, kind=Kind.EACH, unit="pracovník")
    for amount in (4, 3):
        make_record(make_centre(), on=date(2026, 3, 1), indicator=trained, amount=Decimal(amount))

    assert achieved(goal) == Decimal(7)


def test_meetings_add_up_what_the_centres_of_a_team_last_read_off():
    followers = make_indicator("sledujici", aggregation=Aggregation.LAST)
    goal = make_published_goal(targets=[{"kind": Kind.LEVEL, "value": 900, "unit": "sledujících"}])
    set_source_of(goal, followers)
    Plan.objects.get_or_create(document=goal.document, centre=goal.centre)
    network = network_goal(followers, kind=Kind.LEVEL, value=5000)
    for centre, month, amount in ((make_centre(parent=goal.centre), 3, 300), (goal.centre, 4, 500)):
        make_record(centre, on=date(2026, month, 5), indicator=followers, amount=Decimal(amount))
    april, heads = team_meeting(goal.centre, 2026, 4), network_meeting(MeetingKind.HEADS, 2026, 4)

    [item] = items_of(april, date(2026, 4, 30))
    [table] = contributions([stands(network, date(2026, 4, 30))], heads, date(2026, 4, 30))[network.pk]

    assert item.lines[0].amount == Decimal(800)
    assert [(share.centre, share.month, share.year) for share in table.shares] == [
        (goal.centre.name, Decimal(800), Decimal(800))
    ]


@pytest.mark.parametrize(
    ("held_on", "today", "is_heard"),
    [
        (date(2026, 12, 15), date(2026, 11, 30), False),
        (date(2026, 12, 15), date(2026, 12, 14), False),
        (date(2026, 12, 15), date(2026, 12, 15), True),
        (date(2027, 1, 20), date(2026, 12, 30), False),
        (date(2027, 1, 20), DECEMBER, True),
        (None, date(2026, 11, 30), False),
        (None, date(2026, 12, 1), True),
    ],
)
def test_meeting_about_a_year_says_nothing_of_the_days_before_it(held_on, today, is_heard):
    goal = approve(make_network_goal(level=Level.LONG_TERM), by=make_user(Role.DIRECTOR))
    annual = network_meeting(MeetingKind.ANNUAL, 2026)
    type(annual).objects.update(held_on=held_on)
    annual.entries.create(goal=goal, rating=Rating.DONE)

    assert stands(goal, today).state == (Status.DONE if is_heard else Status.UNRATED)


@pytest.mark.parametrize(
    ("target", "sentence"),
    [
        (
            {"kind": Kind.LEVEL, "value": 100},
            "Splněno: hodnota k 1. 9. 2026 je 150, má být nejméně 100. Do termínu 30. 6. 2026 splněno nebylo.",
        ),
        (
            {"kind": Kind.COUNT, "value": 100},
            "Splněno až po termínu 30. 6. 2026: stav k 31. 12. 2026 je 150, cíl je 100.",
        ),
    ],
)
def test_what_is_frozen_says_that_the_deadline_was_not_kept(target, sentence):
    goal = set_source_of(make_published_goal(targets=[target | {"deadline": date(2026, 6, 30)}]))
    make_record(goal.centre, on=date(2026, 9, 1), amount=Decimal(150))

    assert facts_of(stands(goal))["reason"].replace("\xa0", " ") == sentence


def test_branch_with_goals_of_its_own_counts_in_them_only():
    goal = set_source_of(make_published_goal())
    branch = make_centre(parent=goal.centre)
    Plan.objects.get_or_create(document=goal.document, centre=goal.centre)
    Plan.objects.create(document=goal.document, centre=branch)
    make_record(branch, on=date(2026, 5, 5))

    assert achieved(goal) is None


def test_one_record_serves_the_centre_and_the_network_once_each():
    goal = set_source_of(make_published_goal())
    network = fed_network()
    record = make_record(goal.centre, on=date(2026, 5, 5), amount=Decimal(2))

    assert (achieved(goal), achieved(network)) == (Decimal(2), Decimal(2))
    found = targets_counting(Record.objects.select_related("meeting"))
    assert {one.target.goal_id for one in found[record.pk]} == {goal.pk, network.pk}


def test_record_of_another_centre_counts_for_the_network_only():
    goal, network = set_source_of(make_published_goal()), fed_network()
    record = make_record(make_centre(), on=date(2026, 5, 5))

    assert (achieved(goal), achieved(network)) == (None, Decimal(1))
    assert [one.target.goal_id for one in targets_counting(Record.objects.select_related("meeting"))[record.pk]] == [
        network.pk
    ]


def test_record_counts_once_in_each_of_two_targets():
    count = {"kind": Kind.COUNT, "unit": "kurzů"}
    goal = set_source_of(make_published_goal(targets=[count | {"value": 12}, count | {"value": 3}]))
    make_record(goal.centre, on=date(2026, 5, 5), amount=Decimal(2))

    assert [row.progress.achieved for row in stands(goal).targets] == [Decimal(2), Decimal(2)]


def test_silence_before_any_meeting_is_no_data_and_after_it_zero():
    goal = set_source_of(make_published_goal())

    assert achieved(goal, date(2026, 4, 15)) is None
    close_month(goal.centre, 2026, 4)
    assert achieved(goal, date(2026, 4, 30)) == Decimal(0)


def test_topic_of_the_feed_picks_its_records():
    goal = set_source_of(make_published_goal(), topic="bydlení")
    make_record(goal.centre, on=date(2026, 5, 5), topic="Bydlení")
    make_record(goal.centre, on=date(2026, 5, 6), topic="dluhy")

    assert achieved(goal) == Decimal(1)


def test_amended_target_is_measured_against_both():
    goal = set_source_of(make_published_goal())
    for day in (5, 6, 7):
        make_record(goal.centre, on=date(2026, 5, day))
    more = (TargetContent(Kind.COUNT, value=Decimal(12), unit="setkání"),)
    approve(make_amendment(goal, targets=more), now=JUNE_15)

    (row,) = stands(goal).targets

    assert (row.progress.aim, row.progress.achieved) == (Decimal(12), Decimal(3))
    assert (row.original.aim, row.original.state) == (Decimal(3), Status.DONE)


def test_goal_begun_in_june_is_measured_from_june():
    document = make_document()
    make_edition(document, now=datetime(2026, 1, 10, 9, 0, tzinfo=PRAGUE))
    late = approve(make_goal(document), now=JUNE_15)

    assert stands(late).period.begins == date(2026, 6, 15)


def test_goal_approved_before_the_first_edition_runs_the_whole_year():
    goal = make_published_goal()

    assert stands(goal).period.begins == date(2026, 1, 1)


def test_record_taken_back_counts_nowhere():
    goal = set_source_of(make_published_goal())
    record = make_record(goal.centre, on=date(2026, 5, 5))
    Record.objects.filter(pk=record.pk).update(removed_at=JUNE_15)

    assert achieved(goal) is None


@pytest.mark.engine
def test_queries_do_not_grow_with_goals_and_records():
    document = make_document()
    goals = [make_goal(document, targets=[{"kind": Kind.FREQUENCY, "value": 1, "window": Window.MONTH}]) for _ in "123"]
    make_edition(document, *goals)
    for goal in goals:
        set_source_of(goal)
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


@pytest.fixture
def joined():
    """Who works in a branch that joins its main centre's year, of which one month is closed."""
    goal = set_source_of(make_published_goal())
    Plan.objects.get_or_create(document=goal.document, centre=goal.centre)
    branch = make_centre(parent=goal.centre)
    make_record(branch, on=date(2026, 1, 5))
    close_month(goal.centre, 2026, 1)
    return goal, browser(make_user(Role.STAFF, centre=branch))


def test_who_works_in_a_joining_branch_finds_its_year_among_their_own(joined):
    goal, client = joined

    assert f'href="/prace/2026/{goal.centre.slug}/"' in client.get("/prace/").content.decode()


def test_no_way_in_the_rooms_of_a_joined_year_ends_at_a_closed_door(joined):
    goal, client = joined
    rooms = ("", "zaznamy/", "porady/", "porady/1/", "porady/2/", "prehled/", "ukazatele/")
    pages = [client.get(f"/prace/2026/{goal.centre.slug}/{room}").content.decode() for room in rooms]

    ways = {address for page in pages for address in re.findall(r'href="(/prace/[^"#]*)"', page)}
    assert len(ways) > 20
    assert {address: answer for address in ways if (answer := client.get(address).status_code) != 200} == {}


def test_goals_and_minutes_of_a_joined_year_are_closed_once_the_branch_has_goals_of_its_own(joined):
    goal, client = joined
    addresses = [reverse("work-goal", args=[goal.pk]), reverse("minutes", args=[Minutes.objects.get().pk])]

    before = [client.get(address).status_code for address in addresses]
    Plan.objects.create(document=goal.document, centre=Centre.objects.get(parent=goal.centre))

    assert (before, [client.get(address).status_code for address in addresses]) == ([200, 200], [404, 404])


def test_goal_of_a_joined_year_says_how_many_records_of_other_centres_it_counts(joined):
    goal, client = joined
    make_record(goal.centre, on=date(2026, 2, 5))

    page = client.get(reverse("goal-progress", args=[goal.pk])).content.decode()

    assert "Do čísla se počítá i 1 záznam jiného centra, který tu nevidíte." in page.replace("\xa0", " ")


def test_sheet_of_a_joining_branch_becomes_its_records(joined):
    goal, client = joined
    address = reverse("records-import", args=[2026, goal.centre.slug, 2])
    file = SimpleUploadedFile("unor.csv", csv(["5. 2. 2026", make_indicator().name, 2, *[""] * 5]))

    trial = client.post(address, {"file": file}).content.decode()
    client.post(address, {"rows": re.search(r'name="rows" value="([^"]+)"', trial)[1], "which": "all"})

    assert Record.objects.get(on=date(2026, 2, 5)).centre == Centre.objects.get(parent=goal.centre)
