"""What several modules begin with: the rich world, made once for each of them, in a year that has not come out; for the
import two centres, a document saved as a file, the same document already imported."""

from copy import deepcopy
from datetime import datetime

import pytest

from goals.declension import readings
from goals.importing import import_document
from goals.noun_patterns import Number
from tests import once
from tests.clock import going_on_from
from tests.factories import PRAGUE, make_centre
from tests.goals.importing_cast import TEXT
from tests.world import YEAR, make_world

NOVEMBER = datetime(YEAR, 11, 20, 9, tzinfo=PRAGUE)


@pytest.fixture(scope="session", autouse=True)
def list_of_nouns():
    """Looked through once, which takes longer than one text may that happens to be the first to need it."""
    for number in (None, *Number):
        readings("kompostovišť", number)


@pytest.fixture(scope="module")
def built_world(django_db_setup, django_db_blocker):
    """Its year is running, and the next one is being prepared."""
    with going_on_from(NOVEMBER), once.kept(django_db_blocker):
        yield make_world(is_published=False)


@pytest.fixture
def world(built_world):
    return deepcopy(built_world)


@pytest.fixture
def two_centres(db):
    make_centre(slug="benesov", name="CPIC Benešov", town="Benešov", position=1)
    make_centre(slug="plzen", name="CPIC Plzeň", town="Plzeň", position=2)


@pytest.fixture
def saved(tmp_path):
    """Saves a text as a file and returns its path."""

    def save(text=TEXT, name="cile.md"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return save


@pytest.fixture
def imported(two_centres, saved):
    """What import_document returned when it wrote TEXT."""
    return import_document(saved(name="dříve.md"), year=2026, apply=True)
