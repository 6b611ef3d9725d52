"""Several goals in one decision: all of it or nothing, once."""

import pytest

from centres.access import MissingRight
from centres.models import Event, Role
from goals.approval import APPROVE, RETURN, Verdict, decide
from goals.models import Goal, Notice
from goals.states import GoalState
from goals.workflow import EditConflict, Refused, perform
from goals.writing import Content, create
from tests.factories import approve as approved
from tests.factories import department_head, make_amendment, make_centre, make_document, make_goal, make_user

pytestmark = pytest.mark.django_db

SUBMITTED, RETURNED, APPROVED = GoalState.SUBMITTED, GoalState.RETURNED, GoalState.APPROVED


@pytest.fixture
def waiting():
    """Three submitted goals of one centre."""
    document, centre = make_document(), make_centre()
    head = make_user(Role.HEAD, centre=centre)
    return [perform(make_goal(document, centre=centre), "submit", by=head) for _turn in range(3)]


def approve(goal):
    return Verdict(goal, APPROVE)


def send_back(goal, comment="Doplňte počet škol.", part="targets"):
    return Verdict(goal, RETURN, comment, part)


def states():
    return [goal.state for goal in Goal.objects.order_by("id")]


def decided_events():
    return list(Event.objects.filter(name__in=[APPROVE, RETURN]).values_list("name", "comment", "part"))


def test_goals_are_approved_and_returned_in_one_decision(waiting):
    first, second, third = waiting

    after = decide([approve(first), send_back(second), approve(third)], by=department_head())

    assert [goal.state for goal in after] == states() == [APPROVED, RETURNED, APPROVED]
    assert decided_events() == [
        ("approve", "", ""),
        ("return", "Doplňte počet škol.", "targets"),
        ("approve", "", ""),
    ]


def test_one_goal_that_has_changed_stops_the_whole_decision(waiting):
    Goal.objects.filter(pk=waiting[2].pk).update(version=9)

    with pytest.raises(EditConflict, match="Cíl se mezitím změnil"):
        decide([approve(goal) for goal in waiting], by=department_head())
    assert states() == [SUBMITTED] * 3
    assert (decided_events(), Notice.objects.count()) == ([], 0)


def test_one_return_without_a_reason_stops_the_whole_decision(waiting):
    with pytest.raises(Refused, match="Napište důvod"):
        decide([approve(waiting[0]), send_back(waiting[1], comment=" ")], by=department_head())
    assert states() == [SUBMITTED] * 3


def test_both_verdicts_on_one_goal_are_refused(waiting):
    with pytest.raises(EditConflict, match="Cíl se mezitím změnil"):
        decide([approve(waiting[0]), send_back(waiting[0])], by=department_head())
    assert states() == [SUBMITTED] * 3


def test_decision_sent_twice_is_taken_once(waiting):
    boss = department_head()
    verdicts = [approve(waiting[0]), send_back(waiting[1])]

    first, again = (decide(verdicts, by=boss) for _turn in range(2))

    assert [goal.version for goal in first] == [goal.version for goal in again] == [3, 3]
    assert len(decided_events()) == 2
    assert Notice.objects.count() == 2  # one for each verdict, to the head of the centre


@pytest.mark.parametrize("other", [{"comment": "Něco jiného."}, {"part": "text"}])
def test_return_for_another_reason_is_not_a_repeated_one(waiting, other):
    boss = department_head()
    decide([send_back(waiting[0])], by=boss)

    with pytest.raises(EditConflict, match="Cíl se mezitím změnil"):
        decide([send_back(waiting[0], **other)], by=boss)


def test_decision_is_the_department_heads(waiting):
    for user in (make_user(Role.DIRECTOR), make_user(Role.HEAD, centre=waiting[0].centre)):
        with pytest.raises(MissingRight, match="vedoucí odboru"):
            decide([approve(waiting[0])], by=user)


def test_one_goal_of_ones_own_stops_the_whole_decision(waiting):
    centre = waiting[0].centre
    boss = department_head()
    boss.memberships.create(role=Role.HEAD, centre=centre, valid_from="2020-01-01")
    own = perform(create(waiting[0].document, Content("Vlastní cíl."), by=boss, centre=centre), "submit", by=boss)

    with pytest.raises(Refused, match="schválit ho musí někdo jiný"):
        decide([approve(waiting[0]), approve(own)], by=boss)
    assert states() == [SUBMITTED] * 4
    assert decide([send_back(own)], by=boss)[0].state == RETURNED


def test_goals_of_two_years_and_an_amendment_are_decided_together(waiting):
    goal = approved(make_goal(make_document(2027), centre=waiting[0].centre))
    amendment = perform(make_amendment(goal), "submit", by=make_user(Role.HEAD, centre=goal.centre))

    decide([approve(amendment), approve(waiting[0])], by=department_head())

    assert states() == [APPROVED, SUBMITTED, SUBMITTED, GoalState.SUPERSEDED, APPROVED]
    superseded = Event.objects.get(name="supersede")
    assert (superseded.subject_id, superseded.source, superseded.target) == (goal.pk, "approved", "superseded")
