"""A year lived through equals its sums, computed anew by plain loops over rows, without the product's arithmetic."""

import json
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal

import pytest

from centres.models import Centre, Event, Subject
from cpic.example.courses import last_day
from cpic.example.simulation import simulate
from evaluations.models import Closing, Entry, GoalResult, Indicator, Meeting, Record, Report, TargetSource
from evaluations.standings import standings
from evaluations.states import ClosingState, MeetingKind, MeetingState, ReportKind, Status
from goals.models import Goal, Notice, Plan, Target
from goals.states import GoalState
from tests import once
from tests.cpic.simulated_cast import YEAR, make_year
from tests.factories import PRAGUE

MONTHS = {"month": 1, "quarter": 3, "half-year": 6}
END_OF_TIME = datetime(2030, 1, 1, tzinfo=PRAGUE)
TELLING = {"on_track", "at_risk", "off_track", "done"}


class Ledger:
    """Everything as rows, read once."""

    def __init__(self):
        planned = {plan.centre_id for plan in Plan.objects.filter(document__year=YEAR)}
        self.team = {
            centre.pk: centre.pk if centre.pk in planned or centre.parent_id is None else centre.parent_id
            for centre in Centre.objects.all()
        }
        self.records = list(Record.objects.order_by("on", "id").values())
        self.aggregation = dict(Indicator.objects.values_list("pk", "aggregation"))
        self.goals = {goal.pk: goal for goal in Goal.objects.all()}
        self.lines = defaultdict(list)  # rows of one target in all wordings of its goal, by goal and position
        for target in Target.objects.select_related("goal"):
            self.lines[target.goal.amends_id or target.goal_id, target.position].append(target.pk)
        self.sources = {source.target_id: source for source in TargetSource.objects.all()}
        self.said = list(self._said())

    def _said(self):
        """What was written at meetings, from the trail: when, of which goal, for which month, the rating and
        numbers."""
        months = dict(Meeting.objects.values_list("pk", "month"))
        for event in Event.objects.filter(name="write", subject_kind=Subject.MEETING).order_by("id"):
            month = months[event.subject_id]
            for goal, facts in json.loads(event.content).items():
                if goal.isdigit() and month:
                    yield event.at, int(goal), month, facts["stand"], dict(facts["numbers"])

    def line(self, target):
        return self.lines[target.goal.amends_id or target.goal_id, target.position]

    def source(self, target):
        return next((self.sources[pk] for pk in self.line(target) if pk in self.sources), None)

    def counted(self, target, day, known_at=END_OF_TIME):
        """The records that count in the target at the end of the day, as far as they were written down by then."""
        source, centre = self.source(target), target.goal.centre_id
        for record in self.records:
            is_kept = record["removed_at"] is None or record["removed_at"] > known_at
            is_known = record["added_at"] <= known_at and is_kept
            is_ours = centre is None or self.team[record["centre_id"]] == centre
            has_topic = source.topic == "" or record["topic"] == source.topic
            in_time = date(YEAR, 1, 1) <= record["on"] <= day
            if is_known and is_ours and has_topic and in_time and record["indicator_id"] == source.indicator_id:
                yield record

    def typed(self, target, month, known_at):
        """Amounts of the target that meetings wrote, by month; the last writing of a month holds."""
        amounts = {}
        for at, _goal, of_month, _stand, numbers in self.said:
            for pk, amount in numbers.items():
                if pk in self.line(target) and of_month <= month and at <= known_at and amount is not None:
                    amounts[of_month] = Decimal(amount)
        return amounts

    def last_stand(self, target, month, known_at):
        root = target.goal.amends_id or target.goal_id
        ratings = {
            of_month: rating
            for at, goal, of_month, rating, _numbers in self.said
            if goal == root and of_month <= month and at <= known_at and rating in TELLING
        }
        return ratings[max(ratings)] if ratings else None


def achieved(ledger, target, month, day, known_at=END_OF_TIME):
    """What the target came to by the day; None where nothing is known."""
    if target.kind == "narrative":
        return None
    if target.kind == "milestone":
        rating = ledger.last_stand(target, month, known_at)
        return None if rating is None else Decimal(rating == "done")
    facts = list(
        of_records(ledger, target, day, known_at) if ledger.source(target) else typed(ledger, target, month, known_at)
    )
    if not facts:
        return None
    if target.kind in {"level", "share"}:
        return last_values(facts)
    if target.kind == "each" and ledger.source(target) is None:
        return facts[-1][1]
    if target.kind == "frequency" and target.window != "year":
        return full_windows(facts, target)
    return sum_of(facts)


def of_records(ledger, target, day, known_at):
    is_distinct = ledger.aggregation[ledger.source(target).indicator_id] == "distinct"
    for record in ledger.counted(target, day, known_at):
        thing = record["title"].lower() if is_distinct else ""
        yield record["on"].month, record["amount"], ledger.team[record["centre_id"]], thing


def typed(ledger, target, month, known_at):
    for of_month, amount in sorted(ledger.typed(target, month, known_at).items()):
        yield of_month, amount, 0, ""


def last_values(facts):
    """The last of each team, added up."""
    last = {}
    for _month, amount, team, _thing in facts:
        last[team] = amount
    total = Decimal(0)
    for amount in last.values():
        total += amount
    return total


def sum_of(facts):
    total, seen = Decimal(0), set()
    for _month, amount, _team, thing in facts:
        if thing:
            amount = Decimal(0) if thing in seen else Decimal(1)
            seen.add(thing)
        total += amount
    return total


def full_windows(facts, target):
    length, happened = MONTHS[target.window], defaultdict(Decimal)
    for month, amount, _team, _thing in facts:
        happened[(month - 1) // length] += amount
    full = 0
    for amount in happened.values():
        full += amount >= target.value
    return Decimal(full)


def alike(found, wanted):
    """Nothing known may also be a zero that was reported; which of them is the business of other tests."""
    return found == wanted or (wanted is None and not found)


@pytest.fixture(scope="module")
def lived(django_db_setup, django_db_blocker):
    """The year of the small network, lived through to its end; all tests of this module only read it."""
    with once.kept(django_db_blocker):
        make_year()
        simulate(YEAR, 12, seed=7, close=True)
        yield Ledger()


def held_goals():
    goals = Goal.objects.approved().in_document_order().with_content()
    return list(goals.select_related("centre", "document", "amends"))


def at_each_month_end():
    for month in range(1, 13):
        day = last_day(YEAR, month)
        for standing in standings(held_goals(), year=YEAR, today=day):
            for row in standing.targets:
                yield month, day, row


def test_every_target_stands_at_each_month_end_as_its_sums_say(lived):
    wrong = [
        (str(row.target.goal.text), month, row.progress.achieved, wanted)
        for month, day, row in at_each_month_end()
        if not alike(row.progress.achieved, wanted := achieved(lived, row.target, month, day))
    ]

    assert wrong == []


def test_closed_month_keeps_what_was_known_when_it_was_closed(lived):
    wrong, compared = [], 0
    for meeting in Meeting.objects.filter(year=YEAR, month__isnull=False).closed():
        day = min(last_day(YEAR, meeting.month), meeting.closed_at.astimezone(PRAGUE).date())
        for entry in Entry.objects.filter(meeting=meeting):
            for reading in entry.readings.select_related("target__goal"):
                wanted = achieved(lived, reading.target, meeting.month, day, meeting.closed_at)
                compared += 1
                if not alike(reading.achieved, wanted):
                    wrong.append((reading.target.goal.text, meeting.month, reading.achieved, wanted))

    assert wrong == []
    assert compared > 200


def test_target_of_the_network_is_the_sum_over_its_centres(lived):
    for month, day, row in at_each_month_end():
        source = lived.source(row.target)
        if row.target.goal.centre_id is None and row.target.kind == "count" and source:
            by_team = defaultdict(Decimal)
            for record in lived.records:
                if (
                    record["removed_at"] is None
                    and record["indicator_id"] == source.indicator_id
                    and record["on"] <= day
                ):
                    by_team[lived.team[record["centre_id"]]] += record["amount"]

            assert (month, row.progress.achieved or 0) == (month, sum(by_team.values()))


def test_no_record_counts_twice_in_one_target(lived):
    fed = [(row, day) for month, day, row in at_each_month_end() if month == 12 and row.source]

    for row, day in fed:
        records = [record["id"] for record in lived.counted(row.target, day)]
        if lived.aggregation[row.source.indicator_id] == "sum":
            assert len(row.facts) == len(records) == len(set(records))


def test_one_record_serves_its_centre_and_the_network(lived):
    serving = defaultdict(set)
    for _month, day, row in at_each_month_end():
        if day.month == 12 and row.source:
            for record in lived.counted(row.target, day):
                serving[record["id"]].add(row.target.goal.centre_id is None)

    assert any(served == {True, False} for served in serving.values())


def test_the_year_has_all_that_makes_sums_hard(lived):
    by_branch = [row for row in lived.records if lived.team[row["centre_id"]] != row["centre_id"]]
    evaluating = Event.objects.filter(subject_kind__in=[Subject.MEETING, Subject.RECORD])
    named = set(evaluating.values_list("name", flat=True))

    assert by_branch
    assert {"add", "correct", "remove", "write", "close", "reopen"} <= named
    assert Goal.objects.amendments().filter(state=GoalState.APPROVED).exists()
    assert any(source.topic for source in lived.sources.values())
    assert {target.kind for target in Target.objects.all()} == {
        *("count", "frequency", "level", "share", "each", "milestone", "narrative")
    }


def test_closed_year_ends_with_its_evaluation(lived):
    assert set(Meeting.objects.values_list("state", flat=True)) == {MeetingState.CLOSED}
    assert set(Closing.objects.values_list("state", flat=True)) == {ClosingState.ACCEPTED}
    assert GoalResult.objects.count() == Goal.objects.approved().exclude(centre=None).count()
    assert Report.objects.filter(kind=ReportKind.EVALUATION).count() == 1
    assert {meeting.kind for meeting in Meeting.objects.all()} == set(MeetingKind)
    assert set(Entry.objects.values_list("state", flat=True)) == set(Status) - {Status.UNRATED}


def test_people_are_told_nothing_of_what_happened_long_ago(lived):
    assert Event.objects.filter(name="accept", subject_kind=Subject.CLOSING).exists()
    assert not Notice.objects.exists()
