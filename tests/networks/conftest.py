"""The region of these tests, made once a module."""

from copy import deepcopy

import pytest

from tests import once
from tests.networks.networks_cast import make_region_cast


@pytest.fixture(scope="module")
def built_cast(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        yield make_region_cast()


@pytest.fixture
def cast(built_cast):
    return deepcopy(built_cast)
