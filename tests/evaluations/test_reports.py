"""What comes out: only what an edition says, only when nothing speaks against it, frozen and still what it was."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import partial

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from centres.access import MissingRight
from centres.models import Event
from evaluations.closings import closing as verbs
from evaluations.models import Closing, Report, ReportFile, ReportGoal, ReportTarget
from evaluations.reports.content import REPORT
from evaluations.reports.publishing import is_intact, prepare_evaluation, prepare_interim, publish_report
from goals.models import Plan
from goals.public.publishing import publish
from goals.states import Level
from goals.workflow import EditConflict, Refused
from goals.writing import Content, amend
from tests import once
from tests.evaluations.closing_cast import (
    COURSES,
    JANUARY,
    PLZEN,
    PRAGUE,
    PUBLISHED,
    YEAR,
    accepted,
    amended,
    evaluated,
    make_larger_year,
    make_lived_year,
    make_year,
    sent,
    stood,
)
from tests.factories import approve, department_head, make_centre, make_goal, make_network_goal

pytestmark = pytest.mark.django_db
OCTOBER = datetime(YEAR, 10, 6, 9, 0, tzinfo=PRAGUE)
SEPTEMBER_30 = date(YEAR, 9, 30)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        yield make_lived_year("at_risk", months=[9], said="Tajemství porady", next_step="Tajný krok")


@pytest.fixture
def year(built):
    return deepcopy(built)


def problems(document, month=9, today=OCTOBER):
    prepared = prepare_interim(document, date(YEAR, month, 30), today=today.date())
    return [problem.replace("\xa0", " ") for problem in prepared.problems]


# The standing of a month


def test_standing_says_of_each_goal_its_numbers_state_and_sentence(year):
    row = stood(year.document, 9, now=OCTOBER)

    first, second = row.goals.order_by("pk")
    assert (row.number, row.as_of, row.edition) == (1, SEPTEMBER_30, 1)
    assert (first.number, first.state, first.targets.get().achieved) == (1, "on_track", Decimal(9))
    assert (second.state, second.reason.replace("\xa0", " ")) == ("at_risk", "Porada k 30. 9. 2025 uvedla: ohroženo.")


def test_standing_looks_no_further_than_its_day(year):
    row = stood(year.document, 3, now=OCTOBER)

    assert row.goals.order_by("pk")[0].targets.get().achieved == Decimal(3)
    assert row.goals.order_by("pk")[1].state == "unrated"


def test_nothing_said_inside_comes_out(year):
    row = stood(year.document, 9, now=OCTOBER)

    kept = bytes(row.files.get(format="json").content).decode()
    assert "Taj" not in json.dumps(REPORT.content_of(row), ensure_ascii=False) + kept


def test_month_that_somebody_has_not_closed_needs_a_reason(year):
    late = make_year(COURSES, document=year.document, **PLZEN, is_closed=False)
    prepared = prepare_interim(year.document, SEPTEMBER_30, today=OCTOBER.date())

    with pytest.raises(Refused):
        stood(year.document, 9, now=OCTOBER, reason="  ")
    row = stood(year.document, 9, now=OCTOBER, reason="Plzeň je nemocná.")

    assert prepared.gaps == (f"Poradu za tento měsíc nemá uzavřenou: {late.centre.name}.",)
    assert Event.objects.get(name="release").comment == "Plzeň je nemocná."
    assert row.number == 1


def test_centre_whose_first_goal_began_later_has_no_month_to_close(year):
    begun = make_goal(year.document, centre=make_centre(name="CPIC Plzeň"))
    Plan.objects.create(document=year.document, centre=begun.centre)
    approve(begun, now=datetime(YEAR, 9, 2, 9, 0, tzinfo=PRAGUE))

    august, september = (
        prepare_interim(year.document, day, today=OCTOBER.date()).gaps for day in (date(YEAR, 8, 31), SEPTEMBER_30)
    )

    assert (august, september) == ((), ("Poradu za tento měsíc nemá uzavřenou: CPIC Plzeň.",))


def test_what_speaks_against_a_standing(year):
    assert problems(year.document) == []
    assert problems(year.document, month=11) == ["Den 30. 11. 2025 teprve přijde."]
    stood(year.document, 9, now=OCTOBER)
    assert problems(year.document, month=6) == ["Už je zveřejněný novější stav, k 30. 9. 2025."]


@pytest.mark.parametrize("text", [None, "Jiné znění."])
def test_change_that_has_not_come_out_stops_the_release(year, text):
    """Also one of a target alone, of which the wording says nothing."""
    amended(year.goals[0], by=year.head, text=text)

    assert problems(year.document) == ["Schválené změny cílů ještě nevyšly; nejdřív vydejte nové vydání."]
    with pytest.raises(Refused):
        stood(year.document, 9, now=OCTOBER)
    assert Report.objects.count() == 0

    publish(year.document, by=year.above, now=PUBLISHED)
    assert stood(year.document, 9, now=OCTOBER).edition == 2


def test_change_that_waits_for_a_decision_does_not_come_out(year):
    amended(year.goals[0], by=year.head, text="Tajná změna.", is_approved=False)

    row = stood(year.document, 9, now=OCTOBER)

    assert "Tajná" not in json.dumps(REPORT.content_of(row), ensure_ascii=False)


def test_goal_of_the_network_comes_out_once_its_commitment_has(year):
    goal = approve(make_network_goal(level=Level.LONG_TERM, text="Dlouhodobý cíl."), now=PUBLISHED)
    before = stood(year.document, 6, now=OCTOBER)

    publish(goal.document, by=year.above, now=PUBLISHED)
    after = stood(year.document, 9, now=OCTOBER)

    assert [row.text for row in before.goals.filter(level=Level.LONG_TERM)] == []
    assert [row.text for row in after.goals.filter(level=Level.LONG_TERM)] == ["Dlouhodobý cíl."]


def test_changed_goal_of_the_network_waits_for_its_edition(year):
    goal = approve(make_network_goal(level=Level.LONG_TERM, text="Dlouhodobý cíl."), now=PUBLISHED)
    publish(goal.document, by=year.above, now=PUBLISHED)
    changed = replace(Content.of(goal), text="Tajná změna sítě.", reason="Proč.")
    approve(amend(goal, changed, by=year.above, now=PUBLISHED), now=PUBLISHED)

    assert problems(year.document) == [
        "Schválené změny dlouhodobých cílů ještě nevyšly; nejdřív vydejte závazek znovu."
    ]


# Coming out once, and just what was seen


def test_release_sent_twice_comes_out_once(year):
    above = department_head()

    row = stood(year.document, 9, by=above, now=OCTOBER)
    prepare = partial(prepare_interim, as_of=SEPTEMBER_30, today=OCTOBER.date())
    fingerprint = Event.objects.get(name="release").fingerprint
    again = publish_report(year.document, prepare, expected=fingerprint, by=above, now=OCTOBER)

    assert again == row
    assert (Report.objects.count(), Event.objects.filter(name="release").count()) == (1, 1)


def test_anything_else_than_was_seen_does_not_come_out(year):
    prepare = partial(prepare_interim, as_of=SEPTEMBER_30, today=OCTOBER.date())
    seen = prepare(year.document).fingerprint
    stood(year.document, 9, now=OCTOBER)  # the next one would be the second

    with pytest.raises(EditConflict, match="Mezitím se změnilo, co by se zveřejnilo"):
        publish_report(year.document, prepare, expected=seen, by=department_head(), now=OCTOBER)
    assert Report.objects.count() == 1


def test_head_of_a_centre_releases_nothing(year):
    with pytest.raises(MissingRight):
        stood(year.document, 9, by=year.head, now=OCTOBER)


@pytest.mark.engine
def test_preparing_asks_as_often_about_eight_goals_as_about_two(year):
    asked = []
    for grow in (lambda: None, lambda: make_larger_year(year.document)):
        grow()
        with CaptureQueriesContext(connection) as queries:
            prepare_interim(year.document, SEPTEMBER_30, today=OCTOBER.date())
            prepare_evaluation(year.document, today=JANUARY.date())
        asked.append(len(queries))

    assert asked[0] == asked[1]


# The evaluation of the year


def test_evaluation_needs_every_closing_accepted(year):
    sent(year)
    make_year(COURSES, document=year.document, **PLZEN)

    prepared = prepare_evaluation(year.document, today=JANUARY.date())

    assert prepared.problems == ("Uzávěrku nemá přijatou: CPIC Liberec, CPIC Plzeň.",)


def test_results_are_awaited_until_the_centre_has_said_them(year):
    before, *_network = prepare_evaluation(year.document, today=JANUARY.date()).by_centre
    sent(year)
    after, *_network = prepare_evaluation(year.document, today=JANUARY.date()).by_centre

    assert {goal["is_awaited"] for goal in before["goals"]} == {True}
    assert {goal["is_awaited"] for goal in after["goals"]} == {False}


def test_evaluation_waits_for_the_end_of_the_year(year):
    accepted(year)

    prepared = prepare_evaluation(year.document, today=date(YEAR, 12, 30))

    assert [each.replace("\xa0", " ") for each in prepared.problems] == ["Den 31. 12. 2025 teprve přijde."]


def test_evaluation_waits_for_changes_that_were_proposed(year):
    accepted(year)
    amended(year.goals[0], by=year.head, is_approved=False)

    prepared = prepare_evaluation(year.document, today=JANUARY.date())

    assert prepared.problems == ("O navržených změnách se ještě nerozhodlo: CPIC Liberec, Cíl 1.",)


def test_goal_changed_after_its_closing_was_accepted_stops_the_evaluation(year):
    accepted(year)
    amended(year.goals[0], by=year.head)
    publish(year.document, by=year.above, now=PUBLISHED)

    prepared = prepare_evaluation(year.document, today=JANUARY.date())

    assert prepared.problems == ("CPIC Liberec: Cíl 1 se od přijetí uzávěrky změnil. Vraťte ji centru.",)


def test_evaluation_says_what_centres_said_and_what_the_numbers_propose(year):
    closing = sent(year)
    Closing.objects.filter(pk=closing.pk).update(narrative="Centrum mělo dobrý rok.")
    verbs.accept(closing, by=year.above, now=JANUARY)

    row = evaluated(year.document)

    first, second = row.goals.order_by("pk")
    assert (first.result, first.proposed, first.targets.get().achieved) == ("partly", "partly", Decimal(9))
    assert (second.result, second.proposed) == ("partly", "partly")
    assert (row.narrative, row.centres.get().narrative) == ("Rok se povedl.", "Centrum mělo dobrý rok.")


def test_evaluation_comes_out_once_for_good(year):
    accepted(year)
    evaluated(year.document)

    with pytest.raises(Refused, match="už vyšlo"):
        evaluated(year.document)


def test_unrated_goal_of_the_network_is_a_gap(year):
    goal = approve(make_network_goal(level=Level.LONG_TERM, text="Dlouhodobý cíl."), now=PUBLISHED)
    publish(goal.document, by=year.above, now=PUBLISHED)
    accepted(year)

    prepared = prepare_evaluation(year.document, today=JANUARY.date())

    assert (prepared.problems, prepared.gaps) == ((), ("Dlouhodobé cíle bez hodnocení: Cíl 1.",))


# Frozen


def test_rows_say_what_the_checksum_was_made_over(year):
    standing = stood(year.document, 9, now=OCTOBER)
    accepted(year)
    evaluation = evaluated(year.document)

    assert is_intact(standing)
    assert is_intact(evaluation)


def test_changed_row_is_found_out(year):
    row = stood(year.document, 9, now=OCTOBER)

    row.title = "Jiný název"

    assert not is_intact(row)


def frozen_rows(row):
    goal, place = row.goals.first(), row.centres.get()
    return {
        "release": lambda: Report.objects.filter(pk=row.pk).update(title="Jinak"),
        "goal": lambda: ReportGoal.objects.filter(pk=goal.pk).update(state="done"),
        "delete": lambda: ReportTarget.objects.filter(report=row).delete(),
        "file": lambda: ReportFile.objects.filter(report=row).update(size=1),
        "another": lambda: ReportGoal.objects.create(
            report=row, centre=place, level="operational", number=99, position=1, text="x", state="done"
        ),
    }


@pytest.mark.engine
@pytest.mark.parametrize("what", ["release", "goal", "delete", "file", "another"])
def test_database_refuses_to_change_a_release(year, what):
    row = stood(year.document, 9, now=OCTOBER)

    with pytest.raises(DatabaseError), transaction.atomic():
        frozen_rows(row)[what]()
