"""Numbers that mean what they say: shares that add up, increases, targets for each, goals over several years, and the
rule and the direction beside a state."""

import io
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from centres.models import Event, Role, Subject
from evaluations.meetings.contents import EntryContent, Written, fingerprint
from evaluations.meetings.writing import close as close_meeting
from evaluations.models import Entry, Reading, Record
from evaluations.overview.goal import goal_year, last_values
from evaluations.portions import Portion
from evaluations.progress import Aim, Fact, Period, progress
from evaluations.progress.captions import achieved_words, frozen_words
from evaluations.progress.values import shown
from evaluations.records.records import RecordContent, content_problems
from evaluations.records.sources import set_source
from evaluations.reports.content import facts_of
from evaluations.sheets import KnownIndicator, read
from evaluations.standings import standings
from evaluations.states import Aggregation, MeetingKind, Rating, Status
from evaluations.teams import network_meeting, team_meeting
from goals.log import table_of
from goals.models import Plan, Target
from goals.states import Comparator, Kind, Level, Scope
from tests.evaluations.sheets_cast import csv
from tests.factories import (
    PRAGUE,
    approve,
    make_centre,
    make_document,
    make_edition,
    make_goal,
    make_indicator,
    make_network_goal,
    make_operator,
    make_published_goal,
    make_record,
    make_region,
    make_user,
)

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
JUNE, DECEMBER = date(2026, 6, 30), date(2026, 12, 31)
SHARE = Aim(Kind.SHARE, Comparator.MIN, Decimal(80))


def share(amount, whole=None, *, on=JUNE, thing=""):
    return Fact(on, Decimal(amount), thing, None if whole is None else Decimal(whole))


def judged(aim, *facts, today=DECEMBER, aggregation=Aggregation.LAST, **more):
    return progress(aim, facts, period=YEAR, today=today, aggregation=aggregation, **more)


# Shares


def test_shares_of_centres_add_up_by_numerators_and_denominators():
    found = judged(SHARE, share(1, 1, thing="a"), share(70, 99, thing="b"))

    assert found.achieved == Decimal(71)
    assert found.state == Status.OFF_TRACK


def test_share_of_which_nobody_knows_the_whole_weighs_as_much_as_another():
    assert judged(SHARE, share(100, thing="a"), share(30, 60, thing="b")).achieved == Decimal(75)


def test_share_is_judged_before_it_is_rounded():
    found = judged(SHARE, share(79996, 100000))

    assert (found.state, found.achieved) == (Status.OFF_TRACK, Decimal("79.99"))
    assert "79,99" in found.reason


def test_share_that_is_less_is_never_shown_as_all():
    found = judged(Aim(Kind.SHARE, Comparator.MIN, Decimal(100)), share(99999, 100000))

    assert (found.state, found.achieved) == (Status.OFF_TRACK, Decimal("99.99"))


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.decimals(0, 100, places=2))
def test_shown_share_stands_on_the_same_side_of_its_aim(part, whole, aim):
    value = Decimal(100) * min(part, whole) / whole
    seen = shown(value, aim, Decimal(100))

    assert (seen >= aim) == (value >= aim)
    assert (seen == 100) == (value == 100)
    assert abs(seen - value) < Decimal("0.01")


@pytest.mark.parametrize("fact", [share(101), share(3, 2), share(1, 0)])
def test_share_over_all_is_no_fact(fact):
    with pytest.raises(ValueError, match="share|per cent"):
        judged(SHARE, fact)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "whole", "unit", "said"),
    [
        (61, 60, "%", "víc než 100 %"),
        (0, 0, "%", "Z nuly"),
        (101, None, "%", "větší než 100 %"),
        (5, 6, "kurzů", "jen u podílu"),
        (60, 60, "%", None),
    ],
)
def test_record_refuses_more_than_all(amount, whole, unit, said):
    indicator = make_indicator(slug=f"ukazatel-{unit == '%'}", unit=unit, aggregation=Aggregation.LAST)
    content = RecordContent(indicator, JUNE, Decimal(amount), whole=None if whole is None else Decimal(whole))

    problems = [problem for _field, problem in content_problems(content, today=DECEMBER)]

    assert bool(problems) == (said is not None)
    assert said is None or said in str(problems[0]).replace("\u00a0", " ")


@pytest.mark.django_db
@pytest.mark.engine
def test_database_refuses_a_numerator_above_its_denominator():
    record = make_record(make_centre(), on=JUNE)

    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.filter(pk=record.pk).update(amount=3, whole=2)


@pytest.mark.parametrize(
    ("cell", "found", "said"),
    [
        ("45 z 60", (Decimal(45), Decimal(60)), ""),
        ("45/60", (Decimal(45), Decimal(60)), ""),
        ("75 %", (Decimal(75), None), ""),
        ("61 z 60", None, "víc než 100 %"),
        ("120 %", None, "nejvýš jich může být 100"),
        ("5 z 0", None, "Z nuly"),
    ],
)
def test_sheet_reads_and_refuses_shares(cell, found, said):
    table = io.BytesIO(csv(["30. 6. 2026", "Spokojenost", cell], headings=["Datum", "Ukazatel", "Počet"]))
    known = {"Spokojenost": KnownIndicator("spokojenost", "%")}

    sheet = read(table, "cerven.csv", indicators=known, month=(2026, 6), today=JUNE)

    assert [(row.amount, row.whole) for row in sheet.rows] == ([found] if found else [])
    assert said in " ".join(problem.message for problem in sheet.problems)


# Increases


RISE = Aim(Kind.INCREASE, value=Decimal(10), baseline=Decimal(200), is_relative=True)
FALL = Aim(Kind.INCREASE, value=Decimal(-5), baseline=Decimal(20))


@pytest.mark.parametrize(
    ("aim", "amount", "aim_is", "state"),
    [
        (RISE, 220, 220, Status.DONE),
        (RISE, "219.99", 220, Status.OFF_TRACK),
        (FALL, 15, 15, Status.DONE),
        (FALL, 16, 15, Status.OFF_TRACK),
    ],
)
@pytest.mark.parametrize("aggregation", [Aggregation.LAST, Aggregation.SUM])
def test_increase_is_held_against_what_its_baseline_comes_to(aim, amount, aim_is, state, aggregation):
    found = judged(aim, Fact(JUNE, Decimal(amount)), aggregation=aggregation)

    assert (found.aim, found.state) == (aim_is, state)


def test_value_on_the_way_from_its_baseline_is_on_track():
    assert judged(RISE, Fact(JUNE, Decimal(211)), today=JUNE).state == Status.ON_TRACK
    assert judged(RISE, Fact(JUNE, Decimal(201)), today=JUNE).state != Status.ON_TRACK


def test_increase_without_a_baseline_is_not_judged():
    assert judged(Aim(Kind.INCREASE, value=Decimal(10)), Fact(JUNE, Decimal(5))).state == Status.UNRATED


@pytest.mark.django_db
def test_last_years_value_is_offered():
    goal = make_published_goal(make_document(2026), targets=[{"kind": Kind.COUNT, "value": 3, "unit": "kurzů"}])
    [target] = goal.targets.all()
    set_source(target, make_indicator(), by=make_user(Role.HEAD, centre=goal.centre))
    make_record(goal.centre, on=date(2026, 3, 5), amount=Decimal(7))

    assert [value for _target, value in last_values(goal)] == [7]


# For each


def network_goal(*, approved=datetime(2025, 12, 1, 9, tzinfo=PRAGUE), indicator=None, **target):
    goal = make_network_goal(level=Level.LONG_TERM)
    Target.objects.create(goal=goal, position=1, **target)
    goal = approve(goal, by=make_user(Role.DIRECTOR), now=approved)
    if indicator:
        set_source(goal.targets.get(), indicator, by=make_user(Role.DEPARTMENT_HEAD))
    return goal


@pytest.fixture
def network(db):
    """Three main centres with goals in two regions, a branch, a region of another operator."""
    own, other, document = make_operator(), make_operator(name="Jiný"), make_document(2026)
    north, south = make_region(nuts3="CZ051", name="Severní"), make_region(nuts3="CZ031", name="Jižní")
    centres = [
        make_centre(name=f"CPIC {name}", slug=name.lower(), region=region, operator=own)
        for name, region in (("Alfa", north), ("Beta", north), ("Gama", south))
    ]
    make_centre(name="Cizí", region=make_region(nuts3="CZ064", name="Moravský"), operator=other)
    for centre in centres:
        Plan.objects.create(document=document, centre=centre)
    return centres


def standing_of(goal, today=DECEMBER):
    [found] = standings([goal], year=today.year, today=today)
    return found.targets[0]


@pytest.mark.parametrize(
    ("scope", "counts", "words", "missing"),
    [
        (Scope.CENTRE, (19, 19, 1), "2 ze 3 center", ("CPIC Gama",)),
        (Scope.CENTRE, (2, 2, 2), "3 ze 3 center", ()),
        (Scope.REGION, (1, 1, 1), "1 ze 2 krajů", ("Jižní",)),
        (Scope.REGION, (38, 0, 0), "1 ze 2 krajů", ("Jižní",)),
    ],
)
def test_each_has_to_have_it_and_who_has_not_is_named(network, scope, counts, words, missing):
    goal = network_goal(
        kind=Kind.COUNT, value=2, unit="setkání", scope=scope, window="year", indicator=make_indicator()
    )
    for centre, count in zip(network, counts, strict=True):
        if count:
            make_record(centre, on=date(2026, 3, 5), amount=Decimal(count))

    row = standing_of(goal)

    assert achieved_words(row.progress, row.target).replace("\u00a0", " ") == words
    assert row.progress.missing == missing
    assert (row.progress.state == Status.DONE) == (not missing)
    assert all(name in row.progress.reason for name in missing)
    assert ("Moravský" in row.progress.reason) == (scope == Scope.REGION)


def test_what_each_has_to_have_is_frozen_with_its_scope(network):
    goal = network_goal(
        kind=Kind.COUNT, value=2, unit="setkání", scope=Scope.CENTRE, window="year", indicator=make_indicator()
    )

    [found] = standings([goal], year=2026, today=DECEMBER)

    assert facts_of(found)["targets"][0]["scope"] == "centre"


def test_number_of_those_who_have_it_is_never_more_than_all(network):
    goal = network_goal(kind=Kind.COUNT, value=2, unit="setkání", scope=Scope.CENTRE, window="year")
    said_at_heads(goal, 2026, 11, 38)

    assert (standing_of(goal).progress.achieved, standing_of(goal).progress.aim) == (3, 3)


# Over New Year


def said_at_heads(goal, year, month, amount, rating=Rating.ON_TRACK):
    entry = Entry.objects.create(meeting=network_meeting(MeetingKind.HEADS, year, month), goal=goal, rating=rating)
    Reading.objects.create(entry=entry, target=goal.targets.get(), amount=amount)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "numbers", "achieved"),
    [
        ({"kind": Kind.COUNT, "value": 14, "unit": "krajů", "deadline": date(2030, 12, 31)}, (6, 3), 9),
        ({"kind": Kind.LEVEL, "value": 14, "unit": "krajů", "deadline": date(2030, 12, 31)}, (6, None), 6),
        ({"kind": Kind.COUNT, "value": 14, "unit": "kurzů", "window": "year"}, (6, 3), 3),
    ],
)
def test_goal_over_several_years_keeps_its_numbers(target, numbers, achieved):
    goal = network_goal(**target)
    for year, amount in zip((2026, 2027), numbers, strict=True):
        if amount is not None:
            said_at_heads(goal, year, 2, amount)

    assert standing_of(goal, date(2027, 3, 31)).progress.achieved == achieved


@pytest.mark.django_db
def test_what_is_reached_by_a_day_in_years_is_not_late_before(network):
    goal = network_goal(
        kind=Kind.COUNT, value=14, unit="krajů", deadline=date(2030, 12, 31), indicator=make_indicator()
    )
    make_record(network[0], on=date(2026, 3, 5), amount=Decimal(5))

    row = standing_of(goal, DECEMBER)

    assert (row.progress.achieved, row.progress.state) == (5, Status.ON_TRACK)
    assert row.progress.expected < 5


# The rule and the direction


@given(
    st.sampled_from([Kind.COUNT, Kind.LEVEL, Kind.SHARE]),
    st.sampled_from(Comparator),
    st.integers(0, 100),
    st.dates(date(2026, 1, 1), DECEMBER),
)
def test_whoever_judges_says_by_what_rule(kind, comparator, amount, today):
    found = judged(Aim(kind, comparator, Decimal(50)), Fact(date(2026, 1, 1), Decimal(amount)), today=today)

    assert found.rule.endswith(".")


@pytest.mark.django_db
@pytest.mark.parametrize(("last", "now", "said"), [(2, 4, "lépe"), (4, 2, "hůř"), (3, 3, "stejně"), (0, 3, "")])
def test_direction_against_the_same_day_of_last_year(last, now, said):
    target = {"kind": Kind.COUNT, "value": 12, "unit": "kurzů"}
    before = make_published_goal(make_document(2025), targets=[target], now=datetime(2024, 12, 10, tzinfo=PRAGUE))
    goal = make_published_goal(
        make_document(2026),
        centre=before.centre,
        continues=before,
        targets=[target],
        now=datetime(2025, 12, 10, tzinfo=PRAGUE),
    )
    by = make_user(Role.HEAD, centre=before.centre)
    for one, amount in ((before, last), (goal, now)):
        set_source(one.targets.get(), make_indicator(), by=by)
        if amount:
            make_record(before.centre, on=date(one.document.year, 3, 5), amount=Decimal(amount))
    make_record(before.centre, on=date(2025, 9, 5), amount=Decimal(50))

    [row] = goal_year(goal, 2026, today=JUNE).targets

    assert said in row.last_year
    assert bool(row.last_year) == bool(said)


def test_portion_is_written_with_its_preposition():
    assert str(Portion(Decimal(45), Decimal(60))).replace("\u00a0", " ") == "45 ze 60"


# Each of a group that the target itself names


@pytest.mark.parametrize(
    ("typed", "day", "words", "state"),
    [
        ((3, 5), DECEMBER, "3 z 5", Status.OFF_TRACK),
        ((3, 5), date(2026, 6, 30), "3 z 5", Status.ON_TRACK),
        ((4, 4), date(2026, 6, 30), "4 ze 4", Status.DONE),
        ((3, None), DECEMBER, "zatím 3", Status.UNRATED),
    ],
)
def test_target_for_each_of_a_group_says_how_many_of_how_many(typed, day, words, state):
    aim = Aim(Kind.EACH, Comparator.EXACT, None, "každý pracovník")

    found = judged(aim, share(1, on=date(2026, 3, 31)), share(*typed, on=date(2026, 5, 31)), today=day)

    assert achieved_words(found, aim).replace("\u00a0", " ") == words
    assert found.state == state
    reading = SimpleNamespace(achieved=found.achieved, expected=found.aim)
    assert frozen_words(reading, aim).replace("\u00a0", " ") == (words if typed[1] else "")


@pytest.mark.django_db
def test_meeting_types_how_many_of_how_many_and_minutes_say_it(client):
    centre, document = make_centre(), make_document(2026)
    Plan.objects.create(document=document, centre=centre)
    goal = make_goal(document, centre=centre, targets=[{"kind": Kind.EACH, "unit": "každý pracovník"}])
    make_edition(document, goal, now=datetime(2025, 12, 1, 9, tzinfo=PRAGUE))
    head, meeting, [target] = make_user(Role.HEAD, centre=centre), team_meeting(centre, 2026, 3), goal.targets.all()
    client.force_login(head)
    address = reverse("meeting", args=[2026, centre.slug, 3])
    assert "I s tím, kolik jich v okruhu je" in client.get(address).content.decode()
    said = EntryContent(rating="on_track", numbers=((target.pk, Portion(Decimal(3), Decimal(5))),))
    nothing = fingerprint(EntryContent(numbers=((target.pk, None),)))
    now = datetime(2026, 4, 2, 9, tzinfo=PRAGUE)

    closed = close_meeting(meeting, entries={goal.pk: Written(said, nothing)}, by=head, now=now)

    [number] = closed.minutes.get().content["goals"][0]["numbers"]
    assert (number["achieved"].replace("\u00a0", " "), number["expected"]) == ("3 z 5", "")
    kept = [row[-1] for row in table_of(Event.objects.filter(subject_kind=Subject.MEETING))]
    assert any("zapsaná čísla: 3 z 5" in text.replace("\u00a0", " ") for text in kept)
