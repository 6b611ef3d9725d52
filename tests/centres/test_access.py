"""Who may do what where, and when: the whole table of rights and roles, written by hand."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from centres.access import HOLDERS, MissingRight, Right, holders, rights_of, role_labels
from centres.models import CENTRE_ROLES, Centre, Membership, Role
from goals.models import Goal
from tests.factories import make_centre, make_document, make_goal, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)
FAR = date(2100, 1, 1)

STAFF, HEAD, DEPUTY = Role.STAFF, Role.HEAD, Role.DEPUTY
DEPARTMENT_HEAD, DIRECTOR, ADMINISTRATOR = Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.ADMINISTRATOR
TRANSLATOR = Role.TRANSLATOR

IN_A_CENTRE = {
    Right.WRITE: {STAFF, HEAD, DEPUTY},
    Right.SUBMIT: {HEAD, DEPUTY},
    Right.AMEND: {HEAD, DEPUTY},
    Right.RECORD: {STAFF, HEAD, DEPUTY},
    Right.EVALUATE: {STAFF, HEAD, DEPUTY},
    Right.MEASURE: {HEAD, DEPUTY},
    Right.CLOSE_MONTH: {HEAD, DEPUTY},
    Right.CLOSE_YEAR: {HEAD, DEPUTY},
    Right.LEAD_TEAM: {HEAD},
    Right.KEEP_CONTACT: {HEAD, DEPUTY},
    Right.POST_PRINTS: {STAFF, HEAD, DEPUTY},
    Right.ASSIGN: {HEAD, DEPUTY},
    Right.COORDINATE: {STAFF, HEAD, DEPUTY},
    Right.CONFIRM_MONITORING: {HEAD, DEPUTY},
    Right.RELEASE_REGION: {HEAD, DEPUTY},
}
IN_THE_NETWORK = {
    Right.DECIDE: {DEPARTMENT_HEAD},
    Right.OPEN_YEAR: {DEPARTMENT_HEAD},
    Right.PUBLISH: {DEPARTMENT_HEAD},
    Right.SEE_NETWORK: {DEPARTMENT_HEAD, DIRECTOR},
    Right.WRITE_COMMITMENT: {DEPARTMENT_HEAD},
    Right.TRANSLATE: {TRANSLATOR, DEPARTMENT_HEAD},
    Right.DECIDE_LONG_TERM: {DEPARTMENT_HEAD, DIRECTOR},
    Right.DECIDE_STRATEGIC: {DIRECTOR},
    Right.REOPEN_MONTH: {DEPARTMENT_HEAD},
    Right.EVALUATE_LONG_TERM: {DEPARTMENT_HEAD},
    Right.EVALUATE_STRATEGIC: {DIRECTOR},
    Right.ACCEPT_YEAR: {DEPARTMENT_HEAD},
    Right.CLOSE_FOR: {DEPARTMENT_HEAD},
    Right.RELEASE: {DEPARTMENT_HEAD},
    Right.STAND_IN: {DEPARTMENT_HEAD},
    Right.COORDINATE_ALL: {DEPARTMENT_HEAD},
    Right.MANAGE_CENTRES: {DEPARTMENT_HEAD, ADMINISTRATOR},
    Right.IMPORT: {DEPARTMENT_HEAD, ADMINISTRATOR},
    Right.ADOPT: {DEPARTMENT_HEAD},
    Right.INVITE: {DEPARTMENT_HEAD, ADMINISTRATOR},
    Right.ADMINISTER: {ADMINISTRATOR},
    Right.READ_LOG: {ADMINISTRATOR},
    Right.ERASE: {ADMINISTRATOR},
}
ALLOWED = IN_A_CENTRE | IN_THE_NETWORK


def person(role, centre=None, **facts):
    """Of the role, at the centre where it is a role in a centre."""
    return make_user(role, centre=centre if role in CENTRE_ROLES else None, **{"valid_until": FAR} | facts)


def rights(user, on=TODAY):
    return rights_of(user, on=on)


def test_table_knows_every_right():
    assert set(ALLOWED) == set(Right) == set(HOLDERS)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("right", list(Right))
def test_right_by_role(right, role):
    own, strange = make_centre(), make_centre()
    user = person(role, own)
    is_held = role in ALLOWED[right]
    for_centre = right in IN_A_CENTRE

    assert [rights(user).may(right, centre) for centre in (own, strange, None)] == (
        [is_held, False, False] if for_centre else [is_held, is_held, is_held]
    )
    assert list(holders(right, own, on=TODAY)) == ([user] if is_held else [])
    if is_held:
        assert rights(user).require(right, own) == role
        return
    with pytest.raises(MissingRight, match="K tomu je oprávněn: "):
        rights(user).require(right, own)


@pytest.mark.parametrize("right", list(IN_A_CENTRE))
def test_role_in_a_main_centre_covers_its_branches_but_not_the_other_way_round(right):
    main = make_centre()
    branch, other_branch = make_centre(parent=main), make_centre(parent=main)
    of_main, of_branch = make_user(HEAD, centre=main), make_user(HEAD, centre=branch)
    places = [main, branch, other_branch, make_centre()]

    assert [rights(of_main).may(right, place) for place in places] == [True, True, True, False]
    assert [rights(of_branch).may(right, place) for place in places] == [False, True, False, False]
    assert set(holders(right, branch, on=TODAY)) == {of_main, of_branch}
    assert set(holders(right, main, on=TODAY)) == {of_main}


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "is_held"),
    [
        (date(2026, 5, 4), date(2026, 5, 4), True),
        (date(2020, 1, 1), None, True),
        (date(2026, 5, 5), None, False),
        (date(2026, 1, 1), date(2026, 5, 3), False),
    ],
)
def test_right_is_held_on_its_days_only(valid_from, valid_until, is_held):
    user = make_user(Role.DIRECTOR, valid_from=valid_from, valid_until=valid_until)

    assert rights(user).may(Right.DECIDE_STRATEGIC) is is_held
    assert holders(Right.DECIDE_STRATEGIC, on=TODAY).exists() is is_held


def test_deputy_stands_in_until_the_stated_day():
    centre = make_centre()
    deputy = make_user(DEPUTY, centre=centre, valid_from=date(2026, 7, 1), valid_until=date(2026, 7, 31))
    days = [date(2026, 6, 30), date(2026, 7, 1), date(2026, 7, 31), date(2026, 8, 1)]

    assert [rights(deputy, day).may(Right.SUBMIT, centre) for day in days] == [False, True, True, False]
    assert [holders(Right.SUBMIT, centre, on=day).count() for day in days] == [0, 1, 1, 0]


def test_disabled_or_anonymous_person_may_nothing():
    disabled = make_user(Role.DIRECTOR, is_active=False)

    assert [right for right in Right if rights(disabled).may(right) or rights(AnonymousUser()).may(right)] == []
    assert list(holders(Right.DECIDE_STRATEGIC, on=TODAY)) == []


def test_person_with_two_roles_is_one_holder_with_both():
    centre = make_centre()
    user = make_user(HEAD, centre=centre)
    Membership.objects.create(user=user, role=STAFF, centre=centre, valid_from=date(2020, 1, 1))
    Membership.objects.create(user=user, role=DEPARTMENT_HEAD, valid_from=date(2020, 1, 1))

    assert rights(user).roles == {HEAD, STAFF, DEPARTMENT_HEAD}
    assert rights(user).role(Right.WRITE, centre) == HEAD
    assert rights(user).role(Right.DECIDE, centre) == DEPARTMENT_HEAD
    assert list(holders(Right.WRITE, centre, on=TODAY)) == [user]


def test_refusal_names_who_has_the_right():
    with pytest.raises(MissingRight) as refusal:
        rights(make_user()).require(Right.SUBMIT, make_centre())

    assert str(refusal.value) == "K tomu je oprávněn: vedoucí centra, zástupce vedoucího centra."
    assert refusal.value.right == Right.SUBMIT


def test_role_labels_follow_the_order_of_the_roles():
    assert role_labels(Right.WRITE) == ["pracovník centra", "vedoucí centra", "zástupce vedoucího centra"]
    assert role_labels(Right.INVITE) == ["vedoucí odboru", "správce"]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (STAFF, {"main", "branch"}),
        (HEAD, {"main", "branch"}),
        (DEPUTY, {"main", "branch"}),
        (DEPARTMENT_HEAD, {"main", "branch", "strange"}),
        (DIRECTOR, {"main", "branch", "strange"}),
        (ADMINISTRATOR, set()),
    ],
)
def test_scope_by_role(role, seen):
    document, main = make_document(), make_centre(slug="main")
    for centre in (main, make_centre(slug="branch", parent=main), make_centre(slug="strange")):
        make_goal(document, centre=centre)
    held = rights(person(role, main))

    assert {centre.slug for centre in Centre.objects.filter(held.in_scope())} == seen
    assert {goal.centre.slug for goal in Goal.objects.filter(held.in_scope("centre"))} == seen


def test_own_centres_are_those_where_the_person_works_with_their_branches():
    main = make_centre()
    branch = make_centre(parent=main)
    make_centre()

    assert list(rights(make_user(STAFF, centre=main)).own_centres()) == [main, branch]
    assert list(rights(make_user(STAFF, centre=branch)).own_centres()) == [branch]
    assert list(rights(make_user(DIRECTOR)).own_centres()) == []


@pytest.mark.parametrize("role", list(Role))
def test_second_factor_is_for_those_who_decide_or_administer(role):
    needs = {DEPARTMENT_HEAD, DIRECTOR, ADMINISTRATOR}

    assert rights(person(role, make_centre())).needs_second_factor is (role in needs)


@pytest.mark.engine
def test_rights_are_one_query_however_many_questions(django_assert_num_queries):
    centre = make_centre(parent=make_centre())
    user = make_user(HEAD, centre=centre)

    with django_assert_num_queries(1):
        held = rights(user)
        [held.may(right, centre) for right in Right]


@pytest.mark.engine
@pytest.mark.parametrize(
    "facts",
    [
        {"role": Role.HEAD, "centre": None},
        {"role": "king", "centre": None},
        {"role": Role.DIRECTOR, "valid_until": date(2019, 1, 1)},
    ],
)
def test_database_refuses_a_role_that_makes_no_sense(facts):
    defaults = {"user": make_user(), "valid_from": date(2020, 1, 1)}

    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(**defaults | facts)


@pytest.mark.engine
def test_database_refuses_a_network_role_in_a_centre():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(Role.DIRECTOR, centre=make_centre())


@pytest.mark.engine
def test_database_refuses_a_deputy_without_an_end():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(DEPUTY, centre=make_centre())


@pytest.mark.engine
def test_centre_is_not_its_own_parent():
    centre = make_centre()

    with pytest.raises(IntegrityError), transaction.atomic():
        Centre.objects.filter(pk=centre.pk).update(parent=centre)
