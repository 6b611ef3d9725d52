"""Writing goals: drafts and amendments, their order, idempotency, two people over one text."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from centres.access import MissingRight
from centres.models import Event, Role
from goals.models import Goal, Plan
from goals.remarks import remarks_on
from goals.states import DECIDED, GoalState, Kind, Level, Window
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, TargetContent, amend, create, move, open_amendment, write
from tests.factories import (
    PUBLISHED_AT,
    approve,
    events_about,
    make_amendment,
    make_centre,
    make_document,
    make_goal,
    make_network_goal,
    make_user,
)

pytestmark = pytest.mark.django_db

KEY = UUID(int=1)
COURSES = TargetContent(Kind.COUNT, value=Decimal(12), unit="kurzů")
MEETINGS = TargetContent(Kind.FREQUENCY, value=Decimal(2), unit="setkání", window=Window.MONTH)
CONTENT = Content("Uspořádat 12 kurzů.", (COURSES, MEETINGS), responsible="vedoucí", evidence="prezenční listiny")


def head_of(centre):
    return make_user(Role.HEAD, centre=centre)


def events(goal):
    return [(event.name, event.version, event.content) for event in events_about(goal)]


def content_of(goal):
    return Content.of(Goal.objects.get(pk=goal.pk))


def in_state(goal, state):
    Goal.objects.filter(pk=goal.pk).update(
        state=state,
        approved_at=PUBLISHED_AT if state in DECIDED else None,
        submitted_at=PUBLISHED_AT if state == GoalState.SUBMITTED else None,
    )
    return Goal.objects.get(pk=goal.pk)


class TestCreate:
    def test_goal_is_a_draft_with_all_that_was_written(self):
        document, centre = make_document(), make_centre()

        goal = create(document, CONTENT, by=make_user(Role.STAFF, centre=centre), centre=centre)

        assert (goal.state, goal.number, goal.position, goal.version) == (GoalState.DRAFT, None, 1, 1)
        assert content_of(goal) == CONTENT
        assert events(goal) == [("create", 1, CONTENT.text)]

    def test_goal_comes_after_those_that_the_centre_has(self):
        document, centre = make_document(), make_centre()
        make_goal(document, centre=centre, position=7)
        make_goal(document, position=99)

        assert create(document, CONTENT, by=head_of(centre), centre=centre).position == 8

    def test_goal_makes_the_plan_of_its_centre_and_moves_its_version(self):
        document, centre = make_document(), make_centre()

        create(document, CONTENT, by=head_of(centre), centre=centre)
        create(document, CONTENT, by=head_of(centre), centre=centre)

        assert [(plan.centre, plan.version) for plan in Plan.objects.all()] == [(centre, 3)]

    def test_same_form_sent_twice_makes_one_goal(self):
        document, centre = make_document(), make_centre()
        head = head_of(centre)

        first = create(document, CONTENT, by=head, centre=centre, key=KEY)
        again = create(document, replace(CONTENT, text="Jinak."), by=head, centre=centre, key=KEY)

        assert again == first
        assert (Goal.objects.count(), Event.objects.count(), Plan.objects.get().version) == (1, 1, 2)

    def test_form_of_somebody_else_or_of_another_place_is_refused(self):
        document, centre = make_document(), make_centre()
        head, colleague, other = head_of(centre), head_of(centre), make_centre(parent=centre)
        create(document, CONTENT, by=head, centre=centre, key=KEY)

        for by, place in ((colleague, centre), (head, other)):
            with pytest.raises(EditConflict, match="Tento formulář už někdo odeslal"):
                create(document, CONTENT, by=by, centre=place, key=KEY)
        assert Goal.objects.count() == 1

    def test_stranger_leaves_nothing_behind(self):
        document, centre = make_document(), make_centre()

        with pytest.raises(MissingRight):
            create(document, CONTENT, by=head_of(make_centre()), centre=centre)
        assert (Goal.objects.count(), Plan.objects.count(), Event.objects.count()) == (0, 0, 0)

    def test_goal_of_the_network_is_written_by_the_department_head(self):
        document = make_network_goal(level=Level.STRATEGIC).document

        with pytest.raises(MissingRight, match="vedoucí odboru"):
            create(document, CONTENT, by=make_user(Role.DIRECTOR), level=Level.LONG_TERM)
        goal = create(document, CONTENT, by=make_user(Role.DEPARTMENT_HEAD), level=Level.LONG_TERM)

        assert (goal.centre, goal.level, goal.position) == (None, Level.LONG_TERM, 2)


class TestServes:
    """A goal can serve only a long-term goal that was approved, whatever the form offered."""

    def serve(self, served):
        centre = make_centre()
        return create(make_document(), replace(CONTENT, serves_id=served.pk), by=head_of(centre), centre=centre)

    @pytest.mark.parametrize("state", sorted(DECIDED))
    def test_approved_long_term_goal_is_served_also_after_it_was_amended(self, state):
        served = in_state(make_network_goal(level=Level.LONG_TERM), state)

        assert self.serve(served).serves == served

    @pytest.mark.parametrize("state", sorted(set(GoalState) - DECIDED))
    def test_undecided_long_term_goal_is_refused(self, state):
        with pytest.raises(Refused, match="jen schválenému dlouhodobému cíli"):
            self.serve(in_state(make_network_goal(level=Level.LONG_TERM), state))

    def test_goal_of_another_level_is_refused(self):
        strategic = in_state(make_network_goal(level=Level.STRATEGIC), GoalState.APPROVED)

        for other in (strategic, approve(make_goal(make_document(2030)))):
            with pytest.raises(Refused), transaction.atomic():
                self.serve(other)

    def test_amendment_is_refused_since_the_goal_itself_is_what_is_served(self):
        root = in_state(make_network_goal(level=Level.LONG_TERM), GoalState.SUPERSEDED)
        amendment = make_network_goal(level=Level.LONG_TERM, amends=root, reason="Důvod.")

        with pytest.raises(Refused):
            self.serve(in_state(amendment, GoalState.APPROVED))

    def test_goal_that_is_not_there_is_refused_in_an_edit_and_in_an_amendment_too(self):
        goal = make_goal()
        by = head_of(goal.centre)
        with pytest.raises(Refused):
            write(goal, replace(CONTENT, serves_id=0), by=by)

        with pytest.raises(Refused):
            amend(approve(goal), replace(CONTENT, serves_id=0), by=by)


class TestWrite:
    def test_everything_is_written_over_and_the_version_moves(self):
        goal = make_goal()

        after = write(goal, CONTENT, by=make_user(Role.STAFF, centre=goal.centre))

        assert content_of(goal) == CONTENT
        assert after.version == goal.version + 1
        assert events(goal) == [("write", 2, CONTENT.text)]

    def test_older_version_is_refused_with_the_goal_as_it_is(self):
        goal = make_goal()
        write(goal, CONTENT, by=head_of(goal.centre))

        with pytest.raises(EditConflict, match="Cíl se mezitím změnil") as refusal:
            write(goal, replace(CONTENT, text="Moje znění."), by=head_of(goal.centre))

        assert refusal.value.current.text == CONTENT.text
        assert len(events(goal)) == 1

    def test_same_text_sent_twice_is_saved_once(self):
        goal = make_goal()
        head = head_of(goal.centre)

        first = write(goal, CONTENT, by=head)
        again = write(goal, CONTENT, by=head)
        unchanged = write(again, CONTENT, by=head)

        assert first.version == again.version == unchanged.version == 2
        assert len(events(goal)) == 1

    def test_number_written_otherwise_is_the_same_content(self):
        goal = make_goal()
        head = head_of(goal.centre)
        first = write(goal, CONTENT, by=head)

        again = write(first, replace(CONTENT, targets=(replace(COURSES, value=Decimal("12.00")), MEETINGS)), by=head)

        assert again.version == first.version

    @pytest.mark.parametrize("state", sorted(set(GoalState) - {GoalState.DRAFT, GoalState.RETURNED}))
    def test_goal_that_is_not_with_the_centre_is_refused_even_unchanged(self, state):
        goal = in_state(make_goal(), state)
        head = head_of(goal.centre)

        for content in (CONTENT, content_of(goal)):
            with pytest.raises(Refused, match="upravit ho teď nejde"):
                write(goal, content, by=head)

    def test_same_text_over_a_goal_that_was_submitted_meanwhile_is_refused(self):
        goal = make_goal()
        head = head_of(goal.centre)
        perform(goal, "submit", by=head)

        with pytest.raises(EditConflict, match="Cíl se mezitím změnil"):
            write(goal, content_of(goal), by=head)

    def test_amendment_is_written_by_the_head_and_not_by_the_staff(self):
        amendment = make_amendment(approve(make_goal()))

        with pytest.raises(MissingRight):
            write(amendment, CONTENT, by=make_user(Role.STAFF, centre=amendment.centre))
        assert write(amendment, CONTENT, by=head_of(amendment.centre)).text == CONTENT.text

    @pytest.mark.engine
    def test_targets_of_an_approved_goal_cannot_be_written_past_the_verbs(self):
        goal = approve(make_goal())

        for tamper in (goal.targets.all().delete, lambda: goal.targets.update(value=9)):
            with pytest.raises(DatabaseError, match="decided"), transaction.atomic():
                tamper()


class TestAmend:
    def test_amendment_is_a_draft_beside_the_goal_that_holds(self):
        goal = approve(make_goal(number=4, position=3))

        row = amend(goal, replace(CONTENT, reason="Méně zájemců."), by=head_of(goal.centre))

        goal.refresh_from_db()
        assert (row.state, row.amends, row.number, row.position) == (GoalState.DRAFT, goal, 4, 3)
        assert (row.document, row.centre, row.level) == (goal.document, goal.centre, goal.level)
        assert (goal.state, goal.version) == (GoalState.APPROVED, 3)
        event = events_about(row).get()
        assert (event.name, event.comment, event.content) == ("amend", "Méně zájemců.", CONTENT.text)

    def test_approved_amendment_takes_the_place_of_what_held(self):
        goal = approve(make_goal())
        before = content_of(goal)

        amended = approve(make_amendment(goal, text="Nové znění."))

        goal.refresh_from_db()
        assert (goal.state, amended.state) == (GoalState.SUPERSEDED, GoalState.APPROVED)
        assert content_of(goal) == before
        assert list(Goal.objects.approved()) == [amended]
        assert [name for name, _version, _text in events(goal)] == ["submit", "approve", "supersede"]

    def test_amendment_of_an_amendment_still_names_the_first_wording(self):
        goal = approve(make_goal())
        second = approve(make_amendment(goal, text="Druhé znění."))

        third = approve(make_amendment(second, text="Třetí znění."))

        assert third.amends == goal
        assert list(Goal.objects.approved()) == [third]

    @pytest.mark.parametrize("state", sorted(set(GoalState) - DECIDED))
    def test_goal_that_is_not_approved_is_refused(self, state):
        goal = in_state(make_goal(), state)

        with pytest.raises(Refused, match="jen u schváleného cíle"):
            amend(goal, CONTENT, by=head_of(goal.centre))

    def test_wording_that_was_replaced_meanwhile_is_refused(self):
        goal = approve(make_goal())
        approve(make_amendment(goal, text="Nové znění."))

        for seen in (goal, Goal.objects.get(pk=goal.pk)):
            with pytest.raises(EditConflict, match="Cíl se mezitím změnil"):
                amend(seen, CONTENT, by=head_of(goal.centre))

    def test_second_open_amendment_is_refused(self):
        goal = approve(make_goal())
        make_amendment(goal)

        with pytest.raises(Refused, match="už je rozepsaná"):
            make_amendment(goal)

    def test_dropped_amendment_makes_room_and_is_not_restored_over_another(self):
        goal = approve(make_goal())
        head = head_of(goal.centre)
        dropped = perform(make_amendment(goal), "drop", by=head)
        other = make_amendment(goal)

        with pytest.raises(Refused, match="už je rozepsaná"):
            perform(dropped, "restore", by=head)
        perform(other, "drop", by=head)
        assert perform(dropped, "restore", by=head) == open_amendment(goal)

    def test_amendment_without_a_reason_is_not_submitted(self):
        amendment = make_amendment(approve(make_goal()), reason=" ")

        with pytest.raises(Refused, match="Napište důvod změny"):
            perform(amendment, "submit", by=head_of(amendment.centre))

    def test_same_form_sent_twice_makes_one_amendment(self):
        goal = approve(make_goal())
        head = head_of(goal.centre)

        first, again = (amend(goal, CONTENT, by=head, key=KEY) for _turn in range(2))

        assert first == again
        assert Goal.objects.amendments().count() == 1

    def test_amendment_by_staff_is_refused(self):
        goal = approve(make_goal())

        with pytest.raises(MissingRight):
            amend(goal, CONTENT, by=make_user(Role.STAFF, centre=goal.centre))


class TestMove:
    def plan_of(self, count):
        document, centre = make_document(), make_centre()
        goals = [make_goal(document, centre=centre, number=None, position=at) for at in range(1, count + 1)]
        return Plan.objects.create(document=document, centre=centre), goals

    def order(self, plan):
        return list(Goal.objects.in_plan(plan).current().in_document_order())

    def test_goal_moves_up_and_down(self):
        plan, (first, second, third) = self.plan_of(3)
        staff = make_user(Role.STAFF, centre=plan.centre)

        move(plan, third, -1, by=staff)
        assert self.order(plan) == [first, third, second]
        plan.refresh_from_db()
        move(plan, first, 1, by=staff)
        assert self.order(plan) == [third, first, second]

    def test_goal_at_the_edge_stays_and_the_version_too(self):
        plan, (first, second) = self.plan_of(2)

        move(plan, first, -1, by=head_of(plan.centre))
        move(plan, second, 1, by=head_of(plan.centre))

        assert self.order(plan) == [first, second]
        assert Plan.objects.get().version == plan.version

    def test_order_that_was_changed_meanwhile_is_refused(self):
        plan, (first, second) = self.plan_of(2)
        move(plan, second, -1, by=head_of(plan.centre))

        with pytest.raises(EditConflict, match="Pořadí mezitím změnil"):
            move(plan, second, 1, by=head_of(plan.centre))
        assert self.order(plan) == [second, first]

    def test_order_of_another_centre_is_refused(self):
        plan, (first, _second) = self.plan_of(2)

        with pytest.raises(MissingRight):
            move(plan, first, 1, by=head_of(make_centre()))

    def test_amendment_approved_after_a_move_stands_where_its_goal_was_moved(self):
        plan, (first, second) = self.plan_of(2)
        goal = approve(second)
        amendment = make_amendment(goal, text="Nové znění.")

        move(plan, goal, -1, by=head_of(plan.centre))
        amended = approve(Goal.objects.get(pk=amendment.pk))

        assert self.order(plan) == [amended, first]

    def test_goals_that_share_a_position_stand_alike_on_every_engine(self):
        plan, (first, second, third) = self.plan_of(3)
        Goal.objects.update(position=1)
        Goal.objects.filter(pk=third.pk).update(number=5)

        assert self.order(plan) == [third, first, second]


def test_deadline_is_written_and_read_back():
    goal = make_goal()
    target = TargetContent(Kind.MILESTONE, unit="leták", deadline=date(2028, 2, 29))

    write(goal, Content("Vydat leták.", (target,)), by=head_of(goal.centre))

    assert content_of(goal).targets == (target,)


def test_letters_that_no_print_has_are_named_while_they_can_be_changed():
    goal = make_goal(text="Uspořádat 12 besed pro ไทย a 中文 komunitu.")

    remarks = {remark.code: remark.message for remark in remarks_on(goal, (), year=2026)}

    assert remarks["unprintable"].startswith("Tyto znaky v PDF nebudou, naše písma je nemají: ไ ท ย.")
    goal.text = "Besedy pro 中文 komunitu."
    assert "unprintable" not in {one.code for one in remarks_on(goal, (), year=2026)}
