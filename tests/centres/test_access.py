"""Who holds which role where, and when."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from centres.access import holds
from centres.models import Centre, Membership, Role
from tests.factories import make_centre, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 4)


def test_network_role_covers_every_centre():
    assert holds(make_user(Role.DEPARTMENT_HEAD), [Role.DEPARTMENT_HEAD], centre=make_centre(), on=TODAY)


def test_centre_role_covers_the_centre_and_its_branches_only():
    main = make_centre()
    branch = make_centre(parent=main)
    head = make_user(Role.HEAD, centre=main)

    covered = [
        centre for centre in (main, branch, make_centre(), None) if holds(head, [Role.HEAD], centre=centre, on=TODAY)
    ]

    assert covered == [main, branch]


def test_centre_role_of_a_branch_does_not_cover_its_main_centre():
    main = make_centre()
    head = make_user(Role.HEAD, centre=make_centre(parent=main))

    assert not holds(head, [Role.HEAD], centre=main, on=TODAY)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "held"),
    [
        (date(2026, 5, 4), date(2026, 5, 4), True),
        (date(2026, 5, 5), None, False),
        (date(2026, 1, 1), date(2026, 5, 3), False),
    ],
)
def test_role_is_held_on_its_days_only(valid_from, valid_until, held):
    user = make_user(Role.DIRECTOR, valid_from=valid_from, valid_until=valid_until)

    assert holds(user, [Role.DIRECTOR], on=TODAY) is held


def test_disabled_person_holds_nothing():
    assert not holds(make_user(Role.DIRECTOR, is_active=False), [Role.DIRECTOR], on=TODAY)


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


def test_database_refuses_a_network_role_in_a_centre():
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user(Role.DIRECTOR, centre=make_centre())


def test_centre_is_not_its_own_parent():
    centre = make_centre()

    with pytest.raises(IntegrityError), transaction.atomic():
        Centre.objects.filter(pk=centre.pk).update(parent=centre)
