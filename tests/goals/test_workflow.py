"""The one door: the whole table of states, roles and transitions, written by hand."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from centres import access
from centres.access import MissingRight
from centres.models import Event, Membership, Role
from goals.models import Goal
from goals.states import DECIDED, GoalState, Level
from goals.transitions import BY_NAME
from goals.workflow import EditConflict, Refused, available, perform
from goals.writing import Content, create
from tests.factories import PUBLISHED_AT, make_centre, make_document, make_goal, make_network_goal, make_user

pytestmark = pytest.mark.django_db

DRAFT, SUBMITTED, RETURNED, APPROVED = GoalState.DRAFT, GoalState.SUBMITTED, GoalState.RETURNED, GoalState.APPROVED
DROPPED, SUPERSEDED = GoalState.DROPPED, GoalState.SUPERSEDED
STAFF, HEAD, DEPUTY = Role.STAFF, Role.HEAD, Role.DEPUTY
DEPARTMENT_HEAD, DIRECTOR = Role.DEPARTMENT_HEAD, Role.DIRECTOR
CENTRE_ROLES = {STAFF, HEAD, DEPUTY}
WRITERS, HEADS = {STAFF, HEAD, DEPUTY}, {HEAD, DEPUTY}

# (transition, from) -> (to, roles) for a centre's goal; every other combination is refused.
ALLOWED = {
    ("submit", DRAFT): (SUBMITTED, HEADS),
    ("submit", RETURNED): (SUBMITTED, HEADS),
    ("recall", SUBMITTED): (DRAFT, HEADS),
    ("return", SUBMITTED): (RETURNED, {DEPARTMENT_HEAD}),
    ("approve", SUBMITTED): (APPROVED, {DEPARTMENT_HEAD}),
    ("drop", DRAFT): (DROPPED, WRITERS),
    ("drop", RETURNED): (DROPPED, WRITERS),
    ("restore", DROPPED): (DRAFT, WRITERS),
}
# The same for goals of the network: who may make the transition at all.
NETWORK = {
    Level.LONG_TERM: {
        "submit": {DEPARTMENT_HEAD},
        "recall": {DEPARTMENT_HEAD},
        "return": {DEPARTMENT_HEAD, DIRECTOR},
        "approve": {DEPARTMENT_HEAD, DIRECTOR},
        "drop": {DEPARTMENT_HEAD},
        "restore": {DEPARTMENT_HEAD},
    },
    Level.STRATEGIC: {
        "submit": {DEPARTMENT_HEAD},
        "recall": {DEPARTMENT_HEAD},
        "return": {DIRECTOR},
        "approve": {DIRECTOR},
        "drop": {DEPARTMENT_HEAD},
        "restore": {DEPARTMENT_HEAD},
    },
}
SOURCE = {"restore": DROPPED, "submit": DRAFT, "drop": DRAFT}


def goal_in(state, make=make_goal, **facts):
    goal = make(**facts)
    Goal.objects.filter(pk=goal.pk).update(
        state=state,
        approved_at=PUBLISHED_AT if state in DECIDED else None,
        submitted_at=PUBLISHED_AT if state == SUBMITTED else None,
    )
    goal.refresh_from_db()
    return goal


def person(role, goal):
    until = date(2100, 1, 1) if role == DEPUTY else None
    centre = (goal.centre or make_centre()) if role in CENTRE_ROLES else None
    return make_user(role, centre=centre, valid_until=until)


def test_table_knows_every_transition():
    assert {name for name, _state in ALLOWED} == set(BY_NAME)
    assert {frozenset(table) for table in NETWORK.values()} == {frozenset(BY_NAME)}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", list(GoalState))
@pytest.mark.parametrize("name", list(BY_NAME))
def test_transition_by_role_and_state(name, state, role):
    goal = goal_in(state)
    by = person(role, goal)
    target, roles = ALLOWED.get((name, state), (None, set()))

    if role in roles:
        assert perform(goal, name, by=by, comment="Důvod.").state == target
        return
    with pytest.raises((Refused, MissingRight)):
        perform(goal, name, by=by, comment="Důvod.")
    assert Goal.objects.get(pk=goal.pk).state == state
    assert Event.objects.count() == 0


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("level", list(NETWORK))
@pytest.mark.parametrize("name", list(BY_NAME))
def test_transition_of_a_goal_of_the_network_by_role(name, level, role):
    goal = goal_in(SOURCE.get(name, SUBMITTED), make_network_goal, level=level)
    by = person(role, goal)

    if role in NETWORK[level][name]:
        assert perform(goal, name, by=by, comment="Důvod.").state == BY_NAME[name].target
        return
    with pytest.raises(MissingRight):
        perform(goal, name, by=by, comment="Důvod.")
    assert Event.objects.count() == 0


# An amendment of a centre's goal is its heads' from the first word on; the staff only reads it.
AMENDMENT = {
    key: (target, HEADS if key[0] in {"drop", "restore"} else roles) for key, (target, roles) in ALLOWED.items()
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("name", list(BY_NAME))
def test_transition_of_an_amendment_by_role(name, role):
    goal = goal_in(APPROVED)
    source = SOURCE.get(name, SUBMITTED)
    amendment = goal_in(source, document=goal.document, centre=goal.centre, amends=goal, reason="Důvod.")
    by = person(role, goal)
    target, roles = AMENDMENT[name, source]

    offered = name in {transition.name for transition in available(amendment, rights_of(by))}

    assert offered is (role in roles)
    if offered:
        assert perform(amendment, name, by=by, comment="Důvod.").state == target
        return
    with pytest.raises(MissingRight):
        perform(amendment, name, by=by, comment="Důvod.")
    assert Event.objects.count() == 0


def test_wording_is_replaced_only_by_the_approval_of_its_amendment():
    goal = goal_in(APPROVED)
    boss = make_user(DEPARTMENT_HEAD)

    assert available(goal, rights_of(boss)) == []
    with pytest.raises(KeyError):
        perform(goal, "supersede", by=boss)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", list(GoalState))
def test_buttons_are_what_the_table_allows(state, role):
    goal = goal_in(state)
    by = person(role, goal)

    offered = {transition.name for transition in available(goal, rights_of(by))}

    assert offered == {name for (name, source), (_to, roles) in ALLOWED.items() if source == state and role in roles}


def rights_of(user):
    return access.rights_of(user, on=PUBLISHED_AT.date())


def test_transition_by_stranger_or_disabled_or_expired_is_refused():
    goal = goal_in(DRAFT)
    for user in (
        make_user(),
        make_user(HEAD, centre=make_centre()),
        make_user(HEAD, centre=goal.centre, is_active=False),
        make_user(HEAD, centre=goal.centre, valid_until=date(2020, 12, 31)),
        make_user(DEPUTY, centre=goal.centre, valid_until=date(2020, 12, 31)),
    ):
        with pytest.raises(MissingRight, match="vedoucí centra, zástupce vedoucího centra"):
            perform(goal, "submit", by=user)


def test_head_of_main_centre_submits_for_its_branch_but_not_the_other_way_round():
    main = make_centre()
    branch = make_centre(parent=main)
    in_branch = make_goal(centre=branch)
    in_main = make_goal(in_branch.document, centre=main)

    assert perform(in_branch, "submit", by=make_user(HEAD, centre=main)).state == SUBMITTED
    with pytest.raises(MissingRight):
        perform(in_main, "submit", by=make_user(HEAD, centre=branch))


def test_return_without_a_reason_is_refused():
    goal = goal_in(SUBMITTED)

    with pytest.raises(Refused, match="Napište důvod"):
        perform(goal, "return", by=make_user(DEPARTMENT_HEAD), comment="  ")


def test_decision_about_an_older_version_is_refused():
    seen = goal_in(SUBMITTED)
    Goal.objects.filter(pk=seen.pk).update(text="Jiné znění.", version=seen.version + 1)

    with pytest.raises(EditConflict, match="Cíl se mezitím změnil") as refusal:
        perform(seen, "approve", by=make_user(DEPARTMENT_HEAD))

    assert refusal.value.current.text == "Jiné znění."


def test_nobody_approves_what_they_wrote():
    centre = make_centre()
    author = make_user(HEAD, centre=centre)
    give(author, DEPARTMENT_HEAD)
    goal = written(make_document(), centre, by=author)
    goal = perform(goal, "submit", by=author)

    with pytest.raises(Refused, match="schválit ho musí někdo jiný"):
        perform(goal, "approve", by=author)
    assert "approve" not in {transition.name for transition in available(goal, rights_of(author))}
    assert perform(goal, "approve", by=make_user(DEPARTMENT_HEAD)).state == APPROVED


def test_policy_lets_people_approve_what_they_wrote(settings):
    settings.APPROVE_OWN_GOALS = True
    centre = make_centre()
    author = make_user(HEAD, centre=centre)
    give(author, DEPARTMENT_HEAD)
    goal = perform(written(make_document(), centre, by=author), "submit", by=author)

    assert perform(goal, "approve", by=author).state == APPROVED


def give(user, role):
    Membership.objects.create(user=user, role=role, valid_from=date(2020, 1, 1))


def written(document, centre, *, by):
    return create(document, Content("Uspořádat 12 kurzů."), by=by, centre=centre)


def test_button_pressed_twice_leads_to_the_first_result():
    goal = goal_in(DRAFT)
    head = make_user(HEAD, centre=goal.centre)

    first = perform(goal, "submit", by=head)
    second = perform(goal, "submit", by=head)

    assert (first.version, first.state) == (second.version, second.state)
    assert Event.objects.count() == 1


def test_same_button_pressed_by_somebody_else_is_refused():
    goal = goal_in(DRAFT)
    perform(goal, "submit", by=make_user(HEAD, centre=goal.centre))

    with pytest.raises(EditConflict, match="Cíl se mezitím změnil"):
        perform(goal, "submit", by=make_user(HEAD, centre=goal.centre))


def test_transition_writes_its_event():
    goal = goal_in(SUBMITTED)
    head = make_user(DEPARTMENT_HEAD)

    perform(goal, "return", by=head, comment=" Doplňte počet škol. ", part="targets", now=PUBLISHED_AT)

    event = Event.objects.get()
    assert (event.subject_id, event.name, event.source, event.target) == (goal.pk, "return", SUBMITTED, RETURNED)
    assert (event.by, event.role, event.comment, event.part, event.content, event.at) == (
        head,
        DEPARTMENT_HEAD,
        "Doplňte počet škol.",
        "targets",
        f"{goal.text}\n– nejméně 3\u00a0setkání",  # what is compared when the goal comes again
        PUBLISHED_AT,
    )


@pytest.mark.engine
def test_state_and_its_time_are_tied_together():
    goal = goal_in(SUBMITTED)

    for broken in (
        {"state": APPROVED},
        {"approved_at": PUBLISHED_AT},
        {"submitted_at": None},
        {"state": DRAFT},
        {"state": "published"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Goal.objects.filter(pk=goal.pk).update(**broken)
