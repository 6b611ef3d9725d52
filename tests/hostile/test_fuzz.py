"""Whatever is asked, nothing fails, nothing refused changes a row, no line of the log is long; and a fault is found."""

import os

import pytest

from goals.forms.fields import VersionField
from tests.hostile.fuzz import LONGEST_LINE, fuzz
from tests.thorough import IS_THOROUGH

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.engine,
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are none of its business
]
REQUESTS = int(os.environ.get("HOSTILE_REQUESTS") or (10_000 if IS_THOROUGH else 150))
SEED = int(os.environ.get("HOSTILE_SEED") or 1)


def test_no_request_is_an_error():
    tally = fuzz(REQUESTS, seed=SEED)

    print(tally)  # noqa: T201 - the distribution, for who reads the report
    assert not tally.faults, "\n\n".join(tally.faults)
    assert tally.longest_line <= LONGEST_LINE
    assert tally.memory < 200
    assert tally.disk < 20_000
    assert tally.reached > tally.asked / 2
    assert tally.accepted > tally.posts / 5


def test_planted_fault_is_found(monkeypatch):
    def careless(field, value):
        return {}["missing"]

    monkeypatch.setattr(VersionField, "clean", careless)

    assert any("missing" in fault for fault in fuzz(200, seed=2).faults)
