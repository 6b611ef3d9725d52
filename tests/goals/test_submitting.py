"""A centre sends its year and takes it back: what is missing, what was seen, what was asked before."""

import pytest

from centres.access import MissingRight
from centres.models import Event, Role
from goals.approval import missing, recall, recall_plan, shortened, submit, submit_plan, submitted, to_submit
from goals.models import Goal, Notice, Plan
from goals.states import Decision, GoalState
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, write
from goals.years import continue_goal
from tests.factories import approve, department_head, make_amendment, make_centre, make_document, make_goal, make_user

pytestmark = pytest.mark.django_db

DRAFT, SUBMITTED, RETURNED = GoalState.DRAFT, GoalState.SUBMITTED, GoalState.RETURNED


@pytest.fixture
def plan():
    """A year of one centre with two drafts."""
    plan = Plan.objects.create(document=make_document(2027), centre=make_centre())
    for _turn in range(2):
        add(plan)
    return plan


def add(plan, **facts):
    return make_goal(plan.document, centre=plan.centre, **{"number": None} | facts)


@pytest.fixture
def head(plan):
    return make_user(Role.HEAD, centre=plan.centre)


def states(plan):
    return [goal.state for goal in Goal.objects.in_plan(plan).in_document_order()]


def sentences(plan):
    return [str(sentence) for sentence, _goal in missing(plan)]


def send_back(goal):
    return perform(goal, "return", by=department_head(), comment="Doplňte.")


class TestMissing:
    def test_nothing_is_missing_of_a_year_that_can_be_sent(self, plan):
        assert sentences(plan) == []

    def test_year_without_a_goal_has_nothing_to_send(self):
        empty = Plan.objects.create(document=make_document(), centre=make_centre())

        assert sentences(empty) == ["Není co odeslat: žádný cíl není rozepsaný."]

    def test_goal_without_a_target_is_named(self, plan):
        goal = add(plan, position=3)
        goal.targets.all().delete()

        assert list(missing(plan)) == [(f"Návrh „{goal.text}“ nemá žádnou cílovou hodnotu.", goal)]

    def test_last_years_goal_that_is_undecided_is_named(self, plan):
        before = approve(make_goal(make_document(2026), centre=plan.centre, text="Uspořádat kurz. " * 10))

        assert list(missing(plan)) == [(f"Rozhodněte o loňském cíli „{shortened(before.text)}“.", before)]

    def test_returned_goal_that_was_not_touched_is_named_until_it_is_written(self, plan, head):
        goal = submit(list(to_submit(plan)), by=head)[0]
        send_back(goal)
        recall(list(submitted(plan)), by=head)
        assert sentences(plan) == [f"Návrh „{goal.text}“ se vrátil k přepracování a od té doby se nezměnil."]

        current = Goal.objects.get(pk=goal.pk)
        write(current, Content("Nové znění.", Content.of(current).targets), by=head)

        assert sentences(plan) == []

    def test_dropped_goal_is_not_sent_and_not_missed(self, plan, head):
        first, second = to_submit(plan)
        perform(first, "drop", by=head)

        assert list(to_submit(plan)) == [second]


class TestSubmitting:
    def test_all_goals_go_and_those_who_decide_learn_of_it_once(self, plan, head):
        boss = department_head()

        after = submit_plan(plan, list(to_submit(plan)), by=head)

        assert [goal.state for goal in after] == states(plan) == [SUBMITTED, SUBMITTED]
        assert [notice.person for notice in Notice.objects.all()] == [boss]

    def test_sent_twice_it_is_sent_once(self, plan, head):
        department_head()
        seen = list(to_submit(plan))

        first, again = (submit_plan(plan, seen, by=head) for _turn in range(2))

        assert [goal.version for goal in first] == [goal.version for goal in again] == [2, 2]
        assert (Event.objects.filter(name="submit").count(), Notice.objects.count()) == (2, 1)

    def test_sent_by_somebody_else_meanwhile_is_refused(self, plan, head):
        seen = list(to_submit(plan))
        submit_plan(plan, seen, by=head)

        with pytest.raises(EditConflict, match="Cíl se mezitím změnil"):
            submit_plan(plan, seen, by=make_user(Role.HEAD, centre=plan.centre))

    def test_goal_added_meanwhile_stops_the_sending(self, plan, head):
        seen = list(to_submit(plan))
        add(plan)

        with pytest.raises(EditConflict, match="Seznam cílů se mezitím změnil"):
            submit_plan(plan, seen, by=head)
        assert states(plan) == [DRAFT] * 3

    def test_goal_written_meanwhile_stops_the_sending_of_all(self, plan, head):
        seen = list(to_submit(plan))
        write(seen[1], Content("Jiné znění.", Content.of(seen[1]).targets), by=head)

        with pytest.raises(EditConflict, match="Cíl se mezitím změnil"):
            submit_plan(plan, seen, by=head)
        assert states(plan) == [DRAFT, DRAFT]
        assert not Notice.objects.exists()

    def test_what_is_missing_stops_the_sending(self, plan, head):
        to_submit(plan)[0].targets.all().delete()

        with pytest.raises(Refused, match="nemá žádnou cílovou hodnotu"):
            submit_plan(plan, list(to_submit(plan)), by=head)

    def test_year_with_nothing_to_send_is_refused(self, head):
        empty = Plan.objects.create(document=make_document(), centre=make_centre())

        with pytest.raises(Refused, match="Není co odeslat"):
            submit_plan(empty, [], by=make_user(Role.HEAD, centre=empty.centre))

    @pytest.mark.parametrize("role", [Role.STAFF, Role.DEPARTMENT_HEAD, None])
    def test_year_is_sent_and_taken_back_by_the_head_only(self, plan, role):
        user = make_user(role, centre=plan.centre if role == Role.STAFF else None)

        for verb in (submit_plan, recall_plan):
            for seen in (list(to_submit(plan)), []):  # who may not does not learn what is missing either
                with pytest.raises(MissingRight):
                    verb(plan, seen, by=user)

    def test_amendment_does_not_go_with_the_year(self, plan, head):
        goal = approve(add(plan))
        amendment = make_amendment(goal)

        submit_plan(plan, list(to_submit(plan)), by=head)

        assert Goal.objects.get(pk=amendment.pk).state == DRAFT

    def test_year_goes_when_last_years_goals_are_decided(self, plan, head):
        before = approve(make_goal(make_document(2026), centre=plan.centre))
        with pytest.raises(Refused, match="Rozhodněte o loňském cíli"):
            submit_plan(plan, list(to_submit(plan)), by=head)

        continue_goal(plan, before, Decision.RETIRE, reason="Splněno.", by=head)

        assert len(submit_plan(plan, list(to_submit(plan)), by=head)) == 2


class TestRecalling:
    @pytest.fixture
    def sent(self, plan, head):
        return submit_plan(plan, list(to_submit(plan)), by=head)

    def test_all_goals_come_back_and_those_who_decide_learn_of_it_once(self, plan, head, sent):
        boss = department_head()

        recall_plan(plan, sent, by=head)

        assert states(plan) == [DRAFT, DRAFT]
        assert [notice.person for notice in Notice.objects.all()] == [boss]

    def test_taken_back_twice_it_is_taken_back_once(self, plan, head, sent):
        first, again = (recall_plan(plan, sent, by=head) for _turn in range(2))

        assert [goal.version for goal in first] == [goal.version for goal in again] == [3, 3]
        assert Event.objects.filter(name="recall").count() == 2

    @pytest.mark.parametrize("decide", [send_back, lambda goal: perform(goal, "approve", by=department_head())])
    def test_year_of_which_something_was_decided_stays(self, plan, head, sent, decide):
        decide(sent[0])

        with pytest.raises(Refused, match="vedoucí odboru už rozhodl/a"):
            recall_plan(plan, [sent[1]], by=head)

    def test_list_that_is_not_what_was_seen_stays(self, plan, head, sent):
        with pytest.raises(EditConflict, match="Seznam cílů se mezitím změnil"):
            recall_plan(plan, sent[:1], by=head)

    def test_year_that_was_not_sent_has_nothing_to_take_back(self, plan, head):
        with pytest.raises(Refused, match="nečeká žádný cíl"):
            recall_plan(plan, [], by=head)

    def test_goal_sent_again_after_a_return_can_be_taken_back(self, plan, head, sent):
        approve_other = perform(sent[1], "approve", by=department_head())
        current = send_back(sent[0])
        current = write(current, Content("Nové znění.", Content.of(current).targets), by=head)
        again = submit_plan(plan, [current], by=head)

        recall_plan(plan, again, by=head)

        assert states(plan) == [DRAFT, approve_other.state]


def test_long_wording_is_cut_at_a_word():
    assert shortened("krátké") == "krátké"
    assert shortened("Uspořádat dvanáct kurzů pro cizince", 20) == "Uspořádat dvanáct…"
