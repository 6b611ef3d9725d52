"""The one door: the whole table of states, roles and transitions, written by hand."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from centres.models import Role
from goals.models import Event, Goal
from goals.states import GoalState
from goals.workflow import BY_NAME, Refused, perform
from tests.factories import PUBLISHED_AT, make_centre, make_goal, make_user

pytestmark = pytest.mark.django_db

DRAFT, SUBMITTED, RETURNED, APPROVED = GoalState.DRAFT, GoalState.SUBMITTED, GoalState.RETURNED, GoalState.APPROVED
HEAD, DEPARTMENT_HEAD = Role.HEAD, Role.DEPARTMENT_HEAD

# (transition, from) -> (to, role); every other combination is refused.
ALLOWED = {
    ("submit", DRAFT): (SUBMITTED, HEAD),
    ("submit", RETURNED): (SUBMITTED, HEAD),
    ("return", SUBMITTED): (RETURNED, DEPARTMENT_HEAD),
    ("approve", SUBMITTED): (APPROVED, DEPARTMENT_HEAD),
}


def goal_in(state):
    goal = make_goal()
    approved_at = PUBLISHED_AT if state == APPROVED else None
    Goal.objects.filter(pk=goal.pk).update(state=state, approved_at=approved_at)
    goal.refresh_from_db()
    return goal


def person(role, goal):
    return make_user(role, centre=goal.centre if role in {Role.STAFF, Role.HEAD} else None)


def test_table_knows_every_transition():
    assert {name for name, _state in ALLOWED} == set(BY_NAME)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", list(GoalState))
@pytest.mark.parametrize("name", list(BY_NAME))
def test_transition_by_role_and_state(name, state, role):
    goal = goal_in(state)
    target, allowed_role = ALLOWED.get((name, state), (None, None))

    if role == allowed_role:
        assert perform(goal, name, by=person(role, goal), comment="Důvod.").state == target
        return
    with pytest.raises(Refused):
        perform(goal, name, by=person(role, goal), comment="Důvod.")
    assert Goal.objects.get(pk=goal.pk).state == state
    assert Event.objects.count() == 0


def test_transition_by_stranger_or_disabled_or_expired_is_refused():
    goal = goal_in(DRAFT)
    for user in (
        make_user(),
        make_user(Role.HEAD, centre=make_centre()),
        make_user(Role.HEAD, centre=goal.centre, is_active=False),
        make_user(Role.HEAD, centre=goal.centre, valid_until=date(2020, 12, 31)),
    ):
        with pytest.raises(Refused):
            perform(goal, "submit", by=user)


def test_head_of_main_centre_submits_for_its_branch_but_not_the_other_way_round():
    main = make_centre()
    branch = make_centre(parent=main)
    in_branch, in_main = make_goal(centre=branch), make_goal(Goal.objects.get().document, centre=main)

    assert perform(in_branch, "submit", by=make_user(Role.HEAD, centre=main)).state == SUBMITTED
    with pytest.raises(Refused):
        perform(in_main, "submit", by=make_user(Role.HEAD, centre=branch))


def test_return_without_a_reason_is_refused():
    goal = goal_in(SUBMITTED)

    with pytest.raises(Refused, match="Napište důvod"):
        perform(goal, "return", by=make_user(DEPARTMENT_HEAD), comment="  ")


def test_decision_about_an_older_version_is_refused():
    seen = goal_in(SUBMITTED)
    Goal.objects.filter(pk=seen.pk).update(text="Jiné znění.", version=seen.version + 1)

    with pytest.raises(Refused, match="mezitím změnil"):
        perform(seen, "approve", by=make_user(DEPARTMENT_HEAD))


def test_transition_writes_its_event():
    goal = goal_in(SUBMITTED)
    head = make_user(DEPARTMENT_HEAD)

    perform(goal, "return", by=head, comment=" Doplňte počet škol. ", now=PUBLISHED_AT)

    event = Event.objects.get()
    assert (event.goal, event.name, event.source, event.target) == (goal, "return", SUBMITTED, RETURNED)
    assert (event.by, event.role, event.comment, event.at) == (
        head,
        DEPARTMENT_HEAD,
        "Doplňte počet škol.",
        PUBLISHED_AT,
    )


def test_approval_and_its_time_are_tied_together():
    goal = goal_in(SUBMITTED)

    for broken in ({"state": APPROVED}, {"approved_at": PUBLISHED_AT}, {"state": "published"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.filter(pk=goal.pk).update(**broken)
