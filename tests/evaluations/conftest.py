"""What several modules begin with, made once for each module that asks for it: the year at the keyboard, whose clock
stands, and the centre of the meetings."""

from copy import deepcopy

import pytest

from tests import once
from tests.evaluations.meetings_cast import make_scene
from tests.evaluations.records_cast import NOW, at, make_year
from tests.world import browser


@pytest.fixture(scope="module")
def built_year(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker), pytest.MonkeyPatch.context() as patch:
        at(NOW, patch)
        yield make_year()


@pytest.fixture
def year(built_year):
    return deepcopy(built_year)


@pytest.fixture
def staff(year):
    return browser(year.staff)


@pytest.fixture(scope="module")
def built_scene(django_db_setup, django_db_blocker):
    with once.kept(django_db_blocker):
        yield make_scene()


@pytest.fixture
def scene(built_scene):
    return deepcopy(built_scene)
