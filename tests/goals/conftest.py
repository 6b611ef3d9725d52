"""Fixtures of the import: two centres, a document saved as a file, the same document already imported."""

import pytest

from goals.importing import import_document
from tests.factories import make_centre
from tests.goals.importing_cast import TEXT


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
