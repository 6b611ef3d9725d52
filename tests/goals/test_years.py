"""Opening a year, its calendar, and what becomes of last year's goals."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q

from centres.access import MissingRight
from centres.models import Event, Role
from goals.approval import submit_plan
from goals.models import Continuation, Document, Goal, Plan, Section
from goals.states import Decision, GoalState, Kind
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, TargetContent, write
from goals.years import (
    Calendar,
    change_calendar,
    continue_goal,
    decisions,
    next_year,
    open_year,
    previous_goals,
    taking_part,
    undecided,
)
from tests.factories import (
    approve,
    department_head,
    make_amendment,
    make_centre,
    make_document,
    make_goal,
    make_user,
)

pytestmark = pytest.mark.django_db

CALENDAR = Calendar(date(2026, 10, 1), date(2026, 11, 30), date(2026, 12, 20), date(2027, 12, 31))
CARRY, CHANGE, RETIRE = Decision.CARRY, Decision.CHANGE, Decision.RETIRE


def opened(year=2027, centres=(), *, by=None, calendar=CALENDAR):
    return open_year(year, calendar, centres, title=f"Cíle {year}", by=by or department_head())


class TestOpening:
    def test_year_has_its_calendar_its_plans_and_its_event(self):
        centres = [make_centre(), make_centre()]
        head = department_head()

        document = opened(centres=centres, by=head)

        assert Calendar.of(Document.objects.get()) == CALENDAR
        assert [plan.centre for plan in document.plans.all()] == centres
        event = Event.objects.get()
        assert (event.name, event.by, event.role) == ("open_year", head, Role.DEPARTMENT_HEAD)
        assert event.comment == (
            "příprava od 1. 10. 2026, odeslat do 30. 11. 2026, vydání 20. 12. 2026, uzávěrka 31. 12. 2027"
        ).replace(". ", ".\u00a0")

    def test_sections_are_taken_from_the_year_before_with_the_year_moved_on(self):
        before = make_document(2026)
        Section.objects.create(document=before, key="deadline", title="Termín", text="Do konce 2026.", position=3)

        document = opened()

        section = document.sections.get()
        assert (section.key, section.title, section.text, section.position) == (
            "deadline",
            "Termín",
            "Do konce 2027.",
            3,
        )

    def test_year_opened_twice_by_the_same_person_is_opened_once(self):
        head = department_head()

        assert opened(by=head) == opened(by=head)
        assert (Document.objects.count(), Event.objects.count()) == (1, 1)

    def test_year_opened_by_somebody_else_is_refused(self):
        opened()

        with pytest.raises(Refused, match="Rok 2027 už je otevřený"):
            opened()

    def test_days_out_of_order_are_refused(self):
        with pytest.raises(Refused, match="Termíny musí jít po sobě"):
            opened(calendar=replace(CALENDAR, submit_by=date(2026, 9, 30)))
        assert not Document.objects.exists()

    @pytest.mark.engine
    def test_year_that_cannot_be_is_not_taken_for_one_that_was_opened_before(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            opened(1999)

    @pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ADMINISTRATOR])
    def test_year_is_opened_by_the_department_head_only(self, role):
        with pytest.raises(MissingRight, match="vedoucí odboru"):
            opened(by=make_user(role))

    def test_centres_that_take_part_are_those_of_the_year_before_or_after_a_gap_all_that_ever_did(self):
        centre = make_centre()
        make_centre()
        Plan.objects.create(document=make_document(2026), centre=centre)
        Plan.objects.create(document=make_document(2025), centre=centre)
        only_then = make_centre()
        Plan.objects.create(document=Document.objects.get(year=2025), centre=only_then)

        assert [list(taking_part(year)) for year in (2027, 2026, 2030)] == [
            [centre],
            [centre, only_then],
            [centre, only_then],
        ]


class TestCalendar:
    def test_other_days_are_set_with_their_event(self):
        document = opened()
        later = replace(CALENDAR, publish_on=date(2027, 1, 5))

        after = change_calendar(document, later, by=department_head())

        assert (Calendar.of(after), after.version) == (later, 2)
        assert Event.objects.filter(name="change_dates").count() == 1

    def test_same_days_set_twice_are_set_once(self):
        document = opened()
        later = replace(CALENDAR, publish_on=date(2027, 1, 5))

        first, again = (change_calendar(document, later, by=department_head()) for _turn in range(2))

        assert first.version == again.version == 2
        assert Event.objects.filter(name="change_dates").count() == 1

    def test_other_days_over_an_older_version_are_refused(self):
        document = opened()
        change_calendar(document, replace(CALENDAR, publish_on=date(2027, 1, 5)), by=department_head())

        with pytest.raises(EditConflict, match="Termíny mezitím změnil"):
            change_calendar(document, replace(CALENDAR, publish_on=date(2027, 1, 6)), by=department_head())

    def test_days_out_of_order_are_refused(self):
        with pytest.raises(Refused):
            change_calendar(opened(), replace(CALENDAR, closes_on=date(2026, 1, 1)), by=department_head())

    def test_days_are_changed_by_the_department_head_only(self):
        with pytest.raises(MissingRight):
            change_calendar(opened(), CALENDAR, by=make_user(Role.DIRECTOR))


@pytest.fixture
def centre():
    return make_centre()


@pytest.fixture
def last_year(centre):
    """An approved goal of the centre in 2026, due on its last day."""
    target = {"kind": Kind.COUNT, "value": 12, "unit": "kurzů", "deadline": date(2026, 12, 31)}
    return approve(make_goal(make_document(2026), centre=centre, text="Uspořádat 12 kurzů.", targets=[target]))


@pytest.fixture
def plan(last_year, centre):
    return Plan.objects.create(document=make_document(2027), centre=centre)


@pytest.fixture
def staff(centre):
    return make_user(Role.STAFF, centre=centre)


def names(goal=None):
    events = Event.objects.filter(Q(year=2027) | Q(name__in=Decision))
    return [event.name for event in (events.filter(subject_id=goal.pk) if goal else events)]


class TestContinuing:
    def test_goal_that_is_carried_is_a_draft_with_its_deadlines_moved(self, plan, last_year, staff):
        goal = continue_goal(plan, last_year, CARRY, by=staff)

        assert (goal.document, goal.centre, goal.state, goal.lineage.get().previous) == (
            plan.document,
            plan.centre,
            GoalState.DRAFT,
            last_year,
        )
        targets = (TargetContent(Kind.COUNT, value=Decimal(12), unit="kurzů", deadline=date(2027, 12, 31)),)
        assert Content.of(goal) == Content("Uspořádat 12 kurzů.", targets)
        assert (undecided(plan), names()) == ([], ["create", "carry"])

    @pytest.mark.parametrize("decision", [CARRY, CHANGE])
    def test_same_decision_taken_twice_is_taken_once(self, plan, last_year, staff, decision):
        first, again = (continue_goal(plan, last_year, decision, reason="Zájem.", by=staff) for _turn in range(2))

        assert first == again
        assert names() == ["create", decision]

    def test_goal_that_ends_leaves_nothing_and_so_it_does_the_second_time(self, plan, last_year, staff):
        results = [continue_goal(plan, last_year, RETIRE, reason="Splněno.", by=staff) for _turn in range(2)]

        assert results == [None, None]
        assert (undecided(plan), names()) == ([], ["retire"])
        assert not Goal.objects.in_plan(plan).exists()

    @pytest.mark.parametrize("decision", [CHANGE, RETIRE])
    def test_decision_that_needs_a_reason_is_refused_without_one(self, plan, last_year, staff, decision):
        with pytest.raises(Refused, match="Napište důvod"):
            continue_goal(plan, last_year, decision, reason=" ", by=staff)
        assert undecided(plan) == [last_year]

    def test_carried_goal_that_is_to_end_after_all_is_dropped(self, plan, last_year, staff):
        goal = continue_goal(plan, last_year, CARRY, by=staff)

        assert continue_goal(plan, last_year, RETIRE, reason="Splněno.", by=staff) is None
        assert continue_goal(plan, last_year, RETIRE, reason="Splněno.", by=staff) is None

        assert Goal.objects.get(pk=goal.pk).state == GoalState.DROPPED
        assert names() == ["create", "carry", "drop", "retire"]

    def test_ended_goal_that_is_to_go_on_after_all_is_the_same_goal_restored(self, plan, last_year, staff):
        goal = continue_goal(plan, last_year, CARRY, by=staff)
        continue_goal(plan, last_year, RETIRE, reason="Splněno.", by=staff)

        again = continue_goal(plan, last_year, CHANGE, reason="Přece ne.", by=staff)

        assert (again, again.state) == (goal, GoalState.DRAFT)
        row = Continuation.objects.get()
        assert (row.decision, row.reason, row.goal) == (CHANGE, "Přece ne.", goal)

    def test_goal_that_ended_at_first_gets_its_goal_when_it_is_to_go_on(self, plan, last_year, staff):
        continue_goal(plan, last_year, RETIRE, reason="Splněno.", by=staff)

        goal = continue_goal(plan, last_year, CARRY, by=staff)

        assert (goal.state, undecided(plan)) == (GoalState.DRAFT, [])

    def test_carried_goal_that_was_dropped_is_undecided_again_and_can_be_carried_again(self, plan, last_year, staff):
        goal = continue_goal(plan, last_year, CARRY, by=staff)
        perform(goal, "drop", by=staff)
        assert undecided(plan) == [last_year]

        again = continue_goal(plan, last_year, CARRY, by=staff)

        assert (again, again.state, undecided(plan)) == (goal, GoalState.DRAFT, [])

    def test_ended_goal_whose_new_goal_was_taken_back_is_undecided_again(self, plan, last_year, staff):
        continue_goal(plan, last_year, CARRY, by=staff)
        continue_goal(plan, last_year, RETIRE, reason="Splněno.", by=staff)

        perform(Goal.objects.in_plan(plan).get(), "restore", by=staff)

        assert (decisions(plan), undecided(plan)) == ({}, [last_year])

    @pytest.mark.parametrize("decision", [CHANGE, RETIRE])
    @pytest.mark.parametrize("way", [("submit",), ("submit", "approve")])
    def test_decision_is_not_changed_once_the_new_goal_was_submitted(self, plan, last_year, staff, way, decision):
        goal = continue_goal(plan, last_year, CARRY, by=staff)
        people = {"submit": make_user(Role.HEAD, centre=plan.centre), "approve": department_head()}
        for name in way:
            goal = perform(goal, name, by=people[name])

        with pytest.raises(Refused, match="už centrum odeslalo"):
            continue_goal(plan, last_year, decision, reason="Jinak.", by=staff)
        assert continue_goal(plan, last_year, CARRY, by=staff) == goal
        assert Continuation.objects.get().decision == CARRY

    def test_what_was_changed_in_the_new_goal_stays_when_the_decision_is_taken_again(self, plan, last_year, staff):
        goal = continue_goal(plan, last_year, CARRY, by=staff)
        write(goal, Content("Uspořádat 15 kurzů."), by=staff)

        again = continue_goal(plan, last_year, CHANGE, reason="Větší zájem.", by=staff)

        assert again.text == "Uspořádat 15 kurzů."

    def test_wording_that_holds_is_carried_whichever_one_the_person_saw(self, plan, last_year, staff):
        amended = approve(make_amendment(last_year, text="Uspořádat 9 kurzů."))
        assert list(previous_goals(plan)) == [amended]

        goal = continue_goal(plan, last_year, CARRY, by=staff)

        assert (goal.text, goal.reason, goal.lineage.get().previous) == ("Uspořádat 9 kurzů.", "", last_year)
        assert continue_goal(plan, amended, CARRY, by=staff) == goal

    def test_goal_of_another_centre_or_another_year_or_not_approved_is_refused(self, plan, last_year, staff):
        strangers = [
            approve(make_goal(last_year.document)),
            approve(make_goal(make_document(2025), centre=plan.centre)),
            approve(make_goal(plan.document, centre=plan.centre)),
            make_goal(last_year.document, centre=plan.centre),
        ]

        for previous in strangers:
            with pytest.raises(Refused, match="není mezi loňskými"):
                continue_goal(plan, previous, CARRY, by=staff)
        assert not Continuation.objects.exists()

    def test_stranger_decides_nothing(self, plan, last_year):
        for user in (make_user(Role.STAFF, centre=make_centre()), department_head()):
            with pytest.raises(MissingRight):
                continue_goal(plan, last_year, CARRY, by=user)


@pytest.mark.parametrize(
    ("deadline", "later"),
    [
        (date(2026, 12, 31), date(2027, 12, 31)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
        (date(2027, 1, 31), date(2028, 1, 31)),  # due in the January after its year
        (None, None),
    ],
)
def test_deadline_moves_by_a_year(deadline, later):
    content = Content("Vydat leták.", (TargetContent(Kind.MILESTONE, deadline=deadline),), reason="Zdržení.")

    assert next_year(content) == Content("Vydat leták.", (TargetContent(Kind.MILESTONE, deadline=later),))


class TestChangeWithoutAChange:
    def test_is_carrying_on_once_the_year_is_sent(self):
        head, above, centre = make_user(Role.HEAD, centre=(own := make_centre())), department_head(), own
        last = approve(make_goal(make_document(2026), centre=centre), by=above)
        plan = Plan.objects.create(document=make_document(2027), centre=centre)
        goal = continue_goal(plan, last, CHANGE, reason="Větší zájem.", by=head)

        submit_plan(plan, [goal], by=head)

        row = Continuation.objects.get()
        assert (row.decision, row.reason, row.goal) == (CARRY, "", goal)
        assert Event.objects.filter(name="carry", subject_id=last.pk).count() == 1

    def test_stays_a_change_where_something_has_changed(self):
        head, above, centre = make_user(Role.HEAD, centre=(own := make_centre())), department_head(), own
        last = approve(make_goal(make_document(2026), centre=centre), by=above)
        plan = Plan.objects.create(document=make_document(2027), centre=centre)
        goal = continue_goal(plan, last, CHANGE, reason="Větší zájem.", by=head)
        goal = write(goal, replace(Content.of(goal), text="Uspořádat 9 setkání."), by=head)

        submit_plan(plan, [goal], by=head)

        assert Continuation.objects.get().decision == CHANGE
