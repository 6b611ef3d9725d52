"""What evaluation asks of a year in which a centre opens or closes, or which came here from elsewhere in the middle."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from centres import network as network_of_centres
from centres.access import rights_of
from centres.models import Centre, Role
from evaluations.closings.closing import year_problems
from evaluations.closings.outcomes import propose_results
from evaluations.meetings.context import months_of
from evaluations.members import members_of
from evaluations.overview import network
from evaluations.overview.still import last_moves
from evaluations.records.sources import set_source
from evaluations.reports.publishing import prepare_evaluation, prepare_interim
from evaluations.standings import standings
from evaluations.states import MeetingKind, Status
from evaluations.tasks import evaluation_tasks, open_months
from evaluations.teams import team_meeting
from goals.models import Edition, Goal, Plan
from goals.states import Kind, Scope
from tests.factories import (
    PRAGUE,
    close_month,
    department_head,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_operator,
    make_record,
    make_region,
    make_user,
)

pytestmark = pytest.mark.django_db
YEAR = 2026
OUT = datetime(YEAR - 1, 12, 15, 9, tzinfo=PRAGUE)
MONTHLY = {"kind": Kind.FREQUENCY, "value": 1, "window": "month", "unit": "x"}


def make_plan(document, target=MONTHLY, **facts):
    """A centre with a published goal that its records feed."""
    centre = make_centre(**facts)
    plan = Plan.objects.create(document=document, centre=centre)
    goal = make_goal(document, centre=centre, targets=[target])
    make_edition(document, goal, now=OUT)
    head = make_user(Role.HEAD, centre=centre)
    set_source(Goal.objects.get(pk=goal.pk).targets.get(), make_indicator(), by=head, now=OUT)
    return plan


def shut(plan, day=date(YEAR, 7, 1), successor=None):
    Centre.objects.filter(pk=plan.centre_id).update(closed_on=day, closing_reason="Konec.", successor=successor)
    return Plan.objects.select_related("centre", "document").get(pk=plan.pk)


def standing_of(plan, today):
    return standings(Goal.objects.in_plan(plan).approved(), year=YEAR, today=today)[0]


def take_over(document, day):
    Edition.objects.create(
        document=document,
        number=9,
        year=YEAR,
        title=document.title,
        published_on=OUT.date(),
        published_at=OUT,
        adopted_from="Papír",
        adopted_on=day,
    )


def test_months_before_a_year_was_taken_over_are_missed_nowhere():
    document, today = make_document(YEAR), date(YEAR, 8, 20)
    plan, above = make_plan(document), department_head()
    as_of = {"today": date(YEAR, 7, 25)}
    last_days = [title for title in _titles(above, **as_of) if "může vyjít" in title]
    assert last_days == ["Stav k 30. 6. 2026 může vyjít"]
    take_over(document, date(YEAR, 7, 5))

    [team] = network.teams_of(document, today=today)
    assert [month.meeting.month for month in team.late] == [7]
    assert (network.meetings_held([team]).due, network.heads_meetings_held(document, today=today).due) == (1, 1)
    assert [cell["letter"] for cell in network.map_rows([team])[0]["cells"][:7]] == ["–"] * 6 + ["!"]
    rows = months_of(MeetingKind.TEAM, YEAR, centre=plan.centre, now=timezone.now(), today=today)
    assert [row.meeting.month for row in rows if row.is_late] == [7]
    waiting = open_months(Plan.objects.all(), years=[YEAR], today=today)
    assert [month.meeting.month for month in waiting] == [7]
    assert prepare_interim(document, date(YEAR, 6, 30), today=today).left_out == ()
    assert prepare_interim(document, date(YEAR, 7, 31), today=today).left_out == (plan.centre,)
    assert [title for title in _titles(above, **as_of) if "může vyjít" in title] == []
    [move] = last_moves(Goal.objects.in_plan(plan).approved(), year=YEAR, on=today)
    assert move.moved_on == date(YEAR, 7, 5)
    [missing] = year_problems(plan, propose_results(plan))
    assert "chybí červenec, srpen, září, říjen, listopad, prosinec." in missing


def _titles(person, today):
    tasks = evaluation_tasks(rights_of(person, on=today), today)
    return [task.title.replace("\u00a0", " ") for task in tasks]


def test_month_before_that_which_somebody_has_begun_is_waited_for():
    document = make_document(YEAR)
    plan = make_plan(document)
    take_over(document, date(YEAR, 7, 5))
    team_meeting(plan.centre, YEAR, 3)

    [team] = network.teams_of(document, today=date(YEAR, 7, 20))

    assert [month.meeting.month for month in team.late] == [3]


@pytest.mark.parametrize("has_successor", [True, False])
def test_closing_of_a_closed_centre_needs_no_month_after_its_last_day(has_successor):
    document = make_document(YEAR)
    plan, other = make_plan(document), make_plan(document)
    for month in range(1, 6):
        close_month(plan.centre, YEAR, month)
    plan = shut(plan, successor=other.centre if has_successor else None)

    [missing] = year_problems(plan, propose_results(plan))
    assert "chybí červen." in missing
    close_month(plan.centre, YEAR, 6)

    assert list(year_problems(plan, propose_results(plan))) == []


def test_windows_after_the_last_day_of_a_centre_are_not_missed():
    plan = make_plan(make_document(YEAR))
    for month in range(1, 7):
        make_record(plan.centre, on=date(YEAR, month, 10), amount=Decimal(1))
    december = date(YEAR, 12, 31)
    assert standing_of(plan, december).state == Status.OFF_TRACK

    plan = shut(plan)

    assert standing_of(plan, december).state == standing_of(plan, date(YEAR, 6, 30)).state == Status.ON_TRACK


def test_windows_before_a_centre_opened_are_not_missed():
    plan = make_plan(make_document(YEAR), opened_on=date(YEAR, 7, 1))
    for month in range(7, 13):
        make_record(plan.centre, on=date(YEAR, month, 10), amount=Decimal(1))

    standing = standing_of(plan, date(YEAR, 12, 31))

    assert (standing.period.begins, standing.state) == (date(YEAR, 7, 1), Status.DONE)


def test_windows_of_which_nobody_was_asked_are_not_missed():
    """The year was taken over in July: what somebody writes down of the months before counts, silence does not."""
    document = make_document(YEAR)
    plan, end = make_plan(document), date(YEAR, 9, 30)
    take_over(document, date(YEAR, 7, 5))
    for month in (3, 7, 8, 9):
        make_record(plan.centre, on=date(YEAR, month, 10), amount=Decimal(1))

    standing = standing_of(plan, end)

    states = [str(slot.state) for slot in standing.targets[0].progress.slots if slot.needed][:4]
    assert (standing.state, states) == (Status.ON_TRACK, ["done"] * 4)
    assert "je 4, cíl je 7, zmeškáno jich je 0." in standing.reason.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("months", "day", "state", "said"),
    [
        # Of the first half nobody was asked: three in a quarter are the even pace of twelve a year.
        ((7, 8, 9), date(YEAR, 9, 30), Status.ON_TRACK, "rovnoměrnému postupu odpovídá 3."),
        # What is known of it counts, in what there is and in what there should be.
        ((2, 3, 7, 8, 9), date(YEAR, 9, 30), Status.ON_TRACK, "je 5, cíl je 12, rovnoměrnému postupu odpovídá 5."),
        ((2, 3), date(YEAR, 9, 30), Status.OFF_TRACK, "je 2, cíl je 12, rovnoměrnému postupu odpovídá 5."),
        # At the end silence of the first half fulfils nothing and misses nothing: people say.
        ((7, 8, 9, 10, 11, 12, 12), date(YEAR, 12, 31), Status.UNRATED, "splnění zhodnotí porada."),
        ((7, 8), date(YEAR, 12, 31), Status.OFF_TRACK, "Termín 31. 12. 2026 uplynul a stav je 2, cíl je 12."),
        (range(1, 13), date(YEAR, 12, 31), Status.DONE, "Splněno: stav k 31. 12. 2026 je 12, cíl je 12."),
    ],
)
def test_count_of_a_year_taken_over_in_july_is_not_late_by_months_of_which_nobody_was_asked(months, day, state, said):
    document = make_document(YEAR)
    plan = make_plan(document, target={"kind": Kind.COUNT, "value": 12, "unit": "kurzů"})
    take_over(document, date(YEAR, 7, 5))
    for month in months:
        make_record(plan.centre, on=date(YEAR, month, 10), amount=Decimal(1))

    [target] = standing_of(plan, day).targets

    assert (target.progress.state, target.progress.reason.replace("\u00a0", " ")[-len(said) :]) == (state, said)
    if state == Status.ON_TRACK:
        assert "z dnů před 1. 7. 2026 se počítá jen to, co je zapsané" in target.progress.rule.replace("\u00a0", " ")
        assert target.progress.forecast == len(months) + 3  # as in the third quarter


def test_milestone_before_the_day_of_taking_over_is_missed_by_nobody():
    document = make_document(YEAR)
    plan = make_plan(document, target={"kind": Kind.MILESTONE, "deadline": date(YEAR, 3, 31)})
    assert standing_of(plan, date(YEAR, 9, 30)).state == Status.OFF_TRACK

    take_over(document, date(YEAR, 7, 5))

    standing = standing_of(plan, date(YEAR, 9, 30))
    assert standing.state == Status.UNRATED
    assert "dřív, než se rok převzal; jestli je splněno, řekne porada." in standing.reason


def test_each_has_to_have_it_means_those_that_are_there_that_day():
    document, own = make_document(YEAR), make_operator()
    north, south = make_region(nuts3="CZ051", name="Severní"), make_region(nuts3="CZ031", name="Jižní")
    first = make_plan(document, name="CPIC První", operator=own, region=north)
    second = make_plan(document, name="CPIC Druhé", operator=own, region=south, opened_on=date(YEAR, 4, 1))
    shut(first, date(YEAR, 10, 1))

    def names(scope, day):
        return [member.name for member in members_of(YEAR, day)[scope].each]

    spans = [date(YEAR, 3, 31), date(YEAR, 4, 1), date(YEAR, 10, 1)]
    assert [names(Scope.CENTRE, day) for day in spans] == [["CPIC První"], ["CPIC První", "CPIC Druhé"], ["CPIC Druhé"]]
    assert [names(Scope.REGION, day) for day in spans] == [["Severní"], ["Jižní", "Severní"], ["Jižní"]]
    Centre.objects.filter(pk=first.centre_id).update(successor=second.centre)
    [member] = members_of(YEAR, date(YEAR, 12, 31))[Scope.CENTRE].each
    assert member.centres == {first.centre_id, second.centre_id}  # what the merged one did counts


def test_what_is_done_about_a_past_year_calls_its_centre_as_it_was_called_then(client):
    """Titles of tasks, the list of closings, minutes, records and what comes out; the next year has the new name."""
    document, above = make_document(YEAR - 1), department_head()
    january = date(YEAR, 1, 20)
    plan = make_plan(document, name="CPIC Staré", slug="stare")
    head = make_user(Role.HEAD, centre=plan.centre)
    record = make_record(plan.centre, on=date(YEAR - 1, 12, 10), amount=Decimal(1))
    now = datetime(YEAR, 1, 5, 9, tzinfo=PRAGUE)
    network_of_centres.rename(plan.centre, date(YEAR, 1, 3), name="CPIC Nové", by=above, now=now)

    closed = close_month(plan.centre, YEAR - 1, 12, now=now)
    assert closed.minutes.get().content["title"].replace("\u00a0", " ") == "Zápis z porady CPIC Staré za prosinec 2025"
    titles = [task.title for task in evaluation_tasks(rights_of(head, on=january), january) if task.title]
    assert "Uzávěrka roku 2025: CPIC Staré" in titles
    assert not [title for title in titles if "CPIC Nové" in title]
    content = prepare_evaluation(document, today=january).content
    assert [centre["name"] for centre in content["centres"]] == ["CPIC Staré"]
    client.force_login(above)
    addresses = [
        reverse("closings", args=[YEAR - 1]),
        reverse("meeting", args=[YEAR - 1, "stare", 12]),
        reverse("record", args=[record.pk]),
        reverse("records", args=[YEAR - 1, "stare"]) + "?mesic=12",
        reverse("closing", args=[YEAR - 1, "stare"]),
    ]
    for address in addresses:
        main = client.get(address).content.decode().split("<main")[1].replace("\u00a0", " ")
        assert "CPIC Nové" not in main, address
        assert "CPIC Staré" in main, address
